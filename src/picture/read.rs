//! What a picture says.

use std::io::Cursor;

use image::{GrayImage, ImageReader, Limits};

use super::{Picture, Svg};
use crate::model::{Error, ErrorKind, ImageFormat, Result};
use crate::qr::{codes, grey};

/// Longest side that is decoded, in pixels.
const MAX_SIDE: u32 = 4096;
/// The side an SVG is drawn with, in pixels: enough for ten of them a module.
const SVG_SIDE: f32 = 720.0;
/// Most memory the decoder takes, in bytes.
const MAX_ALLOC: u64 = 128 << 20;
/// Light pixels added around a picture: not every service leaves a quiet zone.
const BORDER: u32 = 24;

/// Decodes the QR code in a picture. Computes for some milliseconds, for a second at the worst.
///
/// # Errors
/// [`ErrorKind::Decode`] for what is no picture, one over 4096 pixels a side, and one without exactly one QR code.
pub fn read(picture: &Picture) -> Result<String> {
    let pixels = match picture.format {
        ImageFormat::Png => png(&picture.bytes)?,
        ImageFormat::Svg => svg(&picture.bytes)?,
    };
    decode(&pixels)
}

/// A PNG as grey; what is transparent is white.
fn png(bytes: &[u8]) -> Result<GrayImage> {
    let wrong = |reason: &dyn std::fmt::Display| unreadable(&format!("it is no PNG that can be read ({reason})"));
    let mut reader = ImageReader::with_format(Cursor::new(bytes), image::ImageFormat::Png);
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MAX_SIDE), Some(MAX_SIDE));
    limits.max_alloc = Some(MAX_ALLOC);
    reader.limits(limits);
    let picture = reader.decode().map_err(|error| wrong(&error))?.into_luma_alpha8();
    Ok(grey::on_paper(&picture, grey::WHITE))
}

/// An SVG as grey on white, some hundred pixels wide.
fn svg(bytes: &[u8]) -> Result<GrayImage> {
    let wrong = |reason: &dyn std::fmt::Display| unreadable(&format!("it is no SVG that can be read ({reason})"));
    let text = std::str::from_utf8(bytes).map_err(|error| wrong(&error))?;
    Svg::parse(text).and_then(|svg| svg.draw(SVG_SIDE)).map_err(|reason| wrong(&reason))
}

/// The one code in the pixels.
fn decode(pixels: &GrayImage) -> Result<String> {
    let (width, height) = pixels.dimensions();
    let mut bordered = GrayImage::from_pixel(width + 2 * BORDER, height + 2 * BORDER, image::Luma([u8::MAX]));
    image::imageops::replace(&mut bordered, pixels, i64::from(BORDER), i64::from(BORDER));
    codes(bordered).only().map_err(|why| unreadable(&why.to_string()))
}

fn unreadable(reason: &str) -> Error {
    Error::new(ErrorKind::Decode, format!("The service's picture cannot be read: {reason}."))
        .advise("Do not print it before you have scanned it yourself.")
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use image::{ImageEncoder as _, Rgba, RgbaImage};

    use super::*;
    use crate::qr::Matrix;

    const LINK: &str = "https://wa.me/message/ANED2T5QRU7HG1";

    fn png_of(ground: Rgba<u8>, quiet: u16) -> Picture {
        let matrix = Matrix::encode(LINK).unwrap();
        let side = u32::from(matrix.size() + 2 * quiet) * 4;
        let module = |at: u32| u16::try_from(at / 4).unwrap().wrapping_sub(quiet);
        let pixels = RgbaImage::from_fn(side, side, |x, y| {
            if matrix.dark(module(x), module(y)) { Rgba([0, 0, 0, 255]) } else { ground }
        });
        let mut bytes = Vec::new();
        let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
        encoder.write_image(pixels.as_raw(), side, side, image::ExtendedColorType::Rgba8).unwrap();
        Picture { format: ImageFormat::Png, bytes }
    }

    fn svg(text: &str) -> Picture {
        Picture { format: ImageFormat::Svg, bytes: text.as_bytes().to_vec() }
    }

    #[test]
    fn pictures_are_read_with_and_without_a_ground_and_a_quiet_zone() {
        for (ground, quiet) in [([255; 4], 4), ([0, 0, 0, 0], 4), ([255; 4], 0), ([230, 240, 250, 255], 2)] {
            assert_eq!(read(&png_of(Rgba(ground), quiet)).unwrap(), LINK, "{ground:?}, quiet zone {quiet}");
        }
        let matrix = Matrix::encode(LINK).unwrap();
        let mut path = String::new();
        for (x, y) in (0..matrix.size()).flat_map(|x| (0..matrix.size()).map(move |y| (x, y))) {
            if matrix.dark(x, y) {
                write!(path, "M{x},{y}h1v1h-1z").unwrap();
            }
        }
        let plain = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29"><path d="{path}"/></svg>"#);
        assert_eq!(read(&svg(&plain)).unwrap(), LINK);
    }

    #[test]
    fn what_is_no_code_is_told() {
        let spoilt = Picture { format: ImageFormat::Png, bytes: b"\x89PNG\r\n\x1a\nrubbish".to_vec() };
        assert_eq!(read(&spoilt).unwrap_err().kind, ErrorKind::Decode);
        let swapped = Picture { format: ImageFormat::Svg, ..png_of(Rgba([255; 4]), 4) };
        assert_eq!(read(&swapped).unwrap_err().kind, ErrorKind::Decode);
        for text in [
            "",
            "<svg/>",
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="1e30" height="1"/>"#,
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><image href="/etc/passwd"/></svg>"#,
            r#"<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>"#,
        ] {
            assert_eq!(read(&svg(text)).unwrap_err().kind, ErrorKind::Decode, "{text}");
        }
    }
}
