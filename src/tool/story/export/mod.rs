//! The islands as files for download: `islands.csv` and `islands.geojson`, each with status, sources and licence.
//!
//! There is one file for all languages, with the texts of each language side by side, written from the authored files:
//! the shapes are the finest ones. The status is that of the story's latest day. The first credit of the story is that
//! of the shapes.

mod csv;
mod island;
mod shapes;

use anyhow::Context as _;
use kuril_map::story::{Standing, Story};

use crate::story::entry::Entry;
use crate::story::folder::StoryFolder;
use crate::story::format::{Credit, Feature, Publication};
use crate::story::words;
use island::Columns;

/// A download format of the islands.
pub(crate) struct Format {
    /// The path of the file from the root of the site.
    pub(crate) file: &'static str,
    /// The key of the word for the link to it.
    pub(crate) word: &'static str,
    write: fn(Chain<'_>) -> String,
}

/// All formats, in the order of their links.
pub(crate) const FORMATS: [Format; 2] = [
    Format { file: "islands.csv", word: "table.csv", write: |chain| Columns::of(chain).table() },
    Format { file: "islands.geojson", word: "table.geojson", write: shapes::collection },
];

/// Returns the files with their names.
///
/// # Errors
/// If the map cannot read the story or its words.
pub(crate) fn files(folder: &StoryFolder) -> anyhow::Result<Vec<(&'static str, Vec<u8>)>> {
    let mut story = folder.story().0.context("the map cannot read the story")?;
    words::speak(folder, &mut story)?;
    let chain = Chain { folder, story: &story };
    Ok(FORMATS.iter().map(|format| (format.file, (format.write)(chain).into_bytes())).collect())
}

/// The data that the files are made from.
#[derive(Clone, Copy)]
struct Chain<'a> {
    folder: &'a StoryFolder,
    /// The same story as read by the map, which determines the status.
    story: &'a Story,
}

impl<'a> Chain<'a> {
    /// Returns the credit of the shapes.
    fn credit(self) -> Option<&'a Entry<Credit>> {
        self.folder.credits.first()
    }

    /// Returns the credit of the shapes in the story's first language, and their licence.
    fn credit_and_licence(self) -> [&'a str; 2] {
        let text = |credit: &'a Entry<Credit>| credit.text.get(self.folder.languages().first()?);
        let credit = self.credit().and_then(text).map_or("", String::as_str);
        [credit, self.credit().map_or("", |credit| &credit.licence)]
    }

    /// Returns the islands in their order along the chain.
    fn in_order(self) -> Vec<&'a Entry<Feature>> {
        let order = |island: &Entry<Feature>| island.properties.order.unwrap_or(f64::MAX);
        let mut islands: Vec<_> = self.folder.islands().iter().collect();
        islands.sort_by(|a, b| order(a).total_cmp(&order(b)));
        islands
    }

    /// Returns the status of an island on the story's latest day.
    fn standing(self, island: &Feature) -> Option<Standing<'a>> {
        self.story.standing(&island.id, self.folder.as_of())
    }

    /// Returns the publication with the given id.
    fn source(self, id: &str) -> Option<&'a Entry<Publication>> {
        self.folder.sources.iter().find(|source| source.id == id)
    }

    /// Returns the ids of all sources of an island's facts and status, without duplicates, in order.
    fn sources_of(self, island: &'a Feature) -> Vec<&'a str> {
        let standing = self.standing(island);
        let status = standing.as_ref().map(|standing| standing.entry);
        let views = status.into_iter().flat_map(|status| status.according_to.values()).map(|says| &says.sources);
        let basis = status.and_then(|status| status.basis.as_ref()).map(|basis| &basis.sources);
        let claims = standing.iter().flat_map(|standing| &standing.claims);
        let claims = claims.flat_map(|claim| [Some(&claim.sources), claim.note.as_ref().map(|note| &note.sources)]);
        let facts = island.properties.facts.iter().map(|fact| &fact.sources);
        let all = facts.chain(status.map(|status| &status.sources)).chain(views).chain(basis).chain(claims.flatten());
        let mut ids: Vec<&str> = all.flatten().map(String::as_str).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::checkout;
    use kuril_map::story::geojson;
    use serde_json::Value;

    fn text<'a>(value: &'a Value, path: &str) -> &'a str {
        value.pointer(path).and_then(Value::as_str).unwrap_or_default()
    }

    fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
        value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }

    fn story() -> StoryFolder {
        StoryFolder::open(&checkout().join("geodata")).unwrap()
    }

    /// Returns the two files for the story of this project.
    fn made() -> [String; 2] {
        let made = files(&story()).unwrap();
        ["islands.csv", "islands.geojson"].map(|wanted| {
            let (_, bytes) = made.iter().find(|(name, _)| *name == wanted).unwrap();
            String::from_utf8(bytes.clone()).unwrap()
        })
    }

    /// Parses cells as defined by RFC 4180.
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
        let held = |id: &str| ["administered_by", "claimed_by", "claimed_since"].map(|head| cell(id, head));
        assert_eq!(held("iturup"), ["russia", "japan", "1956-02-11"]);
        assert_eq!(held("shikotan"), ["russia", "japan", "1951-09-07"]);
        assert_eq!(held("urup"), ["russia", "", ""]);
        let claimed = "; claimed by Japan since 11 February 1956.";
        assert!(cell("iturup", "status_en").ends_with(claimed), "{}", cell("iturup", "status_en"));
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
            for id in told.flat_map(|told| list(told, "sources")) {
                assert!(
                    text(&whole["sources"][id.as_str().unwrap()], "/url").starts_with("http"),
                    "{}: {id}",
                    island["id"]
                );
            }
        }
    }

    #[test]
    fn the_shapes_are_the_finest_ones() {
        let authored = story().json("islands.geojson");
        let made: Value = serde_json::from_str(&made()[1]).unwrap();
        let geometries = |value: &Value| -> Vec<Value> {
            list(value, "features").iter().map(|island| island["geometry"].clone()).collect()
        };
        assert_eq!(geometries(&made), geometries(&authored));
    }
}
