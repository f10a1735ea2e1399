//! Requests that are carried out after they have ended for their caller.

use std::time::Duration;

use axum::extract::Request;
use axum::middleware::Next;

use super::detailed::Later;
use super::memory::Pending;
use crate::sandbox::Shared;
use crate::sandbox::connection::Peer;

/// Lets a request be carried out later, unless the sandbox has stopped by then.
pub(super) fn put_off(shared: &Shared, peer: &Peer, later: Later, request: Request, next: Next) {
    if let Some(requests) = later.requests {
        let mut memory = shared.fault_memory.memory();
        let due = memory.arrived.saturating_add(requests);
        memory.pending.push(Pending { due, request, next });
        return;
    }
    let peer = peer.clone();
    tokio::spawn(async move {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(later.ms)) => drop(next.run(request).await),
            () = peer.stopped() => {}
        }
    });
}

/// Counts a request that has arrived, and carries out what has waited for it.
pub(super) async fn arrive(shared: &Shared) {
    let due: Vec<Pending> = {
        let mut memory = shared.fault_memory.memory();
        let arrived = memory.arrived;
        memory.arrived += 1;
        memory.pending.extract_if(.., |pending| pending.due <= arrived).collect()
    };
    carry_out(due).await;
}

impl Shared {
    /// Carries out now what a fault lets wait for more requests.
    pub async fn catch_up(&self) {
        let due = std::mem::take(&mut self.fault_memory.memory().pending);
        carry_out(due).await;
    }
}

async fn carry_out(due: Vec<Pending>) {
    for Pending { request, next, .. } in due {
        drop(next.run(request).await);
    }
}
