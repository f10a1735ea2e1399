//! The rows of the answers, as other programs rely on them.

use serde::Serialize;

use super::reachable_number::ReachableNumber;
use crate::model::{Group, InviteLink, PhoneNumber, ProfileName, ProviderKind, QrCode};

#[derive(Debug, Serialize)]
pub(super) struct NumberRow<'a> {
    profile: &'a str,
    provider: &'static str,
    id: &'a str,
    display: &'a str,
    name: &'a str,
    quality: Option<&'a str>,
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

#[derive(Debug, Serialize)]
pub(super) struct CodeRow<'a> {
    profile: &'a str,
    provider: &'static str,
    number_id: &'a str,
    code: &'a str,
    message: &'a str,
    link: &'a str,
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
            link: &code.link,
            image_url: code.image_url.as_deref().filter(|_| image),
        }
    }
}

/// A code after an update.
#[derive(Debug, Serialize)]
pub(super) struct UpdatedRow<'a> {
    /// The code as it is now.
    #[serde(flatten)]
    pub(super) code: CodeRow<'a>,
    /// The code it replaced.
    pub(super) replaced: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub(super) struct GroupRow<'a> {
    profile: &'a str,
    provider: &'static str,
    number_id: &'a str,
    id: &'a str,
    subject: &'a str,
    status: Option<&'a str>,
    participants: Option<u32>,
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
