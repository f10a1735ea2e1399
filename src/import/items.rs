//! The codes of an import for print: those that are there, and before that those that are to be expected.

use super::campaign::Row;
use super::preview::{Preview, RowState};
use crate::export::Item;

/// A code as the services make them.
const CODE: &str = "AAAAAAAAAAAAA1";

/// The codes of all rows that have one, in the order of the file, with the labels of the file.
pub fn items(preview: &Preview) -> Vec<Item> {
    let item = |(row, state): (&Row, &RowState)| {
        let (code, number) = (state.fate.code()?, preview.number(state)?);
        let item = Item {
            link: code.link.clone(),
            code: code.code.to_string(),
            message: code.message.clone(),
            number: number.phone.display.clone(),
            name: number.phone.name.clone(),
            profile: number.profile.name.to_string(),
            ..Item::default()
        };
        Some(item.labelled(Some(&row.label)))
    };
    preview.rows().filter_map(item).collect()
}

/// The codes of all rows as they may become, before any service is asked: with links as long as those of real ones.
/// `number` says how a number that a row names is written.
pub fn expected_items(preview: &Preview, number: impl Fn(&str) -> String) -> Vec<Item> {
    let item = |row: &Row| {
        let (code, link) = (CODE.to_owned(), format!("https://wa.me/message/{CODE}"));
        let item = Item { link, code, message: row.message.clone(), number: number(&row.number), ..Item::default() };
        item.labelled(Some(&row.label))
    };
    preview.campaign.rows.iter().map(item).collect()
}
