//! Creating many codes, and what became of each.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::stream::{self, StreamExt as _};
use tokio::time::{Instant, sleep, timeout};

use super::halt::Halts;
use crate::journal::Journal;
use crate::model::{CodeId, Draft, Error, ErrorKind, ImageFormat, PhoneNumber, Profile, QrCode, Result, message_key};
use crate::provider::Provider;
use crate::store::{Change, Entry, EntryId, Filter, Outcome, Store};

/// How long creations without an answer are looked up before the end.
const LOOK: Duration = Duration::from_secs(10);
/// Between two looks at the journal for the outcome of a creation that somebody else may be looking up.
const AGAIN: Duration = Duration::from_millis(200);

/// A number and how to reach it.
#[derive(Debug, Clone)]
pub struct Target {
    pub profile: Profile,
    pub provider: Arc<dyn Provider>,
    pub phone: PhoneNumber,
}

/// Sends creations on behalf of a command or of the app.
#[async_trait]
pub trait Creator: Send + Sync {
    /// Creates a code, through a provider that keeps the journal.
    ///
    /// # Errors
    /// Those of [`Provider::create`]; [`ErrorKind::Cancelled`] where nothing was sent.
    async fn create(&self, target: &Target, draft: &Draft) -> Result<QrCode>;

    /// Whether somebody wants it to end: then nothing new is begun.
    fn is_stopping(&self) -> bool;

    /// Looks up the changes whose outcome is not known, as [`Journal::settle`] does.
    async fn settle(&self);

    /// Hears that so many codes which may have been created are looked for, for so long at most. Must not block.
    fn looks_for(&self, codes: usize, at_most: Duration);
}

/// A code that is to be created.
#[derive(Debug, Clone)]
pub struct Order {
    /// What the caller knows it by.
    pub key: usize,
    pub target: Arc<Target>,
    /// A valid message.
    pub message: String,
    /// Earlier creations of it without an outcome ([`super::Recognised::Open`]): they are looked up first, and where one
    /// of them has made the code, that one is taken.
    pub open: Vec<EntryId>,
}

/// What became of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// It was created, and the service has answered with this.
    Created(QrCode),
    /// It was created, and this is known from a look: the message is the one that was ordered.
    Found(QrCode),
    /// It certainly was not created.
    Failed(Error),
    /// It may or may not have been created; it stays open in the journal.
    Unknown(Error),
    /// Nothing was sent, for this reason.
    NotBegun(Error),
}

/// What all that runs at once shares.
struct Shared<'a> {
    creator: &'a dyn Creator,
    journal: &'a Journal,
    /// The newest entry of the journal before all this.
    before: EntryId,
    /// Until when the outcome of earlier creations is waited for.
    until: Instant,
    halts: Halts,
    claimed: Mutex<HashSet<CodeId>>,
    doubts: Mutex<Vec<Doubt>>,
    told: &'a (dyn Fn(usize, Ended) + Send + Sync),
}

/// What earlier creations of an order have come to.
enum Earlier {
    /// One has made the code.
    Made(QrCode),
    /// One may still make it.
    Open,
    /// None has, and none will.
    None,
}

/// An order without a clear answer, and those that wait for it because they want the same message.
struct Doubt {
    order: Order,
    error: Error,
    waiting: Vec<Order>,
}

/// Creates codes, `at_once` at a time. `claimed` are codes that are something else already; `told` hears the end of
/// each order, once, from the task that works on it, and must not block.
///
/// # Errors
/// Those of the database; then nothing was sent.
pub(super) async fn create(
    creator: &dyn Creator,
    journal: &Journal,
    orders: Vec<Order>,
    claimed: impl IntoIterator<Item = CodeId>,
    at_once: usize,
    told: &(dyn Fn(usize, Ended) + Send + Sync),
) -> Result<()> {
    let newest = match journal.existing().await? {
        Some(store) => store.entries(Filter { limit: Some(1), ..Filter::default() }).await?,
        None => Vec::new(),
    };
    let open = orders.iter().filter(|order| !order.open.is_empty()).count();
    if open > 0 && !creator.is_stopping() {
        // First all are looked up, then each is waited for.
        creator.looks_for(open, 2 * LOOK);
        let _ = timeout(LOOK, creator.settle()).await;
    }
    let shared = Shared {
        until: Instant::now() + LOOK,
        creator,
        journal,
        before: newest.first().map_or(EntryId(0), |entry| entry.id),
        halts: Halts::default(),
        claimed: Mutex::new(claimed.into_iter().collect()),
        doubts: Mutex::default(),
        told,
    };
    let mut chains = stream::iter(chains(orders)).map(|chain| shared.chain(chain)).buffer_unordered(at_once);
    while chains.next().await.is_some() {}
    drop(chains);
    shared.settle().await;
    Ok(())
}

/// Orders for the same message of the same number, which go one after the other: the code of one could not be told from
/// that of another while both are on their way.
fn chains(orders: Vec<Order>) -> Vec<Vec<Order>> {
    let (mut chains, mut places) = (Vec::<Vec<Order>>::new(), HashMap::new());
    for order in orders {
        let of = (order.target.profile.name.clone(), order.target.phone.id.clone(), message_key(&order.message));
        let at = *places.entry(of).or_insert(chains.len());
        match chains.get_mut(at) {
            Some(chain) => chain.push(order),
            None => chains.push(vec![order]),
        }
    }
    chains
}

impl Shared<'_> {
    /// Creates the codes of a chain.
    async fn chain(&self, chain: Vec<Order>) {
        let mut orders = chain.into_iter();
        while let Some(order) = orders.next() {
            let profile = &order.target.profile.name;
            if let Some(error) = self.halts.reason(profile, self.creator.is_stopping()) {
                (self.told)(order.key, Ended::NotBegun(error));
                continue;
            }
            match self.earlier(&order).await {
                Earlier::Made(code) => {
                    (self.told)(order.key, Ended::Found(code));
                    continue;
                }
                Earlier::Open => {
                    let message = "An earlier creation with this message may still be carried out. Nothing was sent.";
                    return self.doubt(order, Error::new(ErrorKind::StillOpen, message), orders);
                }
                Earlier::None => {}
            }
            let draft = Draft { message: order.message.clone(), image: ImageFormat::default() };
            let outcome = self.creator.create(&order.target, &draft).await;
            self.halts.note(profile, outcome.as_ref().err());
            match outcome {
                Ok(code) => {
                    self.claimed.lock().unwrap_or_else(PoisonError::into_inner).insert(code.code.clone());
                    (self.told)(order.key, Ended::Created(code));
                }
                Err(error) if matches!(error.kind, ErrorKind::OutcomeUnknown | ErrorKind::StillOpen) => {
                    // Looking the earlier one up may have shown its code.
                    if let Some(code) = self.found(&order).await {
                        (self.told)(order.key, Ended::Found(code));
                        continue;
                    }
                    return self.doubt(order, error, orders);
                }
                Err(error) if error.kind == ErrorKind::Cancelled => (self.told)(order.key, Ended::NotBegun(error)),
                Err(error) => (self.told)(order.key, Ended::Failed(error)),
            }
        }
    }

    /// What became of the creations that may have made the code already. Nothing is sent while that is not known, and
    /// who looks it up may be somebody else: between a look at the service and the sending, it could become known.
    async fn earlier(&self, order: &Order) -> Earlier {
        if order.open.is_empty() {
            return Earlier::None;
        }
        loop {
            let entries = self.entries(order).await;
            let is_open = |entry: &Entry| order.open.contains(&entry.id) && entry.outcome.is_none();
            let open = entries.iter().any(is_open);
            if let Some(code) = self.taken(order, entries) {
                return Earlier::Made(code);
            }
            if !open {
                return Earlier::None;
            }
            if Instant::now() >= self.until || self.creator.is_stopping() {
                return Earlier::Open;
            }
            sleep(AGAIN).await;
        }
    }

    fn doubt(&self, order: Order, error: Error, waiting: impl Iterator<Item = Order>) {
        let doubt = Doubt { order, error, waiting: waiting.collect() };
        self.doubts.lock().unwrap_or_else(PoisonError::into_inner).push(doubt);
    }

    /// Looks up once more what has had no clear answer.
    async fn settle(&self) {
        let doubts = std::mem::take(&mut *self.doubts.lock().unwrap_or_else(PoisonError::into_inner));
        if !doubts.is_empty() && !self.creator.is_stopping() {
            self.creator.looks_for(doubts.len(), LOOK);
            // What is not answered in time stays open, and is looked up by the next run.
            let _ = timeout(LOOK, self.creator.settle()).await;
        }
        for Doubt { order, error, waiting } in doubts {
            let entries = self.entries(&order).await;
            let is_open = |entry: &&Entry| entry.outcome.is_none() && entry.sent.is_some();
            let open: Vec<_> = entries.iter().filter(is_open).map(|entry| entry.id.to_string()).collect();
            match self.taken(&order, entries) {
                Some(code) => (self.told)(order.key, Ended::Found(code)),
                None if !open.is_empty() || error.kind == ErrorKind::OutcomeUnknown => {
                    let advice = format!(
                        "Try again later: it is looked up then. If you are sure that it never happened, run `qrdeck \
                         journal close {}` and try again.",
                        open.join(" ")
                    );
                    let unknown = Error { kind: ErrorKind::OutcomeUnknown, ..error.advise(advice) };
                    (self.told)(order.key, Ended::Unknown(unknown));
                }
                None => (self.told)(order.key, Ended::Failed(error)),
            }
            for order in waiting {
                let error = Error::new(
                    ErrorKind::StillOpen,
                    "It was not sent, because the outcome of a creation with the same message is unknown.",
                );
                (self.told)(order.key, Ended::NotBegun(error.advise("Try again when it is known.")));
            }
        }
    }

    /// The code that a creation with this message has made, be it this one or an open one before it; nobody else gets it.
    async fn found(&self, order: &Order) -> Option<QrCode> {
        let entries = self.entries(order).await;
        self.taken(order, entries)
    }

    fn taken(&self, order: &Order, entries: Vec<Entry>) -> Option<QrCode> {
        let mut claimed = self.claimed.lock().unwrap_or_else(PoisonError::into_inner);
        let done = entries.into_iter().filter(|entry| entry.outcome == Some(Outcome::Done)).rev();
        let made = done.filter_map(|entry| entry.made).find(|made| !claimed.contains(&made.id.as_str().into()))?;
        claimed.insert(made.id.as_str().into());
        let (code, message, link) = (made.id.into(), order.message.clone(), made.link);
        Some(QrCode { code, message, link, image_url: None, created: None })
    }

    /// The entries of the journal that can be about an order, newest first.
    async fn entries(&self, order: &Order) -> Vec<Entry> {
        let Ok(Some(store)) = self.journal.existing().await else { return Vec::new() };
        let about = async |store: &Store| {
            let numbers = vec![order.target.phone.id.clone()];
            store.entries(Filter { numbers, ..Filter::default() }).await.unwrap_or_default()
        };
        let wanted = message_key(&order.message);
        let kind = order.target.provider.kind();
        let is = |entry: &Entry| {
            let Change::Create(draft) = &entry.intent.change else { return false };
            (entry.id > self.before || order.open.contains(&entry.id))
                && entry.intent.provider == kind
                && message_key(&draft.message) == wanted
        };
        about(store).await.into_iter().filter(is).collect()
    }
}

#[cfg(test)]
#[path = "create_tests.rs"]
mod tests;
