//! Codes as people name them: by themselves, or by the link that is printed.

use super::console::Console;
use super::failure::Failure;
use super::stdin;
use crate::model::CodeId;

/// What a link has in front of its code.
const LINK: &str = "wa.me/message/";

/// The code that is meant.
pub(super) fn named_code(name: &str) -> CodeId {
    let name = name.trim();
    let path = name.split(['?', '#']).next().unwrap_or(name).trim_end_matches('/');
    let code = match path.split_once(LINK) {
        Some(("" | "https://" | "http://" | "https://www." | "http://www.", code)) => code,
        _ => name,
    };
    CodeId::new(if code.is_empty() || code.contains('/') { name } else { code })
}

/// The codes that are meant, each once; `-` stands for standard input.
///
/// # Errors
/// As [`stdin::names`].
pub(super) fn named_codes(given: &[String], console: &mut Console) -> Result<Vec<CodeId>, Failure> {
    let mut seen = std::collections::HashSet::new();
    let codes = stdin::names(given, console)?.into_iter().map(|name| named_code(&name));
    Ok(codes.filter(|code| seen.insert(code.clone())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_its_code() {
        for link in [
            "https://wa.me/message/ANED2T5QRU7HG1",
            " http://wa.me/message/ANED2T5QRU7HG1/ ",
            "wa.me/message/ANED2T5QRU7HG1?src=qr",
            "ANED2T5QRU7HG1",
        ] {
            assert_eq!(named_code(link).as_str(), "ANED2T5QRU7HG1", "{link}");
        }
        for other in ["https://evil.example/wa.me/message/A", "https://wa.me/message/", "wa.me/message/A/B", "A/b"] {
            assert_eq!(named_code(other).as_str(), other);
        }
    }
}
