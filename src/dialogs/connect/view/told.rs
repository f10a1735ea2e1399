//! What is being found out, what was found out, and what is wrong.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Body;
use crate::app::{ConnectField, ConnectMistake, Connected, Finding};
use crate::dialogs::Connect;
use crate::model::World;
use crate::view::sign::sign as put;
use crate::view::{Screen, text};

/// What is wrong, and what to do about it.
pub(super) fn mistake(screen: Screen<'_>, mistake: &ConnectMistake, columns: u16) -> Vec<Line<'static>> {
    let mut lines = screen.warning_lines(&mistake.what, columns);
    let hint = text::wrap(&mistake.hint, columns.saturating_sub(2));
    lines.extend(hint.into_iter().map(|row| Line::styled(format!("  {row}"), screen.theme.dim)));
    lines
}

/// Adds what is wrong with no field, and what the service was asked.
pub(super) fn findings(screen: Screen<'_>, form: &Connect, columns: u16, body: &mut Body) {
    let wrong: Vec<_> = form.mistakes_of(None).flat_map(|wrong| mistake(screen, wrong, columns)).collect();
    let said = |finding: &&Finding| form.mistakes.iter().any(|wrong| wrong.what == finding.sentence);
    let found: Vec<_> =
        form.findings.iter().filter(|found| !said(found)).flat_map(|found| finding(screen, found, columns)).collect();
    if !wrong.is_empty() || !found.is_empty() {
        body.gap();
    }
    body.add(found, false);
    body.add(wrong, form.field == ConnectField::Connect);
}

/// A thing that was found out.
fn finding(screen: Screen<'_>, finding: &Finding, columns: u16) -> Vec<Line<'static>> {
    let theme = screen.theme;
    if finding.good {
        return signed("✓", theme.good, &finding.sentence, columns);
    }
    let hint = finding.advice.clone().unwrap_or_default();
    mistake(screen, &ConnectMistake { field: None, what: finding.sentence.clone(), hint }, columns)
}

/// Adds that the service is being asked.
pub(super) fn checking(screen: Screen<'_>, form: &Connect, columns: u16, body: &mut Body) {
    let doing = format!("Asking the service… {} at {}", text::line(form.name.text()), form.service.service_name());
    body.add(signed(screen.spinner(), screen.theme.accent, &doing, columns), true);
    body.gap();
    let stops = screen.keys("{back} stops. Nothing is stored before the service has accepted it.");
    body.add(screen.dim_lines(&stops, columns), false);
}

/// Adds that it is done, and what may not work all the same.
pub(super) fn connected(screen: Screen<'_>, form: &Connect, done: &Connected, columns: u16, body: &mut Body) {
    let numbers = match done.numbers {
        1 => "1 number".to_owned(),
        numbers => format!("{numbers} numbers"),
    };
    let words = format!("Connected · {numbers} · {}", text::line(done.profile.as_str()));
    body.add(signed("✓", screen.theme.good, &words, columns), true);
    let opens = match screen.state.world() {
        World::Sandbox => "{submit} opens it in place of the sandbox.",
        World::Live => "{submit} shows it beside the others.",
    };
    body.add(signed("", Style::new(), &screen.keys(opens), columns), false);
    findings(screen, form, columns, body);
}

fn signed(sign: &'static str, style: Style, words: &str, columns: u16) -> Vec<Line<'static>> {
    let rows = text::wrap(words, columns.saturating_sub(2)).into_iter().enumerate();
    rows.map(|(at, row)| {
        let [sign, gap] = put(if at == 0 { sign } else { "" }, style);
        Line::from(vec![sign, gap, Span::raw(row)])
    })
    .collect()
}
