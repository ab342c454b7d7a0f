//! What the map shows, as values that a page, an address or the tools can hold and give back.
//!
//! [`FIELDS`](crate::view::FIELDS) is the only list of them. Attributes, addresses, commands to a frame, still pictures and
//! the tools read and write a state through it; declarations and documentation are written from it.

use crate::geo::space::LonLat;
use crate::lean::decimal::decimal;
use crate::story::{Day, Layer, PlaceId};
use crate::view::figures::figures;

/// The colours that a page or reader asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Those for light surroundings.
    Light,
    /// Those for dark surroundings.
    Dark,
}

/// Where the picture looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The place in the middle.
    pub middle: LonLat,
    /// The zoom in doublings, as [`Zoom::steps`](crate::geo::camera::Zoom::steps) counts them.
    pub zoom: f64,
}

/// What is kept as it is set, and follows from nothing else that the map shows. A new one needs a row of
/// [`FIELDS`](crate::view::FIELDS) and is read where it counts, by
/// [`Session::settings`](crate::view::Session::settings).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The layers that are shown besides land and islands; none is all of them.
    pub layers: Option<Vec<Layer>>,
    /// The colours; none follows the reader's system.
    pub theme: Option<Theme>,
}

/// What the map shows. Where nothing is said of a field, it is the default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewState {
    /// The language of names and words (BCP 47); none leaves it as it is.
    pub lang: Option<String>,
    /// The chosen place.
    pub place: Option<PlaceId>,
    /// The day for which the map stands; none is the latest one.
    pub date: Option<Day>,
    /// The id of the perspective; none leaves it as it is.
    pub perspective: Option<String>,
    /// What follows from nothing else.
    pub settings: Settings,
    /// The id of the deployment whose ranges are shown.
    pub ranges: Option<String>,
    /// The step of the guided tour, from 0, where the reader is on it.
    pub step: Option<usize>,
    /// Where the picture looks; none shows the chosen place, or all of the map.
    pub view: Option<View>,
}

impl Theme {
    /// Returns the word by which pages ask for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl View {
    /// Parses `longitude,latitude,zoom`, degrees and doublings.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let [lon, lat, zoom] = figures(text).try_into().ok()?;
        Some(Self { middle: LonLat::new(lon, lat), zoom })
    }

    /// Returns `longitude,latitude,zoom` so fine that no pixel moves.
    pub(super) fn exact(self) -> String {
        self.text([9, 9])
    }

    /// Returns `longitude,latitude,zoom` as an address holds it: to about a pixel.
    pub(super) fn short(self) -> String {
        self.text([if self.zoom > 3.0 { 5 } else { 3 }, 2])
    }

    fn text(self, [of_degrees, of_zoom]: [u32; 2]) -> String {
        let degrees = |value| decimal(value, of_degrees);
        [&degrees(self.middle.lon), ",", &degrees(self.middle.lat), ",", &decimal(self.zoom, of_zoom)].concat()
    }
}
