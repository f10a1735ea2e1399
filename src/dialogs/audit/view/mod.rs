//! The audit: which links in files are dead.

mod details;
mod naming;
mod rows;
mod running;
mod summary;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;

use crate::dialogs::{Audit, AuditPhase, AuditReport};
use crate::view::Theme;
use crate::view::{DialogFrame, Screen, layout, paint, text};

/// Draws it.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, audit: &Audit) {
    match &audit.phase {
        AuditPhase::Naming => naming::draw(screen, buf, area, audit),
        AuditPhase::Running { progress, .. } => running::draw(screen, buf, area, Some(*progress)),
        AuditPhase::Recalling(_) => running::draw(screen, buf, area, None),
        AuditPhase::Done(report) => done(screen, buf, area, report),
    }
}

/// The report over the whole width, or one finding of it.
fn done(screen: Screen<'_>, buf: &mut Buffer, area: Rect, report: &AuditReport) {
    let title = if report.details { "Finding" } else { "Audit" };
    let mut dialog = DialogFrame::new(screen, title, DialogFrame::most(area));
    dialog.badge = vec![screen.badge(screen.state.world())];
    dialog.note = Line::styled(place(report), screen.theme.dim);
    let inside = dialog.open(screen, buf, area);
    if report.details {
        details::draw(screen, buf, inside, report);
    } else {
        rows::draw(screen, buf, inside, report);
    }
}

/// Where in the list one is.
fn place(report: &AuditReport) -> String {
    match (report.visible().len(), report.rows()) {
        (0, _) => String::new(),
        (shown, all) if shown < all => format!(" {} of {shown}, all {all} ", report.position() + 1),
        (shown, _) => format!(" {} of {shown} ", report.position() + 1),
    }
}

/// The colour of a verdict; its word is always there as well.
fn colour(theme: &Theme, word: &str) -> Style {
    match word {
        "dead" => theme.danger.add_modifier(Modifier::BOLD),
        "replaced" => theme.danger,
        "alive" => theme.good,
        _ => theme.warning,
    }
}
