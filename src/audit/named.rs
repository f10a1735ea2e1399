//! The files that a person names: typed, pasted, or dropped into the terminal.

use std::path::{MAIN_SEPARATOR, Path, PathBuf, is_separator};

use reqwest::Url;

use crate::model::{Error, ErrorKind, Result, clean};

/// Most names that are proposed.
const PROPOSED: usize = 50;

/// What a path that is being typed can go on with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completion {
    /// What is certain to follow, written as the line needs it.
    pub suffix: String,
    /// The names there are, where there are several; at most fifty.
    pub names: Vec<String>,
}

/// The paths that a text names, each once, in full: one in a line, or several in a line as a shell separates them.
/// Quotes, `~`, and `file://` URLs are understood. A line that is as a whole the name of something is that one.
///
/// # Errors
/// [`ErrorKind::NotFound`] for what does not exist, and [`ErrorKind::Config`] where nothing is named.
pub fn named(text: &str) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let whole = place(line)?;
        let found = if whole.exists() {
            vec![whole]
        } else {
            Words::of(line).all().map(|word| place(&word)).collect::<Result<_>>()?
        };
        for path in found {
            if !path.exists() {
                let message = format!("{} does not exist.", shown(&path));
                let advice = "Correct it. Put a name with spaces in quotes, or on a line of its own.";
                return Err(Error::new(ErrorKind::NotFound, message).advise(advice));
            }
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
    }
    if paths.is_empty() {
        return Err(Error::config("No path was given.").advise("Type or paste the path of a file or folder."));
    }
    Ok(paths)
}

/// What the last path of a line can go on with. What cannot be read proposes nothing.
pub fn complete(line: &str) -> Completion {
    let Words { last, quoted, .. } = Words::of(line);
    let typed = last.unwrap_or_default();
    let (folder, begun) = match typed.rfind(is_separator) {
        Some(at) => typed.split_at(at + 1),
        None if typed == "~" => return Completion { suffix: MAIN_SEPARATOR.to_string(), names: Vec::new() },
        None => ("", typed.as_str()),
    };
    let Ok(folder) = place(if folder.is_empty() { "." } else { folder }) else { return Completion::default() };
    let mut names: Vec<String> = folder
        .read_dir()
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let mut name = entry.file_name().into_string().ok()?;
            // What cannot be typed cannot be proposed.
            let fits = name.starts_with(begun) && name.chars().all(clean::is_safe);
            let hidden = name.starts_with('.') && begun.is_empty();
            if entry.path().is_dir() {
                name.push(MAIN_SEPARATOR);
            }
            (fits && !hidden).then_some(name)
        })
        .collect();
    names.sort();
    let common = names.iter().skip(1).fold(names.first().cloned().unwrap_or_default(), |common, name| {
        common.chars().zip(name.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
    });
    let suffix = common.get(begun.len()..).unwrap_or_default();
    names.truncate(if names.len() > 1 { PROPOSED } else { 0 });
    Completion { suffix: if quoted { suffix.to_owned() } else { escaped(suffix) }, names }
}

/// A path in full, whatever is there. `~` and `file://` URLs are understood.
///
/// # Errors
/// [`ErrorKind::Config`] where it cannot be one.
pub fn place(word: &str) -> Result<PathBuf> {
    if word.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file://"))
        && let Some(path) = Url::parse(word).ok().and_then(|url| url.to_file_path().ok())
    {
        return Ok(path);
    }
    let path = match word.strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with(is_separator) => {
            let home = etcetera::home_dir()
                .map_err(|_| Error::config("There is no home directory.").advise("Write the path in full."))?;
            home.join(rest.trim_start_matches(is_separator))
        }
        _ => PathBuf::from(word),
    };
    std::path::absolute(&path).map_err(|error| {
        Error::config(format!("{} cannot be read: {error}.", shown(&path))).advise("Name another path.")
    })
}

fn shown(path: &Path) -> String {
    clean::line(&path.display().to_string()).into_owned()
}

/// A line as a shell would take it apart.
#[derive(Debug, Default)]
struct Words {
    /// The words that are over.
    ended: Vec<String>,
    /// The word that the line ends with.
    last: Option<String>,
    /// Whether a quote around that is still open.
    quoted: bool,
}

impl Words {
    fn of(line: &str) -> Self {
        let mut words = Self::default();
        let mut quote = None;
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            match (quote, c) {
                (Some(open), c) if c == open => quote = None,
                (None, '"' | '\'') => {
                    quote = Some(c);
                    words.last.get_or_insert_default();
                }
                (None, c) if c.is_whitespace() => words.ended.extend(words.last.take()),
                // Where it separates folders it escapes nothing.
                (None | Some('"'), '\\') if !is_separator('\\') => {
                    words.last.get_or_insert_default().extend(chars.next());
                }
                // In a URL a quote may stand for itself.
                (None, 'f' | 'F') if words.last.is_none() && is_scheme(chars.as_str()) => {
                    let rest = chars.as_str();
                    let (url, rest) = rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()));
                    words.last = Some(format!("{c}{url}"));
                    chars = rest.chars();
                }
                (_, c) => words.last.get_or_insert_default().push(c),
            }
        }
        words.quoted = quote.is_some();
        words
    }

    /// All of them. A quote that is not closed reaches to the end.
    fn all(self) -> impl Iterator<Item = String> {
        self.ended.into_iter().chain(self.last)
    }
}

/// Whether a word goes on as the URL of a file, after its first letter.
fn is_scheme(rest: &str) -> bool {
    rest.get(..6).is_some_and(|rest| rest.eq_ignore_ascii_case("ile://"))
}

/// A part of a name as it stands outside of quotes.
fn escaped(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if !is_separator('\\') && (c.is_whitespace() || matches!(c, '"' | '\'' | '\\')) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn words(line: &str) -> Vec<String> {
        Words::of(line).all().collect()
    }

    #[test]
    #[cfg(unix)]
    fn words_are_those_of_a_shell() {
        assert_eq!(words(r#"a  "b c" d\ e 'f"g' "" h"i"j"#), ["a", "b c", "d e", "f\"g", "", "hij"]);
        assert_eq!(words("'it is not closed"), ["it is not closed"]);
        assert!(words("  ").is_empty());
    }

    #[test]
    fn paths_are_found_however_they_are_written() {
        let folder = tempfile::tempdir().unwrap();
        let (plain, blank) = (folder.path().join("menu.html"), folder.path().join("Bob's flyer 1.txt"));
        fs::write(&plain, "").unwrap();
        fs::write(&blank, "").unwrap();
        let url = Url::from_file_path(&blank).unwrap();
        let (p, b) = (plain.display().to_string(), blank.display().to_string());
        for text in [
            format!("{p}\n{b}\n"),
            format!("{p} \"{b}\"  "),
            format!("'{p}' {url}"),
            format!("{p} {p}\r\n\n  FILE://{}", &url.as_str()[7..]),
        ] {
            assert_eq!(named(&text), Ok(vec![plain.clone(), blank.clone()]), "{text}");
        }
        let missing = named(&format!("{p} {p}x")).unwrap_err();
        assert!(missing.message.ends_with("menu.htmlx does not exist."), "{missing:?}");
        assert!(named(" \n").is_err());
        assert_eq!(named("~").unwrap(), [etcetera::home_dir().unwrap()]);
    }

    #[test]
    fn a_path_is_completed_as_far_as_it_is_certain() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["print run/a.txt", "print run/b.txt", "posters/x", ".hidden", "pos\u{1b}[2Jx"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let at = folder.path().display().to_string();
        let done = |line: &str| {
            let Completion { suffix, names } = complete(line);
            (suffix, names)
        };
        let s = MAIN_SEPARATOR;
        assert_eq!(done(&format!("x {at}{s}p")), (String::new(), vec![format!("posters{s}"), format!("print run{s}")]));
        assert_eq!(done(&format!("{at}{s}po")), (format!("sters{s}"), vec![]));
        assert_eq!(done(&format!("'{at}{s}pr")), (format!("int run{s}"), vec![]));
        assert_eq!(done(&format!("'{at}{s}print run{s}b")), (".txt".to_owned(), vec![]));
        assert_eq!(done(&format!("{at}{s}.hid")), ("den".to_owned(), vec![]));
        assert_eq!(done(&format!("{at}{s}nothing")), (String::new(), vec![]));
        assert_eq!(done(&format!("{at}{s}none{s}at all")), (String::new(), vec![]));
        if cfg!(unix) {
            assert_eq!(done(&format!("{at}{s}pr")), (format!("int\\ run{s}"), vec![]));
        }
    }
}
