//! Files against a number: what is compared and what is merged.

mod mistakes;
mod plans;
mod properties;
mod pulls;

use std::collections::HashMap;

use super::*;
use crate::model::{NumberKey, PhoneNumber, QrCode};
use crate::store::Label;

/// A number at a service, and what this machine knows.
#[derive(Debug, Default)]
struct Place {
    codes: Vec<QrCode>,
    labels: HashMap<String, Label>,
    journal: JournalFacts,
    replaces: bool,
}

fn key() -> NumberKey {
    NumberKey { profile: "eu".into(), number: "106".into() }
}

fn phone() -> PhoneNumber {
    PhoneNumber {
        id: "106".into(),
        display: "+49 151 1000 0001".into(),
        name: "Aurora Coffee".into(),
        quality: None,
        status: None,
        official: None,
    }
}

fn qr(code: &str, message: &str) -> QrCode {
    QrCode {
        code: code.into(),
        message: message.to_owned(),
        link: format!("https://wa.me/message/{code}"),
        image_url: None,
        created: None,
    }
}

fn labelled(label: &str, updated: i64) -> Label {
    Label { label: label.to_owned(), updated, ..Label::default() }
}

impl Place {
    fn with(codes: &[(&str, &str)]) -> Self {
        Self { codes: codes.iter().map(|(code, message)| qr(code, message)).collect(), ..Self::default() }
    }

    fn survey<T>(&self, look: impl FnOnce(&Survey<'_>) -> T) -> T {
        let key = key();
        let mut belongs: HashMap<_, _> = self.codes.iter().map(|code| (code.code.to_string(), key.clone())).collect();
        belongs.insert("ELSEWHERE".to_owned(), NumberKey { number: "107".into(), ..key.clone() });
        look(&Survey {
            key: &key,
            line: 3,
            replaces: self.replaces,
            codes: &self.codes,
            labels: &self.labels,
            journal: &self.journal,
            belongs: &belongs,
        })
    }

    /// A file, after a pull.
    fn pull(&self, text: &str) -> (String, Merged) {
        let mut file = if text.is_empty() { new_file() } else { opened(text) };
        let merged = self.survey(|survey| merge(&mut file, survey, &phone()));
        (file.text(), merged)
    }

    /// The plan of a file.
    fn plan(&self, text: &str) -> NumberPlan {
        let file = opened(text);
        self.survey(|survey| {
            let key = key();
            compare(&file.codes_of(&key), file.pulled.number("eu", "106"), survey)
        })
    }
}

fn account() -> Account {
    Account { profile: "eu".into(), used: true, numbers: Some(vec![phone()]) }
}

/// A file without mistakes.
fn opened(text: &str) -> DeckFile {
    let (mut file, mistakes) = read(text);
    assert_eq!(mistakes, [], "{text}");
    let (resolved, mistakes) = resolve(&file, &[account()]);
    assert_eq!(mistakes, [], "{text}");
    file.settle(&resolved);
    file
}

/// The changes of a plan, in short.
fn told(plan: &NumberPlan) -> Vec<String> {
    let change = |change: &Change| match change {
        Change::Create { message, open, .. } => {
            format!("create {message}{}", if open.is_empty() { "" } else { " held" })
        }
        Change::Update { code, seen, message, kills, .. } => {
            format!("{} {code}: {seen} -> {message}", if *kills { "replace" } else { "change" })
        }
        Change::Delete { code, .. } => format!("delete {code}"),
        Change::Label { code, was, now, .. } => format!("label {code}: {} -> {}", was.label, now.label),
        Change::Adopt { code, instead_of, .. } => {
            format!("adopt {code}{}", instead_of.as_ref().map_or_else(String::new, |old| format!(" for {old}")))
        }
    };
    let notices =
        plan.notices.iter().map(|notice| format!("{} {}", notice.kind.as_str(), notice.code.as_deref().unwrap_or("-")));
    plan.changes.iter().map(change).chain(notices).collect()
}
