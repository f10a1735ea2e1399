//! Buttons.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Screen, What, paint, text};

/// What stands around the word on a button that has the focus.
const FOCUSED: (&str, &str) = ("[▸", "◂]");
/// The same for one that has it not.
const OTHER: (&str, &str) = ("[ ", " ]");

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
        let (before, after) = if self.focused { FOCUSED } else { OTHER };
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

/// Draws a line with buttons, and notes for the mouse where they stand: from the one with the focus, Tab leads to the
/// others in their order.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, place: Rect, line: &Line<'static>) {
    if line.width() > usize::from(place.width)
        && let Some(focused) = line.spans.iter().find(|span| span.content.starts_with(FOCUSED.0))
    {
        // Where there is no room for all, Tab shows the others.
        let fitted = text::fit(&focused.content, place.width);
        return paint::lines(buf, place, &[Line::styled(fitted, focused.style)]);
    }
    paint::lines(buf, place, std::slice::from_ref(line));
    let buttons: Vec<(usize, &str)> =
        line.spans.iter().map(|span| span.content.as_ref()).enumerate().filter(|(_, text)| is_button(text)).collect();
    let Some(focus) = buttons.iter().position(|(_, text)| text.starts_with(FOCUSED.0)) else { return };
    for (at, (span, word)) in (0_isize..).zip(&buttons) {
        let before: u16 = line.spans[..*span].iter().map(|span| text::width(&span.content)).sum();
        let area = Rect { x: place.x.saturating_add(before), width: text::width(word), height: 1, ..place };
        let steps = at - isize::try_from(focus).unwrap_or_default();
        screen.note(area.intersection(place), || What::Button(steps));
    }
}

/// Whether a part of a line that [`row`] has made is a button.
fn is_button(text: &str) -> bool {
    [FOCUSED, OTHER].iter().any(|(before, after)| text.starts_with(before) && text.ends_with(after))
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
