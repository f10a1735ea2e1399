//! The colours of the pictures: those of the theme `dark`.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// The ground of the theme.
pub(super) const GROUND: &str = "#15181e";
const TEXT: &str = "#d6dae2";

/// What a cell looks like.
#[derive(Clone, PartialEq)]
pub(super) struct CellStyle {
    /// The colour of its letter.
    pub(super) ink: String,
    /// The colour behind it, where that is not the ground.
    pub(super) paper: Option<String>,
    /// Attributes of its letter.
    pub(super) attributes: String,
}

impl CellStyle {
    pub(super) fn of(cell: &Cell) -> Self {
        let (mut ink, mut paper) = (color(cell.fg), color(cell.bg));
        if cell.modifier.contains(Modifier::REVERSED) {
            (ink, paper) = (Some(paper.unwrap_or(GROUND.into())), Some(ink.unwrap_or(TEXT.into())));
        }
        let paper = paper.filter(|paper| paper != GROUND);
        let attributes = [
            (Modifier::BOLD, r#" font-weight="bold""#),
            (Modifier::DIM, r#" opacity="0.6""#),
            (Modifier::ITALIC, r#" font-style="italic""#),
            (Modifier::UNDERLINED, r#" text-decoration="underline""#),
        ];
        let attributes = attributes.iter().filter(|(modifier, _)| cell.modifier.contains(*modifier));
        Self { ink: ink.unwrap_or(TEXT.into()), paper, attributes: attributes.map(|(_, text)| *text).collect() }
    }
}

/// A colour as SVG names it; nothing for the terminal's own.
fn color(color: Color) -> Option<String> {
    match color {
        Color::Reset => None,
        Color::Rgb(red, green, blue) => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
        other => panic!("the pictures know no {other:?}"),
    }
}
