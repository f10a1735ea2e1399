//! What there is room for where an answer is shown, and in which characters.

use std::io::{self, IsTerminal as _};

/// The room of an answer. Where it is no terminal there is no limit, and every character is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    /// Columns of the terminal.
    pub(super) width: Option<usize>,
    /// Rows of the terminal.
    pub(super) height: Option<usize>,
    /// What stands where something is missing.
    pub(super) ellipsis: char,
    /// Whether the terminal takes escape sequences.
    pub(super) escapes: bool,
    /// Whether it shows nothing but ASCII, as far as its locale says.
    pub(super) ascii: bool,
}

impl Default for Room {
    /// A file or a pipe.
    fn default() -> Self {
        Self { width: None, height: None, ellipsis: '…', escapes: false, ascii: false }
    }
}

impl Room {
    /// That of standard output.
    pub(super) fn of_stdout() -> Self {
        if !io::stdout().is_terminal() {
            return Self::default();
        }
        let size = crossterm::terminal::size().ok();
        let positive = |size: u16| Some(usize::from(size)).filter(|size| *size > 0);
        let ascii = is_ascii(|name| std::env::var(name).ok());
        Self {
            width: size.and_then(|(columns, _)| positive(columns)),
            height: size.and_then(|(_, rows)| positive(rows)),
            ellipsis: if ascii { '~' } else { '…' },
            escapes: takes_escapes(),
            ascii,
        }
    }
}

/// Whether the terminal takes escape sequences, as far as `TERM` says.
pub(super) fn takes_escapes() -> bool {
    std::env::var("TERM").is_ok_and(|term| !term.is_empty() && term != "dumb") || cfg!(windows)
}

/// Whether the locale says that there is nothing but ASCII. Where none is set at all, which is so on many a server, the
/// terminal most likely shows more.
fn is_ascii(env: impl Fn(&str) -> Option<String>) -> bool {
    let locale =
        ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| env(name).filter(|value| !value.is_empty()));
    locale.is_some_and(|locale| matches!(locale.as_str(), "C" | "POSIX"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_names_the_locale() {
        for (set, ascii) in [
            (&[("LANG", "C")][..], true),
            (&[("LANG", "en_GB.UTF-8")], false),
            (&[("LC_ALL", "POSIX"), ("LANG", "en_GB.UTF-8")], true),
            (&[("LC_ALL", ""), ("LC_CTYPE", "C.UTF-8"), ("LANG", "C")], false),
            (&[], false),
        ] {
            let env = |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(is_ascii(env), ascii, "{set:?}");
        }
    }
}
