//! The codes of an import for print.

use super::preview::Preview;
use crate::export::Item;

/// The codes of all rows that have one, in the order of the file, with the labels of the file.
pub fn items(preview: &Preview) -> Vec<Item> {
    let item = |(row, state): (&super::Row, &super::RowState)| {
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
