//! Profiles and accounts on the worker: how they are stopped, and left.

use std::net::TcpListener;

use tempfile::TempDir;

use super::*;
use crate::app::{ConnectOrder, Keep, KeyringState, LocalTask, ProfileEvent, ProfileRequest};
use crate::model::Secret;
use crate::session::Options;
use crate::worker::SecretPrompter;
use crate::worker::ending::dropped;

/// So long that a test which waits for it is noticed.
const LONG: Duration = Duration::from_hours(1);

/// A worker whose only profile has its secret asked for.
struct Run {
    worker: WorkerHandle,
    events: mpsc::UnboundedReceiver<WorkerEvent>,
    dir: TempDir,
}

impl Run {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let config_file = dir.path().join("config.toml");
        std::fs::write(&config_file, "[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nsecret = \"prompt\"\n").unwrap();
        let paths = Paths { config_file, config_named: true, data_dir: dir.path().join("data") };
        let prompter = Arc::new(SecretPrompter::default());
        let session = Session::open(&Options::default(), &paths).unwrap().asking(prompter.clone());
        let (sender, events) = mpsc::unbounded_channel();
        let worker = Worker::spawn(Services::new(Arc::new(session), paths, prompter), sender);
        Self { worker, events, dir }
    }

    fn ask(&self, id: u64, request: Request) {
        self.worker.ask(RequestId(id), request, Priority::Foreground);
    }

    /// A check that waits for the person.
    async fn check(&mut self, id: u64) {
        self.ask(id, Request::Profiles(ProfileRequest::Check("eu".into())));
        let event = self.events.recv().await;
        assert!(matches!(event, Some(WorkerEvent::SecretRequested(_))), "{event:?}");
    }

    /// How the request ends.
    async fn ended(&mut self, id: u64) -> Result<Reply, Error> {
        loop {
            match self.events.recv().await.expect("it ends") {
                WorkerEvent::Ended { id: ended, outcome } if ended.0 == id => return outcome,
                _ => {}
            }
        }
    }
}

/// The account of a service that takes calls and answers none.
fn connect(service: &TcpListener) -> Request {
    let mut secret = Secret::default();
    secret.push("EAAGsecret");
    Request::Connect(Box::new(ConnectOrder {
        provider: ProviderKind::Meta,
        name: "shop".to_owned(),
        values: vec![("waba_ids", "1".to_owned()), ("base_url", format!("http://{}", service.local_addr().unwrap()))],
        secret,
        keep: Keep::Prompt,
        file: String::new(),
    }))
}

/// Why no profile came of it.
fn refusal(outcome: Result<Reply, Error>) -> String {
    match outcome {
        Ok(Reply::Connected { outcome: Err(mut mistakes), .. }) => mistakes.remove(0).what,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_check_of_a_profile_is_stopped_by_its_id() {
    let mut run = Run::new();
    run.check(1).await;
    run.worker.cancel(RequestId(1));
    assert_eq!(run.ended(1).await, Ok(Reply::Profiles(ProfileEvent::Stopped("eu".into()))));
    run.worker.shutdown(LONG).await;
}

#[test]
fn who_waits_to_hear_of_a_keyring_hears_of_one_that_was_not_asked_to_the_end() {
    let outcome = dropped(&Request::Local(LocalTask::ProbeKeyring));
    assert_eq!(outcome, Ok(Reply::Keyring(KeyringState::Unusable("it could not be asked"))));
}

#[tokio::test]
async fn nobody_waits_for_what_only_looks() {
    let mut run = Run::new();
    run.check(1).await;
    run.ask(2, Request::Recover { first: true });
    run.ask(3, Request::Profiles(ProfileRequest::List));
    let Run { worker, mut events, .. } = run;
    worker.shutdown(LONG).await;
    let mut ended = Vec::new();
    while let Ok(event) = events.try_recv() {
        if let WorkerEvent::Ended { id, .. } = event {
            ended.push(id.0);
        }
    }
    ended.sort_unstable();
    assert_eq!(ended, [1, 2, 3]);
}

#[tokio::test]
async fn an_account_that_is_being_connected_is_stopped_while_nothing_is_stored() {
    let service = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut run = Run::new();
    run.ask(1, connect(&service));
    // Where the call is kept open and not answered, it goes on.
    let _calling = tokio::task::spawn_blocking(move || service.accept()).await.unwrap().unwrap();
    run.worker.cancel(RequestId(1));
    assert_eq!(refusal(run.ended(1).await), "Stopped; nothing was stored.");
    let config = std::fs::read_to_string(run.dir.path().join("config.toml")).unwrap();
    assert!(!config.contains("shop"), "{config}");
}

#[tokio::test]
async fn an_account_that_is_being_connected_has_a_moment_when_the_app_leaves() {
    let service = TcpListener::bind("127.0.0.1:0").unwrap();
    let run = Run::new();
    run.ask(1, connect(&service));
    let _calling = tokio::task::spawn_blocking(move || service.accept()).await.unwrap().unwrap();
    let Run { worker, mut events, .. } = run;
    worker.shutdown(LONG).await;
    let Ok(WorkerEvent::Ended { outcome, .. }) = events.try_recv() else { panic!("it has not ended") };
    assert_eq!(refusal(outcome), "It was cancelled; nothing was changed.");
}
