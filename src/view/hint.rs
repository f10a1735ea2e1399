//! Short texts that several places say: what is loading, what failed, which key helps.

use jiff::civil::DateTime;
use ratatui::text::{Line, Span};

use super::sign::sign;
use super::{Screen, text};
use crate::app::{Action, Pane, Remote};
use crate::model::{Error, World};

impl Screen<'_> {
    /// The first key of an action in a pane; nothing where it has none.
    fn key_in(self, pane: Pane, action: Action) -> Option<String> {
        let contexts = pane.context().chain();
        Some(self.state.keymap.row(&contexts, action)?.keys.first()?.to_string())
    }

    /// A sentence, and after it the key of an action in a pane and what that does; the sentence alone where the
    /// action has no key.
    pub(crate) fn advise(self, sentence: &str, pane: Pane, action: Action, does: &str) -> String {
        match self.key_in(pane, action) {
            Some(key) => format!("{sentence} {key} {does}"),
            None => sentence.to_owned(),
        }
    }

    /// A sentence in which `{action}` is the key of that action where the person is.
    pub(crate) fn keys(self, sentence: &str) -> String {
        self.state.keymap.fill(&self.state.contexts(), sentence)
    }

    /// That a form shows what was typed in an earlier run, in lines of at most `columns`; nothing where it does not.
    pub(crate) fn restored_lines(self, at: Option<DateTime>, columns: u16) -> Vec<Line<'static>> {
        let Some(at) = at else { return Vec::new() };
        let format = if at.date() == self.state.now.wall.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
        let sentence = format!("Draft of {} restored; {{start_over}} starts over.", at.strftime(format));
        self.dim_lines(&self.keys(&sentence), columns)
    }

    /// A badge, with a blank on each side.
    pub(crate) fn badge(self, world: World) -> Span<'static> {
        let style = match world {
            World::Sandbox => self.theme.sandbox,
            World::Live => self.theme.live,
        };
        Span::styled(format!(" {} ", world.badge()), style)
    }

    /// The badges of the worlds of which something is true, live before sandbox.
    pub(crate) fn badges(self, wanted: impl Fn(World) -> bool) -> Vec<Span<'static>> {
        let mut spans = Vec::new();
        for world in [World::Live, World::Sandbox].into_iter().filter(|world| wanted(*world)) {
            if !spans.is_empty() {
                spans.push(Span::raw(" "));
            }
            spans.push(self.badge(world));
        }
        spans
    }

    /// What went wrong, what to do next, and how to try again, in lines of at most `columns`.
    pub(crate) fn error_lines(self, error: &Error, columns: u16) -> Vec<Line<'static>> {
        let room = columns.saturating_sub(2);
        let sentence = self.warning_lines(&error.message, columns);
        let advice = text::wrap(&error.advice, room).into_iter().map(|row| self.dim_line(&format!("  {row}")));
        sentence.into_iter().chain(advice).collect()
    }

    /// A sentence that needs attention, in lines of at most `columns`. Only its sign has a colour: not every colour
    /// can be read on every background.
    pub(crate) fn warning_lines(self, sentence: &str, columns: u16) -> Vec<Line<'static>> {
        let rows = text::wrap(sentence, columns.saturating_sub(2)).into_iter().enumerate();
        rows.map(|(at, row)| {
            let [sign, gap] = sign(if at == 0 { "!" } else { "" }, self.theme.strong.patch(self.theme.warning));
            Line::from(vec![sign, gap, Span::raw(row)])
        })
        .collect()
    }

    /// The state of what a list is made from: that it loads, or why it could not be loaded. Nothing where all is well.
    pub(crate) fn remote_lines<T>(self, remote: &Remote<T>, pane: Pane, columns: u16) -> Vec<Line<'static>> {
        if remote.loading().is_some() {
            let rows = match remote.rows() {
                0 => "loading…".to_owned(),
                rows => format!("loading… {rows} so far"),
            };
            return vec![Line::from(vec![
                Span::styled(format!("{} ", self.spinner()), self.theme.accent),
                Span::styled(text::fit(&rows, columns.saturating_sub(2)), self.theme.dim),
            ])];
        }
        let Some(error) = remote.error() else { return Vec::new() };
        let mut lines = self.error_lines(error, columns);
        lines.push(self.dim_line(&text::fit(&self.advise(" ", pane, Action::Refresh, "tries again."), columns)));
        lines
    }

    /// A sentence in the dim style, wrapped.
    pub(crate) fn dim_lines(self, sentence: &str, columns: u16) -> Vec<Line<'static>> {
        text::wrap(sentence, columns).iter().map(|row| self.dim_line(row)).collect()
    }

    fn dim_line(self, row: &str) -> Line<'static> {
        Line::styled(row.to_owned(), self.theme.dim)
    }
}
