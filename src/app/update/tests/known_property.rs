//! Reads and changes in whatever order they are served and answered: what is shown never contradicts what a change has
//! made known.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use proptest::prelude::*;

use super::harness::{UpdateHarness, code, group};
use crate::app::update::ask;
use crate::app::{Read, Reply, Request, RequestId, Task, Write};
use crate::model::{
    CodeKey, Draft, Error, ErrorKind, GroupKey, ImageFormat, InviteLink, NumberKey, Priority, QrCode, Updated,
};

#[derive(Debug, Clone, Copy)]
enum Step {
    /// Asks for the list of codes, the list of groups, or the one link.
    Read(u8),
    /// Begins a change: a creation, a deletion, an update, a reset, a removal.
    Change(u8, usize),
    /// The service takes up one of the requests.
    Serve(usize),
    /// One of the requests is answered; the answer to a change may be lost, whether it was served or not.
    Answer(usize, bool),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (0..3u8).prop_map(Step::Read),
        2 => (0..5u8, 0..8usize).prop_map(|(kind, at)| Step::Change(kind, at)),
        4 => (0..6usize).prop_map(Step::Serve),
        4 => ((0..6usize), prop::bool::weighted(0.2)).prop_map(|(at, lost)| Step::Answer(at, lost)),
    ]
}

/// The service, and what it has been told to answer.
#[derive(Default)]
struct Service {
    replaces: bool,
    codes: Vec<(String, u32)>,
    link: Option<String>,
    made: u32,
}

impl Service {
    fn name(&mut self) -> String {
        self.made += 1;
        format!("MADE{:010}", self.made)
    }

    /// Carries a request out. Absent where the object is gone.
    fn serve(&mut self, request: &Request) -> Option<Reply> {
        let link = |link: &Option<String>| link.clone().map_or(InviteLink::None, InviteLink::Link);
        let row = |(id, version): &(String, u32)| code(id, &version.to_string());
        Some(match request {
            Request::Read(Read::Codes(_)) => Reply::Codes(self.codes.iter().map(row).collect()),
            Request::Read(Read::Groups(_)) => {
                Reply::Groups(vec![group("G", if self.replaces { link(&self.link) } else { InviteLink::Unknown })])
            }
            Request::Read(_) => Reply::InviteLink(link(&self.link)),
            Request::Write(Write::Create { draft, .. }) => {
                let made = (self.name(), draft.message.parse().ok()?);
                self.codes.insert(0, made.clone());
                Reply::Code(row(&made))
            }
            Request::Write(Write::Delete { key, .. }) => {
                let at = self.codes.iter().position(|(id, _)| id == key.code.as_str())?;
                self.codes.remove(at);
                Reply::Done
            }
            Request::Write(Write::Update { key, draft, .. }) => {
                let at = self.codes.iter().position(|(id, _)| id == key.code.as_str())?;
                if self.replaces {
                    let made = self.name();
                    self.codes[at].0 = made;
                }
                self.codes[at].1 = draft.message.parse().ok()?;
                let replaced = self.replaces.then(|| key.code.clone());
                Reply::Updated(Updated { code: row(&self.codes[at]), replaced })
            }
            Request::Write(Write::ResetLink { .. }) => {
                self.link = Some(format!("https://chat.whatsapp.com/{}", self.name()));
                Reply::InviteLink(link(&self.link))
            }
            Request::Write(Write::RemoveLink { .. }) => {
                self.link = None;
                Reply::Done
            }
            _ => return None,
        })
    }
}

/// A request on its way, and its answer once it was served.
struct Open {
    id: RequestId,
    request: Request,
    served: Option<Result<Reply, Error>>,
}

/// What the answers have told for certain.
#[derive(Default)]
struct Told {
    dead: HashSet<String>,
    /// Codes with the newest version that an answer has told.
    live: HashMap<String, u32>,
    /// Codes and the link of which a change has been begun that may have been carried out unheard.
    doubted: HashSet<String>,
    dead_links: HashSet<String>,
    link: Option<InviteLink>,
}

impl Told {
    /// The answers to two changes of a code may come in any order: the newest version counts.
    fn is_live(&mut self, code: &QrCode) {
        let version: u32 = code.message.parse().expect("a version");
        let newest = self.live.entry(code.code.to_string()).or_default();
        *newest = version.max(*newest);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_shown_contradicts_what_a_change_made_known(steps in prop::collection::vec(step(), 1..80), cams: bool) {
        let mut harness = if cams { UpdateHarness::at_cams() } else { UpdateHarness::open() };
        let number = harness.state.number().expect("a number").key.clone();
        let mut service = Service { replaces: cams, ..Service::default() };
        service.codes = (0..3).map(|_| (service.name(), 0)).collect();
        service.link = Some("https://chat.whatsapp.com/FIRST".to_owned());
        let (mut open, mut told, mut version) = (Vec::<Open>::new(), Told::default(), 0);
        for step in steps {
            match step {
                Step::Read(kind) => {
                    let group = GroupKey { number: number.clone(), group: "G".into() };
                    let read = match kind {
                        0 => Read::Codes(number.clone()),
                        1 => Read::Groups(number.clone()),
                        _ => Read::InviteLink(group),
                    };
                    ask::read(&mut harness.state, read, Priority::Foreground, &mut harness.effects);
                }
                Step::Change(kind, at) => {
                    version += 1;
                    if let Some(write) = change(&service, &number, kind, at, version, &open) {
                        begin(&mut harness, &mut open, write);
                    }
                }
                Step::Serve(at) => {
                    if let Some(open) = open.iter_mut().filter(|open| open.served.is_none()).nth(at) {
                        open.served = Some(service.serve(&open.request).ok_or_else(|| Error::not_found("It")));
                    }
                }
                Step::Answer(at, lost) => answer(&mut harness, &mut open, &mut told, at, lost),
            }
            open.extend(harness.asked().into_iter().map(|(id, request)| Open { id, request, served: None }));
            harness.state.dialogs.clear();
            let rows = harness.state.number_states[&number].code_rows().to_vec();
            for row in &rows {
                harness.state.marked.add(&number, row);
            }
            check(&harness, &number, &told, &open)?;
        }
    }
}

/// A change of what is there and is not being changed.
fn change(service: &Service, number: &NumberKey, kind: u8, at: usize, version: u32, open: &[Open]) -> Option<Write> {
    let draft = Draft { message: version.to_string(), image: ImageFormat::Png };
    let pick = || {
        let (id, _) = service.codes.iter().filter(|(id, _)| !is_changing(open, id)).nth(at)?;
        Some(CodeKey { number: number.clone(), code: id.as_str().into() })
    };
    let key = GroupKey { number: number.clone(), group: "G".into() };
    let seen = service.link.clone().map_or(InviteLink::None, InviteLink::Link);
    Some(match kind {
        0 => Write::Create { number: number.clone(), draft, again: None, despite_open: false },
        1 => Write::Delete { key: pick()?, seen: String::new() },
        2 => Write::Update { key: pick()?, draft, seen: String::new() },
        _ if is_changing(open, "G") => return None,
        3 => Write::ResetLink { key, seen, despite_open: false },
        _ => Write::RemoveLink { key, seen, despite_open: false },
    })
}

/// Whether a change of this object is on its way.
fn is_changing(open: &[Open], object: &str) -> bool {
    open.iter().any(|open| matches!(&open.request, Request::Write(write) if write.object() == object))
}

/// Begins a change as if it had been confirmed.
fn begin(harness: &mut UpdateHarness, open: &mut Vec<Open>, write: Write) {
    harness.state.next_request += 1;
    let (id, request) = (RequestId(harness.state.next_request), Request::Write(write));
    let asked = harness.state.known.now();
    let (request2, doing) = (request.clone(), String::new());
    let task =
        Task { request: request2, doing, since: Duration::ZERO, note: None, pause: None, cancelled: false, asked };
    harness.state.tasks.insert(id, task);
    open.push(Open { id, request, served: None });
}

/// Answers a request, and keeps what the answer says for certain.
fn answer(harness: &mut UpdateHarness, open: &mut Vec<Open>, told: &mut Told, at: usize, lost: bool) {
    let lost = |open: &Open| lost && matches!(open.request, Request::Write(_));
    let Some(place) =
        open.iter().enumerate().filter(|(_, open)| open.served.is_some() || lost(open)).map(|(at, _)| at).nth(at)
    else {
        return;
    };
    let one = open.remove(place);
    if lost(&one) {
        told.doubted.extend([if let Request::Write(write) = &one.request {
            write.object().to_owned()
        } else {
            String::new()
        }]);
        return harness.answer(one.id, Err(Error::new(ErrorKind::OutcomeUnknown, "It was lost.")));
    }
    let reply = match one.served {
        Some(Ok(reply)) => reply,
        Some(Err(error)) => return harness.answer(one.id, Err(error)),
        None => return,
    };
    match (&one.request, &reply) {
        (Request::Write(Write::Create { .. }), Reply::Code(code)) => {
            told.is_live(code);
        }
        (Request::Write(Write::Delete { key, .. }), _) => {
            told.dead.insert(key.code.to_string());
        }
        (Request::Write(_), Reply::Updated(updated)) => {
            told.dead.extend(updated.replaced.as_ref().map(ToString::to_string));
            told.is_live(&updated.code);
        }
        (Request::Write(Write::ResetLink { seen, .. } | Write::RemoveLink { seen, .. }), reply) => {
            told.dead_links.extend(seen.url().map(str::to_owned));
            told.link = Some(if let Reply::InviteLink(link) = reply { link.clone() } else { InviteLink::None });
        }
        _ => {}
    }
    told.live.retain(|id, _| !told.dead.contains(id));
    harness.answer(one.id, Ok(reply));
}

/// What is shown, against what was told.
fn check(harness: &UpdateHarness, number: &NumberKey, told: &Told, open: &[Open]) -> Result<(), TestCaseError> {
    let number_state = &harness.state.number_states[number];
    let shown: HashMap<_, _> =
        number_state.code_rows().iter().map(|row| (row.code.to_string(), row.message.as_str())).collect();
    prop_assert_eq!(shown.len(), number_state.code_rows().len(), "a code is shown twice");
    prop_assert!(!shown.keys().any(|id| told.dead.contains(id)), "a dead code is shown");
    for (key, code) in harness.state.marked.all() {
        let newest = told.live.get(key.code.as_str()).copied().unwrap_or_default();
        prop_assert!(code.message.parse::<u32>().unwrap_or_default() >= newest, "{key:?} is marked as it was before");
    }
    prop_assert!(!harness.state.marked.all().iter().any(|(key, _)| told.dead.contains(key.code.as_str())));
    for (id, version) in &told.live {
        let Some(message) = shown.get(id) else {
            // It may have been deleted unheard.
            let doubted = told.doubted.contains(id) || is_changing(open, id) || number_state.codes.value().is_none();
            prop_assert!(doubted, "{id} was made, and is not shown");
            continue;
        };
        let seen: u32 = message.parse().unwrap_or_default();
        prop_assert!(seen >= *version, "{id} is shown as {seen}, and was changed to {version}");
    }
    let link = number_state
        .group_rows()
        .iter()
        .find(|group| group.id.as_str() == "G")
        .map(|group| number_state.link_of(group));
    if let Some(url) = link.and_then(InviteLink::url) {
        prop_assert!(!told.dead_links.contains(url), "a dead link is shown");
    }
    if let (Some(InviteLink::Link(wanted)), Some(link)) = (&told.link, link)
        && !told.doubted.contains("G")
        && !is_changing(open, "G")
    {
        // Graph does not tell links with the groups: after a new list they are asked for again.
        let asked_again = *link == InviteLink::Unknown && harness.state.number_states[number].groups.value().is_some();
        prop_assert!(link.url() == Some(wanted) || asked_again, "the new link is gone: {link:?}");
    }
    Ok(())
}
