//! Distances, directions and areas on the ellipsoid, against a well-kept library.

use geo::{Bearing as _, Distance as _, Geodesic, GeodesicArea as _, LineString, Point, Polygon};
use kuril_map::geo::geodesic::{area, destination, inverse, points_along};
use kuril_map::geo::space::LonLat;
use std::f64::consts::TAU;

/// A series of numbers from 0 to 1 without pattern (Knuth, MMIX's linear congruential generator).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    fn place(&mut self) -> LonLat {
        LonLat::new(135.0 + 30.0 * self.next(), 40.0 + 20.0 * self.next())
    }
}

fn point(at: LonLat) -> Point {
    Point::new(at.lon, at.lat)
}

fn other_area(ring: &[LonLat]) -> f64 {
    let line: LineString = ring.iter().map(|at| (at.lon, at.lat)).collect();
    Polygon::new(line, Vec::new()).geodesic_area_signed().abs() / 1e6
}

/// A ring around a place with corners at changing distances.
fn star(chance: &mut Chance, corners: usize, km: f64) -> Vec<LonLat> {
    let middle = LonLat::new(142.0 + 16.0 * chance.next(), 46.0 + 8.0 * chance.next());
    let corner = |index| destination(middle, TAU * index as f64 / corners as f64, km * (0.4 + 0.6 * chance.next()));
    (0..corners).map(corner).collect()
}

#[test]
fn a_distance_is_true_to_a_metre_and_a_direction_to_a_thousandth_of_a_degree() {
    let mut chance = Chance(7);
    for _ in 0..4000 {
        let (from, to) = (chance.place(), chance.place());
        let ours = inverse(from, to);
        let other = Geodesic.distance(point(from), point(to)) / 1000.0;
        assert!((ours.km - other).abs() < 0.001, "{from:?} {to:?}: {} and {other}", ours.km);
        let bearing = Geodesic.bearing(point(from), point(to));
        let off = (ours.azimuth.to_degrees() - bearing + 540.0).rem_euclid(360.0) - 180.0;
        assert!(off.abs() < 0.001, "{from:?} {to:?}: {off}");
        let back = Geodesic.bearing(point(to), point(from)) + 180.0;
        let off = (ours.final_azimuth.to_degrees() - back + 540.0).rem_euclid(360.0) - 180.0;
        assert!(off.abs() < 0.001, "{from:?} {to:?}: arrival {off}");
    }
}

#[test]
fn a_way_of_a_few_metres_is_as_true_as_a_long_one() {
    let mut chance = Chance(11);
    for _ in 0..2000 {
        let from = chance.place();
        let (azimuth, km) = (TAU * chance.next(), 0.05 * chance.next());
        let found = inverse(from, destination(from, azimuth, km));
        assert!((found.km - km).abs() < 1e-7, "{from:?}: {} for {km}", found.km);
    }
}

#[test]
fn ways_along_the_equator_the_meridian_and_the_date_line_are_no_exception() {
    let pairs = [
        ((10.0, 0.0), (60.0, 0.0)),
        ((150.0, 40.0), (150.0, 60.0)),
        ((179.5, 50.0), (-179.0, 51.0)),
        ((150.0, -20.0), (150.0, 30.0)),
    ];
    for (from, to) in pairs.map(|(a, b)| (LonLat::new(a.0, a.1), LonLat::new(b.0, b.1))) {
        let other = Geodesic.distance(point(from), point(to)) / 1000.0;
        assert!((inverse(from, to).km - other).abs() < 0.001, "{from:?} {to:?}: {:?} and {other}", inverse(from, to));
    }
}

#[test]
fn equal_places_are_no_distance_apart() {
    let here = LonLat::new(147.87, 45.39);
    let found = inverse(here, here);
    assert_eq!((found.km.to_bits(), found.azimuth.to_bits()), (0, 0));
}

#[test]
fn the_islands_claimed_begin_three_point_seven_kilometres_from_the_cape() {
    // Positions of Cape Nosappu and of Signalny (Kaigara) in the collected facts (islands.json); the distance is the
    // one in the entry on Kaigara at kotoba.ne.jp, and the positions are given to a hundred metres.
    let found = inverse(LonLat::new(145.817, 43.385), LonLat::new(145.86, 43.398));
    assert!((found.km - 3.7).abs() < 0.1, "{}", found.km);
}

#[test]
fn an_area_is_true_to_a_ten_thousandth() {
    let mut chance = Chance(13);
    for km in [0.05, 0.5, 5.0, 50.0, 400.0, 1000.0] {
        for corners in 3..12 {
            for _ in 0..8 {
                let ring = star(&mut chance, corners, km);
                let (ours, other) = (area(&ring), other_area(&ring));
                assert!((ours / other - 1.0).abs() < 1e-4, "{km} km, {corners}: {ours} and {other}");
            }
        }
    }
}

#[test]
fn the_area_within_edges_of_fifteen_hundred_kilometres_is_as_true() {
    let mut chance = Chance(17);
    for _ in 0..200 {
        let from = LonLat::new(136.0 + 4.0 * chance.next(), 42.0 + 14.0 * chance.next());
        let east = destination(from, (70.0 + 30.0 * chance.next()).to_radians(), 1500.0);
        let ring = [from, east, destination(from, (60.0 * chance.next()).to_radians(), 1500.0)];
        let other = other_area(&ring);
        assert!((area(&ring) / other - 1.0).abs() < 1e-4, "{ring:?}: {} and {other}", area(&ring));
    }
}

#[test]
fn a_ring_has_the_same_area_either_way_round_and_with_its_first_place_repeated() {
    let mut ring = star(&mut Chance(19), 7, 120.0);
    let whole = area(&ring);
    ring.reverse();
    assert!(whole > 0.0 && (area(&ring) - whole).abs() < 1e-6 * whole);
    ring.extend(ring.first().copied());
    assert!((area(&ring) - whole).abs() < 1e-6 * whole);
}

#[test]
fn what_encloses_nothing_has_no_area() {
    let (a, b) = (LonLat::new(145.0, 43.0), LonLat::new(147.0, 45.0));
    let edge = inverse(a, b);
    let between = destination(a, edge.azimuth, edge.km / 3.0);
    for ring in [&[][..], &[a], &[a, b], &[a, a, a], &[a, between, b], &[a, b, a, b]] {
        assert!(area(ring) < 1e-4, "{ring:?}: {}", area(ring));
    }
}

#[test]
fn a_ring_that_touches_itself_has_the_area_of_its_parts() {
    let touch = LonLat::new(150.0, 46.0);
    let left = [touch, LonLat::new(149.0, 46.5), LonLat::new(149.0, 45.5)];
    let right = [touch, LonLat::new(151.0, 45.5), LonLat::new(151.0, 46.5)];
    let both = [left, right].concat();
    let parts = other_area(&left) + other_area(&right);
    assert!((area(&both) / parts - 1.0).abs() < 1e-4, "{} and {parts}", area(&both));
}

#[test]
fn a_course_keeps_to_the_shortest_way_in_steps_of_at_most_the_given_length() {
    let (from, to) = (LonLat::new(141.0, 42.0), LonLat::new(158.0, 53.0));
    let places = points_along(from, to, 25.0);
    assert_eq!((places.first(), places.last()), (Some(&from), Some(&to)));
    let legs: Vec<f64> = places.windows(2).map(|pair| inverse(pair[0], pair[1]).km).collect();
    assert!(legs.iter().all(|km| *km <= 25.001), "{legs:?}");
    assert!((legs.iter().sum::<f64>() - inverse(from, to).km).abs() < 0.001, "the course makes a detour");
    assert_eq!(points_along(from, from, 25.0), [from, from]);
}
