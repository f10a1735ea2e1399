//! All sheets in one PDF whose name a person has chosen.

use std::path::Path;

use super::save::{self, PlannedFile, Replace, Saved};
use super::{ExportMonitor, ExportRequest, Fonts, Format, Item, Layout, Pixels, Print, SheetStyle, TextStyle, plan};
use crate::model::{Error, ErrorKind, Result, clean};

/// Refuses what could not be written in the end, before anything is made for it.
///
/// # Errors
/// [`ErrorKind::Config`] for a name that is none of a PDF, [`ErrorKind::Refused`] for a file that exists.
pub fn check_name(path: &Path, replace: Replace<'_>) -> Result<()> {
    let shown = path.display().to_string();
    let shown = clean::line(&shown);
    if !path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
        let error = Error::config(format!("{shown} is not the name of a PDF."));
        return Err(error.advise("Give the sheets a name that ends in .pdf."));
    }
    if !replace.allows(path) && path.symlink_metadata().is_ok() {
        let error = Error::new(ErrorKind::Refused, format!("{shown} already exists. Nothing was sent."));
        return Err(error.advise("Choose another name."));
    }
    Ok(())
}

/// What sheets in a PDF ask of the export. `size_mm` is the side of a code; without it, as large as the grid allows.
pub fn request(style: SheetStyle, size_mm: Option<f64>) -> ExportRequest {
    ExportRequest {
        layout: Layout::Sheet(style),
        format: Format::Pdf,
        print: Print::default(),
        size_mm,
        pixels: Pixels::default(),
        style: TextStyle::default(),
        name: None,
        fonts: Fonts::default(),
    }
}

/// Writes sheets of these items, as [`request`] asks for them. Returns the file, with what a person should know of it.
/// Waits for the disk.
///
/// # Errors
/// What the export refuses.
pub fn write_sheets(
    path: &Path,
    items: &[Item],
    style: SheetStyle,
    size_mm: Option<f64>,
    replace: Replace<'_>,
) -> Result<(Saved, Vec<String>)> {
    let mut request = request(style, size_mm);
    request.borrow_fonts(items);
    let (drafts, notes) = plan(items, &request, &ExportMonitor::none())?;
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // All pages are in one file, which has the name that was asked for.
    let drafts: Vec<_> = drafts.into_iter().map(|draft| PlannedFile { name: name.clone(), ..draft }).collect();
    save::prepare(dir, &drafts, replace)?;
    let draft = drafts.first().ok_or_else(|| Error::config("There is no code to print."))?;
    Ok((save::save(dir, draft, replace, &ExportMonitor::none())?, notes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_refused_before_anything_is_made() {
        let dir = tempfile::tempdir().unwrap();
        let there = dir.path().join("there.PDF");
        std::fs::write(&there, "mine").unwrap();
        for (path, replace, kind) in [
            (dir.path().join("new.pdf"), Replace::Nothing, None),
            (dir.path().join("new.svg"), Replace::Nothing, Some(ErrorKind::Config)),
            (there.clone(), Replace::Nothing, Some(ErrorKind::Refused)),
            (there, Replace::All, None),
        ] {
            assert_eq!(check_name(&path, replace).err().map(|error| error.kind), kind, "{}", path.display());
        }
    }
}
