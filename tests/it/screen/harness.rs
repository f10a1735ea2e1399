//! A world to draw: two profiles, whose services answer from memory as soon as they are asked.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::civil::{DateTime, date};
use qrdeck::app::{
    Alarm, Effect, LocalTask, Moment, Msg, Read, Reply, Request, RequestId, SaveOrder, SaveReport, State, WorkerEvent,
    Write, update,
};
use qrdeck::audit::Completion;
use qrdeck::dialogs::Dialog;
use qrdeck::model::{
    CodeId, Error, ErrorKind, Group, GroupId, InviteLink, NumberId, PhoneNumber, Profile, ProviderKind, QrCode,
    Updated, World,
};
use qrdeck::view::{Theme, draw};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use super::audited::{journal, result};
use super::imported;

/// What the services answer with.
#[derive(Clone)]
pub(super) struct Answers {
    /// Text put into every field that comes from a service; nothing for texts that people write.
    pub(super) hostile: Option<String>,
    /// Names of the numbers of the first profile; the usual ones where there are none.
    pub(super) names: Vec<String>,
    /// Codes of each number.
    pub(super) codes: usize,
    /// What the services fail with, if they do.
    pub(super) failure: Option<Error>,
    /// Whether they answer at all.
    pub(super) mute: bool,
    /// What comes of saving.
    pub(super) saving: Saving,
}

/// What comes of saving files.
#[derive(Clone, Copy)]
pub(super) enum Saving {
    /// All of them are there.
    All,
    /// The disk was full in the middle.
    Some,
    /// Others were in the way.
    Nothing,
}

/// A state and someone who uses it.
pub(super) struct ScreenHarness {
    pub(super) state: State,
    pub(super) answers: Answers,
    pub(super) theme: Theme,
    now: Moment,
}

const MESSAGES: [&str; 14] = [
    "Show me today's menu",
    "I'd like to book a table for two",
    "Zeig mir die Öffnungszeiten",
    "你好，我想订位 👋",
    "مرحبا، أريد حجز طاولة",
    "Order 👩‍🍳 chef's special ❤️ for tonight",
    "Where is my order?",
    "Hello\nI have a question about\n\nmy invoice",
    "Gutschein SOMMER26 einlösen",
    "Quiero hacer una reserva para el sábado por la noche, somos ocho personas y necesitamos una trona para el niño, ¿es posible? Muchas gracias.",
    "Track parcel",
    "Speak to a human",
    "Wholesale price list, please",
    "Catering for an event",
];

/// A code of the form both services use, the same for the same number.
fn code_id(at: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut seed = at.wrapping_mul(2_654_435_761).wrapping_add(40_503);
    let mut id = String::new();
    for _ in 0..12 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        id.push(char::from(LETTERS[(seed >> 33) % LETTERS.len()]));
    }
    id + if at.is_multiple_of(2) { "G1" } else { "H1" }
}

impl Answers {
    pub(super) fn text(&self, text: &str) -> String {
        self.hostile.clone().unwrap_or_else(|| text.to_owned())
    }

    fn numbers(&self, profile: &str) -> Vec<PhoneNumber> {
        if profile == "shop-eu" && !self.names.is_empty() {
            let numbers = self.names.iter().zip(1..).map(|(name, at)| PhoneNumber {
                id: NumberId::new(at.to_string()),
                display: format!("+49 151 1000 {at:04}"),
                name: name.clone(),
                quality: Some("GREEN".to_owned()),
                status: Some("CONNECTED".to_owned()),
                official: None,
            });
            return numbers.collect();
        }
        let rows: &[(&str, &str, &str, &str, &str)] = if profile == "shop-eu" {
            &[
                ("1001", "+49 151 1000 0001", "Aurora Coffee, Berlin", "GREEN", "CONNECTED"),
                ("1002", "+43 660 2000 0002", "Aurora Coffee, Wien", "YELLOW", "CONNECTED"),
                ("1003", "+33 6 30 00 00 03", "Café Aurora, Lyon Part-Dieu (la gare)", "RED", "FLAGGED"),
            ]
        } else {
            &[
                ("8613800000001", "+86 138 0000 0001", "Aurora 上海", "GREEN", "CONNECTED"),
                ("6581000002", "+65 8100 0002", "Aurora Singapore", "NA", "PENDING"),
            ]
        };
        let number = |&(id, display, name, quality, status): &(&str, &str, &str, &str, &str)| PhoneNumber {
            id: NumberId::new(id),
            display: self.text(display),
            name: self.text(name),
            quality: Some(self.text(quality)),
            status: Some(self.text(status)),
            official: Some(id == "1001"),
        };
        rows.iter().map(number).collect()
    }

    fn code(&self, at: usize, message: &str) -> QrCode {
        let id = code_id(at);
        QrCode {
            link: self.text(&format!("https://wa.me/message/{id}")),
            code: CodeId::new(self.hostile.as_ref().map_or(id, |bad| format!("{bad}{at}"))),
            message: self.text(message),
            image_url: self.hostile.clone(),
            created: Some(1_767_225_600),
        }
    }

    fn groups(&self) -> Vec<Group> {
        let group = |at: u32, subject: &str, status: &str, link: InviteLink| Group {
            id: GroupId::new(format!("Y2FwaV9ncm91cDo{at}/A+=")),
            subject: self.text(subject),
            description: self.text("Shifts, swaps and news. Be kind, and no pictures of customers."),
            status: Some(self.text(status)),
            participants: Some(at),
            invite_link: link,
        };
        let url = self.text("https://chat.whatsapp.com/LTNXxYDh7Fq2kR9sW3vBnC");
        vec![
            group(6, "Baristas Berlin", "ACTIVE", InviteLink::Link(url)),
            group(3, "Wholesale", "ACTIVE", InviteLink::None),
            group(8, "夜班 Nachtschicht 🌙", "SUSPENDED", InviteLink::Unknown),
        ]
    }

    fn saved(&self, order: &SaveOrder) -> Reply {
        let files = |count: usize| (0..count).map(|at| format!("/home/me/prints/{}.svg", code_id(at)));
        match self.saving {
            Saving::All => Reply::Saved(Box::new(SaveReport {
                files: files(order.items.len()).map(PathBuf::from).collect(),
                ..SaveReport::default()
            })),
            Saving::Some => Reply::Saved(Box::new(SaveReport {
                files: files(9).map(PathBuf::from).collect(),
                notes: vec!["No font has 👋: left out of 3 texts.".to_owned()],
                unsaved: files(22).skip(9).map(|path| self.text(&path)).collect(),
                error: Some(Error::config(self.text("/home/me/prints/x.svg cannot be written: disk full."))),
            })),
            Saving::Nothing => Reply::InTheWay(files(order.items.len()).map(PathBuf::from).collect()),
        }
    }

    fn reply(&self, request: &Request) -> Result<Reply, Error> {
        if let Some(error) = &self.failure {
            return Err(error.clone());
        }
        Ok(match request {
            Request::Read(Read::Numbers(profile)) => Reply::Numbers(self.numbers(profile.as_str())),
            Request::Read(Read::Codes(_)) => {
                Reply::Codes((0..self.codes).map(|at| self.code(at, MESSAGES[at % MESSAGES.len()])).collect())
            }
            Request::Read(Read::Groups(_)) => Reply::Groups(self.groups()),
            Request::Read(Read::InviteLink(_)) | Request::Write(Write::ResetLink { .. }) => {
                Reply::InviteLink(InviteLink::None)
            }
            Request::Read(Read::Picture(_)) => Reply::Picture(self.text("https://wa.me/message/OTHER")),
            Request::Write(Write::Create { draft, .. }) => Reply::Code(self.code(900, &draft.message)),
            Request::Write(Write::Update { key, draft, .. }) => {
                Reply::Updated(Updated { code: self.code(901, &draft.message), replaced: Some(key.code.clone()) })
            }
            Request::Write(Write::Delete { .. } | Write::RemoveLink { .. }) | Request::Local(LocalTask::Open(_)) => {
                Reply::Done
            }
            Request::Local(LocalTask::Save(order)) => self.saved(order),
            Request::Local(LocalTask::Audit(_)) => Reply::Audited(Box::new(result(self))),
            Request::Local(LocalTask::Complete(_)) => {
                let names = ["posters/", "prints/", "print run.txt"].map(|name| self.text(name)).to_vec();
                Reply::Completed(Completion { suffix: String::new(), names })
            }
            Request::Import(request) => imported::reply(self, request),
            quiet => unreachable!("nobody answers {quiet:?} here"),
        })
    }
}

/// The time on the wall while the tests run.
fn noon() -> DateTime {
    date(2026, 5, 4).at(14, 32, 5, 0)
}

/// An error with all that errors can have.
pub(super) fn failure() -> Error {
    Error::new(ErrorKind::Unavailable, "Alibaba Cloud CAMS answered 503: the service is temporarily unavailable.")
        .advise("Wait a minute, then refresh. If it stays, look at the service's status page.")
        .vendor_code("ServiceUnavailable")
        .request_id("5E9D4B2A-0C1F-5A52-9F0E-8C2B1D7A6F43")
}

impl ScreenHarness {
    /// Before anything was asked.
    pub(super) fn closed(world: World, codes: usize) -> Self {
        let profile = |name: &str, provider, world| Profile { name: name.into(), provider, world, read_only: false };
        let profiles = vec![
            profile("shop-eu", ProviderKind::Meta, world),
            profile("shop-asia", ProviderKind::Alibaba, World::Sandbox),
        ];
        let now = Moment::start(noon());
        Self {
            state: State::new(profiles, (120, 40), now),
            answers: Answers {
                hostile: None,
                names: Vec::new(),
                codes,
                failure: None,
                mute: false,
                saving: Saving::All,
            },
            theme: Theme::default(),
            now,
        }
    }

    /// Everything loaded, the first number selected.
    pub(super) fn open(world: World, codes: usize) -> Self {
        let mut harness = Self::closed(world, codes);
        harness.send(Msg::Start);
        harness
    }

    /// At the codes of the first number.
    pub(super) fn codes() -> Self {
        Self::open(World::Sandbox, 214).keys("2")
    }

    /// At the codes of the first number of CAMS.
    pub(super) fn cams() -> Self {
        Self::open(World::Sandbox, 14).keys("jjj").rest().keys("2")
    }

    /// The selection rests until what is selected is loaded.
    pub(super) fn rest(mut self) -> Self {
        self.send(Msg::Alarm(Alarm::Settle));
        self
    }

    /// Characters as keys; `⏎` is Enter, `⎋` Esc, `⇥` Tab, `↓` Down and `→` Right.
    pub(super) fn keys(mut self, keys: &str) -> Self {
        for c in keys.chars() {
            let code = match c {
                '⏎' => KeyCode::Enter,
                '⎋' => KeyCode::Esc,
                '⇥' => KeyCode::Tab,
                '↓' => KeyCode::Down,
                '→' => KeyCode::Right,
                c => KeyCode::Char(c),
            };
            self.send(Msg::Key(code.into()));
        }
        self
    }

    /// Types what the confirmation asks for, and presses Enter.
    pub(super) fn confirm(self) -> Self {
        let expected = self.state.dialogs.last().and_then(|modal| match modal {
            Dialog::Confirm(confirm) => Some(confirm.terms.expected.clone()),
            _ => None,
        });
        let expected = expected.unwrap_or_default();
        self.keys(&expected).keys("⏎")
    }

    /// A key with Ctrl.
    pub(super) fn ctrl(mut self, c: char) -> Self {
        self.send(Msg::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)));
        self
    }

    pub(super) fn paste(mut self, text: &str) -> Self {
        self.send(Msg::Paste(text.to_owned()));
        self
    }

    /// From here on the services answer nothing any more.
    pub(super) fn mute(mut self) -> Self {
        self.answers.mute = true;
        self
    }

    /// From here on the services fail.
    pub(super) fn failing(mut self) -> Self {
        self.answers.failure = Some(failure());
        self
    }

    /// From here on there are files in the way.
    pub(super) fn refusing(mut self) -> Self {
        self.answers.saving = Saving::Nothing;
        self
    }

    /// From here on the disk is full in the middle.
    pub(super) fn full(mut self) -> Self {
        self.answers.saving = Saving::Some;
        self
    }

    /// A message, a second later, and the answers to what is asked because of it.
    pub(super) fn send(&mut self, msg: Msg) {
        let mut queue = VecDeque::from([msg]);
        while let Some(msg) = queue.pop_front() {
            self.now.since_start += Duration::from_secs(1);
            for effect in update(&mut self.state, msg, self.now) {
                match effect {
                    Effect::Ask { id, request: Request::Database(ask), .. } => {
                        let told = journal(&self.answers, &ask).map(Reply::Database);
                        queue.extend(told.map(|reply| Self::ended(id, Ok(reply))));
                    }
                    Effect::Ask { id, request: Request::Local(LocalTask::ReadRows(choices)), .. } => {
                        queue.push_back(Self::ended(id, Ok(imported::read(&self.answers, &choices))));
                    }
                    Effect::Ask { id, request, .. } if !self.answers.mute && self.state.tasks.contains_key(&id) => {
                        queue.push_back(Self::ended(id, self.answers.reply(&request)));
                    }
                    _ => {}
                }
            }
        }
    }

    /// The answer to something that was asked for quietly: it says itself what it is about.
    pub(super) fn tell(&mut self, reply: Reply) {
        self.send(Self::ended(RequestId(0), Ok(reply)));
    }

    fn ended(id: RequestId, outcome: Result<Reply, Error>) -> Msg {
        Msg::Worker(WorkerEvent::Ended { id, outcome })
    }

    /// What is on a screen of this size.
    pub(super) fn draw(&self, cols: u16, rows: u16) -> Buffer {
        let mut terminal = Terminal::new(TestBackend::new(cols, rows)).expect("a test terminal");
        terminal.draw(|frame| draw(frame, &self.state, &self.theme)).expect("drawn");
        terminal.backend().buffer().clone()
    }

    /// The same as text, a line a row.
    pub(super) fn text(&self, cols: u16, rows: u16) -> String {
        text(&self.draw(cols, rows))
    }
}

/// The text of a screen, a line a row, without the blanks at its ends and marks that nobody sees.
pub(super) fn text(buf: &Buffer) -> String {
    let mut lines = Vec::new();
    for y in buf.area.rows() {
        let mut line = String::new();
        let mut covered = 0;
        for at in y.columns() {
            if covered > 0 {
                covered -= 1;
                continue;
            }
            let symbol = buf[(at.x, at.y)].symbol();
            covered = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
            line.push_str(symbol.trim_end_matches(['\u{200e}', '\u{200f}']));
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n")
}
