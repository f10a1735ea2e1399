//! How many colours a terminal has, and a theme in as many.

use std::ops::RangeInclusive;

use super::contrast::{READABLE, contrast, distance, family, opposite};
use super::ground::{GROUNDS, WORDS, grounds};
use crate::config::theme::{Hue, Paint, Rgb, Role, Sheet};

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Depth {
    /// The sixteen that its owner may have chosen; of them, eight can be a ground everywhere.
    Sixteen,
    /// Those and 240 that are the same everywhere.
    #[default]
    Palette,
    /// All.
    True,
}

/// Names by which terminals say that they have all colours, though not in `COLORTERM`, which ssh does not pass on.
const TRUE: [&str; 7] = ["-direct", "kitty", "ghostty", "alacritty", "foot", "wezterm", "contour"];

/// Of the first sixteen colours, one that is nearly the ground in many terminals, the Linux console among them: nothing to
/// read.
const BRIGHT_BLACK: u8 = 8;

impl Depth {
    /// What a terminal says of itself in `COLORTERM` and `TERM`.
    pub fn of(colorterm: Option<&str>, term: Option<&str>) -> Self {
        let (colorterm, term) = (colorterm.unwrap_or_default().trim().to_ascii_lowercase(), term.unwrap_or_default());
        if colorterm == "truecolor" || colorterm == "24bit" || TRUE.iter().any(|name| term.contains(name)) {
            Self::True
        } else if term.contains("256color") || !colorterm.is_empty() {
            Self::Palette
        } else if term.is_empty() {
            Self::default()
        } else {
            Self::Sixteen
        }
    }

    /// A theme in the colours that there are. `ground` is what the terminal has behind everything, where that is known.
    pub(super) fn reduce(self, sheet: Sheet, ground: Option<Rgb>) -> Sheet {
        match self {
            Self::True => sheet,
            Self::Palette => reduce(sheet, ground, 16..=255, 16..=255),
            Self::Sixteen => sixteen(reduce(signs(sheet), ground, 0..=15, 0..=7), ground),
        }
    }
}

/// A theme in these colours, of which these can be grounds.
fn reduce(mut sheet: Sheet, ground: Option<Rgb>, letters: RangeInclusive<u8>, papers: RangeInclusive<u8>) -> Sheet {
    let before = sheet;
    let paper = |hue| if is_one(hue, &letters) { hue } else { nearest(hue, papers.clone(), &[]).unwrap_or(hue) };
    sheet.ground = sheet.ground.map(paper);
    for role in Role::ALL {
        let paint = sheet.paint(role);
        sheet.set(role, Paint { bg: paint.bg.map(paper), ..paint });
    }
    let beneath = sheet.ground.map(Hue::rgb).or(ground);
    let all = |sheet: &Sheet, beneath: Option<Rgb>| beneath.map_or_else(Vec::new, |ground| grounds(sheet, ground));
    let (grounds, meant) = (all(&sheet, beneath), all(&before, before.ground.map(Hue::rgb).or(ground)));
    for role in Role::ALL {
        let paint = sheet.paint(role);
        let Some(fg) = paint.fg else { continue };
        let own = |sheet: &Sheet| sheet.paint(role).bg.map(Hue::rgb);
        let read_on: Vec<(Rgb, f64)> = match (own(&sheet), own(&before)) {
            (Some(now), Some(meant)) => vec![(now, needed(fg, meant))],
            _ if WORDS.contains(&role) => {
                grounds.iter().copied().zip(meant.iter().map(|meant| needed(fg, *meant))).collect()
            }
            _ => Vec::new(),
        };
        let of_words = letters.clone().filter(|at| read_on.is_empty() || *at != BRIGHT_BLACK);
        let fg = if is_one(fg, &letters) { Some(fg) } else { like(fg, of_words, &read_on) };
        // Where none can be read on all of it, there is always black or white.
        let plain =
            || read_on.first().and_then(|(ground, _)| nearest(Hue::Rgb(opposite(*ground)), letters.clone(), &[]));
        sheet.set(role, Paint { fg: fg.or_else(plain), ..paint });
    }
    sheet
}

/// Whether a colour is one of these already.
fn is_one(hue: Hue, among: &RangeInclusive<u8>) -> bool {
    matches!(hue, Hue::Indexed(at) if among.contains(&at) || at < 16)
}

/// The contrast that letters need which were meant to stand on a ground: what can be read stays so, and what its owner
/// wanted fainter may be that.
fn needed(letters: Hue, meant: Rgb) -> f64 {
    contrast(letters.rgb(), meant).min(READABLE)
}

/// The nearest of these that has so much contrast to all of those.
fn nearest(hue: Hue, among: impl Iterator<Item = u8>, read_on: &[(Rgb, f64)]) -> Option<Hue> {
    let reads = |hue: &Hue| read_on.iter().all(|(ground, needed)| contrast(hue.rgb(), *ground) >= *needed);
    among.map(Hue::Indexed).filter(reads).min_by_key(|candidate| distance(candidate.rgb(), hue.rgb()))
}

/// The same, of its own family where that has one: of the first sixteen colours, a grey is nearer to most.
fn like(hue: Hue, among: impl Iterator<Item = u8> + Clone, read_on: &[(Rgb, f64)]) -> Option<Hue> {
    let of_family = among.clone().filter(|at| family(Hue::Indexed(*at).rgb()) == family(hue.rgb()));
    nearest(hue, of_family, read_on).or_else(|| nearest(hue, among, read_on))
}

/// A theme whose signs, words on a ground of their own, have one of the first eight colours behind them, and black or white
/// before it; of the nearest many would be a grey, or a colour hard to read on another.
fn signs(mut sheet: Sheet) -> Sheet {
    for role in Role::ALL {
        let paint = sheet.paint(role);
        let (Some(fg), Some(bg)) = (paint.fg, paint.bg) else { continue };
        let named = |hue| matches!(hue, Hue::Indexed(0..16));
        let bg = if named(bg) { bg } else { like(bg, 0..=7, &[]).unwrap_or(bg) };
        let fg = if named(fg) { fg } else { Hue::Rgb(opposite(bg.rgb())) };
        sheet.set(role, Paint { fg: Some(fg), bg: Some(bg), ..paint });
    }
    sheet
}

/// Sixteen colours have no shades: what would have to be told from the ground by one is told by other means.
fn sixteen(mut sheet: Sheet, ground: Option<Rgb>) -> Sheet {
    let ground = sheet.ground.or_else(|| nearest(Hue::Rgb(ground?), 0..=7, &[]));
    for role in GROUNDS {
        let paint = sheet.paint(role);
        // One that is not known is black or white in most terminals.
        let is_seen = ground
            .map_or_else(|| paint.bg.is_some_and(|bg| family(bg.rgb()).is_some()), |ground| paint.bg != Some(ground));
        if paint.bg.is_none() || (is_seen && paint.fg.is_some()) {
            continue;
        }
        let plain = Paint { fg: None, bg: None, ..paint };
        let other = match role {
            Role::Selected => Paint { reverse: true, bold: true, ..plain },
            Role::Unfocused => Paint { underline: true, ..plain },
            _ => plain,
        };
        sheet.set(role, other);
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_say_how_many_colours_they_have() {
        for (colorterm, term, depth) in [
            (Some("truecolor"), Some("xterm-256color"), Depth::True),
            (Some("24BIT"), None, Depth::True),
            (None, Some("xterm-kitty"), Depth::True),
            (None, Some("tmux-256color"), Depth::Palette),
            (Some("yes"), Some("rxvt"), Depth::Palette),
            (None, Some("linux"), Depth::Sixteen),
            (Some(""), Some("screen"), Depth::Sixteen),
            (None, None, Depth::Palette),
        ] {
            assert_eq!(Depth::of(colorterm, term), depth, "{colorterm:?} {term:?}");
        }
    }
}
