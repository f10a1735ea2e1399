//! What the hand on the mouse is doing: clicks that are two, and a scroll bar that is held.

use std::time::Duration;

use super::Spots;
use crate::app::{Gesture, Mouse, MouseAct, Target};

/// Two clicks within this time are one double click.
const DOUBLE: Duration = Duration::from_millis(400);

/// What the hand on the mouse is doing.
#[derive(Debug, Default)]
pub struct Hand {
    /// The last click, and where.
    clicked: Option<(Duration, (u16, u16))>,
    /// The scroll bar that is held.
    bar: Option<Target>,
}

impl Hand {
    /// What was meant by something done with the mouse `now`, on a screen with these things on it; nothing where nothing was.
    pub fn take(&mut self, mouse: Mouse, spots: &Spots, now: Duration) -> Option<(Target, Gesture)> {
        let target = spots.at(mouse.column, mouse.row);
        let gesture = match mouse.act {
            MouseAct::WheelUp => Gesture::Up,
            MouseAct::WheelDown => Gesture::Down,
            MouseAct::Release => {
                self.bar = None;
                return None;
            }
            MouseAct::Drag => {
                let target = spots.along(self.bar?, mouse.row);
                return Some((target, Gesture::Click));
            }
            MouseAct::Press => {
                self.bar = Some(target).filter(|target| matches!(target, Target::Bar { .. }));
                let place = (mouse.column, mouse.row);
                let again = self.clicked.take_if(|(at, before)| *before == place && now.saturating_sub(*at) < DOUBLE);
                if again.is_some() {
                    Gesture::DoubleClick
                } else {
                    self.clicked = Some((now, place));
                    Gesture::Click
                }
            }
        };
        Some((target, gesture))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_clicks_in_one_place_and_soon_are_one_double_click() {
        use Gesture::{Click, DoubleClick};
        let (mut hand, spots) = (Hand::default(), Spots::default());
        let mut press = |column, millis| {
            let mouse = Mouse { act: MouseAct::Press, column, row: 0 };
            hand.take(mouse, &spots, Duration::from_millis(millis)).expect("a click").1
        };
        let told = [press(1, 0), press(1, 100), press(1, 200), press(1, 700), press(2, 750)];
        assert_eq!(told, [Click, DoubleClick, Click, Click, Click], "three are one and a half");
    }
}
