//! What is kept of a form that was not sent.

use jiff::civil::DateTime;

use super::field::ImportField;
use super::form::ImportForm;
use crate::config::secret::looks_like_token;
use crate::dialogs::sheet::{PAPERS, SheetField, paper};
use crate::store::Fields;

/// What is kept of the choice about duplicates.
const DUPLICATES: &str = "create another";
/// What is kept where sheets have no cut marks.
const NO_MARKS: &str = "no";

impl ImportForm {
    /// What is to be kept of it; nothing where nothing was typed, or it may be a secret.
    pub(crate) fn fields(&self) -> Option<Fields> {
        let fields: Fields = ImportField::ALWAYS
            .into_iter()
            .chain(ImportField::OF_SHEETS)
            .filter_map(|field| Some((field.name().to_owned(), self.kept(field)?)))
            .collect();
        let wanted = (self.is_dirty() || !self.text(ImportField::File).is_empty())
            && !fields.values().any(|text| looks_like_token(text));
        wanted.then_some(fields)
    }

    fn kept(&self, field: ImportField) -> Option<String> {
        match field {
            ImportField::Duplicates => self.duplicates.then(|| DUPLICATES.to_owned()),
            ImportField::Look(SheetField::Paper) => Some(paper(self.sheet.paper).to_owned()),
            ImportField::Look(SheetField::Marks) => (!self.sheet.marks).then(|| NO_MARKS.to_owned()),
            _ => Some(self.text(field).text().to_owned()),
        }
    }

    /// Takes in what was typed in an earlier run, at this time. A file that was just dropped stays.
    pub(crate) fn restore(&mut self, fields: &Fields, at: DateTime) {
        if !self.text(ImportField::File).is_empty() {
            return;
        }
        for field in ImportField::ALWAYS.into_iter().chain(ImportField::OF_SHEETS) {
            let Some(text) = fields.get(field.name()) else { continue };
            match field {
                ImportField::Duplicates => self.duplicates = text == DUPLICATES,
                ImportField::Look(SheetField::Paper) => {
                    let known = PAPERS.into_iter().find(|sheet| paper(*sheet) == text);
                    self.sheet.paper = known.unwrap_or(self.sheet.paper);
                }
                ImportField::Look(SheetField::Marks) => self.sheet.marks = text != NO_MARKS,
                _ => self.set(field, text),
            }
        }
        self.restored = Some(at);
    }
}
