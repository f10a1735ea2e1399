//! The names of numbers in a column of a list.

use std::collections::HashMap;

use super::shorten::shorten;
use super::{Screen, text};
use crate::app::NumberRow;
use crate::model::NumberKey;

/// Blanks between a name and a number.
const GAP: u16 = 2;
/// Columns of a name that stay beside a number.
const LEAST: u16 = 3;

/// The numbers of the rows on screen, as they are told apart in so many columns.
pub(crate) struct NumberNames {
    names: HashMap<NumberKey, String>,
    /// Columns that the longest takes.
    pub(crate) columns: u16,
}

/// A number of the list of all.
struct Known<'a> {
    row: &'a NumberRow,
    /// How much of its name other names begin with, in bytes.
    shared: usize,
    /// Whether its name alone does not tell which number it is.
    alike: bool,
}

impl Known<'_> {
    /// Its name, with the number itself where the name does not say which it is.
    fn name(&self, columns: u16) -> String {
        let number = &self.row.number;
        if !self.alike {
            return shorten(&number.name, self.shared, columns);
        }
        let phone = text::fit_end(&number.display, columns.saturating_sub(LEAST + GAP));
        let name = shorten(&number.name, self.shared, columns.saturating_sub(GAP + text::width(&phone)));
        format!("{name}{:gap$}{phone}", "", gap = usize::from(GAP))
    }
}

impl NumberNames {
    /// Columns that the longest of these would take.
    pub(crate) fn wanted<'a>(screen: Screen<'_>, numbers: impl Iterator<Item = &'a NumberKey>) -> u16 {
        Self::of(screen, numbers, u16::MAX).columns
    }

    /// Names in at most so many columns.
    pub(crate) fn of<'a>(screen: Screen<'_>, numbers: impl Iterator<Item = &'a NumberKey>, most: u16) -> Self {
        let state = screen.state;
        // Of a number that is no longer listed the identifier is all there is, and that is told by its end.
        let mut names: HashMap<_, _> =
            numbers.map(|key| (key.clone(), text::fit_end(key.number.as_str(), most))).collect();
        let listed = state.number_rows.iter().enumerate().filter(|(_, row)| names.contains_key(&row.key));
        let known =
            |(at, row)| Known { row, shared: state.number_names.shared(at), alike: state.number_names.is_double(at) };
        let mut known: Vec<_> = listed.map(known).collect();
        let mut seen = HashMap::<String, usize>::new();
        for number in &known {
            *seen.entry(number.name(most)).or_default() += 1;
        }
        for number in &mut known {
            number.alike |= seen.get(&number.name(most)).is_some_and(|count| *count > 1);
        }
        names.extend(known.iter().map(|number| (number.row.key.clone(), number.name(most))));
        let columns = names.values().map(|name| text::width(name)).max().unwrap_or(0);
        Self { names, columns }
    }

    /// The name of one of them, in exactly the columns of all.
    pub(crate) fn cell(&self, number: &NumberKey) -> String {
        text::fill(self.names.get(number).map_or("", String::as_str), self.columns)
    }
}

/// The columns of cells that want so many: each gets its least, and the first ones get what is left of `room`.
pub(crate) fn share<const N: usize>(room: u16, wanted: [u16; N], least: [u16; N]) -> [u16; N] {
    let mut left = room;
    let mut given = [0; N];
    for floor in [true, false] {
        for ((given, wanted), least) in given.iter_mut().zip(wanted).zip(least) {
            let more = if floor { wanted.min(least) } else { wanted - *given }.min(left);
            *given += more;
            left -= more;
        }
    }
    given
}

/// The columns of the widest of some cells, at most `most`. The rest are not looked at once one has those.
pub(crate) fn widest(cells: impl IntoIterator<Item = u16>, most: u16) -> u16 {
    let mut widest = 0;
    for cell in cells {
        widest = cell.max(widest);
        if widest >= most {
            return most;
        }
    }
    widest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_gets_its_least_and_the_first_get_the_rest() {
        assert_eq!(share(60, [20, 10, 5], [8, 8, 8]), [20, 10, 5]);
        assert_eq!(share(30, [20, 10, 15], [8, 8, 8]), [14, 8, 8]);
        assert_eq!(share(10, [20, 10, 5], [8, 8, 8]), [8, 2, 0]);
        assert_eq!(share(0, [20, 10], [8, 8]), [0, 0]);
    }
}
