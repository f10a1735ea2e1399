//! What can go wrong.

use std::fmt;

/// Declares the faults with their names.
macro_rules! faults {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// Something that goes wrong with a request on purpose.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Fault {
            $($(#[$doc])* $variant,)*
        }

        impl Fault {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in fault lists.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

faults! {
    /// The connection is cut before anything is done.
    ResetBefore = "reset_before",
    /// The request is carried out, then the connection is cut without an answer.
    ResetAfter = "reset_after",
    /// The vendor's own internal error; nothing is done.
    Error500 = "error_500",
    /// The edge's HTML page instead of the service; nothing is done.
    Error503Html = "error_503_html",
    /// The vendor's own "too many calls"; nothing is done.
    Throttle = "throttle",
    /// The request is carried out, half of the answer arrives, then the connection ends.
    Truncated = "truncated",
    /// The request is carried out; the answer arrives in eight pieces with a wait before each.
    Slow = "slow",
    /// The request is carried out; no answer ever comes and the connection stays.
    Hang = "hang",
    /// Escape sequences, bidi overrides and a NUL in the texts people wrote.
    HostileText = "hostile_text",
    /// A next page on another host. CAMS has no such link: there the answer is as ever.
    ForeignNext = "foreign_next",
    /// The credentials have expired: Graph's 190/463, CAMS's `InvalidSecurityToken.Expired`.
    ExpiredToken = "expired_token",
    /// The service's clock disagrees with the caller's: CAMS's `InvalidTimeStamp.Expired`; on Graph a refused
    /// `appsecret_proof`.
    ClockSkew = "clock_skew",
    /// CAMS does not know the space; on Graph the object is not assigned to the token.
    WrongSpace = "wrong_space",
    /// The account is not on the allow-list for groups, or the number not eligible.
    GroupsNotEnabled = "groups_not_enabled",
    /// An error body in an answer with HTTP status 200; nothing is done.
    ErrorIn200 = "error_in_200",
    /// Fields no documentation names, in every object.
    UnknownFields = "unknown_fields",
    /// Identifiers of digits as JSON numbers.
    IdsAsNumbers = "ids_as_numbers",
    /// `null` for every pre-filled message.
    NullMessage = "null_message",
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A refusal both vendors have, each in words of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sandbox) enum Refusal {
    Internal,
    Throttled,
    /// Credentials that have expired.
    Expired,
    ClockSkew,
    /// A space, or an account, that is not the caller's.
    WrongSpace,
    /// Groups are not for this account.
    GroupsNotEnabled,
}
