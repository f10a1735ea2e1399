//! Everything that lies over the panes: a folder a dialog, with its state, its keys (`update`), its drawing (`view`), its
//! words and its tests.

#![expect(clippy::trivially_copy_pass_by_ref, reason = "all dialogs are drawn by the same call, whatever their size")]

pub(crate) mod activity;
pub(crate) mod audit;
pub(crate) mod batch;
pub(crate) mod change_codes;
pub(crate) mod code_form;
pub(crate) mod confirm;
pub(crate) mod conflict;
pub(crate) mod connect;
pub(crate) mod delete_codes;
mod dialog;
pub(crate) mod full_screen;
pub(crate) mod group_link;
pub(crate) mod help;
pub(crate) mod label;
pub(crate) mod overwrite;
pub(crate) mod palette;
pub(crate) mod problems;
pub(crate) mod profiles;
pub(crate) mod question;
pub(crate) mod remove_profile;
pub(crate) mod replace_code;
pub(crate) mod replaced;
pub(crate) mod resume;
pub(crate) mod rewrite;
pub(crate) mod save;
pub(crate) mod saved;
pub(crate) mod search;
pub(crate) mod secret;
pub(crate) mod sort;
pub mod state;
pub(crate) mod still_open;
pub(crate) mod sync;
mod table;
pub(crate) mod update;
pub(crate) mod view;

pub use activity::Activity;
pub use audit::{Audit, AuditPhase, AuditReport, AuditRow, Checked};
pub use batch::BatchProgress;
pub use code_form::{Form, FormField, FormPhase, Purpose, Recreation};
pub use confirm::{Confirm, ConfirmFocus, Lost, Terms};
pub use conflict::Conflict;
pub use connect::{Connect, ConnectField, ConnectPhase};
pub use dialog::Dialog;
pub use full_screen::FullScreen;
pub use help::Help;
pub use label::{LabelField, LabelForm};
pub use overwrite::Overwrite;
pub use palette::{Entry, Palette};
pub use problems::Problems;
pub use profiles::Profiles;
pub use question::{Choice, Question};
pub use remove_profile::Removal;
pub use replaced::Replacement;
pub use resume::ResumePrompt;
pub use rewrite::{Rewrite, RewriteField, Rewritten};
pub use save::{SaveChoices, SaveField, SaveForm, SaveKind};
pub use saved::SavedList;
pub use search::SearchDialog;
pub use secret::SecretForm;
pub use sort::SortMenu;
pub use state::DialogState;
pub use still_open::StillOpen;
pub use sync::Syncs;
