//! Codes drawn on a screen are read back from its cells.

use std::error::Error;

use qrdeck::qr::{Fit, Ink, Matrix, Mode, QrWidget, Quiet, read};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Rect, Size};
use ratatui::widgets::Widget;

const CODE: &str = "https://wa.me/message/ANED2T5QRU7HG1";
const INVITE: &str = "https://chat.whatsapp.com/LYTfzdP1hMT7QgXKNqmVxr";

/// 140 characters of several scripts, the last of them emoji with joiners.
fn long() -> String {
    let text =
        "Guten Tag! Ich hätte gern einen Tisch für zwei. 上海的咖啡馆在哪里? 今日のメニューは? أين المقهى؟ ☕️👩‍🍳 ";
    text.chars().cycle().take(140).collect()
}

/// Draws in an area of exactly this size, in the middle of a larger screen, and reads what is there.
fn scan(text: &str, ink: Ink, size: Size) -> Result<(Fit, String), Box<dyn Error>> {
    let matrix = Matrix::encode(text)?;
    let mut screen = Buffer::filled(Rect::new(0, 0, size.width + 4, size.height + 2), Cell::from('x'));
    let area = Rect::new(2, 1, size.width, size.height);
    let widget = QrWidget { matrix: &matrix, ink };
    let fit = widget.fit(size);
    widget.render(area, &mut screen);
    let drawn = fit.centred_in(area).ok_or("nothing was drawn")?;
    Ok((fit, read(&screen, drawn)?))
}

#[test]
fn codes_are_read_back_in_every_mode_quiet_zone_and_ink() {
    for text in [CODE, INVITE, &long()] {
        let size = Matrix::encode(text).unwrap().size();
        for ink in [Ink::True, Ink::Indexed] {
            for (mode, quiet) in [(Mode::Double, 4), (Mode::Half, 4), (Mode::Half, 3), (Mode::Half, 2)] {
                let cells = mode.cells(size, Quiet::new(quiet));
                let (fit, said) = scan(text, ink, cells).unwrap();
                let expected = Fit::Drawn { mode, quiet: Quiet::new(quiet), cols: cells.width, rows: cells.height };
                assert_eq!(fit, expected, "{text}");
                assert_eq!(said, text, "{mode:?}, quiet zone {quiet}, {ink:?}");
            }
        }
    }
}

#[test]
fn any_code_of_the_services_is_read_back_in_a_usual_window() {
    // The identifiers differ in every module of the data area, and with them mask and half blocks.
    for seed in 0..15_u64 {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) + 1;
        let mut letter = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[usize::try_from(state >> 33).unwrap() % 36])
        };
        let text: String =
            "https://wa.me/message/".chars().chain(std::iter::repeat_with(&mut letter).take(14)).collect();
        assert_eq!(scan(&text, Ink::True, Size::new(80, 24)).unwrap().1, text);
    }
}
