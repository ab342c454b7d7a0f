//! Things on a sheet by where they lie, so that only those nearby are compared.

use crate::geo::space::{Screen, ScreenRect};

/// Size of a bucket, CSS pixels: about that of a label.
const SIZE: f64 = 48.0;
/// The most buckets in a row or a column.
const MOST: f64 = 200.0;

/// The numbers of things in buckets; what lies beyond the edge of the sheet is in the buckets at that edge.
#[derive(Clone, Debug)]
pub(super) struct Buckets {
    origin: Screen,
    columns: usize,
    /// Row by row.
    things: Vec<Vec<u32>>,
}

impl Buckets {
    /// Returns empty buckets for a sheet.
    pub(super) fn new(sheet: ScreenRect) -> Self {
        let count = |extent: f64| (extent / SIZE).ceil().clamp(1.0, MOST) as usize;
        let (columns, rows) = (count(sheet.width()), count(sheet.height()));
        Self { origin: sheet.min, columns, things: vec![Vec::new(); columns * rows] }
    }

    /// Puts a thing into all buckets that its box meets.
    pub(super) fn put(&mut self, rect: ScreenRect, thing: u32) {
        let [left, right, top, bottom] = self.reach(rect);
        for row in top..=bottom {
            for bucket in self.things.iter_mut().skip(row * self.columns + left).take(right + 1 - left) {
                bucket.push(thing);
            }
        }
    }

    /// Returns whether anything is true of a thing near a box; a thing may be asked about several times.
    pub(super) fn any(&self, rect: ScreenRect, is_it: &dyn Fn(u32) -> bool) -> bool {
        let [left, right, top, bottom] = self.reach(rect);
        (top..=bottom).any(|row| {
            let buckets = self.things.get(row * self.columns + left..=row * self.columns + right);
            buckets.is_some_and(|buckets| buckets.iter().flatten().any(|thing| is_it(*thing)))
        })
    }

    /// Returns the first and last column and row that a box meets.
    fn reach(&self, rect: ScreenRect) -> [usize; 4] {
        let rows = self.things.len() / self.columns.max(1);
        let at = |offset: f64, count: usize| ((offset / SIZE).max(0.0) as usize).min(count.saturating_sub(1));
        let (min, max) = (rect.min - self.origin, rect.max - self.origin);
        [at(min.x, self.columns), at(max.x, self.columns), at(min.y, rows), at(max.y, rows)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn rect(x: f64, y: f64, width: f64, height: f64) -> ScreenRect {
        ScreenRect::new(Screen::new(x, y), Screen::new(x + width, y + height))
    }

    #[test]
    fn whatever_meets_a_box_is_found_inside_the_sheet_and_beyond_its_edges() {
        let mut state = 1_u64;
        let mut number = |below: f64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f64 / f64::from(1 << 24) * below
        };
        let mut any = || rect(number(1600.0) - 400.0, number(1200.0) - 400.0, number(200.0), number(60.0));
        let boxes: Vec<ScreenRect> = (0..300).map(|_| any()).collect();
        let mut buckets = Buckets::new(rect(0.0, 0.0, 800.0, 400.0));
        for (number, one) in (0..).zip(&boxes) {
            buckets.put(*one, number);
        }
        for _ in 0..2000 {
            let wanted = any();
            let met = boxes.iter().any(|other| other.meets(wanted));
            assert_eq!(buckets.any(wanted, &|other| boxes[other as usize].meets(wanted)), met, "{wanted:?}");
        }
    }

    #[test]
    fn a_box_is_compared_with_what_lies_near_it_alone() {
        let mut buckets = Buckets::new(rect(0.0, 0.0, 4800.0, 4800.0));
        for number in 0..10_000 {
            let at = rect(f64::from(number % 100) * 48.0, f64::from(number / 100) * 48.0, 8.0, 8.0);
            buckets.put(at, number);
        }
        let compared = Cell::new(0);
        let met = buckets.any(rect(1010.0, 1010.0, 60.0, 14.0), &|_| {
            compared.set(compared.get() + 1);
            false
        });
        assert!(!met && compared.get() <= 9, "{} of 10000 were compared", compared.get());
    }
}
