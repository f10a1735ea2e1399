//! The audit: which links in files are dead. First the paths, then the search, then the report.

use crate::dialogs::DialogState;
mod checked;
mod report;

use crossterm::event::KeyEvent;
use tui_textarea::{CursorMove, DataCursor, TextArea, WrapMode};

pub use checked::Checked;
pub use report::{AuditReport, AuditRow};

use crate::app::keymap::Context;
use crate::app::{AuditResult, LineInput, RequestId};
use crate::audit::ScanProgress;
use crate::model::{Error, clean};

/// Longest text of paths, in characters; more is not taken.
const MAX: usize = 20_000;

/// How far it has come.
#[derive(Debug, Clone, PartialEq)]
pub enum AuditPhase {
    /// The person names files.
    Naming,
    /// Files are looked through, then the accounts are asked.
    Running {
        /// The request.
        id: RequestId,
        /// How far it has come.
        progress: ScanProgress,
    },
    /// The journal is asked the outcome of what no account lists.
    Recalling(Box<AuditResult>),
    /// The report is there.
    Done(Box<AuditReport>),
}

/// The audit. It is kept when it is closed, and shown again.
#[derive(Debug, Clone)]
pub struct Audit {
    /// The paths, as they are written.
    pub paths: TextArea<'static>,
    /// The names a path can go on with, as far as it is written.
    pub names: Vec<String>,
    /// Why there is no report.
    pub error: Option<Error>,
    /// How far it has come.
    pub phase: AuditPhase,
    /// The paths of the newest search.
    pub(crate) asked: String,
    /// The report before, while other paths are named.
    pub(crate) earlier: Option<Box<AuditReport>>,
    /// The completion that is being asked for, and the line it is for.
    pub(crate) completing: Option<(RequestId, String)>,
}

impl Default for Audit {
    fn default() -> Self {
        Self {
            paths: editor(""),
            names: Vec::new(),
            error: None,
            phase: AuditPhase::Naming,
            asked: String::new(),
            earlier: None,
            completing: None,
        }
    }
}

impl Audit {
    /// The paths as one text.
    pub fn text(&self) -> String {
        self.paths.lines().join("\n")
    }

    /// The report, where it is there.
    pub fn report(&self) -> Option<&AuditReport> {
        match &self.phase {
            AuditPhase::Done(report) => Some(report),
            _ => None,
        }
    }

    pub(crate) fn report_mut(&mut self) -> Option<&mut AuditReport> {
        match &mut self.phase {
            AuditPhase::Done(report) => Some(report),
            _ => None,
        }
    }

    /// Adds text that was pasted or found.
    pub(crate) fn insert(&mut self, text: &str) {
        let room = MAX.saturating_sub(self.text().chars().count());
        self.paths.insert_str(clean::input(text).chars().take(room).collect::<String>());
        self.edited();
    }

    /// Takes a key that edits. `Ctrl-U` empties the line, as it does where there is only one.
    pub(crate) fn key(&mut self, key: KeyEvent) {
        let empties = LineInput::is_emptied_by(key);
        if empties {
            self.paths.move_cursor(CursorMove::End);
            self.paths.delete_line_by_head();
        }
        if empties || self.paths.input(key) {
            self.edited();
        }
    }

    /// The text has changed: what was said of it does not hold any more.
    pub(crate) fn edited(&mut self) {
        self.error = None;
        self.names.clear();
        self.completing = None;
    }

    /// The line with the cursor, up to the cursor.
    pub(crate) fn line(&self) -> String {
        let DataCursor(row, column) = self.paths.cursor();
        self.paths.lines().get(row).map_or_else(String::new, |line| line.chars().take(column).collect())
    }

    /// Writes the paths of the newest search again.
    pub(crate) fn rewrite(&mut self) {
        self.paths = editor(&self.asked);
        self.edited();
    }

    /// Lets other paths be named, beginning with these; the report is kept until then.
    pub(crate) fn name_others(&mut self) {
        if let AuditPhase::Done(report) = std::mem::replace(&mut self.phase, AuditPhase::Naming) {
            self.earlier = Some(report);
        }
    }

    /// The report is there.
    pub(crate) fn done(&mut self, report: AuditReport) {
        self.earlier = None;
        self.phase = AuditPhase::Done(Box::new(report));
    }
}

/// An editor with the cursor behind its text.
fn editor(text: &str) -> TextArea<'static> {
    let mut editor = TextArea::new(text.split('\n').map(str::to_owned).collect());
    editor.set_wrap_mode(WrapMode::Glyph);
    editor.move_cursor(CursorMove::Bottom);
    editor.move_cursor(CursorMove::End);
    editor
}

impl DialogState for Audit {
    fn context(&self) -> Context {
        match &self.phase {
            AuditPhase::Naming => Context::AuditPaths,
            AuditPhase::Running { .. } | AuditPhase::Recalling(_) => Context::Auditing,
            AuditPhase::Done(report) if report.typing => Context::Filter,
            AuditPhase::Done(report) if report.details => Context::Finding,
            AuditPhase::Done(_) => Context::Audit,
        }
    }

    fn paste(&mut self, text: &str) {
        match &mut self.phase {
            AuditPhase::Naming => self.insert(text),
            AuditPhase::Done(report) if report.typing => {
                report.filter.push(text);
                report.sift();
            }
            AuditPhase::Running { .. } | AuditPhase::Recalling(_) | AuditPhase::Done(_) => {}
        }
    }

    fn waits_for(&self) -> Option<RequestId> {
        match self.phase {
            AuditPhase::Running { id, .. } => Some(id),
            _ => None,
        }
    }
}
