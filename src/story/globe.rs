//! The globe that shows where on Earth the map is: the land on one half of it, drawn once by the tool.
//!
//! The half is always the same, whatever the map shows, so the tool has projected the land and cut it at the horizon.

use crate::geo::space::LonLat;
use crate::story::fields::Fields;

/// Half of the Earth as it is seen from far above a place.
///
/// A line is a list of whole numbers: right and down from the middle of the disc to its first point, then from each
/// point to the next one.
#[derive(Clone, Debug, PartialEq)]
pub struct Globe {
    /// The place in the middle of the disc.
    pub centre: LonLat,
    /// How many of the whole numbers the disc's radius is long.
    pub radius: f64,
    /// The coasts, closed; filled by the even-odd rule.
    pub land: Vec<Vec<f64>>,
    /// Meridians and parallels.
    pub graticule: Vec<Vec<f64>>,
}

impl Globe {
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        let [lon, lat] = fields.numbers("centre", "[longitude, latitude] in degrees");
        Self {
            centre: LonLat::new(lon, lat),
            radius: fields.number("radius").unwrap_or(1.0),
            land: fields.lists_of_numbers("land"),
            graticule: fields.lists_of_numbers("graticule"),
        }
    }
}
