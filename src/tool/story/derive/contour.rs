//! Depth bands from a grid of depths: smoothed, refined, and contoured at each depth.
//!
//! All bands come from one grid that is linear between its nodes, so each lies within the previous one by construction.

use anyhow::{Context as _, Result};
use contour::ContourBuilder;
use geo::LineString;
use kuril_map::geo::space::LonLat;

use crate::story::derive::input::Input;
use crate::story::derive::ring::{Area, ring};

/// Heights of land are limited to this, so that a steep coast does not push the depth lines away from it; metres.
const HIGHEST_M: f64 = 60.0;
/// The grid is not smoothed above the first depth and fully smoothed below the second; metres.
const SMOOTHED_M: [f64; 2] = [150.0, 1500.0];
/// Below this depth, smoothing may only increase depths, so that it does not fill the trench; metres.
const TRENCH_M: f64 = 6500.0;
/// How often the spacing of the grid is halved before contouring.
const HALVINGS: u32 = 1;

/// A band: the sea floor deeper than a given depth.
#[derive(Debug)]
pub(crate) struct Band {
    /// The depth, metres.
    pub deeper_than_m: u32,
    /// Its patches.
    pub areas: Vec<Area>,
}

/// Returns the bands for all depths, in full detail.
///
/// `bell` is the width of the smoothing kernel, in nodes of the grid.
pub(crate) fn bands(input: &Input, bell: f64) -> Result<Vec<Band>> {
    let Input { relief: Some(relief), frame, conic, .. } = input else { return Ok(Vec::new()) };
    let depths_m = &input.recipe.depths_m;
    let mut grid = Grid { width: relief.width, values: relief.metres.iter().map(|z| -z.min(HIGHEST_M)).collect() };
    grid = grid.calmed(bell);
    for _ in 0..HALVINGS {
        grid = grid.halved().flipped().halved().flipped();
    }
    let step = 1.0 / (relief.per_degree * f64::from(2_u32.pow(HALVINGS)));
    let thresholds: Vec<f64> = depths_m.iter().map(|&depth| f64::from(depth)).collect();
    let contours = ContourBuilder::new(grid.width, grid.height(), true)
        .contours(&grid.values, &thresholds)
        .context("cannot draw the depth lines")?;
    // The contour builder puts the first node at 0.5.
    let lonlat =
        |x: f64, y: f64| LonLat::new(relief.origin.lon + (x - 0.5) * step, relief.origin.lat + (y - 0.5) * step);
    let closed = |line: &LineString<f64>| {
        let positions: Vec<LonLat> = line.coords().map(|place| lonlat(place.x, place.y)).collect();
        ring(&positions, frame, conic)
    };
    let band = |(contour, &deeper_than_m): (contour::Contour, &u32)| {
        let (polygons, _) = contour.into_inner();
        let area = |polygon: &geo::Polygon<f64>| Area {
            outer: closed(polygon.exterior()),
            holes: polygon.interiors().iter().map(closed).collect(),
        };
        Band { deeper_than_m, areas: polygons.iter().map(area).collect() }
    };
    Ok(contours.into_iter().zip(depths_m).map(band).collect())
}

/// Evenly spaced values, row by row.
struct Grid {
    width: usize,
    values: Vec<f64>,
}

impl Grid {
    fn height(&self) -> usize {
        self.values.len() / self.width.max(1)
    }

    /// Returns the grid smoothed, increasingly with depth.
    fn calmed(&self, width: f64) -> Self {
        let smooth = self.blurred(width).flipped().blurred(width).flipped();
        let [shallow, deep] = SMOOTHED_M;
        let mixed = self.values.iter().zip(smooth.values).map(|(&depth, smooth)| {
            let share = ((depth - shallow) / (deep - shallow)).clamp(0.0, 1.0);
            let calm = depth + (smooth - depth) * share;
            if depth > TRENCH_M { calm.max(depth) } else { calm }
        });
        Self { width: self.width, values: mixed.collect() }
    }

    /// Returns the rows smoothed by a Gaussian kernel; a row is extended by its end values.
    fn blurred(&self, width: f64) -> Self {
        let reach = (3.0 * width).ceil() as i32;
        let bell: Vec<f64> = (-reach..=reach).map(|x| (-0.5 * (f64::from(x) / width).powi(2)).exp()).collect();
        let total: f64 = bell.iter().sum();
        let values = self.values.chunks(self.width).flat_map(|row| {
            let row = padded(row, reach as usize);
            let sums: Vec<f64> = row
                .windows(bell.len())
                .map(|window| window.iter().zip(&bell).map(|(value, weight)| value * weight).sum::<f64>() / total)
                .collect();
            sums
        });
        Self { width: self.width, values: values.collect() }
    }

    /// Returns the rows with an interpolated value between each two, on the cubic through the four around it.
    fn halved(&self) -> Self {
        let values = self.values.chunks(self.width).flat_map(|row| {
            let row = padded(row, 1);
            let mut fine: Vec<f64> = row
                .windows(4)
                .flat_map(|four| match four {
                    &[a, b, c, d] => [b, (9.0 * (b + c) - a - d) / 16.0],
                    _ => [0.0; 2],
                })
                .collect();
            fine.extend(row.iter().rev().nth(1));
            fine
        });
        Self { width: 2 * self.width - 1, values: values.collect() }
    }

    /// Returns the transpose.
    fn flipped(&self) -> Self {
        let columns = (0..self.width).flat_map(|column| self.values.iter().skip(column).step_by(self.width).copied());
        Self { width: self.height(), values: columns.collect() }
    }
}

/// Returns the row with its end values repeated.
fn padded(row: &[f64], by: usize) -> Vec<f64> {
    let ends = |value: Option<&f64>| std::iter::repeat_n(value.copied().unwrap_or_default(), by);
    ends(row.first()).chain(row.iter().copied()).chain(ends(row.last())).collect()
}
