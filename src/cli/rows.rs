//! The rows of the answers, as other programs rely on them.

use std::borrow::Cow;

use serde::Serialize;

use super::reachable_number::ReachableNumber;
use crate::model::{CodeRef, Group, InviteLink, PhoneNumber, ProfileName, ProviderKind, QrCode};

/// A phone number.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct NumberRow<'a> {
    /// The profile that reaches it.
    profile: &'a str,
    /// The service.
    provider: &'static str,
    /// What the service calls it.
    id: &'a str,
    /// The number as people write it.
    display: &'a str,
    /// The verified name that customers see.
    name: &'a str,
    /// In the words of the service; null where it does not tell.
    quality: Option<&'a str>,
    /// In the words of the service; null where it does not tell.
    status: Option<&'a str>,
}

impl<'a> NumberRow<'a> {
    /// The row of a number.
    pub(super) fn new(of: &'a ReachableNumber) -> Self {
        Self::of(&of.profile.name, of.profile.provider, &of.phone)
    }

    /// The row of a number of a profile.
    pub(super) fn of(profile: &'a ProfileName, provider: ProviderKind, phone: &'a PhoneNumber) -> Self {
        let PhoneNumber { id, display, name, quality, status, .. } = phone;
        Self {
            profile: profile.as_str(),
            provider: provider.as_str(),
            id: id.as_str(),
            display,
            name,
            quality: quality.as_deref(),
            status: status.as_deref(),
        }
    }
}

/// A message QR code.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct CodeRow<'a> {
    /// The profile that reaches its number.
    profile: &'a str,
    /// The service.
    provider: &'static str,
    /// What the service calls the number.
    number_id: &'a str,
    /// What the service calls the code.
    code: &'a str,
    /// The text that a customer's chat starts with.
    message: &'a str,
    /// What the QR says.
    link: Cow<'a, str>,
    /// A picture at the service, whose address expires; null where none was asked for.
    image_url: Option<&'a str>,
}

impl<'a> CodeRow<'a> {
    /// The row of a code. `image`: whether a picture was asked for; CAMS sends one either way.
    pub(super) fn new(of: &'a ReachableNumber, code: &'a QrCode, image: bool) -> Self {
        Self {
            profile: of.profile.name.as_str(),
            provider: of.profile.provider.as_str(),
            number_id: of.phone.id.as_str(),
            code: code.code.as_str(),
            message: &code.message,
            link: Cow::Borrowed(&code.link),
            image_url: code.image_url.as_deref().filter(|_| image),
        }
    }
}

impl<'a> CodeRow<'a> {
    /// The row of a code in the cache.
    pub(super) fn cached(of: &'a ReachableNumber, code: CodeRef<'a>) -> Self {
        Self {
            profile: of.profile.name.as_str(),
            provider: of.profile.provider.as_str(),
            number_id: of.phone.id.as_str(),
            code: code.code,
            message: code.message,
            link: code.link(),
            image_url: None,
        }
    }
}

/// A code after an update.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct UpdatedRow<'a> {
    /// The code as it is now.
    #[serde(flatten)]
    pub(super) code: CodeRow<'a>,
    /// The code it replaced, which is dead; null where the code has stayed the same.
    pub(super) replaced: Option<&'a str>,
}

/// A code that was found.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct FoundRow<'a> {
    /// The code.
    #[serde(flatten)]
    pub(super) code: CodeRow<'a>,
    /// Whether it works: `alive`, `replaced` or `dead`.
    pub(super) state: &'static str,
}

/// A group.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct GroupRow<'a> {
    /// The profile that reaches its number.
    profile: &'a str,
    /// The service.
    provider: &'static str,
    /// What the service calls the number.
    number_id: &'a str,
    /// What the service calls the group.
    id: &'a str,
    /// The name of the group.
    subject: &'a str,
    /// In the words of the service; null where it does not tell.
    status: Option<&'a str>,
    /// Members besides the business; null where the service does not tell.
    participants: Option<u32>,
    /// Null where there is none, and where it could not be found out, which is told on standard error.
    invite_link: Option<&'a str>,
}

impl<'a> GroupRow<'a> {
    /// The row of a group with `link`.
    pub(super) fn new(of: &'a ReachableNumber, group: &'a Group, link: &'a InviteLink) -> Self {
        Self {
            profile: of.profile.name.as_str(),
            provider: of.profile.provider.as_str(),
            number_id: of.phone.id.as_str(),
            id: group.id.as_str(),
            subject: &group.subject,
            status: group.status.as_deref(),
            participants: group.participants,
            invite_link: link.url(),
        }
    }
}
