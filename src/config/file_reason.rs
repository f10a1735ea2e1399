//! Why a file could not be written, as people are told.

use std::io;

/// The reason, without the name of a temporary file that stood for the one that was meant.
pub fn file_reason(error: &io::Error) -> String {
    // Only the system's own errors have a number; those of temporary files are wrapped, with their name behind them.
    if error.get_ref().is_some() { error.kind().to_string() } else { error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn temporary_names_are_left_out() {
        let root = tempfile::tempdir().unwrap();
        let error = tempfile::NamedTempFile::new_in(root.path().join("none")).unwrap_err();
        assert_eq!(file_reason(&error), "entity not found");
        let error = std::fs::File::open(root.path().join("none")).unwrap_err();
        assert!(file_reason(&error).contains("os error"), "{error}");
    }
}
