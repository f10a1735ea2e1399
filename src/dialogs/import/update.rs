//! Naming the file, looking at its rows, and having them created.

use std::collections::HashSet;
use std::path::PathBuf;

use crossterm::event::KeyEvent;

use super::field::ImportField;
use super::form::{ImportForm, ReadRows};
use super::state::{Import, ImportPhase, remarks};
use crate::app::update::{ask, notices};
use crate::app::{
    Action, DbRequest, Effect, ImportChoices, ImportDone, Level, LocalTask, Read, Reply, Request, RequestId,
    SaveReport, State,
};
use crate::audit::Completion;
use crate::dialogs::{Choice, Dialog, Question, SavedList, save};
use crate::import::{ImportOrder, ImportProgress, Imported, Number, Preview, items};
use crate::model::{Error, ErrorKind, Priority, clean};

/// Rows a page is shorter than the terminal.
const CHROME: u16 = 10;
/// The ends of the names of files that are taken for rows where they are dropped on the lists.
const EXTENSIONS: [&str; 4] = ["csv", "tsv", "jsonl", "ndjson"];

/// Opens it for a file that is still to be named.
pub(crate) fn open(state: &mut State) {
    open_with(state, "");
}

/// Opens it; rows that name no number are for the selected one.
fn open_with(state: &mut State, file: &str) {
    let selected = state.number().map(|row| (row.key.number.clone(), clean::line(&row.number.display).into_owned()));
    let sheet = state.saving.sheet.clone();
    state.dialogs.push(Dialog::Import(Box::new(Import::of(ImportForm::of(file, selected, sheet)))));
}

/// A text was pasted, or a file dropped, where nothing is typed: if it is the name of a file of rows, the dialog opens
/// with it and shows its rows. No service is asked before the person says so.
pub(crate) fn pasted(state: &mut State, text: &str) {
    let path = clean::input(text);
    let path = path.trim();
    let name = path.trim_end_matches(['\'', '"']).to_lowercase();
    let is_file = EXTENSIONS.iter().any(|extension| name.ends_with(&format!(".{extension}")));
    if is_file && !path.contains('\n') {
        open_with(state, path);
    }
}

/// Keys in it.
pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Import(import)) = state.dialogs.last_mut() else { return };
    match import.phase {
        ImportPhase::Naming => naming(state, key, action, fx),
        ImportPhase::Checking(id) | ImportPhase::Creating { id, .. } if action == Some(Action::Back) => {
            stop(state, id, fx);
        }
        ImportPhase::Checking(_) | ImportPhase::Creating { .. } => {}
        ImportPhase::Shown(_) => shown(state, action, fx),
    }
}

/// Keys in the form.
fn naming(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let page = usize::from(state.size.1.saturating_sub(CHROME + CHROME).max(1));
    let Some(Dialog::Import(import)) = state.dialogs.last_mut() else { return };
    let form = &mut import.form;
    match action {
        Some(Action::Submit) => check(state, fx),
        Some(Action::Complete) => {
            let text = form.file().halves().0.to_owned();
            let id = ask::local_task(state, LocalTask::Complete(text.clone()), fx);
            if let Some(import) = find(state) {
                import.form.completing = Some((id, text));
            }
        }
        Some(Action::NextField) => form.step(1),
        Some(Action::PreviousField) => form.step(-1),
        Some(turn @ (Action::Left | Action::Right)) => {
            form.turn(if turn == Action::Left { -1 } else { 1 });
            import.edited();
        }
        Some(Action::PageDown) => {
            let last = form.rows().map_or(0, |rows| rows.order.len().saturating_sub(1));
            form.first = (form.first + page).min(last);
        }
        Some(Action::PageUp) => form.first = form.first.saturating_sub(page),
        Some(Action::StartOver) => **import = Import::of(form.anew()),
        Some(Action::Back) if form.is_dirty() => {
            state.dialogs.push(Dialog::Question(Question::DiscardFields(Choice::Stay)));
        }
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        _ if form.line().is_some_and(|line| line.key(key)) => import.edited(),
        _ => {}
    }
}

/// Has the file read again where something else is chosen by now: the rows on screen follow what is typed.
pub(crate) fn look(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(import) = find(state).filter(|import| import.phase == ImportPhase::Naming) else { return };
    let form = &mut import.form;
    let choices = form.of_rows();
    if form.reading.is_some() || form.asked.as_ref() == Some(&choices) {
        return;
    }
    if choices.file.trim().is_empty() {
        (form.read, form.asked) = (None, None);
        form.look_ahead();
        return;
    }
    let id =
        ask::quietly(state, Request::Local(LocalTask::ReadRows(Box::new(choices.clone()))), Priority::Foreground, fx);
    if let Some(import) = find(state) {
        (import.form.reading, import.form.asked) = (Some(id), Some(choices));
    }
}

/// The file was read, or could not be.
pub(crate) fn rows_read(state: &mut State, id: RequestId, read: Result<ImportOrder, Error>) {
    let Some(form) = find(state).map(|import| &mut import.form).filter(|form| form.reading == Some(id)) else { return };
    form.reading = None;
    form.read = Some(read.map(ReadRows::of));
    let last = form.rows().map_or(0, |rows| rows.order.len().saturating_sub(1));
    form.first = form.first.min(last);
    form.look_ahead();
}

/// Keys while the rows are shown.
fn shown(state: &mut State, action: Option<Action>, fx: &mut Vec<Effect>) {
    let page = usize::from(state.size.1.saturating_sub(CHROME).max(1));
    let Some(Dialog::Import(import)) = state.dialogs.last_mut() else { return };
    let Some(preview) = import.preview() else { return };
    let last = preview.states.len().saturating_sub(1);
    if let Some(to) = action.and_then(|action| action.moves(import.selected, page)) {
        import.selected = to.min(last);
        return;
    }
    match action {
        Some(Action::Submit) => create(state, fx),
        Some(Action::Refresh) => check(state, fx),
        Some(Action::Save) => match items(preview) {
            codes if codes.is_empty() => notices::toast(state, Level::Warning, "No row has a code yet.", fx),
            codes => save::open_sheets(state, codes),
        },
        Some(Action::CopyText) => fx.push(Effect::Copy { what: "The rows".to_owned(), text: report(preview) }),
        Some(Action::Import) => {
            import.phase = ImportPhase::Naming;
            import.is_done = false;
            import.edited();
        }
        // What was chosen can still be changed, as long as there is anything to create.
        Some(Action::Back) if !import.is_done && !preview.is_complete() => import.phase = ImportPhase::Naming,
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        _ => {}
    }
}

/// All rows with what there is to say of them.
fn report(preview: &Preview) -> String {
    let line = |(row, state): (&crate::import::Row, &crate::import::RowState)| {
        let link = state.fate.code().map_or("", |code| code.link.as_str());
        let remarks = remarks(preview, row, state).join(" ");
        let text = format!(
            "{}:{}: {} {} {link} {remarks}",
            preview.source.display(),
            row.line,
            state.fate.word(),
            row.message
        );
        clean::line(text.trim_end()).into_owned()
    };
    let rows = preview.rows().map(line);
    std::iter::once(preview.summary()).chain(rows).collect::<Vec<_>>().join("\n")
}

/// Has the file read and its rows checked.
fn check(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(Dialog::Import(import)) = state.dialogs.last_mut() else { return };
    import.edited();
    let Some(choices) = right(import) else { return };
    let id = ask::import_check(state, choices, fx);
    if let Some(import) = find(state) {
        import.phase = ImportPhase::Checking(id);
        import.is_done = false;
    }
}

/// What is chosen; nothing where something is wrong: then the form says what, with the focus on it.
fn right(import: &mut Import) -> Option<ImportChoices> {
    let mut at = ImportField::Sheets;
    match import.form.choices(&mut at) {
        Ok(choices) => Some(choices),
        Err(error) => {
            (import.form.field, import.error, import.phase) = (at, Some(error), ImportPhase::Naming);
            None
        }
    }
}

/// Has the codes created that are shown, or says why not.
fn create(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(Dialog::Import(import)) = state.dialogs.last_mut() else { return };
    let Some(preview) = import.preview() else { return };
    let reason = match preview.mistakes.len() {
        0 if preview.wanted() == 0 => Some("There is nothing to create."),
        0 => None,
        _ => Some("Correct the mistakes in the file, then press {refresh}: nothing is sent before."),
    };
    if let Some(reason) = reason {
        return notices::toast(state, Level::Warning, reason, fx);
    }
    let preview = Box::new(preview.clone());
    let Some(ImportChoices { sheets, .. }) = right(import) else { return };
    let look = sheets.as_ref().map(|_| import.form.sheet.clone());
    let progress = ImportProgress { total: preview.wanted(), ..ImportProgress::default() };
    if let Some(id) = ask::import(state, &preview, sheets, fx) {
        if let Some(look) = look {
            state.saving.sheet = look;
        }
        let Some(import) = find(state) else { return };
        import.error = None;
        import.phase = ImportPhase::Creating { id, preview, progress };
    }
}

/// Stops what is running, once.
fn stop(state: &mut State, id: RequestId, fx: &mut Vec<Effect>) {
    if let Some(task) = state.tasks.get_mut(&id).filter(|task| !task.cancelled) {
        task.cancelled = true;
        fx.push(Effect::Cancel(id));
    }
}

/// The creation gets on.
pub(crate) fn progress(state: &mut State, id: RequestId, now: ImportProgress) {
    if let Some(ImportPhase::Creating { id: creating, progress, .. }) = find(state).map(|import| &mut import.phase)
        && *creating == id
    {
        *progress = now;
    }
}

/// The rows are checked, or their codes are there.
pub(crate) fn ended(state: &mut State, id: RequestId, reply: Reply, fx: &mut Vec<Effect>) {
    let (preview, error, printed, is_done) = match reply {
        Reply::ImportChecked(preview) => (preview, None, None, false),
        Reply::Imported(done) => {
            let ImportDone { imported: Imported { preview, error }, sheets } = *done;
            (Box::new(preview), error, sheets, true)
        }
        _ => return,
    };
    if let Some(printed) = printed {
        tell_of_sheets(state, printed, fx);
    }
    if is_done {
        look_again(state, &preview, fx);
    }
    let Some(import) = find(state).filter(|import| import.waiting() == Some(id)) else { return };
    let changed = !is_done && matches!(import.phase, ImportPhase::Creating { .. });
    // What needs somebody comes first.
    let first = preview.states.iter().position(|state| state.fate.code().is_none() && !state.fate.is_wanted());
    let altered = || preview.rows().position(|(row, state)| state.stored_instead_of(row).is_some());
    import.selected = first.or_else(altered).unwrap_or_default();
    import.error = error;
    import.is_done = is_done;
    import.phase = ImportPhase::Shown(preview);
    if changed {
        let text = "Something has changed at the service since the rows were shown: nothing was sent. Look again.";
        notices::toast(state, Level::Warning, text, fx);
    }
}

/// Tells where the sheets are, or why there are none.
fn tell_of_sheets(state: &mut State, printed: Result<(PathBuf, Vec<String>), Error>, fx: &mut Vec<Effect>) {
    match printed {
        Ok((path, notes)) => {
            let shown = clean::line(&path.display().to_string()).into_owned();
            state.saved_files = vec![path];
            if notes.is_empty() {
                let text = format!("Saved and read back: {shown}; {{open_saved}} opens it");
                return notices::toast(state, Level::Good, text, fx);
            }
            let report = SaveReport { files: state.saved_files.clone(), notes, ..SaveReport::default() };
            state.dialogs.push(Dialog::Saved(Box::new(SavedList { report, first: 0 })));
        }
        Err(error) => notices::problem(state, "Printing sheets of the imported codes".to_owned(), error),
    }
}

/// The lists of the numbers that have new codes are read again, and the labels.
fn look_again(state: &mut State, preview: &Preview, fx: &mut Vec<Effect>) {
    let numbers: HashSet<_> = preview.states.iter().filter_map(|row| preview.number(row)).map(Number::key).collect();
    for number in numbers {
        if state.number_states.get(&number).is_some_and(|known| known.codes.value().is_some()) {
            ask::read(state, Read::Codes(number), Priority::Foreground, fx);
        }
    }
    ask::database(state, DbRequest::Labels, fx);
}

/// There is nothing to show, or nobody knows what came of it.
pub(crate) fn failed(state: &mut State, id: RequestId, doing: String, error: Error, fx: &mut Vec<Effect>) {
    let Some(import) = find(state).filter(|import| import.waiting() == Some(id)) else { return };
    import.phase = match std::mem::replace(&mut import.phase, ImportPhase::Naming) {
        ImportPhase::Creating { preview, .. } => ImportPhase::Shown(preview),
        _ => ImportPhase::Naming,
    };
    match error.kind {
        ErrorKind::Cancelled => notices::toast(state, Level::Info, "Stopped; nothing was sent.", fx),
        ErrorKind::Internal => {
            import.error = Some(error.clone());
            notices::problem(state, doing, error);
        }
        _ => import.error = Some(error),
    }
}

/// What the path can go on with is known.
pub(crate) fn completed(state: &mut State, id: RequestId, completion: &Completion, fx: &mut Vec<Effect>) {
    let Some(import) = find(state) else { return };
    // The person may have typed on.
    let Some((_, text)) = import.form.completing.take_if(|(asked, _)| *asked == id) else { return };
    if import.form.file().halves().0 != text {
        return;
    }
    let Completion { suffix, names } = completion;
    if suffix.is_empty() && names.is_empty() {
        return notices::toast(state, Level::Info, "No file or folder begins like that.", fx);
    }
    import.form.file().push(suffix);
    import.edited();
    import.form.names.clone_from(names);
}

/// The import, wherever it lies.
fn find(state: &mut State) -> Option<&mut Import> {
    state.dialogs.iter_mut().find_map(|dialog| match dialog {
        Dialog::Import(import) => Some(&mut **import),
        _ => None,
    })
}
