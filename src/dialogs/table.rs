//! The one table of dialogs. The enum, the dispatch of keys and the drawing are made from it: a new dialog is a line
//! here, a folder, and its keys in `app/keymap`.

/// Hands all dialogs to a macro: the variant, its state, and the module that has `key` and `draw`.
macro_rules! dialogs {
    ($macro:ident) => {
        $macro! {
            FullScreen(FullScreen) in full_screen,
            Form(Box<Form>) in code_form,
            Rewrite(Box<Rewrite>) in rewrite,
            Sort(SortMenu) in sort,
            Theme(ThemeMenu) in theme,
            Label(Box<LabelForm>) in label,
            Save(Box<SaveForm>) in save,
            Overwrite(Box<Overwrite>) in overwrite,
            Saved(Box<SavedList>) in saved,
            Confirm(Box<Confirm>) in confirm,
            StillOpen(Box<StillOpen>) in still_open,
            Conflict(Box<Conflict>) in conflict,
            Replaced(Box<Replacement>) in replaced,
            Batch(BatchProgress) in batch,
            Resume(Box<ResumePrompt>) in resume,
            Connect(Box<Connect>) in connect,
            Profiles(Box<Profiles>) in profiles,
            Sync(Syncs) in sync,
            Removal(Box<Removal>) in remove_profile,
            Secret(Box<SecretForm>) in secret,
            Activity(Box<Activity>) in activity,
            Audit(Box<Audit>) in audit,
            Import(Box<Import>) in import,
            Question(Question) in question,
            Problems(Problems) in problems,
            Help(Box<Help>) in help,
            Palette(Box<Palette>) in palette,
            Search(Box<SearchDialog>) in search,
        }
    };
}

pub(super) use dialogs;
