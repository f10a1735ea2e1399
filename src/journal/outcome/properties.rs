//! For every interleaving of our change, the changes of somebody else, and a commit that comes at any later time or
//! never: what is said is so. `PROPTEST_CASES` makes more of them.
//!
//! The oracle is the record of a model of the service: which change did what, and when. It knows nothing of the rules.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::model::{CodeId, Draft, GroupId, ImageFormat, InviteLink, QrCode};
use crate::provider::CodePage;
use crate::provider::fake::code;
use crate::store::{Before, Change, Snapshot};

/// The code that our change is about, where it is about one.
const OURS: &str = "C1";
/// What our change makes of it.
const WANTED: &str = "wanted";

/// What happens at the service.
#[derive(Debug, Clone)]
enum Event {
    /// Our change is carried out.
    Commit,
    /// Somebody else creates a code.
    Create {
        wanted: bool,
    },
    /// Somebody else gives a code, counted from the oldest, a message.
    Rewrite {
        nth: usize,
        wanted: bool,
    },
    /// Somebody else deletes a code.
    Delete {
        nth: usize,
    },
    /// Somebody else resets the link.
    Reset,
    /// Somebody else removes it.
    Remove,
    Listing {
        complete: bool,
    },
}

/// Who did something to an object, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Origin {
    by_us: bool,
    at: usize,
}

#[derive(Debug, Clone)]
struct Service {
    /// Newest first.
    codes: Vec<QrCode>,
    /// Who made each code that ever was.
    made: HashMap<CodeId, Origin>,
    link: InviteLink,
    link_made: Option<Origin>,
    replaces: bool,
    next: usize,
}

impl Service {
    fn new(replaces: bool, linked: bool) -> Self {
        let mut service = Self {
            codes: Vec::new(),
            made: HashMap::new(),
            link: InviteLink::None,
            link_made: None,
            replaces,
            next: 0,
        };
        for nth in 0..5 {
            service.create(if nth == 2 { WANTED } else { "old" }, Origin { by_us: false, at: 0 });
        }
        if linked {
            service.link = InviteLink::Link("https://chat.whatsapp.com/L0".to_owned());
        }
        service
    }

    fn create(&mut self, message: &str, origin: Origin) {
        let made = code(&format!("C{}", self.next), message);
        self.next += 1;
        self.made.insert(made.code.clone(), origin);
        self.codes.insert(0, made);
    }

    fn reset(&mut self, origin: Origin) {
        self.next += 1;
        self.link = InviteLink::Link(format!("https://chat.whatsapp.com/L{}", self.next));
        self.link_made = Some(origin);
    }

    fn find(&self, id: &CodeId) -> Option<usize> {
        self.codes.iter().position(|code| code.code == *id)
    }

    /// Carries out our change, as far as that is possible by now.
    fn commit(&mut self, change: &Change, at: usize) {
        let origin = Origin { by_us: true, at };
        match change {
            Change::Create(draft) => self.create(&draft.message, origin),
            Change::Update(id, draft) => {
                if let Some(found) = self.find(id) {
                    if self.replaces {
                        self.codes.remove(found);
                        self.create(&draft.message, origin);
                    } else {
                        self.codes[found].message.clone_from(&draft.message);
                    }
                }
            }
            Change::Delete(id) => self.codes.retain(|code| code.code != *id),
            Change::ResetLink(_) => self.reset(origin),
            Change::RemoveLink(_) => self.link = InviteLink::None,
        }
    }

    /// Something that is not ours happens.
    fn happen(&mut self, event: &Event, at: usize) {
        let message = |wanted| if wanted { WANTED } else { "theirs" };
        match *event {
            Event::Create { wanted } => self.create(message(wanted), Origin { by_us: false, at }),
            Event::Rewrite { nth, wanted } => {
                if let Some(nth) = self.codes.len().checked_sub(1 + nth) {
                    self.codes[nth].message = message(wanted).to_owned();
                }
            }
            Event::Delete { nth } => {
                if let Some(nth) = self.codes.len().checked_sub(1 + nth) {
                    self.codes.remove(nth);
                }
            }
            Event::Reset => self.reset(Origin { by_us: false, at }),
            Event::Remove => self.link = InviteLink::None,
            Event::Commit | Event::Listing { .. } => {}
        }
    }

    /// What a look shows of a change, as `PageCache` asks for it.
    fn shown(&self, change: &Change, complete: bool) -> Observed {
        let page = || {
            if complete {
                CodePage::Complete(self.codes.clone())
            } else {
                CodePage::Newest(self.codes.iter().take(3).cloned().collect())
            }
        };
        match change {
            Change::Create(_) => Observed::Codes(page()),
            Change::Update(id, _) | Change::Delete(id) => match self.find(id) {
                Some(at) if !self.replaces && !complete => Observed::Code(self.codes[at].clone()),
                _ => Observed::Codes(page()),
            },
            Change::ResetLink(_) | Change::RemoveLink(_) => Observed::Link(self.link.clone()),
        }
    }

    /// Whether what was said is so, at the moment it was said.
    fn check(&self, change: &Change, since: usize, decision: &Decision) -> Result<(), TestCaseError> {
        // A code with the same message, or a link, that somebody else made since is as good as ours by all that shows.
        let is_new = |code: &QrCode| self.made[&code.code].at >= since && code.message == WANTED;
        match (change, decision) {
            (_, Decision::NotDone) => prop_assert!(false, "nothing that is seen says so"),
            (Change::Create(_), Decision::Done(ChangeEffect::Created(code))) => prop_assert!(is_new(code), "{code:?}"),
            (Change::Update(id, _), Decision::Done(ChangeEffect::Replaced(code))) => {
                prop_assert!(is_new(code) && self.find(id).is_none(), "{code:?}");
            }
            (Change::Update(id, _), Decision::Done(ChangeEffect::Changed(code))) => {
                prop_assert!(code.code == *id && code.message == WANTED && self.find(id).is_some());
            }
            (Change::Delete(id), Decision::Done(ChangeEffect::Gone)) => prop_assert!(self.find(id).is_none()),
            (Change::RemoveLink(_), Decision::Done(ChangeEffect::Gone)) => {
                prop_assert_eq!(&self.link, &InviteLink::None);
            }
            (_, Decision::Done(effect)) => prop_assert!(false, "{:?} by {:?}", effect, change),
            (Change::Update(id, _), Decision::Conflict(_)) => prop_assert!(self.find(id).is_none()),
            (Change::ResetLink(_), Decision::Conflict(_)) => {
                prop_assert!(self.link_made.is_some_and(|made| made.at >= since));
            }
            (_, Decision::Conflict(_)) => prop_assert!(false, "there is no conflict here"),
            (_, Decision::Unknown(_)) => {}
        }
        Ok(())
    }
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => Just(Event::Commit),
        2 => any::<bool>().prop_map(|wanted| Event::Create { wanted }),
        2 => (0..6_usize, any::<bool>()).prop_map(|(nth, wanted)| Event::Rewrite { nth, wanted }),
        2 => (0..6_usize).prop_map(|nth| Event::Delete { nth }),
        1 => Just(Event::Reset),
        1 => Just(Event::Remove),
        4 => any::<bool>().prop_map(|complete| Event::Listing { complete }),
    ]
}

fn change() -> impl Strategy<Value = Change> {
    let draft = || Draft { message: WANTED.to_owned(), image: ImageFormat::Png };
    let (id, group) = (CodeId::new(OURS), GroupId::new("g"));
    prop_oneof![
        Just(Change::Create(draft())),
        Just(Change::Update(id.clone(), draft())),
        Just(Change::Delete(id)),
        Just(Change::ResetLink(group.clone())),
        Just(Change::RemoveLink(group)),
    ]
}

/// What is there before our change, as the journal notes it.
fn before(service: &Service, change: &Change, complete: bool) -> Option<(Before, Option<Snapshot>)> {
    let rows = service.codes.iter().take(if complete { usize::MAX } else { 3 });
    let codes = rows.map(|code| code.code.to_string()).collect();
    let snapshot = Snapshot { name: "s".to_owned(), complete, codes };
    Some(match change {
        Change::Create(_) => (Before::default(), Some(snapshot)),
        // What is not there is not changed.
        Change::Update(id, _) | Change::Delete(id) => {
            let image = Before::of_code(&service.codes[service.find(id)?]);
            (image, service.replaces.then_some(Snapshot { complete: true, ..snapshot }).filter(|_| complete))
        }
        Change::ResetLink(_) | Change::RemoveLink(_) => (Before::of_link(&service.link), None),
    })
}

proptest! {
    #[test]
    fn what_is_said_is_so(
        change in change(),
        (replaces, linked, complete, old) in any::<(bool, bool, bool, bool)>(),
        prelude in proptest::collection::vec(event(), 0..4),
        events in proptest::collection::vec(event(), 1..14),
    ) {
        let mut service = Service::new(replaces, linked);
        let Some((image, snapshot)) = before(&service, &change, complete) else { return Ok(()) };
        // What happens between the look before and the sending is not ours.
        let mut at = 1;
        let since = at;
        for event in &prelude {
            service.happen(event, at);
            at += 1;
        }
        let (mut committed, mut meddled) = (false, !prelude.is_empty());
        for event in &events {
            at += 1;
            match event {
                Event::Commit if !committed => {
                    service.commit(&change, at);
                    committed = true;
                }
                Event::Listing { complete } => {
                    let (observed, claimed) = (service.shown(&change, *complete), HashSet::new());
                    let decision = decide(&Evidence {
                        change: &change,
                        before: &image,
                        snapshot: snapshot.as_ref(),
                        delivery: Delivery::Unanswered,
                        replaces,
                        observed: Some(&observed),
                        age: if old { Duration::from_hours(1) } else { Duration::from_secs(1) },
                        claimed: &claimed,
                        rivals: Rivals::default(),
                        ended_by: None,
                    });
                    service.check(&change, since, &decision)?;
                    // Where nobody else is about, and the look is a whole one, silence would be no answer.
                    let replacement_unseen = replaces && matches!(change, Change::Update(..)) && snapshot.is_none();
                    let told = !replacement_unseen && !matches!(change, Change::ResetLink(_));
                    if committed && !meddled && *complete && told {
                        prop_assert!(matches!(decision, Decision::Done(_)), "{:?} by {:?}", decision, observed);
                    }
                    if let Decision::Done(_) = decision {
                        // It is recorded, and not asked about again.
                        return Ok(());
                    }
                }
                other => {
                    service.happen(other, at);
                    meddled |= !matches!(other, Event::Commit);
                }
            }
        }
    }

    /// Of changes with the same message, no two ever come by the same code.
    #[test]
    fn no_two_changes_share_a_code(effects in 0..5_usize, changes in 1..6_usize, theirs in 0..3_usize) {
        let effects = effects.min(changes);
        let mut service = Service::new(false, false);
        let (change, at) = (Change::Create(Draft { message: WANTED.to_owned(), image: ImageFormat::Png }), 2);
        let (image, snapshot) = before(&service, &change, true).unwrap();
        for _ in 0..effects {
            service.commit(&change, at);
        }
        for _ in 0..theirs {
            service.happen(&Event::Create { wanted: true }, at);
        }
        let (mut claimed, mut done) = (HashSet::new(), 0);
        for nth in 0..changes {
            let observed = service.shown(&change, true);
            let decision = decide(&Evidence {
                change: &change,
                before: &image,
                snapshot: snapshot.as_ref(),
                delivery: Delivery::Unanswered,
                replaces: false,
                observed: Some(&observed),
                age: Duration::from_secs(1),
                claimed: &claimed,
                rivals: Rivals { in_doubt: changes - nth - 1, in_flight: 0 },
                ended_by: None,
            });
            if let Decision::Done(effect) = decision {
                prop_assert!(claimed.insert(effect.made().unwrap().id), "claimed twice");
                done += 1;
            }
        }
        prop_assert!(done <= effects + theirs);
        if theirs == 0 {
            prop_assert_eq!(done, effects, "each that got through has its code");
        }
    }
}
