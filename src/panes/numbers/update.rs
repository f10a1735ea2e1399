//! What only the numbers can do.

use crate::app::update::ask;
use crate::app::{Effect, Read, State};
use crate::dialogs::secret;
use crate::model::Priority;

/// Asks the services again for the numbers of all profiles on screen, and for the codes and groups that are shown beside
/// them.
pub(crate) fn refresh(state: &mut State, fx: &mut Vec<Effect>) {
    let names: Vec<_> = state.profiles.iter().map(|profile| profile.name.clone()).collect();
    for name in names {
        secret::again(state, &name, fx);
        ask::read(state, Read::Numbers(name), Priority::Foreground, fx);
    }
    if let Some(number) = state.number().map(|row| row.key.clone()) {
        ask::read(state, Read::Codes(number.clone()), Priority::Foreground, fx);
        ask::read(state, Read::Groups(number), Priority::Foreground, fx);
    }
}
