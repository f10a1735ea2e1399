//! The invite link of a group: `/{GROUP_ID}/invite_link`.

use serde::Deserialize;
use serde_json::{Value, json};

use super::done::Done;
use super::lenient;
use super::request::{Op, Request};
use super::transport::Transport;
use crate::model::{Error, ErrorKind, GroupId, InviteLink, Result};
use crate::provider::Call;

const EDGE: &str = "invite_link";

/// `{"messaging_product": "whatsapp", "invite_link": "https://chat.whatsapp.com/…"}`.
#[derive(Deserialize)]
struct Answer {
    #[serde(default, deserialize_with = "lenient::word")]
    invite_link: Option<String>,
}

/// What both changes send: without it they are refused as incomplete.
fn body() -> Value {
    json!({ "messaging_product": "whatsapp" })
}

/// The link as it is.
///
/// Nothing says what Graph answers after the link was removed. "No link" is taken to be an answer without one, and
/// code 803 ("… not found"), because what is addressed is the link. Errors that are about the group are errors:
/// 100/33 (unknown, or not for this token), 131020, and an 803 that names the group or an alias. To say that
/// such a group has no link would be a guess.
pub(super) async fn get(transport: &Transport, call: &Call, group: &GroupId) -> Result<InviteLink> {
    let request = request(Op::GetLink, "Reading", group);
    match transport.send::<Answer>(call, &request).await {
        Ok(answer) => Ok(answer.invite_link.map_or(InviteLink::None, InviteLink::Link)),
        Err(error) if is_no_link(&error, group) => Ok(InviteLink::None),
        Err(error) => Err(error),
    }
}

/// A new link in place of the one there was, which is dead from then on.
pub(super) async fn reset(transport: &Transport, call: &Call, group: &GroupId) -> Result<InviteLink> {
    let request = request(Op::ResetLink, "Resetting", group).json(body());
    let answer: Answer = transport.send(call, &request).await?;
    answer.invite_link.map(InviteLink::Link).ok_or_else(|| request.unreadable("it does not hold the new link"))
}

/// No link any more.
pub(super) async fn remove(transport: &Transport, call: &Call, group: &GroupId) -> Result<()> {
    let request = request(Op::RemoveLink, "Removing", group).json(body());
    transport.send::<Done>(call, &request).await?.require(&request)
}

fn request(op: Op, doing: &str, group: &GroupId) -> Request {
    Request::new(op, format!("{doing} the invite link of group {group}"), &[group.as_str(), EDGE])
}

/// Whether an error says that the group is there and the link is not.
fn is_no_link(error: &Error, group: &GroupId) -> bool {
    let is_unknown = error.kind == ErrorKind::NotFound && error.vendor_code.as_deref().is_some_and(is_803);
    // The message begins with what was tried, which names the group; what follows is Graph's.
    let said = error.message.split_once(": ").map_or("", |(_, said)| said).to_lowercase();
    is_unknown
        && !["group not found", "group does not exist", "alias"].iter().any(|words| said.contains(words))
        && !said.contains(&group.as_str().to_lowercase())
}

fn is_803(code: &str) -> bool {
    code == "803" || code.starts_with("803/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_missing_link_itself_means_no_link() {
        let group = GroupId::new("Y2FwaV9n==");
        let error = |code: &str, said: &str| {
            let message = format!("Reading the invite link of group {group} failed: {said}");
            Error::new(ErrorKind::NotFound, message).vendor_code(code)
        };
        assert!(is_no_link(&error("803", "Invite link not found."), &group));
        assert!(is_no_link(&error("803/5", "Not found."), &group));
        for other in [
            error("100/33", "Unsupported get request."),
            error("131020", "Invalid group."),
            error("803", "Group not found."),
            error("803", "Some of the aliases you requested do not exist: Y2FwaV9n==."),
            Error::new(ErrorKind::Permission, "x: Invite link not found").vendor_code("803"),
        ] {
            assert!(!is_no_link(&other, &group), "{other:?}");
        }
    }
}
