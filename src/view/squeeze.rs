//! Dialogs of several parts in as few rows as there are.

/// Rows of one part of a dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    /// Rows it would like to have.
    pub wanted: u16,
    /// Rows without which it is of little use.
    pub least: u16,
    /// How much it matters: parts of the least worth give way first.
    pub worth: u8,
}

impl Part {
    /// A part that takes all its rows or none.
    pub(crate) fn whole(wanted: usize, worth: u8) -> Self {
        Self::at_least(wanted, wanted, worth)
    }

    /// An empty row.
    pub(crate) fn gap(worth: u8) -> Self {
        Self { wanted: 1, least: 0, worth }
    }

    /// A part that can be shortened.
    pub(crate) fn at_least(wanted: usize, least: usize, worth: u8) -> Self {
        let rows = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        Self { wanted: rows(wanted), least: rows(least.min(wanted)), worth }
    }
}

/// The rows all parts would like to have.
pub(crate) fn wanted(parts: &[Part]) -> u16 {
    parts.iter().fold(0, |sum, part| sum.saturating_add(part.wanted))
}

/// The rows each part gets of `rows`: first all are shortened, those of least worth first, then those of least
/// worth go altogether.
pub(crate) fn squeeze<const N: usize>(parts: [Part; N], rows: u16) -> [u16; N] {
    let mut given = parts.map(|part| part.wanted);
    let mut order: Vec<usize> = (0..N).collect();
    order.sort_by_key(|&at| parts[at].worth);
    for floor in [parts.map(|part| part.least), [0; N]] {
        for &at in &order {
            let total = given.iter().fold(0_u16, |sum, rows| sum.saturating_add(*rows));
            let spare = given[at].saturating_sub(floor[at]);
            given[at] -= spare.min(total.saturating_sub(rows));
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_worth_gives_way_first() {
        let parts = [Part::at_least(6, 2, 9), Part::whole(1, 1), Part::at_least(4, 1, 5)];
        assert_eq!(squeeze(parts, 20), [6, 1, 4]);
        assert_eq!(squeeze(parts, 10), [6, 1, 3]);
        assert_eq!(squeeze(parts, 7), [5, 1, 1]);
        assert_eq!(squeeze(parts, 3), [2, 0, 1]);
        assert_eq!(squeeze(parts, 2), [2, 0, 0]);
        assert_eq!(squeeze(parts, 0), [0, 0, 0]);
    }
}
