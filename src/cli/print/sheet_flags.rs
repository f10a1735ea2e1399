//! The flags of a command that prints what it has made as sheets, in one PDF.

use std::path::{Path, PathBuf};

use clap::Args;

use super::flags::{PaperSize, columns_and_rows, length};
use crate::cli::failure::Failure;
use crate::export::{
    self, ExportMonitor, ExportRequest, Fonts, Format, Item, Layout, Pixels, Print, Replace, Saved, Sheet, SheetStyle,
    Template, TextStyle, caption, save, sheet,
};
use crate::model::{Error, ErrorKind, Result};

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
        if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
            let error = Error::config(format!("{} is not the name of a PDF.", path.display()));
            return Err(Failure::usage(error.advise("Give --sheet a name that ends in .pdf.")));
        }
        if !self.force && path.symlink_metadata().is_ok() {
            let message = format!("{} already exists. Nothing was sent.", path.display());
            return Err(Failure::refused(message, "Choose another name, or overwrite it with --force."));
        }
        Ok(())
    }

    /// Writes the sheets. Returns the file, with what a person should know of it.
    ///
    /// # Errors
    /// What the export refuses.
    pub(in crate::cli) async fn print(&self, path: &Path, items: Vec<Item>) -> Result<(Saved, Vec<String>), Failure> {
        let style = SheetStyle {
            sheet: Sheet { paper: self.paper.into(), landscape: self.landscape },
            margin_mm: sheet::MARGIN_MM,
            gap_mm: sheet::GAP_MM,
            grid: self.grid,
            caption: self.caption.clone().map_or_else(|| caption::USUAL.parse(), Ok)?,
            marks: !self.no_cut_marks,
        };
        let mut request = ExportRequest {
            layout: Layout::Sheet(style),
            format: Format::Pdf,
            print: Print::default(),
            size_mm: self.size_mm,
            pixels: Pixels::default(),
            style: TextStyle::default(),
            name: None,
            fonts: Fonts::default(),
        };
        let replace = if self.force { Replace::All } else { Replace::Nothing };
        let path = path.to_owned();
        let work = tokio::task::spawn_blocking(move || -> Result<(Saved, Vec<String>)> {
            request.borrow_fonts(&items);
            let (drafts, notes) = export::plan(&items, &request, &ExportMonitor::none())?;
            let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // All pages are in one file, which has the name that was asked for.
            let drafts: Vec<_> =
                drafts.into_iter().map(|draft| save::PlannedFile { name: name.clone(), ..draft }).collect();
            save::prepare(dir, &drafts, replace)?;
            let draft = drafts.first().ok_or_else(|| Error::config("There is no code to print."))?;
            Ok((save::save(dir, draft, replace, &ExportMonitor::none())?, notes))
        });
        let printed = work
            .await
            .map_err(|error| Error::new(ErrorKind::Internal, format!("The sheets were interrupted: {error}.")))?;
        Ok(printed?)
    }
}
