//! From field to field, and from step to step.

use crossterm::event::KeyEvent;

use super::check;
use crate::app::cycle::cycle;
use crate::app::{Action, ConnectField, ConnectStep, Keep};
use crate::dialogs::Connect;
use crate::dialogs::secret::type_key;
use crate::model::ProviderKind;

/// Takes a key while the person writes. Returns whether the account is to be connected.
pub(super) fn key(form: &mut Connect, key: KeyEvent, action: Option<Action>, taken: &[String]) -> bool {
    match (form.field, action) {
        (ConnectField::Service, Some(Action::Activate)) => go_on(form, taken),
        (ConnectField::Service, Some(action)) => choose_service(form, action),
        (ConnectField::Connect, Some(Action::Activate)) => return true,
        (_, Some(Action::Activate | Action::NextField)) => next(form, taken),
        (_, Some(Action::PreviousField)) => previous(form),
        (ConnectField::Keep, Some(Action::Down)) => choose(form, 1, taken),
        (ConnectField::Keep, Some(Action::Up)) => choose(form, -1, taken),
        (_, Some(Action::Down)) => within(form, 1),
        (_, Some(Action::Up)) => within(form, -1),
        (ConnectField::Keep, Some(Action::Right)) => turn(form, 1),
        (ConnectField::Keep, Some(Action::Left)) => turn(form, -1),
        (ConnectField::Secret, _) => {
            type_key(&mut form.secret, key);
            form.edited();
        }
        _ => {
            if form.line().is_some_and(|line| line.key(key)) {
                form.edited();
            }
        }
    }
    false
}

/// One step back.
pub(super) fn back(form: &mut Connect) {
    form.field = match form.step() {
        ConnectStep::Service | ConnectStep::Token => ConnectField::Service,
        ConnectStep::Keep => ConnectField::Name,
    };
}

/// To the next field, be it in the next step: then nothing may be wrong in this one.
fn next(form: &mut Connect, taken: &[String]) {
    let fields = form.fields(form.step());
    if fields.last() != Some(&form.field) {
        within(form, 1);
    } else if form.step() == ConnectStep::Keep {
        form.field = ConnectField::Keep;
    } else {
        go_on(form, taken);
    }
}

/// To the field before, be it in the step before.
fn previous(form: &mut Connect) {
    match form.field {
        ConnectField::Name => form.field = ConnectField::Service,
        ConnectField::Keep => {
            form.field = form.fields(ConnectStep::Token).last().copied().unwrap_or(ConnectField::Name);
        }
        _ => within(form, -1),
    }
}

/// To another field of this step, where there is one.
fn within(form: &mut Connect, step: isize) {
    let fields = form.fields(form.step());
    let here = fields.iter().position(|field| *field == form.field).unwrap_or_default();
    if let Some(there) = here.checked_add_signed(step).and_then(|at| fields.get(at)) {
        form.field = *there;
    }
}

/// To the next step, unless something is wrong.
fn go_on(form: &mut Connect, taken: &[String]) {
    let step = form.step();
    let wrong = check::up_to(form, step, taken);
    if !wrong.is_empty() {
        return form.blame(wrong);
    }
    form.mistakes.retain(|mistake| mistake.field.is_some_and(|field| field.step() > step));
    form.field = match step {
        ConnectStep::Service => ConnectField::Name,
        ConnectStep::Token | ConnectStep::Keep => ConnectField::Keep,
    };
}

/// Another service: what was said of the fields of the one before does not hold any more.
fn choose_service(form: &mut Connect, action: Action) {
    let all = ProviderKind::ALL;
    let here = all.iter().position(|kind| *kind == form.service).unwrap_or_default();
    let Some(to) = action.moves(here, all.len()) else { return };
    let chosen = all[to.min(all.len() - 1)];
    if chosen != form.service {
        form.service = chosen;
        form.mistakes.clear();
        form.findings.clear();
    }
}

/// The place `step` places on that can be used; behind the last one comes the next field.
fn choose(form: &mut Connect, step: isize, taken: &[String]) {
    let places = form.places();
    let here = places.iter().position(|keep| *keep == form.keep);
    match here.map_or(Some(0), |at| at.checked_add_signed(step)).and_then(|at| places.get(at)) {
        Some(keep) => set(form, *keep),
        None if step > 0 => next(form, taken),
        None => {}
    }
}

/// The same, from the last one to the first.
fn turn(form: &mut Connect, step: isize) {
    let places = form.places();
    // A place that cannot be used any more leads to the first that can.
    let keep =
        if places.contains(&form.keep) { Some(cycle(&places, form.keep, step)) } else { places.first().copied() };
    if let Some(keep) = keep {
        set(form, keep);
    }
}

fn set(form: &mut Connect, keep: Keep) {
    (form.keep, form.chosen) = (keep, true);
    form.edited();
}
