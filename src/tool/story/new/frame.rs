//! The part of the Earth that a draft shows: extent, first view and projection, from where its features lie.

use geo::Rect;

use super::features::Features;

/// Room around the features in the first view, as a share of their extent.
const ROOM: f64 = 0.08;
/// The data go on around the first view by this share of its longer side, so that the map fills wide and high pages.
const AROUND: f64 = 0.75;
/// The least height and width of the first view, degrees.
const LEAST: f64 = 0.02;
/// The farthest parallel that the projection draws well.
const NORTHERNMOST: f64 = 88.0;
/// The least latitude of the standard parallels: astride the equator a cone would be none.
const LEAST_PARALLEL: f64 = 0.5;

/// The limits of a map, west, south, east and north, degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    /// Limits of the data.
    pub(super) extent: [f64; 4],
    /// Limits of the first view.
    pub(super) start: [f64; 4],
}

impl Frame {
    /// The frame around the features that the story is about, else around all.
    pub(super) fn around(features: &Features) -> Self {
        let start = grown(features.bounds(), ROOM);
        Self { extent: widened(start), start }
    }

    /// The standard parallels: a sixth of the height from the limits, on one side of the equator.
    pub(super) fn standard(&self) -> [f64; 2] {
        let [_, south, _, north] = self.start;
        let (low, high) = (south + (north - south) / 6.0, north - (north - south) / 6.0);
        if low.min(high) >= LEAST_PARALLEL || low.max(high) <= -LEAST_PARALLEL {
            return [low, high].map(rounded);
        }
        let side = if low + high < 0.0 { -1.0 } else { 1.0 };
        let far = low.abs().max(high.abs()).max(2.0 * LEAST_PARALLEL);
        let (near, far) = (side * LEAST_PARALLEL, side * far);
        [near.min(far), near.max(far)].map(rounded)
    }

    /// The middle of the first view.
    pub(super) fn origin(&self) -> [f64; 2] {
        let [west, south, east, north] = self.start;
        [f64::midpoint(west, east), f64::midpoint(south, north)].map(rounded)
    }

    /// The extent as a rectangle.
    pub(super) fn rect(&self) -> Rect {
        let [west, south, east, north] = self.extent;
        Rect::new((west, south), (east, north))
    }
}

/// The limits with a little room around them, and not too small.
fn grown([west, south, east, north]: [f64; 4], share: f64) -> [f64; 4] {
    let room = |low: f64, high: f64, least: f64| ((high - low) * share).max((least - (high - low)) / 2.0);
    let up = room(south, north, LEAST);
    // A view of one island is not to be a strip.
    let height = north - south + 2.0 * up;
    let aside = room(west, east, height * 0.5 / shrink(south, north));
    limited([west - aside, south - up, east + aside, north + up])
}

/// The limits with room for pages of any shape.
fn widened([west, south, east, north]: [f64; 4]) -> [f64; 4] {
    let shrink = shrink(south, north);
    let up = (north - south).max((east - west) * shrink) * AROUND;
    limited([west - up / shrink, south - up, east + up / shrink, north + up])
}

/// How much shorter a degree of longitude is than one of latitude.
fn shrink(south: f64, north: f64) -> f64 {
    f64::midpoint(south, north).to_radians().cos().max(0.1)
}

/// The limits, once around the Earth at most and without the poles.
fn limited([west, south, east, north]: [f64; 4]) -> [f64; 4] {
    let (middle, half) = (f64::midpoint(west, east), ((east - west) / 2.0).min(180.0));
    [middle - half, south.max(-NORTHERNMOST), middle + half, north.min(NORTHERNMOST)].map(rounded)
}

/// Four decimals: about ten metres.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(bounds: [f64; 4]) -> Frame {
        let start = grown(bounds, ROOM);
        Frame { extent: widened(start), start }
    }

    #[test]
    fn a_single_place_has_a_view_with_room() {
        let Frame { start: [west, south, east, north], .. } = frame([10.75, 59.9, 10.75, 59.9]);
        assert!(north - south > 0.019 && east - west > 0.01, "{west} {south} {east} {north}");
    }

    #[test]
    fn standard_parallels_lie_on_one_side_of_the_equator() {
        for bounds in
            [[170.0, 51.0, 184.0, 53.0], [-160.0, -6.0, -150.0, 2.0], [0.0, -1.0, 1.0, 1.0], [0.0, -60.0, 1.0, -50.0]]
        {
            let [low, high] = frame(bounds).standard();
            assert!(low <= high && low * high > 0.0, "{bounds:?}: {low} {high}");
        }
    }

    #[test]
    fn the_whole_earth_is_one_turn_without_its_poles() {
        let Frame { extent, start } = frame([-180.0, -90.0, 180.0, 90.0]);
        assert_eq!([extent, start], [[-180.0, -88.0, 180.0, 88.0]; 2]);
    }
}
