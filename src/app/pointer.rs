//! The mouse: what was done with it, and what that was done to.

use super::Pane;
use super::keymap::Key;

/// Something done with the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What.
    pub act: MouseAct,
    /// The column of the terminal, counted from 0.
    pub column: u16,
    /// Its row, counted from 0.
    pub row: u16,
}

/// What can be done with a mouse here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseAct {
    /// The left button went down.
    Press,
    /// It is down, and the mouse has moved.
    Drag,
    /// It went up.
    Release,
    /// The wheel was turned towards the beginning.
    WheelUp,
    /// The wheel was turned towards the end.
    WheelDown,
}

/// What stands somewhere on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A row of a list.
    Row {
        /// The pane; none for the topmost dialog.
        pane: Option<Pane>,
        /// Its item, counted among those that the filter shows.
        item: usize,
        /// The selected one.
        selected: usize,
    },
    /// A place on a scroll bar, by the item that belongs to it.
    Bar {
        /// The pane; none for the topmost dialog.
        pane: Option<Pane>,
        /// The item.
        item: usize,
        /// The selected one.
        selected: usize,
    },
    /// A pane, or its name.
    Pane(Pane),
    /// The name of a key that does something.
    Key(Key),
    /// A button of the topmost dialog: so many steps behind the one with the focus, or before it.
    Button(isize),
    /// Nothing that takes a click.
    Nothing,
}

/// What was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    /// Select it.
    Click,
    /// Open it.
    DoubleClick,
    /// Towards the beginning of what is there.
    Up,
    /// Towards its end.
    Down,
}
