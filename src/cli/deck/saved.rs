//! Plans that are saved, to be looked at by somebody else, and carried out later exactly as they are.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk;
use super::planned::Planned;
use super::rows::ChangeRow;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::config::private;
use crate::model::{Error, ErrorKind};

/// The version of the format.
const VERSION: u32 = 1;

/// A saved plan.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SavedPlan {
    qrdeck_plan: u32,
    files: Vec<SavedFile>,
    numbers: Vec<SavedNumber>,
    changes: Vec<ChangeRow>,
}

/// A file as it was.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedFile {
    path: PathBuf,
    sha256: String,
}

/// What the service had.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedNumber {
    profile: String,
    number_id: String,
    codes: usize,
    sha256: String,
}

impl SavedPlan {
    pub(super) fn of(planned: &Planned) -> Self {
        let file =
            |file: &super::look::OpenFile| SavedFile { path: disk::real(&file.path), sha256: disk::hash(&file.text) };
        let numbers = planned.look.numbers.iter().map(|number| {
            let mut codes: Vec<_> =
                number.codes.iter().map(|code| (code.code.as_str(), code.message.as_str())).collect();
            codes.sort_unstable();
            let mut all = String::new();
            for (code, message) in codes {
                // Writing to a `String` cannot fail.
                let _ = writeln!(all, "{code} {} {message}", message.len());
            }
            SavedNumber {
                profile: number.key.profile.to_string(),
                number_id: number.key.number.to_string(),
                codes: number.codes.len(),
                sha256: disk::hash(&all),
            }
        });
        Self {
            qrdeck_plan: VERSION,
            files: planned.look.files.iter().map(file).collect(),
            numbers: numbers.collect(),
            changes: rows(planned),
        }
    }

    /// Writes it, for its owner only: it may hold what nobody has published yet.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] where it cannot be written.
    pub(super) fn save(&self, path: &Path) -> Result<(), Failure> {
        let text = json::document(self)?;
        private::replace(path, &text).map_err(|error| {
            Error::config(format!("{} cannot be written: {error}.", path.display())).advise("Use another file.").into()
        })
    }

    /// The plan in a text; `None` where it is none.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] for one that cannot be read.
    pub(super) fn read(path: &Path, text: &str) -> Result<Option<Self>, Failure> {
        if !text.trim_start().starts_with('{') {
            return Ok(None);
        }
        let plan: Self = serde_json::from_str(text).map_err(|error| {
            Error::config(format!("{} is no plan of this version of qrdeck: {error}.", path.display()))
                .advise("Make a new one with `qrdeck plan FILE --out PLAN`.")
        })?;
        Ok(Some(plan))
    }

    /// The files that it is about.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        self.files.iter().map(|file| file.path.clone()).collect()
    }

    /// Refuses where anything is not as it was planned.
    ///
    /// # Errors
    /// Exit status 4.
    pub(super) fn still_true(&self, now: &Planned) -> Result<(), Failure> {
        let current = Self::of(now);
        let changed = |what: String| {
            Err(Error::new(ErrorKind::Refused, format!("{what} since the plan was made; nothing was sent."))
                .advise("Make a new plan with `qrdeck plan FILE --out PLAN`.")
                .into())
        };
        for (then, now) in self.files.iter().zip(&current.files) {
            if then != now {
                return changed(format!("The file {} has changed", then.path.display()));
            }
        }
        if let Some(failure) = now.look.failures.first() {
            return Err(failure.clone());
        }
        for number in &self.numbers {
            if !current.numbers.contains(number) {
                let SavedNumber { profile, number_id, .. } = number;
                return changed(format!("The codes of {number_id} ({profile}) have changed at the service"));
            }
        }
        if self.numbers.len() != current.numbers.len() || self.changes != current.changes {
            return changed("What is known on this machine has changed".to_owned());
        }
        Ok(())
    }
}

/// All changes of a plan, with the names under which the files are opened again.
fn rows(planned: &Planned) -> Vec<ChangeRow> {
    let name = |file: usize| disk::real(&planned.look.files[file].path).display().to_string();
    planned.changes().map(|(number, change)| ChangeRow::of(&name(number.file), number, change)).collect()
}
