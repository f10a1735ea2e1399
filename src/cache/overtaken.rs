//! Changes that end while a list is being read: the list may show what was there before them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::{CodeId, NumberId, QrCode};

/// What a change has made of the codes of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Edit {
    /// A code is this now.
    Is(QrCode),
    /// A code was deleted.
    Ended(CodeId),
    /// Another code has taken the place of one.
    Became(CodeId, QrCode),
}

impl Edit {
    /// Makes it on a list, where it is not on it already.
    pub(super) fn apply(&self, codes: &mut Vec<QrCode>) {
        let place = |codes: &[QrCode], id: &CodeId| codes.iter().position(|row| row.code == *id);
        match self {
            Self::Is(code) => match place(codes, &code.code) {
                Some(at) => codes[at] = code.clone(),
                None => codes.insert(0, code.clone()),
            },
            Self::Ended(id) => codes.retain(|row| row.code != *id),
            Self::Became(old, code) => {
                codes.retain(|row| row.code != code.code);
                match place(codes, old) {
                    Some(at) => codes[at] = code.clone(),
                    None => codes.insert(0, code.clone()),
                }
            }
        }
    }
}

/// The edits of one read.
type Edits = Arc<Mutex<Vec<Edit>>>;

/// The reads that run, by number.
#[derive(Debug, Default)]
pub(super) struct Overtaken {
    running: Mutex<HashMap<NumberId, Vec<Edits>>>,
}

/// A read that runs, until its list has been kept.
#[derive(Debug)]
pub(super) struct Running {
    of: Arc<Overtaken>,
    number: NumberId,
    edits: Edits,
}

impl Overtaken {
    /// A read of the codes of a number begins.
    pub(super) fn begin(self: &Arc<Self>, number: &NumberId) -> Running {
        let edits = Edits::default();
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.entry(number.clone()).or_default().push(Arc::clone(&edits));
        Running { of: Arc::clone(self), number: number.clone(), edits }
    }

    /// A change has ended: the reads that run may not know.
    pub(super) fn note(&self, number: &NumberId, edit: &Edit) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        for edits in running.get(number).into_iter().flatten() {
            edits.lock().unwrap_or_else(PoisonError::into_inner).push(edit.clone());
        }
    }
}

impl Running {
    /// Whether a change has ended since it was asked for.
    pub(super) fn is_overtaken(&self) -> bool {
        !self.edits.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// Makes the changes on a list that was read that have ended since it was asked for.
    pub(super) fn catch_up(&self, codes: &mut Vec<QrCode>) {
        let edits = self.edits.lock().unwrap_or_else(PoisonError::into_inner);
        edits.iter().for_each(|edit| edit.apply(codes));
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut running = self.of.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reads) = running.get_mut(&self.number) {
            reads.retain(|edits| !Arc::ptr_eq(edits, &self.edits));
            if reads.is_empty() {
                running.remove(&self.number);
            }
        }
    }
}
