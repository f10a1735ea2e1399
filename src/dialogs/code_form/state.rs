//! The form in which codes are written.

use jiff::civil::DateTime;
use tui_textarea::{TextArea, WrapMode};

use crate::app::cycle::cycle;
use crate::app::keymap::Context;
use crate::app::{RequestId, Write};
use crate::config::secret::looks_like_token;
use crate::dialogs::DialogState;
use crate::model::{CodeId, CodeKey, Draft, Error, ErrorKind, ImageFormat, NumberKey, QrCode, clean};
use crate::store::{EntryId, Fields, FormKey};

/// What the form is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// A new code for a number.
    Create(NumberKey),
    /// A new code with the message of a deleted one.
    Recreate(Box<Recreation>),
    /// Another message for a code.
    Edit {
        /// The code.
        key: CodeKey,
        /// The code as the person saw it when the form was opened.
        seen: Box<QrCode>,
    },
}

/// A deleted code that is created again. Its link stays dead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recreation {
    /// The number.
    pub number: NumberKey,
    /// The deletion in the journal.
    pub entry: EntryId,
    /// The code that was deleted.
    pub old: CodeId,
    /// Its message.
    pub message: String,
    /// The code it was created again as already.
    pub again: Option<String>,
}

impl Purpose {
    /// The number it is about.
    pub fn number(&self) -> &NumberKey {
        match self {
            Self::Create(number) => number,
            Self::Recreate(of) => &of.number,
            Self::Edit { key, .. } => &key.number,
        }
    }
}

/// Where the focus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormField {
    /// The message.
    Message,
    /// The format of the service's picture.
    Image,
    /// The button that sends.
    Send,
    /// The button that closes.
    Cancel,
}

impl FormField {
    const ORDER: [Self; 4] = [Self::Message, Self::Image, Self::Send, Self::Cancel];

    /// The field `step` places on; wraps around.
    pub(crate) fn step(self, step: isize) -> Self {
        cycle(&Self::ORDER, self, step)
    }
}

/// Whether it is being sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormPhase {
    /// The person writes.
    Editing,
    /// It has been sent and waits for the answer.
    Sending(RequestId),
}

/// The form. The text in it is only ever given up when the person says so.
#[derive(Debug, Clone)]
pub struct Form {
    /// What it is for.
    pub purpose: Purpose,
    /// The editor.
    pub message: TextArea<'static>,
    /// The picture to ask for.
    pub image: ImageFormat,
    /// Where the focus is.
    pub field: FormField,
    /// Whether it is being sent.
    pub phase: FormPhase,
    /// Why it cannot be sent, or why sending failed.
    pub error: Option<Error>,
    /// When what stands in it was typed, where that was an earlier run.
    pub restored: Option<DateTime>,
    /// The message of the code as it is, or was.
    original: String,
    /// The message that the form was opened with.
    opened_with: String,
}

impl Form {
    /// An empty form, or one with the message of the code to change.
    pub(crate) fn new(purpose: Purpose) -> Self {
        Self::with(purpose, None)
    }

    /// One with another message in it.
    pub(crate) fn with(purpose: Purpose, message: Option<&str>) -> Self {
        let original = match &purpose {
            Purpose::Create(_) => String::new(),
            Purpose::Recreate(of) => clean::input(&of.message),
            Purpose::Edit { seen, .. } => clean::input(&seen.message),
        };
        let opened_with = message.map_or_else(|| original.clone(), clean::input);
        let message = editor(&opened_with);
        Self {
            purpose,
            message,
            image: ImageFormat::default(),
            field: FormField::Message,
            phase: FormPhase::Editing,
            error: None,
            restored: None,
            original,
            opened_with,
        }
    }

    /// The message as it stands.
    pub fn text(&self) -> String {
        self.message.lines().join("\n")
    }

    /// Whether closing the form would lose something.
    pub fn is_dirty(&self) -> bool {
        self.text() != self.opened_with
    }

    /// Whether it would give a code the message that it has.
    pub(crate) fn changes_nothing(&self) -> bool {
        matches!(self.purpose, Purpose::Edit { .. }) && self.text() == self.original
    }

    /// Whether it waits for an answer.
    pub fn is_sending(&self) -> bool {
        matches!(self.phase, FormPhase::Sending(_))
    }

    /// What would be sent.
    pub fn draft(&self) -> Draft {
        Draft { message: self.text(), image: self.image }
    }

    /// Whether a change is what it would send as it stands.
    pub(crate) fn sends(&self, write: &Write) -> bool {
        match (write, &self.purpose) {
            (Write::Create { number, draft, .. }, Purpose::Create(_) | Purpose::Recreate(_)) => {
                number == self.purpose.number() && *draft == self.draft()
            }
            (Write::Update { key, draft, .. }, Purpose::Edit { key: of, .. }) => key == of && *draft == self.draft(),
            _ => false,
        }
    }

    /// A change was sent: the form waits for its answer, if it is the one in which it was written. Another one may be
    /// open by now.
    pub(crate) fn wait(&mut self, write: &Write, id: RequestId) {
        if self.sends(write) {
            self.phase = FormPhase::Sending(id);
        }
    }

    /// Adds pasted text.
    fn insert(&mut self, text: &str) {
        self.message.insert_str(clean::input(text));
        self.error = None;
    }

    /// The other picture format.
    pub(crate) fn toggle_image(&mut self) {
        self.image = match self.image {
            ImageFormat::Png => ImageFormat::Svg,
            ImageFormat::Svg => ImageFormat::Png,
        };
    }
}

/// An editor with a text in it, and the cursor at its end.
fn editor(text: &str) -> TextArea<'static> {
    let mut editor = TextArea::new(text.split('\n').map(str::to_owned).collect());
    editor.set_wrap_mode(WrapMode::WordOrGlyph);
    editor.move_cursor(tui_textarea::CursorMove::Bottom);
    editor.move_cursor(tui_textarea::CursorMove::End);
    editor
}

impl DialogState for Form {
    fn form_key(&self) -> Option<FormKey> {
        let number = self.purpose.number();
        let what = match &self.purpose {
            Purpose::Create(_) => String::new(),
            Purpose::Recreate(of) => format!(" again {}", of.old),
            Purpose::Edit { key, .. } => format!(" {}", key.code),
        };
        Some(FormKey { form: "code", profile: Some(number.profile.clone()), about: format!("{}{what}", number.number) })
    }

    fn typed(&self) -> Option<Fields> {
        let text = self.text();
        // What may have been sent is in the journal, and not to be sent again by habit.
        let was_sent = self.error.as_ref().is_some_and(|error| error.kind == ErrorKind::OutcomeUnknown);
        let wanted = self.is_dirty() && !self.is_sending() && !was_sent && !looks_like_token(&text);
        wanted.then(|| [("message".to_owned(), text)].into())
    }

    fn restore(&mut self, fields: &Fields, at: DateTime) {
        if let Some(message) = fields.get("message") {
            self.message = editor(&clean::input(message));
            self.restored = Some(at);
        }
    }

    fn context(&self) -> Context {
        match self.field {
            _ if self.is_sending() => Context::Sending,
            FormField::Message => Context::Form,
            FormField::Image => Context::FormChoice,
            FormField::Send | FormField::Cancel => Context::FormButton,
        }
    }

    fn paste(&mut self, text: &str) {
        if !self.is_sending() {
            self.insert(text);
        }
    }

    fn waits_for(&self) -> Option<RequestId> {
        match self.phase {
            FormPhase::Sending(id) => Some(id),
            FormPhase::Editing => None,
        }
    }
}
