//! The time of the core, which never goes back, whatever the clock of the page does.
//!
//! Flights and gestures last until a time; behind a clock that was set back they would last as long as it was set back.

/// The page's clock, and how far the core is ahead of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    last: f64,
    /// How much later it is for the core than for the page, milliseconds.
    pub(super) ahead: f64,
}

impl Clock {
    /// Returns the core's time at a time of the page, milliseconds.
    pub(super) fn at(&mut self, page_ms: f64) -> f64 {
        self.ahead = self.ahead.max(self.last - page_ms);
        self.last = page_ms + self.ahead;
        self.last
    }
}
