//! The app on its embedded sandbox, on a clock that always shows the same.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::civil::date;
use qrdeck::app::{Alarm, Effect, Look, Moment, Msg, State, WorkerEvent, update};
use qrdeck::config::Paths;
use qrdeck::dialogs::Dialog;
use qrdeck::qr::Ink;
use qrdeck::session::{Options, Session};
use qrdeck::view::{Depth, Themes, draw};
use qrdeck::worker::{Services, Worker, WorkerHandle};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use tempfile::TempDir;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// The longest an answer of the sandbox may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// An app, and who answers it.
pub(super) struct PictureHarness {
    pub(super) state: State,
    worker: WorkerHandle,
    events: UnboundedReceiver<WorkerEvent>,
    now: Moment,
    _data: TempDir,
}

impl PictureHarness {
    /// The app as a newcomer sees it, everything loaded.
    pub(super) async fn open() -> Self {
        let data = tempfile::tempdir().expect("a data directory");
        let paths = Paths::resolve(None, Some(data.path())).expect("paths");
        let session = Session::open(&Options { sandbox: true, read_only: false, wait: false, cached: false }, &paths)
            .expect("a session");
        let now = Moment::start(date(2026, 5, 4).at(14, 32, 5, 0));
        let state = State::new(session.profiles(), (120, 40), now);
        let (sender, events) = unbounded_channel();
        let worker = Worker::spawn(Services::new(Arc::new(session), paths, Arc::default()), sender);
        let mut harness = Self { state, worker, events, now, _data: data };
        harness.send(Msg::Start).await;
        harness
    }

    /// Characters as keys; `⏎` is Enter, `⎋` Esc and `⇧` Ctrl-S.
    pub(super) async fn keys(&mut self, keys: &str) {
        for c in keys.chars() {
            let key = match c {
                '⏎' => KeyCode::Enter.into(),
                '⎋' => KeyCode::Esc.into(),
                '⇧' => KeyEvent::new(KeyCode::Char('s'), KeyModifiers::CONTROL),
                c => KeyCode::Char(c).into(),
            };
            self.send(Msg::Key(key)).await;
        }
    }

    /// So long that what was told has gone.
    pub(super) async fn rest(&mut self) {
        self.now.since_start += Duration::from_mins(1);
        self.send(Msg::Alarm(Alarm::Toast)).await;
    }

    /// What has to be typed to confirm.
    pub(super) fn expected(&self) -> String {
        match self.state.dialogs.last() {
            Some(Dialog::Confirm(confirm)) => confirm.terms.expected.clone(),
            other => panic!("no confirmation but {other:?}"),
        }
    }

    /// A message, a second later, and all that follows from it. Answers are taken in in the order of the questions: the
    /// first profile to answer is the one whose codes are loaded.
    async fn send(&mut self, msg: Msg) {
        self.now.since_start += Duration::from_secs(1);
        let mut queue = VecDeque::from([msg]);
        loop {
            while let Some(msg) = queue.pop_front() {
                for effect in update(&mut self.state, msg, self.now) {
                    match effect {
                        // Labels, entries and what earlier runs have left are not in the pictures.
                        Effect::Ask { id, request, priority } if self.state.tasks.contains_key(&id) => {
                            self.worker.ask(id, request, priority);
                        }
                        Effect::Cancel(id) => self.worker.cancel(id),
                        Effect::After(_, Alarm::Settle) => queue.push_back(Msg::Alarm(Alarm::Settle)),
                        _ => {}
                    }
                }
            }
            if self.state.tasks.is_empty() {
                return;
            }
            let mut ended = Vec::new();
            while ended.len() < self.state.tasks.len() {
                let event = tokio::time::timeout(PATIENCE, self.events.recv()).await.expect("the sandbox answers");
                // What is used of the limits depends on the time, so it is left out.
                if let Some(WorkerEvent::Ended { id, outcome }) = event {
                    ended.push((id, outcome));
                }
            }
            ended.sort_by_key(|(id, _)| *id);
            queue.extend(ended.into_iter().map(|(id, outcome)| Msg::Worker(WorkerEvent::Ended { id, outcome })));
        }
    }

    /// What is on a screen of this size.
    pub(super) fn draw(&self, cols: u16, rows: u16) -> Buffer {
        let mut terminal = Terminal::new(TestBackend::new(cols, rows)).expect("a test terminal");
        let theme = Themes::new(Depth::True, Ink::True).theme(&Look { theme: Some("dark".into()), ground: None });
        terminal.draw(|frame| draw(frame, &self.state, &theme)).expect("drawn");
        terminal.backend().buffer().clone()
    }
}
