//! Tables for people: aligned by what a terminal shows, cut to its width.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::model::clean;

/// Columns between two cells.
const GAP: usize = 2;
/// The least a column that may be cut is cut to.
const LEAST: usize = 8;

#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    title: &'static str,
    cut: bool,
}

/// A column whose cells are always whole: codes, links, ids.
pub(super) const fn whole(title: &'static str) -> Column {
    Column { title, cut: false }
}

/// A column whose cells may be cut where the terminal is too narrow.
pub(super) const fn cut(title: &'static str) -> Column {
    Column { title, cut: true }
}

/// Draws a table. The cells come uncleaned. `width` is what the terminal has; without it nothing is cut.
pub(super) fn draw<const N: usize>(columns: [Column; N], rows: &[[String; N]], width: Option<usize>) -> String {
    let cells: Vec<[String; N]> = std::iter::once(columns.map(|column| column.title.to_owned()))
        .chain(rows.iter().map(|row| row.each_ref().map(|cell| clean::line(cell).into_owned())))
        .collect();
    let mut widths: [usize; N] =
        std::array::from_fn(|at| cells.iter().map(|row| row[at].width()).max().unwrap_or_default());
    if let Some(width) = width {
        shrink(&columns, &mut widths, width);
    }
    let mut out = String::new();
    for row in &cells {
        let mut line = String::new();
        for (cell, wanted) in row.iter().zip(widths) {
            let cell = shorten(cell, wanted);
            let padding = (wanted + GAP).saturating_sub(cell.width());
            line.push_str(&cell);
            line.extend(std::iter::repeat_n(' ', padding));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Draws names and values, one pair a line. The values come uncleaned and are always whole.
pub(super) fn pairs(rows: &[[String; 2]]) -> String {
    let widest = rows.iter().map(|[name, _]| name.width()).max().unwrap_or_default();
    let line = |[name, value]: &[String; 2]| format!("{name:widest$}  {}\n", clean::line(value));
    rows.iter().map(line).collect()
}

/// Takes columns from the widest column that may be cut, until the table fits or nothing more can be taken.
fn shrink<const N: usize>(columns: &[Column; N], widths: &mut [usize; N], width: usize) {
    let mut excess = (widths.iter().sum::<usize>() + GAP * N.saturating_sub(1)).saturating_sub(width);
    while excess > 0 {
        let widest = widths
            .iter_mut()
            .zip(columns)
            .filter(|(width, column)| column.cut && **width > LEAST)
            .max_by_key(|(width, _)| **width);
        let Some((widest, _)) = widest else { return };
        *widest -= 1;
        excess -= 1;
    }
}

/// A text in `width` columns, with `…` where something is missing; an emoji is never cut in half.
fn shorten(text: &str, width: usize) -> String {
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
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> [[String; 2]; 2] {
        [["K7QD3M5XWZ2A61".into(), "你好，我想订一张桌子 👩‍🍳".into()], ["B".into(), "a\u{1b}[2Jb".into()]]
    }

    #[test]
    fn cells_are_cleaned_and_aligned_by_columns() {
        let table = draw([cut("MESSAGE"), whole("CODE")], &rows().map(|[a, b]| [b, a]), None);
        assert_eq!(
            table,
            "MESSAGE                  CODE\n你好，我想订一张桌子 👩‍🍳  K7QD3M5XWZ2A61\na␛[2Jb                   B\n"
        );
    }

    #[test]
    fn a_narrow_terminal_cuts_what_may_be_cut() {
        let table = draw([whole("CODE"), cut("MESSAGE")], &rows(), Some(30));
        assert!(table.lines().all(|line| line.width() <= 30), "{table}");
        assert!(table.contains("K7QD3M5XWZ2A61  你好，我想订…"), "{table}");
    }

    #[test]
    fn codes_stay_whole_in_the_narrowest_terminal() {
        let table = draw([whole("CODE"), cut("MESSAGE")], &rows(), Some(3));
        assert!(table.contains("K7QD3M5XWZ2A61  你好，…"), "{table}");
    }

    proptest::proptest! {
        #[test]
        fn nothing_shortened_is_too_wide(text in "\\PC*", width in 1_usize..40) {
            proptest::prop_assert!(shorten(&text, width).width() <= width.max(1));
        }
    }
}
