//! Asking the person at the screen for secrets: the join of the app's dialog and the session that needs them.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use secrecy::SecretString;
use tokio::sync::{mpsc, oneshot};

use crate::app::{SecretRequest, WorkerEvent};
use crate::config::secret::{SecretKind, SecretPrompt};
use crate::model::{Error, ErrorKind, ProfileName, Result};

/// What is asked for: a secret of a profile.
type Key = (ProfileName, SecretKind);

/// Who waits for an answer; `None` is that there will be none.
type Answer = oneshot::Sender<Option<SecretString>>;

/// Asks through whichever app listens, and keeps what was typed for the rest of the run, in memory only. It outlives
/// an app that begins again.
#[derive(Debug, Default)]
pub struct SecretPrompter(Mutex<Asked>);

/// What was asked, and what came of it.
#[derive(Debug, Default)]
struct Asked {
    teller: Option<mpsc::UnboundedSender<WorkerEvent>>,
    waiting: HashMap<Key, Vec<Answer>>,
    typed: HashMap<Key, SecretString>,
    /// Why what was typed before is of no use.
    refused: HashMap<Key, Error>,
    /// Whom nobody asks for, until the person wants to be asked again.
    declined: HashSet<ProfileName>,
}

impl SecretPrompter {
    /// From here on, an app that hears `teller` is asked. An app before it is asked no more.
    pub fn listen(&self, teller: mpsc::UnboundedSender<WorkerEvent>) {
        let mut asked = self.lock();
        asked.teller = Some(teller);
        asked.declined.clear();
        asked.waiting.clear();
    }

    /// The person has answered, or will not: then the profile is left alone until [`SecretPrompter::again`].
    pub fn answer(&self, profile: ProfileName, kind: SecretKind, given: Option<SecretString>) {
        let mut asked = self.lock();
        if given.is_none() {
            asked.declined.insert(profile.clone());
        }
        let key = (profile, kind);
        for waiting in asked.waiting.remove(&key).unwrap_or_default() {
            // Who has stopped waiting needs no answer.
            let _ = waiting.send(given.clone());
        }
        if let Some(secret) = given {
            asked.refused.remove(&key);
            asked.typed.insert(key, secret);
        }
    }

    /// The person may be asked for this profile again.
    pub fn again(&self, profile: &ProfileName) {
        self.lock().declined.remove(profile);
    }

    /// Keeps a secret that was typed somewhere else, so that nobody is asked for it.
    pub fn keep(&self, profile: ProfileName, kind: SecretKind, secret: SecretString) {
        self.lock().typed.insert((profile, kind), secret);
    }

    /// Forgets what was typed for a profile.
    pub fn forget(&self, profile: &ProfileName) {
        let mut asked = self.lock();
        asked.typed.retain(|(of, _), _| of != profile);
        asked.refused.retain(|(of, _), _| of != profile);
    }

    /// A panic while the lock was held leaves nothing half-written that matters.
    fn lock(&self) -> MutexGuard<'_, Asked> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Asked {
    /// What was typed already, or a place in the line of those who wait.
    fn ask(&mut self, key: &Key) -> Result<Result<SecretString, oneshot::Receiver<Option<SecretString>>>> {
        if let Some(secret) = self.typed.get(key) {
            return Ok(Ok(secret.clone()));
        }
        if self.declined.contains(&key.0) {
            return Err(unanswered(key));
        }
        let (sender, receiver) = oneshot::channel();
        let waiting = self.waiting.entry(key.clone()).or_default();
        waiting.push(sender);
        if waiting.len() == 1 {
            let (profile, kind) = key.clone();
            let wanted = SecretRequest { profile, kind, refused: self.refused.get(key).cloned() };
            self.tell(WorkerEvent::SecretRequested(Box::new(wanted))).ok_or_else(|| {
                self.waiting.remove(key);
                unanswered(key)
            })?;
        }
        Ok(Err(receiver))
    }

    /// `None` where no app listens.
    fn tell(&self, event: WorkerEvent) -> Option<()> {
        self.teller.as_ref()?.send(event).ok()
    }
}

#[async_trait]
impl SecretPrompt for SecretPrompter {
    async fn ask(&self, profile: &ProfileName, kind: SecretKind) -> Result<SecretString> {
        let key = (profile.clone(), kind);
        let answer = match self.lock().ask(&key)? {
            Ok(secret) => return Ok(secret),
            Err(answer) => answer,
        };
        let mut waiting = Waiting { prompter: self, key: &key, answer };
        match (&mut waiting.answer).await {
            Ok(Some(secret)) => Ok(secret),
            Ok(None) | Err(_) => Err(unanswered(&key)),
        }
    }

    fn refused(&self, profile: &ProfileName, kind: SecretKind, why: &Error) {
        let mut asked = self.lock();
        let key = (profile.clone(), kind);
        asked.typed.remove(&key);
        asked.refused.insert(key, why.clone());
    }
}

/// Takes the question back when nobody waits for its answer any more.
struct Waiting<'a> {
    prompter: &'a SecretPrompter,
    key: &'a Key,
    answer: oneshot::Receiver<Option<SecretString>>,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.answer.close();
        let mut asked = self.prompter.lock();
        let Some(waiting) = asked.waiting.get_mut(self.key) else { return };
        waiting.retain(|answer| !answer.is_closed());
        if waiting.is_empty() {
            asked.waiting.remove(self.key);
            let (profile, kind) = self.key.clone();
            // Without an app there is no dialog to close.
            let _ = asked.tell(WorkerEvent::SecretWithdrawn { profile, kind });
        }
    }
}

/// Nobody has answered.
fn unanswered((profile, kind): &Key) -> Error {
    let message = format!("`{}` of profile {profile} was not given, so it is not connected.", kind.key());
    Error::new(ErrorKind::Cancelled, message).advise("Refresh the numbers to be asked for it again.")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use secrecy::ExposeSecret as _;

    use super::*;

    const MAIN: SecretKind = SecretKind::MAIN;

    /// A prompter, and what the app hears of it.
    fn listening() -> (Arc<SecretPrompter>, mpsc::UnboundedReceiver<WorkerEvent>) {
        let (teller, heard) = mpsc::unbounded_channel();
        let prompter = Arc::new(SecretPrompter::default());
        prompter.listen(teller);
        (prompter, heard)
    }

    fn ask(prompter: &Arc<SecretPrompter>, profile: &str) -> tokio::task::JoinHandle<Result<SecretString>> {
        let (prompter, profile) = (Arc::clone(prompter), ProfileName::new(profile));
        tokio::spawn(async move { prompter.ask(&profile, MAIN).await })
    }

    async fn wanted(heard: &mut mpsc::UnboundedReceiver<WorkerEvent>) -> SecretRequest {
        match heard.recv().await {
            Some(WorkerEvent::SecretRequested(wanted)) => *wanted,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn a_secret_is_asked_for_once_in_a_run() {
        let (prompter, mut heard) = listening();
        let (first, second) = (ask(&prompter, "eu"), ask(&prompter, "eu"));
        assert_eq!(wanted(&mut heard).await.refused, None);
        // Both wait, whichever came first.
        while prompter.lock().waiting.values().map(Vec::len).sum::<usize>() < 2 {
            tokio::task::yield_now().await;
        }
        prompter.answer("eu".into(), MAIN, Some("s3cret".into()));
        for asked in [first, second, ask(&prompter, "eu")] {
            assert_eq!(asked.await.unwrap().unwrap().expose_secret(), "s3cret");
        }
        assert!(heard.try_recv().is_err(), "one question");
        assert!(!format!("{prompter:?}").contains("s3cret"));
        let (teller, mut heard) = mpsc::unbounded_channel();
        prompter.listen(teller);
        assert!(prompter.ask(&"eu".into(), MAIN).await.is_ok(), "an app that begins again asks nobody");
        prompter.forget(&"eu".into());
        let asked = ask(&prompter, "eu");
        wanted(&mut heard).await;
        asked.abort();
    }

    #[tokio::test]
    async fn what_the_service_refused_is_asked_for_with_its_words() {
        let (prompter, mut heard) = listening();
        prompter.keep("eu".into(), MAIN, "old".into());
        let why = Error::new(ErrorKind::Auth, "The token has expired.");
        prompter.refused(&"eu".into(), MAIN, &why);
        let asked = ask(&prompter, "eu");
        assert_eq!(wanted(&mut heard).await.refused, Some(why));
        prompter.answer("eu".into(), MAIN, Some("new".into()));
        assert_eq!(asked.await.unwrap().unwrap().expose_secret(), "new");
    }

    #[tokio::test]
    async fn who_declined_is_left_alone_until_asking_is_wanted_again() {
        let (prompter, mut heard) = listening();
        let asked = ask(&prompter, "eu");
        wanted(&mut heard).await;
        prompter.answer("eu".into(), MAIN, None);
        assert_eq!(asked.await.unwrap().unwrap_err().kind, ErrorKind::Cancelled);
        assert_eq!(prompter.ask(&"eu".into(), MAIN).await.unwrap_err().kind, ErrorKind::Cancelled);
        assert!(heard.try_recv().is_err());
        prompter.again(&"eu".into());
        let asked = ask(&prompter, "eu");
        wanted(&mut heard).await;
        asked.abort();
    }

    #[tokio::test]
    async fn a_question_whose_answer_nobody_waits_for_is_taken_back() {
        let (prompter, mut heard) = listening();
        let asked = ask(&prompter, "eu");
        wanted(&mut heard).await;
        asked.abort();
        let taken = heard.recv().await;
        assert_eq!(taken, Some(WorkerEvent::SecretWithdrawn { profile: "eu".into(), kind: MAIN }));
    }

    #[tokio::test]
    async fn without_an_app_nobody_is_asked() {
        let prompter = SecretPrompter::default();
        assert_eq!(prompter.ask(&"eu".into(), MAIN).await.unwrap_err().kind, ErrorKind::Cancelled);
    }
}
