//! A row for each profile; below them, what a sync of the selected one will cost or how far it is.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use super::state::Syncs;
use crate::app::SyncState;
use crate::model::Profile;
use crate::sync::Seconds;
use crate::view::list::{self, Rows};
use crate::view::squeeze::{Part, squeeze, wanted};
use crate::view::{DialogFrame, Screen, layout, paint, text};

/// Columns that make a line easy to read.
const COLUMNS: u16 = 72;
/// What a sync is.
const WHY: &str =
    "A sync lists all numbers with their codes and groups, so that they can be searched and read offline.";
/// What becomes of everything else meanwhile.
const FIRST: &str = "Whatever you are looking at is read first.";

/// Draws the dialog.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, syncs: &Syncs) {
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let profiles = &screen.state.profiles;
    let at = syncs.at.min(profiles.len().saturating_sub(1));
    let selected = profiles.get(at).map(|profile| sentences(screen, profile));
    let wrapped = |sentence: &String| text::wrap(sentence, columns).into_iter().map(Line::from).collect::<Vec<_>>();
    let told: Vec<_> = selected.iter().flatten().flat_map(wrapped).collect();
    let why = screen.dim_lines(&format!("{WHY} {FIRST}"), columns);
    let least = screen.dim_lines(WHY, columns);
    let parts = [
        Part::at_least(profiles.len().max(1), 2, 9),
        Part::gap(3),
        Part::at_least(told.len(), 2, 8),
        Part::gap(2),
        Part::at_least(why.len(), least.len(), 1),
    ];
    let mut dialog = DialogFrame::new(screen, "Sync", Size::new(columns, wanted(&parts)));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);
    let [rows, gap, told_rows, why_gap, why_rows] = squeeze(parts, inside.height);
    let (place, rest) = layout::top(inside, rows);
    list::draw(screen, buf, place, &Rows::single(profiles.len(), at), |seen| {
        profiles[seen].iter().map(|profile| row(screen, profile, columns)).collect()
    });
    let (place, rest) = layout::top(layout::top(rest, gap).1, told_rows);
    paint::lines_cut(buf, place, told);
    let why = if usize::from(why_rows) < why.len() { least } else { why };
    paint::lines_cut(buf, layout::top(layout::top(rest, why_gap).1, why_rows).0, why);
}

/// The line of a profile.
fn row(screen: Screen<'_>, profile: &Profile, columns: u16) -> Line<'static> {
    let theme = screen.theme;
    let sync = screen.state.syncs.get(&profile.name);
    let policy = sync.map(|sync| sync.policy).unwrap_or_default();
    let facts = match sync.and_then(|sync| sync.running.as_ref()) {
        Some(running) => format!("{} {} of {}", screen.spinner(), running.progress.done, running.progress.numbers),
        None => format!("{}, {policy}", profile.provider.short_name()),
    };
    let room = columns.saturating_sub(text::width(&facts) + 4);
    Line::from(vec![
        Span::raw(" "),
        Span::raw(text::fit(profile.name.as_str(), room)),
        Span::styled(format!("  {facts}"), theme.dim),
    ])
}

/// What a sync of a profile will cost, how far it is, and what came of the last one.
fn sentences(screen: Screen<'_>, profile: &Profile) -> Vec<String> {
    let Some(sync) = screen.state.syncs.get(&profile.name) else { return Vec::new() };
    if let Some(running) = &sync.running {
        let progress = running.progress;
        if progress.numbers == 0 {
            return vec!["Listing the numbers.".to_owned()];
        }
        let left = running.remaining(screen.state.now.since_start);
        let left = left.map_or(String::new(), |left| {
            format!(", about {} left", Seconds(usize::try_from(left.as_secs() + 1).unwrap_or(usize::MAX)))
        });
        return vec![format!("{} of {} numbers listed{left}.", progress.done, progress.numbers)];
    }
    let Some(known) = &sync.known else { return vec!["Reading what is known.".to_owned()] };
    let last = known.synced.map(|at| format!("The last complete sync began {}.", at.strftime("%Y-%m-%d %H:%M")));
    let rest = if known.unfinished { "The interrupted sync still takes" } else { "A sync takes" };
    let mut sentences = ended(sync).into_iter().collect::<Vec<_>>();
    sentences.push(last.unwrap_or_else(|| "There was no complete sync yet.".to_owned()));
    sentences.push(format!("{rest} {}.", known.plan));
    sentences
}

/// What came of the last one, where something went wrong.
fn ended(sync: &SyncState) -> Option<String> {
    match sync.ended.as_ref()? {
        Ok(0) => None,
        Ok(failed) => Some(format!("{failed} numbers could not be listed; ! has the reasons.")),
        Err(error) => Some(text::line(&error.message).into_owned()),
    }
}
