//! What a person chooses for sheets.

use super::field::SheetField;
use super::read;
use crate::app::cycle::cycle;
use crate::app::{LineInput, SheetOrder};
use crate::export::{Paper, Sheet, Template, caption};
use crate::model::Result;

/// The papers, as they lie.
pub(crate) const PAPERS: [Sheet; 6] = [
    Sheet { paper: Paper::A4, landscape: false },
    Sheet { paper: Paper::A4, landscape: true },
    Sheet { paper: Paper::A3, landscape: false },
    Sheet { paper: Paper::A3, landscape: true },
    Sheet { paper: Paper::Letter, landscape: false },
    Sheet { paper: Paper::Letter, landscape: true },
];

/// The name of a paper.
pub(crate) fn paper(sheet: Sheet) -> &'static str {
    match (sheet.paper, sheet.landscape) {
        (Paper::A4, false) => "A4",
        (Paper::A4, true) => "A4 landscape",
        (Paper::A3, false) => "A3",
        (Paper::A3, true) => "A3 landscape",
        (Paper::Letter, false) => "Letter",
        (Paper::Letter, true) => "Letter landscape",
    }
}

/// The choices. Posters have the paper and the size in common with sheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetChoices {
    /// The paper.
    pub paper: Sheet,
    /// Columns and rows, as they were typed; empty for as many as the paper holds.
    pub grid: LineInput,
    /// What stands under each code, as a template.
    pub caption: LineInput,
    /// Whether there are cut marks.
    pub marks: bool,
    /// The side of a code in millimetres, as it was typed; empty for what there is room for.
    pub size: LineInput,
}

impl Default for SheetChoices {
    fn default() -> Self {
        Self {
            paper: Sheet::default(),
            grid: LineInput::default(),
            caption: LineInput::of(&caption::USUAL.replace('\n', "\\n")),
            marks: true,
            size: LineInput::default(),
        }
    }
}

impl SheetChoices {
    /// The text of a field; nothing for what is chosen.
    pub(crate) fn text(&self, field: SheetField) -> Option<&LineInput> {
        match field {
            SheetField::Grid => Some(&self.grid),
            SheetField::Caption => Some(&self.caption),
            SheetField::Size => Some(&self.size),
            SheetField::Paper | SheetField::Marks => None,
        }
    }

    /// As [`Self::text`], to be edited.
    pub(crate) fn text_mut(&mut self, field: SheetField) -> Option<&mut LineInput> {
        match field {
            SheetField::Grid => Some(&mut self.grid),
            SheetField::Caption => Some(&mut self.caption),
            SheetField::Size => Some(&mut self.size),
            SheetField::Paper | SheetField::Marks => None,
        }
    }

    /// The choice `step` places on.
    pub(crate) fn turn(&mut self, field: SheetField, step: isize) {
        match field {
            SheetField::Paper => self.paper = cycle(&PAPERS, self.paper, step),
            SheetField::Marks => self.marks = !self.marks,
            SheetField::Grid | SheetField::Caption | SheetField::Size => {}
        }
    }

    /// How the sheets will look, and the side of a code in thousandths of a millimetre, where one was typed; `at` is the
    /// field that is looked at last.
    ///
    /// # Errors
    /// What is wrong with the template of captions, the grid or the size, which `at` tells.
    pub(crate) fn order(&self, at: &mut SheetField) -> Result<(SheetOrder, Option<u32>)> {
        *at = SheetField::Caption;
        let caption = self.caption.text();
        caption.parse::<Template>()?;
        *at = SheetField::Grid;
        let grid = read::columns_and_rows(self.grid.text())?;
        *at = SheetField::Size;
        let size_um = read::size_um(self.size.text())?;
        Ok((SheetOrder { sheet: self.paper, grid, caption: caption.to_owned(), marks: self.marks }, size_um))
    }
}
