//! What a person chooses for files; kept for the next time.

use std::path::Path;

use super::field::{SaveField, SaveKind};
use crate::app::LineInput;
use crate::app::cycle::cycle;
use crate::dialogs::sheet::{SheetChoices, SheetField};
use crate::export::{Format, TextStyle, name, poster};
use crate::qr::{Ecc, Quiet};

/// The widest light border that is offered, in modules.
const WIDEST: u8 = 10;

/// The kinds of files, in the order they are offered; those that hold pages come from them.
const FORMATS: [Format; 5] = [Format::Svg, Format::Png, Format::Pdf, Format::Eps, Format::Txt];
/// The characters of text.
const STYLES: [TextStyle; 3] = [TextStyle::Blocks, TextStyle::Terminal, TextStyle::Ascii];
/// The levels of error correction.
const LEVELS: [Ecc; 4] = [Ecc::Low, Ecc::Medium, Ecc::Quartile, Ecc::High];

/// All choices; which of them matter follows from the first two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveChoices {
    /// What is made.
    pub kind: SaveKind,
    /// The kind of files of single codes.
    pub format: Format,
    /// The kind of files of sheets and posters.
    pub page_format: Format,
    /// How sheets look; posters have the paper and the size of codes from here, too.
    pub sheet: SheetChoices,
    /// What stands above the code of a poster, as a template.
    pub headline: LineInput,
    /// What a poster asks people to do, as a template.
    pub action: LineInput,
    /// The side of single codes in millimetres, as it was typed; empty for the usual one.
    pub size: LineInput,
    /// The resolution of a PNG, as it was typed.
    pub pixels: LineInput,
    /// The characters of text.
    pub style: TextStyle,
    /// The weakest error correction.
    pub ecc: Ecc,
    /// The light border.
    pub quiet: u8,
    /// The templates of the names of single codes, sheets and posters; empty for the usual ones.
    pub names: [LineInput; 3],
    /// The directory.
    pub directory: LineInput,
}

impl Default for SaveChoices {
    /// What print shops like best, in the current directory.
    fn default() -> Self {
        Self {
            kind: SaveKind::Files,
            format: Format::Svg,
            page_format: Format::Pdf,
            sheet: SheetChoices::default(),
            headline: LineInput::of(poster::HEADLINE),
            action: LineInput::of(poster::CHAT),
            size: LineInput::of("30"),
            pixels: LineInput::of("600 dpi"),
            style: TextStyle::default(),
            ecc: Ecc::Medium,
            quiet: 4,
            names: [name::SINGLE, name::SHEET, name::POSTER].map(LineInput::of),
            directory: LineInput::of("."),
        }
    }
}

impl SaveChoices {
    /// Proposes a directory, if it can be typed.
    pub fn save_to(&mut self, directory: &Path) {
        let text = directory.display().to_string();
        let line = LineInput::of(&text);
        if line.text() == text {
            self.directory = line;
        }
    }

    /// For invite links, or for message codes: what posters ask people to do follows, unless it was written.
    pub(crate) fn suit(&mut self, invites: bool) {
        if [poster::CHAT, poster::JOIN].contains(&self.action.text()) {
            self.action = LineInput::of(if invites { poster::JOIN } else { poster::CHAT });
        }
    }

    /// The kind of files of what is made.
    pub fn format(&self) -> Format {
        if self.kind == SaveKind::Files { self.format } else { self.page_format }
    }

    /// The template of the names of what is made.
    pub fn name(&self) -> &LineInput {
        &self.names[self.kind as usize]
    }

    /// The side of a code of what is made.
    pub fn size(&self) -> &LineInput {
        if self.kind == SaveKind::Files { &self.size } else { &self.sheet.size }
    }

    /// The text of a field.
    pub(crate) fn text_mut(&mut self, field: SaveField) -> Option<&mut LineInput> {
        if let Some(field) = field.of_sheet().filter(|field| self.kind != SaveKind::Files || *field != SheetField::Size)
        {
            return self.sheet.text_mut(field);
        }
        Some(match field {
            SaveField::Headline => &mut self.headline,
            SaveField::Action => &mut self.action,
            SaveField::Size => &mut self.size,
            SaveField::Pixels => &mut self.pixels,
            SaveField::Name => &mut self.names[self.kind as usize],
            SaveField::Directory => &mut self.directory,
            _ => return None,
        })
    }

    /// The choice `step` places on, of these kinds.
    pub(crate) fn turn(&mut self, field: SaveField, step: isize, kinds: &[SaveKind]) {
        match field {
            SaveField::Kind => self.kind = cycle(kinds, self.kind, step),
            SaveField::Format if self.kind == SaveKind::Files => self.format = cycle(&FORMATS, self.format, step),
            SaveField::Format => {
                let formats: Vec<_> = FORMATS.into_iter().filter(|format| format.holds_pages()).collect();
                self.page_format = cycle(&formats, self.page_format, step);
            }
            SaveField::Style => self.style = cycle(&STYLES, self.style, step),
            SaveField::Ecc => self.ecc = cycle(&LEVELS, self.ecc, step),
            SaveField::Quiet => {
                let least = u8::try_from(Quiet::LEAST.modules()).unwrap_or_default();
                let to = if step < 0 { self.quiet.saturating_sub(1) } else { self.quiet.saturating_add(1) };
                self.quiet = to.clamp(least, WIDEST);
            }
            _ => {
                if let Some(field) = field.of_sheet() {
                    self.sheet.turn(field, step);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_choice_turns_both_ways() {
        let kinds = [SaveKind::Files, SaveKind::Posters];
        for kind in kinds {
            let before = SaveChoices { kind, ..SaveChoices::default() };
            for field in [SaveField::Kind, SaveField::Format, SaveField::Style, SaveField::Ecc, SaveField::Quiet] {
                let mut turned = before.clone();
                turned.turn(field, 1, &kinds);
                assert_ne!(turned, before, "{field:?}");
                assert_eq!(turned.format == before.format, kind != SaveKind::Files || field != SaveField::Format);
                turned.turn(field, -1, &kinds);
                assert_eq!(turned, before, "{field:?}");
            }
        }
        for field in [SaveField::Paper, SaveField::Marks] {
            let mut turned = SaveChoices::default();
            turned.turn(field, 1, &kinds);
            assert_ne!(turned.sheet, SheetChoices::default(), "{field:?}");
        }
        let mut border = SaveChoices::default();
        border.turn(SaveField::Quiet, 1, &kinds);
        assert_eq!(border.quiet, 5, "a wider one");
    }

    #[test]
    fn what_is_typed_goes_into_its_own_field() {
        for kind in [SaveKind::Files, SaveKind::Sheets, SaveKind::Posters] {
            let fields = SaveField::of(kind, Format::Png).into_iter().filter(|field| field.is_text());
            for field in fields {
                let mut choices = SaveChoices { kind, ..SaveChoices::default() };
                let line = choices.text_mut(field).expect("a field of text");
                *line = LineInput::of("typed");
                let holds =
                    |field: SaveField| choices.clone().text_mut(field).is_some_and(|line| line.text() == "typed");
                let typed: Vec<_> = SaveField::of(kind, Format::Png).into_iter().filter(|of| holds(*of)).collect();
                assert_eq!(typed, [field], "{kind:?}");
            }
        }
    }

    #[test]
    fn a_directory_is_proposed_where_it_can_be_typed() {
        let mut choices = SaveChoices::default();
        for (directory, proposed) in [("/prints", "/prints"), ("/a\nb", "/prints")] {
            choices.save_to(Path::new(directory));
            assert_eq!(choices.directory.text(), proposed);
        }
    }
}
