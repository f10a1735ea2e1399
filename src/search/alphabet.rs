//! Where words begin and end, and which letters a text has, in folded text.

/// Whether a character is part of a word.
pub(super) fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() }
}

/// Whether a word begins between two characters: also within Chinese and Japanese, which do not separate them.
pub(super) fn begins(before: Option<char>, c: char) -> bool {
    is_letter(c) && !before.is_some_and(|before| is_letter(before) && !stands_alone(c))
}

/// Whether a word ends between two characters.
pub(super) fn ends(c: char, after: Option<char>) -> bool {
    !after.is_some_and(|after| is_letter(c) && is_letter(after) && !stands_alone(c))
}

/// Kana and ideographs.
pub(super) fn stands_alone(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// What a text is made of. Reads it once.
pub(super) fn letters_of(text: &str) -> Letters {
    let mut of = Letters::default();
    let mut in_word = false;
    for c in text.chars() {
        of.all |= letter(c);
        let is_letter = is_letter(c);
        if is_letter && !in_word {
            of.initials |= initial(c);
        }
        in_word = is_letter && !stands_alone(c);
    }
    of
}

/// The letters and digits of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Letters {
    /// A bit each: `a` to `z`, `0` to `9`, and 28 that all others share.
    pub(super) all: u64,
    /// Those with which words begin, a bit each: `a` to `z`, and six that all others share.
    pub(super) initials: u32,
}

/// The bit of a letter; none for what is not part of a word.
pub(super) fn letter(c: char) -> u64 {
    let bit = match c {
        'a'..='z' => u32::from(c) - u32::from('a'),
        '0'..='9' => 26 + u32::from(c) - u32::from('0'),
        _ if c.is_ascii() => return 0,
        _ => 36 + u32::from(c) % 28,
    };
    1 << bit
}

/// The bit of an initial; all of them for what is not part of a word.
pub(super) fn initial(c: char) -> u32 {
    match c {
        'a'..='z' => 1 << (u32::from(c) - u32::from('a')),
        _ if is_letter(c) => 1 << (26 + u32::from(c) % 6),
        _ => u32::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_and_end() {
        let starts = |text: &str| {
            let mut before = None;
            text.chars().filter(|c| begins(before.replace(*c), *c)).collect::<String>()
        };
        assert_eq!(starts("book a table-for 12"), "batf1");
        assert_eq!(starts("j'ai 今天 menu"), "ja今天m");
        assert!(ends('k', Some(' ')) && ends('k', None) && ends('今', Some('天')) && !ends('o', Some('k')));
    }

    #[test]
    fn a_text_has_the_initials_of_its_words() {
        let text = letters_of("book a table-for 12, меню 今天").initials;
        for c in "batf1м今天".chars() {
            assert_ne!(text & initial(c), 0, "{c}");
        }
        assert!("ole2".chars().all(|c| letters_of("book a table").initials & initial(c) == 0));
        assert_eq!((initial('-'), letters_of(", -").initials), (u32::MAX, 0));
    }

    #[test]
    fn a_text_has_the_letters_of_its_words() {
        let text = letters_of("tisch 12, 今天").all;
        for word in ["tisch", "hit", "21", "天"] {
            assert_eq!(letters_of(word).all & !text, 0, "{word}");
        }
        assert_ne!(letters_of("tische").all & !text, 0);
        assert_eq!(letters_of(" ,-").all, 0);
    }
}
