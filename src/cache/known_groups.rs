//! What is known of the groups of all numbers of a profile, without the groups themselves.

use std::collections::HashMap;

use serde::de::IgnoredAny;

use super::{Cache, refused};
use crate::model::{NumberId, ProfileName};

/// What a number is known to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownGroups {
    /// So many groups.
    Listed(usize),
    /// None, by the word of a service or for want of what groups need.
    Refused,
}

impl Cache {
    /// What is known of the groups of each number of a profile, as far as it was ever asked for. A number that was refused
    /// them lately is one of those, whatever it had before.
    pub fn known_groups(&self, profile: &ProfileName) -> HashMap<NumberId, KnownGroups> {
        let found = self.with(profile, |connection, account| {
            let mut rows = connection.prepare("SELECT number, rows FROM groups WHERE account = ?")?;
            let mut rows = rows.query([account])?;
            let mut known = HashMap::new();
            while let Some(row) = rows.next()? {
                let json = row.get_ref(1)?.as_blob().unwrap_or_default();
                // What cannot be read was never seen.
                if let Ok(groups) = serde_json::from_slice::<Vec<IgnoredAny>>(json) {
                    known.insert(NumberId::from(row.get::<_, String>(0)?), KnownGroups::Listed(groups.len()));
                }
            }
            let refused = refused::numbers(connection, account)?;
            known.extend(refused.into_iter().map(|number| (NumberId::from(number), KnownGroups::Refused)));
            Ok(known)
        });
        found.unwrap_or_default()
    }
}
