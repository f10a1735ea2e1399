//! What makes texts alike: case, accents, width, typographic marks and the amount of white space do not count.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

const NFKD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizerBorrowed::new_nfkd();
const CLASSES: CanonicalCombiningClassMapBorrowed<'static> = CanonicalCombiningClassMapBorrowed::new();

/// The text as it is compared: "Straße  im März" is "strasse im marz". Folding what is folded changes nothing. Holds no
/// control characters, and white space only as single spaces between other characters.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(text, &mut folded);
    folded
}

/// Appends the folded text, so that many need one string.
pub fn fold_onto(text: &str, out: &mut String) {
    if is_tidy_ascii(text.as_bytes()) {
        return fold_ascii_onto(text, out);
    }
    let (mut space, mut begun) = (false, false);
    let mut rest = text;
    while !rest.is_empty() {
        // Even where most is not ASCII, links, codes and numbers are, and go by as a whole.
        let length = rest.bytes().position(|byte| !byte.is_ascii_graphic()).unwrap_or(rest.len());
        let (plain, others) = rest.split_at(length);
        if !plain.is_empty() {
            if space && begun {
                out.push(' ');
            }
            (space, begun) = (false, true);
            fold_ascii_onto(plain, out);
        }
        let mut others = others.chars();
        if let Some(c) = others.next() {
            fold_char(c, &mut |c| {
                if c == ' ' {
                    space = true;
                    return;
                }
                if space && begun {
                    out.push(' ');
                }
                (space, begun) = (false, true);
                out.push(c);
            });
        }
        rest = others.as_str();
    }
}

/// Appends what has only its case to be folded.
fn fold_ascii_onto(text: &str, out: &mut String) {
    let start = out.len();
    out.push_str(text);
    if let Some(new) = out.get_mut(start..) {
        new.make_ascii_lowercase();
    }
}

/// Whether nothing but its case has to be folded: printable ASCII with single spaces inside.
fn is_tidy_ascii(text: &[u8]) -> bool {
    let mut before = b' ';
    for byte in text {
        if !matches!(byte, b' '..=b'~') || (*byte == b' ' && before == b' ') {
            return false;
        }
        before = *byte;
    }
    before != b' ' || text.is_empty()
}

/// Calls `take` for each folded character with the byte of the text where what it was made from begins.
pub(super) fn fold_each(text: &str, mut take: impl FnMut(usize, char)) {
    let mut space = None;
    let mut begun = false;
    for (at, c) in text.char_indices() {
        fold_char(c, &mut |c| {
            if c == ' ' {
                space = space.or(Some(at));
                return;
            }
            // White space is told with what follows it, and not at all before the first character and after the last.
            if let Some(at) = space.take()
                && begun
            {
                take(at, ' ');
            }
            begun = true;
            take(at, c);
        });
    }
}

/// Tells the characters that one becomes; a space for anything that separates.
fn fold_char(c: char, take: &mut impl FnMut(char)) {
    if c.is_ascii() {
        return take(if c.is_ascii_graphic() { c.to_ascii_lowercase() } else { ' ' });
    }
    if let Some(c) = frequent(c) {
        return take(c);
    }
    fold_any(c, take);
}

/// The same as [`fold_any`] for letters that fill whole texts.
fn frequent(c: char) -> Option<char> {
    Some(match c {
        'À'..='Å' | 'à'..='å' => 'a',
        'Ç' | 'ç' => 'c',
        'È'..='Ë' | 'è'..='ë' => 'e',
        'Ì'..='Ï' | 'ì'..='ï' => 'i',
        'Ñ' | 'ñ' => 'n',
        'Ò'..='Ö' | 'ò'..='ö' => 'o',
        'Ù'..='Ü' | 'ù'..='ü' => 'u',
        'а'..='и' | 'к'..='я' | 'א'..='ת' | 'ا'..='غ' | 'ف'..='ي' | '\u{4e00}'..='\u{9fff}' => c,
        _ => return None,
    })
}

/// Looks a character up in what Unicode says of it.
fn fold_any(c: char, take: &mut impl FnMut(char)) {
    for c in NFKD.normalize_iter(std::iter::once(c)) {
        if is_mark(c) || is_invisible(c) {
            continue;
        }
        if c.is_whitespace() || c.is_control() {
            take(' ');
            continue;
        }
        for c in c.to_lowercase().filter(|c| !is_mark(*c)) {
            match plain(c) {
                "" => take(c),
                plain => plain.chars().for_each(&mut *take),
            }
        }
    }
}

/// An accent or a vowel point. Voicing marks, nuktas and viramas (classes 7 to 9) make other letters of letters.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && matches!(CLASSES.get_u8(c), 1..=6 | 10..)
}

/// What Unicode has for letters with strokes, ligatures and typographic marks, which it does not decompose; empty for
/// all others.
fn plain(c: char) -> &'static str {
    match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ς' => "σ",
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' | '‹' | '›' => "'",
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => "\"",
        '‐'..='―' | '−' => "-",
        '⁄' => "/",
        _ => "",
    }
}

/// What no one sees or types: joiners, variation selectors, direction marks, fillers, soft hyphens.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn alike_texts_fold_to_the_same() {
        for (text, folded) in [
            ("", ""),
            ("Ich MÖCHTE zahlen", "ich mochte zahlen"),
            ("Ich mo\u{308}chte", "ich mochte"),
            ("Haustüren", "hausturen"),
            ("STRASSE Straße STRAẞE", "strasse strasse strasse"),
            ("  two\r\n\tlines \n", "two lines"),
            ("Źdźbło, Łódź", "zdzblo, lodz"),
            ("Smørrebrød Æble œuvre", "smorrebrod aeble oeuvre"),
            ("İstanbul ısı", "istanbul isi"),
            ("ＡＢＣ　１２３", "abc 123"),
            ("ﬁn № ① …", "fin no 1 ..."),
            ("J’ai “vu” – là", "j'ai \"vu\" - la"),
            ("ΟΔΥΣΣΕΎΣ Οδυσσεύς", "οδυσσευσ οδυσσευσ"),
            ("Ёлка, Йод", "елка, иод"),
            ("أهلاً وسهلاً", "اهلا وسهلا"),
            ("שָׁלוֹם", "שלום"),
            ("ｶﾞﾗｽ ガラス", "カ\u{3099}ラス カ\u{3099}ラス"),
            ("☀️ 👩‍👧", "☀ 👩👧"),
            ("\u{3164}", ""),
            ("a\u{ad}b\u{202e}c", "abc"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn every_character_is_folded_for_good() {
        for c in '\0'..=char::MAX {
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
            assert!(!once.contains(|c: char| c.is_control()), "U+{:04X}", u32::from(c));
            let mut looked_up = String::new();
            fold_any(c, &mut |c| looked_up.push(c));
            assert_eq!(frequent(c).map_or(once, String::from), looked_up.trim(), "U+{:04X}", u32::from(c));
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}|[ -~\\n\\t]{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn a_text_folds_as_its_parts_do(a in "\\PC{1,20}", b in "\\PC{1,20}") {
            let parts = format!("{} {}", fold(&a), fold(&b));
            prop_assert_eq!(fold(&format!("{a} {b}")), parts.trim());
        }

        #[test]
        fn appending_is_telling_each_character(text in "\\PC{0,40}|[ -~\\n\\t]{0,40}|[ -~äЯ\u{301}\u{3000}]{0,40}") {
            let mut told = String::new();
            fold_each(&text, |_, c| told.push(c));
            prop_assert_eq!(fold(&text), told);
        }

        #[test]
        fn offsets_are_where_characters_begin(text in "\\PC{0,40}") {
            let mut last = 0;
            fold_each(&text, |at, _| {
                assert!(text.is_char_boundary(at) && at >= last);
                last = at;
            });
        }
    }
}
