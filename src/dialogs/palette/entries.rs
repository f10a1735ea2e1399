//! What the palette offers.

use std::collections::HashSet;

use super::state::{Entry, Palette};
use crate::app::keymap::Context;
use crate::app::update::chosen::{OPEN, can_leave};
use crate::app::{Action, Column, PaletteCommand, Pane, State, available};
use crate::dialogs::Dialog;
use crate::panes::columns::columns;
use crate::search::{Query, fold};

/// Nobody scrolls further than this.
const MOST: usize = 200;

/// Brings the rows of an open palette up to date.
pub(crate) fn derive(state: &mut State) {
    let Some(Dialog::Palette(mut palette)) = state.dialogs.pop_if(|dialog| matches!(dialog, Dialog::Palette(_))) else {
        return;
    };
    palette.entries = entries(state, &palette);
    palette.selected = palette.selected.min(palette.entries.len().saturating_sub(1));
    state.dialogs.push(Dialog::Palette(palette));
}

/// What matches, in the order in which it is shown.
fn entries(state: &mut State, palette: &Palette) -> Vec<Entry> {
    let query = Query::of_words(palette.query.text());
    let mut offered = actions(state);
    if query.is_empty() && !can_leave(state) {
        // All that is elsewhere would have the same reason.
        let here = state.base_contexts();
        offered.retain(|(entry, _)| matches!(entry.command, PaletteCommand::Action(at, _) if here.contains(&at)));
    }
    if !query.is_empty() {
        offered.extend(things(state));
    }
    let recency = |entry: &Entry| {
        let place = state.recent.iter().position(|recent| *recent == entry.command);
        place.unwrap_or(state.recent.len())
    };
    let cost = |(entry, also): (Entry, String)| {
        let cost = query.cost_in(&[&fold(&entry.title), &fold(&also), &fold(&entry.help)])?;
        Some(((entry.reason.is_some(), cost, recency(&entry)), entry))
    };
    let mut found: Vec<_> = offered.into_iter().filter_map(cost).collect();
    found.sort_by_key(|(place, _)| *place);
    found.truncate(MOST);
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// Whether an action is one that people look for by its name.
fn is_offered(action: Action) -> bool {
    use Action as A;
    let moves = action.moves(0, 0).is_some() && !matches!(action, A::First | A::Last);
    let in_fields = matches!(action, A::NextField | A::PreviousField | A::Left | A::Right | A::Complete);
    !moves && !in_fields && !matches!(action, A::Palette | A::Record)
}

/// All actions, those of where the person is before others, and other words for each.
fn actions(state: &mut State) -> Vec<(Entry, String)> {
    let here = state.base_contexts();
    let panes = Pane::ALL.map(Pane::context).into_iter().chain([Context::List, Context::Pane, Context::Global]);
    let elsewhere = panes.filter(|context| !here.contains(context)).filter(|context| {
        // What moves in a list belongs to the list that is open.
        *context != Context::List || state.below().is_none()
    });
    let contexts: Vec<_> = here.iter().copied().chain(elsewhere).filter(|context| !context.is_fixed()).collect();
    let mut titles = HashSet::new();
    let rows: Vec<_> = contexts
        .iter()
        .flat_map(|context| state.keymap.rows(*context))
        .filter(|row| is_offered(row.action))
        .map(|row| {
            let key = row.key_in(&[row.context]).map(ToString::to_string).unwrap_or_default();
            let command = PaletteCommand::Action(row.context, row.action);
            let (title, place) = (row.title(), row.context.title());
            let help = row.help.to_owned();
            (Entry { command, title, place, help, key, reason: None }, row.context, row.action, row.synonyms())
        })
        .filter(|(entry, ..)| titles.insert(entry.title.clone()))
        .collect();
    let mut offered = Vec::with_capacity(rows.len());
    for (mut entry, context, action, also) in rows {
        let reason = if here.contains(&context) {
            available(state, action).err()
        } else {
            elsewhere_reason(state, context, action)
        };
        entry.reason = reason.map(|reason| state.keymap.fill(&[&[context], &here[..]].concat(), &reason));
        offered.push((entry, format!("{also} {}", entry_place(context))));
    }
    offered
}

/// What a place is called among the words to find it by.
fn entry_place(context: Context) -> &'static str {
    match context {
        Context::Global | Context::Pane | Context::List | Context::Dialog => "",
        context => context.title(),
    }
}

/// Why an action of another place cannot be done there.
fn elsewhere_reason(state: &mut State, context: Context, action: Action) -> Option<std::borrow::Cow<'static, str>> {
    if !can_leave(state) {
        return Some(OPEN.into());
    }
    let (dialogs, focus) = (std::mem::take(&mut state.dialogs), state.focus);
    state.focus = Pane::ALL.into_iter().find(|pane| pane.context() == context).unwrap_or(focus);
    let reason = available(state, action).err();
    (state.dialogs, state.focus) = (dialogs, focus);
    reason
}

/// Numbers, profiles and settings.
fn things(state: &State) -> Vec<(Entry, String)> {
    let reason = (!can_leave(state)).then(|| OPEN.to_owned());
    let entry = |command, title: String, place, help: &str| Entry {
        command,
        title,
        place,
        help: help.to_owned(),
        key: String::new(),
        reason: reason.clone(),
    };
    let numbers = state.number_rows.iter().map(|row| {
        let title = format!("{}  {}", row.number.name, row.number.display);
        let digits: String = row.number.display.chars().filter(char::is_ascii_digit).collect();
        let command = PaletteCommand::Number(row.key.clone());
        (entry(command, title, "Number", "Go to the codes of this number."), digits)
    });
    let profiles = state.profile_list.rows.iter().map(|row| {
        let name = row.profile.name.clone();
        let title = name.to_string();
        let help = "Show this profile in the list of profiles.";
        (entry(PaletteCommand::Profile(name), title, "Profile", help), "account profile".to_owned())
    });
    let names = std::iter::once(None).chain(state.themes.iter().map(|row| Some(row.name.clone())));
    let themes = names.map(|name| {
        let title = format!("Theme: {}", name.as_deref().unwrap_or("auto"));
        let help = "Draw in these colours, and keep them in config.toml.";
        (entry(PaletteCommand::Theme(name), title, "Setting", help), "colors colours setting".to_owned())
    });
    let orders = Pane::ALL.into_iter().flat_map(|pane| {
        let each = std::iter::once(None).chain(columns(pane).iter().copied().map(Some));
        each.map(move |column| (pane, column))
    });
    let sorts = orders.map(|(pane, column)| {
        let by = match column {
            None => "the service's order".to_owned(),
            Some(Column::Created) => "date created".to_owned(),
            Some(column) => column.title().to_lowercase(),
        };
        let title = format!("Sort {} by {by}", pane.title().to_lowercase());
        (entry(PaletteCommand::Sort(pane, column), title, "Setting", "Sort this list."), "order setting".to_owned())
    });
    numbers.chain(profiles).chain(themes).chain(sorts).collect()
}
