//! The pre-filled message: limits and validation.

use icu_normalizer::ComposingNormalizerBorrowed;

use super::{Error, Field, ImageFormat, Result};

/// Longest message, in Unicode code points. Graph documents "140 characters" without naming the unit; CAMS
/// passes messages on to the same service.
pub const MAX_MESSAGE_CHARS: usize = 140;

/// Most codes a number can have (Graph's guide; CAMS sits on top of it).
pub const MAX_CODES_PER_NUMBER: usize = 2_000;

/// What a person wants a code to be.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Draft {
    /// The pre-filled message.
    pub message: String,
    /// The picture to ask the service for.
    pub image: ImageFormat,
}

/// The length that counts against [`MAX_MESSAGE_CHARS`]: Unicode code points.
pub fn message_chars(message: &str) -> usize {
    message.chars().count()
}

/// The length in UTF-16 units, in which an emoji counts two or more. The services may count this way, so the
/// form warns where only this length is over the limit.
pub fn message_utf16(message: &str) -> usize {
    message.encode_utf16().count()
}

/// Whether two messages are the same; services may trim and fold white space, and compose letters with their accents
/// (Unicode's NFC).
pub fn same_message(a: &str, b: &str) -> bool {
    let nfc = ComposingNormalizerBorrowed::new_nfc();
    let same = |a: &str, b: &str| a.split_whitespace().eq(b.split_whitespace());
    same(a, b) || same(&nfc.normalize(a), &nfc.normalize(b))
}

/// Whether a service has answered with another message than the one that was sent: it changed it, or cut it. An answer
/// without a message says nothing of it.
pub fn is_altered(answered: &str, sent: &str) -> bool {
    !answered.is_empty() && !same_message(answered, sent)
}

/// What two messages have in common exactly if they are the [`same_message`]: to find one among many.
pub fn message_key(message: &str) -> String {
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(message);
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Checks a message before it is sent.
///
/// # Errors
/// [`super::ErrorKind::InvalidInput`] for an empty message, for one over [`MAX_MESSAGE_CHARS`], and for control
/// characters other than line breaks.
pub fn validate_message(message: &str) -> Result<()> {
    let chars = message_chars(message);
    if message.trim().is_empty() {
        return Err(Error::invalid(Field::Message, "The message is empty.")
            .advise("Write the message a customer's chat should start with."));
    }
    if chars > MAX_MESSAGE_CHARS {
        let over = chars - MAX_MESSAGE_CHARS;
        return Err(Error::invalid(
            Field::Message,
            format!("The message has {chars} characters; the limit is {MAX_MESSAGE_CHARS}."),
        )
        .advise(format!("Shorten it by {over}.")));
    }
    if let Some(bad) = message.chars().find(|c| c.is_control() && *c != '\n') {
        return Err(Error::invalid(
            Field::Message,
            format!("The message holds the control character U+{:04X}.", u32::from(bad)),
        )
        .advise("Remove it; only line breaks are allowed."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_count_code_points() {
        assert!(validate_message(&"é".repeat(140)).is_ok());
        assert!(validate_message(&"👋".repeat(140)).is_ok());
        assert!(validate_message(&"a".repeat(141)).is_err());
        assert_eq!(message_utf16("👋"), 2);
    }

    #[test]
    fn a_message_is_the_same_however_its_letters_are_put_together() {
        assert!(same_message(" Ich mo\u{308}chte  zahlen\n", "Ich m\u{f6}chte zahlen"));
        assert!(!same_message("Ich mochte zahlen", "Ich m\u{f6}chte zahlen"));
    }

    proptest::proptest! {
        #[test]
        fn the_same_messages_have_the_same_key(a in "[ \n\u{2000}oo\u{308}\u{f6}a]{0,6}", b in "[ \n\u{2000}oo\u{308}\u{f6}a]{0,6}") {
            proptest::prop_assert_eq!(message_key(&a) == message_key(&b), same_message(&a, &b));
        }
    }

    #[test]
    fn nothing_invisible_is_sent() {
        assert!(validate_message(" \n ").is_err());
        assert!(validate_message("a\u{1b}[2J").is_err());
        assert!(validate_message("two\nlines").is_ok());
    }
}
