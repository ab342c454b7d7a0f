//! The entries of the legend: one model for page, print, style sheet and map.

use crate::lean::decimal::decimal;
use crate::lean::sorted::insert;
use crate::story::{Layer, Party, Region, Side, StatusClass, Story, Viewpoint};

/// A kind of area or line on the map.
#[derive(Clone, Debug, PartialEq)]
pub enum LegendEntry {
    /// Areas with the same status.
    Area(StatusClass),
    /// Boundaries, recognised by both sides or not.
    Line {
        /// Whether both sides recognise them.
        agreed: bool,
    },
    /// The ranges of a deployment.
    Ranges,
    /// A layer that the legend explains as a whole.
    Layer(Layer),
}

/// Returns the legend of what is shown from a viewpoint: areas, boundaries, then whole layers.
#[must_use]
pub fn entries(story: &Story, viewpoint: Viewpoint<'_>, is_shown: impl Fn(Layer) -> bool) -> Vec<LegendEntry> {
    let mut status_classes: Vec<StatusClass> = Vec::new();
    for island in story.status().groups().iter().flat_map(|group| &group.members) {
        if let Some(status_class) = story.status_class(island, viewpoint) {
            insert(&mut status_classes, status_class);
        }
    }
    let mut entries: Vec<LegendEntry> = Vec::new();
    for status_class in status_classes {
        entries.push(LegendEntry::Area(status_class));
    }
    for agreed in [true, false] {
        if is_shown(Layer::Boundary) && story.status().lines(viewpoint).any(|line| line.agreed == agreed) {
            entries.push(LegendEntry::Line { agreed });
        }
    }
    if is_shown(Layer::Depth) && story.regions().any(|(_, region)| region.layer == Layer::Depth) {
        entries.push(LegendEntry::Layer(Layer::Depth));
    }
    entries
}

impl LegendEntry {
    /// Returns the key of the entry's text from a perspective: a whole phrase for each party, because languages
    /// inflect names.
    #[must_use]
    pub fn word_key(&self, side: &Side) -> String {
        let key = match (self, side) {
            (Self::Area(StatusClass::Held { by, .. }), Side::Party(party)) => ["legend.says.", party, ".", by],
            (Self::Area(StatusClass::Undetermined), Side::Party(party)) => ["legend.says.", party, ".undetermined", ""],
            (Self::Area(StatusClass::Silent), Side::Party(party)) => ["legend.says.", party, ".silent", ""],
            (Self::Area(StatusClass::Held { by, claimed_by }), _) => {
                let claimed = if claimed_by.is_empty() { "" } else { ".claimed." };
                return ["legend.held.", by, claimed, &claimed_by.join(".")].concat();
            }
            (Self::Area(StatusClass::Joint), _) => ["legend.joint", "", "", ""],
            (Self::Area(StatusClass::Changing), _) => ["legend.changing", "", "", ""],
            (Self::Area(StatusClass::Undetermined), _) => ["status.renounced", "", "", ""],
            (Self::Area(StatusClass::Silent), _) => ["status.silent", "", "", ""],
            (Self::Area(StatusClass::Agreed), _) => ["legend.agreed", "", "", ""],
            (Self::Area(StatusClass::Disputed), _) => ["legend.disputed", "", "", ""],
            (Self::Area(StatusClass::Differing), _) => ["legend.differing", "", "", ""],
            (Self::Line { agreed: true }, _) => ["legend.line.agreed", "", "", ""],
            (Self::Line { agreed: false }, Side::Party(party)) => ["legend.says.", party, ".line", ""],
            (Self::Ranges, _) => ["legend.ranges", "", "", ""],
            (Self::Line { agreed: false }, _) => ["legend.line.one_side", "", "", ""],
            (Self::Layer(layer), _) => ["legend.", layer.word(), "", ""],
        };
        key.concat()
    }

    /// Returns the CSS classes of the entry's swatch; parties are numbered in the order of the story.
    #[must_use]
    pub fn class(&self, parties: &[Party]) -> String {
        let number = |id: &str| {
            let number = parties.iter().position(|party| party.id == id).unwrap_or(parties.len());
            decimal(number as f64, 0)
        };
        let class = match self {
            Self::Area(StatusClass::Held { by, claimed_by }) => {
                let mut class = if by.is_empty() { "held".to_owned() } else { ["held-", &number(by)].concat() };
                for other in claimed_by {
                    class += &[" claimed-", &number(other)].concat();
                }
                return class;
            }
            Self::Area(StatusClass::Joint) => "joint",
            Self::Area(StatusClass::Changing) => "changing",
            Self::Area(StatusClass::Undetermined) => "undetermined",
            Self::Area(StatusClass::Silent) => "silent",
            Self::Area(StatusClass::Agreed) => "agreed",
            Self::Area(StatusClass::Disputed) => "disputed",
            Self::Area(StatusClass::Differing) => "differing",
            Self::Line { agreed: true } => "line agreed",
            Self::Line { agreed: false } => "line",
            Self::Ranges => "line range",
            Self::Layer(layer) => layer.word(),
        };
        class.to_owned()
    }

    /// Whether the entry represents single regions, which can be highlighted on the map, instead of a whole layer.
    #[must_use]
    pub fn is_selective(&self) -> bool {
        !matches!(self, Self::Layer(_) | Self::Ranges)
    }

    /// Whether the entry represents a region as seen from a viewpoint.
    #[must_use]
    pub fn covers(&self, story: &Story, region: &Region, viewpoint: Viewpoint<'_>) -> bool {
        match self {
            Self::Area(status_class) => {
                region.layer.is_land() && story.status_class(&region.id, viewpoint).as_ref() == Some(status_class)
            }
            Self::Line { agreed } => {
                let mut lines = story.status().lines(viewpoint);
                region.layer == Layer::Boundary && lines.any(|line| line.agreed == *agreed && line.feature == region.id)
            }
            Self::Ranges => false,
            Self::Layer(layer) => region.layer == *layer,
        }
    }
}
