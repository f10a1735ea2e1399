//! What differs between an old text and a new one, word by word.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use super::text;

/// Pairs of words that are compared at most. Messages have 140 characters; what a service may say beyond that counts as
/// different as a whole.
const MAX_PAIRS: usize = 40_000;

/// The words of a text, and whether the other text lacks them there.
type Words<'a> = Vec<(&'a str, bool)>;

/// An old and a new text in lines of at most `columns`, the words that differ set off by `mark`.
pub(crate) fn lines(old: &str, new: &str, columns: u16, mark: Style) -> [Vec<Line<'static>>; 2] {
    let (old, new) = (text::block(old), text::block(new));
    words(&old, &new).map(|words| styled(&words, columns, mark))
}

/// The words of both texts, each with the blanks after it, and which of them differ in more than these.
fn words<'a>(old: &'a str, new: &'a str) -> [Words<'a>; 2] {
    let [a, b] = [split(old), split(new)];
    let common = if a.len().saturating_mul(b.len()) > MAX_PAIRS { Vec::new() } else { common(&a, &b) };
    let mark = |words: Vec<&'a str>, kept: Vec<usize>| {
        let mut kept = kept.into_iter().peekable();
        words.into_iter().enumerate().map(|(at, word)| (word, kept.next_if_eq(&at).is_none())).collect()
    };
    let (in_old, in_new) = common.into_iter().unzip();
    [mark(a, in_old), mark(b, in_new)]
}

/// Words and punctuation, each with the blanks after it.
fn split(text: &str) -> Vec<&str> {
    let starts: Vec<usize> =
        text.split_word_bound_indices().filter(|(_, word)| !is_blank(word)).map(|(at, _)| at).collect();
    let mut words = Vec::with_capacity(starts.len() + 1);
    let mut from = 0;
    for start in starts.into_iter().filter(|start| *start > 0) {
        words.push(&text[from..start]);
        from = start;
    }
    if from < text.len() {
        words.push(&text[from..]);
    }
    words
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// The places of the longest sequence of words that both have.
fn common(a: &[&str], b: &[&str]) -> Vec<(usize, usize)> {
    let row = b.len() + 1;
    let mut longest = vec![0_usize; (a.len() + 1) * row];
    for (i, left) in a.iter().enumerate().rev() {
        for (j, right) in b.iter().enumerate().rev() {
            longest[i * row + j] = if left.trim() == right.trim() {
                longest[(i + 1) * row + j + 1] + 1
            } else {
                longest[(i + 1) * row + j].max(longest[i * row + j + 1])
            };
        }
    }
    let (mut i, mut j, mut common) = (0, 0, Vec::new());
    while let (Some(left), Some(right)) = (a.get(i), b.get(j)) {
        if left.trim() == right.trim() {
            common.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * row + j] >= longest[i * row + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    common
}

/// The characters of words, and whether they are set off: blanks only between words that are.
fn marks(words: &Words<'_>) -> Vec<(char, bool)> {
    let mut marks = Vec::new();
    for (at, (word, differs)) in words.iter().enumerate() {
        let before_other = words.get(at + 1).is_some_and(|(_, differs)| *differs);
        let blanks = word.len() - word.trim_end().len();
        let mark = |(at, c): (usize, char)| (c, *differs && (before_other || at < word.len() - blanks));
        marks.extend(word.char_indices().map(mark));
    }
    marks
}

/// Words in lines, those that differ with `mark`. Only blanks are lost to wrapping, so the characters of the lines are
/// those of the words.
fn styled(words: &Words<'_>, columns: u16, mark: Style) -> Vec<Line<'static>> {
    let all: String = words.iter().map(|(word, _)| *word).collect();
    let mut marks = marks(words).into_iter().peekable();
    let mut lines = Vec::new();
    for row in text::wrap(&all, columns) {
        let mut spans: Vec<(String, bool)> = Vec::new();
        for c in row.chars() {
            // Blanks at the ends of lines are not shown, and line breaks are lines.
            while marks.next_if(|(next, _)| *next != c && (*next == ' ' || *next == '\n')).is_some() {}
            let differs = marks.next().is_some_and(|(_, differs)| differs);
            match spans.last_mut() {
                Some((words, same)) if *same == differs => words.push(c),
                _ => spans.push((c.to_string(), differs)),
            }
        }
        let span = |(words, differs)| Span::styled(words, if differs { mark } else { Style::new() });
        lines.push(Line::from(spans.into_iter().map(span).collect::<Vec<_>>()));
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::Modifier;

    use super::*;

    /// With brackets around what is set off.
    fn shown(old: &str, new: &str, columns: u16) -> [String; 2] {
        let mark = Style::new().add_modifier(Modifier::BOLD);
        lines(old, new, columns, mark).map(|lines| {
            let line = |line: &Line<'_>| {
                let span = |span: &Span<'_>| {
                    if span.style == mark { format!("[{}]", span.content) } else { span.content.to_string() }
                };
                line.spans.iter().map(span).collect::<String>()
            };
            lines.iter().map(line).collect::<Vec<_>>().join("|")
        })
    }

    #[test]
    fn words_that_differ_are_set_off_on_both_sides() {
        for (old, new, columns, wanted) in [
            (
                "Show me today's menu",
                "Show me the winter menu",
                40,
                ["Show me [today's] menu", "Show me [the winter] menu"],
            ),
            ("A table for two", "A table for two, please", 40, ["A table for two", "A table for two[, please]"]),
            ("same", "same", 9, ["same", "same"]),
            ("", "new", 9, ["", "[new]"]),
            ("one two three", "one four three", 7, ["one [two]|three", "one|[four]|three"]),
            ("a\nb", "a\nc", 9, ["a|[b]", "a|[c]"]),
            ("tea\u{1b}[31m", "tea", 20, ["tea[␛[31m]", "tea"]),
        ] {
            assert_eq!(shown(old, new, columns), wanted, "{old} -> {new}");
        }
    }

    proptest! {
        #[test]
        fn nothing_but_blanks_is_lost(old in "[ab ü上\n]{0,40}", new in "[ab ü上\n]{0,40}", columns in 2_u16..12) {
            let bare = |text: &str| text.replace([' ', '\n'], "");
            let sides = lines(&old, &new, columns, Style::new());
            for (side, text) in sides.iter().zip([&old, &new]) {
                let shown: String = side.iter().map(ToString::to_string).collect();
                prop_assert_eq!(bare(&shown), bare(text));
            }
        }

        #[test]
        fn what_is_not_set_off_is_the_same(old in "[ab ü上]{0,40}", new in "[ab ü上]{0,40}") {
            let [old, new] = words(&old, &new).map(|words| {
                words.into_iter().filter(|(_, differs)| !differs).map(|(word, _)| word.trim()).collect::<String>()
            });
            prop_assert_eq!(old, new);
        }
    }
}
