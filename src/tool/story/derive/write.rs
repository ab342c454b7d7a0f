//! Writes features: one per line, sorted by id, with properties in a fixed order.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use crate::story::derive::input::Properties;
use crate::story::derive::round::{Spot, turning};

/// The order of the properties; others follow alphabetically.
const ORDER: [&str; 19] = [
    "layer",
    "names",
    "names_claimant",
    "romanised",
    "kana",
    "aliases",
    "rank",
    "kind",
    "group",
    "order",
    "parent",
    "anchor",
    "area_km2",
    "country",
    "population",
    "deeper_than_m",
    "from",
    "to",
    "facts",
];

/// Rings on the grid by polygon, the outer ring first.
pub(crate) type Polygons = Vec<Vec<Vec<Spot>>>;

/// A feature ready to be written.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// JSON of the properties.
    pub properties: String,
    /// JSON of the geometry.
    pub geometry: String,
}

/// Returns the text of a feature collection with the given members before the features.
pub(crate) fn collection(members: &str, lines: &BTreeMap<String, Line>) -> String {
    let features: Vec<String> = lines
        .iter()
        .map(|(id, Line { properties, geometry })| {
            let id = Value::from(id.as_str());
            format!(r#"{{"type":"Feature","id":{id},"properties":{properties},"geometry":{geometry}}}"#)
        })
        .collect();
    format!("{{\"type\":\"FeatureCollection\",{members}\"features\":[\n{}\n]}}\n", features.join(",\n"))
}

/// Returns the properties that `shown` accepts.
pub(crate) fn properties(properties: &Properties, shown: impl Fn(&str) -> bool) -> String {
    let known = ORDER.iter().filter_map(|&key| properties.get_key_value(key));
    let others = properties.iter().filter(|(key, _)| !ORDER.contains(&key.as_str()));
    let members = known.chain(others).filter(|(key, _)| shown(key));
    let members: Vec<String> =
        members.map(|(key, value)| format!("{}:{}", Value::from(key.as_str()), value.get())).collect();
    format!("{{{}}}", members.join(","))
}

/// Returns a polygon or multipolygon by the right-hand rule: outer rings anticlockwise, holes clockwise.
pub(crate) fn geometry(polygons: &Polygons) -> String {
    let texts: Vec<String> = polygons.iter().map(|rings| polygon(rings)).collect();
    match texts.as_slice() {
        [one] => format!(r#"{{"type":"Polygon","coordinates":{one}}}"#),
        _ => format!(r#"{{"type":"MultiPolygon","coordinates":[{}]}}"#, texts.join(",")),
    }
}

/// Returns a position as longitude and latitude without superfluous zeros.
pub(crate) fn position([lon, lat]: Spot) -> String {
    format!("[{},{}]", degrees(lon), degrees(lat))
}

fn polygon(rings: &[Vec<Spot>]) -> String {
    let rings: Vec<String> = rings.iter().enumerate().map(|(place, ring)| closed(ring, place == 0)).collect();
    format!("[{}]", rings.join(","))
}

fn closed(ring: &[Spot], anticlockwise: bool) -> String {
    let mut spots = ring.to_vec();
    if (turning(&spots) > 0) != anticlockwise {
        spots.reverse();
    }
    spots.extend(spots.first().copied());
    let positions: Vec<String> = spots.into_iter().map(position).collect();
    format!("[{}]", positions.join(","))
}

/// Formats units of 0.00001 degree as decimal degrees.
fn degrees(units: i64) -> String {
    let (whole, part) = (units.abs() / 100_000, units.abs() % 100_000);
    let mut text = String::from(if units < 0 { "-" } else { "" });
    // Writing to a string cannot fail.
    let _ = write!(text, "{whole}");
    if part > 0 {
        let _ = write!(text, ".{part:05}");
        text.truncate(text.trim_end_matches('0').len());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_have_no_superfluous_zeros() {
        assert_eq!(position([14_550_000, -1_000]), "[145.5,-0.01]");
        assert_eq!(position([16_500_000, 4_300_001]), "[165,43.00001]");
    }

    #[test]
    fn outer_rings_run_anticlockwise_and_holes_clockwise() {
        let square = vec![[0, 0], [0, 100_000], [100_000, 100_000], [100_000, 0]];
        let twice = geometry(&vec![vec![square.clone(), square]]);
        assert_eq!(
            twice,
            r#"{"type":"Polygon","coordinates":[[[1,0],[1,1],[0,1],[0,0],[1,0]],[[0,0],[0,1],[1,1],[1,0],[0,0]]]}"#
        );
    }
}
