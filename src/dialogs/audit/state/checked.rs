//! A link that was found, and what has become of it.

use std::path::{Path, PathBuf};

use crate::app::Logged;
use crate::audit::{Kind, Link, Place, Verdict};
use crate::model::{NumberKey, clean};
use crate::store::{EntryId, Made, Retirement};

/// A link with all places where it stands. Texts in it are uncleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What it leads to.
    pub kind: Kind,
    /// The code or the invite.
    pub id: String,
    /// What has become of it.
    pub verdict: Verdict,
    /// The change that ended it.
    pub logged: Option<Logged>,
    /// The number, as people know it.
    pub number: Option<String>,
    /// What the code is called on this machine.
    pub label: Option<String>,
    /// Where it stands: files with what to put behind their names.
    pub places: Vec<(PathBuf, Place)>,
    /// The end of the story where accounts did not answer: which ones.
    pub silent: Option<String>,
    /// Whether a change of this run has ended it since it was looked at.
    pub ended_since: bool,
}

impl Checked {
    /// The link as a phone opens it.
    pub fn url(&self) -> String {
        Link { kind: self.kind, id: self.id.clone(), longer: None }.url()
    }

    /// The verdict in a word or two.
    pub fn word(&self) -> &'static str {
        match self.verdict {
            Verdict::Alive(_) if self.ended_since => "dead",
            Verdict::Deleted(_) => "dead",
            Verdict::Replaced(_) => "replaced",
            Verdict::Unknown => "unknown",
            Verdict::NotChecked(_) => "not checked",
            Verdict::Alive(_) => "alive",
        }
    }

    /// The place of the verdict in the report: what needs somebody comes first.
    pub(crate) fn rank(&self) -> u8 {
        match self.verdict {
            Verdict::Deleted(_) => 0,
            Verdict::Replaced(_) => 1,
            Verdict::Unknown => 2,
            Verdict::NotChecked(_) => 3,
            Verdict::Alive(_) => 5,
        }
    }

    /// Where it can be seen in the lists: the number it is on, where it works.
    pub fn lives_at(&self) -> Option<NumberKey> {
        match &self.verdict {
            Verdict::Alive(alive) if !self.ended_since => {
                Some(NumberKey { profile: alive.profile.clone(), number: alive.number.clone() })
            }
            _ => None,
        }
    }

    /// What took its place, and whether that is dead as well.
    pub fn successor(&self) -> Option<(&Made, bool)> {
        let retirement = self.retirement()?;
        Some((retirement.successor.as_ref()?, retirement.ended.is_some()))
    }

    /// The message of the code, or the name of the group; where it is dead, as it was.
    pub fn says(&self) -> Option<&str> {
        match &self.verdict {
            Verdict::Alive(alive) => Some(&alive.says),
            _ => self.retirement()?.entry.intent.before.code.as_ref().map(|code| code.message.as_str()),
        }
    }

    /// What is known of it, in one line.
    pub fn story(&self) -> String {
        let says = self.says().filter(|says| !says.is_empty()).map(|says| format!("  \"{says}\"")).unwrap_or_default();
        let number = self.number.as_deref().unwrap_or_default();
        match &self.verdict {
            Verdict::Alive(_) if self.ended_since => format!("retired from this machine since the audit{says}"),
            Verdict::Alive(_) => format!("{number}{says}"),
            Verdict::Deleted(_) => format!("{} on {}{says}", self.ended_by(), self.on()),
            Verdict::Replaced(_) => match self.successor() {
                Some((made, true)) => format!("by {}, which is dead as well{says}", made.id),
                Some((made, false)) => format!("by {}{says}", made.id),
                None => says.trim_start().to_owned(),
            },
            Verdict::Unknown => "no account here lists it".to_owned(),
            Verdict::NotChecked(_) => format!("{} could not be read completely", self.silent()),
        }
    }

    /// What it means and what to do, in sentences; `{action}` stands for the key of that action.
    fn meaning(&self) -> String {
        match &self.verdict {
            Verdict::Alive(_) if self.ended_since => "It worked when the audit looked, and was deleted, replaced or \
                                                      withdrawn from here since: take it down. {refresh} audits again."
                .to_owned(),
            Verdict::Alive(_) => "It works: an account lists it now.".to_owned(),
            Verdict::Deleted(_) if self.is_recreatable() => format!(
                "It was {} on {}. It no longer reaches anyone: take it down. {{recreate}} creates the code again, with a \
                 new link to print.",
                self.ended_by(),
                self.on()
            ),
            Verdict::Deleted(_) => {
                format!("It was {} on {}. It no longer reaches anyone: take it down.", self.ended_by(), self.on())
            }
            Verdict::Replaced(_) => match self.successor() {
                Some((_, true)) => format!(
                    "It was replaced on {}, and what took its place was deleted as well. Whoever opens it \
                     reaches nobody: take it down.",
                    self.on()
                ),
                _ => format!(
                    "It was replaced on {}. It no longer reaches anyone: print the new link instead.",
                    self.on()
                ),
            },
            Verdict::Unknown => "No account here lists it, and the journal does not know it: it belongs to somebody \
                                 else, or it was deleted elsewhere. Scan it to see."
                .to_owned(),
            Verdict::NotChecked(_) => format!(
                "It may work or be dead: {} could not be read completely and may contain it. {{refresh}} audits again.",
                self.silent()
            ),
        }
    }

    /// All that is known, by name, in the order of a telling. `keys` puts keys in the place of `{action}`.
    pub fn facts(&self, root: Option<&Path>, keys: impl Fn(&str) -> String) -> Vec<(&'static str, String)> {
        let successor = self.successor().map(|(made, dead)| {
            let note = if dead { ", which is dead as well" } else { "" };
            format!("{}{note}\n{}", made.id, made.link)
        });
        let profile = match &self.verdict {
            Verdict::Alive(alive) => Some(alive.profile.to_string()),
            _ => None,
        };
        let says = if self.kind == Kind::Code { "Message" } else { "Group" };
        let places: Vec<_> = self.places.iter().map(|(path, place)| where_is(path, *place, root)).collect();
        let facts = [
            ("Verdict", Some(self.word().to_owned())),
            ("", Some(keys(&self.meaning()))),
            ("Link", Some(self.url())),
            ("Now", successor),
            (says, self.says().map(str::to_owned)),
            ("Number", self.number.clone()),
            ("Profile", profile),
            ("Label", self.label.clone()),
            (if places.len() == 1 { "Place" } else { "Places" }, Some(places.join("\n"))),
        ];
        let known = facts.into_iter().filter_map(|(name, value)| Some((name, value.filter(|v| !v.is_empty())?)));
        let journal = self.logged.as_ref().map(Logged::facts).unwrap_or_default();
        let heading = (!journal.is_empty()).then(|| ("", "\nWhat the journal says:".to_owned()));
        known.chain(heading).chain(journal).collect()
    }

    /// Whether the code can be created again from the journal.
    pub fn is_recreatable(&self) -> bool {
        self.logged.as_ref().is_some_and(|logged| logged.recreatable().is_ok())
    }

    /// A deleted code was created again: it has a successor now.
    pub(crate) fn recreated(&mut self, entry: EntryId, made: &Made) {
        let Some(logged) = self.logged.as_mut().filter(|logged| logged.entry.id == entry) else { return };
        logged.entry.made = Some(made.clone());
        if let Verdict::Deleted(retirement) = &self.verdict {
            let retirement = Retirement { successor: Some(made.clone()), ended: None, ..(**retirement).clone() };
            self.verdict = Verdict::Replaced(Box::new(retirement));
        }
    }

    /// Whether anything of it contains a text in small letters.
    pub(crate) fn contains(&self, needle: &str) -> bool {
        let texts = [Some(self.word()), Some(&self.id), self.says(), self.label.as_deref(), self.number.as_deref()];
        texts.into_iter().flatten().any(|text| text.to_lowercase().contains(needle))
            || self.url().to_lowercase().contains(needle)
            || self.story().to_lowercase().contains(needle)
    }

    fn retirement(&self) -> Option<&Retirement> {
        match &self.verdict {
            Verdict::Deleted(retirement) | Verdict::Replaced(retirement) | Verdict::NotChecked(Some(retirement)) => {
                Some(retirement)
            }
            _ => None,
        }
    }

    /// Who did not answer.
    fn silent(&self) -> &str {
        self.silent.as_deref().unwrap_or("an account")
    }

    /// How it came to its end.
    fn ended_by(&self) -> &'static str {
        match self.kind {
            Kind::Code => "deleted",
            Kind::Invite => "withdrawn",
        }
    }

    /// The day it came to its end.
    fn on(&self) -> String {
        let at = self.logged.as_ref().map(|logged| logged.finished.unwrap_or(logged.started));
        at.map_or_else(|| "an unknown day".to_owned(), |at| at.date().to_string())
    }
}

/// A place as people read it, cleaned: `menu.html:2`, `flyer.pdf page 3`, `poster.png (QR)`. Paths are told from `root`
/// on, where they lie in it.
pub(crate) fn where_is(path: &Path, place: Place, root: Option<&Path>) -> String {
    let path = short(path, root);
    let line = place.line().map_or_else(String::new, |line| format!(":{line}"));
    let page = place.page().map_or_else(String::new, |page| format!(" page {page}"));
    format!("{path}{line}{page}{}", if place.is_qr() { " (QR)" } else { "" })
}

/// A path from `root` on, cleaned.
pub(crate) fn short(path: &Path, root: Option<&Path>) -> String {
    let inside = match root.and_then(|root| path.strip_prefix(root).ok()) {
        // The one file that was named.
        Some(inside) if inside.as_os_str().is_empty() => path.file_name().map(Path::new),
        inside => inside,
    };
    clean::line(&inside.unwrap_or(path).display().to_string()).into_owned()
}
