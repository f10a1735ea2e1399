//! What is used of the limits of the selected number's account.

use ratatui::text::Span;

use super::Screen;
use crate::app::Moment;
use crate::model::{ProviderKind, Quota};

/// Columns of the screen below which only a pause is told.
const WIDE: u16 = 100;

/// What stands in the header.
pub(crate) fn spans(screen: Screen<'_>) -> Vec<Span<'static>> {
    let state = screen.state;
    let told = state.number().and_then(|row| {
        let profile = state.profile(&row.key.profile)?;
        words(state.quotas.get(&profile.name)?, profile.provider, state.now)
    });
    let (text, style) = match told {
        Some(Told::Paused(text)) => (text, screen.theme.warning),
        Some(Told::Used(text)) if state.size.0 >= WIDE => (text, screen.theme.dim),
        _ => return Vec::new(),
    };
    let gap = if state.tasks.is_empty() { "" } else { "  " };
    vec![Span::styled(format!("{text}{gap}"), style)]
}

/// What there is to tell.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    /// Nothing is sent.
    Paused(String),
    /// So much is used.
    Used(String),
}

/// The one thing about a quota that matters most. Of a pause its end is told, not its length, which would be wrong a
/// minute later.
fn words(quota: &Quota, provider: ProviderKind, now: Moment) -> Option<Told> {
    if let Some(until) = quota.paused_until.filter(|until| *until > now.wall) {
        let format = if until.date() == now.wall.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
        // Rounded up: a minute named is a minute to come.
        let until = until.checked_add(jiff::Span::new().seconds(59)).unwrap_or(until);
        return Some(Told::Paused(format!("paused by {} until {}", provider.short_name(), until.strftime(format))));
    }
    if let Some(rate) = quota.tightest() {
        return Some(Told::Used(format!("{} {} of {}/s", rate.op, rate.used, rate.limit)));
    }
    quota.hour.map(|percent| Told::Used(format!("{percent} % of the hour")))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::civil::date;

    use super::*;
    use crate::model::Rate;

    fn told(quota: &Quota) -> Option<Told> {
        let now = Moment { since_start: Duration::ZERO, wall: date(2026, 11, 20).at(14, 20, 0, 0) };
        words(quota, ProviderKind::Meta, now)
    }

    #[test]
    fn the_most_pressing_thing_is_told() {
        let rate = |op, used| Rate { op, used, limit: 5 };
        let mut quota = Quota::default();
        assert_eq!(told(&quota), None);
        quota.hour = Some(4);
        assert_eq!(told(&quota), Some(Told::Used("4 % of the hour".into())));
        quota.rates = vec![rate("delete", 1), rate("list", 2)];
        assert_eq!(told(&quota), Some(Told::Used("list 2 of 5/s".into())));
        quota.paused_until = Some(date(2026, 11, 20).at(14, 32, 1, 0));
        assert_eq!(told(&quota), Some(Told::Paused("paused by Meta until 14:33".into())));
        quota.paused_until = Some(date(2026, 11, 20).at(14, 19, 0, 0));
        assert_eq!(told(&quota), Some(Told::Used("list 2 of 5/s".into())), "a pause that is over is not told");
    }
}
