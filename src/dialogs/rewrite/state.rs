//! Changing the messages of many codes by a pattern.

use std::collections::BTreeSet;

use crate::app::LineInput;
use crate::app::keymap::Context;
use crate::dialogs::DialogState;
use crate::model::{CodeKey, NumberKey, QrCode, validate_message};

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
    /// The first row of the results that is shown.
    pub scroll: usize,
    /// Why it cannot go on.
    pub error: Option<String>,
}

impl Rewrite {
    /// An empty form about these codes.
    pub(crate) fn new(codes: Vec<(CodeKey, QrCode)>) -> Self {
        Self {
            codes,
            find: LineInput::default(),
            put: LineInput::default(),
            field: RewriteField::Find,
            scroll: 0,
            error: None,
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
    fn context(&self) -> Context {
        Context::Rewrite
    }

    fn paste(&mut self, text: &str) {
        self.line().push(text);
    }
}
