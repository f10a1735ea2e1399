//! What the tables of bindings are written with.

use crossterm::event::KeyCode;

use super::{Action, Binding, Context, Key};

pub(crate) const ENTER: Key = Key::plain(KeyCode::Enter);
pub(super) const ESC: Key = Key::plain(KeyCode::Esc);
pub(crate) const TAB: Key = Key::plain(KeyCode::Tab);
pub(crate) const BACK_TAB: Key = Key::plain(KeyCode::BackTab);
pub(crate) const UP: Key = Key::plain(KeyCode::Up);
pub(crate) const DOWN: Key = Key::plain(KeyCode::Down);
pub(super) const LEFT: Key = Key::plain(KeyCode::Left);
pub(super) const RIGHT: Key = Key::plain(KeyCode::Right);
pub(super) const SPACE: Key = Key::char(' ');
pub(super) const CTRL_C: Key = Key::ctrl('c');
pub(super) const CTRL_P: Key = Key::ctrl('p');
pub(super) const F1: Key = Key::plain(KeyCode::F(1));

/// What opens the page of a service, wherever a secret is typed.
pub(super) const PAGE: &str = "Open the page on which the token is made in the browser.";
/// What copies its address.
pub(super) const ADDRESS: &str = "Copy the address of that page to the clipboard.";
/// What starting over does, wherever drafts are restored.
pub(super) const OVER: &str = "Empty the form of what was restored from an earlier run.";

/// One row.
pub(super) fn row(
    context: Context,
    action: Action,
    keys: &[Key],
    label: &'static str,
    help: &'static str,
    weight: u8,
) -> Binding {
    Binding { context, action, keys: keys.to_vec(), label, help, weight }
}
