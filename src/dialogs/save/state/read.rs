//! Resolutions as people write them.

use crate::app::SavePixels;
use crate::model::{Error, Result, clean};

/// From here on a number without a unit is meant by the inch: no printer has less, no module more.
const LEAST_DPI: u16 = 72;
/// What a PNG has where nothing is typed: what printers of line art have.
const USUAL: SavePixels = SavePixels::Dpi(600);

/// Pixels an inch (`600 dpi`) or a module (`10 px`); a bare number is what makes sense.
pub(crate) fn pixels(text: &str) -> Result<SavePixels> {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return Ok(USUAL);
    }
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let number = number.parse::<u16>().ok().filter(|number| *number > 0);
    match (number, unit.trim()) {
        (Some(number), "dpi" | "ppi") => Ok(SavePixels::Dpi(number)),
        (Some(number), "") if number >= LEAST_DPI => Ok(SavePixels::Dpi(number)),
        (Some(number), "px" | "") => Ok(SavePixels::Module(number)),
        _ => Err(Error::config(format!("`{}` is not a resolution.", clean::line(&text)))
            .advise("Write it as 600 dpi, or as 10 px for the pixels of each square.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolutions_are_by_the_inch_or_by_the_square() {
        use SavePixels::{Dpi, Module};
        for (text, read) in [
            ("", Dpi(600)),
            ("300 dpi", Dpi(300)),
            ("300DPI", Dpi(300)),
            ("300", Dpi(300)),
            ("10", Module(10)),
            (" 100 px", Module(100)),
        ] {
            assert_eq!(pixels(text).unwrap(), read, "{text}");
        }
        for bad in ["0", "70000", "x", "10 cm", "-3", "1.5 px", "dpi", "１０"] {
            assert!(pixels(bad).is_err(), "{bad}");
        }
    }
}
