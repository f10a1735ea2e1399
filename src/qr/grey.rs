//! Colours as tones of grey, 0 is black: what a reader of codes sees.

use image::{GrayAlphaImage, GrayImage};

/// The tone of white paper.
pub const WHITE: u8 = u8::MAX;
/// The tone of black paper.
pub const BLACK: u8 = 0;

/// The lightness of a colour, by ITU-R BT.601.
pub fn luma([red, green, blue]: [u8; 3]) -> u8 {
    // The weights are thousandths, so the sum is at most 255.
    let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    u8::try_from(sum / 1_000).unwrap_or(u8::MAX)
}

/// A picture from the colours of its pixels, row by row; empty where they are too few.
pub fn picture(width: u32, height: u32, pixels: impl Iterator<Item = [u8; 3]>) -> GrayImage {
    GrayImage::from_raw(width, height, pixels.map(luma).collect()).unwrap_or_default()
}

/// What a picture that lets something through looks like on paper of one tone.
pub fn on_paper(picture: &GrayAlphaImage, paper: u8) -> GrayImage {
    let seen = picture.as_raw().as_chunks::<2>().0.iter().map(|[tone, cover]| {
        let [tone, cover, paper] = [*tone, *cover, paper].map(u16::from);
        u8::try_from((tone * cover + paper * (255 - cover)) / 255).unwrap_or(u8::MAX)
    });
    GrayImage::from_raw(picture.width(), picture.height(), seen.collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use image::LumaA;

    use super::*;

    #[test]
    fn green_is_lighter_than_blue() {
        assert_eq!([[255; 3], [0; 3], [0, 255, 0], [0, 0, 255]].map(luma), [255, 0, 149, 29]);
    }

    #[test]
    fn paper_is_seen_through_what_does_not_cover_it() {
        for (paper, seen) in [(WHITE, [0, 127, 255]), (BLACK, [0, 0, 0])] {
            let tones = [255, 128, 0]
                .map(|cover| on_paper(&GrayAlphaImage::from_pixel(1, 1, LumaA([0, cover])), paper).as_raw()[0]);
            assert_eq!(tones, seen);
        }
    }
}
