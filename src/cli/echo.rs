//! What a person typed, as an error repeats it.

use crate::model::clean;

/// Most characters of a text that an error repeats.
const MOST: usize = 80;

/// The beginning of a text, cleaned, on one line.
pub(super) fn echo(text: &str) -> String {
    let mut short: String = text.chars().take(MOST).collect();
    let all = text.chars().count();
    if all > MOST {
        short.push('…');
        return format!("{} ({all} characters)", clean::line(&short));
    }
    clean::line(&short).into_owned()
}

/// A sentence in which these arguments are repeated, with the long ones shortened, also where only the value of
/// `--option=value` is.
pub(super) fn shortened(sentence: &str, arguments: &[String]) -> String {
    let values = arguments.iter().flat_map(|argument| {
        let value = argument.split_once('=').map(|(_, value)| value);
        [Some(argument.as_str()), value].into_iter().flatten()
    });
    values
        .filter(|value| value.chars().count() > MOST)
        .fold(sentence.to_owned(), |sentence, value| sentence.replace(value, &echo(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_shortened_and_all_are_cleaned() {
        assert_eq!(echo("a\u{1b}b"), "a␛b");
        assert_eq!(echo(&"é".repeat(80)), "é".repeat(80));
        assert_eq!(echo(&"é".repeat(100_000)), format!("{}… (100000 characters)", "é".repeat(80)));
        let long = "x".repeat(100_000);
        let arguments = ["codes".to_owned(), format!("--imag={long}"), long.clone()];
        let told = shortened(&format!("error: '--imag={long}' and '{long}' are unknown; '{long}'"), &arguments);
        assert!(told.len() < 600, "{}", told.len());
    }
}
