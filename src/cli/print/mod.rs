//! What the exports of codes and of invite links share: flags, files, and what is told of them.

mod flags;
mod sheet_flags;

use serde::Serialize;

pub(super) use self::flags::Flags;
pub(super) use self::sheet_flags::SheetFlags;
use super::console::Console;
use super::failure::Failure;
use super::reachable_number::ReachableNumber;
use super::table::{cut, draw, whole};
use crate::export::{self, ExportMonitor, ExportResult, Item, Replace, Saved};
use crate::model::{Error, ErrorKind};

/// A link that goes into a file.
#[derive(Debug)]
pub(super) struct Printed {
    pub(super) of: ReachableNumber,
    /// The code, where it is one.
    pub(super) code: Option<String>,
    /// The group, where it invites to one.
    pub(super) group_id: Option<String>,
    /// The link and its words.
    pub(super) item: Item,
}

/// Writes the files and tells of them. `action` is what posters ask people to do where the flags do not say.
///
/// # Errors
/// What the export refuses; exit status 4 where files are in the way.
pub(super) async fn print(
    flags: &Flags,
    action: &str,
    links: Vec<Printed>,
    console: &mut Console,
) -> Result<(), Failure> {
    let mut request = flags.request(action)?;
    let (dir, force) = (flags.out.clone(), flags.force);
    let items: Vec<Item> = links.iter().map(|link| link.item.clone()).collect();
    let replace = if force { Replace::All } else { Replace::Nothing };
    let work = tokio::task::spawn_blocking(move || {
        request.borrow_fonts(&items);
        export::export(&items, &request, &dir, replace, &ExportMonitor::none())
    });
    let ExportResult { files, notes, unsaved, error } = work
        .await
        .map_err(|error| Error::new(ErrorKind::Internal, format!("The export was interrupted: {error}.")))??;
    for note in &notes {
        console.note(note);
    }
    let rows: Vec<_> = files.iter().map(|file| FileRow::new(file, &links)).collect();
    let written = if rows.is_empty() { Vec::new() } else { rows.iter().map(FileRow::cells).collect() };
    let table = draw([whole("FILE"), whole("PAGES"), cut("DECODED")], &written, console.room());
    match error {
        None if console.is_json() => console.list(&rows),
        None => console.print(&table),
        Some(error) => {
            if !rows.is_empty() {
                console.note(&format!("Written and decoded before it failed:\n{table}"));
            }
            let files = if unsaved.len() == 1 { "1 file".to_owned() } else { format!("{} files", unsaved.len()) };
            console.note(&format!("Not written: {files}."));
            Err(error.into())
        }
    }
}

/// A file that was written.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct FileRow<'a> {
    file: String,
    format: &'static str,
    pages: usize,
    decoded: Vec<DecodedRow<'a>>,
}

/// A code that was read in a file.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct DecodedRow<'a> {
    profile: &'a str,
    provider: &'static str,
    number_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_id: Option<&'a str>,
    /// What the decoder read.
    link: &'a str,
}

impl<'a> FileRow<'a> {
    /// The row of a file.
    fn new(saved: &'a Saved, links: &'a [Printed]) -> Self {
        let decoded = saved.decoded.iter().filter_map(|decoded| {
            let Printed { of, code, group_id, .. } = links.get(decoded.item)?;
            Some(DecodedRow {
                profile: of.profile.name.as_str(),
                provider: of.profile.provider.as_str(),
                number_id: of.phone.id.as_str(),
                code: code.as_deref(),
                group_id: group_id.as_deref(),
                link: &decoded.text,
            })
        });
        Self {
            file: saved.path.display().to_string(),
            format: saved.format.extension(),
            pages: saved.pages,
            decoded: decoded.collect(),
        }
    }

    /// The row as a person reads it.
    fn cells(&self) -> [String; 3] {
        let decoded = match self.decoded.as_slice() {
            [one] => one.link.to_owned(),
            many => format!("{} links", many.len()),
        };
        [self.file.clone(), self.pages.to_string(), decoded]
    }
}
