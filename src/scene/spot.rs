//! Where a name may stand: the nearest free place around its island, with a leader line where it is crowded.

use crate::geo::camera::Camera;
use crate::geo::space::{Screen, ScreenRect, WorldRect};
use crate::paint::{Mark, Stroke};
use crate::scene::View;
use crate::scene::label::{Label, Side};
use crate::scene::memory::{Choice, Turn};
use crate::scene::place::Room;
use crate::story::RegionId;

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

impl Quest<'_> {
    /// The nearest free place and what it costs, sides and forms weighed by their order, of the forms from `first` on.
    /// Where the name was last it stays, unless another place is much better; if it is bound, it stays or is gone.
    pub(super) fn answer(
        &self,
        turn: Turn<'_>,
        (labels, first): (&[Label], usize),
        room: &mut Room,
    ) -> Option<(f64, Choice)> {
        let mut best = None;
        let site = Choice { of: self.of, margin: self.margin, ..Choice::at(self.of.min, 0) };
        if let Some(last) = turn.last {
            let mut choice = Choice { form: last.form, side: last.side, moved: last.moved, shift: last.shift, ..site };
            room.again(true);
            if self.fits(labels, &mut choice, room) {
                best = Some((cost(&choice) - STAY, choice));
            }
            if turn.is_bound() {
                return best;
            }
        }
        room.again(false);
        for form in first..labels.len() {
            for side in Side::AROUND {
                let mut choice = Choice { form, side, ..site };
                while choice.moved <= self.reach && best.is_none_or(|(least, _)| cost(&choice) < least) {
                    if self.fits(labels, &mut choice, room) {
                        best = Some((cost(&choice), choice));
                    }
                    choice.moved += STEP;
                }
            }
        }
        best
    }

    /// Sets a name at its place.
    pub(super) fn set(&self, view: &View<'_>, (labels, choice): (&[Label], Choice), room: &mut Room) -> Option<Choice> {
        let label = labels.get(choice.form)?;
        let (rect, leader) = self.place(label, &choice);
        room.take(rect.grown(2.0));
        if let Some(line) = leader {
            room.take_line(line);
            let stroke = Stroke::solid(view.theme.faint_ink, 0.8);
            room.marks.push(Mark::Line { points: line.to_vec(), stroke });
        }
        label.set(rect, choice.side(), view.theme.halo, &mut room.marks);
        Some(choice)
    }

    /// The box that is named, in the picture.
    fn named(&self) -> ScreenRect {
        self.camera.screen_rect(self.of).grown(self.margin)
    }

    /// The box of a name, and the line from it.
    fn place(&self, label: &Label, choice: &Choice) -> (ScreenRect, Option<[Screen; 2]>) {
        let of = self.named();
        let rect = label.rect_away(of, choice.side(), choice.moved).moved(choice.shift);
        (rect, (choice.moved >= self.leader_from).then(|| leader(rect, of)))
    }

    /// Shifts a place into the picture, and says whether it is free.
    fn fits(&self, labels: &[Label], choice: &mut Choice, room: &Room) -> bool {
        let Some(label) = labels.get(choice.form) else { return false };
        let (of, sight) = (self.named(), room.in_sight());
        let is_seen = sight.contains(of.centre());
        let (mut rect, mut leader) = self.place(label, choice);
        if is_seen && !room.is_again() {
            choice.shift = inwards(rect, sight);
            (rect, leader) = self.place(label, choice);
        }
        // A name and what it names are in sight together, or the line between them would leave the picture.
        let is_told = || leader.is_some() || self.owners.is_empty() || room.is_nearest(rect, self.owners);
        !rect.grown(1.0).meets(of)
            && room.is_free(rect.grown(1.5))
            && (room.is_carried() || is_seen == sight.meets(rect) && is_told())
            && leader.is_none_or(|line| room.is_clear_line(line, self.owners))
    }

    /// A place above, even if something is there: for what is pointed at.
    pub(super) fn whatever_is_there(&self, label: &Label, room: &Room) -> ScreenRect {
        let rect = label.rect(self.named(), Side::ABOVE);
        rect.moved(inwards(rect, room.in_sight()))
    }
}

/// How much speaks against a place: its distance, and the order of side and form.
fn cost(choice: &Choice) -> f64 {
    choice.moved + choice.side as f64 * SIDE_COST + choice.form as f64 * FORM_COST
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
