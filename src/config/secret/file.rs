//! Secrets in files.

use std::io::Read as _;
use std::path::Path;

use super::{MAX_SECRET, Raw, utf8};
use crate::config::bounded;
use crate::model::{Error, ErrorKind, Result};

/// Reads a file that only its owner can read.
pub(super) fn read(path: &Path) -> Result<Raw> {
    let shown = path.display();
    let failed = |error: std::io::Error| {
        Error::new(ErrorKind::Auth, format!("The secret file {shown} cannot be read: {error}."))
            .advise("Make the file, or change the profile in config.toml.")
    };
    let (file, metadata) = bounded::open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::InvalidInput => Error::config(format!("The secret file {shown} cannot be read: {error}."))
            .advise("Use { command = [..] } for a program."),
        _ => failed(error),
    })?;
    refuse_shared(path, &metadata)?;
    let mut bytes = Vec::new();
    file.take(MAX_SECRET).read_to_end(&mut bytes).map_err(failed)?;
    utf8(bytes, &format!("The secret file {shown}"))
}

/// Refuses a file that others than its owner can read or write.
#[cfg(unix)]
fn refuse_shared(path: &Path, metadata: &std::fs::Metadata) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = metadata.permissions().mode() & 0o777;
    let shared = mode & 0o077;
    if shared == 0 {
        return Ok(());
    }
    let path = path.display();
    Err(Error::config(format!("Others than its owner can use the secret file {path} (mode {mode:03o})."))
        .advise(format!("Run: chmod 600 {path}")))
}

/// Other systems have no mode bits; the file's access list is its owner's business.
#[cfg(not(unix))]
fn refuse_shared(_: &Path, _: &std::fs::Metadata) -> Result<()> {
    Ok(())
}
