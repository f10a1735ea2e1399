//! The text, what was found for it, and the QR of the selected row.

mod details;

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::keymap::Context;
use crate::app::{Action, Pane};
use crate::dialogs::SearchDialog;
use crate::model::CodeId;
use crate::search::{Field, Hit, Query, Row, completions};
use crate::view::list::{self, Rows};
use crate::view::number_names::{NumberNames, share};
use crate::view::{DialogFrame, Screen, layout, paint, preview, text, toast};

/// From this width on, the QR of the selected row stands beside the list.
const WITH_QR: u16 = 96;
/// From this width on, it is said how many numbers nobody has looked at yet.
const WITH_COVERAGE: u16 = 70;
/// From this width on, a row names its number.
const WITH_NUMBER: u16 = 44;
/// Columns of the name of a number, where messages need the room as well.
const NUMBER: u16 = 14;
/// From this width on, a row has the end of its code.
const WITH_TAIL: u16 = 28;
/// Columns of the end of a code.
const TAIL: u16 = 7;
/// From this width on, a row has the whole code.
const WITH_CODE: u16 = 100;
/// Columns of a code.
const CODE: u16 = 14;
/// What can be typed.
const WORDS: &str = "Type words of a message, label, tag, note, link, number or group, in any order.";
/// What else, and what it means.
const HELP: [(&str, &str); 7] = [
    ("\"two words\"", "words that stand together"),
    ("-word", "without that word"),
    ("number:wien", "in that alone; likewise message: label: tag: note: profile: group: code:"),
    ("is:duplicate", "the same message twice on one number"),
    ("is:unlabelled", "codes without a label of your own"),
    ("is:replaced", "or is:dead: codes that no longer work"),
    ("is:marked", "what is marked, of any number"),
];
/// Columns of what can be typed.
const TERM: u16 = 15;

/// Draws the search over the whole screen.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, search: &SearchDialog) {
    let most = DialogFrame::most(area);
    let marked = screen.state.marked.count();
    let title = if marked > 0 { format!("Search · {marked} marked") } else { "Search".to_owned() };
    let mut dialog = DialogFrame::new(screen, &title, Size::new(most.width, most.height));
    dialog.badge = vec![screen.badge(screen.state.world())];
    dialog.note = Line::styled(format!(" {} ", count(search, most.width)), screen.theme.dim);
    let inside = dialog.open(screen, buf, area);
    let (line, rest) = layout::top(inside, 1);
    let mut typed = vec![Span::styled("/", screen.theme.accent)];
    typed.extend(screen.typed(&search.query, !search.listing, Style::new(), line.width.saturating_sub(2)));
    paint::lines(buf, line, &[Line::from(typed)]);
    let mut hints = hint(screen, search, area.height, rest.width);
    hints.truncate(usize::from(rest.height / 4));
    let (hint_lines, rest) = layout::top(rest, u16::try_from(hints.len()).unwrap_or(u16::MAX));
    paint::lines(buf, hint_lines, &hints);
    if search.query.text().trim().is_empty() {
        return paint::lines_cut(buf, rest, help(screen, rest.width));
    }
    let hits = &search.searched.found.hits;
    if hits.is_empty() {
        return paint::lines_cut(buf, rest, nothing(screen, search, rest.width));
    }
    let (rows, beside) = if rest.width >= WITH_QR {
        layout::right(rest, layout::preview(area.as_size()))
    } else {
        (rest, Rect { width: 0, ..rest })
    };
    if beside.width > 0 {
        let below = if search.link.is_some() { preview::code(screen, buf, beside) } else { layout::padded(beside) };
        details::draw(screen, buf, below, search);
    }
    // The scroll bar has a column of its own.
    let rows = Rect { width: rows.width.saturating_sub(1), ..rows };
    let query = Query::parse(&search.answered);
    let selected = search.selected.min(hits.len() - 1);
    let place = Rows { focused: search.listing, ..Rows::single(hits.len(), selected) };
    list::draw(screen, buf, rows, &place, |seen| {
        let columns = rows.width.saturating_sub(list::MARKER);
        let shown = &hits[seen];
        let numbers = numbers(screen, shown, columns);
        shown.iter().map(|hit| row(screen, hit, &query, numbers.as_ref(), columns)).collect()
    });
}

/// The numbers of some rows, where there is room for them. Where messages are short, they have more of it.
fn numbers(screen: Screen<'_>, hits: &[Hit], columns: u16) -> Option<NumberNames> {
    if columns < WITH_NUMBER {
        return None;
    }
    let message = |hit: &Hit| match hit.get() {
        Some(Row::Code(code) | Row::Retired(code)) => {
            let code_id = CodeId::new(code.code);
            let label =
                screen.label(Some(hit.segment.number()), Some(&code_id)).map_or(0, |label| text::width(label) + 2);
            label.saturating_add(text::width(code.message))
        }
        Some(Row::Group(group)) => text::width(&group.subject),
        None => 0,
    };
    let keys = || hits.iter().map(|hit| hit.segment.number());
    let room = columns.saturating_sub(end_columns(columns) + 3);
    let wanted = [hits.iter().map(message).max().unwrap_or(0), NumberNames::wanted(screen, keys())];
    let [_, most] = share(room, wanted, [room / 2, NUMBER.max(room / 4)]);
    Some(NumberNames::of(screen, keys(), most))
}

/// That nothing was found so far, or at all; and which numbers could not be searched, with what lists them.
fn nothing(screen: Screen<'_>, search: &SearchDialog, columns: u16) -> Vec<Line<'static>> {
    if search.id.is_some() {
        return screen.dim_lines("Searching…", columns);
    }
    let numbers = search.searched.numbers;
    let mut lines = screen.dim_lines("Nothing was found.", columns);
    let missing = numbers.all.saturating_sub(numbers.listed);
    if missing > 0 {
        let sentence = format!("{missing} of {} numbers were never listed.", numbers.all);
        let does = "in the lists reads them all.";
        lines.extend(screen.dim_lines(&screen.advise(&sentence, Pane::Numbers, Action::Sync, does), columns));
    }
    lines
}

/// What can be typed, in lines.
fn help(screen: Screen<'_>, columns: u16) -> Vec<Line<'static>> {
    let keymap = &screen.state.keymap;
    let contexts = [&Context::Found.chain()[..], &[Context::Search]].concat();
    let list = keymap.key_of(&contexts, Action::NextField);
    let acts = "to the list: {mark} marks, {mark_all} marks all, {delete} {edit} {save} {copy_link} act on all marks, \
                {filter} goes back here";
    let acts = keymap.fill(&contexts, acts);
    let mut lines = screen.dim_lines(WORDS, columns);
    for (term, meaning) in HELP.into_iter().chain([(list.as_str(), acts.as_str())]) {
        for (at, row) in text::wrap(meaning, columns.saturating_sub(TERM)).into_iter().enumerate() {
            let term = text::fill(if at == 0 { term } else { "" }, TERM);
            lines.push(Line::from(vec![Span::raw(term), Span::styled(row, screen.theme.dim)]));
        }
    }
    lines
}

/// How much was found, and where.
fn count(search: &SearchDialog, columns: u16) -> String {
    let (found, numbers) = (&search.searched.found, search.searched.numbers);
    // Nothing so far is not nothing.
    if search.id.is_some() && found.hits.is_empty() {
        return "searching".to_owned();
    }
    let matches = if found.exact == 1 { "1 match".to_owned() } else { format!("{} matches", found.exact) };
    let similar = if found.similar > 0 { format!(", {} similar", found.similar) } else { String::new() };
    let missing = numbers.all.saturating_sub(numbers.listed);
    let missing = if missing > 0 && columns >= WITH_COVERAGE {
        format!("; {missing} of {} numbers were never listed", numbers.all)
    } else {
        String::new()
    };
    if search.query.text().trim().is_empty() {
        return format!("{} codes and groups{missing}", search.searched.rows);
    }
    format!("{matches}{similar} of {}{missing}", search.searched.rows)
}

/// What has just happened, where the line that tells it is covered; what the word that is being typed could become; or
/// what was not understood, and what was probably meant.
fn hint(screen: Screen<'_>, search: &SearchDialog, rows: u16, columns: u16) -> Vec<Line<'static>> {
    if let Some(toast) = screen.state.toasts.back().filter(|_| rows < DialogFrame::ROOMY) {
        return vec![toast::toast_line(screen, toast, columns)];
    }
    let (before, _) = search.query.halves();
    let typing = !search.listing && !before.trim().is_empty() && !before.ends_with(' ');
    let offered = if typing { completions(search.query.text(), before.len()) } else { Vec::new() };
    if offered.is_empty() {
        let notes = Query::parse(search.query.text()).notes().join(" ");
        return text::wrap(&notes, columns).into_iter().map(|row| Line::styled(row, screen.theme.warning)).collect();
    }
    let texts: Vec<_> = offered.iter().map(|offer| format!("{} {}", offer.text, offer.explained)).collect();
    vec![Line::styled(text::fit_words(&texts.join("   "), columns), screen.theme.dim)]
}

/// The mark, label, message, number, and the end of the code.
fn row(screen: Screen<'_>, hit: &Hit, query: &Query, numbers: Option<&NumberNames>, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let Some(found) = hit.get() else { return Line::default() };
    let number = hit.segment.number();
    let (message, field, dead) = match found {
        Row::Code(code) => (code.message, Field::Message, false),
        Row::Retired(code) => (code.message, Field::Message, true),
        Row::Group(group) => (group.subject.as_str(), Field::Group, false),
    };
    let code = match found {
        Row::Code(code) | Row::Retired(code) => Some(CodeId::new(code.code)),
        Row::Group(_) => None,
    };
    let label = code.as_ref().and_then(|code| screen.label(Some(number), Some(code)));
    let named = numbers.map_or(0, |numbers| numbers.columns + 2);
    let room = columns.saturating_sub(1 + end_columns(columns) + named);
    let is_marked = code.as_ref().is_some_and(|code| screen.state.marked.contains(number, code));
    let mark = if is_marked { "*" } else { " " };
    let mut spans = vec![Span::styled(mark, theme.accent.patch(theme.strong))];
    let base = if dead { theme.dim } else { Style::new() };
    let mut left = room;
    if let Some(label) = label {
        let label = text::fit(label, room / 3);
        left = left.saturating_sub(text::width(&label) + 2);
        spans.extend(screen.highlighted(query, &label, Field::Label, hit.is_similar, theme.accent));
        spans.push(Span::raw("  "));
    }
    let message = text::fill(&text::fit(message, left), left);
    spans.extend(screen.highlighted(query, &message, field, hit.is_similar, base));
    if let Some(numbers) = numbers {
        spans.push(Span::raw("  "));
        spans.extend(screen.highlighted(query, &numbers.cell(number), Field::Number, false, theme.dim));
    }
    if columns >= WITH_TAIL {
        let end = code.map_or_else(|| "group".to_owned(), |code| end(&code, dead, columns >= WITH_CODE));
        spans.push(Span::styled(format!("  {end}"), theme.dim));
    }
    Line::from(spans)
}

/// Columns at the end of a row, in which its code stands.
fn end_columns(columns: u16) -> u16 {
    match columns {
        WITH_CODE.. => CODE + 4,
        WITH_TAIL.. => TAIL + 1,
        _ => 0,
    }
}

/// A code, or its last characters, as confirmations ask for them; with a sign where it is dead.
fn end(code: &CodeId, dead: bool, whole: bool) -> String {
    match (whole, dead) {
        (true, true) => format!("✗ {}", text::fit_end(code.as_str(), CODE)),
        (true, false) => format!("  {}", text::fit_end(code.as_str(), CODE)),
        (false, true) => format!("✗ {}", code.tail(4)),
        (false, false) => format!("…{}", code.tail(4)),
    }
}
