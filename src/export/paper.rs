//! Sheets of paper.

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Paper {
    /// 210 by 297 mm.
    #[default]
    A4,
    /// 297 by 420 mm.
    A3,
    /// 8.5 by 11 inches.
    Letter,
}

/// A sheet of paper as it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Sheet {
    pub paper: Paper,
    /// Whether the long side is the width.
    pub landscape: bool,
}

impl Sheet {
    /// Width and height in millimetres.
    pub fn size_mm(self) -> (f64, f64) {
        let (short, long) = match self.paper {
            Paper::A4 => (210.0, 297.0),
            Paper::A3 => (297.0, 420.0),
            Paper::Letter => (215.9, 279.4),
        };
        if self.landscape { (long, short) } else { (short, long) }
    }
}
