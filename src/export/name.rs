//! File names out of text from outside: no path, no surprise, none twice.

use std::collections::HashSet;

/// The usual name of the file of a code.
pub const SINGLE: &str = "{number}-{code}";
/// The usual name of the file of a sheet.
pub const SHEET: &str = "codes";
/// The usual name of the file of a poster.
pub const POSTER: &str = "{number}-{code}-poster";

/// The most bytes of a name without its extension. File systems take 255; the rest is room for numbers and for the
/// prefixes of programs that copy.
const MOST_BYTES: usize = 120;

/// What stands between words. At the ends of a name there are none: names with a dot are hidden, and programs take
/// those with a dash for options.
const SEPARATORS: [char; 3] = ['-', '.', '_'];

/// Names that Windows takes for devices, whatever their extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The names of one directory.
#[derive(Debug, Default)]
pub struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// A name for a text: letters and digits of all scripts, `+`, `.`, `_` and `-`; everything else becomes a `-`.
    /// It is not hidden, no device, at most 120 bytes long with a number at its end where another one is equal up to
    /// the case of letters, which some file systems do not tell apart.
    pub fn name(&mut self, text: &str, extension: &str) -> String {
        let stem = tame(text);
        let mut name = format!("{stem}.{extension}");
        let mut number = 2_usize;
        while !self.taken.insert(name.to_lowercase()) {
            name = format!("{stem}-{number}.{extension}");
            number += 1;
        }
        name
    }
}

/// The harmless name for a text.
fn tame(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_alphanumeric() || matches!(c, '+' | '.' | '_') { c } else { '-' };
        if name.len() + c.len_utf8() > MOST_BYTES {
            break;
        }
        // A row of separators says no more than the last of them, and `..` is a directory.
        if SEPARATORS.contains(&c) && name.ends_with(SEPARATORS) {
            name.pop();
        }
        name.push(c);
    }
    let name = name.trim_matches(SEPARATORS);
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let device = DEVICES.iter().any(|device| {
        stem.strip_prefix(device).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()) && rest.len() <= 1)
    });
    match name {
        "" => "code".to_owned(),
        name if device => format!("_{name}"),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_stay_readable() {
        assert_eq!(tame("+49 151 1000 0001-ANED2T5QRU7HG1"), "+49-151-1000-0001-ANED2T5QRU7HG1");
        assert_eq!(tame("Aurora Coffee, Berlin: Menü"), "Aurora-Coffee-Berlin-Menü");
        assert_eq!(tame("+86 138-ABC-上海"), "+86-138-ABC-上海");
        assert_eq!(tame("number-code-"), "number-code");
        assert_eq!(tame("number_-_code__x"), "number_code_x");
        assert_eq!(tame("../../etc/passwd"), "etc-passwd");
        assert_eq!(tame("C:\\x"), "C-x");
        assert_eq!(tame("👋"), "code");
        assert_eq!(tame("NUL"), "_NUL");
        assert_eq!(tame("com1.x"), "_com1.x");
        assert_eq!(tame("comet"), "comet");
    }

    #[test]
    fn equal_names_get_numbers() {
        let mut names = Names::default();
        assert_eq!(names.name("A", "svg"), "A.svg");
        assert_eq!(names.name("a", "svg"), "a-2.svg");
        assert_eq!(names.name("A-2", "svg"), "A-2-2.svg");
        assert_eq!(names.name("A", "png"), "A.png");
    }

    proptest! {
        #[test]
        fn no_name_leaves_its_directory(texts in prop::collection::vec("\\PC*|[./\\\\:\\x00-\\x20aA-]*|.{150,200}", 1..8)) {
            let mut names = Names::default();
            let mut seen = HashSet::new();
            for text in texts {
                let name = names.name(&text, "svg");
                let mut parts = std::path::Path::new(&name).components();
                prop_assert!(matches!(parts.next(), Some(std::path::Component::Normal(_))));
                prop_assert!(parts.next().is_none());
                prop_assert!(!name.starts_with(['.', '-', '~']) && name.len() <= 140, "{}", name);
                prop_assert!(!name.chars().any(|c| c.is_control() || "\\/:*?\"<>|".contains(c)), "{}", name);
                prop_assert!(seen.insert(name.to_lowercase()));
            }
        }
    }
}
