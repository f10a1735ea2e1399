//! What actions are called where they are found by name.

use super::{Action, Binding, Context};

impl Binding {
    /// What it does, as a command: "Delete code".
    pub fn title(&self) -> String {
        titled(self.context, self.action).map_or_else(|| capitalized(self.label), str::to_owned)
    }

    /// Other words that people look for it by.
    pub fn synonyms(&self) -> &'static str {
        synonyms(self.action)
    }
}

/// The title of what needs more words than the label in the footer.
fn titled(context: Context, action: Action) -> Option<&'static str> {
    use Action as A;
    use Context as C;
    Some(match (context, action) {
        (C::Numbers, A::Open) => "Go to the number's codes",
        (C::Numbers, A::Label) => "Label number",
        (C::Numbers | C::Codes, A::New) => "Create code",
        (C::Codes | C::Found, A::Edit) => "Change message",
        (C::Codes | C::Found, A::Delete) => "Delete code",
        (C::Codes | C::Found, A::Label) => "Label code",
        (C::Codes | C::Groups, A::FullScreen) => "Show QR full screen",
        (C::Codes | C::Found | C::Groups | C::FullScreen, A::Save) => "Save or print QR",
        (C::Codes | C::Found | C::FullScreen, A::CopyLink) => "Copy link",
        (C::Codes | C::Found | C::FullScreen, A::CopyMessage) => "Copy message",
        (C::Codes | C::Found | C::Groups | C::FullScreen, A::CopyPicture) => "Copy QR as text",
        (C::Codes | C::Found | C::FullScreen, A::OpenLink) => "Open link in browser",
        (C::Codes | C::FullScreen, A::Compare) => "Compare with the service's picture",
        (C::Codes | C::Found, A::Mark) => "Mark or unmark code",
        (C::Codes, A::MarkRange) => "Mark range",
        (C::Codes, A::MarkAll) => "Mark all that are shown",
        (C::Found, A::MarkAll) => "Mark all that were found",
        (_, A::Unmark) => "Remove all marks",
        (C::Groups, A::ResetLink) => "Reset invite link",
        (C::Groups, A::RemoveLink) => "Remove invite link",
        (C::ConnectService | C::Connect, A::OpenLink) => "Open the page of the token",
        (C::ConnectService | C::Connect, A::CopyText) => "Copy the address of the page",
        (C::Groups, A::CopyLink) => "Copy invite link",
        (C::Groups, A::OpenLink) => "Open invite link in browser",
        (C::List, A::First) => "Go to the first row",
        (C::List, A::Last) => "Go to the last row",
        (C::Pane, A::Filter) => "Filter this list",
        (C::Pane, A::Sort) => "Sort this list",
        (C::Pane, A::Refresh) => "Refresh this list",
        (C::Pane, A::Back) => "Clear filter and marks",
        (C::Pane | C::FullScreen, A::Details) => "Show details or QR",
        (C::Activity | C::Entry, A::Undo) => "Put the old message back",
        (C::Activity | C::Entry | C::Problem, A::Recreate) => "Create deleted code again",
        (C::Activity | C::Entry, A::LookUp) => "Look up unknown outcomes",
        (C::Activity | C::Entry, A::CloseEntry) => "Stop looking up this change",
        (_, A::OpenSaved) => "Open saved file",
        (_, A::StartOver) => "Start this form over",
        (_, A::NextPane) => "Go to the next pane",
        (_, A::PreviousPane) => "Go to the previous pane",
        (_, A::Numbers) => "Go to numbers",
        (_, A::Codes) => "Go to codes",
        (_, A::Groups) => "Go to group links",
        (_, A::Sync) => "Sync profile",
        (_, A::Batch) => "Show bulk changes",
        (_, A::Connect) => "Connect account",
        (_, A::Profiles) => "Manage profiles",
        (_, A::Activity) => "Show activity",
        (_, A::Audit) => "Audit files for dead links",
        (_, A::Import) => "Import codes from a file",
        (_, A::Problems) => "Show errors",
        (_, A::Search) => "Search everything",
        (_, A::Tour) => "Take the tour",
        (_, A::Theme) => "Change theme",
        (_, A::Mouse) => "Turn mouse on or off",
        (_, A::Help) => "Show keys",
        (_, A::Quit) => "Quit",
        _ => return None,
    })
}

fn synonyms(action: Action) -> &'static str {
    use Action as A;
    match action {
        A::Activity => "undo history journal log restore revert changes recreate",
        A::Audit => "check scan poster pdf verify",
        A::Back => "reset clear deselect",
        A::Batch => "jobs progress",
        A::Compare => "verify image",
        A::Connect => "account login token add profile sign in",
        A::CopyLink | A::CopyMessage | A::CopyPicture | A::CopyText => "yank clipboard",
        A::Delete => "remove erase destroy",
        A::Edit => "edit update rename rewrite text bulk replace",
        A::Filter => "find narrow",
        A::FullScreen => "scan show zoom phone big",
        A::Help => "help shortcuts bindings cheat sheet record rebind",
        A::Import => "csv tsv jsonl bulk campaign create many",
        A::Label => "name tag note rename",
        A::Mark | A::MarkAll | A::MarkRange => "select check",
        A::New => "add new make",
        A::OpenLink => "browser web",
        A::Problems => "problems messages log failures",
        A::Profiles => "accounts show hide settings test remove",
        A::OpenSaved => "print view pdf export show",
        A::Details => "message whole text info swap",
        A::Undo => "undo restore revert",
        A::StartOver => "clear reset draft discard",
        A::Quit => "exit leave close",
        A::Recreate => "undo restore again",
        A::Refresh => "reload update fetch",
        A::RemoveLink => "delete revoke",
        A::ResetLink => "new renew revoke change",
        A::Save => "export print sheet pdf svg png download file",
        A::Search => "find everywhere all numbers global",
        A::Sort => "order by column",
        A::Sync => "refresh all reload fetch download",
        A::Theme => "colors colours dark light appearance contrast settings",
        A::Mouse => "click scroll settings",
        A::Tour => "tutorial intro start welcome",
        A::Unmark => "unselect deselect none",
        _ => "",
    }
}

fn capitalized(label: &str) -> String {
    let mut characters = label.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
