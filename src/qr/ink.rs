//! The two colours a code is drawn in.

use ratatui::style::Color;

/// One of the two tones of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// A dark module.
    Dark,
    /// A light module, and the quiet zone.
    Light,
}

impl Tone {
    /// The tone of a module.
    pub fn of(dark: bool) -> Self {
        if dark { Self::Dark } else { Self::Light }
    }

    /// The other tone.
    #[must_use]
    pub fn other(self) -> Self {
        Self::of(self == Self::Light)
    }
}

/// How black and white are named to the terminal. Both ways are out of reach of themes, which redefine the
/// colours 0 to 15 and the defaults (in some, colour 0 is light and colour 15 dark).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Ink {
    /// 24-bit colours, `#000000` on `#ffffff`.
    True,
    /// Colours 16 and 231, black and white of the fixed 6x6x6 cube, for terminals without 24-bit colours.
    #[default]
    Indexed,
    /// The same on the Linux console, whose colours they become, and nothing but blanks: of 456 fonts that Debian has for
    /// it, its default among them, 317 lack half blocks, and nobody can ask which one is loaded.
    Console,
}

impl Ink {
    /// The ink for a terminal by the value of its `COLORTERM` variable: `truecolor` and `24bit` announce 24-bit
    /// colours (any letter case), everything else gets the indexed colours, which every colour terminal knows. `TERM` tells
    /// the Linux console.
    pub fn for_terminal(colorterm: Option<&str>, term: Option<&str>) -> Self {
        if term.is_some_and(|term| term == "linux" || term.starts_with("linux-")) {
            return Self::Console;
        }
        match colorterm.map(str::trim) {
            Some(value) if value.eq_ignore_ascii_case("truecolor") || value.eq_ignore_ascii_case("24bit") => Self::True,
            _ => Self::Indexed,
        }
    }

    /// The colour of a tone.
    pub fn color(self, tone: Tone) -> Color {
        match (self, tone) {
            (Self::True, Tone::Dark) => Color::Rgb(0, 0, 0),
            (Self::True, Tone::Light) => Color::Rgb(255, 255, 255),
            (Self::Indexed | Self::Console, Tone::Dark) => Color::Indexed(16),
            (Self::Indexed | Self::Console, Tone::Light) => Color::Indexed(231),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_terminal_that_says_so_gets_24_bit_colours() {
        assert_eq!(Ink::for_terminal(Some("truecolor"), None), Ink::True);
        assert_eq!(Ink::for_terminal(Some("24BIT"), Some("xterm")), Ink::True);
        assert_eq!(Ink::for_terminal(Some("yes"), None), Ink::Indexed);
        assert_eq!(Ink::for_terminal(Some(""), None), Ink::Indexed);
        assert_eq!(Ink::for_terminal(None, Some("xterm-256color")), Ink::Indexed);
        assert_eq!(Ink::for_terminal(None, Some("linux")), Ink::Console);
        assert_eq!(Ink::for_terminal(None, Some("linux-16color")), Ink::Console);
    }
}
