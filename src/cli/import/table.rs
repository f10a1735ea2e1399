//! The rows of an import, for people.

use std::path::Path;

use super::document;
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::table::{cut, draw, whole};
use crate::import::Preview;

/// Prints the rows, and what there is to say of all of them. `printed` are the sheets.
pub(super) fn print(console: &mut Console, preview: &Preview, printed: Option<&Path>) -> Result<(), Failure> {
    if console.is_json() {
        return document::print(console, preview, printed);
    }
    let rows: Vec<_> = preview
        .rows()
        .map(|(row, state)| {
            let number =
                preview.number(state).map_or_else(|| row.number.clone(), |number| number.phone.display.clone());
            let link = state.fate.code().map_or_else(String::new, |code| code.link.clone());
            [
                row.line.to_string(),
                state.fate.word().to_owned(),
                number,
                row.label.label.clone(),
                row.message.clone(),
                link,
            ]
        })
        .collect();
    let columns = [whole("LINE"), whole("STATUS"), whole("NUMBER"), cut("LABEL"), cut("MESSAGE"), whole("LINK")];
    let table = draw(columns, &rows, console.room());
    console.print(&table)?;
    console.note(&preview.summary());
    if let Some(told) = preview.stored_otherwise() {
        console.note(&told);
    }
    if preview.states.iter().any(|state| state.fate.code().is_some()) && preview.links.exists() {
        console.note(&format!("Links: {}", preview.links.display()));
    }
    if let Some(path) = printed {
        console.note(&format!("Sheets: {}", path.display()));
    }
    Ok(())
}
