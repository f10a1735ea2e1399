//! Putting back the message that a code had before a change.

use crate::app::State;
use crate::dialogs::recreate_codes::reach;
use crate::dialogs::{Dialog, Purpose, code_form as form, replace_code};
use crate::model::{CodeKey, Draft, ImageFormat, QrCode, same_message};

/// Opens what changes the code of the selected entry back: the form with the old message in it, or the confirmation where
/// the service replaces the code.
///
/// # Errors
/// Why that cannot be done, as a sentence.
pub(super) fn open(state: &mut State) -> Result<(), &'static str> {
    let Some(Dialog::Activity(activity)) = state.dialogs.last() else { return Ok(()) };
    let row = activity.selected().ok_or("Select an entry first.")?;
    let (code, new, old) = row.restorable()?;
    let number = reach(state, &row.entry.intent)?;
    if state.is_batch_running() {
        return Err("A bulk change is running; {batch} shows it.");
    }
    if state.known.is_dead(&code) || state.retired.contains(code.as_str()) {
        return Err("This code was deleted or replaced since; go to the newest change of it.");
    }
    let before = row.entry.intent.before.code.as_ref().map(|code| code.link.clone());
    let link = row.entry.made.as_ref().map(|made| made.link.clone()).or(before).unwrap_or_default();
    let logged = QrCode { code: code.clone(), message: new.to_owned(), link, image_url: None, created: None };
    let listed = state.number_states.get(&number).and_then(|known| known.find_code(&code));
    let seen = listed.cloned().unwrap_or(logged);
    if same_message(&seen.message, old) {
        return Err("The code has this message already.");
    }
    let key = CodeKey { number, code };
    let draft = Draft { message: old.to_owned(), image: ImageFormat::default() };
    let replaces = state.profile(&key.number.profile).is_some_and(|profile| profile.provider.update_replaces_code());
    if replaces {
        replace_code::open(state, &key, &seen, draft);
    } else {
        form::open_with(state, Purpose::Edit { key, seen: Box::new(seen) }, &draft.message);
    }
    Ok(())
}
