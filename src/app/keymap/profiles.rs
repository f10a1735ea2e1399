//! The default bindings of profiles and their secrets.

use super::table::{ENTER, ESC, row};
use super::{Action, Binding, Context, Key};

/// Their rows, in the order of the help.
pub(super) fn bindings() -> Vec<Binding> {
    use Action as A;
    use Context::Secret;
    vec![
        row(Secret, A::Submit, &[ENTER, Key::ctrl('s')], "connect", "Connect the profile with what was typed.", 9),
        row(Secret, A::Back, &[ESC], "not now", "Leave the profile unconnected; r in the numbers asks again.", 8),
    ]
}
