//! Numbers can be told from each other at any width.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::scenes::named;

/// The rows of the numbers of the first profile, in a terminal in which each has a line.
fn rows(names: &[String], cols: u16) -> Vec<String> {
    // The heading of the pane, the names of its columns, the profile; below, the other profile or a rule.
    let text = named(names.to_vec()).text(cols, 24);
    let rows = text.lines().skip(4).map(|line| line.split('│').next().unwrap_or_default());
    let rows = rows.map(|row| row.trim_start_matches(['▸', ' ']).to_owned());
    rows.take_while(|row| !row.starts_with("shop-asia") && !row.starts_with('─')).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_two_numbers_look_the_same(
        names in proptest::collection::vec(
            "(Aurora|Aurora Coffee|上海咖啡|مقهى)(,? (Berlin|Wien|静安|Mitte|Nord|القاهرة|2|👩\u{200d}🍳)){0,3}", 12..16),
        cols in 40_u16..130,
    ) {
        let rows = rows(&names, cols);
        prop_assert!(rows.len() >= names.len().min(10), "{rows:#?}");
        let distinct: BTreeSet<_> = rows.iter().collect();
        prop_assert_eq!(distinct.len(), rows.len(), "{:#?}", rows);
    }
}
