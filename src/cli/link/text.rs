//! Telling a link from the name of a code or a group.

/// Where links of the services lead to; people write them without `https://`.
const HOSTS: [&str; 6] =
    ["wa.me/", "www.wa.me/", "chat.whatsapp.com/", "api.whatsapp.com/", "www.whatsapp.com/", "whatsapp.com/"];

/// The link that a text is, as a phone opens it; nothing where it is the name of something. A web address is taken as it
/// stands.
pub(super) fn link(text: &str) -> Option<String> {
    let text = text.trim();
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let begins = |with: &str| text.get(..with.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(with));
    if let Some(scheme) = ["https://", "http://"].into_iter().find(|scheme| begins(scheme)) {
        return (text.len() > scheme.len()).then(|| text.to_owned());
    }
    HOSTS.into_iter().any(|host| begins(host) && text.len() > host.len()).then(|| format!("https://{text}"))
}

/// Whether a name can be that of a code: those of both services are capitals and digits.
pub(super) fn is_code_like(name: &str) -> bool {
    name.trim().bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_told_from_names() {
        for (text, wanted) in [
            ("https://wa.me/message/ANED2T5QRU7HG1", "https://wa.me/message/ANED2T5QRU7HG1"),
            (" wa.me/message/ANED2T5QRU7HG1\n", "https://wa.me/message/ANED2T5QRU7HG1"),
            ("Chat.WhatsApp.com/LYTfzdP1hMT7QgXKNqmVxr", "https://Chat.WhatsApp.com/LYTfzdP1hMT7QgXKNqmVxr"),
            ("HTTP://example.com", "HTTP://example.com"),
        ] {
            assert_eq!(link(text).as_deref(), Some(wanted), "{text}");
        }
        for name in
            ["ANED2T5QRU7HG1", "Y2FwaV9ncm91cDox/NTE+1=", "wa.me/", "https://", "wa.me/a b", "", "é", "ftp://a.b/c"]
        {
            assert_eq!(link(name), None, "{name}");
        }
    }

    #[test]
    fn a_group_is_no_code() {
        assert!(is_code_like("ANED2T5QRU7HG1"));
        assert!(!is_code_like("Y2FwaV9ncm91cDox"));
    }
}
