//! What an audit has found, in numbers, and what it could not read.

use ratatui::layout::Size;
use ratatui::text::{Line, Span};

use super::{AuditReport, Screen, colour, text};

/// In fewer rows there is none for it.
const LEAST: u16 = 6;
/// Rows for what did not answer.
const SILENT: u16 = 4;

/// How many of what, in how many files, and where; in a quarter of the rows.
pub(super) fn counts(screen: Screen<'_>, report: &AuditReport, area: Size) -> Vec<Line<'static>> {
    let all = report.counts();
    if area.height < LEAST && !all.is_empty() {
        return Vec::new();
    }
    let dim = screen.theme.dim;
    let files = if report.files == 1 { "1 file".to_owned() } else { format!("{} files", report.files) };
    if all.is_empty() {
        return vec![Line::styled(where_from(report, &format!("No links in {files}"), area.width), dim)];
    }
    let mut lines = vec![Vec::<Span<'static>>::new()];
    let mut used = 0;
    for (at, (count, word)) in all.iter().enumerate() {
        let words = format!("{count} {word}");
        let sign = if at == 0 { "" } else { " · " };
        if used > 0 && used + text::width(sign) + text::width(&words) > area.width {
            lines.push(Vec::new());
            used = 0;
        }
        let sign = if used == 0 { "" } else { sign };
        used += text::width(sign) + text::width(&words);
        if let Some(line) = lines.last_mut() {
            line.push(Span::styled(sign, dim));
            line.push(Span::styled(words, colour(screen.theme, word)));
        }
    }
    let rows = usize::from(area.height / 4).max(1);
    if lines.len() > rows {
        lines.truncate(rows);
        if used + 2 <= area.width
            && let Some(line) = lines.last_mut()
        {
            line.push(Span::styled(" …", dim));
        }
    } else {
        let tail = format!("  in {files}");
        if used + text::width(&tail) <= area.width
            && let Some(line) = lines.last_mut()
        {
            line.push(Span::styled(where_from(report, &tail, area.width - used), dim));
        }
    }
    lines.into_iter().map(Line::from).collect()
}

/// Words, and the directory that all files lie in, where there is room.
fn where_from(report: &AuditReport, words: &str, columns: u16) -> String {
    let room = columns.saturating_sub(text::width(words) + 4);
    match report.root().filter(|_| room > 4) {
        Some(root) => format!("{words} of {}", text::fit_end_words(&root.display().to_string(), room)),
        None => text::fit(words, columns),
    }
}

/// What did not answer, and why: each reason once. In few rows only what did not; a finding that suffers from it tells
/// the reason.
pub(super) fn silent(screen: Screen<'_>, report: &AuditReport, area: Size) -> Vec<Line<'static>> {
    let mut told: Vec<String> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for unread in &report.unread {
        let whose = unread.profile.as_ref().map_or_else(|| "the journal".to_owned(), |(name, _)| name.to_string());
        let why = &unread.error.message;
        let sentence = format!(
            "{whose} could not be read completely: links that it may contain are not checked. {why} {{refresh}} tries again."
        );
        if !told.contains(&sentence) {
            told.push(sentence);
        }
        if !names.contains(&whose) {
            names.push(whose);
        }
    }
    if told.is_empty() || area.height < LEAST {
        return Vec::new();
    }
    let names = names.join(", ");
    let shorter = [
        told,
        vec![format!("{names} could not be read completely. {{refresh}} tries again.")],
        vec![format!("{names}: not read completely.")],
        vec![format!("{names} incomplete.")],
    ];
    let rows = usize::from(SILENT.min(area.height / 3).max(1));
    let lines = |sentences: &Vec<String>| -> Vec<Line<'static>> {
        sentences.iter().flat_map(|sentence| screen.warning_lines(&screen.keys(sentence), area.width)).collect()
    };
    let all: Vec<_> = shorter.iter().map(lines).collect();
    let mut fitting = all.iter().find(|lines| lines.len() <= rows).or(all.last()).cloned().unwrap_or_default();
    fitting.truncate(rows);
    fitting
}
