//! What was last seen: on screen before the services answer, and while none does.

use jiff::civil::DateTime;

use super::{ask, notices};
use crate::app::cached::{CacheNews, CacheRequest, CachedNumber, Restored, SELECTED};
use crate::app::known::Turn;
use crate::app::{Effect, NumberState, Request, RequestId, State, Tour, UnlistedCodes};
use crate::dialogs::sort;
use crate::model::{Error, ErrorKind, NumberKey, Priority, QrCode, World, clean};

/// Numbers whose lists are held in memory at once; those that were looked at longest ago give way, and come back from
/// the cache.
const HELD: usize = 32;
/// Vanished codes that a sentence names.
const NAMED: usize = 3;

/// Puts on screen what was last seen, before anything is asked.
pub(crate) fn restore(state: &mut State, restored: Restored) {
    let Restored { numbers, counts, selected, sorted, toured } = restored;
    state.sorts = sorted.map(|words| sort::from_words(&words)).unwrap_or_default();
    state.tour = (!toured && state.world() == World::Sandbox).then(Tour::default);
    for (profile, (rows, at)) in numbers {
        state.numbers.entry(profile).or_default().restore(rows, at);
    }
    state.counts = counts;
    if let Some(selected) = selected {
        state.remembered = Some(selected.clone());
        state.start_at = Some(selected);
    }
}

/// What the cache knows of a number.
pub(crate) fn restore_number(state: &mut State, cached: CachedNumber) {
    let CachedNumber { number, codes, groups, refused } = cached;
    let (known, retired) = (&state.known, &state.retired);
    let is_dead = |code: &QrCode| known.is_dead(&code.code) || retired.contains(code.code.as_str());
    let number_state = state.number_states.entry(number).or_default();
    if let Some((mut codes, at)) = codes {
        codes.retain(|code| !is_dead(code));
        number_state.codes.restore(codes, at);
    }
    if let Some((groups, at)) = groups {
        number_state.groups.restore(groups, at);
    } else if let Some(error) = refused {
        number_state.no_groups = Some(error);
    }
}

/// The newest codes of a number continue what was known of it, which counts as cached still.
pub(crate) fn renew(
    state: &mut State,
    id: RequestId,
    number: NumberKey,
    asked: Turn,
    codes: Vec<QrCode>,
    listed: DateTime,
) {
    let codes = state.known.codes(&number, asked, codes);
    let now = state.now;
    state.number_states.entry(number).or_default().codes.renew(id, codes, listed, now);
}

/// The selected number is not in memory: what the cache knows of it is asked for, at once.
pub(crate) fn look(state: &mut State, number: &NumberKey, fx: &mut Vec<Effect>) {
    visited(state, number);
    let missing = state.number_states.get(number).is_none_or(|known| known.codes.is_untouched());
    if missing && state.counts.contains_key(number) {
        let request = Request::Cache(CacheRequest::Number(number.clone()));
        ask::quietly(state, request, Priority::Foreground, fx);
    }
}

/// The selection has rested: the next run begins with it.
pub(crate) fn remember(state: &mut State, number: &NumberKey, fx: &mut Vec<Effect>) {
    if state.remembered.as_ref() == Some(number) {
        return;
    }
    state.remembered = Some(number.clone());
    let value = format!("{}\n{}", number.profile, number.number);
    let request = Request::Cache(CacheRequest::Remember { key: SELECTED, value });
    ask::quietly(state, request, Priority::Background, fx);
}

/// The number was looked at last. Others leave the memory: only what can come back, and what nothing refers to.
pub(crate) fn visited(state: &mut State, number: &NumberKey) {
    state.visited.retain(|earlier| earlier != number);
    state.visited.push_back(number.clone());
    if state.visited.len() <= HELD || !state.dialogs.is_empty() || state.is_batch_running() {
        return;
    }
    let excess = state.visited.len() - HELD;
    let leaving: Vec<_> = state.visited.iter().take(excess).cloned().collect();
    for old in leaving {
        let cached = state.counts.contains_key(&old);
        // What is about to be changed has to be known from the service, and stays.
        let idle = cached && state.marked.count_of(&old) == 0;
        if let Some(known) = state.number_states.get_mut(&old).filter(|known| idle && is_idle(known)) {
            known.unload();
            state.visited.retain(|visited| *visited != old);
        }
    }
}

/// Whether nobody works with what is known of a number.
fn is_idle(known: &NumberState) -> bool {
    known.codes.loading().is_none() && known.groups.loading().is_none()
}

/// Something has become known of the cache.
pub(crate) fn news(state: &mut State, news: CacheNews, fx: &mut Vec<Effect>) {
    match news {
        CacheNews::Trouble(error) => notices::alarm(state, "Using the cache".to_owned(), error, fx),
        CacheNews::Count(number, count) => {
            state.counts.insert(number, count);
        }
        CacheNews::Gone { number, mut codes, seen } => {
            codes.retain(|code| !state.known.is_dead(&code.code) && !state.retired.contains(code.code.as_str()));
            if !codes.is_empty() {
                let text = gone(&ask::name(state, &number), &codes, &seen.strftime("%Y-%m-%d %H:%M").to_string());
                // It has to be read even if nobody looks right now.
                let (they, links, are) =
                    if codes.len() == 1 { ("It", "a new link", "it is") } else { ("They", "new links", "they are") };
                let advice = format!(
                    "{they} can be created again from here, with {links}. An audit finds the files {are} printed in."
                );
                let error = Error::new(ErrorKind::NotFound, text).advise(advice);
                notices::unlisted(state, error, UnlistedCodes { number, codes }, fx);
            }
        }
    }
}

/// Says which codes the service lists no longer.
fn gone(number: &str, codes: &[QrCode], seen: &str) -> String {
    let name = |code: &QrCode| format!("{} \u{201c}{}\u{201d}", code.code, clean::line(&code.message));
    let mut names: Vec<_> = codes.iter().take(NAMED).map(name).collect();
    if codes.len() > NAMED {
        names.push(format!("and {} more", codes.len() - NAMED));
    }
    let (what, verb) = if codes.len() == 1 { ("A code", "is") } else { ("Codes", "are") };
    format!("{what} of {number} {verb} no longer listed by the service, last seen {seen}: {}.", names.join(", "))
}
