//! Who else could read qrdeck's files.

use std::path::PathBuf;

use super::Paths;

/// Directories with this bit are nobody's own: everybody may write, and only owners can remove.
const STICKY: u32 = 0o1000;

/// A file or directory that others than its owner can use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loose {
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
pub struct Door {
    /// What others can use.
    pub loose: Vec<Loose>,
}

impl Door {
    /// Looks at the configuration, the data directory and the files in it. What does not exist is in order, and so is
    /// everything on systems without mode bits.
    pub fn look(paths: &Paths) -> Self {
        #[cfg(unix)]
        let loose = unix::look(paths);
        #[cfg(not(unix))]
        let loose = {
            let _ = paths;
            Vec::new()
        };
        Self { loose }
    }

    /// Puts right what is qrdeck's own. Returns that, and what others can write all the same.
    pub fn lock(self) -> (Vec<Loose>, Vec<Loose>) {
        #[cfg(unix)]
        let (locked, left): (Vec<_>, Vec<_>) =
            self.loose.into_iter().partition(|loose| loose.ours && unix::tighten(loose));
        #[cfg(not(unix))]
        let (locked, left) = (self.loose, Vec::new());
        (locked, left.into_iter().filter(|loose| loose.mode & 0o022 != 0 && loose.mode & STICKY == 0).collect())
    }
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::fs::{self, Metadata, Permissions};
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::path::Path;

    use super::{Loose, Paths, STICKY};
    use crate::config::{private, trust};

    /// How the names of the files begin that qrdeck keeps in its data directory.
    const OWN: [&str; 4] = ["qrdeck.", "sandbox.", "runs", "quota"];

    /// What others can use.
    pub(super) fn look(paths: &Paths) -> Vec<Loose> {
        let mut loose = Vec::new();
        loose.extend(file(&paths.config_file).map(not_writable));
        if !paths.config_named {
            loose.extend(paths.config_file.parent().and_then(|dir| directory(dir, |_| true)).map(not_writable));
        }
        loose.extend(directory(&paths.data_dir, is_own));
        for entry in fs::read_dir(&paths.data_dir).into_iter().flatten().flatten() {
            if is_own(&entry.file_name()) {
                loose.extend(file(&entry.path()));
                loose.extend(directory(&entry.path(), |_| true));
            }
        }
        loose
    }

    /// What others could write may not say any more what its owner wrote: a configuration like that is refused, and not
    /// made good by taking it from others afterwards.
    fn not_writable(loose: Loose) -> Loose {
        let written = loose.path.symlink_metadata().is_ok_and(|found| trust::is_writable_by_others(&found));
        Loose { ours: loose.ours && !written, ..loose }
    }

    /// Whether it could be put right.
    pub(super) fn tighten(loose: &Loose) -> bool {
        fs::set_permissions(&loose.path, Permissions::from_mode(loose.wanted)).is_ok()
    }

    /// A file, where others can use it. Links are left to whoever made them.
    fn file(path: &Path) -> Option<Loose> {
        let metadata = path.symlink_metadata().ok().filter(Metadata::is_file)?;
        let mode = private::loose(&metadata)?;
        Some(Loose { path: path.to_owned(), mode, wanted: mode & 0o600, ours: is_mine(&metadata) })
    }

    /// A directory, where others can use it. It is ours where everything in it is.
    fn directory(path: &Path, own: impl Fn(&OsStr) -> bool) -> Option<Loose> {
        let metadata = path.symlink_metadata().ok().filter(Metadata::is_dir)?;
        let mode = private::loose(&metadata)?;
        let mut entries = fs::read_dir(path).ok()?;
        let all_own = entries.all(|entry| entry.is_ok_and(|entry| own(&entry.file_name())));
        let ours = is_mine(&metadata) && mode & STICKY == 0 && all_own;
        Some(Loose { path: path.to_owned(), mode, wanted: mode & 0o700, ours })
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
        assert_eq!(Door::look(&paths).lock().0.len(), 4);
        for (path, mode) in [("conf", 0o700), ("conf/config.toml", 0o600), ("data", 0o700), ("data/qrdeck.log", 0o600)]
        {
            assert_eq!(bits(&root.path().join(path)), mode, "{path}");
        }
        assert_eq!(Door::look(&paths).loose, []);
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
        Door::look(&paths).lock();
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
        let (locked, left) = Door::look(&paths).lock();
        assert_eq!(left.len(), 2, "{left:?}");
        assert_eq!(locked.len(), 2, "the data directory and the log: {locked:?}");
        assert_eq!((bits(&root.path().join("conf")), bits(&paths.config_file)), (0o777, 0o666));
        assert!(crate::config::Config::load(&paths).is_err());
    }

    #[test]
    fn a_directory_with_other_things_is_only_reported() {
        let root = tempfile::tempdir().unwrap();
        let paths = open_house(root.path(), true);
        fs::write(root.path().join("data/holiday.jpg"), "").unwrap();
        let (locked, left) = Door::look(&paths).lock();
        assert_eq!((locked.len(), left.len()), (2, 0), "{locked:?}, {left:?}");
        assert_eq!((bits(&root.path().join("conf")), bits(&root.path().join("data"))), (0o755, 0o755));
        let loose = Door::look(&paths).loose;
        assert_eq!(
            loose.iter().map(|loose| (loose.path.clone(), loose.ours)).collect::<Vec<_>>(),
            [(paths.data_dir, false)]
        );
    }

    #[test]
    fn nothing_is_given_and_what_others_can_write_is_named() {
        let root = tempfile::tempdir().unwrap();
        let paths = open_house(root.path(), true);
        chmod(&root.path().join("data/qrdeck.log"), 0o444);
        chmod(&root.path().join("data"), 0o555);
        Door::look(&paths).lock();
        assert_eq!((bits(&root.path().join("data")), bits(&root.path().join("data/qrdeck.log"))), (0o500, 0o400));
        chmod(&root.path().join("data"), 0o777);
        fs::write(root.path().join("data/holiday.jpg"), "").unwrap();
        let (_, left) = Door::look(&paths).lock();
        assert_eq!(left.into_iter().map(|loose| loose.path).collect::<Vec<_>>(), [root.path().join("data")]);
    }

    #[test]
    fn what_does_not_exist_is_in_order() {
        let paths =
            Paths { config_file: "/nonexistent/c".into(), config_named: true, data_dir: "/nonexistent/d".into() };
        assert_eq!(Door::look(&paths).loose, []);
    }
}
