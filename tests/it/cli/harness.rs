//! Runs the binary in a home of its own.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A home directory without a configuration.
pub(crate) struct Home(TempDir);

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Home {
    /// An untouched home: the world of its sandbox is the one a newcomer sees.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A home whose sandbox is small enough that nothing has to wait for the quota of a service.
    pub(crate) fn small() -> Self {
        let home = Self::new();
        std::fs::create_dir_all(home.data()).unwrap();
        let state = home.data().join("sandbox.json");
        let state = state.to_str().unwrap();
        drop(Serving::start(&home, ["--numbers", "2", "--codes", "3", "--groups", "2", "--state", state]));
        home
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Where the platform's conventions put what qrdeck stores.
    pub(crate) fn data(&self) -> PathBuf {
        self.path().join(".local/share/qrdeck")
    }

    /// Writes the configuration where the platform's conventions want it.
    pub(crate) fn configure(&self, text: &str) {
        let dir = self.path().join(".config/qrdeck");
        std::fs::create_dir_all(&dir).unwrap();
        private_file(self, ".config/qrdeck/config.toml", text);
        #[cfg(unix)]
        std::fs::set_permissions(&dir, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    }

    /// The binary with arguments; nothing of the machine's own settings reaches it.
    pub(crate) fn command(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_qrdeck"));
        command.args(arguments).stdin(Stdio::null()).env("HOME", self.path());
        // A bus that is not there: no test may reach the keyring of whoever runs it.
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy();
            if ["QRDECK_", "ALIBABA_CLOUD_", "XDG_"].iter().any(|prefix| name.starts_with(prefix)) {
                command.env_remove(&*name);
            }
        }
        command
    }

    /// Runs the binary to its end.
    pub(crate) fn run<const N: usize>(&self, arguments: [&str; N]) -> Ran {
        Ran::of(&mut self.command(arguments))
    }

    /// Runs a command that succeeds with `--json`, and reads its document.
    pub(crate) fn json<const N: usize>(&self, arguments: [&str; N]) -> Value {
        let ran = Ran::of(self.command(arguments).arg("--json"));
        assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
        ran.document()
    }

    /// Runs a command that fails with `--json`: its status and the error in its document.
    pub(crate) fn error<const N: usize>(&self, arguments: [&str; N]) -> (i32, Value) {
        let ran = Ran::of(self.command(arguments).arg("--json"));
        assert_ne!(ran.code, 0, "{arguments:?}: {ran:?}");
        (ran.code, ran.document()["error"].clone())
    }

    /// All codes there are.
    pub(crate) fn codes(&self) -> Vec<Value> {
        self.json(["codes", "list"]).as_array().unwrap().clone()
    }

    /// The ids of all codes there are.
    pub(crate) fn code_ids(&self) -> Vec<String> {
        self.codes().iter().map(|code| text(code, "code")).collect()
    }

    /// Some code of a profile.
    pub(crate) fn code_of(&self, profile: &str) -> Value {
        self.codes().into_iter().find(|code| code["profile"] == profile).unwrap()
    }
}

impl Ran {
    /// Runs a command to its end.
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The one document on standard output.
    pub(crate) fn document(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

pub(crate) fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_else(|| panic!("no text `{key}` in {value}")).to_owned()
}

/// The keys of an object, sorted.
pub(crate) fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// `qrdeck sandbox` while it serves.
pub(crate) struct Serving {
    child: Child,
    pub(crate) endpoints: Value,
}

impl Serving {
    pub(crate) fn start<const N: usize>(home: &Home, arguments: [&str; N]) -> Self {
        let mut command = home.command(["sandbox"]);
        let mut child = command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let endpoints = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:?}"));
        Self { child, endpoints }
    }

    /// A configuration with both services of it: `eu` and `asia`, whose secrets are files in `home`.
    pub(crate) fn configuration(&self, home: &Home) -> String {
        let meta = &self.endpoints["meta"];
        let alibaba = &self.endpoints["alibaba"];
        private_file(home, "token", &text(meta, "token"));
        private_file(home, "key", &text(alibaba, "access_key_secret"));
        format!(
            "[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nbase_url = {}\nsecret = {{ file = \"~/token\" }}\n\n\
             [[profile]]\nname = \"asia\"\nprovider = \"alibaba\"\nendpoint = {}\naccess_key_id = {}\n\
             cust_space_id = {}\nsecret = {{ file = \"~/key\" }}\n",
            meta["base_url"], alibaba["endpoint"], alibaba["access_key_id"], alibaba["cust_space_id"]
        )
    }

    /// Ends it with a signal and returns its exit status.
    #[cfg(unix)]
    pub(crate) fn end(mut self, signal: &str) -> Option<i32> {
        let kill = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(kill.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Writes a file that only its owner can read.
pub(crate) fn private_file(home: &Home, name: &str, value: &str) {
    let path = home.path().join(name);
    std::fs::write(&path, value).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
}
