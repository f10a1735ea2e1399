//! Every command and what it writes.
//!
//! Who adds a command adds a line here, makes the file (`touch assets/schema/NAME.json`), and runs the tests once with
//! `QRDECK_UPDATE_ASSETS=1`, which write it. The type is what is given to `Console::document`, or `Vec` of what is given
//! to `Console::list`; it derives `schemars::JsonSchema` in tests.

use super::Schema;

/// Declares the table; the types are there in tests only.
macro_rules! schemas {
    ($($command:literal, $file:literal => $type:ty;)*) => {
        /// All schemas.
        pub(super) const SCHEMAS: &[Schema] = &[$(Schema {
            command: $command,
            text: include_str!(concat!("../../../assets/schema/", $file, ".json")),
        },)*];

        /// The same, made from the types: command, name of the file, schema.
        #[cfg(test)]
        pub(super) fn generated() -> Vec<(&'static str, &'static str, serde_json::Value)> {
            vec![$(($command, $file, super::tests::schema::<$type>($command, $file)),)*]
        }
    };
}

schemas! {
    "numbers list", "numbers-list" => Vec<crate::cli::rows::NumberRow<'static>>;
    "numbers show", "numbers-show" => crate::cli::rows::NumberRow<'static>;
    "codes list", "codes-list" => Vec<crate::cli::rows::CodeRow<'static>>;
    "codes find", "codes-find" => Vec<crate::cli::rows::FoundRow<'static>>;
    "codes show", "codes-show" => super::tests::OneOrMany<crate::cli::rows::CodeRow<'static>>;
    "codes create", "codes-create" => crate::cli::rows::CodeRow<'static>;
    "codes update", "codes-update" => crate::cli::rows::UpdatedRow<'static>;
    "codes delete", "codes-delete" => Vec<crate::cli::rows::CodeRow<'static>>;
    "codes verify", "codes-verify" => Vec<crate::cli::codes::verify::VerifiedRow<'static>>;
    "codes export", "codes-export" => Vec<crate::cli::print::FileRow<'static>>;
    "groups list", "groups-list" => Vec<crate::cli::rows::GroupRow<'static>>;
    "groups show", "groups-show" => crate::cli::groups::show::ShownGroup<'static>;
    "groups link", "groups-link" => crate::cli::rows::GroupRow<'static>;
    "groups export", "groups-export" => Vec<crate::cli::print::FileRow<'static>>;
    "profile list", "profile-list" => Vec<crate::cli::profile::list::Row<'static>>;
    "profile add", "profile-add" => crate::cli::profile::add::Added<'static>;
    "profile remove", "profile-remove" => crate::cli::profile::remove::Document<'static>;
    "profile renew", "profile-renew" => crate::cli::profile::renew::Answer<'static>;
    "profile test", "profile-test" => Vec<crate::cli::profile::describe::Document<'static>>;
    "profile import", "profile-import" => crate::cli::profile::import::Document<'static>;
    "journal list", "journal-list" => Vec<crate::cli::journal::row::EntryRow<'static>>;
    "journal show", "journal-show" => crate::cli::journal::row::EntryRow<'static>;
    "journal recreate", "journal-recreate" => crate::cli::rows::CodeRow<'static>;
    "journal settle", "journal-settle" => Vec<crate::cli::journal::settle::Row<'static>>;
    "journal close", "journal-close" => Vec<crate::cli::journal::row::EntryRow<'static>>;
    "labels list", "labels-list" => Vec<crate::cli::labels::LabelRow<'static>>;
    "labels set", "labels-set" => crate::cli::labels::LabelRow<'static>;
    "labels remove", "labels-remove" => crate::cli::labels::LabelRow<'static>;
    "labels export", "labels-export" => crate::cli::labels::files::Exported;
    "labels import", "labels-import" => Vec<crate::cli::labels::LabelRow<'static>>;
    "pull", "pull" => crate::cli::deck::pull::Document;
    "plan", "plan" => crate::cli::deck::rows::Document;
    "apply", "apply" => crate::cli::deck::rows::Document;
    "import", "import" => crate::cli::import::document::Document<'static>;
    "watch", "watch" => Vec<crate::cli::watch::row::Row<'static>>;
    "sync", "sync" => Vec<crate::cli::sync::Row>;
    "audit", "audit" => crate::cli::audit::AuditDocument<'static>;
    "qr", "qr" => crate::cli::link::qr::Row<'static>;
    "open", "open" => crate::cli::link::open::Opened<'static>;
    "copy", "copy" => crate::cli::link::copy::Copied<'static>;
    "doctor", "doctor" => crate::cli::doctor::Document<'static>;
    "sandbox", "sandbox" => super::tests::Sandbox;
    "completions", "completions" => crate::cli::completions::Document<'static>;
    "man", "man" => crate::cli::man::Document;
    "schema", "schema" => serde_json::Map<String, serde_json::Value>;
    "error", "error" => crate::cli::failure::Document<'static>;
    "help", "help" => super::tests::Help;
    "version", "version" => super::tests::Version;
}
