//! All that is known of what is selected, in words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Screen, paint, text};
use crate::app::{Action, NumberState, Pane};
use crate::model::{
    CodeId, Group, InviteLink, MAX_GROUP_MEMBERS, MAX_MESSAGE_CHARS, PhoneNumber, QrCode, message_chars,
};

/// Columns of the names, the gap included.
const NAME: u16 = 9;

/// So many codes are named that a code stands in the place of.
const CHAIN: usize = 3;

/// Draws as much as fits, the most important first.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect) {
    let lines = lines(screen, area.width);
    match area.height {
        // A link is of use only if it is whole; that there is more goes without saying.
        1 => paint::lines(buf, area, &lines),
        _ => paint::lines_cut(buf, area, lines),
    }
}

/// Everything, in lines of at most `columns`.
pub(crate) fn lines(screen: Screen<'_>, columns: u16) -> Vec<Line<'static>> {
    let mut facts = Facts { screen, columns, lines: Vec::new() };
    let state = screen.state;
    match (state.focus, state.number_state()) {
        (Pane::Groups, Some(number_state)) => match number_state.group() {
            Some(group) => facts.group(number_state, group),
            None => return screen.dim_lines("No group is selected.", columns),
        },
        (_, number_state) => {
            if let Some((number_state, code)) =
                number_state.and_then(|number_state| Some((number_state, number_state.code()?)))
            {
                facts.code(number_state, code);
            }
        }
    }
    facts.number();
    facts.lines
}

/// What has been put together so far.
struct Facts<'a> {
    screen: Screen<'a>,
    columns: u16,
    lines: Vec<Line<'static>>,
}

impl Facts<'_> {
    /// A name and what it stands for; nothing where that is empty.
    fn add(&mut self, name: &'static str, value: &str, style: Style) {
        if value.is_empty() {
            return;
        }
        for (at, row) in text::wrap(value, self.columns.saturating_sub(NAME)).into_iter().enumerate() {
            let name = if at == 0 { name } else { "" };
            self.lines.push(Line::from(vec![
                Span::styled(format!("{name:<width$}", width = usize::from(NAME)), self.screen.theme.dim),
                Span::styled(row, style),
            ]));
        }
    }

    fn plain(&mut self, name: &'static str, value: &str) {
        self.add(name, value, Style::new());
    }

    /// A link on lines of its own, so that it can be copied whole.
    fn link(&mut self, link: &str) {
        let rows = text::wrap(link, self.columns).into_iter();
        self.lines.extend(rows.map(|row| Line::styled(row, self.screen.theme.strong)));
    }

    /// What people call it on this machine.
    fn label(&mut self, code: Option<&CodeId>) {
        let state = self.screen.state;
        let key = state.number().and_then(|row| state.label_key(&row.key, code));
        let Some(label) = key.and_then(|key| state.labels.get(&key)) else { return };
        self.add("Label", &label.label, self.screen.theme.accent);
        self.plain("Tags", &label.tags.join(", "));
        self.plain("Note", &label.note);
    }

    /// What the code stands in the place of, the newest first.
    fn replaces(&mut self, code: &CodeId) {
        let before = self.screen.state.retired.before(code.as_str());
        let told = before.iter().take(CHAIN).map(|end| format!("{} ({})", end.code, end.on));
        let more = before.len().saturating_sub(CHAIN);
        let more = (more > 0).then(|| format!("and {more} earlier"));
        self.plain("Replaces", &told.chain(more).collect::<Vec<_>>().join("\n"));
    }

    fn code(&mut self, number_state: &NumberState, code: &QrCode) {
        self.link(&code.link);
        self.label(Some(&code.code));
        self.plain("Message", &code.message);
        let length = format!("{} of {MAX_MESSAGE_CHARS} characters", message_chars(&code.message));
        let dim = self.screen.theme.dim;
        self.add(if code.message.is_empty() { "Message" } else { "" }, &length, dim);
        self.plain("Code", code.code.as_str());
        self.replaces(&code.code);
        if let Some(created) = code.created.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok()) {
            self.plain("Created", &created.strftime("%Y-%m-%d %H:%M UTC").to_string());
        }
        self.picture(number_state, code);
    }

    /// What the service's own picture says, where it was asked for.
    fn picture(&mut self, number_state: &NumberState, code: &QrCode) {
        let Some(picture) = number_state.pictures.get(&code.code) else { return };
        match (picture.value(), picture.error()) {
            _ if picture.loading().is_some() => self.plain("Picture", "being compared…"),
            (_, Some(error)) => self.plain("Picture", &format!("! {}", error.message)),
            (Some(says), None) if *says == code.link => self.plain("Picture", "the service's matches ✓"),
            (Some(says), None) => self.plain("Picture", &format!("! the service's encodes {says}")),
            (None, None) => {}
        }
    }

    fn group(&mut self, number_state: &NumberState, group: &Group) {
        let screen = self.screen;
        match number_state.link_of(group) {
            InviteLink::Link(url) => self.link(url),
            InviteLink::None => {
                let sentence = "This group has no invite link.";
                let sentence = screen.advise(sentence, Pane::Groups, Action::ResetLink, "makes one.");
                self.lines.extend(screen.dim_lines(&sentence, self.columns));
            }
            InviteLink::Unknown => match number_state.links.get(&group.id) {
                Some(remote) if !remote.is_untouched() => {
                    self.lines.extend(screen.remote_lines(remote, Pane::Groups, self.columns));
                }
                _ => self.lines.extend(screen.dim_lines("The invite link is not known yet.", self.columns)),
            },
        }
        self.plain("Group", &group.subject);
        self.plain("About", &group.description);
        if let Some(members) = group.participants {
            self.plain("Members", &format!("{members} of {MAX_GROUP_MEMBERS}"));
        }
        self.plain("Status", group.status.as_deref().unwrap_or_default());
        self.plain("Id", group.id.as_str());
    }

    /// The number everything belongs to, and its profile.
    fn number(&mut self) {
        let state = self.screen.state;
        let Some(row) = state.number() else { return };
        self.plain("Number", &format!("{}\n{}", row.number.name, row.number.display));
        self.label(None);
        if state.focus != Pane::Groups {
            self.status(&row.number);
        }
        if let Some(profile) = state.profile(&row.key.profile) {
            let read_only = if profile.read_only { ", read-only" } else { "" };
            let service = profile.provider.service_name();
            self.plain("Profile", &format!("{} ({}{read_only})\n{service}", profile.name, profile.world.badge()));
        }
    }

    /// How the service thinks of the number.
    fn status(&mut self, number: &PhoneNumber) {
        let official = if number.official == Some(true) { Some("official account") } else { None };
        let words: Vec<&str> =
            [number.status.as_deref(), official].into_iter().flatten().filter(|word| !word.is_empty()).collect();
        self.plain("Status", &words.join(", "));
        self.plain("Quality", number.quality.as_deref().unwrap_or_default());
    }
}
