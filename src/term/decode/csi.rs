//! Control sequences: keys with parameters, pastes, the mouse.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::{Next, PASTED, Said, key};

/// Bytes of a sequence at most, from its Esc to its final letter.
const LONGEST: usize = 64;

/// What a text that begins with `ESC [` is.
pub(super) fn next(bytes: &[u8]) -> Next {
    let Some(body) = bytes.get(2..) else { return Next::Unknown };
    match body {
        // The first function keys of the Linux console.
        [b'[', letter @ b'A'..=b'E', ..] => return told(4, KeyCode::F(1 + letter - b'A').into()),
        [b'M', button, column, row, ..] => {
            let (button, [column, row]) = (u16::from(*button), [*column, *row].map(u16::from));
            return Next::Is(
                6,
                mouse(button.saturating_sub(32), column.saturating_sub(32), row.saturating_sub(32), true),
            );
        }
        [b'['] | [b'M', ..] => return Next::Unknown,
        _ => {}
    }
    let Some(end) = body.iter().position(|byte| !(0x20..0x40).contains(byte)) else {
        return if body.len() > LONGEST { Next::Is(bytes.len(), None) } else { Next::Unknown };
    };
    let (parameters, last) = (&body[..end], body[end]);
    let length = end + 3;
    if !(0x40..0x7f).contains(&last) {
        // It was broken off.
        return Next::Is(length - 1, None);
    }
    if parameters == b"200" && last == b'~' {
        return paste(bytes, length);
    }
    let text = std::str::from_utf8(parameters).unwrap_or_default();
    Next::Is(length, said(text, last))
}

fn told(length: usize, key: KeyEvent) -> Next {
    Next::Is(length, Some(Said::Key(key)))
}

/// A pasted text, up to what ends it.
fn paste(bytes: &[u8], start: usize) -> Next {
    let text = &bytes[start..];
    match memchr::memmem::find(text, PASTED) {
        Some(end) => {
            let pasted = String::from_utf8_lossy(&text[..end]).into_owned();
            Next::Is(start + end + PASTED.len(), Some(Said::Paste(pasted)))
        }
        None => Next::Unknown,
    }
}

/// What a whole sequence says.
fn said(text: &str, last: u8) -> Option<Said> {
    if let Some(mouse_text) = text.strip_prefix('<') {
        let mut numbers = mouse_text.split(';').map(str::parse::<u16>);
        let mut number = || numbers.next()?.ok();
        let (button, column, row) = (number()?, number()?, number()?);
        return matches!(last, b'M' | b'm').then(|| mouse(button, column, row, last == b'M'))?;
    }
    let mut fields = text.split(';');
    let first = fields.next().unwrap_or_default();
    let number = first.split(':').next().unwrap_or_default().parse::<u32>().ok();
    let (modifiers, kind) = modifiers(fields.next().unwrap_or_default());
    let code = match last {
        b'~' => key::by_number(number?)?,
        b'u' => key::by_character(number?)?,
        b'Z' => return Some(Said::Key(KeyEvent::new(KeyCode::BackTab, modifiers | KeyModifiers::SHIFT))),
        letter if text.is_empty() || number == Some(1) => key::by_letter(letter)?,
        _ => return None,
    };
    Some(Said::Key(KeyEvent::new_with_kind(code, modifiers, kind)))
}

/// Modifiers as xterm counts them, and whether the key was pressed, held or released.
fn modifiers(field: &str) -> (KeyModifiers, KeyEventKind) {
    let mut parts = field.split(':').map(|part| part.parse::<u8>().unwrap_or(1));
    let mask = parts.next().unwrap_or(1).saturating_sub(1);
    let kind = match parts.next() {
        Some(2) => KeyEventKind::Repeat,
        Some(3) => KeyEventKind::Release,
        _ => KeyEventKind::Press,
    };
    let known = [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)];
    let held = known.into_iter().filter(|(bit, _)| mask & bit != 0);
    (held.fold(KeyModifiers::NONE, |all, (_, modifier)| all | modifier), kind)
}

/// What was done with the mouse; columns and rows count from 1.
fn mouse(button: u16, column: u16, row: u16, pressed: bool) -> Option<Said> {
    let of = |button: u16| match button & 3 {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    };
    let (wheel, moves) = (button & 64 != 0, button & 32 != 0);
    let kind = match (wheel, moves, of(button)) {
        (true, _, Some(MouseButton::Left)) => MouseEventKind::ScrollUp,
        (true, _, Some(MouseButton::Middle)) => MouseEventKind::ScrollDown,
        (true, ..) => return None,
        (false, true, Some(button)) => MouseEventKind::Drag(button),
        (false, true, None) => MouseEventKind::Moved,
        (false, false, Some(button)) if pressed => MouseEventKind::Down(button),
        (false, false, Some(button)) => MouseEventKind::Up(button),
        (false, false, None) => MouseEventKind::Up(MouseButton::Left),
    };
    let known = [(4, KeyModifiers::SHIFT), (8, KeyModifiers::ALT), (16, KeyModifiers::CONTROL)];
    let held = known.into_iter().filter(|(bit, _)| button & bit != 0);
    let modifiers = held.fold(KeyModifiers::NONE, |all, (_, modifier)| all | modifier);
    Some(Said::Mouse(MouseEvent { kind, column: column.saturating_sub(1), row: row.saturating_sub(1), modifiers }))
}
