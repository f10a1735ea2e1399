//! How well letters can be told from what is behind them: relative luminance and contrast as WCAG 2.2 defines them.

use crate::config::theme::Rgb;

/// What letters have at least (WCAG 2.2, 1.4.3).
pub(super) const READABLE: f64 = 4.5;

/// From this luminance on, black letters have more contrast than white ones.
const LIGHT: f64 = 0.179;

/// How light a colour is: 0 for black, 1 for white.
fn luminance(Rgb(red, green, blue): Rgb) -> f64 {
    let part = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
}

/// The contrast of two colours, from 1 to 21.
pub(super) fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    if one > other { one / other } else { other / one }
}

/// Whether dark letters belong on a ground.
pub(super) fn is_light(ground: Rgb) -> bool {
    luminance(ground) > LIGHT
}

/// Black or white, whatever can be read on a ground.
pub(super) fn opposite(ground: Rgb) -> Rgb {
    if is_light(ground) { Rgb(0, 0, 0) } else { Rgb(255, 255, 255) }
}

/// A colour on its way to another one, `step` of `steps` steps.
pub(super) fn towards(from: Rgb, to: Rgb, step: u16, steps: u16) -> Rgb {
    let part = |from: u8, to: u8| {
        let (from, to, steps) = (i32::from(from), i32::from(to), i32::from(steps.max(1)));
        u8::try_from(from + (to - from) * i32::from(step) / steps).unwrap_or_default()
    };
    Rgb(part(from.0, to.0), part(from.1, to.1), part(from.2, to.2))
}

/// How unlike two colours look, as far as it takes to find the nearest of a few ("redmean").
pub(super) fn distance(one: Rgb, other: Rgb) -> i32 {
    let difference = |one: u8, other: u8| i32::from(one) - i32::from(other);
    let red = i32::midpoint(i32::from(one.0), i32::from(other.0));
    let squares = [(one.0, other.0), (one.1, other.1), (one.2, other.2)].map(|(a, b)| difference(a, b).pow(2));
    (((512 + red) * squares[0]) >> 8) + 4 * squares[1] + (((767 - red) * squares[2]) >> 8)
}

/// What red, green and blue have more of than the greyest of them, where a colour is more than a grey.
const COLOURED: u8 = 48;

/// Which of red, green and blue a colour has much of; none, where it is a grey.
pub(super) fn family(Rgb(red, green, blue): Rgb) -> Option<[bool; 3]> {
    let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
    let half = (most - least) / 2;
    (most - least >= COLOURED).then(|| [red, green, blue].map(|part| part - least > half))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        let near = |one, other, wanted: f64| (contrast(one, other) - wanted).abs() < 0.01;
        assert!(near(Rgb(0, 0, 0), Rgb(255, 255, 255), 21.0));
        assert!(near(Rgb(0x76, 0x76, 0x76), Rgb(255, 255, 255), 4.54), "the lightest grey that WCAG allows on white");
        assert!(near(Rgb(255, 0, 0), Rgb(255, 255, 255), 4.0));
    }

    #[test]
    fn the_way_to_a_colour_ends_there() {
        let (from, to) = (Rgb(10, 200, 30), Rgb(255, 0, 30));
        assert_eq!((towards(from, to, 0, 9), towards(from, to, 9, 9)), (from, to));
    }

    #[test]
    fn colours_have_families_and_greys_have_none() {
        let (green, yellow) = ([false, true, false], [true, true, false]);
        assert_eq!(family(Rgb(135, 215, 135)), Some(green));
        assert_eq!((family(Rgb(255, 175, 0)), family(Rgb(205, 205, 0))), (Some(yellow), Some(yellow)));
        assert_eq!((family(Rgb(88, 88, 88)), family(Rgb(31, 36, 45))), (None, None));
    }
}
