//! Whether an action can be done right now, and if not, why.

use std::borrow::Cow;

use super::unlisted::missing;
use super::{Action, Pane, State, Write};
use crate::dialogs::{Activity, AuditReport, Dialog};
use crate::model::{InviteLink, NumberKey, Profile, World};

/// `Ok` if the action would do something now, else the reason why not, as a sentence in which
/// `{action}` is the key of that action.
pub fn available(state: &State, action: Action) -> Result<(), Cow<'static, str>> {
    let on_marked = state.acts_on_marked();
    match action {
        Action::OpenLink if matches!(state.dialogs.last(), Some(Dialog::Connect(_) | Dialog::Secret(_))) => Ok(()),
        Action::Delete | Action::Edit if state.is_batch_running() => {
            Err("A bulk change is running; {batch} shows it.".into())
        }
        Action::Delete | Action::Edit if on_marked => marked_writable(state).map_err(Cow::Owned),
        Action::Save | Action::CopyLink | Action::CopyMessage if on_marked => Ok(()),
        Action::Unmark if state.marked.is_empty() => Err("Nothing is marked.".into()),
        _ if state.is_searching() => on_found(state, action).map_err(Cow::Borrowed),
        _ => on_selected(state, action).map_err(Cow::Borrowed),
    }
}

/// The same of an action on the selected row of the search.
fn on_found(state: &State, action: Action) -> Result<(), &'static str> {
    let search = state.search().ok_or("There is no search.")?;
    let code = || state.subject().ok_or(search.no_code());
    match action {
        Action::Delete | Action::Edit => {
            let (key, _) = code()?;
            let read = state.number_states.get(&key.number).filter(|known| !known.codes.is_cached());
            if read.is_some_and(|known| known.codes.value().is_some() && known.find_code(&key.code).is_none()) {
                return Err("The service no longer lists it.");
            }
            writable_by(state, &key.number)
        }
        Action::Mark | Action::Save | Action::Label => code().map(drop),
        Action::MarkAll if search.id.is_none() && search.searched.found.hits.is_empty() => Err("Nothing was found."),
        Action::CopyMessage if code()?.1.message.is_empty() => Err("This code has no message."),
        Action::CopyLink | Action::CopyPicture | Action::OpenLink => {
            search.link.as_deref().map(drop).ok_or(search.no_link())
        }
        _ => Ok(()),
    }
}

/// The same of an action on the journal.
fn on_entry(activity: &Activity, action: Action) -> Result<(), &'static str> {
    let row = activity.selected().ok_or("Select an entry first.")?;
    match action {
        Action::Undo => row.restorable().map(drop),
        Action::Recreate if activity.marked().next().is_some() => Ok(()),
        Action::Recreate | Action::Mark => row.recreatable().map(drop),
        _ => Ok(()),
    }
}

/// Whether what is selected is a code that can be created again.
fn on_lost(state: &State) -> Result<(), &'static str> {
    match state.dialogs.last() {
        Some(Dialog::Audit(audit)) => {
            let link = audit.report().and_then(AuditReport::link).ok_or("Select a link first.")?;
            let logged = link.logged.as_ref().ok_or("Only a code that the journal knows can be created again.")?;
            logged.recreatable().map(drop)
        }
        Some(Dialog::Problems(problems)) => {
            let problem = state.problems.get(problems.at);
            let unlisted = problem.and_then(|problem| problem.unlisted.as_ref());
            let unlisted = unlisted.ok_or("This error is not about codes that are no longer listed.")?;
            missing(state, unlisted)?;
            writable_by(state, &unlisted.number)
        }
        _ => Ok(()),
    }
}

/// The same of an action on what is selected.
fn on_selected(state: &State, action: Action) -> Result<(), &'static str> {
    match action {
        Action::Undo | Action::Recreate | Action::Mark | Action::MarkAll
            if let Some(Dialog::Activity(activity)) = state.dialogs.last() =>
        {
            on_entry(activity, action)
        }
        Action::New => {
            state.number().ok_or("Select a number first.")?;
            writable(state)
        }
        Action::Edit | Action::Delete => {
            state.code().ok_or("Select a code first.")?;
            writable(state)
        }
        Action::Mark | Action::MarkAll | Action::MarkRange | Action::CopyMessage | Action::Compare
            if state.focus == Pane::Groups =>
        {
            Err("Groups have no code; go to the codes first.")
        }
        Action::Mark | Action::MarkAll | Action::MarkRange | Action::Compare => {
            state.code().map(drop).ok_or("Select a code first.")
        }
        Action::CopyMessage => match state.code().ok_or("Select a code first.")?.1.message.as_str() {
            "" => Err("This code has no message."),
            _ => Ok(()),
        },
        Action::ResetLink => {
            group_link(state, "The invite link is not known yet.")?;
            writable(state)
        }
        Action::RemoveLink => {
            if *group_link(state, "The invite link is not known yet.")? == InviteLink::None {
                return Err("This group has no invite link.");
            }
            writable(state)
        }
        Action::FullScreen | Action::CopyLink | Action::CopyPicture | Action::OpenLink | Action::Save => {
            match state.focus {
                Pane::Groups if *group_link(state, "The invite link is not known yet.")? == InviteLink::None => {
                    Err("This group has no invite link; {reset_link} gives it one.")
                }
                Pane::Groups => Ok(()),
                Pane::Numbers | Pane::Codes => state.link().map(drop).ok_or("Select a code first."),
            }
        }
        Action::Label if state.focus == Pane::Codes => state.code().map(drop).ok_or("Select a code first."),
        Action::Label => state.number().map(drop).ok_or("Select a number first."),
        Action::Open => state.number().map(drop).ok_or("There is no number to open."),
        Action::Recreate => on_lost(state),
        Action::LookUp | Action::CloseEntry => match state.dialogs.last() {
            Some(Dialog::Activity(activity)) => {
                let entry = &activity.selected().ok_or("Select an entry first.")?.entry;
                match entry.outcome {
                    Some(_) => Err("The outcome of this change is known."),
                    None if action == Action::CloseEntry && state.open.sentence(entry.id).is_none() => {
                        Err("It has not been looked up yet or is still running; {look_up} looks it up.")
                    }
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        },
        Action::Locate => match state.dialogs.last() {
            Some(Dialog::Audit(audit)) => {
                let link = audit.report().and_then(AuditReport::link).ok_or("Select a link first.")?;
                link.lives_at().map(drop).ok_or("Only working links are in the lists.")
            }
            _ => Ok(()),
        },
        Action::Activate | Action::Pause | Action::Stop if let Some(Dialog::Sync(list)) = state.dialogs.last() => {
            let sync = list.profile(&state.profiles).and_then(|profile| state.syncs.get(profile));
            match (sync.is_some_and(|sync| sync.running.is_some()), action) {
                (true, Action::Activate) => Err("It runs already."),
                (false, Action::Pause | Action::Stop) => Err("It does not run."),
                _ => Ok(()),
            }
        }
        Action::Tour if state.world() == World::Live => Err("The tour is one of the sandbox: start qrdeck --sandbox."),
        Action::Pause | Action::Stop if !state.is_batch_running() => Err("It is over."),
        Action::Retry if !can_retry(state) => Err("No failed change can be retried."),
        Action::OpenSaved if state.saved_files.is_empty() => Err("Nothing has been saved in this run; {save} saves."),
        Action::Batch if state.batch.is_none() => Err("There have been no bulk changes so far."),
        Action::Problems if state.problems.is_empty() => Err("There have been no errors so far."),
        _ => Ok(()),
    }
}

/// Whether a change kills something that may hang printed somewhere: then it needs a confirmation that names it.
pub fn needs_confirmation(state: &State, write: &Write) -> bool {
    match write {
        Write::Create { .. } => false,
        Write::Update { key, .. } => {
            state.profile(&key.number.profile).is_none_or(|profile| profile.provider.update_replaces_code())
        }
        Write::Delete { .. } | Write::RemoveLink { .. } => true,
        Write::ResetLink { key, seen, .. } => {
            let number_state = state.number_states.get(&key.number);
            let known = number_state.and_then(|number_state| {
                number_state
                    .group_rows()
                    .iter()
                    .find(|group| group.id == key.group)
                    .map(|group| number_state.link_of(group))
            });
            // Only a group that is known to have no link loses none.
            *seen != InviteLink::None || known != Some(&InviteLink::None)
        }
    }
}

/// Whether the batch is over and something in it failed for certain.
fn can_retry(state: &State) -> bool {
    let known = |batch: &super::Batch| batch.failed.iter().any(|failure| !failure.is_unknown());
    state.batch.as_ref().is_some_and(|batch| batch.is_over() && known(batch))
}

/// Whether the selected number's profile may change anything.
fn writable(state: &State) -> Result<(), &'static str> {
    state.number().map_or(Ok(()), |row| writable_by(state, &row.key))
}

/// Whether the profile of a number may change anything.
pub(crate) fn writable_by(state: &State, number: &NumberKey) -> Result<(), &'static str> {
    match state.profile(&number.profile) {
        Some(profile) if profile.read_only && profile.world == World::Sandbox => Err("qrdeck runs with --read-only."),
        Some(profile) if profile.read_only => Err("This profile is read-only."),
        _ => Ok(()),
    }
}

/// Whether the profiles of all marked codes may change anything.
fn marked_writable(state: &State) -> Result<(), String> {
    let mut refused = Vec::<(&Profile, usize)>::new();
    for profile in state.profiles.iter().filter(|profile| profile.read_only) {
        let of_profile = state.marked.numbers().filter(|number| number.profile == profile.name);
        let count = of_profile.map(|number| state.marked.count_of(number)).sum();
        if count > 0 {
            refused.push((profile, count));
        }
    }
    let name = |(profile, count): &(&Profile, usize)| format!("{} ({count} marked)", profile.name);
    match refused.as_slice() {
        [] => Ok(()),
        all if all.iter().all(|(profile, _)| profile.world == World::Sandbox) => {
            Err("qrdeck runs with --read-only.".to_owned())
        }
        [one] => Err(format!("{} is read-only; unmark its codes first.", name(one))),
        many => {
            let names: Vec<_> = many.iter().map(name).collect();
            Err(format!("{} are read-only; unmark their codes first.", names.join(", ")))
        }
    }
}

/// What is known of the selected group's link.
fn group_link<'a>(state: &'a State, unknown: &'static str) -> Result<&'a InviteLink, &'static str> {
    let number_state = state.number_state().ok_or("Select a group first.")?;
    let link = number_state.link_of(number_state.group().ok_or("Select a group first.")?);
    if *link == InviteLink::Unknown { Err(unknown) } else { Ok(link) }
}
