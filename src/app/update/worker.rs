//! Answers of the services.

use super::{
    ask, batch, cached, database, elsewhere, fresh, learn, local_task, marks, notices, open, picture, recovered,
    recreated, settle, sync,
};
use crate::app::known::Turn;
use crate::app::{
    Effect, Level, LocalTask, NumberState, Pause, Read, Remote, Reply, Request, RequestId, State, Task, WorkerEvent,
    Write,
};
use crate::dialogs::{
    Dialog, FormPhase, Purpose, Replacement, activity, audit, conflict, connect, help, import, profiles, save, search,
    secret, still_open, theme,
};
use crate::model::{CodeKey, Error, ErrorKind, GroupKey, InviteLink, NumberKey, Priority, Updated, clean, is_altered};
use crate::panes;

/// The worker tells something.
pub(crate) fn event(state: &mut State, event: WorkerEvent, fx: &mut Vec<Effect>) {
    match event {
        WorkerEvent::Progress { id, rows } => {
            for remote in state.numbers.values_mut() {
                remote.progress(id, rows);
            }
            for number_state in state.number_states.values_mut() {
                number_state.codes.progress(id, rows);
                number_state.groups.progress(id, rows);
            }
            save::progress(state, id, rows);
        }
        WorkerEvent::Page { id, codes } => learn::page(state, id, codes),
        WorkerEvent::Search { id, searched } => search::found(state, id, *searched, false, fx),
        WorkerEvent::Sync { id, progress } => sync::progress(state, id, progress),
        WorkerEvent::Audit { id, progress } => audit::progress(state, id, progress),
        WorkerEvent::Import { id, progress } => import::progress(state, id, progress),
        WorkerEvent::Retrying { id, attempt, wait } => {
            let wait = wait.as_secs_f64().ceil();
            note_on(state, id, format!("no answer; trying again in {wait:.0} s (attempt {attempt})"));
        }
        WorkerEvent::Waiting { id, wait } => {
            let now = state.now;
            if let Some(task) = state.tasks.get_mut(&id) {
                task.pause = Some(Pause::new(now, wait));
            }
        }
        WorkerEvent::Settling { id } => {
            note_on(state, id, "the answer was lost; looking up the outcome".to_owned());
        }
        WorkerEvent::Quota { profile, quota } => {
            state.quotas.insert(profile, quota);
        }
        WorkerEvent::Notice { profile, text } => {
            notices::toast(state, Level::Warning, format!("{profile}: {text}"), fx);
        }
        WorkerEvent::Cache(news) => cached::news(state, news, fx),
        WorkerEvent::SecretRequested(wanted) => secret::requested(state, *wanted),
        WorkerEvent::SecretWithdrawn { profile, kind } => secret::withdrawn(state, &profile, kind),
        WorkerEvent::Ended { id, outcome } => {
            let Some(task) = state.tasks.remove(&id) else { return quiet(state, id, outcome, fx) };
            let Task { request, doing, asked, .. } = task;
            match (request, outcome) {
                (Request::Read(read), Ok(reply)) => {
                    have_read(state, id, asked, read, reply, fx);
                    go_on(state, id, true, fx);
                }
                (Request::Read(Read::Picture(key)), Err(error)) => {
                    picture::not_compared(state, id, &key, doing, error, fx);
                }
                (Request::Read(read), Err(error)) => {
                    not_read(state, id, &read, doing, error);
                    batch::looked(state, id, None, fx);
                    go_on(state, id, false, fx);
                }
                (Request::Local(LocalTask::Open(link)), Ok(_)) => local_task::opened_link(state, &link, fx),
                (Request::Local(LocalTask::OpenFile(path)), Ok(_)) => {
                    local_task::opened(state, &path.display().to_string(), fx);
                }
                (Request::Local(LocalTask::Open(_) | LocalTask::OpenFile(_)), Err(error)) => {
                    local_task::not_opened(state, doing, error, fx);
                }
                (Request::Local(LocalTask::Save(order)), Ok(reply)) => save::done(state, id, &order, reply, fx),
                (Request::Local(LocalTask::Save(_)), Err(error)) => save::failed(state, id, doing, error),
                (Request::Local(LocalTask::Audit(_)), Ok(reply)) => audit::surveyed(state, id, reply, fx),
                (Request::Local(LocalTask::Audit(_)), Err(error)) => audit::failed(state, id, doing, error, fx),
                (Request::Local(LocalTask::Complete(_)), Ok(Reply::Completed(completion))) => {
                    import::completed(state, id, &completion, fx);
                    audit::completed(state, id, completion, fx);
                }
                (Request::Local(LocalTask::KeepTheme(theme)), Ok(_)) => theme::kept(state, theme.as_deref(), fx),
                (Request::Local(LocalTask::KeepTheme(_)), Err(error)) => theme::not_kept(state, doing, error, fx),
                (Request::Local(LocalTask::KeepKey(_)), Err(error)) => help::not_kept(state, doing, error, fx),
                // What cannot be completed is typed, the form knows of no keyring, and the help has said which key was kept.
                (Request::Local(LocalTask::Complete(_) | LocalTask::ReadRows(_) | LocalTask::ProbeKeyring), _)
                | (Request::Local(LocalTask::KeepKey(_)), Ok(_)) => {}
                (Request::Write(write), outcome) => {
                    match outcome {
                        Ok(reply) => have_written(state, id, write, reply, fx),
                        Err(error) => not_written(state, id, &write, doing, error, fx),
                    }
                    activity::news(state, fx);
                }
                (Request::Import(_), Ok(reply)) => import::ended(state, id, reply, fx),
                (Request::Import(_), Err(error)) => import::failed(state, id, doing, error, fx),
                (Request::Sync(profile), outcome) => {
                    let outcome =
                        outcome.map(|reply| if let Reply::Synced { failed } = reply { failed } else { Vec::new() });
                    sync::ended(state, &profile, doing, outcome, fx);
                }
                // Those are asked for quietly.
                (
                    Request::Database(_)
                    | Request::Cache(_)
                    | Request::Search(_)
                    | Request::Profiles(_)
                    | Request::Connect(_)
                    | Request::Recover { .. },
                    outcome,
                ) => quiet(state, id, outcome, fx),
            }
        }
    }
}

/// Something has ended that is not shown as running. Its answer says itself what it is about, failures included; one that
/// has only failed changes nothing on screen.
fn quiet(state: &mut State, id: RequestId, outcome: Result<Reply, Error>, fx: &mut Vec<Effect>) {
    match outcome {
        Ok(Reply::Database(told)) => database::told(state, told, fx),
        Ok(Reply::Searched(searched)) if elsewhere::found(state, id, &searched) => {}
        Ok(Reply::Searched(searched)) => search::found(state, id, *searched, true, fx),
        Ok(Reply::Syncs(known)) => sync::known(state, known, fx),
        Ok(Reply::Cached(number)) => cached::restore_number(state, *number),
        Ok(Reply::Profiles(told)) => profiles::told(state, told, fx),
        Ok(Reply::Connected { findings, outcome }) => connect::checked(state, id, findings, outcome, fx),
        Ok(Reply::Keyring(keyring)) => connect::probed(state, &keyring),
        Ok(Reply::Recovered(recovered)) => recovered::told(state, recovered, fx),
        Ok(Reply::RowsRead(read)) => import::rows_read(state, id, *read),
        Ok(_) => {}
        Err(error) => {
            search::failed(state, id);
            import::rows_read(state, id, Err(error));
        }
    }
}

/// A read has ended: an action that has waited for it goes on.
fn go_on(state: &mut State, id: RequestId, read: bool, fx: &mut Vec<Effect>) {
    if state.awaited.is_some() {
        // The selection is looked at, which has to be that of the rows as they are now.
        settle::derive(state);
        if let Some(action) = fresh::ended(state, id, read, fx) {
            if state.is_searching() {
                search::act(state, action, fx);
            } else {
                panes::update::act(state, action, fx);
            }
        }
    }
}

/// Says what a running request waits for.
fn note_on(state: &mut State, id: RequestId, note: String) {
    if let Some(task) = state.tasks.get_mut(&id) {
        task.note = Some(note);
    }
}

/// A read was answered.
fn have_read(state: &mut State, id: RequestId, asked: Turn, read: Read, reply: Reply, fx: &mut Vec<Effect>) {
    let now = state.now;
    match (read, reply) {
        (Read::Numbers(profile), Reply::Numbers(numbers)) => {
            state.numbers.entry(profile).or_default().succeed(id, numbers, now);
        }
        (Read::Newest(number), Reply::Newest { codes, listed }) => {
            cached::renew(state, id, number, asked, codes, listed);
        }
        (Read::Codes(number) | Read::Newest(number), Reply::Codes(codes)) => {
            for gone in batch::looked(state, id, Some(&codes), fx) {
                learn::code_ended(state, &gone);
            }
            let codes = state.known.codes(&number, asked, codes);
            if number_state(state, &number).codes.succeed(id, codes, now) {
                marks::listed(state, &number, fx);
            }
        }
        (Read::Groups(number), Reply::Groups(groups)) => {
            let groups = state.known.groups(&number, asked, groups);
            let number_state = number_state(state, &number);
            if number_state.groups.succeed(id, groups, now) {
                // What was asked for link by link is as old as the list before: it is asked for again.
                number_state.links.retain(|_, link| link.loading().is_some());
            }
        }
        (Read::InviteLink(key), Reply::InviteLink(link)) => {
            let link = state.known.link(&key, asked, link);
            number_state(state, &key.number).links.entry(key.group).or_default().succeed(id, link, now);
        }
        (Read::Picture(key), Reply::Picture(says)) => picture::compared(state, id, &key, &says, fx),
        _ => {}
    }
}

/// A read failed or was stopped.
fn not_read(state: &mut State, id: RequestId, read: &Read, doing: String, error: Error) {
    // That a service does not offer groups to a number, or that its profile lacks what groups need, is a fact which
    // the pane states; and why the link of one group cannot be read stands beside that group. None is for the error
    // line, which is for what has gone wrong.
    let calm = matches!(
        (error.kind, read),
        (ErrorKind::Cancelled | ErrorKind::NotEnabled, _)
            | (ErrorKind::Config, Read::Groups(_))
            | (_, Read::InviteLink(_))
    );
    let current = match read {
        Read::Numbers(profile) => give_up(state.numbers.entry(profile.clone()).or_default(), id, &error),
        Read::Codes(number) | Read::Newest(number) => give_up(&mut number_state(state, number).codes, id, &error),
        Read::Groups(number) => give_up(&mut number_state(state, number).groups, id, &error),
        Read::InviteLink(key) => {
            give_up(number_state(state, &key.number).links.entry(key.group.clone()).or_default(), id, &error)
        }
        Read::Picture(_) => true,
    };
    if current && !calm {
        notices::problem(state, doing, error);
    }
}

/// Notes a failure; returns whether it was the newest request's.
fn give_up<T>(remote: &mut Remote<T>, id: RequestId, error: &Error) -> bool {
    if error.kind == ErrorKind::Cancelled {
        remote.abandon(id);
        return false;
    }
    remote.fail(id, error.clone())
}

/// A change was carried out: the lists learn it without being read again.
fn have_written(state: &mut State, id: RequestId, write: Write, reply: Reply, fx: &mut Vec<Effect>) {
    let purpose = close_form(state, id);
    open::changed(state, false, fx);
    let altered = match (&write, &reply) {
        (Write::Create { draft, .. }, Reply::Code(code))
        | (Write::Update { draft, .. }, Reply::Updated(Updated { code, .. })) => {
            is_altered(&code.message, &draft.message).then(|| code.code.clone())
        }
        _ => None,
    };
    match (write, reply) {
        (Write::Create { number, again, .. }, Reply::Code(code)) => {
            let old = batch::creates_again(state, id);
            if let (Some(entry), Some(old)) = (again, &old) {
                recreated::recreated(state, &number, (entry, old), &code);
            }
            match purpose {
                _ if old.is_some() => {}
                Some(Purpose::Recreate(of)) => recreated::alone(state, &of, &code, fx),
                _ => notices::toast(state, Level::Good, format!("Created {}: {}", code.code, code.link), fx),
            }
            learn::code_made(state, &number, code.clone());
            match old {
                Some(old) => drop(batch::done(state, id, Some((old, code.code)), fx)),
                None => number_state(state, &number).code_cursor.aim(code.code),
            }
        }
        (Write::Update { key, .. }, Reply::Updated(updated)) => have_updated(state, id, &key, updated, fx),
        (Write::Delete { key, .. }, Reply::Done) => {
            database::ended(state, &key.code, None);
            learn::code_ended(state, &key);
            if !batch::done(state, id, None, fx) {
                let text = format!("Deleted {}. {{activity}} can create it again, with a new link.", key.code);
                notices::toast(state, Level::Good, text, fx);
            }
        }
        (Write::ResetLink { key, seen, .. }, Reply::InviteLink(link)) => {
            let group = group_name(state, &key);
            let text = format!("{group} has a new link: {}", link.url().unwrap_or("none was given"));
            learn::link_is(state, &key, &seen, link, id);
            notices::toast(state, Level::Good, text, fx);
        }
        (Write::RemoveLink { key, seen, .. }, Reply::Done) => {
            learn::link_is(state, &key, &seen, InviteLink::None, id);
            let text = format!("The invite link of {} was removed.", group_name(state, &key));
            notices::toast(state, Level::Good, text, fx);
        }
        _ => {}
    }
    if let Some(code) = altered {
        notices::altered(state, &code, fx);
    }
}

/// A code has another message, and perhaps another code: then it is said loudly.
fn have_updated(state: &mut State, id: RequestId, key: &CodeKey, updated: Updated, fx: &mut Vec<Effect>) {
    let Updated { code, replaced } = updated;
    let expected = state.profile(&key.number.profile).is_some_and(|p| p.provider.update_replaces_code());
    let alone = !state.batch.as_ref().is_some_and(|batch| batch.running.contains_key(&id));
    let label_of = |code| state.label_key(&key.number, Some(code));
    if let (Some(old), Some(from), Some(to)) = (&replaced, label_of(&key.code), label_of(&code.code))
        && *old != code.code
    {
        state.labels.follow(&from, to);
        database::ended(state, old, Some(&code.code));
    }
    let new = code.clone();
    learn::code_became(state, key, code);
    state.marked.remove(&key.number, &key.code);
    if alone {
        number_state(state, &key.number).code_cursor.aim(new.code.clone());
    }
    if batch::done(state, id, replaced.clone().map(|old| (old, new.code.clone())), fx) {
        return;
    }
    match replaced {
        Some(old) => {
            let news = Replacement { number: key.number.clone(), old, new, expected };
            state.dialogs.push(Dialog::Replaced(Box::new(news)));
        }
        None => notices::toast(state, Level::Good, format!("Changed {}; its link stays the same.", new.code), fx),
    }
}

/// A change failed, was stopped, or nobody knows. A form keeps its text and says so; where the lists may be wrong
/// now they are read again.
fn not_written(state: &mut State, id: RequestId, write: &Write, doing: String, error: Error, fx: &mut Vec<Effect>) {
    let reread = matches!(error.kind, ErrorKind::OutcomeUnknown | ErrorKind::NotFound | ErrorKind::Conflict)
        && error.current.is_none();
    if let Write::ResetLink { key, seen, .. } | Write::RemoveLink { key, seen, .. } = write
        && reread
    {
        // Whether what was seen still lives, nobody knows: it is not shown as if it did.
        learn::link_is(state, key, seen, InviteLink::Unknown, id);
    }
    let form = state.dialogs.iter_mut().find_map(|dialog| match dialog {
        Dialog::Form(form) if form.phase == FormPhase::Sending(id) => Some(form),
        _ => None,
    });
    if let Some(form) = form {
        form.phase = FormPhase::Editing;
        let asked = error.current.is_some() || error.kind == ErrorKind::StillOpen;
        form.error = (!asked).then(|| error.clone());
    }
    open::changed(state, is_unknown(error.kind), fx);
    let of_batch = batch::failed(state, id, &error, fx);
    if let Some(now) = error.current.as_deref() {
        match write {
            Write::Update { key, .. } | Write::Delete { key, .. } if of_batch => conflict::learn(state, key, now),
            _ => conflict::open(state, write, now.clone()),
        }
    } else if error.kind == ErrorKind::StillOpen && !of_batch {
        still_open::ask(state, write, error);
    } else if error.kind == ErrorKind::Cancelled {
        notices::toast(state, Level::Info, "Stopped; nothing was sent.", fx);
    } else if !of_batch && error.kind == ErrorKind::Conflict {
        notices::alarm(state, doing, error, fx);
    } else if !of_batch {
        notices::problem(state, doing, error);
    }
    if reread && !state.is_batch_running() {
        let number = write.number().clone();
        let read = match write {
            Write::Create { .. } | Write::Update { .. } | Write::Delete { .. } => Read::Codes(number),
            Write::ResetLink { .. } | Write::RemoveLink { .. } => Read::Groups(number),
        };
        ask::read(state, read, Priority::Foreground, fx);
    }
}

/// Whether a change that ended so may have been carried out all the same.
fn is_unknown(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::OutcomeUnknown | ErrorKind::Decode | ErrorKind::Internal)
}

/// Closes the form that waited for this answer. Returns what it was for.
fn close_form(state: &mut State, id: RequestId) -> Option<Purpose> {
    let waits = |dialog: &Dialog| matches!(dialog, Dialog::Form(form) if form.phase == FormPhase::Sending(id));
    let at = state.dialogs.iter().position(waits)?;
    match state.dialogs.remove(at) {
        Dialog::Form(form) => Some(form.purpose),
        _ => None,
    }
}

/// A group as people know it, or its identifier.
fn group_name(state: &State, key: &GroupKey) -> String {
    let groups = state.number_states.get(&key.number).map_or(&[][..], NumberState::group_rows);
    let group = groups.iter().find(|group| group.id == key.group);
    clean::line(group.map_or(key.group.as_str(), |group| &group.subject)).into_owned()
}

/// The state of a number, made if it is not there.
fn number_state<'a>(state: &'a mut State, number: &NumberKey) -> &'a mut NumberState {
    state.number_states.entry(number.clone()).or_default()
}
