//! The form for a label.

use tui_textarea::{CursorMove, TextArea, WrapMode};

use crate::app::cycle::cycle;
use crate::app::keymap::Context;
use crate::dialogs::DialogState;
use crate::model::{Error, Result, clean};
use crate::store::{Label, LabelKey};

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelField {
    /// The label, one line.
    Label,
    /// The tags in one line, separated by commas.
    Tags,
    /// The note.
    Note,
}

impl LabelField {
    /// All of them, in the order of Tab.
    pub const ALL: [Self; 3] = [Self::Label, Self::Tags, Self::Note];

    /// The name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Label => "Label",
            Self::Tags => "Tags, separated by commas",
            Self::Note => "Note",
        }
    }

    /// The field `step` places on; wraps around.
    pub(crate) fn step(self, step: isize) -> Self {
        cycle(&Self::ALL, self, step)
    }
}

/// What a code or a number is called on this machine.
#[derive(Debug, Clone)]
pub struct LabelForm {
    /// What is called so.
    pub key: LabelKey,
    /// The same for people: the code, or the name of the number.
    pub name: String,
    /// The editors, one for each of [`LabelField::ALL`].
    pub editors: [TextArea<'static>; 3],
    /// Where the focus is.
    pub field: LabelField,
    /// Why it cannot be saved.
    pub error: Option<Error>,
    original: Label,
}

impl LabelForm {
    /// A form with the label that is there.
    pub(crate) fn new(key: LabelKey, name: String, original: Label) -> Self {
        let texts = [original.label.clone(), original.tags.join(", "), original.note.clone()];
        let editors = texts.map(|text| {
            let mut editor = TextArea::new(clean::input(&text).split('\n').map(str::to_owned).collect());
            editor.set_wrap_mode(WrapMode::WordOrGlyph);
            editor.move_cursor(CursorMove::Bottom);
            editor.move_cursor(CursorMove::End);
            editor
        });
        Self { key, name, editors, field: LabelField::Label, error: None, original }
    }

    /// The editor with the focus.
    pub(crate) fn editor(&mut self) -> &mut TextArea<'static> {
        self.error = None;
        &mut self.editors[self.field as usize]
    }

    /// Adds pasted text; line breaks stay in the note only.
    fn insert(&mut self, text: &str) {
        let mut text = clean::input(text);
        if self.field != LabelField::Note {
            text = text.replace('\n', " ");
        }
        self.editor().insert_str(text);
    }

    /// The label as it would be stored.
    ///
    /// # Errors
    /// As [`Label::tidy`].
    pub fn label(&self) -> Result<Label> {
        let text = |field: LabelField| self.editors[field as usize].lines().join("\n");
        let tags = text(LabelField::Tags).split([',', ';']).map(str::to_owned).collect();
        Label { label: text(LabelField::Label), tags, note: text(LabelField::Note), updated: 0 }.tidy()
    }

    /// Whether closing the form would lose something.
    pub fn is_dirty(&self) -> bool {
        let Label { label, tags, note, .. } = &self.original;
        self.label().map_or(true, |now| (&now.label, &now.tags, &now.note) != (label, tags, note))
    }
}

impl DialogState for LabelForm {
    fn context(&self) -> Context {
        Context::Label
    }

    fn paste(&mut self, text: &str) {
        self.insert(text);
    }
}
