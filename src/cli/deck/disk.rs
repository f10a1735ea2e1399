//! Deck files on the disk.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::cli::failure::Failure;
use crate::config::{bounded, file_reason};
use crate::model::{Error, ErrorKind, Result};

/// The longest file that is read, in bytes: room for a quarter of a million codes.
const MOST: u64 = 64 << 20;

/// Reads a file; `None` where there is none.
///
/// # Errors
/// [`ErrorKind::Config`] where it cannot be read.
pub(super) fn read(path: &Path) -> Result<Option<String>> {
    match bounded::read_text(path, MOST) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::config(format!("{} cannot be read: {error}.", path.display()))
            .advise("Use another file, or change its permissions.")),
    }
}

/// Reads a file that has to be there.
///
/// # Errors
/// Exit status 3 where it is not; else as [`read`].
pub(super) fn existing(path: &Path) -> std::result::Result<String, Failure> {
    read(path)?.ok_or_else(|| {
        let error = Error::new(ErrorKind::NotFound, format!("There is no file {}.", path.display()));
        Failure::from(error.advise("`qrdeck pull --out FILE` makes one."))
    })
}

/// Puts a text in the place of a file in one step, and keeps its mode. A link is followed.
///
/// # Errors
/// [`ErrorKind::Config`] where it cannot be written.
pub(super) fn write(path: &Path, text: &str) -> Result<()> {
    replace(&real(path), text).map_err(|error| {
        if !folder(path).is_dir() {
            let message =
                format!("{} cannot be written: there is no folder {}.", path.display(), folder(path).display());
            return Error::config(message).advise("Make the folder, or use another file.");
        }
        Error::config(format!("{} cannot be written: {}.", path.display(), file_reason(&error)))
            .advise("Free some space, or change the permissions of its folder.")
    })
}

/// Where a file is, all links followed; itself where there is none yet.
pub(super) fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| {
        let folder = folder(path);
        match (folder.canonicalize(), path.file_name()) {
            (Ok(folder), Some(name)) => folder.join(name),
            _ => path.to_owned(),
        }
    })
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".qrdeck-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder(path))?;
    file.write_all(text.as_bytes())?;
    if let Ok(was) = fs::metadata(path) {
        file.as_file().set_permissions(was.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    // Makes the renaming last; other systems cannot open a directory.
    #[cfg(unix)]
    fs::File::open(folder(path))?.sync_all()?;
    Ok(())
}

/// What tells one state of a file from another.
pub(super) fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_file_keeps_its_mode_and_a_link_stays_a_link() {
        let root = tempfile::tempdir().unwrap();
        let (file, link) = (root.path().join("deck.toml"), root.path().join("link"));
        write(&file, "a").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("deck.toml", &link).unwrap();
        write(&link, "b").unwrap();
        assert!(link.is_symlink());
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!((read(&file).unwrap().as_deref(), fs::read_dir(root.path()).unwrap().count()), (Some("b"), 2));
        assert_eq!(existing(&root.path().join("none")).unwrap_err().exit.status(), 3);
        let lost = write(&root.path().join("nowhere/deck.toml"), "a").unwrap_err().message;
        assert!(lost.contains("there is no folder") && !lost.contains(".qrdeck-"), "{lost}");
    }
}
