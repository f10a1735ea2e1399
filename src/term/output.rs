//! What is written to the terminal: a frame at a time, and only while the terminal is ours.

use std::io::{self, Write};

use super::taken::Taken;

/// Keeps what is written until it is flushed, so that a frame reaches the terminal in one write. What takes the terminal
/// over goes with the first frame: nobody sees a blank screen before it. Once the terminal has been given back, nothing is
/// written any more: half a frame would end up in the shell.
#[derive(Debug)]
pub struct Output<W: Write> {
    kept: Vec<u8>,
    taken: Taken,
    out: W,
}

impl<W: Write> Output<W> {
    /// Writes to `out` while the terminal is `taken`.
    pub(super) fn new(taken: Taken, out: W) -> Self {
        Self { kept: Vec::new(), taken, out }
    }
}

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.kept.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut flushed = Ok(());
        if self.taken.is_ours() {
            self.taken.writes();
            flushed = self.out.write_all(&self.kept).and_then(|()| self.out.flush());
        }
        self.kept.clear();
        flushed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_begun_is_not_finished_in_the_shell() {
        let taken = Taken::new();
        let mut output = Output::new(taken.clone(), Vec::new());
        output.write_all(b"one").unwrap();
        assert!(output.out.is_empty(), "before the frame is whole");
        output.flush().unwrap();
        output.write_all(b"tw").unwrap();
        assert!(taken.end());
        output.write_all(b"o").unwrap();
        output.flush().unwrap();
        assert_eq!(output.out, b"one");
    }
}
