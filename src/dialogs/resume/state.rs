//! What an earlier run had confirmed and not carried out.

use crate::app::keymap::Context;
use crate::dialogs::{Choice, DialogState};
use crate::store::{Change, Entry};

/// The question what shall become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResumePrompt {
    /// The bulk operation.
    pub batch: String,
    /// What of it was not carried out.
    pub entries: Vec<Entry>,
    /// The button with the focus.
    pub choice: Choice,
}

impl ResumePrompt {
    /// Title, explanation, and the two buttons; the first one sends nothing before it is confirmed anew.
    pub fn words(&self) -> (String, String, [&'static str; 2]) {
        let count = self.entries.len();
        let deletions = self.entries.iter().all(|entry| matches!(entry.intent.change, Change::Delete(_)));
        let what = match (deletions, count) {
            (true, 1) => "1 deletion".to_owned(),
            (true, _) => format!("{count} deletions"),
            (false, 1) => "1 change".to_owned(),
            (false, _) => format!("{count} changes"),
        };
        let (were, they) = if count == 1 { ("was", "it") } else { ("were", "them") };
        let explanation = format!(
            "{what} of an earlier run {were} confirmed and not carried out. To continue, look at {they} and confirm again. \
             Esc leaves {they} for the next start."
        );
        (format!("Continue with {what}?"), explanation, ["Continue…", "Forget"])
    }
}

impl DialogState for ResumePrompt {
    fn context(&self) -> Context {
        Context::Question
    }

    fn is_question(&self) -> bool {
        true
    }
}
