//! Which class an error of Graph belongs to: by code, then subcode, then `is_transient`, then HTTP status.
//!
//! The order is Meta's own advice, and a necessity: the documented statuses and the live ones disagree (404 and
//! 400 for an unknown object, 429 and 400 for a limit, 401 and 400 for a token). Texts only tell apart what shares
//! a code.

use reqwest::StatusCode;

use super::report::Report;
use crate::provider::http::{Intent, refuses};

/// What an error is about, finer than the taxonomy where the advice differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// The token is missing, wrong, expired or withdrawn.
    Token,
    /// `appsecret_proof` is missing or wrong.
    Proof,
    /// The token may not do this.
    Permission,
    /// Meta has restricted the account or the app.
    Blocked,
    /// Meta has suspended the group.
    Suspended,
    /// Not offered to this account.
    NotEnabled,
    /// No such object, or not for this token.
    Gone,
    /// The object is of another kind: the id is of something else.
    WrongKind,
    /// The input is refused.
    Input,
    /// Too many calls.
    Limit,
    /// The list changed while it was read.
    Moved,
    /// Graph could not answer.
    Down,
    /// An error nobody described, in an answer whose status means success.
    Unclear,
}

/// The edges qrdeck asks for. Graph names one of them when the id in front belongs to another kind of object.
const EDGES: [&str; 4] = ["(message_qrdls)", "(phone_numbers)", "(groups)", "(invite_link)"];

impl Class {
    /// The class of a report in an answer of this status.
    pub(super) fn of(report: &Report, status: StatusCode, intent: Intent) -> Self {
        report
            .code
            .and_then(|code| Self::by_code(code, report))
            .or_else(|| report.subcode.and_then(Self::by_subcode))
            .or_else(|| report.transient.then_some(Self::Down))
            .unwrap_or_else(|| match report.code {
                Some(_) if intent == Intent::Change && !matches!(status.as_u16(), 408 | 429 | 500..) => Self::Unclear,
                _ => Self::by_status(status, intent),
            })
    }

    fn by_code(code: i64, report: &Report) -> Option<Self> {
        Some(match code {
            0 | 102 | 104 | 190 => Self::Token,
            // "An active access token must be used …", or "Unknown path components" behind a wrong id.
            2500 if report.mentions("access token") => Self::Token,
            2500 => Self::WrongKind,
            100 => return Some(Self::of_invalid_parameter(report)),
            131_008 | 131_009 => Self::Input,
            3 | 10 | 200..=299 | 131_005 => Self::Permission,
            341 | 368 | 131_031 => Self::Blocked,
            131_207 => Self::Suspended,
            131_215 => Self::NotEnabled,
            33 | 803 | 131_020 => Self::Gone,
            131_059 => Self::Moved,
            // The 800xx are the business use cases; 80008 is the one that counts for codes and numbers.
            4 | 17 | 32 | 613 | 80_000..=80_014 | 130_429 | 131_048 | 131_056 | 131_208 | 133_016 => Self::Limit,
            1 | 2 | 131_000 | 131_016 => Self::Down,
            _ => return None,
        })
    }

    /// Code 100 is "invalid parameter", and everything Graph has no code of its own for.
    fn of_invalid_parameter(report: &Report) -> Self {
        match report.subcode {
            Some(33) => Self::Gone,
            _ if report.mentions("appsecret_proof") => Self::Proof,
            _ if report.mentions("nonexisting field") && EDGES.iter().any(|edge| report.mentions(edge)) => {
                Self::WrongKind
            }
            _ => Self::Input,
        }
    }

    fn by_subcode(subcode: i64) -> Option<Self> {
        match subcode {
            33 => Some(Self::Gone),
            458..=460 | 463 | 464 | 466 | 467 => Some(Self::Token),
            1_349_174 => Some(Self::Permission),
            2_446_079 => Some(Self::Limit),
            _ => None,
        }
    }

    /// An error that no table has says nothing about a change. Without a code, HTTP itself may say that it was refused.
    fn by_status(status: StatusCode, intent: Intent) -> Self {
        match status.as_u16() {
            408 | 500.. => Self::Down,
            _ if intent == Intent::Change && !refuses(status) => Self::Unclear,
            401 => Self::Token,
            403 => Self::Permission,
            404 | 410 => Self::Gone,
            429 => Self::Limit,
            400..=499 => Self::Input,
            _ => Self::Unclear,
        }
    }
}
