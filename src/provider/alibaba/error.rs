//! What a failure of CAMS means, in sentences: what happened, what the state is now, what to do next.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::StatusCode;

use super::asked::Asked;
use super::class::{Class, classify};
use super::groups::is_group_action;
use crate::model::{Error, ErrorKind, Field};
use crate::provider::http::{IN_TROUBLE, Intent, lost};

/// Most characters of the service's own words that are passed on.
const MAX_TEXT: usize = 300;

/// What a limit of calls a second makes a caller wait, where the service does not say.
const A_SECOND: Duration = Duration::from_secs(1);

/// An answer that says no, whoever gave it: the service, or something before it.
#[derive(Debug)]
pub(super) struct Refusal {
    pub asked: Asked,
    pub status: StatusCode,
    pub code: Option<String>,
    /// The service's own words.
    pub text: Option<String>,
    /// The RAM action that was denied.
    pub denied_action: Option<String>,
    /// How long the service asks to wait.
    pub retry_after: Option<Duration>,
    /// The service's clock.
    pub service_time: Option<Timestamp>,
}

impl Refusal {
    /// The error of the taxonomy. The request id is left to the caller.
    pub(super) fn into_error(self) -> Error {
        let beta = is_group_action(self.asked.action);
        let asked = (self.asked.intent, beta);
        let error = self.describe(classify(self.status, self.code.as_deref(), self.text.as_deref(), asked));
        match self.code {
            Some(code) => error.vendor_code(code),
            None => error,
        }
    }

    fn describe(&self, class: Class) -> Error {
        let Asked { action, intent } = self.asked;
        match class {
            Class::Clock => auth(&self.clock(), "Set this machine's clock (15 minutes are allowed), then try again."),
            // The service's words are left out of these on purpose: they quote what was signed, tokens included.
            Class::Signature => auth(
                "The signature of the request was not accepted.",
                "Check that the AccessKey secret of the profile belongs to its access_key_id and is whole.",
            ),
            Class::AccessKey => auth(
                "The AccessKey id of the profile is unknown or disabled.",
                "Check access_key_id in config.toml, and that the key is active in the RAM console.",
            ),
            Class::Token => auth(
                "The security token (STS) was not accepted; such tokens expire.",
                "Get fresh temporary credentials: AccessKey id, secret and token together.",
            ),
            Class::Repeated => self.repeated(),
            Class::Throttled => self.throttled(),
            Class::Unsubscribed => not_enabled("The account has not subscribed to Chat App Message Service.")
                .advise("Subscribe to it in the Alibaba Cloud console, or use an access key of another account."),
            Class::AllowList => not_enabled(&format!("{action} is not enabled for this account."))
                .advise("It is in closed beta: ask the Alibaba Cloud account manager for the allowlist."),
            Class::Denied => self.denied(),
            Class::Foreign => permission("The number, group or space belongs to another Alibaba Cloud account.")
                .advise("Check cust_space_id in config.toml, and that the access key is of the number's owner."),
            Class::Failed => {
                let error = lost(intent, format!("{} failed at {action} ({}).", self.answerer(), self.status));
                if intent == Intent::Read { error.advise(IN_TROUBLE) } else { error }
            }
            Class::NoSuchOperation => Error::config(format!(
                "The endpoint does not offer {action} of CAMS 2020-06-06."
            ))
            .advise("Check endpoint in config.toml; the public one is https://cams.ap-southeast-1.aliyuncs.com."),
            Class::NotFound => Error::new(ErrorKind::NotFound, self.quote("The object does not exist")),
            Class::Conflict => Error::new(ErrorKind::Conflict, self.quote("Something else is changing the object")),
            Class::Input => self.input(),
            Class::Unknown if intent == Intent::Change => lost(
                intent,
                self.quote(&format!("{} gave {action} an answer that qrdeck does not know", self.answerer())),
            ),
            Class::Unknown => Error::invalid(Field::Other, self.quote(&format!("Alibaba Cloud CAMS refused {action}")))
                .advise("It was not carried out. Correct what the service names, or ask its support."),
            Class::Edge => Error::new(
                ErrorKind::Unavailable,
                format!("Not CAMS but something before it refused {action} ({}).", self.status),
            )
            .advise("It was not carried out. Check endpoint in config.toml, and any proxy in between."),
        }
    }

    /// The service refuses a nonce it knows. Each request has its own, so something on the way sent it twice, and
    /// the outcome of the first copy is not known.
    fn repeated(&self) -> Error {
        let Asked { action, intent } = self.asked;
        let error = lost(intent, format!("{action} arrived at the service twice, and it refused the second copy."));
        match intent {
            Intent::Read => error.advise("Try again; a proxy in between may repeat requests."),
            Intent::Change => error,
        }
    }

    fn clock(&self) -> String {
        let minutes = self.service_time.map(|theirs| Timestamp::now().duration_since(theirs).as_mins());
        match minutes {
            Some(ahead @ 1..) => format!("This machine's clock is {ahead} minutes ahead of the service's."),
            Some(behind @ ..=-1) => {
                format!("This machine's clock is {} minutes behind the service's.", behind.unsigned_abs())
            }
            Some(0) | None => "The service did not accept the time of the request.".to_owned(),
        }
    }

    fn throttled(&self) -> Error {
        // The limits are counted by the second: where no wait is stated, one is meant.
        let kind = ErrorKind::Throttled { retry_after: Some(self.retry_after.unwrap_or(A_SECOND)) };
        let error = Error::new(kind, format!("Too many calls: the service did not carry out {}.", self.asked.action));
        match self.retry_after {
            Some(wait) => error.advise(format!("Wait {} s, then try again.", wait.as_secs_f64().ceil())),
            None => error,
        }
    }

    fn denied(&self) -> Error {
        let action = self.denied_action.clone().unwrap_or_else(|| format!("cams:{}", self.asked.action));
        let advice = if is_group_action(self.asked.action) {
            "Grant it in the RAM console. If it is granted: groups are in closed beta, ask the account manager."
        } else {
            "Grant it to the RAM user or role of the access key in the RAM console."
        };
        permission(&format!("The access key may not do `{action}`.")).advise(advice)
    }

    fn input(&self) -> Error {
        let field = field_of(self.code.as_deref().unwrap_or_default())
            .or_else(|| field_of(self.text.as_deref().unwrap_or_default()))
            .unwrap_or(Field::Other);
        let (what, advice) = match field {
            Field::Message => ("the message", "Change the message and try again."),
            Field::Image => ("the picture format", "Choose PNG or SVG."),
            Field::Number => ("the number", "Refresh the numbers, and choose one of this account."),
            Field::Code => ("the code", "Refresh the codes; it may have been replaced or deleted."),
            Field::Group => ("the group", "Refresh the groups; it may have been deleted."),
            Field::CustSpaceId => ("the space id", "Check cust_space_id in config.toml."),
            Field::Other => {
                ("the request", "It was not carried out. Ask the service with the request id if this stays.")
            }
        };
        Error::invalid(field, self.quote(&format!("Alibaba Cloud CAMS does not accept {what}"))).advise(advice)
    }

    fn answerer(&self) -> &'static str {
        if self.code.is_some() { "Alibaba Cloud CAMS" } else { "The service, or a gateway before it," }
    }

    /// A sentence with the service's own words behind it, where it has any.
    fn quote(&self, sentence: &str) -> String {
        match self.text.as_deref().or(self.code.as_deref()) {
            Some(text) => format!("{sentence}: {}", excerpt(text)),
            None => format!("{sentence}."),
        }
    }
}

fn auth(message: &str, advice: &str) -> Error {
    Error::new(ErrorKind::Auth, message).advise(advice)
}

fn not_enabled(message: &str) -> Error {
    Error::new(ErrorKind::NotEnabled, message)
}

fn permission(message: &str) -> Error {
    Error::new(ErrorKind::Permission, message)
}

/// An answer that cannot be understood. What a change did is then unknown.
pub(super) fn unreadable(asked: Asked, why: &str) -> Error {
    match asked.intent {
        Intent::Read => Error::new(ErrorKind::Decode, format!("{} cannot be understood. {why}", asked.action)),
        Intent::Change => {
            lost(Intent::Change, format!("{} was accepted, but what it did is not known. {why}", asked.action))
        }
    }
}

/// `Code: "OK"` beside `Success: false`.
pub(super) fn contradiction(asked: Asked, text: Option<String>) -> Error {
    let said = text.map_or_else(String::new, |text| format!(" It says: {}", excerpt(&text)));
    lost(asked.intent, format!("The service answered {} with OK and with failure at once.{said}", asked.action))
}

/// The parameter a code or a message is about.
fn field_of(text: &str) -> Option<Field> {
    const NAMES: [(&str, Field); 7] = [
        ("prefilledmessage", Field::Message),
        ("generateqrimage", Field::Image),
        ("qrdlcode", Field::Code),
        ("groupid", Field::Group),
        ("custspaceid", Field::CustSpaceId),
        ("phonenumber", Field::Number),
        ("businessnumber", Field::Number),
    ];
    let text = text.to_ascii_lowercase();
    NAMES.iter().find(|(name, _)| text.contains(name)).map(|(_, field)| *field)
}

fn excerpt(text: &str) -> String {
    let mut short: String = text.chars().take(MAX_TEXT).collect();
    if short.len() < text.len() {
        short.push('…');
    } else if !short.ends_with(['.', '!', '?', '。', '！', '？']) {
        short.push('.');
    }
    short
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
