//! The layers of the map, and which regions files may have in each of them.
//!
//! How layers are drawn and labelled is defined by a separate table, `scene::layers`.

use crate::error::{Problem, Result};
use crate::lean::geojson::Shape;

/// What a region is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Sea floor deeper than a given depth.
    Depth,
    /// Land outside the story.
    Land,
    /// An island, islet or rock of the story.
    Island,
    /// The line along which the name of a deep-sea trench is set.
    Trench,
    /// The line along which the name of a sea is set.
    Sea,
    /// A strait from shore to shore, or a point in it.
    Strait,
    /// A town.
    Town,
    /// The name of a state, at the positions where it may stand.
    State,
    /// The line along which the name of a chain of islands is set.
    Chain,
    /// The course of a border, claim or limit.
    Boundary,
}

/// Constraints on the regions of a layer.
struct Rules {
    layer: Layer,
    /// The word for the layer in files and addresses.
    word: &'static str,
    /// Whether the layer is on every map.
    is_always_shown: bool,
    /// Whether each region must have a name.
    has_names: bool,
    shapes: Shapes,
}

/// The shapes that the regions of a layer may have.
enum Shapes {
    Any,
    Areas,
    AreasAndPoints,
    Points,
}

/// The constraints of every layer.
#[rustfmt::skip]
static RULES: [Rules; 10] = [
    Rules { layer: Layer::Depth, word: "depth", is_always_shown: false, has_names: false, shapes: Shapes::Areas },
    Rules { layer: Layer::Land, word: "land", is_always_shown: true, has_names: false, shapes: Shapes::Areas },
    Rules { layer: Layer::Island, word: "island", is_always_shown: true, has_names: true, shapes: Shapes::AreasAndPoints },
    Rules { layer: Layer::Trench, word: "trench", is_always_shown: false, has_names: true, shapes: Shapes::Any },
    Rules { layer: Layer::Sea, word: "sea", is_always_shown: false, has_names: true, shapes: Shapes::Any },
    Rules { layer: Layer::Strait, word: "strait", is_always_shown: false, has_names: true, shapes: Shapes::Any },
    Rules { layer: Layer::Town, word: "town", is_always_shown: false, has_names: true, shapes: Shapes::Points },
    Rules { layer: Layer::State, word: "state", is_always_shown: false, has_names: true, shapes: Shapes::Points },
    Rules { layer: Layer::Chain, word: "chain", is_always_shown: false, has_names: true, shapes: Shapes::Any },
    Rules { layer: Layer::Boundary, word: "boundary", is_always_shown: false, has_names: true, shapes: Shapes::Any },
];

impl Layer {
    /// Iterates over all layers.
    pub fn all() -> impl Iterator<Item = Self> {
        RULES.iter().map(|rules| rules.layer)
    }

    /// Returns the layer with the given word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        RULES.iter().find(|rules| rules.word == word).map(|rules| rules.layer)
    }

    /// Parses a list of words separated by commas or spaces, `none` for no layer. Returns the layers and the problem
    /// with the first unknown word. Land and islands are on every map, whether they are listed or not.
    #[must_use]
    pub fn listed(words: &str) -> (Vec<Self>, Option<Problem>) {
        let (mut layers, mut problem) = (Vec::new(), None);
        for word in words.split([',', ' ']).filter(|word| !word.is_empty() && *word != "none") {
            match Self::from_word("layers", word) {
                Ok(layer) => layers.push(layer),
                Err(wrong) => problem = problem.or(Some(wrong)),
            }
        }
        (layers, problem)
    }

    /// Returns the word for the layer in files and addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.rules().map_or("", |rules| rules.word)
    }

    /// Returns the words by which a page selects layers: those of all layers that are not always shown.
    pub fn words() -> impl Iterator<Item = &'static str> {
        RULES.iter().filter(|rules| !rules.is_always_shown).map(|rules| rules.word)
    }

    /// Returns the words of layers as a list, `none` for no layer.
    #[must_use]
    pub fn list(layers: &[Self]) -> String {
        let mut words = Vec::new();
        for rules in RULES.iter().filter(|rules| layers.contains(&rules.layer)) {
            words.push(rules.word);
        }
        if words.is_empty() { "none".to_owned() } else { words.join(",") }
    }

    /// Whether the layer is on every map.
    #[must_use]
    pub fn is_always_shown(self) -> bool {
        self.rules().is_some_and(|rules| rules.is_always_shown)
    }

    /// Whether its regions are areas of land.
    #[must_use]
    pub fn is_land(self) -> bool {
        matches!(self, Self::Land | Self::Island)
    }

    /// Whether a reader can choose the named regions of the layer.
    #[must_use]
    pub fn is_place(self) -> bool {
        !matches!(self, Self::Depth | Self::State | Self::Chain | Self::Boundary)
    }

    /// Whether each region of the layer must have a name.
    pub(super) fn has_names(self) -> bool {
        self.rules().is_some_and(|rules| rules.has_names)
    }

    /// Returns the shape if a region of the layer may have it.
    pub(super) fn shape(self, shape: &Shape) -> Result<&Shape> {
        let wrong = |expected, found| Err(Problem::unexpected("geometry.type", expected, found));
        match (self.rules().map(|rules| &rules.shapes), shape) {
            (Some(Shapes::Areas), Shape::Points(_) | Shape::Lines(_)) => {
                wrong("Polygon or MultiPolygon", "a point or line")
            }
            (Some(Shapes::AreasAndPoints), Shape::Lines(_)) => wrong("Polygon or Point", "a line"),
            (Some(Shapes::Points), Shape::Lines(_) | Shape::Rings(_)) => wrong("Point", "a line or ring"),
            (_, shape) => Ok(shape),
        }
    }

    /// Returns the layer with the word in a field.
    ///
    /// # Errors
    /// If no layer has this word.
    pub(super) fn from_word(field: &str, word: &str) -> Result<Self> {
        Self::named(word).ok_or_else(|| {
            let words: Vec<&str> = RULES.iter().map(|rules| rules.word).collect();
            Problem::unexpected(field, ["one of ", &words.join(", ")].concat(), word)
        })
    }

    fn rules(self) -> Option<&'static Rules> {
        RULES.iter().find(|rules| rules.layer == self)
    }
}
