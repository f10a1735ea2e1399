//! The dark modules of a code as one outline.
//!
//! Drawn module by module, or row by row, a code shows hairlines between neighbours in viewers that smooth edges.
//! Here every dark area is one polygon with holes, and its edges are exactly those between dark and light.

use kurbo::{BezPath, Point};

use crate::qr::Matrix;

/// A step along the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Right,
    Down,
    Left,
    Up,
}

impl Way {
    const ALL: [Self; 4] = [Self::Right, Self::Down, Self::Left, Self::Up];

    fn bit(self) -> u8 {
        1 << self as u8
    }

    fn step(self, (x, y): (u16, u16)) -> (u16, u16) {
        match self {
            Self::Right => (x + 1, y),
            Self::Down => (x, y + 1),
            Self::Left => (x - 1, y),
            Self::Up => (x, y - 1),
        }
    }
}

/// The outline of all dark modules, in modules, with the top left corner of the code at (`quiet`, `quiet`). Edges
/// run clockwise around dark areas and counterclockwise around the holes in them, so either fill rule fills it.
pub(super) fn outline(matrix: &Matrix, quiet: u16) -> BezPath {
    let side = matrix.size() + 1;
    let index = |(x, y): (u16, u16)| usize::from(y) * usize::from(side) + usize::from(x);
    // Which edges leave each corner of the grid, with the dark module to their right.
    let mut edges = vec![0_u8; usize::from(side) * usize::from(side)];
    for y in 0..matrix.size() {
        for x in (0..matrix.size()).filter(|x| matrix.dark(*x, y)) {
            if !matrix.dark(x, y.wrapping_sub(1)) {
                edges[index((x, y))] |= Way::Right.bit();
            }
            if !matrix.dark(x + 1, y) {
                edges[index((x + 1, y))] |= Way::Down.bit();
            }
            if !matrix.dark(x, y + 1) {
                edges[index((x + 1, y + 1))] |= Way::Left.bit();
            }
            if !matrix.dark(x.wrapping_sub(1), y) {
                edges[index((x, y + 1))] |= Way::Up.bit();
            }
        }
    }
    let mut path = BezPath::new();
    let corner = |(x, y): (u16, u16)| Point::new(f64::from(x + quiet), f64::from(y + quiet));
    for start in (0..side).flat_map(|y| (0..side).map(move |x| (x, y))) {
        // Every closed walk has a rightward edge at its top.
        while edges[index(start)] & Way::Right.bit() != 0 {
            let (mut at, mut way) = (start, Way::Right);
            path.move_to(corner(at));
            loop {
                edges[index(at)] &= !way.bit();
                at = way.step(at);
                if at == start {
                    break;
                }
                let Some(next) = Way::ALL.into_iter().find(|next| edges[index(at)] & next.bit() != 0) else { break };
                if next != way {
                    path.line_to(corner(at));
                }
                way = next;
            }
            path.close_path();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use kurbo::Shape as _;

    use super::*;

    #[test]
    fn the_outline_winds_around_dark_modules_and_no_others() {
        for text in ["HI", "https://wa.me/message/ANED2T5QRU7HG1", "https://chat.whatsapp.com/LYTfzdP1hMT7QgXKNqmVxr"] {
            let matrix = Matrix::encode(text).unwrap();
            let path = outline(&matrix, 4);
            for y in 0..matrix.size() + 8 {
                for x in 0..matrix.size() + 8 {
                    let dark = matrix.dark(x.wrapping_sub(4), y.wrapping_sub(4));
                    let winding = path.winding(Point::new(f64::from(x) + 0.5, f64::from(y) + 0.5));
                    assert_eq!(winding.abs(), i32::from(dark), "module {x}, {y} of {text}");
                }
            }
        }
    }

    #[test]
    fn corners_are_integers_and_straight_edges_are_not_cut() {
        let path = outline(&Matrix::encode("HI").unwrap(), 4);
        let mut previous: Vec<Point> = Vec::new();
        for element in path.elements() {
            if let Some(point) = element.end_point() {
                assert_eq!((point.x.fract(), point.y.fract()), (0.0, 0.0));
                if let [.., a, b] = previous.as_slice() {
                    let turn = (*b - *a).cross(point - *b);
                    assert!(turn.abs() > 0.5, "{a:?} {b:?} {point:?}");
                }
                previous.push(point);
            } else {
                previous.clear();
            }
        }
    }
}
