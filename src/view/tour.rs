//! The guided tour: a few steps, each with a place, a day, a perspective and a sentence.

use crate::story::Story;
use crate::view::Session;
use crate::view::effect::Effect;
use crate::view::input::TourMove;
use crate::view::state::ViewState;

/// The progress of the tour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tour {
    /// The current step, or the one at which it was left, from 0.
    pub step: usize,
    /// Whether the reader is on the tour.
    pub is_on: bool,
    /// A step that was asked for before the tour was loaded.
    pub(super) awaited: Option<Awaited>,
}

/// A step of a tour that is not loaded yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Awaited {
    /// The step, from 0.
    pub(super) step: usize,
    /// Whether the map is to show what the step says; else it shows that already.
    pub(super) moves: bool,
}

impl Tour {
    /// Returns the step that was asked for before the tour was loaded, from 0.
    #[must_use]
    pub fn awaited(&self) -> Option<usize> {
        self.awaited.map(|awaited| awaited.step)
    }
}

impl Session {
    /// Starts, moves or leaves the tour. Other actions of the reader do not change its step. After the last step the map
    /// shows its first view.
    pub(super) fn guide(&mut self, story: &Story, step: TourMove, now_ms: f64) {
        let count = story.reading().tour.len();
        let Tour { step: here, is_on, .. } = self.tour;
        let to = match step {
            TourMove::Enter => Some(here),
            TourMove::Next if is_on && here + 1 >= count => return self.end(story, now_ms),
            TourMove::Next => Some(here + 1),
            TourMove::Back if here == 0 => return,
            TourMove::Back => Some(here - 1),
            TourMove::Leave => None,
            TourMove::To(to) => to,
        };
        if self.stand_at(story, to, true) && self.tour.is_on {
            self.show_step(story, now_ms);
        }
    }

    /// Sets the step, or leaves the tour; a step of a tour that is not loaded is awaited. Returns whether that concerns the
    /// reader.
    fn stand_at(&mut self, story: &Story, to: Option<usize>, moves: bool) -> bool {
        let last = story.reading().tour.len().checked_sub(1);
        let tour = match (to, last) {
            (None, _) => Tour { is_on: false, awaited: None, ..self.tour },
            (Some(step), None) => Tour { awaited: Some(Awaited { step, moves }), ..Tour::default() },
            (Some(step), Some(last)) => Tour { step: step.min(last), is_on: true, awaited: None },
        };
        let concerns = std::mem::replace(&mut self.tour, tour).is_on || tour.is_on;
        if concerns {
            self.emit(Effect::Toured);
        }
        concerns
    }

    /// Takes up the tour at a step while the map shows a restored state, or leaves it. If the state has no view of its own
    /// and says what the step says, or nothing, the map shows all that the step says.
    pub(super) fn take_up(&mut self, story: &Story, to: Option<usize>, moves: bool, now_ms: f64) {
        if self.stand_at(story, to, moves) && self.tour.is_on && moves && self.follows(story) {
            self.show_step(story, now_ms);
        }
    }

    /// Goes to the step that was awaited, now that the tour is loaded, if it has such a step.
    pub(super) fn resume_tour(&mut self, story: &Story, now_ms: f64) {
        let Some(Awaited { step, moves }) = self.tour.awaited.take() else { return };
        if step < story.reading().tour.len() {
            self.take_up(story, Some(step), moves, now_ms);
        }
    }

    /// Returns whether the map shows what the present step says, or what it shows by default.
    fn follows(&self, story: &Story) -> bool {
        let Some(stop) = story.reading().tour.get(self.tour.step) else { return false };
        let (shown, latest) = (self.chosen.as_ref().map(|place| &place.id), story.manifest().as_of);
        let first = story.status().perspectives().first().map_or("", |perspective| perspective.id.as_str());
        let shows =
            |place, date, perspective| (shown, self.date, self.perspective.id.as_str()) == (place, date, perspective);
        shows(stop.place.as_ref(), stop.date.unwrap_or(latest), &stop.perspective) || shows(None, latest, first)
    }

    /// Shows on the map what the present step says.
    fn show_step(&mut self, story: &Story, now_ms: f64) {
        let Some(stop) = story.reading().tour.get(self.tour.step) else { return };
        self.look_from(story, &stop.perspective);
        self.set_date(story, stop.date);
        self.ranges.clone_from(&stop.ranges);
        let place = stop.place.as_deref().and_then(|id| story.place(id));
        let is_whole = place.is_none();
        self.choose(story, place, now_ms);
        if stop.ranges.is_some() {
            self.frame_ranges(story, now_ms);
        } else if is_whole {
            self.fly(story, self.home, now_ms);
        }
        // Announce the text of the step, not the changes on the way to it.
        self.effects.retain(|effect| !matches!(effect, Effect::Announce(_)));
        self.emit(Effect::Announce(stop.text.get(&self.lang).to_owned()));
    }

    /// Ends the tour: the map shows what it shows at first.
    fn end(&mut self, story: &Story, now_ms: f64) {
        let first = ViewState { settings: self.settings.clone(), ranges: None, ..self.state_without_address(story) };
        self.restore(story, &first, now_ms);
        self.tour = Tour::default();
    }
}
