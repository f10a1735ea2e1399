//! A terminal with the app in it.

use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{ChildKiller, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;
use vt100::Screen;

use super::emulator::{self, Emulator, Unknown};

/// The longest anything is waited for: a screen that never comes must fail its test.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a shell does around a program, so that what the program leaves behind can be looked at: where a session ends
/// with the program, the system itself puts the terminal right.
const AROUND: &str = r#"
echo "in the shell"
before=$(stty -g)
sh -c 'echo $$ >"$HOME/pid"; exec "$0" "$@"' "$@"
echo "status $?"
[ "$(stty -g)" = "$before" ] && echo "settings as before"
"#;

/// The terminal, what runs in it, and what it shows.
pub(crate) struct Terminal {
    home: PathBuf,
    /// The home, where it is this terminal's own.
    _fresh: Option<TempDir>,
    master: Box<dyn MasterPty>,
    input: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    reader: JoinHandle<()>,
    emulator: Emulator,
    process: Process,
}

impl Terminal {
    /// The app in a shell, in a fresh home.
    pub(crate) fn open(size: (u16, u16), env: &[(&str, &str)]) -> Self {
        Self::around(size, env, &[env!("CARGO_BIN_EXE_qrdeck")])
    }

    /// A program in a shell.
    pub(crate) fn around(size: (u16, u16), env: &[(&str, &str)], program: &[&str]) -> Self {
        Self::fresh(size, env, in_shell(program))
    }

    /// The app in a shell, in a home that outlives it.
    pub(crate) fn at(home: &Path, size: (u16, u16)) -> Self {
        // That of the run before.
        let _ = std::fs::remove_file(home.join("pid"));
        Self::run(home, size, &[], in_shell(&[env!("CARGO_BIN_EXE_qrdeck")]))
    }

    /// The app alone. Only with `hangs_up` the system tells it by SIGHUP that the terminal has gone.
    pub(crate) fn alone(size: (u16, u16), hangs_up: bool) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_qrdeck"));
        command.set_controlling_tty(hangs_up);
        Self::fresh(size, &[], command)
    }

    /// A program in a home of its own.
    fn fresh(size: (u16, u16), env: &[(&str, &str)], command: CommandBuilder) -> Self {
        let home = tempfile::tempdir().unwrap();
        let terminal = Self::run(home.path(), size, env, command);
        Self { _fresh: Some(home), ..terminal }
    }

    fn run(home: &Path, size: (u16, u16), env: &[(&str, &str)], mut command: CommandBuilder) -> Self {
        let pty = native_pty_system().openpty(pty_size(size)).unwrap();
        command.env_clear();
        command.env("HOME", home);
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        // A bus that is not there: no test may reach the keyring of whoever runs it.
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        for (name, value) in env {
            command.env(name, value);
        }
        let process = Process::start(pty.slave.as_ref(), command);
        // As long as a slave is open here, the end of what runs there is not the end of the output.
        drop(pty.slave);
        let (output, reader) = output(pty.master.try_clone_reader().unwrap());
        let input = pty.master.take_writer().unwrap();
        let (rows, cols) = emulator::size(size);
        let emulator = Emulator::new_with_callbacks(rows, cols, 0, Unknown::default());
        let home = home.to_owned();
        Self { home, _fresh: None, master: pty.master, input, output, reader, emulator, process }
    }

    /// Takes in output until the screen is as wanted.
    pub(crate) fn wait(&mut self, what: &str, wanted: impl Fn(&str) -> bool) -> &Screen {
        let end = Instant::now() + PATIENCE;
        while !wanted(&self.text()) {
            let Ok(bytes) = self.output.recv_timeout(end.saturating_duration_since(Instant::now())) else {
                panic!("waited in vain for {what}; the screen shows:\n{}", self.text())
            };
            self.emulator.process(&bytes);
        }
        self.emulator.screen()
    }

    /// Waits for a text.
    pub(crate) fn see(&mut self, text: &str) -> &Screen {
        self.wait(text, |screen| screen.contains(text))
    }

    /// Waits until all that is loaded for the first number is there and nothing turns any more: there is nothing
    /// left to do.
    pub(crate) fn settle(&mut self) -> &Screen {
        const LOADED: [&str; 5] =
            ["aurora-eu · Aurora Coffee, Berlin", "wa.me/message/", "Aurora 上海", "! link", "as of"];
        let is_spinner = |c: char| ('\u{2801}'..='\u{28ff}').contains(&c);
        self.wait("all of the first number", |screen| {
            LOADED.iter().all(|part| screen.contains(part)) && !screen.contains(is_spinner)
        })
    }

    /// A screen on which nothing changes by itself any more: where another profile answered first, its number is still
    /// being loaded when the first one is there, and is filtered away here.
    pub(crate) fn still(&mut self) -> String {
        self.settle();
        self.send("/Berlin\r");
        self.wait("one number", |screen| !screen.contains("Aurora 上海") && screen.contains("quit"));
        self.text()
    }

    /// What comes out next, if anything does within a time.
    pub(crate) fn output_within(&mut self, time: Duration) -> Option<String> {
        let bytes = self.output.recv_timeout(time).ok()?;
        self.emulator.process(&bytes);
        Some(String::from_utf8_lossy(&bytes).escape_debug().to_string())
    }

    /// The screen, a line a row, without the blanks at its ends: to the emulator a blank is not an empty cell.
    pub(crate) fn text(&self) -> String {
        self.emulator.screen().contents().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }

    /// Sequences the terminal has not understood so far, queries among them.
    pub(crate) fn unknown(&self) -> &[String] {
        &self.emulator.callbacks().0
    }

    /// Sends what a terminal sends: keys, pastes.
    pub(crate) fn send(&mut self, bytes: &str) {
        self.input.write_all(bytes.as_bytes()).unwrap();
        self.input.flush().unwrap();
    }

    /// Gives the window another size.
    pub(crate) fn resize(&mut self, size: (u16, u16)) {
        let (rows, cols) = emulator::size(size);
        self.emulator.set_size(rows, cols);
        self.master.resize(pty_size(size)).unwrap();
    }

    /// Writes to the screen behind the app's back and makes the settings those of a shell.
    pub(crate) fn take_over(&mut self, bytes: &[u8]) {
        self.emulator.process(bytes);
        let tty = std::fs::File::open(self.master.tty_name().unwrap()).unwrap();
        assert!(Command::new("stty").arg("sane").stdin(Stdio::from(tty)).status().unwrap().success());
    }

    /// Sends a signal to the program in the shell.
    pub(crate) fn signal(&self, signal: &str) {
        let pid = std::fs::read_to_string(self.home.join("pid")).unwrap();
        assert!(Command::new("kill").args([signal, pid.trim()]).status().unwrap().success());
    }

    /// Whether the program in the shell is stopped.
    #[cfg(target_os = "linux")]
    pub(crate) fn is_stopped(&self) -> bool {
        let pid = std::fs::read_to_string(self.home.join("pid")).unwrap();
        let status = std::fs::read_to_string(format!("/proc/{}/stat", pid.trim())).unwrap();
        status.rsplit(')').next().unwrap().trim().starts_with('T')
    }

    /// Kills the program in the shell, if it still runs, and waits for the end of the shell.
    pub(crate) fn kill(&mut self) {
        let end = Instant::now() + PATIENCE;
        let pid = loop {
            let pid = std::fs::read_to_string(self.home.join("pid")).unwrap_or_default();
            if pid.ends_with('\n') {
                break pid;
            }
            assert!(Instant::now() < end, "the shell has started nothing");
            thread::yield_now();
        };
        // It may have ended.
        Command::new("kill").args(["-KILL", pid.trim()]).stderr(Stdio::null()).status().unwrap();
        self.end();
    }

    /// Waits for the end of the shell, and takes in all it has left.
    pub(crate) fn end(&mut self) -> &Screen {
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.emulator.process(&bytes);
        }
        self.process.status();
        self.emulator.screen()
    }

    /// Closes the window on an app that has settled, and waits for its end. Returns the exit status.
    pub(crate) fn close(self) -> ExitStatus {
        let Self { master, input, output, reader, mut process, .. } = self;
        drop((input, output));
        // The thread that reads holds the terminal open until it has read once more and finds nobody to hand it to.
        // The byte does not come from the app, which stays idle: one that draws would find the terminal gone.
        let tty = master.tty_name().unwrap();
        std::fs::OpenOptions::new().write(true).open(tty).unwrap().write_all(b" ").unwrap();
        reader.join().unwrap();
        drop(master);
        process.status()
    }
}

/// What runs in a terminal.
struct Process {
    ended: Receiver<ExitStatus>,
    killer: Box<dyn ChildKiller + Send + Sync>,
}

impl Process {
    fn start(terminal: &dyn portable_pty::SlavePty, command: CommandBuilder) -> Self {
        let mut child = terminal.spawn_command(command).unwrap();
        let killer = child.clone_killer();
        let (sender, ended) = channel();
        thread::spawn(move || sender.send(child.wait().unwrap()));
        Self { ended, killer }
    }

    /// Waits for the end.
    fn status(&mut self) -> ExitStatus {
        self.ended.recv_timeout(PATIENCE).expect("it ends")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Err(TryRecvError::Empty) = self.ended.try_recv() {
            // It may end at this very moment.
            let _ = self.killer.kill();
        }
    }
}

/// What a terminal reads, as it comes, and the thread that reads.
fn output(mut reader: Box<dyn std::io::Read + Send>) -> (Receiver<Vec<u8>>, JoinHandle<()>) {
    let (sender, output) = channel();
    let reader = thread::spawn(move || {
        let mut buffer = vec![0; 1 << 16];
        while let Ok(read @ 1..) = reader.read(&mut buffer)
            && sender.send(buffer[..read].to_vec()).is_ok()
        {}
    });
    (output, reader)
}

/// A program in a shell that tells how it ended.
fn in_shell(program: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", AROUND, "sh"]);
    command.args(program);
    command
}

fn pty_size((cols, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}
