//! What an account says about a change whose outcome nobody has written down.

use std::collections::HashSet;

use crate::model::{CodeId, InviteLink, QrCode, same_message};
use crate::store::{Before, Made, Others};

/// What a look says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It was carried out, and made this.
    Done(Option<Made>),
    /// There is no sign of it: it was not carried out, or not yet.
    Failed(String),
    /// It cannot be told, and this is why.
    Unclear(String),
}

/// A creation, or the new code of a replacement: what of the codes may be its.
pub(super) struct Making<'a> {
    /// The message of the code.
    pub(super) message: &'a str,
    /// What was there before.
    pub(super) others: Option<&'a Others>,
    /// Codes that other changes have made.
    pub(super) claimed: &'a HashSet<String>,
    /// How many changes, this one included, may each have made a code with this message.
    pub(super) rivals: usize,
}

/// What the codes of a number, newest first, say about a creation.
pub(super) fn created(making: &Making<'_>, codes: &[QrCode]) -> Verdict {
    match candidates(making, codes) {
        None => Verdict::Unclear("it cannot be told which codes are new".to_owned()),
        Some(new) => match new[..] {
            [] => Verdict::Failed("there is no new code with this message".to_owned()),
            // Codes with the same message are as good as each other: each change gets one.
            [code, ..] if new.len() <= making.rivals => Verdict::Done(Some(Made::code(code))),
            _ => Verdict::Unclear(format!("several new codes have this message: {}", names(&new))),
        },
    }
}

/// What the codes of a number say about an update that makes a new code.
pub(super) fn replaced(making: &Making<'_>, old: &CodeId, codes: &[QrCode]) -> Verdict {
    let there = codes.iter().any(|code| code.code == *old);
    let new = candidates(making, codes);
    match (there, new.as_deref()) {
        (true, None | Some([])) => Verdict::Failed(format!("{old} is still there, as it was")),
        (true, Some(new)) => {
            Verdict::Unclear(format!("{old} is still there, and there is a new code with this message: {}", names(new)))
        }
        (false, Some([code, ..])) if new.as_ref().is_some_and(|new| new.len() <= making.rivals) => {
            Verdict::Done(Some(Made::code(code)))
        }
        (false, None) => Verdict::Unclear(format!("{old} is gone, and it cannot be told which code took its place")),
        (false, Some([])) => Verdict::Unclear(format!("{old} is gone, and there is no new code with this message")),
        (false, Some(new)) => {
            Verdict::Unclear(format!("{old} is gone, and several new codes have this message: {}", names(new)))
        }
    }
}

/// What a code says about an update that keeps it.
pub(super) fn updated(before: &Before, message: &str, now: Option<&QrCode>) -> Verdict {
    let Some(now) = now else { return Verdict::Unclear("the code does not exist any more".to_owned()) };
    let was = before.code.as_ref().is_some_and(|code| same_message(&code.message, &now.message));
    if same_message(&now.message, message) {
        Verdict::Done(Some(Made::code(now)))
    } else if was {
        Verdict::Failed("the code has its old message".to_owned())
    } else {
        Verdict::Unclear("the code has another message, which somebody else gave it".to_owned())
    }
}

/// What the presence of a code says about its deletion.
pub(super) fn deleted(there: bool) -> Verdict {
    if there { Verdict::Failed("the code is still there".to_owned()) } else { Verdict::Done(None) }
}

/// What the link of a group says about its reset.
pub(super) fn reset(before: &Before, now: &InviteLink) -> Verdict {
    let was = before.link.as_ref().map(|link| link.url.as_deref());
    match (was, now) {
        (_, InviteLink::Unknown) => Verdict::Unclear("the service does not tell the link".to_owned()),
        (Some(was), InviteLink::Link(url)) if was == Some(url.as_str()) => {
            Verdict::Failed("the group has its old link".to_owned())
        }
        (Some(None), InviteLink::None) => Verdict::Failed("the group has no link, as before".to_owned()),
        (Some(_), InviteLink::Link(_)) => Verdict::Done(Made::invite(now)),
        (None, InviteLink::Link(url)) => Verdict::Unclear(format!("the link is {url} now, which may be a new one")),
        (_, InviteLink::None) => Verdict::Unclear("the group has no link now".to_owned()),
    }
}

/// What the link of a group says about its removal.
pub(super) fn removed(before: &Before, now: Option<&InviteLink>) -> Verdict {
    let was = before.link.as_ref().and_then(|link| link.url.as_deref());
    match now {
        // The group is gone, and its link with it.
        None | Some(InviteLink::None) => Verdict::Done(None),
        Some(InviteLink::Unknown) => Verdict::Unclear("the service does not tell the link".to_owned()),
        Some(InviteLink::Link(url)) if was.is_none_or(|was| was == url) => {
            Verdict::Failed("the group still has its link".to_owned())
        }
        Some(InviteLink::Link(url)) => Verdict::Unclear(format!("the group has another link now: {url}")),
    }
}

/// The codes that may be the one that was made, newest first. Absent where it cannot be told which codes are new.
fn candidates<'a>(making: &Making<'_>, codes: &'a [QrCode]) -> Option<Vec<&'a QrCode>> {
    let alike =
        |code: &&QrCode| same_message(&code.message, making.message) && !making.claimed.contains(code.code.as_str());
    let Some(others) = making.others else {
        // Without a look before, no code at all with this message is still an answer.
        return (!codes.iter().any(|code| alike(&code))).then(Vec::new);
    };
    let new = if others.all {
        codes
    } else {
        let known = |code: &QrCode| others.newest.iter().any(|known| known == code.code.as_str());
        match codes.iter().position(known) {
            Some(end) => codes.get(..end)?,
            None if codes.iter().any(|code| alike(&code)) => return None,
            None => codes,
        }
    };
    let known = |code: &QrCode| others.same.iter().any(|known| known == code.code.as_str());
    Some(new.iter().filter(alike).filter(|code| !known(code)).collect())
}

/// Codes in a sentence.
fn names(codes: &[&QrCode]) -> String {
    codes.iter().map(|code| code.code.as_str()).collect::<Vec<_>>().join(", ")
}
