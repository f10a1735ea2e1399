//! The comparison of a number: what is in the file, what both had when they last agreed, and what is there.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::adopt::Unclaimed;
use super::base::{Known, LabelMark, Mark};
use super::block::CodeBlock;
use super::change::{Change, NoticeKind, NumberPlan, Step};
use super::label::{self, LabelVerdict};
use super::mistake::{Mistake, echo, meant};
use super::survey::{Present, PresentCodes, Survey};
use crate::model::{MAX_CODES_PER_NUMBER, NumberKey, same_message, validate_message};
use crate::store::Label;

/// Says what has to change at a number. `blocks` are its codes in the file, each with its place there; `known` is what
/// both had when they last agreed, `None` where the number was never pulled.
pub fn compare(
    blocks: &[(usize, &CodeBlock)],
    known: Option<&BTreeMap<String, Known>>,
    survey: &Survey<'_>,
) -> NumberPlan {
    let nothing = BTreeMap::new();
    let known = known.unwrap_or(&nothing);
    let present = PresentCodes::of(survey);
    let in_blocks: HashSet<&str> = blocks.iter().filter_map(|(_, block)| block.code.as_deref()).collect();
    let is_taken = |code: &str| in_blocks.contains(code) || known.contains_key(code);
    let unclaimed = Unclaimed::of(&present, survey.journal, is_taken);
    let mut comparison = Comparison { survey, known, present: &present, unclaimed, plan: NumberPlan::default() };
    for (place, block) in blocks {
        if let Some(code) = &block.code {
            comparison.existing(*place, block, code);
        }
    }
    for (place, block) in blocks.iter().filter(|(_, block)| block.code.is_none()) {
        comparison.uncoded(*place, block);
    }
    comparison.room();
    comparison.duplicates(blocks);
    comparison.deleted(&in_blocks);
    comparison.elsewhere();
    comparison.labels_of_others();
    let mut plan = comparison.plan;
    plan.changes.sort_by_key(|change| (matches!(change, Change::Delete { .. }), change.line()));
    plan
}

/// A comparison under way.
struct Comparison<'a> {
    survey: &'a Survey<'a>,
    known: &'a BTreeMap<String, Known>,
    present: &'a PresentCodes<'a>,
    unclaimed: Unclaimed<'a>,
    plan: NumberPlan,
}

impl Comparison<'_> {
    /// A block with a code.
    fn existing(&mut self, place: usize, block: &CodeBlock, code: &str) {
        let base = self.known.get(code);
        if let Some(now) = self.present.get(code) {
            self.message(place, block, now, base);
            let label = base.map(|known| known.labels.clone()).unwrap_or_default();
            return self.label(place, block, now.code, &label);
        }
        if let Some(next) = self.present.successor(code) {
            return self.adopt(place, block, next, Some(code));
        }
        let Some(base) = base else { return self.unknown(block, code) };
        let edited = Mark::of(&block.message) != base.file;
        // Another machine may have replaced it by what the file says, and not have written that down.
        if edited
            && self.survey.replaces
            && let Some(next) = self.unclaimed.take(block)
        {
            return self.adopt(place, block, next, Some(code));
        }
        let message = format!(
            "The code {} is gone: somebody has deleted it, or replaced it. `qrdeck pull` {}; without its `code`, the \
             block makes a new one.",
            echo(code),
            if edited { "keeps its block, which was edited since" } else { "takes its block out of the file" }
        );
        self.plan.note(NoticeKind::Vanished, block.line, Some(code), message);
    }

    /// A block with a code that nobody knows.
    fn unknown(&mut self, block: &CodeBlock, code: &str) {
        let elsewhere = self.survey.belongs.get(code).filter(|number| *number != self.survey.key);
        let (what, advice) = if let Some(NumberKey { profile, number }) = elsewhere {
            let what = format!("The code {} belongs to the number {number} ({profile}).", echo(code));
            (what, "A code cannot move: put it back, or remove its `code` here to have a new one made.")
        } else {
            let hint = meant(code, self.present.iter().map(|code| code.code));
            (format!("The number has no code {}.{hint}", echo(code)), "Remove `code` to have a new one made.")
        };
        self.plan.mistakes.push(Mistake::new(block.code_line, what).advise(advice));
    }

    /// A block without a code.
    fn uncoded(&mut self, place: usize, block: &CodeBlock) {
        if let Some(found) = self.unclaimed.take(block) {
            return self.adopt(place, block, found, None);
        }
        self.valid(block);
        let alike = self.survey.journal.open.iter().filter(|open| same_message(&open.message, &block.message));
        let mut open: Vec<_> = alike.map(|open| open.entry).collect();
        open.sort_unstable();
        if !open.is_empty() {
            let entries = open.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            let message = format!(
                "An earlier creation of this code has had no answer and may still be carried out (journal entry \
                 {entries}). `qrdeck apply` looks it up, and sends no other while its outcome is unknown. If you are sure \
                 that it never happened: qrdeck journal close {entries}"
            );
            self.plan.note(NoticeKind::UnknownOutcome, block.line, None, message);
        }
        self.plan.changes.push(Change::Create {
            block: place,
            line: block.line,
            message: block.message.clone(),
            label: block.label.clone(),
            open,
        });
    }

    /// Puts a code that is there into a block.
    fn adopt(&mut self, place: usize, block: &CodeBlock, found: Present<'_>, instead_of: Option<&str>) {
        self.unclaimed.claim(found.code);
        let was = instead_of.and_then(|code| self.known.get(code));
        let labels = was.map(|known| known.labels.clone()).unwrap_or_default();
        let same = same_message(found.message, &block.message);
        let service = found.listed.then(|| Mark::of(found.message));
        let known = match was {
            // What stood there is still what the person has last seen.
            Some(was) if !same => was.clone(),
            _ => Known { file: Mark::of(&block.message), service, labels: labels.clone() },
        };
        self.plan.changes.push(Change::Adopt {
            block: place,
            line: block.line,
            code: found.code.to_owned(),
            message: found.message.to_owned(),
            link: found.link.to_owned(),
            instead_of: instead_of.map(str::to_owned),
            known: known.clone(),
        });
        if !same {
            self.message(place, block, found, Some(&known));
        }
        self.label(place, block, found.code, &labels);
    }

    /// The message of a block, and of its code.
    fn message(&mut self, place: usize, block: &CodeBlock, now: Present<'_>, base: Option<&Known>) {
        let (in_file, there) = (Mark::of(&block.message), Mark::of(now.message));
        let agreed = |labels: Option<LabelMark>| Known {
            file: in_file.clone(),
            service: now.listed.then(|| there.clone()),
            labels: labels.unwrap_or_default(),
        };
        let labels = base.map(|known| known.labels.clone());
        if in_file == there {
            return self.step(now.code, agreed(labels));
        }
        let Some(base) = base else { return self.update(place, block, now) };
        if now.message.is_empty() && base.file == in_file {
            // No service takes an empty message: this is a list that does not tell.
            let message = format!("The service lists {} without its message.", echo(now.code));
            return self.plan.note(NoticeKind::ChangedElsewhere, block.message_line, Some(now.code), message);
        }
        let same = same_message(&block.message, now.message);
        // Where no list has shown it yet, it was sent as the file had it.
        let unmoved = *base.service.as_ref().unwrap_or(&base.file) == there;
        if base.file == in_file {
            match &base.service {
                _ if unmoved => {}
                // The service has its own form of what was sent, and a list shows it for the first time.
                None if same => self.step(now.code, agreed(labels)),
                _ => {
                    let message = format!(
                        "The message of {} is now \"{}\" at the service, and \"{}\" in the file. `qrdeck pull` takes it in.",
                        echo(now.code),
                        now.message,
                        block.message
                    );
                    self.plan.note(NoticeKind::ChangedElsewhere, block.message_line, Some(now.code), message);
                }
            }
            return;
        }
        if unmoved {
            return self.update(place, block, now);
        }
        if same {
            return self.step(now.code, agreed(labels));
        }
        let message = format!(
            "The message of {} was changed in the file, to \"{}\", and elsewhere, to \"{}\". Run `qrdeck pull`, look at \
             it, and decide.",
            echo(now.code),
            block.message,
            now.message
        );
        self.plan.note(NoticeKind::Conflict, block.message_line, Some(now.code), message);
    }

    fn update(&mut self, place: usize, block: &CodeBlock, now: Present<'_>) {
        self.valid(block);
        self.plan.changes.push(Change::Update {
            block: place,
            line: block.message_line,
            code: now.code.to_owned(),
            seen: now.message.to_owned(),
            message: block.message.clone(),
            link: now.link.to_owned(),
            kills: self.survey.replaces,
        });
    }

    /// Whether the service can take the message.
    fn valid(&mut self, block: &CodeBlock) {
        // That there is none has been told.
        if block.message_line == block.line {
            return;
        }
        if let Err(error) = validate_message(&block.message) {
            self.plan.mistakes.push(Mistake::new(block.message_line, error.message).advise(error.advice));
        }
    }

    fn label(&mut self, place: usize, block: &CodeBlock, code: &str, base: &LabelMark) {
        let here = self.survey.labels.get(code);
        match label::compare(&block.label, base, here) {
            LabelVerdict::Same(mark) if mark == *base => {}
            LabelVerdict::Same(mark) => self.relabel(code, mark),
            LabelVerdict::ToFile(_) => {
                let message =
                    format!("The label of {} was changed on this machine. `qrdeck pull` takes it in.", echo(code));
                self.plan.note(NoticeKind::LabelChanged, block.line, Some(code), message);
            }
            // Nobody has changed it: it was set on another machine, and this one takes it over.
            LabelVerdict::ToMachine { at: Some(updated) } => {
                let label = Label { updated, ..block.label.clone() };
                self.plan.steps.push(Step::Label { code: code.to_owned(), label });
            }
            LabelVerdict::ToMachine { at: None } | LabelVerdict::Both(_) => {
                self.plan.changes.push(Change::Label {
                    block: place,
                    line: block.line,
                    code: code.to_owned(),
                    was: here.cloned().unwrap_or_default(),
                    now: block.label.clone(),
                });
            }
        }
    }

    /// Notes what is known of a code from now on, where that is something else than before.
    fn step(&mut self, code: &str, known: Known) {
        if self.known.get(code) != Some(&known) {
            self.plan.steps.push(Step::Set { code: code.to_owned(), known });
        }
    }

    /// Notes the labels of a code, whose message may have been noted before.
    fn relabel(&mut self, code: &str, labels: LabelMark) {
        for step in &mut self.plan.steps {
            if let Step::Set { code: noted, known } = step
                && noted == code
            {
                known.labels = labels;
                return;
            }
        }
        for change in &mut self.plan.changes {
            if let Change::Adopt { code: adopted, known, .. } = change
                && adopted == code
            {
                known.labels = labels;
                return;
            }
        }
        if let Some(known) = self.known.get(code) {
            let known = known.clone().labelled(labels);
            self.plan.steps.push(Step::Set { code: code.to_owned(), known });
        }
    }

    /// Whether the number has room for what is to be made.
    fn room(&mut self) {
        let creates = self.plan.changes.iter().filter(|change| matches!(change, Change::Create { .. })).count();
        let room = MAX_CODES_PER_NUMBER.saturating_sub(self.present.len());
        if creates > room {
            let what = format!(
                "The number has room for {room} more codes (the limit is {MAX_CODES_PER_NUMBER}), and {creates} are to be \
                 created."
            );
            let advice = "Deletions come last, so make room first, in an `apply` of its own.";
            self.plan.mistakes.push(Mistake::new(self.survey.line, what).advise(advice));
        }
    }

    /// What is created or changed should not be there twice.
    fn duplicates(&mut self, blocks: &[(usize, &CodeBlock)]) {
        let mut first: HashMap<&str, Vec<usize>> = HashMap::new();
        for (_, block) in blocks {
            first.entry(&block.message).or_default().push(block.line);
        }
        let touched: Vec<(usize, String)> = self
            .plan
            .changes
            .iter()
            .filter_map(|change| match change {
                Change::Create { line, message, .. } | Change::Update { line, message, .. } => {
                    Some((*line, message.clone()))
                }
                _ => None,
            })
            .collect();
        for (line, message) in touched {
            let lines = first.get(message.as_str()).map(Vec::as_slice).unwrap_or_default();
            if lines.len() > 1 {
                let lines: Vec<_> = lines.iter().map(ToString::to_string).collect();
                let message = format!("Several codes of this number have this message (lines {}).", lines.join(", "));
                self.plan.note(NoticeKind::DuplicateMessage, line, None, message);
            }
        }
    }

    /// Codes that the file had and has no more.
    fn deleted(&mut self, in_blocks: &HashSet<&str>) {
        let line = self.survey.line;
        for (code, known) in self.known.iter().filter(|(code, _)| !in_blocks.contains(code.as_str())) {
            let Some(now) = self.present.get(code) else {
                self.plan.steps.push(Step::Forget { code: code.clone() });
                continue;
            };
            if known.service.as_ref().is_some_and(|service| *service != Mark::of(now.message)) {
                let message = format!(
                    "The code {} is no longer in the file, but its message was changed elsewhere since, to \"{}\". Run \
                     `qrdeck pull`, look at it, and decide.",
                    echo(code),
                    now.message
                );
                self.plan.note(NoticeKind::Conflict, line, Some(code), message);
                continue;
            }
            self.plan.changes.push(Change::Delete {
                line,
                code: code.clone(),
                seen: now.message.to_owned(),
                link: now.link.to_owned(),
            });
        }
    }

    /// Labels that came with the file from another machine.
    fn labels_of_others(&mut self) {
        let count = self.plan.steps.iter().filter(|step| matches!(step, Step::Label { .. })).count();
        if count > 0 {
            let labels = if count == 1 { "1 label is".to_owned() } else { format!("{count} labels are") };
            let message = format!("{labels} new to this machine; `qrdeck apply` takes them over from the file.");
            self.plan.note(NoticeKind::LabelsOfOthers, self.survey.line, None, message);
        }
    }

    /// Codes that the file has never had.
    fn elsewhere(&mut self) {
        let rest: Vec<_> = self.unclaimed.rest().collect();
        for code in rest {
            let message = format!(
                "The code {}, \"{}\", is not in the file: it was made elsewhere. `qrdeck pull` takes it in.",
                echo(code.code),
                code.message
            );
            self.plan.note(NoticeKind::MadeElsewhere, self.survey.line, Some(code.code), message);
        }
    }
}
