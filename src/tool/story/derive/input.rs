//! The input files of `derive`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use kuril_map::geo::projection::{Conic, Parallels};
use kuril_map::geo::space::LonLat;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::log;
use crate::story::derive::antimeridian;
use crate::story::derive::frame::Frame;
use crate::story::derive::ring::{Area, ring};
use crate::story::entry::File;
use crate::story::folder::StoryFolder;
use crate::story::format::{Geometry, text_or_number};
use crate::story::inside::Inside;

/// What each level keeps.
const RECIPE: &str = "source/recipe.json";
/// The height and width of a first view to which the usual detail belongs, kilometres from corner to corner.
const USUAL_KM: f64 = 1500.0;
/// Approximate kilometres per degree of latitude.
const KM_PER_DEGREE: f64 = 111.0;

/// Properties of a feature, with the raw JSON of each value.
pub(crate) type Properties = BTreeMap<String, Box<RawValue>>;

/// A feature of an authored file.
#[derive(Debug, Deserialize)]
pub(crate) struct Feature {
    /// Its id, the same in every file and level; a number is read as its text.
    #[serde(deserialize_with = "text_or_number")]
    pub id: String,
    /// Its properties.
    pub properties: Properties,
    /// Its geometry, raw.
    pub geometry: Box<RawValue>,
}

/// The table that assigns polygons of the land to features.
#[derive(Debug, Deserialize)]
pub(crate) struct Pieces {
    /// Unassigned rocks go to the nearest island if it is at most this far away.
    pub rocks_within_km: f64,
    /// Features that are the southern part of another feature, by id.
    #[serde(default)]
    pub cuts: BTreeMap<String, Cut>,
    /// Positions and boxes by feature id.
    pub features: BTreeMap<String, Piece>,
}

/// The part of another feature's land that is a feature of its own.
#[derive(Debug, Deserialize)]
pub(crate) struct Cut {
    /// Id of the feature that keeps the north.
    pub of: String,
    /// Latitude of the cut, degrees.
    pub south_of: f64,
}

/// The polygons of one feature.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Piece {
    /// Positions inside the polygons.
    #[serde(default)]
    pub seats: Vec<[f64; 2]>,
    /// Boxes (west, south, east, north) that hold whole groups of rocks.
    #[serde(default)]
    pub boxes: Vec<[f64; 4]>,
}

/// The detail of each level.
#[derive(Debug, Deserialize)]
pub(crate) struct Recipe {
    /// Depths of the bands, metres, from shallow to deep.
    pub depths_m: Vec<u32>,
    /// The levels, from coarse to fine.
    pub levels: Vec<Level>,
    /// What the globe shows.
    pub globe: crate::story::derive::globe::Recipe,
}

/// The detail of one level.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Level {
    /// Length below which a bend of a coast is dropped, kilometres.
    pub tolerance_km: f64,
    /// Increase of that length per kilometre of distance from the initial view.
    pub tolerance_growth: f64,
    /// Decimals of the degrees of coasts.
    pub decimals: u32,
    /// Smallest rock that is kept beside a named island, square kilometres.
    pub rock_km2: f64,
    /// Smallest piece of other land that is kept, square kilometres.
    pub land_km2: f64,
    /// Length below which a bend of a depth line is dropped, kilometres.
    pub depth_tolerance_km: f64,
    /// Width of the kernel that smooths the depths, in nodes of the relief grid.
    pub depth_bell: f64,
    /// Smallest patch of deep water that is kept, square kilometres.
    pub deep_km2: f64,
    /// Smallest shoal that is kept, square kilometres.
    pub shoal_km2: f64,
}

impl Recipe {
    /// The usual detail, in proportion to the first view.
    fn around([west, south, east, north]: [f64; 4]) -> Self {
        let middle = [f64::midpoint(west, east), f64::midpoint(south, north)];
        let across = (east - west) * middle[1].to_radians().cos();
        let scale = (across.hypot(north - south) * KM_PER_DEGREE / USUAL_KM).clamp(1e-4, 10.0);
        // A tenth of the size needs one decimal more; five are a metre.
        let more = (-scale.log10()).ceil().clamp(0.0, 2.0) as u32;
        let level = |tolerance_km: f64, growth: f64, decimals: u32, [rock, land]: [f64; 2]| Level {
            tolerance_km: (tolerance_km * scale * 1e4).round() / 1e4,
            tolerance_growth: growth,
            decimals: (decimals + more).min(5),
            rock_km2: rock * scale * scale,
            land_km2: land * scale * scale,
            ..Level::whole()
        };
        let levels = vec![
            level(0.6, 0.0045, 3, [0.3, 2.0]),
            level(0.15, 0.001, 4, [0.02, 0.05]),
            level(0.0, 0.0003, 5, [0.0, 0.0]),
        ];
        let globe = crate::story::derive::globe::Recipe::over(middle.map(f64::round));
        Self { depths_m: Vec::new(), levels, globe }
    }
}

impl Level {
    /// Returns the full detail of the source.
    pub(crate) const fn whole() -> Self {
        Self {
            tolerance_km: 0.0,
            tolerance_growth: 0.0,
            decimals: 5,
            rock_km2: 0.0,
            land_km2: 0.0,
            depth_tolerance_km: 0.0,
            depth_bell: 1.0,
            deep_km2: 0.0,
            shoal_km2: 0.0,
        }
    }
}

/// Heights of land (positive) and sea floor (negative) at evenly spaced positions.
#[derive(Debug)]
pub(crate) struct Relief {
    /// Number of columns, from west to east.
    pub width: usize,
    /// Position of the first value.
    pub origin: LonLat,
    /// Values per degree.
    pub per_degree: f64,
    /// Heights in metres, row by row from south to north.
    pub metres: Vec<f64>,
}

#[derive(Debug, Deserialize)]
struct ReliefHead {
    width: usize,
    height: usize,
    lon0: f64,
    lat0: f64,
    step: f64,
}

/// All inputs of `derive`.
#[derive(Debug)]
pub(crate) struct Input {
    /// The projection of the story.
    pub conic: Conic,
    /// The extent of the data.
    pub frame: Frame,
    /// The initial view of the map.
    pub start: Frame,
    /// The polygons of the land, largest first.
    pub land: Vec<Area>,
    /// Heights and depths, where the story has them.
    pub relief: Option<Relief>,
    /// The assignment of polygons to features; without it each feature has its own.
    pub pieces: Option<Pieces>,
    /// The detail of the levels.
    pub recipe: Recipe,
    /// What `islands.geojson` and `land.geojson` say of their schema.
    pub schemas: [String; 2],
    /// `islands.geojson`.
    pub islands: Vec<Feature>,
    /// `land.geojson`.
    pub mainland: Vec<Feature>,
    /// `waters.geojson`.
    pub waters: Vec<Feature>,
    /// `places.geojson`.
    pub places: Vec<Feature>,
    /// `boundaries.geojson`.
    pub boundaries: Vec<Feature>,
}

/// Reads all inputs: the story's files, and the external data in its folder `source`.
pub(crate) fn read(path: &Path) -> Result<Input> {
    let folder = StoryFolder::open_readable(path)?;
    let story = folder.story.as_ref().context("there is no story.json")?;
    let inside = Inside(path);
    let [lon, lat] = story.projection.origin;
    let parallels = Parallels { standard: story.projection.standard, origin: LonLat::new(lon, lat) };
    let conic = Conic::new(parallels).context("story.json: the standard parallels span no cone")?;
    let frame = Frame::new(story.extent);
    let features = |name: &str| -> Result<Vec<Feature>> {
        let read = |raw: &RawValue| {
            let mut feature: Feature = serde_json::from_str(raw.get())?;
            if let Some(whole) = antimeridian::whole(&feature.geometry, story.extent) {
                feature.geometry = whole;
            }
            Ok(feature)
        };
        folder.features(name).iter().map(|feature| read(&feature.raw)).collect()
    };
    let has = |name: &str| anyhow::Ok(inside.read(name)?.is_some());
    Ok(Input {
        conic,
        frame,
        start: Frame::new(story.start),
        land: if has("source/land.geojson")? { land(inside, &frame, &conic)? } else { Vec::new() },
        relief: if has("source/relief_2min.json")? { Some(relief(inside)?) } else { None },
        pieces: if has("source/land.geojson")? { Some(json(inside, "source/pieces.json")?) } else { None },
        recipe: if has(RECIPE)? { json(inside, RECIPE)? } else { Recipe::around(story.start) },
        schemas: ["islands.geojson", "land.geojson"]
            .map(|name| folder.file(name).map(File::schema).unwrap_or_default()),
        islands: features("islands.geojson")?,
        mainland: features("land.geojson")?,
        waters: features("waters.geojson")?,
        places: features("places.geojson")?,
        boundaries: features("boundaries.geojson")?,
    })
}

pub(super) fn json<T: DeserializeOwned>(story: Inside<'_>, name: &str) -> Result<T> {
    serde_json::from_str(&story.text(name)?).with_context(|| name.to_owned())
}

#[derive(Deserialize)]
struct SourceCollection {
    features: Vec<SourceFeature>,
}

#[derive(Deserialize)]
struct SourceFeature {
    geometry: Option<Geometry>,
}

/// Returns a polygon within a frame.
fn area(rings: &[Vec<Vec<f64>>], frame: &Frame, conic: &Conic) -> Area {
    let mut rings = rings.iter().map(|positions| {
        let position = |position: &Vec<f64>| Some(LonLat::new(*position.first()?, *position.get(1)?));
        ring(&positions.iter().filter_map(position).collect::<Vec<_>>(), frame, conic)
    });
    Area { outer: rings.next().unwrap_or_default(), holes: rings.collect() }
}

/// The polygons of the external land; a feature without a geometry is told and left out.
fn land(story: Inside<'_>, frame: &Frame, conic: &Conic) -> Result<Vec<Area>> {
    const NAME: &str = "source/land.geojson";
    let source: SourceCollection = json(story, NAME)?;
    let mut areas = Vec::new();
    for (index, feature) in source.features.into_iter().enumerate() {
        let place = || format!("{NAME}, feature #{}", index + 1);
        let Some(geometry) = feature.geometry else {
            log::note(&format!("{}: geometry is missing: the feature is left out", place()));
            continue;
        };
        let polygons = geometry.polygons().with_context(place)?;
        areas.extend(polygons.iter().map(|rings| area(rings, frame, conic)));
        if areas.last().is_some_and(|area| area.outer.0.len() < 3) {
            bail!("{}: a polygon with fewer than three corners within the extent of story.json", place());
        }
    }
    Ok(areas)
}

impl Input {
    /// Returns the polygons that the features themselves have, by id, the largest first; what lies outside the extent, or
    /// has no area, is left out.
    pub(crate) fn own_pieces(&self) -> Result<BTreeMap<String, Vec<Area>>> {
        let mut pieces = BTreeMap::new();
        for feature in self.islands.iter().chain(&self.mainland) {
            let geometry: Geometry = serde_json::from_str(feature.geometry.get())
                .with_context(|| format!("{}: expected a geometry", feature.id))?;
            let polygons = geometry.polygons().with_context(|| feature.id.clone())?;
            let mut areas: Vec<Area> = polygons.iter().map(|rings| area(rings, &self.frame, &self.conic)).collect();
            areas.retain(|area| area.outer.0.len() >= 3 && area.outer.area_km2() > 0.0);
            for area in &mut areas {
                area.holes.retain(|hole| hole.0.len() >= 3);
            }
            areas.sort_by(|a, b| b.area_km2().total_cmp(&a.area_km2()));
            if !areas.is_empty() {
                pieces.insert(feature.id.clone(), areas);
            }
        }
        Ok(pieces)
    }
}

fn relief(story: Inside<'_>) -> Result<Relief> {
    const NAME: &str = "source/relief_2min.i16";
    let head: ReliefHead = json(story, "source/relief_2min.json")?;
    let bytes = story.read(NAME)?.with_context(|| format!("{NAME} is missing"))?;
    let metres: Vec<f64> = bytes.as_chunks().0.iter().map(|pair| f64::from(i16::from_le_bytes(*pair))).collect();
    ensure!(Some(metres.len()) == head.width.checked_mul(head.height), "{NAME}: not width times height values");
    let per_degree = (1.0 / head.step).round();
    let on_grid = |degrees: f64| (degrees * per_degree).round() / per_degree;
    Ok(Relief { width: head.width, origin: LonLat::new(on_grid(head.lon0), on_grid(head.lat0)), per_degree, metres })
}
