//! Carrying an import out: the codes are created, labelled, and written down one after the other.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;

use super::check::Plan;
use super::links::{self, Earlier};
use super::preview::{Fate, Preview};
use crate::creation::{Creator, Ended, Order, Recorder, Target, create};
use crate::journal::Journal;
use crate::model::{Error, ErrorKind, Result};
use crate::store::{Label, LabelKey};

/// How far an import has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportProgress {
    /// Rows whose creation has ended, one way or the other.
    pub ended: usize,
    /// Those that were created.
    pub created: usize,
    pub total: usize,
}

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The rows as they are now.
    pub preview: Preview,
    /// What kept the links or the labels from being written.
    pub error: Option<Error>,
}

/// Creates the codes that a plan wants, `at_once` at a time, sets the labels, and writes the links after each code. What
/// the links do not say because the program was killed in between, the next check learns from the journal.
///
/// # Errors
/// [`ErrorKind::Config`] for a plan with mistakes, and where the links cannot be written at all; [`ErrorKind::Refused`]
/// for a read-only profile; then nothing was sent.
pub async fn import(
    journal: &Journal,
    plan: Plan,
    creator: &dyn Creator,
    at_once: usize,
    told: &(dyn Fn(ImportProgress) + Send + Sync),
) -> Result<Imported> {
    let Plan { preview, targets, earlier, claimed } = plan;
    if !preview.mistakes.is_empty() {
        return Err(Error::config("The file has mistakes. Nothing was sent.").advise("Correct them first."));
    }
    if let Some(profile) = preview.read_only() {
        return Err(Error::read_only(profile.provider));
    }
    let orders = orders(&preview, &targets);
    let progress = ImportProgress { total: orders.len(), ..ImportProgress::default() };
    told(progress);
    let mut record = Record { journal, preview, earlier: Arc::new(earlier), progress, error: None };
    record.write().await?;
    if let Err(error) = record.label_what_is_there().await {
        record.error = Some(error);
    }
    let mut recording = Recording { record, told };
    create(creator, journal, orders, claimed, at_once, &mut recording).await?;
    let Recording { record, .. } = recording;
    Ok(Imported { preview: record.preview, error: record.error })
}

/// The codes that are to be created.
fn orders(preview: &Preview, targets: &[Arc<Target>]) -> Vec<Order> {
    let wanted = preview.rows().enumerate().filter(|(_, (_, state))| state.fate.is_wanted());
    let order = |(key, (row, state)): (usize, (&super::Row, &super::RowState))| {
        let target = Arc::clone(targets.get(state.number?)?);
        let open = if let Fate::Open(entries) = &state.fate { entries.clone() } else { Vec::new() };
        Some(Order { key, target, message: row.message.clone(), open })
    };
    wanted.filter_map(order).collect()
}

/// Writes down the ends of creations, and tells of them.
struct Recording<'a> {
    record: Record<'a>,
    told: &'a (dyn Fn(ImportProgress) + Send + Sync),
}

#[async_trait]
impl Recorder for Recording<'_> {
    async fn record(&mut self, ended: Vec<(usize, Ended)>) -> ControlFlow<()> {
        let written = self.record.take(ended).await;
        (self.told)(self.record.progress);
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.record.error.get_or_insert(error);
                ControlFlow::Break(())
            }
        }
    }
}

/// Writes down what becomes of the rows.
struct Record<'a> {
    journal: &'a Journal,
    preview: Preview,
    earlier: Arc<Vec<Earlier>>,
    progress: ImportProgress,
    error: Option<Error>,
}

impl Record<'_> {
    /// Notes the ends of some creations, sets the labels of the new codes, and writes the links.
    async fn take(&mut self, ended: Vec<(usize, Ended)>) -> Result<()> {
        let mut labels = Vec::new();
        for (at, end) in ended {
            self.progress.ended += 1;
            self.progress.created += usize::from(matches!(end, Ended::Created(_) | Ended::Found(_)));
            let fate = match end {
                Ended::Created(code) | Ended::Found(code) => Fate::Created(code),
                Ended::Failed(error) => Fate::Failed(error),
                Ended::Unknown(error) => Fate::Unknown(error),
                Ended::NotBegun(error) => Fate::Skipped(error),
            };
            if let Some(state) = self.preview.states.get_mut(at) {
                state.fate = fate;
            }
            labels.extend(self.label(at));
        }
        // The links first: a label is set by the next run as well.
        let written = self.write().await;
        let labelled = self.set(labels).await;
        written.and(labelled)
    }

    /// The label of the code of a row.
    fn label(&self, at: usize) -> Option<(LabelKey, Label)> {
        let (row, state) = (self.preview.campaign.rows.get(at)?, self.preview.states.get(at)?);
        let (number, code) = (self.preview.number(state)?, state.fate.code()?);
        let key = LabelKey {
            provider: number.profile.provider,
            number: number.phone.id.clone(),
            code: Some(code.code.clone()),
        };
        (!row.label.is_empty()).then(|| (key, row.label.clone()))
    }

    /// Labels codes that were there before, where they have nothing of the kind: what a person has written stays.
    async fn label_what_is_there(&self) -> Result<()> {
        let wanted: Vec<_> = (0..self.preview.states.len()).filter_map(|at| self.label(at)).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let there: HashMap<_, _> = match self.journal.existing().await? {
            Some(store) => store.labels().await?.into_iter().collect(),
            None => HashMap::new(),
        };
        let lacking = |(key, wanted): (LabelKey, Label)| {
            let had = there.get(&key).cloned().unwrap_or_default();
            let label = Label {
                label: if had.label.is_empty() { wanted.label } else { had.label.clone() },
                tags: if had.tags.is_empty() { wanted.tags } else { had.tags.clone() },
                note: if had.note.is_empty() { wanted.note } else { had.note.clone() },
                updated: 0,
            };
            ((&label.label, &label.tags, &label.note) != (&had.label, &had.tags, &had.note)).then_some((key, label))
        };
        self.set(wanted.into_iter().filter_map(lacking).collect()).await
    }

    async fn set(&self, labels: Vec<(LabelKey, Label)>) -> Result<()> {
        if labels.is_empty() { Ok(()) } else { self.journal.store().await?.set_labels(labels).await }
    }

    /// Writes the links as they are now.
    async fn write(&self) -> Result<()> {
        let (preview, earlier, path): (_, _, PathBuf) =
            (self.preview.clone(), Arc::clone(&self.earlier), self.preview.links.clone());
        tokio::task::spawn_blocking(move || links::write(&path, &preview, &earlier))
            .await
            .map_err(|error| Error::new(ErrorKind::Internal, format!("The links could not be written: {error}.")))?
    }
}
