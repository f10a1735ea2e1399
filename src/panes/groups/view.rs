//! The groups of the selected number, and their invite links.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{NumberState, Pane, Remote};
use crate::model::{Group, InviteLink, MAX_GROUP_MEMBERS};
use crate::panes::view::frame::PaneList;
use crate::view::{Screen, text};

/// From this width on, there is room for the link itself.
const WITH_LINK: u16 = 60;

/// Draws the list.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, tabs: bool) {
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
        rows: &|seen, columns| {
            let seen = visible.get(seen).unwrap_or_default().iter().filter_map(|&at| rows.get(at));
            number_state
                .into_iter()
                .flat_map(|state| seen.clone().map(|group| row(screen, state, group, columns)))
                .collect()
        },
        notes: &|columns| notes(screen, number_state, visible.is_empty(), columns),
    };
    list.draw(screen, buf, area, tabs);
}

/// Subject, members, and the state of group and link.
fn row(screen: Screen<'_>, number_state: &NumberState, group: &Group, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let status = group.status.as_deref().filter(|status| !status.eq_ignore_ascii_case("ACTIVE"));
    let status = status.map_or(String::new(), |status| format!(" {}", text::fit(status, 12)));
    // Graph does not tell the members with the list.
    let members =
        group.participants.map_or_else(|| " ".to_owned(), |members| format!(" {members:>2}/{MAX_GROUP_MEMBERS} "));
    let link = link(screen, number_state, group, columns);
    let taken = 1 + text::width(&status) + text::width(&members) + text::width(&link);
    let subject_columns = columns.saturating_sub(taken);
    let subject = text::fit(&group.subject, subject_columns);
    let gap = usize::from(subject_columns.saturating_sub(text::width(&subject)));
    let filter = screen.state.filter(Pane::Groups).text.text();
    let mut spans = vec![Span::raw(" ")];
    spans.extend(text::found(&subject, filter, Style::new(), theme.found));
    spans.push(Span::styled(status, theme.warning));
    spans.push(Span::raw(" ".repeat(gap)));
    spans.push(Span::styled(members, theme.dim));
    spans.push(Span::styled(link, theme.dim));
    Line::from(spans)
}

/// The link, or what is known of it, in a column of one width for all rows.
fn link(screen: Screen<'_>, number_state: &NumberState, group: &Group, columns: u16) -> String {
    let asked = number_state.links.get(&group.id);
    let asking = asked.and_then(Remote::loading).is_some();
    let failed = asked.and_then(Remote::error).is_some();
    let wide = columns >= WITH_LINK;
    let word = match number_state.link_of(group) {
        InviteLink::Link(url) if wide => url.trim_start_matches("https://"),
        InviteLink::Link(_) => "link",
        InviteLink::None => "no link",
        InviteLink::Unknown if asking => screen.spinner(),
        InviteLink::Unknown if failed => "! link",
        InviteLink::Unknown => "…",
    };
    text::fill(word, if wide { columns / 2 } else { 7 })
}

/// What is to be said about the list as a whole.
fn notes(
    screen: Screen<'_>,
    number_state: Option<&NumberState>,
    nothing_shown: bool,
    columns: u16,
) -> Vec<Line<'static>> {
    let Some(number_state) = number_state else { return Vec::new() };
    let mut notes = screen.remote_lines(&number_state.groups, Pane::Groups, columns);
    match number_state.groups.value() {
        Some(groups) if groups.is_empty() && notes.is_empty() => {
            notes.extend(screen.dim_lines("This number has no groups.", columns));
        }
        Some(groups) if nothing_shown && !groups.is_empty() => {
            notes.extend(screen.dim_lines("No group contains that. Esc clears the filter.", columns));
        }
        None if notes.is_empty() => notes.extend(screen.dim_lines("Not loaded yet.", columns)),
        _ => {}
    }
    notes
}
