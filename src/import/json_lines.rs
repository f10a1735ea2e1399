//! JSON Lines: an object on each line.

use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::mistake::Mistake;
use super::table::{MAX_COLUMNS, Table, TableRow};

/// The pairs of an object in their order, which a map would lose.
struct Pairs(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(Object)
    }
}

/// Reads the rows. The columns are the keys of all objects, in the order in which they first appear.
pub(super) fn read(text: &str) -> Table {
    let mut table = Table::default();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
        let pairs = match serde_json::from_str::<Pairs>(text) {
            Ok(Pairs(pairs)) => pairs,
            Err(error) => {
                table.mistakes.push(Mistake::new(line, unreadable(text, &error)));
                if text.trim_start().starts_with('[') {
                    // Nothing below can be an object of its own.
                    return table;
                }
                continue;
            }
        };
        let mut cells = vec![String::new(); table.columns.len()];
        for (key, value) in pairs {
            let key = key.trim().to_owned();
            let at = *places.entry(key.to_lowercase()).or_insert_with(|| {
                table.columns.push(key.clone());
                table.columns.len() - 1
            });
            if table.columns.len() > MAX_COLUMNS {
                table.check_columns(line);
                return table;
            }
            cells.resize(table.columns.len(), String::new());
            match cell(&value) {
                Some(_) if cells.get(at).is_some_and(|there| !there.is_empty()) => {
                    table.mistakes.push(Mistake::new(line, format!("The object has the key `{key}` twice.")));
                }
                Some(text) => cells.splice(at..=at, [text.trim().to_owned()]).for_each(drop),
                None => {
                    let sentence = format!("`{key}` is neither text nor a number nor a list of texts.");
                    table.mistakes.push(Mistake::new(line, sentence));
                }
            }
        }
        if cells.iter().any(|cell| !cell.is_empty()) && !table.push(TableRow { line, cells }) {
            break;
        }
    }
    let columns = table.columns.len();
    table.rows.iter_mut().for_each(|row| row.cells.resize(columns, String::new()));
    table
}

/// The text of a value; a list is one of tags.
fn cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Array(list) => {
            let texts: Option<Vec<_>> = list.iter().map(Value::as_str).collect();
            texts.map(|texts| texts.join(";"))
        }
        Value::Object(_) => None,
    }
}

/// Why a line is no object.
fn unreadable(text: &str, error: &serde_json::Error) -> String {
    if text.trim_start().starts_with('[') {
        return "This is a JSON array. JSON Lines have an object on each line, as `jq -c '.[]'` writes them."
            .to_owned();
    }
    // The place in its line is all that is of use: every line is read by itself.
    let why = error.to_string();
    let why = why.split(" at line ").next().unwrap_or_default();
    format!("The line is no JSON object: {why}, at character {}.", error.column())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_rows_in_their_order() {
        let text = "{\"number\": 4915110000001, \"Message\": \" Hi \"}\n\n{\"message\": \"Ho\", \"tags\": [\"a\", \"b\"], \
                    \"vip\": true, \"number\": null}\n{}\n";
        let table = read(text);
        assert_eq!(table.columns, ["number", "Message", "tags", "vip"]);
        assert!(table.mistakes.is_empty(), "{:?}", table.mistakes);
        let rows: Vec<_> = table.rows.iter().map(|row| (row.line, row.cells.join("|"))).collect();
        assert_eq!(rows, [(1, "4915110000001|Hi||".to_owned()), (3, "|Ho|a;b|true".to_owned())]);
    }

    #[test]
    fn mistakes_of_all_lines_are_found() {
        let text = "{\"a\": 1, \"A\": 2}\n{\"a\": {}}\n[1]x\n";
        let told: Vec<_> = read(text).mistakes.iter().map(|mistake| (mistake.line, mistake.sentence.clone())).collect();
        assert_eq!(told.len(), 3, "{told:?}");
        for ((line, sentence), (at, says)) in told.iter().zip([(1, "twice"), (2, "neither"), (3, "JSON array")]) {
            assert!(*line == at && sentence.contains(says), "{sentence}");
        }
        let broken = read("{\"a\": 1}\n{\"a\" 2}\n3\n").mistakes;
        assert_eq!(broken.iter().map(|mistake| mistake.line).collect::<Vec<_>>(), [2, 3]);
        assert!(!broken[0].sentence.contains("at line"), "{}", broken[0].sentence);
    }
}
