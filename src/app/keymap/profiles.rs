//! The default bindings of profiles and their secrets.

use super::row::{ADDRESS, DOWN, ENTER, ESC, PAGE, UP, row};
use super::{Action, Binding, Context, Key};

/// Their rows, in the order of the help.
pub(crate) fn bindings() -> Vec<Binding> {
    use Action as A;
    use Context::{Profiles, Secret, Sync, Test};
    let q = Key::char('q');
    let copy = [Key::char('y'), Key::char('c')];
    let details = "Show everything known about the profile, and what its last test found.";
    let reopen = "Reload with config.toml as it is now.";
    vec![
        row(Profiles, A::Show, &[Key::char(' '), ENTER], "show/hide", "Show the profile on screen, or hide it.", 9),
        row(Profiles, A::Back, &[ESC, q, Key::char('P')], "close", "Back to the lists.", 8),
        row(Profiles, A::Test, &[Key::char('t')], "test", "Ask the service whether the profile works.", 7),
        row(Profiles, A::Findings, &[Key::char('f')], "details", details, 7),
        row(Profiles, A::Only, &[Key::char('o')], "only this", "Show this profile and hide all others.", 6),
        row(Profiles, A::ShowAll, &[Key::char('a')], "all", "Show all profiles.", 5),
        row(Profiles, A::Connect, &[Key::char('n'), Key::char('C')], "connect", "Connect a real account.", 4),
        row(Profiles, A::Remove, &[Key::char('x')], "remove", "Take the profile out of config.toml; asks first.", 3),
        row(Profiles, A::CopyText, &copy, "copy", "Copy what the last test of the profile found.", 0),
        row(Profiles, A::Refresh, &[Key::char('r')], "read again", "Read config.toml again.", 0),
        row(Profiles, A::Reopen, &[Key::char('R')], "reload", reopen, 0),
        row(Sync, A::Activate, &[ENTER], "start", "Start the sync of the selected profile, or continue it.", 9),
        row(Sync, A::Back, &[ESC, q, Key::char('R')], "close", "Back to the lists; the syncs go on.", 8),
        row(
            Sync,
            A::Pause,
            &[Key::char('p')],
            "pause",
            "Pause the sync; it can be continued, also after a restart.",
            7,
        ),
        row(
            Sync,
            A::Stop,
            &[Key::char('x')],
            "stop",
            "Stop the sync; the next one starts anew. What was listed stays.",
            6,
        ),
        row(Test, A::Back, &[ESC, ENTER, q], "back", "Back to the profiles.", 9),
        row(Test, A::Test, &[Key::char('t')], "test", "Ask the service whether the profile works.", 8),
        row(Test, A::CopyText, &copy, "copy", "Copy what the test found.", 7),
        row(Test, A::Down, &[Key::char('j'), DOWN], "down", "Scroll down.", 0),
        row(Test, A::Up, &[Key::char('k'), UP], "up", "Scroll up.", 0),
        row(Secret, A::Submit, &[ENTER, Key::ctrl('s')], "connect", "Connect the profile with what was typed.", 9),
        row(Secret, A::OpenLink, &[Key::ctrl('o')], "open page", PAGE, 7),
        row(Secret, A::CopyText, &[Key::ctrl('y')], "copy address", ADDRESS, 0),
        row(Secret, A::Back, &[ESC], "not now", "Leave the profile unconnected; refreshing the numbers asks again.", 8),
    ]
}
