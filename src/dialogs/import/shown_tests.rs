//! The rows of an import on screen: what needs somebody first, and what can be done with them.

use crossterm::event::KeyCode;

use super::tests::{asked, finished, import, phase, shown};
use crate::app::update::tests::harness::{code, preview};
use crate::app::{Effect, LocalTask, Reply, Request, SaveLayout, SaveReport};
use crate::dialogs::{Dialog, ImportPhase};
use crate::import::{Fate, Preview};
use crate::model::{Error, ErrorKind};

#[test]
fn the_first_row_that_needs_somebody_is_selected() {
    let failed = || Fate::Failed(Error::new(ErrorKind::Unavailable, "No."));
    let there = || Fate::There(code("ANED2T5QRU7HG1", "Show me today's menu"));
    for (fates, selected) in [
        ([Fate::New, failed()], 1),
        ([there(), Fate::Wrong], 1),
        ([failed(), Fate::Wrong], 0),
        ([Fate::New, there()], 0),
    ] {
        let harness = shown(|preview| {
            for (state, fate) in preview.states.iter_mut().zip(fates.clone()) {
                state.fate = fate;
            }
        });
        assert_eq!(import(&harness).selected, selected, "{fates:?}");
    }
}

#[test]
fn the_rows_are_copied_with_what_is_wrong_and_printed_where_there_are_codes() {
    let fail = |preview: &mut Preview| {
        for state in &mut preview.states {
            state.fate = Fate::Failed(Error::new(ErrorKind::Unavailable, "It is down."));
        }
    };
    let mut harness = shown(fail);
    harness.keys("c");
    let text = harness.effects.iter().find_map(|effect| match effect {
        Effect::Copy { text, .. } => Some(text.clone()),
        _ => None,
    });
    let text = text.expect("copied");
    for part in ["/tables.csv:2: failed Table 7", "/tables.csv:3: failed Show me today's menu", "It is down."] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    harness.keys("s");
    assert!(matches!(harness.top(), Some(Dialog::Import(_))), "there is nothing to print");
    assert_eq!(harness.state.toasts.back().expect("a word on that").text, "No row has a code yet.");
}

#[test]
fn after_a_creation_the_form_can_be_had_again() {
    let mut harness = shown(|_| ());
    harness.ctrl('s');
    let (id, _) = asked(&mut harness).remove(0);
    assert!(matches!(phase(&harness), ImportPhase::Creating { progress, .. } if progress.total == 1));
    harness.answer(id, Ok(Reply::Imported(Box::new(finished(&preview())))));
    assert!(import(&harness).is_done);
    harness.keys("I");
    assert_eq!((phase(&harness), import(&harness).is_done), (&ImportPhase::Naming, false));
}

#[test]
fn what_was_stopped_is_no_error_and_what_broke_is_a_problem() {
    for (kind, in_form, problems) in
        [(ErrorKind::Cancelled, false, 0), (ErrorKind::NotFound, true, 0), (ErrorKind::Internal, true, 1)]
    {
        let mut harness = shown(|_| ());
        harness.keys("r");
        let (id, _) = asked(&mut harness).remove(0);
        harness.answer(id, Err(Error::new(kind, "No.")));
        assert_eq!(*phase(&harness), ImportPhase::Naming);
        assert_eq!((import(&harness).error.is_some(), harness.state.unread()), (in_form, problems), "{kind:?}");
        let told = harness.state.toasts.iter().any(|toast| toast.text == "Stopped; nothing was sent.");
        assert_eq!(told, kind == ErrorKind::Cancelled);
    }
}

#[test]
fn sheets_of_the_codes_are_saved_over_the_rows_which_stay() {
    let mut harness = shown(|preview| preview.states[0].fate = Fate::Created(code("NEWNEWNEWNEWN1", "Table 7")));
    harness.keys("s");
    for in_the_way in [true, false] {
        harness.key(KeyCode::Enter);
        let asked = harness.asked();
        let [(id, Request::Local(LocalTask::Save(order)))] = asked.as_slice() else { panic!("{asked:?}") };
        assert!(matches!(order.layout, SaveLayout::Sheet(_)) && order.items.len() == 2, "{order:?}");
        let files = vec!["/codes.pdf".into()];
        if in_the_way {
            harness.answer(*id, Ok(Reply::InTheWay(files)));
            assert!(matches!(harness.top(), Some(Dialog::Overwrite(_))));
            harness.key(KeyCode::Esc);
        } else {
            harness.answer(*id, Ok(Reply::Saved(Box::new(SaveReport { files, ..SaveReport::default() }))));
        }
    }
    assert!(matches!(phase(&harness), ImportPhase::Shown(_)));
}
