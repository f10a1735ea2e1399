//! Sizes and grids as people write them.

use crate::export::grid;
use crate::model::{Error, Result, clean};

/// The largest size that is taken, in millimetres: a wall.
const LARGEST_MM: f64 = 10_000.0;

/// Millimetres, in thousandths; nothing for nothing.
pub(crate) fn size_um(text: &str) -> Result<Option<u32>> {
    let number = text.trim().trim_end_matches("mm").trim_end().replace(',', ".");
    if number.is_empty() {
        return Ok(None);
    }
    let size = number.parse::<f64>().ok().filter(|size| (0.001..=LARGEST_MM).contains(size));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was just checked")]
    size.map(|size| Some((size * 1000.0).round() as u32)).ok_or_else(|| {
        Error::config(format!("`{}` is not a size in millimetres.", clean::line(text)))
            .advise("Write a number such as 30 or 25.4, up to 10000.")
    })
}

/// Columns and rows; nothing for nothing.
pub(crate) fn columns_and_rows(text: &str) -> Result<Option<(u16, u16)>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    grid::columns_and_rows(text).map(Some).ok_or_else(|| {
        Error::config(format!("`{}` is no grid.", clean::line(text)))
            .advise("Write columns and rows as 3x4, or leave it empty for as many as fit on the paper.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, size) in [("30", 30_000), (" 25,4 mm ", 25_400), ("25.4mm", 25_400), ("0.5", 500)] {
            assert_eq!(size_um(text).unwrap(), Some(size), "{text}");
        }
        assert_eq!(size_um("  ").unwrap(), None);
        for bad in ["0", "-3", "ten", "1e9", "NaN", "inf", "3 cm"] {
            assert!(size_um(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn grids_are_columns_and_rows() {
        assert_eq!(columns_and_rows(" 3 x 4 ").unwrap(), Some((3, 4)));
        assert_eq!(columns_and_rows("").unwrap(), None);
        for bad in ["3", "3x", "axb", "3x4x5", "99999x1"] {
            assert!(columns_and_rows(bad).is_err(), "{bad}");
        }
    }
}
