//! Things that were looked at, for people: a mark, a name, what was found, and below it what to do.

use crate::model::clean;
use crate::session::check::Outcome;

/// One thing. Its texts come uncleaned.
#[derive(Debug, Clone)]
pub(super) struct Item<'a> {
    pub(super) outcome: Outcome,
    pub(super) name: &'a str,
    /// What was found: a line, or several.
    pub(super) sentence: &'a str,
    /// What else there is to say, each a line or several.
    pub(super) more: Vec<String>,
}

/// Draws things below a title. `widest` is the width of the column of names.
pub(super) fn draw(title: &str, widest: usize, items: &[Item<'_>]) -> String {
    let indent = " ".repeat(widest + 5);
    let mut lines = vec![clean::line(title).into_owned()];
    for Item { outcome, name, sentence, more } in items {
        let mut rest = sentence.lines();
        let first = rest.next().unwrap_or_default();
        lines.push(format!("  {} {name:widest$} {}", mark(*outcome), clean::line(first)));
        let more = more.iter().flat_map(|more| more.lines());
        lines.extend(rest.chain(more).map(|line| format!("{indent}{}", clean::line(line))));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// A mark that is told apart without colours.
fn mark(outcome: Outcome) -> char {
    match outcome {
        Outcome::Ok => '✓',
        Outcome::Warn => '!',
        Outcome::Fail => '✗',
        Outcome::Skipped => '-',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_do_stands_below_what_was_found() {
        let item = |outcome, name, sentence, more: &[&str]| Item {
            outcome,
            name,
            sentence,
            more: more.iter().map(|&more| more.to_owned()).collect(),
        };
        let items = [
            item(Outcome::Ok, "reach", "It answers.", &[]),
            item(Outcome::Fail, "token", "It\u{1b}[2J is\nexpired.", &["Store a new one.", "Code: 190"]),
        ];
        assert_eq!(
            draw("eu", 5, &items),
            "eu\n  ✓ reach It answers.\n  ✗ token It␛[2J is\n          expired.\n          Store a new one.\n          \
             Code: 190\n"
        );
    }
}
