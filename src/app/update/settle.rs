//! What follows from the state alone, after every message: rows, selections, the QR, and what has to be loaded.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use jiff::SignedDuration;

use super::{ask, cached, database, notices, sync};
use crate::app::cursor::Arrangement;
use crate::app::{
    Alarm, Column, Effect, Labels, NumberRow, NumberState, Pane, ProfileCheck, Read, Remote, State, Task,
};
use crate::dialogs::{connect, palette, resume, secret};
use crate::model::{
    CodeId, Group, GroupKey, InviteLink, NumberKey, PhoneNumber, Priority, ProfileName, ProviderKind, QrCode,
    SyncPolicy,
};
use crate::panes::numbers::order::code_count;
use crate::panes::{Names, codes, groups, numbers};
use crate::qr::Preview;
use crate::search::fold;
use crate::store::LabelKey;

/// A selection that rests this long is meant: then its codes and groups are loaded.
const REST: Duration = Duration::from_millis(120);
/// What an earlier look has left is good enough for so long where nobody asks for more.
const AGE: SignedDuration = SignedDuration::from_mins(5);
/// The pace of the spinner.
const SPIN: Duration = Duration::from_millis(120);
/// Invite links are read for so many groups above and below the selected one.
const LINKS_AROUND: usize = 8;
/// From so many columns on all three lists are on screen.
const WIDE: u16 = 100;

/// Asks for the numbers of all profiles, for what the database knows, and the outcome of what is open there.
pub(crate) fn start(state: &mut State, fx: &mut Vec<Effect>) {
    ask::recover(state, true, fx);
    let names: Vec<_> = state.profiles.iter().map(|profile| profile.name.clone()).collect();
    for name in names {
        if !by_hand(state, &name) || state.numbers.get(&name).is_none_or(|numbers| numbers.value().is_none()) {
            ask::read(state, Read::Numbers(name), Priority::Foreground, fx);
        }
    }
    database::start(state, fx);
    sync::look(state, fx);
}

/// Brings everything derived up to date.
pub(crate) fn settle(state: &mut State, fx: &mut Vec<Effect>) {
    derive(state);
    load(state, fx);
    links(state, fx);
    secret::offer(state);
    resume::offer(state);
    let tick = state.held().map(|held| held.ticks_in());
    if let Some(tick) = tick.filter(|_| state.ticks_at.is_none()) {
        state.ticks_at = Some(state.now.since_start.saturating_add(tick));
        fx.push(Effect::After(tick, Alarm::Tick));
    }
    // What waits for a person or a service does not move.
    let moves =
        |task: &Task| !state.is_held(task) && task.request.profile().is_none_or(|profile| !state.is_asked_for(profile));
    let tested = |(profile, check): (_, &ProfileCheck)| {
        matches!(check, ProfileCheck::Running(_)) && !state.is_asked_for(profile)
    };
    let is_busy = state.tasks.values().any(moves)
        || state.profile_list.checks.iter().any(tested)
        || connect::checking(state).is_some();
    if !state.spinning && is_busy {
        state.spinning = true;
        fx.push(Effect::After(SPIN, Alarm::Spin));
    }
}

/// Brings rows, selections and the QR up to date.
pub(crate) fn derive(state: &mut State) {
    number_rows(state);
    cursors(state);
    preview(state);
    palette::derive(state);
    notices::follow(state);
}

/// The selection has rested: what is selected is loaded, if it never was, or long ago.
pub(crate) fn rested(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(number) = state.number().map(|row| row.key.clone()) else { return };
    cached::remember(state, &number, fx);
    let (now, by_hand) = (state.now, by_hand(state, &number.profile));
    let number_state = state.number_states.entry(number.clone()).or_default();
    let (codes, groups) = if by_hand && number_state.codes.value().is_some() {
        (false, false)
    } else {
        (number_state.codes.is_due(now, AGE), number_state.groups.is_due(now, AGE))
    };
    if codes {
        let newest_first = state.profile(&number.profile).is_some_and(|p| p.provider.service().listing.newest_first);
        let is_known = newest_first && state.counts.contains_key(&number);
        let read = if is_known { Read::Newest(number.clone()) } else { Read::Codes(number.clone()) };
        ask::read(state, read, Priority::Foreground, fx);
    }
    if groups {
        ask::read(state, Read::Groups(number), Priority::Foreground, fx);
    }
}

/// Whether a profile is only asked where a person wants it to be.
fn by_hand(state: &State, profile: &ProfileName) -> bool {
    state.syncs.get(profile).is_some_and(|sync| sync.policy == SyncPolicy::Manual)
}

/// The flat list of numbers, in the order of the profiles.
fn number_rows(state: &mut State) {
    let version = state.numbers.values().map(Remote::version).sum::<u64>() + state.shown_version;
    if version == state.rows_version {
        return;
    }
    state.rows_version = version;
    state.number_rows = state
        .profiles
        .iter()
        .flat_map(|profile| {
            let numbers = state.numbers.get(&profile.name).and_then(|remote| remote.value());
            numbers.into_iter().flatten().map(|number| NumberRow {
                key: NumberKey { profile: profile.name.clone(), number: number.id.clone() },
                number: number.clone(),
            })
        })
        .collect();
    state.number_names = Names::of(state.number_rows.iter().map(|row| row.number.name.as_str()));
    // Profiles answer in any order; as long as nobody has touched a key, the first number is the one.
    let start = state.start_at.as_ref().filter(|key| state.number_rows.iter().any(|row| row.key == **key));
    if let Some(first) = start.or(state.number_rows.first().map(|row| &row.key)).filter(|_| !state.touched) {
        state.number_cursor.aim(first.clone());
    }
}

/// Selections over the rows that pass the filters.
fn cursors(state: &mut State) {
    let needle = |pane: Pane| fold(state.filters[pane as usize].text.text());
    let needles = Pane::ALL.map(needle);
    let version = state.rows_version + state.labels.version();
    let [by_number, by_code, by_group] = state.sorts;
    let (labels, profiles) = (&state.labels, &state.profiles);
    let (number_states, counts) = (&state.number_states, &state.counts);
    let code_count = |row: &NumberRow| code_count(number_states, counts, &row.key);
    let provider = |key: &NumberKey| profiles.iter().find(|p| p.name == key.profile).map(|p| p.provider);
    let texts = |row: &NumberRow, tell: &mut dyn FnMut(&str)| {
        number_texts(&row.number, tell);
        label_texts(labels, provider(&row.key), (&row.key, None), tell);
    };
    let place = |column: Column, row: &NumberRow| {
        let part = profiles.iter().position(|profile| profile.name == row.key.profile);
        (part.unwrap_or(profiles.len()), numbers::order::key(column, &row.number, code_count(row)))
    };
    let counted = by_number.filter(|sort| sort.column == Column::Codes);
    let version = version.wrapping_add(counted.map_or(0, |_| hash(state.number_rows.iter().map(code_count))));
    let wanted = Arrangement { version, filter: &needles[0], sort: by_number };
    state.number_cursor.sync(wanted, &state.number_rows, |row| row.key.clone(), texts, place);
    let Some(number) = state.number_cursor.index().and_then(|at| state.number_rows.get(at)).map(|row| row.key.clone())
    else {
        return;
    };
    let texts = code_texts(labels, provider(&number), &number);
    let place = |column: Column, code: &QrCode| {
        let key = provider(&number).map(|provider| LabelKey {
            provider,
            number: number.number.clone(),
            code: Some(code.code.clone()),
        });
        let label = key.filter(|_| column == Column::Label).and_then(|key| labels.get(&key));
        (0, codes::order::key(column, code, label.map(|label| label.label.as_str())))
    };
    let Some(number_state) = state.number_states.get_mut(&number) else { return };
    let NumberState { codes: code_list, code_cursor, groups: group_list, group_cursor, links, .. } = number_state;
    let rows = code_list.value().map_or(&[][..], Vec::as_slice);
    let version = code_list.version() + labels.version();
    let wanted = Arrangement { version, filter: &needles[1], sort: by_code };
    code_cursor.sync(wanted, rows, |code| code.code.clone(), texts, place);
    let rows = group_list.value().map_or(&[][..], Vec::as_slice);
    let link = |group: &Group| links.get(&group.id).and_then(Remote::value).unwrap_or(&group.invite_link).clone();
    let linked = by_group.filter(|sort| sort.column == Column::Link);
    let version = group_list.version().wrapping_add(linked.map_or(0, |_| hash(rows.iter().map(link))));
    let wanted = Arrangement { version, filter: &needles[2], sort: by_group };
    let texts = |group: &Group, tell: &mut dyn FnMut(&str)| {
        [&group.subject, &group.description, group.id.as_str()].into_iter().for_each(tell);
    };
    let place = |column: Column, group: &Group| (0, groups::order::key(column, group, &link(group)));
    group_cursor.sync(wanted, rows, |group| group.id.clone(), texts, place);
}

/// What a code is filtered by: all that its row and its details say.
pub(super) fn code_texts<'a>(
    labels: &'a Labels,
    provider: Option<ProviderKind>,
    number: &'a NumberKey,
) -> impl Fn(&QrCode, &mut dyn FnMut(&str)) + 'a {
    move |code, tell| {
        [&code.message, code.code.as_str(), &code.link].into_iter().for_each(&mut *tell);
        label_texts(labels, provider, (number, Some(&code.code)), tell);
    }
}

/// What people have written down of a number or a code.
fn label_texts(
    labels: &Labels,
    provider: Option<ProviderKind>,
    (number, code): (&NumberKey, Option<&CodeId>),
    tell: &mut dyn FnMut(&str),
) {
    if let Some(provider) = provider.filter(|_| !labels.is_empty()) {
        labels.texts(&LabelKey { provider, number: number.number.clone(), code: code.cloned() }, tell);
    }
}

/// Stands for what rows are sorted by that has no version of its own.
fn hash(of: impl Iterator<Item: Hash>) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.for_each(|one| one.hash(&mut hasher));
    hasher.finish()
}

/// Loads the selected number's codes and groups: at once for the first number, later when the selection rests.
fn load(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(number) = state.number().map(|row| row.key.clone()) else { return };
    if state.settled.as_ref() == Some(&number) {
        return;
    }
    cached::look(state, &number, fx);
    let first = state.settled.replace(number).is_none();
    if first {
        rested(state, fx);
    } else {
        fx.push(Effect::After(REST, Alarm::Settle));
    }
}

/// Reads the invite links the service does not list, of the groups in sight.
fn links(state: &mut State, fx: &mut Vec<Effect>) {
    if state.size.0 < WIDE && state.focus != Pane::Groups {
        return;
    }
    let Some(number) = state.number().map(|row| row.key.clone()) else { return };
    let Some(number_state) = state.number_states.get(&number) else { return };
    let here = number_state.group_cursor.position();
    let wanted: Vec<_> = number_state
        .group_cursor
        .visible()
        .iter()
        .enumerate()
        .filter(|(position, _)| position.abs_diff(here) <= LINKS_AROUND)
        .filter_map(|(position, &at)| Some((position == here, number_state.group_rows().get(at)?)))
        .filter(|(_, group)| group.invite_link == InviteLink::Unknown && !number_state.links.contains_key(&group.id))
        .map(|(selected, group)| (selected, GroupKey { number: number.clone(), group: group.id.clone() }))
        .collect();
    for (selected, key) in wanted {
        let priority = if selected { Priority::Foreground } else { Priority::Background };
        ask::read(state, Read::InviteLink(key), priority, fx);
    }
}

/// The QR of what is selected.
fn preview(state: &mut State) {
    let link = state.link();
    if state.preview.as_deref().map(Preview::text) != link {
        state.preview = link.map(|link| state.previews.of(link));
    }
}

/// Name, number as written, digits alone, identifier.
fn number_texts(number: &PhoneNumber, tell: &mut dyn FnMut(&str)) {
    let digits: String = number.display.chars().filter(char::is_ascii_digit).collect();
    [&number.name, &number.display, &digits, number.id.as_str()].into_iter().for_each(tell);
}
