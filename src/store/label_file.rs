//! Labels as files: CSV for spreadsheets, JSON for programs.

use serde::{Deserialize, Serialize};

use super::label::{Label, LabelKey};
use crate::model::{Error, ErrorKind, ProviderKind, Result};

/// The formats of a file of labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelFormat {
    /// A line for each label, below one with the names of the columns. Tags are separated by semicolons.
    Csv,
    /// A list of objects.
    Json,
}

/// A label as JSON has it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Object {
    provider: ProviderKind,
    number_id: String,
    /// Absent for the label of the number itself.
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    label: String,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    updated: Option<jiff::Timestamp>,
}

/// A label as CSV has it.
#[derive(Debug, Serialize, Deserialize)]
struct CsvRow {
    provider: ProviderKind,
    number_id: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    tags: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    updated: Option<jiff::Timestamp>,
}

impl LabelFormat {
    /// Writes labels.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`], which cannot happen with labels from the database.
    pub fn write(self, labels: &[(LabelKey, Label)]) -> Result<String> {
        let broken = |error: &dyn std::fmt::Display| {
            Error::new(ErrorKind::Internal, format!("The labels cannot be written: {error}."))
        };
        match self {
            Self::Json => {
                let objects: Vec<_> = labels.iter().map(object).collect();
                let text = serde_json::to_string_pretty(&objects).map_err(|error| broken(&error))?;
                Ok(text + "\n")
            }
            Self::Csv => {
                let mut writer = csv::Writer::from_writer(Vec::new());
                for label in labels {
                    writer.serialize(line(object(label))).map_err(|error| broken(&error))?;
                }
                let bytes = writer.into_inner().map_err(|error| broken(&error))?;
                String::from_utf8(bytes).map_err(|error| broken(&error))
            }
        }
    }

    /// Reads labels.
    ///
    /// # Errors
    /// [`ErrorKind::Config`], with the place of the first mistake.
    pub fn read(self, text: &str) -> Result<Vec<(LabelKey, Label)>> {
        let text = text.trim_start_matches('\u{feff}');
        match self {
            Self::Json => {
                let objects: Vec<Object> = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
                let place = |at: usize| format!("object {}", at + 1);
                objects.into_iter().enumerate().map(|(at, object)| label(object, || place(at))).collect()
            }
            Self::Csv => {
                let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
                let lines: std::result::Result<Vec<CsvRow>, _> = reader.deserialize().collect();
                let lines = lines.map_err(|error| unreadable(&error))?;
                let place = |at: usize| format!("label {}", at + 1);
                lines.into_iter().enumerate().map(|(at, line)| label(unline(line), || place(at))).collect()
            }
        }
    }
}

fn unreadable(error: &dyn std::fmt::Display) -> Error {
    Error::config(format!("The labels cannot be read: {error}."))
        .advise("Compare the file with one that `qrdeck labels export` writes. Nothing was imported.")
}

fn object((key, label): &(LabelKey, Label)) -> Object {
    let LabelKey { provider, number, code } = key;
    Object {
        provider: *provider,
        number_id: number.to_string(),
        code: code.as_ref().map(ToString::to_string),
        label: label.label.clone(),
        tags: label.tags.clone(),
        note: label.note.clone(),
        updated: jiff::Timestamp::from_millisecond(label.updated).ok().filter(|_| label.updated != 0),
    }
}

fn line(object: Object) -> CsvRow {
    let Object { provider, number_id, code, label, tags, note, updated } = object;
    CsvRow { provider, number_id, code: code.unwrap_or_default(), label, tags: tags.join(";"), note, updated }
}

fn unline(line: CsvRow) -> Object {
    let CsvRow { provider, number_id, code, label, tags, note, updated } = line;
    let tags = tags.split([';', ',']).map(str::to_owned).collect();
    Object { provider, number_id, code: Some(code), label, tags, note, updated }
}

/// The label of an object, checked.
fn label(object: Object, place: impl Fn() -> String) -> Result<(LabelKey, Label)> {
    let Object { provider, number_id, code, label, tags, note, updated } = object;
    let key = LabelKey {
        provider,
        number: number_id.into(),
        code: code.map(crate::model::CodeId::from).filter(|code| !code.as_str().is_empty()),
    };
    let at = |error: Error| Error { message: format!("In {}: {}", place(), error.message), ..error };
    if key.number.as_str().is_empty() {
        return Err(at(Error::config("The number_id is missing.").advise("Give each label the id of its number.")));
    }
    let updated = updated.map_or(0, jiff::Timestamp::as_millisecond);
    let label = Label { label, tags, note, updated }.tidy().map_err(at)?;
    Ok((key, label))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> Vec<(LabelKey, Label)> {
        let key = |code: Option<&str>| LabelKey {
            provider: ProviderKind::Alibaba,
            number: "8613800000001".into(),
            code: code.map(Into::into),
        };
        let label = |label: &str, tags: &[&str], note: &str| Label {
            label: label.into(),
            tags: tags.iter().map(ToString::to_string).collect(),
            note: note.into(),
            updated: 1_700_000_000_123,
        };
        vec![
            (key(None), label("上海", &[], "")),
            (key(Some("D9AA3QWERTYU1")), label("=1+1, \"quoted\"", &["spring", "window"], "two\nlines; more")),
        ]
    }

    #[test]
    fn files_read_back_what_was_written() {
        for format in [LabelFormat::Csv, LabelFormat::Json] {
            let text = format.write(&some()).unwrap();
            assert_eq!(format.read(&text).unwrap(), some(), "{text}");
            assert_eq!(format.read(&format!("\u{feff}{text}")).unwrap(), some());
            assert_eq!(format.read(&format.write(&[]).unwrap()).unwrap(), []);
        }
    }

    #[test]
    fn what_people_leave_out_is_empty() {
        let read = LabelFormat::Csv.read("provider,number_id,code,label\nmeta, 1 ,ABC, poster \n").unwrap();
        let key = LabelKey { provider: ProviderKind::Meta, number: "1".into(), code: Some("ABC".into()) };
        assert_eq!(read, [(key, Label { label: "poster".into(), ..Label::default() })]);
        assert_eq!(
            LabelFormat::Json.read(r#"[{"provider": "meta", "number_id": "1", "label": "x"}]"#).unwrap().len(),
            1
        );
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        let error = |format: LabelFormat, text: &str| format.read(text).unwrap_err().message;
        assert!(error(LabelFormat::Csv, "provider,number_id\nmeta,1\nwhat,2\n").contains("line: 3"));
        assert!(
            error(LabelFormat::Csv, "provider,number_id\nmeta,\n").contains("In label 1: The number_id is missing")
        );
        assert!(error(LabelFormat::Json, "[{\"provider\": \"meta\"}]").contains("number_id"));
        assert!(error(LabelFormat::Json, "{").contains("line 1"));
        let long = format!("provider,number_id,label\nmeta,1,{}\n", "x".repeat(101));
        assert!(error(LabelFormat::Csv, &long).contains("In label 1: The label has 101 characters"));
    }
}
