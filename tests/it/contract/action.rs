//! The calls of the matrix: one for each operation of a service.

use qrdeck::model::{Draft, ImageFormat, InviteLink, ProviderKind, Result};
use qrdeck::sandbox::Op;
use qrdeck::sandbox::world::Number;
use serde_json::{Value, json};

use super::harness::{CODES, ContractHarness, GROUPS};

/// The message of what is made and changed.
pub(super) const MESSAGE: &str = "Ich hätte gern einen Tisch 🪑 & 2 + 1 Stühle";

/// A call to a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Numbers,
    /// Graph: the numbers of a token that names its accounts itself.
    Inspect,
    /// Graph: the numbers of a token whose accounts are found by asking for those assigned to it.
    Assigned,
    Codes,
    Newest,
    Code,
    Create,
    Update,
    Delete,
    Groups,
    Link,
    Reset,
    Remove,
}

impl Action {
    pub(super) const ALL: [Self; 13] = [
        Self::Numbers,
        Self::Inspect,
        Self::Assigned,
        Self::Codes,
        Self::Newest,
        Self::Code,
        Self::Create,
        Self::Update,
        Self::Delete,
        Self::Groups,
        Self::Link,
        Self::Reset,
        Self::Remove,
    ];

    /// The operation of the service that it is about. None where the service has no such thing.
    pub(super) fn op(self, kind: ProviderKind) -> Option<Op> {
        Some(match (kind, self) {
            (ProviderKind::Alibaba, Self::Inspect | Self::Assigned) => return None,
            (ProviderKind::Alibaba, Self::Numbers) => Op::CamsNumbers,
            (ProviderKind::Alibaba, Self::Codes | Self::Newest | Self::Code) => Op::CamsListCodes,
            (ProviderKind::Alibaba, Self::Create) => Op::CamsCreateCode,
            (ProviderKind::Alibaba, Self::Update) => Op::CamsUpdateCode,
            (ProviderKind::Alibaba, Self::Delete) => Op::CamsDeleteCode,
            (ProviderKind::Alibaba, Self::Groups | Self::Link) => Op::CamsListGroups,
            (ProviderKind::Alibaba, Self::Reset) => Op::CamsResetLink,
            (ProviderKind::Alibaba, Self::Remove) => Op::CamsDeleteLink,
            (ProviderKind::Meta, Self::Numbers) => Op::MetaNumbers,
            (ProviderKind::Meta, Self::Inspect) => Op::MetaDebugToken,
            (ProviderKind::Meta, Self::Assigned) => Op::MetaWabas,
            (ProviderKind::Meta, Self::Codes | Self::Newest) => Op::MetaListCodes,
            (ProviderKind::Meta, Self::Code) => Op::MetaGetCode,
            (ProviderKind::Meta, Self::Create) => Op::MetaCreateCode,
            (ProviderKind::Meta, Self::Update) => Op::MetaUpdateCode,
            (ProviderKind::Meta, Self::Delete) => Op::MetaDeleteCode,
            (ProviderKind::Meta, Self::Groups) => Op::MetaListGroups,
            (ProviderKind::Meta, Self::Link) => Op::MetaGetLink,
            (ProviderKind::Meta, Self::Reset) => Op::MetaResetLink,
            (ProviderKind::Meta, Self::Remove) => Op::MetaDeleteLink,
        })
    }

    /// Whether it changes something.
    pub(super) fn is_change(self) -> bool {
        matches!(self, Self::Create | Self::Update | Self::Delete | Self::Reset | Self::Remove)
    }

    /// Whether twice does the same as once.
    pub(super) fn is_idempotent(self, kind: ProviderKind) -> bool {
        match self {
            Self::Create | Self::Reset => false,
            Self::Update => !kind.update_replaces_code(),
            _ => true,
        }
    }

    /// What has to go wrong for the action to get to its operation.
    pub(super) fn prelude(self) -> Option<Value> {
        (self == Self::Assigned).then(|| json!({"op": "meta.debug_token", "nth": "every", "do": "wrong_space"}))
    }

    /// Carries it out, and checks that a good answer is a true one.
    pub(super) async fn run(self, harness: &ContractHarness) -> Result<()> {
        let ContractHarness { provider, number, code, group, .. } = harness;
        let (call, draft) = (&harness.call(), draft(MESSAGE));
        match self {
            Self::Numbers | Self::Inspect | Self::Assigned => {
                let numbers = provider.numbers(call).await?;
                assert_eq!(numbers.iter().map(|row| &row.id).collect::<Vec<_>>(), [number], "{self:?}");
            }
            Self::Codes => assert_eq!(provider.codes(call, number).await?.len(), CODES),
            Self::Newest => drop(provider.newest(call, number).await?),
            Self::Code => assert_eq!(provider.code(call, number, code, None).await?.code, *code),
            Self::Create => {
                let made = provider.create(call, number, &draft).await?;
                assert!(harness.now().await.code(made.code.as_str()).is_some(), "{made:?}");
            }
            Self::Update => {
                let now = provider.update(call, number, code, &draft).await?;
                assert_eq!(now.replaced.is_some(), harness.kind.update_replaces_code());
                assert!(harness.now().await.code(now.code.code.as_str()).is_some(), "{now:?}");
            }
            Self::Delete => provider.delete(call, number, code).await?,
            Self::Groups => assert_eq!(provider.groups(call, number).await?.len(), GROUPS),
            Self::Link => {
                let link = provider.invite_link(call, number, group).await?;
                assert_eq!(link.url(), link_of(harness, &harness.now().await));
            }
            Self::Reset => {
                let link = provider.reset_link(call, number, group).await?;
                assert!(matches!(&link, InviteLink::Link(_)), "{link:?}");
                assert_eq!(link.url(), link_of(harness, &harness.now().await));
            }
            Self::Remove => provider.remove_link(call, number, group).await?,
        }
        Ok(())
    }

    /// Whether `after` is what the action makes of `before`.
    pub(super) fn is_done(self, harness: &ContractHarness, before: &Number, after: &Number) -> bool {
        let (code, codes) = (harness.code.as_str(), after.codes.len());
        let written = after.codes.iter().filter(|row| &*row.message == MESSAGE).count();
        match self {
            Self::Create => codes == CODES + 1 && written == 1,
            Self::Update => {
                codes == CODES && written == 1 && after.code(code).is_none() == harness.kind.update_replaces_code()
            }
            Self::Delete => codes == CODES - 1 && after.code(code).is_none(),
            Self::Reset => link_of(harness, after).is_some_and(|link| Some(link) != link_of(harness, before)),
            Self::Remove => link_of(harness, after).is_none(),
            _ => before == after,
        }
    }
}

pub(super) fn draft(message: &str) -> Draft {
    Draft { message: message.to_owned(), image: ImageFormat::Png }
}

/// The link of the group.
fn link_of<'a>(harness: &ContractHarness, number: &'a Number) -> Option<&'a str> {
    number.group(harness.group.as_str()).and_then(|group| group.link.as_deref())
}
