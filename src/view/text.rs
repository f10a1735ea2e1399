//! Text on its way to the screen. Everything from outside comes through here: it is cleaned, then cut or wrapped
//! by what a terminal shows, in columns and in whole characters.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::model::clean;

/// Stands where something was cut off.
const MORE: &str = "…";

/// The columns a text takes.
pub(crate) fn width(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// Cleaned text for one line.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    clean::line(text)
}

/// Cleaned text for several lines.
pub(crate) fn block(text: &str) -> Cow<'_, str> {
    clean::block(text)
}

/// Cleaned text whose width all terminals agree on, for lines with something to the right of them. Emoji made of
/// several characters become their first one: terminals draw them in two columns or in many, and what follows in
/// the line, a QR even, would be shifted. Where a text is shown in full it keeps them.
pub(crate) fn steady(text: &str) -> Cow<'_, str> {
    let is_part = |c: char| matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}');
    let text = line(text);
    if !text.contains(is_part) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        let mut chars = grapheme.chars();
        let first = chars.next();
        let is_emoji = grapheme.contains('\u{fe0f}') || first.is_some_and(|c| width(c.encode_utf8(&mut [0; 4])) > 1);
        match first {
            Some(first) if is_emoji && chars.any(is_part) => out.push(first),
            _ => out.push_str(grapheme),
        }
    }
    Cow::Owned(out)
}

/// The first line of a text that says something, cleaned; an ellipsis tells that there is more.
pub(crate) fn first_line(text: &str) -> String {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = line(lines.next().unwrap_or_default().trim()).into_owned();
    if lines.next().is_some() { format!("{first} {MORE}") } else { first }
}

/// Cleaned text for one line of at most `columns`, with an ellipsis where something was cut off.
pub(crate) fn fit(text: &str, columns: u16) -> String {
    let text = steady(text);
    if width(&text) <= columns {
        return text.into_owned();
    }
    let Some(room) = columns.checked_sub(1) else { return String::new() };
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += width(grapheme);
        if used > room {
            break;
        }
        out.push_str(grapheme);
    }
    out + MORE
}

/// As [`fit`], but cut between words, as long as that leaves half of the columns in use.
pub(crate) fn fit_words(text: &str, columns: u16) -> String {
    let cut = fit(text, columns);
    let whole = steady(text);
    let Some(kept) = cut.strip_suffix(MORE).filter(|kept| kept.len() < whole.len()) else { return cut };
    match kept.rfind(' ') {
        Some(at) if !whole[kept.len()..].starts_with(' ') && width(&kept[..at]) >= columns / 2 => {
            format!("{} {MORE}", kept[..at].trim_end())
        }
        _ => cut,
    }
}

/// As [`fit_end`], but cut between words or parts of a path, as long as that leaves half of the columns in use.
pub(crate) fn fit_end_words(text: &str, columns: u16) -> String {
    let cut = fit_end(text, columns);
    let Some(kept) = cut.strip_prefix(MORE).filter(|kept| kept.len() < text.len()) else { return cut };
    match kept.find([' ', '/']) {
        Some(at) if width(&kept[at..]) >= columns / 2 => format!("{MORE}{}", kept[at..].trim_start()),
        _ => cut,
    }
}

/// The end of a cleaned text for one line of at most `columns`, with an ellipsis where its start was cut off: what is
/// being typed is seen where it is typed.
pub(crate) fn fit_end(text: &str, columns: u16) -> String {
    let text = line(text);
    if width(&text) <= columns {
        return text.into_owned();
    }
    let Some(room) = columns.checked_sub(1) else { return String::new() };
    let mut start = text.len();
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += width(grapheme);
        if used > room {
            break;
        }
        start = at;
    }
    format!("{MORE}{}", &text[start..])
}

/// As [`fit`], filled up with blanks to exactly `columns`.
pub(crate) fn fill(text: &str, columns: u16) -> String {
    let mut out = fit(text, columns);
    let missing = columns.saturating_sub(width(&out));
    out.extend(std::iter::repeat_n(' ', missing.into()));
    out
}

/// As [`fill`]. The blanks have no style: in a theme where colours lie behind words they would be a bar.
pub(crate) fn cell(text: &str, columns: u16, style: Style) -> [Span<'static>; 2] {
    let text = fit(text, columns);
    let blanks = " ".repeat(columns.saturating_sub(width(&text)).into());
    [Span::styled(text, style), Span::raw(blanks)]
}

/// Cleaned text in lines of at most `columns`: broken between words where it can be, between characters where a
/// word is longer than a line. Line breaks of the text stay. No paragraph ends in a line of one short word, where narrower
/// lines, and not more of them, can help it.
pub(crate) fn wrap(text: &str, columns: u16) -> Vec<String> {
    if columns == 0 {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for paragraph in clean::block(text).split('\n') {
        let mut rows = broken(paragraph, columns);
        if has_orphan(&rows, columns) {
            let narrower = (columns - columns / 3..columns).rev().map(|columns| broken(paragraph, columns));
            let mut as_few = narrower.take_while(|other| other.len() == rows.len());
            if let Some(better) = as_few.find(|other| !has_orphan(other, columns)) {
                rows = better;
            }
        }
        lines.extend(rows);
    }
    lines
}

/// Whether the last of several lines is a short word, and the one before it has words to spare.
fn has_orphan(rows: &[String], columns: u16) -> bool {
    let [.., before, last] = rows else { return false };
    let is_word = |row: &str| !row.is_empty() && !row.trim_start().contains(' ');
    is_word(last) && width(last) <= columns / 4 && !is_word(before)
}

/// A paragraph in lines of at most `columns`, of which there is at least one.
fn broken(paragraph: &str, columns: u16) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut out, mut used) = (String::new(), 0);
    for word in paragraph.split_inclusive(' ') {
        let bare = word.trim_end_matches(' ');
        if used > 0 && used + width(bare) > columns {
            let stray = stray(&out).filter(|at| width(out[*at..].trim_end()) + 1 + width(bare) <= columns);
            let next = stray.map_or_else(String::new, |at| format!("{} ", out.split_off(at).trim_end()));
            used = width(&next);
            lines.push(std::mem::replace(&mut out, next));
        }
        for grapheme in word.graphemes(true) {
            let grapheme = if width(grapheme) > columns { MORE } else { grapheme };
            let next = width(grapheme);
            if used + next > columns {
                if grapheme == " " {
                    continue;
                }
                lines.push(std::mem::take(&mut out));
                used = 0;
            }
            out.push_str(grapheme);
            used += next;
        }
    }
    lines.push(out);
    for line in &mut lines {
        line.truncate(line.trim_end_matches(' ').len());
    }
    lines
}

/// Where a single letter at the end of a line begins: it is a key that belongs to the verb after it, or a word that is
/// easily overlooked there.
fn stray(line: &str) -> Option<usize> {
    let (before, word) = line.trim_end_matches(' ').rsplit_once(' ')?;
    (word.len() == 1 && word.chars().all(|letter| letter.is_ascii_alphabetic())).then_some(before.len() + 1)
}

/// Cuts wrapped lines down to `rows`; the last one tells that there is more.
pub(crate) fn cut(mut lines: Vec<String>, rows: u16, columns: u16) -> Vec<String> {
    let rows = usize::from(rows);
    if lines.len() > rows {
        lines.truncate(rows);
        if let Some(last) = lines.last_mut() {
            *last = fit(&format!("{last} {MORE}"), columns);
            if !last.ends_with(MORE) {
                last.push_str(MORE);
            }
        }
    }
    lines
}

/// A text that has been cleaned, with what a filter looks for set off. Looks for it in any case, as the filter does.
pub(crate) fn found(text: &str, wanted: &str, base: Style, mark: Style) -> Vec<Span<'static>> {
    let Some((start, end)) = find(text, wanted.trim()) else { return vec![Span::styled(text.to_owned(), base)] };
    [(&text[..start], base), (&text[start..end], base.patch(mark)), (&text[end..], base)]
        .into_iter()
        .filter(|(part, _)| !part.is_empty())
        .map(|(part, style)| Span::styled(part.to_owned(), style))
        .collect()
}

/// Where `wanted` first stands in a text, in any case.
fn find(text: &str, wanted: &str) -> Option<(usize, usize)> {
    if wanted.is_empty() {
        return None;
    }
    let wanted: Vec<char> = wanted.chars().flat_map(char::to_lowercase).collect();
    text.char_indices().find_map(|(start, _)| {
        let mut left = wanted.as_slice();
        for (at, c) in text[start..].char_indices() {
            for lower in c.to_lowercase() {
                left = left.strip_prefix(&[lower])?;
            }
            if left.is_empty() {
                return Some((start, start + at + c.len_utf8()));
            }
        }
        None
    })
}

/// Replaces what must not reach a terminal in a part of the screen that another widget has drawn.
pub(crate) fn scrub(buf: &mut Buffer, area: Rect) {
    for position in area.intersection(buf.area).positions() {
        if let Some(cell) = buf.cell_mut(position)
            && let Cow::Owned(_) = clean::line(cell.symbol())
        {
            cell.set_symbol("\u{fffd}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cutting_counts_columns_and_keeps_characters_whole() {
        assert_eq!(fit("menu", 4), "menu");
        assert_eq!(fit("menus", 4), "men…");
        assert_eq!(fit("上海咖啡", 5), "上海…");
        assert_eq!(fit("上海咖啡", 4), "上…");
        assert_eq!(fit("नमस्ते", 9), "नमस्ते");
        assert_eq!(fit("a", 0), "");
        assert_eq!(fill("上", 4), "上  ");
        assert_eq!(fit_end("menus", 4), "…nus");
        assert_eq!(fit_end("上海咖啡", 4), "…啡");
    }

    #[test]
    fn cutting_spares_words_where_it_can() {
        assert_eq!(fit_words("Show me today's menu", 20), "Show me today's menu");
        assert_eq!(fit_words("Show me today's menu", 18), "Show me today's …");
        assert_eq!(fit_words("Show me today's menu", 16), "Show me today's…");
        assert_eq!(fit_words("Show me today's menu", 13), "Show me …");
        assert_eq!(fit_words("Go to Donaudampfschiffe", 15), "Go to Donaudam…", "too little would be left");
        assert_eq!(fit_end_words("prints/window.png (QR)", 20), "…/window.png (QR)");
        assert_eq!(fit_end_words("flyer spring.pdf page 2", 20), "…spring.pdf page 2");
        assert_eq!(fit_end_words("flyer spring.pdf page 2", 17), "…pring.pdf page 2", "too little would be left");
        assert_eq!(fit_end_words("menu.html:2", 14), "menu.html:2");
    }

    #[test]
    fn one_line_holds_no_emoji_whose_width_is_disputed() {
        assert_eq!(fit("👩‍🍳 chef ❤️ 👋🏽", 20), "👩 chef ❤ 👋");
        assert_eq!(fit("क्‍ष", 9), "क्‍ष", "joiners of letters stay");
        assert_eq!(wrap("👩‍🍳", 20), ["👩‍🍳"], "shown in full, it stays what it is");
    }

    #[test]
    fn wrapping_breaks_between_words_if_it_can() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrap("上海咖啡", 5), ["上海", "咖啡"]);
        assert_eq!(wrap("上a", 1), ["…", "a"]);
        assert!(wrap("x", 0).is_empty());
    }

    #[test]
    fn a_key_stands_beside_what_it_does() {
        assert_eq!(wrap("It has no codes. n creates one.", 18), ["It has no codes.", "n creates one."]);
        assert_eq!(wrap("a n creates", 7), ["a n", "creates"], "unless there is no room for both");
        assert_eq!(wrap("n creates", 4), ["n", "crea", "tes"]);
    }

    #[test]
    fn a_short_word_is_not_left_alone_where_it_need_not_be() {
        assert_eq!(wrap("one two three four five six.", 24), ["one two three four", "five six."]);
        assert_eq!(wrap("one two three fourteen.", 16), ["one two three", "fourteen."], "a long word may stand alone");
        assert_eq!(wrap("one two\n\nsix", 24), ["one two", "", "six"], "a line of its own stays one");
    }

    #[test]
    fn what_was_cut_is_told() {
        let lines = wrap("one two three four", 5);
        assert_eq!(cut(lines, 2, 5), ["one", "two …"]);
    }

    #[test]
    fn a_message_is_told_by_its_first_line_that_says_something() {
        assert_eq!(first_line("\n \nHello\nthere"), "Hello …");
        assert_eq!(first_line("Hello\u{1b}[2J"), "Hello␛[2J");
        assert_eq!(first_line(""), "");
    }

    #[test]
    fn matches_are_found_in_any_case() {
        assert_eq!(find("Aurora MENÜ", "menü"), Some((7, 12)));
        assert_eq!(find("Straße", "e"), Some((6, 7)));
        assert_eq!(find("abc", "x"), None);
        assert_eq!(find("aab", "ab"), Some((1, 3)));
    }

    proptest! {
        #[test]
        fn nothing_is_wider_than_asked_for(text in "\\PC*|[\\x00-\\x1fa 上👋\u{202e}]*", columns in 2_u16..40) {
            for cut in [fit(&text, columns), fit_words(&text, columns), fit_end_words(&text, columns)] {
                prop_assert!(width(&cut) <= columns, "{cut:?}");
            }
            for row in wrap(&text, columns) {
                prop_assert!(width(&row) <= columns, "{row:?}");
            }
        }

        #[test]
        fn wrapping_loses_only_blanks(text in "[a-z上👋 ]{0,60}", columns in 2_u16..12) {
            let bare = |text: &str| text.replace(' ', "");
            prop_assert_eq!(bare(&wrap(&text, columns).concat()), bare(&text));
        }
    }
}
