//! An entry of the journal, as people read it.

use jiff::civil::DateTime;

use crate::model::CodeId;
use crate::store::{Before, Change, Entry, Made, Outcome};

/// An entry with its times as the clock on the wall showed them. Texts of the services in it are uncleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// The entry.
    pub entry: Entry,
    /// When it was written down.
    pub started: DateTime,
    /// From when on the service may have it.
    pub sent: Option<DateTime>,
    /// When its outcome was written down.
    pub finished: Option<DateTime>,
    /// The name of the group it is about, where it was seen.
    pub group: Option<String>,
}

impl Logged {
    /// The kind of change, in a word or two.
    pub fn change(&self) -> String {
        self.entry.intent.change.op().as_str().replace('_', " ")
    }

    /// The code or the group it is about, a group by its name: for a creation, what it made.
    pub fn object(&self) -> &str {
        if let Some(group) = &self.group {
            return group;
        }
        let made = || self.entry.made.as_ref().map(|made| made.id.as_str());
        self.entry.intent.change.target().or_else(made).unwrap_or("a new code")
    }

    /// The message that is wanted, else the one there was.
    pub fn message(&self) -> String {
        let wanted = self.entry.intent.change.wanted().map(|wanted| wanted.message);
        wanted.or_else(|| self.message_before().map(str::to_owned)).unwrap_or_default()
    }

    /// The old and the new message, where a code got another one.
    pub fn messages(&self) -> Option<(&str, String)> {
        match &self.entry.intent.change {
            Change::Update(_, draft) => Some((self.message_before()?, draft.message.clone())),
            _ => None,
        }
    }

    /// Its outcome, in a word or two.
    pub fn outcome(&self) -> String {
        self.entry.outcome.map_or("unknown", Outcome::as_str).replace('_', " ")
    }

    /// The message of the deleted code, to create it again; or why that cannot be done, as a sentence.
    ///
    /// # Errors
    /// For everything but a deletion that was carried out and has the message of its code.
    pub fn recreatable(&self) -> Result<&str, &'static str> {
        match (&self.entry.intent.change, self.entry.outcome) {
            (Change::Delete(_), Some(Outcome::Done)) => {
                self.message_before().ok_or("The journal does not contain the message of that code.")
            }
            (Change::Delete(_), None) => Err("The outcome of the deletion is not known."),
            (Change::Delete(_), Some(_)) => Err("The code was not deleted."),
            _ => Err("Only a deleted code can be created again."),
        }
    }

    /// The code that got another message, that message, and the one before, to put that back; or why that cannot be done,
    /// as a sentence.
    ///
    /// # Errors
    /// For everything but a change of a message that was carried out.
    pub fn restorable(&self) -> Result<(CodeId, &str, &str), &'static str> {
        match (&self.entry.intent.change, self.entry.outcome) {
            (Change::Update(code, draft), Some(Outcome::Done)) => {
                let old = self.message_before().ok_or("The journal does not contain the message of before.")?;
                let code = self.entry.made.as_ref().map_or_else(|| code.clone(), |made| CodeId::new(&made.id));
                Ok((code, &draft.message, old))
            }
            (Change::Update(..), None) => Err("The outcome of this change is not known."),
            (Change::Update(..), Some(_)) => Err("The message was not changed."),
            (Change::Delete(_), _) => Err("This is a deletion; {recreate} creates the code again."),
            _ => Err("Only a changed message can be put back."),
        }
    }

    /// All that is known, by name, in the order of a telling.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let Self { entry, started, sent, finished, group } = self;
        let Before { code, link, .. } = &entry.intent.before;
        let time = |at: &DateTime| at.strftime("%Y-%m-%d %H:%M:%S").to_string();
        let had = link.as_ref().map(|link| link.url.clone().unwrap_or_else(|| "none".to_owned()));
        let other = |made: &&Made| entry.intent.change.target() != Some(&made.id);
        let made = entry.made.as_ref().filter(other);
        let settled = if entry.settled { ", looked up afterwards" } else { "" };
        let facts = [
            ("Entry", Some(entry.id.to_string())),
            ("Change", Some(format!("{} {}", self.change(), self.object()))),
            ("Outcome", Some(format!("{}{settled}", self.outcome()))),
            ("Error", entry.error_message.clone()),
            ("Group", group.as_ref().and(entry.intent.change.target()).map(str::to_owned)),
            ("Before", code.as_ref().map(|code| code.message.clone())),
            ("Wanted", entry.intent.change.wanted().map(|wanted| wanted.message)),
            ("Link", code.as_ref().map(|code| code.link.clone()).or(had)),
            ("Made", made.map(|made| format!("{}\n{}", made.id, made.link))),
            ("Dead", entry.killed.clone()),
            ("Number", Some(format!("{} ({})", entry.intent.number, entry.intent.provider.short_name()))),
            ("Profile", Some(entry.intent.profile.to_string())),
            ("By", entry.user.clone()),
            ("Written", Some(time(started))),
            ("Sent", Some(sent.as_ref().map_or_else(|| "never".to_owned(), time))),
            ("Known", finished.as_ref().map(time)),
            ("Request", entry.request_id.clone()),
        ];
        facts.into_iter().filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?))).collect()
    }

    /// The same as text to copy.
    pub fn report(&self) -> String {
        let line = |(name, value): (&str, String)| format!("{name:<9}{}", value.replace('\n', "\n         "));
        self.facts().into_iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Whether anything of it contains a text in small letters.
    pub(crate) fn contains(&self, needle: &str) -> bool {
        needle.is_empty() || self.facts().iter().any(|(_, value)| value.to_lowercase().contains(needle))
    }

    fn message_before(&self) -> Option<&str> {
        self.entry.intent.before.code.as_ref().map(|code| code.message.as_str())
    }
}
