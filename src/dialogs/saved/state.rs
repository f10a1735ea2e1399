//! What was saved and what was not, where a toast cannot say it.

use crate::app::SaveReport;
use crate::app::keymap::Context;
use crate::dialogs::DialogState;
use crate::model::clean;

/// The list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedList {
    /// What came of it.
    pub report: SaveReport,
    /// The first line that is shown of it.
    pub first: usize,
}

impl SavedList {
    /// The list as text to copy.
    pub fn text(&self) -> String {
        let SaveReport { files, notes, unsaved, error } = &self.report;
        let error = error.as_ref().map(|error| error.message.clone());
        let lines = notes.iter().chain(&error).map(|text| clean::line(text).into_owned());
        let files = files.iter().map(|file| file.display().to_string());
        let missing = unsaved.iter().map(|name| format!("not written: {name}"));
        lines.chain(files).chain(missing).collect::<Vec<_>>().join("\n")
    }

    /// One sentence for all of it.
    pub fn verdict(&self) -> String {
        let SaveReport { files, unsaved, error, .. } = &self.report;
        let (there, all) = (files.len(), files.len() + unsaved.len());
        let files = if all == 1 { "file" } else { "files" };
        match (unsaved.len(), error) {
            (0, _) => format!("{all} {files} saved and read back."),
            (_, None) => {
                format!("Stopped: {there} of {all} {files} saved and read back; the others were not written.")
            }
            (_, Some(_)) => {
                format!("Failed: {there} of {all} {files} saved and read back; the others were not written.")
            }
        }
    }
}

impl DialogState for SavedList {
    fn context(&self) -> Context {
        Context::Saved
    }

    fn can_be_left(&self) -> bool {
        true
    }
}
