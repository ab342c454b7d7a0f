//! `kuril derive`: generates the files that the map loads from external data and authored files.
//!
//! ```text
//! source/land.geojson   --pieces, cut-->  islands.geojson, land.geojson (geometry, area, anchor)
//! source/relief_2min.*  --depth--->  bands
//! coasts + bands        --plate--->  derived/plate.0 (coarse, all that the first picture needs), .1, .2 (finest)
//! source/land-110m.json --globe--> derived/globe.json
//! ```
//!
//! Without `source/land.geojson` the polygons of `islands.geojson` and `land.geojson` themselves are drawn, without a relief
//! there are no depths, and without a recipe the detail follows from the first view.
//!
//! There is no network access, clock or unordered map: the same inputs give the same bytes. Properties that authors
//! write in `islands.geojson` and `land.geojson` are kept verbatim.

mod anchor;
mod antimeridian;
mod assign_polygons;
mod contour;
mod frame;
mod globe;
mod input;
mod plate;
mod ring;
mod round;
mod simplify;
mod split;
mod write;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use geo::GeodesicArea as _;
use geo::{LineString, Polygon};
use serde_json::value::RawValue;

use input::{Feature, Input, Level};
use plate::{depths, land, lines, text, unchanging};
use ring::{Area, Ring};
use write::{Line, collection, geometry, properties};

use crate::story::inside::Inside;

/// The folder of what is derived, in that of the story.
pub(crate) const FOLDER: &str = "derived";

/// The path of a file in the story's folder, and the text that it should have.
type Derived = (String, String);

/// Derives everything and writes the files that differ, reporting each to `progress`.
///
/// # Errors
/// If an input is missing or inconsistent with the others, or a file cannot be written.
pub(crate) fn run(folder: &Path, progress: &mut dyn FnMut(&str)) -> Result<()> {
    for (path, text) in derived(folder, progress)? {
        let inside = Inside(folder);
        if inside.read(&path)?.is_some_and(|old| old == text.as_bytes()) {
            progress(&format!("{path}: unchanged"));
            continue;
        }
        inside.write(&path, text.as_bytes())?;
        progress(&format!("{path}: {} bytes, {} with brotli", text.len(), compressed(&text)?));
    }
    Ok(())
}

/// Returns the derived files that differ from what the inputs give now.
///
/// # Errors
/// If an input is missing or inconsistent with the others.
pub(crate) fn stale(folder: &Path) -> Result<Vec<String>> {
    let derived = derived(folder, &mut |_| ())?;
    let mut stale = Vec::new();
    for (path, text) in derived {
        if Inside(folder).read(&path)?.is_none_or(|old| old != text.as_bytes()) {
            stale.push(path);
        }
    }
    Ok(stale)
}

fn derived(folder: &Path, progress: &mut dyn FnMut(&str)) -> Result<Vec<Derived>> {
    let mut input = input::read(folder)?;
    progress("sorting the land by island");
    let mut pieces = match &input.pieces {
        Some(table) => assign_polygons::sorted(&input, table)?,
        None => input.own_pieces()?,
    };
    if let Some(table) = &input.pieces {
        split::part(&mut pieces, &table.cuts, &input.conic)?;
    }
    for id in pieces.keys() {
        let known = input.islands.iter().chain(&input.mainland).any(|feature| feature.id == *id);
        ensure!(known, "pieces.json: {id} is neither in islands.geojson nor in land.geojson");
    }
    measure(&mut input, &pieces)?;
    let whole = land(&input, &pieces, &Level::whole());
    let [of_islands, of_land] = &input.schemas;
    let authored = [("islands.geojson", of_islands, &input.islands), ("land.geojson", of_land, &input.mainland)];
    let mut files = Vec::new();
    for (name, schema, features) in authored.into_iter().filter(|(.., features)| !features.is_empty()) {
        files.push((name.to_owned(), collection(schema, &full(features, &whole))));
    }
    let globe = globe::text(Inside(folder), &input.recipe.globe)?;
    files.push(("derived/globe.json".to_owned(), globe));
    let mut seen: BTreeMap<String, Line> = BTreeMap::new();
    for (index, level) in input.recipe.levels.iter().enumerate() {
        progress(&format!("drawing level {index}"));
        let bands = contour::bands(&input, level.depth_bell)?;
        let mut shapes = land(&input, &pieces, level);
        shapes.extend(depths(&input, &bands, level));
        let mut level_lines = if index == 0 { unchanging(&input) } else { BTreeMap::new() };
        level_lines.extend(lines(&input, &shapes, &seen));
        if level_lines.is_empty() {
            // Nothing is finer here, and a file without features would be taken for a broken one.
            level_lines.extend(seen.first_key_value().map(|(id, line)| (id.clone(), line.clone())));
        }
        files
            .push((format!("derived/plate.{index}.geojson"), text(index, level, &level_lines, input.pieces.is_some())));
        seen.extend(level_lines);
    }
    Ok(files)
}

/// Writes area and anchor to the properties of the islands.
fn measure(input: &mut Input, pieces: &BTreeMap<String, Vec<Area>>) -> Result<()> {
    for island in &mut input.islands {
        let areas = pieces.get(&island.id).map(Vec::as_slice).unwrap_or_default();
        let Some(largest) = areas.first() else {
            ensure!(island.geometry.get().contains(r#"Point""#), "{}: neither land nor a point", island.id);
            continue;
        };
        let place = anchor::anchor(largest).with_context(|| format!("{}: no area", island.id))?;
        let place = input.conic.lonlat_from_world(place);
        let anchor = write::position([round::unit(place.lon, 4), round::unit(place.lat, 4)]);
        let area_km2 = areas.iter().map(geodesic_km2).sum();
        for (key, value) in [("anchor", anchor), ("area_km2", rounded(area_km2))] {
            island.properties.insert(key.to_owned(), RawValue::from_string(value)?);
        }
    }
    Ok(())
}

/// Area on the ellipsoid, square kilometres; C. F. F. Karney, *Algorithms for geodesics*, J. Geodesy 87 (2013).
fn geodesic_km2(area: &Area) -> f64 {
    let enclosed = |ring: &Ring| {
        let line: LineString<f64> = ring.0.iter().map(|vertex| (vertex.lonlat.lon, vertex.lonlat.lat)).collect();
        Polygon::new(line, Vec::new()).geodesic_area_signed().abs() / 1e6
    };
    enclosed(&area.outer) - area.holes.iter().map(enclosed).sum::<f64>()
}

/// Formats an area with as many decimals as are significant: one from 100 km², two from 1 km², otherwise four.
fn rounded(area_km2: f64) -> String {
    let decimals = if area_km2 >= 100.0 {
        10.0
    } else if area_km2 >= 1.0 {
        100.0
    } else {
        10_000.0
    };
    ((area_km2 * decimals).round() / decimals).to_string()
}

/// Returns the authored features with all their properties and the finest geometry.
fn full(features: &[Feature], whole: &BTreeMap<String, write::Polygons>) -> BTreeMap<String, Line> {
    let line = |feature: &Feature| Line {
        properties: properties(&feature.properties, |_| true),
        geometry: whole.get(&feature.id).map_or_else(|| feature.geometry.get().to_owned(), geometry),
    };
    features.iter().map(|feature| (feature.id.clone(), line(feature))).collect()
}

/// Returns the size of a text in bytes after the strongest brotli compression.
fn compressed(text: &str) -> Result<usize> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut text.as_bytes(), &mut out, &params)?;
    Ok(out.len())
}
