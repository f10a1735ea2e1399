//! One's own keys.

use std::collections::{BTreeMap, BTreeSet};

use strsim::jaro_winkler;

use super::{Action, Context, Key, Keymap};
use crate::config::{KeyChange, KeySetting};
use crate::model::clean;

/// How like a known name one must be to be meant by it.
const ALIKE: f64 = 0.75;

/// Actions that must have a key.
const NEEDED: [Action; 4] = [Action::Back, Action::Activate, Action::Submit, Action::Palette];

/// Something that is wrong with a setting of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyMistake {
    /// The line of the file.
    pub line: usize,
    /// What is wrong, and what to do about it.
    pub text: String,
}

impl Keymap {
    /// The default keys with those of the configuration in their place.
    ///
    /// # Errors
    /// All mistakes at once: names that there are not, and keys that would mean two things in one place or keep another
    /// action from being reached.
    pub fn customized(settings: &[KeySetting]) -> Result<Self, Vec<KeyMistake>> {
        let mut keymap = Self::default();
        let mut mistakes = Vec::new();
        // The line that has set the keys of a row; settings of one place win over those of all.
        let mut set = BTreeMap::new();
        let mut ordered: Vec<_> = settings.iter().collect();
        ordered.sort_by_key(|setting| (setting.context.is_some(), setting.line));
        for setting in ordered {
            let mut mistake = |text: String| mistakes.push(KeyMistake { line: setting.line, text });
            let Some(rows) = rows(&keymap, setting, &mut mistake) else { continue };
            if setting.keys.is_empty() && NEEDED.iter().any(|action| name(*action) == setting.action) {
                mistake(format!("`{}` needs a key: without one there would be no way on or back.", setting.action));
            }
            let mut keys = Vec::new();
            for text in &setting.keys {
                match text.parse::<Key>() {
                    Ok(key) if key == super::row::CTRL_C => {
                        mistake("Ctrl-C always stops what is running; choose another key.".to_owned());
                    }
                    Ok(key) => keys.push(key),
                    Err(_) => mistake(format!(
                        "`{}` is no key. Write it as d, D, ctrl-d, alt-d, F5, Space, Enter, PgDn or Up.",
                        clean::line(text)
                    )),
                }
            }
            for at in rows {
                let binding = &mut keymap.bindings[at];
                let typed = binding.context.takes_text();
                let fitting: Vec<_> = keys.iter().copied().filter(|key| !typed || !key.is_text()).collect();
                if fitting.len() < keys.len() && setting.context.is_some() {
                    mistake(format!("{} is where text is typed: use a key with Ctrl or Alt.", binding.context.title()));
                }
                if fitting.is_empty() && !keys.is_empty() {
                    continue;
                }
                binding.keys = fitting;
                set.insert(at, setting.line);
            }
        }
        keymap.check(&set, &mut mistakes);
        keymap.settings = settings.to_vec();
        if mistakes.is_empty() { Ok(keymap) } else { Err(sorted(mistakes)) }
    }

    /// The same with one more key in the configuration, or with one less.
    ///
    /// # Errors
    /// As [`Self::customized`].
    pub fn changed(&self, change: &KeyChange) -> Result<Self, Vec<KeyMistake>> {
        let KeyChange { context, action, keys } = change;
        let is_other = |of: &&KeySetting| of.context.as_ref() != Some(context) || of.action != *action;
        let mut settings: Vec<_> = self.settings.iter().filter(is_other).cloned().collect();
        if let Some(keys) = keys {
            // Of two settings at odds the last one is told about.
            let line = settings.iter().map(|setting| setting.line).max().unwrap_or_default() + 1;
            let (context, action) = (Some(context.clone()), action.clone());
            settings.push(KeySetting { context, action, keys: keys.clone(), line });
        }
        Self::customized(&settings)
    }

    /// What `[keys]` calls a place and an action.
    pub fn names(context: Context, action: Action) -> (String, String) {
        (snake(context), name(action))
    }

    /// Notes what the keys that were set, by the lines that have set them, get in the way of.
    fn check(&self, set: &BTreeMap<usize, usize>, mistakes: &mut Vec<KeyMistake>) {
        for (&at, &line) in set {
            let changed = &self.bindings[at];
            for (other_at, other) in self.bindings.iter().enumerate().filter(|(other_at, _)| *other_at != at) {
                let Some(key) = changed.keys.iter().find(|key| other.keys.contains(key)) else { continue };
                let (what, there) = (name(other.action), other.context.title());
                // Two changed rows are told once, at the later line.
                let told_later = set.get(&other_at).is_some_and(|other_line| (*other_line, other_at) > (line, at));
                if other.context == changed.context && !told_later {
                    let text = format!(
                        "{key} already means `{what}` in \u{201c}{there}\u{201d}. Give that one another key, too."
                    );
                    mistakes.push(KeyMistake { line, text });
                } else if other.context.fallbacks().contains(&changed.context)
                    && !self.bindings.iter().any(|row| row.context == other.context && row.action == changed.action)
                    && changed.keys.len() == 1
                {
                    let text = format!(
                        "{key} means `{what}` in \u{201c}{there}\u{201d}, where `{}` could not be reached. Choose another key.",
                        name(changed.action)
                    );
                    mistakes.push(KeyMistake { line, text });
                } else if changed.context.fallbacks().contains(&other.context)
                    && other.keys.iter().all(|key| changed.keys.contains(key))
                    && !self.bindings.iter().any(|row| row.context == changed.context && row.action == other.action)
                {
                    let text = format!(
                        "{key} means `{what}` in \u{201c}{there}\u{201d}, which could not be reached any more from \u{201c}{}\u{201d}. \
                         Choose another key, or give that one another.",
                        changed.context.title()
                    );
                    mistakes.push(KeyMistake { line, text });
                }
            }
        }
    }
}

/// The rows that a setting is about.
fn rows(keymap: &Keymap, setting: &KeySetting, mistake: &mut impl FnMut(String)) -> Option<Vec<usize>> {
    let contexts: BTreeSet<_> = keymap.bindings.iter().map(|binding| snake(binding.context)).collect();
    if let Some(context) = &setting.context
        && !contexts.contains(context)
    {
        mistake(format!("There is no place `{}`.{}", clean::line(context), did_you_mean(context, &contexts)));
        return None;
    }
    let in_context =
        |binding: &super::Binding| setting.context.as_ref().is_none_or(|context| *context == snake(binding.context));
    let here: Vec<_> = keymap.bindings.iter().enumerate().filter(|(_, binding)| in_context(binding)).collect();
    let actions: BTreeSet<_> = here.iter().map(|(_, binding)| name(binding.action)).collect();
    if !actions.contains(&setting.action) {
        let place = setting.context.as_ref().map(|context| format!(" in `{context}`")).unwrap_or_default();
        mistake(format!(
            "There is no action `{}`{place}.{}",
            clean::line(&setting.action),
            did_you_mean(&setting.action, &actions)
        ));
        return None;
    }
    if setting.action == name(Action::Interrupt) {
        mistake("Ctrl-C always stops what is running; its key cannot be changed.".to_owned());
        return None;
    }
    let of_action = here.into_iter().filter(|(_, binding)| name(binding.action) == setting.action);
    let (kept, free): (Vec<_>, Vec<_>) = of_action.partition(|(_, binding)| binding.context.is_fixed());
    if free.is_empty() && !kept.is_empty() {
        mistake("The keys of a confirmation cannot be changed: what they do must never surprise.".to_owned());
        return None;
    }
    Some(free.into_iter().map(|(at, _)| at).collect())
}

fn did_you_mean(wrong: &str, known: &BTreeSet<String>) -> String {
    let alike = known.iter().map(|name| (jaro_winkler(wrong, name), name)).filter(|(likeness, _)| *likeness > ALIKE);
    let best = alike.max_by(|(one, _), (other, _)| one.total_cmp(other));
    best.map(|(_, name)| format!(" Did you mean `{name}`?")).unwrap_or_default()
}

fn sorted(mut mistakes: Vec<KeyMistake>) -> Vec<KeyMistake> {
    mistakes.sort_by(|one, other| (one.line, &one.text).cmp(&(other.line, &other.text)));
    mistakes.dedup();
    mistakes
}

/// The name of an action in the configuration.
pub(super) fn name(action: Action) -> String {
    snake(action)
}

/// The name of a variant, as the configuration writes it: `CopyLink` is `copy_link`.
pub(super) fn snake(variant: impl std::fmt::Debug) -> String {
    let mut name = String::new();
    for c in format!("{variant:?}").chars() {
        if c.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(c.to_lowercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyCode;

    use super::*;

    fn setting(line: usize, context: &str, action: &str, keys: &[&str]) -> KeySetting {
        KeySetting {
            context: (!context.is_empty()).then(|| context.to_owned()),
            action: action.to_owned(),
            keys: keys.iter().map(|key| (*key).to_owned()).collect(),
            line,
        }
    }

    fn keymap(settings: &[KeySetting]) -> Keymap {
        Keymap::customized(settings).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
    }

    fn mistakes(settings: &[KeySetting]) -> Vec<(usize, String)> {
        Keymap::customized(settings).unwrap_err().into_iter().map(|KeyMistake { line, text }| (line, text)).collect()
    }

    fn press(keymap: &Keymap, context: Context, key: &str) -> Option<Action> {
        let key: Key = key.parse().unwrap();
        let binding =
            |context: &Context| keymap.rows(*context).find(|row| row.keys.contains(&key)).map(|row| row.action);
        context.chain().iter().find_map(binding)
    }

    #[test]
    fn an_action_has_its_new_key_everywhere_and_the_old_one_no_more() {
        let keymap = keymap(&[setting(1, "", "copy_link", &["ctrl-l"]), setting(2, "", "sync", &["F5", "ctrl-r"])]);
        for context in [Context::Codes, Context::Groups, Context::FullScreen] {
            assert_eq!(press(&keymap, context, "ctrl-l"), Some(Action::CopyLink), "{context:?}");
            assert_eq!(press(&keymap, context, "y"), None, "{context:?}");
        }
        assert_eq!(press(&keymap, Context::Numbers, "F5"), Some(Action::Sync));
        assert_eq!(keymap.key_of(&Context::Numbers.chain(), Action::Sync), "F5");
    }

    #[test]
    fn one_place_can_differ() {
        let keymap = keymap(&[setting(1, "", "delete", &["D"]), setting(2, "codes", "delete", &["Delete"])]);
        assert_eq!(press(&keymap, Context::Codes, "Delete"), Some(Action::Delete));
        assert_eq!(press(&keymap, Context::Codes, "d"), None);
    }

    #[test]
    fn two_actions_can_change_places() {
        let keymap = keymap(&[setting(1, "codes", "edit", &["d"]), setting(2, "codes", "delete", &["e"])]);
        assert_eq!(press(&keymap, Context::Codes, "d"), Some(Action::Edit));
        assert_eq!(press(&keymap, Context::Codes, "e"), Some(Action::Delete));
    }

    #[test]
    fn a_letter_is_no_key_where_text_is_typed() {
        let keymap = keymap(&[setting(1, "", "back", &["h"])]);
        assert_eq!(press(&keymap, Context::Sort, "h"), Some(Action::Back));
        assert_eq!(press(&keymap, Context::Filter, "h"), None);
        assert_eq!(press(&keymap, Context::Filter, "Esc"), Some(Action::Back), "and it keeps its own");
        assert!(mistakes(&[setting(1, "search", "back", &["h"])])[0].1.contains("text is typed"));
    }

    #[test]
    fn all_mistakes_are_told_at_once_with_their_lines() {
        let found = mistakes(&[
            setting(3, "", "delte", &["D"]),
            setting(4, "code", "delete", &["D"]),
            setting(5, "", "sync", &["hyper-x"]),
            setting(6, "", "interrupt", &["x"]),
            setting(7, "", "quit", &["ctrl-c"]),
            setting(8, "confirm", "submit", &["F2"]),
            setting(9, "", "back", &[]),
        ]);
        let lines: Vec<_> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9], "{found:?}");
        assert!(found[0].1.ends_with("Did you mean `delete`?") && found[1].1.ends_with("Did you mean `codes`?"));
    }

    #[test]
    fn a_key_that_means_something_else_is_a_mistake() {
        let taken = mistakes(&[setting(1, "codes", "delete", &["e"])]);
        assert!(taken.len() == 1 && taken[0].1.contains("`edit`"), "{taken:?}");
        let hidden = mistakes(&[setting(1, "", "sync", &["d"])]);
        assert!(hidden.iter().any(|(_, text)| text.contains("`delete`") && text.contains("Codes")), "{hidden:?}");
        let hides = mistakes(&[setting(1, "codes", "delete", &["q"])]);
        assert!(hides.len() == 1 && hides[0].1.contains("`quit`"), "{hides:?}");
        let both = mistakes(&[setting(1, "codes", "delete", &["F2"]), setting(2, "codes", "edit", &["F2"])]);
        assert_eq!(both.len(), 1, "{both:?}");
    }

    #[test]
    fn nothing_is_lost_by_any_setting_that_is_taken() {
        let all = Keymap::default();
        for binding in &all.bindings {
            let action = name(binding.action);
            let Ok(keymap) = Keymap::customized(&[setting(1, "", &action, &["F9"])]) else { continue };
            for row in &all.bindings {
                let there = keymap.rows(row.context).find(|other| other.action == row.action);
                assert!(there.is_some_and(|row| !row.keys.is_empty()), "{action} takes the keys of {row:?}");
            }
        }
        assert_eq!(Key::plain(KeyCode::F(9)).to_string(), "F9");
    }
}
