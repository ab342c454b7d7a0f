//! What the map shows, as values that a page, an address or the tools can store and restore.
//!
//! [`FIELDS`](crate::view::FIELDS) is the only list of them. Attributes, addresses, commands to a frame, still pictures
//! and the tools read and write a state through it; declarations and documentation are generated from it.

use crate::geo::camera::Zoom;
use crate::geo::space::LonLat;
use crate::lean::decimal::decimal;
use crate::story::{Day, Layer, PlaceId};
use crate::view::figures::figures;

/// The colours requested by a page or reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Colours for light surroundings.
    Light,
    /// Colours for dark surroundings.
    Dark,
}

/// The centre and zoom of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The point in the middle of the picture.
    pub middle: LonLat,
    /// The zoom in doublings; see [`Zoom::steps`](crate::geo::camera::Zoom::steps).
    pub zoom: f64,
}

/// Settings, which do not depend on anything else that the map shows. A new one needs a row in
/// [`FIELDS`](crate::view::FIELDS) and is read from [`Session::settings`](crate::view::Session::settings).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The layers shown besides land and islands; `None` shows all.
    pub layers: Option<Vec<Layer>>,
    /// The colours; `None` follows the reader's system.
    pub theme: Option<Theme>,
    /// The map that is shown beside this one, on the other side of a handle.
    pub compare: Option<Compare>,
}

/// A map beside another one, which differs in one of these.
#[derive(Clone, Debug, PartialEq)]
pub enum Compare {
    /// Of another perspective, by its id.
    Perspective(String),
    /// Of another day.
    Day(Day),
}

/// What the map shows. A field that is `None` has its default.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewState {
    /// The language of the interface (BCP 47); `None` leaves it unchanged.
    pub lang: Option<String>,
    /// The chosen place.
    pub place: Option<PlaceId>,
    /// The day that the map shows; `None` is the latest one.
    pub date: Option<Day>,
    /// The id of the perspective; `None` leaves it unchanged.
    pub perspective: Option<String>,
    /// The settings.
    pub settings: Settings,
    /// The id of the deployment whose ranges are shown.
    pub ranges: Option<String>,
    /// The step of the guided tour, from 0, if the reader is on it.
    pub step: Option<usize>,
    /// The view; `None` shows the chosen place, or the whole map.
    pub view: Option<View>,
}

impl Theme {
    /// Returns the name that pages use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl View {
    /// Parses `longitude,latitude,zoom`, degrees and doublings; `None` where that is no place on Earth, as where the two are
    /// exchanged, or no zoom of the map.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let [lon, lat, zoom] = figures(text).try_into().ok()?;
        let zooms = Zoom::FARTHEST.steps()..=Zoom::NEAREST.steps();
        let is_sound = (-360.0..=360.0).contains(&lon) && (-90.0..=90.0).contains(&lat) && zooms.contains(&zoom);
        is_sound.then(|| Self { middle: LonLat::new(lon, lat), zoom })
    }

    /// Returns `longitude,latitude,zoom`, precise enough to restore every pixel.
    pub(super) fn exact(self) -> String {
        self.text([9, 9])
    }

    /// Returns `longitude,latitude,zoom` for an address, precise to about a pixel.
    pub(super) fn short(self) -> String {
        self.text([if self.zoom > 3.0 { 5 } else { 3 }, 2])
    }

    fn text(self, [of_degrees, of_zoom]: [u32; 2]) -> String {
        let degrees = |value| decimal(value, of_degrees);
        [&degrees(self.middle.lon), ",", &degrees(self.middle.lat), ",", &decimal(self.zoom, of_zoom)].concat()
    }
}
