//! Where a command reads and writes: the three standard streams, or stand-ins in tests.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal as _, Write};

use serde::Serialize;

use super::json;
use super::output::Output;
use super::room::Room;
use crate::cli::failure::{Exit, Failure};
use crate::model::{Error, ErrorKind, clean};

/// The streams of a command, and whom it speaks to.
pub(super) struct Console {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    /// Somebody who can be asked.
    person: Option<Box<dyn BufRead + Send>>,
    room: Room,
    output: Output,
}

impl std::fmt::Debug for Console {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Console").field("room", &self.room).field("output", &self.output).finish_non_exhaustive()
    }
}

impl Console {
    /// The process's streams. Questions are asked where standard input and standard error are a terminal.
    pub(super) fn system(output: Output) -> Self {
        let asks = io::stdin().is_terminal() && io::stderr().is_terminal();
        let person = asks.then(|| Box::new(BufReader::new(io::stdin())) as Box<dyn BufRead + Send>);
        Self { out: Box::new(io::stdout()), err: Box::new(io::stderr()), person, room: Room::of_stdout(), output }
    }

    /// Stand-ins for the streams. `person` answers questions; without one, nobody can be asked.
    #[cfg(test)]
    pub(super) fn new(
        out: Box<dyn Write>,
        err: Box<dyn Write>,
        person: Option<Box<dyn BufRead + Send>>,
        output: Output,
    ) -> Self {
        Self { out, err, person, room: Room::default(), output }
    }

    /// Whether the answer is for a program.
    pub(super) fn is_json(&self) -> bool {
        self.output != Output::Text
    }

    /// The form of the answer.
    pub(super) fn output(&self) -> Output {
        self.output
    }

    /// Where the answer goes.
    pub(super) fn out(&mut self) -> &mut dyn Write {
        &mut *self.out
    }

    /// The room there is where the answer goes to.
    pub(super) fn room(&self) -> Room {
        self.room
    }

    /// From now on questions are asked at the terminal itself: standard input is something else.
    pub(super) fn ask_past_stdin(&mut self) {
        let terminal = if cfg!(windows) { "CONIN$" } else { "/dev/tty" };
        let terminal = File::open(terminal).ok().filter(|_| io::stderr().is_terminal());
        self.person = terminal.map(|terminal| Box::new(BufReader::new(terminal)) as Box<dyn BufRead + Send>);
    }

    /// Writes a cleaned text to standard output. Nobody listening is no failure: the reader has seen enough.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`] where the stream does not take it.
    pub(super) fn print(&mut self, text: &str) -> Result<(), Failure> {
        let written = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
        Self::shown(written)
    }

    /// What it means that something was written to standard output, or was not.
    ///
    /// # Errors
    /// As [`Console::print`].
    pub(super) fn shown(written: io::Result<()>) -> Result<(), Failure> {
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Error::new(ErrorKind::Internal, format!("The output cannot be written: {error}."))
                    .advise("The output may be incomplete; the command itself was carried out.")
                    .into())
            }
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Writes a document to standard output.
    pub(super) fn document(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let text = if self.output == Output::JsonLines { json::line(value)? } else { json::document(value)? };
        self.print(&text)
    }

    /// Tells a person something on standard error; the text comes uncleaned. Nobody listening is no failure.
    pub(super) fn note(&mut self, text: &str) {
        let _ = writeln!(self.err, "{}", clean::block(text));
    }

    /// Tells the error a command ends with.
    pub(super) fn fail(&mut self, failure: &Failure) -> Exit {
        if self.is_json() {
            if let Err(unwritten) = self.document(&failure.document()) {
                // Where standard output is full, standard error is what is left.
                if unwritten.error.message != failure.error.message {
                    self.note(&format!("qrdeck: {}", unwritten.error.message));
                }
                self.note(&failure.sentences());
            }
        } else {
            self.note(&failure.sentences());
        }
        failure.exit
    }

    /// Tells on standard error of something that went wrong while the rest was done.
    pub(super) fn partly(&mut self, failure: &Failure) {
        let text = if self.is_json() { json::line(&failure.document()) } else { Ok(failure.sentences()) };
        self.note(text.unwrap_or_else(|error| error.message).trim_end());
    }

    /// Whether there is somebody who can be asked.
    pub(super) fn can_ask(&self) -> bool {
        self.person.is_some()
    }

    /// As [`Console::ask`], where a signal can take the question back: dropping this leaves the answer unread.
    pub(super) async fn ask_until_dropped(&mut self, question: &str) -> Option<String> {
        let mut person = self.person.take()?;
        let _ = write!(self.err, "{} ", clean::block(question));
        let _ = self.err.flush();
        let read = tokio::task::spawn_blocking(move || {
            let mut answer = String::new();
            // An answer that cannot be read is no confirmation.
            let _ = person.read_line(&mut answer);
            (person, answer)
        });
        let (person, answer) = read.await.ok()?;
        self.person = Some(person);
        Some(answer.trim().to_owned())
    }

    /// Ends the line of a question that nobody answers any more.
    pub(super) fn end_line(&mut self) {
        if self.person.is_none() && io::stdin().is_terminal() && io::stderr().is_terminal() {
            let _ = writeln!(self.err);
        }
    }

    /// Asks a person for a line. `None` where there is nobody to ask.
    pub(super) fn ask(&mut self, question: &str) -> Option<String> {
        let person = self.person.as_mut()?;
        let _ = write!(self.err, "{} ", clean::block(question));
        let _ = self.err.flush();
        let mut answer = String::new();
        // An answer that cannot be read is no confirmation.
        let _ = person.read_line(&mut answer);
        Some(answer.trim().to_owned())
    }
}
