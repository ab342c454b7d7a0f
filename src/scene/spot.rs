//! Where a name may stand: the nearest free place around its island, with a leader line where it is crowded.

use super::label::{Label, Side};
use super::memory::Choice;
use super::place::Room;
use crate::atlas::RegionId;
use crate::camera::Camera;
use crate::space::{Screen, ScreenRect, WorldRect};

/// Steps by which a name is moved away from its island, CSS pixels.
const STEP: f64 = 5.0;
/// How much farther a name may stand to be on the side before the next one, CSS pixels.
const SIDE_COST: f64 = 4.0;
/// How much farther a name may stand to have a better form, CSS pixels.
const FORM_COST: f64 = 14.0;
/// How much better another place must be for a name to leave the one that it had, CSS pixels.
const STAY: f64 = 24.0;
/// A leader line ends so far before the middle of what it leads to.
const LEADER_GAP: f64 = 7.0;

/// The question where a name may stand.
pub(super) struct Quest<'a> {
    pub(super) camera: &'a Camera,
    /// The box that is named.
    pub(super) of: WorldRect,
    /// By how much it is grown in the picture, CSS pixels.
    pub(super) margin: f64,
    /// How far from it the name may be moved, CSS pixels.
    pub(super) reach: f64,
    /// A line leads to it from a name that was moved at least so far, CSS pixels.
    pub(super) leader_from: f64,
    /// The islands that the name belongs to, to which it must be nearest; none for the name of a line.
    pub(super) owners: &'a [RegionId],
}

/// Where a name is put.
pub(super) struct Spot<'a> {
    pub(super) label: &'a Label,
    pub(super) rect: ScreenRect,
    pub(super) side: Side,
    pub(super) leader: Option<[Screen; 2]>,
    pub(super) choice: Choice,
}

impl Quest<'_> {
    /// The nearest free place, sides and forms weighed by their order, from a first form on; where the name was last
    /// it stays, unless another place is much better. With no form to try it stays or is not placed.
    pub(super) fn answer<'l>(
        &self,
        (labels, forms): (&'l [Label], std::ops::Range<usize>),
        last: Option<Choice>,
        room: &mut Room,
    ) -> Option<(f64, Spot<'l>)> {
        room.again(true);
        let mut best = last.and_then(|last| {
            let spot = self.spot(labels, Choice { of: self.of, margin: self.margin, ..last }, room)?;
            Some((handicap(last) + last.moved - STAY, spot))
        });
        room.again(false);
        for form in forms {
            for side in 0..Side::AROUND.len() {
                let mut choice = Choice { of: self.of, margin: self.margin, form, side, ..Choice::at(self.of.min, 0) };
                let most = best.as_ref().map_or(f64::INFINITY, |(cost, _)| *cost - handicap(choice));
                while choice.moved <= self.reach && choice.moved < most {
                    if let Some(spot) = self.spot(labels, choice, room) {
                        best = Some((handicap(choice) + choice.moved, spot));
                        break;
                    }
                    choice.moved += STEP;
                }
            }
        }
        best
    }

    /// The box that is named, in the picture.
    fn named(&self) -> ScreenRect {
        self.camera.screen_rect(self.of).grown(self.margin)
    }

    /// A place, if it is free.
    fn spot<'l>(&self, labels: &'l [Label], choice: Choice, room: &Room) -> Option<Spot<'l>> {
        let (of, label, side) = (self.named(), labels.get(choice.form)?, *Side::AROUND.get(choice.side)?);
        let natural = label.rect_away(of, side, choice.moved);
        let is_seen = room.in_sight().contains(of.centre());
        let shift = if room.is_again() || !is_seen { choice.shift } else { inwards(natural, room.in_sight()) };
        let rect = natural.moved(shift);
        let leader = (choice.moved >= self.leader_from).then(|| leader(rect, of));
        // A name and what it names are in sight together, or the line between them would leave the picture.
        let is_told = || leader.is_some() || self.owners.is_empty() || room.is_nearest(rect, self.owners);
        let is_fit = !rect.grown(1.0).meets(of)
            && room.is_free(rect.grown(1.5))
            && (room.is_carried() || is_seen == room.in_sight().meets(rect) && is_told())
            && leader.is_none_or(|line| room.is_clear_line(line));
        is_fit.then_some(Spot { label, rect, side, leader, choice: Choice { shift, ..choice } })
    }

    /// A place above, in its plainest form, even if something is there: for what is pointed at.
    pub(super) fn whatever_is_there(&self, label: &Label, room: &Room) -> (ScreenRect, Side) {
        let natural = label.rect(self.named(), Side::ABOVE);
        (natural.moved(inwards(natural, room.in_sight())), Side::ABOVE)
    }
}

/// By how much the order of side and form speaks against a place.
fn handicap(choice: Choice) -> f64 {
    choice.side as f64 * SIDE_COST + choice.form as f64 * FORM_COST
}

/// By how much a box must be shifted to lie in the picture, if it fits there.
fn inwards(rect: ScreenRect, picture: ScreenRect) -> Screen {
    let shift = |min: f64, max: f64, low: f64, high: f64| (low - min).max(0.0) - (max - high).max(0.0);
    Screen::new(
        shift(rect.min.x, rect.max.x, picture.min.x, picture.max.x),
        shift(rect.min.y, rect.max.y, picture.min.y, picture.max.y),
    )
}

/// The line from a name to what it names.
fn leader(name: ScreenRect, of: ScreenRect) -> [Screen; 2] {
    let to = of.centre();
    let from = Screen::new(to.x.max(name.min.x).min(name.max.x), to.y.max(name.min.y).min(name.max.y));
    [from, to.lerp(from, LEADER_GAP / to.distance(from).max(LEADER_GAP))]
}
