//! Putting a new secret where its source says it is.

use std::fs::OpenOptions;
use std::io::{ErrorKind as IoKind, Write as _};
use std::path::{Path, PathBuf};

use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretString};

use super::{SecretKind, SecretSource, keyring, unblock};
use crate::config::{Paths, private};
use crate::model::{Error, ErrorKind, ProfileName, Result};

impl SecretSource {
    /// Stores a secret here: in the keyring, or in a file that does not exist yet and that only its owner can read.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] for sources that are somebody else's to fill, for a file that exists, and for one in
    /// the directories of `paths`, which people copy and share; [`ErrorKind::Auth`] where there is no keyring.
    pub async fn store(
        &self,
        profile: &ProfileName,
        kind: SecretKind,
        secret: &SecretString,
        paths: &Paths,
    ) -> Result<()> {
        match self {
            Self::Keyring => keyring::store(profile, kind, secret).await,
            Self::File(path) => {
                let (path, secret, apart) = (path.clone(), secret.clone(), own(paths));
                unblock(move || write(&path, &secret, &apart)).await?
            }
            Self::Env(_) | Self::Command(_) | Self::Prompt => {
                Err(Error::config(format!("A secret cannot be stored by way of {self}."))
                    .advise("Put it there yourself, or store it with keyring or file:PATH."))
            }
        }
    }

    /// Puts a secret in the place of the one that is here.
    ///
    /// # Errors
    /// As [`SecretSource::store`], except that the file may exist. It is its owner's alone afterwards.
    pub async fn replace(
        &self,
        profile: &ProfileName,
        kind: SecretKind,
        secret: &SecretString,
        paths: &Paths,
    ) -> Result<()> {
        match self {
            Self::File(path) if path.exists() => {
                let (path, secret, apart) = (path.clone(), secret.clone(), own(paths));
                unblock(move || rewrite(&path, &secret, &apart)).await?
            }
            _ => self.store(profile, kind, secret, paths).await,
        }
    }

    /// Takes back what [`SecretSource::store`] has just stored. What cannot be taken back stays: the caller has
    /// another error to tell.
    pub async fn take_back(&self, profile: &ProfileName, kind: SecretKind) {
        let gone = match self {
            Self::Keyring => keyring::remove(profile, kind).await.map(drop),
            Self::File(path) => {
                let path = path.clone();
                unblock(move || std::fs::remove_file(path)).await.map(drop)
            }
            Self::Env(_) | Self::Command(_) | Self::Prompt => Ok(()),
        };
        if let Err(error) = gone {
            tracing::warn!(profile = profile.as_str(), %error, "a stored secret could not be removed again");
        }
    }
}

/// Where no secret may lie.
pub(super) fn own(paths: &Paths) -> Vec<PathBuf> {
    let config = paths.config_file.parent().map(Path::to_owned);
    config.into_iter().chain([paths.data_dir.clone()]).collect()
}

/// Writes a new file.
fn write(path: &Path, secret: &SecretString, apart: &[PathBuf]) -> Result<()> {
    let shown = path.display();
    let failed = |error: std::io::Error| match error.kind() {
        IoKind::AlreadyExists => Error::config(format!("The file {shown} exists already and is left as it is."))
            .advise("Name another file, or leave the secret out to use what is in it."),
        _ => Error::new(ErrorKind::Internal, format!("The secret file {shown} cannot be written: {error}."))
            .advise("Name a file in a directory of your own."),
    };
    let dir = path.parent().unwrap_or(Path::new("/"));
    // Checked before anything is made, and again when links in the path can be followed.
    refuse(path, dir, apart)?;
    private::make_dir(dir).map_err(failed)?;
    refuse(path, &dir.canonicalize().map_err(failed)?, apart)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    private::mode(&mut options);
    let mut file = options.open(path).map_err(failed)?;
    file.write_all(secret.expose_secret().as_bytes())
        .and_then(|()| file.write_all(b"\n"))
        .and_then(|()| file.sync_all())
        .map_err(failed)
}

/// Writes a file that is there; who reads it meanwhile reads the old secret or the new one.
fn rewrite(path: &Path, secret: &SecretString, apart: &[PathBuf]) -> Result<()> {
    let failed = |error: std::io::Error| {
        let message = format!("The secret file {} cannot be written: {error}.", path.display());
        Error::new(ErrorKind::Internal, message).advise("The old secret is still in it. Check who may write there.")
    };
    let real = path.canonicalize().map_err(failed)?;
    refuse(path, real.parent().unwrap_or(Path::new("/")), apart)?;
    if !real.is_file() {
        return Err(
            Error::config(format!("{} is not a file.", path.display())).advise("Store the new secret there yourself.")
        );
    }
    let line = Zeroizing::new(format!("{}\n", secret.expose_secret()));
    private::replace(&real, &line).map_err(failed)
}

/// Refuses a directory in qrdeck's own ones.
pub(super) fn refuse(path: &Path, dir: &Path, apart: &[PathBuf]) -> Result<()> {
    let inside = |own: &PathBuf| dir.starts_with(own) || own.canonicalize().is_ok_and(|own| dir.starts_with(own));
    if !apart.iter().any(inside) {
        return Ok(());
    }
    Err(Error::config(format!("{} is in a directory that holds qrdeck's own files.", path.display()))
        .advise("No secret lies there, because such directories are copied and shared. Name a file elsewhere."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(root: &Path) -> Paths {
        Paths { config_file: root.join("conf/config.toml"), config_named: true, data_dir: root.join("data") }
    }

    async fn store(root: &Path, file: &str) -> Result<()> {
        let source = SecretSource::File(root.join(file));
        source.store(&"eu".into(), SecretKind::MAIN, &"s3cret".into(), &paths(root)).await
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_new_file_is_its_owners_alone_and_reads_back() {
        use std::os::unix::fs::PermissionsExt as _;
        let root = tempfile::tempdir().unwrap();
        store(root.path(), "deep/token").await.unwrap();
        let mode = |path: &str| root.path().join(path).metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("deep"), mode("deep/token")), (0o700, 0o600));
        let source = SecretSource::File(root.path().join("deep/token"));
        let read = source.read(&"eu".into(), SecretKind::MAIN, &super::super::Hidden::default()).await.unwrap();
        assert_eq!(read.expose_secret(), "s3cret");
        assert!(store(root.path(), "deep/token").await.unwrap_err().message.contains("exists already"));
        source.take_back(&"eu".into(), SecretKind::MAIN).await;
        assert!(!root.path().join("deep/token").exists());
    }

    #[tokio::test]
    async fn no_secret_lies_among_qrdecks_own_files() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("data")).unwrap();
        for file in ["conf/token", "data/token", "data/deeper/token"] {
            let error = store(root.path(), file).await.unwrap_err();
            assert!(error.message.contains("qrdeck's own files"), "{file}: {error}");
            assert!(!root.path().join(file).exists());
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_link_into_them_is_no_way_around() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("data")).unwrap();
        std::os::unix::fs::symlink(root.path().join("data"), root.path().join("elsewhere")).unwrap();
        assert!(store(root.path(), "elsewhere/token").await.is_err());
        assert!(!root.path().join("data/token").exists());
    }

    #[tokio::test]
    async fn others_fill_their_own_sources() {
        let root = tempfile::tempdir().unwrap();
        for source in [SecretSource::Env("A".into()), SecretSource::Command(vec!["pass".into()]), SecretSource::Prompt]
        {
            let stored = source.store(&"eu".into(), SecretKind::MAIN, &"s3cret".into(), &paths(root.path())).await;
            assert_eq!(stored.unwrap_err().kind, ErrorKind::Config);
        }
    }
}
