//! How much of the hour's calls is used up, as Graph tells it in the headers of its answers.
//!
//! `X-App-Usage` counts for the app, `X-Business-Use-Case-Usage` for each business object (a WhatsApp Business
//! Account) and family of calls. All numbers are percentages of a rolling hour; at 100 Graph refuses. The headers
//! are not documented for every edge, so they are read where they come and never required.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::HeaderMap;
use serde::Deserialize;

use super::lenient;
use crate::provider::quota::waits::stated;

const APP_HEADER: &str = "x-app-usage";
const BUSINESS_HEADER: &str = "x-business-use-case-usage";
/// Graph names at most 32 objects in one header; more than this many families in memory would be a fault.
const MAX_SHARES: usize = 128;

/// What a share of the hour is counted for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// All calls of the app.
    App,
    /// The calls of one kind to one business object.
    Business {
        /// The id of the object, mostly a WhatsApp Business Account.
        id: String,
        /// `whatsapp_business_management`, `whatsapp`, …; an open list, uncleaned.
        kind: String,
    },
}

impl Family {
    /// Whether the calls of qrdeck can be counted here. An app also has families for its messages, its advertisements
    /// and so on; that those are used up is no reason to stay away from codes. Should Meta count a call of qrdeck
    /// there after all, it refuses one, and that refusal tells the wait.
    pub(super) fn is_ours(&self) -> bool {
        match self {
            Self::App => true,
            Self::Business { kind, .. } => kind.is_empty() || kind == "whatsapp_business_management",
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::App => f.write_str("app"),
            Self::Business { id, kind } => write!(f, "{id}/{kind}"),
        }
    }
}

/// One family's share of the hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// What it is counted for.
    pub family: Family,
    /// Percent of the rolling hour, the highest of calls, time and CPU time. Can be over 100.
    pub percent: u32,
    /// Minutes until calls are accepted again; 0 where they still are.
    pub regain_minutes: u32,
}

impl Share {
    /// How long calls are refused, where they are.
    pub(super) fn regain(&self) -> Option<Duration> {
        (self.regain_minutes > 0).then(|| Duration::from_mins(self.regain_minutes.into()))
    }
}

/// The newest known shares of all families.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// One for each family.
    pub shares: Vec<Share>,
    /// When Graph last told.
    pub at: Timestamp,
}

impl Usage {
    /// The share that will be used up first.
    pub fn highest(&self) -> Option<&Share> {
        self.shares.iter().max_by_key(|share| (share.regain_minutes, share.percent))
    }

    /// Takes over what newer headers say; families they do not name keep their share.
    pub(super) fn merge(known: &mut Option<Self>, news: Vec<Share>, at: Timestamp) {
        if news.is_empty() {
            return;
        }
        let usage = known.get_or_insert_with(|| Self { shares: Vec::new(), at });
        usage.at = at;
        for share in news {
            if let Some(old) = usage.shares.iter_mut().find(|old| old.family == share.family) {
                *old = share;
            } else if usage.shares.len() < MAX_SHARES {
                usage.shares.push(share);
            }
        }
    }
}

/// One entry of either header.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Entry {
    #[serde(rename = "type", deserialize_with = "lenient::word")]
    kind: Option<String>,
    #[serde(deserialize_with = "lenient::int")]
    call_count: Option<i64>,
    #[serde(deserialize_with = "lenient::int")]
    total_time: Option<i64>,
    #[serde(deserialize_with = "lenient::int")]
    total_cputime: Option<i64>,
    #[serde(deserialize_with = "lenient::int")]
    estimated_time_to_regain_access: Option<i64>,
}

impl Entry {
    fn share(self, family: Family) -> Share {
        let percent = [self.call_count, self.total_time, self.total_cputime].into_iter().flatten().max();
        Share {
            family,
            percent: count(percent.unwrap_or_default()),
            regain_minutes: count(self.estimated_time_to_regain_access.unwrap_or_default()),
        }
    }
}

/// A count that is never negative.
fn count(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}

/// What the headers of an answer say. A header that cannot be read says nothing.
pub(super) fn shares(headers: &HeaderMap) -> Vec<Share> {
    let mut shares = Vec::new();
    if let Some(entry) = parse::<Entry>(headers, APP_HEADER) {
        shares.push(entry.share(Family::App));
    }
    for (id, entries) in parse::<BTreeMap<String, Vec<Entry>>>(headers, BUSINESS_HEADER).unwrap_or_default() {
        for mut entry in entries {
            let kind = entry.kind.take().unwrap_or_default();
            shares.push(entry.share(Family::Business { id: id.clone(), kind }));
        }
    }
    shares
}

/// How long a refused caller should wait: the longest of what `Retry-After` (seconds) and the usage headers
/// (minutes) ask for, because calling too early makes the wait longer.
pub(super) fn wait(headers: &HeaderMap) -> Option<Duration> {
    let retry_after = headers
        .get(reqwest::header::RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.trim().parse().ok())
        .map(Duration::from_secs);
    retry_after.max(shares(headers).iter().filter_map(Share::regain).max()).map(stated)
}

fn parse<'a, T: Deserialize<'a>>(headers: &'a HeaderMap, name: &str) -> Option<T> {
    serde_json::from_slice(headers.get(name)?.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect()
    }

    fn waba(kind: &str) -> Family {
        Family::Business { id: "102290129340398".into(), kind: kind.into() }
    }

    const DOCUMENTED: &str = r#"{"102290129340398":[{"type":"whatsapp_business_management","call_count":1,"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":0},{"type":"whatsapp","call_count":40,"total_cputime":2,"total_time":3,"estimated_time_to_regain_access":0}]}"#;

    #[test]
    fn both_headers_are_read_as_documented() {
        let headers = headers(&[
            ("X-App-Usage", r#"{"call_count":28,"total_time":25,"total_cputime":25}"#),
            ("X-Business-Use-Case-Usage", DOCUMENTED),
        ]);
        let expected = [
            Share { family: Family::App, percent: 28, regain_minutes: 0 },
            Share { family: waba("whatsapp_business_management"), percent: 1, regain_minutes: 0 },
            Share { family: waba("whatsapp"), percent: 40, regain_minutes: 0 },
        ];
        assert_eq!(shares(&headers), expected);
        assert_eq!(wait(&headers), None);
    }

    #[test]
    fn the_wait_is_in_minutes_and_the_longest_counts() {
        let blocked = r#"{"1":[{"type":"whatsapp_business_management","call_count":"100","estimated_time_to_regain_access":7}],"2":[{"estimated_time_to_regain_access":3.0}]}"#;
        assert_eq!(wait(&headers(&[("x-business-use-case-usage", blocked)])), Some(Duration::from_mins(7)));
        let both = headers(&[("x-business-use-case-usage", blocked), ("retry-after", "60")]);
        assert_eq!(wait(&both), Some(Duration::from_mins(7)));
        assert_eq!(wait(&headers(&[("retry-after", "600")])), Some(Duration::from_mins(10)));
    }

    #[test]
    fn headers_that_make_no_sense_say_nothing() {
        for bad in ["", "x", "[]", "{\"1\":5}", "null"] {
            let headers = headers(&[("x-business-use-case-usage", bad), ("retry-after", "soon")]);
            assert_eq!(shares(&headers), [], "{bad}");
            assert_eq!(wait(&headers), None, "{bad}");
        }
    }

    #[test]
    fn newer_shares_replace_older_ones_of_their_family_only() {
        let share = |family, percent| Share { family, percent, regain_minutes: 0 };
        let mut known = None;
        Usage::merge(&mut known, Vec::new(), Timestamp::UNIX_EPOCH);
        assert_eq!(known, None);
        Usage::merge(&mut known, vec![share(Family::App, 10), share(waba("whatsapp"), 20)], Timestamp::UNIX_EPOCH);
        Usage::merge(&mut known, vec![share(Family::App, 30)], Timestamp::MAX);
        let usage = known.unwrap();
        assert_eq!(usage.shares, [share(Family::App, 30), share(waba("whatsapp"), 20)]);
        assert_eq!(usage.at, Timestamp::MAX);
        assert_eq!(usage.highest().unwrap().percent, 30);
    }
}
