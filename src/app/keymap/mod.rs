//! The one table of keys. Dispatch, footer, help, palette and the README's key table are all made from it, so
//! none of them can lie.

mod audit;
mod key;
mod profiles;
mod table;

use crossterm::event::KeyEvent;

pub use key::Key;

use super::Action;

/// Where a key is pressed. Bindings of the innermost context win.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// Everywhere where no text is typed and no dialog is open.
    Global,
    /// In each list.
    List,
    /// In the list of numbers.
    Numbers,
    /// In the list of codes.
    Codes,
    /// In the list of group links.
    Groups,
    /// While a filter is typed.
    Filter,
    /// On a full-screen QR.
    FullScreen,
    /// In the form for a code.
    Form,
    /// In the form that changes many messages.
    Rewrite,
    /// In the form that connects an account.
    Connect,
    /// While an account is checked.
    Checking,
    /// After an account was connected.
    Connected,
    /// In the list of profiles.
    Profiles,
    /// While the findings about a profile are read.
    Test,
    /// In the question for a secret.
    Secret,
    /// In the form for saving files.
    Save,
    /// While files are written.
    Saving,
    /// While it is read what was saved.
    Saved,
    /// In the form for a label.
    Label,
    /// While a form waits for its answer.
    Sending,
    /// In a confirmation that wants something typed.
    Confirm,
    /// In a question with buttons.
    Question,
    /// On the news that a code was replaced.
    Replaced,
    /// While many changes are carried out.
    Batch,
    /// In the journal.
    Activity,
    /// While an entry of the journal is read.
    Entry,
    /// While the files of an audit are named.
    AuditPaths,
    /// While an audit runs.
    Auditing,
    /// In the report of an audit.
    Audit,
    /// While a finding of an audit is read.
    Finding,
    /// While an error is read.
    Problem,
    /// In the help.
    Help,
    /// In the palette.
    Palette,
}

impl Context {
    /// The heading in the help.
    pub fn title(self) -> &'static str {
        match self {
            Self::Global => "Everywhere",
            Self::List => "In a list",
            Self::Numbers => "Numbers",
            Self::Codes => "Codes",
            Self::Groups => "Group links",
            Self::Filter => "While filtering",
            Self::FullScreen => "Full-screen QR",
            Self::Form => "In the form",
            Self::Rewrite => "Changing many messages",
            Self::Connect => "Connecting an account",
            Self::Checking => "While an account is checked",
            Self::Connected => "After an account was connected",
            Self::Profiles => "Profiles",
            Self::Test => "The test of a profile",
            Self::Secret => "Typing a secret",
            Self::Save => "Saving files",
            Self::Saving => "While files are written",
            Self::Saved => "What was saved",
            Self::Label => "In the form for a label",
            Self::Sending => "While a form is sent",
            Self::Confirm => "In a confirmation",
            Self::Question => "In a question",
            Self::Replaced => "A code was replaced",
            Self::Batch => "Many changes",
            Self::Activity => "Activity",
            Self::Entry => "An entry of the journal",
            Self::AuditPaths => "Naming files to audit",
            Self::Auditing => "While files are audited",
            Self::Audit => "The report of an audit",
            Self::Finding => "A finding of an audit",
            Self::Problem => "Reading an error",
            Self::Help => "In this help",
            Self::Palette => "In the palette",
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where it applies.
    pub context: Context,
    /// What it does.
    pub action: Action,
    /// The keys that do it; the first one is shown where there is room for one.
    pub keys: Vec<Key>,
    /// One to three words, for the footer and the palette.
    pub label: &'static str,
    /// A sentence, for the help.
    pub help: &'static str,
    /// How much it deserves a place in the footer; 0 is never there.
    pub weight: u8,
}

/// All bindings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self { bindings: table::bindings() }
    }
}

impl Keymap {
    /// What a key means in the innermost of `contexts` that binds it.
    pub fn action(&self, contexts: &[Context], event: KeyEvent) -> Option<Action> {
        let key = Key::from_event(event);
        contexts.iter().find_map(|context| {
            self.bindings.iter().find(|b| b.context == *context && b.keys.contains(&key)).map(|b| b.action)
        })
    }

    /// The rows of a context, in the order of the table.
    pub fn rows(&self, context: Context) -> impl Iterator<Item = &Binding> {
        self.bindings.iter().filter(move |binding| binding.context == context)
    }

    /// The row of an action in the innermost of `contexts` that has it.
    pub fn row(&self, contexts: &[Context], action: Action) -> Option<&Binding> {
        contexts.iter().find_map(|context| self.rows(*context).find(|binding| binding.action == action))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_key_means_two_things_in_one_context() {
        let mut seen = HashSet::new();
        for binding in Keymap::default().bindings {
            for key in &binding.keys {
                assert!(seen.insert((binding.context, *key)), "{key} twice in {:?}", binding.context);
            }
            assert!(!binding.keys.is_empty() && !binding.label.is_empty() && binding.help.ends_with('.'));
        }
    }

    #[test]
    fn the_inner_context_wins() {
        let keymap = Keymap::default();
        let d = KeyEvent::from(crossterm::event::KeyCode::Char('d'));
        assert_eq!(keymap.action(&[Context::Codes, Context::List], d), Some(Action::Delete));
        assert_eq!(keymap.action(&[Context::Groups, Context::List], d), Some(Action::RemoveLink));
        assert_eq!(keymap.action(&[Context::Confirm], d), None);
    }
}
