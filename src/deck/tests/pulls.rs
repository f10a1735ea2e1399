//! What a pull does to a file that people have written in.

use super::*;

const EDITED: &str = "\
# Our posters
version = 1

# Berlin
[[number]] # the first shop
profile = \"eu\"
number = \"+49 151 1000 0001\"
name = \"Aurora Coffee\"
id = \"106\"

# second
[[code]]
number = \"aurora coffee\"
message = \"coffee\" # with milk
code = \"BBB\"

# first
[[code]]
number = \"106\"
code = \"AAA\"
message = '''tea'''

# the end
";

#[test]
fn a_new_file_reads_well() {
    let mut place = Place::with(&[("BBB", "Menu:\n- tea\n- cake"), ("AAA", "say \"hi\" 👩‍🍳")]);
    let tags = vec!["door".to_owned(), "window".to_owned()];
    let label = Label { label: "Poster".into(), tags, note: "Hangs\nleft".into(), updated: 1_700_000_000_000 };
    place.labels.insert("AAA".into(), label);
    let mut file = new_file();
    let merged = place.survey(|survey| merge(&mut file, survey, &phone()));
    let group = |id: &str, link| GroupRow { id: id.into(), subject: "Regulars".into(), link };
    let groups = [group("Z3JvdXA/MQ==", Some(Some("https://chat.whatsapp.com/x".into()))), group("g2", Some(None))];
    merge_groups(&mut file, &key(), &merged.reference, &groups);
    insta::assert_snapshot!(file.text());
    assert_eq!(opened(&file.text()).text(), file.text());
    assert_eq!(edited_groups(&opened(&file.text()), &key(), 1), []);
    let edited = file.text().replacen("chat.whatsapp.com/x", "chat.whatsapp.com/y", 1);
    assert_eq!(edited_groups(&opened(&edited), &key(), 1).len(), 1);
}

#[test]
fn comments_order_and_spelling_stay() {
    let place = Place::with(&[("CCC", "cake"), ("BBB", "coffee"), ("AAA", "tea")]);
    let (text, merged) = place.pull(EDITED);
    assert_eq!((merged.added, merged.changed, merged.removed), (1, 0, 0));
    let (head, tail) = EDITED.split_once("# the end\n").unwrap();
    assert!(
        text.starts_with(&format!("{head}# the end\n\n[[code]]\nnumber = \"+49 151 1000 0001\"\nmessage = \"cake\"\n")),
        "{text}"
    );
    assert_eq!(tail, "");
    assert_eq!(place.pull(&text).0, text, "nothing jumps");
    assert_eq!(place.plan(&text), NumberPlan::default());
}

#[test]
fn what_changed_elsewhere_comes_in_and_edits_stay() {
    let mut place = Place::with(&[("BBB", "coffee"), ("AAA", "tea")]);
    let (text, _) = place.pull(EDITED);
    let edited = text.replace("'''tea'''", "'''green tea'''");
    place.codes[0].message = "espresso".into();
    let (pulled, merged) = place.pull(&edited);
    assert!(pulled.contains("message = \"espresso\" # with milk") && pulled.contains("'''green tea'''"), "{pulled}");
    assert_eq!((merged.changed, merged.notices.len()), (1, 0));
    assert_eq!(told(&place.plan(&pulled)), ["change AAA: tea -> green tea"]);
    // Both have changed: the file keeps its text, and says so once.
    place.codes[1].message = "black tea".into();
    let (pulled, merged) = place.pull(&pulled);
    assert!(pulled.contains("'''green tea'''") && merged.notices[0].kind == NoticeKind::Conflict);
    assert_eq!(told(&place.plan(&pulled)), ["change AAA: black tea -> green tea"]);
    assert_eq!(place.pull(&pulled), (pulled.clone(), Merged { reference: merged.reference, ..Merged::default() }));
}

#[test]
fn what_is_gone_goes_unless_it_was_edited() {
    let mut place = Place::with(&[("BBB", "coffee"), ("AAA", "tea")]);
    let (text, _) = place.pull(EDITED);
    place.codes.clear();
    let (pulled, merged) = place.pull(&text.replace("'''tea'''", "'''green tea'''"));
    assert_eq!(merged.removed, 1);
    assert!(!pulled.contains("BBB") && pulled.contains("green tea") && pulled.contains("# the end\n"), "{pulled}");
    assert!(
        !pulled.contains("# second") && pulled.contains("# first"),
        "the comments of a block are its own: {pulled}"
    );
    assert_eq!(told(&place.plan(&pulled)), ["vanished AAA"]);
    // A deletion in the file that is not applied yet stays one.
    let place = Place::with(&[("BBB", "coffee"), ("AAA", "tea")]);
    let taken = text.replace(
        "# second\n[[code]]\nnumber = \"aurora coffee\"\nmessage = \"coffee\" # with milk\ncode = \"BBB\"\n\n",
        "",
    );
    assert_ne!(taken, text);
    let (pulled, _) = place.pull(&taken);
    assert_eq!(pulled, taken);
    assert_eq!(told(&place.plan(&pulled)), ["delete BBB"]);
}

#[test]
fn a_number_that_comes_back_is_pulled_as_a_new_one() {
    let place = Place::with(&[("BBB", "coffee"), ("AAA", "tea")]);
    let (text, _) = place.pull("");
    let uncovered = format!("version = 1\n\n{}", &text[text.find("# ----").unwrap()..]);
    let mut file = opened(&uncovered);
    file.forget_uncovered();
    assert_eq!(file.pulled, Pulled::default());
    assert_eq!(place.pull(&file.text()).1.added, 2);
}

#[test]
fn a_block_without_a_code_gets_the_one_that_is_there() {
    let place = Place::with(&[("CCC", "cake"), ("BBB", "coffee"), ("AAA", "tea")]);
    let text = EDITED.replace("code = \"AAA\"\n", "");
    let (pulled, merged) = place.pull(&text);
    assert!(pulled.contains("message = '''tea'''\ncode = \"AAA\"\n"), "{pulled}");
    assert_eq!((merged.added, merged.changed), (1, 1));
    assert_eq!(place.plan(&pulled), NumberPlan::default());
}

#[test]
fn another_name_of_the_number_breaks_no_block() {
    let place = Place::with(&[("BBB", "coffee"), ("AAA", "tea")]);
    let (text, _) = place
        .pull(&EDITED.replace("name = \"Aurora Coffee\"", "name = \"Old Name\"").replace("aurora coffee", "old name"));
    assert!(
        text.contains("name = \"Aurora Coffee\"") && text.contains("number = \"106\"\nmessage = \"coffee\""),
        "{text}"
    );
    assert_eq!(place.plan(&text), NumberPlan::default());
}

#[test]
fn blocks_below_the_machine_written_part_and_line_ends_of_windows_are_read() {
    let place = Place::with(&[("BBB", "coffee"), ("AAA", "tea\ntoo")]);
    let (text, _) = place.pull("");
    let appended = format!("{text}# mine\n[[code]]\nnumber = \"106\"\nmessage = \"cake\"\n");
    assert_eq!(told(&place.plan(&appended)), ["create cake"]);
    let moved = opened(&appended).text();
    assert!(moved.find("cake") < moved.find("# ----") && moved.contains("# mine\n[[code]]"), "{moved}");
    let marked = format!("\u{feff}{text}");
    assert_eq!((opened(&marked).text(), place.plan(&marked)), (marked.clone(), NumberPlan::default()));
    let windows = text.replace('\n', "\r\n");
    assert_eq!(place.plan(&windows), NumberPlan::default());
    assert_eq!(place.pull(&windows).0, windows);
}

#[test]
fn the_end_of_a_text_is_no_comment() {
    let text = "version = 1\n[[number]]\nprofile = \"eu\"\nid = \"106\"\n[[code]]\nnumber = \"106\"\nmessage = '''\na\n# b'''\n[[code]]\nnumber = \"106\"\nmessage = \"c\"\n";
    let file = opened(text);
    assert_eq!(file.text(), text);
    let mut file = file;
    file.set_code(1, "AAA");
    assert!(file.text().contains("# b'''\ncode = \"AAA\"\n[[code]]"), "{}", file.text());
}
