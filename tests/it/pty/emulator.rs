//! What a terminal makes of bytes.

use std::num::NonZeroU16;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use vt100::{Callbacks, Parser, Screen};

/// An emulator that notes what it does not understand.
pub(super) type Emulator = Parser<Unknown>;

/// Sequences the emulator does not know. Queries are among them: it answers none.
#[derive(Default)]
pub(super) struct Unknown(pub(super) Vec<String>);

impl Callbacks for Unknown {
    fn unhandled_escape(&mut self, _: &mut Screen, first: Option<u8>, second: Option<u8>, last: u8) {
        self.0.push(format!("ESC {first:?} {second:?} {:?}", char::from(last)));
    }

    fn unhandled_csi(&mut self, _: &mut Screen, first: Option<u8>, _: Option<u8>, params: &[&[u16]], last: char) {
        // It knows no colours of underlines, and they ask nothing.
        if last != 'm' {
            self.0.push(format!("CSI {first:?} {params:?} {last}"));
        }
    }

    fn unhandled_osc(&mut self, _: &mut Screen, params: &[&[u8]]) {
        self.0.push(format!("OSC {params:?}"));
    }
}

/// Rows and columns as the emulator wants them.
pub(crate) fn size((cols, rows): (u16, u16)) -> (NonZeroU16, NonZeroU16) {
    (NonZeroU16::new(rows).unwrap(), NonZeroU16::new(cols).unwrap())
}

/// The cells of a screen with their colours.
pub(crate) fn buffer(screen: &Screen) -> Buffer {
    let (rows, cols) = screen.size();
    let mut buffer = Buffer::empty(Rect::new(0, 0, cols.get(), rows.get()));
    for at in buffer.area.positions() {
        let cell = screen.cell(at.y, at.x).unwrap();
        let mut style = Style::new().fg(color(cell.fgcolor())).bg(color(cell.bgcolor()));
        for (is, modifier) in
            [(cell.bold(), Modifier::BOLD), (cell.dim(), Modifier::DIM), (cell.inverse(), Modifier::REVERSED)]
        {
            if is {
                style = style.add_modifier(modifier);
            }
        }
        let symbol = if cell.has_contents() { cell.contents() } else { " " };
        buffer[at].set_symbol(symbol).set_style(style);
    }
    buffer
}

fn color(color: vt100::Color) -> Color {
    match color {
        vt100::Color::Default => Color::Reset,
        vt100::Color::Idx(index) => Color::Indexed(index),
        vt100::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
    }
}
