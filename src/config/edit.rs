//! Changes to the configuration file that leave everything else in it as it is: comments, order, spelling.

use std::io;
use std::path::{Path, PathBuf};

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use super::lock::Lock;
use super::{Config, Draft, KeyChange, MOST, Paths, bounded, is_taken, private, theme, trust};
use crate::model::{Error, ErrorKind, ProfileName, Result};

/// Adds a profile at the end of the file, which is made where there is none.
///
/// # Errors
/// [`ErrorKind::Config`] for a profile that cannot be, a name that is taken, or a file with mistakes, which is left
/// as it is; [`ErrorKind::Internal`] where the file cannot be written.
pub fn add(paths: &Paths, draft: &Draft) -> Result<()> {
    draft.profile()?;
    Editing::begin(paths)?.add(draft)
}

/// Removes a profile and the comments that belong to it.
///
/// # Errors
/// [`ErrorKind::NotFound`] where there is no such profile; else as [`add`].
pub fn remove(paths: &Paths, name: &ProfileName) -> Result<()> {
    Editing::begin(paths)?.remove(name)
}

/// The right to change the file, for as long as this lives: of two qrdecks that change it, the second sees what the
/// first has done, by whatever names they know it.
#[derive(Debug)]
pub struct Editing {
    /// As it was named.
    path: PathBuf,
    /// Where it is, all links followed.
    real: PathBuf,
    _lock: Lock,
}

impl Editing {
    /// Waits for others who change it, ten seconds at most, and makes its directory. Blocks.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] where others could have changed it; [`ErrorKind::Internal`] where the machine refuses, or
    /// another qrdeck does not end.
    pub fn begin(paths: &Paths) -> Result<Self> {
        let path = paths.config_file.clone();
        trust::check(&path)?;
        let failed = |error| unwritable(&path, &error);
        private::make_dir(folder(&path)).map_err(failed)?;
        let real = real(&path).map_err(failed)?;
        let lock = Lock::take(folder(&real)).map_err(|error| match error.kind() {
            io::ErrorKind::WouldBlock => {
                let message = format!("Another qrdeck is changing the configuration {}.", path.display());
                Error::new(ErrorKind::Internal, message).advise("Wait until it is done, and try again.")
            }
            _ => failed(error),
        })?;
        Ok(Self { path, real, _lock: lock })
    }

    /// What the file says now.
    ///
    /// # Errors
    /// As [`Config::load`]; a file that does not exist is empty.
    pub fn config(&self) -> Result<Config> {
        Config::parse(&self.text()?, &self.path)
    }

    /// Adds a profile. See [`add`].
    ///
    /// # Errors
    /// As [`add`].
    pub fn add(&self, draft: &Draft) -> Result<()> {
        draft.profile()?;
        self.change(|document, config| {
            if is_taken(config, &draft.name) {
                let message = format!("There is a profile `{}` already.", draft.name.trim());
                let advice = "Use another name, or remove that one first: `qrdeck profile remove`.";
                return Err(Error::config(message).advise(advice));
            }
            append(document, draft.table())
        })
    }

    /// Removes a profile. See [`remove`].
    ///
    /// # Errors
    /// As [`remove`].
    pub fn remove(&self, name: &ProfileName) -> Result<()> {
        self.change(|document, config| {
            let at = config.profiles.iter().position(|profile| profile.name == *name);
            let at = at.ok_or_else(|| Error::not_found(format!("The profile `{name}`")))?;
            let tables = document.get_mut("profile").and_then(Item::as_array_of_tables_mut).ok_or_else(inline)?;
            let kept = above(&tables.remove(at));
            if let Some(next) = tables.get_mut(at) {
                prepend(next, &kept);
            } else {
                let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
                document.set_trailing(kept + &trailing);
            }
            Ok(())
        })
    }

    /// Names the theme to begin with; without a name, the one that suits the terminal.
    ///
    /// # Errors
    /// As [`Config::load`]; [`ErrorKind::Internal`] where the file cannot be written.
    pub fn set_theme(&self, theme: Option<&str>) -> Result<()> {
        self.change(|document, _| {
            let name = theme.unwrap_or(theme::AUTO);
            let mut value = Value::from(name);
            if let Some(before) = document.get("theme").and_then(Item::as_value) {
                value.decor_mut().clone_from(before.decor());
            } else if theme.is_none() {
                return Ok(());
            } else if !document.is_empty() || document.trailing().as_str().is_some_and(|text| !text.is_empty()) {
                // It comes before everything else; what there is begins behind an empty line.
                value.decor_mut().set_suffix("\n");
            }
            document["theme"] = Item::Value(value);
            Ok(())
        })
    }

    /// Gives an action other keys in one place, or those again that it has without this.
    ///
    /// # Errors
    /// As [`Self::set_theme`].
    pub fn set_key(&self, change: &KeyChange) -> Result<()> {
        let KeyChange { context, action, keys } = change;
        self.change(|document, _| {
            let Some(keys) = keys else {
                if let Some(place) = document.get_mut("keys").and_then(|keys| keys.get_mut(context))
                    && let Some(place) = place.as_table_like_mut()
                {
                    place.remove(action);
                }
                return Ok(());
            };
            let mut value = match keys.as_slice() {
                [key] => Value::from(key.as_str()),
                keys => keys.iter().map(String::as_str).collect(),
            };
            let of_keys = Item::Table(implicit());
            let all = document.entry("keys").or_insert(of_keys).as_table_like_mut().ok_or_else(no_table)?;
            let place = all.entry(context).or_insert(Item::Table(Table::new()));
            let place = place.as_table_like_mut().ok_or_else(no_table)?;
            if let Some(before) = place.get(action).and_then(Item::as_value) {
                value.decor_mut().clone_from(before.decor());
            }
            place.insert(action, Item::Value(value));
            Ok(())
        })
    }

    /// Reads the file, changes it, and writes it if what came out is a good configuration.
    fn change(&self, edit: impl FnOnce(&mut DocumentMut, &Config) -> Result<()>) -> Result<()> {
        let text = self.text()?;
        let config = Config::parse(&text, &self.path)?;
        let mut document: DocumentMut = text.parse().map_err(|_| inline())?;
        edit(&mut document, &config)?;
        let text = document.to_string();
        Config::parse(&text, &self.path)?;
        private::replace(&self.real, &text).map_err(|error| unwritable(&self.path, &error))
    }

    fn text(&self) -> Result<String> {
        match bounded::read_text(&self.real, MOST) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(unwritable(&self.path, &error)),
        }
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    Error::new(ErrorKind::Internal, format!("The configuration {} cannot be written: {error}.", path.display()))
        .advise("Name another file with --config or QRDECK_CONFIG.")
}

/// The directory that holds a file.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Where a file is, or where a link says that it will be; the directory it was named in exists.
fn real(path: &Path) -> io::Result<PathBuf> {
    if let Ok(real) = path.canonicalize() {
        return Ok(real);
    }
    let target = std::fs::read_link(path).map_or_else(|_| path.to_owned(), |target| folder(path).join(target));
    let name = target.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    Ok(folder(&target).canonicalize()?.join(name))
}

/// Puts a table behind the others. A comment at the end of the file stays above it.
fn append(document: &mut DocumentMut, mut table: Table) -> Result<()> {
    let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
    document.set_trailing("");
    let tables = document.entry("profile").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let tables = tables.as_array_of_tables_mut().ok_or_else(inline)?;
    let mut above = trailing;
    if !above.is_empty() && !above.ends_with('\n') {
        above.push('\n');
    }
    if !(tables.is_empty() && above.is_empty()) {
        above.push('\n');
    }
    table.decor_mut().set_prefix(above);
    tables.push(table);
    Ok(())
}

/// What stands above a table and apart from it: everything up to the last empty line.
fn above(table: &Table) -> String {
    let prefix = table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
    prefix.rfind("\n\n").map_or_else(String::new, |end| prefix[..=end].to_owned())
}

/// Puts a text above a table.
fn prepend(table: &mut Table, text: &str) {
    let prefix = table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
    let prefix = format!("{text}{}", if text.is_empty() { prefix.trim_start_matches('\n') } else { prefix });
    table.decor_mut().set_prefix(prefix);
}

/// A table that has no heading of its own where only tables are in it.
fn implicit() -> Table {
    let mut table = Table::new();
    table.set_implicit(true);
    table
}

/// What should be a table is something else, which reading it has refused before.
fn no_table() -> Error {
    Error::config("[keys] of the configuration is not written as a table.").advise("Change the file by hand.")
}

/// The profiles stand in a form that cannot be added to.
fn inline() -> Error {
    Error::config("The profiles of the configuration are not written as [[profile]] tables.")
        .advise("Write [[profile]] above each of them, or change the file by hand.")
}

#[cfg(test)]
#[path = "edit_tests.rs"]
mod tests;
