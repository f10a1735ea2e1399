//! A screen as SVG: a grid in which every column stands where the terminal has it, whatever font the reader has.

use std::fmt::Write as _;
use std::ops::Range;

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

use super::ink::{CellStyle, GROUND};

/// Width of a cell; its height is twice that, so that half a cell is a square.
const CELL: u16 = 9;
const ROW: u16 = 2 * CELL;
/// A font of this size has letters nearly as wide as a cell.
const FONT: u16 = 15;
/// From the top of a cell to the foot of its letters.
const BASE: u16 = 14;
const MARGIN: u16 = 14;

pub(super) fn draw(screen: &Buffer, title: &str) -> String {
    let (width, height) = (screen.area.width * CELL + 2 * MARGIN, screen.area.height * ROW + 2 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\">\n<title>{}</title>\n\
         <style>text{{white-space:pre}}rect{{shape-rendering:crispEdges}}</style>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{GROUND}\"/>\n\
         <g transform=\"translate({MARGIN} {MARGIN})\" font-size=\"{FONT}\" \
         font-family=\"'DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono',monospace\">\n",
        escaped(title)
    );
    for y in 0..screen.area.height {
        let row = Row { screen, y, top: y * ROW };
        row.papers(&mut svg);
        row.letters(&mut svg);
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// A row of the screen.
struct Row<'a> {
    screen: &'a Buffer,
    y: u16,
    top: u16,
}

impl Row<'_> {
    fn symbol(&self, x: u16) -> &str {
        self.screen[(x, self.y)].symbol()
    }

    fn look(&self, x: u16) -> CellStyle {
        CellStyle::of(&self.screen[(x, self.y)])
    }

    /// The longest range of columns from `start` on for which all is the same.
    fn same<T: PartialEq>(&self, start: u16, of: impl Fn(u16) -> T) -> Range<u16> {
        let first = of(start);
        let end = (start..self.screen.area.width).find(|x| of(*x) != first).unwrap_or(self.screen.area.width);
        start..end
    }

    /// What is behind the letters.
    fn papers(&self, svg: &mut String) {
        let mut x = 0;
        while x < self.screen.area.width {
            let run = self.same(x, |x| self.look(x).paper);
            if let Some(paper) = self.look(x).paper {
                rect(svg, [x * CELL, self.top, (run.end - x) * CELL, ROW], &paper, "");
            }
            x = run.end;
        }
    }

    /// The letters: words as text, blocks and lines as what they are, because fonts leave gaps between them.
    fn letters(&self, svg: &mut String) {
        let mut x = 0;
        while x < self.screen.area.width {
            let symbol = self.symbol(x);
            let columns = u16::try_from(symbol.width()).unwrap_or(1).max(1);
            if symbol.trim().is_empty() {
                x += 1;
            } else if let Some([left, top, width, height]) = block(symbol) {
                let run = self.same(x, |x| (self.symbol(x), self.look(x)));
                let count = if width == CELL { run.len() } else { 1 };
                let count = u16::try_from(count).unwrap_or(1);
                let CellStyle { ink, attributes, .. } = self.look(x);
                let place = [x * CELL + left, self.top + top, (count - 1) * CELL + width, height];
                rect(svg, place, &ink, &attributes);
                x += count;
            } else if let Some(arms) = arms(symbol) {
                self.lines(svg, x, arms);
                x += 1;
            } else {
                let end = if columns > 1 { x + columns } else { self.word(x) };
                self.text(svg, x..end);
                x = end;
            }
        }
    }

    /// Where the text that starts in a column ends: at another look, a wide letter, a line, or the second blank.
    fn word(&self, start: u16) -> u16 {
        let look = self.look(start);
        let is_text = |x: u16| {
            let symbol = self.symbol(x);
            symbol.width() == 1 && block(symbol).is_none() && arms(symbol).is_none() && self.look(x) == look
        };
        let is_blank = |x: u16| x >= self.screen.area.width || self.symbol(x) == " ";
        let ends = |x: &u16| !is_text(*x) || (is_blank(*x) && is_blank(x + 1));
        (start..self.screen.area.width).find(ends).unwrap_or(self.screen.area.width)
    }

    fn text(&self, svg: &mut String, columns: Range<u16>) {
        let mut text = String::new();
        let mut x = columns.start;
        while x < columns.end {
            text.push_str(self.symbol(x));
            x += u16::try_from(self.symbol(x).width()).unwrap_or(1).max(1);
        }
        let text = text.trim_end();
        let width = u16::try_from(text.width()).unwrap_or(1) * CELL;
        let CellStyle { ink, attributes, .. } = self.look(columns.start);
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{ink}\"\
             {attributes}>{}</text>",
            columns.start * CELL,
            self.top + BASE,
            escaped(text),
        );
    }

    /// Lines from the middle of a cell to its edges.
    fn lines(&self, svg: &mut String, x: u16, [up, down, left, right]: [bool; 4]) {
        let is_double = "═║╔╗╚╝".contains(self.symbol(x));
        let (x, CellStyle { ink, attributes, .. }) = (x * CELL, self.look(x));
        let mut path = String::new();
        // Of the two lines of a corner, the one outside is also the one outside on the other side.
        let is_rising = (up || down) && (left || right) && up == right;
        for apart in if is_double { &[-2_i16, 2][..] } else { &[0] } {
            let middle_y = (self.top + CELL).saturating_add_signed(*apart);
            let middle_x = (x + CELL / 2).saturating_add_signed(if is_rising { -apart } else { *apart });
            if up || down {
                let from = if up { self.top } else { middle_y };
                let to = if down { self.top + ROW } else { middle_y + 1 };
                let _ = write!(path, "M{middle_x} {from}h1V{to}h-1z");
            }
            if left || right {
                let (from, to) = (if left { x } else { middle_x }, if right { x + CELL } else { middle_x + 1 });
                let _ = write!(path, "M{from} {middle_y}v1H{to}v-1z");
            }
        }
        let _ = writeln!(svg, "<path d=\"{path}\" fill=\"{ink}\"{attributes}/>");
    }
}

fn rect(svg: &mut String, [x, y, width, height]: [u16; 4], fill: &str, attributes: &str) {
    let _ =
        writeln!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"{attributes}/>");
}

/// The part of a cell that a block covers: left, top, width, height.
fn block(symbol: &str) -> Option<[u16; 4]> {
    match symbol {
        "█" => Some([0, 0, CELL, ROW]),
        "▀" => Some([0, 0, CELL, CELL]),
        "▄" => Some([0, CELL, CELL, CELL]),
        "▐" => Some([CELL / 2, 0, CELL.div_ceil(2), ROW]),
        _ => None,
    }
}

/// Whether a line leads up, down, left and right.
fn arms(symbol: &str) -> Option<[bool; 4]> {
    let [up, down, left, right] = match symbol {
        "─" | "═" => [0, 0, 1, 1],
        "│" | "║" => [1, 1, 0, 0],
        "┌" | "╔" => [0, 1, 0, 1],
        "┐" | "╗" => [0, 1, 1, 0],
        "└" | "╚" => [1, 0, 0, 1],
        "┘" | "╝" => [1, 0, 1, 0],
        "├" => [1, 1, 0, 1],
        "┤" => [1, 1, 1, 0],
        "┬" => [0, 1, 1, 1],
        "┴" => [1, 0, 1, 1],
        "┼" => [1, 1, 1, 1],
        _ => return None,
    };
    Some([up == 1, down == 1, left == 1, right == 1])
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
