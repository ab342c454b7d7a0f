//! The regions of the map: land, islands, depths and named waters, each with its outlines by level of detail.

use crate::error::{Problem, Result};
use crate::geo::space::{World, WorldRect};
use crate::story::fields::Fields;
use crate::story::geojson::Feature;
use crate::story::layer::Layer;
use crate::story::outline::{Ground, Outline};
use crate::story::texts::Texts;

/// Number of levels of detail; level 0 is the coarsest.
pub const LEVELS: usize = 3;

/// The properties of an island besides its outline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Island {
    /// Its kind as written in the file: island, islet, rocks and so on.
    pub kind: String,
    /// Id of the part of the chain that it belongs to.
    pub group: String,
    /// Id of the island or group that it is part of.
    pub parent: Option<String>,
    /// Position in the order along the chain, ascending.
    pub order: f64,
    /// Area within the coastline on the ellipsoid, square kilometres.
    pub area_km2: Option<f64>,
}

/// A feature of the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Its id in the files.
    pub id: String,
    /// Its layer.
    pub layer: Layer,
    /// Its names by language.
    pub names: Texts,
    /// The claimant's name for it in languages other than the claimant's own, such as "Etorofu" in English.
    pub claimant_names: Texts,
    /// Its priority for labels; 1 comes first.
    pub rank: u8,
    /// The point at which it is labelled or marked.
    pub anchor: World,
    /// The smallest box around it.
    pub bounds: WorldRect,
    /// For depths: the sea floor is deeper than this, metres.
    pub deeper_than_m: f64,
    /// For islands: further properties.
    pub island: Option<Island>,
    outlines: [Option<Outline>; LEVELS],
}

impl Region {
    /// Builds the region of a feature, whose outline is of the given level.
    ///
    /// # Errors
    /// If a property is missing or wrong; the error names it.
    pub(super) fn from_feature(feature: &Feature<'_>, level: usize, ground: &Ground) -> Result<Self> {
        let fields = &feature.properties;
        let layer = Layer::from_word(
            "properties.layer",
            &fields.checked(fields.text("layer", "what the feature is, such as \"island\""))?,
        )?;
        let names = fields.checked(fields.texts("names"))?;
        if names.is_empty() && layer.has_names() {
            return Err(Problem::missing("properties.names", "a name in at least one language"));
        }
        let outline = Outline::new(layer.shape(&feature.shape)?, ground)?;
        let given = fields.position("anchor").map(|anchor| ground.world(anchor));
        let bounds = outline.bounds();
        let mut region = Self {
            id: feature.id.clone(),
            layer,
            names,
            claimant_names: fields.texts("names_claimant"),
            rank: fields.number("rank").unwrap_or(9.0).clamp(1.0, 9.0) as u8,
            anchor: given.unwrap_or_else(|| bounds.centre()),
            bounds,
            deeper_than_m: depth(fields, layer),
            island: (layer == Layer::Island).then(|| island(fields)),
            outlines: [const { None }; LEVELS],
        };
        region.place(level, outline);
        fields.checked(region)
    }

    /// Builds the outline of another level, from a feature with the same id.
    ///
    /// # Errors
    /// If the feature is of another layer, or the layer does not allow its shape.
    pub(super) fn level_of(&self, feature: &Feature<'_>, ground: &Ground) -> Result<Outline> {
        if let Some(word) = feature.properties.checked(feature.properties.optional_text("layer"))?
            && Layer::from_word("properties.layer", &word)? != self.layer
        {
            return Err(Problem::unexpected("properties.layer", "the layer of the coarser level", word));
        }
        Outline::new(self.layer.shape(&feature.shape)?, ground)
    }

    /// Adds the outline of another level.
    pub(super) fn add_level(&mut self, level: usize, outline: Outline) {
        self.bounds = self.bounds.union(outline.bounds());
        self.place(level, outline);
    }

    fn place(&mut self, level: usize, outline: Outline) {
        if let Some(slot) = self.outlines.get_mut(level) {
            *slot = Some(outline);
        }
    }

    /// Returns the outline for a level of detail and its actual level: the wanted one, otherwise the nearest finer one
    /// (some regions have no coarse outline), otherwise the finest one available.
    #[must_use]
    pub fn outline(&self, wanted: usize) -> Option<(usize, &Outline)> {
        let there = |level: usize| Some((level, self.outlines.get(level)?.as_ref()?));
        (0..=wanted).rev().find_map(there).or_else(|| (wanted..LEVELS).find_map(there))
    }

    /// Returns the most detailed outline available.
    #[must_use]
    pub fn finest(&self) -> Option<&Outline> {
        self.outline(LEVELS - 1).map(|(_, outline)| outline)
    }
}

fn depth(fields: &Fields<'_>, layer: Layer) -> f64 {
    const EXPECTED: &str = "a depth in metres";
    if layer == Layer::Depth {
        fields.required("deeper_than_m", EXPECTED);
        return fields.amount("deeper_than_m", "a depth in metres, 0 or more").unwrap_or_default();
    }
    fields.number("deeper_than_m").unwrap_or_default()
}

fn island(fields: &Fields<'_>) -> Island {
    Island {
        kind: fields.optional_text("kind").unwrap_or_else(|| "island".to_owned()),
        group: fields.optional_text("group").unwrap_or_default(),
        parent: fields.optional_text("parent"),
        order: fields.number("order").unwrap_or(f64::MAX),
        area_km2: fields.amount("area_km2", "an area in square kilometres, 0 or more"),
    }
}
