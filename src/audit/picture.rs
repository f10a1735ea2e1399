//! Pictures of pixels.

use std::io::Cursor;
use std::sync::{Mutex, TryLockError};
use std::thread;
use std::time::Duration;

use image::{DynamicImage, GrayImage, ImageDecoder as _, ImageReader, Limits};

use super::links::{Link, links};
use super::time_limit::TimeLimit;
use super::{Place, Read, look, unread};
use crate::qr::grey;

/// Most pixels on a side of a picture that is decoded, and most bytes it may take in memory.
const MAX_SIDE: u32 = 30_000;
const MAX_BYTES: u64 = 512 << 20;
/// Pictures of so many bytes and more are looked at one after the other.
const LARGE: u64 = 64 << 20;
/// How often to see whether another large picture is out of the way.
const AGAIN: Duration = Duration::from_millis(20);

/// Held by who has a large picture in memory: there is no more than one, however many processors there are.
static ONE_LARGE: Mutex<()> = Mutex::new(());

pub(super) fn read(bytes: &[u8], limit: &TimeLimit) -> Read {
    match decode(bytes, limit) {
        Ok(links) => Read { links: links.into_iter().map(|link| (Place::Picture, link)).collect(), ..Read::default() },
        Err(error) => unread(format!("a picture that cannot be read: {error}")),
    }
}

/// The links in the codes of a picture; in the first frame, where it moves.
fn decode(bytes: &[u8], limit: &TimeLimit) -> image::ImageResult<Vec<Link>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MAX_SIDE), Some(MAX_SIDE));
    limits.max_alloc = Some(MAX_BYTES);
    reader.limits(limits);
    let decoder = reader.into_decoder()?;
    let large = decoder.total_bytes() >= LARGE;
    let mut alone = large.then(|| ONE_LARGE.try_lock());
    while let Some(Err(TryLockError::WouldBlock)) = alone
        && !limit.is_over()
    {
        thread::sleep(AGAIN);
        alone = Some(ONE_LARGE.try_lock());
    }
    if limit.is_over() {
        return Ok(Vec::new());
    }
    let picture = DynamicImage::from_decoder(decoder)?;
    if !picture.color().has_alpha() {
        return Ok(find(&picture.into_luma8(), limit));
    }
    let picture = picture.into_luma_alpha8();
    let mut found = find(&grey::on_paper(&picture, grey::WHITE), limit);
    if found.is_empty() {
        // A light code that is meant for dark paper.
        found = find(&grey::on_paper(&picture, grey::BLACK), limit);
    }
    Ok(found)
}

/// The links in the QR codes of a picture.
pub(super) fn find(picture: &GrayImage, limit: &TimeLimit) -> Vec<Link> {
    of_texts(&look::texts(picture, limit))
}

/// The links in the texts of QR codes, each once.
pub(super) fn of_texts(texts: &[String]) -> Vec<Link> {
    let mut found: Vec<_> =
        texts.iter().flat_map(|text| links(text.as_bytes(), &|| true)).map(|(_, link)| link).collect();
    found.sort();
    found.dedup();
    found
}
