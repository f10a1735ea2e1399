//! A page as filled shapes: the one model that every vector format writes and that layouts produce.

use std::sync::Arc;

use kurbo::{Affine, BezPath, Rect};

use crate::qr::ink::Tone;

/// A filled area. Everything is black or white: one ink at the print shop, and no colour profile to go wrong.
#[derive(Debug, Clone)]
pub struct Fill {
    /// The outline in units of its own (modules, font units), filled by the nonzero rule.
    pub path: Arc<BezPath>,
    /// From those units to millimetres from the top left corner of the page; `y` points down.
    pub place: Affine,
    pub tone: Tone,
}

/// Where a code stands on a page, and what it has to say.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// The place of the code in the list of what was exported.
    pub item: usize,
    /// The text of the code.
    pub text: String,
    /// Its square with the quiet zone, in millimetres.
    pub area: Rect,
    /// The side of a module in millimetres.
    pub module_mm: f64,
}

#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Width in millimetres.
    pub width_mm: f64,
    /// Height in millimetres.
    pub height_mm: f64,
    /// What is on it, from bottom to top.
    pub fills: Vec<Fill>,
    /// The codes on it.
    pub spots: Vec<Spot>,
}

impl Page {
    pub fn new(width_mm: f64, height_mm: f64) -> Self {
        Self { width_mm, height_mm, ..Self::default() }
    }

    /// Adds a rectangle; its sides in millimetres.
    pub fn rect(&mut self, rect: Rect, tone: Tone) {
        self.fills.push(Fill { path: Arc::new(rectangle(rect)), place: Affine::IDENTITY, tone });
    }
}

/// The outline of a rectangle, clockwise where `y` points down.
pub fn rectangle(rect: Rect) -> BezPath {
    let mut path = BezPath::new();
    path.move_to((rect.x0, rect.y0));
    path.line_to((rect.x1, rect.y0));
    path.line_to((rect.x1, rect.y1));
    path.line_to((rect.x0, rect.y1));
    path.close_path();
    path
}
