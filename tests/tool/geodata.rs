//! The geodata are what their sources give, stand where the islands stand, and keep the rules of their format.

use kuril_tool::project::checkout;
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use geo::{Centroid as _, LineString, MultiPolygon, Polygon};
use serde_json::Value;

/// Units per degree: coordinates are read as whole numbers of the last decimal.
const UNITS: f64 = 100_000.0;
/// Kilometres per degree of latitude.
const KM_PER_DEGREE: f64 = 111.2;
/// Cape Nosappu, the eastern end of Hokkaido, from which official distances are counted.
const NOSAPPU: [f64; 2] = [145.8175, 43.3871];

/// Every named island and rock with its published position; the positions are centres of another, independent shoreline
/// (GSHHG 2.3.7); Aivazovsky's is that of a gazetteer, Signalny's an approximate one.
const ISLANDS: [(&str, f64, f64); 39] = [
    ("aivazovsky", 146.6937, 43.7285),
    ("antsiferov", 154.982, 50.2002),
    ("anuchin", 146.0018, 43.3703),
    ("atlasov", 155.5712, 50.8622),
    ("avos", 154.1181, 49.708),
    ("brat-chirpoyev", 150.8092, 46.4627),
    ("broutona", 150.7332, 46.7218),
    ("chirinkotan", 153.4889, 48.9814),
    ("chirpoy", 150.8703, 46.5223),
    ("dyomin", 146.1615, 43.4181),
    ("ekarma", 153.9551, 48.9455),
    ("griga", 146.7985, 43.7547),
    ("iturup", 147.8734, 45.0738),
    ("ketoy", 152.4758, 47.3366),
    ("kharimkotan", 154.5231, 49.1218),
    ("kunashir", 145.9475, 44.1735),
    ("lovushki", 153.8553, 48.547),
    ("makanrushi", 154.4358, 49.7782),
    ("matua", 153.2209, 48.0816),
    ("onekotan", 154.7579, 49.4244),
    ("oskolki", 146.4118, 43.5752),
    ("paramushir", 155.7228, 50.3734),
    ("polonsky", 146.3214, 43.6322),
    ("raikoke", 153.2553, 48.2941),
    ("rasshua", 153.0138, 47.7479),
    ("rifovy", 145.8736, 43.3896),
    ("shiashkotan", 154.1106, 48.8223),
    ("shikotan", 146.7393, 43.8019),
    ("shumshu", 156.3598, 50.74),
    ("signalny", 145.86, 43.398),
    ("simushir", 151.9962, 46.9493),
    ("srednego", 152.8908, 47.5933),
    ("storozhevoy", 145.8912, 43.3838),
    ("tanfilyev", 145.9125, 43.4396),
    ("toporkov", 153.293, 48.074),
    ("urup", 149.9485, 45.9065),
    ("ushishir", 152.82, 47.5245),
    ("yuri", 146.066, 43.4248),
    ("zelyony", 146.1371, 43.5098),
];

/// Published areas of the large islands, km², with whose figure it is.
const AREAS: [(&str, f64, &str); 8] = [
    ("iturup", 3166.64, "GSI"),
    ("kunashir", 1489.27, "GSI"),
    ("shikotan", 247.65, "GSI"),
    ("paramushir", 2053.0, "Russian Wikipedia"),
    ("urup", 1427.57, "Russian Wikipedia"),
    ("onekotan", 425.0, "Russian Wikipedia"),
    ("shumshu", 388.0, "English Wikipedia"),
    ("matua", 52.0, "English Wikipedia"),
];

/// Large islands whose published area differs from the coast on imagery by more: island, published, ours, and why.
const AREAS_APART: [(&str, f64, f64, &str); 4] = [
    (
        "simushir",
        344.86,
        336.9,
        "charts: 353 in older books, 351 within the GSHHG shoreline; no source follows imagery",
    ),
    ("atlasov", 159.47, 153.6, "charts: 159.2 within the GSHHG shoreline, which lies outside the one on imagery"),
    ("shiashkotan", 122.0, 116.8, "charts: 120.6 within the GSHHG shoreline"),
    ("kharimkotan", 68.0, 76.5, "the printed figure is too small: 75.6 within the GSHHG shoreline as well"),
];

/// Official distances from Cape Nosappu to the shore, kilometres (source `hoppou-basics`).
const FROM_NOSAPPU: [(&str, f64); 8] = [
    ("signalny", 3.7),
    ("tanfilyev", 7.0),
    ("anuchin", 13.7),
    ("yuri", 16.6),
    ("zelyony", 25.5),
    ("polonsky", 45.5),
    ("shikotan", 73.3),
    ("iturup", 144.5),
];

/// The land around the chain.
const LAND: [&str; 11] = [
    "asian-mainland",
    "hokkaido",
    "honshu",
    "kamchatka",
    "moneron",
    "okushiri",
    "rebun",
    "rishiri",
    "sakhalin",
    "sakhalin-south",
    "tyuleny",
];

/// The files of features, authored and derived.
const FILES: [&str; 8] = [
    "boundaries.geojson",
    "islands.geojson",
    "land.geojson",
    "places.geojson",
    "waters.geojson",
    "derived/plate.0.geojson",
    "derived/plate.1.geojson",
    "derived/plate.2.geojson",
];

type Spot = [i64; 2];

fn text(name: &str) -> String {
    let path = checkout().join("geodata").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn features(name: &str) -> Vec<Value> {
    let collection: Value = serde_json::from_str(&text(name)).unwrap();
    collection["features"].as_array().unwrap().clone()
}

fn id(feature: &Value) -> &str {
    feature["id"].as_str().unwrap()
}

fn of_layer(features: &[Value], layers: &[&str]) -> Vec<Value> {
    let wanted = |feature: &&Value| layers.contains(&feature["properties"]["layer"].as_str().unwrap());
    features.iter().filter(wanted).cloned().collect()
}

fn positions(list: &Value) -> Vec<[f64; 2]> {
    let number = |position: &Value, axis: usize| position[axis].as_f64().unwrap();
    list.as_array().unwrap().iter().map(|position| [number(position, 0), number(position, 1)]).collect()
}

/// The polygons of a feature as closed rings; none for points and lines.
fn polygons(feature: &Value) -> Vec<Vec<Vec<[f64; 2]>>> {
    let rings = |polygon: &Value| polygon.as_array().unwrap().iter().map(positions).collect();
    let geometry = &feature["geometry"];
    match geometry["type"].as_str().unwrap() {
        "Polygon" => vec![rings(&geometry["coordinates"])],
        "MultiPolygon" => geometry["coordinates"].as_array().unwrap().iter().map(rings).collect(),
        _ => Vec::new(),
    }
}

fn vertices(feature: &Value) -> Vec<[f64; 2]> {
    match feature["geometry"]["type"].as_str().unwrap() {
        "Point" => positions(&Value::Array(vec![feature["geometry"]["coordinates"].clone()])),
        _ => polygons(feature).into_iter().flatten().flatten().collect(),
    }
}

/// Distance in kilometres, good to 1 % over the length of the chain.
fn distance_km(a: [f64; 2], b: [f64; 2]) -> f64 {
    let shrink = (a[1] + b[1]).to_radians() / 2.0;
    ((a[0] - b[0]) * shrink.cos()).hypot(a[1] - b[1]) * KM_PER_DEGREE
}

fn centre(feature: &Value) -> [f64; 2] {
    let line = |ring: Vec<[f64; 2]>| -> LineString<f64> { ring.into_iter().map(|[x, y]| (x, y)).collect() };
    let areas: Vec<Polygon<f64>> = polygons(feature)
        .into_iter()
        .map(|rings| {
            let mut rings = rings.into_iter().map(line);
            Polygon::new(rings.next().unwrap(), rings.collect())
        })
        .collect();
    MultiPolygon::new(areas).centroid().map_or_else(|| vertices(feature)[0], |point| [point.x(), point.y()])
}

fn spots(ring: &[[f64; 2]]) -> Vec<Spot> {
    ring.iter().map(|[x, y]| [(x * UNITS).round() as i64, (y * UNITS).round() as i64]).collect()
}

fn turning(ring: &[Spot]) -> i64 {
    let [x, y] = ring[0];
    ring.windows(2).map(|pair| (pair[0][0] - x) * (pair[1][1] - y) - (pair[1][0] - x) * (pair[0][1] - y)).sum()
}

fn turn(a: Spot, b: Spot, c: Spot) -> i64 {
    ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).signum()
}

/// The first two sides found that cross.
fn crossing(rings: &[Vec<Spot>]) -> Option<[Spot; 4]> {
    let side = |pair: &[Spot]| [pair[0].min(pair[1]), pair[0].max(pair[1])];
    let mut sides: Vec<[Spot; 2]> = rings.iter().flat_map(|ring| ring.windows(2).map(side)).collect();
    sides.sort_unstable();
    let mut open: Vec<[Spot; 2]> = Vec::new();
    for [a, b] in sides {
        open.retain(|[_, end]| end[0] >= a[0]);
        for &[c, d] in &open {
            let apart = a[1].max(b[1]) < c[1].min(d[1]) || c[1].max(d[1]) < a[1].min(b[1]);
            if !apart && turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0 {
                return Some([a, b, c, d]);
            }
        }
        open.push([a, b]);
    }
    None
}

fn inside(ring: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    let crosses = |pair: &[[f64; 2]]| {
        let [[ax, ay], [bx, by]] = [pair[0], pair[1]];
        (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
    };
    ring.windows(2).filter(|pair| crosses(pair)).count() % 2 == 1
}

/// What a reader sees at a level: the shapes of that level, and of the coarser ones where it has none.
fn seen_at(level: usize) -> Vec<Value> {
    let mut seen = features("derived/plate.0.geojson");
    for finer in 1..=level {
        for feature in features(&format!("derived/plate.{finer}.geojson")) {
            match seen.iter_mut().find(|other| id(other) == id(&feature)) {
                Some(other) => other["geometry"] = feature["geometry"].clone(),
                None => seen.push(feature),
            }
        }
    }
    seen
}

fn all_rings(features: &[Value]) -> Vec<Vec<Spot>> {
    features.iter().flat_map(polygons).flatten().map(|ring| spots(&ring)).collect()
}

#[test]
fn the_derived_files_are_what_the_inputs_give() {
    let done = Command::new(env!("CARGO_BIN_EXE_kuril")).args(["derive", "--check"]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn islands_and_land_hold_every_id_of_the_list() {
    let ids = |name: &str| -> Vec<String> { features(name).iter().map(|feature| id(feature).to_owned()).collect() };
    assert_eq!(ids("islands.geojson"), ISLANDS.map(|(id, ..)| id));
    assert_eq!(ids("land.geojson"), LAND);
    let first = ids("derived/plate.0.geojson");
    let missing: Vec<&str> =
        ISLANDS.iter().map(|(id, ..)| *id).chain(LAND).filter(|id| !first.contains(&(*id).into())).collect();
    assert!(missing.is_empty(), "not in the first level: {missing:?}");
}

#[test]
fn large_islands_have_their_published_area() {
    let islands = features("islands.geojson");
    let ours = |wanted: &str| {
        let island = islands.iter().find(|feature| id(feature) == wanted).unwrap();
        island["properties"]["area_km2"].as_f64().unwrap()
    };
    for (island, published, source) in AREAS {
        let share = ours(island) / published;
        assert!((share - 1.0).abs() < 0.02, "{island}: {} km², {source} says {published}", ours(island));
    }
    for (island, published, expected, reason) in AREAS_APART {
        let apart = (ours(island) / published - 1.0).abs();
        assert!(apart > 0.02, "{island} agrees with {published} now: no exception any more ({reason})");
        assert!((ours(island) / expected - 1.0).abs() < 0.005, "{island}: {} km², not {expected}", ours(island));
    }
}

#[test]
fn every_island_lies_where_it_is_published_to_lie() {
    for (island, (name, lon, lat)) in features("islands.geojson").iter().zip(ISLANDS) {
        let away = distance_km(centre(island), [lon, lat]);
        assert!(away < 1.5, "{name}: its centre is {away:.1} km from {lon}, {lat}");
    }
}

#[test]
fn the_sea_off_cape_nosappu_is_as_wide_as_published() {
    let islands = features("islands.geojson");
    for (name, published) in FROM_NOSAPPU {
        let island = islands.iter().find(|feature| id(feature) == name).unwrap();
        // The largest polygon: rocks before the shore do not count.
        let shore = polygons(island).swap_remove(0).swap_remove(0);
        let nearest = shore.into_iter().map(|shore| distance_km(NOSAPPU, shore)).fold(f64::MAX, f64::min);
        assert!((nearest - published).abs() < 1.0, "{name}: {nearest:.1} km, published {published} km");
    }
}

#[test]
fn anchors_lie_on_their_island() {
    for island in features("islands.geojson") {
        let Some(anchor) = island["properties"].get("anchor") else { continue };
        let anchor = [anchor[0].as_f64().unwrap(), anchor[1].as_f64().unwrap()];
        assert!(polygons(&island).iter().any(|rings| inside(&rings[0], anchor)), "{}", id(&island));
    }
}

#[test]
fn land_and_islands_hold_no_land_twice() {
    let both: Vec<Value> = [features("islands.geojson"), features("land.geojson")].concat();
    assert_eq!(crossing(&all_rings(&both)), None);
    let outer = |feature: &Value| -> Vec<Vec<[f64; 2]>> {
        polygons(feature).into_iter().map(|mut rings| rings.swap_remove(0)).collect()
    };
    let large: Vec<Vec<[f64; 2]>> = both.iter().flat_map(outer).filter(|ring| ring.len() > 100).collect();
    for ring in both.iter().flat_map(outer) {
        let within = large.iter().filter(|other| **other != ring && inside(other, ring[ring.len() / 2])).count();
        assert_eq!(within, 0, "{:?} lies in other land", ring[0]);
    }
}

#[test]
fn no_coast_and_no_depth_line_crosses_another_at_any_level() {
    for level in 0..3 {
        let seen = seen_at(level);
        for layers in [vec!["land", "island"], vec!["depth"]] {
            let rings = all_rings(&of_layer(&seen, &layers));
            assert!(rings.len() > 30, "level {level}: {layers:?} has {} rings", rings.len());
            assert_eq!(crossing(&rings), None, "level {level}, {layers:?}");
        }
    }
}

#[test]
fn each_depth_band_lies_in_the_one_before() {
    for level in 0..3 {
        let mut bands = of_layer(&seen_at(level), &["depth"]);
        bands.sort_by_key(|band| band["properties"]["deeper_than_m"].as_u64());
        assert_eq!(bands.len(), 10);
        for pair in bands.windows(2) {
            let around: Vec<Vec<Vec<[f64; 2]>>> = polygons(&pair[0]);
            let covered = |place: [f64; 2]| {
                let hit = |rings: &Vec<Vec<[f64; 2]>>| {
                    let on = rings[0].contains(&place);
                    on || (inside(&rings[0], place) && !rings[1..].iter().any(|hole| inside(hole, place)))
                };
                around.iter().any(hit)
            };
            for rings in polygons(&pair[1]) {
                // On the edge of the extent the two share vertices; the first one off it tells.
                let off_edge = |[x, y]: &&[f64; 2]| *x > 138.0 && *x < 165.0 && *y > 40.0 && *y < 57.0;
                let place = *rings[0].iter().find(off_edge).unwrap();
                assert!(covered(place), "level {level}: {} leaves {} at {place:?}", id(&pair[1]), id(&pair[0]));
            }
        }
    }
}

#[test]
fn both_halves_of_sakhalin_share_the_vertices_of_the_cut_at_every_level() {
    let boundaries = features("boundaries.geojson");
    let line = boundaries.iter().find(|line| id(line) == "line-fiftieth").unwrap();
    let line = positions(&line["geometry"]["coordinates"]);
    assert!(line.len() > 2 && spots(&line).iter().all(|spot| spot[1] == 5_000_000), "{line:?}");
    for level in 0..3 {
        let seen = seen_at(level);
        let half = |wanted: &str| seen.iter().find(|feature| id(feature) == wanted).unwrap();
        for (name, southern) in [("sakhalin", false), ("sakhalin-south", true)] {
            let all: Vec<[f64; 2]> = polygons(half(name)).into_iter().flatten().flatten().collect();
            let stray = all.iter().find(|[_, lat]| if southern { *lat > 50.0 } else { *lat < 50.0 });
            assert_eq!(stray, None, "level {level}: {name}");
            let cut: BTreeSet<Spot> = spots(&all).into_iter().filter(|spot| spot[1] == 5_000_000).collect();
            assert_eq!(cut, spots(&line).into_iter().collect(), "level {level}: {name}");
        }
    }
}

#[test]
fn the_boundaries_run_through_the_water_at_every_level() {
    for level in 0..3 {
        let rings = all_rings(&of_layer(&seen_at(level), &["land", "island"]));
        for line in features("boundaries.geojson").iter().filter(|line| id(line) != "line-fiftieth") {
            assert_eq!(line["geometry"]["type"], "LineString");
            let line_spots = spots(&positions(&line["geometry"]["coordinates"]));
            for side in line_spots.windows(2) {
                let (a, b) = (side[0], side[1]);
                let meets = |c: Spot, d: Spot| turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0;
                let shore = rings.iter().flat_map(|ring| ring.windows(2)).find(|shore| meets(shore[0], shore[1]));
                assert_eq!(shore, None, "level {level}: {} runs ashore between {a:?} and {b:?}", id(line));
            }
        }
    }
}

#[test]
fn rings_are_closed_and_follow_the_right_hand_rule() {
    for file in FILES {
        for feature in features(file) {
            for rings in polygons(&feature) {
                for (place, ring) in rings.iter().enumerate() {
                    assert!(ring.len() >= 4 && ring.first() == ring.last(), "{file}: {}: an open ring", id(&feature));
                    let anticlockwise = turning(&spots(ring)) > 0;
                    assert_eq!(anticlockwise, place == 0, "{file}: {}: ring {place} runs wrong", id(&feature));
                }
            }
        }
    }
}

#[test]
fn features_stand_one_a_line_sorted_by_id_with_at_most_five_decimals() {
    for file in FILES {
        let text = text(file);
        let lines: Vec<&str> = text.lines().filter(|line| line.starts_with(r#"{"type":"Feature","#)).collect();
        let features: Vec<Value> =
            lines.iter().map(|line| serde_json::from_str(line.trim_end_matches(',')).unwrap()).collect();
        assert_eq!(text.matches(r#"{"type":"Feature","#).count(), lines.len(), "{file}: not one feature a line");
        let ids: Vec<&str> = features.iter().map(id).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{file}: not sorted by id");
        for line in lines {
            let coordinates = line.split(r#""coordinates":"#).nth(1).unwrap();
            let decimals = coordinates.split(['.']).skip(1).map(|rest| rest.find(|c: char| !c.is_ascii_digit()));
            assert!(decimals.flatten().all(|length| length <= 5), "{file}: too many decimals: {}", &line[..80]);
        }
    }
}

#[test]
fn every_feature_says_its_layer_name_and_rank() {
    let silent: Vec<Value> =
        features("land.geojson").into_iter().filter(|land| land["properties"]["labelled"] == false).collect();
    assert_eq!(silent.iter().map(id).collect::<Vec<_>>(), ["sakhalin-south"]);
    for file in &FILES[..6] {
        for feature in features(file) {
            let properties = &feature["properties"];
            let layer = properties["layer"].as_str().unwrap();
            if layer == "depth" {
                continue;
            }
            let known = ["boundary", "land", "island", "sea", "strait", "trench", "town", "state", "chain"];
            assert!(known.contains(&layer), "{file}: {layer}");
            if file.starts_with("derived") && silent.iter().any(|land| id(land) == id(&feature)) {
                assert!(properties.get("names").is_none(), "{file}: {} would be labelled", id(&feature));
                continue;
            }
            assert!((1..=6).contains(&properties["rank"].as_u64().unwrap()), "{file}: {}", id(&feature));
            assert!(properties["names"]["en"].is_string(), "{file}: {}: no English name", id(&feature));
            assert!(properties["names"]["ru"].is_string(), "{file}: {}: no Russian name", id(&feature));
        }
    }
    let ids: Vec<Value> = features("derived/plate.0.geojson");
    assert_eq!(ids.iter().map(id).collect::<BTreeSet<_>>().len(), ids.len());
}

#[test]
fn the_first_level_is_light_enough_for_a_slow_line() {
    let all = text("derived/plate.0.geojson");
    let depths: Vec<&str> = all.lines().filter(|line| line.contains(r#""layer":"depth""#)).collect();
    for (part, budget) in [(all.clone(), 45_000), (depths.join("\n"), 16_384)] {
        let mut packed = Vec::new();
        let params = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
        brotli::BrotliCompress(&mut part.as_bytes(), &mut packed, &params).unwrap();
        assert!(packed.len() <= budget, "{} bytes, at most {budget}", packed.len());
    }
}

#[test]
fn every_source_file_is_the_one_of_the_manifest() {
    use sha2::{Digest as _, Sha256};
    let folder = checkout().join("geodata/source");
    let manifest: Value = serde_json::from_str(&text("source/manifest.json")).unwrap();
    for entry in manifest["files"].as_array().unwrap() {
        let file = entry["file"].as_str().unwrap();
        let sum = Sha256::digest(fs::read(folder.join(file)).unwrap());
        let stated = entry["sha256"].as_str().unwrap();
        let stated: Vec<u8> =
            (0..32).map(|byte| u8::from_str_radix(&stated[2 * byte..2 * byte + 2], 16).unwrap()).collect();
        assert_eq!(stated, sum.as_slice(), "{file}");
    }
}
