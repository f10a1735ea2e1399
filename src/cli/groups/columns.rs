//! Groups in a list: its columns, and printing it.

use super::GroupMatch;
use crate::cli::columns::{Column, ListOptions, Listing};
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::rows::GroupRow;
use crate::model::InviteLink;
use crate::search::SortKey;

/// A group, and its link as far as it is known.
pub(super) type Linked = (GroupMatch, InviteLink);

/// What a table of groups can show.
pub(super) const COLUMNS: &[Column<Linked>] = &[
    Column::cut("SUBJECT", "subject", |(found, _): &Linked| found.group.subject.clone()),
    Column::whole("STATUS", "status", |(found, _): &Linked| found.group.status.clone().unwrap_or_default()).rank(2),
    Column::whole("MEMBERS", "members", |(found, _): &Linked| {
        found.group.participants.map(|count| count.to_string()).unwrap_or_default()
    })
    .also("participants")
    .by(|(found, _)| SortKey::Number(found.group.participants.map_or(-1, i64::from)))
    .rank(4),
    Column::whole("LINK", "link", |(_, link): &Linked| shown(link).to_owned()).also("invite_link").rank(1),
    Column::whole("NUMBER", "number", |(found, _): &Linked| found.of.phone.display.clone()).rank(3),
    Column::whole("PROFILE", "profile", |(found, _): &Linked| found.of.profile.name.to_string()).rank(5),
    Column::whole("ID", "id", |(found, _): &Linked| found.group.id.to_string()),
    Column::cut("NAME", "name", |(found, _): &Linked| found.of.phone.name.clone()).extra(),
    Column::whole("NUMBER_ID", "number_id", |(found, _): &Linked| found.of.phone.id.to_string()).extra(),
    Column::whole("SERVICE", "service", |(found, _): &Linked| found.of.profile.provider.short_name().to_owned())
        .also("provider")
        .extra(),
];

/// Prints groups with their links, as it was asked for.
pub(super) fn print(console: &mut Console, listing: &Listing<Linked>, groups: Vec<Linked>) -> Result<(), Failure> {
    let groups = listing.sort(groups);
    if console.is_json() {
        return console.list(groups.iter().map(|(found, link)| GroupRow::new(&found.of, &found.group, link)));
    }
    listing.print(console, &groups)
}

/// Prints groups that something was done with.
pub(super) fn print_all(console: &mut Console, groups: Vec<Linked>) -> Result<(), Failure> {
    let listing = ListOptions::default().of(COLUMNS, console)?;
    print(console, &listing, groups)
}

/// A link for people.
fn shown(link: &InviteLink) -> &str {
    match link {
        InviteLink::Link(url) => url,
        InviteLink::None => "no link",
        InviteLink::Unknown => "not read",
    }
}
