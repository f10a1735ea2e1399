//! A code with the proof that it can be read off the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::Screen;
use crate::qr::{Fit, Matrix, Preview, Proof, QrWidget};

/// Draws a code in the middle of an area and decodes what is on the screen then. Nothing is drawn where the area is
/// too small; behind a dialog, which would cut it to pieces and stand before the brightest thing on the screen, there is
/// only its place.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, of: &Preview, matrix: &Matrix) -> Option<Proof> {
    if screen.covered {
        return None;
    }
    let code = QrWidget { matrix, ink: screen.theme.ink };
    let found = fit(screen, matrix, area.as_size());
    let (Fit::Drawn { mode, quiet, .. }, Some(place)) = (found, found.centred_in(area)) else { return None };
    code.render(place, buf);
    Some(of.proof(mode, quiet, buf, place))
}

/// What drawing a code in an area of this size comes to.
pub(crate) fn fit(screen: Screen<'_>, matrix: &Matrix, area: Size) -> Fit {
    QrWidget { matrix, ink: screen.theme.ink }.fit(area)
}

/// That the code scans, in two words.
pub(crate) fn scans(screen: Screen<'_>) -> Vec<Span<'static>> {
    vec![Span::styled("scans ", Style::new()), Span::styled("✓", screen.theme.good)]
}

/// What the proof says, in lines of at most `columns`.
pub(crate) fn lines(screen: Screen<'_>, proof: &Proof, columns: u16) -> Vec<Line<'static>> {
    let sentence = match proof {
        Proof::Scans => {
            let mut line = scans(screen);
            line.push(Span::styled("  read back from its cells", screen.theme.dim));
            return vec![Line::from(line)];
        }
        Proof::Says(text) => format!("Do not scan this: its cells read as {text}."),
        Proof::Fails(reason) => format!("This may not scan. {reason} Use the link."),
    };
    screen.warning_lines(&sentence, columns)
}
