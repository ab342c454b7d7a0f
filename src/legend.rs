//! The entries of the legend: one model for page, paper, style sheet and the map itself.

use crate::lean::sorted::insert;
use crate::story::{Layer, Party, Region, Shade, Side, Story, Viewpoint};

/// A kind of area or line on the map.
#[derive(Clone, Debug, PartialEq)]
pub enum LegendEntry {
    /// Areas with the same status.
    Area(Shade),
    /// Boundaries, recognised by both sides or not.
    Line {
        /// Whether both sides recognise them.
        agreed: bool,
    },
    /// A layer that is explained as a whole.
    Layer(Layer),
}

/// Returns the entries for what is shown from a viewpoint: areas, boundaries, then whole layers.
#[must_use]
pub fn entries(story: &Story, viewpoint: Viewpoint<'_>, is_shown: impl Fn(Layer) -> bool) -> Vec<LegendEntry> {
    let mut shades: Vec<Shade> = Vec::new();
    for island in story.status().groups().iter().flat_map(|group| &group.members) {
        if let Some(shade) = story.shade(island, viewpoint) {
            insert(&mut shades, shade);
        }
    }
    let mut entries: Vec<LegendEntry> = Vec::new();
    for shade in shades {
        entries.push(LegendEntry::Area(shade));
    }
    for agreed in [true, false] {
        if is_shown(Layer::Boundary) && story.status().lines(viewpoint).any(|line| line.agreed == agreed) {
            entries.push(LegendEntry::Line { agreed });
        }
    }
    if is_shown(Layer::Depth) {
        entries.push(LegendEntry::Layer(Layer::Depth));
    }
    entries
}

impl LegendEntry {
    /// Returns the key of the entry's text from a perspective. There is a whole phrase for each party, because
    /// languages inflect names.
    #[must_use]
    pub fn word_key(&self, side: &Side) -> String {
        let key = match (self, side) {
            (Self::Area(Shade::Held { by, .. }), Side::Party(party)) => ["legend.says.", party, ".", by],
            (Self::Area(Shade::Undetermined), Side::Party(party)) => ["legend.says.", party, ".undetermined", ""],
            (Self::Area(Shade::Silent), Side::Party(party)) => ["legend.says.", party, ".silent", ""],
            (Self::Area(Shade::Held { by, claimed_by: Some(other) }), _) => ["legend.held.", by, ".claimed.", other],
            (Self::Area(Shade::Held { by, claimed_by: None }), _) => ["legend.held.", by, "", ""],
            (Self::Area(Shade::Joint), _) => ["legend.joint", "", "", ""],
            (Self::Area(Shade::Changing), _) => ["legend.changing", "", "", ""],
            (Self::Area(Shade::Undetermined), _) => ["status.renounced", "", "", ""],
            (Self::Area(Shade::Silent), _) => ["status.silent", "", "", ""],
            (Self::Area(Shade::Agreed), _) => ["legend.agreed", "", "", ""],
            (Self::Area(Shade::Disputed), _) => ["legend.disputed", "", "", ""],
            (Self::Line { agreed: true }, _) => ["legend.line.agreed", "", "", ""],
            (Self::Line { agreed: false }, _) => ["legend.line.one_side", "", "", ""],
            (Self::Layer(layer), _) => ["legend.", layer.word(), "", ""],
        };
        key.concat()
    }

    /// Returns the CSS classes of the entry's swatch; parties are numbered in the order of the story.
    #[must_use]
    pub fn class(&self, parties: &[Party]) -> String {
        let number = |id: &str| parties.iter().position(|party| party.id == id).unwrap_or(parties.len());
        let class = match self {
            Self::Area(Shade::Held { by, claimed_by: None }) => return format!("held-{}", number(by)),
            Self::Area(Shade::Held { by, claimed_by: Some(other) }) => {
                return format!("held-{} claimed-{}", number(by), number(other));
            }
            Self::Area(Shade::Joint) => "joint",
            Self::Area(Shade::Changing) => "changing",
            Self::Area(Shade::Undetermined) => "undetermined",
            Self::Area(Shade::Silent) => "silent",
            Self::Area(Shade::Agreed) => "agreed",
            Self::Area(Shade::Disputed) => "disputed",
            Self::Line { agreed: true } => "line agreed",
            Self::Line { agreed: false } => "line",
            Self::Layer(layer) => layer.word(),
        };
        class.to_owned()
    }

    /// Returns whether the entry stands for single regions, which can be highlighted on the map, instead of a whole
    /// layer.
    #[must_use]
    pub fn is_selective(&self) -> bool {
        !matches!(self, Self::Layer(_))
    }

    /// Returns whether the entry stands for a region, seen from a viewpoint.
    #[must_use]
    pub fn covers(&self, story: &Story, region: &Region, viewpoint: Viewpoint<'_>) -> bool {
        match self {
            Self::Area(shade) => {
                let is_land = matches!(region.layer, Layer::Island | Layer::Land);
                is_land && story.shade(&region.id, viewpoint).as_ref() == Some(shade)
            }
            Self::Line { agreed } => {
                let mut lines = story.status().lines(viewpoint);
                region.layer == Layer::Boundary && lines.any(|line| line.agreed == *agreed && line.feature == region.id)
            }
            Self::Layer(layer) => region.layer == *layer,
        }
    }
}
