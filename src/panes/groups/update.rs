//! What only the group links can do.

use crate::app::update::ask;
use crate::app::{Effect, Read, State};
use crate::dialogs::secret;
use crate::model::Priority;

/// Asks the service again for the groups of the selected number.
pub(crate) fn refresh(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(number) = state.number().map(|row| row.key.clone()) else { return };
    secret::again(state, &number.profile, fx);
    ask::read(state, Read::Groups(number), Priority::Foreground, fx);
}
