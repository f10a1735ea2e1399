//! A profile, and a number in one line or two.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{NumberRow, Pane};
use crate::model::{Profile, World};
use crate::view::{Screen, text};

/// From this width on, name and number stand in one line.
pub(crate) const ONE_LINE: u16 = 56;

/// From so many columns left beside the name, the label is shown, too.
const WITH_LABEL: usize = 10;

/// Name, service, and whether it is live.
pub(crate) fn heading(screen: Screen<'_>, profile: &Profile, columns: u16) -> Line<'static> {
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
pub(crate) fn first_line(screen: Screen<'_>, row: &NumberRow, spacious: bool, columns: u16) -> Line<'static> {
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
pub(crate) fn second_line(screen: Screen<'_>, row: &NumberRow, columns: u16) -> Line<'static> {
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
