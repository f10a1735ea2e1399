//! With keys of one's own no sentence names a default one.

use std::collections::BTreeSet;

use qrdeck::app::keymap::{Context, Keymap};
use qrdeck::config::KeySetting;

use super::harness::ScreenHarness;
use super::scenes;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// What looks like a key and is none: a grid, Spanish, the name of an account.
const NO_KEYS: [&str; 3] = ["x rows", "y necesitamos", "Space holds"];

/// Keys that no default binding has, more than there are actions.
fn other_keys() -> impl Iterator<Item = String> {
    ('\u{100}'..='\u{17f}').map(|letter| format!("alt-{letter}"))
}

/// Contexts in which the keys can be chosen.
fn contexts() -> BTreeSet<Context> {
    let of_scenes = scenes::ALL.iter().flat_map(|(_, scene)| scene().state.contexts());
    of_scenes.filter(|context| !context.is_fixed()).collect()
}

/// Other keys for all that can be done in these contexts, and the names of the keys they have by default.
fn others(contexts: &BTreeSet<Context>) -> (Keymap, BTreeSet<String>) {
    let (usual, mut actions, mut defaults) = (Keymap::default(), BTreeSet::new(), BTreeSet::new());
    for context in contexts {
        for row in usual.rows(*context).filter(|row| row.keys.iter().all(|key| key.to_string() != "Ctrl-C")) {
            actions.insert(Keymap::names(*context, row.action).1);
            // Beside a word a digit is a number of things.
            let names = row.keys.iter().map(ToString::to_string);
            defaults.extend(names.filter(|name| name.parse::<u8>().is_err()));
        }
    }
    assert!(actions.len() <= other_keys().count());
    let settings: Vec<_> = actions
        .into_iter()
        .zip(other_keys())
        .zip(1..)
        .map(|((action, key), line)| KeySetting { context: None, action, keys: vec![key], line })
        .collect();
    (Keymap::customized(&settings).unwrap_or_else(|mistakes| panic!("{mistakes:?}")), defaults)
}

/// Where a text tells somebody to press one of these keys: `Esc closes`, `press r`.
fn told(text: &str, keys: &BTreeSet<String>) -> Vec<String> {
    let bare = |word: &str| word.trim_end_matches(['.', ',', ';', ':']).to_owned();
    let is_verb = |word: &str| word.len() > 3 && word.ends_with('s') && word.chars().all(|c| c.is_ascii_lowercase());
    let mut told = Vec::new();
    for line in text.lines() {
        let words: Vec<_> = line.split_whitespace().map(bare).collect();
        for pair in words.windows(2) {
            let [first, second] = pair else { continue };
            if (keys.contains(first) && is_verb(second))
                || (first.eq_ignore_ascii_case("press") && keys.contains(second))
            {
                told.push(pair.join(" "));
            }
        }
    }
    told.retain(|told| !NO_KEYS.contains(&told.as_str()));
    told
}

#[test]
fn panes_are_named_with_the_keys_that_lead_to_them() {
    let set = |action: &str, keys: &[&str], line| {
        let keys = keys.iter().map(|key| (*key).to_owned()).collect();
        KeySetting { context: Some("global".to_owned()), action: action.to_owned(), keys, line }
    };
    let settings = [set("codes", &["F2"], 1), set("groups", &[], 2)];
    for (cols, rows) in SIZES {
        let mut harness = ScreenHarness::codes();
        let usual = harness.text(cols, rows);
        assert!(["1 Numbers", "2 Codes", "3 Group"].iter().all(|name| usual.contains(name)), "{usual}");
        harness.state.keymap = Keymap::customized(&settings).expect("keys that are free");
        let own = harness.text(cols, rows);
        assert!(own.contains("1 Numbers") && own.contains("F2 Codes"), "{own}");
        assert!(own.contains("Group") && !own.contains("3 Group"), "{own}");
    }
}

#[test]
fn no_sentence_names_a_key_that_does_nothing() {
    let (keymap, defaults) = others(&contexts());
    let (mut before, mut wrong) = (0, Vec::new());
    for (name, scene) in scenes::ALL {
        let mut harness = scene();
        if harness.state.contexts().iter().any(|context| context.is_fixed()) {
            continue;
        }
        // They were said when the keys were still the default ones.
        harness.state.toasts.clear();
        before += SIZES.map(|(cols, rows)| told(&harness.text(cols, rows), &defaults).len()).iter().sum::<usize>();
        harness.state.keymap = keymap.clone();
        for (cols, rows) in SIZES {
            let text = harness.text(cols, rows);
            wrong.extend(told(&text, &defaults).into_iter().map(|told| format!("{told}: {name} at {cols}x{rows}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(before > 20, "sentences that name keys are found: {before}");
}
