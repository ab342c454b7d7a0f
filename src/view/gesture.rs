//! Recognises gestures from pointer events.
//!
//! A press becomes a tap, unless it moves farther than [`SLOP`], a second finger joins, or a finger stays for
//! [`LONG_MS`]. Two fingers pinch; when one of them lifts, the other drags on. Two taps close in time and place are a
//! double tap. Under [`Policy::Cooperative`], a single moving finger scrolls the page.

use crate::geo::space::Screen;
use crate::lean::trig::log2;
use crate::view::pointer::{Mode, Phase, PointerEvent, PointerKind, Policy, WheelEvent, WheelUnit};

/// The farthest that a press may move and still be a tap, CSS pixels.
pub const SLOP: f64 = 6.0;
/// The duration of a long press, milliseconds.
const LONG_MS: f64 = 500.0;
/// The longest time between the taps of a double tap, milliseconds.
const DOUBLE_MS: f64 = 320.0;
/// The longest distance between them, CSS pixels.
const DOUBLE_REACH: f64 = 24.0;
/// The distance that a wheel turns for one doubling, CSS pixels.
const WHEEL_PX: f64 = 320.0;
/// The same with Ctrl, which is how browsers report a pinch, CSS pixels.
const PINCH_PX: f64 = 100.0;
/// The most doublings of one event.
const MOST_STEPS: f64 = 2.0;

/// A pointer that touches the map.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Finger {
    id: i32,
    at: Screen,
}

/// The current state of the pointers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Posture {
    /// Nothing touches.
    #[default]
    Open,
    /// One pointer is down and has not moved yet; at `long_ms`, milliseconds, it becomes a long press.
    Press { finger: Finger, long_ms: f64 },
    /// One finger has made a long press.
    Held(Finger),
    /// One finger scrolls the page.
    Scroll(Finger),
    /// One pointer drags.
    Drag(Finger),
    /// Two fingers are down.
    Pinch([Finger; 2]),
}

/// A hint to the reader that the page keeps its scrolling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// One finger scrolls the page, two move the map.
    Fingers,
    /// The wheel scrolls the page, and zooms together with a key.
    Wheel,
}

/// A recognised gesture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Gesture {
    /// A finger has touched down; at `long_ms`, milliseconds, it may become a long press; infinite if it cannot.
    Touch { long_ms: f64 },
    /// Move the ground under the first point to the second.
    Drag { from: Screen, to: Screen },
    /// Drag, and zoom by `steps` about `to`.
    Pinch { from: Screen, to: Screen, steps: f64 },
    /// Zoom by `steps` doublings about a point.
    Zoom { at: Screen, steps: f64 },
    /// A tap.
    Tap(Screen),
    /// The second tap of a double tap.
    DoubleTap(Screen),
    /// A long press.
    LongPress(Screen),
    /// A tap that sets a point.
    SetPoint(Screen),
    /// A mouse moves over the map without pressing.
    Hover(Screen),
    /// The mouse has left the map.
    Leave,
    /// The map has been released after a drag or pinch.
    Rest,
    /// The page keeps a gesture that may have been meant for the map.
    Hint(Hint),
}

/// Returns the gesture of a turn of the wheel.
pub(super) fn wheel(event: WheelEvent, policy: Policy) -> Gesture {
    if policy == Policy::Cooperative && !event.control && !event.command {
        return Gesture::Hint(Hint::Wheel);
    }
    let unit = match event.unit {
        WheelUnit::Pixel => 1.0,
        WheelUnit::Line => 16.0,
        WheelUnit::Page => 400.0,
    };
    let doubling = if event.control { PINCH_PX } else { WHEEL_PX };
    let steps = (-event.delta * unit / doubling).clamp(-MOST_STEPS, MOST_STEPS);
    Gesture::Zoom { at: event.at, steps }
}

/// Recognises the gestures of one set of pointers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Recognizer {
    posture: Posture,
    mode: Mode,
    last_tap: Option<(Screen, f64)>,
}

impl Recognizer {
    /// Whether the map is being dragged or pinched.
    pub(super) fn is_moving(&self) -> bool {
        matches!(self.posture, Posture::Drag(_) | Posture::Pinch(_))
    }

    /// Sets the purpose of a tap.
    pub(super) fn set_mode(&mut self, mode: Mode) {
        self.mode = mode;
    }

    /// Takes a pointer event, and returns its gesture, if any.
    pub(super) fn sense(&mut self, event: PointerEvent, policy: Policy, now_ms: f64) -> Option<Gesture> {
        let PointerEvent { id, kind, phase, at } = event;
        let finger = Finger { id, at };
        let scrolls = kind == PointerKind::Touch && policy == Policy::Cooperative;
        match phase {
            Phase::Down => self.down(finger, kind, now_ms),
            Phase::Move => self.moved(finger, kind, scrolls),
            Phase::Up => self.up(finger, scrolls, now_ms),
            Phase::Leave if self.posture == Posture::Open => (kind == PointerKind::Mouse).then_some(Gesture::Leave),
            Phase::Cancel if scrolls && matches!(self.posture, Posture::Press { .. }) => {
                self.posture = Posture::Open;
                Some(Gesture::Hint(Hint::Fingers))
            }
            Phase::Leave | Phase::Cancel => self.lifted(id, scrolls),
        }
    }

    /// Returns the long press that is due by now, if any.
    pub(super) fn held(&mut self, now_ms: f64) -> Option<Gesture> {
        let Posture::Press { finger, long_ms } = self.posture else { return None };
        (now_ms >= long_ms).then(|| {
            self.posture = Posture::Held(finger);
            Gesture::LongPress(finger.at)
        })
    }

    /// Returns the zoom of a pinch on a trackpad by a factor; `None` while fingers touch the map itself.
    pub(super) fn magnified(&self, at: Screen, by: f64) -> Option<Gesture> {
        let steps = log2(by).clamp(-MOST_STEPS, MOST_STEPS);
        (self.posture == Posture::Open).then_some(Gesture::Zoom { at, steps })
    }

    fn down(&mut self, finger: Finger, kind: PointerKind, now_ms: f64) -> Option<Gesture> {
        let is_touch = kind == PointerKind::Touch;
        let mut long_ms = f64::INFINITY;
        self.posture = match self.posture {
            Posture::Open => {
                if is_touch && self.mode == Mode::Browse {
                    long_ms = now_ms + LONG_MS;
                }
                Posture::Press { finger, long_ms }
            }
            Posture::Press { finger: first, .. }
            | Posture::Held(first)
            | Posture::Scroll(first)
            | Posture::Drag(first)
                if first.id != finger.id =>
            {
                Posture::Pinch([first, finger])
            }
            other => other,
        };
        is_touch.then_some(Gesture::Touch { long_ms })
    }

    fn moved(&mut self, finger: Finger, kind: PointerKind, scrolls: bool) -> Option<Gesture> {
        let (posture, gesture) = match self.posture {
            Posture::Open => return (kind == PointerKind::Mouse).then_some(Gesture::Hover(finger.at)),
            Posture::Press { finger: first, .. } if first.id == finger.id => {
                if first.at.distance(finger.at) <= SLOP {
                    return None;
                }
                if scrolls {
                    (Posture::Scroll(finger), Gesture::Hint(Hint::Fingers))
                } else {
                    (Posture::Drag(finger), Gesture::Drag { from: first.at, to: finger.at })
                }
            }
            Posture::Scroll(first) if first.id == finger.id => {
                self.posture = Posture::Scroll(finger);
                return None;
            }
            Posture::Drag(first) if first.id == finger.id => {
                (Posture::Drag(finger), Gesture::Drag { from: first.at, to: finger.at })
            }
            Posture::Pinch(before) => {
                let after = before.map(|other| if other.id == finger.id { finger } else { other });
                (Posture::Pinch(after), pinch(before, after))
            }
            _ => return None,
        };
        self.posture = posture;
        Some(gesture)
    }

    fn up(&mut self, finger: Finger, scrolls: bool, now_ms: f64) -> Option<Gesture> {
        match self.posture {
            Posture::Press { finger: first, .. } if first.id == finger.id => {
                self.posture = Posture::Open;
                Some(match self.mode {
                    Mode::Browse => self.tap(finger.at, now_ms),
                    Mode::Measure => Gesture::SetPoint(finger.at),
                })
            }
            _ => self.lifted(finger.id, scrolls),
        }
    }

    fn tap(&mut self, at: Screen, now_ms: f64) -> Gesture {
        let before = self.last_tap.take();
        let doubled =
            before.is_some_and(|(place, then)| now_ms - then < DOUBLE_MS && place.distance(at) < DOUBLE_REACH);
        if doubled {
            return Gesture::DoubleTap(at);
        }
        self.last_tap = Some((at, now_ms));
        Gesture::Tap(at)
    }

    /// Ends the touch of a pointer that has not tapped.
    fn lifted(&mut self, id: i32, scrolls: bool) -> Option<Gesture> {
        let (posture, gesture) = match self.posture {
            Posture::Press { finger, .. } | Posture::Held(finger) | Posture::Scroll(finger) if finger.id == id => {
                (Posture::Open, None)
            }
            Posture::Drag(finger) if finger.id == id => (Posture::Open, Some(Gesture::Rest)),
            Posture::Pinch([a, b]) if a.id == id || b.id == id => {
                let other = if a.id == id { b } else { a };
                if scrolls { (Posture::Scroll(other), Some(Gesture::Rest)) } else { (Posture::Drag(other), None) }
            }
            other => (other, None),
        };
        self.posture = posture;
        gesture
    }
}

fn pinch(before: [Finger; 2], after: [Finger; 2]) -> Gesture {
    let middle = |[a, b]: [Finger; 2]| a.at.lerp(b.at, 0.5);
    // Fingers that nearly touch would give extreme ratios, so the spread is at least 8 px.
    let spread = |[a, b]: [Finger; 2]| a.at.distance(b.at).max(8.0);
    Gesture::Pinch { from: middle(before), to: middle(after), steps: log2(spread(after) / spread(before)) }
}

#[cfg(test)]
mod tests;
