//! The one error taxonomy: what went wrong, what the state is now, and what to do next.

use std::fmt;
use std::time::Duration;

use super::{ProviderKind, QrCode};

/// A result of the taxonomy.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What a bad input was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The pre-filled message.
    Message,
    /// The picture format.
    Image,
    /// The phone number.
    Number,
    /// The code.
    Code,
    /// The group.
    Group,
    /// The space of the customer (CAMS).
    CustSpaceId,
    /// Something the service names that qrdeck has no field for.
    Other,
}

impl Field {
    /// The name in JSON and in sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Image => "image",
            Self::Number => "number",
            Self::Code => "code",
            Self::Group => "group",
            Self::CustSpaceId => "cust_space_id",
            Self::Other => "other",
        }
    }
}

/// The classes every failure falls into; the class decides what happens next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The credentials are wrong, expired or missing, or the clock that signs is off.
    Auth,
    /// The credentials are good but may not do this.
    Permission,
    /// The service does not offer this to the account (allow-lists, subscriptions), or not for what it has suspended. That
    /// may be no failure.
    NotEnabled,
    /// The object does not exist, or not for this account: the services do not tell which.
    NotFound,
    /// The service refuses the input.
    InvalidInput {
        /// What the input was about.
        field: Field,
    },
    /// Too many calls. The request was not carried out.
    Throttled {
        /// How long the service asks to wait, where it says so.
        retry_after: Option<Duration>,
    },
    /// The object is not as the change needs it: somebody else changed it, or the service would not do it to what is
    /// there. The change was not carried out.
    Conflict,
    /// An earlier change of the same kind may still be carried out; this one was not sent.
    StillOpen,
    /// The service could not be reached or could not answer. The request was not carried out, or it was a read.
    Unavailable,
    /// A change was sent and its answer was lost: it may or may not have been carried out.
    OutcomeUnknown,
    /// The service answered something that cannot be understood.
    Decode,
    /// The person cancelled it.
    Cancelled,
    /// qrdeck itself refused: read-only, or not confirmed.
    Refused,
    /// The configuration, a file or an argument is wrong.
    Config,
    /// A bug in qrdeck, or a machine that refuses it something it needs.
    Internal,
}

impl ErrorKind {
    /// The name in JSON: `{"error": {"kind": …}}`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auth => "auth",
            Self::Permission => "permission",
            Self::NotEnabled => "not_enabled",
            Self::NotFound => "not_found",
            Self::InvalidInput { .. } => "invalid_input",
            Self::Throttled { .. } => "throttled",
            Self::Conflict => "conflict",
            Self::StillOpen => "still_open",
            Self::Unavailable => "unavailable",
            Self::OutcomeUnknown => "outcome_unknown",
            Self::Decode => "decode",
            Self::Cancelled => "cancelled",
            Self::Refused => "refused",
            Self::Config => "config",
            Self::Internal => "internal",
        }
    }

    /// What helps in most cases of this class; providers say more where they know more.
    fn default_advice(self) -> &'static str {
        match self {
            Self::Auth => "Check the token or access key of the profile and this machine's clock.",
            Self::Permission => "Ask the owner of the account to grant the permission, then try again.",
            Self::NotEnabled => "Ask the service's account manager to enable it for this account.",
            Self::NotFound => "Refresh the list; it may have been deleted elsewhere.",
            Self::InvalidInput { .. } => "Correct the input and try again.",
            Self::Throttled { .. } => "Wait a moment, then try again.",
            Self::Conflict => "Refresh, look at what is there now, and decide again.",
            Self::StillOpen => "Look at it first; `qrdeck journal settle` does.",
            Self::Unavailable => "Check the network and try again.",
            Self::OutcomeUnknown => {
                "Do not repeat it yet: qrdeck looks again by itself, and `qrdeck journal settle` looks now."
            }
            Self::Decode => "Try again; if it stays, report it with the request id.",
            Self::Cancelled => "Nothing more will happen.",
            Self::Refused => "Confirm it, or use a profile that is not read-only.",
            Self::Config => "Correct it and start again.",
            Self::Internal => "Please report this.",
        }
    }
}

/// A failure, ready to be shown: what happened, what to do next, and what the service's support asks for. It
/// never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// The class.
    pub kind: ErrorKind,
    /// One or two sentences on what happened. Text of the service in it is uncleaned.
    pub message: String,
    /// A sentence on what to do next.
    pub advice: String,
    /// The service's own code: `100/33`, `Throttling.User`.
    pub vendor_code: Option<String>,
    /// The service's request id (`fbtrace_id`, `RequestId`).
    pub request_id: Option<String>,
    /// What is there now, for a [`ErrorKind::Conflict`].
    pub current: Option<Box<QrCode>>,
}

impl Error {
    /// An error with the advice of its class.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            advice: kind.default_advice().to_owned(),
            vendor_code: None,
            request_id: None,
            current: None,
        }
    }

    /// A refused input.
    pub fn invalid(field: Field, message: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidInput { field }, message)
    }

    /// A missing object.
    pub fn not_found(what: impl fmt::Display) -> Self {
        Self::new(ErrorKind::NotFound, format!("{what} does not exist."))
    }

    /// A code that is not what the person saw.
    pub fn conflict(current: QrCode) -> Self {
        Self {
            current: Some(Box::new(current)),
            ..Self::new(ErrorKind::Conflict, "The code was changed elsewhere in the meantime; nothing was sent.")
        }
    }

    /// A wrong configuration or argument.
    pub fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    /// Replaces the advice.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }

    /// Adds the service's own code.
    #[must_use]
    pub fn vendor_code(mut self, code: impl Into<String>) -> Self {
        self.vendor_code = Some(code.into());
        self
    }

    /// Adds the service's request id; white space around it is dropped and an empty one ignored.
    #[must_use]
    pub fn request_id(mut self, id: impl AsRef<str>) -> Self {
        let id = id.as_ref().trim();
        if !id.is_empty() {
            self.request_id = Some(id.to_owned());
        }
        self
    }

    /// The whole error as text to copy into a report.
    pub fn report(&self) -> String {
        let mut text = format!("{}\n{}\nkind: {}", self.message, self.advice, self.kind.as_str());
        if let Some(code) = &self.vendor_code {
            text.push_str("\ncode: ");
            text.push_str(code);
        }
        if let Some(id) = &self.request_id {
            text.push_str("\nrequest id: ");
            text.push_str(id);
        }
        text
    }

    /// A change of a read-only profile.
    pub fn read_only(provider: ProviderKind) -> Self {
        Self::new(
            ErrorKind::Refused,
            format!("This profile is read-only; nothing was sent to {}.", provider.service_name()),
        )
        .advise("Remove --read-only, or `read_only = true` from the profile, to change things.")
    }
}
