//! How bright letters are on the Linux console.
//!
//! There, one of 256 colours of letters says how bright they are as well: it is what bold and dim are there, too. The
//! terminal's own colour does not take that back, so that after white letters all are white, and bold ones after others are
//! not. What is underlined is cyan on whatever ground. So every cell says its colours there, letters one of sixteen, and
//! nothing else.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

const BLACK: u8 = 0;
const BLUE: u8 = 4;
const CYAN: u8 = 6;
/// What letters are by themselves.
const GREY: u8 = 7;
/// What makes one of the first eight colours bright.
const BRIGHT: u8 = 8;
/// What a cell asks for that is said by its colours.
const SAID: Modifier = Modifier::BOLD.union(Modifier::DIM).union(Modifier::REVERSED).union(Modifier::UNDERLINED);

/// Names the colours of all cells; those of a code have theirs.
pub(crate) fn draw(buf: &mut Buffer) {
    for cell in &mut buf.content {
        name(cell);
    }
}

fn name(cell: &mut Cell) {
    let (Some(letters), Some(ground)) = (first(cell.fg, GREY), first(cell.bg, BLACK)) else { return };
    let asked = cell.modifier;
    cell.modifier = asked.difference(SAID);
    let has = |modifier| asked.contains(modifier);
    if has(Modifier::REVERSED) {
        // Of what is behind letters, none is bright; dark grey letters were faint ones.
        let behind = if letters == BRIGHT { GREY } else { letters % BRIGHT };
        cell.bg = Color::Indexed(behind);
        cell.fg = Color::Indexed(match ground {
            _ if behind != ground => ground,
            BLACK => GREY,
            _ => BLACK,
        });
        return;
    }
    // Beneath lines and blocks nobody sees a line.
    let is_underlined = has(Modifier::UNDERLINED) && !cell.symbol().starts_with(DRAWN);
    cell.fg = Color::Indexed(match (letters, ground) {
        (_, GREY) if is_underlined => BLUE,
        (_, BLACK) if is_underlined && has(Modifier::BOLD) => CYAN + BRIGHT,
        (_, BLACK) if is_underlined => CYAN,
        // Black letters stand on a light ground: brighter ones would be harder to read.
        (1..BRIGHT, _) if has(Modifier::BOLD) => letters + BRIGHT,
        (GREY, BLACK) if has(Modifier::DIM) => BRIGHT,
        _ => letters,
    });
}

/// Which of the first sixteen colours it is; the terminal's own is the one that it has by itself. None for others.
fn first(color: Color, own: u8) -> Option<u8> {
    match color {
        Color::Reset => Some(own),
        Color::Indexed(at @ 0..16) => Some(at),
        _ => None,
    }
}

/// Lines and blocks.
const DRAWN: fn(char) -> bool = |symbol| matches!(symbol, '\u{2500}'..='\u{259f}');

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use ratatui::backend::{Backend as _, CrosstermBackend};
    use ratatui::style::Style;

    use super::*;

    /// The letters that the console shows and their colours, as its driver (`drivers/tty/vt/vt.c`) makes them: hue and brightness
    /// by one of 256 colours, the hue alone by the terminal's own.
    fn shown(bytes: &str) -> Vec<(char, u8)> {
        let (mut hue, mut bright, mut letters) = (7, 0, Vec::new());
        for part in bytes.split("\x1b[").skip(1) {
            let Some((codes, text)) = part.split_once('m').filter(|(codes, _)| !codes.contains('H')) else { continue };
            match codes.split(';').filter_map(|code| code.parse::<u8>().ok()).collect::<Vec<_>>()[..] {
                [0] => (hue, bright) = (7, 0),
                [1] => bright = 8,
                [22] => bright = 0,
                [39] | [39, 49] => hue = 7,
                [38, 5, 8, ..] => (hue, bright) = (0, 8),
                [38, 5, at @ 0..16, ..] => (hue, bright) = (at % 8, at / 8 * 8),
                _ => {}
            }
            letters.extend(text.chars().map(|letter| (letter, hue + bright)));
        }
        letters
    }

    #[test]
    fn letters_are_as_bright_as_they_are_meant() {
        let mut buf = Buffer::with_lines(["abcdef"]);
        let white = Style::new().fg(Color::Indexed(15)).bg(Color::Indexed(1));
        let styles = [white, Style::new(), Style::new().bold(), Style::new(), Style::new().dim(), white.bold()];
        for (x, style) in (0..).zip(styles) {
            buf[(x, 0)].set_style(style);
        }
        draw(&mut buf);
        let mut bytes = Vec::new();
        let cells = (0..).zip(&buf.content).map(|(x, cell)| (x, 0, cell));
        CrosstermBackend::new(&mut bytes).draw(cells).unwrap();
        bytes.flush().unwrap();
        let wanted = [('a', 15), ('b', 7), ('c', 15), ('d', 7), ('e', 8), ('f', 15)];
        assert_eq!(shown(&String::from_utf8(bytes).unwrap()), wanted);
    }

    #[test]
    fn exchanged_colours_can_be_read() {
        let exchanged = |style: Style| {
            let mut buf = Buffer::with_lines(["a"]);
            buf[(0, 0)].set_style(style.reversed().bold());
            draw(&mut buf);
            (buf[(0, 0)].fg, buf[(0, 0)].bg, buf[(0, 0)].modifier)
        };
        let plain = Modifier::empty();
        assert_eq!(
            exchanged(Style::new()),
            (Color::Indexed(0), Color::Indexed(7), plain),
            "dark grey would be on grey"
        );
        let blue = Style::new().fg(Color::Indexed(14)).bg(Color::Indexed(4));
        assert_eq!(exchanged(blue), (Color::Indexed(4), Color::Indexed(6), plain));
        let faint = Style::new().fg(Color::Indexed(8)).bg(Color::Indexed(0));
        assert_eq!(exchanged(faint), (Color::Indexed(0), Color::Indexed(7), plain));
        assert_eq!(exchanged(Style::new().fg(Color::Indexed(0))), (Color::Indexed(7), Color::Indexed(0), plain));
    }

    #[test]
    fn what_is_underlined_can_be_told_and_read() {
        let mut buf = Buffer::with_lines(["abc█"]);
        buf.set_style(buf.area, Style::new().underlined());
        buf[(1, 0)].set_bg(Color::Indexed(7)).set_fg(Color::Indexed(0));
        buf[(2, 0)].set_style(Style::new().bold());
        draw(&mut buf);
        assert_eq!([0, 1, 2, 3].map(|x| buf[(x, 0)].fg), [6, 4, 14, 7].map(Color::Indexed));
        assert!(buf.content.iter().all(|cell| cell.modifier.is_empty()));
    }

    #[test]
    fn codes_keep_their_colours() {
        let mut buf = Buffer::with_lines([" "]);
        buf[(0, 0)].set_fg(Color::Indexed(16)).set_bg(Color::Indexed(231));
        let before = buf.clone();
        draw(&mut buf);
        assert_eq!(buf, before);
    }
}
