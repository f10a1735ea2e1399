//! The app without a terminal and without a network: [`State`], [`Msg`], [`Effect`], and [`update()`] between them.
//!
//! Nothing here does I/O, reads a clock or rolls dice: the run loop hands in what happened and when, and carries
//! out the effects that come back. So everything a person can do is a value that can be printed, compared and
//! replayed, and a test needs neither a terminal nor a runtime.

mod action;
mod available;
pub(crate) mod awaited;
pub(crate) mod batch;
mod begin;
pub mod cached;
mod clock;
mod connect;
pub(crate) mod cursor;
pub(crate) mod cycle;
pub mod database;
pub(crate) mod drafts;
pub mod effect;
mod folded;
pub mod held;
mod import;
pub mod keymap;
pub(crate) mod known;
mod labels;
mod line_input;
mod local_task;
mod logged;
mod look;
mod marked;
mod near;
mod notice;
mod number_state;
mod open;
mod palette_command;
mod pane;
mod pause;
pub(crate) mod pointer;
mod profile_list;
mod recovered;
mod remote;
mod request_id;
mod retired;
mod room;
mod saving;
mod scrolled;
mod search;
mod secret_queue;
mod service;
pub(crate) mod sort;
mod state;
mod sync_state;
mod tour;
pub(crate) mod unlisted;
pub(crate) mod update;

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent};

use crate::config::theme::Rgb;

pub use action::Action;
pub(crate) use available::writable_by;
pub use available::{available, needs_confirmation};
pub use batch::{Batch, Failure};
pub use cached::{CacheNews, CacheRequest, CachedNumber, Dated, Restored};
pub use clock::Moment;
pub use connect::{ConnectField, ConnectMistake, ConnectOrder, ConnectStep, Connected, Finding, Keep, KeyringState};
pub use cursor::Cursor;
pub use database::{DbEvent, DbRequest};
pub use drafts::{Drafts, KeptDraft};
pub use effect::{Alarm, Effect, Read, Reply, Request, WorkerEvent, Write};
pub use import::{ImportChoices, ImportDone, ImportRequest, ImportSheets};
pub use known::Known;
pub use labels::Labels;
pub use line_input::LineInput;
pub use local_task::{AuditOrder, AuditResult, Clipboard, LocalTask, NotCopied};
pub use logged::Logged;
pub use look::{Look, ThemeRow};
pub use marked::Marked;
pub use notice::{Level, Problem, Toast, UnlistedCodes};
pub use number_state::NumberState;
pub use open::Open;
pub use palette_command::PaletteCommand;
pub use pane::Pane;
pub use pause::Pause;
pub use pointer::{Gesture, Mouse, MouseAct, Target};
pub use profile_list::{ProfileCheck, ProfileEvent, ProfileList, ProfileRequest, ProfileRow, ProfileStatus};
pub use recovered::Recovered;
pub use remote::Remote;
pub use request_id::RequestId;
pub use retired::RetiredCodes;
pub use room::LEAST;
pub use saving::{SaveLayout, SaveOrder, SavePixels, SaveReport, SheetOrder};
pub(crate) use scrolled::Scrolled;
pub use search::{Coverage, Elsewhere, Scope, SearchOrder, Searched};
pub use secret_queue::{SecretQueue, SecretRequest};
pub use sort::{Column, Sort};
pub use state::{Filter, NumberRow, State, Task};
pub use sync_state::{RunningSync, SyncKnown, SyncState};
pub use tour::Tour;
pub use update::{restore, restore_number, update};

/// What happened. `Debug` shows nothing of what is typed or pasted: it may be a secret.
#[derive(Clone, PartialEq)]
pub enum Msg {
    /// The app has started and its size is known.
    Start,
    /// A key was pressed (or is held; releases never arrive here).
    Key(KeyEvent),
    /// Text was pasted. It never acts as keys.
    Paste(String),
    /// The terminal has another size.
    Resize {
        /// Columns.
        cols: u16,
        /// Rows.
        rows: u16,
    },
    /// Something was done with the mouse. The loop, which knows what stands there, makes [`Msg::Pointed`] of it.
    Mouse(Mouse),
    /// Something was meant with the mouse.
    Pointed {
        /// What it is about.
        target: Target,
        /// What shall be done with it.
        gesture: Gesture,
    },
    /// The terminal has told the colour of its ground.
    Ground(Rgb),
    /// The worker has something to tell.
    Worker(WorkerEvent),
    /// An alarm the app set has gone off.
    Alarm(Alarm),
    /// A text was put on the clipboard, or was not.
    Copied {
        /// What it was: "The link".
        what: String,
        /// Where it went.
        outcome: Result<Clipboard, NotCopied>,
    },
    /// The system wants the process to end.
    Terminate,
}

impl fmt::Debug for Msg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => f.write_str("Start"),
            Self::Key(KeyEvent { code: KeyCode::Char(_), modifiers, .. }) => write!(f, "Key(Char(..), {modifiers:?})"),
            Self::Key(key) => write!(f, "Key({:?}, {:?})", key.code, key.modifiers),
            Self::Paste(_) => f.write_str("Paste(..)"),
            Self::Resize { cols, rows } => write!(f, "Resize({cols}x{rows})"),
            Self::Mouse(mouse) => f.debug_tuple("Mouse").field(mouse).finish(),
            Self::Pointed { target, gesture } => {
                f.debug_struct("Pointed").field("target", target).field("gesture", gesture).finish()
            }
            Self::Ground(ground) => f.debug_tuple("Ground").field(ground).finish(),
            Self::Worker(event) => f.debug_tuple("Worker").field(event).finish(),
            Self::Alarm(alarm) => f.debug_tuple("Alarm").field(alarm).finish(),
            Self::Copied { what, outcome } => {
                f.debug_struct("Copied").field("what", what).field("outcome", outcome).finish()
            }
            Self::Terminate => f.write_str("Terminate"),
        }
    }
}
