//! Everything known about a profile, and what its test found.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::{ProfileCheck, ProfileRow};
use crate::view::sign::sign as signed;
use crate::view::{DialogFrame, Screen, list, text};

/// Columns that make a line easy to read.
const COLUMNS: u16 = 84;

/// Draws it from where the person has scrolled to.
pub(super) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, row: &ProfileRow) {
    let most = DialogFrame::most(area);
    let columns = COLUMNS.min(most.width);
    let lines = lines(screen, row, columns);
    let rows = most.height.min(u16::try_from(lines.len()).unwrap_or(u16::MAX));
    let name = text::line(row.profile.name.as_str());
    let title = if screen.small { name.into_owned() } else { format!("Profile {name}") };
    let mut dialog = DialogFrame::new(screen, &title, Size::new(columns, rows));
    dialog.badge = vec![screen.badge(row.profile.world)];
    let inside = dialog.open(screen, buf, area);
    list::read(screen, buf, inside, &lines);
}

/// What the test found, what is known of the profile, and what is wrong with config.toml.
fn lines(screen: Screen<'_>, row: &ProfileRow, columns: u16) -> Vec<Line<'static>> {
    let mut lines = tested(screen, row, columns);
    lines.push(Line::default());
    lines.extend(super::facts(screen, row, columns));
    let mistakes = super::mistakes(screen, columns);
    if !mistakes.is_empty() {
        lines.push(Line::default());
        lines.extend(mistakes);
    }
    lines
}

/// Each finding with what to do about it.
fn tested(screen: Screen<'_>, row: &ProfileRow, columns: u16) -> Vec<Line<'static>> {
    let theme = screen.theme;
    let (findings, at) = match screen.state.profile_list.checks.get(&row.profile.name) {
        Some(ProfileCheck::Done { findings, at, .. }) => (findings, at),
        Some(ProfileCheck::Running(_)) => {
            let asking = format!(" Asking {}…", row.profile.provider.service_name());
            return vec![Line::from(vec![Span::styled(screen.spinner(), theme.accent), Span::raw(asking)])];
        }
        None => return screen.dim_lines(&screen.keys("It has not been tested yet; {test} tests it."), columns),
    };
    let heading = format!("Tested at {}:", at.wall.strftime("%Y-%m-%d %H:%M:%S"));
    let mut lines = screen.dim_lines(&heading, columns);
    let mut say = |sign: &'static str, sign_style: Style, words: &str, style: Style| {
        for (at, words) in text::wrap(words, columns.saturating_sub(2)).into_iter().enumerate() {
            let [sign, gap] = signed(if at == 0 { sign } else { "" }, sign_style);
            lines.push(Line::from(vec![sign, gap, Span::styled(words, style)]));
        }
    };
    for finding in findings {
        let (sign, style) = if finding.good { ("✓", theme.good) } else { ("!", theme.strong.patch(theme.warning)) };
        say(sign, style, &finding.sentence, Style::new());
        if let Some(advice) = &finding.advice {
            say("", style, advice, theme.dim);
        }
    }
    lines
}
