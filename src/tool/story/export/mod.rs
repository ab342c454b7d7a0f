//! The islands as files to be taken away: `islands.csv` and `islands.geojson`, each with status, sources and licence.
//!
//! They are written once for all languages, with the texts of each language side by side, from the authored files: the
//! shapes are the finest ones. The status is that of the story's latest day. The first credit of the story is that of
//! the shapes.

mod csv;
mod island;
mod shapes;

use std::fs;

use anyhow::Context as _;
use serde_json::Value;

use crate::project::Project;
use island::Columns;

/// What the two files are made from.
struct Chain {
    story: Value,
    status: Value,
    islands: Value,
    sources: Value,
}

/// The files by name.
///
/// # Errors
/// When one of the authored files is missing or is not JSON.
pub(crate) fn files(project: &Project) -> anyhow::Result<[(&'static str, Vec<u8>); 2]> {
    let read = |name: &str| -> anyhow::Result<Value> {
        let path = project.geodata().join(name);
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        serde_json::from_slice(&bytes).with_context(|| format!("{} is not JSON", path.display()))
    };
    let chain = Chain {
        story: read("story.json")?,
        status: read("status.json")?,
        islands: read("islands.geojson")?,
        sources: read("sources.json")?,
    };
    let csv = Columns::of(&chain).table();
    Ok([("islands.csv", csv.into_bytes()), ("islands.geojson", shapes::collection(&chain).into_bytes())])
}

/// The entries of a list of a value.
fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// A text of a value, empty where there is none.
fn text<'a>(value: &'a Value, path: &str) -> &'a str {
    value.pointer(path).and_then(Value::as_str).unwrap_or_default()
}

/// The texts of a list.
fn texts<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a str> {
    list(value, key).iter().filter_map(Value::as_str)
}

impl Chain {
    /// The story's latest day.
    fn as_of(&self) -> &str {
        text(&self.story, "/as_of")
    }

    /// Whose shapes they are, in the story's first language, and their licence.
    fn credit(&self) -> [&str; 2] {
        let lang = self.languages().first().copied().unwrap_or_default();
        let shapes = list(&self.story, "credits").first().unwrap_or(&Value::Null);
        [text(shapes, &format!("/text/{lang}")), text(shapes, "/licence")]
    }

    /// The languages of the story.
    fn languages(&self) -> Vec<&str> {
        texts(&self.story, "languages").collect()
    }

    /// The islands from one end of the chain to the other.
    fn in_order(&self) -> Vec<&Value> {
        let order = |island: &&Value| island.pointer("/properties/order").and_then(Value::as_f64).unwrap_or(f64::MAX);
        let mut islands: Vec<_> = list(&self.islands, "features").iter().collect();
        islands.sort_by(|a, b| order(a).total_cmp(&order(b)));
        islands
    }

    /// The status of an island on the latest day.
    fn status_of(&self, id: &str) -> Option<&Value> {
        let mut groups = list(&self.status, "groups").iter();
        let group = text(groups.find(|group| texts(group, "members").any(|member| member == id))?, "/id");
        let day = self.as_of();
        list(&self.status, "intervals").iter().find(|interval| {
            let to = text(interval, "/to");
            text(interval, "/group") == group && text(interval, "/from") <= day && (to.is_empty() || day <= to)
        })
    }

    /// The publication with an id.
    fn source(&self, id: &str) -> Option<&Value> {
        list(&self.sources, "sources").iter().find(|source| text(source, "/id") == id)
    }

    /// Ids of all sources on which facts and status of an island rest, each once, in order.
    fn sources_of<'a>(&'a self, island: &'a Value) -> Vec<&'a str> {
        let facts = island.pointer("/properties").map(|properties| list(properties, "facts")).unwrap_or_default();
        let status = self.status_of(text(island, "/id"));
        let views = status.and_then(|status| status.get("according_to")?.as_object());
        let views = views.into_iter().flat_map(|views| views.values());
        let mut ids: Vec<_> = facts.iter().chain(status).chain(views).flat_map(|told| texts(told, "sources")).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kuril_map::story::geojson;

    /// The two files of the story of this project.
    fn made() -> [String; 2] {
        let files = files(&Project::find().unwrap()).unwrap();
        files.map(|(_, bytes)| String::from_utf8(bytes).unwrap())
    }

    /// Cells as a reader of RFC 4180 takes them apart.
    fn rows(text: &str) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
        let (mut inside, mut letters) = (false, text.chars().peekable());
        while let Some(letter) = letters.next() {
            match (letter, inside) {
                ('"', true) if letters.peek() == Some(&'"') => cell.extend(letters.next()),
                ('"', _) => inside = !inside,
                (',', false) => row.push(std::mem::take(&mut cell)),
                ('\r', false) => assert_eq!(letters.peek(), Some(&'\n'), "a line ends with both"),
                ('\n', false) => {
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                _ => cell.push(letter),
            }
        }
        assert!(!inside && row.is_empty() && cell.is_empty(), "the file ends with its last row");
        rows
    }

    #[test]
    fn the_table_has_a_row_for_each_island_with_names_status_figures_and_sources() {
        let [csv, _] = made();
        let rows = rows(csv.strip_prefix('\u{feff}').unwrap());
        let cell = |id: &str, head: &str| {
            let column = rows[0].iter().position(|name| name == head).unwrap_or_else(|| panic!("no column {head}"));
            rows.iter().find(|row| row[0] == id).unwrap()[column].clone()
        };
        assert_eq!(rows.len(), 40);
        assert!(rows.iter().all(|row| row.len() == rows[0].len()));
        assert_eq!([&rows[1][0], &rows[39][0]], ["atlasov", "signalny"]);
        let names = ["name_en", "name_ja", "name_ru", "claimant_name_en"].map(|head| cell("iturup", head));
        assert_eq!(names, ["Iturup", "択捉島", "Итуруп", "Etorofu"]);
        assert_eq!(["administered_by", "claimed_by"].map(|head| cell("iturup", head)), ["russia", "japan"]);
        assert_eq!(["administered_by", "claimed_by"].map(|head| cell("urup", head)), ["russia", ""]);
        assert!(cell("urup", "status_en").contains("undetermined"));
        let figures = ["area_computed_km2", "area_published_km2", "height_m"].map(|head| cell("iturup", head));
        assert_eq!(figures[..2], ["3165.1", "3166.64"]);
        assert!(figures[2].parse::<f64>().is_ok());
        assert!(cell("kunashir", "other_figures").contains("height 1772 m"));
        let sources = rows[0].iter().position(|name| name == "sources").unwrap();
        let openable = |cell: &str| !cell.is_empty() && cell.split(' ').all(|url| url.starts_with("http"));
        assert!(rows.iter().skip(1).all(|row| openable(&row[sources])));
        assert_eq!(cell("avos", "credit"), "Coastlines: © OpenStreetMap contributors (ODbL 1.0)");
    }

    #[test]
    fn the_shapes_are_sound_and_carry_facts_status_sources_licence_and_credit() {
        let [_, shapes] = made();
        let collection = geojson::read("islands.geojson", shapes.as_bytes());
        assert_eq!(collection.findings, []);
        assert_eq!(collection.features.len(), 39);
        let whole: Value = serde_json::from_str(&shapes).unwrap();
        assert_eq!(text(&whole, "/licence"), "ODbL 1.0");
        assert!(text(&whole, "/credit").contains("OpenStreetMap contributors"));
        for island in list(&whole, "features") {
            let properties = &island["properties"];
            assert!(!text(properties, "/status/line/ru").is_empty(), "{}", island["id"]);
            let views = properties["status"]["according_to"].as_object().unwrap().values();
            let told = list(properties, "facts").iter().chain([&properties["status"]]).chain(views);
            for id in told.flat_map(|told| texts(told, "sources")) {
                assert!(text(&whole["sources"][id], "/url").starts_with("http"), "{}: {id}", island["id"]);
            }
        }
    }

    #[test]
    fn the_shapes_are_the_finest_ones() {
        let project = Project::find().unwrap();
        let authored: Value =
            serde_json::from_slice(&fs::read(project.geodata().join("islands.geojson")).unwrap()).unwrap();
        let made: Value = serde_json::from_str(&made()[1]).unwrap();
        let geometries = |value: &Value| -> Vec<Value> {
            list(value, "features").iter().map(|island| island["geometry"].clone()).collect()
        };
        assert_eq!(geometries(&made), geometries(&authored));
    }
}
