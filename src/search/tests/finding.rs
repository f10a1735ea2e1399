use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::*;

fn world() -> Index {
    let mut berlin = shop(
        "Aurora Coffee, Berlin",
        &[
            ("MOCHTE", "Ich möchte einen Tisch reservieren"),
            ("HAUS", "Haustüren: Plakat 7"),
            ("MENU", "Show me today’s menu"),
            ("BOOK", "I'd like to\nbook a  table"),
            ("SHI", "你好，请发我今天的菜单"),
            ("RU", "Столик 4: хочу заказать"),
            ("ANED2T5QRU7HG1", "👋"),
        ],
    );
    berlin.labels = vec![
        ("MENU", "window poster", &["spring", "Glas & Holz"], ""),
        ("HAUS", "", &[], "hangs by the lift"),
        ("OLD1", "once", &[], ""),
    ];
    berlin.retired = vec![("OLD1", "Ich möchte zahlen", true), ("OLD2", "gone", false), ("RU", "stale", false)];
    berlin.groups = vec![("b64/+=", "Baristas Berlin", "https://chat.whatsapp.com/LYTfzdP1hMT7QgXKNqmVxr")];
    let mut wien = shop("Aurora Wien", &[("W1", "Speisekarte"), ("W2", "speisekarte "), ("W3", "Tisch 12")]);
    wien.profile = "asia";
    index(&[berlin, wien])
}

#[test]
fn words_are_found_wherever_they_are_known_from() {
    let world = world();
    for (text, expected) in [
        ("mochte", vec!["MOCHTE", "OLD1"]),
        ("MÖCHTE tisch", vec!["MOCHTE"]),
        ("tisch möchte", vec!["MOCHTE"]),
        ("hausturen", vec!["HAUS"]),
        ("today's", vec!["MENU"]),
        ("\"book a table\"", vec!["BOOK"]),
        ("\"a book table\"", vec![]),
        ("table book", vec!["BOOK"]),
        ("菜单", vec!["SHI"]),
        ("ЗАКАЗАТЬ", vec!["RU"]),
        ("7hg1", vec!["ANED2T5QRU7HG1"]),
        ("https://wa.me/message/ANED2T5QRU7HG1", vec!["ANED2T5QRU7HG1"]),
        ("https://chat.whatsapp.com/LYTfzdP1hMT7QgXKNqmVxr", vec!["b64/+="]),
        ("window", vec!["MENU"]),
        ("spring poster show", vec!["MENU"]),
        ("lift", vec!["HAUS"]),
        ("baristas", vec!["b64/+="]),
        ("wien tisch", vec!["W3"]),
        ("+491511000 speise", vec!["W1", "W2"]),
        ("asia 1000 tisch", vec!["W3"]),
        ("tisch -wien", vec!["MOCHTE"]),
        ("-tisch wien", vec!["W1", "W2"]),
        ("\"spring glas\"", vec![]),
        ("xyzzy", vec![]),
    ] {
        let exact: Vec<_> = found(&world, text).into_iter().filter(|name| !name.starts_with('~')).collect();
        assert_eq!(exact, expected, "{text}");
    }
}

#[test]
fn keys_say_where() {
    let world = world();
    for (text, expected) in [
        ("label:window", vec!["MENU"]),
        ("message:window", vec![]),
        ("tag:glas", vec!["MENU"]),
        ("note:lift", vec!["HAUS"]),
        ("code:7hg1", vec!["ANED2T5QRU7HG1"]),
        ("message:menu", vec!["MENU"]),
        ("code:menu", vec!["MENU"]),
        ("number:wien karte", vec!["W1", "W2"]),
        ("profile:asia tisch", vec!["W3"]),
        ("number:asia", vec![]),
        ("group:berlin", vec!["b64/+="]),
        ("message:baristas", vec![]),
        ("number:wien -message:speisekarte", vec!["W3"]),
        ("number:", vec![]),
    ] {
        let exact: Vec<_> = found(&world, text).into_iter().filter(|name| !name.starts_with('~')).collect();
        let expected =
            if text == "number:" { found(&world, "") } else { expected.iter().map(ToString::to_string).collect() };
        assert_eq!(exact, expected, "{text}");
    }
}

#[test]
fn what_is_true_of_a_row() {
    let world = world();
    for (text, expected) in [
        ("is:duplicate", vec!["W1", "W2"]),
        ("is:labelled", vec!["MENU", "OLD1"]),
        ("is:unlabelled number:wien", vec!["W3", "W1", "W2"]),
        ("is:replaced", vec!["OLD1"]),
        ("is:dead", vec!["OLD2"]),
        ("is:group", vec!["b64/+="]),
        ("wien -is:duplicate", vec!["W3"]),
        ("is:marked", vec![]),
    ] {
        let exact: Vec<_> = found(&world, text).into_iter().filter(|name| !name.starts_with('~')).collect();
        assert_eq!(exact, expected, "{text}");
    }
    let wien = NumberKey { profile: "asia".into(), number: "Aurora Wien".into() };
    let marks = Marks::from([(wien, HashSet::from(["W1".into(), "W3".into()]))]);
    assert_eq!(names(&run(&world, "is:marked", &marks, 9)), ["W1", "W3"]);
    assert_eq!(names(&run(&world, "number:wien -is:marked", &marks, 9)), ["W2"]);
}

#[test]
fn what_is_similar_comes_after_what_was_typed() {
    let world = world();
    for (text, expected) in [
        ("speisekrate", vec!["~W1", "~W2"]),
        ("rsvrn", vec!["~MOCHTE"]),
        ("tisch mocthe", vec!["~MOCHTE"]),
        ("number:wein karte", vec!["~W1", "~W2"]),
        ("aned2t5qru7hg7", vec!["~ANED2T5QRU7HG1"]),
        ("\"speisekrate\"", vec![]),
        ("label:windwo", vec!["~MENU"]),
        ("message:windwo", vec![]),
        ("столки", vec!["~RU"]),
    ] {
        assert_eq!(found(&world, text), expected, "{text}");
    }
}

#[test]
fn all_are_counted_and_the_best_are_kept() {
    let codes: Vec<_> = (0..50).map(|at| (format!("C{at:02}"), format!("Tisch {at}"))).collect();
    let shops = ["A", "B", "C"].map(|name| Shop { name, codes: codes.clone(), ..Shop::default() });
    let world = index(&shops);
    let result = run(&world, "tisch", &Marks::new(), 10);
    assert_eq!((result.exact, result.similar, names(&result).len()), (150, 0, 10));
    assert!(names(&result).iter().all(|name| name.as_str() < "C10"), "the shorter ones: {:?}", names(&result));
    let result = run(&world, "tihsc 7", &Marks::new(), 10);
    assert_eq!((result.exact, result.similar), (0, 15));
}

#[test]
fn an_index_follows_its_numbers() {
    let mut world = index(&[shop("A", &[("A1", "one")]), shop("B", &[("B1", "one")])]);
    let before = world.clone();
    world.set(Arc::new(shop("A", &[("A2", "one"), ("A3", "two")]).segment()));
    assert_eq!((found(&world, "one"), world.rows()), (vec!["A2".to_owned(), "B1".to_owned()], 3));
    world.retain(|number| number.number.as_str() != "B");
    assert_eq!(found(&world, "one"), ["A2"]);
    assert_eq!(found(&before, "one"), ["A1", "B1"]);
    assert!(world.get(&shop("A", &[]).key()).is_some_and(|segment| segment.len() == 2));
}

#[test]
fn a_cancelled_search_finds_nothing() {
    let (world, query) = (world(), Query::parse("tisch"));
    let cancelled = AtomicBool::new(true);
    let search = Search { index: &world, query: &query, marks: &Marks::new(), limit: 9, cancelled: &cancelled };
    assert!(search.run(|_| {}).is_none());
}

#[test]
fn matches_are_shown_in_the_text_as_it_is() {
    for (query, text, expected) in [
        ("mochte", "Ich möchte, MÖCHTE", vec!["möchte", "MÖCHTE"]),
        ("mochte", "Ich mo\u{308}chte\u{301} ", vec!["mo\u{308}chte\u{301}"]),
        ("strasse", "Straße", vec!["Straße"]),
        ("stras", "Straße", vec!["Straß"]),
        ("a table", "a  table", vec!["a", "table"]),
        ("\"a table\"", "a \n table", vec!["a \n table"]),
        ("isch tis", "Tisch", vec!["Tisch"]),
        ("number:tisch", "Tisch", vec![]),
        ("tisxh", "am Tisch", vec!["Tisch"]),
        ("rsvtn", "my Reservation", vec!["Reservation"]),
        ("", "Tisch", vec![]),
    ] {
        let ranges = Query::parse(query).highlights(text, Field::Message, true);
        let shown: Vec<_> = ranges.into_iter().map(|range| &text[range]).collect();
        assert_eq!(shown, expected, "{query}");
    }
    assert!(Query::parse("tihsc").highlights("Tisch", Field::Message, false).is_empty());
}
