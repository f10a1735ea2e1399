//! The form in which codes are saved as files.

use crate::app::cycle::cycle;
use crate::app::keymap::Context;
use crate::dialogs::DialogState;
mod choices;
mod field;
mod read;

use std::path::PathBuf;

pub use choices::SaveChoices;
pub use field::{SaveField, SaveKind};

use crate::app::{LineInput, RequestId, SaveLayout, SaveOrder};
use crate::dialogs::sheet::{SheetField, size_um};
use crate::export::{Forecast, Item, Template, forecast};
use crate::model::{Error, Result};
use crate::qr::Quiet;

/// The form.
#[derive(Debug, Clone)]
pub struct SaveForm {
    /// What is saved.
    pub items: Vec<Item>,
    /// What is chosen.
    pub choices: SaveChoices,
    /// Where the focus is.
    pub field: SaveField,
    /// What will be written, or why nothing can be.
    pub forecast: Result<Option<Forecast>>,
    /// The request that writes the files.
    pub saving: Option<RequestId>,
    /// How many codes were written and read back so far.
    pub done: usize,
    /// Why nothing was saved.
    pub error: Option<Error>,
}

impl SaveForm {
    /// A form for some codes, or for invite links.
    pub(crate) fn new(items: Vec<Item>, mut choices: SaveChoices, invites: bool) -> Self {
        choices.suit(invites);
        if items.len() < 2 && choices.kind == SaveKind::Sheets {
            choices.kind = SaveKind::Files;
        }
        let field = SaveField::Kind;
        let mut form = Self { items, choices, field, forecast: Ok(None), saving: None, done: 0, error: None };
        form.look_ahead();
        form
    }

    /// Whether files are being written.
    pub fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    /// The fields that mean something, in their order.
    pub fn fields(&self) -> Vec<SaveField> {
        SaveField::of(self.choices.kind, self.choices.format())
    }

    /// What can be made of the codes.
    fn kinds(&self) -> &'static [SaveKind] {
        match self.items.len() {
            0 | 1 => &[SaveKind::Files, SaveKind::Posters],
            _ => &[SaveKind::Files, SaveKind::Sheets, SaveKind::Posters],
        }
    }

    /// Moves the focus `step` fields on; wraps around.
    pub(crate) fn step(&mut self, step: isize) {
        self.field = cycle(&self.fields(), self.field, step);
    }

    /// The choice `step` places on, in the field with the focus.
    pub(crate) fn choose(&mut self, step: isize) {
        let kinds = self.kinds();
        self.choices.turn(self.field, step, kinds);
        self.changed();
    }

    /// The text of the field with the focus.
    pub(crate) fn text_mut(&mut self) -> Option<&mut LineInput> {
        self.choices.text_mut(self.field)
    }

    /// Adds pasted text.
    fn insert(&mut self, text: &str) {
        if let Some(line) = self.text_mut() {
            line.push(text.trim());
            self.changed();
        }
    }

    /// Something was chosen or typed.
    pub(crate) fn changed(&mut self) {
        self.error = None;
        self.look_ahead();
    }

    /// Finds out what would be written.
    fn look_ahead(&mut self) {
        let order = self.check(Vec::new(), &mut SaveField::Kind);
        self.forecast = order.and_then(|order| forecast(&order.items, &order.request()?));
    }

    /// What is to be written; on an error, the field it is about gets the focus.
    pub(crate) fn order(&mut self, replace: Vec<PathBuf>) -> Result<SaveOrder> {
        let mut looked_at = self.field;
        let order = self.check(replace, &mut looked_at);
        if order.is_err() {
            self.field = looked_at;
        }
        order
    }

    /// What is to be written; on an error, `at` is the field that is wrong.
    fn check(&self, replace: Vec<PathBuf>, at: &mut SaveField) -> Result<SaveOrder> {
        let choices = &self.choices;
        let mut template = |field, line: &LineInput| {
            *at = field;
            line.text().parse::<Template>().map(|_| line.text().to_owned())
        };
        let sheet = choices.sheet.paper;
        let layout = match choices.kind {
            SaveKind::Files => SaveLayout::Single,
            SaveKind::Sheets => {
                let mut looked_at = SheetField::Caption;
                let order = choices.sheet.order(&mut looked_at);
                *at = SaveField::that_is(looked_at);
                SaveLayout::Sheet(order?.0)
            }
            SaveKind::Posters => SaveLayout::Poster {
                sheet,
                headline: template(SaveField::Headline, &choices.headline)?,
                action: template(SaveField::Action, &choices.action)?,
            },
        };
        *at = SaveField::Name;
        let name = choices.name().text();
        name.parse::<Template>()?;
        *at = SaveField::Size;
        let size_um = size_um(choices.size().text())?;
        *at = SaveField::Pixels;
        let pixels = read::pixels(choices.pixels.text())?;
        *at = SaveField::Directory;
        if choices.directory.text().trim().is_empty() {
            return Err(
                Error::config("The directory is empty.").advise("A dot is the directory that qrdeck was started in.")
            );
        }
        Ok(SaveOrder {
            items: self.items.clone(),
            layout,
            format: choices.format(),
            size_um,
            pixels,
            style: choices.style,
            ecc: choices.ecc,
            quiet: Quiet::new(choices.quiet),
            name: name.to_owned(),
            directory: choices.directory.text().to_owned(),
            replace,
        })
    }
}

impl DialogState for SaveForm {
    fn context(&self) -> Context {
        match self.is_saving() {
            true => Context::Saving,
            false if self.field.is_text() => Context::Save,
            false if self.field.is_button() => Context::SaveButton,
            false => Context::SaveChoice,
        }
    }

    fn paste(&mut self, text: &str) {
        if !self.is_saving() {
            self.insert(text);
        }
    }

    fn waits_for(&self) -> Option<RequestId> {
        self.saving
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Format;

    fn form(items: usize, choices: SaveChoices) -> SaveForm {
        let item = Item { link: "https://wa.me/message/ANED2T5QRU7HG1".into(), ..Item::default() };
        SaveForm::new(vec![item; items], choices, false)
    }

    /// Presses an arrow on a field until the choices are as wanted.
    fn turn(form: &mut SaveForm, field: SaveField, wanted: impl Fn(&SaveChoices) -> bool) {
        form.field = field;
        for _ in 0..10 {
            if wanted(&form.choices) {
                return;
            }
            form.choose(1);
        }
        panic!("{field:?} never is as wanted");
    }

    #[test]
    fn only_fields_that_mean_something_are_there() {
        use SaveField as F;
        let mut form = form(3, SaveChoices::default());
        let has = |form: &SaveForm, field| form.fields().contains(&field);
        assert!(has(&form, F::Size) && ![F::Paper, F::Grid, F::Pixels, F::Style].iter().any(|f| has(&form, *f)));
        turn(&mut form, F::Format, |choices| choices.format == Format::Png);
        assert!(has(&form, F::Pixels));
        turn(&mut form, F::Format, |choices| choices.format == Format::Txt);
        assert!(has(&form, F::Style) && !has(&form, F::Size));
        turn(&mut form, F::Kind, |choices| choices.kind == SaveKind::Sheets);
        assert_eq!(form.order(Vec::new()).unwrap().format, Format::Pdf, "text holds no pages");
        assert!([F::Paper, F::Grid, F::Caption, F::Marks, F::Size].iter().all(|f| has(&form, *f)));
        turn(&mut form, F::Kind, |choices| choices.kind == SaveKind::Posters);
        assert!(has(&form, F::Headline) && has(&form, F::Action) && !has(&form, F::Grid));
        turn(&mut form, F::Kind, |choices| choices.kind == SaveKind::Files);
        assert_eq!(form.choices.format(), Format::Txt, "what was chosen is remembered");
    }

    #[test]
    fn what_is_typed_in_is_what_has_a_text() {
        for kind in [SaveKind::Files, SaveKind::Sheets, SaveKind::Posters] {
            let mut form = form(3, SaveChoices { kind, ..SaveChoices::default() });
            for field in form.fields() {
                form.field = field;
                assert_eq!(form.text_mut().is_some(), field.is_text(), "{field:?}");
            }
        }
    }

    #[test]
    fn one_code_makes_no_sheet() {
        let sheets = SaveChoices { kind: SaveKind::Sheets, ..SaveChoices::default() };
        let mut single = form(1, sheets);
        assert_eq!(single.choices.kind, SaveKind::Files);
        single.choose(1);
        assert_eq!(single.choices.kind, SaveKind::Posters);
        single.choose(1);
        assert_eq!(single.choices.kind, SaveKind::Files);
    }

    #[test]
    fn a_wrong_field_gets_the_focus() {
        let mut form = form(2, SaveChoices { kind: SaveKind::Sheets, ..SaveChoices::default() });
        for (field, bad) in [
            (SaveField::Grid, "3 by 4"),
            (SaveField::Caption, "{cod}"),
            (SaveField::Size, "big"),
            (SaveField::Name, "{"),
            (SaveField::Directory, " "),
        ] {
            form.field = field;
            let before = form.text_mut().map(std::mem::take).unwrap();
            form.paste(&format!("{bad}x"));
            if field == SaveField::Directory {
                form.text_mut().unwrap().clear();
                form.changed();
            }
            form.field = SaveField::Save;
            assert!(form.forecast.is_err() && form.order(Vec::new()).is_err(), "{field:?}");
            assert_eq!(form.field, field);
            *form.text_mut().unwrap() = before;
            form.changed();
            assert!(form.forecast.is_ok());
        }
    }

    #[test]
    fn posters_ask_for_what_the_link_does_unless_told_otherwise() {
        let mut choices = SaveChoices::default();
        choices.suit(true);
        assert_eq!(choices.action.text(), "Scan to join on WhatsApp");
        choices.suit(false);
        assert_eq!(choices.action.text(), "Scan to chat on WhatsApp");
        choices.action = LineInput::of("Scan me");
        choices.suit(true);
        assert_eq!(choices.action.text(), "Scan me");
    }

    #[test]
    fn what_will_be_written_is_known_before() {
        let mut form = form(3, SaveChoices::default());
        let told = form.forecast.clone().unwrap().unwrap();
        assert_eq!((told.files, told.size_mm), (3, Some(30.0)));
        turn(&mut form, SaveField::Kind, |choices| choices.kind == SaveKind::Sheets);
        let told = form.forecast.clone().unwrap().unwrap();
        assert_eq!((told.files, told.pages, told.name.as_str()), (1, Some(1), "codes.pdf"));
        turn(&mut form, SaveField::Kind, |choices| choices.kind == SaveKind::Files);
        form.field = SaveField::Size;
        form.choices.size.clear();
        form.paste("5");
        assert!(form.forecast.as_ref().is_err_and(|error| error.message.contains("too small for any phone")));
    }
}
