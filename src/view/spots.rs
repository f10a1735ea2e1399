//! What stands where on the screen, for the mouse. Drawing notes it; whatever was noted last lies on top.

use ratatui::layout::{Position, Rect};

use super::opened::Opened;
use crate::app::keymap::Key;
use crate::app::{Pane, Target};

/// All that was noted while a screen was drawn.
#[derive(Debug, Clone, Default)]
pub struct Spots {
    spots: Vec<Spot>,
    /// Where the dialog stands that was drawn last.
    pub(super) opened: Opened,
}

/// A part of the screen.
#[derive(Debug, Clone)]
struct Spot {
    area: Rect,
    what: What,
}

/// What stands in a part of the screen.
#[derive(Debug, Clone)]
pub(crate) enum What {
    /// The lines of a list.
    Rows {
        /// The pane; none for a dialog.
        pane: Option<Pane>,
        /// The item that each line belongs to.
        items: Vec<Option<usize>>,
        /// The selected item.
        selected: usize,
    },
    /// A scroll bar.
    Bar {
        /// The pane; none for a dialog.
        pane: Option<Pane>,
        /// Items in all.
        total: usize,
        /// The selected item.
        selected: usize,
    },
    /// A pane, or its name.
    Pane(Pane),
    /// The name of a key.
    Key(Key),
    /// A button, so many steps from the one with the focus.
    Button(isize),
    /// A dialog, where nothing else in it was meant.
    Nothing,
}

impl Spots {
    /// What stands in a cell.
    pub fn at(&self, column: u16, row: u16) -> Target {
        let at = Position::new(column, row);
        let Some(spot) = self.spots.iter().rev().find(|spot| spot.area.contains(at)) else { return Target::Nothing };
        let line = usize::from(row - spot.area.y);
        match spot.what {
            What::Rows { pane, ref items, selected } => match (items.get(line).copied().flatten(), pane) {
                (Some(item), _) => Target::Row { pane, item, selected },
                (None, Some(pane)) => Target::Pane(pane),
                (None, None) => Target::Nothing,
            },
            What::Bar { pane, total, selected } => {
                let item = line * total.saturating_sub(1) / usize::from(spot.area.height).saturating_sub(1).max(1);
                Target::Bar { pane, item, selected }
            }
            What::Pane(pane) => Target::Pane(pane),
            What::Key(key) => Target::Key(key),
            What::Button(steps) => Target::Button(steps),
            What::Nothing => Target::Nothing,
        }
    }

    /// The same row of a scroll bar, however far from it the mouse has got while the button was held.
    pub fn along(&self, bar: Target, row: u16) -> Target {
        let Target::Bar { pane: wanted, .. } = bar else { return Target::Nothing };
        let of = |spot: &&Spot| matches!(spot.what, What::Bar { pane, .. } if pane == wanted);
        let Some(spot) = self.spots.iter().rev().find(of) else { return Target::Nothing };
        let row = row.clamp(spot.area.top(), spot.area.bottom().saturating_sub(1).max(spot.area.top()));
        self.at(spot.area.x, row)
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.spots.clear();
    }

    /// How many notes there are.
    pub(super) fn count(&self) -> usize {
        self.spots.len()
    }

    /// Forgets what was noted after so many.
    pub(super) fn keep(&mut self, count: usize) {
        self.spots.truncate(count);
    }

    /// Takes over what stands in a row of another drawing, of which only buttons and the like can be moved.
    pub(super) fn move_row(&mut self, other: &Self, from: u16, to: u16) {
        for spot in other.spots.iter().filter(|spot| (spot.area.top()..spot.area.bottom()).contains(&from)) {
            if !matches!(spot.what, What::Rows { .. } | What::Bar { .. }) {
                self.note(Rect { y: to, height: 1, ..spot.area }, spot.what.clone());
            }
        }
    }

    /// Notes what stands in a part of the screen.
    pub(crate) fn note(&mut self, area: Rect, what: What) {
        self.spots.push(Spot { area, what });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_note_lies_on_top_and_bars_reach_from_the_first_item_to_the_last() {
        let mut spots = Spots::default();
        spots.note(Rect::new(0, 0, 20, 10), What::Pane(Pane::Codes));
        let items = vec![Some(4), None, Some(5)];
        spots.note(Rect::new(0, 1, 19, 3), What::Rows { pane: Some(Pane::Codes), items, selected: 4 });
        spots.note(Rect::new(19, 1, 1, 9), What::Bar { pane: Some(Pane::Codes), total: 101, selected: 4 });
        let row = |item| Target::Row { pane: Some(Pane::Codes), item, selected: 4 };
        let bar = |item| Target::Bar { pane: Some(Pane::Codes), item, selected: 4 };
        assert_eq!([spots.at(3, 1), spots.at(3, 3)], [row(4), row(5)]);
        assert_eq!([spots.at(3, 2), spots.at(3, 8)], [Target::Pane(Pane::Codes); 2]);
        assert_eq!([spots.at(19, 1), spots.at(19, 5), spots.at(19, 9)], [bar(0), bar(50), bar(100)]);
        assert_eq!([spots.along(bar(0), 0), spots.along(bar(0), 99)], [bar(0), bar(100)]);
        spots.note(Rect::new(2, 2, 5, 5), What::Nothing);
        assert_eq!([spots.at(3, 2), spots.at(60, 60)], [Target::Nothing; 2]);
    }
}
