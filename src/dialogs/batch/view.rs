//! Many changes: how they go, and what came of them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::state::BatchProgress;
use crate::app::{Batch, Write};
use crate::view::sign::sign as signed;
use crate::view::{DialogFrame, Screen, paint, text};

/// Columns that make a line easy to read.
const COLUMNS: u16 = 72;
/// Rows for what failed and what was replaced; the whole list can be copied.
const LISTED: usize = 10;

/// Draws the dialog.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, _: &BatchProgress) {
    let Some(batch) = &screen.state.batch else { return };
    let theme = screen.theme;
    let most = DialogFrame::most(area);
    let columns = COLUMNS.min(most.width);
    let pace = pace(screen, batch, columns);
    let mut lines = vec![
        Line::styled(text::fit(&batch.confirm.terms.number, columns), theme.dim),
        Line::default(),
        bar(screen, batch, columns),
        Line::from(text::fit(&counts(batch), columns)),
    ];
    lines.extend(text::wrap(&pace, columns).into_iter().map(|line| Line::styled(line, theme.dim)));
    if screen.small {
        lines = [counts(batch), pace].iter().flat_map(|words| text::wrap(words, columns)).map(Line::from).collect();
    }
    let room = usize::from(most.height).saturating_sub(lines.len() + 1).min(LISTED);
    let mut listed = listed(screen, batch, columns);
    let hidden = listed.len().saturating_sub(room);
    if hidden > 0 {
        listed.truncate(room.saturating_sub(1));
        listed.push(Line::styled(
            screen.keys(&format!("and {} more; {{copy_text}} copies the whole list", hidden + 1)),
            theme.dim,
        ));
    }
    if !listed.is_empty() && room > 0 {
        lines.push(Line::default());
        lines.extend(listed);
    }
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(most.height);
    let title = title(batch);
    let mut dialog = DialogFrame::new(screen, &title, Size::new(columns, rows));
    dialog.badge = screen.badges(|world| batch.confirm.terms.has(world));
    let inside = dialog.open(screen, buf, area);
    paint::lines(buf, inside, &lines);
}

/// What goes on, or did.
fn title(batch: &Batch) -> String {
    let doing = batch.confirm.terms.doing;
    let codes = if batch.total() == 1 { "1 code".to_owned() } else { format!("{} codes", batch.total()) };
    let end = if batch.is_over() { ": finished" } else { "" };
    format!("{doing} {codes}{end}")
}

/// How much of it is over, failures included, as a bar of text.
fn bar(screen: Screen<'_>, batch: &Batch, columns: u16) -> Line<'static> {
    let columns = usize::from(columns);
    let (ended, total) = (batch.done.len() + batch.failed.len(), batch.total().max(1));
    let full = columns * ended / total;
    Line::from(vec![
        Span::styled("━".repeat(full), screen.theme.accent),
        Span::styled("─".repeat(columns - full), screen.theme.dim),
    ])
}

/// What is over and what is not.
fn counts(batch: &Batch) -> String {
    let mut words = vec![format!("{} of {} done", batch.done.len(), batch.total())];
    let counted = [
        (batch.failed.len() - batch.unknown(), "failed"),
        (batch.unknown(), "unknown"),
        (batch.running.len(), "on the way"),
        (batch.waiting.len(), "waiting"),
    ];
    words.extend(counted.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
    words.join(", ")
}

/// How fast it goes and how long it still takes, or why it does not go on.
fn pace(screen: Screen<'_>, batch: &Batch, columns: u16) -> String {
    let now = screen.state.now.since_start;
    if batch.is_over() {
        let all = batch.failed.is_empty() && batch.waiting.is_empty();
        let deleted = batch.done.iter().all(|write| matches!(write, Write::Delete { .. }));
        let verdict = if all && deleted {
            "All codes were deleted. {activity} can create them again, with new links."
        } else if all {
            "All changes were carried out."
        } else if batch.failed.is_empty() {
            "Stopped. Finished changes stay; waiting ones were not sent."
        } else if batch.unknown() == batch.failed.len() {
            "Finished. Changes with an unknown outcome may still be carried out; they are not sent again."
        } else {
            "Finished. {retry} retries the changes that certainly failed."
        };
        return screen.keys(verdict);
    }
    if batch.is_looking() {
        return "Reading the lists again: some outcomes are not known.".to_owned();
    }
    if batch.is_paused() {
        return screen.keys(&paused(batch));
    }
    if let Some(held) = screen.countdown(columns) {
        return held;
    }
    let rate = format!("{:.1} a second", batch.rate(now));
    match batch.remaining(now) {
        Some(left) => format!("{rate}, about {} s left", left.as_secs() + 1),
        None => "Starting.".to_owned(),
    }
}

/// Why it does not go on, and which keys let it.
fn paused(batch: &Batch) -> String {
    let held: Vec<_> = batch.held().collect();
    match held.as_slice() {
        _ if batch.paused => "Paused: {pause} resumes sending.".to_owned(),
        [(profile, true)] => {
            format!(
                "{profile} cannot be reached. Paused: {{pause}} resumes, {{stop}} stops; waiting changes were not sent."
            )
        }
        [(profile, false)] => {
            format!(
                "Changes of {profile} failed. Paused: {{pause}} resumes, {{stop}} stops; waiting changes were not sent."
            )
        }
        _ => {
            "Changes of several profiles failed. Paused: {pause} resumes, {stop} stops; waiting changes were not sent."
                .to_owned()
        }
    }
}

/// What failed and why, then what was replaced by what.
fn listed(screen: Screen<'_>, batch: &Batch, columns: u16) -> Vec<Line<'static>> {
    let failed = batch.failed.iter().map(|failure| {
        let sentence = format!("{}  {}", batch.object(&failure.write), failure.error.message);
        if failure.is_unknown() {
            (screen.theme.warning, "?", sentence)
        } else {
            (screen.theme.danger, "✗", sentence)
        }
    });
    let replaced = batch.replaced.iter().map(|(old, new)| (Style::new(), "→", format!("{old} is now {new}")));
    failed
        .chain(replaced)
        .map(|(style, sign, sentence)| {
            let sentence = text::fit(&sentence, columns.saturating_sub(2));
            let [sign, gap] = signed(sign, style);
            Line::from(vec![sign, gap, Span::raw(sentence)])
        })
        .collect()
}
