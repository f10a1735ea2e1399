//! Whether a secret can be kept in a new file, found out before anything is written.

use std::path::Path;

use super::keep::{own, refuse};
use super::words::{file, is_bare_token};
use super::{SecretSource, unblock};
use crate::config::Paths;
use crate::model::{Error, Result, clean};

/// The source that a new file would be, by its path as a person writes it: after `~/` it begins at the home directory.
/// Nothing is made.
///
/// # Errors
/// [`crate::model::ErrorKind::Config`] for what is no path, for a file that exists, one in the directories of `paths`, and
/// one in a directory that this user cannot write to.
pub async fn new_file(text: &str, paths: &Paths) -> Result<SecretSource> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::config("No file is given.").advise("Write the path of a new file."));
    }
    if is_bare_token(text) {
        let what = "This looks like a secret and not like a path.";
        return Err(Error::config(what).advise("Write the path of a new file for it."));
    }
    let source = file(text)?;
    let SecretSource::File(path) = &source else { return Ok(source) };
    let (path, apart) = (path.clone(), own(paths));
    unblock(move || {
        let dir = path.parent().unwrap_or(Path::new("/"));
        refuse(&path, dir, &apart)?;
        if path.symlink_metadata().is_ok() {
            let what = format!("{} exists already and is left as it is.", shown(&path));
            return Err(Error::config(what).advise("Name another file."));
        }
        // Those below it will be made.
        let Some(there) = dir.ancestors().find(|dir| dir.exists()) else { return Ok(()) };
        let real = there.canonicalize().unwrap_or_else(|_| there.to_owned());
        refuse(&path, &real.join(dir.strip_prefix(there).unwrap_or(dir)), &apart)?;
        if !real.is_dir() {
            return Err(Error::config(format!("{} is not a directory.", shown(there)))
                .advise("Name a file in a directory of your own."));
        }
        if !is_writable(&real) {
            return Err(Error::config(format!("Nothing can be written into {}.", shown(there)))
                .advise("Name a file in a directory of your own."));
        }
        Ok(())
    })
    .await??;
    Ok(source)
}

fn shown(path: &Path) -> String {
    clean::line(&path.display().to_string()).into_owned()
}

/// Whether this user can make files in a directory.
#[cfg(unix)]
fn is_writable(dir: &Path) -> bool {
    use rustix::fs::{Access, access};
    access(dir, Access::WRITE_OK | Access::EXEC_OK).is_ok()
}

/// Elsewhere only trying tells.
#[cfg(not(unix))]
fn is_writable(_: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_wrong_with_the_file_is_told_and_nothing_is_made() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path).display().to_string();
        let paths =
            Paths { config_file: at("conf/config.toml").into(), config_named: true, data_dir: at("data").into() };
        std::fs::create_dir(root.path().join("data")).unwrap();
        std::fs::write(root.path().join("there"), "").unwrap();
        for (text, words) in [
            (String::new(), "No file"),
            ("EAAGm0PX4ZCpsBAKZCZBqZB3example1234567890".to_owned(), "looks like a secret"),
            (at("conf/token"), "qrdeck's own files"),
            (at("data/deep/token"), "qrdeck's own files"),
            (at("there"), "exists already"),
            (at("there/token"), "is not a directory"),
            (root.path().display().to_string(), "exists already"),
        ] {
            let error = new_file(&text, &paths).await.unwrap_err();
            assert!(error.message.contains(words), "{text}: {error}");
            assert!(!error.report().contains("EAAG") && !error.advice.contains("--"), "{error}");
        }
        let path = at("deep/er/token");
        assert_eq!(new_file(&format!(" {path} "), &paths).await.unwrap(), SecretSource::File(path.into()));
        assert!(!root.path().join("deep").exists(), "nothing is made");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_link_into_qrdecks_own_directories_and_one_of_somebody_else_are_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path).display().to_string();
        let paths =
            Paths { config_file: at("conf/config.toml").into(), config_named: true, data_dir: at("data").into() };
        std::fs::create_dir(root.path().join("data")).unwrap();
        std::os::unix::fs::symlink(root.path().join("data"), root.path().join("link")).unwrap();
        assert!(new_file(&at("link/token"), &paths).await.unwrap_err().message.contains("own files"));
        let closed = root.path().join("closed");
        std::fs::create_dir(&closed).unwrap();
        std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o500)).unwrap();
        // Root may write everywhere.
        let expected = std::fs::write(closed.join("probe"), "").is_err();
        let refused = new_file(&at("closed/token"), &paths).await;
        assert_eq!(refused.is_err_and(|error| error.message.contains("Nothing can be written")), expected);
    }
}
