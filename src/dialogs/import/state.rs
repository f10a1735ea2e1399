//! Where an import stands.

use crate::app::keymap::Context;
use crate::app::{LineInput, RequestId};
use crate::dialogs::DialogState;
use crate::import::{Fate, ImportProgress, Preview, Row, RowState};
use crate::model::Error;

/// How far it has come.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportPhase {
    /// The person names the file.
    Naming,
    /// The file is read, and the services are asked about its rows.
    Checking(RequestId),
    /// The rows are shown: before anything is sent, and afterwards with what came of each.
    Shown(Box<Preview>),
    /// Codes are being created.
    Creating {
        id: RequestId,
        /// What the person has seen.
        preview: Box<Preview>,
        progress: ImportProgress,
    },
}

/// The import.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// The path, as it is written.
    pub path: LineInput,
    /// The names the path can go on with.
    pub names: Vec<String>,
    pub phase: ImportPhase,
    /// Why it has not come further.
    pub error: Option<Error>,
    /// The place of the selected row.
    pub selected: usize,
    /// Whether codes were created from here: then the rows say what came of them.
    pub is_done: bool,
    /// The completion that is being asked for, and the text it is for.
    pub(crate) completing: Option<(RequestId, String)>,
}

impl Import {
    /// One for a file that was named already, or is to be named.
    pub(crate) fn of(path: &str) -> Self {
        Self {
            path: LineInput::of(path),
            names: Vec::new(),
            phase: ImportPhase::Naming,
            error: None,
            selected: 0,
            is_done: false,
            completing: None,
        }
    }

    /// The rows that are shown.
    pub fn preview(&self) -> Option<&Preview> {
        match &self.phase {
            ImportPhase::Shown(preview) => Some(preview),
            _ => None,
        }
    }

    /// The request that it waits for.
    pub(crate) fn waiting(&self) -> Option<RequestId> {
        match self.phase {
            ImportPhase::Checking(id) | ImportPhase::Creating { id, .. } => Some(id),
            ImportPhase::Naming | ImportPhase::Shown(_) => None,
        }
    }

    /// The text has changed: what was said of it does not hold any more.
    pub(crate) fn edited(&mut self) {
        self.error = None;
        self.names.clear();
        self.completing = None;
    }
}

/// What there is to say of a row, in sentences; nothing where all is well.
pub(crate) fn remarks(preview: &Preview, row: &Row, state: &RowState) -> Vec<String> {
    let mut remarks: Vec<_> = preview.mistakes_of(row).map(|mistake| mistake.sentence.clone()).collect();
    remarks.extend(
        preview.warnings.iter().filter(|warning| warning.line == row.line).map(|warning| warning.sentence.clone()),
    );
    match &state.fate {
        Fate::Open(_) => remarks
            .push("An earlier creation with this message may have been carried out; it is looked up first.".to_owned()),
        Fate::NotListedYet(code) => {
            remarks.push(format!("{code} was just created, and the service does not list it yet. Import again later."));
        }
        fate => remarks.extend(fate.error().map(|error| format!("{} {}", error.message, error.advice))),
    }
    remarks
}

impl DialogState for Import {
    fn context(&self) -> Context {
        match self.phase {
            ImportPhase::Naming => Context::ImportPath,
            ImportPhase::Checking(_) | ImportPhase::Creating { .. } => Context::Importing,
            ImportPhase::Shown(_) => Context::Import,
        }
    }

    fn paste(&mut self, text: &str) {
        if self.phase == ImportPhase::Naming {
            self.path.push(text.trim());
            self.edited();
        }
    }

    fn waits_for(&self) -> Option<RequestId> {
        self.waiting()
    }
}
