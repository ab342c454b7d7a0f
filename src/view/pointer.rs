//! What pointers and the wheel do, as the page hears of it; positions in CSS pixels of the map's own box.

use crate::geo::space::Screen;

/// What points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerKind {
    /// A mouse or anything that hovers.
    Mouse,
    /// A finger.
    Touch,
}

/// What a pointer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It touches down, or its main button is pressed.
    Down,
    /// It moves.
    Move,
    /// It lifts, or the button is released.
    Up,
    /// It leaves the map.
    Leave,
    /// The browser takes it away, for example to scroll the page.
    Cancel,
}

/// One pointer doing something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointerEvent {
    /// Which pointer; the browser numbers them.
    pub id: i32,
    /// What it is.
    pub kind: PointerKind,
    /// What it does.
    pub phase: Phase,
    /// Where it is.
    pub at: Screen,
}

/// In what a wheel counts its turns (UI Events, `WheelEvent.deltaMode`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WheelUnit {
    /// CSS pixels.
    Pixel,
    /// Lines of text.
    Line,
    /// Pages.
    Page,
}

/// The wheel turning.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WheelEvent {
    /// Where the pointer is.
    pub at: Screen,
    /// How far it turns; down where positive.
    pub delta: f64,
    /// In what that is counted.
    pub unit: WheelUnit,
    /// Whether Ctrl is pressed. Most browsers also say so of two fingers that pinch on a trackpad.
    pub control: bool,
    /// Whether ⌘ is pressed.
    pub command: bool,
}

/// Which gestures are the map's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// All of them.
    Direct,
    /// Those that do not scroll the page around the map: two fingers, and the wheel with a key.
    Cooperative,
}

/// What a press on the map is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// It chooses a place.
    #[default]
    Browse,
    /// It sets a point that is measured.
    Measure,
}
