//! A plan: what is compared of all files.

use super::counts::Counts;
use super::look::{Covered, Look, mistaken_in};
use crate::cli::console::Console;
use crate::cli::failure::{Exit, Failure};
use crate::deck::{Change, NoticeKind, NumberPlan, Survey, compare, edited_groups};
use crate::model::Error;

/// What was looked at, and what has to change.
#[derive(Debug)]
pub(super) struct Planned {
    pub(super) look: Look,
    /// For each number that was looked at, in its order.
    pub(super) plans: Vec<NumberPlan>,
}

impl Planned {
    /// Compares everything, and tells what could not be looked at.
    ///
    /// # Errors
    /// Exit status 2 where a file has mistakes: all of them at once. What kept everything from being looked at.
    pub(super) fn of(console: &mut Console, look: Look) -> Result<Self, Failure> {
        let nothing = look.numbers.is_empty() && look.mistakes.is_empty();
        let mut failures = look.failures.iter();
        let why = if nothing { failures.next() } else { None };
        for failure in failures {
            console.partly(failure);
        }
        if let Some(failure) = why {
            return Err(failure.clone());
        }
        let mut mistakes = look.mistakes.clone();
        let mut plans = Vec::with_capacity(look.numbers.len());
        for number in &look.numbers {
            let deck = &look.files[number.file].deck;
            let (profile, id) = (number.key.profile.as_str(), number.key.number.as_str());
            let survey = survey(&look, number);
            let mut plan = compare(&deck.codes_of(&number.key), deck.pulled.number(profile, id), &survey);
            plan.notices.extend(edited_groups(deck, &number.key, number.line));
            mistakes.extend(std::mem::take(&mut plan.mistakes).into_iter().map(|mistake| (number.file, mistake)));
            plans.push(plan);
        }
        if !mistakes.is_empty() {
            mistakes.sort();
            mistakes.dedup();
            return Err(mistaken_in(&look.files, &mistakes));
        }
        Ok(Self { look, plans })
    }

    /// The numbers with their plans.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (&Covered, &NumberPlan)> {
        self.look.numbers.iter().zip(&self.plans)
    }

    /// All changes.
    pub(super) fn changes(&self) -> impl Iterator<Item = (&Covered, &Change)> {
        self.numbers().flat_map(|(number, plan)| plan.changes.iter().map(move |change| (number, change)))
    }

    pub(super) fn counts(&self) -> Counts {
        Counts::of(self.changes().map(|(_, change)| change))
    }

    /// How many rows file and service have both changed.
    pub(super) fn conflicts(&self) -> usize {
        let notices = self.plans.iter().flat_map(|plan| &plan.notices);
        notices.filter(|notice| notice.kind == NoticeKind::Conflict).count()
    }

    /// The status of what could not be looked at.
    pub(super) fn exit(&self) -> Exit {
        let failures = self.look.failures.iter().map(|failure| failure.exit);
        match failures.reduce(Exit::together) {
            None => Exit::Done,
            Some(_) => Exit::Failed,
        }
    }

    /// Refuses what nobody may send, before anything is asked.
    ///
    /// # Errors
    /// Exit status 4: a conflict, or a profile that is read-only.
    pub(super) fn allowed(&self) -> Result<(), Failure> {
        if self.conflicts() > 0 {
            let message = format!(
                "{} changed in the file and elsewhere since it was last pulled; nothing was sent.",
                if self.conflicts() == 1 {
                    "1 code was".to_owned()
                } else {
                    format!("{} codes were", self.conflicts())
                }
            );
            return Err(Failure::refused(message, "Run `qrdeck pull --out FILE`, look at what is told, and decide."));
        }
        for (number, change) in self.changes() {
            if change.is_sent() && number.of.profile.read_only {
                return Err(Failure::from(Error::read_only(number.of.profile.provider)).of(&number.of.profile.name));
            }
        }
        Ok(())
    }
}

/// What is known of a number, for a comparison.
pub(super) fn survey<'a>(look: &'a Look, number: &'a Covered) -> Survey<'a> {
    Survey {
        key: &number.key,
        line: number.line,
        replaces: number.of.profile.provider.update_replaces_code(),
        codes: &number.codes,
        labels: &number.labels,
        journal: &number.journal,
        belongs: &look.belongs,
    }
}
