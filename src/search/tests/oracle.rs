//! Searches beside the simplest program that could do the same.

use proptest::prelude::*;

use super::*;

/// Letters, and what a person types for them.
const LETTERS: [(&str, &str); 12] = [
    ("a", "a"),
    ("Ä", "a"),
    ("o\u{308}", "o"),
    ("ß", "ss"),
    ("É", "e"),
    ("т", "т"),
    ("Й", "и"),
    ("桌", "桌"),
    ("Ｂ", "b"),
    (" ", " "),
    ("\n ", " "),
    ("1", "1"),
];

/// A text as services store it, and as a person would type it.
fn text(letters: std::ops::Range<usize>) -> impl Strategy<Value = (String, String)> {
    let letters = proptest::collection::vec(0..LETTERS.len(), letters);
    letters.prop_map(|places| {
        let text = places.iter().map(|at| LETTERS[*at].0).collect();
        let typed: String = places.iter().map(|at| LETTERS[*at].1).collect();
        (text, typed.split_whitespace().collect::<Vec<_>>().join(" "))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn exactly_the_rows_with_all_words_are_found(
        messages in proptest::collection::vec(text(0..12), 1..30),
        words in proptest::collection::vec(text(1..4), 0..3),
        excluded in proptest::option::of(text(1..3)),
        is_phrase: bool,
    ) {
        let codes: Vec<_> = messages.iter().enumerate().map(|(at, (message, _))| (format!("Z{at}Z"), message.clone())).collect();
        let (one, other) = codes.split_at(codes.len() / 2);
        let world = index(&[("KA", one), ("KO", other)].map(|(name, codes)| Shop { name, profile: "q", codes: codes.to_vec(), ..Shop::default() }));
        let excluded = excluded.map(|(_, typed)| typed).filter(|typed| !typed.is_empty() && !typed.contains(' '));
        let mut typed: Vec<String> = words.iter().map(|(text, _)| if is_phrase { format!("\"{text}\"") } else { text.clone() }).collect();
        typed.extend(excluded.iter().map(|word| format!("-{word}")));
        let wanted: Vec<&str> = if is_phrase {
            words.iter().map(|(_, typed)| typed.as_str()).filter(|typed| !typed.is_empty()).collect()
        } else {
            words.iter().flat_map(|(_, typed)| typed.split(' ')).filter(|word| !word.is_empty()).collect()
        };
        let has = |at: usize, word: &str| {
            let number = if at < codes.len() / 2 { "ka" } else { "ko" };
            let texts = [&messages[at].1, &format!("z{at}z"), number, "q", "+49 151 1000 0001", "+4915110000001"];
            texts.iter().any(|text| text.contains(word))
        };
        let matches = |at: &usize| wanted.iter().all(|word| has(*at, word)) && !excluded.iter().any(|word| has(*at, word));
        let mut expected: Vec<_> = (0..codes.len()).filter(matches).map(|at| format!("Z{at}Z")).collect();
        let result = run(&world, &typed.join(" "), &Marks::new(), 100);
        let mut exact: Vec<_> = names(&result).into_iter().filter(|name| !name.starts_with('~')).collect();
        prop_assert_eq!(result.exact, expected.len());
        expected.sort();
        exact.sort();
        prop_assert_eq!(exact, expected);
    }
}
