//! Faults with details, which a rule writes beside `do`.

use serde::Deserialize;
use serde_json::{Map, Value};

/// A fault with details.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum DetailedFault {
    /// The connection is cut at once; the request is carried out later.
    ApplyLate(Later),
    /// The vendor's own internal error comes at once; the request is carried out later.
    #[serde(rename = "error_500_late")]
    Error500Late(Later),
    /// No answer ever comes; the request is carried out later.
    HangLate(Later),
    /// The connection is cut, and from then on the caller has no access.
    LoseAccess {
        #[serde(default)]
        of: Extent,
        /// Whether the request itself is carried out.
        #[serde(default)]
        applied: bool,
        /// CAMS's code; on Graph it is always 100/33.
        #[serde(default = "no_permission")]
        code: String,
        /// CAMS's HTTP status.
        #[serde(default = "forbidden")]
        status: u16,
        /// For how many requests; permanently where absent.
        requests: Option<u64>,
    },
    /// An answer of success that says it was none: Graph's `"success": false`, CAMS's `"Result": 0`.
    SuccessFalse {
        /// Whether the request is carried out all the same.
        #[serde(default)]
        applied: bool,
    },
    /// An answer of success without the word for it.
    SuccessAbsent {
        /// Whether the request is carried out.
        #[serde(default)]
        applied: bool,
    },
    /// A refusal with a code that no documentation has.
    UnknownCode {
        /// The code; on Graph digits.
        code: Option<String>,
        status: Option<u16>,
        /// Whether the request is carried out all the same.
        #[serde(default)]
        applied: bool,
    },
    /// The vendor's own "too many calls", with a word on how long that lasts.
    Throttle(Penalty),
    /// "Too many calls" without a word on how long: Graph's 80008; nothing is done.
    ThrottleBare {},
    /// A read shows the world as it was.
    Stale {
        /// So many milliseconds ago.
        ms: Option<u64>,
        /// Before so many changes, the last one where neither is given.
        changes: Option<usize>,
    },
    /// A list in which every page has new rows and says that there are more.
    EndlessRows {},
    /// A list in which every page has the rows of the first one and says that there are more.
    EndlessCursor {},
    /// A page whose cursor is the one that it was asked for with.
    SameCursor {},
    /// A page with more rows than any has.
    HugePage {
        #[serde(default = "huge")]
        rows: usize,
    },
    /// The answer comes a byte at a time.
    Trickle {
        /// Milliseconds between two of them.
        #[serde(default = "second")]
        ms: u64,
    },
    /// An answer that begins well and never ends.
    EndlessAnswer {},
    /// An answer with a field of lists within lists.
    Nested {
        #[serde(default = "deep")]
        depth: usize,
    },
    /// Somebody else resets the invite link of the group.
    ColleagueResetsLink(ColleagueAction),
    /// Somebody else removes the invite link of the group.
    ColleagueRemovesLink(ColleagueAction),
    /// Somebody else gives the number's oldest other code a message.
    ColleagueCopies(ColleagueAction),
    /// Somebody else makes a code.
    ColleagueCreates(ColleagueAction),
    /// Somebody else changes the message of the code.
    ColleagueEdits(ColleagueAction),
    /// Somebody else deletes the code.
    ColleagueDeletes(ColleagueAction),
}

/// When a request is carried out that has ended for its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Later {
    /// After so many milliseconds.
    #[serde(default = "second")]
    pub(super) ms: u64,
    /// Instead of after a time: after so many requests more, right before the next one is looked at.
    pub(super) requests: Option<u64>,
}

/// What access is lost to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Extent {
    /// Everything at the service.
    #[default]
    All,
    /// The number or group that the request is about.
    Object,
}

/// What a throttled caller is told of the wait.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Penalty {
    /// Milliseconds: `x-acs-retry-after`, or `Retry-After` in seconds, rounded up.
    pub(super) ms: Option<u64>,
    /// The text of that header, whatever it is.
    pub(super) retry_after: Option<String>,
    /// Graph: `estimated_time_to_regain_access` in the usage header.
    pub(super) minutes: Option<i64>,
    /// Whether the request is carried out all the same, as by a service whose gateway counts calls after it has passed
    /// them on.
    #[serde(default)]
    pub(super) applied: bool,
}

/// What somebody else does at the moment of a request, beside whatever becomes of the request itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColleagueAction {
    /// On which side of the request.
    #[serde(default)]
    pub(super) when: When,
    /// The message; where absent that of the request, or the one sent last.
    pub(super) message: Option<String>,
}

/// On which side of a request something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum When {
    /// Before the service has got it.
    #[default]
    Before,
    /// After the service has carried it out, before its answer.
    After,
}

impl DetailedFault {
    /// The names in fault lists.
    pub(super) const NAMES: [&str; 23] = [
        "apply_late",
        "error_500_late",
        "hang_late",
        "lose_access",
        "success_false",
        "success_absent",
        "unknown_code",
        "throttle",
        "throttle_bare",
        "stale",
        "endless_rows",
        "endless_cursor",
        "same_cursor",
        "huge_page",
        "trickle",
        "endless_answer",
        "nested",
        "colleague_resets_link",
        "colleague_removes_link",
        "colleague_copies",
        "colleague_creates",
        "colleague_edits",
        "colleague_deletes",
    ];

    /// Reads what a rule says beside `op` and `nth`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn read(fields: Map<String, Value>) -> Result<Self, String> {
        serde_json::from_value(Value::Object(fields)).map_err(|error| format!("{error}."))
    }

    /// What somebody else does, and on which side of the request; none where it is something that becomes of the
    /// request itself.
    pub(super) fn action(&self) -> Option<&ColleagueAction> {
        match self {
            Self::ColleagueResetsLink(action)
            | Self::ColleagueRemovesLink(action)
            | Self::ColleagueCopies(action)
            | Self::ColleagueCreates(action)
            | Self::ColleagueEdits(action)
            | Self::ColleagueDeletes(action) => Some(action),
            _ => None,
        }
    }

    /// Whether it shows the world as it was.
    pub(super) fn is_stale(&self) -> bool {
        matches!(self, Self::Stale { .. })
    }
}

fn second() -> u64 {
    1_000
}

fn huge() -> usize {
    10_000
}

fn deep() -> usize {
    100_000
}

fn no_permission() -> String {
    "NoPermission".to_owned()
}

fn forbidden() -> u16 {
    403
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_without_details() {
        for name in DetailedFault::NAMES {
            let fields = Map::from_iter([("do".to_owned(), name.into())]);
            assert!(DetailedFault::read(fields).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_detail_of_another_fault_is_a_mistake() {
        let fields = |text: &str| serde_json::from_str(text).unwrap();
        for text in
            [r#"{"do": "apply_late", "depth": 3}"#, r#"{"do": "trickle", "ms": -1}"#, r#"{"do": "nested", "x": 1}"#]
        {
            assert!(DetailedFault::read(fields(text)).is_err(), "{text}");
        }
    }
}
