//! One creation or update of a plan, sent.

use std::time::Duration;

use super::known;
use super::look::Covered;
use crate::cli::context::Context;
use crate::deck::Change;
use crate::model::{CodeId, Draft, Error, ErrorKind, ImageFormat, QrCode, Result, same_message};
use crate::store::{self, Entry, Filter, Made, Outcome};

/// How long changes whose outcome is not known are looked up before the command ends.
const LOOK: Duration = Duration::from_secs(10);
/// The newest entries of a number, among which the one of a change is.
const NEWEST: u32 = 1_000;

/// The code that a change has made, or left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MadeNow {
    pub(super) made: Made,
    /// Its message, where the service has told it.
    pub(super) message: Option<String>,
}

impl From<QrCode> for MadeNow {
    fn from(code: QrCode) -> Self {
        Self { made: Made::code(&code), message: Some(code.message) }
    }
}

/// Sends a creation or an update; anything else is not sent here.
///
/// # Errors
/// As the provider's.
pub(super) async fn send(context: &Context, number: &Covered, change: &Change) -> Result<MadeNow> {
    let (provider, id) = (&number.of.provider, &number.of.phone.id);
    match change {
        Change::Create { message, again, .. } => {
            let mut call = number.of.call(context);
            // It was looked for as long as it could have been seen, and the plan says that it is sent again.
            call.despite_open = again.is_some();
            let draft = &draft(message);
            let made = context.change(call, |call| async move { provider.create(&call, id, draft).await }).await;
            match made {
                Err(error) if error.kind == ErrorKind::StillOpen => {
                    earlier(context, number, message).await?.ok_or(error)
                }
                made => made.map(MadeNow::from),
            }
        }
        Change::Update { code, seen, message, .. } => {
            let call = number.of.call(context).expecting(seen);
            let (draft, code) = (&draft(message), &CodeId::new(code));
            let made = context.change(call, |call| async move { provider.update(&call, id, code, draft).await }).await;
            match made {
                Ok(updated) => Ok(updated.code.into()),
                // The list lagged behind: it has this message already.
                Err(Error { current: Some(now), .. }) if same_message(&now.message, message) => Ok((*now).into()),
                Err(error) => Err(error),
            }
        }
        Change::Delete { .. } | Change::Label { .. } | Change::Adopt { .. } => {
            Err(Error::new(ErrorKind::Internal, "This change is not sent by itself."))
        }
    }
}

fn draft(message: &str) -> Draft {
    Draft { message: message.to_owned(), image: ImageFormat::default() }
}

/// What an earlier creation of the message has made that was found out only now, and that the list did not show yet.
async fn earlier(context: &Context, number: &Covered, message: &str) -> Result<Option<MadeNow>> {
    let Some(store) = context.journal().existing().await? else { return Ok(None) };
    let facts = known::facts(store, number.of.profile.provider, &number.key.number).await?;
    let listed = |code: &str| number.codes.iter().any(|known| known.code.as_str() == code);
    let made = facts.made.into_iter().find(|made| {
        made.created
            && made.recent
            && same_message(&made.message, message)
            && !listed(&made.code)
            && !facts.retired.contains_key(&made.code)
    });
    Ok(made.map(|made| MadeNow { made: Made { id: made.code, link: made.link }, message: None }))
}

/// Looks up the outcomes that are not known yet; what is not answered in time stays open.
pub(super) async fn settle(context: &Context) {
    if !context.stop().is_wanted() {
        // The next command looks again.
        let _ = tokio::time::timeout(LOOK, context.settle()).await;
    }
}

/// What the journal says by now of a change that was sent in this run.
///
/// # Errors
/// Those of the database.
pub(super) async fn settled(
    context: &Context,
    number: &Covered,
    change: &Change,
) -> Result<Option<(Outcome, Option<MadeNow>)>> {
    let Some(store) = context.journal().existing().await? else { return Ok(None) };
    let filter = Filter { numbers: vec![number.key.number.clone()], limit: Some(NEWEST), ..Filter::default() };
    let is_this = |entry: &Entry| match (&entry.intent.change, change) {
        (store::Change::Create(draft), Change::Create { message, .. }) => draft.message == *message,
        (store::Change::Update(id, draft), Change::Update { code, message, .. }) => {
            id.as_str() == code && draft.message == *message
        }
        _ => false,
    };
    let entry = store.entries(filter).await?.into_iter().find(is_this);
    Ok(entry.and_then(|entry| {
        let made = entry.made.map(|made| MadeNow { made, message: None });
        entry.outcome.map(|outcome| (outcome, made))
    }))
}
