//! The coordinate reference system that a file names (GeoJSON 2008, section 3), which RFC 7946 gave up for WGS 84.

use geo::Coord;
use serde_json::Value;

use crate::Refusal;
use crate::note::{Concern, Report, shortened};

/// Codes of EPSG whose longitudes and latitudes differ from those of WGS 84 by no more than about two metres: WGS 84,
/// JGD2000, JGD2011, ETRS89, NAD83, GDA94, GDA2020, NZGD2000, CGCS2000, RGF93, SIRGAS 2000, KGD2002, Hartebeesthoek94.
const LIKE_WGS84: [u32; 14] = [4326, 4979, 4612, 6668, 4258, 4269, 4283, 7844, 4167, 4490, 4171, 4674, 4737, 4148];
/// Codes of Web Mercator: of EPSG, of Google's programs, of Esri's.
const MERCATOR: [u32; 5] = [3857, 900_913, 102_100, 102_113, 3785];
/// The names of data in degrees that are hundreds of metres off on WGS 84.
const DATUMS: [(u32, &str); 9] = [
    (4301, "the Tokyo datum, off by about 450 m"),
    (4284, "Pulkovo 1942, off by about 100 m"),
    (4200, "Pulkovo 1995, off by about 100 m"),
    (4179, "Pulkovo 1942(58), off by about 100 m"),
    (4267, "NAD27, off by up to 200 m"),
    (4230, "ED50, off by about 150 m"),
    (4277, "OSGB36, off by about 100 m"),
    (4214, "Beijing 1954, off by about 100 m"),
    (4610, "Xian 1980, off by about 100 m"),
];
/// The radius of the sphere of Web Mercator, metres (EPSG, guidance note 7-2, method 1024).
const RADIUS: f64 = 6_378_137.0;

/// In what the coordinates of a file are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Units {
    Degrees,
    /// Metres of Web Mercator.
    Mercator,
}

/// Returns the units of a file that names a system.
///
/// # Errors
/// If the system is another than WGS 84 or Web Mercator.
pub(crate) fn units(named: Option<(usize, &str)>, report: &mut Report) -> Result<Units, Refusal> {
    let Some((line, text)) = named else { return Ok(Units::Degrees) };
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let name = value.pointer("/properties/name").or_else(|| value.pointer("/properties/code")).or(Some(&value));
    let name = match name {
        Some(Value::String(name)) => name.trim().to_owned(),
        Some(Value::Number(code)) => format!("EPSG:{code}"),
        Some(Value::Null) => {
            report.note_file(Concern::Guessed, "crs is null: the coordinates were taken to be of WGS 84", Some(line));
            return Ok(Units::Degrees);
        }
        _ => {
            let message = "crs names no system: the coordinates were taken to be of WGS 84";
            report.note_file(Concern::Guessed, message, Some(line));
            return Ok(Units::Degrees);
        }
    };
    let upper = name.to_ascii_uppercase();
    let code = code(&upper);
    if ["CRS84", "WGS84", "WGS 84"].iter().any(|end| upper.ends_with(end)) || upper.ends_with("CRS84H") {
        return Ok(Units::Degrees);
    }
    match code {
        Some(code) if LIKE_WGS84.contains(&code) => Ok(Units::Degrees),
        Some(code) if MERCATOR.contains(&code) => {
            let message = "crs: the coordinates were metres of Web Mercator and were turned into degrees of WGS 84";
            report.note_file(Concern::Mended, message, Some(line));
            Ok(Units::Mercator)
        }
        _ => Err(refusal(line, &name, code)),
    }
}

/// The code of EPSG at the end of a name such as `urn:ogc:def:crs:EPSG::4301`.
fn code(upper: &str) -> Option<u32> {
    let digits = upper.rsplit([':', '/', '#']).next()?;
    digits
        .parse()
        .ok()
        .filter(|_| ["EPSG", "ESRI", "GOOGLE"].iter().any(|word| upper.contains(word)) || digits == upper)
}

/// Returns what is wrong with the system of a file whose coordinates are to be those of WGS 84.
pub(crate) fn foreign(named: Option<(usize, &str)>) -> Option<Refusal> {
    match units(named, &mut Report::default()) {
        Ok(Units::Degrees) => None,
        Ok(Units::Mercator) => Some(refusal(named?.0, "Web Mercator", None)),
        Err(refusal) => Some(refusal),
    }
}

fn refusal(line: usize, name: &str, code: Option<u32>) -> Refusal {
    let found = match code {
        Some(code) => {
            let authority = if name.to_ascii_uppercase().contains("ESRI") { "ESRI" } else { "EPSG" };
            let words = DATUMS.iter().find(|(known, _)| *known == code).map(|(_, words)| *words);
            format!("{authority}:{code}{}", words.map(|words| format!(" ({words})")).unwrap_or_default())
        }
        None => shortened(name),
    };
    Refusal::Crs { line, found }
}

/// Returns a position of Web Mercator in degrees.
pub(crate) fn degrees(Coord { x, y }: Coord) -> Coord {
    let lat = 2.0 * (y / RADIUS).exp().atan() - std::f64::consts::FRAC_PI_2;
    Coord { x: (x / RADIUS).to_degrees(), y: lat.to_degrees() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(crs: &str) -> Result<Units, Refusal> {
        units(Some((2, crs)), &mut Report::default())
    }

    fn named(name: &str) -> String {
        format!(r#"{{"type":"name","properties":{{"name":"{name}"}}}}"#)
    }

    #[test]
    fn systems_that_agree_with_wgs_84_are_passed() {
        for name in ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::6668", "OGC:CRS84"] {
            assert_eq!(read(&named(name)).unwrap(), Units::Degrees, "{name}");
        }
    }

    #[test]
    fn web_mercator_has_many_names() {
        for name in ["urn:ogc:def:crs:EPSG::3857", "EPSG:900913", "http://www.opengis.net/def/crs/EPSG/0/3857"] {
            assert_eq!(read(&named(name)).unwrap(), Units::Mercator, "{name}");
        }
    }

    #[test]
    fn another_datum_is_named_as_what_it_is() {
        for (name, told) in
            [("urn:ogc:def:crs:EPSG::4301", "Tokyo"), ("EPSG:4284", "Pulkovo 1942"), ("EPSG:32654", "EPSG:32654")]
        {
            let error = read(&named(name)).unwrap_err().told("islands.geojson");
            assert!(error.starts_with("islands.geojson, line 2: crs:") && error.contains(told), "{error}");
            assert!(error.contains("ogr2ogr"), "{error}");
        }
    }

    #[test]
    fn metres_of_web_mercator_are_undone() {
        let Coord { x, y } = degrees(Coord { x: 16_230_380.0, y: 5_465_442.0 });
        assert!((x - 145.8).abs() < 1e-4 && (y - 44.0).abs() < 1e-4, "{x} {y}");
    }
}
