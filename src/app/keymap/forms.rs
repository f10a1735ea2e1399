//! The default bindings of forms. Where text is typed, a letter is text; choices and buttons have keys of their own.

use super::row::{ADDRESS, BACK_TAB, CTRL_C, DOWN, ENTER, ESC, LEFT, OVER, PAGE, RIGHT, SPACE, TAB, UP, row};
use super::{Action, Binding, Context, Key};

/// What connecting is, by a key and on its button.
const CONNECT: &str = "Check the account with the service, then store it.";

/// Their rows, in the order of the help.
pub(crate) fn bindings() -> Vec<Binding> {
    let mut rows = codes();
    rows.extend(accounts());
    rows.extend(labels());
    rows
}

fn codes() -> Vec<Binding> {
    use Action as A;
    use Context::{Form, FormButton, FormChoice, Rewrite, Sending};
    vec![
        row(Form, A::Submit, &[Key::ctrl('s')], "send", "Check the form and send it.", 9),
        row(Form, A::NextField, &[TAB], "next field", "To the next field.", 8),
        row(Form, A::PreviousField, &[BACK_TAB], "previous field", "To the previous field.", 0),
        row(Form, A::StartOver, &[Key::ctrl('l')], "start over", OVER, 0),
        row(Form, A::Back, &[ESC], "close", "Close the form; asks if something would be lost.", 7),
        row(Form, A::Interrupt, &[CTRL_C], "cancel", "Stop sending; press twice to quit qrdeck.", 0),
        row(FormChoice, A::Right, &[RIGHT, DOWN, SPACE, ENTER], "next choice", "The other kind of picture.", 7),
        row(FormChoice, A::Left, &[LEFT, UP], "previous choice", "The other kind of picture.", 0),
        row(FormButton, A::Activate, &[ENTER, SPACE], "press button", "Do what the button says.", 9),
        row(FormButton, A::NextField, &[TAB, DOWN, RIGHT], "next field", "To the next button or field.", 8),
        row(FormButton, A::PreviousField, &[BACK_TAB, UP, LEFT], "previous field", "To the button or field before.", 0),
        row(Rewrite, A::Submit, &[Key::ctrl('s'), ENTER], "go on", "Ask for confirmation of every change shown.", 9),
        row(Rewrite, A::NextField, &[TAB], "next field", "To the other field.", 8),
        row(Rewrite, A::PreviousField, &[BACK_TAB], "previous field", "To the other field.", 0),
        row(Rewrite, A::Down, &[DOWN], "down", "Scroll the results.", 0),
        row(Rewrite, A::Up, &[UP], "up", "Scroll the results.", 0),
        row(Rewrite, A::StartOver, &[Key::ctrl('l')], "start over", OVER, 0),
        row(Rewrite, A::Back, &[ESC], "close", "Close the form; nothing was sent.", 7),
        row(Sending, A::Back, &[ESC], "stop", "Stop sending, and look up the outcome.", 9),
        row(Sending, A::Interrupt, &[CTRL_C], "stop", "Stop sending; press twice to quit qrdeck.", 0),
    ]
}

fn accounts() -> Vec<Binding> {
    use Action as A;
    use Context::{Checking, Connect, ConnectButton, ConnectChoice, ConnectService, Connected};
    vec![
        row(ConnectService, A::Activate, &[ENTER, TAB], "go on", "To the token of the selected service.", 9),
        row(ConnectService, A::OpenLink, &[Key::char('o'), Key::ctrl('o')], "open page", PAGE, 8),
        row(ConnectService, A::CopyText, &[Key::char('y'), Key::ctrl('y')], "copy address", ADDRESS, 6),
        row(ConnectService, A::StartOver, &[Key::ctrl('l')], "start over", OVER, 0),
        row(ConnectService, A::Back, &[ESC, Key::char('q')], "close", "Close; asks if something would be lost.", 7),
        row(Connect, A::Activate, &[ENTER], "go on", "To the next field or step.", 9),
        row(Connect, A::Submit, &[Key::ctrl('s')], "connect", CONNECT, 6),
        row(Connect, A::NextField, &[TAB], "next field", "To the next field or step.", 0),
        row(Connect, A::PreviousField, &[BACK_TAB], "previous field", "To the previous field or step.", 0),
        row(Connect, A::Down, &[DOWN], "down", "To the field or choice below.", 0),
        row(Connect, A::Up, &[UP], "up", "To the field or choice above.", 0),
        row(Connect, A::OpenLink, &[Key::ctrl('o')], "open page", PAGE, 7),
        row(Connect, A::CopyText, &[Key::ctrl('y')], "copy address", ADDRESS, 0),
        row(Connect, A::StartOver, &[Key::ctrl('l')], "start over", OVER, 0),
        row(Connect, A::Back, &[ESC], "back", "One step back; nothing is lost.", 8),
        row(ConnectChoice, A::Right, &[RIGHT, SPACE], "next choice", "The next place to keep it.", 0),
        row(ConnectChoice, A::Left, &[LEFT], "previous choice", "The place before.", 0),
        row(ConnectButton, A::Activate, &[ENTER, SPACE], "press button", CONNECT, 9),
        row(Checking, A::Back, &[ESC], "stop", "Stop the check; nothing is stored.", 9),
        row(Connected, A::Submit, &[ENTER, Key::ctrl('s')], "open", "Show the account beside the others.", 9),
        row(Connected, A::Back, &[ESC], "not now", "Close; the account is there at the next start.", 8),
    ]
}

fn labels() -> Vec<Binding> {
    use Action as A;
    use Context::{Label, LabelLine};
    vec![
        row(Label, A::Submit, &[Key::ctrl('s')], "save", "Save it on this machine; the services never see it.", 9),
        row(Label, A::NextField, &[TAB], "next field", "To the next field.", 8),
        row(Label, A::PreviousField, &[BACK_TAB], "previous field", "To the previous field.", 0),
        row(Label, A::StartOver, &[Key::ctrl('l')], "start over", OVER, 0),
        row(Label, A::Back, &[ESC], "close", "Close the form; asks if something would be lost.", 7),
        row(LabelLine, A::NextField, &[TAB, ENTER], "next field", "To the next field.", 8),
    ]
}
