//! Splits land along a parallel, for a status that ends in the middle of an island.
//!
//! Both halves get the same vertices on the cut, at exactly its latitude and fixed, so that they stay together and a
//! reader of the file can distinguish the cut from a coast.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use kuril_map::geo::projection::Conic;
use kuril_map::geo::space::LonLat;

use crate::story::derive::input::Cut;
use crate::story::derive::ring::{Area, Ring, Vertex};
use crate::story::derive::round;

/// Vertices on the cut per degree of longitude: straight lines between them are within ten metres of it.
const STOPS_PER_DEGREE: i64 = 4;
/// Units of a coordinate per degree.
const UNITS: i64 = 100_000;
/// Decimals of the positions where a coast meets the cut.
const DECIMALS: u32 = 5;

/// Assigns the land south of each cut to the feature that the table names.
pub(crate) fn part(
    pieces: &mut BTreeMap<String, Vec<Area>>,
    cuts: &BTreeMap<String, Cut>,
    conic: &Conic,
) -> Result<()> {
    for (id, Cut { of, south_of }) in cuts {
        let whole = pieces.remove(of).with_context(|| format!("pieces.json: {id}: there is no land of {of}"))?;
        let knife = Knife { latitude: *south_of, conic };
        for (id, northern) in [(of, true), (id, false)] {
            let mut half: Vec<Area> = whole.iter().flat_map(|area| knife.half(area, northern)).collect();
            half.sort_by(|a, b| b.area_km2().total_cmp(&a.area_km2()));
            pieces.insert(id.clone(), half);
        }
    }
    Ok(())
}

/// A parallel to cut along.
struct Knife<'a> {
    latitude: f64,
    conic: &'a Conic,
}

/// A part of a shore on one side of the cut, with both ends on the cut.
struct Shore {
    from: i64,
    to: i64,
    vertices: Vec<Vertex>,
}

impl Knife<'_> {
    /// Returns the parts of an area on one side.
    fn half(&self, area: &Area, northern: bool) -> Vec<Area> {
        let (mut outers, mut holes, mut shores) = (Vec::new(), Vec::new(), Vec::new());
        for (place, ring) in area.rings().enumerate() {
            let ring = turned(ring, place == 0);
            let cut = self.shores(&ring, northern);
            if !cut.is_empty() {
                shores.extend(cut);
            } else if ring.0.iter().all(|vertex| self.is_north(vertex) == northern) {
                let whole = if place == 0 { &mut outers } else { &mut holes };
                whole.push(ring);
            }
        }
        outers.extend(self.closed(shores));
        let within = |outer: &Ring, hole: &Ring| hole.0.first().is_some_and(|vertex| outer.contains(vertex.world));
        let area = |outer: Ring| {
            let holes = holes.iter().filter(|hole| within(&outer, hole)).cloned().collect();
            Area { outer, holes }
        };
        outers.into_iter().map(area).collect()
    }

    /// Returns the parts of a ring on one side, in its direction; empty if it does not meet the cut.
    fn shores(&self, ring: &Ring, northern: bool) -> Vec<Shore> {
        let count = ring.0.len();
        let sides: Vec<(&Vertex, &Vertex)> = ring.sides().collect();
        let Some(start) = sides.iter().position(|(a, b)| self.enters(a, b, northern)) else { return Vec::new() };
        let mut shores: Vec<Shore> = Vec::new();
        for (a, b) in sides.iter().cycle().skip(start).take(count) {
            if self.enters(a, b, northern) {
                let from = self.meeting(a, b);
                shores.push(Shore { from, to: from, vertices: vec![self.vertex(from), **b] });
            } else if let Some(shore) = shores.last_mut().filter(|_| self.is_north(a) == northern) {
                let leaves = self.is_north(b) != northern;
                if leaves {
                    shore.to = self.meeting(a, b);
                }
                shore.vertices.push(if leaves { self.vertex(shore.to) } else { **b });
            }
        }
        shores
    }

    /// Joins the parts to rings along the cut.
    ///
    /// In order along the parallel, the points where shores meet it alternately start and end land; so each part
    /// continues at the other bound of the same land, where another part or the same one starts.
    fn closed(&self, mut shores: Vec<Shore>) -> Vec<Ring> {
        let mut bounds: Vec<i64> = shores.iter().flat_map(|shore| [shore.from, shore.to]).collect();
        bounds.sort_unstable();
        let other = |bound: i64| bounds.iter().position(|&found| found == bound).and_then(|at| bounds.get(at ^ 1));
        let mut rings = Vec::new();
        while let Some(first) = shores.pop() {
            let (begin, mut end, mut vertices) = (first.from, first.to, first.vertices);
            while let Some(&next) = other(end) {
                vertices.extend(self.stops(end, next));
                let Some(at) = shores.iter().position(|shore| shore.from == next && next != begin) else { break };
                let shore = shores.swap_remove(at);
                vertices.extend(shore.vertices);
                end = shore.to;
            }
            rings.push(Ring(vertices));
        }
        rings
    }

    fn is_north(&self, vertex: &Vertex) -> bool {
        vertex.lonlat.lat >= self.latitude
    }

    /// Whether a side of a ring enters one side of the cut.
    fn enters(&self, a: &Vertex, b: &Vertex, northern: bool) -> bool {
        self.is_north(a) != northern && self.is_north(b) == northern
    }

    /// Returns the longitude, in units, at which a side meets the cut.
    fn meeting(&self, a: &Vertex, b: &Vertex) -> i64 {
        let share = (self.latitude - a.lonlat.lat) / (b.lonlat.lat - a.lonlat.lat);
        round::unit(a.lonlat.lon + share * (b.lonlat.lon - a.lonlat.lon), DECIMALS)
    }

    /// Returns the vertices strictly between two points on the cut.
    fn stops(&self, from: i64, to: i64) -> Vec<Vertex> {
        let step = UNITS / STOPS_PER_DEGREE;
        let first = from.min(to).div_euclid(step) + 1;
        let last = (from.max(to) - 1).div_euclid(step);
        let mut stops: Vec<Vertex> = (first..=last).map(|stop| self.vertex(stop * step)).collect();
        if from > to {
            stops.reverse();
        }
        stops
    }

    /// Returns the vertex on the cut at a longitude in units.
    fn vertex(&self, lon: i64) -> Vertex {
        let lonlat = LonLat::new(lon as f64 / UNITS as f64, self.latitude);
        Vertex { lonlat, world: self.conic.world_from_lonlat(lonlat), fixed: true }
    }
}

/// Returns the ring with the land on its left: anticlockwise around land, clockwise around a hole.
fn turned(ring: &Ring, anticlockwise: bool) -> Ring {
    let turn = |(a, b): (&Vertex, &Vertex)| a.lonlat.lon * b.lonlat.lat - b.lonlat.lon * a.lonlat.lat;
    let mut turned = ring.clone();
    if (ring.sides().map(turn).sum::<f64>() > 0.0) != anticlockwise {
        turned.0.reverse();
    }
    turned
}

#[cfg(test)]
mod tests {
    use kuril_map::geo::projection::Parallels;

    use super::*;

    fn conic() -> Conic {
        Conic::new(Parallels { standard: [44.0, 51.0], origin: LonLat::new(151.0, 47.0) }).unwrap()
    }

    fn ring(positions: &[[f64; 2]]) -> Ring {
        let conic = conic();
        let vertex = |&[lon, lat]: &[f64; 2]| {
            let lonlat = LonLat::new(lon, lat);
            Vertex { lonlat, world: conic.world_from_lonlat(lonlat), fixed: false }
        };
        Ring(positions.iter().map(vertex).collect())
    }

    fn positions(ring: &Ring) -> Vec<[f64; 2]> {
        ring.0.iter().map(|vertex| [vertex.lonlat.lon, vertex.lonlat.lat]).collect()
    }

    #[test]
    fn an_island_is_cut_along_the_parallel_with_a_vertex_every_quarter_degree() {
        let conic = conic();
        let knife = Knife { latitude: 50.0, conic: &conic };
        let area =
            Area { outer: ring(&[[142.1, 49.0], [142.6, 49.0], [142.6, 51.0], [142.1, 51.0]]), holes: Vec::new() };
        let [north] = &knife.half(&area, true)[..] else { panic!("one northern half") };
        let [south] = &knife.half(&area, false)[..] else { panic!("one southern half") };
        let cut = [[142.1, 50.0], [142.25, 50.0], [142.5, 50.0]];
        assert_eq!(positions(&north.outer), [&[[142.6, 50.0], [142.6, 51.0], [142.1, 51.0]][..], &cut].concat());
        let back = [[142.1, 49.0], [142.6, 49.0], [142.6, 50.0], [142.5, 50.0], [142.25, 50.0]];
        assert_eq!(positions(&south.outer), [&[[142.1, 50.0]][..], &back].concat());
        let parts = north.area_km2() + south.area_km2();
        assert!((parts - area.area_km2()).abs() < 0.5, "{parts} km² of {} km²", area.area_km2());
    }

    #[test]
    fn a_bay_on_the_cut_leaves_two_pieces_and_a_lake_on_it_opens() {
        let conic = conic();
        let knife = Knife { latitude: 50.0, conic: &conic };
        let bay =
            [[1.0, 51.0], [1.0, 49.5], [0.9, 49.5], [0.9, 51.0], [0.0, 51.0], [0.0, 49.0], [2.0, 49.0], [2.0, 51.0]];
        let lake = [[0.3, 49.9], [0.5, 49.9], [0.5, 50.1], [0.3, 50.1]];
        let pond = [[1.5, 50.4], [1.6, 50.4], [1.6, 50.5]];
        let east = |positions: &[[f64; 2]]| ring(&positions.iter().map(|[x, y]| [x + 142.0, *y]).collect::<Vec<_>>());
        let area = Area { outer: east(&bay), holes: vec![east(&lake), east(&pond)] };
        let (north, south) = (knife.half(&area, true), knife.half(&area, false));
        assert_eq!((north.len(), south.len()), (2, 1));
        assert_eq!(north.iter().map(|area| area.holes.len()).sum::<usize>(), 1);
        let parts: f64 = north.iter().chain(&south).map(Area::area_km2).sum();
        assert!((parts - area.area_km2()).abs() < 1.0, "{parts} km² of {} km²", area.area_km2());
    }

    #[test]
    fn an_island_off_the_cut_stays_whole() {
        let conic = conic();
        let knife = Knife { latitude: 50.0, conic: &conic };
        let area = Area { outer: ring(&[[142.0, 48.0], [143.0, 48.0], [143.0, 49.0]]), holes: Vec::new() };
        assert!(knife.half(&area, true).is_empty());
        assert_eq!(knife.half(&area, false).len(), 1);
    }
}
