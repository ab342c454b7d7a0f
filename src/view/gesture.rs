//! Turns what pointers do into what the hand means.
//!
//! A press becomes a tap unless it travels farther than [`SLOP`] or a second finger joins. Two fingers pinch; when one
//! of them lifts, the other goes on dragging. Two taps close in time and place are a double tap.

use crate::geo::space::Screen;
use crate::lean::math::log2;
use crate::view::input::{Phase, Pointer, Touch};

/// A press that travels no farther than this is still a tap, CSS pixels.
pub const SLOP: f64 = 6.0;
/// Two taps within this time can be a double tap, milliseconds.
const DOUBLE_MS: f64 = 320.0;
/// … and within this distance, CSS pixels.
const DOUBLE_REACH: f64 = 24.0;

/// One pointer that touches the map.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Finger {
    id: i32,
    at: Screen,
}

/// The posture of the hand.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Posture {
    /// Nothing touches.
    #[default]
    Open,
    /// One pointer is down and has not travelled yet.
    Press { finger: Finger, from: Screen },
    /// One pointer drags.
    Drag(Finger),
    /// Two fingers are down.
    Pinch([Finger; 2]),
}

/// What the hand means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    /// Carry the place under the first point to the second.
    Drag { from: Screen, to: Screen },
    /// Carry along and zoom by `steps` about `to`.
    Pinch { from: Screen, to: Screen, steps: f64 },
    /// A tap.
    Tap(Screen),
    /// The second tap of two.
    DoubleTap(Screen),
    /// A mouse is over the map without pressing.
    Hover(Screen),
    /// The pointer has left.
    Leave,
    /// The hand has let go after moving the map.
    Rest,
}

/// The hand over the map.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Gesture {
    posture: Posture,
    last_tap: Option<(Screen, f64)>,
}

impl Gesture {
    /// Whether the hand is moving the map.
    pub(super) fn is_moving(&self) -> bool {
        matches!(self.posture, Posture::Drag(_) | Posture::Pinch(_))
    }

    /// Takes in what a pointer does, and says what it means.
    pub(super) fn sense(&mut self, touch: Touch, now_ms: f64) -> Option<Meaning> {
        let Touch { id, pointer, phase, at } = touch;
        let finger = Finger { id, at };
        match phase {
            Phase::Down => {
                self.down(finger);
                None
            }
            Phase::Move => self.moved(finger, pointer),
            Phase::Up => self.up(finger, now_ms),
            Phase::Cancel => self.cancel(id),
        }
    }

    fn down(&mut self, finger: Finger) {
        self.posture = match self.posture {
            Posture::Open => Posture::Press { finger, from: finger.at },
            Posture::Press { finger: first, .. } | Posture::Drag(first) if first.id != finger.id => {
                Posture::Pinch([first, finger])
            }
            other => other,
        };
    }

    fn moved(&mut self, finger: Finger, pointer: Pointer) -> Option<Meaning> {
        match self.posture {
            Posture::Open => (pointer == Pointer::Mouse).then_some(Meaning::Hover(finger.at)),
            Posture::Press { finger: first, from } if first.id == finger.id => {
                if from.distance(finger.at) <= SLOP {
                    return None;
                }
                self.posture = Posture::Drag(finger);
                Some(Meaning::Drag { from, to: finger.at })
            }
            Posture::Drag(first) if first.id == finger.id => {
                self.posture = Posture::Drag(finger);
                Some(Meaning::Drag { from: first.at, to: finger.at })
            }
            Posture::Pinch(before) => {
                let after = before.map(|other| if other.id == finger.id { finger } else { other });
                self.posture = Posture::Pinch(after);
                Some(pinch(before, after))
            }
            Posture::Press { .. } | Posture::Drag(_) => None,
        }
    }

    fn up(&mut self, finger: Finger, now_ms: f64) -> Option<Meaning> {
        match self.posture {
            Posture::Press { finger: first, .. } if first.id == finger.id => {
                self.posture = Posture::Open;
                Some(self.tap(finger.at, now_ms))
            }
            _ => self.cancel(finger.id),
        }
    }

    fn tap(&mut self, at: Screen, now_ms: f64) -> Meaning {
        let before = self.last_tap.take();
        let doubled =
            before.is_some_and(|(place, then)| now_ms - then < DOUBLE_MS && place.distance(at) < DOUBLE_REACH);
        if doubled {
            return Meaning::DoubleTap(at);
        }
        self.last_tap = Some((at, now_ms));
        Meaning::Tap(at)
    }

    fn cancel(&mut self, id: i32) -> Option<Meaning> {
        match self.posture {
            Posture::Open => Some(Meaning::Leave),
            Posture::Press { finger, .. } if finger.id == id => {
                self.posture = Posture::Open;
                None
            }
            Posture::Drag(finger) if finger.id == id => {
                self.posture = Posture::Open;
                Some(Meaning::Rest)
            }
            Posture::Pinch([a, b]) if a.id == id || b.id == id => {
                self.posture = Posture::Drag(if a.id == id { b } else { a });
                None
            }
            Posture::Press { .. } | Posture::Drag(_) | Posture::Pinch(_) => None,
        }
    }
}

fn pinch(before: [Finger; 2], after: [Finger; 2]) -> Meaning {
    let middle = |[a, b]: [Finger; 2]| a.at.lerp(b.at, 0.5);
    // Fingers that nearly touch would make any ratio; 8 px apart is the least that is told apart.
    let spread = |[a, b]: [Finger; 2]| a.at.distance(b.at).max(8.0);
    Meaning::Pinch { from: middle(before), to: middle(after), steps: log2(spread(after) / spread(before)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> Screen {
        Screen::new(x, y)
    }

    fn touch(id: i32, phase: Phase, x: f64, y: f64) -> Touch {
        Touch { id, pointer: Pointer::Touch, phase, at: at(x, y) }
    }

    fn mouse(id: i32, phase: Phase, x: f64, y: f64) -> Touch {
        Touch { id, pointer: Pointer::Mouse, phase, at: at(x, y) }
    }

    #[test]
    fn a_press_that_trembles_is_still_a_tap() {
        let mut hand = Gesture::default();
        assert_eq!(hand.sense(touch(1, Phase::Down, 10.0, 10.0), 0.0), None);
        assert_eq!(hand.sense(touch(1, Phase::Move, 13.0, 10.0), 10.0), None);
        assert_eq!(hand.sense(touch(1, Phase::Up, 13.0, 10.0), 20.0), Some(Meaning::Tap(at(13.0, 10.0))));
    }

    #[test]
    fn the_first_drag_starts_where_the_press_was() {
        let mut hand = Gesture::default();
        hand.sense(mouse(1, Phase::Down, 10.0, 10.0), 0.0);
        let meaning = hand.sense(mouse(1, Phase::Move, 40.0, 10.0), 10.0);
        assert_eq!(meaning, Some(Meaning::Drag { from: at(10.0, 10.0), to: at(40.0, 10.0) }));
    }

    #[test]
    fn two_fingers_that_part_zoom_in_by_their_ratio() {
        let mut hand = Gesture::default();
        hand.sense(touch(1, Phase::Down, 100.0, 100.0), 0.0);
        hand.sense(touch(2, Phase::Down, 200.0, 100.0), 0.0);
        let meaning = hand.sense(touch(2, Phase::Move, 300.0, 100.0), 5.0);
        assert_eq!(meaning, Some(Meaning::Pinch { from: at(150.0, 100.0), to: at(200.0, 100.0), steps: 1.0 }));
    }

    #[test]
    fn a_finger_that_stays_after_a_pinch_goes_on_dragging() {
        let mut hand = Gesture::default();
        hand.sense(touch(1, Phase::Down, 100.0, 100.0), 0.0);
        hand.sense(touch(2, Phase::Down, 200.0, 100.0), 0.0);
        assert_eq!(hand.sense(touch(1, Phase::Up, 100.0, 100.0), 9.0), None);
        let meaning = hand.sense(touch(2, Phase::Move, 210.0, 100.0), 12.0);
        assert_eq!(meaning, Some(Meaning::Drag { from: at(200.0, 100.0), to: at(210.0, 100.0) }));
    }

    #[test]
    fn two_quick_taps_are_a_double_tap_and_a_third_is_not() {
        let mut hand = Gesture::default();
        let mut tap = |now| {
            hand.sense(mouse(1, Phase::Down, 5.0, 5.0), now);
            hand.sense(mouse(1, Phase::Up, 5.0, 5.0), now)
        };
        assert!(matches!(tap(0.0), Some(Meaning::Tap(_))));
        assert!(matches!(tap(200.0), Some(Meaning::DoubleTap(_))));
        assert!(matches!(tap(400.0), Some(Meaning::Tap(_))));
    }
}
