//! What a command tells beside its answer.

use super::console::Console;
use super::failure::Failure;
use super::when;
use crate::cache::News;
use crate::config::{Paths, Permissions, trust};
use crate::model::Error;
use crate::session::Session;

/// Takes from others what is qrdeck's own, and tells the person who may rely on it. A program reads the failures of
/// single profiles from standard error, and nothing else.
pub(super) fn tighten(paths: &Paths, console: &mut Console) {
    let (tightened, left) = Permissions::check(paths).tighten();
    if console.is_json() {
        return;
    }
    for too_open in tightened {
        let (path, mode) = (too_open.path.display(), too_open.mode & 0o777);
        console.note(&format!("Other users could access {path} (mode {mode:03o}); now only its owner can."));
    }
    // A configuration that others can write is refused where it is read.
    for too_open in left.into_iter().filter(|too_open| too_open.path.starts_with(&paths.data_dir)) {
        let (path, mode) = (too_open.path.display(), too_open.mode & 0o777);
        console.note(&format!(
            "Other users can change what qrdeck stores in {path} (mode {mode:03o}). Run: chmod go-w {}",
            trust::quoted(&too_open.path)
        ));
    }
}

/// Tells which world this is, where it is not the real one, and whether it lasts.
pub(super) fn tell_world(session: &Session, console: &mut Console) {
    if let Some(notice) = session.notice() {
        console.note(notice);
    }
    if let Some(Error { message, advice, .. }) = session.unkept() {
        console.note(&format!("SANDBOX: {message} {advice}"));
    }
}

/// Tells that the database is only read: what is listed from it may not be all.
pub(super) async fn warn_read_only(session: &Session, console: &mut Console) {
    if let Ok(Some(store)) = session.journal().existing().await
        && let Some(error) = store.barred()
    {
        console.partly(&Failure::from(error.clone()));
    }
}

/// Tells what has become known of the cache: that it cannot be used, and which codes have vanished at a service.
pub(super) fn tell_news(session: &Session, console: &mut Console) {
    for news in session.cache().take_news() {
        match news {
            News::Trouble(error) => console.partly(&Failure::from(error)),
            News::Gone { codes, seen, number } => {
                let names: Vec<_> = codes.iter().map(|code| code.code.as_str()).collect();
                let (names, profile, seen) = (names.join(", "), number.profile, when::local(seen));
                console.note(&format!("{profile}: no longer listed by the service, last seen {seen}: {names}."));
            }
            News::Codes { .. } | News::Groups(_) => {}
        }
    }
}
