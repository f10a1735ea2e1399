//! What is to be saved as files, and what came of it, as plain data.

use std::path::PathBuf;

use crate::export::{
    ExportRequest, Fonts, Format, Item, Layout, Pixels, PosterStyle, Print, Sheet, SheetStyle, Template, TextStyle,
};
use crate::model::{Error, Result};
use crate::qr::{Ecc, Quiet};

/// What is to be written, checked as far as that is possible without the disk.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SaveOrder {
    /// The codes.
    pub items: Vec<Item>,
    /// What each file shows.
    pub layout: SaveLayout,
    /// The kind of files.
    pub format: Format,
    /// The side of a code in thousandths of a millimetre; without it, what the layout has room for.
    pub size_um: Option<u32>,
    /// The pixels of a PNG.
    pub pixels: SavePixels,
    /// The characters of a TXT.
    pub style: TextStyle,
    /// The weakest error correction.
    pub ecc: Ecc,
    /// The light border.
    pub quiet: Quiet,
    /// The template of the names; empty for the usual one.
    pub name: String,
    /// The directory; `~/` is the person's home.
    pub directory: String,
    /// The files that may be replaced: those the person was shown.
    pub replace: Vec<PathBuf>,
}

/// What a file shows. All texts are templates.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SaveLayout {
    /// A code.
    Single,
    /// As many codes as a page holds.
    Sheet(SheetOrder),
    /// A page for each code.
    Poster {
        /// The paper.
        sheet: Sheet,
        /// What stands above the code.
        headline: String,
        /// What people are asked to do.
        action: String,
    },
}

/// How sheets are to look.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SheetOrder {
    /// The paper.
    pub sheet: Sheet,
    /// Columns and rows; without them, as many as the paper holds.
    pub grid: Option<(u16, u16)>,
    /// What stands under each code, as a template; `\n` begins a line.
    pub caption: String,
    /// Whether there are cut marks.
    pub marks: bool,
}

impl SheetOrder {
    /// The same in the words of the export.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`] for a template that is none.
    pub fn style(&self) -> Result<SheetStyle> {
        let Self { sheet, grid, caption, marks } = self;
        let style = SheetStyle::of_caption(Template::of_lines(caption)?);
        Ok(SheetStyle { sheet: *sheet, grid: *grid, marks: *marks, ..style })
    }
}

/// How many pixels a picture gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SavePixels {
    /// At least so many an inch.
    Dpi(u16),
    /// So many for each module.
    Module(u16),
}

impl SaveOrder {
    /// The order in the words of the export.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`] for templates that are none.
    pub fn request(&self) -> Result<ExportRequest> {
        let layout = match &self.layout {
            SaveLayout::Single => Layout::Single,
            SaveLayout::Sheet(order) => Layout::Sheet(order.style()?),
            SaveLayout::Poster { sheet, headline, action } => {
                Layout::Poster(PosterStyle { sheet: *sheet, headline: headline.parse()?, action: action.parse()? })
            }
        };
        let name = self.name.trim();
        Ok(ExportRequest {
            layout,
            format: self.format,
            print: Print { ecc: self.ecc, quiet: self.quiet },
            size_mm: self.size_um.map(|size| f64::from(size) / 1000.0),
            pixels: match self.pixels {
                SavePixels::Dpi(dpi) => Pixels::Dpi(f64::from(dpi)),
                SavePixels::Module(pixels) => Pixels::Module(pixels),
            },
            style: self.style,
            name: if name.is_empty() { None } else { Some(name.parse()?) },
            fonts: Fonts::default(),
        })
    }
}

/// What came of saving.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaveReport {
    /// The files that are there, each decoded.
    pub files: Vec<PathBuf>,
    /// What a person should know of them, in sentences, uncleaned.
    pub notes: Vec<String>,
    /// The names of the files that are not there.
    pub unsaved: Vec<String>,
    /// Why, where the person did not stop it.
    pub error: Option<Error>,
}
