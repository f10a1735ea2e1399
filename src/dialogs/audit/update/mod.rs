//! The audit: naming files, the search, and the report.

mod report;

use crossterm::event::KeyEvent;

use crate::app::update::{ask, notices};
use crate::app::{
    Action, AuditOrder, AuditResult, DbRequest, Effect, Level, LocalTask, Logged, Reply, RequestId, State,
};
use crate::audit::{Completion, Kind, ScanProgress, Unread, Verdict};
use crate::dialogs::{Audit, AuditPhase, AuditReport, Checked, Dialog};
use crate::model::{Error, ErrorKind, NumberKey};
use crate::store::{LabelKey, Retirement};

pub(crate) use report::{ended, recreated};

/// Opens it as it was closed.
pub(crate) fn open(state: &mut State) {
    let audit = state.audit.take().unwrap_or_default();
    state.dialogs.push(Dialog::Audit(audit));
}

/// Keys in it.
pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Audit(audit)) = state.dialogs.last_mut() else { return };
    match audit.phase {
        AuditPhase::Done(_) => report::key(state, key, action, fx),
        AuditPhase::Naming => naming(state, key, action, fx),
        AuditPhase::Running { .. } | AuditPhase::Recalling(_) if action == Some(Action::Back) => stop(state, fx),
        AuditPhase::Running { .. } | AuditPhase::Recalling(_) => {}
    }
}

/// Keys while files are named.
fn naming(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Audit(audit)) = state.dialogs.last_mut() else { return };
    match action {
        Some(Action::Submit) => start(state, fx),
        Some(Action::Complete) => {
            let line = audit.line();
            let id = ask::local_task(state, LocalTask::Complete(line.clone()), fx);
            if let Some(audit) = find(state) {
                audit.completing = Some((id, line));
            }
        }
        Some(Action::Back) => match audit.earlier.take() {
            Some(report) => {
                audit.rewrite();
                audit.phase = AuditPhase::Done(report);
            }
            None => close(state),
        },
        _ => audit.key(key),
    }
}

/// Puts it aside.
fn close(state: &mut State) {
    if matches!(state.dialogs.last(), Some(Dialog::Audit(_)))
        && let Some(Dialog::Audit(audit)) = state.dialogs.pop()
    {
        state.audit = Some(audit);
    }
}

/// Has the files looked through, and the accounts asked.
fn start(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(Dialog::Audit(audit)) = state.dialogs.last_mut() else { return };
    audit.edited();
    let paths = audit.text();
    let profiles = state.profiles.iter().map(|profile| (profile.name.clone(), profile.provider)).collect();
    let id = ask::local_task(state, LocalTask::Audit(Box::new(AuditOrder { paths, profiles })), fx);
    if let Some(audit) = find(state) {
        audit.asked = audit.text();
        audit.name_others();
        audit.phase = AuditPhase::Running { id, progress: ScanProgress::default() };
    }
}

/// Stops what is running.
fn stop(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(audit) = find(state) else { return };
    match &audit.phase {
        AuditPhase::Running { id, .. } => {
            let id = *id;
            if let Some(task) = state.tasks.get_mut(&id) {
                task.cancelled = true;
            }
            fx.push(Effect::Cancel(id));
        }
        AuditPhase::Recalling(_) => audit.phase = AuditPhase::Naming,
        AuditPhase::Naming | AuditPhase::Done(_) => {}
    }
}

/// The search gets on.
pub(crate) fn progress(state: &mut State, id: RequestId, now: ScanProgress) {
    if let Some(AuditPhase::Running { id: running, progress }) = find(state).map(|audit| &mut audit.phase)
        && *running == id
    {
        *progress = now;
    }
}

/// The search is over: the journal is asked about what was found.
pub(crate) fn surveyed(state: &mut State, id: RequestId, reply: Reply, fx: &mut Vec<Effect>) {
    let Reply::Audited(result) = reply else { return };
    let Some(audit) = waiting(state, id) else { return };
    let mut ids: Vec<_> = result.found.ids().into_iter().collect();
    ids.sort_unstable();
    audit.phase = AuditPhase::Recalling(result);
    if ids.is_empty() {
        recalled(state, Vec::new());
    } else {
        ask::database(state, DbRequest::Retirements(ids), fx);
    }
}

/// There is nothing to report.
pub(crate) fn failed(state: &mut State, id: RequestId, doing: String, error: Error, fx: &mut Vec<Effect>) {
    let Some(audit) = waiting(state, id) else { return };
    audit.phase = AuditPhase::Naming;
    match error.kind {
        ErrorKind::Cancelled => notices::toast(state, Level::Info, "Stopped; an audit changes nothing.", fx),
        ErrorKind::Internal => {
            audit.error = Some(error.clone());
            notices::problem(state, doing, error);
        }
        _ => audit.error = Some(error),
    }
}

/// The journal has answered: the report is there.
pub(crate) fn recalled(state: &mut State, retired: Vec<(Logged, Retirement)>) {
    report_with(state, retired, None);
}

/// The journal has not answered: what no account lists is not judged.
pub(crate) fn not_recalled(state: &mut State, error: Error) {
    report_with(state, Vec::new(), Some(Unread { profile: None, number: None, kind: None, error }));
}

fn report_with(state: &mut State, retired: Vec<(Logged, Retirement)>, silent: Option<Unread>) {
    let Some(audit) = find(state) else { return };
    let AuditPhase::Recalling(result) = &mut audit.phase else { return };
    let mut result: AuditResult = std::mem::take(result);
    result.listed.unread.extend(silent);
    let report = AuditReport::new(result, retired, |link| dress(state, link));
    if let Some(audit) = find(state) {
        audit.done(report);
    }
}

/// Adds the number as people know it, and the label.
fn dress(state: &State, link: &mut Checked) {
    link.ended_since = match link.kind {
        Kind::Code => state.known.is_dead(&link.id.as_str().into()),
        Kind::Invite => state.known.is_dead_link(&link.url()),
    };
    let (key, provider, display) = match (&link.verdict, &link.logged) {
        (Verdict::Alive(alive), _) => {
            let key = NumberKey { profile: alive.profile.clone(), number: alive.number.clone() };
            let provider = state.profile(&alive.profile).map(|profile| profile.provider);
            (key, provider, alive.display.clone())
        }
        (_, Some(logged)) => {
            let intent = &logged.entry.intent;
            let key = NumberKey { profile: intent.profile.clone(), number: intent.number.clone() };
            (key, Some(intent.provider), intent.number.to_string())
        }
        _ => return,
    };
    link.number = Some(match state.find_number(&key) {
        Some(number) if !number.name.is_empty() => format!("{}, {}", number.name, number.display),
        _ => display,
    });
    link.label = provider
        .map(|provider| LabelKey { provider, number: key.number, code: Some(link.id.as_str().into()) })
        .and_then(|key| state.labels.get(&key))
        .map(|label| label.label.clone())
        .filter(|label| !label.is_empty());
}

/// What a path can go on with is known.
pub(crate) fn completed(state: &mut State, id: RequestId, completion: Completion, fx: &mut Vec<Effect>) {
    let Some(audit) = find(state) else { return };
    // The person may have typed on.
    let Some((_, line)) = audit.completing.take_if(|(asked, _)| *asked == id) else { return };
    if audit.line() != line {
        return;
    }
    let Completion { suffix, names } = completion;
    if suffix.is_empty() && names.is_empty() {
        return notices::toast(state, Level::Info, "No file or folder begins like that.", fx);
    }
    audit.insert(&suffix);
    audit.names = names;
}

/// The audit, wherever it lies.
fn find(state: &mut State) -> Option<&mut Audit> {
    state.dialogs.iter_mut().find_map(|modal| match modal {
        Dialog::Audit(audit) => Some(&mut **audit),
        _ => None,
    })
}

/// The audit, if it waits for this request.
fn waiting(state: &mut State, id: RequestId) -> Option<&mut Audit> {
    find(state).filter(|audit| matches!(audit.phase, AuditPhase::Running { id: running, .. } if running == id))
}
