//! Messages and labels with `{placeholders}` for the cells of other columns.

/// A text with placeholders, checked against the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    /// The cell of this column.
    Column(usize),
}

impl Template {
    /// Reads a template: `{city}` stands for the cell of the column `city`, `{{` and `}}` for braces.
    ///
    /// # Errors
    /// A sentence about a placeholder that is no column, and about a brace that is not closed.
    pub(super) fn new(text: &str, columns: &[String]) -> Result<Self, String> {
        let (mut parts, mut plain, mut rest) = (Vec::new(), String::new(), text);
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            plain.push_str(before);
            if let Some(after) = from.strip_prefix("{{") {
                plain.push('{');
                rest = after;
            } else if let Some(after) = from.strip_prefix("}}").or_else(|| from.strip_prefix('}')) {
                plain.push('}');
                rest = after;
            } else {
                let inside = from.get(1..).unwrap_or_default();
                let Some((name, after)) = inside.split_once('}') else {
                    return Err("A `{` is not closed. Write `{{` for a brace.".to_owned());
                };
                parts.push(Part::Text(std::mem::take(&mut plain)));
                parts.push(Part::Column(column(name, columns)?));
                rest = after;
            }
        }
        plain.push_str(rest);
        parts.push(Part::Text(plain));
        Ok(Self(parts))
    }

    /// The text for a row.
    ///
    /// # Errors
    /// A sentence about a placeholder for which the row has nothing.
    pub(super) fn fill(&self, cells: &[String], columns: &[String]) -> Result<String, String> {
        let mut filled = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => filled.push_str(text),
                Part::Column(at) => {
                    let Some(cell) = cells.get(*at).filter(|cell| !cell.is_empty()) else {
                        let name = columns.get(*at).map_or("", String::as_str);
                        return Err(format!("The placeholder {{{name}}} has no value: the cell is empty."));
                    };
                    filled.push_str(cell);
                }
            }
        }
        Ok(filled)
    }
}

/// The column that a placeholder names.
fn column(name: &str, columns: &[String]) -> Result<usize, String> {
    let wanted = name.trim().to_lowercase();
    let found = columns.iter().position(|column| !wanted.is_empty() && column.to_lowercase() == wanted);
    found.ok_or_else(|| {
        let near = columns.iter().find(|column| strsim::damerau_levenshtein(&column.to_lowercase(), &wanted) <= 2);
        let near =
            near.filter(|near| !near.is_empty()).map(|near| format!(" Did you mean {{{near}}}?")).unwrap_or_default();
        let named: Vec<_> = columns.iter().filter(|column| !column.is_empty()).map(String::as_str).collect();
        format!(
            "{{{}}} is not a column.{near} The columns are: {}. Write `{{{{` for a brace.",
            name.trim(),
            named.join(", ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<String> {
        ["city", "Table No", ""].map(str::to_owned).to_vec()
    }

    fn fill(text: &str, cells: [&str; 3]) -> Result<String, String> {
        Template::new(text, &columns())?.fill(&cells.map(str::to_owned), &columns())
    }

    #[test]
    fn cells_take_the_place_of_their_names() {
        for (template, wanted) in [
            ("Table {table no} in { City }!", "Table 7 in Wien!"),
            ("{{city}} {city}", "{city} Wien"),
            ("}}:} {city}", "}:} Wien"),
            ("", ""),
            ("plain", "plain"),
        ] {
            assert_eq!(fill(template, ["Wien", "7", ""]).unwrap(), wanted, "{template}");
        }
        assert_eq!(fill("{city}", ["{Table No}", "7", ""]).unwrap(), "{Table No}", "cells are no templates");
    }

    #[test]
    fn what_cannot_be_filled_is_said() {
        for (template, says) in [
            ("{citty}", "Did you mean {city}? The columns are: city, Table No."),
            ("{}", "is not a column"),
            ("Hi :{", "not closed"),
            ("{table no}", "{Table No} has no value"),
        ] {
            let told = fill(template, ["Wien", "", ""]).unwrap_err();
            assert!(told.contains(says), "{template}: {told}");
        }
    }
}
