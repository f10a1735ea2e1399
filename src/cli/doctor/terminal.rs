//! What the terminal can do, as far as the environment tells. Nothing is written to it to find out: a terminal that
//! does not know the question would show it.

use std::io::{self, IsTerminal as _};

use super::check_result::CheckResult;
use super::tmux;
use crate::config::secret::Hidden;
use crate::model::Error;
use crate::session::check::Outcome;

const AREA: &str = "terminal";
/// The least that the app draws itself in, in columns and rows.
const LEAST: (u16, u16) = (20, 5);
/// From here on all panes stand side by side, in columns.
const ROOMY: u16 = 100;

/// What is known of the terminal.
#[derive(Debug, Clone, Default)]
struct Facts {
    /// Columns and rows, where there is a terminal.
    size: Option<(u16, u16)>,
    /// tmux's `set-clipboard`.
    clipboard: Option<String>,
}

/// Looks at the terminal.
pub(super) async fn look(hidden: &Hidden) -> Vec<CheckResult> {
    let env = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let is_terminal = io::stdout().is_terminal() || io::stderr().is_terminal();
    let size = if is_terminal { crossterm::terminal::size().ok() } else { None };
    let clipboard = if env("TMUX").is_some() { tmux::set_clipboard(hidden).await } else { None };
    judge(&Facts { size, clipboard }, env)
}

fn judge(facts: &Facts, env: impl Fn(&str) -> Option<String>) -> Vec<CheckResult> {
    vec![size(facts), kind(&env), colours(&env), mouse(), clipboard(facts, &env), unicode(&env)]
}

fn size(facts: &Facts) -> CheckResult {
    let Some((columns, rows)) = facts.size else {
        let sentence = "This is not a terminal, so the app cannot be opened here. The commands work.";
        return CheckResult::new(AREA, "size", Outcome::Skipped, sentence);
    };
    let sentence = format!("{columns} columns, {rows} rows.");
    if columns < LEAST.0 || rows < LEAST.1 {
        let fix = format!("The app needs {} columns and {} rows: make the window larger.", LEAST.0, LEAST.1);
        return CheckResult::warn(AREA, "size", sentence, fix);
    }
    let rest =
        if columns < ROOMY { format!(" From {ROOMY} columns, panes are shown side by side.") } else { String::new() };
    CheckResult::ok(AREA, "size", sentence + &rest)
}

fn kind(env: &impl Fn(&str) -> Option<String>) -> CheckResult {
    match env("TERM").as_deref() {
        None if cfg!(windows) => CheckResult::ok(AREA, "kind", "The Windows console."),
        None => CheckResult::warn(
            AREA,
            "kind",
            "TERM is not set.",
            "Set TERM to your terminal's type, such as xterm-256color.",
        ),
        Some("dumb") => {
            let error = Error::config("TERM is dumb: this terminal cannot move its cursor.");
            CheckResult::of_error(
                AREA,
                "kind",
                &error.advise("Open the app in another terminal; the commands work here."),
            )
        }
        Some(term) => CheckResult::ok(AREA, "kind", format!("TERM is {term}.")),
    }
}

fn colours(env: &impl Fn(&str) -> Option<String>) -> CheckResult {
    if env("NO_COLOR").is_some() {
        return CheckResult::ok(AREA, "colours", "NO_COLOR is set: no colours, except black and white for codes.");
    }
    let term = env("TERM").unwrap_or_default();
    if env("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit") || env("WT_SESSION").is_some() {
        return CheckResult::ok(AREA, "colours", "True colours.");
    }
    if term.contains("256") || cfg!(windows) {
        return CheckResult::ok(AREA, "colours", "256 colours; codes are drawn in their black and white.");
    }
    let fix = "If a code does not scan, check that black is black and white is white in the terminal's palette, or set \
               COLORTERM=truecolor where the terminal has true colours.";
    CheckResult::warn(AREA, "colours", "The terminal offers 16 colours, and defines its own black and white.", fix)
}

fn mouse() -> CheckResult {
    CheckResult::ok(AREA, "mouse", "The mouse is left to the terminal: select and copy text as usual.")
}

/// Whether a copied link reaches the clipboard. Terminals do not answer to OSC 52, so this goes by their names.
fn clipboard(facts: &Facts, env: &impl Fn(&str) -> Option<String>) -> CheckResult {
    let no_clipboard = |sentence: &str, fix: &str| CheckResult::warn(AREA, "clipboard", sentence, fix);
    if env("TMUX").is_some() {
        return match facts.clipboard.as_deref() {
            Some("on") => CheckResult::ok(AREA, "clipboard", "tmux passes on copied text (set-clipboard on)."),
            Some(value) => no_clipboard(
                &format!("tmux does not pass on copied text: set-clipboard is {value}."),
                "Run: tmux set -s set-clipboard on, and add it to ~/.tmux.conf.",
            ),
            None => {
                no_clipboard("tmux does not say whether it passes on copied text.", "Run: tmux set -s set-clipboard on")
            }
        };
    }
    if env("STY").is_some() {
        return no_clipboard(
            "GNU screen does not pass on copied text (OSC 52).",
            "Use tmux, or select the text with the mouse.",
        );
    }
    if env("TERM_PROGRAM").as_deref() == Some("Apple_Terminal") {
        return no_clipboard(
            "Terminal.app does not accept copied text (OSC 52).",
            "Use another terminal, or select the text with the mouse.",
        );
    }
    if env("VTE_VERSION").is_some() {
        return no_clipboard(
            "Terminals of the VTE family (GNOME Terminal) do not accept copied text (OSC 52).",
            "Use another terminal, or select the text with the mouse.",
        );
    }
    if env("TERM_PROGRAM").as_deref() == Some("iTerm.app") {
        let sentence = "iTerm2 accepts copied text if Settings, General, Selection allows applications to set the \
                        clipboard.";
        return CheckResult::ok(AREA, "clipboard", sentence);
    }
    CheckResult::ok(AREA, "clipboard", "Links are copied by OSC 52, also over ssh; most terminals accept it.")
}

fn unicode(env: &impl Fn(&str) -> Option<String>) -> CheckResult {
    if cfg!(windows) {
        return CheckResult::ok(AREA, "unicode", "Text is Unicode.");
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| env(name).map(|value| (*name, value)));
    let fix = "Set LANG to a UTF-8 locale, such as LANG=C.UTF-8: codes are drawn with half blocks, and messages are in \
               all languages.";
    match locale {
        Some((name, value)) => {
            let plain = value.to_lowercase().replace('-', "");
            if plain.contains("utf8") {
                CheckResult::ok(AREA, "unicode", format!("{name} is {value}. Widths follow Unicode."))
            } else {
                CheckResult::warn(AREA, "unicode", format!("{name} is {value}, which is not UTF-8."), fix)
            }
        }
        None => CheckResult::warn(AREA, "unicode", "No locale is set, so the terminal may not show UTF-8.", fix),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(facts: &Facts, vars: &[(&str, &str)], check: &str) -> (Outcome, String) {
        let env = |name: &str| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        let finding = judge(facts, env).into_iter().find(|finding| finding.check == check).unwrap();
        (finding.outcome, format!("{} {}", finding.sentence, finding.fix.unwrap_or_default()))
    }

    #[cfg(unix)]
    #[test]
    fn the_environment_tells_what_the_terminal_can_do() {
        let none = Facts::default();
        for (vars, check, wanted, words) in [
            (&[("TERM", "dumb")][..], "kind", Outcome::Fail, "another terminal"),
            (&[], "kind", Outcome::Warn, "TERM is not set"),
            (&[("TERM", "xterm")], "colours", Outcome::Warn, "16 colours"),
            (&[("TERM", "xterm-256color")], "colours", Outcome::Ok, "256 colours"),
            (&[("COLORTERM", "truecolor")], "colours", Outcome::Ok, "True colours"),
            (&[("COLORTERM", "truecolor"), ("NO_COLOR", "1")], "colours", Outcome::Ok, "NO_COLOR"),
            (&[("LANG", "de_DE.UTF-8")], "unicode", Outcome::Ok, "de_DE.UTF-8"),
            (&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "C")], "unicode", Outcome::Warn, "LC_ALL is C"),
            (&[], "unicode", Outcome::Warn, "LANG=C.UTF-8"),
            (&[("STY", "1")], "clipboard", Outcome::Warn, "GNU screen"),
            (&[("TERM_PROGRAM", "Apple_Terminal")], "clipboard", Outcome::Warn, "Terminal.app"),
            (&[("VTE_VERSION", "7600")], "clipboard", Outcome::Warn, "VTE"),
            (&[("TERM_PROGRAM", "WezTerm")], "clipboard", Outcome::Ok, "OSC 52"),
            (&[], "size", Outcome::Skipped, "not a terminal"),
        ] {
            let (found, text) = outcome(&none, vars, check);
            assert_eq!(found, wanted, "{vars:?}: {text}");
            assert!(text.contains(words), "{vars:?}: {text}");
        }
    }

    #[test]
    fn tmux_says_whether_it_passes_the_clipboard_on() {
        for (value, wanted) in [(Some("on"), Outcome::Ok), (Some("external"), Outcome::Warn), (None, Outcome::Warn)] {
            let facts = Facts { clipboard: value.map(str::to_owned), ..Facts::default() };
            assert_eq!(outcome(&facts, &[("TMUX", "/tmp/t,1,0")], "clipboard").0, wanted, "{value:?}");
        }
    }

    #[test]
    fn a_small_window_is_told() {
        for (size, wanted) in [((19, 24), Outcome::Warn), ((80, 4), Outcome::Warn), ((20, 5), Outcome::Ok)] {
            assert_eq!(outcome(&Facts { size: Some(size), ..Facts::default() }, &[], "size").0, wanted, "{size:?}");
        }
    }
}
