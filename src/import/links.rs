//! The result of an import: its rows with their codes and links, in a file beside it. An import that is run again goes on
//! from there.

use std::collections::{HashMap, VecDeque};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::campaign::Campaign;
use super::delimited;
use super::format::{Format, detect};
use super::preview::{Fate, Preview};
use super::text::decode;
use crate::config::bounded;
use crate::config::file_reason;
use crate::model::{CodeId, Error, ErrorKind, Result, clean};
use crate::store::EntryId;

/// The most that is read of a file of links: the input, and the same again for codes and links.
const MOST: u64 = 2 * bounded::TEXT;
/// Between the word for a row without a code and the newest entry that the journal had before its first run.
const AFTER: &str = " (after journal entry ";

/// What an earlier run has written of a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Earlier {
    pub(super) code: Option<CodeId>,
    /// Whether the code was there before.
    pub(super) existed: bool,
    /// The newest entry that the journal had before anything was created for the row.
    pub(super) after: Option<EntryId>,
}

/// Where the links of a file are written if nothing else is said: `NAME-links.csv` beside it.
pub(super) fn usual_path(source: &Path) -> PathBuf {
    let mut name = source.file_stem().unwrap_or_default().to_owned();
    name.push("-links.csv");
    source.with_file_name(name)
}

/// Reads what an earlier run has written of the rows of a campaign. Without a file that is nothing.
///
/// # Errors
/// [`ErrorKind::Refused`] for a file that holds something else, or the codes of rows that the campaign does not have:
/// they would be lost.
pub(super) fn read(path: &Path, source: &Path, campaign: &Campaign) -> Result<Vec<Earlier>> {
    if same_file(path, source) {
        return Err(Error::config("The links cannot be written into the file itself.")
            .advise("Choose another file with --out."));
    }
    let bytes = match bounded::read(path, MOST) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Ok(vec![Earlier::default(); campaign.rows.len()]);
        }
        Err(error) => {
            return Err(Error::config(format!("{} cannot be read: {error}.", shown(path)))
                .advise("Choose another file with --out."));
        }
    };
    let text = decode(&bytes).map_err(|_| foreign(path))?;
    let Format::Delimited(delimiter) = detect(Path::new("links.csv"), &text.text) else { return Err(foreign(path)) };
    let table = delimited::read(&text.text, delimiter);
    if table.columns != header(campaign) || !table.mistakes.is_empty() {
        return Err(foreign(path));
    }
    let columns = campaign.columns.len();
    let mut earlier: HashMap<Vec<String>, VecDeque<(usize, Earlier)>> = HashMap::new();
    for mut row in table.rows {
        let results = row.cells.split_off(columns);
        let [code, _, status] = results.as_slice() else { return Err(foreign(path)) };
        let code = Some(CodeId::new(code)).filter(|code| !code.as_str().is_empty());
        let after = status.split_once(AFTER).and_then(|(_, id)| id.trim_end_matches(')').parse().ok()).map(EntryId);
        let of = Earlier { code, existed: status == "exists", after };
        earlier.entry(row.cells).or_default().push_back((row.line, of));
    }
    let mut take = |cells: &Vec<String>| earlier.get_mut(cells).and_then(VecDeque::pop_front).map(|(_, of)| of);
    let rows: Vec<_> = campaign.rows.iter().map(|row| take(&row.cells).unwrap_or_default()).collect();
    let lost = earlier.into_values().flatten().filter_map(|(line, of)| Some((line, of.code?))).min();
    match lost {
        None => Ok(rows),
        Some((line, code)) => Err(Error::new(
            ErrorKind::Refused,
            format!(
                "{}:{line}: the code {code} is of a row that {} does not have; it would be lost.",
                shown(path),
                shown(source)
            ),
        )
        .advise("Delete that line there, or choose another file with --out.")),
    }
}

/// Writes the rows with what has become of them, in one step: whoever reads the file sees the old one or the new one.
/// Blocks on the disk.
///
/// # Errors
/// [`ErrorKind::Config`] where it cannot be written; then the old one is still there.
pub(super) fn write(path: &Path, preview: &Preview, earlier: &[Earlier]) -> Result<()> {
    let failed = |error: std::io::Error| {
        Error::config(format!("{} cannot be written: {}.", shown(path), file_reason(&error)))
            .advise("Make room for it, or choose another file with --out; then import again: no code is created twice.")
    };
    let bytes = bytes(preview, earlier).map_err(|error| failed(error.into()))?;
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".qrdeck-");
    // As readable as any other file that a person makes.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(dir).map_err(failed)?;
    file.write_all(&bytes).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    file.persist(&path).map(drop).map_err(|error| failed(error.error))
}

fn bytes(preview: &Preview, earlier: &[Earlier]) -> csv::Result<Vec<u8>> {
    let campaign = &preview.campaign;
    let mut bytes = if campaign.dialect.marked { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().delimiter(campaign.dialect.delimiter).from_writer(&mut bytes);
    writer.write_record(header(campaign))?;
    for ((row, state), earlier) in preview.rows().zip(earlier) {
        let code = state.fate.code();
        let status = match (&state.fate, earlier.after) {
            (fate, _) if fate.code().is_some() => fate.word().to_owned(),
            (fate, Some(EntryId(after))) => format!("{}{AFTER}{after})", planned(fate)),
            (fate, None) => planned(fate).to_owned(),
        };
        let results = [code.map_or("", |code| code.code.as_str()), code.map_or("", |code| &code.link), &status];
        writer.write_record(row.cells.iter().map(String::as_str).chain(results))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

/// The word for a row without a code.
fn planned(fate: &Fate) -> &'static str {
    match fate {
        Fate::New | Fate::Open(_) => "planned",
        fate => fate.word(),
    }
}

/// The names of the columns: those of the campaign, and three more that it does not have.
fn header(campaign: &Campaign) -> Vec<String> {
    let mut header = campaign.columns.clone();
    for name in ["code", "link", "status"] {
        let is_taken = |name: &String| header.iter().any(|column| column.to_lowercase() == *name);
        let names = std::iter::once(name.to_owned()).chain((0..).map(|at| format!("qr_{name}{}", "_".repeat(at))));
        let free = names.into_iter().find(|name| !is_taken(name));
        header.extend(free);
    }
    header
}

/// Whether two paths lead to the same file.
fn same_file(a: &Path, b: &Path) -> bool {
    let full = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).ok();
    full(a).is_some_and(|a| Some(a) == full(b))
}

fn foreign(path: &Path) -> Error {
    Error::new(ErrorKind::Refused, format!("{} exists and is not the result of importing this file.", shown(path)))
        .advise("Choose another file with --out, or move that one away. Nothing was written.")
}

fn shown(path: &Path) -> String {
    clean::line(&path.display().to_string()).into_owned()
}

#[cfg(test)]
#[path = "links_tests.rs"]
mod tests;
