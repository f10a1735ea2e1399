//! Where a key is pressed.

/// Where a key is pressed. Bindings of the innermost context win.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// Everywhere where no text is typed and no dialog is open.
    Global,
    /// In a pane.
    Pane,
    /// In each list, of a pane or of a dialog.
    List,
    /// In each dialog.
    Dialog,
    /// In the list of numbers.
    Numbers,
    /// In the list of codes.
    Codes,
    /// In the list of group links.
    Groups,
    /// While a filter is typed.
    Filter,
    /// In the choice of a column to sort by.
    Sort,
    /// In the choice of a theme.
    Theme,
    /// On a full-screen QR.
    FullScreen,
    /// In the form for a code.
    Form,
    /// In the same, on the kind of its picture.
    FormChoice,
    /// In the same, on a button.
    FormButton,
    /// In the form that changes many messages.
    Rewrite,
    /// In the choice of the service of an account.
    ConnectService,
    /// In the form that connects an account.
    Connect,
    /// In the same, on the place where the secret is kept.
    ConnectChoice,
    /// In the same, on the button.
    ConnectButton,
    /// While an account is checked.
    Checking,
    /// After an account was connected.
    Connected,
    /// In the list of profiles.
    Profiles,
    /// In the list of syncs.
    Sync,
    /// While all that is known of a profile is read.
    Test,
    /// In the question for a secret.
    Secret,
    /// In the form for saving files.
    Save,
    /// In the same, where nothing is typed.
    SaveChoice,
    /// In the same, on a button.
    SaveButton,
    /// While files are written.
    Saving,
    /// While it is read what was saved.
    Saved,
    /// In the form for a label.
    Label,
    /// In the same, in a field of one line.
    LabelLine,
    /// While a form waits for its answer.
    Sending,
    /// In a confirmation that wants something typed.
    Confirm,
    /// In a question with buttons.
    Question,
    /// On the news that a code was replaced.
    Replaced,
    /// While many changes are carried out.
    Batch,
    /// In the journal.
    Activity,
    /// While an entry of the journal is read.
    Entry,
    /// While the files of an audit are named.
    AuditPaths,
    /// While an audit runs.
    Auditing,
    /// In the report of an audit.
    Audit,
    /// While a finding of an audit is read.
    Finding,
    /// While the file of an import is named.
    ImportPath,
    /// In the other fields of the form for an import.
    ImportForm,
    /// In the same, where nothing is typed.
    ImportChoice,
    /// While rows are checked or codes are created.
    Importing,
    /// In the rows of an import.
    Import,
    /// While an error is read.
    Problem,
    /// In the help.
    Help,
    /// In the palette.
    Palette,
    /// In the search of all numbers, while text is typed.
    Search,
    /// In the list of what a search has found.
    Found,
}

impl Context {
    /// The heading in the help.
    pub fn title(self) -> &'static str {
        match self {
            Self::Global => "Everywhere",
            Self::Pane => "In a pane",
            Self::List => "In a list",
            Self::Dialog => "In a dialog",
            Self::Numbers => "Numbers",
            Self::Codes => "Codes",
            Self::Groups => "Group links",
            Self::Filter => "While filtering",
            Self::Sort => "Sorting",
            Self::Theme => "Choosing a theme",
            Self::FullScreen => "Full-screen QR",
            Self::Form => "In the form",
            Self::FormChoice => "Choosing a kind of picture",
            Self::FormButton => "On a button of the form",
            Self::Rewrite => "Changing messages in bulk",
            Self::ConnectService => "Choosing a service",
            Self::Connect => "Connecting an account",
            Self::ConnectChoice => "Choosing where a secret is kept",
            Self::ConnectButton => "On the button that connects",
            Self::Checking => "While checking an account",
            Self::Connected => "After an account was connected",
            Self::Profiles => "Profiles",
            Self::Sync => "Sync",
            Self::Test => "Profile details",
            Self::Secret => "Typing a secret",
            Self::Save => "Saving files",
            Self::SaveChoice => "Choosing how to save",
            Self::SaveButton => "On a button of saving",
            Self::Saving => "While saving",
            Self::Saved => "What was saved",
            Self::Label => "In the form for a label",
            Self::LabelLine => "In a line of a label",
            Self::Sending => "While sending",
            Self::Confirm => "In a confirmation",
            Self::Question => "In a question",
            Self::Replaced => "A code was replaced",
            Self::Batch => "Many changes",
            Self::Activity => "Activity",
            Self::Entry => "Journal entry",
            Self::AuditPaths => "Choosing files to audit",
            Self::Auditing => "While files are audited",
            Self::Audit => "Audit report",
            Self::Finding => "Audit finding",
            Self::ImportPath => "Choosing a file to import",
            Self::ImportForm => "Choosing how to import",
            Self::ImportChoice => "Choosing about duplicates",
            Self::Importing => "While importing",
            Self::Import => "Import",
            Self::Problem => "Reading an error",
            Self::Help => "In this help",
            Self::Palette => "In the palette",
            Self::Search => "In the search",
            Self::Found => "In what was found",
        }
    }

    /// Where a key is looked up that this context does not bind itself, in this order: lists and dialogs have keys in
    /// common that are bound once.
    pub fn fallbacks(self) -> &'static [Self] {
        match self {
            Self::Numbers | Self::Codes | Self::Groups => &[Self::List, Self::Pane, Self::Global],
            Self::Activity
            | Self::Audit
            | Self::ConnectService
            | Self::Import
            | Self::Profiles
            | Self::Sort
            | Self::Sync
            | Self::Theme
            | Self::Help
            | Self::Found => &[Self::List, Self::Dialog],
            // Parts of a form where keys mean more, or where no text is typed.
            Self::FormChoice | Self::FormButton => &[Self::Form, Self::Dialog],
            Self::ConnectChoice | Self::ConnectButton => &[Self::Connect, Self::Dialog],
            Self::SaveChoice | Self::SaveButton => &[Self::Save, Self::Dialog],
            Self::LabelLine => &[Self::Label, Self::Dialog],
            Self::ImportChoice => &[Self::ImportForm, Self::Dialog],
            Self::Global | Self::Pane | Self::List | Self::Dialog => &[],
            _ => &[Self::Dialog],
        }
    }

    /// Whether text is typed here, so that a letter is no key.
    pub fn takes_text(self) -> bool {
        matches!(
            self,
            Self::Filter
                | Self::Form
                | Self::Rewrite
                | Self::Connect
                | Self::Secret
                | Self::Save
                | Self::Label
                | Self::LabelLine
                | Self::Confirm
                | Self::AuditPaths
                | Self::ImportPath
                | Self::ImportForm
                | Self::Palette
                | Self::Search
        )
    }

    /// Whether its keys are always the same: where something is destroyed, they must not surprise.
    pub fn is_fixed(self) -> bool {
        matches!(self, Self::Confirm | Self::Question | Self::Secret)
    }

    /// This context and those it falls back to.
    pub fn chain(self) -> Vec<Self> {
        [&[self], self.fallbacks()].concat()
    }
}
