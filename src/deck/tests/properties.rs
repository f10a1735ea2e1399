//! Whatever the messages are.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use super::*;

/// Texts with everything that could break a file, or a diff.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,20}",
        "[\\x00-\\x1f\\x7f-\\x9f\"'\\\\\n\r\t\u{200b}-\u{202e}\u{2066}-\u{2069}a =#\\[\\]]{0,20}",
        Just("\n[[code]]\ncode = \"X\"\n".to_owned()),
        Just("\"\"\"\n# ----\n[pulled.\"eu/106\"]\n".to_owned()),
        Just("👩‍🍳 ❤️\nمرحبا\u{202e}".to_owned()),
        languages(),
    ]
}

/// Texts in the scripts that people write in, with marks that combine, and what stands between them.
fn languages() -> impl Strategy<Value = String> {
    let letters = "[\\p{Latin}\\p{Greek}\\p{Cyrillic}\\p{Arabic}\\p{Hebrew}\\p{Devanagari}\\p{Bengali}\\p{Tamil}\\p{Thai}\
                   \\p{Khmer}\\p{Tibetan}\\p{Ethiopic}\\p{Georgian}\\p{Armenian}\\p{Hangul}\\p{Hiragana}\\p{Katakana}\\p{Han}\
                   \\p{M}\\p{Emoji}\u{200d}\u{fe0f}'\"„“»«„‚ \n]{1,30}";
    proptest::string::string_regex(letters).expect("a pattern")
}

fn place() -> impl Strategy<Value = Place> {
    let label = (hostile(), hostile()).prop_filter_map("a label", |(label, note)| {
        Label { label, note, tags: Vec::new(), updated: 7 }.tidy().ok().filter(|label| !label.is_empty())
    });
    let codes = proptest::collection::btree_map("[A-Z0-9]{3,6}", (hostile(), proptest::option::of(label)), 0..8);
    (codes, any::<bool>()).prop_map(|(codes, replaces)| {
        let mut place = Place { replaces, ..Place::default() };
        for (code, (message, label)) in codes {
            place.codes.push(qr(&code, &message));
            place.labels.extend(label.map(|label| (code, label)));
        }
        place
    })
}

/// As many as five full numbers have.
const MANY: usize = 10_000;

#[test]
fn ten_thousand_codes_in_every_language_that_were_pulled_plan_nothing() {
    let mut runner = TestRunner::deterministic();
    let mut place = Place::default();
    for at in 0..MANY {
        let message = hostile().new_tree(&mut runner).unwrap().current();
        let code = format!("{at:014}");
        if at % 7 == 0
            && let Ok(label) = (Label { label: message.clone(), updated: 7, ..Label::default() }).tidy()
            && !label.is_empty()
        {
            place.labels.insert(code.clone(), label);
        }
        place.codes.push(qr(&code, &message));
    }
    let (text, merged) = place.pull("");
    assert_eq!((merged.added, merged.notices), (MANY, Vec::new()));
    assert_eq!(place.plan(&text), NumberPlan::default());
    assert_eq!(place.pull(&text).0, text);
}

proptest! {
    #[test]
    fn what_was_pulled_plans_nothing_and_stays_as_it_is(place in place()) {
        let (text, merged) = place.pull("");
        prop_assert_eq!(merged.notices, []);
        prop_assert_eq!(place.plan(&text), NumberPlan::default());
        prop_assert_eq!(&place.pull(&text).0, &text);
        let file = opened(&text);
        let messages: Vec<_> = file.codes().map(|(_, block)| (block.code.clone(), block.message.clone())).collect();
        for code in &place.codes {
            prop_assert!(messages.contains(&(Some(code.code.to_string()), code.message.clone())));
        }
        prop_assert!(text.chars().all(|c| c == '\n' || crate::model::clean::is_safe(c)));
    }

    #[test]
    fn a_pull_keeps_every_comment_and_the_order(place in place(), later in place(), comments in proptest::collection::vec("# [a-z]{1,8}", 8)) {
        let (text, _) = place.pull("");
        let mut comments = comments.iter();
        // A comment that stands apart in front of each block.
        let text: String = text.split("[[code]]\n").collect::<Vec<_>>().join(&format!("{}\n\n[[code]]\n", comments.next().unwrap()));
        let count = |text: &str| text.lines().filter(|line| line.starts_with("# ") && line.len() < 11).count();
        prop_assume!(read(&text).1.is_empty());
        // Some codes vanish, some come, some change.
        let (pulled, _) = later.pull(&text);
        prop_assert!(count(&pulled) >= count(&text), "{}\n----\n{}", text, pulled);
        let codes = |text: &str| opened(text).codes().filter_map(|(_, block)| block.code.clone()).collect::<Vec<_>>();
        let (before, after) = (codes(&text), codes(&pulled));
        let kept: Vec<_> = before.iter().filter(|code| after.contains(code)).collect();
        let same: Vec<_> = after.iter().filter(|code| before.contains(code)).collect();
        prop_assert_eq!(kept, same);
        let plan = later.plan(&pulled);
        prop_assert!(plan.changes.is_empty() && plan.mistakes.is_empty(), "{:?}", plan);
    }

    #[test]
    fn no_text_makes_it_panic(text in hostile(), more in hostile()) {
        let text = format!("version = 1\n{text}\n[[number]]\nid = \"106\"\n{more}[[code]]\nnumber = \"106\"\nmessage = \"\"\"{text}");
        let (file, mistakes) = read(&text);
        resolve(&file, &[account()]);
        if mistakes.is_empty() {
            prop_assert_eq!(file.text(), text);
        }
    }
}
