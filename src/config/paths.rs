//! Where things are: XDG directories on every Unix, macOS too, because people look for a terminal app's files
//! there.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

use super::private;
use crate::model::{Error, ErrorKind, Result, clean};

/// The files and directories of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// `config.toml`, or the file somebody named.
    pub config_file: PathBuf,
    /// Whether somebody named the file, so that it must exist.
    pub config_named: bool,
    /// Where qrdeck keeps what it stores: the sandbox's world, the log. May not exist yet.
    pub data_dir: PathBuf,
}

impl Paths {
    /// The given places, or the platform's. An empty path counts as none, as in an empty environment variable.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] where a place is not given and there is no home directory.
    pub fn resolve(config: Option<&Path>, data_dir: Option<&Path>) -> Result<Self> {
        let given = |path: Option<&Path>| path.filter(|path| !path.as_os_str().is_empty()).map(Path::to_owned);
        let (config, data_dir) = (given(config), given(data_dir));
        let config_named = config.is_some();
        let config_file = match config {
            Some(file) => file,
            None => full(base()?.config_dir())?.join("qrdeck").join("config.toml"),
        };
        let data_dir = match data_dir {
            Some(dir) => dir,
            None => full(base()?.data_dir())?.join("qrdeck"),
        };
        Ok(Self { config_file, config_named, data_dir })
    }

    /// Whether the data directory takes files, with a mebibyte of them. It is made when it is first needed; until then
    /// its nearest ancestor tells.
    ///
    /// # Errors
    /// Why it does not.
    pub fn room(&self) -> io::Result<()> {
        match self.data_dir.ancestors().find(|dir| dir.exists()) {
            Some(dir) => tempfile::tempfile_in(dir)?.write_all(&vec![0; 1 << 20]),
            None => Ok(()),
        }
    }

    /// Makes the data directory, for its owner only, and says where it is.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`] where the machine refuses.
    pub fn make_data_dir(&self) -> Result<&Path> {
        private::make_dir(&self.data_dir).map_err(|error| {
            Error::new(
                ErrorKind::Internal,
                format!("The data directory {} cannot be made: {error}.", self.data_dir.display()),
            )
            .advise("Name another one with --data-dir or QRDECK_DATA_DIR.")
        })?;
        Ok(&self.data_dir)
    }
}

/// The home directory, if there is one and its path is a full one: another would be somewhere else in each directory.
pub(crate) fn home_dir() -> Option<PathBuf> {
    etcetera::home_dir().ok().filter(|home| home.is_absolute())
}

/// The platform's directories. Relative paths in `XDG_*` are none.
fn base() -> Result<impl etcetera::BaseStrategy> {
    etcetera::choose_base_strategy().map_err(|_| {
        Error::config("There is no home directory to keep files in.")
            .advise("Set HOME, or name the places with --config and --data-dir.")
    })
}

/// A directory of the platform's, unless it is in a home that is a relative path.
fn full(dir: PathBuf) -> Result<PathBuf> {
    if dir.is_absolute() {
        return Ok(dir);
    }
    let home = std::env::var_os("HOME").unwrap_or_default();
    let home = clean::line(&home.to_string_lossy()).into_owned();
    Err(Error::config(format!("HOME is `{home}`, which is no full path, so nothing is kept there."))
        .advise("Set HOME to the full path of the home directory, or name the places with --config and --data-dir."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_places_need_no_home() {
        let paths = Paths::resolve(Some(Path::new("/a/c.toml")), Some(Path::new("/b"))).unwrap();
        assert_eq!(paths, Paths { config_file: "/a/c.toml".into(), config_named: true, data_dir: "/b".into() });
    }

    #[test]
    fn an_empty_name_is_no_name() {
        let paths = Paths::resolve(Some(Path::new("")), Some(Path::new(""))).unwrap();
        assert!(!paths.config_named);
        assert!(paths.config_file.ends_with("qrdeck/config.toml"), "{paths:?}");
        assert!(paths.data_dir.ends_with("qrdeck"), "{paths:?}");
    }

    #[cfg(unix)]
    #[test]
    fn the_data_directory_is_the_owners_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let root = tempfile::tempdir().unwrap();
        let data = root.path().join("deep/er");
        let paths = Paths::resolve(None, Some(&data)).unwrap();
        paths.make_data_dir().unwrap();
        paths.make_data_dir().unwrap();
        assert_eq!(data.metadata().unwrap().permissions().mode() & 0o777, 0o700);
    }
}
