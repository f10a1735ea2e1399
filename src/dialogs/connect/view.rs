//! The form that connects a real account.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{Keep, LineInput};
use crate::dialogs::{Connect, ConnectField, ConnectPhase};
use crate::model::ProviderKind;
use crate::model::service::MAIN_SECRET;
use crate::view::button::{self, Button};
use crate::view::{DialogFrame, Screen, layout, paint, text};

/// Columns that make a line easy to read.
const COLUMNS: u16 = 72;
/// Columns of the names of the fields.
const NAMES: usize = 12;

/// Draws the form.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, form: &Connect) {
    let most = DialogFrame::most(area);
    let columns = COLUMNS.min(most.width);
    let mut fields = Vec::new();
    if form.phase != ConnectPhase::Connected {
        let shown = form.fields().into_iter().filter(|f| !matches!(f, ConnectField::Connect | ConnectField::Cancel));
        fields.extend(shown.map(|shown| field(screen, form, shown, columns)));
    }
    let mut told = told(screen, form, columns);
    if form.phase == ConnectPhase::Editing {
        told.splice(0..0, screen.restored_lines(form.restored, columns));
    }
    let room = usize::from(most.height).saturating_sub(2);
    told.truncate(room.saturating_sub(fields.len().min(room)).max(room.min(3)));
    // Where there is no room for all, the field with the focus stays in sight.
    let here = form.fields().iter().position(|field| *field == form.field).unwrap_or_default();
    let rows = room.saturating_sub(told.len()).max(1);
    let first = (here + 1).saturating_sub(rows).min(fields.len().saturating_sub(rows));
    let mut lines: Vec<Line<'static>> = fields.into_iter().skip(first).take(rows).collect();
    lines.extend(told);
    lines.push(Line::default());
    let above = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let rows = above.saturating_add(1);
    let dialog = DialogFrame::new(screen, "Connect an account", Size::new(columns, rows));
    let inside = dialog.open(screen, buf, area);
    paint::lines(buf, inside, &lines);
    button::draw(screen, buf, layout::top(inside, above).1, &buttons(screen, form));
}

/// A field: its name, what is in it, and the cursor where it has the focus.
fn field(screen: Screen<'_>, form: &Connect, field: ConnectField, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let focused = form.field == field && form.phase == ConnectPhase::Editing;
    let (name, hint) = words(form, field);
    let room = columns.saturating_sub(u16::try_from(NAMES).unwrap_or(0) + 1);
    let value = match field {
        ConnectField::Service => choice(ProviderKind::ALL, form.service, |kind| kind.service().vendor, room),
        ConnectField::Keep => choice(&Keep::ALL, form.keep, Keep::words, room),
        ConnectField::Secret => "•".repeat(form.secret.chars().min(usize::from(room))),
        _ => String::new(),
    };
    let input = form.input(field);
    let empty = input.map_or(value.is_empty(), LineInput::is_empty);
    let mut spans = vec![Span::styled(format!("{name:<NAMES$}"), if focused { theme.accent } else { theme.dim })];
    if let Some(input) = input {
        spans.extend(screen.typed(input, focused, Style::new(), room));
    } else {
        spans.push(Span::raw(text::fit_end(&value, room)));
        spans.extend(focused.then(|| screen.cursor()));
    }
    if empty {
        spans.push(Span::styled(text::fit(hint, room.saturating_sub(1)), theme.dim));
    }
    Line::from(spans)
}

/// The name of a field, and what to put in.
fn words(form: &Connect, field: ConnectField) -> (&'static str, &'static str) {
    let of_service = |key| {
        let row = form.service.service().form.iter().find(|row| row.key == key);
        row.map_or(("", ""), |row| (row.label, row.hint))
    };
    match field {
        ConnectField::Service => ("Service", ""),
        ConnectField::Name => ("Name", "what to call it here, such as shop-eu"),
        ConnectField::Value(key) => of_service(key),
        ConnectField::Secret => of_service(MAIN_SECRET),
        ConnectField::Keep => ("Keep secret", ""),
        ConnectField::File => ("File", "a path outside of qrdeck's own directories"),
        ConnectField::Connect | ConnectField::Cancel => ("", ""),
    }
}

/// One of several; where there is no room for all, there is room for the chosen one.
fn choice<T: Copy + PartialEq>(all: &[T], chosen: T, words: fn(T) -> &'static str, room: u16) -> String {
    let marked = all.iter().map(|one| format!("({}) {}", if *one == chosen { '•' } else { ' ' }, words(*one)));
    let all = marked.collect::<Vec<_>>().join("  ");
    if text::width(&all) > room { format!("(•) {}  ← →", words(chosen)) } else { all }
}

/// What was found out, and why it did not work.
fn told(screen: Screen<'_>, form: &Connect, columns: u16) -> Vec<Line<'static>> {
    let theme = screen.theme;
    let mut lines = Vec::new();
    let mut say = |sign: &'static str, style: Style, words: &str| {
        for (at, row) in text::wrap(words, columns.saturating_sub(2)).into_iter().enumerate() {
            let sign = if at == 0 { sign } else { " " };
            lines.push(Line::from(vec![Span::styled(format!("{sign} "), style), Span::raw(row)]));
        }
    };
    match form.phase {
        ConnectPhase::Checking(_) => {
            say("·", theme.accent, &screen.keys("Asking the service… {back} stops; nothing is stored."));
        }
        ConnectPhase::Connected => {
            say("✓", theme.good, &screen.keys("Connected. {activate} opens it in place of the sandbox."));
        }
        ConnectPhase::Editing => {}
    }
    for finding in &form.findings {
        let (sign, style) = if finding.good { ("✓", theme.good) } else { ("!", theme.warning) };
        say(sign, style, &finding.sentence);
        if let Some(advice) = finding.advice.as_deref().filter(|_| !finding.good) {
            say(" ", theme.dim, advice);
        }
    }
    let said = |sentence: &str| form.findings.iter().any(|finding| finding.sentence == sentence);
    if let Some(error) = form.error.as_ref().filter(|error| !said(&error.message)) {
        say("!", theme.warning, &error.message);
        say(" ", theme.dim, &error.advice);
    }
    if !lines.is_empty() {
        lines.insert(0, Line::default());
    }
    lines
}

/// Connect and Cancel, or the way into the account.
fn buttons(screen: Screen<'_>, form: &Connect) -> Line<'static> {
    if form.phase == ConnectPhase::Connected {
        return button::row(screen, &[Button::new("Open", true)]);
    }
    let connect = Button::new("Connect", form.field == ConnectField::Connect);
    button::row(screen, &[connect, Button::new("Cancel", form.field == ConnectField::Cancel)])
}
