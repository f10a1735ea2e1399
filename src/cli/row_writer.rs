//! Lists for programs, written row by row.

use std::io;

use serde::Serialize;

use super::console::Console;
use super::failure::Failure;
use super::json;
use super::output::Output;

/// Bytes that are written at once: a line at a time, a million of them take seconds.
const CHUNK: usize = 1 << 16;

/// Writes a list row by row, and holds none of it.
pub(super) struct Rows<'a> {
    console: &'a mut Console,
    lines: bool,
    first: bool,
    text: Vec<u8>,
    /// Whether whoever reads has seen enough.
    closed: bool,
}

impl<'a> Rows<'a> {
    /// Begins a list, for a program.
    pub(super) fn new(console: &'a mut Console) -> Self {
        let lines = console.output() == Output::JsonLines;
        let text = if lines { Vec::new() } else { b"[".to_vec() };
        Self { console, lines, first: true, text, closed: false }
    }

    /// Adds a row. Returns whether anybody still reads.
    ///
    /// # Errors
    /// As [`Console::print`].
    pub(super) fn push(&mut self, row: &impl Serialize) -> Result<bool, Failure> {
        if self.lines {
            json::push_line(&mut self.text, row)?;
        } else {
            self.text.extend_from_slice(if self.first { b"\n  " } else { b",\n  " });
            let row = json::document(row)?;
            // As deep as it would stand in one document. Strings hold no line breaks.
            self.text.extend_from_slice(row.trim_end().replace('\n', "\n  ").as_bytes());
        }
        self.first = false;
        if self.text.len() >= CHUNK {
            self.flush()?;
        }
        Ok(!self.closed)
    }

    fn flush(&mut self) -> Result<(), Failure> {
        let text = std::mem::take(&mut self.text);
        if self.closed || text.is_empty() {
            return Ok(());
        }
        let out = self.console.out();
        match out.write_all(&text).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.closed = true,
            written => Console::shown(written)?,
        }
        Ok(())
    }

    /// Hands on what was written so far where each line is of use by itself.
    ///
    /// # Errors
    /// As [`Console::print`].
    pub(super) fn flush_line(&mut self) -> Result<(), Failure> {
        if self.lines { self.flush() } else { Ok(()) }
    }

    /// What wants to be told meanwhile is told here.
    pub(super) fn console(&mut self) -> &mut Console {
        self.console
    }

    /// Ends the list.
    ///
    /// # Errors
    /// As [`Console::print`].
    pub(super) fn end(mut self) -> Result<(), Failure> {
        if !self.lines {
            self.text.extend_from_slice(if self.first { b"]\n" } else { b"\n]\n" });
        }
        self.flush()
    }
}

impl Console {
    /// Writes a list to standard output, row by row.
    pub(super) fn list<T: Serialize>(&mut self, rows: impl IntoIterator<Item = T>) -> Result<(), Failure> {
        let mut list = Rows::new(self);
        for row in rows {
            if !list.push(&row)? {
                break;
            }
        }
        list.end()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    struct Closed;

    impl io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[derive(Serialize)]
    struct Row {
        a: u32,
        b: Vec<&'static str>,
    }

    fn written(output: Output, rows: &[Row]) -> String {
        let out = Shared::default();
        let mut console = Console::new(Box::new(out.clone()), Box::new(io::sink()), None, output);
        let mut list = Rows::new(&mut console);
        for row in rows {
            assert!(list.push(row).unwrap());
        }
        list.end().unwrap();
        let bytes = out.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_list_row_by_row_is_the_same_document() {
        let rows = || [Row { a: 1, b: vec!["x\ny", "[]"] }, Row { a: 2, b: vec![] }];
        for count in 0..=2 {
            let rows: Vec<_> = rows().into_iter().take(count).collect();
            assert_eq!(written(Output::Json, &rows), json::document(&rows).unwrap());
        }
        assert_eq!(written(Output::JsonLines, &rows()), "{\"a\":1,\"b\":[\"x\\ny\",\"[]\"]}\n{\"a\":2,\"b\":[]}\n");
    }

    #[test]
    fn nobody_reading_is_no_failure_and_ends_the_list() {
        let mut console = Console::new(Box::new(Closed), Box::new(io::sink()), None, Output::JsonLines);
        let mut list = Rows::new(&mut console);
        let goes_on = (0..100_000).take_while(|_| list.push(&Row { a: 1, b: vec!["x"] }).unwrap()).count();
        assert!(goes_on < 10_000);
        list.end().unwrap();
    }
}
