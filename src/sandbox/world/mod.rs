//! What exists in the sandbox: numbers, codes, groups, links and the credentials that reach them.
//!
//! Plain data and the operations both APIs carry out on it; who may do what, and in which words it is refused,
//! is the business of `cams` and `graph`. An operation that fails has changed nothing.

mod account;
mod aurora;
mod build;
mod campaigns;
mod change;
mod code;
mod codes;
mod generate;
mod generated;
mod group;
mod number;
mod operations;
mod phrases;
mod picture_path;
mod random;

pub use account::{AlibabaAccount, MetaAccount, Waba};
pub use change::WorldChange;
pub use code::{Code, CodeText};
pub use codes::Codes;
pub use generate::Size;
pub use group::{Group, GroupStatus};
pub use number::Number;
pub use operations::Missing;
pub use picture_path::picture_path;

use serde::{Deserialize, Serialize};

use crate::sandbox::Api;

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct World {
    /// What it was made from.
    pub seed: u64,
    /// Codes issued so far, deleted ones included.
    pub codes_issued: u64,
    /// Invite links and groups issued so far, deleted ones included.
    pub links_issued: u64,
    /// The Graph side's account.
    pub meta: MetaAccount,
    /// The CAMS side's account.
    pub alibaba: AlibabaAccount,
    /// All numbers of both services.
    pub numbers: Vec<Number>,
    /// What the last operation has changed since [`World::take_effect`]. Not part of what exists.
    #[serde(skip)]
    effect: Option<WorldChange>,
}

impl World {
    /// What the last operation has changed since this was last asked. To do once more what is done already changes
    /// nothing.
    pub(in crate::sandbox) fn take_effect(&mut self) -> Option<WorldChange> {
        self.effect.take()
    }

    /// The numbers of a service.
    pub fn numbers_of(&self, service: Api) -> impl DoubleEndedIterator<Item = &Number> {
        self.numbers.iter().filter(move |number| number.service == service)
    }

    /// A number of a service, by the id the service gave it.
    pub fn number(&self, service: Api, id: &str) -> Option<&Number> {
        self.numbers_of(service).find(|number| number.id == id)
    }

    /// A live code, whichever number and service it belongs to.
    pub fn find_code(&self, code: &str) -> Option<(&Number, Code)> {
        self.numbers.iter().find_map(|number| number.code(code).map(|row| (number, row)))
    }

    /// A group of a service, whichever number it belongs to.
    pub fn find_group(&self, service: Api, id: &str) -> Option<(&Number, &Group)> {
        self.numbers_of(service).find_map(|number| number.group(id).map(|group| (number, group)))
    }
}

#[cfg(test)]
mod tests;
