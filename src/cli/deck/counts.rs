//! How much a plan changes.

use serde::{Deserialize, Serialize};

use crate::deck::Change;

/// Numbers of changes by what they do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Counts {
    pub(super) create: usize,
    pub(super) change: usize,
    pub(super) replace: usize,
    pub(super) delete: usize,
    pub(super) label: usize,
    pub(super) adopt: usize,
}

impl Counts {
    pub(super) fn of<'a>(changes: impl Iterator<Item = &'a Change>) -> Self {
        let mut counts = Self::default();
        for change in changes {
            *match change {
                Change::Create { .. } => &mut counts.create,
                Change::Update { kills: false, .. } => &mut counts.change,
                Change::Update { kills: true, .. } => &mut counts.replace,
                Change::Delete { .. } => &mut counts.delete,
                Change::Label { .. } => &mut counts.label,
                Change::Adopt { .. } => &mut counts.adopt,
            } += 1;
        }
        counts
    }

    /// Those that go to a service.
    pub(super) fn sent(&self) -> usize {
        self.create + self.change + self.replace + self.delete
    }

    pub(super) fn all(&self) -> usize {
        self.sent() + self.label + self.adopt
    }

    /// In words: `2 to create, 1 to replace (1 dead link)`.
    pub(super) fn sentence(&self) -> String {
        let dead = |count: usize| if count == 1 { "1 dead link".to_owned() } else { format!("{count} dead links") };
        let mut parts = Vec::new();
        let mut part = |count: usize, text: String| {
            if count > 0 {
                parts.push(text);
            }
        };
        part(self.create, format!("{} to create", self.create));
        part(self.change, format!("{} to change", self.change));
        part(self.replace, format!("{} to replace ({})", self.replace, dead(self.replace)));
        part(self.delete, format!("{} to delete ({})", self.delete, dead(self.delete)));
        part(
            self.label,
            format!(
                "{} on this machine",
                if self.label == 1 { "1 label".to_owned() } else { format!("{} labels", self.label) }
            ),
        );
        part(
            self.adopt,
            format!(
                "{} to write into the file",
                if self.adopt == 1 { "1 code".to_owned() } else { format!("{} codes", self.adopt) }
            ),
        );
        if parts.is_empty() { "Nothing to change".to_owned() } else { parts.join(", ") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_counts_dead_links() {
        assert_eq!(Counts::default().sentence(), "Nothing to change");
        let counts = Counts { create: 2, change: 1, replace: 1, delete: 3, label: 2, adopt: 1 };
        assert_eq!(
            counts.sentence(),
            "2 to create, 1 to change, 1 to replace (1 dead link), 3 to delete (3 dead links), 2 labels on this machine, \
             1 code to write into the file"
        );
        assert_eq!((counts.sent(), counts.all()), (7, 10));
    }
}
