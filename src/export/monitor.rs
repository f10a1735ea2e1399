//! Who watches an export, and may stop it.

use std::cell::Cell;

/// Receives the number of codes written and read back, and decides whether to go on.
pub struct ExportMonitor<'a> {
    done: Cell<usize>,
    go_on: &'a dyn Fn(usize) -> bool,
}

impl<'a> ExportMonitor<'a> {
    /// Asks `go_on` with the number of codes that were read back so far: before each file, and after each code.
    pub fn new(go_on: &'a dyn Fn(usize) -> bool) -> Self {
        Self { done: Cell::new(0), go_on }
    }

    pub fn none() -> Self {
        Self::new(&|_| true)
    }

    /// Whether to go on.
    pub(super) fn goes_on(&self) -> bool {
        (self.go_on)(self.done.get())
    }

    /// One more code was read back. Whether to go on.
    pub(super) fn read_one(&self) -> bool {
        self.done.set(self.done.get() + 1);
        self.goes_on()
    }
}

impl std::fmt::Debug for ExportMonitor<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("done", &self.done).finish_non_exhaustive()
    }
}
