//! QR codes drawn with block characters, as terminals and `codes export --format txt` do.

use image::{GrayImage, Luma};

use super::text::Lines;
use super::{Place, Read, look, picture};

/// The smallest QR code has 21 modules on a side; two of them share a line at best.
const FEWEST_COLUMNS: usize = 21;
const FEWEST_LINES: usize = 11;
/// The largest one has 177, in two columns and one line each, and a border.
const MOST_COLUMNS: usize = 400;
const MOST_LINES: usize = 200;
/// Most drawings in one file that are looked at.
const MOST: usize = 100;
/// Pixels of a half of a character on each side.
const PIXELS: u32 = 4;
/// How block characters begin in UTF-8.
const BLOCK: &[u8] = "▀".as_bytes().split_at(2).0;

/// A drawing: the place in the text where it begins, and which halves of its characters have ink.
type Drawing = (usize, Vec<Vec<[bool; 2]>>);

/// Adds what the drawings in a text hold.
pub(super) fn read(text: &[u8], read: &mut Read) {
    if !text.windows(BLOCK.len()).any(|window| window == BLOCK) {
        return;
    }
    let mut lines = Lines::of(text);
    for (begin, drawing) in drawings(text).into_iter().take(MOST) {
        let place = Place::LinePicture(lines.at(begin));
        // Ink is dark on paper and light on most terminals.
        let texts = [true, false].into_iter().find_map(|dark| look::sharp(&pixels(&drawing, dark)));
        read.links.extend(picture::of_texts(&texts.unwrap_or_default()).into_iter().map(|link| (place, link)));
    }
}

/// Lines of nothing but block characters and blanks, one below the other, as many as a code has.
fn drawings(text: &[u8]) -> Vec<Drawing> {
    let mut found: Vec<Drawing> = Vec::new();
    let mut current: Option<Drawing> = None;
    let mut at = 0;
    for line in text.split(|byte| *byte == b'\n').chain([&b"end"[..]]) {
        match halves(line) {
            Some(halves) => current.get_or_insert_with(|| (at, Vec::new())).1.push(halves),
            None => found.extend(current.take().filter(|(_, lines)| is_large_enough(lines))),
        }
        at += line.len() + 1;
    }
    found
}

/// Whether a code may be drawn in so many lines.
fn is_large_enough(lines: &[Vec<[bool; 2]>]) -> bool {
    let columns = lines.iter().map(Vec::len).max().unwrap_or_default();
    (FEWEST_LINES..=MOST_LINES).contains(&lines.len()) && (FEWEST_COLUMNS..=MOST_COLUMNS).contains(&columns)
}

/// The upper and lower halves of the characters of a line; `None` where there are others.
fn halves(line: &[u8]) -> Option<Vec<[bool; 2]>> {
    let line = std::str::from_utf8(line.strip_suffix(b"\r").unwrap_or(line)).ok()?;
    let half = |c| match c {
        ' ' | '\u{a0}' => Some([false, false]),
        '▀' => Some([true, false]),
        '▄' => Some([false, true]),
        '█' => Some([true, true]),
        _ => None,
    };
    line.chars().map(half).collect()
}

/// The drawing as pixels, its ink dark or light.
fn pixels(lines: &[Vec<[bool; 2]>], dark: bool) -> GrayImage {
    let columns = lines.iter().map(Vec::len).max().unwrap_or_default();
    let side = |halves: usize| u32::try_from(halves).unwrap_or_default() * PIXELS;
    let tone = |ink: bool| Luma([if ink == dark { 0 } else { u8::MAX }]);
    GrayImage::from_fn(side(columns), side(lines.len() * 2), |x, y| {
        let (column, half) = ((x / PIXELS) as usize, (y / PIXELS) as usize);
        let halves = lines.get(half / 2).and_then(|line| line.get(column));
        // Where a line ends early, blanks were left out.
        tone(halves.is_some_and(|halves| halves[half % 2]))
    })
}
