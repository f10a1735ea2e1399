//! Changing the messages of many codes by a pattern.

use std::collections::BTreeSet;

use jiff::civil::DateTime;

use crate::app::keymap::Context;
use crate::app::{LineInput, Scrolled};
use crate::config::secret::looks_like_token;
use crate::dialogs::DialogState;
use crate::model::{CodeKey, NumberKey, QrCode, validate_message};
use crate::store::{Fields, FormKey};

/// Where the focus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RewriteField {
    /// What is looked for.
    Find,
    /// What takes its place.
    Put,
}

/// What becomes of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rewritten {
    /// It does not contain what is looked for, or comes out as it was.
    Same,
    /// It becomes this.
    Changed(String),
    /// It would become this, which cannot be sent.
    Refused {
        /// The message.
        message: String,
        /// Why not, as a sentence.
        reason: String,
    },
}

/// The form: text to find, text to put there, and every result before anything is sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Rewrite {
    /// The marked codes, as the person saw them when the form was opened.
    pub codes: Vec<(CodeKey, QrCode)>,
    /// What is looked for, as it is written.
    pub find: LineInput,
    /// What takes its place.
    pub put: LineInput,
    /// Where the focus is.
    pub field: RewriteField,
    /// How far the results are scrolled.
    pub(crate) scroll: Scrolled,
    /// Why it cannot go on.
    pub error: Option<String>,
    /// When what stands in it was typed, where that was an earlier run.
    pub restored: Option<DateTime>,
}

impl Rewrite {
    /// An empty form about these codes.
    pub(crate) fn new(codes: Vec<(CodeKey, QrCode)>) -> Self {
        Self {
            codes,
            find: LineInput::default(),
            put: LineInput::default(),
            field: RewriteField::Find,
            scroll: Scrolled::default(),
            error: None,
            restored: None,
        }
    }

    /// The line that is being typed.
    pub(crate) fn line(&mut self) -> &mut LineInput {
        self.error = None;
        match self.field {
            RewriteField::Find => &mut self.find,
            RewriteField::Put => &mut self.put,
        }
    }

    /// What becomes of each code's message.
    pub fn results(&self) -> Vec<(&CodeKey, &QrCode, Rewritten)> {
        self.codes.iter().map(|(key, code)| (key, code, self.result(&code.message))).collect()
    }

    /// The numbers of the codes.
    pub fn numbers(&self) -> BTreeSet<&NumberKey> {
        self.codes.iter().map(|(key, _)| &key.number).collect()
    }

    fn result(&self, old: &str) -> Rewritten {
        let find = self.find.text();
        if find.is_empty() || !old.contains(find) {
            return Rewritten::Same;
        }
        let message = old.replace(find, self.put.text());
        if message == old {
            return Rewritten::Same;
        }
        match validate_message(&message) {
            Ok(()) => Rewritten::Changed(message),
            Err(error) => Rewritten::Refused { message, reason: error.message },
        }
    }
}

impl DialogState for Rewrite {
    fn form_key(&self) -> Option<FormKey> {
        let number = &self.codes.first()?.0.number;
        Some(FormKey { form: "rewrite", profile: Some(number.profile.clone()), about: number.number.to_string() })
    }

    fn typed(&self) -> Option<Fields> {
        let fields = [("find", &self.find), ("put", &self.put)];
        let wanted = fields.iter().any(|(_, line)| !line.is_empty())
            && !fields.iter().any(|(_, line)| looks_like_token(line.text()));
        wanted.then(|| fields.iter().map(|(name, line)| ((*name).to_owned(), line.text().to_owned())).collect())
    }

    fn restore(&mut self, fields: &Fields, at: DateTime) {
        let line = |name| LineInput::of(fields.get(name).map_or("", String::as_str));
        (self.find, self.put, self.restored) = (line("find"), line("put"), Some(at));
    }

    fn context(&self) -> Context {
        Context::Rewrite
    }

    fn paste(&mut self, text: &str) {
        self.line().push(text);
    }
}
