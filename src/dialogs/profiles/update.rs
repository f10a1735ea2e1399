//! Profiles on the screen: listed, shown and hidden, tested, removed.

use crossterm::event::KeyEvent;

use crate::app::update::{ask, drafts, notices};
use crate::app::{
    Action, Effect, Level, ProfileCheck, ProfileEvent, ProfileRequest, ProfileRow, ProfileStatus, Read, Remote,
    Request, RequestId, Scrolled, State,
};
use crate::dialogs::{Choice, Dialog, Profiles, Removal, connect, secret};
use crate::model::{Priority, ProfileName, World};

/// Rows of the list that a page is.
const PAGE: usize = 7;

/// Opens the list, and looks what config.toml says by now.
pub(crate) fn open(state: &mut State, fx: &mut Vec<Effect>) {
    let here = state.number().map(|row| row.key.profile.clone());
    let selected = here.or_else(|| state.profile_list.rows.first().map(|row| row.profile.name.clone()));
    state.dialogs.push(Dialog::Profiles(Box::new(Profiles { selected, ..Profiles::default() })));
    ask::profiles(state, ProfileRequest::List, fx);
}

/// Keys in the list, and in the findings of a test.
pub(crate) fn key(state: &mut State, _: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Profiles(list)) = state.dialogs.last_mut() else { return };
    list.said = None;
    let at = list.position(&state.profile_list);
    match (action, list.reading) {
        (Some(Action::Back), true) => list.reading = false,
        (Some(Action::Back), false) => drop(state.dialogs.pop()),
        (Some(Action::Down), true) => state.scrolled.down(1),
        (Some(Action::Up), true) => state.scrolled.up(1),
        (Some(action), false) if let Some(to) = action.moves(at, PAGE) => list.go(to, &state.profile_list),
        (Some(Action::Connect), false) => connect::open(state, fx),
        (Some(Action::Refresh), false) => drop(ask::profiles(state, ProfileRequest::List, fx)),
        (Some(Action::ShowAll), false) => all(state, fx),
        (Some(Action::Reopen), false) => say(state, |state| reopen(state, fx)),
        (Some(action), _) => {
            let Some(row) = list.row(&state.profile_list).cloned() else { return };
            say(state, |state| act(state, action, &row, fx));
        }
        (None, _) => {}
    }
}

/// What is done with the selected profile, or why it cannot be done.
fn act(state: &mut State, action: Action, row: &ProfileRow, fx: &mut Vec<Effect>) -> Result<(), String> {
    let name = &row.profile.name;
    match action {
        Action::Show if row.status == ProfileStatus::New => reopen(state, fx)?,
        Action::Show if state.profile(name).is_some() => hide(state, name, fx)?,
        Action::Show => show(state, row, fx),
        Action::Only if row.status == ProfileStatus::New => return Err(NEW.to_owned()),
        Action::Only => {
            show(state, row, fx);
            let others: Vec<_> = state.profiles.iter().map(|p| p.name.clone()).filter(|other| other != name).collect();
            others.iter().try_for_each(|other| hide(state, other, fx))?;
        }
        Action::Test => test(state, name, fx),
        Action::Findings => read(state),
        Action::CopyText => {
            let text = state.profile_list.report(name).ok_or("It has not been tested yet; {test} tests it.")?;
            fx.push(Effect::Copy { what: format!("The test of {name}"), text });
        }
        Action::Remove => remove(state, row)?,
        _ => {}
    }
    Ok(())
}

/// What keeps a new profile off the screen.
const NEW: &str = "It is new in config.toml and not part of this run; {reopen} reloads.";

/// Says in the list why something was not done.
fn say(state: &mut State, act: impl FnOnce(&mut State) -> Result<(), String>) {
    if let Err(reason) = act(state)
        && let Some(list) = find(state)
    {
        list.said = Some(reason);
    }
}

/// Puts a profile on screen, in the order of config.toml, and asks for its numbers.
fn show(state: &mut State, row: &ProfileRow, fx: &mut Vec<Effect>) {
    let name = row.profile.name.clone();
    if state.profile(&name).is_some() {
        return;
    }
    state.profiles.push(row.profile.clone());
    let rows = &state.profile_list.rows;
    state.profiles.sort_by_key(|profile| rows.iter().position(|row| row.profile.name == profile.name));
    state.shown_version += 1;
    secret::again(state, &name, fx);
    ask::read(state, Read::Numbers(name), Priority::Foreground, fx);
}

/// Takes a profile off the screen: nothing is read of it any more.
fn hide(state: &mut State, name: &ProfileName, fx: &mut Vec<Effect>) -> Result<(), String> {
    if is_changing(state, name) {
        return Err(format!("Changes of {name} are running; it stays until they finish."));
    }
    for (id, task) in &mut state.tasks {
        if matches!(&task.request, Request::Read(read) if read.profile() == name) && !task.cancelled {
            task.cancelled = true;
            fx.push(Effect::Cancel(*id));
        }
    }
    state.profiles.retain(|profile| profile.name != *name);
    // What is not on screen is not acted on.
    state.marked.retain(|number, _| number.profile != *name);
    state.shown_version += 1;
    Ok(())
}

/// Shows every profile of this run.
fn all(state: &mut State, fx: &mut Vec<Effect>) {
    let rows: Vec<_> = state.profile_list.rows.iter().filter(|row| row.is_here()).cloned().collect();
    for row in &rows {
        show(state, row, fx);
    }
}

/// Whether something of a profile is being changed.
fn is_changing(state: &State, name: &ProfileName) -> bool {
    let writes = |request: &Request| matches!(request, Request::Write(write) if write.profile() == name);
    state.tasks.values().any(|task| writes(&task.request))
        || (state.is_batch_running()
            && state
                .batch
                .as_ref()
                .is_some_and(|batch| batch.confirm.terms.profiles.iter().any(|profile| profile.name == *name)))
}

/// Begins again, unless something would be lost by that.
fn reopen(state: &mut State, fx: &mut Vec<Effect>) -> Result<(), String> {
    if state.profile_list.mistakes.is_some() {
        return Err("config.toml has mistakes; correct them first.".to_owned());
    }
    if state.writes_running() > 0 || state.is_batch_running() {
        return Err("Changes are running; wait until they finish.".to_owned());
    }
    fx.push(Effect::Reopen);
    Ok(())
}

/// Has a profile tested, and shows what comes of it.
fn test(state: &mut State, name: &ProfileName, fx: &mut Vec<Effect>) {
    if !matches!(state.profile_list.checks.get(name), Some(ProfileCheck::Running(_))) {
        secret::again(state, name, fx);
        let id = ask::profiles(state, ProfileRequest::Check(name.clone()), fx);
        state.profile_list.checks.insert(name.clone(), ProfileCheck::Running(id));
    }
    read(state);
}

/// Shows all that is known of the selected profile, and what its last test found.
fn read(state: &mut State) {
    state.scrolled = Scrolled::default();
    if let Some(list) = find(state) {
        list.reading = true;
    }
}

/// Asks before a profile is removed.
fn remove(state: &mut State, row: &ProfileRow) -> Result<(), String> {
    if row.profile.world == World::Sandbox {
        return Err("The sandbox is not a profile in config.toml; it disappears when there is one.".to_owned());
    }
    if row.status == ProfileStatus::Gone {
        return Err("It is no longer in config.toml.".to_owned());
    }
    if is_changing(state, &row.profile.name) {
        return Err("Changes of it are running; wait until they finish.".to_owned());
    }
    state.dialogs.push(Dialog::Removal(Box::new(Removal { row: row.clone(), choice: Choice::Stay })));
    Ok(())
}

/// Whoever keeps the profiles tells something.
pub(crate) fn told(state: &mut State, told: ProfileEvent, fx: &mut Vec<Effect>) {
    match told {
        ProfileEvent::List(rows, mistakes) => {
            state.profile_list.rows = rows;
            state.profile_list.mistakes = mistakes;
        }
        ProfileEvent::Checked { profile, findings, failed } => {
            let at = state.now;
            state.profile_list.checks.insert(profile.clone(), ProfileCheck::Done { findings, failed, at });
            // What keeps it from working may be mended by now.
            let unconnected = |remote: &Remote<_>| remote.value().is_none() && remote.loading().is_none();
            if !failed && state.profile(&profile).is_some() && state.numbers.get(&profile).is_none_or(unconnected) {
                ask::read(state, Read::Numbers(profile), Priority::Foreground, fx);
            }
        }
        ProfileEvent::Stopped(name) => {
            if matches!(state.profile_list.checks.get(&name), Some(ProfileCheck::Running(_))) {
                state.profile_list.checks.remove(&name);
            }
            notices::toast(state, Level::Info, format!("The test of {name} was stopped."), fx);
        }
        ProfileEvent::Removed(name, Ok(more)) => {
            drafts::forget(state, &name);
            let sentences = [format!("{name} is removed from config.toml.")].into_iter().chain(more);
            let text = sentences.collect::<Vec<_>>().join(" ");
            // Nothing of it is being changed, or it could not have been removed.
            let _ = hide(state, &name, fx);
            state.profile_list.rows.retain(|row| row.profile.name != name);
            state.profile_list.checks.remove(&name);
            match find(state) {
                Some(list) => list.said = Some(text),
                None => notices::toast(state, Level::Good, text, fx),
            }
        }
        ProfileEvent::Removed(name, Err(error)) => {
            if let Some(list) = find(state) {
                list.said = Some(format!("{} {}", error.message, error.advice));
            }
            notices::problem(state, format!("Removing the profile {name}"), error);
        }
    }
}

/// The test that Ctrl-C stops: of the selected profile, else another one that runs.
pub(crate) fn testing(state: &State) -> Option<(ProfileName, RequestId)> {
    let Some(Dialog::Profiles(list)) = state.dialogs.last() else { return None };
    let running = |row: &ProfileRow| match state.profile_list.checks.get(&row.profile.name) {
        Some(ProfileCheck::Running(id)) => Some((row.profile.name.clone(), *id)),
        _ => None,
    };
    let selected = list.row(&state.profile_list).and_then(running);
    selected.or_else(|| state.profile_list.rows.iter().find_map(running))
}

/// The list, wherever it lies.
fn find(state: &mut State) -> Option<&mut Profiles> {
    state.dialogs.iter_mut().find_map(|dialog| match dialog {
        Dialog::Profiles(list) => Some(&mut **list),
        _ => None,
    })
}
