//! What to do next, for each class of error.

use std::time::Duration;

use super::class::Class;
use crate::model::Field;
use crate::provider::http::{self, Intent};
use crate::provider::meta::request::Op;

/// The advice for a class of error of an operation; `None` where the taxonomy's own is as good.
pub(super) fn advice(class: Class, op: Op, subcode: Option<i64>, wait: Option<Duration>) -> Option<String> {
    Some(match class {
        Class::Token => token(subcode).to_owned(),
        Class::Proof => "Give the profile the app secret of the app its token belongs to, with the plain or the \
                         timestamped proof, whichever the app wants. The timestamped one also needs a right clock."
            .to_owned(),
        Class::Permission => format!(
            "Give the token the permission `{}`, and its system user access to the WhatsApp Business Account.",
            op.permission()
        ),
        Class::Blocked | Class::Suspended => {
            "Look in WhatsApp Manager and the app's dashboard for what Meta has restricted and why; \
                           calling again does not help."
                .to_owned()
        }
        Class::NotEnabled if op.is_about_groups() => {
            "Meta offers groups to Official Business Accounts only, and not to numbers that are also used in the \
             WhatsApp Business app. Codes work without."
                .to_owned()
        }
        Class::Gone | Class::WrongKind => object(op).to_owned(),
        Class::Limit => limit(wait),
        Class::Down if op.intent() == Intent::Read => http::IN_TROUBLE.to_owned(),
        Class::Moved => "The list changed while it was read. Refresh it.".to_owned(),
        Class::NotEnabled | Class::Input | Class::Down | Class::Unclear => return None,
    })
}

/// The advice for a refused input.
pub(super) fn input(field: Field) -> Option<&'static str> {
    match field {
        // None of the inputs a person gave.
        Field::Other => Some("Check `api_version` of the profile; if it is right, report this with the request id."),
        _ => None,
    }
}

/// By the subcodes of code 190, which are not always sent.
fn token(subcode: Option<i64>) -> &'static str {
    match subcode {
        Some(458) => "The app was removed from the account. Connect it again and store a new token in the profile.",
        Some(459 | 464) => "Meta wants the token's user to log in and confirm the account first.",
        Some(460) => "The token's user changed the password. Store a new token in the profile.",
        Some(463) => {
            "The token has expired. Store a new one (`qrdeck profile renew`); that of a system user need not expire."
        }
        Some(466 | 467) => "The token was withdrawn. Store a new one in the profile.",
        _ => {
            "Store a valid access token in the profile (`qrdeck profile renew`); that of a system user need not expire."
        }
    }
}

/// Which id belongs where: mixing them up is the commonest mistake with this service, and it answers all of these
/// with the same error.
fn object(op: Op) -> &'static str {
    match op {
        Op::DebugToken | Op::ListAccounts | Op::Identify => {
            "Name the WhatsApp Business Accounts in `waba_ids` of the profile."
        }
        Op::ListNumbers => {
            "Check `waba_ids` of the profile: it wants ids of WhatsApp Business Accounts, not phone-number ids, phone \
             numbers or ids of the business. If it is right, give the token's system user access to the account."
        }
        Op::ListCodes | Op::CreateCode | Op::ListGroups => {
            "Check the number: it is named by its phone-number id (`qrdeck numbers list` shows it), not by the phone \
             number or the id of the WhatsApp Business Account. If it is right, give the token's system user access \
             to the account."
        }
        Op::GetCode | Op::UpdateCode | Op::DeleteCode => {
            "Refresh the list: the code may have been deleted elsewhere. If the list fails too, check the number: it \
             is named by its phone-number id, not by the phone number or the id of the WhatsApp Business Account."
        }
        Op::GetLink | Op::ResetLink | Op::RemoveLink => {
            "Refresh the list of groups: the group may have been deleted elsewhere, or the token's system user has \
             no access to it."
        }
    }
}

/// Meta: further calls while limited make the block longer.
fn limit(wait: Option<Duration>) -> String {
    let minutes = wait.map(|wait| wait.as_secs().div_ceil(60));
    match minutes {
        Some(0) => "Try again.".to_owned(),
        Some(1) => "Wait a minute; calling earlier makes the wait longer.".to_owned(),
        Some(minutes) => format!("Wait {minutes} minutes; calling earlier makes the wait longer."),
        None => "Meta does not say for how long. Wait some minutes; calling earlier makes the wait longer.".to_owned(),
    }
}
