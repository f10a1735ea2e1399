//! The run loop: the one place that joins the terminal, the app and the worker.

use std::collections::HashMap;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{Stream, StreamExt as _};
use ratatui::Terminal;
use ratatui::backend::Backend;
use ratatui::layout::{Position, Rect};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use crate::app::keymap::{KeyMistake, Keymap};
use crate::app::{
    Alarm, Clipboard, Effect, Look, Moment, Msg, NotCopied, Problem, State, WorkerEvent, restore, restore_number,
    update,
};
use crate::cli::App;
use crate::config::{Config, Paths};
use crate::provider::Connect as _;
use crate::qr::{Ahead, Ink, Mode, Previews, Quiet};
use crate::term;
use crate::view::{self, Depth, Hand, Spots, Theme, Themes};
use crate::worker::{GRACE, LAST_WAIT, LastSeen, Services, Worker, WorkerHandle, local_now, profile_rows};

/// The exit status of a wrong usage (the stable contract of the commands).
const WRONG_USAGE: u8 = 2;
/// How long the first frame waits for what was last seen. It takes a millisecond or two.
const DISK: Duration = Duration::from_millis(60);

/// Runs the app on a session, in this terminal, until the person leaves.
///
/// # Errors
/// Where the terminal refuses.
pub fn app(opened: &App) -> color_eyre::Result<ExitCode> {
    if !term::is_terminal() {
        let hint = "qrdeck needs a terminal. In a script use its commands, for example: qrdeck codes list --json";
        writeln!(io::stderr(), "{hint}")?;
        return Ok(ExitCode::from(WRONG_USAGE));
    }
    if term::is_dumb() {
        let hint = "qrdeck cannot draw its screen here: TERM is dumb, so this terminal cannot place its cursor. Open it in \
                    another terminal, or use its commands, for example: qrdeck codes list";
        writeln!(io::stderr(), "{hint}")?;
        return Ok(ExitCode::from(WRONG_USAGE));
    }
    let previews = Previews::default();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let mut seen = LastSeen::read(runtime.handle(), &opened.session, &previews, ink());
    let keymap = match keymap(&opened.paths) {
        Ok(keymap) => keymap,
        Err(mistakes) => {
            writeln!(io::stderr(), "{mistakes}")?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let themes = themes().with_own(&opened.paths.config_file);
    let result = runtime.block_on(async {
        let asked = term::Asked::of_this_terminal();
        let mut inputs = term::messages(asked.clone())?;
        let mut session = Arc::clone(&opened.session);
        let mut unopened = None;
        let mut look = Look { theme: session.theme().map(str::to_owned), ground: None };
        let mut mouse = session.mouse();
        let (guard, mut screen) = term::Guard::take(&asked, mouse)?;
        let (app, ended) = loop {
            let size = screen.size()?;
            let now = Moment::start(local_now());
            let mut state = State::new(session.profiles(), (size.width, size.height), now)
                .listing(profile_rows(&session))
                .syncing(session.sync_policies())
                .with_keys(keymap.clone())
                .looking(look, themes.rows())
                .previewing(previews.clone())
                .with_mouse(mouse);
            let missing = session.theme().and_then(|name| themes.check(name).err());
            state.problems.extend(missing.map(|error| Problem::new("Reading the theme", error, now)));
            state.problems.extend(session.unkept().map(|why| Problem::new("Keeping the sandbox", why.clone(), now)));
            state.problems.extend(unopened.take().map(|error| Problem::new("Beginning again", error, now)));
            if let Ok(here) = std::env::current_dir() {
                state.saving.save_to(&here);
            }
            let (route, hidden) = (term::Route::of_this_terminal(), session.hidden());
            let copy = move |text: &str| term::copy(&mut io::stdout(), route, &hidden, text);
            let services = Services::new(Arc::clone(&session), opened.paths.clone(), Arc::clone(&opened.prompter));
            let mut app = Loop::new(state, themes.clone(), services, copy);
            app.restore(&mut seen).await;
            let ended = app.run(&mut screen, &mut inputs).await;
            if !app.reopen || ended.is_err() {
                break (app, ended);
            }
            let hidden: Vec<_> = app.state.hidden().cloned().collect();
            (look, mouse) = (app.state.look.clone(), app.state.mouse);
            app.shutdown(GRACE).await;
            match opened.reopen(&hidden) {
                Ok(new) => {
                    if new.theme() != session.theme() {
                        look.theme = new.theme().map(str::to_owned);
                    }
                    session = new;
                }
                // Somebody has broken the configuration since it was last looked at: what there was goes on.
                Err(error) => unopened = Some(error),
            }
            seen = LastSeen::read(&Handle::current(), &session, &previews, ink());
        };
        drop(guard);
        app.shutdown(GRACE).await;
        ended.map(|()| ExitCode::SUCCESS)
    });
    runtime.shutdown_timeout(LAST_WAIT);
    result
}

/// The keys, with those of the configuration; or all mistakes in these, as a text.
fn keymap(paths: &Paths) -> Result<Keymap, String> {
    // A broken configuration was refused before. Where the sandbox was asked for, it was not read, and does not matter.
    let settings = Config::load(paths).map(|config| config.keys).unwrap_or_default();
    Keymap::customized(&settings).map_err(|mistakes| {
        let lines = mistakes.iter().map(|KeyMistake { line, text }| format!("\n  line {line}: {text}"));
        let count = if mistakes.len() == 1 { "1 mistake" } else { &format!("{} mistakes", mistakes.len()) };
        format!("{} has {count} in [keys].{}", paths.config_file.display(), lines.collect::<String>())
    })
}

/// The themes in as many colours as this terminal says that it has: none under `NO_COLOR`, unless somebody has chosen a
/// theme (the QR keeps its own two).
fn themes() -> Themes {
    let var = |name| std::env::var(name).ok();
    let (colorterm, term) = (var("COLORTERM"), var("TERM"));
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    Themes::new(Depth::of(colorterm.as_deref(), term.as_deref()), ink()).without_colours(no_color)
}

/// The ink of QR codes in this terminal.
fn ink() -> Ink {
    let var = |name| std::env::var(name).ok();
    Ink::for_terminal(var("COLORTERM").as_deref(), var("TERM").as_deref())
}

/// Everything the app needs while it runs, but for a screen and a source of messages.
pub struct Loop<Copy> {
    state: State,
    themes: Themes,
    /// What the theme was made from.
    look: Look,
    theme: Theme,
    /// What stands where in the frame that is on screen.
    spots: Spots,
    hand: Hand,
    worker: WorkerHandle,
    events: mpsc::UnboundedReceiver<WorkerEvent>,
    reopen: bool,
    alarms: HashMap<Alarm, Instant>,
    started: Instant,
    copy: Copy,
    /// Makes the QR codes that are drawn next.
    ahead: Ahead,
    /// The way in which the last one was drawn.
    way: Option<(Mode, Quiet)>,
}

impl<Copy: FnMut(&str) -> Result<Clipboard, NotCopied>> Loop<Copy> {
    /// A loop that has not started. `copy` puts text on the clipboard and says where that is.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub fn new(state: State, themes: Themes, services: Services, copy: Copy) -> Self {
        let (sender, events) = mpsc::unbounded_channel();
        let worker = Worker::spawn(services, sender);
        let (alarms, started) = (HashMap::new(), Instant::now());
        let (look, theme) = (state.look.clone(), themes.theme(&state.look));
        let (spots, hand) = (Spots::default(), Hand::default());
        let (ahead, way) = (Ahead::default(), None);
        Self {
            state,
            themes,
            look,
            theme,
            spots,
            hand,
            worker,
            events,
            reopen: false,
            alarms,
            started,
            copy,
            ahead,
            way,
        }
    }

    /// Shows what was last seen, if it comes in time: a disk that does not answer holds up nobody. What it has is on screen
    /// once a service has answered.
    async fn restore(&mut self, seen: &mut LastSeen) {
        let until = Instant::now() + DISK;
        let number = seen.number(until).await;
        if let Some(numbers) = seen.numbers(until).await {
            let shown = numbers.shown();
            restore(&mut self.state, numbers);
            if let Some(number) = number.filter(|number| shown.as_ref() == Some(&number.number)) {
                restore_number(&mut self.state, number);
            }
        }
    }

    /// Draws, waits, takes in, until the person leaves. A frame is drawn only after something happened, and only when
    /// nothing else is waiting to be taken in. Changes may still be on their way afterwards: [`Loop::shutdown`] waits.
    ///
    /// # Errors
    /// Where the screen cannot be drawn.
    pub async fn run<B>(
        &mut self,
        screen: &mut Terminal<B>,
        mut inputs: impl Stream<Item = Msg> + Unpin,
    ) -> color_eyre::Result<()>
    where
        B: Backend,
        B::Error: Send + Sync + 'static,
    {
        // The first frame comes before the first request: what is drawn needs neither network nor keyring.
        self.draw(screen)?;
        let mut leaving = self.take(Msg::Start);
        while !leaving {
            let msg = self.next(&mut inputs).await;
            if let Msg::Resize { .. } = msg {
                // Whatever size it has in the end: what it shows now need not be what was drawn.
                screen.resize(Rect::from((Position::ORIGIN, screen.size()?)))?;
                if self.state.mouse {
                    // After a stop the terminal has forgotten whose the mouse is.
                    term::mouse(true);
                }
            }
            leaving = self.take(msg);
            while let Ok(event) = self.events.try_recv()
                && !leaving
            {
                leaving = self.take(Msg::Worker(event));
            }
            if !leaving {
                self.draw(screen)?;
            }
        }
        Ok(())
    }

    /// Draws the state as it is now.
    fn draw<B>(&mut self, screen: &mut Terminal<B>) -> Result<(), B::Error>
    where
        B: Backend,
    {
        if self.look != self.state.look {
            self.look.clone_from(&self.state.look);
            self.theme = self.themes.theme(&self.look);
        }
        if let Some(way) = self.way {
            // The one that is drawn now is made beside the lists.
            self.ahead.make(self.state.preview.clone(), Vec::new(), way, self.theme.ink);
        }
        screen.draw(|frame| view::draw_noting(frame, &self.state, &self.theme, &mut self.spots))?;
        self.way = self.state.preview.as_ref().and_then(|preview| preview.way()).or(self.way);
        if let Some(way) = self.way {
            let near = self.state.links_near();
            let near = near.iter().map(|link| self.state.previews.of(link)).collect();
            self.ahead.make(None, near, way, self.theme.ink);
        }
        Ok(())
    }

    /// Ends the work in the background; changes that are being sent have `grace` to be answered.
    pub async fn shutdown(self, grace: Duration) {
        self.worker.shutdown(grace).await;
    }

    /// Waits for the next thing to happen. The end of the input is the end of the app.
    async fn next(&mut self, inputs: &mut (impl Stream<Item = Msg> + Unpin)) -> Msg {
        let next_alarm = self.alarms.iter().min_by_key(|(_, at)| **at).map(|(alarm, at)| (alarm.clone(), *at));
        let alarm = async {
            match next_alarm {
                Some((alarm, at)) => {
                    sleep_until(at).await;
                    alarm
                }
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            input = inputs.next() => input.unwrap_or(Msg::Terminate),
            Some(event) = self.events.recv() => Msg::Worker(event),
            alarm = alarm => {
                self.alarms.remove(&alarm);
                Msg::Alarm(alarm)
            }
        }
    }

    /// Takes a message in and carries out what follows. Returns whether the app is leaving.
    fn take(&mut self, msg: Msg) -> bool {
        let msg = match msg {
            Msg::Mouse(mouse) => match self.hand.take(mouse, &self.spots, self.started.elapsed()) {
                Some((target, gesture)) => Msg::Pointed { target, gesture },
                None => return false,
            },
            msg => msg,
        };
        let now = Moment { since_start: self.started.elapsed(), wall: local_now() };
        let mut leaving = false;
        for effect in update(&mut self.state, msg, now) {
            match effect {
                Effect::Ask { id, request, priority } => self.worker.ask(id, request, priority),
                Effect::Cancel(id) => self.worker.cancel(id),
                Effect::Secret { profile, kind, given } => self.worker.answer(profile, kind, given),
                Effect::AskAgain(profile) => self.worker.ask_again(&profile),
                Effect::After(delay, alarm) => {
                    self.alarms.insert(alarm, Instant::now() + delay);
                }
                Effect::Copy { what, text } => {
                    let outcome = (self.copy)(&text);
                    leaving |= self.take(Msg::Copied { what, outcome });
                }
                Effect::Mouse(ours) => term::mouse(ours),
                Effect::Reopen => (leaving, self.reopen) = (true, true),
                Effect::Quit => leaving = true,
            }
        }
        leaving
    }
}
