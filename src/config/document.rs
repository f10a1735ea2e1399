//! A TOML text, as far as it can be read.

use toml::Spanned;
use toml::de::DeTable;

use super::mistake::Mistakes;

/// The document, and a list for what is wrong in it.
///
/// # Errors
/// All places that are not TOML. What could be recovered of a broken text would only produce mistakes that are none.
pub(super) fn read(text: &str) -> Result<(Spanned<DeTable<'_>>, Mistakes), Mistakes> {
    let mut mistakes = Mistakes::new(text);
    let (document, broken) = DeTable::parse_recoverable(text);
    for error in &broken {
        let at = error.span().map_or(0, |span| span.start);
        mistakes.add(at, format!("This is not TOML: {}.", error.message().trim_end_matches('.')), "");
    }
    if mistakes.is_empty() { Ok((document, mistakes)) } else { Err(mistakes) }
}
