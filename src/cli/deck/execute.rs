//! Carrying out a plan: what is local first, then creations and updates, deletions last. The file is written after each,
//! so that a kill at any moment leaves nothing that the next run could not find.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use futures_util::stream::{self, StreamExt as _};

use super::create;
use super::keeper::{Entry, Keeper};
use super::look::Covered;
use super::outcome::{MadeNow, Outcome};
use super::planned::Planned;
use super::settle::settle;
use super::update::Update;
use crate::cli::codes::{CodeMatch, Unanswered, delete_codes};
use crate::cli::context::Context;
use crate::cli::creator::CommandCreator;
use crate::cli::failure::{Exit, Failure};
use crate::creation::{self, Ended, Recorder};
use crate::deck::{Change, Known, LabelMark, Mark, Step};
use crate::model::{CodeId, ErrorKind, NumberKey, QrCode, limits};
use crate::store::{Label, LabelKey, Made, now};

/// How a plan has ended.
#[derive(Debug, Default)]
pub(super) struct Execution {
    /// For each change, in the order of the plan; absent for what has not been come to.
    pub(super) outcomes: Vec<Outcome>,
    /// What kept a file from being written: everything after it was not begun.
    pub(super) trouble: Option<Failure>,
}

/// A plan that is carried out.
struct Executor<'a> {
    context: &'a Context,
    /// Each change with the number it is about.
    changes: Vec<(&'a Covered, &'a Change)>,
    keeper: Keeper,
    outcomes: Vec<Outcome>,
    /// What keeps a file from being written; then nothing more is begun.
    trouble: Option<Failure>,
    /// The labels that were set, by code.
    labelled: HashMap<&'a str, LabelMark>,
}

/// Carries out a plan that was confirmed.
///
/// # Errors
/// Those of the database, before anything was sent.
pub(super) async fn execute(context: &Context, planned: &Planned) -> Result<Execution, Failure> {
    let changes: Vec<_> = planned.changes().collect();
    let mut executor = Executor {
        context,
        outcomes: vec![Outcome::NotBegun; changes.len()],
        changes,
        keeper: Keeper::of(&planned.look.files, &planned.look.numbers),
        trouble: None,
        labelled: HashMap::new(),
    };
    executor.in_step(planned)?;
    executor.labels(planned).await?;
    executor.creations().await;
    executor.updates().await;
    executor.deletions().await;
    let Executor { outcomes, trouble, .. } = executor;
    Ok(Execution { outcomes, trouble })
}

impl Executor<'_> {
    /// Writes down what is there already.
    fn in_step(&mut self, planned: &Planned) -> Result<(), Failure> {
        for (number, plan) in planned.numbers() {
            let mut entries = Vec::new();
            for change in &plan.changes {
                if let Change::Adopt { code, instead_of, known, block, .. } = change {
                    let known = known.clone();
                    let blocks = planned.look.files[number.file].deck.codes_of(&number.key);
                    let message = blocks.iter().find(|(at, _)| at == block).map(|(_, block)| block.message.as_str());
                    entries.push(match instead_of {
                        Some(old) => Entry::Replaced { old, code, known },
                        None => Entry::Code { message: message.unwrap_or_default(), code, known },
                    });
                }
            }
            entries.extend(plan.steps.iter().filter_map(|step| match step {
                Step::Set { code, known } => Some(Entry::Known { code, known: known.clone() }),
                Step::Forget { code } => Some(Entry::Gone { code }),
                Step::Label { .. } => None,
            }));
            if !entries.is_empty() {
                self.keeper.write(number.file, &number.key, &entries)?;
            }
        }
        for (at, (_, change)) in self.changes.iter().enumerate() {
            if let Change::Adopt { code, link, .. } = change {
                self.outcomes[at] = Outcome::Done(Some(Made { id: code.clone(), link: link.clone() }.into()));
            }
        }
        Ok(())
    }

    /// Sets the labels of this machine.
    async fn labels(&mut self, planned: &Planned) -> Result<(), Failure> {
        let mut labels = Vec::new();
        let mut marks = Vec::new();
        for (number, plan) in planned.numbers() {
            labels.extend(plan.steps.iter().filter_map(|step| match step {
                Step::Label { code, label } => Some((key(number, code), label.clone())),
                Step::Set { .. } | Step::Forget { .. } => None,
            }));
        }
        for (at, (number, change)) in self.changes.iter().enumerate() {
            if let Change::Label { code, now: label, .. } = change {
                let label = Label { updated: now(), ..label.clone() };
                marks.push((at, *number, code.as_str(), mark(&label)));
                labels.push((key(number, code), label));
            }
        }
        if labels.is_empty() {
            return Ok(());
        }
        self.context.journal().store().await?.set_labels(labels).await?;
        // Once for each number: files can be long.
        for together in marks.chunk_by(|(_, a, _, _), (_, b, _, _)| a.key == b.key) {
            let mut entries = Vec::with_capacity(together.len());
            for (at, _, code, labels) in together {
                self.outcomes[*at] = Outcome::Done(None);
                // What is not known of it yet gets its labels with the rest.
                self.labelled.insert(code, labels.clone());
                entries.push(Entry::Labels { code, labels: labels.clone() });
            }
            let (_, number, _, _) = together[0];
            self.keeper.write(number.file, &number.key, &entries)?;
        }
        Ok(())
    }

    /// Creates the codes that are to be created.
    async fn creations(&mut self) {
        let (orders, claimed) = (create::orders(&self.changes), create::claimed(&self.changes));
        let context = self.context;
        let creator = CommandCreator(context);
        let created = creation::create(&creator, context.journal(), orders, claimed, limits::APPLIED, self).await;
        if let Err(error) = created {
            self.trouble.get_or_insert(error.into());
        }
    }

    /// Sends the updates.
    async fn updates(&mut self) {
        let (context, silent, stuck) = (self.context, Unanswered::default(), AtomicBool::new(self.trouble.is_some()));
        let changes = self.changes.clone();
        let updates =
            changes.iter().enumerate().filter_map(|(at, (number, change))| Some((at, Update::of(number, change)?)));
        let sending = updates.map(|(at, update)| {
            let (silent, stuck) = (&silent, &stuck);
            async move {
                let profile = update.profile();
                if context.stop().is_wanted() || stuck.load(Ordering::Acquire) || silent.is_long(profile) {
                    return (at, update, None);
                }
                let made = update.send(context).await;
                silent.note(profile, made.as_ref().err());
                (at, update, Some(made))
            }
        });
        let mut sending = stream::iter(sending.collect::<Vec<_>>()).buffer_unordered(limits::APPLIED);
        let mut unknown = Vec::new();
        while let Some((at, update, made)) = sending.next().await {
            match made {
                None => {}
                Some(Ok(made)) => self.ended(at, Ok(made)).await,
                Some(Err(error)) if error.kind == ErrorKind::OutcomeUnknown => unknown.push((at, update, error)),
                Some(Err(error)) => self.ended(at, Err(update.failed(error))).await,
            }
            stuck.store(self.trouble.is_some(), Ordering::Release);
        }
        drop(sending);
        if !unknown.is_empty() {
            settle(context, unknown.len()).await;
        }
        for (at, update, error) in unknown {
            let ended = update.settled(context, error).await;
            self.ended(at, ended).await;
        }
    }

    /// Notes how a creation or an update has ended.
    async fn ended(&mut self, at: usize, ended: Result<MadeNow, Outcome>) {
        match ended {
            Ok(made) => self.made(at, made).await,
            Err(outcome) => self.outcomes[at] = outcome,
        }
    }

    /// Writes down what a creation or an update has made.
    async fn made(&mut self, at: usize, now: MadeNow) {
        let (number, change) = self.changes[at];
        let MadeNow { made, message: told } = &now;
        let written = match change {
            Change::Create { message, label, .. } => {
                let known = known(message, told.as_deref());
                let labels = self.label(number, &made.id, label).await;
                let code = &made.id;
                labels.and_then(|labels| {
                    let entry = Entry::Code { message, code, known: known.labelled(labels) };
                    self.keeper.write(number.file, &number.key, &[entry])
                })
            }
            Change::Update { code: old, message, .. } => {
                let before = self.keeper.known(number.file, &number.key, old).map(|known| known.labels.clone());
                let labels = self.labelled.get(old.as_str()).cloned().or(before).unwrap_or_default();
                let known = known(message, told.as_deref()).labelled(labels);
                let entry = Entry::Replaced { old, code: &made.id, known };
                self.keeper.write(number.file, &number.key, &[entry])
            }
            Change::Delete { .. } | Change::Label { .. } | Change::Adopt { .. } => Ok(()),
        };
        self.outcomes[at] = Outcome::Done(Some(now));
        if let Err(failure) = written {
            self.trouble.get_or_insert(failure);
        }
    }

    /// Labels a code that was just made.
    async fn label(&self, number: &Covered, code: &str, label: &Label) -> Result<LabelMark, Failure> {
        if label.is_empty() {
            return Ok(LabelMark::default());
        }
        let label = Label { updated: now(), ..label.clone() };
        let mark = mark(&label);
        self.context.journal().store().await?.set_label(key(number, code), label).await?;
        Ok(mark)
    }

    /// Deletes what is to be deleted, at numbers where everything before that was done: a new code may be meant to take
    /// the place of a deleted one.
    async fn deletions(&mut self) {
        let waiting: HashSet<&NumberKey> = self
            .changes
            .iter()
            .zip(&self.outcomes)
            .filter(|((_, change), outcome)| !matches!(change, Change::Delete { .. }) && !outcome.is_done())
            .map(|((number, _), _)| &number.key)
            .collect();
        if self.trouble.is_some() || self.context.stop().is_wanted() {
            return;
        }
        let mut found = Vec::new();
        for (number, change) in self.changes.iter().filter(|(number, _)| !waiting.contains(&number.key)) {
            if let Change::Delete { code, seen, link, .. } = change {
                let code = QrCode {
                    code: CodeId::new(code),
                    message: seen.clone(),
                    link: link.clone(),
                    image_url: None,
                    created: None,
                };
                found.push(CodeMatch { of: number.of.clone(), code });
            }
        }
        if found.is_empty() {
            return;
        }
        let ended = delete_codes(self.context, found).await;
        let changes = self.changes.clone();
        let mut gone: Vec<(&Covered, &str)> = Vec::new();
        for (at, (number, change)) in changes.into_iter().enumerate() {
            let Change::Delete { code, .. } = change else { continue };
            let is_this = |found: &CodeMatch| {
                let of = &found.of;
                found.code.code.as_str() == code
                    && (&of.profile.name, &of.phone.id) == (&number.key.profile, &number.key.number)
            };
            if ended.deleted.iter().any(is_this) {
                self.outcomes[at] = Outcome::Done(None);
                gone.push((number, code));
            } else if let Some((_, failure)) = ended.failures.iter().find(|(of, _)| is_this(of)) {
                let failure = failure.clone();
                let unknown = failure.exit == Exit::Unknown;
                self.outcomes[at] = if unknown { Outcome::Unknown(failure) } else { Outcome::Failed(failure) };
            }
        }
        // After a kill before this, the next run finds that they are gone.
        for together in gone.chunk_by(|(a, _), (b, _)| a.key == b.key) {
            let entries: Vec<_> = together.iter().map(|(_, code)| Entry::Gone { code }).collect();
            let (number, _) = together[0];
            if let Err(failure) = self.keeper.write(number.file, &number.key, &entries) {
                self.trouble.get_or_insert(failure);
            }
        }
    }
}

#[async_trait]
impl Recorder for Executor<'_> {
    async fn record(&mut self, ended: Vec<(usize, Ended)>) -> ControlFlow<()> {
        for (at, ended) in ended {
            let (number, _) = self.changes[at];
            self.ended(at, create::made(number, ended)).await;
        }
        if self.trouble.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// What is known of a code that was just made: its message as the service has told it, else no list has shown it yet.
fn known(message: &str, told: Option<&str>) -> Known {
    Known { service: told.map(Mark::of), ..Known::agreed(message) }
}

fn mark(label: &Label) -> LabelMark {
    LabelMark { mark: Mark::of_label(label), at: label.updated }
}

fn key(number: &Covered, code: &str) -> LabelKey {
    LabelKey { provider: number.of.profile.provider, number: number.key.number.clone(), code: Some(CodeId::new(code)) }
}
