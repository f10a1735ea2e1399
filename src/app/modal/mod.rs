//! What lies over the panes: a stack, of which the topmost gets the keys.

mod activity;
mod audit;
mod confirm;
mod conflict;
mod connect;
mod form;
mod label;
mod overwrite;
mod palette;
mod profiles;
mod question;
mod resume;
mod rewrite;
mod save;
mod saved;
mod secret;
mod still_open;

pub use activity::Activity;
pub use audit::{Audit, AuditPhase, AuditReport, AuditRow, Checked};
pub use confirm::{Confirm, ConfirmFocus, Lost, Terms};
pub use conflict::Conflict;
pub use connect::{Connect, ConnectField, ConnectOrder, ConnectPhase, Finding, Keep};
pub use form::{Form, FormField, FormPhase, Purpose, Recreation};
pub use label::{LabelField, LabelForm};
pub use overwrite::Overwrite;
pub use palette::{Entry, Palette};
pub use profiles::{Profiles, Removal};
pub use question::{Choice, Question};
pub use resume::ResumePrompt;
pub use rewrite::{Rewrite, RewriteField, Rewritten};
pub use save::{SaveChoices, SaveField, SaveForm, SaveKind};
pub use saved::SavedList;
pub use secret::SecretForm;
pub use still_open::StillOpen;

use super::keymap::Context;
use crate::model::{CodeId, NumberKey, QrCode};

/// One layer.
#[derive(Debug, Clone)]
pub enum Modal {
    /// A QR on the whole screen: the selected code's, or the selected group's.
    FullScreen,
    /// The form for a code.
    Form(Box<Form>),
    /// The form that changes many messages by a pattern.
    Rewrite(Box<Rewrite>),
    /// The form that connects a real account.
    Connect(Box<Connect>),
    /// All profiles there are.
    Profiles(Box<Profiles>),
    /// The question before a profile is removed.
    Removal(Box<Removal>),
    /// The question for a secret.
    Secret(Box<SecretForm>),
    /// The form for a label.
    Label(Box<LabelForm>),
    /// The confirmation of something that destroys.
    Confirm(Box<Confirm>),
    /// The form in which codes are saved as files.
    Save(Box<SaveForm>),
    /// Whether files may be replaced.
    Overwrite(Box<Overwrite>),
    /// What was saved and what was not.
    Saved(Box<SavedList>),
    /// A question with buttons.
    Question(Question),
    /// An earlier run has left something unsent.
    Resume(Box<ResumePrompt>),
    /// An earlier change like the wanted one may still be carried out.
    StillOpen(Box<StillOpen>),
    /// Somebody else changed the code in the meantime.
    Conflict(Box<Conflict>),
    /// A code was replaced; told until acknowledged.
    Replaced(Box<Replacement>),
    /// Many changes under way, and what came of them.
    Batch,
    /// What was changed from this machine.
    Activity(Box<Activity>),
    /// Which links in files are dead.
    Audit(Box<Audit>),
    /// What went wrong; the number is the place in the list of problems, the newest is 0.
    Problems(usize),
    /// The keys; the number is the first line shown.
    Help(usize),
    /// All actions, by name.
    Palette(Palette),
}

impl Modal {
    /// Where its keys are looked up.
    pub fn context(&self) -> Context {
        match self {
            Self::FullScreen => Context::FullScreen,
            Self::Form(form) if form.is_sending() => Context::Sending,
            Self::Form(_) => Context::Form,
            Self::Rewrite(_) => Context::Rewrite,
            Self::Connect(form) => match form.phase {
                ConnectPhase::Editing => Context::Connect,
                ConnectPhase::Checking(_) => Context::Checking,
                ConnectPhase::Connected => Context::Connected,
            },
            Self::Profiles(list) if list.reading.is_some() => Context::Test,
            Self::Profiles(_) => Context::Profiles,
            Self::Secret(_) => Context::Secret,
            Self::Confirm(_) => Context::Confirm,
            Self::Save(form) if form.is_saving() => Context::Saving,
            Self::Save(_) => Context::Save,
            Self::Saved(_) => Context::Saved,
            Self::Label(_) => Context::Label,
            Self::Question(_)
            | Self::StillOpen(_)
            | Self::Removal(_)
            | Self::Resume(_)
            | Self::Conflict(_)
            | Self::Overwrite(_) => Context::Question,
            Self::Replaced(_) => Context::Replaced,
            Self::Batch => Context::Batch,
            Self::Activity(activity) if activity.typing => Context::Filter,
            Self::Activity(activity) if activity.details.is_some() => Context::Entry,
            Self::Activity(_) => Context::Activity,
            Self::Audit(audit) => audit.context(),
            Self::Problems(_) => Context::Problem,
            Self::Help(_) => Context::Help,
            Self::Palette(_) => Context::Palette,
        }
    }
}

/// The news that an update gave a new code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The number.
    pub number: NumberKey,
    /// The code that is dead now.
    pub old: CodeId,
    /// What took its place.
    pub new: QrCode,
    /// Whether the service was known to do so.
    pub expected: bool,
}

impl Replacement {
    /// The news as text to copy.
    pub fn report(&self) -> String {
        format!("{} was replaced by {}\n{}\n{}", self.old, self.new.code, self.new.link, self.new.message)
    }
}
