use proptest::prelude::*;

use super::*;

#[test]
fn the_better_match_comes_first() {
    let mut better = shop(
        "Menu House",
        &[
            ("NUMBER", "something else"),
            ("INSIDE", "the submenu"),
            ("BEGINS", "our menus"),
            ("LONGER", "Do you have a menu for children?"),
            ("WHOLE", "is there a menu?"),
            ("FIRST", "Menu, please"),
            ("XMENUX", "a message"),
            ("LABEL", "a message"),
            ("NOTE", "a message, too"),
            ("TAG", "a message that is tagged"),
        ],
    );
    better.labels = vec![("LABEL", "menu", &[], ""), ("NOTE", "", &[], "menu"), ("TAG", "", &["x", "menu"], "")];
    better.retired = vec![("DEAD", "Menu", true)];
    let order = ["LABEL", "TAG", "FIRST", "DEAD", "NOTE", "WHOLE", "LONGER", "BEGINS", "INSIDE", "XMENUX", "NUMBER"];
    assert_eq!(found(&index(&[better]), "menu"), order);
}

#[test]
fn rows_that_say_the_same_stand_together() {
    let rows = [("A1", "x"), ("B1", "y"), ("C", "z"), ("B2", "Y "), ("A2", "X")];
    assert_eq!(found(&index(&[shop("A", &rows)]), "is:duplicate"), ["A1", "A2", "B1", "B2"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_order_is_the_same_each_time_and_however_many_are_kept(
        messages in proptest::collection::vec("[ab]{1,3}( [abc]{1,4}){0,2}", 1..60),
        query in "[abc]{1,4}( [ab]{1,2})?", limit in 1_usize..20,
    ) {
        let codes = |from: usize| {
            let numbered = messages.iter().enumerate().skip(from).step_by(3);
            numbered.map(|(at, message)| (format!("{at:03}"), message.clone())).collect()
        };
        let shops = [("A", 0), ("B", 1), ("C", 2)].map(|(name, from)| Shop { name, codes: codes(from), ..Shop::default() });
        let world = index(&shops);
        let all = names(&run(&world, &query, &Marks::new(), 1_000));
        prop_assert_eq!(&names(&run(&world, &query, &Marks::new(), 1_000)), &all);
        let best = run(&world, &query, &Marks::new(), limit);
        let kept = names(&best);
        prop_assert_eq!(&kept[..], &all[..kept.len()]);
        prop_assert_eq!(kept.len(), limit.min(all.len()));
        // What is similar comes last.
        prop_assert!(all.is_sorted_by_key(|name| name.starts_with('~')));
    }
}
