//! The globe beside the map: the land on the hemisphere that is visible from above a place.
//!
//! ```text
//! source/land-110m.json --topology--> degrees --azimuthal, equal area--> united, cut at the horizon
//!     --orthographic--> thinned, whole numbers --> derived/globe.json
//! ```
//!
//! The whole Earth is first projected by Lambert's azimuthal projection, which tears only the point opposite the
//! centre: neither a pole nor the antimeridian is an edge in it, and the horizon is a circle.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use geo::{BooleanOps as _, Contains as _, Coord, LineString, MultiPolygon, Polygon, unary_union};
use kuril_map::geo::orthographic::orthographic;
use kuril_map::geo::space::LonLat;
use serde::Deserialize;

use crate::story::derive::input::json;
use crate::story::inside::Inside;

/// The land of the Earth, and the program's own copy for stories without one.
const LAND: &str = "source/land-110m.json";
const BUILT_IN: &str = include_str!("../../../../geodata/source/land-110m.json");
/// So far the centre is moved at most, degrees, and by steps of this.
const MOVES: [f64; 13] = [0.0, 4.0, -4.0, 8.0, -8.0, 12.0, -12.0, 16.0, -16.0, 20.0, -20.0, 24.0, -24.0];
/// Radius of the Earth, kilometres.
const RADIUS_KM: f64 = 6371.0;
/// Radius of the disc in units: ten per pixel at the largest size of the disc.
const UNITS: f64 = 500.0;
/// Number of corners of the polygon that approximates the horizon.
const HORIZON: u32 = 120;
/// Degrees between two corners of a meridian or parallel.
const GRATICULE_STEP: usize = 10;
/// Rings are not thinned below this number of corners.
const LEAST_CORNERS: usize = 5;

/// A point on the disc: units right of and below its centre.
type Corner = [i32; 2];

/// The detail of the globe.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Recipe {
    /// The place at the centre of the disc, degrees.
    pub centre: [f64; 2],
    /// Length below which a bend of a coast is dropped, kilometres.
    pub tolerance_km: f64,
    /// Smallest land and lake that is kept, square kilometres as seen on the globe.
    pub least_km2: f64,
}

impl Recipe {
    /// The usual detail over a place.
    pub(crate) fn over(centre: [f64; 2]) -> Self {
        Self { centre, tolerance_km: 150.0, least_km2: 15_000.0 }
    }

    /// The same with the nearest centre whose opposite lies in the sea, where the plane of [`seen`] is torn.
    fn clear(self, polygons: &[Vec<Vec<LonLat>>]) -> Self {
        let land: Vec<Polygon> = polygons.iter().filter_map(|rings| rings.first()).map(|ring| outline(ring)).collect();
        let [lon, lat] = self.centre;
        let is_clear = |[east, north]: &[f64; 2]| {
            let opposite = Coord { x: (lon + east).rem_euclid(360.0) - 180.0, y: -(lat + north) };
            !land.iter().any(|polygon| polygon.contains(&opposite))
        };
        let mut moves: Vec<[f64; 2]> = MOVES.iter().flat_map(|east| MOVES.map(|north| [*east, north])).collect();
        moves.retain(|[_, north]| (lat + north).abs() <= 90.0);
        moves.sort_by(|a, b| a[0].hypot(a[1]).total_cmp(&b[0].hypot(b[1])));
        let [east, north] = moves.into_iter().find(is_clear).unwrap_or_default();
        Self { centre: [lon + east, lat + north], ..self }
    }
}

/// A ring of degrees as an area of the plane.
fn outline(ring: &[LonLat]) -> Polygon {
    Polygon::new(ring.iter().map(|place| (place.lon, place.lat)).collect(), Vec::new())
}

/// Lines shared by polygons, in `TopoJSON` 1.0: each arc starts at a whole position and continues in steps.
#[derive(Debug, Deserialize)]
struct Topology {
    transform: Transform,
    arcs: Vec<Vec<[i32; 2]>>,
    objects: BTreeMap<String, Geometries>,
}

#[derive(Debug, Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Debug, Deserialize)]
struct Geometries {
    geometries: Vec<Polygons>,
}

/// Indices of arcs by polygon and ring; a negative number is the bitwise complement of the index of a reversed arc.
#[derive(Debug, Deserialize)]
struct Polygons {
    arcs: Vec<Vec<Vec<i32>>>,
}

/// Returns the text of `derived/globe.json`.
pub(crate) fn text(story: Inside<'_>, recipe: &Recipe) -> Result<String> {
    let topology: Topology = match story.read(LAND)? {
        Some(_) => json(story, LAND)?,
        None => serde_json::from_str(BUILT_IN).context(LAND)?,
    };
    let land = topology.objects.get("land").context("land-110m.json holds no land")?;
    let mut polygons = Vec::new();
    for rings in land.geometries.iter().flat_map(|geometry| &geometry.arcs) {
        polygons.push(rings.iter().map(|arcs| topology.ring(arcs)).collect::<Option<Vec<_>>>());
    }
    let polygons: Option<Vec<_>> = polygons.into_iter().collect();
    let polygons = polygons.context("land-110m.json: a ring of an arc that is not there")?;
    let recipe = &recipe.clear(&polygons);
    let [lon, lat] = recipe.centre;
    let told = |lines: &[Vec<Corner>]| lines.iter().map(|line| steps(line)).collect::<Vec<_>>().join(",\n");
    let (land, graticule) = (told(&drawn(&polygons, recipe)), told(&graticule(LonLat::new(lon, lat))));
    Ok(format!(
        "{{\"centre\":[{lon},{lat}],\"radius\":{UNITS},\"land\":[\n{land}\n],\"graticule\":[\n{graticule}\n]}}\n"
    ))
}

impl Topology {
    /// Returns the positions of a ring; none if an arc is missing.
    fn ring(&self, arcs: &[i32]) -> Option<Vec<LonLat>> {
        let mut ring = Vec::new();
        for &number in arcs {
            let forward = usize::try_from(number).or_else(|_| usize::try_from(!number)).ok()?;
            let mut at = [0, 0];
            let mut arc = Vec::new();
            for [x, y] in self.arcs.get(forward)? {
                at = [at[0] + x, at[1] + y];
                let [lon, lat] = [0, 1].map(|axis: usize| self.degrees(at, axis));
                arc.push(LonLat::new(lon, lat));
            }
            if number < 0 {
                arc.reverse();
            }
            ring.extend(arc);
        }
        Some(ring)
    }

    fn degrees(&self, at: [i32; 2], axis: usize) -> f64 {
        f64::from(at[axis]) * self.transform.scale[axis] + self.transform.translate[axis]
    }
}

/// Returns the rings on the disc in units, the largest first.
fn drawn(polygons: &[Vec<Vec<LonLat>>], recipe: &Recipe) -> Vec<Vec<Corner>> {
    let centre = LonLat::new(recipe.centre[0], recipe.centre[1]);
    let unit_km = RADIUS_KM / UNITS;
    let mut rings: Vec<Vec<Corner>> = Vec::new();
    for polygon in seen(polygons, centre) {
        rings.extend(std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(on_disc));
    }
    rings.retain(|ring| f64::from(twice_enclosed(ring)) * unit_km * unit_km >= 2.0 * recipe.least_km2);
    rings.sort_by_key(|ring| std::cmp::Reverse(twice_enclosed(ring)));
    for ring in &mut rings {
        thin(ring, 2.0 * (recipe.tolerance_km / unit_km).powi(2));
    }
    rings
}

/// Repeatedly removes the corner that spans the smallest triangle with its neighbours, while that is small
/// (Visvalingam's method, see `simplify`): at a width of two pixels no guard against crossings is needed.
fn thin(ring: &mut Vec<Corner>, allowed_twice: f64) {
    while ring.len() > LEAST_CORNERS {
        let count = ring.len();
        let triangle = |at: usize| twice_enclosed(&[ring[(at + count - 1) % count], ring[at], ring[(at + 1) % count]]);
        let Some(flattest) = (0..count).min_by_key(|at| triangle(*at)) else { return };
        if f64::from(triangle(flattest)) > allowed_twice {
            return;
        }
        ring.remove(flattest);
    }
}

/// Returns twice the area inside a ring.
fn twice_enclosed(ring: &[Corner]) -> i32 {
    let sides = ring.iter().zip(ring.iter().cycle().skip(1));
    sides.map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<i32>().abs()
}

/// Returns the land in front of the horizon in Lambert's azimuthal projection, in units of the radius.
///
/// J. P. Snyder, *Map Projections: A Working Manual*, USGS Professional Paper 1395 (1987), page 185, (24-2).
fn seen(polygons: &[Vec<Vec<LonLat>>], centre: LonLat) -> MultiPolygon<f64> {
    let laid_out = |ring: &Vec<LonLat>| -> LineString<f64> {
        let places = ring.iter().map(|place| {
            let (point, depth) = orthographic(centre, *place);
            let stretch = (2.0 / (1.0 + depth)).sqrt();
            Coord { x: point.x * stretch, y: point.y * stretch }
        });
        places.collect()
    };
    let polygons: Vec<Polygon<f64>> = polygons
        .iter()
        .map(|rings| {
            let mut rings = rings.iter().map(laid_out);
            let outer = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
            Polygon::new(outer, rings.collect())
        })
        .collect();
    let horizon = (0..HORIZON).map(|corner| {
        let (sin, cos) = (f64::from(corner) / f64::from(HORIZON) * std::f64::consts::TAU).sin_cos();
        Coord { x: cos * std::f64::consts::SQRT_2, y: sin * std::f64::consts::SQRT_2 }
    });
    unary_union(&polygons).intersection(&Polygon::new(horizon.collect(), Vec::new()))
}

/// Converts a ring of the equal-area plane to the view from far above.
fn on_disc(line: &LineString<f64>) -> Vec<Corner> {
    let seen = |Coord { x, y }: &Coord<f64>| {
        // The inverse of Snyder (24-3): the square of the radius is 2 - 2 cos c.
        let shrink = (1.0 - (x * x + y * y) / 4.0).max(0.5).sqrt();
        corner([x * shrink, y * shrink])
    };
    let open = line.0.len().saturating_sub(1);
    let mut ring: Vec<Corner> = line.0.iter().take(open).map(seen).collect();
    ring.dedup();
    ring
}

/// Returns the visible part of every thirtieth meridian and parallel.
fn graticule(centre: LonLat) -> Vec<Vec<Corner>> {
    // Each line begins and ends on the far side, so that its visible part is one piece.
    let meridians = (0..12).map(|index| -> Vec<LonLat> {
        (-90..=90).map(|lat| LonLat::new(f64::from(index) * 30.0, f64::from(lat))).collect()
    });
    let parallels = (-2..=2).map(|index| -> Vec<LonLat> {
        (-180..=180).map(|lon| LonLat::new(centre.lon + f64::from(lon), f64::from(index) * 30.0)).collect()
    });
    let mut lines = Vec::new();
    for places in meridians.chain(parallels) {
        let seen = places.into_iter().map(|place| orthographic(centre, place)).filter(|(_, depth)| *depth >= 0.0);
        let corners: Vec<Corner> = seen.map(|(point, _)| corner([point.x, point.y])).collect();
        let last = corners.len().saturating_sub(1);
        let kept = corners.iter().enumerate().filter(|(at, _)| at % GRATICULE_STEP == 0 || *at == last);
        lines.push(kept.map(|(_, corner)| *corner).collect::<Vec<Corner>>());
    }
    lines.retain(|line| line.len() > 1);
    lines
}

/// Converts a point on the disc of radius 1 to units, rounded towards the centre, so that none is outside.
fn corner(place: [f64; 2]) -> Corner {
    place.map(|length| (length * UNITS).trunc() as i32)
}

/// Returns the first corner and the offset from each corner to the next.
fn steps(ring: &[Corner]) -> String {
    let mut at = [0, 0];
    let mut numbers = Vec::new();
    for corner in ring {
        for axis in [0, 1] {
            numbers.push((corner[axis] - at[axis]).to_string());
        }
        at = *corner;
    }
    format!("[{}]", numbers.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINE: Recipe = Recipe { centre: [150.0, 40.0], tolerance_km: 0.0, least_km2: 1.0 };

    fn polygon(places: &[[f64; 2]]) -> Vec<Vec<LonLat>> {
        vec![places.iter().map(|[lon, lat]| LonLat::new(*lon, *lat)).collect()]
    }

    fn from_middle(corner: Corner) -> f64 {
        f64::from(corner[0]).hypot(f64::from(corner[1])) / UNITS
    }

    #[test]
    fn land_across_the_horizon_is_cut_along_it() {
        // From the centre of the disc eastwards to the far side: the horizon is at 240 degrees east.
        let rings = drawn(&[polygon(&[[200.0, 0.0], [280.0, 0.0], [280.0, 30.0], [200.0, 30.0]])], &FINE);
        let [ring] = rings.as_slice() else { panic!("{rings:?}") };
        let on_horizon = ring.iter().filter(|corner| from_middle(**corner) > 0.99).count();
        assert!(on_horizon >= 8, "a chord stands for the horizon: {ring:?}");
        assert!(ring.iter().all(|corner| from_middle(*corner) <= 1.0));
    }

    #[test]
    fn land_on_the_far_side_is_left_out() {
        assert!(drawn(&[polygon(&[[-30.0, -30.0], [-20.0, -30.0], [-20.0, -20.0]])], &FINE).is_empty());
    }

    #[test]
    fn land_around_the_pole_holds_the_pole() {
        let cap: Vec<[f64; 2]> = (0..36).map(|step| [f64::from(step) * 10.0, 70.0]).collect();
        let rings = drawn(&[polygon(&cap)], &FINE);
        let [ring] = rings.as_slice() else { panic!("{rings:?}") };
        let (pole, _) = orthographic(LonLat::new(150.0, 40.0), LonLat::new(0.0, 90.0));
        let above = |way: fn(f64, f64) -> bool| ring.iter().any(|corner| way(f64::from(corner[1]), pole.y * UNITS));
        assert!(above(|y, pole| y < pole - 50.0) && above(|y, pole| y > pole + 50.0), "{ring:?}");
    }

    #[test]
    fn land_on_both_sides_of_the_antimeridian_is_one() {
        let west = polygon(&[[170.0, 50.0], [180.0, 50.0], [180.0, 60.0], [170.0, 60.0]]);
        let east = polygon(&[[-180.0, 50.0], [-170.0, 50.0], [-170.0, 60.0], [-180.0, 60.0]]);
        assert_eq!(drawn(&[west, east], &FINE).len(), 1);
    }

    #[test]
    fn only_small_bends_are_thinned_away() {
        let mut ring = vec![[0, 0], [50, 1], [100, 0], [120, 50], [100, 100], [50, 60], [0, 100]];
        thin(&mut ring, 200.0);
        assert_eq!(ring, [[0, 0], [100, 0], [120, 50], [100, 100], [50, 60], [0, 100]]);
    }

    #[test]
    fn the_graticule_reaches_the_horizon_and_no_farther() {
        let lines = graticule(LonLat::new(150.0, 40.0));
        let corners: Vec<&Corner> = lines.iter().flatten().collect();
        assert!(lines.len() >= 12 && corners.iter().all(|corner| from_middle(**corner) <= 1.0));
        assert!(corners.iter().filter(|corner| from_middle(***corner) > 0.99).count() >= 10);
    }
}
