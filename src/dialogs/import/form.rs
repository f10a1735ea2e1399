//! What is chosen for an import, and what the file holds so far.

use jiff::civil::DateTime;

use super::field::ImportField;
use crate::app::{ImportChoices, LineInput, RequestId};
use crate::config::secret::looks_like_token;
use crate::import::{ImportOrder, Preview};
use crate::model::{Error, NumberId};
use crate::store::Fields;

/// What is kept of the choice about duplicates.
const DUPLICATES: &str = "create another";

/// The form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportForm {
    /// The texts of all fields, by their places in [`ImportField::ALL`]; that of a choice stays empty.
    texts: [LineInput; ImportField::ALL.len()],
    /// Whether a number may get the same message several times.
    pub duplicates: bool,
    /// Where the focus is.
    pub field: ImportField,
    /// The names the path can go on with.
    pub names: Vec<String>,
    /// The completion that is being asked for, and the text it is for.
    pub(crate) completing: Option<(RequestId, String)>,
    /// The number that was selected, and how it stands in its field.
    selected: Option<(NumberId, String)>,
    /// When what stands in it was typed, where that was an earlier run.
    pub restored: Option<DateTime>,
    /// What the file holds by itself, with what was chosen; or why it cannot be read.
    pub read: Option<Result<ReadRows, Error>>,
    /// What it was last read with.
    pub(crate) asked: Option<ImportChoices>,
    /// The reading that has not ended yet.
    pub(crate) reading: Option<RequestId>,
    /// The first row of the table that is shown.
    pub first: usize,
}

/// The rows of a file, before any service is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadRows {
    /// What is wrong with them so far.
    pub preview: Preview,
    /// The places of all rows, those with mistakes first.
    pub order: Vec<usize>,
}

impl ReadRows {
    pub(crate) fn of(order: ImportOrder) -> Self {
        let preview = Preview::unchecked(order);
        let is_right =
            |at: &usize| preview.campaign.rows.get(*at).is_none_or(|row| preview.mistakes_of(row).next().is_none());
        let (right, mut order): (Vec<usize>, Vec<usize>) = (0..preview.states.len()).partition(is_right);
        order.extend(right);
        Self { preview, order }
    }
}

impl ImportForm {
    /// One for a file that was named already, or is to be named; rows that name no number are for the selected one, which
    /// is shown like this.
    pub(crate) fn of(file: &str, selected: Option<(NumberId, String)>) -> Self {
        let mut form = Self { selected, ..Self::default() };
        form.set(ImportField::File, file);
        form.fill_number();
        form
    }

    /// The same form with nothing in it.
    pub(crate) fn anew(&self) -> Self {
        Self::of("", self.selected.clone())
    }

    /// The text of a field.
    pub fn text(&self, field: ImportField) -> &LineInput {
        &self.texts[field as usize]
    }

    /// The text with the focus; nothing for a choice.
    pub(crate) fn line(&mut self) -> Option<&mut LineInput> {
        (self.field != ImportField::Duplicates).then(|| &mut self.texts[self.field as usize])
    }

    /// The path.
    pub(crate) fn file(&mut self) -> &mut LineInput {
        &mut self.texts[ImportField::File as usize]
    }

    /// Whether the rows are those of what stands in the fields.
    pub(crate) fn is_read(&self) -> bool {
        self.reading.is_none() && matches!(self.read, Some(Ok(_))) && self.asked.as_ref() == Some(&self.choices())
    }

    /// The rows, as far as the file could be read.
    pub fn rows(&self) -> Option<&ReadRows> {
        self.read.as_ref()?.as_ref().ok()
    }

    /// What is chosen.
    pub fn choices(&self) -> ImportChoices {
        let text = |field: ImportField| {
            Some(self.text(field).text().trim()).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let selected = self.selected.as_ref().filter(|(_, shown)| text(ImportField::Number).as_ref() == Some(shown));
        ImportChoices {
            file: self.text(ImportField::File).text().to_owned(),
            message: text(ImportField::Message),
            label: text(ImportField::Label),
            tags: text(ImportField::Tags)
                .map(|tags| tags.split([',', ';']).map(|tag| tag.trim().to_owned()).collect())
                .unwrap_or_default(),
            // Several profiles may have numbers that are written alike.
            number: selected.map(|(id, _)| id.to_string()).or_else(|| text(ImportField::Number)),
            duplicates: self.duplicates,
            links: text(ImportField::Links),
            sheets: text(ImportField::Sheets),
        }
    }

    /// How a number that a row names is shown: the selected one as people know it.
    pub(crate) fn shown_number<'a>(&'a self, named: &'a str) -> &'a str {
        self.selected.as_ref().filter(|(id, _)| id.as_str() == named).map_or(named, |(_, shown)| shown)
    }

    /// Whether closing it would lose more than the name of a file.
    pub(crate) fn is_dirty(&self) -> bool {
        let fresh = self.anew();
        let is_changed = |field: &ImportField| self.text(*field).text() != fresh.text(*field).text();
        self.duplicates || ImportField::ALL.iter().skip(1).any(is_changed)
    }

    /// What is to be kept of it; nothing where nothing was typed, or it may be a secret.
    pub(crate) fn fields(&self) -> Option<Fields> {
        let mut fields: Fields = ImportField::ALL
            .into_iter()
            .map(|field| (field.name().to_owned(), self.text(field).text().to_owned()))
            .collect();
        if self.duplicates {
            fields.insert(ImportField::Duplicates.name().to_owned(), DUPLICATES.to_owned());
        }
        let wanted = (self.is_dirty() || !self.text(ImportField::File).is_empty())
            && !fields.values().any(|text| looks_like_token(text));
        wanted.then_some(fields)
    }

    /// Takes in what was typed in an earlier run, at this time. A file that was just dropped stays.
    pub(crate) fn restore(&mut self, fields: &Fields, at: DateTime) {
        if !self.text(ImportField::File).is_empty() {
            return;
        }
        for field in ImportField::ALL {
            if let Some(text) = fields.get(field.name()) {
                if field == ImportField::Duplicates {
                    self.duplicates = text == DUPLICATES;
                } else {
                    self.set(field, text);
                }
            }
        }
        self.restored = Some(at);
    }

    fn set(&mut self, field: ImportField, text: &str) {
        self.texts[field as usize] = LineInput::of(text);
    }

    fn fill_number(&mut self) {
        let shown = self.selected.as_ref().map_or_else(String::new, |(_, shown)| shown.clone());
        self.set(ImportField::Number, &shown);
    }
}
