//! A profile, and a number in one line or two.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{Column, NumberRow, Pane};
use crate::model::{Profile, World};
use crate::panes::numbers::order::{Quality, code_count};
use crate::panes::view::columns::Slot;
use crate::view::shorten::shorten;
use crate::view::{Screen, text};

/// From this width on, name and number stand in one line.
pub(crate) const ONE_LINE: u16 = 56;

/// Columns left of a name.
const INDENT: u16 = 2;
/// Columns of a number as people write it.
const PHONE: u16 = 20;
/// Columns of the count of codes.
const CODES: u16 = 6;
/// Columns of the quality: a shape and a letter.
const QUALITY: u16 = 2;

/// Columns of a status that stay where the number needs the room.
const STATUS: u16 = 5;

/// From this width on, a row has the count of codes, and a profile's its service and world.
const WITH_CODES: u16 = 24;
/// From so many columns left beside the name, the label is shown, too.
const WITH_LABEL: u16 = 10;
/// So many columns of a name stay where the number needs the room; where there are more, the count of codes stays, too.
const NAME: std::ops::RangeInclusive<u16> = 3..=8;

/// A number in the list.
#[derive(Clone, Copy)]
pub(crate) struct Listed<'a> {
    /// The number.
    pub row: &'a NumberRow,
    /// How much of its name other names begin with, in bytes.
    pub shared: usize,
}

/// The columns of a list in which each number has one line.
pub(crate) fn slots(columns: u16) -> Vec<Slot> {
    let wide = columns >= ONE_LINE;
    let phone = wide.then_some(Slot::start(Column::Phone, 2, PHONE));
    let codes = (columns >= WITH_CODES).then_some(Slot::end(Column::Codes, 1, CODES));
    let quality = Slot::start(Column::Quality, 1, if wide { 9 } else { QUALITY });
    with_name(columns, phone.into_iter().chain(codes).chain([quality]).collect())
}

/// The columns of the first line of a number that has two.
pub(crate) fn first_slots(columns: u16) -> Vec<Slot> {
    with_name(columns, vec![Slot::start(Column::Quality, 1, QUALITY)])
}

/// The name before other columns, in all the room that they leave.
fn with_name(columns: u16, mut others: Vec<Slot>) -> Vec<Slot> {
    let taken: u16 = others.iter().map(|slot| slot.gap + slot.width).sum();
    others.insert(0, Slot::start(Column::Name, INDENT, columns.saturating_sub(INDENT + taken)));
    others
}

/// Name, service, and whether it is live.
pub(crate) fn heading(screen: Screen<'_>, profile: &Profile, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    if columns < WITH_CODES {
        let world = Some(profile.world).filter(|world| *world == World::Live).map_or("", World::badge);
        let name = text::fill(profile.name.as_str(), columns.saturating_sub(text::width(world)));
        return Line::from(vec![Span::styled(name, theme.strong), Span::styled(world, theme.live)]);
    }
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

/// The name of a number as it stands in its column.
pub(crate) fn name(number: Listed<'_>, slots: &[Slot]) -> String {
    let columns = slots.first().map_or(0, |slot| slot.width);
    let wide = slots.iter().any(|slot| slot.column == Column::Phone);
    let status = if wide { text::width(&status(number.row)) } else { 0 };
    shorten(&number.row.number.name, number.shared, columns.saturating_sub(status))
}

/// What a number has in each column. `alike` says that another name on screen looks the same: then the number itself
/// stands beside it.
pub(crate) fn line(screen: Screen<'_>, number: Listed<'_>, slots: &[Slot], alike: bool) -> Line<'static> {
    let theme = screen.theme;
    let filter = screen.state.filter(Pane::Numbers).text.text();
    let wide = slots.iter().any(|slot| slot.column == Column::Phone);
    let phone = Some(number.row.number.display.as_str()).filter(|_| alike && !wide).unwrap_or_default();
    let cramped = !phone.is_empty()
        && slots.first().is_some_and(|slot| slot.width < NAME.end() + 1 + text::width(&text::line(phone)));
    let mut spans = Vec::new();
    for slot in slots {
        if cramped && slot.column == Column::Codes {
            continue;
        }
        spans.push(Span::raw(" ".repeat(slot.gap.into())));
        match slot.column {
            Column::Name => {
                let codes = slots.iter().find(|slot| cramped && slot.column == Column::Codes);
                let columns = slot.width + codes.map_or(0, |slot| slot.gap + slot.width);
                spans.extend(name_cell(screen, number, phone, wide, columns));
            }
            Column::Phone => {
                let phone = text::fit_end(&number.row.number.display, slot.width);
                let blanks = slot.width.saturating_sub(text::width(&phone));
                spans.extend(text::found(&phone, filter, theme.dim, theme.found));
                spans.push(Span::raw(" ".repeat(blanks.into())));
            }
            Column::Codes => spans.push(Span::styled(count(screen, number.row, slot.width), theme.dim)),
            _ => {
                let (sign, style) = quality(screen, number.row);
                spans.push(Span::styled(sign, style));
            }
        }
    }
    Line::from(spans)
}

/// Name, label and, at the end, status or number, in exactly so many columns.
fn name_cell(screen: Screen<'_>, number: Listed<'_>, phone: &str, wide: bool, columns: u16) -> Vec<Span<'static>> {
    let theme = screen.theme;
    let filter = screen.state.filter(Pane::Numbers).text.text();
    let status = if wide { status(number.row) } else { String::new() };
    let phone = text::fit_end(phone, columns.saturating_sub(NAME.start() + 1));
    let taken = text::width(&status) + if phone.is_empty() { 0 } else { 1 + text::width(&phone) };
    let room = columns.saturating_sub(taken);
    let name = shorten(&number.row.number.name, number.shared, room);
    let mut blanks = room.saturating_sub(text::width(&name));
    let mut spans = text::found(&name, filter, Style::new(), theme.found);
    let label = screen.label(Some(&number.row.key), None).filter(|_| blanks >= WITH_LABEL);
    if let Some(label) = label {
        let label = text::fit(label, blanks.saturating_sub(4));
        blanks = blanks.saturating_sub(2 + text::width(&label));
        spans.push(Span::raw("  "));
        spans.extend(text::found(&label, filter, theme.accent, theme.found));
    }
    spans.push(Span::raw(" ".repeat(blanks.into())));
    spans.push(Span::styled(status, theme.warning));
    if !phone.is_empty() {
        spans.push(Span::raw(" "));
        spans.extend(text::found(&phone, filter, theme.dim, theme.found));
    }
    spans
}

/// The second line of a number: the number itself, its status where that is not the usual one, and the count of codes.
pub(crate) fn second_line(screen: Screen<'_>, row: &NumberRow, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let filter = screen.state.filter(Pane::Numbers).text.text();
    let (mut status, mut count) = (status(row), count(screen, row, CODES));
    let left = columns.saturating_sub(INDENT + text::width(&row.number.display));
    if text::width(&status) > left {
        // The beginning of the word says it as well; without its beginning the number is another.
        status = text::fit(status.trim_end(), left.max(STATUS));
    }
    if INDENT + text::width(&row.number.display) + text::width(&status) + text::width(&count) > columns {
        count.clear();
    }
    let room = columns.saturating_sub(INDENT + text::width(&status) + text::width(&count));
    let display = text::fit_end(&row.number.display, room);
    let gap = usize::from(room.saturating_sub(text::width(&display)));
    let mut spans = vec![Span::raw(" ".repeat(INDENT.into()))];
    spans.extend(text::found(&display, filter, theme.dim, theme.found));
    spans.push(Span::styled(status, theme.warning));
    spans.push(Span::styled(format!("{}{count}", " ".repeat(gap)), theme.dim));
    Line::from(spans)
}

/// How many codes a number has, where that is known, in so many columns.
fn count(screen: Screen<'_>, row: &NumberRow, columns: u16) -> String {
    let count = code_count(&screen.state.number_states, &screen.state.counts, &row.key);
    format!("{:>width$}", count.map_or_else(String::new, |count| count.to_string()), width = usize::from(columns))
}

/// The status where it is not the usual one, between blanks.
fn status(row: &NumberRow) -> String {
    let usual = |status: &&str| !status.eq_ignore_ascii_case("CONNECTED");
    row.number.status.as_deref().filter(usual).map_or(String::new(), |status| format!(" {} ", text::fit(status, 14)))
}

/// The quality: a shape, a letter and a colour that all say the same.
fn quality(screen: Screen<'_>, row: &NumberRow) -> (&'static str, Style) {
    let theme = screen.theme;
    match Quality::of(&row.number) {
        Some(Quality::High) => ("●G", theme.good),
        Some(Quality::Medium) => ("◐Y", theme.warning),
        Some(Quality::Low) => ("○R", theme.danger),
        None => ("  ", Style::new()),
    }
}
