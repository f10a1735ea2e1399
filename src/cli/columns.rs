//! The columns of a list: which of them its table shows, and by which it is sorted.

use std::cmp::Ordering;

use clap::Args;

use super::console::Console;
use super::echo::echo;
use super::failure::Failure;
use super::table::{self, Grid, Heading};
use crate::model::{Error, clean};
use crate::search::SortKey;

/// What every list takes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub(super) struct ListOptions {
    /// Show these columns, in this order; a wrong name lists all there are
    #[arg(long, value_name = "COLUMN,...", value_delimiter = ',', help_heading = "The list")]
    columns: Vec<String>,
    /// Sort by these columns, `-` before a name from last to first; holds the whole list in memory
    #[arg(
        long,
        value_name = "[-]COLUMN,...",
        value_delimiter = ',',
        allow_hyphen_values = true,
        help_heading = "The list"
    )]
    sort: Vec<String>,
}

/// A column of a list of `T`.
pub(super) struct Column<T> {
    heading: Heading,
    /// What it is called on the command line: its title in lower case.
    name: &'static str,
    /// What JSON calls the same thing, where that is another word.
    also: &'static str,
    cell: fn(&T) -> String,
    key: Option<fn(&T) -> SortKey>,
    /// The higher, the earlier it is left out where the terminal is too narrow; never at 0.
    rank: u8,
    /// Whether it is shown only where it is asked for.
    extra: bool,
}

impl<T> Column<T> {
    const fn new(heading: Heading, name: &'static str, cell: fn(&T) -> String) -> Self {
        Self { heading, name, also: "", cell, key: None, rank: 0, extra: false }
    }

    /// A column whose cells are always whole.
    pub(super) const fn whole(title: &'static str, name: &'static str, cell: fn(&T) -> String) -> Self {
        Self::new(table::whole(title), name, cell)
    }

    /// A column whose cells may be cut.
    pub(super) const fn cut(title: &'static str, name: &'static str, cell: fn(&T) -> String) -> Self {
        Self::new(table::cut(title), name, cell)
    }

    /// Sorted by something else than its text.
    pub(super) const fn by(self, key: fn(&T) -> SortKey) -> Self {
        Self { key: Some(key), ..self }
    }

    /// Has another name in JSON, which is taken as well.
    pub(super) const fn also(self, also: &'static str) -> Self {
        Self { also, ..self }
    }

    /// Is left out where there is no room; those with the highest rank first.
    pub(super) const fn rank(self, rank: u8) -> Self {
        Self { rank, ..self }
    }

    /// Is shown only where it is asked for.
    pub(super) const fn extra(self) -> Self {
        Self { extra: true, ..self }
    }

    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name) || (!self.also.is_empty() && self.also.eq_ignore_ascii_case(name))
    }

    fn key(&self, row: &T) -> Option<SortKey> {
        self.key.map_or_else(|| SortKey::text(&(self.cell)(row)), |key| Some(key(row)))
    }
}

/// A list as it was asked for.
pub(super) struct Listing<T: 'static> {
    shown: Vec<&'static Column<T>>,
    /// Whether the columns were named: then none is left out.
    chosen: bool,
    sort: Vec<(&'static Column<T>, bool)>,
}

impl ListOptions {
    /// What they mean for a list with these columns. To be asked before anything else is.
    ///
    /// # Errors
    /// Exit status 2 for a column that there is not, and for columns of what is not a table.
    pub(super) fn of<T>(&self, columns: &'static [Column<T>], console: &Console) -> Result<Listing<T>, Failure> {
        if console.is_json() && !self.columns.is_empty() {
            let error = Error::config("--columns chooses the columns of a table, and JSON has all of them.");
            return Err(Failure::usage(error.advise("Leave out --columns, or --json.")));
        }
        let find = |name: &str| {
            columns.iter().find(|column| column.is(name.trim())).ok_or_else(|| unknown(name.trim(), columns))
        };
        let chosen = !self.columns.is_empty();
        let shown = if chosen {
            self.columns.iter().map(|name| find(name)).collect::<Result<_, _>>()?
        } else {
            columns.iter().filter(|column| !column.extra).collect()
        };
        let sort = self.sort.iter().map(|name| match name.trim().strip_prefix('-') {
            Some(name) => find(name).map(|column| (column, true)),
            None => find(name).map(|column| (column, false)),
        });
        Ok(Listing { shown, chosen, sort: sort.collect::<Result<_, _>>()? })
    }
}

/// There is no such column.
fn unknown<T>(name: &str, columns: &[Column<T>]) -> Failure {
    let names = columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
    let error = Error::config(format!("There is no column `{}`.", echo(name)));
    Failure::usage(error.advise(format!("The columns are: {names}.")))
}

impl<T> Listing<T> {
    /// Whether the rows have to be known before the first is written.
    pub(super) fn is_sorted(&self) -> bool {
        !self.sort.is_empty()
    }

    /// Puts rows into the order that was asked for. Rows without a value come last either way, equal ones stay as they
    /// are.
    pub(super) fn sort(&self, rows: Vec<T>) -> Vec<T> {
        if self.sort.is_empty() {
            return rows;
        }
        let keyed = |row: T| (self.sort.iter().map(|(column, _)| column.key(&row)).collect::<Vec<_>>(), row);
        let mut rows: Vec<_> = rows.into_iter().map(keyed).collect();
        let order = |(one, _): &(Vec<Option<SortKey>>, T), (other, _): &(Vec<Option<SortKey>>, T)| {
            let keys = one.iter().zip(other).zip(&self.sort);
            keys.map(|((one, other), (_, last_first))| match (one, other) {
                (Some(one), Some(other)) if *last_first => other.cmp(one),
                (Some(one), Some(other)) => one.cmp(other),
                (one, other) => one.is_none().cmp(&other.is_none()),
            })
            .fold(Ordering::Equal, Ordering::then)
        };
        rows.sort_by(order);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// Prints a table. Columns that a terminal has no room for are left out, which is told, unless they were named.
    pub(super) fn print(&self, console: &mut Console, rows: &[T]) -> Result<(), Failure> {
        let mut shown = self.shown.clone();
        let headings: Vec<_> = shown.iter().map(|column| column.heading).collect();
        let cells = |row: &T| shown.iter().map(|column| clean::line(&(column.cell)(row)).into_owned()).collect();
        let mut grid = Grid::new(&headings, rows.iter().map(cells).collect());
        let room = console.room();
        let mut left_out = Vec::new();
        while let Some(width) = room.width.filter(|_| !self.chosen)
            && grid.least() > width
            && let Some(at) = (0..shown.len()).filter(|at| shown[*at].rank > 0).max_by_key(|at| shown[*at].rank)
        {
            left_out.push(shown.remove(at).name);
            grid.remove(at);
        }
        console.print(&grid.draw(room))?;
        if !left_out.is_empty() {
            console.note(&format!("Left out for lack of room: {}. --columns chooses them.", left_out.join(", ")));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::output::Output;

    type Row = (&'static str, i64);

    const COLUMNS: &[Column<Row>] = &[
        Column::cut("TEXT", "text", |row: &Row| row.0.to_owned()),
        Column::whole("COUNT", "count", |row: &Row| row.1.to_string()).by(|row| SortKey::Number(row.1)).rank(1),
        Column::whole("ID", "id", |row: &Row| format!("#{}", row.1)).also("row_id").extra(),
    ];

    fn console(output: Output) -> Console {
        Console::new(Box::new(std::io::sink()), Box::new(std::io::sink()), None, output)
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn sorted(by: &[&str]) -> Vec<Row> {
        let options = ListOptions { sort: names(by), ..ListOptions::default() };
        let listing = options.of(COLUMNS, &console(Output::Text)).unwrap_or_else(|failure| panic!("{failure:?}"));
        listing.sort(vec![("b 10", 1), ("", 3), ("B 9", -2), ("a", 3)])
    }

    #[test]
    fn rows_are_sorted_by_several_columns_in_either_direction() {
        assert_eq!(sorted(&[]), [("b 10", 1), ("", 3), ("B 9", -2), ("a", 3)]);
        assert_eq!(sorted(&["text"]), [("a", 3), ("B 9", -2), ("b 10", 1), ("", 3)]);
        assert_eq!(sorted(&["-text"]), [("b 10", 1), ("B 9", -2), ("a", 3), ("", 3)]);
        assert_eq!(sorted(&["-count", "TEXT"]), [("a", 3), ("", 3), ("b 10", 1), ("B 9", -2)]);
        assert_eq!(sorted(&["row_id", "text"]), [("B 9", -2), ("b 10", 1), ("a", 3), ("", 3)]);
    }

    #[test]
    fn a_column_that_there_is_not_names_all_there_are() {
        for options in [
            ListOptions { columns: names(&["text", "cuont"]), sort: Vec::new() },
            ListOptions { columns: Vec::new(), sort: names(&["-cuont"]) },
        ] {
            let Err(failure) = options.of(COLUMNS, &console(Output::Text)) else { panic!("{options:?}") };
            assert_eq!(failure.exit.status(), 2);
            assert_eq!(failure.error.advice, "The columns are: text, count, id.");
        }
        let columns = ListOptions { columns: names(&["text"]), sort: Vec::new() };
        assert!(columns.of(COLUMNS, &console(Output::Json)).is_err());
    }
}
