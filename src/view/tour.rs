//! The guided tour: a few steps, each with a place, a day, a perspective and a sentence.

use crate::story::Story;
use crate::view::Session;
use crate::view::effect::Effect;
use crate::view::input::TourMove;

/// The progress of the tour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tour {
    /// The current step, or the one at which it was left, from 0.
    pub step: usize,
    /// Whether the reader is on the tour.
    pub is_on: bool,
}

impl Session {
    /// Starts, moves or leaves the tour. Other actions of the reader do not change its step.
    pub(super) fn guide(&mut self, story: &Story, step: TourMove, now_ms: f64) {
        let last = story.reading().tour.len().saturating_sub(1);
        let Tour { step: here, is_on } = self.tour;
        self.tour = match step {
            TourMove::Back if here == 0 => return,
            TourMove::Enter => Tour { step: here.min(last), is_on: !story.reading().tour.is_empty() },
            TourMove::Next if here >= last => Tour::default(),
            TourMove::Next => Tour { step: here + 1, is_on },
            TourMove::Back => Tour { step: here.saturating_sub(1), is_on },
            TourMove::Leave => Tour { step: here, is_on: false },
            TourMove::At(step) => {
                let tour = Tour { step: step.map_or(here, |step| step.min(last)), is_on: step.is_some() };
                if std::mem::replace(&mut self.tour, tour) != tour {
                    self.emit(Effect::Toured);
                }
                return;
            }
        };
        self.emit(Effect::Toured);
        if let Some(stop) = story.reading().tour.get(self.tour.step).filter(|_| self.tour.is_on) {
            self.look_from(story, &stop.perspective);
            self.set_date(story, stop.date);
            let place = stop.place.as_deref().and_then(|id| story.place(id));
            let is_whole = place.is_none();
            self.choose(story, place, now_ms);
            if is_whole {
                self.fly(story, self.home, now_ms);
            }
            // Announce the text of the step, not the changes on the way to it.
            self.effects.retain(|effect| !matches!(effect, Effect::Announce(_)));
            self.emit(Effect::Announce(stop.text.get(&self.lang).to_owned()));
        }
    }
}
