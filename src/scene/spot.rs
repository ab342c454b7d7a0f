//! Where a name may stand: the nearest free place around its island, with a leader line where it is crowded.

use super::label::{Label, Side};
use super::place::Room;
use crate::atlas::RegionId;
use crate::space::{Screen, ScreenRect};

/// Steps by which a name is moved away from its island, CSS pixels.
const STEP: f64 = 5.0;
/// How much farther a name may stand to be on the side before the next one, CSS pixels.
const SIDE_COST: f64 = 4.0;
/// How much farther a name may stand to have a better form, CSS pixels.
const FORM_COST: f64 = 14.0;
/// A leader line ends so far before the middle of what it leads to.
const LEADER_GAP: f64 = 7.0;

/// The question where a name may stand.
pub(super) struct Quest<'a> {
    /// The box that is named.
    pub(super) of: ScreenRect,
    /// How far from it the name may be moved, CSS pixels.
    pub(super) reach: f64,
    /// A line leads to it from a name that was moved at least so far, CSS pixels.
    pub(super) leader_from: f64,
    /// The islands that the name belongs to: it must be nearest to them.
    pub(super) owners: &'a [RegionId],
}

/// Where a name is put.
pub(super) struct Spot<'a> {
    pub(super) label: &'a Label,
    pub(super) rect: ScreenRect,
    pub(super) side: Side,
    pub(super) leader: Option<[Screen; 2]>,
}

impl Quest<'_> {
    /// The nearest free place, sides and forms weighed by their order.
    pub(super) fn answer<'l>(&self, labels: &'l [Label], room: &Room) -> Option<Spot<'l>> {
        let mut best: Option<(f64, Spot<'l>)> = None;
        for (form, label) in labels.iter().enumerate() {
            for (turn, side) in Side::AROUND.into_iter().enumerate() {
                let handicap = turn as f64 * SIDE_COST + form as f64 * FORM_COST;
                let most = best.as_ref().map_or(f64::INFINITY, |(cost, _)| *cost - handicap);
                if let Some((moved, spot)) = self.along(label, side, most, room) {
                    best = Some((handicap + moved, spot));
                }
            }
        }
        best.map(|(_, spot)| spot)
    }

    /// The first free place on one side that is moved by less than `most`.
    fn along<'l>(&self, label: &'l Label, side: Side, most: f64, room: &Room) -> Option<(f64, Spot<'l>)> {
        let steps = (0..).map(|step| f64::from(step) * STEP);
        let mut near = steps.take_while(|moved| *moved <= self.reach && *moved < most);
        near.find_map(|moved| {
            let rect = within(label.rect_away(self.of, side, moved), room.in_sight());
            let is_free = !rect.grown(1.0).meets(self.of) && room.is_free(rect.grown(1.5));
            let leader = (moved >= self.leader_from).then(|| leader(rect, self.of));
            let is_clear = |line: [Screen; 2]| room.is_clear_line(line);
            let told_apart = is_free && (leader.is_some() || room.is_nearest(rect, self.owners));
            (told_apart && leader.is_none_or(is_clear)).then_some((moved, Spot { label, rect, side, leader }))
        })
    }

    /// A place above, in its plainest form, even if something is there: for what is pointed at.
    pub(super) fn whatever_is_there<'l>(&self, labels: &'l [Label], room: &Room) -> Option<Spot<'l>> {
        let label = labels.iter().min_by(|a, b| a.height().total_cmp(&b.height()))?;
        let rect = within(label.rect(self.of, Side::ABOVE), room.in_sight());
        Some(Spot { label, rect, side: Side::ABOVE, leader: None })
    }
}

/// A box moved into the picture, if it fits there.
fn within(rect: ScreenRect, picture: ScreenRect) -> ScreenRect {
    let shift = |min: f64, max: f64, low: f64, high: f64| (low - min).max(0.0) - (max - high).max(0.0);
    rect.moved(Screen::new(
        shift(rect.min.x, rect.max.x, picture.min.x, picture.max.x),
        shift(rect.min.y, rect.max.y, picture.min.y, picture.max.y),
    ))
}

/// The line from a name to what it names.
fn leader(name: ScreenRect, of: ScreenRect) -> [Screen; 2] {
    let to = of.centre();
    let from = Screen::new(to.x.max(name.min.x).min(name.max.x), to.y.max(name.min.y).min(name.max.y));
    [from, to.lerp(from, LEADER_GAP / to.distance(from).max(LEADER_GAP))]
}
