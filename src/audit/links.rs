//! Links in the bytes of a text, however they are encoded.

use std::sync::LazyLock;

use regex::bytes::{Captures, Regex};

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Code,
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

/// Longest id that is taken for one. Codes have 14 characters, invites 22.
const LONGEST: usize = 64;
/// How many bytes are searched at a time, and how many of these once more with the next ones: no link is longer before
/// its id. Where each link could lead the search to the end of the text, the time would grow with its square.
const WINDOW: usize = 4_096;
const OVERLAP: usize = 2_048;

/// The ways to write a link, as parts of patterns.
mod written {
    pub(super) const DOT: &str = r"(?:\.|%(?:25)*2e|&\#0*46;|&\#x0*2e;|&period;|\\u002e|\\x2e)";
    pub(super) const SLASH: &str = r"(?:/|\\/|%(?:25)*2f|&\#0*47;|&\#x0*2f;|&sol;|\\u002f|\\x2f)";
    /// What nobody sees: soft hyphens, spaces without width, joiners, and what they are in HTML.
    pub(super) const UNSEEN: &str = r"(?:\xc2\xad|\xe2\x80[\x8b-\x8d]|\xe2\x81\xa0|\xef\xbb\xbf|<wbr\s*/?>|&(?:shy|zwnj|zwj|zerowidthspace|\#0*173|\#0*820[3-5]|\#x0*ad|\#x0*200[b-d]);)";
    /// A line that is broken, a gap between the letters of a PDF, and elements that end and begin.
    pub(super) const BROKEN: &str = r"(?:=?\r?\n[\x20\t>|\#*]*|\x1f|(?:</?[a-z][^<>]*>)+)";
    /// What stands before the host must not be part of a longer name, but may be the end of something encoded.
    pub(super) const BEFORE: &str =
        r"(?:^|[^a-z0-9.-]|%(?:25)*[0-9a-f]{2}|&[a-z0-9\#]{2,8};|\\[nrt]|\\[ux](?:00)?[0-9a-f]{2})";
}

/// A link in plain text, in HTML with entities, percent-encoded once or several times, in JSON with escapes, or
/// broken after a slash, as mails do with an `=` and HTML with `<wbr>`.
struct Patterns {
    /// All up to the id.
    head: Regex,
    /// What follows after the head of a code: a gap, the id, and what may belong to it in the next line.
    code: Regex,
    /// The same for an invite.
    invite: Regex,
}

impl Patterns {
    fn new() -> Result<Self, regex::Error> {
        use written::{BEFORE, BROKEN, DOT, SLASH, UNSEEN};
        let gap = format!("(?:{UNSEEN}|{BROKEN})*");
        let code = format!(
            "(?:(?:www{DOT})?wa{DOT}{gap}me|(?:(?:www|api|web|v){DOT})?whatsapp{DOT}{gap}com){gap}{SLASH}{gap}message{gap}{SLASH}+"
        );
        let invite = format!("chat{DOT}{gap}whatsapp{DOT}{gap}com{gap}{SLASH}");
        let tail = |gap: &str, letter: &str| {
            Regex::new(&format!(
                r"(?i-u)\A(?<gap>{gap})(?<id>{letter}+(?:{UNSEEN}+{letter}+)*)(?:{BROKEN}+(?<more>[a-z0-9]+))?"
            ))
        };
        Ok(Self {
            head: Regex::new(&format!("(?im-u){BEFORE}(?:{code}|(?<invite>{invite}))"))?,
            code: tail(&gap, "[a-z0-9]")?,
            invite: tail(&format!("{gap}(?:invite{SLASH}{gap})?"), "[a-z0-9_-]")?,
        })
    }
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| Patterns::new().ok());

/// The links in some bytes of text, with where each begins. The text is searched in windows, so that each link costs no
/// more than two; `go_on` is asked before each, and ends the search.
pub(super) fn links(text: &[u8], go_on: &dyn Fn() -> bool) -> Vec<(usize, Link)> {
    let Some(patterns) = PATTERNS.as_ref() else { return Vec::new() };
    let (mut found, mut from) = (Vec::new(), 0);
    while from < text.len() && go_on() {
        let end = text.len().min(from + WINDOW);
        let head = patterns.head.captures_at(&text[..end], from);
        let Some((all, invite)) = head.and_then(|head| Some((head.get(0)?.range(), head.name("invite").is_some())))
        else {
            from = if end < text.len() { end - OVERLAP } else { end };
            continue;
        };
        // What stands in the next line or the next element may be another link, or hold one.
        from = all.end;
        let (kind, tail) = if invite { (Kind::Invite, &patterns.invite) } else { (Kind::Code, &patterns.code) };
        let rest = &text[from..text.len().min(from + OVERLAP)];
        if let Some(link) = tail.captures(rest).and_then(|tail| link(kind, &tail)) {
            // The match may begin with the line break before the link.
            let skip = text[all.start..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            found.push((all.start + skip, link));
        }
    }
    found
}

/// The link whose id is in what follows after its head; none where that is some other word.
fn link(kind: Kind, tail: &Captures<'_>) -> Option<Link> {
    let (gap, id) = (tail.name("gap")?.as_bytes(), word(tail.name("id")?.as_bytes()));
    let apart = gap.iter().any(|byte| matches!(byte, b'\n' | b'<' | 0x1f));
    let is_one = |id: &str| if apart { kind.is_certain(id) } else { id.len() >= SHORTEST };
    let longer = tail.name("more").map(|more| format!("{id}{}", word(more.as_bytes())));
    let longer = longer.filter(|longer| longer.len() <= LONGEST);
    let one = id.len() <= LONGEST && (is_one(&id) || longer.as_ref().is_some_and(|longer| is_one(longer)));
    one.then_some(Link { kind, id, longer })
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
    use std::cell::Cell;

    use proptest::prelude::*;

    use super::*;

    fn all(text: &[u8]) -> Vec<(usize, Link)> {
        links(text, &|| true)
    }

    fn ids(text: &str) -> Vec<String> {
        all(text.as_bytes()).into_iter().map(|(_, link)| link.id).collect()
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
            assert_eq!(all(text.as_bytes())[0].1.kind, Kind::Invite);
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
        let (at, link) = all(b"see\nhttps://wa.me/message/ANED2T5\nQRU7HG1 now").remove(0);
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
        let link = all(b"<b>wa.me/message/ANED2T5</b><i>QRU7HG1</i>").remove(0).1;
        assert_eq!((link.id.as_str(), link.longer.as_deref()), ("ANED2T5", Some("ANED2T5QRU7HG1")));
    }

    /// Parts of links and of what may stand in and between them, so that one leads to the next.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "<a ",
            "<b>",
            "</b>",
            ">",
            "\n",
            "=\r\n",
            "\n> ",
            "wa.",
            "me/",
            "wa.me/message/",
            "ABCDEFG",
            " wa.me/message/ABCDEFG",
            "chat.whatsapp.com/",
            "invite/",
            "%25",
            "%2f",
            "&#47;",
            "&shy;",
            "\\/",
            "\u{ad}",
            "\x1f",
            "w",
            "a",
        ]);
        prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn a_text_is_searched_in_as_many_windows_as_its_length_allows(unit in pieces()) {
            for size in [20_000, 100_000] {
                let windows = Cell::new(0);
                let count = || {
                    windows.set(windows.get() + 1);
                    true
                };
                links(&unit.as_bytes().repeat(size / unit.len()), &count);
                // One for each beginning of a link, which is no shorter than this, and those without one.
                let most = size / "wa.me/message/".len() + size / (WINDOW - OVERLAP) + 1;
                prop_assert!(windows.get() <= most, "{} windows in {size} bytes", windows.get());
            }
        }

        #[test]
        fn a_link_is_found_wherever_the_windows_end(before in 0..3 * WINDOW) {
            let text = format!("{} wa.me/<b>message</b>/ANED2T5QRU7HG1 ", ".".repeat(before));
            prop_assert_eq!(all(text.as_bytes()).len(), 1);
        }

        #[test]
        fn no_bytes_are_too_strange(bytes in prop::collection::vec(prop::num::u8::ANY, 0..200)) {
            let mut text = bytes.clone();
            text.extend(b" wa.me/message/ANED2T5QRU7HG1 ");
            text.extend(&bytes);
            let found = all(&text);
            prop_assert!(found.iter().any(|(_, link)| link.id == "ANED2T5QRU7HG1"));
        }
    }
}
