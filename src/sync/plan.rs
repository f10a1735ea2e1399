//! What a sync will cost, before it runs.

use crate::model::service::Listing;

/// What is known of a number before a sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownNumber {
    /// How many codes it had when they were last listed; nothing where they never were.
    pub codes: Option<usize>,
    /// Whether all of them were listed so lately that looking at the newest is enough.
    pub listed_lately: bool,
    /// How many calls listing its groups takes; nothing where that is not known.
    pub group_calls: Option<usize>,
}

/// The cost of a sync.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Plan {
    /// Numbers that are looked at.
    pub numbers: usize,
    /// All calls.
    pub calls: usize,
    /// Those of them that list groups.
    pub group_calls: usize,
    /// Whether there may be more calls: nobody knows yet how many numbers there are, or how many codes or groups some of
    /// them have.
    pub at_least: bool,
    /// The share of an hour's limit that the calls take, in percent, where the service counts by the hour.
    pub hour_percent: Option<usize>,
    /// About how long it takes, in seconds, at the pace that the service allows.
    pub seconds: usize,
}

impl Plan {
    /// The cost of looking at these numbers at a service that lists like this.
    pub fn new(listing: &Listing, numbers: impl IntoIterator<Item = KnownNumber>) -> Self {
        let mut plan = Self { calls: 1, ..Self::default() };
        for number in numbers {
            plan.numbers += 1;
            plan.at_least |= (number.codes.is_none() && listing.page.is_some()) || number.group_calls.is_none();
            plan.group_calls += number.group_calls.unwrap_or(1);
            plan.calls += match (listing.page, number.codes) {
                (None, _) | (_, None) => 1,
                (Some(_), Some(_)) if listing.newest_first && number.listed_lately => 1,
                (Some(page), Some(codes)) => codes.div_ceil(page).max(1),
            };
        }
        let paced = plan.calls.max(plan.group_calls);
        plan.calls += plan.group_calls;
        plan.hour_percent = listing.calls_per_hour.map(|most| (plan.calls * 100).div_ceil(most.max(1)));
        plan.seconds = match listing.calls_per_hour {
            // What does not fit into this hour waits for the next ones.
            Some(most) if plan.calls > most => plan.calls * 3600 / most.max(1),
            // What lists groups has a limit of its own, and goes beside the rest.
            _ => paced.div_ceil(listing.calls_per_second.max(1)),
        };
        plan
    }
}

impl std::fmt::Display for Plan {
    /// "at least 100 calls (20 for groups), 40 % of an hour's limit, about 16 s".
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let least = if self.at_least { "at least " } else { "" };
        let calls = if self.calls == 1 { "call" } else { "calls" };
        write!(f, "{least}{} {calls}", self.calls)?;
        if self.group_calls > 0 {
            write!(f, " ({} for groups)", self.group_calls)?;
        }
        if let Some(percent) = self.hour_percent {
            write!(f, ", {percent} % of an hour\u{2019}s limit")?;
        }
        let about = if self.at_least { "at least" } else { "about" };
        write!(f, ", {about} {}", Seconds(self.seconds))
    }
}

/// A length of time, as people say it.
#[derive(Debug, Clone, Copy)]
pub struct Seconds(pub usize);

impl std::fmt::Display for Seconds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            seconds @ 0..120 => write!(f, "{seconds} s"),
            seconds @ 120..7200 => write!(f, "{} min", seconds.div_ceil(60)),
            seconds => write!(f, "{} h", seconds.div_ceil(3600)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGED: Listing =
        Listing { page: Some(25), newest_first: true, groups_page: 20, calls_per_second: 5, calls_per_hour: Some(200) };
    const WHOLE: Listing = Listing { page: None, newest_first: false, calls_per_hour: None, ..PAGED };

    fn known(codes: usize, listed_lately: bool) -> KnownNumber {
        KnownNumber { codes: Some(codes), listed_lately, group_calls: Some(0) }
    }

    #[test]
    fn groups_count_and_go_beside_the_rest_where_nothing_counts_by_the_hour() {
        let numbers = [3, 1, 0].map(|calls| KnownNumber { group_calls: Some(calls), ..known(2000, true) });
        let plan = Plan::new(&WHOLE, numbers);
        assert_eq!((plan.calls, plan.group_calls, plan.seconds, plan.at_least), (8, 4, 1, false));
        assert_eq!(plan.to_string(), "8 calls (4 for groups), about 1 s");
        let plan = Plan::new(&WHOLE, [KnownNumber { group_calls: Some(51), ..known(1, true) }]);
        assert_eq!((plan.calls, plan.seconds), (53, 11), "the longer of the two");
        let plan = Plan::new(&PAGED, vec![numbers[0]; 60]);
        assert_eq!((plan.calls, plan.hour_percent, plan.seconds), (241, Some(121), 4338), "all in one hour's limit");
        let unknown = Plan::new(&WHOLE, [KnownNumber { group_calls: None, ..known(1, true) }]);
        assert_eq!(unknown.to_string(), "at least 3 calls (1 for groups), at least 1 s");
    }

    #[test]
    fn a_service_without_pages_takes_one_call_a_number() {
        let plan = Plan::new(&WHOLE, vec![known(2000, false); 79]);
        assert_eq!((plan.calls, plan.seconds, plan.hour_percent, plan.at_least), (80, 16, None, false));
        assert_eq!(plan.to_string(), "80 calls, about 16 s");
    }

    #[test]
    fn pages_are_counted_unless_the_newest_is_enough() {
        let plan = Plan::new(&PAGED, [known(2000, false), known(2000, true), known(0, false)]);
        assert_eq!((plan.calls, plan.hour_percent), (1 + 80 + 1 + 1, Some(42)));
        let unknown = Plan::new(&PAGED, [KnownNumber { codes: None, ..known(0, false) }]);
        assert_eq!(unknown.to_string(), "at least 2 calls, 1 % of an hour\u{2019}s limit, at least 1 s");
    }

    #[test]
    fn what_an_hour_does_not_hold_takes_hours() {
        let plan = Plan::new(&PAGED, vec![known(2000, false); 10]);
        assert_eq!((plan.calls, plan.hour_percent), (801, Some(401)));
        assert!(plan.to_string().ends_with("about 5 h"), "{plan}");
    }
}
