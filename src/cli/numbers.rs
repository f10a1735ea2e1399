//! `qrdeck numbers`

use clap::Subcommand;

use super::console::Console;
use super::failure::{Exit, Failure};
use super::numbers_query;
use super::reachable_number::ReachableNumber;
use super::rows::NumberRow;
use super::table::{cut, draw, whole};
use crate::cli::context::Context;

/// Phone numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub(super) enum Numbers {
    /// List the phone numbers of all profiles
    List,
}

impl Numbers {
    pub(super) async fn run(self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let Self::List = self;
        let (numbers, exit) = numbers_query::numbers(context).await.settle(console)?;
        if console.is_json() {
            let rows: Vec<_> = numbers.iter().map(NumberRow::new).collect();
            console.list(&rows)?;
        } else if numbers.is_empty() {
            console.note("There are no numbers.");
        } else {
            let rows: Vec<_> = numbers.iter().map(row).collect();
            let columns = [
                whole("PROFILE"),
                whole("SERVICE"),
                whole("NUMBER"),
                cut("NAME"),
                whole("QUALITY"),
                whole("STATUS"),
                whole("ID"),
            ];
            let table = draw(columns, &rows, console.width());
            console.print(&table)?;
        }
        Ok(exit)
    }
}

/// A number for people.
fn row(of: &ReachableNumber) -> [String; 7] {
    let number = &of.phone;
    [
        of.profile.name.to_string(),
        of.profile.provider.short_name().to_owned(),
        number.display.clone(),
        number.name.clone(),
        number.quality.clone().unwrap_or_default(),
        number.status.clone().unwrap_or_default(),
        number.id.to_string(),
    ]
}
