//! The form that connects a real account: a step at a time.

mod field;
mod keep;
pub(crate) mod service;
mod told;

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use crate::app::{Action, ConnectField, ConnectStep};
use crate::dialogs::{Connect, ConnectPhase, DialogState};
use crate::view::button::{self, Button};
use crate::view::squeeze::{Part, squeeze, wanted};
use crate::view::{DialogFrame, Screen, What, layout, paint, text};

/// Columns that make a line easy to read.
const COLUMNS: u16 = 76;
/// Rows of a step at least: they do not all have as many, and the frame should not jump.
const ROWS: usize = 11;

/// The lines of a step.
#[derive(Default)]
struct Body {
    lines: Vec<Line<'static>>,
    /// Those that have to be seen: the field with the focus, and what is wrong with it.
    focus: Range<usize>,
    /// The choice that each of the first lines belongs to, where there is one.
    items: Vec<Option<usize>>,
    /// The choice that is made.
    selected: usize,
}

impl Body {
    /// Adds lines that belong together; they have to be seen where they have the focus.
    fn add(&mut self, lines: impl IntoIterator<Item = Line<'static>>, focused: bool) {
        let start = self.lines.len();
        self.lines.extend(lines);
        if focused {
            self.focus = start..self.lines.len();
        }
    }

    /// An empty line, unless there is nothing to set off.
    fn gap(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
    }

    /// The lines of a choice, of which the first is its own.
    fn choice(&mut self, item: Option<usize>, lines: Vec<Line<'static>>, chosen: bool) {
        self.items.resize(self.lines.len(), None);
        self.items.extend(lines.iter().map(|_| item));
        if let Some(item) = item.filter(|_| chosen) {
            self.selected = item;
        }
        self.add(lines, chosen);
    }
}

/// Draws the form.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, form: &Connect) {
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let body = body(screen, form, columns);
    let buttons = buttons(screen, form);
    let parts = [
        Part::whole(1, 7),
        Part::gap(1),
        Part::at_least(body.lines.len().max(ROWS), body.focus.len().max(1), 9),
        Part::gap(2),
        Part::whole(usize::from(buttons.is_some()), 8),
    ];
    let mut dialog = DialogFrame::new(screen, "Connect an account", Size::new(columns, wanted(&parts)));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);
    let [head_rows, gap, body_rows, lower_gap, button_rows] = squeeze(parts, inside.height);
    let (place, rest) = layout::top(inside, head_rows);
    paint::lines(buf, place, &[head(screen, form, columns)]);
    let (place, rest) = layout::top(layout::top(rest, gap).1, body_rows);
    scrolled(screen, buf, place, form, body);
    let place = layout::top(layout::top(rest, lower_gap).1, button_rows).0;
    if let Some(buttons) = buttons {
        let contexts = form.context().chain();
        let submit = screen.state.keymap.row(&contexts, Action::Submit);
        if let Some(key) = submit.and_then(|row| row.key_in(&contexts)) {
            screen.note(place, || What::Key(*key));
        }
        button::draw(screen, buf, place, &buttons);
    }
}

/// Draws the part of a step around the focus.
fn scrolled(screen: Screen<'_>, buf: &mut Buffer, place: Rect, form: &Connect, body: Body) {
    let Body { mut lines, focus, items, selected } = body;
    let rows = usize::from(place.height);
    let first = focus.end.saturating_sub(rows).min(focus.start).min(lines.len().saturating_sub(rows));
    let more = lines.len() > first + rows;
    lines = lines.into_iter().skip(first).take(rows).collect();
    if let Some(last) = lines.last_mut().filter(|_| more) {
        paint::mark_cut(last, place.width);
    }
    paint::lines(buf, place, &lines);
    // Elsewhere the arrow keys do not choose.
    if form.phase == ConnectPhase::Editing && matches!(form.field, ConnectField::Service | ConnectField::Keep) {
        let items = items.into_iter().skip(first).take(rows).collect();
        screen.note(place, || What::Rows { pane: None, items, selected });
    }
}

/// What stands in the step.
fn body(screen: Screen<'_>, form: &Connect, columns: u16) -> Body {
    let mut body = Body::default();
    match form.phase {
        ConnectPhase::Checking(_) => told::checking(screen, form, columns, &mut body),
        ConnectPhase::Connected(ref connected) => told::connected(screen, form, connected, columns, &mut body),
        ConnectPhase::Editing => {
            body.add(screen.restored_lines(form.restored, columns), false);
            body.gap();
            match form.step() {
                ConnectStep::Service => service::choice(screen, form, columns, &mut body),
                ConnectStep::Token => {
                    for field in form.fields(ConnectStep::Token) {
                        field::lines(screen, form, field, columns, &mut body);
                    }
                    told::findings(screen, form, columns, &mut body);
                    body.gap();
                    body.add(service::page(screen, form.service, form.secret_name(), columns), false);
                }
                ConnectStep::Keep => {
                    keep::choice(screen, form, columns, &mut body);
                    if form.fields(ConnectStep::Keep).contains(&ConnectField::File) {
                        body.gap();
                        field::lines(screen, form, ConnectField::File, columns, &mut body);
                    }
                    told::findings(screen, form, columns, &mut body);
                }
            }
        }
    }
    body
}

/// The steps, and which of them this is; where there is no room for all, only this one.
fn head(screen: Screen<'_>, form: &Connect, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let here = form.step();
    let is_over = matches!(form.phase, ConnectPhase::Connected(_));
    let mut spans = Vec::new();
    for (number, step) in (1..).zip(ConnectStep::ALL) {
        let (sign, style) = if is_over || step < here {
            ("✓", theme.dim)
        } else if step == here {
            ("▸", theme.accent.patch(theme.strong))
        } else {
            (" ", theme.dim)
        };
        spans.push(Span::styled(format!("{sign} {number} {}   ", title(form, step)), style));
    }
    let line = Line::from(spans);
    if line.width() <= usize::from(columns) + 3 {
        return line;
    }
    let number = ConnectStep::ALL.iter().filter(|step| **step <= here).count();
    let sign = if is_over { "✓" } else { "▸" };
    let short = format!("{sign} {number} of {}  {}", ConnectStep::ALL.len(), title(form, here));
    Line::styled(text::fit(&short, columns), theme.accent.patch(theme.strong))
}

/// What a step is about.
fn title(form: &Connect, step: ConnectStep) -> &'static str {
    match step {
        ConnectStep::Service => "Service",
        ConnectStep::Token => form.service.service().credential.title,
        ConnectStep::Keep => "Where to keep it",
    }
}

/// The button of the last step, or the way into the account.
fn buttons(screen: Screen<'_>, form: &Connect) -> Option<Line<'static>> {
    let button = match form.phase {
        ConnectPhase::Connected(_) => Button::new("Open", true),
        ConnectPhase::Editing if form.step() == ConnectStep::Keep => {
            Button::new("Connect", form.field == ConnectField::Connect)
        }
        ConnectPhase::Editing | ConnectPhase::Checking(_) => return None,
    };
    Some(button::row(screen, &[button]))
}
