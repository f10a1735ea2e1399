//! Buttons.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Screen;

/// A button to draw.
pub(crate) struct Button<'a> {
    /// The word on it.
    pub label: &'a str,
    /// Whether Enter presses it.
    pub focused: bool,
    /// Whether pressing it would do anything.
    pub works: bool,
    /// Whether it destroys.
    pub destroys: bool,
}

impl<'a> Button<'a> {
    /// A harmless one.
    pub(crate) fn new(label: &'a str, focused: bool) -> Self {
        Self { label, focused, works: true, destroys: false }
    }

    /// The button; arrows show the focus where neither colours nor bold letters do.
    fn span(&self, screen: Screen<'_>) -> Span<'static> {
        let theme = screen.theme;
        let (before, after) = if self.focused { ("[▸", "◂]") } else { ("[ ", " ]") };
        let style = match (self.works, self.focused, self.destroys) {
            (false, ..) => theme.dim,
            (true, true, true) => theme.destroy,
            (true, true, false) => theme.pressed,
            (true, false, true) => theme.danger,
            (true, false, false) => Style::new(),
        };
        Span::styled(format!("{before}{}{after}", self.label), style)
    }
}

/// Buttons beside each other.
pub(crate) fn row(screen: Screen<'_>, buttons: &[Button<'_>]) -> Line<'static> {
    let mut spans = Vec::new();
    for button in buttons {
        if !spans.is_empty() {
            spans.push(Span::raw("  "));
        }
        spans.push(button.span(screen));
    }
    Line::from(spans)
}
