//! What is said of a link, by its verdict.

use super::tests::{alive, retirement};
use crate::audit::{Kind, Verdict};
use crate::dialogs::Checked;
use crate::store::{EntryId, Made, Retirement};

fn checked(kind: Kind, verdict: Verdict) -> Checked {
    let logged = matches!(verdict, Verdict::Deleted(_) | Verdict::Replaced(_)).then(|| retirement().0);
    let id = "D9DEADDEADDEA1".to_owned();
    let silent = Some("asia".to_owned());
    Checked { kind, id, verdict, logged, number: None, label: None, places: vec![], silent, ended_since: false }
}

/// A deleted code; with a successor where it was replaced, which may be dead, too.
fn retired(successor_is_dead: Option<bool>) -> Box<Retirement> {
    let made = |_| Made { id: "NEWNEWNEWNEWN1".to_owned(), link: "https://wa.me/message/NEWNEWNEWNEWN1".to_owned() };
    let ended = (successor_is_dead == Some(true)).then_some(EntryId(5));
    Box::new(Retirement { successor: successor_is_dead.map(made), ended, ..retirement().1 })
}

#[test]
fn each_verdict_says_what_is_known_and_no_more() {
    let works = || Verdict::Alive(alive("eu", "4915110000001"));
    let ended = |link: Checked| Checked { ended_since: true, ..link };
    let unlogged = |link: Checked| Checked { logged: None, ..link };
    for (link, word, story, meaning) in [
        (checked(Kind::Code, works()), "alive", "\"Hi\"", "It works: an account lists it now."),
        (ended(checked(Kind::Code, works())), "dead", "since the audit  \"Hi\"", "It worked when the audit looked"),
        (
            checked(Kind::Code, Verdict::Deleted(retired(None))),
            "dead",
            "deleted on 2026-05-02  \"Cake?\"",
            "{recreate}",
        ),
        (
            unlogged(checked(Kind::Invite, Verdict::Deleted(retired(None)))),
            "dead",
            "withdrawn on an unknown day",
            "It was withdrawn on an unknown day. It no longer reaches anyone: take it down.",
        ),
        (
            checked(Kind::Code, Verdict::Replaced(retired(Some(false)))),
            "replaced",
            "by NEWNEWNEWNEWN1  \"Cake?\"",
            "print the new link instead",
        ),
        (
            checked(Kind::Code, Verdict::Replaced(retired(Some(true)))),
            "replaced",
            "by NEWNEWNEWNEWN1, which is dead as well",
            "what took its place was deleted as well",
        ),
        (checked(Kind::Code, Verdict::Unknown), "unknown", "no account here lists it", "Scan it to see."),
        (
            checked(Kind::Code, Verdict::NotChecked(None)),
            "not checked",
            "asia could not be read completely",
            "asia could not be read completely and may contain it.",
        ),
    ] {
        let facts = link.facts(None, str::to_owned);
        assert_eq!((link.word(), &facts[0].1), (word, &word.to_owned()), "{link:?}");
        assert!(link.story().contains(story), "{}", link.story());
        assert!(facts[1].1.contains(meaning), "{}", facts[1].1);
        assert_eq!(facts[1].1.contains("{recreate}"), meaning == "{recreate}", "{}", facts[1].1);
        assert_eq!(link.lives_at().is_some(), word == "alive", "{link:?}");
        assert_eq!(facts.contains(&("Profile", "eu".to_owned())), matches!(link.verdict, Verdict::Alive(_)));
        for text in [word, &link.id.to_lowercase(), &link.says().unwrap_or_default().to_lowercase(), "https://"] {
            assert!(link.contains(text), "{text}");
        }
        assert!(!link.contains("xyzzy"));
    }
}
