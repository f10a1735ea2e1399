//! What was pasted in the place of a secret, if it is obviously something else.

use super::SecretKind;
use super::misplaced::is_hexadecimal;
use crate::model::ProviderKind;
use crate::model::service::{MAIN_SECRET, PublicId};

/// What a text is that is no main secret of a service.
#[derive(Debug, Clone, Copy)]
pub enum Odd {
    /// JSON.
    Json,
    /// A line such as `NAME=value`.
    Setting,
    /// A header of HTTP, with or without its name.
    Header,
    /// A web address.
    Address,
    /// Something with spaces, quotes or other characters that no secret has.
    More,
    /// Nothing but digits.
    Number,
    /// An id of the service that everybody may see.
    Id(&'static PublicId),
    /// Another secret of this service.
    Other(&'static str),
    /// A token of another service.
    Of(ProviderKind),
}

/// Signs that stand around secrets and in no secret.
const AROUND: [char; 10] = ['{', '}', '[', ']', '"', '\'', '`', ',', ';', '<'];

/// What a text is, if it is obviously not the main secret of a service.
pub fn odd(service: ProviderKind, text: &str) -> Option<Odd> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    if text.starts_with(['{', '[']) {
        return Some(Odd::Json);
    } else if lower.starts_with("bearer ") || lower.starts_with("authorization:") {
        return Some(Odd::Header);
    } else if text.contains("://") {
        return Some(Odd::Address);
    } else if is_setting(text) {
        return Some(Odd::Setting);
    } else if text.contains(AROUND) || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Some(Odd::More);
    } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Odd::Number);
    }
    let own = service.service();
    // Its looks may be chance.
    if own.credential.length == Some(text.len()) {
        return None;
    }
    if let Some(id) = own.public_id(text) {
        return Some(Odd::Id(id));
    }
    let other = own.secrets().map(|field| field.key).find(|key| *key != MAIN_SECRET);
    if (own.is_token)(text) {
        return Some(own.token_key).filter(|key| *key != MAIN_SECRET).map(|key| Odd::Other(name(service, key)));
    }
    if own.token_key == MAIN_SECRET && text.len() == 32 && is_hexadecimal(text) {
        return other.map(|key| Odd::Other(name(service, key)));
    }
    let others = ProviderKind::ALL.iter().filter(|kind| **kind != service);
    others
        .copied()
        .find(|kind| (kind.service().is_token)(text) || kind.service().public_id(text).is_some())
        .map(Odd::Of)
}

/// What people call a secret.
fn name(service: ProviderKind, key: &'static str) -> &'static str {
    SecretKind::new(key).name(service)
}

/// Whether a text is a name, a sign of equality or a colon, and something behind it. What ends in such a sign may be a
/// secret.
fn is_setting(text: &str) -> bool {
    let text = text.strip_prefix("export ").unwrap_or(text);
    let Some((name, value)) = text.split_once(['=', ':']) else { return false };
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let (name, value) = (name.trim(), value.trim_matches(['=', ' ']));
    !value.is_empty()
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(word)
        && name.len() <= 40
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "EAAGm0PX4ZCpsBAKZCZBqZB3example1234567890";
    const KEY: &str = "h7GkX2mPq9RtV4wYz1AbC3dEf5GhJ6";

    /// What a text is, in a word; a secret is nothing of all that.
    fn word(service: ProviderKind, text: &str) -> String {
        match odd(service, text) {
            None => "fits".to_owned(),
            Some(Odd::Id(id)) => id.key.to_owned(),
            Some(Odd::Other(name)) => name.to_owned(),
            Some(Odd::Of(other)) => format!("of {other}"),
            Some(odd) => format!("{odd:?}").to_lowercase(),
        }
    }

    #[test]
    fn what_is_obviously_no_secret_is_told_apart() {
        use ProviderKind::{Alibaba, Meta};
        let lines = [
            (Meta, TOKEN, "fits"),
            (Meta, "EAAGsecret", "fits"),
            (Meta, "123|EAAJsecret0", "fits"),
            (Alibaba, KEY, "fits"),
            (Alibaba, "EAAkX2mPq9RtV4wYz1AbC3dEf5GhJ6", "fits"),
            (Alibaba, "LTAIX2mPq9RtV4wYz1AbC3dEf5GhJ6", "fits"),
            (Alibaba, "c2VjcmV0IG9mIHNvbWVib2R5IGVsc2U=", "fits"),
            (Alibaba, TOKEN, "of meta"),
            (Alibaba, "LTAI5tAbCdEfGhIjKlMnOpQr", "access_key_id"),
            (Alibaba, "cams-8c8b1f0d", "cust_space_id"),
            (Alibaba, "CAISzgJ1q6Ft5B2yfSjIr5fXKsNEXAMPLE", "security token (STS)"),
            (Meta, "LTAI5tAbCdEfGhIjKlMnOpQr", "of alibaba"),
            (Meta, "CAISzgJ1q6Ft5B2yfSjIr5fXKsNEXAMPLE", "of alibaba"),
            (Meta, "0123456789abcdef0123456789abcdef", "app secret"),
            (Meta, "102290129340398", "number"),
            (Meta, "{\"access_token\": \"EAAG\"}", "json"),
            (Meta, "WHATSAPP_TOKEN=EAAGsecret", "setting"),
            (Meta, "export TOKEN='EAAGsecret'", "setting"),
            (Meta, "token: EAAGsecret", "setting"),
            (Meta, "Bearer EAAGsecret", "header"),
            (Meta, "Authorization: Bearer EAAGsecret", "header"),
            (Meta, "https://graph.facebook.com/me?access_token=EAAG", "address"),
            (Meta, "EAAG secret", "more"),
            (Meta, "\"EAAGsecret\"", "more"),
            (Meta, "EAAGsecrét", "more"),
            (Alibaba, "LTAI5tAbCdEfGhIjKlMnOpQr,h7GkX2mPq9RtV4wYz1AbC3dEf5GhJ6", "more"),
        ];
        for (service, text, wanted) in lines {
            assert_eq!(word(service, text), wanted, "{text}");
            assert_eq!(word(service, &format!("  {text}\n")), wanted, "{text} with blanks");
        }
    }
}
