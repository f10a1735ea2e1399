//! From the bytes of a terminal to what they mean.
//!
//! crossterm takes the answers of a terminal for keys: of `ESC ] 11 ; rgb:…` it makes Alt-] and a dozen letters, and where
//! bytes come in pieces, Esc as well. Here an answer is never a key, whenever and in whatever pieces it comes: strings are
//! taken whole, and while an answer is still expected, whatever may become it is held back. A person may have typed the
//! same: as soon as it can be no answer any more, it is what was typed.

mod csi;
mod ground;
mod key;

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent};

use crate::config::theme::Rgb;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
/// What ends a pasted text.
const PASTED: &[u8] = b"\x1b[201~";
/// The longest string of a terminal, in bytes. No answer has more.
const LONGEST: usize = 4096;
/// How long an Esc may turn out to be the beginning of an answer, while that is young.
const ANSWER: Duration = Duration::from_millis(300);
/// How long the question is young.
const YOUNG: Duration = Duration::from_secs(2);

/// What a terminal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// A key, with its modifiers.
    Key(KeyEvent),
    /// A text was pasted.
    Paste(String),
    /// Something was done with the mouse.
    Mouse(MouseEvent),
    /// The colour of the ground.
    Ground(Rgb),
}

/// What the next bytes are.
enum Next {
    /// So many of them are this, or nothing that matters.
    Is(usize, Option<Said>),
    /// The beginning of something.
    Unknown,
}

/// Takes bytes in as they come.
#[derive(Debug)]
pub(super) struct Decoder {
    held: Vec<u8>,
    /// Whether the terminal was asked for its ground, and has not answered.
    asked: bool,
    /// Whether what is held was held back for the answer before the newest bytes came: then it may have been typed.
    held_back: bool,
    /// Whether the Esc before what is held has been told as a key, though it may have begun an answer.
    esc_told: bool,
}

impl Decoder {
    /// A decoder for a terminal that was just asked for its ground, or was not.
    pub(super) fn new(asked: bool) -> Self {
        Self { held: Vec::new(), asked, held_back: false, esc_told: false }
    }

    /// Takes bytes in, and hands out what they say.
    pub(super) fn take(&mut self, bytes: &[u8], told: &mut Vec<Said>) {
        let before = self.held.strip_prefix(&[ESC]).filter(|rest| self.asked && !rest.is_empty());
        self.held_back = before.is_some_and(|rest| matches!(ground::answer(rest), ground::Answer::Part));
        self.held.extend_from_slice(bytes);
        while !self.held.is_empty() {
            let (length, said) = match self.next() {
                Next::Is(length, said) => (length, said),
                Next::Unknown => return,
            };
            self.held.drain(..length);
            (self.held_back, self.esc_told) = (false, false);
            if let Some(Said::Ground(_)) = said {
                self.asked = false;
            }
            told.extend(said);
        }
    }

    /// How long to wait for more before [`Decoder::pause`]; nothing where there is nothing to be decided by that.
    /// `age` is how long ago the terminal was asked.
    pub(super) fn patience(&self, age: Duration) -> Option<Duration> {
        match self.held.as_slice() {
            [ESC] | [ESC, b'[' | b'O' | b'P' | b'X' | b'^' | b'_'] => {
                Some(if self.asked && age < YOUNG { ANSWER } else { Duration::ZERO })
            }
            [ESC, b']'] if !self.asked => Some(Duration::ZERO),
            _ => None,
        }
    }

    /// Nothing more has come: what is held, a lone Esc or a key with Alt, is that.
    pub(super) fn pause(&mut self, told: &mut Vec<Said>) {
        let said = match self.held.as_slice() {
            [ESC] => KeyEvent::from(KeyCode::Esc),
            [ESC, letter] => key::plain(char::from(*letter), KeyModifiers::ALT),
            _ => return,
        };
        self.esc_told = self.asked && self.held.len() == 1;
        self.held.clear();
        told.push(Said::Key(said));
    }

    /// What the held bytes begin with.
    fn next(&self) -> Next {
        if self.asked {
            let answer = match self.held.as_slice() {
                [ESC, rest @ ..] => Some((1, rest)),
                rest if self.esc_told => Some((0, rest)),
                _ => None,
            };
            if let Some((esc, rest)) = answer.filter(|(_, rest)| !rest.is_empty()) {
                match ground::answer(rest) {
                    ground::Answer::Whole(length, rgb) => return Next::Is(esc + length, rgb.map(Said::Ground)),
                    ground::Answer::Part => return Next::Unknown,
                    ground::Answer::Other => {}
                }
            }
        }
        match self.held.as_slice() {
            [] | [ESC] | [ESC, b']' | b'P' | b'X' | b'^' | b'_'] => Next::Unknown,
            [ESC, ESC, ..] => Next::Is(1, Some(Said::Key(KeyCode::Esc.into()))),
            [ESC, b'[', ..] => csi::next(&self.held),
            [ESC, b'O', rest @ ..] => key::ss3(rest),
            [ESC, b']' | b'P' | b'X' | b'^' | b'_', _, ..] => string(&self.held, self.held_back),
            [ESC, rest @ ..] => match key::next(rest) {
                Next::Is(length, Some(Said::Key(mut key))) => {
                    key.modifiers |= KeyModifiers::ALT;
                    Next::Is(length + 1, Some(Said::Key(key)))
                }
                Next::Is(length, said) => Next::Is(length + 1, said),
                Next::Unknown => Next::Unknown,
            },
            bytes => key::next(bytes),
        }
    }
}

/// A string of the terminal: an answer, to this program or to one before it. It is no key, whatever it says; without an
/// end, it ends where something else begins. What was held back for the answer that is expected, and cannot be it, was
/// typed.
fn string(bytes: &[u8], held_back: bool) -> Next {
    if held_back && bytes[1] == b']' {
        return Next::Is(2, Some(Said::Key(key::plain(']', KeyModifiers::ALT))));
    }
    for (at, byte) in bytes.iter().enumerate().skip(2) {
        match *byte {
            BEL => return whole(&bytes[..at], at + 1),
            ESC => match bytes.get(at + 1) {
                None => return Next::Unknown,
                Some(b'\\') => return whole(&bytes[..at], at + 2),
                Some(_) => return Next::Is(at, None),
            },
            0..0x20 => return Next::Is(at, None),
            _ if at >= LONGEST => return Next::Is(at, None),
            _ => {}
        }
    }
    Next::Unknown
}

/// What a string with its end says: the ground, if it was asked for after all.
fn whole(bytes: &[u8], length: usize) -> Next {
    let ground = bytes.strip_prefix(b"\x1b]11;").and_then(ground::colour);
    Next::Is(length, ground.map(Said::Ground))
}

#[cfg(test)]
mod tests;
