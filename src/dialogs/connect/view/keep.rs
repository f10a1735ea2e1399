//! The places where the secret can be kept.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{Body, field};
use crate::app::{ConnectField, Keep, KeyringState};
use crate::dialogs::Connect;
use crate::view::{Screen, text};

/// Columns before what there is to say of a place.
const BEFORE: u16 = 21;

/// Adds the places, and what is wrong with the chosen one.
pub(super) fn choice(screen: Screen<'_>, form: &Connect, columns: u16, body: &mut Body) {
    let question = format!("Where is the {} kept?", form.secret_name());
    body.add(screen.dim_lines(&question, columns), false);
    let places = form.places();
    for keep in Keep::ALL {
        let item = places.iter().position(|place| *place == keep);
        let chosen = form.keep == keep;
        let mut lines = place(screen, form, keep, columns);
        if chosen {
            lines.extend(field::wrong(screen, form, ConnectField::Keep, columns));
        }
        body.choice(item, lines, chosen && form.field == ConnectField::Keep);
    }
}

/// A place, and what there is to say of it; dim where it cannot be chosen.
fn place(screen: Screen<'_>, form: &Connect, keep: Keep, columns: u16) -> Vec<Line<'static>> {
    let theme = screen.theme;
    let (chosen, unusable) = (form.keep == keep, form.reason(keep).is_some());
    let focused = chosen && form.field == ConnectField::Keep;
    let marker = if focused { "▸ " } else { "  " };
    let sign = match (unusable, chosen) {
        (true, _) => "(-)",
        (false, true) => "(•)",
        (false, false) => "( )",
    };
    let style = match (unusable, chosen) {
        (true, _) => theme.dim,
        (false, true) => theme.strong,
        (false, false) => Style::new(),
    };
    let name = text::fill(&format!("{sign} {}", keep.words()), BEFORE - 2);
    let mut spans = vec![Span::styled(marker, theme.accent), Span::styled(name, style)];
    let about = about(form, keep);
    if BEFORE + text::width(about) <= columns {
        spans.push(Span::styled(about, theme.dim));
        return vec![Line::from(spans)];
    }
    let mut lines = vec![Line::from(spans)];
    let below = text::wrap(about, columns.saturating_sub(6));
    lines.extend(below.into_iter().map(|row| Line::styled(format!("      {row}"), theme.dim)));
    lines
}

/// What there is to say of a place.
fn about(form: &Connect, keep: Keep) -> &'static str {
    match (keep, &form.keyring) {
        (Keep::Keyring, KeyringState::Unknown) => "checking whether there is one…",
        (Keep::Keyring, KeyringState::Unusable(reason)) => reason,
        (Keep::Keyring, KeyringState::Usable) => "that of this system",
        (Keep::File, _) => "a new one that only you can read",
        (Keep::Prompt, _) => "not stored; you type it once per run",
    }
}
