//! A service in memory for tests: it keeps codes and links, notes every call, and fails on demand.

mod connector;

use std::collections::{HashMap, VecDeque};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Notify;

pub(super) use self::connector::CONNECTOR;
use super::quota::{Limiter, Reading};
use super::{Call, CallEvent, CodePage, Connect, Provider};
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
    /// Whether an update keeps the code at a service whose updates make a new one.
    pub(crate) updates_in_place: bool,
    /// What its quota is read from.
    pub(crate) limiter: Option<Limiter>,
    faults: HashMap<&'static str, VecDeque<Option<Fault>>>,
    late: Vec<(tokio::time::Instant, Change)>,
    /// The changes that were carried out, in order.
    pub(crate) effects: Vec<&'static str>,
    made: u32,
}

/// A change on its way into the world.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    Create(String),
    Update { code: CodeId, message: String, replaces: bool },
    Delete(CodeId),
    Reset(GroupId),
    Remove(GroupId),
}

/// What a change has made.
#[derive(Debug, Clone)]
enum Made {
    Code(QrCode),
    Link(InviteLink),
    Nothing,
}

impl World {
    /// Carries out a change.
    fn carry_out(&mut self, change: &Change) -> Result<Made> {
        let (op, made) = match change {
            Change::Create(message) => ("create", Made::Code(self.make(message))),
            Change::Update { code, message, replaces } => {
                let at = self.position(code)?;
                if *replaces {
                    self.codes.remove(at);
                    ("update", Made::Code(self.make(message)))
                } else {
                    self.codes[at].message.clone_from(message);
                    ("update", Made::Code(self.codes[at].clone()))
                }
            }
            Change::Delete(code) => {
                let at = self.position(code)?;
                self.codes.remove(at);
                ("delete", Made::Nothing)
            }
            Change::Reset(group) => {
                self.made += 1;
                let link = InviteLink::Link(format!("https://chat.whatsapp.com/{}", self.made));
                self.links.insert(group.clone(), link.clone());
                ("reset_link", Made::Link(link))
            }
            Change::Remove(group) => {
                self.links.insert(group.clone(), InviteLink::None);
                ("remove_link", Made::Nothing)
            }
        };
        self.effects.push(op);
        Ok(made)
    }

    fn position(&self, code: &CodeId) -> Result<usize> {
        self.codes.iter().position(|there| there.code == *code).ok_or_else(|| Error::not_found("The code"))
    }

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
            let (_, change) = world.late.remove(at);
            // What does not exist any more cannot be changed any more.
            let _ = world.carry_out(&change);
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

    /// Notes that a call has come in.
    fn note(&self, op: &'static str) {
        self.world().log.push(op);
        self.called.notify_waiters();
    }

    /// Carries out a read, as often as the call allows.
    async fn read<T>(&self, call: &Call, op: &'static str, look: impl Fn(&mut World) -> Result<T>) -> Result<T> {
        call.read(|| self.run(call, op, &look)).await
    }

    /// Carries out a change with whatever fault is due.
    async fn change(&self, call: &Call, op: &'static str, change: Change) -> Result<Made> {
        let late = self.world().faults.get(op).and_then(|faults| faults.front().cloned()).flatten();
        if let Some(Fault::Late(after)) = late {
            self.world().late.push((tokio::time::Instant::now() + after, change.clone()));
        }
        self.run(call, op, |world| world.carry_out(&change)).await
    }

    /// Carries out `effect` with whatever fault is due.
    async fn run<T>(&self, call: &Call, op: &'static str, effect: impl FnOnce(&mut World) -> Result<T>) -> Result<T> {
        call.progress.report(CallEvent::Queued);
        let fault = self.world().faults.get_mut(op).and_then(VecDeque::pop_front).flatten();
        if matches!(fault, Some(Fault::Queue)) {
            self.note(op);
            std::future::pending::<()>().await;
        }
        call.progress.report(CallEvent::Sent);
        call.leaving().await?;
        self.note(op);
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
        self.read(call, "numbers", |world| Ok(world.numbers.clone())).await
    }

    async fn codes(&self, call: &Call, _: &NumberId) -> Result<Vec<QrCode>> {
        for rows in 1..=3 {
            call.progress.rows(rows);
        }
        self.read(call, "codes", |world| Ok(world.codes.clone())).await
    }

    async fn newest(&self, call: &Call, _: &NumberId) -> Result<CodePage> {
        self.read(call, "newest", |world| {
            Ok(match world.page {
                Some(size) if world.codes.len() > size => CodePage::Newest(world.codes[..size].to_vec()),
                _ => CodePage::Complete(world.codes.clone()),
            })
        })
        .await
    }

    async fn code(&self, call: &Call, _: &NumberId, id: &CodeId, _: Option<ImageFormat>) -> Result<QrCode> {
        self.read(call, "code", |world| {
            world.codes.iter().find(|code| code.code == *id).cloned().ok_or_else(|| Error::not_found("The code"))
        })
        .await
    }

    async fn create(&self, call: &Call, _: &NumberId, draft: &Draft) -> Result<QrCode> {
        self.change(call, "create", Change::Create(draft.message.clone())).await.map(code_made)
    }

    async fn update(&self, call: &Call, _: &NumberId, id: &CodeId, draft: &Draft) -> Result<Updated> {
        let replaces = self.kind.update_replaces_code() && !self.world().updates_in_place;
        let change = Change::Update { code: id.clone(), message: draft.message.clone(), replaces };
        let code = self.change(call, "update", change).await.map(code_made)?;
        Ok(Updated { code, replaced: replaces.then(|| id.clone()) })
    }

    async fn delete(&self, call: &Call, _: &NumberId, id: &CodeId) -> Result<()> {
        self.change(call, "delete", Change::Delete(id.clone())).await.map(drop)
    }

    async fn groups(&self, call: &Call, _: &NumberId) -> Result<Vec<Group>> {
        self.read(call, "groups", |world| {
            let group = |id: &GroupId| Group {
                id: id.clone(),
                subject: id.to_string(),
                description: String::new(),
                status: None,
                participants: None,
                invite_link: InviteLink::Unknown,
            };
            Ok(world.links.keys().map(group).collect())
        })
        .await
    }

    async fn invite_link(&self, call: &Call, _: &NumberId, group: &GroupId) -> Result<InviteLink> {
        self.read(call, "invite_link", |world| Ok(world.links.get(group).cloned().unwrap_or(InviteLink::None))).await
    }

    async fn reset_link(&self, call: &Call, _: &NumberId, group: &GroupId) -> Result<InviteLink> {
        match self.change(call, "reset_link", Change::Reset(group.clone())).await? {
            Made::Link(link) => Ok(link),
            other => panic!("a reset makes a link, not {other:?}"),
        }
    }

    async fn remove_link(&self, call: &Call, _: &NumberId, group: &GroupId) -> Result<()> {
        self.change(call, "remove_link", Change::Remove(group.clone())).await.map(drop)
    }
}

/// The code that a change has made.
fn code_made(made: Made) -> QrCode {
    match made {
        Made::Code(code) => code,
        other => panic!("a code is made, not {other:?}"),
    }
}

/// Finds the same provider for every profile, except for the profile `nowhere`, which is never found.
#[derive(Debug)]
pub(crate) struct FakeConnect(pub(crate) Arc<dyn Provider>);

#[async_trait]
impl Connect for FakeConnect {
    async fn provider(&self, profile: &ProfileName) -> Result<Arc<dyn Provider>> {
        if profile.as_str() == "nowhere" {
            std::future::pending::<()>().await;
        }
        Ok(self.0.clone())
    }
}
