//! What this machine does for the app, without any service.

use std::path::PathBuf;

use super::{ImportChoices, SaveOrder};
use crate::audit::{LiveLinks, ScanResult};
use crate::config::KeyChange;
use crate::model::{ProfileName, ProviderKind};

/// Something to be done on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LocalTask {
    /// Hand a link to the system's browser.
    Open(String),
    /// Hand a file or a directory of this machine to the program that the system opens it with.
    OpenFile(PathBuf),
    /// Write codes to files, each decoded before it counts.
    Save(Box<SaveOrder>),
    /// Look files through for links, and ask accounts which of them work.
    Audit(Box<AuditOrder>),
    /// Find out what the last path of a line that is being typed can go on with.
    Complete(String),
    /// Read the rows of a file as far as no service is needed.
    ReadRows(Box<ImportChoices>),
    /// Find out whether there is a keyring. Nothing is stored or unlocked for that, and it is not waited for long.
    ProbeKeyring,
    /// Write down the theme that was chosen; none for the one that suits the terminal.
    KeepTheme(Option<String>),
    /// Write down the keys that were recorded.
    KeepKey(KeyChange),
}

/// What is to be audited.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AuditOrder {
    /// The paths, as [`crate::audit::named`] reads them.
    pub paths: String,
    /// The accounts.
    pub profiles: Vec<(ProfileName, ProviderKind)>,
}

/// What files hold, and what the accounts say to that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditResult {
    /// What was named, in full.
    pub paths: Vec<PathBuf>,
    /// What files hold.
    pub found: ScanResult,
    /// What the accounts list of it.
    pub listed: LiveLinks,
}

/// Where a text went that was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Clipboard {
    /// To the terminal, with the request to put it on its clipboard.
    Terminal,
    /// The same, where it is known that not every version takes it: one of VTE's or Konsole.
    Doubtful,
    /// To tmux, which keeps it and passes it on to the terminal's clipboard.
    Tmux,
    /// Through GNU screen to the terminal.
    Screen,
}

impl Clipboard {
    /// The end of "The link was sent to …".
    pub fn name(self) -> &'static str {
        match self {
            Self::Terminal | Self::Doubtful => "the terminal's clipboard",
            Self::Tmux => "tmux and the clipboard of the terminal behind it",
            Self::Screen => "the terminal's clipboard, through screen",
        }
    }

    /// Why it may not be there, as a sentence.
    pub fn doubt(self) -> Option<&'static str> {
        (self == Self::Doubtful).then_some("VTE and Konsole may ignore copies.")
    }
}

/// Why a text was not copied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCopied {
    /// More than terminals take.
    #[error("it has {bytes} bytes, and terminals take {limit}")]
    TooLong {
        /// Bytes of the text.
        bytes: usize,
        /// The most that is sent.
        limit: usize,
    },
    /// There is none.
    #[error("the Linux console has no clipboard")]
    Console,
    /// The terminal cannot be written to.
    #[error("the terminal took nothing: {0}")]
    Terminal(String),
}
