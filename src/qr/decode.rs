//! The QR codes in pixels, found with a limited amount of work.
//!
//! The decoder tries every three finder patterns that may belong together, each time on a copy of the picture. In
//! pixels that are full of such patterns this takes days. So it is given pixels that count what is done to them, and
//! that end the search.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use image::{GenericImage, GenericImageView, GrayImage, Luma, Pixel as _};
pub use rqrr::DeQRError as Garbled;

/// Most finder patterns in a picture, three for each code.
const MOST_FINDERS: u64 = 600;
/// How often the picture may be copied, and how often each pixel may be written besides.
const MOST_COPIES: u64 = 2_000;
const MOST_WRITES: u64 = 200;
/// How the decoder paints what it takes for a finder pattern.
const FINDER: u8 = 2;

/// Why a picture of one code gives no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotOne {
    /// The search did not come to its end.
    #[error("too much in it looks like QR codes")]
    TooMuch,
    /// So many codes are in it.
    #[error("it holds {0} QR codes")]
    Count(usize),
    /// The modules of the code make no text.
    #[error("its code is spoilt ({0})")]
    Garbled(#[from] Garbled),
}

/// What a search has found.
#[derive(Debug)]
pub struct Codes {
    /// The text of each code, or why it has none.
    pub read: Vec<Result<String, Garbled>>,
    /// Whether the search came to its end. Where it did not, nothing was read.
    pub whole: bool,
}

impl Codes {
    /// Whether all that looks like a code was read.
    pub fn are_all_read(&self) -> bool {
        self.whole && self.read.iter().all(Result::is_ok)
    }

    /// The text of the code, where there should be one and no other.
    ///
    /// # Errors
    /// Where there is none, another, or one that makes no text.
    pub fn only(mut self) -> Result<String, NotOne> {
        match self.read.pop() {
            _ if !self.whole => Err(NotOne::TooMuch),
            Some(code) if self.read.is_empty() => Ok(code?),
            last => Err(NotOne::Count(self.read.len() + last.iter().len())),
        }
    }
}

/// Reads the QR codes in a picture.
pub fn codes(picture: GrayImage) -> Codes {
    codes_within(picture, &Work::default())
}

/// The same, and leaves behind how much work it was.
fn codes_within(picture: GrayImage, work: &Work) -> Codes {
    let (width, height) = picture.dimensions();
    work.most_writes.set(u64::from(width) * u64::from(height) * MOST_WRITES);
    // Nothing of what is interrupted is used afterwards.
    let read = catch_unwind(AssertUnwindSafe(|| {
        let mut prepared = rqrr::PreparedImage::prepare(Counted { width, tones: picture.into_raw(), work });
        prepared.detect_grids().iter().map(|grid| grid.decode().map(|(_, text)| text)).collect()
    }));
    Codes { whole: read.is_ok(), read: read.unwrap_or_default() }
}

/// Reads a code whose modules are known: so many on a side, and which of them are dark, by column and row.
///
/// # Errors
/// Where they make no text.
pub fn modules(side: usize, dark: impl Fn(usize, usize) -> bool) -> Result<String, Garbled> {
    Ok(rqrr::Grid::new(rqrr::SimpleGrid::from_func(side, dark)).decode()?.1)
}

/// What has been done to pixels.
#[derive(Debug, Default)]
struct Work {
    writes: Cell<u64>,
    most_writes: Cell<u64>,
    copies: Cell<u64>,
    finders: Cell<u64>,
    last: Cell<u8>,
}

impl Work {
    /// Adds one, and ends the search with the last that is allowed.
    fn add(counter: &Cell<u64>, most: u64) {
        counter.set(counter.get() + 1);
        if counter.get() > most {
            // Not a panic: nothing is wrong, and nobody is told.
            resume_unwind(Box::new(()));
        }
    }
}

/// Pixels that count what is done to them.
struct Counted<'a> {
    width: u32,
    tones: Vec<u8>,
    work: &'a Work,
}

impl Counted<'_> {
    fn at(&self, x: u32, y: u32) -> usize {
        y as usize * self.width as usize + x as usize
    }
}

impl Clone for Counted<'_> {
    fn clone(&self) -> Self {
        Work::add(&self.work.copies, MOST_COPIES);
        Self { tones: self.tones.clone(), ..*self }
    }
}

impl GenericImageView for Counted<'_> {
    type Pixel = Luma<u8>;

    fn dimensions(&self) -> (u32, u32) {
        let height = self.tones.len().checked_div(self.width as usize).unwrap_or_default();
        (self.width, u32::try_from(height).unwrap_or_default())
    }

    fn get_pixel(&self, x: u32, y: u32) -> Luma<u8> {
        Luma([self.tones[self.at(x, y)]])
    }
}

impl GenericImage for Counted<'_> {
    fn get_pixel_mut(&mut self, x: u32, y: u32) -> &mut Luma<u8> {
        let at = self.at(x, y);
        Luma::from_slice_mut(&mut self.tones[at..=at])
    }

    fn put_pixel(&mut self, x: u32, y: u32, Luma([tone]): Luma<u8>) {
        if tone == FINDER && self.work.last.replace(tone) != FINDER {
            Work::add(&self.work.finders, MOST_FINDERS);
        }
        self.work.last.set(tone);
        Work::add(&self.work.writes, self.work.most_writes.get());
        let at = self.at(x, y);
        self.tones[at] = tone;
    }

    fn blend_pixel(&mut self, x: u32, y: u32, pixel: Luma<u8>) {
        self.put_pixel(x, y, pixel);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::qr::Matrix;

    /// Finder patterns side by side, so many modules apart.
    fn finders(side: u32, apart: u32, module: u32) -> GrayImage {
        let at = |at: u32| at / module % apart;
        GrayImage::from_fn(side, side, |x, y| {
            let from_middle = at(x).abs_diff(3).max(at(y).abs_diff(3));
            Luma([if matches!(from_middle, 0 | 1 | 3) { 0 } else { u8::MAX }])
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]
        #[test]
        fn a_search_ends_whatever_there_is(side in 60_u32..200, apart in 8_u32..12, module in 1_u32..3) {
            let (picture, work) = (finders(side, apart, module), Work::default());
            let pixels = picture.len() as u64;
            let codes = codes_within(picture, &work);
            prop_assert!(work.writes.get() <= pixels * MOST_WRITES + 1);
            prop_assert!(work.copies.get() <= MOST_COPIES + 1);
            prop_assert!(work.finders.get() <= MOST_FINDERS + 1);
            prop_assert!(codes.whole || codes.read.is_empty());
        }
    }

    #[test]
    fn a_picture_full_of_finder_patterns_is_given_up() {
        assert!(!codes(finders(400, 9, 2)).whole);
        assert!(codes(GrayImage::from_pixel(50, 50, Luma([u8::MAX]))).whole);
    }

    #[test]
    fn a_sheet_of_many_codes_is_searched_to_the_end() {
        let code = Matrix::encode("https://wa.me/message/ANED2T5QRU7HG1").unwrap();
        let (module, apart) = (3, u32::from(code.size()) + 8);
        let at = |at: u32| u16::try_from(at / module % apart).unwrap().wrapping_sub(4);
        let sheet = |columns: u32, rows: u32| {
            GrayImage::from_fn(columns * apart * module, rows * apart * module, |x, y| {
                Luma([if code.dark(at(x), at(y)) { 0 } else { u8::MAX }])
            })
        };
        assert!(codes(sheet(6, 8)).whole);
        assert!(codes(sheet(1, 2)).are_all_read());
    }
}
