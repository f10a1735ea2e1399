//! The answer to a deletion.

use serde::Deserialize;
use serde_json::Value;

use super::lenient;
use super::request::Request;
use crate::model::{Error, ErrorKind, Result};

/// `{"success": true}`; documented as the string `"true"` for invite links, and a bare `true` in old answers.
#[derive(Debug, Deserialize)]
#[serde(from = "Value")]
pub(super) struct Done(Option<bool>);

impl From<Value> for Done {
    fn from(answer: Value) -> Self {
        let success = if answer.is_object() { answer.get("success") } else { Some(&answer) };
        Self(success.and_then(|success| lenient::flag(success).ok().flatten()))
    }
}

impl Done {
    /// Makes anything but success an error.
    pub(super) fn require(&self, request: &Request) -> Result<()> {
        match self.0 {
            Some(true) => Ok(()),
            Some(false) => Err(not_done(request)),
            None => Err(request.unreadable("it does not say whether it was done")),
        }
    }
}

/// The error of `"success": false`, which comes without a reason.
pub(super) fn not_done(request: &Request) -> Error {
    let error = Error::new(ErrorKind::Conflict, "Graph answers that it was not done, and gives no reason.");
    request.fail(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::meta::request::Op;
    use serde_json::json;

    fn outcome(answer: Value) -> Option<ErrorKind> {
        let done: Done = serde_json::from_value(answer).unwrap();
        done.require(&Request::new(Op::RemoveLink, "Removing", &[])).err().map(|error| error.kind)
    }

    #[test]
    fn success_may_be_a_string_and_silence_is_not_success() {
        for yes in [json!({"success": true}), json!({"messaging_product": "whatsapp", "success": "true"}), json!(true)]
        {
            assert_eq!(outcome(yes.clone()), None, "{yes}");
        }
        for no in [json!({"success": false}), json!({"success": "false"})] {
            assert_eq!(outcome(no.clone()), Some(ErrorKind::Conflict), "{no}");
        }
        for unclear in [json!({}), json!({"success": null}), json!({"success": "perhaps"}), json!([])] {
            assert_eq!(outcome(unclear.clone()), Some(ErrorKind::OutcomeUnknown), "{unclear}");
        }
    }
}
