//! Places a label around a box: as close as possible, with a leader line if it is far away.

use crate::geo::space::{Screen, ScreenRect};
use crate::lean::trig::sin_cos;
use crate::paint::{Mark, Stroke};
use crate::scene::labels::attempt::{Attempt, Placed};
use crate::scene::labels::collision::Tolerance;
use crate::scene::labels::label::Label;
use crate::scene::labels::state::{Around, Site, Slot};
use crate::scene::side::Side;
use crate::story::RegionId;

/// Steps by which a label is moved away from its box, CSS pixels.
const STEP: f64 = 5.0;
/// The cost of each side compared with the one before it, CSS pixels.
const SIDE_COST: f64 = 4.0;
/// The cost of each form compared with the one before it, CSS pixels.
const FORM_COST: f64 = 14.0;
/// A label on what it names winds away from the middle, by this share of what it costs.
const SPIRAL: f64 = 0.3;
/// How much better a new position must be for a label to move there, CSS pixels.
const STAY: f64 = 24.0;
/// Distance between the end of a leader line and the middle of what it leads to, CSS pixels.
const LEADER_GAP: f64 = 7.0;

/// Where a label may be placed around a box.
pub(super) struct Placement<'a> {
    pub(super) attempt: Attempt<'a>,
    /// What is labelled.
    pub(super) site: Site,
    /// How far the label may be moved away from it, CSS pixels.
    pub(super) reach: f64,
    /// A label moved at least this far has a leader line, CSS pixels.
    pub(super) leader_from: f64,
    /// So many of the forms may stand on what is labelled, where there is room between its coasts.
    pub(super) upon: usize,
    /// The islands that the label belongs to, to which it must be closest, in the order of their ids; empty for a
    /// boundary.
    pub(super) owners: &'a [RegionId],
}

impl Placement<'_> {
    /// Returns the best free position for one of the forms from `first` on, and its cost. A label stays where it was
    /// unless another position is much better; if it is bound, it stays or disappears.
    pub(super) fn best(&self, forms: &[Label], first: usize) -> Option<(f64, Around)> {
        let mut best = None;
        if let Some(Slot::Around(last)) = self.attempt.last {
            let kept = self.fitted(forms, Around { site: self.site, ..last }, self.attempt.staying());
            best = kept.map(|around| (cost(&around) - STAY, around));
        }
        if self.attempt.is_bound() {
            return best;
        }
        for form in first..forms.len() {
            for side in Side::ANY.iter().copied() {
                if side == Side::Upon && form >= self.upon {
                    continue;
                }
                let mut moved = 0.0;
                loop {
                    let around = Around { site: self.site, form, side, moved, shift: Screen::default() };
                    if moved > self.reach || best.as_ref().is_some_and(|(least, _)| cost(&around) >= *least) {
                        break;
                    }
                    if let Some(around) = self.fitted(forms, around, Tolerance::Fresh) {
                        best = Some((cost(&around), around));
                    }
                    moved += STEP;
                }
            }
        }
        best
    }

    /// Returns the label placed at a position.
    pub(super) fn placed(&self, forms: &[Label], around: Around) -> Option<Placed> {
        let label = forms.get(around.form)?;
        let theme = self.attempt.view.theme;
        let (rect, leader) = self.place(label, &around);
        let stroke = Stroke::solid(theme.faint_ink, 0.8);
        let mut marks = Vec::from_iter(leader.map(|line| Mark::Line { points: line.to_vec(), stroke }));
        marks.extend(label.marks(rect, around.side, theme.halo));
        Some(Placed { slot: Slot::Around(around), boxes: vec![rect.grown(2.0)], leader, marks })
    }

    /// Returns the label above what it names even if it covers others, for what is pointed at.
    pub(super) fn on_top(&self, label: &Label) -> Placed {
        let rect = label.rect(self.named(), Side::Above);
        let rect = rect.moved(inwards(rect, self.attempt.collision.in_sight()));
        let marks = label.marks(rect, Side::Above, self.attempt.view.theme.halo);
        Placed { slot: Slot::OnTop, boxes: Vec::new(), leader: None, marks }
    }

    /// Returns the box of what is labelled in the picture.
    fn named(&self) -> ScreenRect {
        self.attempt.view.camera.screen_rect(self.site.of).grown(self.site.margin)
    }

    /// Returns the box of a label at a position, and its leader line.
    pub(super) fn place(&self, label: &Label, around: &Around) -> (ScreenRect, Option<[Screen; 2]>) {
        let of = self.named();
        let rect = label.rect_away(of, around.side, around.moved).moved(around.shift);
        if around.side == Side::Upon {
            let (sin, cos) = sin_cos(around.moved);
            return (rect.moved(Screen::new(cos, sin) * (around.moved * SPIRAL)), None);
        }
        (rect, (around.moved >= self.leader_from).then(|| leader(rect, of)))
    }

    /// Returns a position if it is free; a new one is first shifted into the picture.
    fn fitted(&self, forms: &[Label], mut around: Around, tolerance: Tolerance) -> Option<Around> {
        let label = forms.get(around.form)?;
        let collision = self.attempt.collision;
        let (of, sight) = (self.named(), collision.in_sight());
        let is_seen = sight.contains(of.centre());
        let (mut rect, mut leader) = self.place(label, &around);
        if is_seen && tolerance == Tolerance::Fresh {
            around.shift = inwards(rect, sight);
            (rect, leader) = self.place(label, &around);
        }
        // A label and what it names are visible together, or the leader line would leave the picture.
        let is_unambiguous = || leader.is_some() || self.owners.is_empty() || collision.is_nearest(rect, self.owners);
        let is_free = (around.side == Side::Upon || !rect.grown(1.0).meets(of))
            && collision.fits(rect.grown(1.5), tolerance)
            && (tolerance == Tolerance::Carried || is_seen == sight.meets(rect) && is_unambiguous())
            && !collision.is_parted(rect.centre(), of.centre())
            && leader.is_none_or(|line| collision.is_clear_line(line, self.owners));
        is_free.then_some(around)
    }
}

/// Returns the cost of a position: its distance, and the order of its side and form.
fn cost(around: &Around) -> f64 {
    around.moved + around.side.order() * SIDE_COST + around.form as f64 * FORM_COST
}

/// Returns the shift that brings a box into the picture.
fn inwards(rect: ScreenRect, picture: ScreenRect) -> Screen {
    let shift = |min: f64, max: f64, low: f64, high: f64| (low - min).max(0.0) - (max - high).max(0.0);
    Screen::new(
        shift(rect.min.x, rect.max.x, picture.min.x, picture.max.x),
        shift(rect.min.y, rect.max.y, picture.min.y, picture.max.y),
    )
}

/// Returns the leader line from a label to what it names.
fn leader(label: ScreenRect, of: ScreenRect) -> [Screen; 2] {
    let to = of.centre();
    let from = Screen::new(to.x.max(label.min.x).min(label.max.x), to.y.max(label.min.y).min(label.max.y));
    [from, to.lerp(from, LEADER_GAP / to.distance(from).max(LEADER_GAP))]
}
