//! The themes that people have written themselves.

use std::path::{Path, PathBuf};

use super::{Sheet, is_name};
use crate::config::bounded;
use crate::model::{Error, Result};

/// The longest file of a theme that is read, in bytes: a theme has two dozen lines.
const MOST: u64 = 64 << 10;
/// So many files are looked at.
const FILES: usize = 200;

/// A theme of one's own.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnTheme {
    /// The name of its file, without the ending.
    pub name: String,
    /// What it looks like, or what is wrong with the file.
    pub sheet: Result<Sheet>,
}

/// The themes in `themes/` beside the configuration, by their names. None where there is no such directory.
pub fn own(config_file: &Path, named: &dyn Fn(&str) -> Option<Sheet>) -> Vec<OwnTheme> {
    let folder = config_file.parent().unwrap_or(Path::new("")).join("themes");
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let files: Vec<PathBuf> = entries.take(FILES).filter_map(|entry| Some(entry.ok()?.path())).collect();
    let mut themes: Vec<_> = files.iter().filter_map(|path| read(path, named)).collect();
    themes.sort_by(|a, b| a.name.cmp(&b.name));
    themes
}

/// Reads one of them; nothing where the file is none.
fn read(path: &Path, named: &dyn Fn(&str) -> Option<Sheet>) -> Option<OwnTheme> {
    let is_toml = path.extension().is_some_and(|ending| ending == "toml");
    let name = path.file_stem()?.to_str().filter(|name| is_toml && is_name(name))?.to_owned();
    let text = bounded::read_text(path, MOST)
        .map_err(|error| Error::config(format!("The theme {} cannot be read: {error}.", path.display())));
    Some(OwnTheme { name, sheet: text.and_then(|text| Sheet::parse(&text, path, named)) })
}
