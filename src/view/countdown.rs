//! How long a service still keeps requests waiting, in one line.

use super::{Screen, text};
use crate::app::Action;
use crate::app::held::Held;
use crate::app::keymap::Context;

impl Screen<'_> {
    /// Who asks to wait, how long, and what stops it; as much of it as has room. Nothing where nothing waits.
    pub(crate) fn countdown(self, columns: u16) -> Option<String> {
        let held = self.state.held()?;
        let until = held.until.strftime("%H:%M:%S");
        let key = self.state.keymap.row(&[Context::Global], Action::Interrupt);
        let key = key.and_then(|row| row.keys.first()).map(ToString::to_string).unwrap_or_default();
        let (count, stops) = match held.requests.len() {
            1 => (String::new(), format!(" · {key} stops")),
            count => (format!(" · {count} requests"), format!(" · {key} stops them")),
        };
        let wait = self.wait(&held);
        let sentences = [
            format!("{wait}, until {until}{count}{stops}"),
            format!("{wait}, until {until}{stops}"),
            format!("{wait}{stops}"),
        ];
        let fits = |sentence: &&String| text::width(sentence) <= columns;
        Some(sentences.iter().find(fits).cloned().unwrap_or_else(|| text::fit(&wait, columns)))
    }

    /// Who asks to wait, and how long. The profile is named where its service has several on screen.
    pub(crate) fn wait(self, held: &Held<'_>) -> String {
        let profiles = &self.state.profiles;
        let several = profiles.iter().filter(|profile| Some(profile.provider) == held.provider).count() > 1;
        let who = match held.provider {
            Some(provider) if !several => provider.short_name().to_owned(),
            _ => text::line(held.profile.as_str()).into_owned(),
        };
        format!("{who} asks to wait: {}", held.clock())
    }
}
