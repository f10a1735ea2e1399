//! What this machine knows that may be meant: numbers, codes, groups, labels and profiles.
//!
//! Shells put a candidate on the line as it is, and some evaluate it. Names that services and people give may hold
//! anything, so only what is harmless in every shell is a candidate, and everything else at most its description.

use std::collections::{BTreeSet, HashMap};
use std::ffi::OsStr;

use clap_complete::CompletionCandidate;

use super::words::Options;
use crate::cache::file_of;
use crate::config::{Config, Paths};
use crate::model::{NumberKey, PhoneNumber, ProfileName, clean};
use crate::session::{self, Session};
use crate::store::{Entry, Filter, Label, LabelKey};

/// Most candidates: nobody reads more, and of a million codes the first are found at once.
const MOST: usize = 200;
/// Longest description, in characters.
const LONGEST: usize = 60;
/// Journal entries that are looked at.
const ENTRIES: u32 = 100;

/// Profiles that are configured, or those of the sandbox.
pub(in crate::cli) fn profiles(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some((session, _)) = session(&Options { profiles: Vec::new(), ..Options::of_this_line() }) else {
        return Vec::new();
    };
    let profiles = session.profiles();
    let of = |profile: &crate::model::Profile| (profile.name.to_string(), profile.provider.short_name().to_owned());
    fitting(typed, profiles.iter().map(of))
}

/// Profiles in the configuration, none of the sandbox.
pub(in crate::cli) fn configured_profiles(typed: &OsStr) -> Vec<CompletionCandidate> {
    let config = paths(&Options::of_this_line()).and_then(|paths| Config::load(&paths).ok()).unwrap_or_default();
    let of = |profile: &crate::config::Profile| (profile.name.to_string(), profile.provider().short_name().to_owned());
    fitting(typed, config.profiles.iter().map(of))
}

/// Numbers by their id, or by their digits once a `+` is typed.
pub(in crate::cli) fn numbers(typed: &OsStr) -> Vec<CompletionCandidate> {
    let by_digits = typed.to_string_lossy().starts_with('+');
    let Some(session) = cached() else { return Vec::new() };
    let of = |(profile, phone): (ProfileName, PhoneNumber)| {
        let digits: String = phone.display.chars().filter(char::is_ascii_digit).collect();
        let value = if by_digits { format!("+{digits}") } else { phone.id.to_string() };
        (value, format!("{} {} ({profile})", phone.name, phone.display))
    };
    fitting(typed, known_numbers(&session).map(of))
}

/// Codes, with their label or their message.
pub(in crate::cli) fn codes(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some(session) = cached() else { return Vec::new() };
    let labels = labels_of(&session);
    let begin = typed.to_string_lossy();
    let mut found = Vec::new();
    for (profile, phone) in known_numbers(&session) {
        let number = NumberKey { profile, number: phone.id.clone() };
        let Some(list) = session.cache().codes(&number) else { continue };
        let fitting = list.value.iter().filter(|row| row.code.starts_with(&*begin)).take(MOST - found.len());
        found.extend(fitting.map(|row| {
            let label = labels.get(row.code).map(|label| label.label.clone()).filter(|label| !label.is_empty());
            (row.code.to_owned(), label.unwrap_or_else(|| row.message.to_owned()))
        }));
        if found.len() >= MOST {
            break;
        }
    }
    fitting(typed, found)
}

/// Codes, and those that have a label though they are no more.
pub(in crate::cli) fn labelled_codes(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some(session) = cached() else { return Vec::new() };
    let labelled = labels_of(&session).into_iter().map(|(code, label)| (code, label.label));
    let mut found = fitting(typed, labelled.collect::<std::collections::BTreeMap<_, _>>());
    let seen: BTreeSet<_> = found.iter().map(|candidate| candidate.get_value().to_owned()).collect();
    found.extend(codes(typed).into_iter().filter(|candidate| !seen.contains(candidate.get_value())));
    found
}

/// Groups by their id, with their name.
pub(in crate::cli) fn groups(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some(session) = cached() else { return Vec::new() };
    let groups = known_numbers(&session).flat_map(|(profile, phone)| {
        let number = NumberKey { profile, number: phone.id };
        session.cache().groups(&number).map(|seen| seen.value).unwrap_or_default()
    });
    fitting(typed, groups.map(|group| (group.id.to_string(), group.subject)))
}

/// Whatever has a link.
pub(in crate::cli) fn linked(typed: &OsStr) -> Vec<CompletionCandidate> {
    codes(typed).into_iter().chain(groups(typed)).collect()
}

/// Tags of labels.
pub(in crate::cli) fn tags(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some((session, _)) = session(&Options::of_this_line()) else { return Vec::new() };
    let tags: BTreeSet<String> = stored(&session).0.into_iter().flat_map(|(_, label)| label.tags).collect();
    fitting(typed, tags.into_iter().map(|tag| (tag, String::new())))
}

/// Entries of the journal, the newest first.
pub(in crate::cli) fn entries(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some((session, _)) = session(&Options::of_this_line()) else { return Vec::new() };
    let entry = |entry: Entry| {
        let change = &entry.intent.change;
        (entry.id.to_string(), format!("{} {}", change.op().as_str(), change.target().unwrap_or_default()))
    };
    fitting(typed, stored(&session).1.into_iter().map(entry))
}

/// Those that begin with what is typed and are harmless in every shell.
fn fitting(typed: &OsStr, all: impl IntoIterator<Item = (String, String)>) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let fits = |(value, _): &(String, String)| value.starts_with(&*typed) && is_harmless(value);
    let candidate = |(value, help): (String, String)| {
        let help: String = clean::line(&help).chars().take(LONGEST).collect();
        CompletionCandidate::new(value).help((!help.trim().is_empty()).then(|| help.trim().to_owned().into()))
    };
    // The engine sorts what has no order; here the order says something.
    let ordered = |(at, candidate): (usize, CompletionCandidate)| candidate.display_order(Some(at));
    all.into_iter().filter(fits).take(MOST).map(candidate).enumerate().map(ordered).collect()
}

/// Whether a text stands for itself in every shell.
fn is_harmless(text: &str) -> bool {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.' | '@' | '/' | '=');
    !text.is_empty() && !text.starts_with(['-', '=']) && text.chars().all(inner)
}

fn paths(options: &Options) -> Option<Paths> {
    Paths::resolve(options.config.as_deref(), options.data_dir.as_deref()).ok()
}

/// A session that asks no service.
fn session(options: &Options) -> Option<(Session, Paths)> {
    let paths = paths(options)?;
    let asked = session::Options { sandbox: options.sandbox, cached: true, ..session::Options::default() };
    let session = Session::open(&asked, &paths).ok()?.narrow(&options.profiles).ok()?;
    Some((session, paths))
}

/// The same where there is a cache: looking makes none.
fn cached() -> Option<Session> {
    let (session, paths) = session(&Options::of_this_line())?;
    paths.data_dir.join(file_of(session.world())).is_file().then_some(session)
}

/// The numbers of all profiles.
fn known_numbers(session: &Session) -> impl Iterator<Item = (ProfileName, PhoneNumber)> {
    session.profiles().into_iter().flat_map(|profile| {
        let numbers = session.cache().numbers(&profile.name).map(|seen| seen.value).unwrap_or_default();
        numbers.into_iter().map(move |phone| (profile.name.clone(), phone))
    })
}

/// Labels by their code.
fn labels_of(session: &Session) -> HashMap<String, Label> {
    stored(session).0.into_iter().filter_map(|(key, label)| Some((key.code?.to_string(), label))).collect()
}

/// The labels and the last entries of the journal, where there is a database.
fn stored(session: &Session) -> (Vec<(LabelKey, Label)>, Vec<Entry>) {
    let read = async {
        let store = session.journal().existing().await.ok()??;
        let entries = store.entries(Filter { limit: Some(ENTRIES), ..Filter::default() }).await.unwrap_or_default();
        Some((store.labels().await.unwrap_or_default(), entries))
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.ok().and_then(|runtime| runtime.block_on(read)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(typed: &str, all: &[&str]) -> Vec<String> {
        let all = all.iter().map(|value| ((*value).to_owned(), "a\u{1b}[2J\nb".to_owned()));
        let found = fitting(OsStr::new(typed), all);
        assert!(found.iter().all(|one| one.get_help().is_some_and(|help| help.to_string() == "a␛[2J␊b")));
        found.iter().map(|candidate| candidate.get_value().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn what_begins_so_is_offered_in_its_order() {
        assert_eq!(values("A", &["AB", "BA", "AA", "a"]), ["AB", "AA"]);
        assert_eq!(values("", &["Wien", "Größe", "Y2Fw/x+1=", "+49151"]), ["Wien", "Größe", "Y2Fw/x+1=", "+49151"]);
    }

    #[test]
    fn nothing_that_a_shell_would_evaluate_is_offered() {
        let hostile =
            ["$(rm x)", "`x`", "a b", "a;b", "a'b", "a\"b", "a\\b", "a|b", "a&b", "*", "~x", "-rf", "a\nb", "a:b", ""];
        assert_eq!(values("", &hostile), [""; 0]);
    }
}
