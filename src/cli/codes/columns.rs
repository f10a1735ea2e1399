//! Codes in a list: its columns, and printing it.

use super::CodeMatch;
use crate::cli::columns::{Column, ListOptions, Listing};
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::rows::CodeRow;
use crate::search::SortKey;

/// What a table of codes can show.
pub(super) const COLUMNS: &[Column<CodeMatch>] = &of_codes();

/// The columns of a table whose rows are codes, with whatever else.
pub(super) const fn of_codes<T: AsRef<CodeMatch>>() -> [Column<T>; 8] {
    [
        Column::whole("CODE", "code", |found: &T| found.as_ref().code.code.to_string())
            .by(|found| SortKey::Text(found.as_ref().code.code.to_string())),
        Column::cut("MESSAGE", "message", |found: &T| found.as_ref().code.message.clone()),
        Column::whole("LINK", "link", |found: &T| found.as_ref().code.link.clone()).rank(3),
        Column::whole("NUMBER", "number", |found: &T| found.as_ref().of.phone.display.clone()).rank(1),
        Column::whole("PROFILE", "profile", |found: &T| found.as_ref().of.profile.name.to_string()).rank(2),
        Column::cut("NAME", "name", |found: &T| found.as_ref().of.phone.name.clone()).extra(),
        Column::whole("NUMBER_ID", "number_id", |found: &T| found.as_ref().of.phone.id.to_string()).extra(),
        Column::whole("SERVICE", "service", |found: &T| found.as_ref().of.profile.provider.short_name().to_owned())
            .also("provider")
            .extra(),
    ]
}

/// Prints a list of codes as it was asked for.
pub(super) fn print(console: &mut Console, listing: &Listing<CodeMatch>, codes: Vec<CodeMatch>) -> Result<(), Failure> {
    let codes = listing.sort(codes);
    if console.is_json() {
        return console.list(codes.iter().map(|found| CodeRow::new(&found.of, &found.code, false)));
    }
    listing.print(console, &codes)
}

/// Prints codes that something was done with.
pub(super) fn print_all(console: &mut Console, codes: Vec<CodeMatch>) -> Result<(), Failure> {
    let listing = ListOptions::default().of(COLUMNS, console)?;
    print(console, &listing, codes)
}
