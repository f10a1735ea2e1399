//! Captions and headlines as outlines.
//!
//! Text is shaped and drawn as filled paths. Neither the fonts that every PDF reader has (Latin-1 only, and print shops
//! refuse fonts that are not embedded) nor those of the machine (different on the next one) are needed. DejaVu Sans
//! comes with qrdeck (its licence is in `assets/`): Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew, Arabic and many
//! symbols. It has no Chinese, Japanese, Korean, Indic or Thai letters and no emoji, and fonts that have them are many
//! times the size of qrdeck: those of the machine are borrowed for such letters alone ([`Fonts::borrow`]), or a person
//! names a font file.
//!
//! What no font has is never drawn as boxes. Emoji and other signs are left out ([`ShapedLine::left_out`]); a text of
//! which letters or digits are missing ([`fonts::Fonts::missing`]) would say something else, so callers do not write
//! it.

mod coverage;
pub mod fonts;
mod glyphs;
mod lines;
mod outline;
mod system;

pub use fonts::{Fonts, Weight};
pub use lines::{Fitted, ShapedLine, fit, wrap};
