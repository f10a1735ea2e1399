//! Pictures of codes that services make: fetched without any credential, decoded, and never shown.
//!
//! The address comes from a service and the picture from wherever that points to, so both are hostile until proven
//! otherwise: [`fetch()`] bounds where it goes and how much it takes, [`read()`] how much it decodes.

mod fetch;
mod pdf;
mod places;
mod read;
mod svg;
mod svg_weight;

pub use fetch::{Picture, fetch};
pub(crate) use pdf::draw as draw_page;
pub use places::Places;
pub use read::read;
pub(crate) use svg::Svg;
