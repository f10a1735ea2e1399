//! All codes of one number in little memory: a million of them fit where a million [`QrCode`]s would not.

use std::borrow::Cow;
use std::ops::Range;

use super::{CodeId, QrCode};

/// The codes of one number, packed: one text, and where its parts end. Does not change; share it in an `Arc`.
///
/// Takes the bytes of codes and messages, twelve more for each code, and the links only as far as they differ from
/// the beginning that all links share followed by the code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeList {
    /// What the links have in common: `https://wa.me/message/`.
    prefix: Box<str>,
    /// Code, message and, where it cannot be derived, link of each code.
    text: Box<str>,
    rows: Box<[Row]>,
    /// Unix seconds, where any code has them.
    created: Box<[Option<i64>]>,
}

/// Where in the text a code ends, its message, and its link. The code begins where the row before it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    code: u32,
    message: u32,
    /// Equal to `message` where the link is the shared beginning and the code.
    link: u32,
}

/// One code of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeRef<'a> {
    /// The code.
    pub code: &'a str,
    /// The message, uncleaned.
    pub message: &'a str,
    prefix: &'a str,
    /// Empty where it is the prefix and the code.
    link: &'a str,
    /// Unix seconds, where the service tells.
    pub created: Option<i64>,
}

impl<'a> CodeRef<'a> {
    /// The deep link.
    pub fn link(&self) -> Cow<'a, str> {
        if self.link.is_empty() {
            // Without the machinery of formats: for each code of a list.
            Cow::Owned([self.prefix, self.code].concat())
        } else {
            Cow::Borrowed(self.link)
        }
    }

    /// The deep link where it does not follow from the code.
    pub fn own_link(&self) -> Option<&'a str> {
        Some(self.link).filter(|link| !link.is_empty())
    }
}

impl From<CodeRef<'_>> for QrCode {
    fn from(row: CodeRef<'_>) -> Self {
        Self {
            code: CodeId::new(row.code),
            message: row.message.to_owned(),
            link: row.link().into_owned(),
            image_url: None,
            created: row.created,
        }
    }
}

/// Why bytes are no list of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a list of codes, or one of another version")]
pub struct NotACodeList;

/// The first byte of a packed list: the version of the format.
const VERSION: u8 = 1;

impl CodeList {
    /// Packs codes. Links to pictures are left out: they expire. A link that is empty becomes the shared beginning and
    /// the code. Codes whose text would not fit into 4 GiB are left out,
    /// too; no service has that many.
    pub fn new(codes: &[QrCode]) -> Self {
        let prefix = shared_prefix(codes);
        let room = codes.iter().map(|code| code.code.as_str().len() + code.message.len()).sum();
        let mut text = String::with_capacity(room);
        let mut rows = Vec::with_capacity(codes.len());
        for code in codes {
            let id = code.code.as_str();
            let derived = code.link.strip_prefix(prefix) == Some(id);
            let mut end = |part: &str| {
                text.push_str(part);
                u32::try_from(text.len()).ok()
            };
            let ends = (end(id), end(&code.message), end(if derived { "" } else { &code.link }));
            let (Some(code), Some(message), Some(link)) = ends else { break };
            rows.push(Row { code, message, link });
        }
        text.truncate(rows.last().map_or(0, |row| row.link as usize));
        let any_created = codes.iter().any(|code| code.created.is_some());
        let created = if any_created { codes.iter().map(|code| code.created).collect() } else { Box::default() };
        Self { prefix: prefix.into(), text: text.into(), rows: rows.into(), created }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The code at a place, in the order in which they were packed.
    pub fn get(&self, at: usize) -> Option<CodeRef<'_>> {
        let row = self.rows.get(at)?;
        let start = at.checked_sub(1).and_then(|before| self.rows.get(before)).map_or(0, |before| before.link);
        let part = |range: Range<u32>| self.text.get(range.start as usize..range.end as usize).unwrap_or_default();
        Some(CodeRef {
            code: part(start..row.code),
            message: part(row.code..row.message),
            prefix: &self.prefix,
            link: part(row.message..row.link),
            created: self.created.get(at).copied().flatten(),
        })
    }

    /// All codes.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = CodeRef<'_>> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// All codes, each on its own.
    pub fn unpacked(&self) -> Vec<QrCode> {
        self.iter().map(QrCode::from).collect()
    }

    /// Bytes that [`CodeList::from_bytes`] takes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.text.len() + self.prefix.len() + 8 * self.len() + 16);
        bytes.push(VERSION);
        put(&mut bytes, self.len() as u64);
        put(&mut bytes, self.prefix.len() as u64);
        put(&mut bytes, u64::from(!self.created.is_empty()));
        let mut start = 0;
        for (at, row) in self.rows.iter().enumerate() {
            put(&mut bytes, u64::from(row.code - start));
            put(&mut bytes, u64::from(row.message - row.code));
            put(&mut bytes, u64::from(row.link - row.message));
            if let Some(created) = self.created.get(at) {
                // Nothing was created before 1970; what says so is as good as nothing.
                put(&mut bytes, created.and_then(|at| u64::try_from(at).ok()).map_or(0, |at| at.saturating_add(1)));
            }
            start = row.link;
        }
        bytes.extend_from_slice(self.prefix.as_bytes());
        bytes.extend_from_slice(self.text.as_bytes());
        bytes
    }

    /// The list that [`CodeList::to_bytes`] has written.
    ///
    /// # Errors
    /// [`NotACodeList`] for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotACodeList> {
        let mut rest = bytes;
        let (version, after) = rest.split_first().ok_or(NotACodeList)?;
        if *version != VERSION {
            return Err(NotACodeList);
        }
        rest = after;
        let count = usize::try_from(take(&mut rest)?).map_err(|_| NotACodeList)?;
        let prefix = usize::try_from(take(&mut rest)?).map_err(|_| NotACodeList)?;
        let with_created = take(&mut rest)? != 0;
        // Each takes three bytes at least: a number made up does not reserve memory.
        if count > rest.len() / 3 {
            return Err(NotACodeList);
        }
        let mut rows = Vec::with_capacity(count);
        let mut created = Vec::with_capacity(if with_created { count } else { 0 });
        let mut end = 0_u32;
        let mut next = |rest: &mut &[u8]| -> Result<u32, NotACodeList> {
            let length = u32::try_from(take(rest)?).map_err(|_| NotACodeList)?;
            end = end.checked_add(length).ok_or(NotACodeList)?;
            Ok(end)
        };
        for _ in 0..count {
            rows.push(Row { code: next(&mut rest)?, message: next(&mut rest)?, link: next(&mut rest)? });
            if with_created {
                created.push(take(&mut rest)?.checked_sub(1).and_then(|at| i64::try_from(at).ok()));
            }
        }
        let (prefix, text) = rest.split_at_checked(prefix).ok_or(NotACodeList)?;
        let text = std::str::from_utf8(text).map_err(|_| NotACodeList)?;
        let prefix = std::str::from_utf8(prefix).map_err(|_| NotACodeList)?;
        let whole = |at: u32| text.is_char_boundary(at as usize);
        let fits = rows.last().map_or(0, |row| row.link) as usize == text.len()
            && rows.iter().all(|row| whole(row.code) && whole(row.message) && whole(row.link));
        if !fits {
            return Err(NotACodeList);
        }
        Ok(Self { prefix: prefix.into(), text: text.into(), rows: rows.into(), created: created.into() })
    }
}

/// What stands before the code in the first link that ends with its code.
fn shared_prefix(codes: &[QrCode]) -> &str {
    codes.iter().find_map(|code| code.link.strip_suffix(code.code.as_str())).unwrap_or_default()
}

/// Appends a number, seven bits a byte, the lowest first.
fn put(bytes: &mut Vec<u8>, mut number: u64) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            return bytes.push(low & 0x7f);
        }
        bytes.push(low | 0x80);
    }
}

/// Takes a number off the front.
fn take(bytes: &mut &[u8]) -> Result<u64, NotACodeList> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first().ok_or(NotACodeList)?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        if byte & 0x80 == 0 {
            return Ok(number);
        }
    }
    Err(NotACodeList)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_code() -> impl Strategy<Value = QrCode> {
        let link = prop_oneof![Just(None), "[a-z/:.]{1,30}".prop_map(Some)];
        ("[A-Z0-9]{1,16}", "\\PC{0,60}", link, proptest::option::of(0_i64..4_000_000_000)).prop_map(
            |(code, message, link, created)| QrCode {
                link: link.unwrap_or_else(|| format!("https://wa.me/message/{code}")),
                code: CodeId::new(code),
                message,
                image_url: None,
                created,
            },
        )
    }

    proptest! {
        #[test]
        fn what_was_packed_comes_out_again(codes in proptest::collection::vec(any_code(), 0..30)) {
            let list = CodeList::new(&codes);
            prop_assert_eq!(list.unpacked(), codes.clone());
            prop_assert_eq!(CodeList::from_bytes(&list.to_bytes()), Ok(list));
        }

        #[test]
        fn bytes_of_others_are_refused_or_read_without_a_panic(
            codes in proptest::collection::vec(any_code(), 0..5),
            at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>(),
        ) {
            let mut bytes = CodeList::new(&codes).to_bytes();
            *at.get_mut(&mut bytes) = byte;
            bytes.truncate(cut.index(bytes.len() + 1));
            if let Ok(list) = CodeList::from_bytes(&bytes) {
                prop_assert_eq!(list.unpacked().len(), list.len());
            }
        }
    }

    #[test]
    fn links_cost_nothing_where_they_follow_from_the_code() {
        let code = |id: &str| QrCode {
            code: id.into(),
            message: "Hi".to_owned(),
            link: format!("https://wa.me/message/{id}"),
            image_url: Some("https://example.com/expires".to_owned()),
            created: None,
        };
        let list = CodeList::new(&[code("ABC"), code("DEF")]);
        assert_eq!(list.text.as_ref(), "ABCHiDEFHi");
        assert_eq!(list.get(1).map(|row| row.link().into_owned()).as_deref(), Some("https://wa.me/message/DEF"));
        assert_eq!(list.get(2), None);
    }
}
