//! What everything is drawn from.

use std::cell::RefCell;

use ratatui::layout::Rect;

use super::{Spots, Theme, What};
use crate::app::State;
use crate::model::{CodeId, NumberKey};

/// The state, and the colours it is shown in.
#[derive(Clone, Copy)]
pub(crate) struct Screen<'a> {
    pub(crate) state: &'a State,
    pub(crate) theme: &'a Theme,
    /// What stands where.
    pub(crate) spots: &'a RefCell<Spots>,
    /// Whether a dialog lies over what is drawn.
    pub(crate) covered: bool,
    /// Whether the terminal is so small that dialogs have no edges and take all of it.
    pub(crate) small: bool,
    /// Rows that there are for a dialog, its edges included.
    pub(crate) rows: u16,
}

impl<'a> Screen<'a> {
    /// What a code is called on this machine, or its number where no code is named. Uncleaned.
    pub(crate) fn label(self, number: Option<&NumberKey>, code: Option<&CodeId>) -> Option<&'a str> {
        if self.state.labels.is_empty() {
            return None;
        }
        let key = self.state.label_key(number?, code)?;
        let label = self.state.labels.get(&key)?;
        Some(label.label.as_str()).filter(|label| !label.is_empty())
    }

    /// Notes what stands in a part of the screen, where there is a mouse.
    pub(crate) fn note(self, area: Rect, what: impl FnOnce() -> What) {
        if self.state.mouse {
            self.spots.borrow_mut().note(area, what());
        }
    }

    /// What turns while something runs.
    pub(crate) fn spinner(self) -> &'static str {
        const FRAMES: [&str; 10] = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
        FRAMES[self.state.spinner % FRAMES.len()]
    }
}
