//! Where changes are reported to.

use std::io;

use super::row::Row;
use crate::cli::console::Console;
use crate::cli::failure::{Exit, Failure};
use crate::cli::json;
use crate::cli::output::Output;
use crate::model::{Error, ErrorKind, NumberKey, Profile};

/// A profile, and which of its numbers could not be listed, or why none could.
pub(super) type Looked<'a> = (&'a Profile, Result<Vec<(NumberKey, Error)>, Error>);

/// Standard output, and whether somebody reads it.
pub(super) struct Listener<'a> {
    pub(super) console: &'a mut Console,
    /// The rows of the one document of `--once --json`.
    list: Vec<serde_json::Value>,
    gone: bool,
}

impl<'a> Listener<'a> {
    pub(super) fn new(console: &'a mut Console) -> Self {
        Self { console, list: Vec::new(), gone: false }
    }

    /// Whether nobody reads any more.
    pub(super) fn is_gone(&self) -> bool {
        self.gone
    }

    /// Writes a change on a line of its own, at once. Returns whether somebody reads.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`] where standard output does not take it: then it was not reported.
    pub(super) fn report(&mut self, row: &Row<'_>) -> Result<bool, Error> {
        if self.console.output() == Output::Json {
            let row = serde_json::to_value(row).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
            self.list.push(row);
            return Ok(true);
        }
        let line = json::line(row)?;
        let out = self.console.out();
        match out.write_all(line.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.gone = true,
            written => Console::shown(written).map_err(|failure| *failure.error)?,
        }
        Ok(!self.gone)
    }

    /// Tells what could not be looked at; the next look tries again.
    ///
    /// # Errors
    /// The first failure, where the document has nothing else to say.
    pub(super) fn tell(&mut self, looks: Vec<Looked<'_>>) -> Result<Exit, Failure> {
        let in_vain = looks.iter().all(|(_, looked)| looked.is_err());
        let failures = looks.into_iter().flat_map(|(profile, looked)| {
            let errors =
                looked.map_or_else(|error| vec![error], |failed| failed.into_iter().map(|(_, error)| error).collect());
            errors.into_iter().map(|error| Failure::from(error).of(&profile.name))
        });
        let mut failures = failures.peekable();
        let why = failures.next_if(|_| in_vain && self.console.output() == Output::Json);
        let mut exit = Exit::Done;
        for failure in failures {
            exit = failure.exit;
            self.console.partly(&failure);
        }
        why.map_or(Ok(exit), Err)
    }

    /// Writes the document, where there is to be one.
    ///
    /// # Errors
    /// As [`Console::print`].
    pub(super) fn end(&mut self) -> Result<(), Failure> {
        if self.console.output() == Output::Json { self.console.list(std::mem::take(&mut self.list)) } else { Ok(()) }
    }
}
