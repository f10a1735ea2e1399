//! Some of the rows of a segment.

/// A set of rows, a bit each.
#[derive(Debug)]
pub(super) struct Rows(Box<[u64]>);

impl Rows {
    /// None of so many rows.
    pub(super) fn none_of(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)].into())
    }

    pub(super) fn insert(&mut self, row: usize) {
        if let Some(bits) = self.0.get_mut(row / 64) {
            *bits |= 1 << (row % 64);
        }
    }

    pub(super) fn has(&self, row: usize) -> bool {
        self.0.get(row / 64).is_some_and(|bits| bits >> (row % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_in_it_once_it_was_put_there() {
        let mut rows = Rows::none_of(130);
        for row in [0, 63, 64, 129] {
            rows.insert(row);
        }
        let all: Vec<_> = (0..140).filter(|row| rows.has(*row)).collect();
        assert_eq!(all, [0, 63, 64, 129]);
    }
}
