//! The lines of a region on the plane: what is filled, and what of it is coast.
//!
//! Data is cut off at the story's extent. The cut is an edge of the sheet and no coast, so it is filled up to but
//! never stroked.

use super::geojson::Shape;
use crate::error::{Problem, Result};
use crate::path::{Part, Path};
use crate::projection::Conic;
use crate::space::{LonLat, World, WorldRect};

/// A position counts as on the edge of the extent when nearer than this, degrees: about 50 m.
const ON_EDGE: f64 = 5e-4;

/// The projection and the extent with which outlines are made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ground {
    /// The projection of the story.
    pub conic: Conic,
    /// West, south, east and north limit of the data, degrees.
    pub extent: [f64; 4],
    /// The parallel along which land is cut into areas of different status, where one is.
    pub cut: Option<f64>,
}

impl Ground {
    /// The place of a position on the plane.
    #[must_use]
    pub fn world(&self, position: LonLat) -> World {
        self.conic.world_from_lonlat(position)
    }

    /// Whether a segment runs along the edge of the extent, or along the cut.
    fn on_edge(&self, a: LonLat, b: LonLat) -> bool {
        let [west, south, east, north] = self.extent;
        let both =
            |on: &dyn Fn(LonLat) -> f64, limit: f64| (on(a) - limit).abs() < ON_EDGE && (on(b) - limit).abs() < ON_EDGE;
        let (lon, lat) = (|p: LonLat| p.lon, |p: LonLat| p.lat);
        let along_cut = self.cut.is_some_and(|cut| both(&lat, cut));
        along_cut || both(&lon, west) || both(&lon, east) || both(&lat, south) || both(&lat, north)
    }
}

/// One level of detail of a region.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    fill: Path,
    coast: Option<Path>,
    points: Vec<World>,
    bounds: WorldRect,
}

impl Outline {
    /// The outline of a checked shape.
    ///
    /// # Errors
    /// Where the shape has no place on the plane.
    pub(super) fn new(shape: &Shape, ground: &Ground) -> Result<Self> {
        let project = |line: &Vec<LonLat>, closed| {
            Part::new(line.iter().map(|position| ground.world(*position)).collect(), closed)
        };
        let (fill, coast, points): (Path, _, _) = match shape {
            Shape::Points(points) => {
                let points: Vec<World> = points.iter().map(|position| ground.world(*position)).collect();
                (Path::default(), None, points)
            }
            Shape::Lines(lines) => (lines.iter().filter_map(|line| project(line, false)).collect(), None, Vec::new()),
            Shape::Rings(rings) => {
                let fill = rings.iter().filter_map(|ring| project(ring, true)).collect();
                (fill, coast(rings, ground), Vec::new())
            }
        };
        let bounds =
            fill.bounds().into_iter().chain(WorldRect::around(points.iter().copied())).reduce(WorldRect::union);
        match bounds.filter(|bounds| bounds.min.x.is_finite() && bounds.min.y.is_finite()) {
            Some(bounds) => Ok(Self { fill, coast, points, bounds }),
            None => Err(Problem::unexpected("geometry.coordinates", "a place on the map", "none")),
        }
    }

    /// The lines or rings, for filling or lettering.
    #[must_use]
    pub fn fill(&self) -> &Path {
        &self.fill
    }

    /// What of the rings is coast and may be stroked.
    #[must_use]
    pub fn coast(&self) -> &Path {
        self.coast.as_ref().unwrap_or(&self.fill)
    }

    /// The places, where the region is made of points.
    #[must_use]
    pub fn points(&self) -> &[World] {
        &self.points
    }

    /// The smallest box around all of it.
    #[must_use]
    pub fn bounds(&self) -> WorldRect {
        self.bounds
    }
}

/// The stretches of the rings that are no edge of the extent; none where all of them are coast.
fn coast(rings: &[Vec<LonLat>], ground: &Ground) -> Option<Path> {
    let touches = |ring: &Vec<LonLat>| segments(ring).any(|(a, b)| ground.on_edge(a, b));
    if !rings.iter().any(touches) {
        return None;
    }
    let parts = rings.iter().flat_map(|ring| {
        let lines = if touches(ring) { stretches(ring, ground) } else { vec![(ring.clone(), true)] };
        lines.into_iter().filter_map(|(line, closed)| {
            Part::new(line.iter().map(|position| ground.world(*position)).collect(), closed)
        })
    });
    Some(parts.collect())
}

fn segments(ring: &[LonLat]) -> impl Iterator<Item = (LonLat, LonLat)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// The open lines between the edge segments of a ring that has some.
fn stretches(ring: &[LonLat], ground: &Ground) -> Vec<(Vec<LonLat>, bool)> {
    let first_edge = segments(ring).position(|(a, b)| ground.on_edge(a, b)).unwrap_or(0);
    let mut lines = Vec::new();
    let mut line: Vec<LonLat> = Vec::new();
    for (a, b) in
        ring.iter().copied().cycle().zip(ring.iter().copied().cycle().skip(1)).skip(first_edge).take(ring.len())
    {
        if ground.on_edge(a, b) {
            if line.len() > 1 {
                lines.push((std::mem::take(&mut line), false));
            }
            line.clear();
        } else {
            if line.is_empty() {
                line.push(a);
            }
            line.push(b);
        }
    }
    if line.len() > 1 {
        lines.push((line, false));
    }
    lines
}
