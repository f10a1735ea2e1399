//! Asking before something is destroyed, and carrying out exactly what was asked.

use crossterm::event::{KeyEvent, KeyEventKind};

use crate::app::update::{ask, batch};
use crate::app::{Action, Effect, State, Write, needs_confirmation};
use crate::dialogs::{Confirm, ConfirmFocus, Dialog, FormPhase, Lost, Terms};
use crate::model::{CodeId, CodeKey, Draft, GroupKey, ImageFormat, InviteLink, NumberKey, Profile, QrCode, clean};

/// How many characters of a code or link have to be typed (the stable contract of the keys).
const TAIL: usize = 4;

/// Opens the confirmation for deleting the marked codes, or the selected one where none is marked.
pub(crate) fn delete_codes(state: &mut State) {
    let Some((selected, _)) = state.code() else { return };
    let Some(number_state) = state.number_states.get(&selected.number) else { return };
    let doomed: Vec<QrCode> = if number_state.marked.is_empty() {
        number_state.code().into_iter().cloned().collect()
    } else {
        number_state.code_rows().iter().filter(|code| number_state.marked.contains(&code.code)).cloned().collect()
    };
    delete(state, &selected.number, &doomed);
}

/// Opens the confirmation for deleting these codes.
pub(crate) fn delete(state: &mut State, number: &NumberKey, doomed: &[QrCode]) {
    let (title, meaning, expected, wanted) = match doomed {
        [] => return,
        [one] => (
            "Delete this code?".to_owned(),
            "Whoever scans it afterwards reaches nobody. No one can bring it back, the service included. A new code \
             would have a new link; what is printed stays dead."
                .to_owned(),
            one.code.tail(TAIL).to_owned(),
            "the last four characters of the code".to_owned(),
        ),
        many => (
            format!("Delete these {} codes?", many.len()),
            "Whoever scans them afterwards reaches nobody. No one can bring them back, the service included. New \
             codes would have new links; what is printed stays dead."
                .to_owned(),
            many.len().to_string(),
            "how many codes will be deleted".to_owned(),
        ),
    };
    let writes = doomed
        .iter()
        .map(|code| Write::Delete {
            key: CodeKey { number: number.clone(), code: code.code.clone() },
            seen: code.message.clone(),
        })
        .collect();
    let lost = doomed.iter().map(lost_code).collect();
    open(state, number, |number, profile| Terms {
        writes,
        lost,
        title,
        meaning,
        number,
        profile,
        verb: "Delete",
        expected,
        wanted,
        any_case: true,
    });
}

/// Opens the confirmation for an update that replaces its code. The form stays below.
pub(crate) fn replace_code(state: &mut State, key: &CodeKey, seen: &QrCode, draft: Draft) {
    let lost = vec![Lost { becomes: Some(draft.message.clone()), ..lost_code(seen) }];
    let expected = key.code.tail(TAIL).to_owned();
    open(state, &key.number, |number, profile| Terms {
        title: "Replace this code?".to_owned(),
        meaning: format!(
            "{} gives the changed message a new code. After that, scanning the original QR code no longer starts a \
             chat: every printed copy of it is dead.",
            profile.provider.service_name()
        ),
        writes: vec![Write::Update { key: key.clone(), draft, seen: seen.message.clone() }],
        lost,
        number,
        profile,
        verb: "Replace",
        expected,
        wanted: "the last four characters of the old code".to_owned(),
        any_case: true,
    });
}

/// Opens the confirmation for changing the messages of many codes, each to its own new one.
pub(crate) fn change_codes(state: &mut State, number: &NumberKey, seen: &[QrCode], changed: &[(CodeId, String)]) {
    let count = changed.len();
    let find = |id: &CodeId| seen.iter().find(|code| code.code == *id);
    let lost = changed
        .iter()
        .filter_map(|(id, message)| Some(Lost { becomes: Some(message.clone()), ..lost_code(find(id)?) }))
        .collect();
    let writes = changed
        .iter()
        .filter_map(|(id, message)| {
            Some(Write::Update {
                key: CodeKey { number: number.clone(), code: id.clone() },
                draft: Draft { message: message.clone(), image: ImageFormat::default() },
                seen: find(id)?.message.clone(),
            })
        })
        .collect();
    open(state, number, |number, profile| {
        let replaces = profile.provider.update_replaces_code();
        let meaning = if replaces {
            format!(
                "{} gives each changed message a new code. After that, scanning the original QR codes no longer \
                 starts a chat: every printed copy of them is dead.",
                profile.provider.service_name()
            )
        } else {
            "The codes and their links stay as they are; whoever scans them starts with the new message.".to_owned()
        };
        Terms {
            title: format!("{} these {count} codes?", if replaces { "Replace" } else { "Change" }),
            meaning,
            writes,
            lost,
            number,
            profile,
            verb: if replaces { "Replace" } else { "Change" },
            expected: count.to_string(),
            wanted: "how many codes will be changed".to_owned(),
            any_case: true,
        }
    });
}

/// Opens the confirmation for taking the selected group's link away.
pub(crate) fn remove_link(state: &mut State) {
    let meaning = "After that nobody can join the group with this link, printed or shared. Members can join by \
                   invite link only.";
    group_link(
        state,
        |key, seen| Write::RemoveLink { key, seen, despite_open: false },
        "Remove this invite link?",
        meaning,
        "Remove",
    );
}

/// Opens the confirmation for a new link; a group without one loses nothing and gets it at once.
pub(crate) fn reset_link(state: &mut State, fx: &mut Vec<Effect>) {
    let Some((key, _)) = state.group() else { return };
    let write = Write::ResetLink { key, seen: InviteLink::None, despite_open: false };
    if needs_confirmation(state, &write) {
        let meaning = "The group gets a new link. The old one stops working at once, printed or shared, and cannot \
                       be brought back.";
        group_link(
            state,
            |key, seen| Write::ResetLink { key, seen, despite_open: false },
            "Reset this invite link?",
            meaning,
            "Reset",
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
    let (title, verb) = match write {
        Write::RemoveLink { .. } => ("Remove this invite link all the same?", "Remove"),
        _ => ("Reset this invite link all the same?", "Reset"),
    };
    group_link(state, move |_, _| write, title, meaning, verb);
}

/// Keys in a confirmation.
pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Confirm(confirm)) = state.dialogs.last_mut() else { return };
    match action {
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        Some(Action::NextField | Action::PreviousField) => {
            confirm.focus = match confirm.focus {
                ConfirmFocus::Cancel if confirm.matches() => ConfirmFocus::Accept,
                _ => ConfirmFocus::Cancel,
            };
        }
        Some(Action::Down) => confirm.scroll = (confirm.scroll + 1).min(confirm.terms.lost.len().saturating_sub(1)),
        Some(Action::Up) => confirm.scroll = confirm.scroll.saturating_sub(1),
        Some(Action::Activate) => activate(state, key, fx),
        _ => confirm.type_key(key),
    }
}

/// Enter: what has the focus. A held key is nobody's decision.
fn activate(state: &mut State, key: KeyEvent, fx: &mut Vec<Effect>) {
    let Some(Dialog::Confirm(confirm)) = state.dialogs.last_mut() else { return };
    if key.kind == KeyEventKind::Repeat {
        return;
    }
    match confirm.focus {
        ConfirmFocus::Accept if confirm.matches() => accept(state, fx),
        _ if confirm.typed.is_empty() || confirm.matches() => {
            state.dialogs.pop();
        }
        _ => confirm.mismatch = true,
    }
}

/// Sends what the confirmation carries, and nothing else.
fn accept(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(Dialog::Confirm(confirm)) = state.dialogs.pop() else { return };
    if matches!(state.dialogs.last(), Some(Dialog::Rewrite(_))) {
        state.dialogs.pop();
        return batch::begin(state, *confirm, fx);
    }
    if confirm.resumes.is_some() {
        return batch::begin(state, *confirm, fx);
    }
    let [write] = confirm.terms.writes.as_slice() else { return batch::begin(state, *confirm, fx) };
    let sent = ask::write(state, write.clone(), Some(&confirm), fx);
    if let (Some(Dialog::Form(form)), Some(id)) = (state.dialogs.last_mut(), sent) {
        form.phase = FormPhase::Sending(id);
    }
}

/// Opens a confirmation about the selected group's link.
fn group_link(
    state: &mut State,
    write: impl FnOnce(GroupKey, InviteLink) -> Write,
    title: &str,
    meaning: &str,
    verb: &'static str,
) {
    let Some((key, group)) = state.group() else { return };
    let Some(link) = state.number_state().and_then(|number_state| number_state.link_of(group).url()).map(str::to_owned)
    else {
        return;
    };
    let lost = vec![Lost { name: group.subject.clone(), message: None, becomes: None, link: link.clone() }];
    let number = key.number.clone();
    let expected: String = {
        let skip = link.chars().count().saturating_sub(TAIL);
        link.chars().skip(skip).collect()
    };
    open(state, &number, |number, profile| Terms {
        writes: vec![write(key, InviteLink::Link(link))],
        lost,
        title: title.to_owned(),
        meaning: meaning.to_owned(),
        number,
        profile,
        verb,
        expected,
        wanted: "the last four characters of the link".to_owned(),
        any_case: false,
    });
}

/// Puts a confirmation on the stack.
fn open(state: &mut State, number: &NumberKey, asked: impl FnOnce(String, Profile) -> Terms) {
    let Some(profile) = state.profile(&number.profile).cloned() else { return };
    let words = state.find_number(number).map_or_else(
        || number.number.to_string(),
        |n| format!("{}  {}", clean::line(&n.name), clean::line(&n.display)),
    );
    let confirm = Confirm::new(asked(words, profile), state.key, state.now.since_start);
    state.dialogs.push(Dialog::Confirm(Box::new(confirm)));
}

/// What dies with a code.
fn lost_code(code: &QrCode) -> Lost {
    Lost { name: code.code.to_string(), message: Some(code.message.clone()), becomes: None, link: code.link.clone() }
}
