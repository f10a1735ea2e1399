//! What is typed, what was found, and what is selected of it.

use crate::app::keymap::Context;
use crate::app::{LineInput, RequestId, Searched};
use crate::dialogs::DialogState;
use crate::search::{Hit, Row};

/// The search. What was found for an earlier text stays until there is something for the new one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchDialog {
    /// What is typed.
    pub query: LineInput,
    /// What was found so far.
    pub searched: Searched,
    /// The request that is looking.
    pub id: Option<RequestId>,
    /// The text that is looked for.
    pub asked: Option<String>,
    /// The text that `searched` answers.
    pub answered: String,
    /// The selected row.
    pub selected: usize,
    /// The link of the selected row.
    pub link: Option<String>,
}

impl SearchDialog {
    /// The selected row.
    pub fn hit(&self) -> Option<&Hit> {
        self.searched.found.hits.get(self.selected)
    }

    /// Selects a row, or the last one.
    pub(crate) fn go(&mut self, to: usize) {
        self.selected = to.min(self.searched.found.hits.len().saturating_sub(1));
        let link = self.hit().and_then(|hit| match hit.get()? {
            Row::Code(code) => Some(code.link().into_owned()),
            // A QR that leads nowhere is not drawn.
            Row::Retired(_) => None,
            Row::Group(group) => group.invite_link.url().map(str::to_owned),
        });
        self.link = link;
    }
}

impl DialogState for SearchDialog {
    fn context(&self) -> Context {
        Context::Search
    }

    fn paste(&mut self, text: &str) {
        self.query.push(text);
    }
}
