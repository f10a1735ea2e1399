//! What a request is about.

/// What a request names: its path, its query and its body say so, whether it is refused or not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::sandbox) struct Target {
    pub(in crate::sandbox) number: Option<String>,
    pub(in crate::sandbox) code: Option<String>,
    pub(in crate::sandbox) group: Option<String>,
    pub(in crate::sandbox) message: Option<String>,
}

impl Target {
    /// This one, and what it leaves open from an earlier one.
    pub(super) fn or(self, earlier: &Self) -> Self {
        Self {
            number: self.number.or_else(|| earlier.number.clone()),
            code: self.code.or_else(|| earlier.code.clone()),
            group: self.group.or_else(|| earlier.group.clone()),
            message: self.message.or_else(|| earlier.message.clone()),
        }
    }
}
