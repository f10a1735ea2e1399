//! Links in the bytes of a text, however they are encoded.

use std::sync::LazyLock;

use regex::bytes::Regex;

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A message code.
    Code,
    /// A group.
    Invite,
}

impl Kind {
    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Invite => "invite",
        }
    }

    /// Whether a word is an id even where it need not belong to what stands before it. Codes have fourteen capitals and
    /// digits, invites twenty-two letters and digits, as far as both services show.
    fn is_certain(self, id: &str) -> bool {
        match self {
            Self::Code => id.len() >= 8 && !id.bytes().any(|byte| byte.is_ascii_lowercase()),
            Self::Invite => id.len() >= 16,
        }
    }
}

/// A link of a code or an invite.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// Where it leads.
    pub kind: Kind,
    /// The code or the invite.
    pub id: String,
    /// The same with what stands at the beginning of the next line, where the line ends with the link: the id may
    /// go on there.
    pub longer: Option<String>,
}

impl Link {
    /// The link as a phone opens it.
    pub fn url(&self) -> String {
        match self.kind {
            Kind::Code => format!("https://wa.me/message/{}", self.id),
            Kind::Invite => format!("https://chat.whatsapp.com/{}", self.id),
        }
    }
}

/// Shortest id that is taken for one: what is shorter is a word like `CODE` in a manual.
const SHORTEST: usize = 6;

/// A link in plain text, in HTML with entities, percent-encoded once or several times, in JSON with escapes, or
/// broken after a slash, as mails do with an `=` and HTML with `<wbr>`.
static LINK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let dot = r"(?:\.|%(?:25)*2e|&\#0*46;|&\#x0*2e;|&period;|\\u002e|\\x2e)";
    let slash = r"(?:/|\\/|%(?:25)*2f|&\#0*47;|&\#x0*2f;|&sol;|\\u002f|\\x2f)";
    // What nobody sees: soft hyphens, spaces without width, joiners, and what they are in HTML.
    let unseen = r"(?:\xc2\xad|\xe2\x80[\x8b-\x8d]|\xe2\x81\xa0|\xef\xbb\xbf|<wbr\s*/?>|&(?:shy|zwnj|zwj|zerowidthspace|\#0*173|\#0*820[3-5]|\#x0*ad|\#x0*200[b-d]);)";
    // A line that is broken, a gap between the letters of a PDF, and elements that end and begin.
    let broken = r"(?:=?\r?\n[\x20\t>|\#*]*|\x1f|(?:</?[a-z][^<>]*>)+)";
    let gap = format!("(?:{unseen}|{broken})*");
    // What stands before the host must not be part of a longer name, but may be the end of something encoded.
    let before = r"(?:^|[^a-z0-9.-]|%(?:25)*[0-9a-f]{2}|&[a-z0-9\#]{2,8};|\\[nrt]|\\[ux](?:00)?[0-9a-f]{2})";
    let code = format!(
        "(?:(?:www{dot})?wa{dot}{gap}me|(?:(?:www|api|web|v){dot})?whatsapp{dot}{gap}com){gap}{slash}{gap}message{gap}{slash}+(?<code_gap>{gap})"
    );
    let invite =
        format!("(?:chat{dot}{gap}whatsapp{dot}{gap}com){gap}{slash}(?<invite_gap>{gap}(?:invite{slash}{gap})?)");
    let pattern = format!(
        r"(?im-u){before}(?:{code}(?<code>[a-z0-9]+(?:{unseen}+[a-z0-9]+)*)|{invite}(?<invite>[a-z0-9_-]+(?:{unseen}+[a-z0-9_-]+)*))(?<rest>(?:{broken})+(?<more>[a-z0-9]+))?"
    );
    Regex::new(&pattern).ok()
});

/// The links in some bytes of text, with where each begins.
pub(super) fn links(text: &[u8]) -> Vec<(usize, Link)> {
    let Some(pattern) = LINK.as_ref() else { return Vec::new() };
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(caught) = pattern.captures_at(text, from) {
        let group = |name: &str| caught.name(name);
        let (kind, id, gap) = match (group("code"), group("invite"), group("code_gap").or(group("invite_gap"))) {
            (Some(code), _, Some(gap)) => (Kind::Code, code, gap),
            (None, Some(invite), Some(gap)) => (Kind::Invite, invite, gap),
            _ => break,
        };
        // What stands in the next line or the next element may be another link, or hold one.
        from = gap.start();
        let apart = gap.as_bytes().iter().any(|byte| matches!(byte, b'\n' | b'<' | 0x1f));
        let is_one = |id: &str| if apart { kind.is_certain(id) } else { id.len() >= SHORTEST };
        let id = word(id.as_bytes());
        let longer = caught.name("more").map(|more| format!("{id}{}", word(more.as_bytes())));
        if is_one(&id) || longer.as_ref().is_some_and(|longer| is_one(longer)) {
            // The match may begin with the line break before the link.
            let begin = caught.get(0).map_or(0, |all| all.start());
            let skip = text[begin..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            found.push((begin + skip, Link { kind, id, longer }));
        }
    }
    found
}

/// An id without what nobody sees in it.
fn word(bytes: &[u8]) -> String {
    let mut word = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((byte, tail)) = rest.split_first() {
        rest = match byte {
            b'<' => rest.splitn(2, |byte| *byte == b'>').nth(1).unwrap_or_default(),
            b'&' => rest.splitn(2, |byte| *byte == b';').nth(1).unwrap_or_default(),
            _ => tail,
        };
        if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-') {
            word.push(char::from(*byte));
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<String> {
        links(text.as_bytes()).into_iter().map(|(_, link)| link.id).collect()
    }

    #[test]
    fn every_way_to_write_a_link_is_read() {
        for text in [
            "https://wa.me/message/ANED2T5QRU7HG1",
            "HTTP://WA.ME/MESSAGE/ANED2T5QRU7HG1?src=qr",
            "wa.me/message/ANED2T5QRU7HG1.",
            "(www.wa.me/message/ANED2T5QRU7HG1)",
            "https://api.whatsapp.com/message/ANED2T5QRU7HG1/",
            "https%3A%2F%2Fwa.me%2Fmessage%2FANED2T5QRU7HG1%3Fx",
            "https%253A%252F%252Fwa%252Eme%252Fmessage%252FANED2T5QRU7HG1",
            "https:&#47;&#x2F;wa&period;me&sol;message&#47;ANED2T5QRU7HG1&quot;",
            r#"{"url": "https:\/\/wa.me\/message\/ANED2T5QRU7HG1"}"#,
            r#""first\nwa.me/message/ANED2T5QRU7HG1\nlast""#,
            "\\u002f\\u002fwa.me\\u002fmessage\\u002fANED2T5QRU7HG1",
            "<a href=https://wa.me/message/ANED2T5QRU7HG1>",
            "https://wa.me/\nmessage/ANED2T5QRU7HG1",
            "https://wa.me/message/=\r\nANED2T5QRU7HG1",
            "> https://wa.me/message/\n> ANED2T5QRU7HG1",
            "wa.me/<wbr>message/<wbr>ANED2T5QRU7HG1",
            "<span>https://</span><span>wa.me/</span><b>message/</b><i class=x>ANED2T5QRU7HG1</i>",
            "wa.me/message/ANED2T5\u{ad}QRU7\u{200b}HG1",
            "wa.me/message/ANED2T5&shy;QRU7<wbr>HG1&#8203;",
            "wa.\u{2060}me/\u{ad}message/\u{ad}ANED2T5QRU7HG1",
            "https://example.com/go?to=https%3A%2F%2Fwa.me%2Fmessage%2FANED2T5QRU7HG1&amp;x=1",
            "HTTPS://API.WHATSAPP.COM/MESSAGE/ANED2T5QRU7HG1?autoload=1&app_absent=0",
        ] {
            assert_eq!(ids(text), ["ANED2T5QRU7HG1"], "{text}");
        }
        for text in [
            "https://chat.whatsapp.com/LYTfzdP1hMT7QgXKNqmVxr",
            "chat.whatsapp.com/invite/LYTfzdP1hMT7QgXKNqmVxr?mode=wwt",
            "https%3A%2F%2Fchat.WhatsApp.com%2FLYTfzdP1hMT7QgXKNqmVxr",
        ] {
            assert_eq!(links(text.as_bytes())[0].1.kind, Kind::Invite);
            assert_eq!(ids(text), ["LYTfzdP1hMT7QgXKNqmVxr"], "{text}");
        }
    }

    #[test]
    fn what_is_no_code_is_left_out() {
        for text in [
            "https://wa.me/491511234567?text=message/ANED2T5QRU7HG1",
            "https://iowa.me/message/ANED2T5QRU7HG1",
            "https://wa.media/message/ANED2T5QRU7HG1",
            "https://notwhatsapp.com/message/ANED2T5QRU7HG1",
            "https://whatsapp.com/legal",
            "https://wa.me/message/",
            "wa.me/message/CODE",
            "chat.whatsapp.com",
        ] {
            assert_eq!(ids(text), <[String; 0]>::default(), "{text}");
        }
    }

    #[test]
    fn several_links_stand_side_by_side() {
        let text = "wa.me/message/AAAAAA1,wa.me/message/BBBBBB2 wa.me/message/CCCCCC3\nwa.me/message/DDDDDD4";
        assert_eq!(ids(text), ["AAAAAA1", "BBBBBB2", "CCCCCC3", "DDDDDD4"]);
    }

    #[test]
    fn an_id_may_go_on_in_the_next_line() {
        let (at, link) = links(b"see\nhttps://wa.me/message/ANED2T5\nQRU7HG1 now").remove(0);
        assert_eq!((link.id.as_str(), link.longer.as_deref()), ("ANED2T5", Some("ANED2T5QRU7HG1")));
        assert!(at >= 4);
    }

    #[test]
    fn a_link_that_ends_nowhere_takes_nothing_from_the_next_line() {
        let text = "wa.me/message/\nAurora Coffee\nwa.me/message/\n<a href='https://r.example/?u=wa%2Eme%2Fmessage%2FANED2T5QRU7HG1'>";
        assert_eq!(ids(text), ["ANED2T5QRU7HG1"]);
        assert_eq!(ids("wa.me/message/ <b>ANED2T5QRU7HG1</b>"), [""; 0]);
        assert_eq!(ids("chat.whatsapp.com/\nAurora and wa.me/message/\nhttps://wa.me/message/AAAAAA1"), ["AAAAAA1"]);
    }

    #[test]
    fn an_id_may_go_on_in_another_element() {
        let link = links(b"<b>wa.me/message/ANED2T5</b><i>QRU7HG1</i>").remove(0).1;
        assert_eq!((link.id.as_str(), link.longer.as_deref()), ("ANED2T5", Some("ANED2T5QRU7HG1")));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            let mut text = bytes.clone();
            text.extend(b" wa.me/message/ANED2T5QRU7HG1 ");
            text.extend(&bytes);
            let found = links(&text);
            proptest::prop_assert!(found.iter().any(|(_, link)| link.id == "ANED2T5QRU7HG1"));
        }
    }
}
