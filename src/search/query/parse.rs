//! From text to a query.

use memchr::memmem::Finder;

use super::super::alphabet::initial;
use super::super::fold::fold;
use super::super::fuzzy::Pattern;
use super::super::traits::Traits;
use super::keys::{Condition, Field, KEYS, OFFERED, STATES, State};
use super::{Query, Word};

/// How alike two words are that one was meant by.
const ALIKE: f64 = 0.8;
/// What people write before and after several words.
const QUOTES: [char; 5] = ['"', '“', '”', '„', '‟'];

impl Query {
    /// Understands what was typed. There is no wrong query: what means nothing else is text to search for.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let (token, after) = Token::take(rest);
            query.add(token);
            rest = after.trim_start();
        }
        query
    }

    fn add(&mut self, token: Token<'_>) {
        let Token { is_excluded, key, value, is_quoted } = token;
        let word = match key {
            Some(key) if key.eq_ignore_ascii_case("is") => {
                let value = fold(value);
                if value.is_empty() {
                    return; // still being typed
                }
                if let Some(state) = STATES.iter().find(|state| state.name == value) {
                    return self.ask(state, is_excluded);
                }
                self.note_state(&value);
                Word::new(&format!("is:{value}"), None, true)
            }
            Some(key) => {
                if let Some(known) = KEYS.iter().find(|known| key.eq_ignore_ascii_case(known.name)) {
                    Word::new(value, Some(known.field), is_quoted)
                } else {
                    self.note_key(key);
                    Word::new(&format!("{key}:{value}"), None, is_quoted)
                }
            }
            None => Word::new(value, None, is_quoted),
        };
        let words = if is_excluded { &mut self.excluded } else { &mut self.words };
        words.extend(word);
    }

    fn ask(&mut self, state: &State, is_excluded: bool) {
        let (all, none) = (&mut self.all, &mut self.none);
        match (state.condition, is_excluded) {
            (Condition::Has(traits), false) => *all = all.with(traits),
            (Condition::Has(traits), true) => *none = none.with(traits),
            (Condition::Unlabelled, false) => *none = none.with(Traits::LABELLED).with(Traits::NO_LIVE_CODE),
            (Condition::Unlabelled, true) => *all = all.with(Traits::LABELLED),
            (Condition::Marked, is_excluded) => self.marked = Some(!is_excluded),
        }
    }

    fn note_state(&mut self, value: &str) {
        let names = STATES.iter().map(|state| state.name);
        let advice = alike(value, names.clone()).map_or_else(
            || format!("After `is:` stands one of {}.", names.take(OFFERED).collect::<Vec<_>>().join(", ")),
            |meant| format!("Did you mean `is:{meant}`?"),
        );
        // What helps comes first: it is read where there is little room.
        self.notes.push(format!("{advice} `is:{value}` is searched for as text."));
    }

    /// Colons are common in messages: only what looks like a key is worth a note.
    fn note_key(&mut self, key: &str) {
        let names = KEYS.iter().map(|known| known.name).chain(["is"]);
        if let Some(meant) = alike(&key.to_ascii_lowercase(), names) {
            self.notes.push(format!("Did you mean `{meant}:`? `{key}:` is searched for as text."));
        }
    }
}

/// The name that was probably meant.
fn alike(word: &str, names: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let scored = names.map(|name| (strsim::jaro_winkler(word, name), name));
    scored.filter(|(score, _)| *score >= ALIKE).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

impl Word {
    /// A word; nothing where nothing of it can be found, such as a lone accent.
    pub(in crate::search) fn new(text: &str, field: Option<Field>, is_quoted: bool) -> Option<Self> {
        let text = fold(if is_quoted { text } else { without_address(text) });
        let similar = if is_quoted { None } else { Pattern::new(&text) };
        let finder = Finder::new(text.as_bytes()).into_owned();
        let initial = initial(text.chars().next()?);
        Some(Self { text: text.into(), initial, finder, field, similar })
    }
}

/// Of a link what tells it from others: the code or the invite at its end.
fn without_address(word: &str) -> &str {
    let hosts = ["://", "wa.me/", "chat.whatsapp.com/"];
    if !hosts.iter().any(|host| word.contains(host)) {
        return word;
    }
    let path = word.split(['?', '#']).next().unwrap_or(word).trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(word)
}

/// A piece of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Token<'a> {
    is_excluded: bool,
    /// The letters before a colon.
    key: Option<&'a str>,
    value: &'a str,
    is_quoted: bool,
}

impl<'a> Token<'a> {
    /// The first piece of a text that begins with one, and what follows it.
    fn take(text: &'a str) -> (Self, &'a str) {
        let unsigned = text.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| !c.is_whitespace()));
        let (is_excluded, text) = (unsigned.is_some(), unsigned.unwrap_or(text));
        let keyed = text.split_once(':').filter(|(key, after)| is_key(key) && !after.starts_with("//"));
        let (key, text) = keyed.map_or((None, text), |(key, rest)| (Some(key), rest));
        let (value, is_quoted, rest) = if let Some(quoted) = text.strip_prefix(QUOTES) {
            let (value, rest) = quoted.split_once(QUOTES).unwrap_or((quoted, ""));
            (value, true, rest)
        } else {
            let (value, rest) = text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()));
            (value, false, rest)
        };
        (Self { is_excluded, key, value, is_quoted }, rest)
    }
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(query: &Query) -> Vec<(String, Option<Field>)> {
        query.words.iter().map(|word| (word.text.to_string(), word.field)).collect()
    }

    #[test]
    fn words_phrases_and_keys() {
        for (text, expected) in [
            ("", vec![]),
            ("  MÖCHTE  zahlen ", vec![("mochte", None), ("zahlen", None)]),
            ("\"Book a  table\" now", vec![("book a table", None), ("now", None)]),
            ("“Book a table”x", vec![("book a table", None), ("x", None)]),
            ("\"not closed", vec![("not closed", None)]),
            ("number:Wien tag:a,b", vec![("wien", Some(Field::Number)), ("a,b", Some(Field::Tag))]),
            ("Label:\"by the door\"", vec![("by the door", Some(Field::Label))]),
            ("label:", vec![]),
            ("name: 10:30 a-b", vec![("name:", None), ("10:30", None), ("a-b", None)]),
            ("https://wa.me/message/ANED2T5QRU7HG1?src=qr", vec![("aned2t5qru7hg1", None)]),
            ("wa.me/message/ANED2T5QRU7HG1/", vec![("aned2t5qru7hg1", None)]),
            ("-", vec![("-", None)]),
            ("\u{301}", vec![]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(text, field)| (text.to_owned(), field)).collect();
            assert_eq!(words(&Query::parse(text)), expected, "{text}");
        }
    }

    #[test]
    fn what_is_excluded() {
        let query = Query::parse("-wien -\"a b\" -label:x -is:duplicate -is:marked");
        let excluded: Vec<_> = query.excluded.iter().map(|word| (&*word.text, word.field)).collect();
        assert_eq!(excluded, [("wien", None), ("a b", None), ("x", Some(Field::Label))]);
        assert_eq!((query.none, query.marked, query.words.len()), (Traits::DUPLICATE, Some(false), 0));
    }

    #[test]
    fn both_spellings_are_understood() {
        for (british, american) in [("is:unlabelled", "is:unlabeled"), ("-is:labelled", "-IS:labeled")] {
            let (one, other) = (Query::parse(british), Query::parse(american));
            assert_eq!((one.all, one.none), (other.all, other.none));
            assert!(!one.is_empty() && one.notes.is_empty());
        }
    }

    #[test]
    fn what_is_not_understood_is_text_and_told() {
        for (text, word, note) in [
            ("is:duplicat", "is:duplicat", "Did you mean `is:duplicate`? `is:duplicat` is searched for as text."),
            ("is:markd", "is:markd", "Did you mean `is:marked`? `is:markd` is searched for as text."),
            ("nmber:wien", "nmber:wien", "Did you mean `number:`? `nmber:` is searched for as text."),
            ("lable:door", "lable:door", "Did you mean `label:`? `lable:` is searched for as text."),
            ("-Profil:x", "profil:x", "Did you mean `profile:`? `Profil:` is searched for as text."),
        ] {
            let mut query = Query::parse(text);
            if query.words.is_empty() {
                std::mem::swap(&mut query.words, &mut query.excluded);
            }
            assert_eq!((words(&query), query.notes()), (vec![(word.to_owned(), None)], &[note.to_owned()][..]));
        }
        let query = Query::parse("is:x");
        assert!(query.notes().concat().contains("duplicate, unlabelled, labelled"));
        assert_eq!(Query::parse("Uhrzeit:neun is: 10:30").notes(), [] as [&str; 0]);
    }
}
