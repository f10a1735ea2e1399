//! What is chosen for an import, and what the file holds so far.

use jiff::civil::DateTime;

use super::field::ImportField;
use crate::app::cycle::cycle;
use crate::app::{ImportChoices, ImportSheets, LineInput, RequestId, SheetOrder};
use crate::dialogs::sheet::{SheetChoices, SheetField};
use crate::export::{Forecast, Item, forecast, sheets_file};
use crate::import::{ImportOrder, Preview, expected_items};
use crate::model::{Error, NumberId, Result};

/// The form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportForm {
    /// The texts of the fields that are always there, by their places in [`ImportField::ALWAYS`].
    texts: [LineInput; ImportField::ALWAYS.len()],
    /// Whether a number may get the same message several times.
    pub duplicates: bool,
    /// How sheets are to look, where there are any.
    pub sheet: SheetChoices,
    /// How they looked at first.
    usual: SheetChoices,
    /// The sheets as they will be, or why there can be none; nothing where there are to be none.
    pub forecast: Option<Result<Forecast>>,
    /// What it follows from: the codes, how the sheets look, and the side of a code in millimetres.
    foreseen: Option<(Vec<Item>, SheetOrder, Option<f64>)>,
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
    /// is shown like this, and sheets look like this until something else is chosen.
    pub(crate) fn of(file: &str, selected: Option<(NumberId, String)>, sheet: SheetChoices) -> Self {
        let mut form = Self { selected, usual: sheet.clone(), sheet, ..Self::default() };
        form.set(ImportField::File, file);
        form.fill_number();
        form
    }

    /// The same form with nothing in it.
    pub(crate) fn anew(&self) -> Self {
        Self::of("", self.selected.clone(), self.usual.clone())
    }

    /// The fields that mean something, in their order.
    pub(crate) fn shown(&self) -> Vec<ImportField> {
        let of_sheets = if self.prints() { &ImportField::OF_SHEETS[..] } else { &[] };
        ImportField::ALWAYS.iter().chain(of_sheets).copied().collect()
    }

    /// Whether sheets are to be printed.
    fn prints(&self) -> bool {
        !self.text(ImportField::Sheets).text().trim().is_empty()
    }

    /// Moves the focus `step` fields on; wraps around.
    pub(crate) fn step(&mut self, step: isize) {
        self.field = cycle(&self.shown(), self.field, step);
    }

    /// The choice `step` places on, in the field with the focus.
    pub(crate) fn turn(&mut self, step: isize) {
        match self.field {
            ImportField::Duplicates => self.duplicates = !self.duplicates,
            ImportField::Look(field) => self.sheet.turn(field, step),
            _ => {}
        }
    }

    /// The text of a field; that of a choice is empty.
    pub fn text(&self, field: ImportField) -> &LineInput {
        // A choice has no text of its own.
        let none = &self.texts[Self::place(ImportField::Duplicates)];
        match field {
            ImportField::Look(field) => self.sheet.text(field).unwrap_or(none),
            field => &self.texts[Self::place(field)],
        }
    }

    /// The text of a field, to be edited; nothing for a choice.
    fn text_mut(&mut self, field: ImportField) -> Option<&mut LineInput> {
        match field {
            ImportField::Duplicates => None,
            ImportField::Look(field) => self.sheet.text_mut(field),
            field => Some(&mut self.texts[Self::place(field)]),
        }
    }

    /// Where the text of a field is that is always there.
    fn place(field: ImportField) -> usize {
        ImportField::ALWAYS.iter().position(|of| *of == field).unwrap_or_default()
    }

    /// The text with the focus; nothing for a choice.
    pub(crate) fn line(&mut self) -> Option<&mut LineInput> {
        self.text_mut(self.field)
    }

    /// The path.
    pub(crate) fn file(&mut self) -> &mut LineInput {
        &mut self.texts[Self::place(ImportField::File)]
    }

    /// Whether the rows are those of what stands in the fields.
    pub(crate) fn is_read(&self) -> bool {
        self.reading.is_none() && matches!(self.read, Some(Ok(_))) && self.asked.as_ref() == Some(&self.of_rows())
    }

    /// The rows, as far as the file could be read.
    pub fn rows(&self) -> Option<&ReadRows> {
        self.read.as_ref()?.as_ref().ok()
    }

    /// What is chosen; where something is wrong with the sheets, `at` is the field.
    ///
    /// # Errors
    /// What is wrong.
    pub fn choices(&self, at: &mut ImportField) -> Result<ImportChoices> {
        let path = self.text(ImportField::Sheets).text().trim().to_owned();
        if path.is_empty() {
            return Ok(self.of_rows());
        }
        let mut looked_at = SheetField::Paper;
        let order = self.sheet.order(&mut looked_at);
        *at = ImportField::Look(looked_at);
        let (look, size_um) = order?;
        Ok(ImportChoices { sheets: Some(ImportSheets { path, look, size_um }), ..self.of_rows() })
    }

    /// What the rows follow from: what is chosen, without the sheets.
    pub fn of_rows(&self) -> ImportChoices {
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
            sheets: None,
        }
    }

    /// Finds out what the sheets will be. Most of what is typed changes nothing of them, such as the name of their file.
    pub(crate) fn look_ahead(&mut self) {
        let sheets = self.choices(&mut ImportField::Sheets).map(|choices| choices.sheets);
        let basis = sheets.as_ref().ok().and_then(Option::as_ref).zip(self.rows()).map(|(sheets, rows)| {
            let items = expected_items(&rows.preview, |named| self.shown_number(named).to_owned());
            (items, sheets.look.clone(), sheets.size_mm())
        });
        if basis.is_some() && basis == self.foreseen {
            return;
        }
        let foreseen = |(items, look, size_mm): &(Vec<Item>, SheetOrder, _)| {
            forecast(items, &sheets_file::request(look.style()?, *size_mm))
        };
        self.forecast = match sheets {
            Ok(_) => basis.as_ref().and_then(|basis| foreseen(basis).transpose()),
            Err(error) => Some(Err(error)),
        };
        self.foreseen = basis;
    }

    /// How a number that a row names is shown: the selected one as people know it.
    pub(crate) fn shown_number<'a>(&'a self, named: &'a str) -> &'a str {
        self.selected.as_ref().filter(|(id, _)| id.as_str() == named).map_or(named, |(_, shown)| shown)
    }

    /// Whether closing it would lose more than the name of a file.
    pub(crate) fn is_dirty(&self) -> bool {
        let fresh = self.anew();
        let is_changed = |field: &ImportField| self.text(*field).text() != fresh.text(*field).text();
        self.duplicates || self.sheet != self.usual || ImportField::ALWAYS.iter().skip(1).any(is_changed)
    }

    pub(super) fn set(&mut self, field: ImportField, text: &str) {
        if let Some(line) = self.text_mut(field) {
            *line = LineInput::of(text);
        }
    }

    fn fill_number(&mut self) {
        let shown = self.selected.as_ref().map_or_else(String::new, |(_, shown)| shown.clone());
        self.set(ImportField::Number, &shown);
    }
}
