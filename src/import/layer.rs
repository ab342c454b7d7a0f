//! What a feature is: guessed from what its program says of it, else from its shape.

use serde_json::Value;

use crate::properties::Properties;

/// The layers of a map that imported features may be in.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Layer {
    /// Sea floor deeper than a given depth.
    Depth,
    /// Land around the story.
    Land,
    /// An island, or any other area that the story is about.
    Island,
    /// The line along which the name of a trench is set.
    Trench,
    /// A sea or a bay.
    Sea,
    /// A strait.
    Strait,
    /// A town, or any other point with a name.
    Town,
    /// The name of a state.
    State,
    /// The line along which the name of a chain of islands is set.
    Chain,
    /// A border or any other line.
    Boundary,
}

/// The layers and their words in the files of a story.
const WORDS: [(Layer, &str); 10] = [
    (Layer::Depth, "depth"),
    (Layer::Land, "land"),
    (Layer::Island, "island"),
    (Layer::Trench, "trench"),
    (Layer::Sea, "sea"),
    (Layer::Strait, "strait"),
    (Layer::Town, "town"),
    (Layer::State, "state"),
    (Layer::Chain, "chain"),
    (Layer::Boundary, "boundary"),
];

/// The dimension of a shape.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Dimension {
    Points,
    Lines,
    Areas,
}

/// What properties say: a key of a program, its value, the layer. An empty value stands for any.
#[rustfmt::skip]
const SAYINGS: [(&str, &str, Layer); 64] = [
    // OpenStreetMap.
    ("place", "island", Layer::Island), ("place", "islet", Layer::Island), ("place", "archipelago", Layer::Island),
    ("place", "city", Layer::Town), ("place", "town", Layer::Town), ("place", "village", Layer::Town),
    ("place", "hamlet", Layer::Town), ("place", "locality", Layer::Town), ("place", "suburb", Layer::Town),
    ("place", "isolated_dwelling", Layer::Town), ("place", "sea", Layer::Sea), ("place", "ocean", Layer::Sea),
    ("place", "country", Layer::State), ("place", "state", Layer::Land), ("place", "region", Layer::Land),
    ("natural", "coastline", Layer::Island), ("natural", "reef", Layer::Island), ("natural", "rock", Layer::Island),
    ("natural", "strait", Layer::Strait), ("natural", "bay", Layer::Sea), ("natural", "water", Layer::Sea),
    ("natural", "volcano", Layer::Town), ("natural", "peak", Layer::Town), ("natural", "cape", Layer::Town),
    ("natural", "peninsula", Layer::Land), ("boundary", "administrative", Layer::Land),
    ("boundary", "maritime", Layer::Boundary), ("boundary", "disputed", Layer::Boundary), ("boundary", "claim", Layer::Boundary),
    ("aeroway", "aerodrome", Layer::Town), ("landuse", "military", Layer::Town),
    // Natural Earth.
    ("featurecla", "island", Layer::Island), ("featurecla", "island group", Layer::Island),
    ("featurecla", "minor island", Layer::Island), ("featurecla", "reef", Layer::Island),
    ("featurecla", "populated place", Layer::Town), ("featurecla", "admin-0 capital", Layer::Town),
    ("featurecla", "admin-0 country", Layer::Land), ("featurecla", "admin-1 states provinces", Layer::Land),
    ("featurecla", "country", Layer::Land), ("featurecla", "land", Layer::Land), ("featurecla", "ocean", Layer::Sea), ("featurecla", "sea", Layer::Sea),
    ("featurecla", "bay", Layer::Sea), ("featurecla", "gulf", Layer::Sea), ("featurecla", "sound", Layer::Sea),
    ("featurecla", "strait", Layer::Strait), ("featurecla", "channel", Layer::Strait),
    ("featurecla", "coastline", Layer::Island), ("featurecla", "mountain", Layer::Town),
    ("featurecla", "international boundary (verify)", Layer::Boundary), ("featurecla", "bathymetry", Layer::Depth),
    // GeoNames.
    ("fcode", "isl", Layer::Island), ("fcode", "islt", Layer::Island), ("fcode", "isls", Layer::Island),
    ("fcode", "strt", Layer::Strait), ("fcode", "sea", Layer::Sea), ("fcode", "bay", Layer::Sea),
    ("fcode", "ppl", Layer::Town), ("fcode", "ppla", Layer::Town), ("fcode", "pplc", Layer::Town),
    ("fcode", "vlc", Layer::Town), ("fcode", "mt", Layer::Town), ("fcode", "pk", Layer::Town),
];

impl Layer {
    /// Returns the word for the layer in the files of a story.
    #[must_use]
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(layer, _)| *layer == self).map_or("", |(_, word)| word)
    }

    /// Returns the layer with a word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        WORDS.iter().find(|(_, other)| other.eq_ignore_ascii_case(word.trim())).map(|(layer, _)| *layer)
    }

    /// Whether a feature of the layer may have a shape of a dimension.
    pub(crate) fn allows(self, dimension: Dimension) -> bool {
        match self {
            Self::Depth | Self::Land => dimension == Dimension::Areas,
            Self::Island => dimension != Dimension::Lines,
            Self::Town | Self::State => dimension == Dimension::Points,
            Self::Trench | Self::Sea | Self::Strait | Self::Chain | Self::Boundary => true,
        }
    }

    /// The layer of a shape of which nothing is said.
    pub(crate) fn of_shape(dimension: Dimension) -> Self {
        match dimension {
            Dimension::Points => Self::Town,
            Dimension::Lines => Self::Boundary,
            Dimension::Areas => Self::Island,
        }
    }
}

/// What a feature's properties say of it: its layer and its kind, such as `volcano`.
pub(crate) fn said(properties: &Properties) -> Option<(Layer, String)> {
    let own = properties.text("layer").or_else(|| properties.text("kind"));
    if let Some(layer) = own.and_then(Layer::named) {
        let kind = properties.text("kind").map_or_else(|| layer.word().to_owned(), str::to_ascii_lowercase);
        return Some((layer, kind));
    }
    SAYINGS.iter().find_map(|(key, value, layer)| {
        let found = properties.get(key).and_then(Value::as_str)?;
        let found =
            if *key == "fcode" { found.trim_end_matches(|letter: char| letter.is_ascii_digit()) } else { found };
        found.trim().eq_ignore_ascii_case(value).then(|| (*layer, found.to_ascii_lowercase()))
    })
}
