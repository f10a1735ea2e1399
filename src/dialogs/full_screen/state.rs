//! A QR on the whole screen: the selected code's, or the selected group's.

use crate::app::keymap::Context;
use crate::dialogs::DialogState;
/// Which one it shows is the selection of the panes below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FullScreen;

impl DialogState for FullScreen {
    fn context(&self) -> Context {
        Context::FullScreen
    }

    fn can_be_left(&self) -> bool {
        true
    }
}
