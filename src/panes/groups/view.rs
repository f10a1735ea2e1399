//! Draws the groups of the selected number, and their invite links.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{Column, NumberState, Pane, Remote};
use crate::model::{Error, ErrorKind, Group, InviteLink, MAX_GROUP_MEMBERS};
use crate::panes::view::columns::Slot;
use crate::panes::view::frame;
use crate::panes::view::pane_list::PaneList;
use crate::view::{Screen, text};

/// From this width on, a row has more than the name of the group.
const WITH_WORDS: u16 = 28;
/// From this width on, there is room for the link itself.
const WITH_LINK: u16 = 60;
/// Columns of what is known of a link where there is none for the link itself.
const LINK: u16 = 7;

/// Blanks before it.
const GAP: u16 = 2;
/// Columns of a whole link.
const WHOLE_LINK: u16 = 40;
/// Columns of a group's name and state that the link leaves.
const SUBJECT: u16 = 30;

/// From this width on, the column of the members has room for its name.
const WITH_MEMBERS: u16 = 44;

/// Draws the list.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, tabs: Option<u16>) {
    let number_state = screen.state.number_state();
    let visible = number_state.map_or(&[][..], |number_state| number_state.group_cursor.visible());
    let rows = number_state.map_or(&[][..], NumberState::group_rows);
    let at = number_state.map_or(0, |number_state| number_state.group_cursor.position());
    let list = PaneList {
        pane: Pane::Groups,
        items: rows.len(),
        shown: visible.len(),
        lines: visible.len(),
        selected: at..at + 1,
        item_of: &Some,
        named: true,
        slots: &|columns| slots(rows, columns),
        rows: &|seen, slots| {
            let Some(number_state) = number_state else { return Vec::new() };
            let seen = visible.get(seen).unwrap_or_default().iter().filter_map(|&at| rows.get(at));
            seen.map(|group| row(screen, number_state, group, slots)).collect()
        },
        notes: &|columns| notes(screen, number_state, visible.is_empty(), columns),
    };
    frame::draw(screen, buf, area, tabs, &list);
}

/// The columns that have room. Graph does not tell the members with the list.
fn slots(rows: &[Group], columns: u16) -> Vec<Slot> {
    if columns < WITH_WORDS {
        return vec![Slot::start(Column::Subject, 1, columns.saturating_sub(1))];
    }
    let members = Slot::end(Column::Members, 1, if columns >= WITH_MEMBERS { 9 } else { 4 });
    let members = rows.iter().any(|group| group.participants.is_some()).then_some(members);
    let others = members.map_or(0, |slot| slot.gap + slot.width) + GAP + 1 + SUBJECT;
    let link = if columns >= WITH_LINK { columns.saturating_sub(others).min(WHOLE_LINK) } else { LINK };
    let link = Slot::start(Column::Link, if columns >= WITH_LINK { GAP } else { 1 }, link);
    let taken: u16 = members.iter().chain([&link]).map(|slot| slot.gap + slot.width).sum();
    let subject = Slot::start(Column::Subject, 1, columns.saturating_sub(1 + taken));
    [subject].into_iter().chain(members).chain([link]).collect()
}

/// Subject with the state of the group, members, and link.
fn row(screen: Screen<'_>, number_state: &NumberState, group: &Group, slots: &[Slot]) -> Line<'static> {
    let theme = screen.theme;
    let mut spans = Vec::new();
    for slot in slots {
        spans.push(Span::raw(" ".repeat(slot.gap.into())));
        match slot.column {
            Column::Subject => spans.extend(subject(screen, group, slot.width)),
            Column::Members => {
                let members = group.participants.map(|members| format!("{members}/{MAX_GROUP_MEMBERS}"));
                let width = usize::from(slot.width);
                spans.push(Span::styled(format!("{:>width$}", members.unwrap_or_default()), theme.dim));
            }
            _ => spans.push(Span::styled(link(screen, number_state, group, slot.width), theme.dim)),
        }
    }
    Line::from(spans)
}

/// The name of the group, and its state where that is not the usual one.
fn subject(screen: Screen<'_>, group: &Group, columns: u16) -> Vec<Span<'static>> {
    let status = group.status.as_deref().filter(|status| !status.eq_ignore_ascii_case("ACTIVE"));
    let status = status.map_or(String::new(), |status| format!(" {}", text::fit(status, 12)));
    let room = columns.saturating_sub(text::width(&status));
    let subject = text::fit(&group.subject, room);
    let blanks = room.saturating_sub(text::width(&subject));
    let filter = screen.state.filter(Pane::Groups).text.text();
    let mut spans = text::found(&subject, filter, Style::new(), screen.theme.found);
    spans.push(Span::styled(status, screen.theme.warning));
    spans.push(Span::raw(" ".repeat(blanks.into())));
    spans
}

/// The link, or what is known of it.
fn link(screen: Screen<'_>, number_state: &NumberState, group: &Group, columns: u16) -> String {
    let asked = number_state.links.get(&group.id);
    let asking = asked.and_then(Remote::loading).is_some();
    let failed = asked.and_then(Remote::error).is_some();
    let word = match number_state.link_of(group) {
        InviteLink::Link(url) if columns > LINK => {
            // Links differ at their ends.
            return text::fill(&text::fit_end(url.trim_start_matches("https://"), columns), columns);
        }
        InviteLink::Link(_) => "link",
        InviteLink::None => "no link",
        InviteLink::Unknown if asking => screen.spinner(),
        InviteLink::Unknown if failed => "! link",
        InviteLink::Unknown => "…",
    };
    text::fill(word, columns)
}

/// What is to be said about the list as a whole.
fn notes(
    screen: Screen<'_>,
    number_state: Option<&NumberState>,
    nothing_shown: bool,
    columns: u16,
) -> Vec<Line<'static>> {
    let Some(number_state) = number_state else { return Vec::new() };
    let not_available = |error: &Error| {
        let why = if error.kind == ErrorKind::Config { error.message.as_str() } else { "" };
        let sentence = format!("Groups are not available here. {why} {}", error.advice);
        screen.dim_lines(&sentence.replace("  ", " "), columns)
    };
    let mut notes = match number_state.groups.error() {
        Some(error) if number_state.groups.loading().is_none() && is_fact(error.kind) => not_available(error),
        _ => {
            // What was said at an earlier look holds while nobody answers.
            let earlier = number_state.no_groups.as_ref().filter(|_| number_state.groups.value().is_none());
            let mut notes = earlier.map(not_available).unwrap_or_default();
            notes.extend(screen.remote_lines(&number_state.groups, Pane::Groups, columns));
            notes
        }
    };
    match number_state.groups.value() {
        Some(groups) if groups.is_empty() && notes.is_empty() => {
            notes.extend(screen.dim_lines("This number has no groups.", columns));
        }
        Some(groups) if nothing_shown && !groups.is_empty() => {
            notes.extend(screen.dim_lines(&screen.keys("No group contains that. {back} clears the filter."), columns));
        }
        None if notes.is_empty() => notes.extend(screen.dim_lines("Not loaded yet.", columns)),
        _ => {}
    }
    notes
}

/// Whether it is no failure that there are no groups: the service does not offer them to the number, or the profile lacks
/// what they need.
fn is_fact(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotEnabled | ErrorKind::Config)
}
