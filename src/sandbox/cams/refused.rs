//! What CAMS refuses, and in which words. Codes and words are those of the operations' pages and of Alibaba Cloud's
//! table of common errors, except where a comment says that they are ours.

use std::borrow::Cow;

use crate::model::MAX_CODES_PER_NUMBER;
use crate::sandbox::faults::Refusal;
use crate::sandbox::world::Missing;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) status: u16,
    pub(super) code: Cow<'static, str>,
    pub(super) message: Cow<'static, str>,
    /// Milliseconds until the call may be made again.
    pub(super) retry_after: Option<u64>,
}

impl Refused {
    pub(super) fn new(status: u16, code: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self {
        Self { status, code: code.into(), message: message.into(), retry_after: None }
    }

    /// A parameter that must be there.
    pub(super) fn missing(name: &str) -> Self {
        Self::new(400, format!("Missing{name}"), format!("{name} is mandatory for this action."))
    }

    /// A parameter with a value that cannot be.
    pub(super) fn invalid(name: &str, why: &str) -> Self {
        Self::new(
            400,
            format!("InvalidParameter.{name}"),
            format!("The specified parameter {name} is not valid: {why}"),
        )
    }

    /// A number or a space of somebody else, or of nobody: the service does not tell which.
    pub(super) fn foreign() -> Self {
        Self::new(400, "Unknown.ResourceOwnerId", "The resource does not belong to the current user.")
    }

    /// An account that is not on the allow-list of the groups. Which code it gets is not documented; this is the
    /// common one of a denied call, with the words of the page.
    pub(super) fn not_on_allow_list() -> Self {
        Self::new(
            403,
            "NoPermission",
            "This API is in beta testing. The account is not on the allowlist: contact your account manager.",
        )
    }

    pub(super) fn throttled(status: u16, retry_after: u64) -> Self {
        let words = "Request was denied due to user flow control.";
        Self { retry_after: Some(retry_after), ..Self::new(status, "Throttling.User", words) }
    }

    /// The sandbox or, by a fault, the service failed.
    pub(super) fn internal() -> Self {
        Self::new(500, "InternalError", "The request processing has failed due to some unknown error.")
    }

    /// The caller's clock is off.
    pub(super) fn stale() -> Self {
        Self::new(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.")
    }

    pub(super) fn fault(refusal: Refusal, throttle_status: u16) -> Self {
        match refusal {
            Refusal::Internal => Self::internal(),
            Refusal::Throttled => Self::throttled(throttle_status, 1_000),
            Refusal::Expired => Self::new(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired."),
            Refusal::ClockSkew => Self::stale(),
            Refusal::WrongSpace => Self::foreign(),
            Refusal::GroupsNotEnabled => Self::not_on_allow_list(),
        }
    }
}

impl From<Missing> for Refused {
    /// What an operation on the world failed for. The codes for a code and a group that do not exist are not
    /// documented; these follow the pattern of the common ones.
    fn from(missing: Missing) -> Self {
        match missing {
            Missing::Number => Self::foreign(),
            Missing::Code => {
                Self::new(404, "InvalidQrdlCode.NotFound", "The specified QrdlCode does not exist or has been deleted.")
            }
            Missing::Group => Self::new(404, "InvalidGroupId.NotFound", "The specified GroupId does not exist."),
            Missing::Room => Self::new(
                400,
                "InvalidParameter.QrdlLimit",
                format!("The phone number already has {MAX_CODES_PER_NUMBER} message QR codes."),
            ),
        }
    }
}

impl From<crate::model::Error> for Refused {
    /// The state file failed: the log has the reason, a client gets the answer the service would give.
    fn from(error: crate::model::Error) -> Self {
        tracing::error!(%error, "the sandbox failed");
        Self::internal()
    }
}
