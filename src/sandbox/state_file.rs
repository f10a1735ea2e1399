//! The file several processes keep one world in.
//!
//! It is only ever replaced as a whole (a new file is written beside it, flushed, and renamed), so a reader sees one
//! world or the next and a process that is killed at any moment leaves one of them. Who changes the world holds
//! the lock of a second file from reading to renaming, so that no change is lost; the system releases the lock
//! of a process that dies.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, ErrorKind as IoKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::world::World;
use crate::config::bounded;
use crate::model::{Error, Result};

/// The layout of the file; a file of another layout is not read.
const FORMAT: u32 = 1;
/// The largest file that is read, in bytes: a hundred times the largest world that anybody tries out.
const MOST: u64 = 256 << 20;

/// A state file, and which version of it has been read.
pub(super) struct StateFile {
    path: PathBuf,
    /// Whether it is the world of the app and the commands.
    embedded: bool,
    /// The version that was read last. The open handle keeps its inode from being used again, so a replaced file
    /// never looks like the one that was read.
    seen: Option<File>,
}

#[derive(Deserialize)]
struct Stored {
    format: u32,
    world: World,
}

#[derive(Serialize)]
struct Storing<'a> {
    format: u32,
    world: &'a World,
}

impl StateFile {
    /// The file at a path, which need not exist.
    pub(super) fn new(path: &Path, embedded: bool) -> Self {
        Self { path: path.to_owned(), embedded, seen: None }
    }

    /// The world in the file; `make` makes it where there is none.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`]: the file cannot be used. `make`'s own.
    pub(super) fn open(&mut self, make: impl FnOnce() -> Result<World>) -> Result<World> {
        if let Some(parent) = self.path.parent() {
            fs::create_dir_all(parent).map_err(|error| self.unusable(&error))?;
        }
        // What cannot be locked can be read all the same, as it is only ever replaced as a whole.
        let lock = self.lock();
        if let Some(world) = self.reload()? {
            return Ok(world);
        }
        let _lock = lock?;
        let world = make()?;
        self.write(&world)?;
        Ok(world)
    }

    /// The world in the file, where it is another than the one read last; nothing where it is the same, or where
    /// there is no file (a running sandbox outlives a reset, and writes its world back with its next change).
    ///
    /// # Errors
    /// As [`StateFile::open`].
    pub(super) fn reload(&mut self) -> Result<Option<World>> {
        let file = match bounded::open(&self.path) {
            Ok((file, metadata)) if metadata.len() <= MOST => file,
            Ok(_) => return Err(self.broken(&"it is too large")),
            Err(error) if error.kind() == IoKind::NotFound => return Ok(None),
            Err(error) => return Err(self.unusable(&error)),
        };
        if let Some(seen) = &self.seen
            && same_file(seen, &file).map_err(|error| self.unusable(&error))?
        {
            return Ok(None);
        }
        let stored: Stored = match serde_json::from_reader(BufReader::new((&file).take(MOST))) {
            Ok(stored) => stored,
            Err(error) if error.is_io() => return Err(self.unusable(&error.into())),
            Err(error) => return Err(self.broken(&error)),
        };
        if stored.format != FORMAT {
            return Err(self.broken(&format!("it has format {}, this version reads {FORMAT}", stored.format)));
        }
        self.seen = Some(file);
        Ok(Some(stored.world))
    }

    /// Brings `world` up to date, changes it, and writes it, unless `change` fails.
    ///
    /// # Errors
    /// As [`StateFile::open`]; the world in the file is then as it was, and `world` is read again next time.
    pub(super) fn change<R, E>(
        &mut self,
        world: &mut World,
        change: impl FnOnce(&mut World) -> Result<R, E>,
    ) -> Result<Result<R, E>> {
        let _lock = self.lock()?;
        if let Some(newer) = self.reload()? {
            *world = newer;
        }
        let done = change(world);
        if done.is_ok()
            && let Err(error) = self.write(world)
        {
            self.seen = None;
            return Err(error);
        }
        Ok(done)
    }

    /// Removes the file, whether it can be read or not. Returns whether there was one.
    ///
    /// # Errors
    /// As [`StateFile::open`].
    pub(super) fn remove(&self) -> Result<bool> {
        if !self.path.exists() {
            return Ok(false);
        }
        // Who is changing the world right now would put it back.
        let _lock = self.lock()?;
        match fs::remove_file(&self.path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == IoKind::NotFound => Ok(false),
            Err(error) => Err(Error::config(format!("{} cannot be removed: {error}.", self.path.display()))
                .advise("Remove the file by hand.")),
        }
    }

    /// Waits for the lock and holds it until the handle is dropped.
    fn lock(&self) -> Result<File> {
        let path = self.beside("lock");
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        private(&mut options);
        options.open(path).and_then(|file| file.lock().map(|()| file)).map_err(|error| self.unusable(&error))
    }

    fn write(&mut self, world: &World) -> Result<()> {
        self.seen = Some(self.replace(world).map_err(|error| self.unusable(&error))?);
        Ok(())
    }

    /// Writes the world beside the file and renames it. Only the holder of the lock comes here, so one name will do;
    /// what a killed process left under it is overwritten.
    fn replace(&self, world: &World) -> io::Result<File> {
        let path = self.beside("new");
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(true);
        private(&mut options);
        let file = options.open(&path)?;
        let mut writer = BufWriter::new(&file);
        serde_json::to_writer(&mut writer, &Storing { format: FORMAT, world })?;
        writer.flush()?;
        drop(writer);
        file.sync_all()?;
        fs::rename(&path, &self.path)?;
        sync_directory(&self.path)?;
        Ok(file)
    }

    /// `<file>.<suffix>`, in the same directory.
    fn beside(&self, suffix: &str) -> PathBuf {
        let mut name = self.path.as_os_str().to_owned();
        name.push(".");
        name.push(suffix);
        PathBuf::from(name)
    }

    /// The machine does not let it be read or written. What is in it is as it was.
    fn unusable(&self, reason: &io::Error) -> Error {
        let path = self.path.display();
        let advice = match reason.kind() {
            IoKind::StorageFull | IoKind::QuotaExceeded => {
                format!("Free some space on the disk of {path} and try again; the world in the file is unchanged.")
            }
            IoKind::PermissionDenied | IoKind::ReadOnlyFilesystem => {
                format!("Make {path} and its directory writable, and try again; the world in the file is unchanged.")
            }
            _ => format!("Check {path} and its disk, and try again; the world in the file is unchanged."),
        };
        Error::config(format!("The sandbox's state file {path} cannot be used: {reason}.")).advise(advice)
    }

    /// There is no world in it that can be read. It is left as it is.
    fn broken(&self, reason: &dyn std::fmt::Display) -> Error {
        let path = self.path.display();
        let advice = if self.embedded {
            format!(
                "Move {path} away; the next use creates a new world. (`qrdeck sandbox --reset` does so too, and \
                 forgets the sandbox's journal and labels; nothing of real accounts.)"
            )
        } else {
            format!("Move {path} away; the next start creates a new world. Or use another file with --state.")
        };
        Error::config(format!("The sandbox's state file {path} cannot be read as a world: {reason}.")).advise(advice)
    }
}

/// Makes a file that is created readable for its owner only: it holds credentials, if only those of a sandbox.
#[cfg(unix)]
fn private(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
}

/// Elsewhere the directory's permissions decide.
#[cfg(not(unix))]
fn private(_options: &mut OpenOptions) {}

/// Whether two handles are of one file.
#[cfg(unix)]
fn same_file(one: &File, other: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let (one, other) = (one.metadata()?, other.metadata()?);
    Ok(one.dev() == other.dev() && one.ino() == other.ino())
}

/// Elsewhere a file is known by its time and length.
#[cfg(not(unix))]
fn same_file(one: &File, other: &File) -> io::Result<bool> {
    let (one, other) = (one.metadata()?, other.metadata()?);
    Ok(one.modified()? == other.modified()? && one.len() == other.len())
}

/// Makes the rename last.
#[cfg(unix)]
fn sync_directory(path: &Path) -> io::Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(parent)?.sync_all()
}

/// Elsewhere a directory cannot be opened for this.
#[cfg(not(unix))]
fn sync_directory(_path: &Path) -> io::Result<()> {
    Ok(())
}
