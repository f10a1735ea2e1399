//! What the self-check found, looked up once for each way a code is drawn.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::check::{self, Unreadable};
use super::fit::{Mode, Quiet};

/// What a decoder reads off the cells in which a text was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// The text, as a whole.
    Scans,
    /// Another text, uncleaned.
    Says(String),
    /// No text.
    Fails(Unreadable),
}

impl Proof {
    /// Decodes a part of the screen that should say `text`. Costs about as much as encoding it.
    pub fn of(text: &str, screen: &Buffer, area: Rect) -> Self {
        match check::read_modules(screen, area) {
            Ok(found) if found == text => Self::Scans,
            Ok(found) => Self::Says(found),
            Err(reason) => Self::Fails(reason),
        }
    }
}

/// Quiet zones that codes on the screen have.
const QUIET_ZONES: usize = 3;
/// No drawing: more than there are slots.
const NONE: usize = usize::MAX;

/// The proofs of one code in one ink. The cells follow from the code, the mode and the quiet zone alone, so each
/// drawing is decoded the first time it is on the screen, and never for a frame after that.
#[derive(Debug)]
pub struct Proofs {
    /// With half blocks, with two columns a module; each with the quiet zones from the smallest on.
    slots: [OnceLock<Proof>; 2 * QUIET_ZONES],
    /// The slot that was asked for last.
    last: AtomicUsize,
}

impl Default for Proofs {
    fn default() -> Self {
        Self { slots: Default::default(), last: AtomicUsize::new(NONE) }
    }
}

impl Proofs {
    /// The proof of a drawing; `check` decodes it where that has not been done.
    pub fn of(&self, mode: Mode, quiet: Quiet, check: impl FnOnce() -> Proof) -> Proof {
        let place = slot(mode, quiet);
        match place.and_then(|place| self.slots.get(place)) {
            Some(slot) => {
                self.last.store(place.unwrap_or(NONE), Ordering::Relaxed);
                slot.get_or_init(check).clone()
            }
            None => check(),
        }
    }

    /// Whether the proof of a drawing is there.
    pub fn has(&self, mode: Mode, quiet: Quiet) -> bool {
        slot(mode, quiet).and_then(|place| self.slots.get(place)).is_some_and(|slot| slot.get().is_some())
    }

    /// The drawing that was asked for last.
    pub fn last(&self) -> Option<(Mode, Quiet)> {
        let last = self.last.load(Ordering::Relaxed);
        let quiet = |at: usize| Quiet::USUAL.start().wider(u8::try_from(at % QUIET_ZONES).unwrap_or_default());
        let mode = if last < QUIET_ZONES { Mode::Half } else { Mode::Double };
        (last < self.slots.len()).then(|| (mode, quiet(last)))
    }
}

/// Where a proof is kept; nowhere for a quiet zone that no code on the screen has.
fn slot(mode: Mode, quiet: Quiet) -> Option<usize> {
    let wider = usize::from(quiet.modules() - Quiet::LEAST.modules());
    let first = match mode {
        Mode::Half => 0,
        Mode::Double => QUIET_ZONES,
    };
    (wider < QUIET_ZONES).then_some(first + wider)
}

#[cfg(test)]
mod tests {
    use ratatui::widgets::Widget;

    use super::*;
    use crate::qr::{Fit, Ink, Matrix, QrWidget};

    const LINK: &str = "https://wa.me/message/ANED2T5QRU7HG1";

    fn drawn(text: &str, area: Rect) -> (Buffer, Rect) {
        let matrix = Matrix::encode(text).unwrap();
        let code = QrWidget { matrix: &matrix, ink: Ink::Indexed };
        let mut screen = Buffer::empty(area);
        code.render(area, &mut screen);
        (screen, code.fit(area.as_size()).centred_in(area).unwrap())
    }

    #[test]
    fn every_drawing_of_a_link_scans() {
        for text in [LINK, "https://chat.whatsapp.com/LYTfzdP1hMT7QgXKNqmVxr", &"ä".repeat(140)] {
            for (cols, rows) in [(180, 90), (120, 40), (80, 31), (61, 30), (60, 29)] {
                let matrix = Matrix::encode(text).unwrap();
                let area = Rect::new(0, 0, cols, rows);
                if let Fit::TooSmall { .. } = (QrWidget { matrix: &matrix, ink: Ink::True }).fit(area.as_size()) {
                    continue;
                }
                let (screen, place) = drawn(text, area);
                assert_eq!(Proof::of(text, &screen, place), Proof::Scans, "{text} in {cols}x{rows}");
            }
        }
    }

    #[test]
    fn only_the_very_text_counts() {
        let (screen, place) = drawn(LINK, Rect::new(0, 0, 60, 30));
        assert_eq!(Proof::of("https://wa.me/message/", &screen, place), Proof::Says(LINK.to_owned()));
        let (empty, nowhere) = (Buffer::empty(screen.area), Rect::new(0, 0, 1, 1));
        assert!(matches!(Proof::of(LINK, &empty, nowhere), Proof::Fails(_)));
    }

    #[test]
    fn each_drawing_is_decoded_once() {
        let proofs = Proofs::default();
        let mut times = 0;
        let drawings = [(Mode::Half, 4), (Mode::Half, 2), (Mode::Double, 4), (Mode::Half, 4), (Mode::Double, 4)];
        for (mode, quiet) in drawings {
            let check = || {
                times += 1;
                Proof::Scans
            };
            proofs.of(mode, Quiet::new(quiet), check);
        }
        assert_eq!(times, 3);
        assert_eq!(proofs.last(), Some((Mode::Double, Quiet::STANDARD)));
        assert!(proofs.has(Mode::Half, Quiet::LEAST) && !proofs.has(Mode::Double, Quiet::LEAST));
        let beyond = Quiet::new(9);
        assert_eq!(proofs.of(Mode::Half, beyond, || Proof::Says(String::new())), Proof::Says(String::new()));
    }
}
