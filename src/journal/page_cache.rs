//! Looks at an account, before its changes and after them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::OnceCell;
use tokio::time::Instant;
use uuid::Uuid;

use super::outcome::Observed;
use crate::model::{CodeId, Error, ErrorKind, GroupId, InviteLink, NumberId, QrCode, Result};
use crate::provider::quota::clock;
use crate::provider::{Call, CodePage, Provider};
use crate::store::{Before, Change, Snapshot};

/// How old a look at a number may be that shows what is about to be changed. At a service where looking at one code
/// means to list all, a bulk operation lists once a second and not once for each code.
const FRESH: Duration = Duration::from_secs(1);
/// How old it may be where it only has to tell old codes from a new one: a code that somebody else makes in the
/// meantime with the very same message could be taken for this one if the answer is lost. Codes that were made here in
/// the meantime are known from the journal.
const RECENT: Duration = Duration::from_secs(10);

/// Milliseconds after which a look counts for nothing, whatever the clock says that stands still while the machine
/// sleeps.
const ANY_AGE: u64 = 20_000;

/// Looks at an account, which changes that go on at the same time share.
#[derive(Debug)]
pub(super) struct PageCache {
    provider: Arc<dyn Provider>,
    numbers: Mutex<HashMap<NumberId, Arc<NumberPages>>>,
}

/// The last looks at a number. Who looks holds the lock, so that others wait for the answer and do not look, too.
#[derive(Debug, Default)]
struct NumberPages {
    newest: tokio::sync::Mutex<Option<FetchedPage>>,
    complete: tokio::sync::Mutex<Option<FetchedPage>>,
}

/// A look at the codes of a number.
#[derive(Debug, Clone)]
pub(super) struct FetchedPage {
    page: Arc<CodePage>,
    began: Instant,
    /// The same on a clock that suspend does not stop.
    awake: u64,
    snapshot: Arc<OnceCell<Arc<Snapshot>>>,
}

impl FetchedPage {
    fn find(&self, code: &CodeId) -> Option<&QrCode> {
        self.page.codes().iter().find(|candidate| candidate.code == *code)
    }

    /// The same as what is there before a change. Changes that share a look share its snapshot.
    pub(super) async fn snapshot(&self) -> Arc<Snapshot> {
        let make = || async {
            Arc::new(Snapshot {
                name: Uuid::new_v4().simple().to_string(),
                complete: self.page.is_complete(),
                codes: self.page.codes().iter().map(|code| code.code.to_string()).collect(),
            })
        };
        Arc::clone(self.snapshot.get_or_init(make).await)
    }
}

impl PageCache {
    /// An empty cache.
    pub(super) fn new(provider: Arc<dyn Provider>) -> Self {
        Self { provider, numbers: Mutex::default() }
    }

    /// The code as it is before it is changed or deleted, by a look that began at `since` or later, and, where a change
    /// can make a new code of it, the codes around it; nothing where the account may not look.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`], and whatever keeps the service from answering at the moment.
    pub(super) async fn code(
        &self,
        call: &Call,
        number: &NumberId,
        code: &CodeId,
        since: Instant,
    ) -> Result<(Before, Option<FetchedPage>)> {
        if self.provider.kind().reads_single_codes() {
            let found = self.provider.code(&call.quiet(), number, code, None).await;
            return allowed(found.map(|code| (Before::of_code(&code), None)));
        }
        let asked = Instant::now();
        let mut look = self.newest(call, number, since).await;
        if let Ok(old) = &look
            && old.began < asked
            && old.find(code).is_none()
        {
            // It may have been made since.
            look = self.newest(call, number, asked).await;
        }
        allowed(look.and_then(|look| {
            let found = look.find(code).ok_or_else(|| Error::not_found(format!("The code {code}")))?;
            Ok((Before::of_code(found), Some(look.clone())))
        }))
    }

    /// The codes of a number before one is made; `None` where the account may not list them.
    ///
    /// # Errors
    /// Whatever keeps the service from answering at the moment.
    pub(super) async fn codes(&self, call: &Call, number: &NumberId) -> Result<Option<FetchedPage>> {
        allowed(self.newest(call, number, earlier(RECENT)).await.map(Some))
    }

    /// The invite link before it is reset or removed; nothing where the account may not look.
    ///
    /// # Errors
    /// As [`PageCache::code`].
    pub(super) async fn link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<Before> {
        let link = self.provider.invite_link(&call.quiet(), number, group).await;
        allowed(link.map(|link| Before::of_link(&link)))
    }

    /// What the service shows of a change that has been sent, by a question that is asked from here on. That an object
    /// is not there is taken from a complete list only.
    ///
    /// # Errors
    /// Whatever keeps the service from answering at the moment.
    pub(super) async fn after(&self, call: &Call, number: &NumberId, change: &Change) -> Result<Observed> {
        match change {
            Change::Create(_) => {
                let asked = Instant::now();
                Ok(Observed::Codes((*self.newest(call, number, asked).await?.page).clone()))
            }
            Change::Update(code, _) | Change::Delete(code) => {
                if self.provider.kind().reads_single_codes() {
                    match self.provider.code(&call.quiet(), number, code, None).await {
                        Ok(now) => return Ok(Observed::Code(now)),
                        Err(error) if error.kind == ErrorKind::NotFound => {}
                        Err(error) => return Err(error),
                    }
                }
                self.all_after(call, number).await
            }
            Change::ResetLink(group) | Change::RemoveLink(group) => self.link_after(call, number, group).await,
        }
    }

    /// All codes of a number, asked for from here on.
    ///
    /// # Errors
    /// Whatever keeps the service from answering at the moment.
    pub(super) async fn all_after(&self, call: &Call, number: &NumberId) -> Result<Observed> {
        let asked = Instant::now();
        Ok(Observed::Codes((*self.complete(call, number, asked).await?.page).clone()))
    }

    /// The link of a group, or that the group is gone.
    async fn link_after(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<Observed> {
        let quiet = call.quiet();
        let error = match self.provider.invite_link(&quiet, number, group).await {
            Ok(link) => return Ok(Observed::Link(link)),
            Err(error) if error.kind == ErrorKind::NotFound => error,
            Err(error) => return Err(error),
        };
        let groups = self.provider.groups(&quiet, number).await?;
        match groups.into_iter().find(|listed| listed.id == *group) {
            None => Ok(Observed::NoGroup),
            Some(listed) if listed.invite_link != InviteLink::Unknown => Ok(Observed::Link(listed.invite_link)),
            Some(_) => Err(error),
        }
    }

    /// A look at the newest codes of a number that began at `since` or later.
    async fn newest(&self, call: &Call, number: &NumberId, since: Instant) -> Result<FetchedPage> {
        let known = self.number(number);
        let look = || async { self.provider.newest(&call.quiet(), number).await };
        shared(&known.newest, since, look).await
    }

    /// The same at all codes, as far as the service shows them.
    async fn complete(&self, call: &Call, number: &NumberId, since: Instant) -> Result<FetchedPage> {
        if !self.provider.kind().reads_single_codes() {
            return self.newest(call, number, since).await;
        }
        let known = self.number(number);
        let look = || async { self.provider.codes(&call.quiet(), number).await.map(CodePage::Complete) };
        shared(&known.complete, since, look).await
    }

    fn number(&self, number: &NumberId) -> Arc<NumberPages> {
        let mut numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(numbers.entry(number.clone()).or_default())
    }
}

/// The last look where it began at `since` or later, else a new one.
async fn shared<F, Fut>(known: &tokio::sync::Mutex<Option<FetchedPage>>, since: Instant, look: F) -> Result<FetchedPage>
where
    F: FnOnce() -> Fut,
    Fut: Future<Output = Result<CodePage>>,
{
    let mut known = known.lock().await;
    // One that began while this one waited is new enough, however long it took.
    let slept = |look: &FetchedPage| clock::now().saturating_sub(look.awake) > ANY_AGE;
    if let Some(look) = known.as_ref().filter(|look| look.began >= since && !slept(look)) {
        return Ok(look.clone());
    }
    let (began, awake) = (Instant::now(), clock::now());
    let page = Arc::new(look().await?);
    Ok(known.insert(FetchedPage { page, began, awake, snapshot: Arc::default() }).clone())
}

/// From when on a look is fresh enough to show what is about to be changed.
pub(super) fn fresh() -> Instant {
    earlier(FRESH)
}

/// The moment that is so long ago.
fn earlier(age: Duration) -> Instant {
    let now = Instant::now();
    now.checked_sub(age).unwrap_or(now)
}

/// Lets a change go on whose account may not look; what is not there, or cannot be asked at the moment, stops it.
fn allowed<T: Default>(looked: Result<T>) -> Result<T> {
    looked.or_else(|mut error| match error.kind {
        ErrorKind::Permission | ErrorKind::NotEnabled => Ok(T::default()),
        ErrorKind::NotFound | ErrorKind::InvalidInput { .. } | ErrorKind::Cancelled => Err(error),
        _ => {
            error.message.push_str(" Nothing was sent.");
            Err(error)
        }
    })
}
