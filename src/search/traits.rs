//! What is true of a row.

/// What is true of a row, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Traits(u8);

impl Traits {
    pub(super) const DUPLICATE: Self = Self(1);
    pub(super) const LABELLED: Self = Self(1 << 1);
    pub(super) const REPLACED: Self = Self(1 << 2);
    pub(super) const DEAD: Self = Self(1 << 3);
    pub(super) const GROUP: Self = Self(1 << 4);
    /// Those that a code which works cannot have.
    pub(super) const NO_LIVE_CODE: Self = Self(Self::REPLACED.0 | Self::DEAD.0 | Self::GROUP.0);
    pub(super) const RETIRED: Self = Self(Self::REPLACED.0 | Self::DEAD.0);

    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it has all of the others.
    pub(super) fn has_all(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    /// Whether it has any of the others.
    pub(super) fn has_any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}
