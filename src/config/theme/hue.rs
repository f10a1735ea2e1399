//! Colours as people name them.

/// A colour by its parts, as sRGB has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hue {
    /// By its parts.
    Rgb(Rgb),
    /// By its number: 0 to 15 are the terminal's own, which its owner may have chosen; 16 to 255 are the same everywhere.
    Indexed(u8),
}

/// The terminal's own colours by their names, in the order of their numbers.
pub(super) const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

/// The first sixteen as xterm has them, unless their owner says otherwise.
const FIRST: [Rgb; 16] = [
    Rgb(0, 0, 0),
    Rgb(205, 0, 0),
    Rgb(0, 205, 0),
    Rgb(205, 205, 0),
    Rgb(0, 0, 238),
    Rgb(205, 0, 205),
    Rgb(0, 205, 205),
    Rgb(229, 229, 229),
    Rgb(127, 127, 127),
    Rgb(255, 0, 0),
    Rgb(0, 255, 0),
    Rgb(255, 255, 0),
    Rgb(92, 92, 255),
    Rgb(255, 0, 255),
    Rgb(0, 255, 255),
    Rgb(255, 255, 255),
];

/// The steps of the colour cube.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

impl Hue {
    /// The colour that a text in a theme names.
    pub fn from_word(word: &str) -> Option<Self> {
        if let Some(digits) = word.strip_prefix('#') {
            if digits.len() != 6 || !digits.is_ascii() {
                return None;
            }
            let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
            return Some(Self::Rgb(Rgb(part(0)?, part(2)?, part(4)?)));
        }
        let at = NAMES.iter().position(|name| *name == word)?;
        u8::try_from(at).ok().map(Self::Indexed)
    }

    /// Its parts; of the first sixteen, those that xterm gives them.
    pub fn rgb(self) -> Rgb {
        match self {
            Self::Rgb(rgb) => rgb,
            Self::Indexed(at @ 0..16) => FIRST[usize::from(at)],
            Self::Indexed(at @ 16..232) => {
                let at = usize::from(at - 16);
                Rgb(STEPS[at / 36], STEPS[at / 6 % 6], STEPS[at % 6])
            }
            Self::Indexed(at @ 232..) => {
                let level = 8 + 10 * (at - 232);
                Rgb(level, level, level)
            }
        }
    }
}
