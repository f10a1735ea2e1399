//! QR codes in pictures.

use std::io::Cursor;

use image::imageops::{self, FilterType};
use image::{DynamicImage, GrayImage, ImageReader, Limits, Luma};

use super::links::{Link, links};
use super::{Place, Read, unread};

/// Most pixels on a side of a picture that is decoded, and most bytes it may take in memory.
const MAX_SIDE: u32 = 20_000;
const MAX_BYTES: u64 = 512 << 20;
/// Longest side of what is looked at: larger pictures are scaled down, as a phone does.
const LOOK: u32 = 2_000;
/// Longest side of what is looked at blurred and enlarged, too; in larger pictures a code has pixels enough.
const SMALL: u32 = 900;
/// White around the picture, in pixels: codes that are cut out without their quiet zone are found all the same.
const MARGIN: u32 = 24;

/// Reads a picture.
pub(super) fn read(bytes: &[u8]) -> Read {
    let mut reader = match ImageReader::new(Cursor::new(bytes)).with_guessed_format() {
        Ok(reader) => reader,
        Err(error) => return unread(error.to_string()),
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_BYTES);
    reader.limits(limits);
    match reader.decode() {
        Ok(picture) => {
            let links = find(&on_white(&picture)).into_iter().map(|link| (Place::Picture, link)).collect();
            Read { links, ..Read::default() }
        }
        Err(error) => unread(format!("a picture that cannot be read: {error}")),
    }
}

/// The links in the QR codes of a picture: as it is and at half its size; where that leaves doubt, inverted and at
/// other sizes, too.
pub(super) fn find(picture: &GrayImage) -> Vec<Link> {
    let picture = framed(&shrunk(picture));
    let (width, height) = picture.dimensions();
    // As a value of this kind it is worked on by the library's own, optimised code.
    let picture = DynamicImage::from(picture);
    let scaled = |factor: f32| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a side in pixels"
        )]
        let side = |side: u32| ((side as f32 * factor) as u32).max(1);
        picture.resize_exact(side(width), side(height), FilterType::Triangle)
    };
    let mut texts = Vec::new();
    let mut clear = look(&picture, &mut texts);
    clear &= look(&scaled(0.5), &mut texts);
    if texts.is_empty() || !clear {
        let small = width.max(height) <= SMALL;
        let mut inverted = if small { picture.clone() } else { scaled(0.5) };
        inverted.invert();
        look(&inverted, &mut texts);
        look(&scaled(0.7), &mut texts);
        if small {
            look(&picture.blur(1.5), &mut texts);
            look(&scaled(2.0), &mut texts);
            look(&scaled(3.0), &mut texts);
        } else {
            look(&scaled(0.25), &mut texts);
        }
    }
    let mut found: Vec<_> = texts.iter().flat_map(|text| links(text.as_bytes())).map(|(_, link)| link).collect();
    found.sort();
    found.dedup();
    found
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

/// A picture of at most [`LOOK`] pixels a side.
fn shrunk(picture: &GrayImage) -> GrayImage {
    let (width, height) = picture.dimensions();
    let longest = width.max(height);
    if longest <= LOOK {
        return picture.clone();
    }
    let side = |side: u32| (u64::from(side) * u64::from(LOOK) / u64::from(longest)).max(1);
    let side = |of: u32| u32::try_from(side(of)).unwrap_or(LOOK);
    imageops::resize(picture, side(width), side(height), FilterType::Triangle)
}

/// A picture with white around it.
fn framed(picture: &GrayImage) -> GrayImage {
    let (width, height) = picture.dimensions();
    let mut framed = GrayImage::from_pixel(width + 2 * MARGIN, height + 2 * MARGIN, Luma([u8::MAX]));
    imageops::replace(&mut framed, picture, i64::from(MARGIN), i64::from(MARGIN));
    framed
}

/// What a picture looks like on white paper.
fn on_white(picture: &DynamicImage) -> GrayImage {
    let picture = picture.to_luma_alpha8();
    GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [luma, alpha] = picture.get_pixel(x, y).0.map(u16::from);
        let seen = (luma * alpha + 255 * (255 - alpha)) / 255;
        Luma([u8::try_from(seen).unwrap_or(u8::MAX)])
    })
}
