//! CSV, TSV and their relatives.

use super::format;
use super::mistake::Mistake;
use super::table::{MAX_COLUMNS, Table, TableRow};

/// Reads the rows below a line of names. Rows without any text are left out, as spreadsheets leave them behind.
pub(super) fn read(text: &str, delimiter: u8) -> Table {
    // The line that states the delimiter is none of the table.
    let skipped = usize::from(format::stated(text).is_some());
    let body = if skipped > 0 { text.split_once('\n').map_or("", |(_, body)| body) } else { text };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(body.as_bytes());
    let (mut table, mut record) = (Table::default(), csv::StringRecord::new());
    let mut lines = Lines { text: body.as_bytes(), at: 0, line: 1 + skipped };
    let (mut last, mut named) = (0, false);
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let line = lines.at(error.position().map_or(last, csv::Position::byte));
                table.mistakes.push(Mistake::new(line, format!("The line cannot be read: {error}.")));
                break;
            }
        }
        let byte = record.position().map_or(0, csv::Position::byte);
        last = byte;
        let line = lines.at(byte);
        let mut cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if !named {
            named = true;
            table.columns = cells;
            table.check_columns(line);
            if table.columns.len() > MAX_COLUMNS {
                return table;
            }
            continue;
        }
        let (wanted, there) =
            (table.columns.len(), cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1));
        if there > wanted {
            let sentence = format!(
                "The row has {there} cells, but there are {wanted} columns. Put a text that contains `{}` in double \
                 quotes.",
                char::from(delimiter).escape_default()
            );
            table.mistakes.push(Mistake::new(line, sentence));
        }
        cells.resize(wanted, String::new());
        if !table.push(TableRow { line, cells }) {
            return table;
        }
    }
    let rest = usize::try_from(last).ok().and_then(|at| body.get(at..)).unwrap_or_default();
    if rest.matches('"').count() % 2 == 1 {
        let sentence = "A double quote is opened and never closed. Close it, or write \"\" for a quote in quotes.";
        table.mistakes.push(Mistake::new(lines.at(last), sentence));
    }
    table
}

/// Counts lines. The reader's own count does not pass over the empty lines before a record.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line in which a record begins, from one. Records come in their order.
    fn at(&mut self, byte: u64) -> usize {
        let to = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        self.line += memchr::memchr_iter(b'\n', self.text.get(self.at..to).unwrap_or_default()).count();
        self.at = self.at.max(to);
        let blank = self.text.iter().skip(self.at).take_while(|byte| **byte == b'\n').count();
        self.line += blank;
        self.at += blank;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: &Table) -> Vec<(usize, Vec<&str>)> {
        table.rows.iter().map(|row| (row.line, row.cells.iter().map(String::as_str).collect())).collect()
    }

    #[test]
    fn rows_know_their_lines() {
        let table = read("\n number ,\"a\nb\"\n1,x\n\n\n2,\"two\nlines\"\n,\n 3 \n", b',');
        assert_eq!(table.columns, ["number", "a\nb"]);
        assert_eq!(rows(&table), [(4, vec!["1", "x"]), (7, vec!["2", "two\nlines"]), (10, vec!["3", ""])]);
        assert!(table.mistakes.is_empty(), "{:?}", table.mistakes);
        let table = read("sep=;\na;b\n1;2\n", b';');
        assert_eq!(rows(&table), [(3, vec!["1", "2"])]);
        assert_eq!(read("", b','), Table::default());
    }

    #[test]
    fn mistakes_of_the_form_are_named_with_their_line() {
        for (text, line, says) in [
            ("a,b\n1,2,\n1,Hello, you\n", 3, "3 cells"),
            ("a,b,A\n", 1, "name `A`"),
            ("a,b\n1,2\n\n3,\"open\n4,5\n", 4, "never closed"),
        ] {
            let table = read(text, b',');
            assert_eq!(table.mistakes.len(), 1, "{:?}", table.mistakes);
            assert!(
                table.mistakes[0].line == line && table.mistakes[0].sentence.contains(says),
                "{:?}",
                table.mistakes
            );
        }
        let many = format!("{}\n1\n", "a,".repeat(300));
        assert!(read(&many, b',').mistakes[0].sentence.contains("301 columns"));
    }
}
