//! Many deletions, and where they stop.

use std::cell::RefCell;
use std::collections::HashMap;
use std::time::Duration;

use futures_util::{StreamExt as _, stream};

use super::CodeMatch;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::model::{Error, ErrorKind, ProfileName, Result, limits};
use crate::store::{Filter, Outcome};

/// So many codes in a row without any answer of the service, and the rest is not tried: each costs several tries.
const UNREACHABLE: usize = 3;
/// How long deletions whose outcome is not known are looked up before the command ends.
const LOOK: Duration = Duration::from_secs(10);

/// The outcome for each code.
#[derive(Debug, Default)]
pub(in crate::cli) struct DeletionReport {
    pub(in crate::cli) deleted: Vec<CodeMatch>,
    /// Each of these went wrong.
    pub(in crate::cli) failures: Vec<(CodeMatch, Failure)>,
    /// These were not begun, for one reason each.
    pub(in crate::cli) not_begun: Vec<NotBegun>,
}

impl DeletionReport {
    fn fail(&mut self, found: CodeMatch, error: Error) {
        let failure = Failure::from(error).of(&found.of.profile.name);
        self.failures.push((found, failure));
    }
}

/// Codes that were left alone.
#[derive(Debug)]
pub(in crate::cli) struct NotBegun {
    profile: ProfileName,
    codes: Vec<String>,
    why: ErrorKind,
}

impl NotBegun {
    /// The same as an error, with how to go on.
    pub(super) fn failure(&self) -> Failure {
        let (count, codes) = (self.codes.len(), self.codes.join(" "));
        let reason = if self.why == ErrorKind::Cancelled {
            "The command was cancelled".to_owned()
        } else {
            format!("The service did not answer for {UNREACHABLE} codes in a row")
        };
        let rest = if count == 1 { "1 code was".to_owned() } else { format!("{count} codes were") };
        let error = Error::new(self.why, format!("{reason}, so {rest} skipped: nothing was sent for {codes}."))
            .advise(format!("To continue: qrdeck codes delete {codes}"));
        Failure::from(error).of(&self.profile)
    }
}

/// Deletes codes, several at a time. Where the service of a profile does not answer any more, or somebody wants the
/// command to end, the rest is not begun. What is not known afterwards is looked up once.
pub(in crate::cli) async fn delete_codes(context: &Context, found: Vec<CodeMatch>) -> DeletionReport {
    let silent = Unanswered::default();
    let mut deletions = stream::iter(found)
        .map(|found| {
            let silent = &silent;
            async move {
                let profile = found.of.profile.name.clone();
                if context.stop().is_wanted() {
                    return (found, Err(NotDeleted::NotBegun(ErrorKind::Cancelled)));
                }
                if silent.is_long(&profile) {
                    return (found, Err(NotDeleted::NotBegun(ErrorKind::Unavailable)));
                }
                let outcome = one(context, &found).await;
                silent.note(&profile, outcome.as_ref().err());
                (found, outcome.map_err(NotDeleted::Failed))
            }
        })
        .buffered(limits::DELETIONS);
    let (mut ended, mut unknown) = (DeletionReport::default(), Vec::new());
    while let Some((found, outcome)) = deletions.next().await {
        match outcome {
            Ok(()) => ended.deleted.push(found),
            Err(NotDeleted::Failed(error)) if error.kind == ErrorKind::OutcomeUnknown => unknown.push((found, error)),
            Err(NotDeleted::Failed(error)) => ended.fail(found, error),
            Err(NotDeleted::NotBegun(why)) => leave(&mut ended.not_begun, &found, why),
        }
    }
    if !unknown.is_empty() && !context.stop().is_wanted() {
        let codes = if unknown.len() == 1 { "1 code".to_owned() } else { format!("{} codes", unknown.len()) };
        context.tell_look(&format!("{codes} may have been deleted"), LOOK);
        // What is not answered in time stays open, and is looked up by the next command.
        let _ = tokio::time::timeout(LOOK, context.settle()).await;
    }
    for (found, error) in unknown {
        match outcome_of(context, &found).await {
            Some(Outcome::Done) => ended.deleted.push(found),
            Some(Outcome::Failed | Outcome::NotSent) => {
                let message = format!("The code {} was not deleted: it is still there.", found.code.code);
                let error = Error::new(ErrorKind::Unavailable, message).advise("Delete it again.");
                ended.fail(found, error);
            }
            _ => ended.fail(found, error),
        }
    }
    ended
}

/// How a code was not deleted.
enum NotDeleted {
    Failed(Error),
    /// It was not, and this class of errors says why.
    NotBegun(ErrorKind),
}

async fn one(context: &Context, CodeMatch { of, code }: &CodeMatch) -> Result<()> {
    let call = of.call(context).expecting(&code.message);
    context.change(call, |call| async move { of.provider.delete(&call, &of.phone.id, &code.code).await }).await
}

/// Adds a code to those that are left alone.
fn leave(left: &mut Vec<NotBegun>, found: &CodeMatch, why: ErrorKind) {
    let (profile, code) = (&found.of.profile.name, found.code.code.to_string());
    match left.iter_mut().find(|left| left.profile == *profile && left.why == why) {
        Some(left) => left.codes.push(code),
        None => left.push(NotBegun { profile: profile.clone(), codes: vec![code], why }),
    }
}

/// What the journal says by now of the last change of a code.
async fn outcome_of(context: &Context, found: &CodeMatch) -> Option<Outcome> {
    let store = context.journal().existing().await.ok()??;
    let about = Some(found.code.code.to_string());
    let filter = Filter { numbers: vec![found.of.phone.id.clone()], about, limit: Some(1), ..Filter::default() };
    store.entries(filter).await.ok()?.into_iter().next()?.outcome
}

/// How many codes in a row the service of each profile has not answered for.
#[derive(Debug, Default)]
pub(in crate::cli) struct Unanswered(RefCell<HashMap<ProfileName, usize>>);

impl Unanswered {
    /// Whether that is so many that the rest is not tried.
    pub(in crate::cli) fn is_long(&self, profile: &ProfileName) -> bool {
        self.0.borrow().get(profile).is_some_and(|silent| *silent >= UNREACHABLE)
    }

    /// Notes an answer, or that there was none.
    pub(in crate::cli) fn note(&self, profile: &ProfileName, error: Option<&Error>) {
        let silent =
            error.is_some_and(|error| matches!(error.kind, ErrorKind::Unavailable | ErrorKind::OutcomeUnknown));
        let mut all = self.0.borrow_mut();
        let count = all.entry(profile.clone()).or_default();
        *count = if silent { *count + 1 } else { 0 };
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::cli::reachable_number::ReachableNumber;
    use crate::cli::stop::Stop;
    use crate::config::Paths;
    use crate::model::{PhoneNumber, Profile, ProviderKind, World};
    use crate::provider::fake::{Fake, Fault, code};
    use crate::provider::{Connect as _, Provider};
    use crate::session::Session;

    const CODES: usize = 20;

    /// Deletes all codes of a service that fails like this at first; what came of it.
    async fn delete_all(faults: usize, fault: Fault, stop: Stop) -> (Arc<Fake>, DeletionReport) {
        let fake = Arc::new(Fake::new(ProviderKind::Meta));
        fake.world().codes = (0..CODES).map(|at| code(&format!("CODE{at:02}"), "tea")).collect();
        for _ in 0..faults {
            fake.fault("delete", fault.clone());
        }
        let dir = tempfile::tempdir().unwrap();
        let (config_file, data_dir) = (dir.path().join("config.toml"), dir.path().join("data"));
        let paths = Paths { config_file, config_named: false, data_dir };
        let profile = Profile { name: "p".into(), provider: ProviderKind::Meta, world: World::Live, read_only: false };
        let session = Session::of([(profile.clone(), Arc::clone(&fake) as Arc<dyn Provider>)], paths);
        let provider = session.provider(&profile.name).await.unwrap();
        let context = Context::new(session, stop, true);
        let phone = PhoneNumber {
            id: "1".into(),
            display: "+49 1".into(),
            name: "Berlin".into(),
            quality: None,
            status: None,
            official: None,
        };
        let of = ReachableNumber { profile, provider, phone };
        let codes = fake.world().codes.clone();
        let found = codes.into_iter().map(|code| CodeMatch { of: of.clone(), code }).collect();
        let ended = delete_codes(&context, found).await;
        (fake, ended)
    }

    fn left(ended: &DeletionReport) -> Vec<String> {
        ended.not_begun.iter().flat_map(|left| left.codes.clone()).collect()
    }

    #[tokio::test(start_paused = true)]
    async fn a_service_that_is_gone_is_tried_for_a_few_codes_only() {
        let down = Fault::Fail(Error::new(ErrorKind::Unavailable, "It is gone."));
        let (fake, ended) = delete_all(CODES, down, Stop::default()).await;
        assert!(fake.world().calls("delete") <= UNREACHABLE + limits::DELETIONS, "{}", fake.world().calls("delete"));
        let left = left(&ended);
        assert_eq!(ended.failures.len() + left.len(), CODES);
        let told = ended.not_begun[0].failure();
        assert_eq!(told.error.kind, ErrorKind::Unavailable);
        for code in left {
            assert!(told.error.message.contains(&code) && told.error.advice.contains(&code), "{code}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_service_that_comes_back_is_asked_for_the_rest() {
        let down = Fault::Fail(Error::new(ErrorKind::Unavailable, "It is gone."));
        let (_, ended) = delete_all(UNREACHABLE - 1, down, Stop::default()).await;
        assert_eq!((ended.deleted.len(), ended.failures.len()), (CODES - 2, 2));
        assert!(left(&ended).is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_not_known_is_looked_up_before_the_end() {
        let (fake, ended) = delete_all(2, Fault::LoseAfter, Stop::default()).await;
        assert_eq!((ended.deleted.len(), ended.failures.len()), (CODES, 0), "{ended:?}");
        assert!(fake.world().codes.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn who_stops_it_leaves_the_rest_alone() {
        let stop = Stop::default();
        stop.token().cancel();
        let (fake, ended) = delete_all(0, Fault::Hang, stop).await;
        assert_eq!((fake.world().calls("delete"), left(&ended).len()), (0, CODES));
        assert_eq!(ended.not_begun[0].failure().error.kind, ErrorKind::Cancelled);
    }
}
