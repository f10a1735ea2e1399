//! Links as QR codes: text to modules, modules to terminal cells, and the proof that what was drawn can be read.
//!
//! [`Matrix::encode`] makes the modules once; [`QrWidget`] draws them in as much of an area as they need, or not at
//! all; [`fit()`] says which of the two it will be, and what is missing. This room knows nothing of services or of
//! the app's state.
//!
//! What is drawn follows measurements with four decoder families on real terminals:
//!
//! * Colours are always explicit, black on white ([`Ink`]). The theme's colours, the sixteen palette colours and
//!   reverse video each give an inverted or pale code in some theme, and most readers do not read inverted codes.
//! * Cells of one tone are blanks with a background; no glyph, so no font can leave lines in them. Cells of two
//!   tones are a half block, the upper or the lower one by their neighbours ([`cells`]).
//! * With room for two columns a module, everything is blanks. On the Linux console, nothing else is drawn.
//!
//! The terminal's side of it is not done here: crossterm writes no colours at all under `NO_COLOR` unless
//! `crossterm::style::force_color_output(true)` was called, and a code without colours cannot be scanned.

pub mod ahead;
pub mod cells;
pub mod check;
pub mod decode;
pub mod fit;
pub mod grey;
pub mod ink;
pub mod matrix;
pub mod preview;
pub mod previews;
pub mod proof;
pub mod terminal;
pub mod widget;

pub use ahead::Ahead;
pub use check::{read, read_modules};
pub use decode::{Codes, NotOne, codes};
pub use fit::{Fit, Mode, Quiet, fit};
pub use ink::Ink;
pub use matrix::{Ecc, EncodeError, Matrix};
pub use preview::Preview;
pub use previews::Previews;
pub use proof::{Proof, Proofs};
pub use widget::QrWidget;
