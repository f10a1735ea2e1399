//! The services, and where their secrets are made.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Body;
use crate::dialogs::Connect;
use crate::model::ProviderKind;
use crate::view::{Screen, text};

/// Columns of the names, with the marker before them.
const NAMES: u16 = 18;

/// Adds the services, and what has to be at hand for the chosen one.
pub(super) fn choice(screen: Screen<'_>, form: &Connect, columns: u16, body: &mut Body) {
    for (item, kind) in ProviderKind::ALL.iter().enumerate() {
        let chosen = *kind == form.service;
        body.choice(Some(item), vec![row(screen, *kind, chosen, columns)], chosen);
    }
    let credential = &form.service.service().credential;
    body.gap();
    let sentence = |words: &str| text::wrap(words, columns).into_iter().map(Line::from).collect::<Vec<_>>();
    body.add(sentence(&format!("For this you need {}.", credential.needed)), false);
    body.add(page(screen, form.service, form.secret_name(), columns), false);
    body.gap();
    body.add(sentence(credential.how), false);
}

/// A service: who runs it, and what it is called.
fn row(screen: Screen<'_>, kind: ProviderKind, chosen: bool, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let service = kind.service();
    let marker = if chosen { "▸ " } else { "  " };
    let style = if chosen { theme.strong } else { Style::new() };
    let vendor = text::fill(service.vendor, NAMES - 2);
    // A name that is cut says nothing.
    let fits = text::width(service.name) <= columns.saturating_sub(NAMES);
    let name = if fits { service.name } else { "" };
    Line::from(vec![Span::styled(marker, theme.accent), Span::styled(vendor, style), Span::styled(name, theme.dim)])
}

/// The page on which a secret is made, which people call like this, whole where there is room, so that it can be copied off the screen.
pub(crate) fn page(screen: Screen<'_>, kind: ProviderKind, secret: &str, columns: u16) -> Vec<Line<'static>> {
    let credential = &kind.service().credential;
    let mut lines = screen.dim_lines(&format!("The {secret} is made here:"), columns);
    let rows = text::wrap(credential.page, columns);
    lines.extend(rows.into_iter().map(|row| Line::styled(row, screen.theme.strong)));
    let keys = screen.keys("{open_link} opens the page, {copy_text} copies its address.");
    lines.extend(screen.dim_lines(&keys, columns));
    lines
}
