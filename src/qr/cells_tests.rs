use ratatui::style::{Color, Modifier};

use super::*;

const CODE: &str = "https://wa.me/message/ANED2T5QRU7HG1";

/// The half block for a cell of two tones in the column of a code.
fn choice(above: bool, top: bool, below: bool) -> CodeCell {
    // Some column of some code has these four modules above each other.
    let matrix = Matrix::encode(CODE).unwrap();
    let column = [above, top, !top, below];
    let (x, y) = (0..matrix.size())
        .flat_map(|x| (1..matrix.size() - 2).map(move |y| (x, y)))
        .find(|(x, y)| (y - 1..).zip(column).all(|(y, dark)| matrix.dark(*x, y) == dark))
        .unwrap();
    half(&matrix, x, y)
}

#[test]
fn the_lower_half_block_is_taken_only_where_it_saves_a_false_line() {
    use Glyph::{Lower, Upper};
    use Tone::{Dark, Light};
    let table = [
        // above, top, below: the glyph and its ground
        ((true, true, true), Lower, Dark),
        ((false, false, false), Lower, Light),
        // Either half block draws a false line.
        ((true, true, false), Upper, Light),
        ((false, false, true), Upper, Dark),
        // Neither does.
        ((false, true, true), Upper, Light),
        ((true, false, false), Upper, Dark),
        // Only the lower one would.
        ((false, true, false), Upper, Light),
        ((true, false, true), Upper, Dark),
    ];
    for ((above, top, below), glyph, ground) in table {
        assert_eq!(choice(above, top, below), CodeCell { glyph, ground }, "{above} {top} {below}");
    }
}

#[test]
fn every_cell_says_the_tones_of_its_two_modules() {
    let matrix = Matrix::encode(CODE).unwrap();
    for quiet in 2..=4 {
        let size = Mode::Half.cells(matrix.size(), Quiet::new(quiet));
        let offset = u16::from(quiet);
        for row in 0..size.height {
            for col in 0..size.width {
                let tone = |y: u16| Tone::of(matrix.dark(col.wrapping_sub(offset), y.wrapping_sub(offset)));
                let CodeCell { glyph, ground } = cell(&matrix, Mode::Half, Quiet::new(quiet), col, row);
                let said = match glyph {
                    Glyph::Blank => (ground, ground),
                    Glyph::Upper => (ground.other(), ground),
                    Glyph::Lower => (ground, ground.other()),
                };
                assert_eq!(said, (tone(row * 2), tone(row * 2 + 1)), "cell {col}, {row}, quiet zone {quiet}");
            }
        }
    }
}

#[test]
fn two_columns_a_module_are_blanks_only() {
    let matrix = Matrix::encode(CODE).unwrap();
    let size = Mode::Double.cells(matrix.size(), Quiet::STANDARD);
    for row in 0..size.height {
        for col in 0..size.width {
            let tone = Tone::of(matrix.dark((col / 2).wrapping_sub(4), row.wrapping_sub(4)));
            let expected = CodeCell { glyph: Glyph::Blank, ground: tone };
            assert_eq!(cell(&matrix, Mode::Double, Quiet::STANDARD, col, row), expected, "cell {col}, {row}");
        }
    }
}

#[test]
fn a_painted_cell_has_two_fixed_colours_and_nothing_else() {
    let paint = |glyph, ground, ink| {
        let mut cell = Cell::new("x");
        cell.modifier = Modifier::all();
        cell.underline_color = Color::Red;
        CodeCell { glyph, ground }.paint(ink, &mut cell);
        cell
    };
    let mut expected = Cell::new("▀");
    expected.set_fg(Color::Indexed(16)).set_bg(Color::Indexed(231));
    assert_eq!(paint(Glyph::Upper, Tone::Light, Ink::Indexed), expected);
    let mut expected = Cell::new(" ");
    expected.set_fg(Color::Rgb(255, 255, 255)).set_bg(Color::Rgb(0, 0, 0));
    assert_eq!(paint(Glyph::Blank, Tone::Dark, Ink::True), expected);
}
