//! The colours of the screen, by role.

use ratatui::style::{Color, Modifier, Style};

use crate::qr::Ink;

/// What each role looks like. Everything else is drawn in the terminal's own colours, so that it can be read on
/// light and dark backgrounds alike; no role is told by its colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// The two colours of a QR code; these are never the terminal's.
    pub ink: Ink,
    /// What has the focus, and keys.
    pub accent: Style,
    /// What matters less.
    pub dim: Style,
    /// What matters more, and what is selected.
    pub strong: Style,
    /// What destroys.
    pub danger: Style,
    /// What went well.
    pub good: Style,
    /// What needs attention, errors included.
    pub warning: Style,
    /// The part of a row that a filter looks for.
    pub found: Style,
    /// A button with the focus.
    pub pressed: Style,
    /// The badge of the sandbox.
    pub sandbox: Style,
    /// The badge of a real account.
    pub live: Style,
}

/// Black and white of the fixed colour cube, for text on a coloured ground: themes redefine the first sixteen.
const BLACK: Color = Color::Indexed(16);
const WHITE: Color = Color::Indexed(231);

impl Default for Theme {
    /// The sixteen colours every terminal has, as its owner chose them.
    fn default() -> Self {
        let plain = Style::new();
        Self {
            ink: Ink::default(),
            accent: plain.fg(Color::Cyan),
            dim: plain.add_modifier(Modifier::DIM),
            strong: plain.add_modifier(Modifier::BOLD),
            danger: plain.fg(Color::Red),
            good: plain.fg(Color::Green),
            warning: plain.fg(Color::Yellow),
            found: plain.fg(Color::Cyan).add_modifier(Modifier::UNDERLINED),
            pressed: plain.add_modifier(Modifier::BOLD.union(Modifier::REVERSED)),
            sandbox: plain.fg(BLACK).bg(Color::Yellow),
            live: plain.fg(WHITE).bg(Color::Magenta).add_modifier(Modifier::BOLD),
        }
    }
}

impl Theme {
    /// Without any colour, for `NO_COLOR`: bold, dim, underline and reverse only.
    pub fn mono() -> Self {
        let plain = Style::new();
        let strong = plain.add_modifier(Modifier::BOLD);
        Self {
            ink: Ink::default(),
            accent: plain,
            dim: plain.add_modifier(Modifier::DIM),
            strong,
            danger: strong,
            good: plain,
            warning: strong,
            found: plain.add_modifier(Modifier::UNDERLINED),
            pressed: strong.add_modifier(Modifier::REVERSED),
            sandbox: plain.add_modifier(Modifier::REVERSED),
            live: strong.add_modifier(Modifier::REVERSED.union(Modifier::UNDERLINED)),
        }
    }

    /// The same with another ink for QR codes.
    #[must_use]
    pub fn with_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mono_has_no_colours() {
        let theme = Theme::mono();
        for style in [
            theme.accent,
            theme.dim,
            theme.strong,
            theme.danger,
            theme.good,
            theme.warning,
            theme.found,
            theme.pressed,
            theme.sandbox,
            theme.live,
        ] {
            assert_eq!((style.fg, style.bg), (None, None));
        }
        assert_ne!(theme.sandbox, theme.live);
    }
}
