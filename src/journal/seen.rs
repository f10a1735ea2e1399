//! Whether what is there is what the person saw.

use crate::model::{CodeId, Error, ErrorKind, InviteLink, QrCode, Result, same_message};
use crate::provider::ExpectedState;
use crate::store::{Before, BeforeCode};

/// Two people at one account do each other no harm: what is not what the person saw is left alone. The services have
/// no such check of their own, so a change in the moment between the look and the change is still overwritten.
///
/// # Errors
/// [`ErrorKind::Conflict`], with what is there now.
pub(super) fn as_seen(seen: Option<&ExpectedState>, now: &Before) -> Result<()> {
    match (seen, now) {
        (Some(ExpectedState::Message(seen)), Before { code: Some(BeforeCode { code, message, link }), .. })
            if !same_message(message, seen) =>
        {
            let (code, message, link) = (CodeId::new(code), message.clone(), link.clone());
            Err(Error::conflict(QrCode { code, message, link, image_url: None, created: None }))
        }
        // Where the service does not say which link there is, the one that was seen cannot be told from another.
        (Some(ExpectedState::Link(seen)), Before { link, .. }) => {
            let now = link.as_ref().map_or(InviteLink::Unknown, InviteLink::from);
            if now == *seen { Ok(()) } else { Err(link_conflict(&now)) }
        }
        _ => Ok(()),
    }
}

/// An invite link that is not what the person saw.
fn link_conflict(now: &InviteLink) -> Error {
    let state = match now {
        InviteLink::Link(url) => format!("The group's invite link is now {url}"),
        InviteLink::None => "The group no longer has an invite link".to_owned(),
        InviteLink::Unknown => "The service does not say which invite link the group has".to_owned(),
    };
    Error::new(ErrorKind::Conflict, format!("{state}, which is not what was confirmed; nothing was sent."))
}
