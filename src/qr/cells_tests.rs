use ratatui::style::{Color, Modifier};

use super::*;

const CODE: &str = "https://wa.me/message/ANED2T5QRU7HG1";

/// The choice between the two half blocks for a dark module above a light one. The neighbours are drawn around
/// the cell, `#` dark and `.` light: one above, the row of the upper half, the row of the lower half, one below.
fn choice(above: char, upper: &str, lower: &str, below: char) -> Glyph {
    let column = |text: &str, at: usize| text.chars().nth(at) == Some('#');
    assert_eq!((column(upper, 1), column(lower, 1)), (true, false), "the cell itself is dark above light");
    let neighbours = Neighbours {
        above: above == '#',
        upper: [column(upper, 0), column(upper, 2)],
        lower: [column(lower, 0), column(lower, 2)],
        below: below == '#',
    };
    neighbours.glyph(true)
}

#[test]
fn the_half_block_is_the_one_that_draws_fewer_false_lines() {
    use Glyph::{Lower, Upper};
    let table = [
        // Nothing of the glyph's tone around either half: no false line with either.
        ('.', ".#.", "#.#", '#', Upper),
        // The upper half goes on above: a gap over `▀` would be a light line through dark.
        ('#', ".#.", "#.#", '#', Lower),
        // The lower half goes on below: a gap under `▄` would be a dark line through light.
        ('.', ".#.", "#.#", '.', Upper),
        // Both go on: the sides decide.
        ('#', "##.", "#.#", '.', Lower),
        ('#', ".#.", "..#", '.', Upper),
        ('#', "###", "...", '.', Upper),
        // One side of its own tone is less than the row's edge.
        ('#', ".#.", "#..", '#', Lower),
        ('.', ".##", "#.#", '.', Upper),
        // Both sides together weigh as much as the row's edge; a tie is the upper half block.
        ('#', ".#.", "...", '#', Upper),
        ('.', "###", "#.#", '.', Upper),
        // The sides alone.
        ('.', "###", "#.#", '#', Lower),
        ('.', ".##", "#..", '#', Upper),
    ];
    for (above, upper, lower, below, expected) in table {
        assert_eq!(choice(above, upper, lower, below), expected, "{above} {upper} {lower} {below}");
    }
}

#[test]
fn swapping_the_tones_changes_no_choice() {
    for bits in 0..64_u8 {
        let bit = |at: u8| bits >> at & 1 == 1;
        let plain = Neighbours { above: bit(0), upper: [bit(1), bit(2)], lower: [bit(3), bit(4)], below: bit(5) };
        let swapped = Neighbours {
            above: !plain.above,
            upper: plain.upper.map(|dark| !dark),
            lower: plain.lower.map(|dark| !dark),
            below: !plain.below,
        };
        assert_eq!(plain.glyph(true), swapped.glyph(false), "{plain:?}");
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
    let painted = CodeCell { glyph: Glyph::Upper, ground: Tone::Light }.painted(Ink::Indexed);
    assert_eq!(painted.symbol(), "▀");
    assert_eq!((painted.fg, painted.bg), (Color::Indexed(16), Color::Indexed(231)));
    assert_eq!(painted.modifier, Modifier::empty());
    assert_eq!(painted.underline_color, Color::Reset);
    let painted = CodeCell { glyph: Glyph::Blank, ground: Tone::Dark }.painted(Ink::True);
    assert_eq!(painted.symbol(), " ");
    assert_eq!((painted.fg, painted.bg), (Color::Rgb(255, 255, 255), Color::Rgb(0, 0, 0)));
}
