//! Where an import stands.

use jiff::civil::DateTime;

use super::field::ImportField;
use super::form::ImportForm;
use crate::app::RequestId;
use crate::app::keymap::Context;
use crate::dialogs::DialogState;
use crate::import::{Fate, ImportProgress, Preview, Row, RowState};
use crate::model::{Error, clean};
use crate::store::{Fields, FormKey};

/// How far it has come.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportPhase {
    /// The person names the file, and chooses.
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
    /// What is chosen.
    pub form: ImportForm,
    pub phase: ImportPhase,
    /// Why it has not come further.
    pub error: Option<Error>,
    /// The place of the selected row.
    pub selected: usize,
    /// Whether codes were created from here: then the rows say what came of them.
    pub is_done: bool,
}

impl Import {
    /// One with this form.
    pub(crate) fn of(form: ImportForm) -> Self {
        Self { form, phase: ImportPhase::Naming, error: None, selected: 0, is_done: false }
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
        self.form.names.clear();
        self.form.completing = None;
        self.form.look_ahead();
    }
}

/// What there is to say of a row, in sentences; nothing where all is well.
pub(crate) fn remarks(preview: &Preview, row: &Row, state: &RowState) -> Vec<String> {
    let mut remarks: Vec<_> = preview.mistakes_of(row).map(|mistake| mistake.sentence.clone()).collect();
    remarks.extend(
        preview.warnings.iter().filter(|warning| warning.line == row.line).map(|warning| warning.sentence.clone()),
    );
    if let Some(stored) = state.stored_instead_of(row) {
        remarks.push(format!("Stored as \"{}\".", clean::line(stored)));
    }
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
    fn form_key(&self) -> Option<FormKey> {
        (!self.is_done).then(|| FormKey { form: "import", profile: None, about: String::new() })
    }

    fn typed(&self) -> Option<Fields> {
        self.form.fields()
    }

    fn restore(&mut self, fields: &Fields, at: DateTime) {
        self.form.restore(fields, at);
        self.form.look_ahead();
    }

    fn context(&self) -> Context {
        match self.phase {
            ImportPhase::Naming if self.form.field == ImportField::File && !self.form.is_read() => Context::ImportPath,
            ImportPhase::Naming if self.form.field.is_choice() => Context::ImportChoice,
            ImportPhase::Naming => Context::ImportForm,
            ImportPhase::Checking(_) | ImportPhase::Creating { .. } => Context::Importing,
            ImportPhase::Shown(_) => Context::Import,
        }
    }

    fn paste(&mut self, text: &str) {
        if self.phase == ImportPhase::Naming
            && let Some(line) = self.form.line()
        {
            line.push(text.trim());
            self.edited();
        }
    }

    fn waits_for(&self) -> Option<RequestId> {
        self.waiting()
    }
}
