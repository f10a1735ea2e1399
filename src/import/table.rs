//! A file as rows of cells, whatever its format.

use super::mistake::Mistake;

/// Most columns that are taken.
pub(super) const MAX_COLUMNS: usize = 200;
/// Most rows that are taken: more than the codes of 25 full numbers.
pub(super) const MAX_ROWS: usize = 50_000;

/// The rows of a file. All texts are uncleaned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// The names of the columns, trimmed; those of a spreadsheet may be empty.
    pub(super) columns: Vec<String>,
    /// Rows with anything in them.
    pub(super) rows: Vec<TableRow>,
    /// What is wrong with the form of the file.
    pub(super) mistakes: Vec<Mistake>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableRow {
    /// The line of the file where it begins, from one.
    pub(super) line: usize,
    /// As many as there are columns, trimmed.
    pub(super) cells: Vec<String>,
}

impl Table {
    /// Takes a row, unless there are too many. Returns whether it was taken.
    pub(super) fn push(&mut self, row: TableRow) -> bool {
        if self.rows.len() == MAX_ROWS {
            self.mistakes.push(Mistake::new(row.line, format!("There are more than {MAX_ROWS} rows. Split the file.")));
            return false;
        }
        self.rows.push(row);
        true
    }

    /// Refuses columns that are too many, or that have the same name.
    pub(super) fn check_columns(&mut self, line: usize) {
        if self.columns.len() > MAX_COLUMNS {
            let sentence = format!("There are {} columns; the limit is {MAX_COLUMNS}.", self.columns.len());
            self.mistakes.push(Mistake::new(line, sentence));
        }
        let named = |name: &&String| !name.is_empty();
        for (at, name) in self.columns.iter().enumerate().filter(|(_, name)| named(name)) {
            if self.columns.iter().take(at).any(|before| before.to_lowercase() == name.to_lowercase()) {
                self.mistakes.push(Mistake::new(line, format!("Two columns have the name `{name}`. Rename one.")));
            }
        }
    }
}
