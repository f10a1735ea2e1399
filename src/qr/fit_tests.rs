use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;

/// Codes of 21 to 177 modules, encoded once for all cases.
static CODES: LazyLock<Vec<Matrix>> = LazyLock::new(|| {
    [1, 40, 140, 700, 2953].into_iter().map(|length| Matrix::encode(&"a".repeat(length)).unwrap()).collect()
});

fn link() -> Matrix {
    Matrix::encode("https://wa.me/message/ANED2T5QRU7HG1").unwrap()
}

fn at(cols: u16, rows: u16) -> Fit {
    fit(&link(), Size::new(cols, rows), Quiet::USUAL, Ink::True)
}

#[test]
fn the_area_decides_between_blanks_half_blocks_and_smaller_quiet_zones() {
    let drawn = |mode, quiet, cols, rows| Fit::Drawn { mode, quiet: Quiet::new(quiet), cols, rows };
    assert_eq!(at(120, 40), drawn(Mode::Double, 4, 74, 37));
    assert_eq!(at(74, 37), drawn(Mode::Double, 4, 74, 37));
    assert_eq!(at(73, 37), drawn(Mode::Half, 4, 37, 19));
    assert_eq!(at(74, 36), drawn(Mode::Half, 4, 37, 19));
    assert_eq!(at(80, 24), drawn(Mode::Half, 4, 37, 19));
    assert_eq!(at(36, 24), drawn(Mode::Half, 3, 35, 18));
    assert_eq!(at(80, 18), drawn(Mode::Half, 3, 35, 18));
    assert_eq!(at(80, 17), drawn(Mode::Half, 2, 33, 17));
    assert_eq!(at(33, 17), drawn(Mode::Half, 2, 33, 17));
}

#[test]
fn what_is_missing_is_counted_from_the_smallest_drawing() {
    assert_eq!(at(33, 16), Fit::TooSmall { missing_cols: 0, missing_rows: 1 });
    assert_eq!(at(30, 17), Fit::TooSmall { missing_cols: 3, missing_rows: 0 });
    assert_eq!(at(0, 0), Fit::TooSmall { missing_cols: 33, missing_rows: 17 });
}

#[test]
fn a_quiet_zone_is_never_under_two() {
    assert_eq!(Quiet::new(0), Quiet::LEAST);
    assert_eq!(Quiet::new(1).modules(), 2);
    assert_eq!(Quiet::new(6).modules(), 6);
}

#[test]
fn only_the_allowed_quiet_zones_are_used() {
    let standard = Quiet::STANDARD..=Quiet::STANDARD;
    let missing = Fit::TooSmall { missing_cols: 1, missing_rows: 0 };
    assert_eq!(fit(&link(), Size::new(36, 24), standard, Ink::True), missing);
}

proptest! {
    #[test]
    fn a_drawing_is_whole_and_inside_or_what_is_missing_makes_it_so(
        code: Index, cols in 0_u16..400, rows in 0_u16..200, x in 0_u16..50, y in 0_u16..50,
    ) {
        let matrix = code.get(&CODES);
        let area = Rect::new(x, y, cols, rows);
        match fit(matrix, area.as_size(), Quiet::USUAL, Ink::True) {
            found @ Fit::Drawn { mode, quiet, cols, rows } => {
                prop_assert!(Quiet::USUAL.contains(&quiet));
                prop_assert_eq!(mode.cells(matrix.size(), quiet), Size::new(cols, rows));
                let rect = found.centred_in(area).unwrap();
                prop_assert_eq!(rect.as_size(), Size::new(cols, rows));
                prop_assert_eq!(area.intersection(rect), rect);
            }
            missing @ Fit::TooSmall { missing_cols, missing_rows } => {
                prop_assert!(missing_cols > 0 || missing_rows > 0);
                prop_assert_eq!(missing.centred_in(area), None);
                let enough = Size::new(cols + missing_cols, rows + missing_rows);
                let drawn = matches!(fit(matrix, enough, Quiet::USUAL, Ink::True), Fit::Drawn { quiet: Quiet::LEAST, .. });
                prop_assert!(drawn, "exactly as much as was said to be missing");
            }
        }
    }
}
