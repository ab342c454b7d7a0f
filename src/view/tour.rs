//! The guided tour: a few steps, each a place, a day, a side and a sentence.

use crate::story::Atlas;
use crate::view::App;
use crate::view::effect::Effect;
use crate::view::input::TourMove;

/// How far the tour has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tour {
    /// The step, from 0, at which it is or was left.
    pub step: usize,
    /// Whether the reader is on it.
    pub is_on: bool,
}

impl App {
    /// Begins, moves or leaves the tour. What the reader does besides leaves it where it is.
    pub(super) fn guide(&mut self, atlas: &Atlas, step: TourMove, now_ms: f64) -> Vec<Effect> {
        let last = atlas.reading().tour.len().saturating_sub(1);
        let Tour { step: here, is_on } = self.tour;
        self.tour = match step {
            TourMove::Enter => Tour { step: here.min(last), is_on: !atlas.reading().tour.is_empty() },
            TourMove::Next if here >= last => Tour::default(),
            TourMove::Next => Tour { step: here + 1, is_on },
            TourMove::Back => Tour { step: here.saturating_sub(1), is_on },
            TourMove::Leave => Tour { step: here, is_on: false },
        };
        let mut effects = vec![Effect::Toured];
        if let Some(stop) = atlas.reading().tour.get(self.tour.step).filter(|_| self.tour.is_on) {
            effects.extend(self.look_from(atlas, &stop.perspective));
            effects.extend(self.set_date(atlas, stop.date));
            let place = stop.place.as_deref().and_then(|id| atlas.place(id));
            let is_whole = place.is_none();
            effects.extend(self.choose(atlas, place, now_ms));
            if is_whole {
                effects.extend(self.fly(atlas, self.home, now_ms));
            }
            // The step's own words are said, not what changed on the way to it.
            effects.retain(|effect| !matches!(effect, Effect::Announce(_)));
            effects.push(Effect::Announce(stop.text.get(&self.lang).to_owned()));
        }
        effects
    }
}
