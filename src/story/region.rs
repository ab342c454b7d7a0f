//! What lies on the map: land, islands, depths and named waters, each with its outlines by level of detail.

use crate::error::{Problem, Result};
use crate::geo::space::{World, WorldRect};
use crate::story::fields::Fields;
use crate::story::geojson::Feature;
use crate::story::layer::Layer;
use crate::story::outline::{Ground, Outline};
use crate::story::texts::Texts;

/// Number of levels of detail; level 0 is the coarsest.
pub const LEVELS: usize = 3;

/// What is known of an island besides its outline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Island {
    /// Island, islet, rocks and so on, as the file words it.
    pub kind: String,
    /// Id of the part of the chain to which it belongs.
    pub group: String,
    /// Id of the island or group of which it is a part.
    pub parent: Option<String>,
    /// Place in the walk along the chain; smaller comes first.
    pub order: f64,
    /// Area inside its coastline on the ellipsoid, square kilometres.
    pub area_km2: Option<f64>,
}

/// One feature of the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Its id in the files.
    pub id: String,
    /// What it is.
    pub layer: Layer,
    /// Its names by language.
    pub names: Texts,
    /// The claimant's name in other languages than its own, such as "Etorofu" in English.
    pub claimant_names: Texts,
    /// 1 is lettered first.
    pub rank: u8,
    /// The place at which it is lettered or pointed at.
    pub anchor: World,
    /// The smallest box around it.
    pub bounds: WorldRect,
    /// For depths: deeper than this, metres.
    pub deeper_than_m: f64,
    /// For islands: what else is known.
    pub island: Option<Island>,
    outlines: [Option<Outline>; LEVELS],
}

impl Region {
    /// The region that a feature describes, its outline at the given level.
    ///
    /// # Errors
    /// Names the property that is missing or wrong.
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

    /// This region with another level of its outline, from a feature of the same id.
    ///
    /// # Errors
    /// Where the feature is of another layer or its shape cannot be one of this layer.
    pub(super) fn add_level(&mut self, feature: &Feature<'_>, level: usize, ground: &Ground) -> Result<()> {
        if let Some(word) = feature.properties.checked(feature.properties.optional_text("layer"))?
            && Layer::from_word("properties.layer", &word)? != self.layer
        {
            return Err(Problem::unexpected("properties.layer", "the layer of the coarser level", word));
        }
        let outline = Outline::new(self.layer.shape(&feature.shape)?, ground)?;
        self.bounds = self.bounds.union(outline.bounds());
        self.place(level, outline);
        Ok(())
    }

    fn place(&mut self, level: usize, outline: Outline) {
        if let Some(slot) = self.outlines.get_mut(level) {
            *slot = Some(outline);
        }
    }

    /// The outline that suits a level of detail, and its own level: that level, else the nearest finer one for
    /// regions that have no coarse outline, else the finest one there is.
    #[must_use]
    pub fn outline(&self, wanted: usize) -> Option<(usize, &Outline)> {
        let there = |level: usize| Some((level, self.outlines.get(level)?.as_ref()?));
        (0..=wanted).rev().find_map(there).or_else(|| (wanted..LEVELS).find_map(there))
    }

    /// The most detailed outline there is.
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
