//! Lists, and answers of success that have none.

use serde::de::DeserializeOwned;

use super::envelope::Opened;
use super::{Alibaba, wire};
use crate::model::Result;
use crate::provider::Call;
use crate::provider::http::Intent;

/// An answer that should have a list.
pub(super) trait Listing: DeserializeOwned {
    /// Whether it has one, be it empty.
    fn has_list(&self) -> bool;
}

impl Listing for wire::Numbers {
    fn has_list(&self) -> bool {
        self.phone_numbers.is_some()
    }
}

impl Listing for wire::Codes {
    fn has_list(&self) -> bool {
        self.data.is_some()
    }
}

impl Listing for wire::Groups {
    fn has_list(&self) -> bool {
        self.data.list.is_some() || self.data.total == Some(0)
    }
}

impl Alibaba {
    /// Sends an operation that lists. Whether the service leaves a list out where it has nothing is not known. All that was
    /// there before would be called gone on the word of one such answer, so it is asked for once more; two of them are
    /// taken for an empty list.
    ///
    /// # Errors
    /// Those of the request, and [`crate::model::ErrorKind::Decode`] for what cannot be read.
    pub(super) async fn list<T: Listing>(
        &self,
        action: &'static str,
        params: &[(&str, &str)],
        call: &Call,
    ) -> Result<(Opened, T)> {
        let mut opened = self.send(action, params, Intent::Read, call).await?;
        let mut answer: T = opened.payload()?;
        if !answer.has_list() {
            opened = self.send(action, params, Intent::Read, call).await?;
            answer = opened.payload()?;
        }
        Ok((opened, answer))
    }
}
