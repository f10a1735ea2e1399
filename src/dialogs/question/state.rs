//! Questions with buttons. The first button is the harmless one and has the focus.

use crate::app::keymap::Context;
use crate::dialogs::DialogState;
use crate::store::EntryId;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// A form with unsent text is about to close.
    Discard(Choice),
    /// A form is about to close with words that are not kept.
    DiscardFields(Choice),
    /// The app is about to leave while changes are being sent.
    Quit(Choice),
    /// Nobody is to look any more for the outcome of the change of an entry.
    CloseEntry(EntryId, Choice),
}

/// Which button has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Stay as it is.
    Stay,
    /// Go on with what was about to happen.
    Proceed,
}

impl Choice {
    /// The other button.
    pub(crate) fn other(self) -> Self {
        match self {
            Self::Stay => Self::Proceed,
            Self::Proceed => Self::Stay,
        }
    }
}

impl Question {
    /// The button with the focus.
    pub fn choice(self) -> Choice {
        match self {
            Self::Discard(choice) | Self::DiscardFields(choice) | Self::Quit(choice) | Self::CloseEntry(_, choice) => {
                choice
            }
        }
    }

    /// The same question with the focus on the other button.
    #[must_use]
    pub(crate) fn toggled(self) -> Self {
        match self {
            Self::Discard(choice) => Self::Discard(choice.other()),
            Self::DiscardFields(choice) => Self::DiscardFields(choice.other()),
            Self::Quit(choice) => Self::Quit(choice.other()),
            Self::CloseEntry(entry, choice) => Self::CloseEntry(entry, choice.other()),
        }
    }

    /// Question, explanation, and the two buttons.
    pub fn words(self) -> (&'static str, &'static str, [&'static str; 2]) {
        match self {
            Self::Discard(_) => (
                "Discard this message?",
                "It has not been sent. Closing the form loses what you wrote.",
                ["Keep writing", "Discard"],
            ),
            Self::DiscardFields(_) => (
                "Discard what you wrote?",
                "It has not been saved. Closing the form loses it.",
                ["Keep writing", "Discard"],
            ),
            Self::CloseEntry(..) => (
                "Stop looking it up?",
                "It will not be looked up again. The journal will say that its outcome is unclear.",
                ["Cancel", "Stop looking"],
            ),
            Self::Quit(_) => (
                "Quit while changes are being sent?",
                "You would not see their outcomes. They may or may not be carried out.",
                ["Wait", "Quit"],
            ),
        }
    }
}

impl DialogState for Question {
    fn context(&self) -> Context {
        Context::Question
    }

    fn is_question(&self) -> bool {
        true
    }
}
