//! Lines of a text, by number.

/// Counts lines from one place in a text to the next.
pub(super) struct Lines<'a> {
    text: &'a [u8],
    from: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a [u8]) -> Self {
        Self { text, from: 0, line: 1 }
    }

    /// The line of a place that is no earlier than the last one asked for, counted from 1.
    pub(super) fn at(&mut self, at: usize) -> usize {
        let passed = self.text.get(self.from..at).unwrap_or_default();
        self.line += passed.split(|byte| *byte == b'\n').count() - 1;
        self.from = at;
        self.line
    }
}
