//! Names with shared beginnings, shortened so that what differs is seen.

use unicode_segmentation::UnicodeSegmentation;

use super::text::{fit, line, steady, width};

/// A cleaned name in at most `columns`. Of names of which others share the first `shared` bytes, so that they would look
/// alike without their ends, the end is shown: what is left out lies before the word in which they part.
pub(crate) fn shorten(name: &str, shared: usize, columns: u16) -> String {
    let name = line(name);
    let cut = fit(&name, columns);
    let Some(room) = columns.checked_sub(1).filter(|_| width(&steady(&name)) > columns) else { return cut };
    let (head, tail) = name.split_at_checked(shared).unwrap_or((&name, ""));
    let seen = tail.graphemes(true).next().map(|first| width(&steady(head)) + width(&steady(first)));
    let is_seen = seen.is_some_and(|seen| seen <= room);
    let word = word_start(head, tail);
    // Scripts without blanks have no words: there the difference itself is shown, if it is not seen anyway.
    let start = if word == 0 { head.len() } else { word };
    let (before, rest) = (steady(&name[..start]), steady(name[start..].trim_start()));
    if rest.is_empty() || (word == 0 && is_seen) {
        return cut;
    }
    if let Some(room) = room.checked_sub(width(&rest)) {
        return format!("{}…{rest}", start_of(&before, room));
    }
    if is_seen {
        return cut;
    }
    // Not even the word has room: its beginning, or what differs where that lies too far behind.
    let in_word = seen.map(|seen| seen.saturating_sub(width(&before)));
    let start = if in_word.is_none_or(|seen| seen < room) { start } else { head.len() };
    format!("…{}", fit(name[start..].trim_start(), room))
}

/// Where the word begins in which two names part that have `head` in common. Where the other name only goes on, the last
/// word tells most.
fn word_start(head: &str, tail: &str) -> usize {
    if tail.starts_with(char::is_whitespace) {
        return head.len();
    }
    let words = if tail.is_empty() { head.trim_end() } else { head };
    let blank = words.char_indices().rfind(|(_, c)| c.is_whitespace());
    blank.map_or(0, |(at, c)| at + c.len_utf8())
}

/// The beginning of a text in at most `columns`, without what is left of a word or a sign behind the last one.
fn start_of(text: &str, columns: u16) -> &str {
    let mut used = 0;
    let fits = |grapheme: &&str| {
        used += width(grapheme);
        used <= columns
    };
    let length: usize = text.graphemes(true).take_while(fits).map(str::len).sum();
    text[..length].trim_end_matches(|c: char| c.is_whitespace() || c == ',')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn shared_beginnings_are_left_out_in_the_middle() {
        let shared = "Aurora Coffee, ".len();
        let shorten = |name: &str, columns| shorten(name, shared, columns);
        assert_eq!(shorten("Aurora Coffee, Berlin", 21), "Aurora Coffee, Berlin");
        assert_eq!(shorten("Aurora Coffee, Berlin", 20), "Aurora Coffee…Berlin");
        assert_eq!(shorten("Aurora Coffee, Berlin", 16), "Aurora Co…Berlin");
        assert_eq!(shorten("Aurora Coffee, Berlin", 14), "Aurora…Berlin");
        assert_eq!(shorten("Aurora Coffee, Wien", 12), "Aurora…Wien");
        assert_eq!(shorten("Aurora Coffee, Berlin", 7), "…Berlin");
        assert_eq!(shorten("Aurora Coffee, Berlin", 5), "…Ber…");
        assert_eq!(shorten("Aurora Coffee, Königs Wusterhausen am Nottekanal", 14), "…Königs Wuste…");
        assert_eq!(shorten("Aurora Coffee, Berlin", 0), "");
    }

    #[test]
    fn what_can_be_cut_off_at_its_end_is() {
        let shared = "Aurora Coffee, ".len();
        assert_eq!(shorten("Aurora Coffee, Berlin", 0, 14), "Aurora Coffee…");
        assert_eq!(shorten("Café Aurora, Lyon", "C".len(), 8), "Café Au…");
        assert_eq!(shorten("Aurora Coffee, Königs Wusterhausen", shared, 19), "Aurora Coffee, Kön…");
    }

    #[test]
    fn a_name_that_another_one_goes_on_from_shows_its_last_word() {
        let name = "Aurora Coffee Berlin";
        assert_eq!(shorten(name, name.len(), 14), "Aurora…Berlin");
        assert_eq!(shorten("Aurora Coffee Berlin Mitte", name.len(), 14), "Aurora C…Mitte");
    }

    #[test]
    fn wide_characters_stay_whole_and_a_word_that_has_no_room_begins_where_it_differs() {
        let shared = "上海咖啡".len();
        assert_eq!(shorten("上海咖啡静安店", shared, 9), "上…静安店");
        assert_eq!(shorten("上海咖啡静安店", shared, 8), "…静安店");
        assert_eq!(shorten("上海咖啡静安店", shared, 6), "…静安…");
    }

    proptest! {
        #[test]
        fn nothing_is_wider_than_asked_for(
            name in "\\PC{0,30}|[\\x00-\\x1fa, 上👩\u{202e}\u{301}]{0,30}|(👩\u{200d}🍳| ){0,8}",
            shared in 0_usize..60, columns in 0_u16..40,
        ) {
            prop_assert!(width(&shorten(&name, shared, columns)) <= columns);
        }

        #[test]
        fn places_of_one_brand_stay_distinct(
            brand in "[A-Z][a-z]{2,12}( [A-Z][a-z]{2,9}){0,2},? ", a in "[A-Za-zü上]{1,12}", b in "[A-Za-zü上]{1,12}",
            columns in 8_u16..40,
        ) {
            prop_assume!(a != b);
            let (left, right) = (format!("{brand}{a}"), format!("{brand}{b}"));
            let alike = left.graphemes(true).zip(right.graphemes(true)).take_while(|(a, b)| a == b);
            let shared = alike.map(|(a, _)| a.len()).sum();
            let (short, other) = (shorten(&left, shared, columns), shorten(&right, shared, columns));
            prop_assert_ne!(short, other, "{:?} and {:?}", left, right);
        }
    }
}
