//! The flags of a command that prints what it has made as sheets, in one PDF.

use std::path::{Path, PathBuf};

use clap::Args;

use super::flags::{PaperSize, columns_and_rows, length};
use crate::cli::failure::Failure;
use crate::export::{Item, Replace, Saved, Sheet, SheetStyle, Template, caption, sheets_file};
use crate::model::{Error, ErrorKind};

/// How sheets are written.
#[derive(Debug, Clone, PartialEq, Args)]
pub(in crate::cli) struct SheetFlags {
    /// Also print all codes of the file on sheets, into this PDF
    #[arg(long, value_name = "FILE.pdf", help_heading = "Print sheets")]
    pub(in crate::cli) sheet: Option<PathBuf>,
    /// The paper
    #[arg(
        long,
        value_name = "PAPER",
        ignore_case = true,
        requires = "sheet",
        default_value = "a4",
        help_heading = "Print sheets"
    )]
    paper: PaperSize,
    /// Use the paper in landscape orientation
    #[arg(long, requires = "sheet", help_heading = "Print sheets")]
    landscape: bool,
    /// Columns and rows of a sheet, as in 3x4 [default: as many as fit]
    #[arg(long, value_name = "CxR", requires = "sheet", value_parser = columns_and_rows, help_heading = "Print sheets")]
    grid: Option<(u16, u16)>,
    /// Side of a code in millimetres, including its light border [default: 30; in grids, what fits]
    #[arg(long, value_name = "MM", requires = "sheet", value_parser = length, help_heading = "Print sheets")]
    size_mm: Option<f64>,
    /// Caption under each code; \n starts a new line [default: label or message, number, code]
    #[arg(long, value_name = "TEMPLATE", requires = "sheet", value_parser = Template::of_lines, help_heading = "Print sheets")]
    caption: Option<Template>,
    /// Print without cut marks
    #[arg(long, requires = "sheet", help_heading = "Print sheets")]
    no_cut_marks: bool,
    /// Overwrite an existing PDF
    #[arg(long, requires = "sheet", help_heading = "Print sheets")]
    force: bool,
}

impl SheetFlags {
    /// Refuses what could not be written in the end, before anything is created.
    ///
    /// # Errors
    /// Exit status 2 for a name that is none of a PDF, 4 for a file that exists.
    pub(in crate::cli) fn check(&self) -> Result<(), Failure> {
        let Some(path) = &self.sheet else { return Ok(()) };
        sheets_file::check_name(path, self.replace()).map_err(|error| match error.kind {
            ErrorKind::Config => Failure::usage(error),
            _ => Failure::from(error.advise("Choose another name, or overwrite it with --force.")),
        })
    }

    /// What may be overwritten.
    fn replace(&self) -> Replace<'static> {
        if self.force { Replace::All } else { Replace::Nothing }
    }

    /// Writes the sheets. Returns the file, with what a person should know of it.
    ///
    /// # Errors
    /// What the export refuses.
    pub(in crate::cli) async fn print(&self, path: &Path, items: Vec<Item>) -> Result<(Saved, Vec<String>), Failure> {
        let caption = self.caption.clone().map_or_else(|| caption::USUAL.parse(), Ok)?;
        let style = SheetStyle {
            sheet: Sheet { paper: self.paper.into(), landscape: self.landscape },
            grid: self.grid,
            marks: !self.no_cut_marks,
            ..SheetStyle::of_caption(caption)
        };
        let (path, size_mm, replace) = (path.to_owned(), self.size_mm, self.replace());
        let work =
            tokio::task::spawn_blocking(move || sheets_file::write_sheets(&path, &items, style, size_mm, replace));
        let printed = work
            .await
            .map_err(|error| Error::new(ErrorKind::Internal, format!("The sheets were interrupted: {error}.")))?;
        Ok(printed?)
    }
}
