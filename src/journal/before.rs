//! What is there before a change.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::model::{CodeId, Draft, Error, ErrorKind, GroupId, NumberId, ProviderKind, QrCode, Result, same_message};
use crate::provider::{Call, Glance, Provider};
use crate::store::{Before, Others};

/// How old a look at a number may be that shows what is about to be changed. On CAMS, where looking at one code
/// means to list all, a bulk operation lists once a second and not once for each code.
const FRESH: Duration = Duration::from_secs(1);
/// How old it may be where it only has to tell old codes from a new one. Codes that were made here meanwhile are
/// known from the journal.
const RECENT: Duration = Duration::from_secs(30);
/// How many of the newest codes mark where the old ones begin: so many can be deleted before a new one cannot be
/// told any more.
const MARKS: usize = 20;

/// Looks at an account before its changes.
#[derive(Debug)]
pub(super) struct Looks {
    provider: Arc<dyn Provider>,
    numbers: Mutex<HashMap<NumberId, Arc<Number>>>,
}

/// The last look at a number. Who looks holds the lock, so that others wait for the answer and do not look, too.
type Number = tokio::sync::Mutex<Option<Look>>;

/// A look at the codes of a number.
#[derive(Debug, Clone)]
struct Look {
    glance: Arc<Glance>,
    began: Instant,
}

impl Looks {
    /// At nothing yet.
    pub(super) fn new(provider: Arc<dyn Provider>) -> Self {
        Self { provider, numbers: Mutex::default() }
    }

    /// What is there before a code is changed or deleted. `draft`: what it shall become.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`], and whatever keeps the service from answering at the moment.
    pub(super) async fn code(
        &self,
        call: &Call,
        number: &NumberId,
        code: &CodeId,
        draft: Option<&Draft>,
    ) -> Result<Before> {
        if self.provider.kind() == ProviderKind::Meta {
            let found = self.provider.code(&call.quiet(), number, code, None).await;
            return allowed(found.map(|code| Before::of_code(&code)));
        }
        let asked = Instant::now();
        let mut look = self.look(call, number, FRESH).await;
        if let Ok(old) = &look
            && old.began < asked
            && find(&old.glance, code).is_none()
        {
            // It may have been made since.
            look = self.look(call, number, Duration::ZERO).await;
        }
        allowed(look.and_then(|look| {
            let found = find(&look.glance, code).ok_or_else(|| Error::not_found(format!("The code {code}")))?;
            let others = draft.map(|draft| others(&look.glance, &draft.message));
            Ok(Before::of_code(found).with_others(others))
        }))
    }

    /// What is there before a code with this message is made; `None` where the account may not list its codes.
    ///
    /// # Errors
    /// Whatever keeps the service from answering at the moment.
    pub(super) async fn others(&self, call: &Call, number: &NumberId, message: &str) -> Result<Option<Others>> {
        let looked = self.look(call, number, RECENT).await;
        allowed(looked.map(|look| Some(others(&look.glance, message))))
    }

    /// What is there before an invite link is reset or removed.
    ///
    /// # Errors
    /// As [`Looks::code`].
    pub(super) async fn link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<Before> {
        let link = self.provider.invite_link(&call.quiet(), number, group).await;
        allowed(link.map(|link| Before::of_link(&link)))
    }

    /// A look at the newest codes of a number that is no older than `age`.
    async fn look(&self, call: &Call, number: &NumberId, age: Duration) -> Result<Look> {
        let known = {
            let mut numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(numbers.entry(number.clone()).or_default())
        };
        let asked = Instant::now();
        let mut known = known.lock().await;
        // One that began while this one waited is fresh, however long it took.
        if let Some(look) = known.as_ref().filter(|look| look.began >= asked || look.began.elapsed() < age) {
            return Ok(look.clone());
        }
        let began = Instant::now();
        let glance = Arc::new(self.provider.newest(&call.quiet(), number).await?);
        Ok(known.insert(Look { glance, began }).clone())
    }
}

/// A code among those of a look.
fn find<'a>(glance: &'a Glance, code: &CodeId) -> Option<&'a QrCode> {
    codes(glance).iter().find(|candidate| candidate.code == *code)
}

/// The codes of a look.
fn codes(glance: &Glance) -> &[QrCode] {
    match glance {
        Glance::All(codes) | Glance::Page(codes) => codes,
    }
}

/// What could be taken for a code with this message that is made next.
fn others(glance: &Glance, message: &str) -> Others {
    let all = matches!(glance, Glance::All(_));
    let name = |code: &QrCode| code.code.to_string();
    let same = codes(glance).iter().filter(|code| same_message(&code.message, message)).map(name).collect();
    let newest = if all { Vec::new() } else { codes(glance).iter().take(MARKS).map(name).collect() };
    Others { all, same, newest }
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
