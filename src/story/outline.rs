//! The lines of a region on the plane: its fill, and the parts of it that are coast.
//!
//! Data is cut off at the story's extent. The cut is an edge of the sheet instead of a coast, so it is filled but
//! never stroked.

use crate::error::{Problem, Result};
use crate::geo::path::{Part, Path};
use crate::geo::projection::Conic;
use crate::geo::space::{LonLat, World, WorldRect};
use crate::lean::geojson::{Position, Shape};

/// Positions nearer than this to the edge of the extent count as on it, degrees: about 50 m.
const ON_EDGE: f64 = 5e-4;

/// The projection and extent that outlines are built with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ground {
    /// The projection of the story.
    pub conic: Conic,
    /// West, south, east and north limits of the data, degrees.
    pub extent: [f64; 4],
    /// The parallel along which land is cut into areas of different status, degrees; none for no cut.
    pub cut: Option<f64>,
}

impl Ground {
    /// Projects a position.
    #[must_use]
    pub fn world(&self, position: LonLat) -> World {
        self.conic.world_from_lonlat(position)
    }

    /// Whether a segment runs along the edge of the extent or along the cut.
    fn on_edge(&self, a: Position, b: Position) -> bool {
        let [west, south, east, north] = self.extent;
        let near = |a: f64, b: f64, limit: f64| (a - limit).abs() < ON_EDGE && (b - limit).abs() < ON_EDGE;
        let meridian = |limit| near(a[0], b[0], limit);
        let parallel = |limit| near(a[1], b[1], limit);
        self.cut.is_some_and(parallel) || meridian(west) || meridian(east) || parallel(south) || parallel(north)
    }
}

/// A region at one level of detail.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    fill: Path,
    coast: Option<Path>,
    points: Vec<World>,
    bounds: WorldRect,
}

impl Outline {
    /// Builds the outline of a checked shape.
    ///
    /// # Errors
    /// If the shape cannot be projected.
    pub(super) fn new(shape: &Shape, ground: &Ground) -> Result<Self> {
        let (lines, closed, points): (&[_], _, _) = match shape {
            Shape::Points(points) => (&[], false, worlds(points, ground)),
            Shape::Lines(lines) => (lines, false, Vec::new()),
            Shape::Rings(rings) => (rings, true, Vec::new()),
        };
        let mut parts = Vec::new();
        for line in lines {
            parts.extend(project(line, closed, ground));
        }
        let fill = Path::from(parts);
        let coast = if closed { coast(lines, ground) } else { None };
        // A region has either lines or points.
        let bounds = fill.bounds().or_else(|| WorldRect::around(&points));
        match bounds.filter(|bounds| bounds.min.x.is_finite() && bounds.min.y.is_finite()) {
            Some(bounds) => Ok(Self { fill, coast, points, bounds }),
            None => Err(Problem::unexpected("geometry.coordinates", "a place on the map", "none")),
        }
    }

    /// Returns the lines or rings, for filling or for lettering.
    #[must_use]
    pub fn fill(&self) -> &Path {
        &self.fill
    }

    /// Returns the parts of the rings that are coast and may be stroked.
    #[must_use]
    pub fn coast(&self) -> &Path {
        self.coast.as_ref().unwrap_or(&self.fill)
    }

    /// Returns the points of a region that consists of points.
    #[must_use]
    pub fn points(&self) -> &[World] {
        &self.points
    }

    /// Returns the smallest box around the whole outline.
    #[must_use]
    pub fn bounds(&self) -> WorldRect {
        self.bounds
    }
}

/// Returns the parts of the rings that are not on the edge of the extent; none if all of them are coast.
fn coast(rings: &[Vec<Position>], ground: &Ground) -> Option<Path> {
    let mut parts = Vec::new();
    let mut is_whole = true;
    for ring in rings {
        let edges = edges(ring, ground);
        match edges.iter().position(|is_edge| *is_edge) {
            Some(first) => {
                is_whole = false;
                stretches(ring, &edges, first, &mut |line| parts.extend(project(line, false, ground)));
            }
            None => parts.extend(project(ring, true, ground)),
        }
    }
    (!is_whole).then(|| parts.into())
}

fn project(line: &[Position], closed: bool, ground: &Ground) -> Option<Part> {
    Part::new(worlds(line, ground), closed)
}

fn worlds(line: &[Position], ground: &Ground) -> Vec<World> {
    let mut worlds = Vec::with_capacity(line.len());
    for &[lon, lat] in line {
        worlds.push(ground.world(LonLat::new(lon, lat)));
    }
    worlds
}

/// Returns for each segment of a ring whether it runs along the edge of the extent; segments start at each position.
fn edges(ring: &[Position], ground: &Ground) -> Vec<bool> {
    let mut edges = Vec::with_capacity(ring.len());
    for (index, a) in ring.iter().enumerate() {
        let b = ring.get(index + 1).or(ring.first());
        edges.push(b.is_some_and(|b| ground.on_edge(*a, *b)));
    }
    edges
}

/// Calls `take` with each open line between edge segments of a ring, starting after the edge segment `first`.
fn stretches(ring: &[Position], edges: &[bool], first: usize, take: &mut dyn FnMut(&[Position])) {
    let mut line: Vec<Position> = Vec::new();
    for step in 0..=ring.len() {
        let at = (first + step) % ring.len();
        line.extend(ring.get(at));
        if edges.get(at) == Some(&true) {
            if line.len() > 1 {
                take(&line);
            }
            line.clear();
        }
    }
}
