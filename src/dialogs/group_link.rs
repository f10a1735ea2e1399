//! Resetting and removing invite links: the words of the confirmations, and what they send.

use super::Lost;
use super::confirm::{self, TAIL, Wording};
use crate::app::update::ask;
use crate::app::{Effect, State, Write, needs_confirmation};
use crate::model::{GroupKey, InviteLink};

/// Opens the confirmation for taking the selected group's link away.
pub(crate) fn remove(state: &mut State) {
    let meaning = "Nobody will be able to join the group with this link, printed or shared. Members can only join by \
                   invite link.";
    group_link(
        state,
        |key, seen| Write::RemoveLink { key, seen, despite_open: false },
        "Remove this invite link?",
        meaning,
        ("Remove", "Removing"),
    );
}

/// Opens the confirmation for a new link; a group without one loses nothing and gets it at once.
pub(crate) fn reset(state: &mut State, fx: &mut Vec<Effect>) {
    let Some((key, _)) = state.group() else { return };
    let write = Write::ResetLink { key, seen: InviteLink::None, despite_open: false };
    if needs_confirmation(state, &write) {
        let meaning = "The group gets a new link. The old one stops working at once, printed or shared, and cannot \
                       be restored.";
        group_link(
            state,
            |key, seen| Write::ResetLink { key, seen, despite_open: false },
            "Reset this invite link?",
            meaning,
            ("Reset", "Resetting"),
        );
    } else {
        ask::write(state, write, None, fx);
    }
}

/// Asks again for a change of a link that an earlier one like it holds back; a group without a link loses none.
pub(crate) fn despite_open(state: &mut State, write: Write, fx: &mut Vec<Effect>) {
    if !needs_confirmation(state, &write) {
        ask::write(state, write, None, fx);
        return;
    }
    let meaning = "An earlier change of this link may still be carried out, before or after this one. The link shown \
                   here stops working at once, printed or shared.";
    let (Write::ResetLink { key, seen, .. } | Write::RemoveLink { key, seen, .. }) = &write else { return };
    // What is confirmed is what is on screen: another group, or another link, is not what was asked about.
    let here = state.group().is_some_and(|(here, _)| here == *key);
    if !here || state.link() != seen.url() {
        return;
    }
    let (title, verbs) = match write {
        Write::RemoveLink { .. } => ("Remove this invite link anyway?", ("Remove", "Removing")),
        _ => ("Reset this invite link anyway?", ("Reset", "Resetting")),
    };
    group_link(state, move |_, _| write, title, meaning, verbs);
}

/// Opens a confirmation about the selected group's link.
fn group_link(
    state: &mut State,
    write: impl FnOnce(GroupKey, InviteLink) -> Write,
    title: &str,
    meaning: &str,
    (verb, doing): (&'static str, &'static str),
) {
    let Some((key, group)) = state.group() else { return };
    let Some(link) = state.number_state().and_then(|number_state| number_state.link_of(group).url()).map(str::to_owned)
    else {
        return;
    };
    let number = String::new();
    let lost = Lost { name: group.subject.clone(), message: None, becomes: None, link: link.clone(), number };
    let expected: String = {
        let skip = link.chars().count().saturating_sub(TAIL);
        link.chars().skip(skip).collect()
    };
    let wording = Wording {
        title: title.to_owned(),
        meaning: meaning.to_owned(),
        verb,
        doing,
        expected,
        wanted: "the last four characters of the link".to_owned(),
        any_case: false,
    };
    confirm::open(state, vec![(write(key, InviteLink::Link(link)), lost)], wording);
}
