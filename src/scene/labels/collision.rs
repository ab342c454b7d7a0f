//! An index of what is covered on the sheet: labels, coasts and islands.

use crate::geo::camera::Camera;
use crate::geo::path::Path;
use crate::geo::space::{Screen, ScreenRect};
use crate::scene::labels::buckets::Buckets;
use crate::story::RegionId;

/// Size of the cells in which coasts are recorded, CSS pixels.
const CELL: f64 = 4.0;

/// Least distance between a leader line and other islands, CSS pixels.
const BERTH: f64 = 5.0;

/// About how many points of an island are recorded.
const SAMPLES: usize = 24;

/// How strictly a label is tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tolerance {
    /// A new label: clear of coasts and inside the picture. While the map moves, no new label appears in sight.
    Fresh,
    /// A label that stays on a map at rest: it may be slightly closer to coasts.
    Kept,
    /// A label that moves with the map: it may also cross the edge of the picture.
    Carried,
}

/// The boxes that are taken, and the coasts that labels avoid.
#[derive(Clone, Debug)]
pub(super) struct Collision {
    in_sight: ScreenRect,
    taken: Vec<ScreenRect>,
    /// The same boxes by where they lie.
    taken_near: Buckets,
    columns: usize,
    rows: usize,
    /// One value per cell, row by row.
    coast: Vec<bool>,
    /// A few points of each island, from all around it, in the order of the ids.
    islands: Vec<(RegionId, Vec<Screen>)>,
    /// Lines that no label may lie beyond, seen from what it names.
    barriers: Vec<[Screen; 2]>,
    /// All these points, and by where they lie.
    points: Vec<(RegionId, Screen)>,
    points_near: Buckets,
    is_moving: bool,
}

impl Collision {
    /// Returns the index of an empty sheet whose part `in_sight` is visible.
    pub(super) fn new(in_sight: ScreenRect, is_moving: bool) -> Self {
        let cells = |extent: f64| (extent / CELL).ceil().clamp(1.0, 4096.0) as usize;
        let (columns, rows) = (cells(in_sight.width()), cells(in_sight.height()));
        Self {
            in_sight,
            taken: Vec::new(),
            taken_near: Buckets::new(in_sight),
            columns,
            rows,
            coast: vec![false; columns * rows],
            islands: Vec::new(),
            barriers: Vec::new(),
            points: Vec::new(),
            points_near: Buckets::new(in_sight),
            is_moving,
        }
    }

    /// Returns the visible part of the sheet.
    pub(super) fn in_sight(&self) -> ScreenRect {
        self.in_sight
    }

    /// Reserves a box.
    pub(super) fn take(&mut self, rect: ScreenRect) {
        self.taken_near.put(rect, self.taken.len() as u32);
        self.taken.push(rect);
    }

    /// Records a coast.
    pub(super) fn add_coast(&mut self, camera: &Camera, path: &Path) {
        for part in path.parts() {
            let points = part.points().iter();
            let closing = part.points().first().filter(|_| part.is_closed());
            let mut last: Option<Screen> = None;
            for point in points.chain(closing).map(|point| camera.screen_from_world(*point)) {
                if let Some(before) = last {
                    self.add_segment([before, point]);
                }
                last = Some(point);
            }
        }
    }

    fn add_segment(&mut self, line: [Screen; 2]) {
        if !ScreenRect::new(line[0], line[1]).meets(self.in_sight) {
            return;
        }
        for at in along(line) {
            let cell = at - self.in_sight.min;
            let (column, row) = ((cell.x / CELL).floor(), (cell.y / CELL).floor());
            let is_inside = column >= 0.0 && row >= 0.0 && column < self.columns as f64;
            let index = if is_inside { row as usize * self.columns + column as usize } else { usize::MAX };
            if let Some(cell) = self.coast.get_mut(index) {
                *cell = true;
            }
        }
    }

    /// Records the position of an island, after those of smaller ids, so that no other island's label is closer to it.
    pub(super) fn add_island(&mut self, id: RegionId, points: impl ExactSizeIterator<Item = Screen>) {
        let every = points.len().div_ceil(SAMPLES).max(1);
        let points: Vec<Screen> = points.step_by(every).collect();
        for point in &points {
            self.points_near.put(ScreenRect::new(*point, *point), self.points.len() as u32);
            self.points.push((id, *point));
        }
        self.islands.push((id, points));
    }

    /// Returns whether anything is true of a reserved box near another one.
    fn any_taken(&self, near: ScreenRect, is_it: &dyn Fn(ScreenRect) -> bool) -> bool {
        self.taken_near.any(near, &|number| self.taken.get(number as usize).is_some_and(|other| is_it(*other)))
    }

    /// Returns whether anything is true of an island's point near a box.
    fn any_point(&self, near: ScreenRect, is_it: &dyn Fn(RegionId, Screen) -> bool) -> bool {
        self.points_near.any(near, &|number| self.points.get(number as usize).is_some_and(|(id, at)| is_it(*id, *at)))
    }

    /// Returns the recorded points of an island.
    fn points(&self, island: RegionId) -> &[Screen] {
        let place = self.islands.binary_search_by_key(&island, |(id, _)| *id).ok();
        place.and_then(|at| self.islands.get(at)).map_or(&[], |(_, points)| points)
    }

    /// Returns whether a box is at least as close to its owners, whose ids ascend, as to any other island.
    pub(super) fn is_nearest(&self, rect: ScreenRect, owners: &[RegionId]) -> bool {
        let own = owners.iter().flat_map(|owner| self.points(*owner));
        let least = own.map(|point| rect.distance(*point)).fold(f64::INFINITY, f64::min);
        if least == f64::INFINITY {
            return self.islands.iter().all(|(id, _)| owners.binary_search(id).is_ok());
        }
        let is_closer = |point: Screen| rect.distance(point) < least;
        !self.any_point(rect.grown(least), &|id, point| is_closer(point) && owners.binary_search(&id).is_err())
    }

    /// Returns the visible point of an island that is closest to the middle of its visible part.
    pub(super) fn middle_in_sight(&self, island: RegionId) -> Option<Screen> {
        let points = self.points(island);
        let (mut sum, mut count) = (Screen::default(), 0.0);
        for point in points.iter().filter(|point| self.in_sight.contains(**point)) {
            sum = sum + *point;
            count += 1.0;
        }
        let (mut least, mut found) = (f64::INFINITY, None);
        for point in points.iter().filter(|point| self.in_sight.contains(**point)) {
            let distance = point.distance(sum * (1.0 / count));
            if distance < least {
                (least, found) = (distance, Some(*point));
            }
        }
        found
    }

    /// Returns whether a box overlaps no label and is not cut by the edge of the visible part; coasts are ignored.
    pub(super) fn is_clear(&self, rect: ScreenRect, tolerance: Tolerance) -> bool {
        let is_uncut = tolerance == Tolerance::Carried
            || !self.in_sight.meets(rect)
            || !self.is_moving && self.in_sight.covers(rect);
        is_uncut && !self.any_taken(rect, &|other| other.meets(rect))
    }

    /// Returns whether a box overlaps neither a label nor a coast.
    pub(super) fn fits(&self, rect: ScreenRect, tolerance: Tolerance) -> bool {
        self.is_clear(rect, tolerance) && self.is_off_coasts(rect, tolerance)
    }

    /// Returns whether a box overlaps no coast.
    pub(super) fn is_off_coasts(&self, rect: ScreenRect, tolerance: Tolerance) -> bool {
        // The cells shift relative to the coasts whenever the map moves.
        let margin = if tolerance == Tolerance::Fresh { 0.0 } else { -CELL };
        !self.holds_coast(rect.grown(margin))
    }

    fn holds_coast(&self, rect: ScreenRect) -> bool {
        let cell = |at: f64, count: usize| (at / CELL).floor().max(0.0).min(count as f64) as usize;
        let (min, max) = (rect.min - self.in_sight.min, rect.max - self.in_sight.min);
        let columns = cell(min.x, self.columns)..(cell(max.x, self.columns) + 1).min(self.columns);
        let mut rows = cell(min.y, self.rows)..(cell(max.y, self.rows) + 1).min(self.rows);
        let is_coast = |row: usize| {
            let cells = self.coast.get(row * self.columns + columns.start..row * self.columns + columns.end);
            cells.is_some_and(|cells| cells.contains(&true))
        };
        rows.any(is_coast)
    }

    /// Keeps labels on the side of a line on which the island is that they name.
    pub(super) fn add_barrier(&mut self, line: [Screen; 2]) {
        self.barriers.push(line);
    }

    /// Returns whether a barrier lies between two points.
    pub(super) fn is_parted(&self, one: Screen, other: Screen) -> bool {
        let side = |[from, to]: [Screen; 2], at: Screen| {
            (to.x - from.x) * (at.y - from.y) - (to.y - from.y) * (at.x - from.x) < 0.0
        };
        let crosses = |line: [Screen; 2]| {
            side(line, one) != side(line, other) && side([one, other], line[0]) != side([one, other], line[1])
        };
        self.barriers.iter().any(|line| crosses(*line))
    }

    /// Reserves the way of a leader line.
    pub(super) fn take_line(&mut self, line: [Screen; 2]) {
        // Wide enough that no other line passes between two of its points.
        for at in along(line) {
            self.take(ScreenRect::new(at, at).grown(2.5));
        }
    }

    /// Returns whether a leader line crosses no label, and no island except its owners, whose ids ascend.
    pub(super) fn is_clear_line(&self, line: [Screen; 2], owners: &[RegionId]) -> bool {
        let is_other = |id: RegionId| owners.binary_search(&id).is_err();
        along(line).all(|at| {
            let spot = ScreenRect::new(at, at);
            !self.any_taken(spot, &|other| other.contains(at))
                && !self.any_point(spot.grown(BERTH), &|id, point| point.distance(at) <= BERTH && is_other(id))
        })
    }
}

/// Returns points along a line, one cell apart, without its start.
fn along([from, to]: [Screen; 2]) -> impl Iterator<Item = Screen> {
    let steps = (from.distance(to) / CELL).ceil().clamp(1.0, 4096.0) as usize;
    (1..=steps).map(move |step| from.lerp(to, step as f64 / steps as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::camera::Zoom;
    use crate::geo::path::Part;
    use crate::geo::space::{Size, World};

    fn rect(x: f64, y: f64, width: f64, height: f64) -> ScreenRect {
        ScreenRect::new(Screen::new(x, y), Screen::new(x + width, y + height))
    }

    #[test]
    fn a_box_is_free_beside_a_coast_and_not_across_it() {
        let camera =
            Camera { centre: World::new(0.0, 0.0), zoom: Zoom::from_scale(1.0), size: Size::new(200.0, 100.0) };
        let mut collision = Collision::new(camera.size.rect(), false);
        let line = Part::new(vec![World::new(0.0, 50.0), World::new(0.0, -50.0)], false);
        collision.add_coast(&camera, &line.into_iter().collect());
        assert!(collision.fits(rect(10.0, 40.0, 80.0, 12.0), Tolerance::Fresh));
        assert!(!collision.fits(rect(60.0, 40.0, 80.0, 12.0), Tolerance::Fresh));
        assert!(collision.is_clear(rect(60.0, 40.0, 80.0, 12.0), Tolerance::Fresh));
    }

    #[test]
    fn a_box_is_not_free_where_another_lies_or_the_edge_cuts() {
        let mut collision = Collision::new(rect(0.0, 0.0, 100.0, 100.0), false);
        collision.take(rect(10.0, 10.0, 20.0, 20.0));
        assert!(!collision.fits(rect(25.0, 25.0, 20.0, 10.0), Tolerance::Fresh));
        assert!(!collision.fits(rect(90.0, 50.0, 20.0, 10.0), Tolerance::Fresh));
        assert!(collision.fits(rect(40.0, 40.0, 20.0, 10.0), Tolerance::Fresh));
    }

    #[test]
    fn a_leader_line_may_not_cross_a_name_and_keeps_later_names_away() {
        let mut collision = Collision::new(rect(0.0, 0.0, 100.0, 100.0), false);
        collision.take(rect(40.0, 40.0, 20.0, 20.0));
        assert!(!collision.is_clear_line([Screen::new(10.0, 50.0), Screen::new(90.0, 50.0)], &[]));
        let line = [Screen::new(10.0, 10.0), Screen::new(90.0, 10.0)];
        assert!(collision.is_clear_line(line, &[]));
        collision.take_line(line);
        assert!(!collision.fits(rect(40.0, 5.0, 20.0, 10.0), Tolerance::Fresh));
    }
}
