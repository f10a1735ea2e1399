//! Files and directories for their owner only.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

/// Makes a directory and those above it, each for its owner only; those that exist stay as they are.
pub(crate) fn make_dir(dir: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// Makes a file that is created with these options its owner's only.
pub(crate) fn mode(options: &mut OpenOptions) {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    // Elsewhere the access list of the directory decides.
    #[cfg(not(unix))]
    let _ = options;
}

/// Opens a file to write at its end, for its owner only even where an earlier one was not. What is behind a link keeps
/// its mode; a pipe is not waited for.
pub(crate) fn append(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    mode(&mut options);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    let file = options.open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file"));
    }
    #[cfg(unix)]
    if !path.is_symlink() && too_open(&file.metadata()?).is_some() {
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    }
    Ok(file)
}

/// Puts a text in the place of a file in one step: whoever reads it sees the old one or the new one. A link is
/// followed, so that a configuration that is kept elsewhere stays there.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Its mode is 0600.
    let mut file = tempfile::NamedTempFile::new_in(dir)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|error| error.error)?;
    // Makes the renaming last; other systems cannot open a directory.
    #[cfg(unix)]
    File::open(dir)?.sync_all()?;
    Ok(())
}

/// The mode of a file or directory that others than its owner can use.
#[cfg(unix)]
pub(crate) fn too_open(metadata: &std::fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = metadata.permissions().mode() & 0o7777;
    (mode & 0o077 != 0).then_some(mode)
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn bits(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_replaced_file_is_its_owners_alone_and_a_link_stays_a_link() {
        let root = tempfile::tempdir().unwrap();
        let (real, link) = (root.path().join("real"), root.path().join("link"));
        std::fs::write(&real, "old").unwrap();
        std::fs::set_permissions(&real, PermissionsExt::from_mode(0o644)).unwrap();
        symlink(&real, &link).unwrap();
        replace(&link, "new").unwrap();
        assert_eq!((std::fs::read_to_string(&real).unwrap().as_str(), bits(&real)), ("new", 0o600));
        assert!(link.is_symlink());
        assert_eq!(std::fs::read_dir(root.path()).unwrap().count(), 2, "nothing is left beside it");
    }

    #[test]
    fn what_is_appended_to_is_tightened() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("log");
        std::fs::write(&path, "a").unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o664)).unwrap();
        append(&path).unwrap().write_all(b"b").unwrap();
        assert_eq!((std::fs::read_to_string(&path).unwrap().as_str(), bits(&path)), ("ab", 0o600));
        let link = root.path().join("link");
        symlink(&path, &link).unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
        append(&link).unwrap();
        assert_eq!(bits(&path), 0o644, "it is somebody's own arrangement");
        let pipe = root.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert!(append(&pipe).is_err());
    }
}
