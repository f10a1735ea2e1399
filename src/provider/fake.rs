//! A service in memory for tests: it keeps codes and links, notes every call, and fails on demand.

use std::collections::{HashMap, VecDeque};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Notify;

use super::quota::{Limiter, Reading};
use super::{Call, Connect, Glance, Provider, Report};
use crate::model::{
    CodeId, Draft, Error, ErrorKind, Group, GroupId, ImageFormat, InviteLink, NumberId, PhoneNumber, ProfileName,
    ProviderKind, QrCode, Result, Updated,
};

/// How long a call takes unless a [`Fault`] says otherwise.
pub(crate) const LATENCY: Duration = Duration::from_millis(10);

/// What goes wrong with one call.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    /// The call fails before it has any effect.
    Fail(Error),
    /// The request is lost on its way.
    LoseBefore,
    /// The call has its effect and the answer is lost.
    LoseAfter,
    /// The answer is lost at once and the effect comes after a while.
    Late(Duration),
    /// The call waits for ever in front of the service.
    Queue,
    /// The call has no effect and no answer.
    Hang,
    /// The call has its effect and no answer.
    HangAfter,
    /// The call has its effect and its answer after a while.
    Slow(Duration),
    /// The provider panics.
    Panic,
}

/// What the service holds.
#[derive(Debug, Default)]
pub(crate) struct World {
    /// All of them have the same codes.
    pub(crate) numbers: Vec<PhoneNumber>,
    /// What a person should know.
    pub(crate) notice: Option<String>,
    /// Newest first.
    pub(crate) codes: Vec<QrCode>,
    /// The links of the groups.
    pub(crate) links: HashMap<GroupId, InviteLink>,
    /// The operations called, in order.
    pub(crate) log: Vec<&'static str>,
    /// Calls that run now, and the most that ever did, by operation.
    pub(crate) running: HashMap<&'static str, (usize, usize)>,
    /// How many codes a page holds; no pages where it is absent.
    pub(crate) page: Option<usize>,
    /// What its quota is read from.
    pub(crate) limiter: Option<Limiter>,
    faults: HashMap<&'static str, VecDeque<Option<Fault>>>,
    late: Vec<(tokio::time::Instant, Draft)>,
    made: u32,
}

impl World {
    fn make(&mut self, message: &str) -> QrCode {
        self.made += 1;
        let code = code(&format!("NEW{}", self.made), message);
        self.codes.insert(0, code.clone());
        code
    }

    /// How often an operation was called.
    pub(crate) fn calls(&self, op: &str) -> usize {
        self.log.iter().filter(|seen| **seen == op).count()
    }
}

/// The service.
#[derive(Debug)]
pub(crate) struct Fake {
    kind: ProviderKind,
    world: Mutex<World>,
    called: Notify,
}

/// A code as the service keeps it.
pub(crate) fn code(id: &str, message: &str) -> QrCode {
    QrCode {
        code: id.into(),
        message: message.to_owned(),
        link: format!("https://wa.me/message/{id}"),
        image_url: None,
        created: None,
    }
}

/// A draft with a message.
pub(crate) fn draft(message: &str) -> Draft {
    Draft { message: message.to_owned(), image: ImageFormat::Png }
}

/// The error of an answer that was lost.
pub(crate) fn lost() -> Error {
    Error::new(ErrorKind::OutcomeUnknown, "The connection failed: reset.")
}

impl Fake {
    /// A service without codes.
    pub(crate) fn new(kind: ProviderKind) -> Self {
        Self { kind, world: Mutex::default(), called: Notify::new() }
    }

    /// A service with codes, newest first.
    pub(crate) fn with_codes(kind: ProviderKind, codes: &[(&str, &str)]) -> Self {
        let fake = Self::new(kind);
        fake.world().codes = codes.iter().map(|(id, message)| code(id, message)).collect();
        fake
    }

    /// What it holds now.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        let mut world = self.world.lock().unwrap();
        let now = tokio::time::Instant::now();
        while let Some(at) = world.late.iter().position(|(due, _)| *due <= now) {
            let (_, draft) = world.late.remove(at);
            world.make(&draft.message);
        }
        world
    }

    /// The next call of `op` that has no fault yet fails this way.
    pub(crate) fn fault(&self, op: &'static str, fault: Fault) {
        self.world().faults.entry(op).or_default().push_back(Some(fault));
    }

    /// The next call of `op` that has no fault yet goes well.
    pub(crate) fn pass(&self, op: &'static str) {
        self.world().faults.entry(op).or_default().push_back(None);
    }

    /// Waits until `calls` calls of an operation have come in.
    pub(crate) async fn called(&self, op: &str, calls: usize) {
        loop {
            let mut next = pin!(self.called.notified());
            next.as_mut().enable();
            if self.world().calls(op) >= calls {
                return;
            }
            next.await;
        }
    }

    /// Carries out `effect` with whatever fault is due.
    async fn run<T>(&self, call: &Call, op: &'static str, effect: impl FnOnce(&mut World) -> Result<T>) -> Result<T> {
        call.progress.tell(Report::Queued);
        let fault = {
            let mut world = self.world();
            world.log.push(op);
            world.faults.get_mut(op).and_then(VecDeque::pop_front).flatten()
        };
        self.called.notify_waiters();
        if matches!(fault, Some(Fault::Queue)) {
            std::future::pending::<()>().await;
        }
        call.progress.tell(Report::Sent);
        let _running = Running::new(&self.world, op);
        let latency = if let Some(Fault::Slow(latency)) = fault { latency } else { LATENCY };
        tokio::time::sleep(latency).await;
        match fault {
            None | Some(Fault::Slow(_)) => effect(&mut self.world()),
            Some(Fault::Fail(error)) => Err(error),
            Some(Fault::LoseBefore | Fault::Late(_) | Fault::Queue) => Err(lost()),
            Some(Fault::LoseAfter) => effect(&mut self.world()).and_then(|_| Err(lost())),
            Some(Fault::Hang) => std::future::pending().await,
            Some(Fault::HangAfter) => {
                effect(&mut self.world())?;
                std::future::pending().await
            }
            Some(Fault::Panic) => panic!("the provider panics on demand"),
        }
    }
}

/// Counts a call that is at the service.
struct Running<'a>(&'a Mutex<World>, &'static str);

impl<'a> Running<'a> {
    fn new(world: &'a Mutex<World>, op: &'static str) -> Self {
        let mut locked = world.lock().unwrap();
        let (now, most) = locked.running.entry(op).or_default();
        *now += 1;
        *most = (*most).max(*now);
        Self(world, op)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if let Ok(mut world) = self.0.lock() {
            world.running.entry(self.1).or_default().0 -= 1;
        }
    }
}

#[async_trait]
impl Provider for Fake {
    fn kind(&self) -> ProviderKind {
        self.kind
    }

    fn quota(&self) -> Reading {
        self.world().limiter.as_ref().map(|limiter| limiter.reading(|op| op)).unwrap_or_default()
    }

    fn notice(&self) -> Option<String> {
        self.world().notice.clone()
    }

    async fn numbers(&self, call: &Call) -> Result<Vec<PhoneNumber>> {
        self.run(call, "numbers", |world| Ok(world.numbers.clone())).await
    }

    async fn codes(&self, call: &Call, _: &NumberId) -> Result<Vec<QrCode>> {
        for rows in 1..=3 {
            call.progress.rows(rows);
        }
        self.run(call, "codes", |world| Ok(world.codes.clone())).await
    }

    async fn newest(&self, call: &Call, _: &NumberId) -> Result<Glance> {
        self.run(call, "newest", |world| {
            Ok(match world.page {
                Some(size) if world.codes.len() > size => Glance::Page(world.codes[..size].to_vec()),
                _ => Glance::All(world.codes.clone()),
            })
        })
        .await
    }

    async fn code(&self, call: &Call, _: &NumberId, id: &CodeId, _: Option<ImageFormat>) -> Result<QrCode> {
        self.run(call, "code", |world| {
            world.codes.iter().find(|code| code.code == *id).cloned().ok_or_else(|| Error::not_found("The code"))
        })
        .await
    }

    async fn create(&self, call: &Call, _: &NumberId, draft: &Draft) -> Result<QrCode> {
        let late = self.world().faults.get("create").and_then(|faults| faults.front().cloned()).flatten();
        if let Some(Fault::Late(after)) = late {
            self.world().late.push((tokio::time::Instant::now() + after, draft.clone()));
        }
        self.run(call, "create", |world| Ok(world.make(&draft.message))).await
    }

    async fn update(&self, call: &Call, _: &NumberId, id: &CodeId, draft: &Draft) -> Result<Updated> {
        let replaces = self.kind.update_replaces_code();
        self.run(call, "update", |world| {
            let Some(at) = world.codes.iter().position(|code| code.code == *id) else {
                return Err(Error::not_found("The code"));
            };
            if replaces {
                world.codes.remove(at);
                return Ok(Updated { code: world.make(&draft.message), replaced: Some(id.clone()) });
            }
            world.codes[at].message.clone_from(&draft.message);
            Ok(Updated { code: world.codes[at].clone(), replaced: None })
        })
        .await
    }

    async fn delete(&self, call: &Call, _: &NumberId, id: &CodeId) -> Result<()> {
        self.run(call, "delete", |world| {
            let before = world.codes.len();
            world.codes.retain(|code| code.code != *id);
            if world.codes.len() == before { Err(Error::not_found("The code")) } else { Ok(()) }
        })
        .await
    }

    async fn groups(&self, call: &Call, _: &NumberId) -> Result<Vec<Group>> {
        self.run(call, "groups", |_| Ok(Vec::new())).await
    }

    async fn invite_link(&self, call: &Call, _: &NumberId, group: &GroupId) -> Result<InviteLink> {
        self.run(call, "invite_link", |world| Ok(world.links.get(group).cloned().unwrap_or(InviteLink::None))).await
    }

    async fn reset_link(&self, call: &Call, _: &NumberId, group: &GroupId) -> Result<InviteLink> {
        self.run(call, "reset_link", |world| {
            world.made += 1;
            let link = InviteLink::Link(format!("https://chat.whatsapp.com/{}", world.made));
            world.links.insert(group.clone(), link.clone());
            Ok(link)
        })
        .await
    }

    async fn remove_link(&self, call: &Call, _: &NumberId, group: &GroupId) -> Result<()> {
        self.run(call, "remove_link", |world| {
            world.links.insert(group.clone(), InviteLink::None);
            Ok(())
        })
        .await
    }
}

/// Finds the same provider for every profile, except for the profile `nowhere`, which is never found.
#[derive(Debug)]
pub(crate) struct Found(pub(crate) Arc<dyn Provider>);

#[async_trait]
impl Connect for Found {
    async fn provider(&self, profile: &ProfileName) -> Result<Arc<dyn Provider>> {
        if profile.as_str() == "nowhere" {
            std::future::pending::<()>().await;
        }
        Ok(self.0.clone())
    }
}
