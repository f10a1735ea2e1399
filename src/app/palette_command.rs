//! What can be chosen by its name: in the palette, and in the help.

use super::keymap::Context;
use super::{Action, Column, Pane};
use crate::model::{NumberKey, ProfileName};

/// What a person has chosen by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaletteCommand {
    /// An action, where it is done.
    Action(Context, Action),
    /// The codes of a number.
    Number(NumberKey),
    /// A profile in the list of profiles.
    Profile(ProfileName),
    /// A theme; none for the one that suits the terminal.
    Theme(Option<String>),
    /// The order of a pane; no column for the order of the service.
    Sort(Pane, Option<Column>),
}
