//! The confirmation of what cannot be undone: what dies, what that means, and what has to be typed.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::app::Write;
use crate::dialogs::{Confirm, ConfirmFocus, Lost, Terms};
use crate::model::{Profile, World};
use crate::view::button::{self, Button};
use crate::view::squeeze::{Part, squeeze, wanted};
use crate::view::{DialogFrame, Screen, difference, layout, list, paint, text};

/// Columns that make a line easy to read.
const COLUMNS: u16 = 68;
/// Rows the list of what is lost takes at most.
const LIST: usize = 28;
/// The same where it is scrolled together with all else.
const SCROLLED: usize = 150;
/// Rows that all else takes.
const WORDS: usize = 12;
/// Rows of an old and of a new message at most.
const LINES: usize = 3;
/// Below so many columns, answer and button share a row, and code and message do not.
const NARROW: u16 = 34;
/// Columns of the words before them.
const MESSAGES: u16 = 5;
/// Rows for the profiles at most.
const PROFILES: usize = 4;

/// Draws the confirmation.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, confirm: &Confirm) {
    let terms = &confirm.terms;
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let most = screen.rows.saturating_sub(2);

    let lost_least = if terms.lost.len() == 1 && has_changes(terms) { 4 } else { item_rows(terms, columns) + 1 };
    let number = scope(screen, terms, columns);
    let meaning: Vec<Line<'_>> = text::wrap(&terms.meaning, columns).into_iter().map(Line::from).collect();
    // In the last row, which is always seen, stands in a narrow terminal what was typed as well.
    let narrow = columns < NARROW;
    let prompt = prompt(screen, confirm, columns, !narrow);
    let low = screen.rows < DialogFrame::ROOMY;
    let mismatch = mismatch(screen, confirm, columns, !low);
    let buttons = if narrow && terms.is_typed() {
        answer_and_button(screen, confirm)
    } else {
        buttons(screen, confirm, terms.verb)
    };
    let others = number.len() + meaning.len() + prompt.len() + mismatch.len() + 1;
    let lost_rows = match terms.lost.as_slice() {
        [one] => single(screen, confirm, one, columns).len(),
        many => {
            let (item, room) = (item_rows(terms, columns), usize::from(most));
            // Where all is scrolled, the list is not scrolled within it.
            let most =
                if others + item + 1 > room { SCROLLED } else { room.saturating_sub(WORDS).clamp(item + 1, LIST) };
            (many.len() * item).min(most)
        }
    };
    let gap = if low { Part::whole(0, 0) } else { Part::gap(1) };
    let gap_below_prompt = if prompt.is_empty() { Part::whole(0, 0) } else { gap };
    let parts = [
        Part::at_least(number.len(), 2, 4),
        gap,
        Part::at_least(lost_rows, lost_least, 7),
        gap,
        Part::at_least(meaning.len(), 1, 5),
        gap,
        Part::whole(prompt.len(), 8),
        Part::at_least(mismatch.len(), 1, 6),
        gap_below_prompt,
        Part::whole(1, 9),
    ];

    let mut dialog = DialogFrame::new(screen, &terms.title, Size::new(columns, wanted(&parts)));
    if terms.destroys() {
        dialog = dialog.grave(screen);
    }
    dialog.badge = screen.badges(|world| terms.has(world));
    // No word of what it means is left out: where there is no room, it is scrolled.
    let all_but_gaps: u16 = parts.iter().filter(|part| part.least > 0).map(|part| part.wanted).sum();
    dialog.least = Some(all_but_gaps);
    dialog.asks = true;
    dialog.pinned = parts[6].wanted + parts[7].wanted + parts[8].wanted + parts[9].wanted;
    let inside = dialog.open(screen, buf, area);
    let rows = squeeze(parts, inside.height);
    let mut rest = inside;
    // What has to be scrolled begins with what it means.
    let scrolls = all_but_gaps > most;
    if scrolls {
        let (place, below) = layout::top(inside, rows[4]);
        paint::lines(buf, place, &meaning);
        rest = below;
    }
    let mut next = |rows: u16| {
        let place;
        (place, rest) = layout::top(rest, rows);
        place
    };
    paint::lines_cut(buf, next(rows[0]), number);
    next(rows[1]);
    lost(screen, buf, next(rows[2]), confirm);
    next(rows[3]);
    if !scrolls {
        paint::lines_cut(buf, next(rows[4]), meaning);
    }
    next(rows[5]);
    paint::lines(buf, next(rows[6]), &prompt);
    paint::lines_cut(buf, next(rows[7]), mismatch);
    next(rows[8]);
    button::draw(screen, buf, next(rows[9]), &buttons);
}

/// What will be lost: one thing with everything about it, or a list of things.
fn lost(screen: Screen<'_>, buf: &mut Buffer, area: Rect, confirm: &Confirm) {
    let lost = confirm.terms.lost.as_slice();
    if let [one] = lost {
        let lines = single(screen, confirm, one, area.width);
        return paint::lines(buf, area, &keep_ends(lines, area.height.into()));
    }
    let narrow = area.width < NARROW;
    let (rows, item) = (usize::from(area.height), item_rows(&confirm.terms, area.width));
    let all = lost.len() * item <= rows;
    let items = if all { lost.len() } else { (rows.saturating_sub(1) / item).max(1) };
    confirm.scroll.fits(lost.len().saturating_sub(items), items);
    let first = confirm.scroll.rows();
    let mut lines = Vec::new();
    for one in lost.iter().skip(first).take(items) {
        let room = area.width.saturating_sub(4);
        if narrow {
            lines.push(Line::styled(text::fit(&one.name, area.width), screen.theme.strong));
            let message = one.message.as_deref().map(text::first_line).unwrap_or_default();
            lines.push(Line::from(format!("  {}", text::fit(&message, room))));
        } else {
            lines.push(name_and_message(screen, one, area.width));
        }
        if let Some(message) = &one.becomes {
            lines.push(Line::from(format!("  → {}", text::fit(&text::first_line(message), room))));
        }
        let about = if confirm.terms.is_wide() { Some(&one.number) } else { None };
        let about = about.or(Some(&one.link).filter(|_| one.becomes.is_none() && !narrow));
        lines.extend(about.map(|about| Line::styled(format!("  {}", text::fit(about, room)), screen.theme.dim)));
    }
    if !all {
        lines.truncate(rows.saturating_sub(1));
        let until = (first + items).min(lost.len());
        let shown = if items == 1 { until.to_string() } else { format!("{}–{until}", first + 1) };
        let place = format!("{shown} of {}, ↓ ↑ scroll", lost.len());
        lines.push(Line::styled(text::fit(&place, area.width), screen.theme.dim));
    }
    paint::lines(buf, area, &lines);
    list::scroll_bar(screen, buf, area, lost.len(), &(first..(first + items).min(lost.len())));
}

/// The number and its profile; of several numbers a line for each profile.
fn scope(screen: Screen<'_>, terms: &Terms, columns: u16) -> Vec<Line<'static>> {
    let theme = screen.theme;
    if !terms.is_wide() {
        let name = terms.profiles.first().map_or("", |profile| profile.name.as_str());
        return vec![Line::styled(text::fit(&format!("{}  ·  {name}", terms.number), columns), theme.dim)];
    }
    let mixed = terms.has(World::Live) && terms.has(World::Sandbox);
    let mut lines: Vec<_> =
        terms.profiles.iter().map(|profile| profile_line(screen, terms, profile, mixed, columns)).collect();
    if lines.len() > PROFILES {
        let more = lines.len() + 1 - PROFILES;
        lines.truncate(PROFILES - 1);
        lines.push(Line::styled(format!("and {more} more profiles"), theme.dim));
    }
    lines
}

/// A profile, its world where there are two, and how many codes of how many numbers of it are meant.
fn profile_line(screen: Screen<'_>, terms: &Terms, profile: &Profile, mixed: bool, columns: u16) -> Line<'static> {
    let of_profile = || terms.writes.iter().filter(|write| *write.profile() == profile.name);
    let numbers = of_profile().map(Write::number).collect::<BTreeSet<_>>().len();
    let count = |count: usize, what: &str| if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") };
    let all = of_profile().count();
    let codes = format!("{} of {}", count(all, "code"), count(numbers, "number"));
    let (name, service) = (&profile.name, profile.provider.service_name());
    let words = [
        format!("{name}  ·  {codes}  ·  {service}"),
        format!("{name}  ·  {codes}"),
        format!("{name}  ·  {}", count(all, "code")),
    ];
    let mut spans = Vec::new();
    let mut room = columns;
    if mixed {
        let badge = screen.badge(profile.world);
        room = room.saturating_sub(text::width(&badge.content) + 1);
        spans.extend([badge, Span::raw(" ")]);
    }
    let [_, _, shortest] = &words;
    let words = words.iter().find(|words| text::width(words) <= room).unwrap_or(shortest);
    spans.push(Span::styled(text::fit(words, room), screen.theme.dim));
    Line::from(spans)
}

/// Rows of one thing among many: what it is, what it becomes, and where.
fn item_rows(terms: &Terms, columns: u16) -> usize {
    if columns < NARROW {
        return 2 + usize::from(has_changes(terms)) + usize::from(terms.is_wide());
    }
    if has_changes(terms) && terms.is_wide() { 3 } else { 2 }
}

fn has_changes(terms: &Terms) -> bool {
    terms.lost.iter().any(|one| one.becomes.is_some())
}

/// As many lines as there are rows, the first and the last among them: the name and the link.
fn keep_ends(mut lines: Vec<Line<'static>>, rows: usize) -> Vec<Line<'static>> {
    while lines.len() > rows.max(1) {
        let middle = if lines.len() > 2 { lines.len() - 2 } else { lines.len() - 1 };
        lines.remove(middle);
    }
    lines
}

/// Name and message in one line.
fn name_and_message(screen: Screen<'_>, one: &Lost, columns: u16) -> Line<'static> {
    let name = text::fit(&one.name, columns / 2);
    let message = one.message.as_deref().map(text::first_line).unwrap_or_default();
    let room = columns.saturating_sub(text::width(&name) + 2);
    Line::from(vec![Span::styled(name, screen.theme.strong), Span::raw(format!("  {}", text::fit(&message, room)))])
}

/// Everything about the one thing that is lost, and what takes its place. The characters that have to be typed are
/// set off where they stand, not repeated.
fn single(screen: Screen<'_>, confirm: &Confirm, one: &Lost, columns: u16) -> Vec<Line<'static>> {
    let theme = screen.theme;
    let expected = confirm.terms.expected.as_str();
    let in_name = one.name.ends_with(expected);
    let mut lines = with_tail(&one.name, if in_name { expected } else { "" }, Style::new(), columns);
    match (&one.message, &one.becomes) {
        (Some(old), Some(new)) => {
            let room = columns.saturating_sub(MESSAGES);
            let sides = difference::lines(old, new, room, theme.found);
            for (name, mut side) in ["Old  ", "New  "].into_iter().zip(sides) {
                if side.len() > LINES {
                    side.truncate(LINES);
                    side.last_mut().into_iter().for_each(|last| paint::mark_cut(last, room));
                }
                for (at, row) in side.into_iter().enumerate() {
                    let name = if at == 0 { name.to_owned() } else { " ".repeat(name.len()) };
                    let mut spans = vec![Span::styled(name, theme.dim)];
                    spans.extend(row.spans);
                    lines.push(Line::from(spans));
                }
            }
        }
        (Some(old), None) => {
            let rows = text::cut(text::wrap(old, columns), 3, columns);
            lines.extend(rows.into_iter().map(Line::from));
        }
        (None, _) => {}
    }
    let in_link = !in_name && one.link.ends_with(expected);
    lines.extend(with_tail(&one.link, if in_link { expected } else { "" }, theme.dim, columns));
    lines
}

/// A text in lines, its end set off.
fn with_tail(words: &str, tail: &str, style: Style, columns: u16) -> Vec<Line<'static>> {
    let mut lines: Vec<Line<'static>> =
        text::wrap(words, columns).into_iter().map(|row| Line::styled(row, style)).collect();
    let marked = Style::new().add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED));
    if !tail.is_empty()
        && let Some(last) = lines.last_mut()
        && let Some(start) = last.to_string().strip_suffix(tail)
    {
        *last = Line::from(vec![Span::styled(start.to_owned(), style), Span::styled(tail.to_owned(), marked)]);
    }
    lines
}

/// What was typed, in a row with the button that has the focus.
fn answer_and_button(screen: Screen<'_>, confirm: &Confirm) -> Line<'static> {
    let mut spans = answer(screen, confirm, 8);
    if confirm.matches() {
        // The button says that it is right.
        spans.pop();
    }
    spans.push(Span::raw(" "));
    let focused = |span: &Span<'_>| span.content.starts_with("[▸");
    // The question says all of it.
    let verb = confirm.terms.verb.split(' ').next().unwrap_or_default();
    spans.extend(buttons(screen, confirm, verb).spans.into_iter().filter(focused));
    Line::from(spans)
}

/// What has to be typed, and what has been.
fn prompt(screen: Screen<'_>, confirm: &Confirm, columns: u16, with_answer: bool) -> Vec<Line<'static>> {
    let terms = &confirm.terms;
    if !terms.is_typed() {
        return Vec::new();
    }
    let sentence = format!("To {}, type {}:", terms.verb.to_lowercase(), terms.wanted);
    let mut rows = text::wrap(&sentence, columns);
    if !with_answer {
        return rows.into_iter().map(Line::from).collect();
    }
    let answer = answer(screen, confirm, 20.min(columns / 2));
    let answer_width = u16::try_from(Line::from(answer.clone()).width()).unwrap_or(u16::MAX);
    let last = rows.pop().unwrap_or_default();
    let mut lines: Vec<Line<'static>> = rows.into_iter().map(Line::from).collect();
    if text::width(&last).saturating_add(2 + answer_width) <= columns {
        let mut spans = vec![Span::raw(last + " ")];
        spans.extend(answer);
        lines.push(Line::from(spans));
    } else {
        lines.extend([Line::from(last), Line::from(answer)]);
    }
    lines
}

/// What was typed, the blanks that are left, and whether it is right.
fn answer(screen: Screen<'_>, confirm: &Confirm, columns: u16) -> Vec<Span<'static>> {
    let theme = screen.theme;
    let room = confirm.terms.expected.chars().count().max(4);
    let mut answer = screen.typed(&confirm.typed, true, theme.strong, columns);
    let typed = Line::from(answer.clone()).width().saturating_sub(1);
    answer.push(Span::styled("_".repeat(room.saturating_sub(typed)), theme.dim));
    answer.extend(match verdict(confirm) {
        Some(true) => Some(Span::styled(" ✓", theme.good)),
        Some(false) => Some(Span::styled(" ✗", theme.danger)),
        None => None,
    });
    answer
}

/// Whether what was typed is what is wanted; nothing while it can still become that.
fn verdict(confirm: &Confirm) -> Option<bool> {
    let typed = confirm.typed.text().trim().chars().count();
    let enough = confirm.mismatch || typed >= confirm.terms.expected.chars().count();
    (confirm.matches() || (typed > 0 && enough)).then(|| confirm.matches())
}

/// That what was typed is something else, and what is wanted, unless that stands above.
fn mismatch(screen: Screen<'_>, confirm: &Confirm, columns: u16, all: bool) -> Vec<Line<'static>> {
    if verdict(confirm) != Some(false) {
        return Vec::new();
    }
    let terms = &confirm.terms;
    let typed = text::fit(confirm.typed.text().trim(), 20);
    let done = if confirm.mismatch { "; nothing was done" } else { "" };
    let case = if !terms.any_case && confirm.typed.text().trim().eq_ignore_ascii_case(&terms.expected) {
        ", in these capital and small letters"
    } else {
        ""
    };
    let wanted = if all || !case.is_empty() { format!(" Wanted: {}{case}.", terms.wanted) } else { String::new() };
    let sentence = format!("\"{typed}\" does not match{done}.{wanted}");
    screen.warning_lines(&sentence, columns)
}

/// Cancel, and the button that does it once it would.
fn buttons(screen: Screen<'_>, confirm: &Confirm, verb: &'static str) -> Line<'static> {
    let cancel = Button::new("Cancel", confirm.focus == ConfirmFocus::Cancel);
    let accept =
        Button { destroys: confirm.terms.destroys(), ..Button::new(verb, confirm.focus == ConfirmFocus::Accept) };
    let buttons = [cancel, accept];
    button::row(screen, if confirm.matches() { &buttons } else { &buttons[..1] })
}
