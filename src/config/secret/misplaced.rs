//! Recognising a secret that was typed where something else belongs: such a text is neither stored nor repeated.

use crate::model::ProviderKind;

/// What stands in sentences in the place of a text that may be a secret.
const HIDDEN: &str = "‹hidden›";

/// Whether a text looks like a token or key of one of the services. What people give names to does not: it is short,
/// or of one case, or made of words.
pub fn looks_like_token(text: &str) -> bool {
    runs(text).any(is_token)
}

/// Whether a text could be any secret: besides tokens, long hexadecimal numbers (Meta's app secrets) and long words
/// without a pause. For what people choose themselves, such as names.
pub fn looks_like_secret(text: &str) -> bool {
    runs(text).any(|run| is_token(run) || is_hexadecimal(run) || run.len() >= 40)
}

/// A text for a sentence, unless it may be a secret.
pub fn shown(text: &str) -> &str {
    if looks_like_secret(text) { HIDDEN } else { text }
}

/// A text for a sentence, with what may be a secret in it replaced word by word.
pub fn hushed(text: &str) -> String {
    let hidden = runs(text).filter(|run| looks_like_secret(run)).map(str::to_owned).collect::<Vec<_>>();
    hidden.iter().fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), HIDDEN))
}

/// The letters and digits of a text, apart from everything else.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|run| !run.is_empty())
}

/// Tokens as the services describe theirs, and long mixtures of small letters, capitals and digits that are no public id
/// of a service.
fn is_token(run: &str) -> bool {
    let has = |is: fn(&u8) -> bool| run.bytes().any(|byte| is(&byte));
    let is_mixed = has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_digit);
    let mut services = ProviderKind::ALL.iter().map(|kind| kind.service());
    services.clone().any(|service| (service.is_token)(run))
        || (run.len() >= 24 && is_mixed && !services.any(|service| service.public_id(run).is_some()))
}

/// Whether a text is a long hexadecimal number.
pub(super) fn is_hexadecimal(run: &str) -> bool {
    let has = |is: fn(&u8) -> bool| run.bytes().any(|byte| is(&byte));
    run.len() >= 32
        && run.bytes().all(|byte| byte.is_ascii_hexdigit())
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "EAAGm0PX4ZCpsBAKZCZBqZB3example1234567890";
    const KEY: &str = "h7GkX2mPq9RtV4wYz1AbC3dEf5GhJ6";

    #[test]
    fn tokens_are_known_by_their_looks() {
        for token in [TOKEN, KEY, "EAAJsecret", "CAISzgJ1q6Ft5B2yfSjIr5fXKsNEXAMPLE", "123|EAAJsecret0"] {
            assert!(looks_like_token(token) && looks_like_secret(token), "{token}");
            assert_eq!(shown(token), HIDDEN);
        }
        let app = "0123456789abcdef0123456789abcdef";
        assert!(looks_like_secret(app) && !looks_like_token(app));
    }

    #[test]
    fn what_people_give_names_to_is_no_token() {
        for name in [
            "shop-eu",
            "WHATSAPP_TOKEN",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
            "EAA_TOKEN",
            "EAATOKEN",
            "MyCompanyWhatsAppTokenForEurope",
            "a_very_long_name_of_a_variable_that_somebody_chose_in_2024",
            "LTAI5tAbCdEfGhIjKlMnOpQr",
            "102290129340398",
            "cams-8c8b1f0d",
            "大きな店",
            "op://vault/whatsapp/token",
        ] {
            assert!(!looks_like_secret(name), "{name}");
            assert_eq!(shown(name), name);
        }
    }

    #[test]
    fn sentences_are_hushed_word_by_word() {
        let text = format!("invalid value '{TOKEN}' for '--provider <meta>': {KEY}");
        assert_eq!(hushed(&text), format!("invalid value '{HIDDEN}' for '--provider <meta>': {HIDDEN}"));
        assert_eq!(hushed("nothing to hide"), "nothing to hide");
    }
}
