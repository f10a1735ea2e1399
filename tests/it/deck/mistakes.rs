//! A file with every mistake that one can make.

use serde_json::{Value, json};

use super::harness::DeckHarness;

#[test]
fn all_mistakes_are_told_with_their_lines_and_nothing_is_sent() {
    let harness = DeckHarness::open(2, 3);
    harness.pull();
    let text = harness.text();
    let value = |key: &str, nth: usize| {
        text.split(&format!("\n{key} = \"")).nth(nth + 1).unwrap().split('"').next().unwrap().to_owned()
    };
    let id = |nth: usize| {
        let block = text.split("[[number]]").nth(nth + 1).unwrap();
        block.split("\nid = \"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let (first, second) = (id(0), id(1));
    let code = value("code", 0);
    let long = "x".repeat(141);
    let blocks = format!(
        "[[number]]\nprofile = \"eurp\"\nid = \"1\"\n\n[[number]]\nprofile = \"eu\"\nid = \"17\"\n\n\
         [[code]]\nnumber = \"nobody\"\nmessage = \"a\"\n\n[[code]]\nnumber = \"{first}\"\nmessage = \"b\"\ncode = \"{code}\"\n\n\
         [[code]]\nnumber = \"{first}\"\nmessage = \"{long}\"\n\n[[code]]\nnumber = \"{first}\"\nmessage = \"  \"\n\n\
         [[code]]\nnumber = \"{first}\"\nmessage = \"c\"\nlable = \"d\"\n\n[[code]]\nnumber = \"{first}\"\nmessage = \"e\"\n\n\
         [[code]]\nnumber = \"{first}\"\nmessage = \"e\"\n\n[[code]]\nnumber = \"{first}\"\nmessage = \"f\"\ncode = \"UNKNOWN\"\n\n\
         [[code]]\nnumber = \"{first}\"\nmessage = 1\n\n[[code]]\nnumber = \"{first}\"\n\n[[code]]\nmessage = \"open\n\n# ----"
    );
    harness.edit(|text| text.replacen("# ----", &blocks, 1));
    // A code that moves to another number.
    harness.edit(|text| {
        let at = text.find(&format!("code = \"{}\"", value("code", 1))).unwrap();
        let block = text[..at].rfind("number = ").unwrap();
        let end = block + text[block..].find('\n').unwrap();
        format!("{}number = \"{second}\"{}", &text[..block], &text[end..])
    });
    let edited = harness.text();
    let line = |needle: &str, nth: usize| {
        let at = edited.match_indices(needle).nth(nth).unwrap_or_else(|| panic!("{needle}")).0;
        edited[..at].matches('\n').count() + 1
    };
    for command in ["plan", "apply"] {
        let ran = harness.run(&[command, "deck.toml", "--json"]);
        assert_eq!(ran.code, 2, "{command}: {ran:?}");
        let told = ran.document()["mistakes"].as_array().unwrap().clone();
        for (at, what) in [
            (line("profile = \"eurp\"", 0) - 1, "no profile `eurp`. Did you mean `eu`"),
            (line("id = \"17\"", 0) - 2, "no number `17`"),
            (line("nobody", 0) - 1, "No [[number]] block is `nobody`"),
            (line(&format!("code = \"{code}\""), 1), "is in deck.toml:"),
            (line(&long, 0), "141 characters"),
            (line("\"  \"", 0), "message is empty"),
            (line("lable", 0), "no key `lable`. Did you mean `label`"),
            (line("\"e\"", 1), "new code with this message"),
            (line("UNKNOWN", 0), "no code UNKNOWN"),
            (line("message = 1", 0), "must be a text"),
            (line("message = 1", 0) + 2, "has no `message`"),
            (line("\"open", 0), "not TOML"),
            (line(&format!("code = \"{}\"", value("code", 1)), 0), "A code cannot move"),
        ] {
            let is_it = |told: &Value| {
                let says = |key: &str| told[key].as_str().is_some_and(|text| text.contains(what));
                (&told["file"], &told["line"]) == (&json!("deck.toml"), &json!(at))
                    && (says("message") || says("advice"))
            };
            assert!(told.iter().any(is_it), "deck.toml:{at}: {what}\n{told:#?}");
            let person = harness.run(&[command, "deck.toml"]).stderr;
            let is_it = |told: &str| told.starts_with(&format!("deck.toml:{at}: ")) && told.contains(what);
            assert!(person.lines().any(is_it), "deck.toml:{at}: {what}\n{person}");
        }
    }
    assert_eq!((harness.changes(), harness.text()), (0, edited));
    assert_eq!(harness.run(&["pull", "--out", "deck.toml"]).code, 2, "it would lose what is in it");
}

#[test]
fn what_is_no_deck_is_left_alone() {
    let harness = DeckHarness::open(1, 1);
    for text in ["[[profile]]\nname = \"eu\"\n", "hello", "{}"] {
        std::fs::write(harness.file(), text).unwrap();
        for command in [&["pull", "--out", "deck.toml"][..], &["plan", "deck.toml"]] {
            let ran = harness.run(command);
            assert_eq!((ran.code, harness.text().as_str()), (2, text), "{command:?}: {ran:?}");
        }
    }
    assert_eq!(harness.run(&["plan", "missing.toml"]).code, 3);
    assert_eq!(harness.run(&["apply", "deck.toml", "--yes"]).code, 1, "a plan that is none");
}
