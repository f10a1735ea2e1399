//! `qrdeck sandbox`

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use serde::Serialize;

use super::console::Console;
use super::failure::{Exit, Failure};
use super::json;
use crate::cache::{self, Cache, News};
use crate::config::Paths;
use crate::journal::Journal;
use crate::model::{Error, World};
use crate::provider::Call;
use crate::sandbox;
use crate::session::{self, SANDBOX_STATE, Session};
use crate::sync;

/// Serve both services' APIs on this machine, for tests and other programs
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Sandbox {
    /// The address to listen on; port 0 picks a free port. Only this machine can reach it
    #[arg(long, value_name = "ADDR:PORT", default_value_t = SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))]
    listen: SocketAddr,
    /// How many numbers each service has
    #[arg(long, value_name = "N")]
    numbers: Option<usize>,
    /// How many codes each number has
    #[arg(long, value_name = "M")]
    codes: Option<usize>,
    /// How many groups each number has
    #[arg(long, value_name = "G")]
    groups: Option<usize>,
    /// The seed of the world: the same seed creates the same world
    #[arg(long, value_name = "S", default_value_t = sandbox::Options::default().seed)]
    seed: u64,
    /// Keep the world in this file; without it, the world is kept in memory
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Make requests fail as described in this file
    #[arg(long, value_name = "FILE")]
    faults: Option<PathBuf>,
    /// Delete the world that the app and the commands use, with its journal and labels, or the one of --state, and exit
    #[arg(long, conflicts_with_all = ["listen", "numbers", "codes", "groups", "seed", "faults"])]
    reset: bool,
    /// Give the app and the commands this world instead of theirs, with all of it in their cache, and exit
    #[arg(long, conflicts_with_all = ["listen", "state", "faults", "reset"])]
    fill_cache: bool,
}

const AFTER_HELP: &str = r#"Prints one line of JSON with addresses and credentials, then serves until it is interrupted.
The same seed creates the same world. It answers programs on this machine, not web pages.

The file for --faults is a JSON list of faults:
  {"op": "meta.codes.create", "nth": [1], "do": "reset_after"}       carried out, never answered
  {"op": "DeletePhoneMessageQrdl", "nth": [1], "do": "apply_late", "ms": 9000}
  {"op": "*", "nth": "every", "do": "throttle", "ms": 45000}         every operation
  {"op": "meta.link.get", "nth": [1], "do": "colleague_resets_link", "when": "after"}
If the file has a mistake, the error lists all operations and faults.

Examples:
  qrdeck sandbox                                    the world the app shows, fresh and in memory
  qrdeck sandbox --numbers 500 --codes 2000         a large one
  qrdeck sandbox --faults faults.json               one in which requests fail
  qrdeck sandbox --reset                            give the app and the commands a new world
  qrdeck sandbox --numbers 250 --codes 2000 --fill-cache
                                                    give them one with a million codes, all of them cached"#;

impl Sandbox {
    pub(super) async fn run(self, paths: &Paths, console: &mut Console) -> Result<Exit, Failure> {
        if self.reset {
            return self.reset(paths, console).await;
        }
        if self.fill_cache {
            return self.fill_cache(paths, console).await;
        }
        let Self { listen, numbers, codes, groups, seed, state, faults, .. } = self;
        let options =
            sandbox::Options { listen, numbers, codes, groups, seed, state, faults, ..sandbox::Options::default() };
        options.check().map_err(Failure::usage)?;
        // Before anybody knows that it runs, so that nobody can end it too early.
        let mut ended = Signals::new()?;
        let running = sandbox::start(options).await?;
        let endpoints = running.endpoints();
        console.print(&json::line(endpoints)?)?;
        console.note(&format!("SANDBOX: serving both services on {}; Ctrl-C ends it.", endpoints.meta.base_url));
        ended.wait().await;
        let counters = running.inside().counters().summary();
        running.stop().await;
        console.note(&format!("SANDBOX: {counters}."));
        Ok(Exit::Done)
    }

    /// Gives the app and the commands this world, with everything in their cache: as after a sync, which would take a
    /// request for each page.
    async fn fill_cache(self, paths: &Paths, console: &mut Console) -> Result<Exit, Failure> {
        let began = Instant::now();
        let Self { numbers, codes, groups, seed, .. } = self;
        let state = paths.data_dir.join(SANDBOX_STATE);
        let options = sandbox::Options { numbers, codes, groups, seed, embedded: true, ..sandbox::Options::default() };
        options.check().map_err(Failure::usage)?;
        forget(paths).await?;
        paths.make_data_dir()?;
        sandbox::reset(&state)?;
        sandbox::start(sandbox::Options { state: Some(state), ..options }).await?.stop().await;
        let session = Session::open(&session::Options { sandbox: true, ..session::Options::default() }, paths)?;
        let mut filled = Filled::default();
        for profile in session.profiles() {
            let provider = session.shortcut(&profile.name).await?;
            let outcome = sync::sync(&provider, session.cache(), &profile.name, &Call::background(), |_| ()).await?;
            if let Some((_, error)) = outcome.failed.into_iter().next() {
                return Err(Failure::from(error).of(&profile.name));
            }
            let counts = session.cache().counts(&profile.name);
            filled.numbers += counts.len();
            filled.codes += counts.values().map(|count| count.codes).sum::<usize>();
        }
        session.close().await;
        let trouble = session.cache().take_news().into_iter().find_map(|news| match news {
            News::Trouble(error) => Some(error),
            _ => None,
        });
        if let Some(error) = trouble {
            return Err(error.into());
        }
        filled.seconds = began.elapsed().as_secs_f64();
        if console.is_json() {
            console.document(&filled)?;
        } else {
            let Filled { numbers, codes, seconds } = filled;
            console.note(&format!(
                "The sandbox of the app and the commands now has {numbers} numbers with {codes} codes, all of them in \
                 the cache ({seconds:.1} s)."
            ));
        }
        Ok(Exit::Done)
    }

    /// Forgets a world. What is known of the codes of the one that app and commands use goes with it: in the new one
    /// codes of the same name live that are others.
    async fn reset(self, paths: &Paths, console: &mut Console) -> Result<Exit, Failure> {
        let known = if self.state.is_none() { forget(paths).await? } else { false };
        let state = self.state.unwrap_or_else(|| paths.data_dir.join(SANDBOX_STATE));
        let existed = sandbox::reset(&state).map_err(|mut error| {
            if known {
                error.message.push_str(" The journal and the labels of its world were deleted.");
            }
            error
        })?;
        let path = state.display();
        if console.is_json() {
            console.document(&Reset { reset: path.to_string(), existed })?;
            return Ok(Exit::Done);
        }
        let done = match (existed, known) {
            (true, true) => format!("The sandbox's world in {path} was deleted, with its journal and labels"),
            (true, false) => format!("The sandbox's world in {path} was deleted"),
            (false, true) => {
                format!("There was no world of the sandbox in {path}; its journal and labels were deleted")
            }
            (false, false) => format!("There was no world of the sandbox in {path}, and nothing was deleted"),
        };
        console.note(&format!("{done}. The next use creates a new one."));
        Ok(Exit::Done)
    }
}

/// Forgets all that is known of the codes of the world that app and commands use. Returns whether there was a journal.
async fn forget(paths: &Paths) -> Result<bool, Error> {
    let known = Journal::new(paths.clone(), World::Sandbox).forget().await?;
    let seen = cache::files_of(World::Sandbox).map(|file| paths.data_dir.join(file));
    for file in seen.into_iter().filter(|file| file.exists()) {
        Cache::new(Some(file), []).clear();
    }
    Ok(known)
}

/// What `--fill-cache --json` answers.
#[derive(Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Filled {
    numbers: usize,
    codes: usize,
    seconds: f64,
}

/// What `--reset --json` answers.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Reset {
    reset: String,
    /// Whether there was a world.
    existed: bool,
}

/// The signals that end a program that serves.
#[cfg(unix)]
struct Signals([tokio::signal::unix::Signal; 3]);

#[cfg(unix)]
impl Signals {
    /// Listens from now on.
    fn new() -> Result<Self, Error> {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind| signal(kind).map_err(|error| cannot_listen(&error));
        Ok(Self([listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?, listen(SignalKind::hangup())?]))
    }

    /// Waits for the first of them.
    async fn wait(&mut self) {
        let [interrupt, terminate, hangup] = &mut self.0;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    }
}

/// Ctrl-C, where there are no signals.
#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    #[expect(clippy::unnecessary_wraps, reason = "listening can fail on other systems")]
    fn new() -> Result<Self, Error> {
        Ok(Self)
    }

    async fn wait(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// The machine gives no signals.
#[cfg(unix)]
fn cannot_listen(error: &std::io::Error) -> Error {
    Error::new(crate::model::ErrorKind::Internal, format!("Signals cannot be received: {error}."))
}
