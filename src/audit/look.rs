//! QR codes in pixels: however large they are, however they lie, and a little out of focus.
//!
//! The decoder finds what is sharp, of a fair size and not among too much else. So a picture is looked at as a whole
//! and at half its size; where that leaves doubt, also inverted, sharpened, softened and at other sizes, and piece by
//! piece.

use image::imageops::{self, FilterType};
use image::{DynamicImage, GrayImage, Luma};

use super::time_limit::TimeLimit;
use crate::qr::codes;

/// Longest side of what is looked at as a whole, in pixels: larger pictures are scaled down for that.
const WHOLE: u32 = 2_000;
/// Longest side of what is looked at piece by piece, in pixels: in larger pictures a code has pixels enough.
const PIECEWISE: u32 = 6_000;
/// Longest side of what is looked at enlarged, too.
const SMALL: u32 = 900;
/// The side of a piece, in pixels. Two thirds further is the next one: what is a third of a piece lies wholly in one.
const PIECE: u32 = 900;
/// White around the picture, in pixels: codes that are cut out without their quiet zone are found all the same.
const MARGIN: u32 = 24;
/// How far apart pixels of an edge are compared, and the difference that tells dark from light there.
const EDGE_REACH: u32 = 6;
const EDGE_STEP: u8 = 70;
/// The least difference between light and dark in a piece that may hold a code.
const CONTRAST: u8 = 30;
/// What brings back edges that a lens or a printer has softened, as pixels around each.
const SHARPEN: f32 = 3.0;
/// What merges the dots of a halftone.
const SOFTEN: f32 = 1.5;

/// What is said where the decoder gives up.
const FULL: &str = "parts of its pictures are crowded with what looks like QR codes; these parts were not read";

/// The texts of the QR codes in a picture, each once.
pub(super) fn texts(picture: &GrayImage, limit: &TimeLimit) -> Vec<String> {
    let longest = picture.width().max(picture.height());
    // As a value of this kind it is worked on by the library's own, optimised code.
    let whole = DynamicImage::from(framed(&shrunk(picture, WHOLE)));
    let mut search = Search::default();
    search.glance(&whole);
    let doubt = search.texts.is_empty() || !search.clear;
    if doubt {
        search.look_twice(&whole, limit);
    }
    // A picture that was scaled down has lost what is small in it, and one that is full holds less in its pieces.
    if longest > WHOLE || (doubt && longest > SMALL) {
        search.full = false;
        search.look_piecewise(&framed(&shrunk(picture, PIECEWISE)), PIECE, limit);
    }
    if search.full {
        limit.omit(FULL);
    }
    search.texts
}

/// The texts of a drawing that was made with these few pixels, if that was enough to read all that is in it.
pub(super) fn sharp(drawing: &GrayImage) -> Option<Vec<String>> {
    let mut search = Search::default();
    search.glance(&DynamicImage::from(framed(drawing)));
    (search.clear && !search.texts.is_empty()).then_some(search.texts)
}

/// What has been found so far.
#[derive(Default)]
struct Search {
    texts: Vec<String>,
    /// Whether all that looked like codes at the last glance could be read.
    clear: bool,
    /// Whether the decoder has given up.
    full: bool,
}

impl Search {
    /// Looks at a picture as it is and at half its size.
    fn glance(&mut self, picture: &DynamicImage) {
        let clear = self.look(picture);
        self.clear = self.look(&scaled(picture, 0.5)) && clear;
    }

    /// Looks at a picture in other ways, until one of them shows codes that can all be read.
    fn look_twice(&mut self, whole: &DynamicImage, limit: &TimeLimit) {
        type Way = fn(&DynamicImage) -> DynamicImage;
        const SMALL_WAYS: [Way; 8] = [
            inverted,
            |picture| picture.unsharpen(SHARPEN, 0),
            |picture| scaled(picture, 0.7),
            |picture| picture.blur(SOFTEN),
            |picture| black_and_white(&scaled(picture, 2.0)),
            |picture| scaled(picture, 2.0),
            |picture| scaled(picture, 0.5).unsharpen(SHARPEN / 2.0, 0),
            |picture| scaled(picture, 3.0),
        ];
        const LARGE_WAYS: [Way; 5] = [
            |picture| inverted(&scaled(picture, 0.5)),
            |picture| scaled(picture, 0.5).unsharpen(SHARPEN, 0),
            |picture| scaled(picture, 0.7),
            |picture| scaled(picture, 0.25),
            black_and_white,
        ];
        let small = whole.width().max(whole.height()) <= SMALL;
        for way in if small { &SMALL_WAYS[..] } else { &LARGE_WAYS } {
            if limit.is_over() || self.look(&way(whole)) && !self.texts.is_empty() {
                break;
            }
        }
    }

    /// Looks at a picture piece by piece, and closer at the pieces that leave doubt.
    fn look_piecewise(&mut self, picture: &GrayImage, side: u32, limit: &TimeLimit) {
        let step = side / 3 * 2;
        let starts = |whole: u32| (0..whole.saturating_sub(side - step).max(1)).step_by(step.max(1) as usize);
        for (y, x) in starts(picture.height()).flat_map(|y| starts(picture.width()).map(move |x| (y, x))) {
            if limit.is_over() {
                break;
            }
            let piece = imageops::crop_imm(picture, x, y, side, side).to_image();
            let (dark, light) =
                piece.iter().fold((u8::MAX, 0), |(dark, light), tone| (dark.min(*tone), light.max(*tone)));
            if light.saturating_sub(dark) < CONTRAST {
                continue;
            }
            let full = self.full;
            let piece = DynamicImage::from(piece);
            if !self.look(&piece) && side == PIECE {
                self.full = full;
                self.look_piecewise(&piece.into_luma8(), PIECE / 2, limit);
            }
        }
    }

    /// Adds the texts of the codes that can be read. Returns whether all that look like codes can.
    fn look(&mut self, picture: &DynamicImage) -> bool {
        let codes = codes(picture.to_luma8());
        self.full |= !codes.whole;
        let clear = codes.are_all_read();
        for text in codes.read.into_iter().flatten() {
            if !self.texts.contains(&text) {
                self.texts.push(text);
            }
        }
        clear
    }
}

/// A picture at another size.
fn scaled(picture: &DynamicImage, factor: f32) -> DynamicImage {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a side in pixels"
    )]
    let side = |side: u32| ((side as f32 * factor) as u32).max(1);
    picture.resize_exact(side(picture.width()), side(picture.height()), FilterType::Triangle)
}

/// A picture with light and dark changed.
fn inverted(picture: &DynamicImage) -> DynamicImage {
    let mut inverted = picture.clone();
    inverted.invert();
    inverted
}

/// A picture without tones between light and dark, parted where the two differ most (Otsu's method).
fn black_and_white(picture: &DynamicImage) -> DynamicImage {
    let mut pixels = picture.to_luma8();
    let mut counts = [0_u32; 256];
    pixels.iter().for_each(|tone| counts[usize::from(*tone)] += 1);
    let weigh = |range: &[u32], from: u32| {
        let tones = (from..).zip(range);
        tones.fold((0.0, 0.0), |(count, sum), (tone, many)| {
            (count + f64::from(*many), sum + f64::from(tone) * f64::from(*many))
        })
    };
    let parted = |at: usize| {
        let (dark, light) = counts.split_at(at);
        let ((dark, dark_sum), (light, light_sum)) = (weigh(dark, 0), weigh(light, u32::try_from(at).unwrap_or(0)));
        let apart = dark_sum / dark.max(1.0) - light_sum / light.max(1.0);
        dark * light * apart * apart
    };
    let best = (1..counts.len()).max_by(|a, b| parted(*a).total_cmp(&parted(*b))).unwrap_or(128);
    pixels.iter_mut().for_each(|tone| *tone = if usize::from(*tone) < best { 0 } else { u8::MAX });
    pixels.into()
}

/// A picture of at most `longest` pixels a side.
fn shrunk(picture: &GrayImage, longest: u32) -> GrayImage {
    if picture.width().max(picture.height()) <= longest {
        return picture.clone();
    }
    DynamicImage::from(picture.clone()).resize(longest, longest, FilterType::Triangle).into_luma8()
}

/// A picture with white around it, if it has no quiet edge of its own: white makes up for one that was cut off, and
/// spoils one that lies in the shade.
fn framed(picture: &GrayImage) -> GrayImage {
    if !has_restless_edge(picture) {
        return picture.clone();
    }
    let (width, height) = picture.dimensions();
    let mut framed = GrayImage::from_pixel(width + 2 * MARGIN, height + 2 * MARGIN, Luma([u8::MAX]));
    imageops::replace(&mut framed, picture, i64::from(MARGIN), i64::from(MARGIN));
    framed
}

/// Whether dark and light meet along an edge of a picture, as where a code is cut off.
fn has_restless_edge(picture: &GrayImage) -> bool {
    let (width, height) = picture.dimensions();
    let tone = |x: u32, y: u32| picture.get_pixel_checked(x, y).map_or(u8::MAX, |pixel| pixel.0[0]);
    let across = |y: u32| (0..width).map(move |x| (x, y));
    let down = |x: u32| (0..height).map(move |y| (x, y));
    let steps = |(x, y): (u32, u32), (dx, dy): (u32, u32)| tone(x, y).abs_diff(tone(x + dx, y + dy)) > EDGE_STEP;
    let inside = |x: u32, y: u32| x < width && y < height;
    let flat = |(x, y): (u32, u32)| inside(x + EDGE_REACH, y) && steps((x, y), (EDGE_REACH, 0));
    let upright = |(x, y): (u32, u32)| inside(x, y + EDGE_REACH) && steps((x, y), (0, EDGE_REACH));
    across(0).chain(across(height.saturating_sub(1))).any(flat)
        || down(0).chain(down(width.saturating_sub(1))).any(upright)
}
