//! A recording of a terminal in the format asciicast v2: what a terminal would have been sent, and when.

use std::fmt::Write as _;
use std::time::Duration;

use ratatui::backend::{Backend as _, CrosstermBackend};
use ratatui::buffer::Buffer;
use serde_json::json;

/// A recording.
pub(super) struct Cast {
    text: String,
    at: Duration,
    before: Buffer,
}

impl Cast {
    /// An empty terminal of this size.
    pub(super) fn new(cols: u16, rows: u16, title: &str) -> Self {
        let header =
            json!({"version": 2, "width": cols, "height": rows, "title": title, "env": {"TERM": "xterm-256color"}});
        let before = Buffer::empty(ratatui::layout::Rect::new(0, 0, cols, rows));
        let mut cast = Self { text: format!("{header}\n"), at: Duration::ZERO, before };
        cast.event("o", "\u{1b}[?25l\u{1b}[2J");
        cast
    }

    /// Shows a screen for so many milliseconds.
    pub(super) fn show(&mut self, screen: Buffer, millis: u64) {
        let mut bytes = Vec::new();
        let mut backend = CrosstermBackend::new(&mut bytes);
        backend.draw(self.before.diff(&screen).into_iter()).expect("a vector takes everything");
        let sent = String::from_utf8(bytes).expect("a terminal is sent UTF-8");
        if !sent.is_empty() {
            self.event("o", &sent);
        }
        self.before = screen;
        self.at += Duration::from_millis(millis);
    }

    /// Names what comes now, for the players that show chapters.
    pub(super) fn chapter(&mut self, name: &str) {
        self.event("m", name);
    }

    /// How long it lasts.
    pub(super) fn lasts(&self) -> Duration {
        self.at
    }

    /// The whole recording, with its end.
    pub(super) fn finish(mut self) -> String {
        self.event("o", "\u{1b}[0m");
        self.text
    }

    fn event(&mut self, kind: &str, data: &str) {
        // Writing to a `String` cannot fail.
        let _ = writeln!(self.text, "{}", json!([self.at.as_secs_f64(), kind, data]));
    }
}
