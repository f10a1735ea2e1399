//! Changing the messages of many codes: the words of the confirmation, and what it sends.

use super::Lost;
use super::confirm::{self, Wording};
use crate::app::{State, Write};
use crate::model::{CodeKey, Draft, ImageFormat, Profile, QrCode};

/// A code as the person saw it, and the message that it gets.
pub(crate) type Change = (CodeKey, QrCode, String);

/// Opens the confirmation for changing the messages of many codes, each to its own new one.
pub(crate) fn open(state: &mut State, changed: Vec<Change>) {
    let count = changed.len();
    let mut profiles = Vec::<(&Profile, usize)>::new();
    for (key, ..) in &changed {
        let Some(profile) = state.profile(&key.number.profile) else { return };
        match profiles.iter_mut().find(|(known, _)| known.name == profile.name) {
            Some((_, count)) => *count += 1,
            None => profiles.push((profile, 1)),
        }
    }
    let replaces = |(profile, _): &&(&Profile, usize)| profile.provider.update_replaces_code();
    let replaced = profiles.iter().filter(replaces).map(|(_, count)| count).sum::<usize>();
    let (title, verb, doing, wanted) = if replaced == count {
        (format!("Replace these {count} codes?"), "Replace", "Replacing", "how many codes will be replaced")
    } else if replaced == 0 {
        (format!("Change these {count} codes?"), "Change", "Changing", "how many codes will be changed")
    } else {
        let title = format!("Change these {count} codes, {replaced} of them by replacement?");
        (title, "Replace and change", "Changing", "how many codes there are in all")
    };
    // What kills comes first: where there is little room, it is what is read.
    profiles.sort_by_key(|profile| !replaces(&profile));
    let meaning = match profiles.as_slice() {
        [(profile, _)] => meaning(profile),
        many => many.iter().map(|(profile, count)| meaning_among(profile, *count)).collect::<Vec<_>>().join(" "),
    };
    let change = |(key, seen, message): Change| {
        let lost = Lost { becomes: Some(message.clone()), ..Lost::of(&seen) };
        let draft = Draft { message, image: ImageFormat::default() };
        (Write::Update { key, draft, seen: seen.message }, lost)
    };
    let changes = changed.into_iter().map(change).collect();
    let (expected, wanted) = (count.to_string(), wanted.to_owned());
    confirm::open(state, changes, Wording { title, meaning, verb, doing, expected, wanted, any_case: true });
}

/// What a change of messages means at the service of a profile.
fn meaning(profile: &Profile) -> String {
    if profile.provider.update_replaces_code() {
        format!(
            "{} gives each changed message a new code. After that, scanning the original QR codes no longer starts a \
             chat: every printed copy of them is dead.",
            profile.provider.service_name()
        )
    } else {
        "The codes and their links stay the same; scanning them starts a chat with the new message.".to_owned()
    }
}

/// The same, in few words, of one profile among others.
fn meaning_among(profile: &Profile, count: usize) -> String {
    let name = &profile.name;
    let (codes, are, keep, them) =
        if count == 1 { ("code", "is", "keeps its link", "it") } else { ("codes", "are", "keep their links", "them") };
    if profile.provider.update_replaces_code() {
        let service = profile.provider.service_name();
        format!("{count} {codes} of {name} {are} replaced by {service}: every printed copy of {them} is dead.")
    } else {
        format!("{count} {codes} of {name} {keep}.")
    }
}
