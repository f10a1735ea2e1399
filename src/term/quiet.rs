//! A backend that writes what has changed: no more, and no less.

use std::collections::HashSet;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use unicode_width::UnicodeWidthStr as _;

/// Passes on what changes something. By itself ratatui resets the colours and hides the cursor with each frame, a
/// frame without a changed cell included; and where a wide character gives way, it leaves a second column that is not
/// written over to the terminal, which some forget.
#[derive(Debug)]
pub struct Quiet<B> {
    inner: B,
    hidden: bool,
    /// Where wide characters stand.
    wide: HashSet<(u16, u16)>,
}

/// What stands in the second column of a wide character once that has gone.
static BLANK: Cell = Cell::EMPTY;

impl<B: Backend> Quiet<B> {
    /// A backend whose cursor is hidden already.
    pub fn new(inner: B) -> Self {
        Self { inner, hidden: true, wide: HashSet::new() }
    }
}

impl<B: Backend> Backend for Quiet<B> {
    type Error = B::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, cells: I) -> Result<(), B::Error> {
        let mut cells = cells.peekable();
        if cells.peek().is_none() {
            return Ok(());
        }
        let Self { inner, wide, .. } = self;
        let mut left = None;
        inner.draw(std::iter::from_fn(|| {
            if let Some((x, y)) = left.take()
                && cells.peek().is_none_or(|next| (next.0, next.1) != (x, y))
            {
                return Some((x, y, &BLANK));
            }
            let (x, y, cell) = cells.next()?;
            let was_wide = wide.remove(&(x, y));
            if cell.symbol().width() > 1 {
                wide.insert((x, y));
                left = wide.remove(&(x + 1, y)).then_some((x + 2, y));
            } else if was_wide {
                left = Some((x + 1, y));
            }
            Some((x, y, cell))
        }))
    }

    fn hide_cursor(&mut self) -> Result<(), B::Error> {
        if self.hidden {
            return Ok(());
        }
        self.hidden = true;
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> Result<(), B::Error> {
        self.hidden = false;
        // When ratatui's terminal is dropped it prints a failure of this to stderr, which panics where that is the
        // same terminal and has gone away. The guard shows the cursor as well.
        let _ = self.inner.show_cursor();
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, B::Error> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), B::Error> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> Result<(), B::Error> {
        self.wide.clear();
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> Result<(), B::Error> {
        if region == ClearType::All {
            self.wide.clear();
        }
        self.inner.clear_region(region)
    }

    fn size(&self) -> Result<Size, B::Error> {
        self.inner.size()
    }

    fn window_size(&mut self) -> Result<WindowSize, B::Error> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> Result<(), B::Error> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::io::{self, Write};
    use std::rc::Rc;

    use proptest::prelude::*;
    use ratatui::backend::CrosstermBackend;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Modifier, Style};
    use ratatui::{Terminal, TerminalOptions, Viewport};

    use super::*;

    /// Keeps what is written.
    #[derive(Clone, Default)]
    struct Paper(Rc<RefCell<Vec<u8>>>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// A screen of nine columns, and what is written to it.
    fn screen() -> (Terminal<Quiet<CrosstermBackend<Paper>>>, Paper) {
        let paper = Paper::default();
        let viewport = Viewport::Fixed(Rect::new(0, 0, 9, 1));
        let backend = Quiet::new(CrosstermBackend::new(paper.clone()));
        (Terminal::with_options(backend, TerminalOptions { viewport }).unwrap(), paper)
    }

    /// What a frame with this text writes.
    fn written(screen: &mut Terminal<Quiet<CrosstermBackend<Paper>>>, paper: &Paper, text: &str) -> String {
        screen.draw(|frame| frame.render_widget(text, frame.area())).unwrap();
        String::from_utf8(std::mem::take(&mut *paper.0.borrow_mut())).unwrap()
    }

    #[test]
    fn a_frame_without_a_change_writes_nothing() {
        let (mut screen, paper) = screen();
        assert!(written(&mut screen, &paper, "one").contains("one"));
        assert_eq!(written(&mut screen, &paper, "one"), "");
        assert!(written(&mut screen, &paper, "two").contains("two"));
    }

    #[test]
    fn both_columns_of_a_wide_character_are_emptied() {
        let (mut screen, paper) = screen();
        written(&mut screen, &paper, "上海");
        assert!(written(&mut screen, &paper, "").contains("    "), "four columns in a row");
        written(&mut screen, &paper, "上海");
        assert!(written(&mut screen, &paper, "ab").contains("ab  "), "each once");
        assert_eq!(written(&mut screen, &paper, "ab"), "");
    }

    /// The size of a screen that words fall on by chance.
    const SIZE: Rect = Rect::new(0, 0, 30, 3);

    /// What stands somewhere, in some style.
    type Word = ((u16, u16), String, Style);

    fn words() -> impl Strategy<Value = Vec<Word>> {
        let color = prop::sample::select(vec![Color::Reset, Color::Red, Color::Indexed(16), Color::Rgb(1, 2, 3)]);
        let modifiers = [Modifier::empty(), Modifier::BOLD, Modifier::REVERSED, Modifier::UNDERLINED];
        let style = (color.clone(), color, prop::sample::select(modifiers.to_vec()))
            .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier));
        let text = prop::collection::vec(prop::sample::select(vec![" ", "a", "b", "▀", "é", "上"]), 1..12);
        let word = ((0..SIZE.width, 0..SIZE.height), text.prop_map(|text| text.concat()), style);
        prop::collection::vec(word, 0..12)
    }

    /// What a terminal shows after these frames, cell by cell.
    fn after<B: Backend>(frames: &[Vec<Word>], through: impl Fn(CrosstermBackend<Paper>) -> B) -> Vec<String> {
        let paper = Paper::default();
        let backend = through(CrosstermBackend::new(paper.clone()));
        let options = TerminalOptions { viewport: Viewport::Fixed(SIZE) };
        let Ok(mut screen) = Terminal::with_options(backend, options) else { unreachable!("the viewport is fixed") };
        for words in frames {
            let drawn = screen.draw(|frame| {
                for ((x, y), text, style) in words {
                    let buf = frame.buffer_mut();
                    // Over the second column of a wide character nothing can be written.
                    if *x == 0 || buf[(x - 1, *y)].symbol() != "上" {
                        buf.set_string(*x, *y, text, *style);
                    }
                }
            });
            assert!(drawn.is_ok());
        }
        let bytes = paper.0.borrow();
        let (rows, cols) = (SIZE.height, SIZE.width);
        let mut terminal = vt100::Parser::new(rows.try_into().unwrap(), cols.try_into().unwrap(), 0);
        terminal.process(&bytes);
        let cells = (0..rows).flat_map(|y| (0..cols).map(move |x| (x, y)));
        let seen = cells.map(|(x, y)| {
            let cell = terminal.screen().cell(y, x).unwrap();
            let (text, bg, line) = (cell.contents(), cell.bgcolor(), cell.underline());
            if matches!(text, "" | " ") && !cell.inverse() && !line {
                // Nobody sees the colour of the letters that a blank has not.
                return format!("{} {bg:?}", if cell.is_wide_continuation() { "half" } else { "blank" });
            }
            let text = if text.is_empty() { " " } else { text };
            format!("{text} {:?} {bg:?} {line} {} {}", cell.fgcolor(), cell.inverse(), text != " " && cell.bold())
        });
        seen.collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn every_frame_is_shown_as_if_it_were_the_only_one(
            frames in prop::collection::vec(words(), 1..5),
        ) {
            let last = &frames[frames.len() - 1..];
            prop_assert_eq!(after(&frames, Quiet::new), after(last, |alone| alone));
        }
    }
}
