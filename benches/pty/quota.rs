//! What takes as long as a service's quota lets it: how close it comes.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use super::figures::seconds;
use super::{Outcome, world};

/// CAMS lets so many calls of an operation pass in a second.
const CALLS_PER_SECOND: u32 = 5;
/// Numbers that are synced: a call for each.
const NUMBERS: u32 = 60;
/// Codes that are deleted: a call for each.
const DELETIONS: u32 = 60;

/// A sandbox in a process of its own, and a profile for its CAMS.
struct Service {
    home: TempDir,
    process: Child,
    endpoints: Value,
}

impl Service {
    fn start(numbers: u32, codes: u32) -> Outcome<Self> {
        let home = world::fresh()?;
        let size = [numbers.to_string(), codes.to_string()];
        let arguments = ["sandbox", "--numbers", &size[0], "--codes", &size[1], "--groups", "0"];
        let mut process = world::command(&home, &arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        let endpoints: Value = serde_json::from_str(&line)?;
        let of = |key: &str| endpoints["alibaba"][key].as_str().unwrap_or_default().to_owned();
        let secret = home.path().join("secret");
        std::fs::write(&secret, of("access_key_secret"))?;
        #[cfg(unix)]
        std::fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        let folder = home.path().join(".config/qrdeck");
        std::fs::create_dir_all(&folder)?;
        let profile = format!(
            "[[profile]]\nname = \"asia\"\nprovider = \"alibaba\"\naccess_key_id = \"{}\"\ncust_space_id = \"{}\"\n\
             endpoint = \"{}\"\nsecret = {{ file = '{}' }}\n",
            of("access_key_id"),
            of("cust_space_id"),
            of("endpoint"),
            secret.display(),
        );
        std::fs::write(folder.join("config.toml"), profile)?;
        Ok(Self { home, process, endpoints })
    }

    /// Ends it. Returns what it counted.
    fn stop(mut self) -> Outcome<String> {
        if self.endpoints["alibaba"].is_null() {
            return Err("the sandbox has no CAMS".into());
        }
        let interrupted = std::process::Command::new("kill").args(["-INT", &self.process.id().to_string()]).status()?;
        if !interrupted.success() {
            self.process.kill()?;
        }
        let mut text = String::new();
        self.process.stderr.take().ok_or("no errors")?.read_to_string(&mut text)?;
        self.process.wait()?;
        let counted = text.lines().rev().find_map(|line| line.rsplit_once(", ")).map(|(_, throttled)| throttled);
        Ok(counted.unwrap_or_default().trim_end_matches('.').to_owned())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It has ended, as a rule.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A time beside the shortest that so many calls can take.
fn beside_bound(took: Duration, calls: u32, service: Service) -> Outcome<String> {
    // The first five may go at once, the next five a second later.
    let bound = Duration::from_secs(((calls - 1) / CALLS_PER_SECOND).into());
    let over = (took.as_secs_f64() / bound.as_secs_f64() - 1.0) * 100.0;
    Ok(format!("{calls} calls in {} (bound {}, {over:+.0} %), {}", seconds(took), seconds(bound), service.stop()?))
}

pub(crate) fn sync() -> Outcome<String> {
    let service = Service::start(NUMBERS, 2_000)?;
    let began = Instant::now();
    world::run(&service.home, &["sync"])?;
    beside_bound(began.elapsed(), NUMBERS, service)
}

pub(crate) fn deletions() -> Outcome<String> {
    let service = Service::start(1, DELETIONS)?;
    let listed: Value = serde_json::from_slice(&world::run(&service.home, &["codes", "list", "--json"])?.stdout)?;
    let codes: Vec<_> = listed.as_array().into_iter().flatten().filter_map(|row| row["code"].as_str()).collect();
    let began = Instant::now();
    world::run(&service.home, &[&["codes", "delete", "--yes"], codes.as_slice()].concat())?;
    beside_bound(began.elapsed(), DELETIONS, service)
}
