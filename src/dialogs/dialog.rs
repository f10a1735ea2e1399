//! What lies over the panes: a stack, of which the topmost gets the keys.

use jiff::civil::DateTime;

use super::state::DialogState;
use super::table::dialogs;
use super::{
    Activity, Audit, BatchProgress, Confirm, Conflict, Connect, Form, FullScreen, Help, Import, LabelForm, Overwrite,
    Palette, Problems, Profiles, Question, Removal, Replacement, ResumePrompt, Rewrite, SaveForm, SavedList,
    SearchDialog, SecretForm, SortMenu, StillOpen, Syncs, ThemeMenu,
};
use crate::app::RequestId;
use crate::app::keymap::Context;
use crate::store::{Fields, FormKey};

macro_rules! dialog {
    ($($variant:ident($state:ty) in $module:ident,)*) => {
        /// One layer.
        #[derive(Debug, Clone)]
        pub enum Dialog {
            $($variant($state),)*
        }

        impl DialogState for Dialog {
            fn context(&self) -> Context {
                match self { $(Self::$variant(dialog) => dialog.context(),)* }
            }

            fn paste(&mut self, text: &str) {
                match self { $(Self::$variant(dialog) => dialog.paste(text),)* }
            }

            fn is_question(&self) -> bool {
                match self { $(Self::$variant(dialog) => dialog.is_question(),)* }
            }

            fn takes_secret(&self) -> bool {
                match self { $(Self::$variant(dialog) => dialog.takes_secret(),)* }
            }

            fn can_be_left(&self) -> bool {
                match self { $(Self::$variant(dialog) => dialog.can_be_left(),)* }
            }

            fn form_key(&self) -> Option<FormKey> {
                match self { $(Self::$variant(dialog) => dialog.form_key(),)* }
            }

            fn typed(&self) -> Option<Fields> {
                match self { $(Self::$variant(dialog) => dialog.typed(),)* }
            }

            fn restore(&mut self, fields: &Fields, at: DateTime) {
                match self { $(Self::$variant(dialog) => dialog.restore(fields, at),)* }
            }

            fn waits_for(&self) -> Option<RequestId> {
                match self { $(Self::$variant(dialog) => dialog.waits_for(),)* }
            }
        }
    };
}

dialogs!(dialog);
