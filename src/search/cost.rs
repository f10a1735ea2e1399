//! What the places cost in which a word can be found.

use super::row::Part;

/// What a word costs in a row.
pub(super) type Cost = u32;

/// Steps between the ways in which a word can stand in a text; each has room for the parts of a row.
pub(super) const STEP: Cost = 8;
/// The number has the word, its row has not.
pub(super) const NUMBER: Cost = 4 * STEP;
/// The row has something similar.
pub(super) const SIMILAR: Cost = 6 * STEP;

/// How a part of a row counts among those in which a word stands alike.
pub(super) fn weight(part: Part) -> Cost {
    match part {
        Part::Label => 0,
        Part::Tags => 1,
        Part::Message => 2,
        Part::Code => 3,
        Part::Note => 4,
    }
}
