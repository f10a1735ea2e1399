//! A terminal that notes when something arrives, and answers nothing.

use std::io::{Read as _, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::Parser;

use super::Outcome;

const COLS: NonZero<u16> = NonZero::new(120).unwrap();
const ROWS: NonZero<u16> = NonZero::new(40).unwrap();
/// The longest wait for anything.
const PATIENCE: Duration = Duration::from_mins(1);
/// After so long without output a program has said all that it had to say to a key.
const QUIET: Duration = Duration::from_millis(30);
/// The longest wait for the answer to a key.
const ANSWER: Duration = Duration::from_millis(500);

/// A program in a terminal.
pub(crate) struct Terminal {
    started: Instant,
    input: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: Parser,
    child: Box<dyn Child + Send + Sync>,
    /// Bytes that have arrived.
    pub(crate) bytes: u64,
    /// Closing it hangs up.
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts a program in a home.
    pub(crate) fn start(program: &str, arguments: &[&str], home: &Path) -> Outcome<Self> {
        let pty = native_pty_system().openpty(PtySize { rows: ROWS.get(), cols: COLS.get(), ..PtySize::default() })?;
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        command.env("HOME", home);
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        let mut reader = pty.master.try_clone_reader()?;
        let (arrived, output) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                if arrived.send((Instant::now(), buffer[..length].to_vec())).is_err() {
                    break;
                }
            }
        });
        let input = pty.master.take_writer()?;
        let started = Instant::now();
        let child = pty.slave.spawn_command(command)?;
        drop(pty.slave);
        let screen = Parser::new(ROWS, COLS, 0);
        Ok(Self { started, input, output, screen, child, bytes: 0, _master: pty.master })
    }

    /// The process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().unwrap_or_default()
    }

    /// Takes in what arrives next. Returns when that was.
    fn next(&mut self, longest: Duration) -> Option<Instant> {
        let (at, bytes) = self.output.recv_timeout(longest).ok()?;
        self.bytes += bytes.len() as u64;
        self.screen.process(&bytes);
        Some(at)
    }

    /// Waits for a screen. Returns how long after the start what completes it has arrived.
    pub(crate) fn see(&mut self, wanted: impl Fn(&str) -> bool) -> Outcome<Duration> {
        let end = Instant::now() + PATIENCE;
        loop {
            let at = self.next(end.saturating_duration_since(Instant::now()));
            let text = self.screen.screen().contents();
            match at {
                Some(at) if wanted(&text) => return Ok(at - self.started),
                Some(_) => {}
                None => return Err(format!("waited in vain; the screen shows:\n{text}").into()),
            }
        }
    }

    /// Whether the screen shows a text by now.
    pub(crate) fn shows(&self, text: &str) -> bool {
        self.screen.screen().contents().contains(text)
    }

    /// Waits until nothing has arrived for a while.
    pub(crate) fn settle(&mut self, quiet: Duration) {
        while self.next(quiet).is_some() {}
    }

    pub(crate) fn send(&mut self, keys: &str) -> Outcome {
        self.input.write_all(keys.as_bytes())?;
        Ok(self.input.flush()?)
    }

    /// Presses a key when all is quiet, or when it should be by now. Returns how long the first of its answer took;
    /// nothing where there is none.
    pub(crate) fn press(&mut self, key: &str) -> Outcome<Option<Duration>> {
        let end = Instant::now() + ANSWER;
        while Instant::now() < end && self.next(QUIET).is_some() {}
        let pressed = Instant::now();
        self.send(key)?;
        Ok(self.next(ANSWER).map(|at| at.saturating_duration_since(pressed)))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
