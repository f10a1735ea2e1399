//! The report of an audit: reading it, and going on from it.

use crossterm::event::KeyEvent;

use super::{close, find, start};
use crate::app::keymap::{Context, Keymap};
use crate::app::update::{ask, notices};
use crate::app::{Action, Effect, Filter, Level, Pane, Read, Scrolled, State};
use crate::audit::{Kind, Verdict};
use crate::dialogs::{AuditReport, Checked, Dialog, activity};
use crate::model::{Priority, clean};
use crate::store::{EntryId, Made};

/// Columns and rows that the list has less than the terminal.
const CHROME: (u16, u16) = (4, 8);

/// Keys in it.
pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let each = AuditReport::lines_each(state.size.0.saturating_sub(CHROME.0));
    let page = (usize::from(state.size.1.saturating_sub(CHROME.1)) / each).max(1);
    let Some(Dialog::Audit(audit)) = state.dialogs.last_mut() else { return };
    let Some(report) = audit.report_mut() else { return };
    let at = report.position();
    match action {
        Some(Action::Back) if report.typing || (!report.details && !report.filter.is_empty()) => {
            report.typing = false;
            report.filter.clear();
            report.sift();
        }
        Some(Action::Back) if report.details => report.details = false,
        Some(Action::Back) => close(state),
        Some(action) if let Some(to) = action.moves(at, page) => {
            report.go(to);
            state.scrolled = Scrolled::default();
        }
        Some(Action::Filter) => report.typing = true,
        Some(Action::Activate) if report.typing => report.typing = false,
        Some(Action::Activate) => {
            report.details = report.selected().is_some();
            state.scrolled = Scrolled::default();
        }
        Some(Action::CopyLink) => match report.link() {
            Some(link) => fx.push(Effect::Copy { what: format!("The link {}", link.url()), text: link.url() }),
            None => notices::toast(state, Level::Warning, "Select a link first.", fx),
        },
        Some(Action::CopyText) => fx.push(copy(report, &state.keymap)),
        Some(Action::Refresh) => start(state, fx),
        Some(Action::Audit) => audit.name_others(),
        Some(Action::Locate) => {
            if let Err(reason) = locate(state, fx) {
                notices::toast(state, Level::Warning, reason, fx);
            }
        }
        Some(Action::Recreate) => {
            if let Err(reason) = recreate(state) {
                notices::toast(state, Level::Warning, reason, fx);
            }
        }
        _ if report.typing && report.filter.key(key) => report.sift(),
        _ => {}
    }
}

/// The report, or in the details all that is known of the finding.
fn copy(report: &AuditReport, keymap: &Keymap) -> Effect {
    if !report.details {
        return Effect::Copy { what: "The report".to_owned(), text: report.report() };
    }
    let line =
        |(name, value): (&str, String)| format!("{name:<9}{}", clean::block(&value).replace('\n', "\n         "));
    let keys = |sentence: &str| keymap.fill(&Context::Finding.chain(), sentence);
    let text = report.facts(keys).into_iter().map(line).collect::<Vec<_>>().join("\n");
    Effect::Copy { what: "The finding".to_owned(), text }
}

/// Goes to the code or the group in its list.
fn locate(state: &mut State, fx: &mut Vec<Effect>) -> Result<(), &'static str> {
    let Some(Dialog::Audit(audit)) = state.dialogs.last() else { return Ok(()) };
    let link = audit.report().and_then(AuditReport::link).ok_or("Select a link first.")?;
    let number = link.lives_at().ok_or("Only working links are in the lists.")?;
    let Checked { kind, id, verdict, .. } = link.clone();
    if state.find_number(&number).is_none() {
        return Err("Its number is not in the list yet; refresh the numbers.");
    }
    close(state);
    for filter in &mut state.filters {
        *filter = Filter::default();
    }
    state.number_cursor.aim(number.clone());
    let number_state = state.number_states.entry(number.clone()).or_default();
    match (kind, verdict) {
        (Kind::Code, _) => {
            state.focus = Pane::Codes;
            number_state.code_cursor.aim(id.as_str().into());
            let known = number_state.find_code(&id.as_str().into()).is_some();
            if !known && number_state.codes.loading().is_none() {
                ask::read(state, Read::Codes(number), Priority::Foreground, fx);
            }
        }
        (Kind::Invite, Verdict::Alive(alive)) => {
            state.focus = Pane::Groups;
            if let Some(group) = alive.group {
                let known = number_state.group_rows().iter().any(|row| row.id == group);
                number_state.group_cursor.aim(group);
                if !known && number_state.groups.loading().is_none() {
                    ask::read(state, Read::Groups(number), Priority::Foreground, fx);
                }
            }
        }
        (Kind::Invite, _) => {}
    }
    Ok(())
}

/// Opens the form for the deleted code, or says why that cannot be done.
fn recreate(state: &mut State) -> Result<(), &'static str> {
    let Some(Dialog::Audit(audit)) = state.dialogs.last() else { return Ok(()) };
    let link = audit.report().and_then(AuditReport::link).ok_or("Select a link first.")?;
    let logged = link.logged.clone().ok_or("Only a code that the journal knows can be created again.")?;
    activity::again(state, &logged)
}

/// A code or an invite is dead: the report does not call it alive any more, be it put aside.
pub(crate) fn ended(state: &mut State, id: &str) {
    let aside = state.audit.as_deref_mut().and_then(crate::dialogs::Audit::report_mut);
    if let Some(report) = aside {
        report.ended(id);
    }
    if let Some(report) = find(state).and_then(crate::dialogs::Audit::report_mut) {
        report.ended(id);
    }
}

/// A deleted code was created again: the report learns it, be it put aside.
pub(crate) fn recreated(state: &mut State, entry: EntryId, made: &Made) {
    let aside = state.audit.as_deref_mut().and_then(crate::dialogs::Audit::report_mut);
    if let Some(report) = aside {
        report.recreated(entry, made);
    }
    if let Some(report) = find(state).and_then(crate::dialogs::Audit::report_mut) {
        report.recreated(entry, made);
    }
}
