//! From the text of a theme to its looks, or to all of its mistakes.

use toml::Spanned;
use toml::de::DeValue;

use super::{Hue, Paint, Role, Sheet};
use crate::config::document;
use crate::config::fields::{Fields, wrong_type};
use crate::config::mistake::{Mistakes, word};

/// How colours are written.
const COLOUR: &str = "a colour: \"#rrggbb\", a number from 0 to 255, or a name such as \"cyan\" or \"bright-red\"";
/// How looks are written.
const LOOK: &str =
    "a colour, or { fg = COLOUR, bg = COLOUR, bold = true, dim = true, underline = true, reverse = true }";
/// Stands for what the terminal has itself.
const TERMINAL: &str = "terminal";

/// Reads a theme. `named` knows the themes that it can be based on.
pub(super) fn sheet(text: &str, named: &dyn Fn(&str) -> Option<Sheet>) -> Result<Sheet, Mistakes> {
    let (document, mut mistakes) = document::read(text)?;
    let mut fields = Fields::new(document.get_ref());
    let mut sheet = match fields.text("base", &mut mistakes) {
        None => named(TERMINAL).unwrap_or_default(),
        Some((name, at)) => named(name).unwrap_or_else(|| {
            mistakes.add(at, format!("No theme `{}` comes with qrdeck.", word(name)), "Name one that does.");
            Sheet::default()
        }),
    };
    if let Some(value) = fields.value("ground") {
        sheet.ground = match value.get_ref().as_str() {
            Some(TERMINAL) => None,
            _ => hue("ground", value, &mut mistakes),
        };
    }
    for role in Role::ALL {
        if let Some(value) = fields.value(role.name()) {
            sheet.set(role, paint(role.name(), value, &mut mistakes));
        }
    }
    fields.finish(|_| None, &mut mistakes);
    if mistakes.is_empty() { Ok(sheet) } else { Err(mistakes) }
}

/// A look.
fn paint(key: &'static str, value: &Spanned<DeValue<'_>>, mistakes: &mut Mistakes) -> Paint {
    let Some(table) = value.get_ref().as_table() else {
        return match value.get_ref() {
            DeValue::String(_) | DeValue::Integer(_) => Paint { fg: hue(key, value, mistakes), ..Paint::default() },
            _ => {
                wrong_type(key, value, LOOK, mistakes);
                Paint::default()
            }
        };
    };
    let mut fields = Fields::new(table);
    let mut colour = |key| fields.value(key).and_then(|value| hue(key, value, mistakes));
    let (fg, bg) = (colour("fg"), colour("bg"));
    let mut flag = |key| fields.flag(key, false, mistakes);
    let paint =
        Paint { fg, bg, bold: flag("bold"), dim: flag("dim"), underline: flag("underline"), reverse: flag("reverse") };
    fields.finish(|_| None, mistakes);
    paint
}

/// A colour.
fn hue(key: &str, value: &Spanned<DeValue<'_>>, mistakes: &mut Mistakes) -> Option<Hue> {
    let found = match value.get_ref() {
        DeValue::String(word) => Hue::from_word(word),
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok().map(Hue::Indexed),
        _ => {
            wrong_type(key, value, COLOUR, mistakes);
            return None;
        }
    };
    if found.is_none() {
        mistakes.add(value.span().start, format!("`{key}` names no colour."), format!("Write {COLOUR}."));
    }
    found
}
