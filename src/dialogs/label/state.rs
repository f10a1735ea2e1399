//! The form for a label.

use crossterm::event::KeyEvent;
use jiff::civil::DateTime;
use tui_textarea::{CursorMove, TextArea, WrapMode};

use crate::app::cycle::cycle;
use crate::app::keymap::Context;
use crate::config::secret::looks_like_token;
use crate::dialogs::DialogState;
use crate::model::{Error, Result, clean};
use crate::store::{Fields, FormKey, Label, LabelKey};

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
    /// When what stands in it was typed, where that was an earlier run.
    pub restored: Option<DateTime>,
    original: Label,
}

impl LabelForm {
    /// A form with the label that is there.
    pub(crate) fn new(key: LabelKey, name: String, original: Label) -> Self {
        let texts = [original.label.clone(), original.tags.join(", "), original.note.clone()];
        let editors = texts.map(|text| editor(&text));
        Self { key, name, editors, field: LabelField::Label, error: None, restored: None, original }
    }

    /// The same form with what was there when it was opened.
    pub(crate) fn anew(&self) -> Self {
        Self::new(self.key.clone(), self.name.clone(), self.original.clone())
    }

    /// The editor with the focus.
    pub(crate) fn editor(&mut self) -> &mut TextArea<'static> {
        self.error = None;
        &mut self.editors[self.field as usize]
    }

    /// Takes a key that edits; a line of text stays one.
    pub(crate) fn type_key(&mut self, key: KeyEvent) {
        let field = self.field;
        let editor = self.editor();
        if editor.input(key) && field != LabelField::Note && editor.lines().len() > 1 {
            editor.undo();
        }
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

/// An editor with a text in it, and the cursor at its end.
fn editor(text: &str) -> TextArea<'static> {
    let mut editor = TextArea::new(clean::input(text).split('\n').map(str::to_owned).collect());
    editor.set_wrap_mode(WrapMode::WordOrGlyph);
    editor.move_cursor(CursorMove::Bottom);
    editor.move_cursor(CursorMove::End);
    editor
}

impl DialogState for LabelForm {
    fn form_key(&self) -> Option<FormKey> {
        let LabelKey { provider, number, code } = &self.key;
        let code = code.as_ref().map_or("", |code| code.as_str());
        Some(FormKey { form: "label", profile: None, about: format!("{} {number} {code}", provider.as_str()) })
    }

    fn typed(&self) -> Option<Fields> {
        let text = |field: LabelField| (field.title().to_owned(), self.editors[field as usize].lines().join("\n"));
        let fields = Fields::from(LabelField::ALL.map(text));
        let wanted = self.is_dirty() && !fields.values().any(|text| looks_like_token(text));
        wanted.then_some(fields)
    }

    fn restore(&mut self, fields: &Fields, at: DateTime) {
        for (field, slot) in LabelField::ALL.into_iter().zip(&mut self.editors) {
            if let Some(text) = fields.get(field.title()) {
                *slot = editor(text);
            }
        }
        self.restored = Some(at);
    }

    fn context(&self) -> Context {
        if self.field == LabelField::Note { Context::Label } else { Context::LabelLine }
    }

    fn paste(&mut self, text: &str) {
        self.insert(text);
    }
}
