//! Scripts: keys that are pressed when the screen shows what they wait for. Nothing sleeps.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use futures_util::Stream;
use jiff::civil::date;
use qrdeck::app::{Clipboard, Moment, Msg, State};
use qrdeck::config::Paths;
use qrdeck::run::Loop;
use qrdeck::sandbox::{self, Endpoints};
use qrdeck::session::{Options, Session};
use qrdeck::view::Themes;
use qrdeck::worker::{SecretPrompter, Services, profile_rows};
use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, TestBackend, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellWidth as _};
use ratatui::layout::{Position, Size};

use crate::scan::scan;

/// The longest a whole journey may take: a script that waits for something that never comes must end.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a script does next.
enum Step {
    /// Waits until the screen shows this.
    See(String),
    /// Waits until the screen does not show this any more.
    Miss(String),
    Press(KeyEvent),
    Paste(String),
    /// Pastes something of the account.
    PasteOf(fn(&Endpoints) -> &str),
    /// Types what is found on the screen.
    Type(Box<dyn FnOnce(&str) -> String + Send>),
    Keep,
}

impl Step {
    /// What it waits for, in words.
    fn wanted(&self) -> String {
        match self {
            Self::See(text) => format!("to see {text:?}"),
            Self::Miss(text) => format!("until {text:?} is gone"),
            _ => String::new(),
        }
    }
}

/// What the terminal shows, and who waits for it to change.
#[derive(Default)]
struct Shown {
    screen: String,
    /// What the script waits for.
    wanted: String,
    buffer: Buffer,
    waker: Option<Waker>,
}

/// A script being written, then played.
#[derive(Default)]
pub(super) struct Script {
    steps: VecDeque<Step>,
}

/// What a journey left behind.
pub(super) struct JourneyResult {
    /// The screens that were kept.
    pub(super) kept: Vec<String>,
    /// The last screen, with its colours.
    pub(super) buffer: Buffer,
    /// What went to the clipboard.
    pub(super) copied: Vec<String>,
    /// The data directory, with the world of the sandbox in it.
    pub(super) data: tempfile::TempDir,
    /// The account that was used, where it was not the embedded sandbox.
    pub(super) endpoints: Option<Endpoints>,
}

impl JourneyResult {
    /// What the QR on the last screen says.
    pub(super) fn scan(&self) -> String {
        scan(&self.buffer).expect("there is a QR on the screen")
    }
}

impl Script {
    /// A script that begins when the first number of the first profile is on screen. The other profile may answer
    /// earlier, and a key pressed then would leave the selection with it.
    pub(super) fn open() -> Self {
        Self::default().see("aurora-eu · Aurora Coffee, Berlin").see("https://wa.me/message/")
    }

    pub(super) fn see(mut self, text: &str) -> Self {
        self.steps.push_back(Step::See(text.to_owned()));
        self
    }

    pub(super) fn miss(mut self, text: &str) -> Self {
        self.steps.push_back(Step::Miss(text.to_owned()));
        self
    }

    pub(super) fn keys(mut self, keys: &str) -> Self {
        self.steps.extend(keys.chars().map(|c| Step::Press(KeyCode::Char(c).into())));
        self
    }

    pub(super) fn key(mut self, code: KeyCode) -> Self {
        self.steps.push_back(Step::Press(code.into()));
        self
    }

    pub(super) fn ctrl(mut self, c: char) -> Self {
        self.steps.push_back(Step::Press(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)));
        self
    }

    pub(super) fn paste(mut self, text: &str) -> Self {
        self.steps.push_back(Step::Paste(text.to_owned()));
        self
    }

    /// Pastes the token of the account.
    pub(super) fn paste_token(mut self) -> Self {
        self.steps.push_back(Step::PasteOf(|endpoints| &endpoints.meta.token));
        self
    }

    /// Pastes the AccessKey secret of the account.
    pub(super) fn paste_key(mut self) -> Self {
        self.steps.push_back(Step::PasteOf(|endpoints| &endpoints.alibaba.access_key_secret));
        self
    }

    /// Pastes where the account is.
    pub(super) fn paste_address(mut self) -> Self {
        self.steps.push_back(Step::PasteOf(|endpoints| &endpoints.meta.base_url));
        self
    }

    pub(super) fn type_from(mut self, find: impl FnOnce(&str) -> String + Send + 'static) -> Self {
        self.steps.push_back(Step::Type(Box::new(find)));
        self
    }

    pub(super) fn keep(mut self) -> Self {
        self.steps.push_back(Step::Keep);
        self
    }

    /// Plays the script in a fresh sandbox, in a terminal of this size.
    pub(super) fn play(self, cols: u16, rows: u16) -> JourneyResult {
        let data = tempfile::tempdir().expect("a data directory");
        self.play_in(cols, rows, data, false)
    }

    /// Plays the script in the sandbox of `data`.
    pub(super) fn play_in(self, cols: u16, rows: u16, data: tempfile::TempDir, read_only: bool) -> JourneyResult {
        let paths = Paths::resolve(None, Some(data.path())).expect("paths");
        self.play_on(cols, rows, data, paths, Options { sandbox: true, read_only, wait: false, cached: false }, None)
    }

    /// Plays the script on two profiles, `eu` and `asia`, whose secrets are asked for. Their account is in a sandbox
    /// that serves as the services do.
    pub(super) fn play_live(self, cols: u16, rows: u16) -> JourneyResult {
        let data = tempfile::tempdir().expect("a data directory");
        let config_file = data.path().join("config.toml");
        let paths = Paths { config_file, config_named: true, data_dir: data.path().join("data") };
        let small =
            sandbox::Options { numbers: Some(2), codes: Some(3), groups: Some(1), ..sandbox::Options::default() };
        self.play_on(cols, rows, data, paths, Options::default(), Some(small))
    }

    fn play_on(
        self,
        cols: u16,
        rows: u16,
        data: tempfile::TempDir,
        paths: Paths,
        options: Options,
        account: Option<sandbox::Options>,
    ) -> JourneyResult {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.expect("a runtime").block_on(async move {
            let serving = match account {
                Some(options) => Some(sandbox::start(options).await.expect("a sandbox")),
                None => None,
            };
            let endpoints = serving.as_ref().map(|serving| serving.endpoints().clone());
            if let Some(endpoints) = &endpoints {
                std::fs::write(&paths.config_file, configuration(endpoints)).expect("a configuration");
            }
            let prompter = Arc::new(SecretPrompter::default());
            let session = Session::open(&options, &paths).expect("a session").asking(prompter.clone());
            let seen = Arc::new(Mutex::new(Shown::default()));
            let kept = Arc::new(Mutex::new(Vec::new()));
            let copied = Arc::new(Mutex::new(Vec::new()));
            let mut screen =
                Terminal::new(Watched { inner: TestBackend::new(cols, rows), seen: seen.clone() }).expect("a terminal");
            let keys = Player {
                steps: self.steps,
                typing: VecDeque::new(),
                seen: seen.clone(),
                kept: kept.clone(),
                endpoints: endpoints.clone(),
            };
            let now = Moment::start(date(2026, 1, 2).at(3, 4, 5, 0));
            let state = State::new(session.profiles(), (cols, rows), now).listing(profile_rows(&session));
            let clipboard = copied.clone();
            let copy = move |text: &str| {
                clipboard.lock().expect("not poisoned").push(text.to_owned());
                Ok(Clipboard::Terminal)
            };
            let session = Arc::new(session);
            let mut app = Loop::new(state, Themes::default(), Services::new(session, paths, prompter), copy);
            let Ok(ended) = tokio::time::timeout(PATIENCE, app.run(&mut screen, keys)).await else {
                let Shown { screen, wanted, .. } = &*seen.lock().expect("not poisoned");
                panic!("the script waits in vain {wanted}; the screen shows:\n{screen}")
            };
            ended.expect("the loop ends well");
            app.shutdown(PATIENCE).await;
            let buffer = seen.lock().expect("not poisoned").buffer.clone();
            let (kept, copied) = (take(&kept), take(&copied));
            if let Some(serving) = serving {
                serving.stop().await;
            }
            JourneyResult { kept, buffer, copied, data, endpoints }
        })
    }
}

/// Two profiles at an account, whose secrets are typed.
fn configuration(Endpoints { meta, alibaba }: &Endpoints) -> String {
    format!(
        "[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nbase_url = \"{}\"\nsecret = \"prompt\"\n\n\
         [[profile]]\nname = \"asia\"\nprovider = \"alibaba\"\nendpoint = \"{}\"\naccess_key_id = \"{}\"\n\
         cust_space_id = \"{}\"\nsecret = \"prompt\"\n",
        meta.base_url, alibaba.endpoint, alibaba.access_key_id, alibaba.cust_space_id
    )
}

fn take<T>(shared: &Mutex<Vec<T>>) -> Vec<T> {
    std::mem::take(&mut *shared.lock().expect("not poisoned"))
}

/// Plays the steps, each when its time has come.
struct Player {
    steps: VecDeque<Step>,
    typing: VecDeque<char>,
    seen: Arc<Mutex<Shown>>,
    kept: Arc<Mutex<Vec<String>>>,
    endpoints: Option<Endpoints>,
}

impl Stream for Player {
    type Item = Msg;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Msg>> {
        loop {
            if let Some(c) = self.typing.pop_front() {
                return Poll::Ready(Some(Msg::Key(KeyCode::Char(c).into())));
            }
            let seen = self.seen.clone();
            let mut seen = seen.lock().expect("not poisoned");
            let waits = match self.steps.front() {
                Some(Step::See(text)) => !seen.screen.contains(text.as_str()),
                Some(Step::Miss(text)) => seen.screen.contains(text.as_str()),
                _ => false,
            };
            if waits {
                seen.wanted = self.steps.front().map(Step::wanted).unwrap_or_default();
                seen.waker = Some(cx.waker().clone());
                return Poll::Pending;
            }
            match self.steps.pop_front() {
                None => return Poll::Ready(None),
                Some(Step::See(_) | Step::Miss(_)) => {}
                Some(Step::Press(key)) => return Poll::Ready(Some(Msg::Key(key))),
                Some(Step::Paste(text)) => return Poll::Ready(Some(Msg::Paste(text))),
                Some(Step::PasteOf(of)) => {
                    let text = self.endpoints.as_ref().map(of).expect("there is an account");
                    return Poll::Ready(Some(Msg::Paste(text.to_owned())));
                }
                Some(Step::Type(find)) => self.typing.extend(find(&seen.screen).chars()),
                Some(Step::Keep) => self.kept.lock().expect("not poisoned").push(seen.screen.clone()),
            }
        }
    }
}

/// A terminal that is looked at after every frame.
struct Watched {
    inner: TestBackend,
    seen: Arc<Mutex<Shown>>,
}

impl Backend for Watched {
    type Error = Infallible;

    /// Terminals take away what a wide character covers, which the frames rely on; the backend for tests keeps it.
    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> Result<(), Infallible> {
        let mut covered = Cell::default();
        for (x, y, cell) in content {
            self.inner.draw(std::iter::once((x, y, cell)))?;
            covered.set_style(cell.style());
            let end = x.saturating_add(cell.cell_width()).min(self.inner.buffer().area.right());
            self.inner.draw((x + 1..end).map(|x| (x, y, &covered)))?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        let buffer = self.inner.buffer();
        let mut seen = self.seen.lock().expect("not poisoned");
        seen.screen = text(buffer);
        seen.buffer = buffer.clone();
        if let Some(waker) = seen.waker.take() {
            waker.wake();
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> Result<(), Infallible> {
        self.inner.clear_region(region)
    }

    fn size(&self) -> Result<Size, Infallible> {
        self.inner.size()
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        self.inner.window_size()
    }
}

/// The cells as lines; the second cell of a wide character says nothing.
fn text(buffer: &Buffer) -> String {
    let area = buffer.area;
    let mut text = String::new();
    for y in area.top()..area.bottom() {
        let mut skip = 0;
        for x in area.left()..area.right() {
            if skip > 0 {
                skip -= 1;
                continue;
            }
            let symbol = buffer[(x, y)].symbol();
            skip = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
            text.push_str(symbol);
        }
        text.push('\n');
    }
    text
}
