//! A backend that writes nothing where nothing has changed.

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

/// Passes on what changes something. By itself ratatui resets the colours and hides the cursor with each frame, a
/// frame without a changed cell included.
#[derive(Debug)]
pub struct Quiet<B> {
    inner: B,
    hidden: bool,
}

impl<B: Backend> Quiet<B> {
    /// A backend whose cursor is hidden already.
    pub fn new(inner: B) -> Self {
        Self { inner, hidden: true }
    }
}

impl<B: Backend> Backend for Quiet<B> {
    type Error = B::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, cells: I) -> Result<(), B::Error> {
        let mut cells = cells.peekable();
        if cells.peek().is_none() {
            return Ok(());
        }
        self.inner.draw(cells)
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
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> Result<(), B::Error> {
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

    use ratatui::backend::CrosstermBackend;
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

    #[test]
    fn a_frame_without_a_change_writes_nothing() {
        let paper = Paper::default();
        let viewport = Viewport::Fixed(ratatui::layout::Rect::new(0, 0, 9, 1));
        let backend = Quiet::new(CrosstermBackend::new(paper.clone()));
        let mut screen = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
        screen.draw(|frame| frame.render_widget("one", frame.area())).unwrap();
        let written = std::mem::take(&mut *paper.0.borrow_mut());
        assert!(String::from_utf8(written).unwrap().contains("one"));
        screen.draw(|frame| frame.render_widget("one", frame.area())).unwrap();
        assert!(paper.0.borrow().is_empty());
        screen.draw(|frame| frame.render_widget("two", frame.area())).unwrap();
        assert!(!paper.0.borrow().is_empty());
    }
}
