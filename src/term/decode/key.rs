//! Keys without parameters.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{ESC, Next, Said};

/// A key of one character. Capital letters are typed with Shift.
pub(super) fn plain(c: char, modifiers: KeyModifiers) -> KeyEvent {
    let shift = if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    KeyEvent::new(KeyCode::Char(c), modifiers | shift)
}

/// A key without an Esc before it.
pub(super) fn next(bytes: &[u8]) -> Next {
    let Some(&first) = bytes.first() else { return Next::Unknown };
    let ctrl = |c: u8| KeyEvent::new(KeyCode::Char(char::from(c)), KeyModifiers::CONTROL);
    let key = match first {
        b'\r' => KeyCode::Enter.into(),
        b'\t' => KeyCode::Tab.into(),
        0x7f => KeyCode::Backspace.into(),
        0 => KeyEvent::new(KeyCode::Char(' '), KeyModifiers::CONTROL),
        1..=0x1a => ctrl(first - 1 + b'a'),
        0x1c..=0x1f => ctrl(first - 0x1c + b'4'),
        ESC => KeyCode::Esc.into(),
        _ => return character(first, bytes),
    };
    Next::Is(1, Some(Said::Key(key)))
}

/// A character of up to four bytes. Bytes that are none say nothing.
fn character(first: u8, bytes: &[u8]) -> Next {
    let length = match first {
        0..0x80 => 1,
        0xc2..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..0xf5 => 4,
        _ => return Next::Is(1, None),
    };
    let found = bytes.get(..length.min(bytes.len())).unwrap_or_default();
    match std::str::from_utf8(found) {
        Ok(text) => Next::Is(length, text.chars().next().map(|c| Said::Key(plain(c, KeyModifiers::NONE)))),
        Err(error) if error.error_len().is_none() && found.len() < length => Next::Unknown,
        Err(_) => Next::Is(1, None),
    }
}

/// A key that is said by `ESC O` and a letter.
pub(super) fn ss3(rest: &[u8]) -> Next {
    let Some(letter) = rest.first() else { return Next::Unknown };
    let code = match *letter {
        // The keypad, in terminals that leave it in application mode.
        b'M' => Some(KeyCode::Enter),
        letter => by_letter(letter),
    };
    Next::Is(3, code.map(|code| Said::Key(code.into())))
}

/// The key that a final letter stands for.
pub(super) fn by_letter(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(1 + letter - b'P'),
        _ => return None,
    })
}

/// The key that a number stands for.
pub(super) fn by_number(number: u32) -> Option<KeyCode> {
    let function =
        |number: u32, from: u32, first: u8| u8::try_from(number - from).ok().map(|at| KeyCode::F(first + at));
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(number, 11, 1),
        17..=21 => function(number, 17, 6),
        23..=26 => function(number, 23, 11),
        28..=29 => function(number, 28, 15),
        31..=34 => function(number, 31, 17),
        _ => None,
    }
}

/// The key that a character's number stands for (`CSI u`).
pub(super) fn by_character(number: u32) -> Option<KeyCode> {
    Some(match number {
        8 | 127 => KeyCode::Backspace,
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        _ => KeyCode::Char(char::from_u32(number).filter(|c| !c.is_control())?),
    })
}
