//! A harness to sit at: a state, two profiles, and someone who answers what is asked.

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::civil::date;

use crate::app::{
    Alarm, Clipboard, DbEvent, DbRequest, Effect, ImportDone, ImportRequest, KeyringState, LocalTask, Moment, Msg,
    ProfileRequest, Read, Reply, Request, RequestId, SaveReport, State, WorkerEvent, Write, update,
};
use crate::audit::Completion;
use crate::dialogs::Dialog;
use crate::import::{Campaign, Defaults, Fate, ImportOrder, Imported, Number, Preview, RowState};
use crate::model::{
    CodeId, Error, Group, GroupId, InviteLink, NumberId, PhoneNumber, Profile, ProviderKind, QrCode, Updated, World,
};

/// The state, and what it wanted done since the last look.
pub(crate) struct UpdateHarness {
    pub(crate) state: State,
    pub(crate) effects: Vec<Effect>,
    now: Moment,
}

/// A profile in the sandbox.
pub(crate) fn profile(name: &str, provider: ProviderKind) -> Profile {
    Profile { name: name.into(), provider, world: World::Sandbox, read_only: false }
}

/// A code of the service's form.
pub(crate) fn code(id: &str, message: &str) -> QrCode {
    QrCode {
        code: CodeId::new(id),
        message: message.to_owned(),
        link: format!("https://wa.me/message/{id}"),
        image_url: None,
        created: None,
    }
}

/// A group.
pub(crate) fn group(id: &str, link: InviteLink) -> Group {
    Group {
        id: GroupId::new(id),
        subject: format!("Group {id}"),
        description: String::new(),
        status: Some("ACTIVE".to_owned()),
        participants: Some(3),
        invite_link: link,
    }
}

/// A number.
pub(crate) fn number(id: &str, name: &str) -> PhoneNumber {
    PhoneNumber {
        id: NumberId::new(id),
        display: format!("+{id}"),
        name: name.to_owned(),
        quality: Some("GREEN".to_owned()),
        status: Some("CONNECTED".to_owned()),
        official: None,
    }
}

/// A file with a row whose code will be created, and one whose code is there.
pub(crate) fn preview() -> Preview {
    let text = b"number,message\n4915110000001,Table 7\n4915110000001,Show me today's menu\n";
    let campaign = Campaign::read("/tables.csv".as_ref(), text, &Defaults::default()).expect("a good file");
    let profile = profile("eu", ProviderKind::Meta);
    let mut preview = Preview::unchecked(ImportOrder {
        source: "/tables.csv".into(),
        campaign: Arc::new(campaign),
        links: "/tables-links.csv".into(),
        duplicates: false,
    });
    preview.numbers = vec![Number { profile, phone: number("4915110000001", "Aurora Berlin") }];
    let there = code("ANED2T5QRU7HG1", "Show me today's menu");
    preview.states = [Fate::New, Fate::There(there)].map(|fate| RowState { number: Some(0), fate }).to_vec();
    preview
}

impl UpdateHarness {
    /// Two profiles that have not been asked anything.
    pub(crate) fn new() -> Self {
        let profiles = vec![profile("eu", ProviderKind::Meta), profile("asia", ProviderKind::Alibaba)];
        let now = Moment::start(date(2026, 5, 4).at(12, 0, 0, 0));
        Self { state: State::new(profiles, (120, 40), now), effects: Vec::new(), now }
    }

    /// The same, with numbers, codes and groups on screen.
    pub(crate) fn open() -> Self {
        let mut harness = Self::new();
        harness.send(Msg::Start);
        harness.settle();
        harness.effects.clear();
        harness
    }

    /// At the codes of the CAMS number.
    pub(crate) fn at_cams() -> Self {
        let mut harness = Self::open();
        harness.keys("jj");
        harness.after(500);
        harness.send(Msg::Alarm(Alarm::Settle));
        harness.settle();
        harness.keys("2");
        harness.effects.clear();
        harness
    }

    /// Lets time pass.
    pub(crate) fn after(&mut self, millis: u64) {
        self.now.since_start += Duration::from_millis(millis);
    }

    /// A message, a millisecond later. What the database is asked to plan, it does at once.
    pub(crate) fn send(&mut self, msg: Msg) {
        let planned = |effect: &&Effect| matches!(database(effect), Some(DbRequest::Plan(_)));
        for _ in 0..self.take(msg).iter().filter(planned).count() {
            self.take(told(Reply::Database(DbEvent::Planned("plan".to_owned()))));
        }
    }

    /// A message, a millisecond later. Returns what it wants done.
    pub(crate) fn take(&mut self, msg: Msg) -> Vec<Effect> {
        self.after(1);
        let effects = update(&mut self.state, msg, self.now);
        for effect in &effects {
            if let Effect::Copy { what, .. } = effect {
                let copied = Msg::Copied { what: what.clone(), outcome: Ok(Clipboard::Terminal) };
                self.effects.extend(update(&mut self.state, copied, self.now));
            }
        }
        self.effects.extend(effects.iter().cloned());
        effects
    }

    /// What the database was asked since the last time.
    pub(crate) fn database_requests(&mut self) -> Vec<DbRequest> {
        let mut requests = Vec::new();
        self.effects.retain(|effect| {
            let request = database(effect).cloned();
            let other = request.is_none();
            requests.extend(request);
            other
        });
        requests
    }

    /// The database answers.
    pub(crate) fn database_answers(&mut self, event: DbEvent) {
        self.send(told(Reply::Database(event)));
    }

    /// One key.
    pub(crate) fn key(&mut self, code: KeyCode) {
        self.send(Msg::Key(code.into()));
    }

    /// One key with Ctrl.
    pub(crate) fn ctrl(&mut self, c: char) {
        self.send(Msg::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)));
    }

    /// Characters as keys.
    pub(crate) fn keys(&mut self, keys: &str) {
        for c in keys.chars() {
            self.key(KeyCode::Char(c));
        }
    }

    /// What was asked and not been looked at, of what is shown as running.
    pub(crate) fn asked(&mut self) -> Vec<(RequestId, Request)> {
        let mut asked = Vec::new();
        self.effects.retain(|effect| match effect {
            Effect::Ask {
                id,
                request: request @ (Request::Read(_) | Request::Write(_) | Request::Local(_) | Request::Import(_)),
                ..
            } => {
                asked.push((*id, request.clone()));
                false
            }
            _ => true,
        });
        asked
    }

    /// The one change that was asked.
    pub(crate) fn asked_write(&mut self) -> (RequestId, Write) {
        let writes: Vec<_> = self
            .asked()
            .into_iter()
            .filter_map(|(id, request)| match request {
                Request::Write(write) => Some((id, write)),
                _ => None,
            })
            .collect();
        assert_eq!(writes.len(), 1, "{writes:?}");
        writes.into_iter().next().expect("just counted")
    }

    /// Answers a request.
    pub(crate) fn answer(&mut self, id: RequestId, outcome: Result<Reply, Error>) {
        self.send(Msg::Worker(WorkerEvent::Ended { id, outcome }));
    }

    /// Answers everything that was asked, and what is asked because of it, as a service would.
    pub(crate) fn settle(&mut self) {
        loop {
            let asked = self.asked();
            if asked.is_empty() {
                break;
            }
            for (id, request) in asked {
                let reply = good(&request);
                self.answer(id, Ok(reply));
            }
        }
    }

    /// The topmost dialog.
    pub(crate) fn top(&self) -> Option<&Dialog> {
        self.state.dialogs.last()
    }

    /// The identifier of the selected code.
    pub(crate) fn selected(&self) -> String {
        self.state.code().map(|(key, _)| key.code.to_string()).unwrap_or_default()
    }
}

/// What is asked of the database, where this asks it.
pub(crate) fn database(effect: &Effect) -> Option<&DbRequest> {
    match effect {
        Effect::Ask { request: Request::Database(ask), .. } => Some(ask),
        _ => None,
    }
}

/// What is asked about the profiles, where this asks it.
pub(crate) fn profiles(effect: &Effect) -> Option<&ProfileRequest> {
    match effect {
        Effect::Ask { request: Request::Profiles(ask), .. } => Some(ask),
        _ => None,
    }
}

/// Whether this asks for open changes to be looked up once more.
pub(crate) fn recovers(effect: &Effect) -> bool {
    matches!(effect, Effect::Ask { request: Request::Recover { first: false }, .. })
}

/// The answer to something that was asked for quietly: it says itself what it is about.
pub(crate) fn told(reply: Reply) -> Msg {
    Msg::Worker(WorkerEvent::Ended { id: RequestId(0), outcome: Ok(reply) })
}

/// What a service answers that has no bad days.
pub(crate) fn good(request: &Request) -> Reply {
    match request {
        Request::Read(Read::Numbers(profile)) if profile.as_str() == "eu" => {
            Reply::Numbers(vec![number("4915110000001", "Aurora Berlin"), number("436602000002", "Aurora Wien")])
        }
        Request::Read(Read::Numbers(_)) => Reply::Numbers(vec![number("8613800000001", "Aurora 上海")]),
        Request::Read(Read::Codes(number) | Read::Newest(number)) => {
            let cams = number.profile.as_str() == "asia";
            let ids = if cams { ["D9II3K7QD3M5X1", "D9AAAAAAAAAAA1"] } else { ["ANED2T5QRU7HG1", "WOMVT6TJ2BP7A1"] };
            Reply::Codes(vec![code(ids[0], "Show me today's menu"), code(ids[1], "I'd like to book a table")])
        }
        Request::Read(Read::Groups(number)) if number.profile.as_str() == "asia" => Reply::Groups(vec![
            group("E398", InviteLink::Link("https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv".to_owned())),
            group("E399", InviteLink::None),
        ]),
        Request::Read(Read::Groups(_)) => Reply::Groups(vec![group("Y2Fw/+=", InviteLink::Unknown)]),
        Request::Read(Read::InviteLink(_)) => {
            Reply::InviteLink(InviteLink::Link("https://chat.whatsapp.com/GLGbF3MJVT10PRzma4abcd".to_owned()))
        }
        Request::Read(Read::Picture(key)) => Reply::Picture(format!("https://wa.me/message/{}", key.code)),
        Request::Write(Write::Create { draft, .. }) => Reply::Code(code("NEWNEWNEWNEWN1", &draft.message)),
        Request::Write(Write::Update { key, draft, .. }) => {
            let cams = key.number.profile.as_str() == "asia";
            let id = if cams { "REPLACEDCODEX1" } else { key.code.as_str() };
            let replaced = cams.then(|| key.code.clone());
            Reply::Updated(Updated { code: code(id, &draft.message), replaced })
        }
        Request::Write(Write::ResetLink { .. }) => {
            Reply::InviteLink(InviteLink::Link("https://chat.whatsapp.com/NeWnEwNeWnEwNeWnEwNeWn".to_owned()))
        }
        Request::Write(Write::Delete { .. } | Write::RemoveLink { .. })
        | Request::Local(
            LocalTask::Open(_) | LocalTask::OpenFile(_) | LocalTask::KeepTheme(_) | LocalTask::KeepKey(_),
        ) => Reply::Done,
        Request::Local(LocalTask::Save(_)) => {
            Reply::Saved(Box::new(SaveReport { files: vec!["/home/me/x.svg".into()], ..SaveReport::default() }))
        }
        Request::Local(LocalTask::Audit(_)) => Reply::Audited(Box::default()),
        Request::Local(LocalTask::ProbeKeyring) => Reply::Keyring(KeyringState::Usable),
        Request::Local(LocalTask::Complete(_)) => Reply::Completed(Completion::default()),
        Request::Local(LocalTask::ReadRows(_)) => Reply::RowsRead(Box::new(Ok(preview().order()))),
        Request::Import(request) => match &**request {
            ImportRequest::Check { .. } => Reply::ImportChecked(Box::new(preview())),
            ImportRequest::Create { preview, .. } => {
                let imported = Imported { preview: (**preview).clone(), error: None };
                Reply::Imported(Box::new(ImportDone { imported, sheets: None }))
            }
        },
        quiet => unreachable!("the harness answers what is shown as running, which {quiet:?} is not"),
    }
}
