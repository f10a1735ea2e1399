//! A text as a QR code, made when it is first drawn, or before.

use std::sync::OnceLock;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::{Fit, Ink, Matrix, Mode, Proof, Proofs, QrWidget, Quiet};

/// A text, its modules, and what was read back from its cells in each way it was drawn. Whoever needs a part first makes
/// it; who needs it meanwhile waits for that.
#[derive(Debug)]
pub struct Preview {
    text: String,
    matrix: OnceLock<Result<Matrix, String>>,
    proofs: Proofs,
}

impl Preview {
    /// Of a text. Costs nothing yet.
    pub fn of(text: &str) -> Self {
        Self { text: text.to_owned(), matrix: OnceLock::new(), proofs: Proofs::default() }
    }

    /// What it encodes.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its modules.
    ///
    /// # Errors
    /// Why there are none, as a sentence.
    pub fn matrix(&self) -> Result<&Matrix, &str> {
        let made = self.matrix.get_or_init(|| Matrix::encode(&self.text).map_err(|error| error.to_string()));
        made.as_ref().map_err(String::as_str)
    }

    /// What is read back from the part of a screen in which it was drawn in this way.
    pub fn proof(&self, mode: Mode, quiet: Quiet, screen: &Buffer, place: Rect) -> Proof {
        self.proofs.of(mode, quiet, || Proof::of(&self.text, screen, place))
    }

    /// The way in which it was drawn last.
    pub fn way(&self) -> Option<(Mode, Quiet)> {
        self.proofs.last()
    }

    /// Makes all that drawing it in this way takes. Costs about a millisecond the first time.
    pub fn make(&self, (mode, quiet): (Mode, Quiet), ink: Ink) {
        let Ok(matrix) = self.matrix() else { return };
        let area = Rect::from((Position::ORIGIN, mode.cells(matrix.size(), quiet)));
        let code = QrWidget { matrix, ink };
        // In an area of just this size there is no other way, and with some inks not this one either.
        if let Fit::Drawn { .. } = code.fit(area.as_size()) {
            let mut screen = Buffer::empty(area);
            code.render(area, &mut screen);
            self.proof(mode, quiet, &screen, area);
        }
    }

    /// Whether all that drawing it in this way takes is there.
    pub fn is_made(&self, (mode, quiet): (Mode, Quiet)) -> bool {
        match self.matrix.get() {
            Some(Ok(_)) => self.proofs.has(mode, quiet),
            Some(Err(_)) => true,
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://wa.me/message/ANED2T5QRU7HG1";

    #[test]
    fn what_is_made_before_is_what_drawing_makes() {
        for (cols, rows) in [(120, 60), (70, 35), (41, 21), (39, 20), (37, 19)] {
            let screen = Rect::new(0, 0, cols, rows);
            let drawn = Preview::of(LINK);
            let code = QrWidget { matrix: drawn.matrix().expect("a link"), ink: Ink::True };
            let found = code.fit(screen.as_size());
            let (Fit::Drawn { mode, quiet, .. }, Some(place)) = (found, found.centred_in(screen)) else {
                panic!("no room in {cols}x{rows}")
            };
            let mut buffer = Buffer::empty(screen);
            code.render(place, &mut buffer);
            let before = Preview::of(LINK);
            assert!(!before.is_made((mode, quiet)));
            before.make((mode, quiet), Ink::True);
            assert!(before.is_made((mode, quiet)));
            let nothing = Buffer::empty(Rect::ZERO);
            assert_eq!(
                before.proof(mode, quiet, &nothing, Rect::ZERO),
                Proof::Scans,
                "made before, from cells like these"
            );
            assert_eq!(drawn.proof(mode, quiet, &buffer, place), Proof::Scans);
            assert_eq!((before.way(), drawn.way()), (Some((mode, quiet)), Some((mode, quiet))));
        }
    }

    #[test]
    fn a_way_that_is_not_drawn_has_no_proof() {
        let (preview, way) = (Preview::of(LINK), (Mode::Half, Quiet::STANDARD));
        preview.make(way, Ink::Console);
        assert!(!preview.is_made(way) && preview.way().is_none());
        preview.make((Mode::Double, Quiet::STANDARD), Ink::Console);
        assert_eq!(preview.way(), Some((Mode::Double, Quiet::STANDARD)));
    }

    #[test]
    fn what_has_no_code_says_why() {
        let long = Preview::of(&"a".repeat(3_000));
        let way = (Mode::Half, Quiet::STANDARD);
        long.make(way, Ink::True);
        assert!(long.matrix().is_err_and(|why| why.contains("too long")));
        assert!(long.is_made(way) && long.way().is_none());
    }
}
