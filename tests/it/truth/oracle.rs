//! Whether a sentence about a change is true.

use qrdeck::model::{ErrorKind, Result};
use qrdeck::sandbox::world::{Number, WorldChange};
use qrdeck::store::{Entry, Outcome};

/// What a change is about and what it should make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Create,
    Update,
    Delete,
    Reset,
    Remove,
}

impl Act {
    pub(super) const ALL: [Self; 5] = [Self::Create, Self::Update, Self::Delete, Self::Reset, Self::Remove];
}

/// What is said of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// It was carried out, and made this code or link.
    Done(Option<String>),
    /// It was not, and never will be.
    NotDone(String),
    /// Nothing: nobody can call that untrue.
    Unknown,
}

impl Said {
    /// What an answer says.
    pub(super) fn by_answer(answer: &Result<Option<String>>) -> Self {
        match answer {
            Ok(made) => Self::Done(made.clone()),
            Err(error) if error.kind == ErrorKind::OutcomeUnknown => Self::Unknown,
            Err(error) => Self::NotDone(format!("{}: {}", error.kind.as_str(), error.message)),
        }
    }

    /// What the journal says.
    pub(super) fn by_entry(entry: &Entry) -> Self {
        match entry.outcome {
            Some(Outcome::Done) => Self::Done(entry.made.as_ref().map(|made| made.link.clone())),
            Some(Outcome::Failed | Outcome::NotSent | Outcome::Dropped) => {
                Self::NotDone(format!("{:?}", entry.outcome))
            }
            Some(Outcome::Unclear) | None => Self::Unknown,
        }
    }

    /// What is untrue about it. `effects` are all that requests of the change have had, late ones included, `target` is
    /// the code or the link that the change was about, and `now` what is there in the end.
    pub(super) fn flaw(&self, act: Act, target: &str, effects: &[WorldChange], now: &Number) -> Option<String> {
        let untrue = match self {
            Self::Unknown => false,
            Self::NotDone(_) => match act {
                // Somebody else may have done it; that it is gone is no effect of this one.
                Act::Delete | Act::Remove => effects.iter().any(|effect| effect.killed.as_deref() == Some(target)),
                _ => !effects.is_empty(),
            },
            Self::Done(made) => {
                let is_made = |effect: &WorldChange| match (&effect.made, made) {
                    (Some(real), Some(said)) => said.ends_with(real.as_str()),
                    _ => false,
                };
                match act {
                    Act::Create | Act::Reset => !effects.iter().any(is_made),
                    Act::Update => {
                        !effects.iter().any(|effect| is_made(effect) || effect.changed.as_deref() == Some(target))
                    }
                    Act::Delete => now.code(target).is_some(),
                    Act::Remove => now.groups.iter().any(|group| group.link.as_deref() == Some(target)),
                }
            }
        };
        untrue.then(|| format!("{act:?} of {target}: said {self:?}, and what happened is {effects:?}"))
    }
}
