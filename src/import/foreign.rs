//! Files that are no GeoJSON, known by their first bytes or their keys, and the commands that make GeoJSON of them.

use crate::quoted;
use crate::records::{member, word};
use crate::scan::Member;

/// A format that is not read here.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Format {
    /// The shapes of a shapefile.
    Shapefile,
    /// A packed shapefile.
    ZippedShapefile,
    /// A packed KML file.
    Kmz,
    /// Any other ZIP archive.
    Zip,
    /// A file packed by gzip.
    Gzip,
    /// A file packed by bzip2, xz or Zstandard.
    Packed,
    /// GeoPackage.
    GeoPackage,
    /// Any other database of `SQLite`, such as SpatiaLite.
    Sqlite,
    /// FlatGeobuf.
    FlatGeobuf,
    /// GeoParquet.
    Parquet,
    /// A picture.
    Picture,
    /// A PDF document.
    Pdf,
    /// KML.
    Kml,
    /// GPX.
    Gpx,
    /// GML.
    Gml,
    /// XML of OpenStreetMap.
    OsmXml,
    /// A web page.
    Html,
    /// An SVG drawing.
    Svg,
    /// Any other XML.
    Xml,
    /// TopoJSON.
    TopoJson,
    /// JSON of ArcGIS.
    EsriJson,
    /// JSON of Overpass.
    Overpass,
    /// Well-known text.
    Wkt,
    /// Well-known binary, in hexadecimal digits.
    Wkb,
    /// A table of comma-separated values.
    Csv,
}

/// What a format is called, and the command that converts a file of it; `{in}`, `{out}`, `{stem}`
/// and `{table}` stand for files.
struct Told {
    name: &'static str,
    command: &'static str,
}

/// How well-known text begins.
const WORDS: [&str; 8] =
    ["point", "multipoint", "linestring", "multilinestring", "polygon", "multipolygon", "geometrycollection", "srid="];
/// Most formats are read by the same program.
const OGR: &str = "ogr2ogr -f GeoJSON -t_srs EPSG:4326 -lco RFC7946=YES {out} {in}";

impl Format {
    /// Returns what the format is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.told().name
    }

    /// Returns the command that makes GeoJSON of a file, if there is one.
    #[must_use]
    pub fn command(self, file: &str) -> Option<String> {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let command = self.told().command.replace("{out}", &quoted(&format!("{stem}.geojson")));
        let command = command.replace("{in}", &quoted(file)).replace("{table}", &quoted(&format!("{stem}.csv")));
        (!command.is_empty()).then(|| command.replace("{stem}", &quoted(stem)))
    }

    /// Returns what the command does.
    pub(crate) fn verb(self) -> &'static str {
        match self {
            Self::Zip | Self::Gzip | Self::Packed => "unpack",
            Self::Html => "get the file and not the page about",
            _ => "convert",
        }
    }

    #[rustfmt::skip]
    fn told(self) -> Told {
        let (name, command) = match self {
            Self::Shapefile => ("a shapefile", OGR),
            Self::ZippedShapefile => ("a zipped shapefile", "ogr2ogr -f GeoJSON -t_srs EPSG:4326 -lco RFC7946=YES {out} /vsizip/{in}"),
            Self::Kmz => ("KMZ", OGR),
            Self::Zip => ("a ZIP archive", "unzip {in}"),
            Self::Gzip => ("a file packed by gzip", "gunzip -c {in} > {stem}"),
            Self::Packed => ("a packed file", "7z x {in}"),
            Self::GeoPackage => ("a GeoPackage", OGR),
            Self::Sqlite => ("a database of SQLite", OGR),
            Self::FlatGeobuf => ("FlatGeobuf", OGR),
            Self::Parquet => ("Parquet", OGR),
            Self::Picture => ("a picture, which has no features", ""),
            Self::Pdf => ("a PDF document", OGR),
            Self::Kml => ("KML", OGR),
            Self::Gpx => ("GPX", "ogr2ogr -f GeoJSON -lco RFC7946=YES {out} {in} waypoints"),
            Self::Gml => ("GML", OGR),
            Self::OsmXml => ("XML of OpenStreetMap", "osmtogeojson {in} > {out}"),
            Self::Html => ("a web page", "curl -L -o {out} ADDRESS"),
            Self::Svg => ("an SVG drawing, which has no longitudes", ""),
            Self::Xml => ("XML", OGR),
            Self::TopoJson => ("TopoJSON", "mapshaper {in} -o format=geojson {out}"),
            Self::EsriJson => ("JSON of ArcGIS (Esri)", "ogr2ogr -f GeoJSON -t_srs EPSG:4326 -lco RFC7946=YES {out} ESRIJSON:{in}"),
            Self::Overpass => ("JSON of Overpass", "osmtogeojson {in} > {out}"),
            Self::Wkt => ("well-known text", "(echo WKT; sed 's/.*/\"&\"/' {in}) > {table} && ogr2ogr -f GeoJSON {out} {table} -oo GEOM_POSSIBLE_NAMES=WKT"),
            Self::Wkb => ("well-known binary", "(echo WKB; cat {in}) > {table} && ogr2ogr -f GeoJSON {out} {table} -oo GEOM_POSSIBLE_NAMES=WKB"),
            Self::Csv => ("a table of comma-separated values", "ogr2ogr -f GeoJSON {out} {in} -oo X_POSSIBLE_NAMES=lon*,lng*,x -oo Y_POSSIBLE_NAMES=lat*,y"),
        };
        Told { name, command }
    }

    /// Returns the format of a file by its first bytes.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        Some(match bytes {
            [0, 0, 0x27, 0x0a, ..] => Self::Shapefile,
            [b'P', b'K', 3, 4, ..] => zip(bytes),
            [0x1f, 0x8b, ..] => Self::Gzip,
            [b'B', b'Z', b'h', ..] | [0xfd, b'7', b'z', b'X', b'Z', ..] | [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Packed,
            _ if bytes.starts_with(b"SQLite format 3\0") => match bytes.get(68..70) {
                Some(b"GP") => Self::GeoPackage,
                _ => Self::Sqlite,
            },
            _ if bytes.starts_with(b"fgb\x03fgb") => Self::FlatGeobuf,
            _ if bytes.starts_with(b"PAR1") => Self::Parquet,
            _ if bytes.starts_with(b"%PDF") => Self::Pdf,
            [0x89, b'P', b'N', b'G', ..]
            | [0xff, 0xd8, 0xff, ..]
            | [b'I', b'I', b'*' | b'+', 0, ..]
            | [b'M', b'M', 0, b'*' | b'+', ..] => Self::Picture,
            _ => return None,
        })
    }

    /// Returns the format of a text that is not JSON.
    pub(crate) fn of_text(text: &str) -> Option<Self> {
        let start: String = text.trim_start().chars().take(2000).collect::<String>().to_ascii_lowercase();
        if start.starts_with('<') {
            return Some(xml(&start));
        }
        if WORDS.iter().any(|word| start.starts_with(word)) && start.contains(['(', ';']) {
            return Some(Self::Wkt);
        }
        let line = start.lines().next().unwrap_or_default();
        let is_hex = line.len() >= 42 && line.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hex && (line.starts_with("00") || line.starts_with("01")) {
            return Some(Self::Wkb);
        }
        let is_table = [',', ';', '\t'].iter().any(|mark| line.split(*mark).count() > 1);
        (is_table && !line.starts_with(['{', '['])).then_some(Self::Csv)
    }

    /// Returns the format of JSON by its type and keys; none for GeoJSON.
    pub(crate) fn of_json(text: &str, kind: &str, members: &[Member<'_>]) -> Option<Self> {
        let has = |key: &str| member(members, key).is_some();
        let esri = ["geometryType", "spatialReference", "rings", "paths", "attributes"];
        match kind {
            "Topology" => Some(Self::TopoJson),
            _ if has("elements") && (has("osm3s") || has("generator")) => Some(Self::Overpass),
            "" if esri.iter().any(|key| has(key)) => Some(Self::EsriJson),
            _ if word(text, members, "geometryType").is_some_and(|kind| kind.starts_with("esri")) => {
                Some(Self::EsriJson)
            }
            _ => None,
        }
    }
}

/// What is in a ZIP archive, by the name of its first file.
fn zip(bytes: &[u8]) -> Format {
    let length =
        bytes.get(26..28).map_or(0, |pair| pair.iter().rev().fold(0, |sum, byte| sum * 256 + usize::from(*byte)));
    let name = String::from_utf8_lossy(bytes.get(30..30 + length).unwrap_or_default()).to_ascii_lowercase();
    match name.rsplit_once('.').map(|(_, end)| end) {
        Some("kml") => Format::Kmz,
        Some("shp" | "shx" | "dbf" | "prj" | "cpg") => Format::ZippedShapefile,
        _ => Format::Zip,
    }
}

fn xml(start: &str) -> Format {
    let found = [
        ("<kml", Format::Kml),
        ("<gpx", Format::Gpx),
        ("<osm", Format::OsmXml),
        ("<svg", Format::Svg),
        ("<html", Format::Html),
        ("<!doctype html", Format::Html),
        ("opengis.net/gml", Format::Gml),
        ("<gml", Format::Gml),
        ("<wfs", Format::Gml),
    ];
    found.into_iter().find(|(mark, _)| start.contains(mark)).map_or(Format::Xml, |(_, format)| format)
}
