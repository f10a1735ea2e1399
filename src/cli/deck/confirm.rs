//! What a person has to confirm before a plan is carried out.

use super::counts::Counts;
use super::planned::Planned;
use crate::cli::confirm::{Question, confirm, last_four};
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::deck::Change;

/// What was confirmed beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Allowed {
    pub(super) yes: bool,
    /// Exactly so many deletions.
    pub(super) delete: Option<usize>,
    /// Exactly so many replacements.
    pub(super) replace: Option<usize>,
}

/// Returns where a person confirmed the plan, or it is exactly what was allowed beforehand.
///
/// # Errors
/// A refusal, exit status 4.
pub(super) async fn ask(console: &mut Console, planned: &Planned, allowed: Allowed) -> Result<(), Failure> {
    let counts = planned.counts();
    exactly(&counts, allowed)?;
    if counts.sent() == 0 || allowed.yes {
        return Ok(());
    }
    if !console.can_ask() {
        let message = format!(
            "{}. This needs confirmation, and there is no terminal to ask on. Nothing was sent.",
            counts.sentence()
        );
        return Err(Failure::refused(message, format!("To confirm, add {}.", flags(&counts))));
    }
    confirm(console, false, &question(planned, &counts)).await
}

/// Holds the numbers that were allowed to those that are planned. With `--yes` nobody is asked, so they have to be said.
fn exactly(counts: &Counts, allowed: Allowed) -> Result<(), Failure> {
    let least = if allowed.yes { Some(0) } else { None };
    let pairs = [
        (allowed.delete.or(least), counts.delete, "deletion", "--allow-delete"),
        (allowed.replace.or(least), counts.replace, "replacement", "--allow-replace"),
    ];
    for (said, planned, what, flag) in pairs {
        if let Some(said) = said.filter(|said| *said != planned) {
            let message =
                format!("The plan makes {}, and {flag} allows {said}. Nothing was sent.", counted(planned, what));
            let advice = format!("Look at `qrdeck plan`; to confirm exactly that, use {}.", flags(counts));
            return Err(Failure::refused(message, advice));
        }
    }
    Ok(())
}

/// A number of things, in words.
fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// The options that confirm exactly this.
fn flags(counts: &Counts) -> String {
    let mut flags = vec!["--yes".to_owned()];
    if counts.delete > 0 {
        flags.push(format!("--allow-delete {}", counts.delete));
    }
    if counts.replace > 0 {
        flags.push(format!("--allow-replace {}", counts.replace));
    }
    flags.join(" ")
}

fn question(planned: &Planned, counts: &Counts) -> Question {
    let badge = planned.look.numbers.first().map_or("", |number| number.of.profile.world.badge());
    let mut lines = vec![format!("Carry out this plan?  {badge}")];
    let dead = counts.replace + counts.delete;
    if dead > 0 {
        lines.push("Customers who scan a dead link will not reach you. It cannot be restored.".to_owned());
    }
    let mut sent = planned.changes().map(|(_, change)| change).filter(|change| change.is_sent());
    let only = if counts.sent() == 1 { sent.next() } else { None };
    // One code is confirmed by its name, as everywhere.
    let code = only.filter(|change| change.kills().is_some()).and_then(Change::code);
    Question {
        lines,
        what: match code {
            Some(_) => "the last four characters of the code".to_owned(),
            None => "the number of changes at the services".to_owned(),
        },
        expected: code.map_or_else(|| counts.sent().to_string(), |code| last_four(code).to_owned()),
        otherwise: "Nothing was sent.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_allowed_is_exact() {
        let counts = Counts { delete: 2, replace: 1, create: 5, ..Counts::default() };
        let check = |yes, delete, replace| exactly(&counts, Allowed { yes, delete, replace }).is_ok();
        assert!(check(true, Some(2), Some(1)) && check(false, None, None) && check(false, Some(2), None));
        for (yes, delete, replace) in [
            (true, None, None),
            (true, Some(2), None),
            (true, None, Some(1)),
            (true, Some(3), Some(1)),
            (true, Some(1), Some(1)),
            (false, Some(3), None),
            (false, Some(2), Some(0)),
        ] {
            assert!(!check(yes, delete, replace), "{yes} {delete:?} {replace:?}");
        }
        assert_eq!(flags(&counts), "--yes --allow-delete 2 --allow-replace 1");
    }
}
