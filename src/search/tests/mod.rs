//! Whole searches.

mod finding;
mod oracle;
mod ranking;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::model::{CodeId, CodeList, Group, InviteLink, NumberKey, PhoneNumber, QrCode};

/// A number with its codes, as tests write them.
#[derive(Default)]
struct Shop {
    profile: &'static str,
    name: &'static str,
    /// Code and message.
    codes: Vec<(String, String)>,
    /// Code, label, tags, note.
    labels: Vec<(&'static str, &'static str, &'static [&'static str], &'static str)>,
    /// Code, message, whether it was replaced.
    retired: Vec<(&'static str, &'static str, bool)>,
    /// Id, subject, link.
    groups: Vec<(&'static str, &'static str, &'static str)>,
}

fn shop(name: &'static str, codes: &[(&str, &str)]) -> Shop {
    let codes = codes.iter().map(|(code, message)| ((*code).to_owned(), (*message).to_owned())).collect();
    Shop { profile: "shop", name, codes, ..Shop::default() }
}

fn qr_code(code: &str, message: &str) -> QrCode {
    QrCode {
        code: CodeId::new(code),
        message: message.to_owned(),
        link: format!("https://wa.me/message/{code}"),
        image_url: None,
        created: None,
    }
}

impl Shop {
    fn key(&self) -> NumberKey {
        NumberKey { profile: self.profile.into(), number: self.name.into() }
    }

    fn segment(&self) -> Segment {
        let phone = PhoneNumber {
            id: self.name.into(),
            display: "+49 151 1000 0001".to_owned(),
            name: self.name.to_owned(),
            quality: None,
            status: None,
            official: None,
        };
        let codes: Vec<_> = self.codes.iter().map(|(code, message)| qr_code(code, message)).collect();
        let retired = self
            .retired
            .iter()
            .map(|(code, message, is_replaced)| Retired { code: qr_code(code, message), is_replaced: *is_replaced });
        let group = |(id, subject, link): &(&str, &str, &str)| Group {
            id: (*id).into(),
            subject: (*subject).to_owned(),
            description: String::new(),
            status: None,
            participants: None,
            invite_link: InviteLink::Link((*link).to_owned()),
        };
        let tags: Vec<Vec<String>> =
            self.labels.iter().map(|label| label.2.iter().map(ToString::to_string).collect()).collect();
        let label = |code: Option<&str>| {
            let at = self.labels.iter().position(|label| Some(label.0) == code)?;
            Some(LabelText { label: self.labels[at].1, tags: &tags[at], note: self.labels[at].3 })
        };
        let source = Source {
            number: &self.key(),
            phone: Some(&phone),
            codes: &Arc::new(CodeList::new(&codes)),
            retired: &retired.collect::<Vec<_>>(),
            groups: &self.groups.iter().map(group).collect(),
        };
        Segment::new(source, label)
    }
}

fn index(shops: &[Shop]) -> Index {
    let mut index = Index::default();
    for shop in shops {
        index.set(Arc::new(shop.segment()));
    }
    index
}

fn run(index: &Index, text: &str, marks: &Marks, limit: usize) -> Found {
    let query = Query::parse(text);
    let search = Search { index, query: &query, marks, limit, cancelled: &AtomicBool::new(false) };
    search.run(|_| {}).unwrap()
}

/// The codes and the ids of groups that are found, the best first; `~` before those that are only similar.
fn found(index: &Index, text: &str) -> Vec<String> {
    names(&run(index, text, &Marks::new(), 100))
}

fn names(found: &Found) -> Vec<String> {
    let name = |hit: &Hit| {
        let name = match hit.get().unwrap() {
            Row::Code(code) | Row::Retired(code) => code.code.to_owned(),
            Row::Group(group) => group.id.to_string(),
        };
        format!("{}{name}", if hit.is_similar { "~" } else { "" })
    };
    found.hits.iter().map(name).collect()
}
