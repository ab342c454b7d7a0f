//! The globe that shows where on Earth the map is: one hemisphere with its land.
//!
//! The hemisphere does not depend on the view, so the tool projects the land and cuts it at the horizon in advance.

use crate::geo::space::LonLat;
use crate::story::fields::Fields;

/// A hemisphere as seen from far above a place.
///
/// A line is a list of whole numbers: the offset right and down from the centre of the disc to the first point, then
/// from each point to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Globe {
    /// The place at the centre of the disc.
    pub centre: LonLat,
    /// Radius of the disc, in the unit of the lines; at least 1.
    pub radius: f64,
    /// The coasts, closed; filled by the even-odd rule.
    pub land: Vec<Vec<f64>>,
    /// Meridians and parallels.
    pub graticule: Vec<Vec<f64>>,
}

impl Globe {
    /// Reads a globe; none if something of it is not sound.
    pub(super) fn read(fields: &Fields<'_>) -> Option<Self> {
        let [lon, lat] = fields.numbers("centre", "[longitude, latitude] in degrees");
        let globe = Self {
            centre: fields.position("centre").unwrap_or(LonLat::new(lon, lat)),
            radius: fields.number("radius").unwrap_or(1.0).max(1.0),
            land: fields.lists_of_numbers("land"),
            graticule: fields.lists_of_numbers("graticule"),
        };
        fields.is_sound().then_some(globe)
    }
}
