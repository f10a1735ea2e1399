//! A code as PNG: one bit a pixel, whole pixels a module, and the printed size in the file.

use png::{BitDepth, ColorType, Encoder, PixelDimensions, Unit};

use super::symbol::Symbol;
use crate::model::{Error, ErrorKind, Result};

/// The most pixels a side; beyond that programs refuse the picture.
const MOST_PIXELS: u32 = 16_384;
/// Millimetres in an inch.
const INCH_MM: f64 = 25.4;

/// How many pixels a picture gets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pixels {
    /// So many for each module.
    Module(u16),
    /// As many whole pixels for each module as give at least so many pixels an inch.
    Dpi(f64),
}

impl Default for Pixels {
    /// What printers of line art have.
    fn default() -> Self {
        Self::Dpi(600.0)
    }
}

/// How many pixels wide the picture of a code of `size_mm` is.
///
/// # Errors
/// As [`write()`].
pub fn side(symbol: &Symbol, size_mm: f64, pixels: Pixels) -> Result<u32> {
    Ok(sides(symbol, size_mm, pixels)?.0)
}

/// The pixels of the whole picture and of a module.
fn sides(symbol: &Symbol, size_mm: f64, pixels: Pixels) -> Result<(u32, u32)> {
    let module_px = module_px(pixels, symbol.module_mm(size_mm)?)?;
    let side = u32::from(symbol.modules()).saturating_mul(module_px);
    if side > MOST_PIXELS {
        let message = format!("The picture would be {side} pixels wide; the limit is {MOST_PIXELS}.");
        return Err(
            Error::config(message).advise("Lower --dpi or --module-px, or use SVG or PDF, which have no such limit.")
        );
    }
    Ok((side, module_px))
}

/// Writes a code that prints `size_mm` wide, quiet zone included: the resolution that makes it so is in the file
/// (`pHYs`).
///
/// # Errors
/// [`ErrorKind::Config`] for a picture without pixels, one over 16,384 pixels a side, and what
/// [`Symbol::module_mm`] refuses.
pub fn write(symbol: &Symbol, size_mm: f64, pixels: Pixels) -> Result<Vec<u8>> {
    let (side, module_px) = sides(symbol, size_mm, pixels)?;
    encode(symbol, side, module_px, size_mm)
        .map_err(|error| Error::new(ErrorKind::Internal, format!("The PNG cannot be encoded: {error}.")))
}

/// The pixels of a module.
fn module_px(pixels: Pixels, module_mm: f64) -> Result<u32> {
    let wanted = match pixels {
        Pixels::Module(pixels) => f64::from(pixels),
        Pixels::Dpi(dpi) => (module_mm / INCH_MM * dpi).ceil(),
    };
    if wanted.is_nan() || wanted < 1.0 {
        return Err(
            Error::config("The picture would have no pixels.").advise("Give --dpi or --module-px a number above zero.")
        );
    }
    Ok(whole(wanted))
}

/// Packs the modules, eight pixels a byte, and encodes them.
fn encode(symbol: &Symbol, side: u32, module_px: u32, size_mm: f64) -> Result<Vec<u8>, png::EncodingError> {
    let per_metre = whole((f64::from(side) / size_mm * 1000.0).round());
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, side, side);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::One);
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter }));
    let row_bytes = side.div_ceil(8) as usize;
    let mut data = Vec::with_capacity(row_bytes * side as usize);
    for y in 0..symbol.modules() {
        let mut row = vec![u8::MAX; row_bytes];
        for x in (0..symbol.modules()).filter(|x| symbol.dark(*x, y)) {
            let left = u32::from(x) * module_px;
            for pixel in left..left + module_px {
                row[(pixel / 8) as usize] &= !(0x80 >> (pixel % 8));
            }
        }
        for _ in 0..module_px {
            data.extend_from_slice(&row);
        }
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(bytes)
}

/// A number that is whole and not negative.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast from a float saturates")]
fn whole(number: f64) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::symbol::Print;

    fn written(size_mm: f64, pixels: Pixels) -> Result<(u32, f64)> {
        let symbol = Symbol::new("https://wa.me/message/ANED2T5QRU7HG1", Print::default())?;
        let bytes = write(&symbol, size_mm, pixels)?;
        let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let info = reader.info();
        assert_eq!((info.color_type, info.bit_depth), (ColorType::Grayscale, BitDepth::One));
        let dims = info.pixel_dims.unwrap();
        assert_eq!((dims.xppu, dims.unit), (dims.yppu, Unit::Meter));
        Ok((info.width, f64::from(info.width) / f64::from(dims.xppu) * 1000.0))
    }

    #[test]
    fn the_picture_knows_how_large_it_prints() {
        for (size, pixels, width) in [
            (30.0, Pixels::default(), 740),
            (25.0, Pixels::Dpi(300.0), 296),
            (25.0, Pixels::Module(10), 370),
            (100.0, Pixels::Module(1), 37),
        ] {
            let (px, mm) = written(size, pixels).unwrap();
            assert_eq!(px, width);
            assert!((mm - size).abs() < 0.2, "{mm} mm instead of {size}");
        }
    }

    #[test]
    fn pictures_of_no_use_are_refused() {
        for (size, pixels) in [
            (30.0, Pixels::Module(0)),
            (30.0, Pixels::Dpi(0.0)),
            (30.0, Pixels::Dpi(f64::NAN)),
            (30.0, Pixels::Dpi(1e9)),
            (30.0, Pixels::Module(u16::MAX)),
            (5.0, Pixels::default()),
        ] {
            assert_eq!(written(size, pixels).unwrap_err().kind, ErrorKind::Config, "{size} {pixels:?}");
        }
    }
}
