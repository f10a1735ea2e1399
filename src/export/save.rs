//! Files that appear whole, checked, and never overwrite another one by accident.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::check::{self, CheckError, Expected};
use super::format::Format;
use super::monitor::ExportMonitor;
use crate::config::file_reason;
use crate::model::{Error, ErrorKind, Result, clean};

/// A file before it is written.
#[derive(Debug, Clone)]
pub struct PlannedFile {
    /// Its name, without a directory.
    pub name: String,
    pub format: Format,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What a reader has to find in it, page by page.
    pub expected: Vec<Expected>,
}

/// A file that was written, read back and decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    pub path: PathBuf,
    pub format: Format,
    /// How many pages it has.
    pub pages: usize,
    /// What its codes say, in the order of the pages.
    pub decoded: Vec<check::Decoded>,
}

/// Which files may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replace<'a> {
    Nothing,
    /// These, which a person was shown.
    These(&'a [PathBuf]),
    /// Whatever is in the way.
    All,
}

impl Replace<'_> {
    /// Whether this file may be replaced.
    pub(super) fn allows(self, path: &Path) -> bool {
        match self {
            Self::Nothing => false,
            Self::These(files) => files.iter().any(|file| file == path),
            Self::All => true,
        }
    }
}

/// The files that would be replaced and may not be.
pub fn in_the_way(dir: &Path, drafts: &[PlannedFile], replace: Replace<'_>) -> Vec<PathBuf> {
    let paths = drafts.iter().map(|draft| dir.join(&draft.name));
    paths.filter(|path| !replace.allows(path) && path.symlink_metadata().is_ok()).collect()
}

/// Makes sure that a directory exists and that no file is in the way in it.
///
/// # Errors
/// [`ErrorKind::Refused`] for files that exist and may not be replaced; [`ErrorKind::Config`] where the directory
/// cannot be made.
pub fn prepare(dir: &Path, drafts: &[PlannedFile], replace: Replace<'_>) -> Result<()> {
    fs::create_dir_all(dir).map_err(|error| {
        Error::config(format!("The directory {} cannot be created: {error}.", shown(dir)))
            .advise("Choose another one with --out.")
    })?;
    match in_the_way(dir, drafts, replace).as_slice() {
        [] => Ok(()),
        [one] => Err(exists(one)),
        [first, rest @ ..] => {
            let message = format!("{} and {} more files already exist; nothing was written.", shown(first), rest.len());
            Err(Error::new(ErrorKind::Refused, message).advise(OVERWRITE))
        }
    }
}

/// What to do about a file in the way.
const OVERWRITE: &str = "Choose another directory with --out or other names with --name, or overwrite with --force.";

/// Writes a file under a temporary name, reads it back from the disk, decodes every code in it, and only then gives
/// it its name. Whatever goes wrong, no half or wrong file stays behind.
///
/// # Errors
/// [`ErrorKind::Refused`] where the file exists and may not be replaced; [`ErrorKind::Config`] where it cannot be
/// written; [`ErrorKind::Internal`] where it does not say what it should; [`ErrorKind::Cancelled`] where it was
/// stopped.
pub fn save(dir: &Path, draft: &PlannedFile, replace: Replace<'_>, monitor: &ExportMonitor<'_>) -> Result<Saved> {
    if !monitor.goes_on() {
        return Err(stopped());
    }
    let path = dir.join(&draft.name);
    let cannot = |error: io::Error| {
        Error::config(format!("{} cannot be written: {}.", shown(&path), file_reason(&error)))
            .advise("Free some space or choose another directory with --out, then export again.")
    };
    let mut file = builder().tempfile_in(dir).map_err(cannot)?;
    file.write_all(&draft.bytes).and_then(|()| file.as_file().sync_all()).map_err(cannot)?;
    let written = fs::read(file.path()).map_err(cannot)?;
    let decoded = check::decode(&written, draft.format, &draft.expected, monitor).map_err(|wrong| match wrong {
        CheckError::Stopped => stopped(),
        wrong => Error::new(ErrorKind::Internal, format!("{} was not saved: {wrong}", shown(&path))).advise(
            "Make the code larger or the error correction stronger; if that does not help, please report this.",
        ),
    })?;
    persist(file, &path, replace, cannot)?;
    Ok(Saved { path, format: draft.format, pages: draft.expected.len(), decoded })
}

/// Gives a file its name, over another only where that may be replaced.
fn persist(
    file: tempfile::NamedTempFile,
    path: &Path,
    replace: Replace<'_>,
    cannot: impl FnOnce(io::Error) -> Error,
) -> Result<()> {
    match if replace.allows(path) { file.persist(path) } else { file.persist_noclobber(path) } {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(exists(path)),
        Err(error) => Err(cannot(error.error)),
    }
}

/// Keeps bytes that something else has made and checked, under a temporary name until they are all there.
///
/// # Errors
/// [`ErrorKind::Refused`] where the file exists and may not be replaced; [`ErrorKind::Config`] where it cannot be
/// written.
pub fn keep(path: &Path, bytes: &[u8], replace: Replace<'_>) -> Result<()> {
    let cannot = |error: io::Error| {
        Error::config(format!("{} cannot be written: {}.", shown(path), file_reason(&error)))
            .advise("Free some space or choose another directory with --out.")
    };
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(dir).map_err(cannot)?;
    let mut file = builder().tempfile_in(dir).map_err(cannot)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(cannot)?;
    persist(file, path, replace, cannot)
}

/// The end of a save that a person stopped.
pub(super) fn stopped() -> Error {
    Error::new(ErrorKind::Cancelled, "The export was stopped; nothing more was written.")
}

/// Temporary files that get the permissions of any new file, not those of a secret.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".qrdeck-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

fn exists(path: &Path) -> Error {
    Error::new(ErrorKind::Refused, format!("{} already exists; nothing was written.", shown(path))).advise(OVERWRITE)
}

fn shown(path: &Path) -> String {
    clean::line(&path.display().to_string()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::symbol::{Print, Symbol};

    const LINK: &str = "https://wa.me/message/ANED2T5QRU7HG1";

    fn draft(expected: &str) -> PlannedFile {
        let page = Symbol::new(LINK, Print::default()).unwrap().page(0, 30.0).unwrap();
        let mut wanted = Expected::of(&page);
        wanted.spots[0].text = expected.to_owned();
        PlannedFile {
            name: "a.svg".into(),
            format: Format::Svg,
            bytes: crate::export::svg::write(&page).into_bytes(),
            expected: vec![wanted],
        }
    }

    fn files(dir: &Path) -> Vec<String> {
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_file_is_read_back_before_it_has_its_name() {
        let dir = tempfile::tempdir().unwrap();
        let saved = save(dir.path(), &draft(LINK), Replace::Nothing, &ExportMonitor::none()).unwrap();
        assert_eq!(saved.decoded[0].text, LINK);
        assert_eq!(files(dir.path()), ["a.svg"]);
    }

    #[test]
    fn a_file_that_says_something_else_does_not_stay() {
        let dir = tempfile::tempdir().unwrap();
        let error =
            save(dir.path(), &draft("https://wa.me/message/OTHER"), Replace::All, &ExportMonitor::none()).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Internal);
        assert!(error.message.contains("was not saved"), "{error}");
        assert_eq!(files(dir.path()), [""; 0]);
    }

    #[test]
    fn a_stop_leaves_no_half_file() {
        let dir = tempfile::tempdir().unwrap();
        let mut two = draft(LINK);
        let spot = two.expected[0].spots[0].clone();
        two.expected[0].spots.push(spot);
        for codes in 0..2 {
            let stop = |done| done < codes;
            let error = save(dir.path(), &two, Replace::All, &ExportMonitor::new(&stop)).unwrap_err();
            assert_eq!((error.kind, files(dir.path()).len()), (ErrorKind::Cancelled, 0), "after {codes} codes");
        }
        assert!(save(dir.path(), &two, Replace::All, &ExportMonitor::new(&|done| done < 2)).is_ok(), "it was whole");
    }

    #[test]
    fn nothing_is_overwritten_without_being_told() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.svg"), "mine").unwrap();
        assert_eq!(prepare(dir.path(), &[draft(LINK)], Replace::Nothing).unwrap_err().kind, ErrorKind::Refused);
        assert_eq!(
            save(dir.path(), &draft(LINK), Replace::Nothing, &ExportMonitor::none()).unwrap_err().kind,
            ErrorKind::Refused
        );
        assert_eq!(fs::read_to_string(dir.path().join("a.svg")).unwrap(), "mine");
        assert_eq!(files(dir.path()), ["a.svg"]);
        let other = [dir.path().join("b.svg")];
        assert!(prepare(dir.path(), &[draft(LINK)], Replace::These(&other)).is_err());
        let shown = [dir.path().join("a.svg")];
        prepare(dir.path(), &[draft(LINK)], Replace::These(&shown)).unwrap();
        save(dir.path(), &draft(LINK), Replace::These(&shown), &ExportMonitor::none()).unwrap();
        assert!(fs::read_to_string(dir.path().join("a.svg")).unwrap().starts_with("<svg"));
    }

    #[cfg(unix)]
    #[test]
    fn others_may_read_what_is_to_be_printed() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("plain"), "").unwrap();
        save(dir.path(), &draft(LINK), Replace::Nothing, &ExportMonitor::none()).unwrap();
        let mode = |name: &str| fs::metadata(dir.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode("a.svg"), mode("plain"));
    }
}
