//! From what is known of a number to what is searched of it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::alphabet::letters_of;
use super::fold::fold_onto;
use super::row::{BETWEEN_TAGS, SEPARATOR};
use super::segment::Segment;
use super::traits::Traits;
use crate::model::{CodeList, CodeRef, Group, NumberKey, PhoneNumber, QrCode, invite_id};

/// What a person calls a code or a number.
#[derive(Debug, Clone, Copy, Default)]
pub struct LabelText<'a> {
    /// One line.
    pub label: &'a str,
    /// Words to find it by.
    pub tags: &'a [String],
    /// Any text.
    pub note: &'a str,
}

/// A code that was deleted or replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retired {
    /// As it was last seen.
    pub code: QrCode,
    /// Whether another code took its place.
    pub is_replaced: bool,
}

/// What is known of a number.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// Which number.
    pub number: &'a NumberKey,
    /// The number itself, where its profile has been listed.
    pub phone: Option<&'a PhoneNumber>,
    /// The codes that its service has listed.
    pub codes: &'a Arc<CodeList>,
    /// Its codes that were deleted or replaced. Those that are listed above are left out.
    pub retired: &'a [Retired],
    /// Its groups.
    pub groups: &'a Arc<[Group]>,
}

impl Segment {
    /// Folds everything. `labels` says what a person calls a code of the number, or the number itself where none is named.
    pub fn new<'a>(source: Source<'_>, labels: impl Fn(Option<&str>) -> Option<LabelText<'a>>) -> Self {
        let Source { number, codes, groups, .. } = source;
        let retired = still_retired(codes, source.retired);
        let rows = codes.len() + retired.len() + groups.len();
        let mut out = Texts::with_capacity(rows);
        for code in codes.iter() {
            out.code(code, labels(Some(code.code)), Traits::default());
        }
        mark_duplicates(&mut out);
        for gone in &retired {
            let traits = if gone.is_replaced { Traits::REPLACED } else { Traits::DEAD };
            let list = CodeList::new(std::slice::from_ref(&gone.code));
            if let Some(code) = list.get(0) {
                out.code(code, labels(Some(code.code)), traits);
            }
        }
        for group in groups.iter() {
            let link = group.invite_link.url().and_then(invite_id).unwrap_or_default();
            out.row(&group.subject, &[group.id.as_str(), link], None, Traits::GROUP);
        }
        let retired: Vec<_> = retired.into_iter().map(|gone| gone.code.clone()).collect();
        Self {
            number: number.clone(),
            codes: Arc::clone(codes),
            retired: CodeList::new(&retired),
            groups: Arc::clone(groups),
            about: about(number, source.phone, labels(None)).into(),
            profile: super::fold(number.profile.as_str()).into(),
            text: out.text.into(),
            ends: out.ends.into(),
            letters: out.letters.into(),
            initials: out.initials.into(),
            traits: out.traits.into(),
        }
    }
}

/// Retired codes that the list does not show as working, each once.
fn still_retired<'a>(codes: &CodeList, retired: &'a [Retired]) -> Vec<&'a Retired> {
    if retired.is_empty() {
        return Vec::new();
    }
    let mut known: HashSet<&str> = codes.iter().map(|code| code.code).collect();
    retired.iter().filter(|gone| known.insert(gone.code.code.as_str())).collect()
}

/// The number's own text.
fn about(number: &NumberKey, phone: Option<&PhoneNumber>, label: Option<LabelText<'_>>) -> String {
    let mut text = String::new();
    let mut part = |part: &str| {
        fold_onto(part, &mut text);
        text.push(char::from(SEPARATOR));
    };
    if let Some(phone) = phone {
        part(&phone.name);
        part(&phone.display);
        // People type it with and without the spaces.
        part(&phone.display.split(|c: char| !c.is_ascii_digit() && c != '+').collect::<String>());
    }
    part(number.number.as_str());
    let LabelText { label, tags, note } = label.unwrap_or_default();
    part(label);
    for tag in tags {
        part(tag);
    }
    part(note);
    text
}

/// Marks the codes whose message another one has, too.
fn mark_duplicates(out: &mut Texts) {
    let mut firsts: HashMap<&str, usize> = HashMap::with_capacity(out.ends.len());
    let mut start = 0;
    for (row, end) in out.ends.iter().enumerate() {
        let text = out.text.get(start..*end as usize).unwrap_or_default();
        let message = text.split(char::from(SEPARATOR)).next().unwrap_or_default();
        start = *end as usize;
        if let Some(first) = firsts.get(message) {
            for row in [*first, row] {
                if let Some(traits) = out.traits.get_mut(row) {
                    *traits = traits.with(Traits::DUPLICATE);
                }
            }
        } else {
            firsts.insert(message, row);
        }
    }
}

/// The texts of rows as they grow.
struct Texts {
    text: String,
    ends: Vec<u32>,
    letters: Vec<u64>,
    initials: Vec<u32>,
    traits: Vec<Traits>,
}

impl Texts {
    fn with_capacity(rows: usize) -> Self {
        let text = String::with_capacity(rows * 64);
        Self {
            text,
            ends: Vec::with_capacity(rows),
            letters: Vec::with_capacity(rows),
            initials: Vec::with_capacity(rows),
            traits: Vec::with_capacity(rows),
        }
    }

    fn code(&mut self, code: CodeRef<'_>, label: Option<LabelText<'_>>, traits: Traits) {
        // A link that does not follow from the code is known by its end.
        let link = code.own_link().map_or("", |link| link.trim_end_matches('/').rsplit('/').next().unwrap_or(link));
        self.row(code.message, &[code.code, link], label, traits);
    }

    /// Adds a row. What does not fit into 4 GiB is left out.
    fn row(&mut self, message: &str, ids: &[&str], label: Option<LabelText<'_>>, mut traits: Traits) {
        let start = self.text.len();
        self.part(message);
        let mut letters = letters_of(self.text.get(start..).unwrap_or_default());
        let ids_start = self.text.len();
        self.part(&ids.join(" "));
        letters.initials |= letters_of(self.text.get(ids_start..).unwrap_or_default()).initials;
        if let Some(LabelText { label, tags, note }) = label {
            let start = self.text.len();
            self.part(label);
            for (at, tag) in tags.iter().enumerate() {
                if at > 0 {
                    self.text.push(BETWEEN_TAGS);
                }
                fold_onto(tag, &mut self.text);
            }
            self.part("");
            self.part(note);
            let named = letters_of(self.text.get(start..).unwrap_or_default());
            letters.all |= named.all;
            letters.initials |= named.initials;
            if !label.is_empty() {
                traits = traits.with(Traits::LABELLED);
            }
        }
        if let Ok(end) = u32::try_from(self.text.len()) {
            self.ends.push(end);
            self.letters.push(letters.all);
            self.initials.push(letters.initials);
            self.traits.push(traits);
        } else {
            self.text.truncate(start);
        }
    }

    fn part(&mut self, text: &str) {
        fold_onto(text, &mut self.text);
        self.text.push(char::from(SEPARATOR));
    }
}
