//! Which list of the main screen is meant.

use super::cycle::cycle;
use super::keymap::Context;

/// The three lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Pane {
    /// Phone numbers, grouped by profile.
    #[default]
    Numbers,
    /// Codes of the selected number.
    Codes,
    /// Groups of the selected number.
    Groups,
}

impl Pane {
    /// All of them, in the order of Tab and of the keys 1 to 3.
    pub const ALL: [Self; 3] = [Self::Numbers, Self::Codes, Self::Groups];

    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Numbers => "Numbers",
            Self::Codes => "Codes",
            Self::Groups => "Group links",
        }
    }

    /// Where its keys are looked up.
    pub fn context(self) -> Context {
        match self {
            Self::Numbers => Context::Numbers,
            Self::Codes => Context::Codes,
            Self::Groups => Context::Groups,
        }
    }

    /// The pane `step` places on; wraps around.
    pub(crate) fn step(self, step: isize) -> Self {
        cycle(&Self::ALL, self, step)
    }
}
