//! Characters to pixels.

use image::{GrayImage, Luma};

use super::Expected;
use super::picture::Picture;
use crate::qr::Ink;
use crate::qr::ink::Tone;
use crate::qr::terminal::{PLAIN, colours};

/// Pixels a module has on each side.
const MODULE: u32 = 4;

/// Draws a text of blocks, of blocks with colours, or of `##`, each module as a square.
pub(super) fn draw(file: &[u8], page: &Expected) -> Result<Picture, String> {
    let text = std::str::from_utf8(file).map_err(|error| error.to_string())?;
    let ascii = text.bytes().all(|byte| matches!(byte, b'#' | b' ' | b'\n'));
    let mut rows: Vec<Vec<bool>> = Vec::new();
    for line in text.lines() {
        if ascii {
            rows.push(line.as_bytes().chunks(2).map(|pair| pair == b"##").collect());
        } else {
            let (upper, lower) = halves(line)?;
            rows.extend([upper, lower]);
        }
    }
    // A code has an odd number of rows; the last half row of blocks is only paper.
    if rows.len() > rows.first().map_or(0, Vec::len) {
        rows.pop();
    }
    let side = rows.len();
    if side == 0 || rows.iter().any(|row| row.len() != side) {
        return Err("its lines do not form a square".to_owned());
    }
    let pixels = u32::try_from(side).unwrap_or_default() * MODULE;
    let tone = |x: u32, y: u32| if rows[(y / MODULE) as usize][(x / MODULE) as usize] { 0 } else { u8::MAX };
    Ok(Picture::of_page(GrayImage::from_fn(pixels, pixels, |x, y| Luma([tone(x, y)])), page))
}

/// The two rows of modules of a line of half blocks; set is dark.
fn halves(mut line: &str) -> Result<(Vec<bool>, Vec<bool>), String> {
    let (mut upper, mut lower) = (Vec::new(), Vec::new());
    // Whether the ground is dark: paper is not.
    let mut ground = false;
    while let Some(c) = line.chars().next() {
        let begin = |tone| colours(Ink::Indexed, tone);
        let sequences = [(begin(Tone::Light), false), (begin(Tone::Dark), true), (PLAIN, false)];
        if let Some((rest, dark)) = sequences.iter().find_map(|(s, dark)| line.strip_prefix(s).map(|rest| (rest, dark)))
        {
            (line, ground) = (rest, *dark);
            continue;
        }
        let (top, bottom) = match c {
            ' ' => (ground, ground),
            '▀' => (!ground, ground),
            '▄' => (ground, !ground),
            '█' => (!ground, !ground),
            other => return Err(format!("it contains the character U+{:04X}", u32::from(other))),
        };
        upper.push(top);
        lower.push(bottom);
        line = &line[c.len_utf8()..];
    }
    Ok((upper, lower))
}
