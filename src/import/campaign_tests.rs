//! What files ask for.

use super::*;

fn read(name: &str, text: &str, defaults: &Defaults) -> Campaign {
    Campaign::read(Path::new(name), text.as_bytes(), defaults).unwrap()
}

fn rows(campaign: &Campaign) -> Vec<(usize, &str, &str, &str)> {
    let rows = campaign.rows.iter();
    rows.map(|Row { line, number, label, message, .. }| (*line, &**number, &*label.label, &**message)).collect()
}

fn told(campaign: &Campaign) -> Vec<(usize, String)> {
    campaign.mistakes.iter().map(|mistake| (mistake.line, mistake.sentence.clone())).collect()
}

#[test]
fn the_same_rows_in_every_format_and_order() {
    let wanted = [(2, "+49 1", "Window", "Hi from Wien!"), (3, "+49 2", "", "Hi, Köln")];
    for (name, text) in [
        ("a.csv", "number,label,message,city\n+49 1,Window,Hi from {city}!,Wien\n+49 2,,\"Hi, {city}\",Köln\n"),
        ("a.csv", "city;Text;Phone;LABEL\nWien;Hi from {City}!;+49 1;Window\nKöln;Hi, {city};+49 2;\n"),
        ("a.tsv", "message\tcity\tlabel\tnumber\nHi from {city}!\tWien\tWindow\t+49 1\nHi, {city}\tKöln\t\t+49 2\n"),
        (
            "a.jsonl",
            "\n{\"message\": \"Hi from {city}!\", \"number\": \"+49 1\", \"label\": \"Window\", \"city\": \"Wien\"}\n\
             {\"city\": \"Köln\", \"number\": \"+49 2\", \"message\": \"Hi, {city}\"}\n",
        ),
    ] {
        let campaign = read(name, text, &Defaults::default());
        assert_eq!(rows(&campaign), wanted, "{text}");
        assert_eq!(told(&campaign), []);
    }
}

#[test]
fn what_a_file_leaves_out_comes_from_the_defaults() {
    let defaults = Defaults {
        number: Some("Berlin".into()),
        message: Some("Table {table}, please".into()),
        label: Some("Table {table}".into()),
        tags: vec!["tables".into()],
    };
    let campaign = read("a.csv", "table,number,tags\n1,,inside;window\n2,+49 2,\n", &defaults);
    assert_eq!(
        rows(&campaign),
        [(2, "Berlin", "Table 1", "Table 1, please"), (3, "+49 2", "Table 2", "Table 2, please")]
    );
    assert_eq!(campaign.rows[0].label.tags, ["inside", "tables", "window"]);
    assert_eq!(told(&campaign), []);
}

#[test]
fn all_mistakes_of_all_rows_are_told_at_once() {
    let long = "ä".repeat(141);
    let label = "l".repeat(101);
    let text = format!(
        "number,message,label,x\n,Hi,,\n1,,,\n1,{long},,\n1,{{y}} and {{x}},,1\n1,{{x}},,\n1,a\u{202e}b,{label},\n1,\u{7},,\n,,a,\n"
    );
    let campaign = read("a.csv", &text, &Defaults::default());
    let wanted = [
        (2, "number is missing"),
        (3, "message is empty"),
        (4, "141 characters"),
        (5, "{y} is not a column"),
        (6, "{x} has no value"),
        (7, "U+202E"),
        (7, "label has 101"),
        (8, "U+0007"),
        (9, "number is missing"),
        (9, "message is empty"),
    ];
    let told = told(&campaign);
    assert_eq!(told.len(), wanted.len(), "{told:#?}");
    for ((line, sentence), (at, says)) in told.iter().zip(wanted) {
        assert!(*line == at && sentence.contains(says), "line {line}: {sentence} ({says})");
    }
    assert_eq!(campaign.rows.len(), 8);
}

#[test]
fn a_file_without_the_columns_says_so_once() {
    let campaign = read("a.csv", "a,b\n1,2\n3,4\n", &Defaults::default());
    let told = told(&campaign);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].1.contains("no column `number`. The columns are: a, b."), "{told:?}");
    for empty in ["", "number,message\n", "\n\n"] {
        let error = Campaign::read(Path::new("a.csv"), empty.as_bytes(), &Defaults::default()).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Config, "{empty:?}");
    }
}

#[test]
fn emoji_that_a_service_may_count_twice_are_a_warning() {
    let campaign = read("a.csv", &format!("number,message\n1,{}\n", "👋".repeat(100)), &Defaults::default());
    assert_eq!((campaign.mistakes.len(), campaign.warnings.len()), (0, 1));
    assert!(campaign.warnings[0].sentence.contains("200 characters"));
}

proptest::proptest! {
    #[test]
    fn no_file_is_too_hostile(
        name in proptest::sample::select(vec!["a.csv", "a.tsv", "a.jsonl", "a", "a.json"]),
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
        text in "[{}\"\\\\,;|\t\n\r=a-c\\[\\]:\u{feff}\u{202e}\u{0}\u{1b}é👋]{0,120}",
        head in proptest::sample::select(vec!["", "number,message,c\n", "sep=;\n", "{\"number\":\"1\",\"message\":\""]),
    ) {
        let defaults = Defaults { message: Some("{a} x".into()), ..Defaults::default() };
        for bytes in [bytes.as_slice(), format!("{head}{text}").as_bytes()] {
            let Ok(campaign) = Campaign::read(Path::new(name), bytes, &defaults) else { continue };
            let lines = bytes.len() + 1;
            for row in &campaign.rows {
                proptest::prop_assert_eq!(row.cells.len(), campaign.columns.len());
                proptest::prop_assert!((1..=lines).contains(&row.line));
                let fine = campaign.mistakes.iter().all(|mistake| mistake.line != row.line) && campaign.mistakes.is_empty();
                // What nothing is wrong with can be sent.
                proptest::prop_assert!(!fine || (validate_message(&row.message).is_ok() && !row.number.is_empty()));
            }
        }
    }
}
