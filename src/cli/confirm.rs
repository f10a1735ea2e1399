//! Asking before something is destroyed.

use super::console::Console;
use super::failure::Failure;

/// A question whose answer cannot be given by habit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    /// What will be lost, and what that means; text from outside in it is cleaned.
    pub(super) lines: Vec<String>,
    /// What to type, in words: `the last four characters of the code`.
    pub(super) what: String,
    /// The answer that confirms.
    pub(super) expected: String,
    /// What is not done without it: `Nothing was deleted.`
    pub(super) otherwise: &'static str,
}

/// Returns where the person confirmed, or said `--yes` beforehand.
///
/// # Errors
/// A refusal, exit status 4, for any other answer and where nobody can be asked.
pub(super) async fn confirm(console: &mut Console, yes: bool, question: &Question) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    let Question { lines, what, expected, otherwise } = question;
    let text = format!("{}\nType {what} to confirm:", lines.join("\n"));
    match console.ask_until_dropped(&text).await {
        Some(answer) if answer == *expected => Ok(()),
        Some(_) => Err(Failure::refused(format!("Not confirmed. {otherwise}"), format!("Type {what} exactly."))),
        None => Err(Failure::refused(
            format!("{}\nThis needs confirmation, and there is no terminal to ask on. {otherwise}", lines.join("\n")),
            "To confirm, add --yes.",
        )),
    }
}

/// The last four characters of a text; all of a shorter one.
pub(super) fn last_four(text: &str) -> &str {
    text.char_indices().rev().nth(3).map_or(text, |(at, _)| &text[at..])
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::super::output::Output;
    use super::*;
    use crate::cli::failure::Exit;

    async fn ask(person: Option<&'static str>, yes: bool) -> Result<(), Failure> {
        let person = person.map(|typed| Box::new(Cursor::new(typed)) as Box<dyn std::io::BufRead + Send>);
        let mut console = Console::new(Box::new(std::io::sink()), Box::new(std::io::sink()), person, Output::Text);
        let question = Question {
            lines: vec!["Delete?".into()],
            what: "the last four characters".into(),
            expected: "7HG1".into(),
            otherwise: "Nothing was deleted.",
        };
        confirm(&mut console, yes, &question).await
    }

    #[tokio::test]
    async fn only_the_expected_answer_or_yes_beforehand_confirms() {
        assert_eq!(ask(Some("7HG1\n"), false).await, Ok(()));
        assert_eq!(ask(Some("wrong\n"), true).await, Ok(()));
        assert_eq!(ask(None, true).await, Ok(()));
        for typed in [Some("y\n"), Some("yes\n"), Some("\n"), Some(""), Some("7hg1\n"), Some("17HG1\n"), None] {
            assert_eq!(ask(typed, false).await.unwrap_err().exit, Exit::Refused, "{typed:?}");
        }
    }

    #[test]
    fn the_last_four_are_characters() {
        assert_eq!(last_four("ANED2T5QRU7HG1"), "7HG1");
        assert_eq!(last_four("äöüß!"), "öüß!");
        assert_eq!(last_four("G1"), "G1");
        assert_eq!(last_four(""), "");
    }
}
