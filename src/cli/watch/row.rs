//! A change, as programs read it.

use serde::Serialize;

use crate::cli::when;
use crate::model::{PhoneNumber, Profile};
use crate::watch::{Change, Maker};

/// A change, as programs read it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Row<'a> {
    pub(super) event: &'static str,
    /// When it was noticed.
    at: String,
    profile: &'a str,
    provider: &'static str,
    number_id: &'a str,
    /// The phone number as its service writes it.
    number: &'a str,
    /// "here": this machine has made the change; else "elsewhere".
    by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
    /// The dead code that this one replaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    replaces: Option<&'a str>,
    /// What was there before: a message, a rating, a status, a name; absent where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'a str>,
    /// What is there now, for a rating, a status or a name; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<&'a str>,
}

impl<'a> Row<'a> {
    /// A change of a number of a profile, noticed now.
    pub(super) fn new(profile: &'a Profile, number: &'a PhoneNumber, change: &'a Change, maker: Maker) -> Self {
        let mut row = Self {
            event: "",
            at: when::exact(jiff::Timestamp::now().as_millisecond()),
            profile: profile.name.as_str(),
            provider: profile.provider.as_str(),
            number_id: number.id.as_str(),
            number: &number.display,
            by: if maker == Maker::Here { "here" } else { "elsewhere" },
            code: None,
            message: None,
            link: None,
            replaces: None,
            before: None,
            now: None,
        };
        let code = match change {
            Change::Created(code) | Change::Changed(code, _) | Change::Deleted(code) => Some(code),
            Change::Replaced { new, .. } => Some(new),
            _ => None,
        };
        if let Some(code) = code {
            row.code = Some(code.code.as_str());
            row.message = Some(&code.message);
            row.link = Some(&code.link);
        }
        row.event = match change {
            Change::NumberAdded => "number_added",
            Change::NumberRemoved => "number_removed",
            Change::Quality(before) => {
                (row.before, row.now) = (before.as_deref(), number.quality.as_deref());
                "number_quality"
            }
            Change::Status(before) => {
                (row.before, row.now) = (before.as_deref(), number.status.as_deref());
                "number_status"
            }
            Change::Name(before) => {
                (row.before, row.now) = (Some(before.as_str()), Some(number.name.as_str()));
                "number_name"
            }
            Change::Created(_) => "code_created",
            Change::Changed(_, before) => {
                row.before = Some(before);
                "code_changed"
            }
            Change::Replaced { old, .. } => {
                (row.replaces, row.before) = (Some(old.code.as_str()), Some(old.message.as_str()));
                "code_replaced"
            }
            Change::Deleted(_) => "code_deleted",
        };
        row
    }
}
