//! Tables for people: aligned by what a terminal shows, cut to its width.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::room::Room;
use crate::model::clean;

/// Columns between two cells.
const GAP: usize = 2;
/// The least a column that may be cut is cut to.
const LEAST: usize = 8;

#[derive(Debug, Clone, Copy)]
pub(super) struct Heading {
    title: &'static str,
    cut: bool,
}

/// A column whose cells are always whole: codes, links, ids.
pub(super) const fn whole(title: &'static str) -> Heading {
    Heading { title, cut: false }
}

/// A column whose cells may be cut where the terminal is too narrow.
pub(super) const fn cut(title: &'static str) -> Heading {
    Heading { title, cut: true }
}

/// Draws a table. The cells come uncleaned. Without a width in `room` nothing is cut.
pub(super) fn draw<const N: usize>(headings: [Heading; N], rows: &[[String; N]], room: Room) -> String {
    let cells = rows.iter().map(|row| row.iter().map(|cell| clean::line(cell).into_owned()).collect()).collect();
    Grid::new(&headings, cells).draw(room)
}

/// Draws names and values, one pair a line. The values come uncleaned and are always whole.
pub(super) fn pairs(rows: &[[String; 2]]) -> String {
    let widest = rows.iter().map(|[name, _]| name.width()).max().unwrap_or_default();
    let line = |[name, value]: &[String; 2]| format!("{name:widest$}  {}\n", clean::line(value));
    rows.iter().map(line).collect()
}

/// A table before it is cut to a width.
pub(super) struct Grid {
    headings: Vec<Heading>,
    /// The titles and the rows, cleaned.
    cells: Vec<Vec<String>>,
    widths: Vec<usize>,
}

impl Grid {
    /// A table of cleaned cells.
    pub(super) fn new(headings: &[Heading], rows: Vec<Vec<String>>) -> Self {
        let mut cells = vec![headings.iter().map(|heading| heading.title.to_owned()).collect::<Vec<_>>()];
        cells.extend(rows);
        let widest = |at: usize| cells.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).max();
        let widths = (0..headings.len()).map(|at| widest(at).unwrap_or_default()).collect();
        Self { headings: headings.to_vec(), cells, widths }
    }

    /// The columns it takes where everything that may be cut is cut.
    pub(super) fn least(&self) -> usize {
        let least = |(width, heading): (&usize, &Heading)| if heading.cut { (*width).min(LEAST) } else { *width };
        self.widths.iter().zip(&self.headings).map(least).sum::<usize>() + self.gaps()
    }

    /// Takes a column away.
    pub(super) fn remove(&mut self, at: usize) {
        self.headings.remove(at);
        self.widths.remove(at);
        for row in &mut self.cells {
            row.remove(at);
        }
    }

    fn gaps(&self) -> usize {
        GAP * self.headings.len().saturating_sub(1)
    }

    /// The lines.
    pub(super) fn draw(mut self, room: Room) -> String {
        if let Some(width) = room.width {
            self.shrink(width);
        }
        let mut out = String::new();
        for row in &self.cells {
            let begin = out.len();
            for (cell, wanted) in row.iter().zip(&self.widths) {
                let cell = shorten(cell, *wanted, room.ellipsis);
                let padding = (wanted + GAP).saturating_sub(cell.width());
                out.push_str(&cell);
                out.extend(std::iter::repeat_n(' ', padding));
            }
            out.truncate(begin + out[begin..].trim_end().len());
            out.push('\n');
        }
        out
    }

    /// Takes columns from the widest column that may be cut, until the table fits or nothing more can be taken.
    fn shrink(&mut self, width: usize) {
        let mut excess = (self.widths.iter().sum::<usize>() + self.gaps()).saturating_sub(width);
        while excess > 0 {
            let columns = self.widths.iter_mut().zip(&self.headings);
            let widest =
                columns.filter(|(width, heading)| heading.cut && **width > LEAST).max_by_key(|(width, _)| **width);
            let Some((widest, _)) = widest else { return };
            *widest -= 1;
            excess -= 1;
        }
    }
}

/// A text in `width` columns, with an ellipsis where something is missing; an emoji is never cut in half.
fn shorten(text: &str, width: usize, ellipsis: char) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for grapheme in text.graphemes(true) {
        if short.width() + grapheme.width() + 1 > width {
            break;
        }
        short.push_str(grapheme);
    }
    short.push(ellipsis);
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> [[String; 2]; 2] {
        [["K7QD3M5XWZ2A61".into(), "你好，我想订一张桌子 👩‍🍳".into()], ["B".into(), "a\u{1b}[2Jb".into()]]
    }

    fn room(width: usize) -> Room {
        Room { width: Some(width), ..Room::default() }
    }

    #[test]
    fn cells_are_cleaned_and_aligned_by_columns() {
        let table = draw([cut("MESSAGE"), whole("CODE")], &rows().map(|[a, b]| [b, a]), Room::default());
        assert_eq!(
            table,
            "MESSAGE                  CODE\n你好，我想订一张桌子 👩‍🍳  K7QD3M5XWZ2A61\na␛[2Jb                   B\n"
        );
    }

    #[test]
    fn a_narrow_terminal_cuts_what_may_be_cut() {
        let table = draw([whole("CODE"), cut("MESSAGE")], &rows(), room(30));
        assert!(table.lines().all(|line| line.width() <= 30), "{table}");
        assert!(table.contains("K7QD3M5XWZ2A61  你好，我想订…"), "{table}");
        let ascii = draw([whole("CODE"), cut("MESSAGE")], &rows(), Room { ellipsis: '~', ..room(30) });
        assert!(ascii.contains("你好，我想订~"), "{ascii}");
    }

    #[test]
    fn codes_stay_whole_in_the_narrowest_terminal() {
        let table = draw([whole("CODE"), cut("MESSAGE")], &rows(), room(3));
        assert!(table.contains("K7QD3M5XWZ2A61  你好，…"), "{table}");
    }

    proptest::proptest! {
        #[test]
        fn nothing_shortened_is_too_wide(text in "\\PC*", width in 1_usize..40) {
            proptest::prop_assert!(shorten(&text, width, '…').width() <= width.max(1));
        }
    }
}
