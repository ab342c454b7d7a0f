//! Events of pointers and the wheel; positions in CSS pixels from the corner of the map's box.

use crate::geo::space::Screen;

/// The kind of a pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerKind {
    /// A mouse, or anything else that hovers.
    Mouse,
    /// A finger.
    Touch,
}

/// The phase of a pointer event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The pointer touches down, or its main button is pressed.
    Down,
    /// It moves.
    Move,
    /// It lifts, or the button is released.
    Up,
    /// It leaves the map.
    Leave,
    /// The browser takes it over, for example to scroll the page.
    Cancel,
}

/// A pointer event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointerEvent {
    /// The id of the pointer, assigned by the browser.
    pub id: i32,
    /// Its kind.
    pub kind: PointerKind,
    /// What it does.
    pub phase: Phase,
    /// Its position.
    pub at: Screen,
}

/// The unit of a turn of the wheel (UI Events, `WheelEvent.deltaMode`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WheelUnit {
    /// CSS pixels.
    Pixel,
    /// Lines of text.
    Line,
    /// Pages.
    Page,
}

/// A turn of the wheel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WheelEvent {
    /// The position of the pointer.
    pub at: Screen,
    /// The amount; positive is down.
    pub delta: f64,
    /// The unit of the amount.
    pub unit: WheelUnit,
    /// Whether Ctrl is pressed. Most browsers report a pinch on a trackpad in this way, too.
    pub control: bool,
    /// Whether ⌘ is pressed.
    pub command: bool,
}

/// Which gestures control the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// All of them.
    Direct,
    /// Those that do not scroll the surrounding page: two fingers, and the wheel with a key.
    Cooperative,
}

/// The purpose of a press on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// To choose a place.
    #[default]
    Browse,
    /// To set a point for measuring.
    Measure,
}
