//! Calls in an hour, counted per WhatsApp Business account and for the whole app, and the headers that tell.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use serde_json::json;

use super::error::Refusal;
use super::style::HourlyLimit;

/// The window, in seconds.
const HOUR: i64 = 3_600;

/// The times of the calls of the last hour, by account; those of the app under the empty name.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct Budgets(Mutex<HashMap<String, VecDeque<i64>>>);

/// What the usage headers say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Usage {
    /// The account, the share of its calls that is used, in percent, and the minutes until there are more.
    pub(super) account: Option<(String, u64, i64)>,
    /// The share of the app's calls that is used, in percent.
    pub(super) app: Option<u64>,
}

/// The state of one budget.
struct State {
    percent: u64,
    minutes: i64,
}

impl Budgets {
    /// Counts a call. `account` is the account it goes to, `now` in Unix seconds, and `busy` the words for an app
    /// without calls left.
    pub(super) fn spend(
        &self,
        budget: HourlyLimit,
        account: Option<&str>,
        busy: &'static str,
        now: i64,
    ) -> (Usage, Result<(), Refusal>) {
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for times in calls.values_mut() {
            while times.front().is_some_and(|time| now - time >= HOUR) {
                times.pop_front();
            }
        }
        let left = |calls: &HashMap<String, VecDeque<i64>>, name: &str, limit: u32| {
            calls.get(name).map_or(0, VecDeque::len) < usize::try_from(limit).unwrap_or(usize::MAX)
        };
        let app_limit = (budget.app > 0).then_some(budget.app);
        let result = if app_limit.is_some_and(|limit| !left(&calls, "", limit)) {
            Err(Refusal::AppLimit(busy))
        } else if account.is_some_and(|account| !left(&calls, account, budget.account)) {
            Err(Refusal::AccountLimit)
        } else {
            Ok(())
        };
        if result.is_ok() || budget.count_refused {
            for (name, limit) in
                [Some(("", budget.app)), account.map(|name| (name, budget.account))].into_iter().flatten()
            {
                let times = calls.entry(name.to_owned()).or_default();
                times.push_back(now);
                // Of more calls than the limit only the latest matter.
                while times.len() > usize::try_from(limit).unwrap_or(usize::MAX).max(1) {
                    times.pop_front();
                }
            }
        }
        let state = |name: &str, limit: u32| State::new(calls.get(name), limit, now);
        let usage = Usage {
            account: account.map(|account| {
                let State { percent, minutes } = state(account, budget.account);
                (account.to_owned(), percent, minutes)
            }),
            app: app_limit.map(|limit| state("", limit).percent),
        };
        (usage, result)
    }
}

impl State {
    fn new(times: Option<&VecDeque<i64>>, limit: u32, now: i64) -> Self {
        let used = times.map_or(0, |times| times.len() as u64);
        let limit = u64::from(limit);
        let percent = (used * 100).checked_div(limit).unwrap_or(100).min(100);
        let oldest = times.and_then(|times| times.front()).copied().unwrap_or(now);
        let minutes = if used >= limit { (oldest + HOUR - now + 59) / 60 } else { 0 };
        Self { percent, minutes }
    }
}

impl Usage {
    /// An account whose calls are used up.
    pub(super) fn exhausted(account: &str) -> Self {
        Self { account: Some((account.to_owned(), 100, 1)), app: None }
    }

    /// The headers, by name.
    pub(super) fn headers(&self) -> Vec<(&'static str, String)> {
        let business = self.account.iter().map(|(account, percent, minutes)| {
            let usage = json!({account: [{
                "type": "whatsapp_business_management",
                "call_count": percent,
                "total_cputime": 1,
                "total_time": 1,
                "estimated_time_to_regain_access": minutes,
            }]});
            ("x-business-use-case-usage", usage.to_string())
        });
        let app = self.app.iter().map(|percent| {
            ("x-app-usage", json!({"call_count": percent, "total_time": 1, "total_cputime": 1}).to_string())
        });
        business.chain(app).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_later_there_are_calls_again() {
        let budgets = Budgets::default();
        let budget = HourlyLimit { account: 2, ..HourlyLimit::default() };
        let spend = |now| budgets.spend(budget, Some("1"), "busy", now);
        assert_eq!(spend(0).0.account, Some(("1".to_owned(), 50, 0)));
        assert_eq!(spend(60).0.account, Some(("1".to_owned(), 100, 59)));
        assert_eq!(
            spend(120),
            (Usage { account: Some(("1".to_owned(), 100, 58)), app: None }, Err(Refusal::AccountLimit))
        );
        assert_eq!(spend(3_600).1, Ok(()));
        assert_eq!(spend(3_601).1, Err(Refusal::AccountLimit));
    }

    #[test]
    fn calling_on_makes_the_wait_longer() {
        let budgets = Budgets::default();
        let budget = HourlyLimit { account: 1, count_refused: true, ..HourlyLimit::default() };
        let spend = |now| budgets.spend(budget, Some("1"), "busy", now).1;
        assert_eq!(spend(0), Ok(()));
        assert_eq!(spend(1_800), Err(Refusal::AccountLimit));
        assert_eq!(spend(3_600), Err(Refusal::AccountLimit));
        assert_eq!(spend(7_200), Ok(()));
    }

    #[test]
    fn the_app_has_its_own_limit() {
        let budgets = Budgets::default();
        let budget = HourlyLimit { app: 1, ..HourlyLimit::default() };
        assert_eq!(budgets.spend(budget, None, "busy", 0).1, Ok(()));
        let (usage, result) = budgets.spend(budget, Some("1"), "busy", 0);
        assert_eq!((usage.app, result), (Some(100), Err(Refusal::AppLimit("busy"))));
    }
}
