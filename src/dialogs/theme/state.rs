//! The choice of a theme.

use crate::app::ThemeRow;
use crate::app::keymap::Context;
use crate::dialogs::DialogState;

/// Where the person is among the themes, and what there was before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeMenu {
    /// The selected row. The first one is no theme, but the one that suits the terminal.
    pub selected: usize,
    /// The theme that was chosen before.
    pub before: Option<String>,
}

impl ThemeMenu {
    /// The theme of the selected row; none for the one that suits the terminal.
    pub fn row<'a>(&self, themes: &'a [ThemeRow]) -> Option<&'a ThemeRow> {
        themes.get(self.selected.checked_sub(1)?)
    }
}

impl DialogState for ThemeMenu {
    fn context(&self) -> Context {
        Context::Theme
    }
}
