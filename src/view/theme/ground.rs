//! A theme on the ground that a terminal really has.

use super::contrast::{READABLE, contrast, opposite, towards};
use crate::config::theme::{Hue, Paint, Rgb, Role, Sheet};

/// Roles of words that stand on every ground there is, unless they bring their own.
pub(super) const WORDS: [Role; 8] =
    [Role::Text, Role::Dim, Role::Strong, Role::Accent, Role::Danger, Role::Good, Role::Warning, Role::Found];

/// Roles of grounds.
pub(super) const GROUNDS: [Role; 4] = [Role::Selected, Role::Unfocused, Role::Dialog, Role::Grave];

/// Steps in which a colour is moved until it can be read.
const STEPS: u16 = 32;

/// What black or white has on a ground at least, so that colours stay that can be told from each other.
const SPARE: f64 = 7.0;

/// A theme whose ground gives way to the terminal's own. All that is not words keeps its distance to the ground; words
/// become lighter or darker until they can be read on everything they stand on.
pub(super) fn on(mut sheet: Sheet, ground: Rgb) -> Sheet {
    let Some(drawn_for) = sheet.ground.take().map(Hue::rgb) else { return sheet };
    let furthest = opposite(ground);
    for role in GROUNDS.into_iter().chain([Role::Rule, Role::Behind]) {
        let paint = sheet.paint(role);
        let moved = |hue: Hue| Hue::Rgb(shift(hue.rgb(), drawn_for, ground));
        let bg = paint.bg.map(|hue| Hue::Rgb(spare(moved(hue).rgb(), furthest)));
        sheet.set(role, Paint { fg: paint.fg.map(moved), bg, ..paint });
    }
    let grounds = grounds(&sheet, ground);
    for role in WORDS {
        let paint = sheet.paint(role);
        if let (Some(fg), None) = (paint.fg, paint.bg) {
            sheet.set(role, Paint { fg: Some(Hue::Rgb(readable(fg.rgb(), furthest, &grounds))), ..paint });
        }
    }
    sheet
}

/// All that words stand on, where the ground itself is this one.
pub(super) fn grounds(sheet: &Sheet, ground: Rgb) -> Vec<Rgb> {
    let others = GROUNDS.into_iter().map(|role| sheet.paint(role)).filter(|paint| paint.fg.is_none());
    std::iter::once(ground).chain(others.filter_map(|paint| paint.bg).map(Hue::rgb)).collect()
}

/// A colour as far from one ground as it is from another.
fn shift(colour: Rgb, from: Rgb, to: Rgb) -> Rgb {
    let part = |colour: u8, from: u8, to: u8| {
        let moved = i16::from(colour) - i16::from(from) + i16::from(to);
        u8::try_from(moved.clamp(0, 255)).unwrap_or_default()
    };
    Rgb(part(colour.0, from.0, to.0), part(colour.1, from.1, to.1), part(colour.2, from.2, to.2))
}

/// A ground far enough from the letters that are furthest from it.
fn spare(ground: Rgb, furthest: Rgb) -> Rgb {
    let away = Rgb(255 - furthest.0, 255 - furthest.1, 255 - furthest.2);
    let steps = (0..=STEPS).map(|step| towards(ground, away, step, STEPS));
    steps.into_iter().find(|ground| contrast(*ground, furthest) >= SPARE).unwrap_or(ground)
}

/// The nearest colour on the way to the furthest one that can be read on all of these.
fn readable(colour: Rgb, furthest: Rgb, grounds: &[Rgb]) -> Rgb {
    let reads = |colour: &Rgb| grounds.iter().all(|ground| contrast(*colour, *ground) >= READABLE);
    (0..=STEPS).map(|step| towards(colour, furthest, step, STEPS)).find(reads).unwrap_or(furthest)
}
