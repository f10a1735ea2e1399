//! Files that appear whole, checked, and never in the place of another one by accident.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::check::{self, Expected};
use super::format::Format;
use crate::model::{Error, ErrorKind, Result, clean};

/// A file before it is written.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its name, without a directory.
    pub name: String,
    /// What it is.
    pub format: Format,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What a reader has to find in it, page by page.
    pub expected: Vec<Expected>,
}

/// A file that was written, read back and decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Where it is.
    pub path: PathBuf,
    /// What it is.
    pub format: Format,
    /// How many pages it has.
    pub pages: usize,
    /// What its codes say, in the order of the pages.
    pub decoded: Vec<check::Decoded>,
}

/// Makes sure that a directory exists and that none of the files does.
///
/// # Errors
/// [`ErrorKind::Refused`] for files that exist, unless `force` is set; [`ErrorKind::Config`] where the directory
/// cannot be made.
pub fn prepare(dir: &Path, drafts: &[Draft], force: bool) -> Result<()> {
    fs::create_dir_all(dir).map_err(|error| {
        Error::config(format!("The directory {} cannot be made: {error}.", shown(dir)))
            .advise("Name another one after --out.")
    })?;
    if force {
        return Ok(());
    }
    let there: Vec<PathBuf> =
        drafts.iter().map(|draft| dir.join(&draft.name)).filter(|path| path.symlink_metadata().is_ok()).collect();
    match there.as_slice() {
        [] => Ok(()),
        [one] => Err(exists(one)),
        [first, rest @ ..] => {
            let message = format!("{} and {} more files exist already; nothing was written.", shown(first), rest.len());
            Err(Error::new(ErrorKind::Refused, message).advise(OVERWRITE))
        }
    }
}

/// What to do about a file in the way.
const OVERWRITE: &str = "Name another directory after --out or other names with --name, or overwrite with --force.";

/// Writes a file under a temporary name, reads it back from the disk, decodes every code in it, and only then gives
/// it its name. Whatever goes wrong, no half or wrong file stays behind.
///
/// # Errors
/// [`ErrorKind::Refused`] where the file exists, unless `force` is set; [`ErrorKind::Config`] where it cannot be
/// written; [`ErrorKind::Internal`] where it does not say what it should.
pub fn save(dir: &Path, draft: &Draft, force: bool) -> Result<Saved> {
    let path = dir.join(&draft.name);
    let cannot = |error: io::Error| {
        Error::config(format!("{} cannot be written: {error}.", shown(&path)))
            .advise("Make room or name another directory after --out, then export again.")
    };
    let mut file = builder().tempfile_in(dir).map_err(cannot)?;
    file.write_all(&draft.bytes).and_then(|()| file.as_file().sync_all()).map_err(cannot)?;
    let written = fs::read(file.path()).map_err(cannot)?;
    let decoded = check::decode(&written, draft.format, &draft.expected).map_err(|wrong| {
        Error::new(ErrorKind::Internal, format!("{} was not saved: {wrong}", shown(&path)))
            .advise("Make the code larger or the error correction stronger; if it stays, please report this.")
    })?;
    let kept = if force { file.persist(&path) } else { file.persist_noclobber(&path) };
    match kept {
        Ok(_) => {}
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => return Err(exists(&path)),
        Err(error) => return Err(cannot(error.error)),
    }
    Ok(Saved { path, format: draft.format, pages: draft.expected.len(), decoded })
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
    Error::new(ErrorKind::Refused, format!("{} exists already; nothing was written.", shown(path))).advise(OVERWRITE)
}

fn shown(path: &Path) -> String {
    clean::line(&path.display().to_string()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::symbol::{Print, Symbol};

    const LINK: &str = "https://wa.me/message/ANED2T5QRU7HG1";

    fn draft(expected: &str) -> Draft {
        let page = Symbol::new(LINK, Print::default()).unwrap().page(0, 30.0).unwrap();
        let mut wanted = Expected::of(&page);
        wanted.spots[0].text = expected.to_owned();
        Draft {
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
        let saved = save(dir.path(), &draft(LINK), false).unwrap();
        assert_eq!(saved.decoded[0].text, LINK);
        assert_eq!(files(dir.path()), ["a.svg"]);
    }

    #[test]
    fn a_file_that_says_something_else_does_not_stay() {
        let dir = tempfile::tempdir().unwrap();
        let error = save(dir.path(), &draft("https://wa.me/message/OTHER"), false).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Internal);
        assert!(error.message.contains("was not saved"), "{error}");
        assert_eq!(files(dir.path()), [""; 0]);
    }

    #[test]
    fn nothing_is_overwritten_without_being_told() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.svg"), "mine").unwrap();
        assert_eq!(prepare(dir.path(), &[draft(LINK)], false).unwrap_err().kind, ErrorKind::Refused);
        assert_eq!(save(dir.path(), &draft(LINK), false).unwrap_err().kind, ErrorKind::Refused);
        assert_eq!(fs::read_to_string(dir.path().join("a.svg")).unwrap(), "mine");
        assert_eq!(files(dir.path()), ["a.svg"]);
        prepare(dir.path(), &[draft(LINK)], true).unwrap();
        save(dir.path(), &draft(LINK), true).unwrap();
        assert!(fs::read_to_string(dir.path().join("a.svg")).unwrap().starts_with("<svg"));
    }

    #[cfg(unix)]
    #[test]
    fn others_may_read_what_is_to_be_printed() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("plain"), "").unwrap();
        save(dir.path(), &draft(LINK), false).unwrap();
        let mode = |name: &str| fs::metadata(dir.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode("a.svg"), mode("plain"));
    }
}
