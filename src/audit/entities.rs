//! Characters that HTML writes as numbers.

use std::borrow::Cow;

/// Longest entity, `&#x` to `;`: leading zeros beyond that are nobody's handwriting.
const LONGEST: usize = 12;

/// A text in which visible ASCII characters stand for themselves: some tools write addresses as numbers throughout, to
/// hide them from robots. Lines stay lines.
pub(super) fn decode(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.windows(2).any(|pair| pair == b"&#") {
        return Cow::Borrowed(text);
    }
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, tail)) = rest.split_first() {
        if let Some((character, length)) = (byte == b'&').then(|| entity(rest)).flatten() {
            decoded.push(character);
            rest = &rest[length..];
        } else {
            decoded.push(byte);
            rest = tail;
        }
    }
    Cow::Owned(decoded)
}

/// The character that a text begins with as a number, and the length of that.
fn entity(text: &[u8]) -> Option<(u8, usize)> {
    let end = text.iter().take(LONGEST).position(|byte| *byte == b';')?;
    let digits = std::str::from_utf8(text.get(..end)?).ok()?.strip_prefix("&#")?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u8::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    code.ok().filter(u8::is_ascii_graphic).map(|character| (character, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_characters_and_lines_stay_lines() {
        let decoded = decode(b"&#119;&#x61;&#46;me&#0047;a &#10; &#x20AC; &#; &# 119; &amp; &#119");
        assert_eq!(decoded, &b"wa.me/a &#10; &#x20AC; &#; &# 119; &amp; &#119"[..]);
        assert!(matches!(decode(b"&amp; plain"), Cow::Borrowed(_)));
    }
}
