//! Features of a story that lies across 180°, where RFC 7946 (section 3.1.9) cuts them: their longitudes go on, and what was
//! cut is one again.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use serde::Deserialize as _;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::story::format::{Geometry, led_on};

/// A longitude that moves, moves by a whole turn, which is more than this.
const HALF_TURN: f64 = 180.0;

/// Returns a geometry whose longitudes go on from those of an extent; none where it is so already, or cannot be read.
pub(super) fn whole(geometry: &RawValue, [west, _, east, _]: [f64; 4]) -> Option<Box<RawValue>> {
    let mut geometry: Value = serde_json::from_str(geometry.get()).ok()?;
    if !lead_on(geometry.get_mut("coordinates")?, [west, east]) {
        return None;
    }
    if let Some(areas) = areas(&geometry)
        && let Some(joined) = kuril_import::joined(areas)
    {
        let ring = |ring: &LineString| ring.coords().map(|at| [at.x, at.y]).collect::<Vec<_>>();
        let rings =
            |part: &Polygon| [part.exterior()].into_iter().chain(part.interiors()).map(ring).collect::<Vec<_>>();
        let coordinates: Vec<_> = joined.iter().map(rings).collect();
        geometry = json!({ "type": "MultiPolygon", "coordinates": coordinates });
    }
    RawValue::from_string(geometry.to_string()).ok()
}

/// Leads the longitudes of all positions on; returns whether one has changed.
fn lead_on(coordinates: &mut Value, span: [f64; 2]) -> bool {
    let Some(parts) = coordinates.as_array_mut() else { return false };
    match parts.first().and_then(Value::as_f64) {
        Some(lon) => {
            let led = led_on(lon, span);
            let is_led = (led - lon).abs() > HALF_TURN;
            // Positions that stay are written as they were.
            if is_led {
                parts[0] = json!(led);
            }
            is_led
        }
        None => parts.iter_mut().fold(false, |changed, part| lead_on(part, span) | changed),
    }
}

/// The polygons of a geometry; none where it is a point or a line, or cannot be read.
fn areas(geometry: &Value) -> Option<MultiPolygon> {
    let polygons = Geometry::deserialize(geometry).ok()?.polygons().ok()?;
    let coord = |at: &Vec<f64>| Some(Coord { x: *at.first()?, y: *at.get(1)? });
    let ring = |ring: &Vec<Vec<f64>>| LineString(ring.iter().filter_map(coord).collect());
    let areas = polygons.iter().filter_map(|rings| {
        let mut rings = rings.iter().map(ring);
        Some(Polygon::new(rings.next()?, rings.collect()))
    });
    Some(areas.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXTENT: [f64; 4] = [164.0, 50.0, 188.0, 57.0];

    fn made(geometry: &Value) -> Option<Value> {
        let raw = RawValue::from_string(geometry.to_string()).unwrap();
        whole(&raw, EXTENT).map(|whole| serde_json::from_str(whole.get()).unwrap())
    }

    #[test]
    fn a_position_beyond_the_cut_goes_on_and_any_other_stays() {
        let point = |lon: f64| json!({ "type": "Point", "coordinates": [lon, 52.0] });
        assert_eq!(made(&point(-176.5)), Some(point(183.5)));
        assert_eq!(made(&point(172.9)), None);
        assert_eq!(made(&point(10.0)), None, "it is outside the extent either way");
    }

    #[test]
    fn a_line_that_jumps_goes_on() {
        let line = json!({ "type": "LineString", "coordinates": [[179.5, 52], [-179.5, 52.5]] });
        assert_eq!(made(&line), Some(json!({ "type": "LineString", "coordinates": [[179.5, 52], [180.5, 52.5]] })));
    }

    #[test]
    fn an_island_that_was_cut_is_one_again() {
        let part = |west: f64, east: f64| json!([[[west, 51], [east, 51], [east, 52], [west, 52], [west, 51]]]);
        let cut = json!({ "type": "MultiPolygon", "coordinates": [part(179.0, 180.0), part(-180.0, -179.5)] });
        let joined = areas(&made(&cut).unwrap()).unwrap();
        assert_eq!(joined.0.len(), 1);
        let is_on_the_cut = |at: Coord| (at.x - 180.0).abs() < 1e-9;
        assert!(!joined.0[0].exterior().lines().any(|side| is_on_the_cut(side.start) && is_on_the_cut(side.end)));
        let apart = json!({ "type": "MultiPolygon", "coordinates": [part(178.0, 179.0), part(-179.0, -178.5)] });
        assert_eq!(areas(&made(&apart).unwrap()).unwrap().0.len(), 2);
    }
}
