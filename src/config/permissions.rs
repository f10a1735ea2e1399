//! Who else could read qrdeck's files.

use std::path::PathBuf;

use super::Paths;

/// Directories with this bit are nobody's own: everybody may write, and only owners can remove.
const STICKY: u32 = 0o1000;

/// A file or directory that others than its owner can use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooOpen {
    /// Which one.
    pub path: PathBuf,
    /// Its mode bits.
    pub mode: u32,
    /// What they should be.
    pub wanted: u32,
    /// Whether qrdeck may put it right by itself: a directory that holds other people's things too is theirs.
    pub ours: bool,
}

/// The state of qrdeck's files and directories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permissions {
    /// What others can use.
    pub too_open: Vec<TooOpen>,
}

impl Permissions {
    /// Looks at the configuration, the data directory and the files in it. What does not exist is in order, and so is
    /// everything on systems without mode bits.
    pub fn check(paths: &Paths) -> Self {
        #[cfg(unix)]
        let too_open = unix::look(paths);
        #[cfg(not(unix))]
        let too_open = {
            let _ = paths;
            Vec::new()
        };
        Self { too_open }
    }

    /// Puts right what is qrdeck's own. Returns that, and what others can write all the same.
    pub fn tighten(self) -> (Vec<TooOpen>, Vec<TooOpen>) {
        #[cfg(unix)]
        let (tightened, left): (Vec<_>, Vec<_>) =
            self.too_open.into_iter().partition(|too_open| too_open.ours && unix::tighten(too_open));
        #[cfg(not(unix))]
        let (tightened, left) = (self.too_open, Vec::new());
        (
            tightened,
            left.into_iter().filter(|too_open| too_open.mode & 0o022 != 0 && too_open.mode & STICKY == 0).collect(),
        )
    }
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::fs::{self, Metadata, Permissions};
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::path::Path;

    use super::{Paths, STICKY, TooOpen};
    use crate::config::{private, trust};

    /// How the names of the files begin that qrdeck keeps in its data directory.
    const OWN: [&str; 6] = ["qrdeck.", "cache.", "sandbox.", "sandbox-cache.", "runs", "quota"];

    /// What others can use.
    pub(super) fn look(paths: &Paths) -> Vec<TooOpen> {
        let mut too_open = Vec::new();
        too_open.extend(file(&paths.config_file).map(not_writable));
        if !paths.config_named {
            too_open.extend(paths.config_file.parent().and_then(|dir| directory(dir, |_| true)).map(not_writable));
        }
        too_open.extend(directory(&paths.data_dir, is_own));
        for entry in fs::read_dir(&paths.data_dir).into_iter().flatten().flatten() {
            if is_own(&entry.file_name()) {
                too_open.extend(file(&entry.path()));
                too_open.extend(directory(&entry.path(), |_| true));
            }
        }
        too_open
    }

    /// What others could write may not say any more what its owner wrote: a configuration like that is refused, and not
    /// made good by taking it from others afterwards.
    fn not_writable(too_open: TooOpen) -> TooOpen {
        let written = too_open.path.symlink_metadata().is_ok_and(|found| trust::is_writable_by_others(&found));
        TooOpen { ours: too_open.ours && !written, ..too_open }
    }

    /// Whether it could be put right.
    pub(super) fn tighten(too_open: &TooOpen) -> bool {
        fs::set_permissions(&too_open.path, Permissions::from_mode(too_open.wanted)).is_ok()
    }

    /// A file, where others can use it. Links are left to whoever made them.
    fn file(path: &Path) -> Option<TooOpen> {
        let metadata = path.symlink_metadata().ok().filter(Metadata::is_file)?;
        let mode = private::too_open(&metadata)?;
        Some(TooOpen { path: path.to_owned(), mode, wanted: mode & 0o600, ours: is_mine(&metadata) })
    }

    /// A directory, where others can use it. It is ours where everything in it is.
    fn directory(path: &Path, own: impl Fn(&OsStr) -> bool) -> Option<TooOpen> {
        let metadata = path.symlink_metadata().ok().filter(Metadata::is_dir)?;
        let mode = private::too_open(&metadata)?;
        let mut entries = fs::read_dir(path).ok()?;
        let all_own = entries.all(|entry| entry.is_ok_and(|entry| own(&entry.file_name())));
        let ours = is_mine(&metadata) && mode & STICKY == 0 && all_own;
        Some(TooOpen { path: path.to_owned(), mode, wanted: mode & 0o700, ours })
    }

    fn is_own(name: &OsStr) -> bool {
        name.to_str().is_some_and(|name| OWN.iter().any(|own| name.starts_with(own)))
    }

    fn is_mine(metadata: &Metadata) -> bool {
        metadata.uid() == rustix::process::geteuid().as_raw()
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;

    use super::*;

    fn chmod(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    fn bits(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    /// Directories with a configuration and a log that everybody can read.
    fn open_house(root: &Path, config_named: bool) -> Paths {
        let paths = Paths { config_file: root.join("conf/config.toml"), config_named, data_dir: root.join("data") };
        for (dir, file) in [("conf", "config.toml"), ("data", "qrdeck.log")] {
            fs::create_dir(root.join(dir)).unwrap();
            fs::write(root.join(dir).join(file), "").unwrap();
            chmod(&root.join(dir), 0o755);
            chmod(&root.join(dir).join(file), 0o644);
        }
        paths
    }

    #[test]
    fn what_is_qrdecks_own_is_locked_once() {
        let root = tempfile::tempdir().unwrap();
        let paths = open_house(root.path(), false);
        assert_eq!(Permissions::check(&paths).tighten().0.len(), 4);
        for (path, mode) in [("conf", 0o700), ("conf/config.toml", 0o600), ("data", 0o700), ("data/qrdeck.log", 0o600)]
        {
            assert_eq!(bits(&root.path().join(path)), mode, "{path}");
        }
        assert_eq!(Permissions::check(&paths).too_open, []);
    }

    #[test]
    fn everything_of_the_databases_is_locked() {
        let root = tempfile::tempdir().unwrap();
        let paths = open_house(root.path(), true);
        let data = root.path().join("data");
        fs::create_dir(data.join("runs")).unwrap();
        let files = ["qrdeck.db", "qrdeck.db-wal", "qrdeck.db.mark", "sandbox.db", "sandbox.db-shm", "sandbox.json"];
        for file in files {
            fs::write(data.join(file), "").unwrap();
            chmod(&data.join(file), 0o666);
        }
        chmod(&data, 0o777);
        chmod(&data.join("runs"), 0o777);
        Permissions::check(&paths).tighten();
        for file in files {
            assert_eq!(bits(&data.join(file)), 0o600, "{file}");
        }
        assert_eq!((bits(&data), bits(&data.join("runs"))), (0o700, 0o700));
    }

    #[test]
    fn a_configuration_that_others_could_have_written_is_not_made_good() {
        let root = tempfile::tempdir().unwrap();
        let paths = open_house(root.path(), false);
        chmod(&paths.config_file, 0o666);
        chmod(&root.path().join("conf"), 0o777);
        let (tightened, left) = Permissions::check(&paths).tighten();
        assert_eq!(left.len(), 2, "{left:?}");
        assert_eq!(tightened.len(), 2, "the data directory and the log: {tightened:?}");
        assert_eq!((bits(&root.path().join("conf")), bits(&paths.config_file)), (0o777, 0o666));
        assert!(crate::config::Config::load(&paths).is_err());
    }

    #[test]
    fn a_directory_with_other_things_is_only_reported() {
        let root = tempfile::tempdir().unwrap();
        let paths = open_house(root.path(), true);
        fs::write(root.path().join("data/holiday.jpg"), "").unwrap();
        let (tightened, left) = Permissions::check(&paths).tighten();
        assert_eq!((tightened.len(), left.len()), (2, 0), "{tightened:?}, {left:?}");
        assert_eq!((bits(&root.path().join("conf")), bits(&root.path().join("data"))), (0o755, 0o755));
        let too_open = Permissions::check(&paths).too_open;
        assert_eq!(
            too_open.iter().map(|too_open| (too_open.path.clone(), too_open.ours)).collect::<Vec<_>>(),
            [(paths.data_dir, false)]
        );
    }

    #[test]
    fn nothing_is_given_and_what_others_can_write_is_named() {
        let root = tempfile::tempdir().unwrap();
        let paths = open_house(root.path(), true);
        chmod(&root.path().join("data/qrdeck.log"), 0o444);
        chmod(&root.path().join("data"), 0o555);
        Permissions::check(&paths).tighten();
        assert_eq!((bits(&root.path().join("data")), bits(&root.path().join("data/qrdeck.log"))), (0o500, 0o400));
        chmod(&root.path().join("data"), 0o777);
        fs::write(root.path().join("data/holiday.jpg"), "").unwrap();
        let (_, left) = Permissions::check(&paths).tighten();
        assert_eq!(left.into_iter().map(|too_open| too_open.path).collect::<Vec<_>>(), [root.path().join("data")]);
    }

    #[test]
    fn what_does_not_exist_is_in_order() {
        let paths =
            Paths { config_file: "/nonexistent/c".into(), config_named: true, data_dir: "/nonexistent/d".into() };
        assert_eq!(Permissions::check(&paths).too_open, []);
    }
}
