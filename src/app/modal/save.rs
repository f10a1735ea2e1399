//! The form in which codes are saved as files.

use std::path::Path;

use crate::app::{Line, RequestId, SaveOrder};
use crate::export::{Format, Item, Paper, Template};
use crate::model::{Error, Result, clean};
use crate::qr::{Ecc, Quiet};

/// The widest light border that is offered, in modules.
const WIDEST: u8 = 10;
/// The largest size that is taken, in millimetres: a wall.
const LARGEST_MM: f64 = 10_000.0;

/// The kinds of files, in the order they are offered.
const FORMATS: [Format; 5] = [Format::Svg, Format::Png, Format::Pdf, Format::Eps, Format::Txt];
/// What many codes are put on: nothing is a file each.
const SHEETS: [Option<Paper>; 4] = [None, Some(Paper::A4), Some(Paper::A3), Some(Paper::Letter)];
/// The levels of error correction.
const LEVELS: [Ecc; 4] = [Ecc::Low, Ecc::Medium, Ecc::Quartile, Ecc::High];

/// Where the focus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveField {
    /// The kind of files.
    Format,
    /// A file each, or sheets.
    Sheet,
    /// The side of a code in millimetres.
    Size,
    /// Pixels of a module.
    Pixels,
    /// The weakest error correction.
    Ecc,
    /// The light border.
    Quiet,
    /// The template of the names.
    Name,
    /// The directory.
    Directory,
    /// The button that saves.
    Save,
    /// The button that closes.
    Cancel,
}

/// What a person chooses; kept for the next time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveChoices {
    /// The kind of files.
    pub format: Format,
    /// The paper of sheets; without it, a file each.
    pub sheet: Option<Paper>,
    /// The side of a code in millimetres, as it was typed; empty for the usual one.
    pub size: Line,
    /// Pixels of a module, as they were typed; empty for 600 an inch.
    pub pixels: Line,
    /// The weakest error correction.
    pub ecc: Ecc,
    /// The light border.
    pub quiet: u8,
    /// The template of the names; empty for the usual one.
    pub name: Line,
    /// The directory.
    pub directory: Line,
}

impl Default for SaveChoices {
    /// What print shops like best, in the current directory.
    fn default() -> Self {
        Self {
            format: Format::Svg,
            sheet: None,
            size: Line::of("30"),
            pixels: Line::default(),
            ecc: Ecc::Medium,
            quiet: 4,
            name: Line::of("{number}-{code}"),
            directory: Line::of("."),
        }
    }
}

impl SaveChoices {
    /// Proposes a directory, if it can be typed.
    pub fn save_to(&mut self, directory: &Path) {
        let text = directory.display().to_string();
        let line = Line::of(&text);
        if line.text() == text {
            self.directory = line;
        }
    }
}

/// The form.
#[derive(Debug, Clone)]
pub struct SaveForm {
    /// What is saved.
    pub items: Vec<Item>,
    /// What is chosen.
    pub choices: SaveChoices,
    /// Where the focus is.
    pub field: SaveField,
    /// The request that writes the files.
    pub saving: Option<RequestId>,
    /// Why nothing was saved.
    pub error: Option<Error>,
}

impl SaveForm {
    /// A form for some codes.
    pub(in crate::app) fn new(items: Vec<Item>, mut choices: SaveChoices) -> Self {
        if items.len() < 2 {
            choices.sheet = None;
        }
        Self { items, choices, field: SaveField::Format, saving: None, error: None }
    }

    /// Whether files are being written.
    pub fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    /// The fields that mean something, in their order.
    pub fn fields(&self) -> Vec<SaveField> {
        use SaveField as F;
        let choices = &self.choices;
        let all =
            [F::Format, F::Sheet, F::Size, F::Pixels, F::Ecc, F::Quiet, F::Name, F::Directory, F::Save, F::Cancel];
        let means = |field: &F| match field {
            F::Sheet => self.items.len() > 1 && choices.format.holds_pages(),
            F::Size => choices.format != Format::Txt,
            F::Pixels => choices.format == Format::Png,
            _ => true,
        };
        all.into_iter().filter(means).collect()
    }

    /// The paper of sheets, where the format has pages.
    pub fn sheet(&self) -> Option<Paper> {
        self.choices.sheet.filter(|_| self.items.len() > 1 && self.choices.format.holds_pages())
    }

    /// Moves the focus, around the corner.
    pub(in crate::app) fn step(&mut self, step: isize) {
        let fields = self.fields();
        let at = fields.iter().position(|field| *field == self.field).unwrap_or_default();
        let to = at.wrapping_add_signed(step).wrapping_add(fields.len()) % fields.len();
        self.field = fields.get(to).copied().unwrap_or(SaveField::Format);
    }

    /// The choice `step` places on, in the field with the focus.
    pub(in crate::app) fn choose(&mut self, step: isize) {
        let choices = &mut self.choices;
        match self.field {
            SaveField::Format => choices.format = turned(&FORMATS, choices.format, step),
            SaveField::Sheet => choices.sheet = turned(&SHEETS, choices.sheet, step),
            SaveField::Ecc => choices.ecc = turned(&LEVELS, choices.ecc, step),
            SaveField::Quiet => {
                let least = u8::try_from(Quiet::LEAST.modules()).unwrap_or_default();
                let to = if step < 0 { choices.quiet.saturating_sub(1) } else { choices.quiet.saturating_add(1) };
                choices.quiet = to.clamp(least, WIDEST);
            }
            SaveField::Save | SaveField::Cancel => self.step(step.signum()),
            SaveField::Size | SaveField::Pixels | SaveField::Name | SaveField::Directory => {}
        }
        self.error = None;
    }

    /// The text of the field with the focus.
    pub(in crate::app) fn text_mut(&mut self) -> Option<&mut Line> {
        match self.field {
            SaveField::Size => Some(&mut self.choices.size),
            SaveField::Pixels => Some(&mut self.choices.pixels),
            SaveField::Name => Some(&mut self.choices.name),
            SaveField::Directory => Some(&mut self.choices.directory),
            _ => None,
        }
    }

    /// Adds pasted text.
    pub(in crate::app) fn paste(&mut self, text: &str) {
        if let Some(line) = self.text_mut() {
            line.push(text.trim());
            self.error = None;
        }
    }

    /// What is to be written; on an error, the field it is about gets the focus.
    pub(in crate::app) fn order(&mut self, overwrite: bool) -> Result<SaveOrder> {
        let size_um = size_um(self.choices.size.text());
        let size_um = self.blame(SaveField::Size, size_um)?;
        let module_px = pixels(self.choices.pixels.text());
        let module_px = self.blame(SaveField::Pixels, module_px)?;
        let name = self.choices.name.text().parse::<Template>();
        self.blame(SaveField::Name, name)?;
        if self.choices.directory.text().trim().is_empty() {
            let error = Error::config("No directory is named.").advise("A dot is the one qrdeck was started in.");
            self.blame(SaveField::Directory, Err(error))?;
        }
        Ok(SaveOrder {
            items: self.items.clone(),
            format: self.choices.format,
            sheet: self.sheet(),
            size_um,
            module_px,
            ecc: self.choices.ecc,
            quiet: Quiet::new(self.choices.quiet),
            name: self.choices.name.text().to_owned(),
            directory: self.choices.directory.text().to_owned(),
            overwrite,
        })
    }

    /// Passes a result on; an error gives the field it is about the focus.
    fn blame<T>(&mut self, field: SaveField, checked: Result<T>) -> Result<T> {
        if checked.is_err() {
            self.field = field;
        }
        checked
    }
}

/// The element `step` places on, around the corner.
fn turned<T: Copy + PartialEq>(all: &[T], from: T, step: isize) -> T {
    let at = all.iter().position(|one| *one == from).unwrap_or_default();
    all.get(at.wrapping_add_signed(step).wrapping_add(all.len()) % all.len()).copied().unwrap_or(from)
}

/// Millimetres as people write them, in thousandths; nothing for nothing.
fn size_um(text: &str) -> Result<Option<u32>> {
    let number = text.trim().trim_end_matches("mm").trim_end().replace(',', ".");
    if number.is_empty() {
        return Ok(None);
    }
    let size = number.parse::<f64>().ok().filter(|size| (0.001..=LARGEST_MM).contains(size));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was just checked")]
    size.map(|size| Some((size * 1000.0).round() as u32)).ok_or_else(|| {
        Error::config(format!("`{}` is no size in millimetres.", clean::line(text)))
            .advise("Write it like 30 or 25.4; 10000 is the most.")
    })
}

/// Pixels as people write them; nothing for nothing.
fn pixels(text: &str) -> Result<Option<u16>> {
    match text.trim() {
        "" => Ok(None),
        number => number.parse::<u16>().ok().filter(|pixels| *pixels > 0).map(Some).ok_or_else(|| {
            Error::config(format!("`{}` is no number of pixels.", clean::line(text)))
                .advise("Write how many each square is wide, like 10, or leave it empty.")
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, size) in [("30", 30_000), (" 25,4 mm ", 25_400), ("25.4mm", 25_400), ("0.5", 500)] {
            assert_eq!(size_um(text).unwrap(), Some(size), "{text}");
        }
        assert_eq!(size_um("  ").unwrap(), None);
        for bad in ["0", "-3", "ten", "1e9", "NaN", "inf", "3 cm"] {
            assert!(size_um(bad).is_err(), "{bad}");
        }
        assert_eq!((pixels("10").unwrap(), pixels("").unwrap()), (Some(10), None));
        assert!(pixels("0").is_err() && pixels("70000").is_err() && pixels("x").is_err());
    }

    #[test]
    fn only_fields_that_mean_something_are_there() {
        let mut form = SaveForm::new(vec![Item::default(); 3], SaveChoices::default());
        assert!(form.fields().contains(&SaveField::Sheet) && !form.fields().contains(&SaveField::Pixels));
        form.choices.format = Format::Png;
        assert!(!form.fields().contains(&SaveField::Sheet) && form.fields().contains(&SaveField::Pixels));
        form.choices.sheet = Some(Paper::A4);
        assert_eq!(form.order(false).unwrap().sheet, None, "a picture holds no page");
        form.choices.format = Format::Txt;
        assert!(!form.fields().contains(&SaveField::Size));
        let single = SaveForm::new(vec![Item::default()], SaveChoices { sheet: Some(Paper::A4), ..form.choices });
        assert_eq!(single.choices.sheet, None);
    }

    #[test]
    fn a_wrong_field_gets_the_focus() {
        let mut form = SaveForm::new(vec![Item::default()], SaveChoices::default());
        form.choices.name = Line::of("{cod}");
        assert!(form.order(false).is_err());
        assert_eq!(form.field, SaveField::Name);
        form.choices.directory.clear();
        form.choices.name.clear();
        assert!(form.order(false).is_err());
        assert_eq!(form.field, SaveField::Directory);
    }
}
