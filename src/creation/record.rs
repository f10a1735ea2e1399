//! Creations whose ends are written down as they come.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::mpsc;

use super::create::{self, Creator, Ended, Order, Target};
use crate::journal::Journal;
use crate::model::{CodeId, Draft, QrCode, Result};

/// Writes down what became of orders, so that a program that is killed in between can go on.
#[async_trait]
pub trait Recorder: Send {
    /// Notes the ends of some orders: more than one where several came while the last ones were written. After a break
    /// nothing more is begun; what has been sent is still told.
    async fn record(&mut self, ended: Vec<(usize, Ended)>) -> ControlFlow<()>;
}

/// Creates codes, `at_once` at a time. `claimed` are codes that are something else already; `recorder` hears the end of
/// each order once.
///
/// # Errors
/// Those of the database; then nothing was sent.
pub async fn create(
    creator: &dyn Creator,
    journal: &Journal,
    orders: Vec<Order>,
    claimed: impl IntoIterator<Item = CodeId>,
    at_once: usize,
    recorder: &mut dyn Recorder,
) -> Result<()> {
    let (ends, mut ended) = mpsc::unbounded_channel();
    let stopping = Stopping { creator, failed: AtomicBool::new(false) };
    let creating = async {
        // It is gone when all has ended, and so is the wait for more.
        let ends = ends;
        // Nobody listens any more when all this is dropped.
        let tell = |key, end| drop(ends.send((key, end)));
        create::create(&stopping, journal, orders, claimed, at_once, &tell).await
    };
    let recording = async {
        while let Some(first) = ended.recv().await {
            let mut some = vec![first];
            while let Ok(more) = ended.try_recv() {
                some.push(more);
            }
            if recorder.record(some).await.is_break() {
                stopping.failed.store(true, Ordering::Release);
            }
        }
    };
    let (created, ()) = tokio::join!(creating, recording);
    created
}

/// Ends creations that cannot be written down.
struct Stopping<'a> {
    creator: &'a dyn Creator,
    failed: AtomicBool,
}

#[async_trait]
impl Creator for Stopping<'_> {
    async fn create(&self, target: &Target, draft: &Draft) -> Result<QrCode> {
        self.creator.create(target, draft).await
    }

    fn is_stopping(&self) -> bool {
        self.failed.load(Ordering::Acquire) || self.creator.is_stopping()
    }

    async fn settle(&self) {
        self.creator.settle().await;
    }

    fn looks_for(&self, codes: usize, at_most: Duration) {
        self.creator.looks_for(codes, at_most);
    }
}
