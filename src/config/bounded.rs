//! Reading files of qrdeck's own: with a bound, and nothing that is no regular file.
//!
//! A path may lead to something that never ends (a device), that waits for another program (a named pipe), or that
//! fills the memory. Nothing of qrdeck's own is any of these.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

/// The most that is read of a file people write by hand or with a program: a configuration, labels, a plan of faults.
pub(crate) const TEXT: u64 = 16 << 20;

/// Opens a regular file for reading; a pipe is not waited for.
pub(crate) fn open(path: &Path) -> io::Result<(File, Metadata)> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        rustix::fs::OFlags::union(rustix::fs::OFlags::NONBLOCK, rustix::fs::OFlags::NOCTTY).bits().cast_signed(),
    );
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    match kind(&metadata) {
        None => Ok((file, metadata)),
        Some(kind) => Err(io::Error::new(io::ErrorKind::InvalidInput, format!("it is {kind}, not a file"))),
    }
}

/// Reads a whole file of at most `most` bytes.
pub(crate) fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let (file, metadata) = open(path)?;
    let too_large = || {
        let limit = if most < 1 << 20 { format!("{} KB", most >> 10) } else { format!("{} MB", most >> 20) };
        io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {limit}"))
    };
    if metadata.len() > most {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    // It may grow meanwhile, and the files of /proc do not know how long they are.
    file.take(most + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= most) { Ok(bytes) } else { Err(too_large()) }
}

/// As [`read`], for text.
pub(crate) fn read_text(path: &Path, most: u64) -> io::Result<String> {
    let text = String::from_utf8(read(path, most)?);
    text.map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text"))
}

/// What it is, where it is no regular file.
fn kind(metadata: &Metadata) -> Option<&'static str> {
    let kind = metadata.file_type();
    if kind.is_file() {
        return None;
    }
    if kind.is_dir() {
        return Some("a directory");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            return Some("a named pipe");
        }
        if kind.is_char_device() || kind.is_block_device() {
            return Some("a device");
        }
    }
    Some("something else")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_bound() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("file");
        std::fs::write(&path, "four").unwrap();
        assert_eq!(read_text(&path, 4).unwrap(), "four");
        let error = read(&path, 3).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        // Sparse: it takes no room and no time.
        File::create(&path).unwrap().set_len(1 << 40).unwrap();
        assert_eq!(read(&path, TEXT).unwrap_err().to_string(), "it is larger than 16 MB");
        std::fs::write(&path, b"\xff").unwrap();
        assert_eq!(read_text(&path, TEXT).unwrap_err().kind(), io::ErrorKind::InvalidData);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_named_and_not_waited_for() {
        let root = tempfile::tempdir().unwrap();
        let pipe = root.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        for (path, wanted) in
            [(pipe.as_path(), "a named pipe"), (root.path(), "a directory"), (Path::new("/dev/zero"), "a device")]
        {
            assert_eq!(read(path, TEXT).unwrap_err().to_string(), format!("it is {wanted}, not a file"));
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_that_does_not_know_its_length_is_bounded_too() {
        assert!(!read(Path::new("/proc/self/status"), TEXT).unwrap().is_empty());
        assert_eq!(read(Path::new("/proc/self/status"), 16).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
    }
}
