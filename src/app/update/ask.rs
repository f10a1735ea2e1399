//! The only way requests leave the app. Every change passes [`write()`], where read-only and confirmations are
//! enforced, whatever the dialogs did.

use super::notices;
use crate::app::{
    DbRequest, Effect, ImportChoices, ImportRequest, ImportSheets, LocalTask, Moment, ProfileRequest, Read, Request,
    RequestId, State, Task, Write, needs_confirmation,
};
use crate::dialogs::Confirm;
use crate::import::Preview;
use crate::model::{Error, ErrorKind, NumberKey, Priority, ProfileName, clean};

/// Asks for something and notes that it is on its way. A running read of the same thing is outrun: its answer
/// will be dropped.
pub(crate) fn read(state: &mut State, read: Read, priority: Priority, fx: &mut Vec<Effect>) -> RequestId {
    let id = next(state);
    match &read {
        Read::Numbers(profile) => state.numbers.entry(profile.clone()).or_default().start(id),
        Read::Codes(number) | Read::Newest(number) => {
            state.number_states.entry(number.clone()).or_default().codes.start(id);
        }
        Read::Groups(number) => state.number_states.entry(number.clone()).or_default().groups.start(id),
        Read::InviteLink(group) => {
            let number_state = state.number_states.entry(group.number.clone()).or_default();
            number_state.links.entry(group.group.clone()).or_default().start(id);
        }
        Read::Picture(key) => {
            let number_state = state.number_states.entry(key.number.clone()).or_default();
            number_state.pictures.entry(key.code.clone()).or_default().start(id);
        }
    }
    let doing = match &read {
        Read::Numbers(profile) => format!("Listing the numbers of {profile}"),
        Read::Codes(number) | Read::Newest(number) => format!("Listing the codes of {}", name(state, number)),
        Read::Groups(number) => format!("Listing the groups of {}", name(state, number)),
        Read::InviteLink(group) => format!("Reading an invite link of {}", name(state, &group.number)),
        Read::Picture(key) => format!("Comparing the picture of {}", key.code),
    };
    launch(state, id, Request::Read(read), doing, priority, fx);
    id
}

/// Sends a change, unless the profile is read-only, or it destroys something and `confirm` has not just named it
/// and been answered. What is refused is told as a problem, and `None` comes back.
pub(crate) fn write(
    state: &mut State,
    write: Write,
    confirm: Option<&Confirm>,
    fx: &mut Vec<Effect>,
) -> Option<RequestId> {
    let doing = doing(state, &write);
    let refusal = match state.profile(write.profile()) {
        None => Some(Error::new(ErrorKind::Internal, format!("There is no profile {}.", write.profile()))),
        Some(profile) if profile.read_only => Some(Error::read_only(profile.provider)),
        Some(_) if needs_confirmation(state, &write) && !confirm.is_some_and(|c| c.allows(&write)) => {
            Some(Error::new(ErrorKind::Refused, "It was not confirmed; nothing was sent."))
        }
        Some(_) => None,
    };
    if let Some(error) = refusal {
        notices::problem(state, doing, error);
        return None;
    }
    let id = next(state);
    launch(state, id, Request::Write(write), doing, Priority::Foreground, fx);
    Some(id)
}

/// Has something done on this machine.
pub(crate) fn local_task(state: &mut State, task: LocalTask, fx: &mut Vec<Effect>) -> RequestId {
    let doing = match &task {
        LocalTask::Open(link) => format!("Opening {}", clean::line(link)),
        LocalTask::OpenFile(path) => format!("Opening {}", clean::line(&path.display().to_string())),
        LocalTask::Audit(_) => "Auditing files".to_owned(),
        LocalTask::KeepTheme(_) => "Keeping the theme".to_owned(),
        LocalTask::KeepKey(_) => "Keeping the key".to_owned(),
        LocalTask::Complete(_) => "Completing a path".to_owned(),
        LocalTask::ReadRows(_) => "Reading rows".to_owned(),
        LocalTask::ProbeKeyring => "Looking for a keyring".to_owned(),
        LocalTask::Save(order) if order.items.len() == 1 => "Saving a code".to_owned(),
        LocalTask::Save(order) => format!("Saving {} codes", order.items.len()),
    };
    let id = next(state);
    launch(state, id, Request::Local(task), doing, Priority::Foreground, fx);
    id
}

/// Asks the database of this machine. That takes no time worth a line on screen, so it is not shown as running.
pub(crate) fn database(state: &mut State, ask: DbRequest, fx: &mut Vec<Effect>) {
    quietly(state, Request::Database(ask), Priority::Foreground, fx);
}

/// Has something done about the profiles, which are shown with what is done about them.
pub(crate) fn profiles(state: &mut State, ask: ProfileRequest, fx: &mut Vec<Effect>) -> RequestId {
    quietly(state, Request::Profiles(ask), Priority::Foreground, fx)
}

/// Lists everything that a profile has, where nobody waits for it.
pub(crate) fn sync(state: &mut State, profile: &ProfileName, fx: &mut Vec<Effect>) -> RequestId {
    let id = next(state);
    let (request, doing) = (Request::Sync(profile.clone()), format!("Syncing {profile}"));
    launch(state, id, request, doing, Priority::Background, fx);
    id
}

/// Has a file of rows checked; nothing is sent.
pub(crate) fn import_check(state: &mut State, choices: ImportChoices, fx: &mut Vec<Effect>) -> RequestId {
    let (choices, profiles) = (Box::new(choices), state.profiles.clone());
    let request = Request::Import(Box::new(ImportRequest::Check { choices, profiles }));
    let id = next(state);
    launch(state, id, request, "Checking the rows of a file".to_owned(), Priority::Foreground, fx);
    id
}

/// Has the codes created that a preview shows, and no others: the worker looks again, and where something else would be
/// created by now it shows that instead. Refused where the preview has mistakes, and where a profile that it is about is
/// read-only or not here.
pub(crate) fn import(
    state: &mut State,
    preview: &Preview,
    sheets: Option<ImportSheets>,
    fx: &mut Vec<Effect>,
) -> Option<RequestId> {
    let doing = format!("Creating {} codes", preview.wanted());
    let mut refusal = (!preview.mistakes.is_empty())
        .then(|| Error::new(ErrorKind::Refused, "The file has mistakes; nothing was sent."));
    for (number, _) in preview.wanted_of_numbers() {
        match state.profile(&number.profile.name) {
            Some(profile) if profile.read_only => refusal = Some(Error::read_only(profile.provider)),
            Some(_) => {}
            None => {
                let message = format!("There is no profile {}.", number.profile.name);
                refusal = Some(Error::new(ErrorKind::Internal, message));
            }
        }
    }
    if let Some(error) = refusal {
        notices::problem(state, doing, error);
        return None;
    }
    let (preview, profiles) = (Box::new(preview.clone()), state.profiles.clone());
    let id = next(state);
    let request = Request::Import(Box::new(ImportRequest::Create { preview, sheets, profiles }));
    launch(state, id, request, doing, Priority::Foreground, fx);
    Some(id)
}

/// Has changes looked up whose outcome is not known; `first`: for the first time in a run.
pub(crate) fn recover(state: &mut State, first: bool, fx: &mut Vec<Effect>) {
    quietly(state, Request::Recover { first }, Priority::Background, fx);
}

/// Asks for something that is not noted among what runs: whoever asks knows it by the id, or by what the answer says.
pub(crate) fn quietly(state: &mut State, request: Request, priority: Priority, fx: &mut Vec<Effect>) -> RequestId {
    let id = next(state);
    fx.push(Effect::Ask { id, request, priority });
    id
}

/// A number as people know it, or its identifier.
pub(crate) fn name(state: &State, number: &NumberKey) -> String {
    state.find_number(number).map_or_else(|| number.number.to_string(), |n| clean::line(&n.name).into_owned())
}

/// What a change does, in words.
fn doing(state: &State, write: &Write) -> String {
    let number = name(state, write.number());
    match write {
        Write::Create { .. } => format!("Creating a code of {number}"),
        Write::Update { key, .. } => format!("Changing {} of {number}", key.code),
        Write::Delete { key, .. } => format!("Deleting {} of {number}", key.code),
        Write::ResetLink { .. } => format!("Resetting an invite link of {number}"),
        Write::RemoveLink { .. } => format!("Removing an invite link of {number}"),
    }
}

/// A name no request has had.
fn next(state: &mut State) -> RequestId {
    state.next_request += 1;
    RequestId(state.next_request)
}

/// Notes the request and sends it.
fn launch(state: &mut State, id: RequestId, request: Request, doing: String, priority: Priority, fx: &mut Vec<Effect>) {
    let Moment { since_start: since, .. } = state.now;
    state.tasks.insert(
        id,
        Task {
            request: request.clone(),
            doing,
            since,
            note: None,
            pause: None,
            cancelled: false,
            asked: state.known.now(),
        },
    );
    fx.push(Effect::Ask { id, request, priority });
}
