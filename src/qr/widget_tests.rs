use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Line;

use super::*;

fn link() -> Matrix {
    Matrix::encode("https://wa.me/message/ANED2T5QRU7HG1").unwrap()
}

/// A screen full of text in every style that could shine through.
fn styled(width: u16, height: u16) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let style = Style::new().fg(Color::Red).bg(Color::Blue).underline_color(Color::Green).add_modifier(Modifier::all());
    for y in 0..height {
        Line::styled("x".repeat(width.into()), style).render(Rect::new(0, y, width, 1), &mut buf);
    }
    buf
}

#[test]
fn every_cell_of_the_code_is_explicit_and_no_other_cell_changes() {
    let matrix = link();
    for (ink, dark, light) in [
        (Ink::True, Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255)),
        (Ink::Indexed, Color::Indexed(16), Color::Indexed(231)),
    ] {
        for (width, height) in [(34, 18), (37, 18), (50, 24), (76, 40)] {
            let (mut buf, before) = (styled(width, height), styled(width, height));
            let widget = QrWidget { matrix: &matrix, ink };
            let rect = widget.fit(buf.area.as_size()).centred_in(buf.area).unwrap();
            widget.render(buf.area, &mut buf);
            for position in buf.area.positions() {
                let cell = &buf[position];
                if rect.contains(position) {
                    assert!([dark, light].contains(&cell.bg) && [dark, light].contains(&cell.fg), "{cell:?}");
                    assert_ne!(cell.fg, cell.bg, "{position}");
                    assert!([" ", "▀", "▄"].contains(&cell.symbol()), "{cell:?}");
                    assert_eq!((cell.modifier, cell.underline_color), (Modifier::empty(), Color::Reset));
                } else {
                    assert_eq!(cell, &before[position], "{position}");
                }
            }
        }
    }
}

#[test]
fn it_is_drawn_in_the_middle_of_its_area() {
    let widget = QrWidget { matrix: &link(), ink: Ink::True };
    let area = Rect::new(5, 3, 50, 24);
    let mut buf = Buffer::empty(Rect::new(0, 0, 60, 30));
    widget.render(area, &mut buf);
    let drawn: Vec<_> = buf.area.positions().filter(|at| buf[*at] != Cell::EMPTY).collect();
    assert_eq!(widget.fit(area.as_size()).centred_in(area), Some(Rect::new(11, 5, 37, 19)));
    assert_eq!(drawn.len(), 37 * 19);
    assert_eq!((drawn[0].x, drawn[0].y), (11, 5));
}

#[test]
fn too_small_an_area_stays_as_it_was() {
    let widget = QrWidget { matrix: &link(), ink: Ink::True };
    for (width, height) in [(0, 0), (32, 40), (80, 16)] {
        let mut buf = styled(width, height);
        widget.render(buf.area, &mut buf);
        assert_eq!(buf, styled(width, height));
    }
}

#[test]
fn an_area_beyond_the_buffer_counts_for_what_is_in_it() {
    let widget = QrWidget { matrix: &link(), ink: Ink::True };
    let mut buf = styled(40, 16);
    widget.render(Rect::new(0, 0, 200, 100), &mut buf);
    assert_eq!(buf, styled(40, 16));
}
