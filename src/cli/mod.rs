//! The commands: one file each, tables for people and JSON for programs.
//!
//! [`start`] turns arguments into an exit status, or into the terminal app to launch. A command gathers from all
//! profiles of the [`Session`] (`numbers_query`, `resolve_number`), asks before it destroys (`confirm`), and speaks
//! through the
//! `console`; how it can end is in `failure`.

mod arguments;
mod audit;
mod codes;
mod columns;
mod complete;
mod completions;
mod confirm;
mod console;
mod context;
mod creator;
mod deck;
mod doctor;
mod echo;
mod failure;
mod file_mistake;
mod global;
mod groups;
mod import;
mod journal;
mod json;
mod labels;
mod link;
mod local_number;
mod man;
mod marked;
mod named_code;
mod notices;
mod number_option;
mod numbers;
mod numbers_query;
mod output;
mod print;
mod profile;
mod query_result;
mod reachable_number;
mod resolve_number;
mod room;
mod row_writer;
mod rows;
mod sandbox;
mod schema;
mod secret_line;
mod stdin;
mod still_open;
mod stop;
mod sync;
mod table;
mod watch;
mod when;

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};

use self::arguments::{empty_path, misread};
use self::console::Console;
use self::context::Context;
use self::failure::{Exit, Failure};
use self::global::{Alone, Global};
use self::output::Output;
use self::stop::Stop;
use crate::config::Paths;
use crate::log;
use crate::model::{Error, ErrorKind, ProfileName};
use crate::session::{self, SecretPrompt, Session};
use crate::worker::SecretPrompter;

/// WhatsApp Business message QR codes and group invite links in the terminal
#[derive(Debug, Parser)]
#[command(name = "qrdeck", version, max_term_width = 100, after_help = AFTER_HELP)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Below the lists of commands and options.
const AFTER_HELP: &str = "\
Without a command, qrdeck opens the app. Profiles come from config.toml; if there are none,
everything happens in an embedded sandbox.

Examples:
  qrdeck                                       open the app
  qrdeck --profile shop-eu --read-only         look at one account, change nothing
  qrdeck profile add                           connect a real account
  qrdeck codes list --json                     all codes, for a program
  qrdeck codes create --number +4915110000001 --message \"Hello!\"
  qrdeck codes delete ANED2T5QRU7HG1           asks before it deletes

Exit status: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 refused, 5 outcome unknown.";

/// The commands.
#[derive(Debug, Subcommand)]
enum Command {
    /// Serve both services' APIs on this machine, for tests and other programs
    Sandbox(sandbox::Sandbox),
    /// Phone numbers
    #[command(subcommand)]
    Numbers(numbers::Numbers),
    /// Message QR codes
    #[command(subcommand)]
    Codes(codes::Codes),
    /// Groups and their invite links
    #[command(subcommand)]
    Groups(groups::Groups),
    /// Profiles: the accounts qrdeck connects to
    #[command(subcommand)]
    Profile(profile::Profiles),
    /// Check what keeps qrdeck from working here, and how to fix it
    Doctor(doctor::Doctor),
    /// Changes made from this machine, and their outcomes
    #[command(subcommand)]
    Journal(journal::Journal),
    /// Your own labels for codes and numbers
    #[command(subcommand)]
    Labels(labels::Labels),
    /// Read everything into the cache, for search and offline use
    Sync(sync::Sync),
    /// Print changes made elsewhere as they are noticed, as one JSON object per line
    Watch(watch::Watch),
    /// Create codes from the rows of a file, and write their links back
    Import(Box<import::Import>),
    /// Find links and QR codes in files, and report which of them are dead
    Audit(audit::Audit),
    /// Write the codes of numbers to a file, or bring a file up to date
    Pull(deck::Pull),
    /// Show what `apply` would change, and what was changed elsewhere
    Plan(deck::Plan),
    /// Make the services agree with files: create, change and delete codes
    Apply(deck::Apply),
    /// Draw a link as a QR code that a phone can scan
    Qr(link::qr::Qr),
    /// Open a link in the system's browser
    Open(link::open::Open),
    /// Copy a link, or the message of a code, to the terminal's clipboard
    Copy(link::copy::Copy),
    /// Print a completion script for a shell
    Completions(completions::Completions),
    /// Print the manual page, or write those of all commands
    Man(man::Man),
    /// Print the JSON Schemas of what commands write with --json
    Schema(schema::Schemas),
}

/// What the arguments lead to.
#[derive(Debug)]
pub enum Launch {
    App(Box<App>),
    /// Nothing more: a command has run.
    Exit(ExitCode),
}

impl From<Exit> for Launch {
    fn from(exit: Exit) -> Self {
        Self::Exit(exit.into())
    }
}

/// What the terminal app starts from.
#[derive(Debug)]
pub struct App {
    /// The session that the flags ask for.
    pub session: Arc<Session>,
    /// Where the configuration and the stored things are.
    pub paths: Paths,
    /// What asks for secrets, and keeps them for the whole run.
    pub prompter: Arc<SecretPrompter>,
    read_only: bool,
}

impl App {
    /// A session on everything that is configured by now, but for what is hidden.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub fn reopen(&self, hidden: &[ProfileName]) -> crate::model::Result<Arc<Session>> {
        let options = session::Options { read_only: self.read_only, wait: true, ..session::Options::default() };
        let session = self.session.open_again(&options, &self.paths)?.hiding(hidden);
        Ok(Arc::new(session.asking(Arc::clone(&self.prompter) as Arc<dyn SecretPrompt>)))
    }
}

/// Reads the arguments and runs the command they name.
pub fn start(arguments: impl IntoIterator<Item = OsString>) -> Launch {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if complete::answer(&arguments) {
        return Exit::Done.into();
    }
    let output = Output::of(arguments.iter().skip(1).filter_map(|argument| argument.to_str()));
    let mut console = Console::system(output);
    if let Some(name) = empty_path(&arguments) {
        let error =
            Error::config(format!("{name} was given an empty path.")).advise("Give a path, or omit the option.");
        return Launch::Exit(console.fail(&Failure::usage(error)).into());
    }
    let typed: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let parsed = match Alone::try_parse_from(&arguments) {
        Ok(Alone { global }) => Ok(Cli { global, command: None }),
        // What is no more than the options of the app is explained with the commands.
        Err(_) => Cli::try_parse_from(arguments),
    };
    let done = match parsed {
        Ok(cli) => match cli.launch(&mut console) {
            Ok(Launch::App(app)) => return Launch::App(app),
            Ok(Launch::Exit(code)) => return Launch::Exit(code),
            Err(failure) => console.fail(&failure),
        },
        Err(error) => misread(&error, &typed, &mut console),
    };
    Launch::Exit(done.into())
}

impl Cli {
    /// Opens the session and runs the command, if there is one.
    fn launch(self, console: &mut Console) -> Result<Launch, Failure> {
        let Self { global, command } = self;
        match &command {
            Some(Command::Completions(completions)) => return completions.run(console).map(Launch::from),
            Some(Command::Man(man)) => return man.run(console).map(Launch::from),
            Some(Command::Schema(schemas)) => return schemas.run(console).map(Launch::from),
            _ => {}
        }
        let paths = Paths::resolve(global.config.as_deref(), global.data_dir.as_deref())?;
        notices::tighten(&paths, console);
        log::install(&paths)?;
        let Some(command) = command else {
            if console.is_json() {
                let error = Error::config("The app writes no JSON.").advise("Use --json with a command.");
                return Err(Failure::usage(error));
            }
            if global.cached {
                let error = Error::config("The app starts from the cache and then asks the services.");
                return Err(Failure::usage(error.advise("Use --cached with a command.")));
            }
            let prompter = Arc::<SecretPrompter>::default();
            // The app shows a wait, and stops it with a key.
            let patient = Global { wait: true, ..global.clone() };
            let session = patient.open(&paths)?.asking(Arc::clone(&prompter) as Arc<dyn SecretPrompt>);
            let app = App { session: Arc::new(session), paths, prompter, read_only: global.read_only };
            return Ok(Launch::App(Box::new(app)));
        };
        if let Some(failure) = command.uncached().filter(|_| global.cached) {
            return Err(failure);
        }
        let runtime = runtime(global.cached).map_err(|error| {
            Error::new(ErrorKind::Internal, format!("No thread could be started: {error}.")).advise("Free some memory.")
        })?;
        let exit = runtime.block_on(command.run(&global, &paths, console));
        // A keyring that never answers keeps its thread; it ends with the process.
        runtime.shutdown_background();
        exit.map(Launch::from)
    }
}

/// What the command runs on. What asks no service has nothing to wait for, and needs no other threads.
fn runtime(cached: bool) -> std::io::Result<tokio::runtime::Runtime> {
    if cached {
        tokio::runtime::Builder::new_current_thread().enable_all().build()
    } else {
        tokio::runtime::Runtime::new()
    }
}

impl Command {
    async fn run(self, global: &Global, paths: &Paths, console: &mut Console) -> Result<Exit, Failure> {
        if let Self::Sandbox(sandbox) = self {
            return sandbox.run(paths, console).await;
        }
        if let Self::Doctor(doctor) = self {
            return doctor.run(global, paths, console).await;
        }
        if let Self::Profile(profiles) = self {
            return profiles.run(global, paths, console).await;
        }
        let session = global.open(paths)?.asking(secret_line::prompt());
        notices::tell_world(&session, console);
        if global.cached && !console.is_json() {
            for profile in session.profiles() {
                if let Some(numbers) = session.cache().numbers(&profile.name) {
                    console.note(&format!("{}: cached, as of {}.", profile.name, when::local(numbers.at)));
                }
            }
        }
        notices::warn_read_only(&session, console).await;
        let stop = Stop::default();
        let changes = self.changes();
        if changes {
            // Whatever changes nothing ends as the system ends it.
            stop.listen()?;
        }
        let context = Context::new(session, stop.clone(), console.is_json());
        let ended = if changes {
            let work = async |console: &mut Console| self.carry_out(&context, console).await;
            stop.guard(journal::beside_a_change(&context, &mut *console, work)).await
        } else {
            self.carry_out(&context, console).await
        };
        if stop.is_wanted() {
            console.end_line();
        }
        if !console.is_json() {
            notices::tell_news(&context, console);
        }
        context.close().await;
        ended
    }

    /// Runs it on an open session.
    async fn carry_out(self, session: &Context, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::Numbers(numbers) => numbers.run(session, console).await,
            Self::Codes(codes) => codes.run(session, console).await,
            Self::Groups(groups) => groups.run(session, console).await,
            Self::Journal(journal) => journal.run(session, console).await,
            Self::Labels(labels) => labels.run(session, console).await,
            Self::Sync(sync) => sync.run(session, console).await,
            Self::Watch(watch) => watch.run(session, console).await,
            Self::Import(import) => Box::pin(import.run(session, console)).await,
            Self::Audit(audit) => audit.run(session, console).await,
            Self::Pull(pull) => pull.run(session, console).await,
            Self::Plan(plan) => plan.run(session, console).await,
            Self::Apply(apply) => apply.run(session, console).await,
            Self::Qr(qr) => qr.run(session, console).await,
            Self::Open(open) => open.run(session, console).await,
            Self::Copy(copy) => copy.run(session, console).await,
            Self::Sandbox(_)
            | Self::Completions(_)
            | Self::Man(_)
            | Self::Schema(_)
            | Self::Doctor(_)
            | Self::Profile(_) => Ok(Exit::Done),
        }
    }

    /// Why it cannot be answered from the cache, where it cannot.
    fn uncached(&self) -> Option<Failure> {
        let why = match self {
            _ if self.changes() => {
                let error = Error::new(ErrorKind::Refused, "--cached changes nothing.");
                return Some(error.advise("Omit --cached.").into());
            }
            Self::Journal(journal::Journal::Settle(_)) => {
                "Outcomes are looked up at the services; the cache proves none."
            }
            Self::Sync(sync) if !sync.is_plan() => "A sync asks the services; the cache is what it fills.",
            Self::Doctor(_) => "The doctor asks the services.",
            Self::Profile(profiles) if profiles.asks() => "Profiles are checked with their services.",
            _ => return None,
        };
        Some(Failure::usage(Error::config(why).advise("Omit --cached.")))
    }

    /// Whether it changes something at a service.
    fn changes(&self) -> bool {
        match self {
            Self::Codes(codes) => codes.changes(),
            Self::Groups(groups) => groups.changes(),
            Self::Journal(journal) => journal.changes(),
            Self::Import(import) => import.changes(),
            Self::Apply(_) => true,
            _ => false,
        }
    }
}
