//! What has to become of a call whose request is broken.

use qrdeck::model::ProviderKind;
use qrdeck::sandbox::faults::Fault;

use super::action::Action;

/// How often the fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    Once,
    Always,
}

/// How a call has to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    /// The class of the error; none where it succeeds.
    pub(super) error: Option<&'static str>,
    /// How often the service has carried the change out.
    pub(super) effects: u64,
}

/// What a fault does to a request.
enum Harm {
    /// The request does not get through, which may pass.
    Lost,
    /// The request is carried out and its answer does not get through, which may pass.
    Unheard,
    /// The service says "later".
    Throttled,
    /// The service says no, for this reason.
    Refused(&'static str),
    /// The answer is odd and good.
    Odd,
}

/// How a call has to end.
pub(super) fn end(kind: ProviderKind, action: Action, fault: Fault, when: When) -> End {
    let good = End { error: None, effects: u64::from(action.is_change()) };
    let bad = |error| End { error: Some(error), effects: 0 };
    // A token that may not be asked about is looked after in other places, and those may be refused in their turn.
    match (action, fault) {
        (Action::Inspect, Fault::WrongSpace) => return good,
        (Action::Assigned, Fault::WrongSpace) => return bad("config"),
        _ => {}
    }
    match harm(kind, fault) {
        Harm::Odd => good,
        Harm::Refused(why) => bad(why),
        // The minute that Graph names in its live form is longer than anybody is made to wait; in the other form it names
        // no time, and every call more would make the block longer.
        Harm::Throttled if kind == ProviderKind::Meta => bad("throttled"),
        Harm::Throttled => {
            if when == When::Once {
                good
            } else {
                bad("throttled")
            }
        }
        // That the group has another link is no proof that this reset made it.
        Harm::Unheard if action == Action::Reset => End { error: Some("outcome_unknown"), effects: 1 },
        // Whatever changes something is found to have been carried out, by the second try or by looking.
        Harm::Unheard if action.is_change() || when == When::Once => good,
        Harm::Lost if when == When::Once && action.is_idempotent(kind) => good,
        // What must not happen twice is not sent twice. That there is no sign of it is no proof: it may still come.
        Harm::Lost if action.is_change() => bad("outcome_unknown"),
        Harm::Unheard | Harm::Lost => bad("unavailable"),
    }
}

/// Whether a person has to hear that the request is tried again.
pub(super) fn is_retried(kind: ProviderKind, action: Action, fault: Fault) -> bool {
    match harm(kind, fault) {
        Harm::Lost | Harm::Unheard => action.is_idempotent(kind),
        Harm::Throttled => kind == ProviderKind::Alibaba,
        Harm::Refused(_) | Harm::Odd => false,
    }
}

fn harm(kind: ProviderKind, fault: Fault) -> Harm {
    let cams = kind == ProviderKind::Alibaba;
    match fault {
        Fault::ResetBefore | Fault::Error500 | Fault::Error503Html | Fault::ErrorIn200 => Harm::Lost,
        Fault::ResetAfter | Fault::Truncated | Fault::Hang => Harm::Unheard,
        Fault::Throttle => Harm::Throttled,
        Fault::ExpiredToken | Fault::ClockSkew => Harm::Refused("auth"),
        // CAMS says that the resource is somebody else's, Graph does not tell that from one that is not there.
        Fault::WrongSpace => Harm::Refused(if cams { "permission" } else { "not_found" }),
        Fault::GroupsNotEnabled => Harm::Refused("not_enabled"),
        Fault::Slow
        | Fault::HostileText
        | Fault::ForeignNext
        | Fault::UnknownFields
        | Fault::IdsAsNumbers
        | Fault::NullMessage => Harm::Odd,
    }
}
