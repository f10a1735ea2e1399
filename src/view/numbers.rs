//! The numbers of all profiles.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::list::{self, List};
use super::{Screen, text};
use crate::app::{Action, NumberRow, Pane};
use crate::model::{Profile, World};

/// From this width on, name and number stand in one line.
const ONE_LINE: u16 = 56;

/// From so many columns left beside the name, the label is shown, too.
const WITH_LABEL: usize = 10;

/// One line of the list.
enum Row<'a> {
    /// A profile begins.
    Profile(&'a Profile),
    /// A number: its place among those that pass the filter.
    Number(usize, &'a NumberRow),
    /// The second line of the number before.
    Below(usize, &'a NumberRow),
    /// Something to say about a profile.
    Note(Line<'static>),
    /// Nothing.
    Blank,
}

/// Draws the list.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, tabs: bool) {
    let state = screen.state;
    let room = list::room(screen, area, Pane::Numbers);
    let height = usize::from(room.height);
    let spacious = room.width < ONE_LINE && rows(screen, room.width, true).len() <= height;
    let rows = rows(screen, room.width, spacious);
    list::draw(
        screen,
        buf,
        area,
        tabs,
        &List {
            pane: Pane::Numbers,
            items: state.number_rows.len(),
            shown: state.number_cursor.visible().len(),
            lines: rows.len(),
            selected: selected(&rows, state.number_cursor.position()),
            item_of: &|line| match rows.get(line) {
                Some(Row::Number(at, _) | Row::Below(at, _)) => Some(*at),
                _ => None,
            },
            line: &|line, columns| match rows.get(line) {
                Some(Row::Profile(profile)) => heading(screen, profile, columns),
                Some(Row::Number(_, number)) => first_line(screen, number, spacious, columns),
                Some(Row::Below(_, number)) => second_line(screen, number, columns),
                Some(Row::Note(note)) => note.clone(),
                Some(Row::Blank) | None => Line::default(),
            },
            notes: &|columns| {
                if !rows.is_empty() {
                    return Vec::new();
                }
                let sentence = "There is no profile.";
                let sentence = screen.advise(sentence, Pane::Numbers, Action::Connect, "connects an account.");
                screen.dim_lines(&sentence, columns)
            },
        },
    );
}

/// The lines of the selected number.
fn selected(rows: &[Row<'_>], position: usize) -> Range<usize> {
    let is_selected = |row: &Row<'_>| matches!(row, Row::Number(at, _) | Row::Below(at, _) if *at == position);
    let Some(first) = rows.iter().position(is_selected) else { return 0..0 };
    first..first + rows[first..].iter().take_while(|row| is_selected(row)).count()
}

/// All lines: each profile with its numbers, and what is to be said about it.
fn rows(screen: Screen<'_>, columns: u16, spacious: bool) -> Vec<Row<'_>> {
    let state = screen.state;
    let mut rows = Vec::new();
    for profile in &state.profiles {
        if spacious && !rows.is_empty() {
            rows.push(Row::Blank);
        }
        rows.push(Row::Profile(profile));
        rows.extend(notes(screen, profile, columns).into_iter().map(Row::Note));
        for (at, &index) in state.number_cursor.visible().iter().enumerate() {
            let Some(number) = state.number_rows.get(index).filter(|row| row.key.profile == profile.name) else {
                continue;
            };
            rows.push(Row::Number(at, number));
            if spacious {
                rows.push(Row::Below(at, number));
            }
        }
    }
    rows.extend(hidden(screen, columns).into_iter().map(Row::Note));
    rows
}

/// That there are profiles that are not on screen.
fn hidden(screen: Screen<'_>, columns: u16) -> Vec<Line<'static>> {
    let sentence = match screen.state.hidden().count() {
        0 => return Vec::new(),
        _ if screen.state.profiles.is_empty() => "All profiles are hidden.".to_owned(),
        1 => "1 more profile is hidden.".to_owned(),
        more => format!("{more} more profiles are hidden."),
    };
    screen.dim_lines(&screen.advise(&sentence, Pane::Numbers, Action::Profiles, "shows them."), columns)
}

/// What is to be said about a profile.
fn notes(screen: Screen<'_>, profile: &Profile, columns: u16) -> Vec<Line<'static>> {
    let Some(remote) = screen.state.numbers.get(&profile.name) else { return Vec::new() };
    let room = columns.saturating_sub(1);
    let mut lines = match secret_note(screen, profile) {
        Some(sentence) => screen.dim_lines(&sentence, room),
        None => screen.remote_lines(remote, Pane::Numbers, room),
    };
    if lines.is_empty() && remote.value().is_some_and(Vec::is_empty) {
        lines = screen.dim_lines("This account has no phone numbers. Add one at the service, then refresh.", room);
    }
    for line in &mut lines {
        line.spans.insert(0, Span::raw(" "));
    }
    lines
}

/// That it waits for a secret that the person is asked for, or would not give.
fn secret_note(screen: Screen<'_>, profile: &Profile) -> Option<String> {
    let state = screen.state;
    if state.is_asked_for(&profile.name) {
        return Some("Waiting for its secret.".to_owned());
    }
    let declined = state.secrets.declined.contains(&profile.name);
    let sentence = "Not connected: its secret was not given.";
    declined.then(|| screen.advise(sentence, Pane::Numbers, Action::Refresh, "asks for it again."))
}

/// Name, service, and whether it is live.
fn heading(screen: Screen<'_>, profile: &Profile, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let world = profile.world.badge();
    let world = if profile.read_only { format!("{world} read-only") } else { world.to_owned() };
    let service = profile.provider.short_name();
    let room = columns.saturating_sub(text::width(&world) + text::width(service) + 2);
    let name = text::fit(profile.name.as_str(), room);
    let gap = usize::from(room.saturating_sub(text::width(&name)));
    let world_style = match profile.world {
        World::Live => theme.live,
        World::Sandbox => theme.dim,
    };
    Line::from(vec![
        Span::styled(name, theme.strong),
        Span::styled(format!(" {service} "), theme.dim),
        Span::raw(" ".repeat(gap)),
        Span::styled(world, world_style),
    ])
}

/// Name and quality; in a list of one line a number also the count of codes, and what else there is room for.
fn first_line(screen: Screen<'_>, row: &NumberRow, spacious: bool, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let filter = screen.state.filter(Pane::Numbers).text.text();
    let (quality, quality_style) = quality(screen, row.number.quality.as_deref());
    let wide = columns >= ONE_LINE;
    let display = if wide { text::fill(&row.number.display, 22) } else { String::new() };
    let status = if wide { status(row) } else { String::new() };
    let count = if spacious { String::new() } else { count(screen, row) };
    let taken = 2 + 3 + text::width(&display) + text::width(&status) + text::width(&count);
    let name_columns = columns.saturating_sub(taken);
    let name = text::fit(&row.number.name, name_columns);
    let gap = usize::from(name_columns.saturating_sub(text::width(&name)));
    let mut spans = vec![Span::raw("  ")];
    spans.extend(text::found(&name, filter, Style::new(), theme.found));
    let label = screen.label(Some(&row.key), None).filter(|_| gap >= WITH_LABEL).unwrap_or_default();
    let label = text::fit(label, u16::try_from(gap.saturating_sub(4)).unwrap_or(u16::MAX));
    let gap = gap.saturating_sub(usize::from(text::width(&label)));
    if label.is_empty() {
        spans.push(Span::raw(" ".repeat(gap)));
    } else {
        spans.push(Span::raw("  "));
        spans.extend(text::found(&label, filter, theme.accent, theme.found));
        spans.push(Span::raw(" ".repeat(gap.saturating_sub(2))));
    }
    spans.push(Span::styled(status, theme.warning));
    spans.extend(text::found(&display, filter, theme.dim, theme.found));
    spans.push(Span::styled(count, theme.dim));
    spans.push(Span::styled(format!(" {quality}"), quality_style));
    Line::from(spans)
}

/// Number, its status where that is not the usual one, and the count of codes.
fn second_line(screen: Screen<'_>, row: &NumberRow, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let filter = screen.state.filter(Pane::Numbers).text.text();
    let (status, mut count) = (status(row), count(screen, row));
    if 2 + text::width(&row.number.display) + text::width(&status) + text::width(&count) > columns {
        count.clear();
    }
    let room = columns.saturating_sub(2 + text::width(&status) + text::width(&count));
    let display = text::fit(&row.number.display, room);
    let gap = usize::from(room.saturating_sub(text::width(&display)));
    let mut spans = vec![Span::raw("  ")];
    spans.extend(text::found(&display, filter, theme.dim, theme.found));
    spans.push(Span::styled(status, theme.warning));
    spans.push(Span::styled(format!("{}{count}", " ".repeat(gap)), theme.dim));
    Line::from(spans)
}

/// How many codes a number has, where that is known.
fn count(screen: Screen<'_>, row: &NumberRow) -> String {
    let codes = screen.state.number_states.get(&row.key).and_then(|number_state| number_state.codes.value());
    codes.map_or_else(|| "     ".to_owned(), |codes| format!("{:>5}", codes.len()))
}

/// The status where it is not the usual one, between blanks.
fn status(row: &NumberRow) -> String {
    let usual = |status: &&str| !status.eq_ignore_ascii_case("CONNECTED");
    row.number.status.as_deref().filter(usual).map_or(String::new(), |status| format!(" {} ", text::fit(status, 14)))
}

/// Two columns for the quality: a shape, a letter and a colour that all say the same.
fn quality(screen: Screen<'_>, quality: Option<&str>) -> (&'static str, Style) {
    let theme = screen.theme;
    match quality.unwrap_or_default().to_ascii_uppercase().as_str() {
        "GREEN" | "HIGH" => ("●G", theme.good),
        "YELLOW" | "MEDIUM" => ("◐Y", theme.warning),
        "RED" | "LOW" => ("○R", theme.warning),
        _ => ("  ", Style::new()),
    }
}
