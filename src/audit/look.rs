//! QR codes in pixels: however large they are, however they lie, and a little out of focus.
//!
//! The decoder finds what is sharp, of a fair size and not among too much else. So a picture is looked at as a whole and
//! at half its size; where that leaves doubt, also inverted, sharpened, softened and at other sizes, and piece by piece.

use image::imageops::{self, FilterType};
use image::{DynamicImage, GrayImage, Luma};

/// Longest side of what is looked at as a whole, in pixels: larger pictures are scaled down for that.
const WHOLE: u32 = 2_000;
/// Longest side of what is looked at piece by piece, in pixels: in larger pictures a code has pixels enough.
const PIECEWISE: u32 = 6_000;
/// Longest side of what is looked at enlarged, too.
const SMALL: u32 = 900;
/// The side of a piece, in pixels, and how far it is to the next one: what is a third of a piece lies wholly in one.
const PIECE: u32 = 900;
const STEP: u32 = 600;
/// White around the picture, in pixels: codes that are cut out without their quiet zone are found all the same.
const MARGIN: u32 = 24;
/// The least difference between light and dark in a piece that may hold a code.
const CONTRAST: u8 = 30;
/// What brings back edges that a lens or a printer has softened, as pixels around each.
const SHARPEN: f32 = 3.0;
/// What merges the dots of a halftone.
const SOFTEN: f32 = 1.5;

/// The texts of the QR codes in a picture, each once.
pub(super) fn texts(picture: &GrayImage) -> Vec<String> {
    let mut texts = Vec::new();
    let longest = picture.width().max(picture.height());
    // As a value of this kind it is worked on by the library's own, optimised code.
    let whole = DynamicImage::from(framed(shrunk(picture, WHOLE)));
    let mut clear = look(&whole, &mut texts);
    clear &= look(&scaled(&whole, 0.5), &mut texts);
    let doubt = texts.is_empty() || !clear;
    if doubt {
        look_twice(&whole, &mut texts);
    }
    // A picture that was scaled down has lost what is small in it.
    if longest > WHOLE || (doubt && longest > SMALL) {
        look_piecewise(&framed(shrunk(picture, PIECEWISE)), &mut texts);
    }
    texts
}

/// Looks at a picture in other ways.
fn look_twice(whole: &DynamicImage, texts: &mut Vec<String>) {
    let small = whole.width().max(whole.height()) <= SMALL;
    let half = if small { whole.clone() } else { scaled(whole, 0.5) };
    let mut inverted = half.clone();
    inverted.invert();
    look(&inverted, texts);
    look(&half.unsharpen(SHARPEN, 0), texts);
    look(&scaled(whole, 0.7), texts);
    if small {
        look(&whole.blur(SOFTEN), texts);
        look(&scaled(whole, 2.0), texts);
        look(&scaled(whole, 3.0), texts);
    } else {
        look(&scaled(whole, 0.25), texts);
    }
}

/// Looks at a picture piece by piece.
fn look_piecewise(picture: &GrayImage, texts: &mut Vec<String>) {
    let starts = |side: u32| (0..side.saturating_sub(PIECE - STEP).max(1)).step_by(STEP as usize);
    for (y, x) in starts(picture.height()).flat_map(|y| starts(picture.width()).map(move |x| (y, x))) {
        let piece = imageops::crop_imm(picture, x, y, PIECE, PIECE).to_image();
        let (dark, light) = piece.iter().fold((u8::MAX, 0), |(dark, light), tone| (dark.min(*tone), light.max(*tone)));
        if light.saturating_sub(dark) >= CONTRAST {
            look(&DynamicImage::from(piece), texts);
        }
    }
}

/// Adds the texts of the codes that can be read. Returns whether all that look like codes can.
fn look(picture: &DynamicImage, texts: &mut Vec<String>) -> bool {
    let DynamicImage::ImageLuma8(picture) = picture else { return true };
    let mut clear = true;
    let (width, pixels) = (picture.width() as usize, picture.as_raw());
    let pixel = |x: usize, y: usize| pixels.get(y * width + x).copied().unwrap_or(u8::MAX);
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, picture.height() as usize, pixel);
    for grid in prepared.detect_grids() {
        match grid.decode() {
            Ok((_, text)) => {
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
            Err(_) => clear = false,
        }
    }
    clear
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

/// A picture of at most `longest` pixels a side.
fn shrunk(picture: &GrayImage, longest: u32) -> GrayImage {
    if picture.width().max(picture.height()) <= longest {
        return picture.clone();
    }
    DynamicImage::from(picture.clone()).resize(longest, longest, FilterType::Triangle).into_luma8()
}

/// A picture with white around it.
fn framed(picture: GrayImage) -> GrayImage {
    let (width, height) = picture.dimensions();
    let mut framed = GrayImage::from_pixel(width + 2 * MARGIN, height + 2 * MARGIN, Luma([u8::MAX]));
    imageops::replace(&mut framed, &picture, i64::from(MARGIN), i64::from(MARGIN));
    framed
}
