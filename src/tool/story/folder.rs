//! The folder of a story, read once for all that is done with it: check, derive, link, export, pictures and bundles.
//!
//! A file that is absent is empty, a file or entry that cannot be read is a finding. The map's own reader gets the same
//! files section by section, so that nothing is put together and taken apart again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::bail;
use kuril_map::error::{Finding, Problem};
use kuril_map::story::manifest::SCHEMA as CURRENT;
use kuril_map::story::spelling::{ID, is_id};
use kuril_map::story::{Day, LEVELS, Section, Story};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::project::PROGRAM;
use crate::story::entry::{Entry, File, Origin};
use crate::story::format::{self, FEATURES, SCHEMA, STORY_LISTS};
use crate::story::inside::{Found, Inside, LINKED};
use crate::story::link_places::curated::Curated;

/// The file in which a story tells of itself.
const STORY: &str = "story.json";
/// The files of features.
pub(crate) const SHAPES: [&str; 5] =
    ["islands.geojson", "land.geojson", "waters.geojson", "places.geojson", "boundaries.geojson"];

/// The derived levels of detail, coarsest first.
pub(crate) const PLATES: [&str; LEVELS] =
    ["derived/plate.0.geojson", "derived/plate.1.geojson", "derived/plate.2.geojson"];
/// The derived globe that shows where on Earth the map is.
pub(crate) const GLOBE: &str = "derived/globe.json";

/// A story as its author has it.
#[derive(Debug, Default)]
pub(crate) struct StoryFolder {
    path: PathBuf,
    files: BTreeMap<String, File>,
    /// What could not be read, and keys that nothing reads.
    pub(crate) findings: Vec<Finding>,
    /// What the story says of itself; none where it cannot be read.
    pub(crate) story: Option<Entry<format::Story>>,
    pub(crate) parties: Vec<Entry<format::Party>>,
    /// Groups in which islands stand in the table.
    pub(crate) groups: Vec<Entry<format::Group>>,
    /// Further groups that texts speak of.
    pub(crate) places: Vec<Entry<format::Group>>,
    pub(crate) tour: Vec<Entry<format::Step>>,
    pub(crate) credits: Vec<Entry<format::Credit>>,
    /// Words of the interface that the story says otherwise than the program, by language.
    pub(crate) words: BTreeMap<String, Entry<format::Texts>>,
    /// Groups that share a status.
    pub(crate) status_groups: Vec<Entry<format::Group>>,
    pub(crate) statuses: Vec<Entry<format::Status>>,
    pub(crate) claims: Vec<Entry<format::Claim>>,
    pub(crate) arrivals: Vec<Entry<format::Arrival>>,
    pub(crate) boundaries: Vec<Entry<format::Boundary>>,
    pub(crate) perspectives: Vec<Entry<format::Perspective>>,
    /// Features by the name of their file.
    shapes: BTreeMap<&'static str, Vec<Entry<format::Feature>>>,
    /// The ids of these.
    shape_ids: BTreeMap<&'static str, BTreeSet<String>>,
    pub(crate) sources: Vec<Entry<format::Publication>>,
    /// Hosts of copies, which are no sources.
    pub(crate) refused_hosts: Vec<String>,
    /// Hosts of pages that anyone can edit.
    pub(crate) editable_hosts: Vec<String>,
    pub(crate) events: Vec<Entry<format::Event>>,
    /// What the parties argue, topic by topic.
    pub(crate) topics: Vec<Entry<format::Topic>>,
    pub(crate) deployments: Vec<Entry<format::Deployment>>,
    pub(crate) articles: Vec<Article>,
    pub(crate) omissions: Vec<Entry<format::Omissions>>,
    /// The page of the method, where there is one.
    pub(crate) method: Option<Entry<format::Method>>,
    pub(crate) chapters: Vec<Entry<format::Chapter>>,
    pub(crate) aliases: Option<Entry<format::Aliases>>,
    pub(crate) alias_names: Vec<Entry<format::Alias>>,
    pub(crate) curated: Vec<Entry<Curated>>,
}

/// Whether a finding says that something could not be read.
pub(crate) fn is_unreadable(finding: &Finding) -> bool {
    matches!(finding.problem, Problem::Syntax { .. } | Problem::Encoding { .. })
}

/// An article with its excerpts.
#[derive(Clone, Debug)]
pub(crate) struct Article {
    pub(crate) head: Entry<format::Article>,
    pub(crate) excerpts: Vec<Entry<format::Excerpt>>,
    pub(crate) unquoted: Vec<Entry<format::Unquoted>>,
}

impl StoryFolder {
    /// Reads the files of a folder.
    ///
    /// # Errors
    /// When a file is there and its bytes cannot be read.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let mut folder = Self { path: path.to_owned(), ..Self::default() };
        for name in folder.names()? {
            match folder.opened(&name)? {
                Ok(file) => drop(folder.files.insert(name, file)),
                Err(finding) => folder.findings.push(finding),
            }
        }
        folder.read_story();
        folder.read_status();
        folder.read_matter();
        folder.read_links();
        Ok(folder)
    }

    /// Reads the files of a folder that must be readable.
    ///
    /// # Errors
    /// When there is no story in it, a file or entry cannot be read, or an id is not written as ids are.
    pub(crate) fn open_readable(path: &Path) -> anyhow::Result<Self> {
        let folder = Self::open(path)?;
        if let Some(finding) = folder.findings.iter().find(|finding| is_unreadable(finding)) {
            bail!("{}: `{PROGRAM} check` tells all findings", path.join(finding.to_string()).display());
        }
        if folder.story.is_none() {
            bail!("there is no story.json in {}", path.display());
        }
        if let Some((origin, id)) = folder.unsafe_ids().next() {
            bail!("{}", path.join(origin.finding(Problem::unexpected("id", ID, id)).to_string()).display());
        }
        Ok(folder)
    }

    /// The names of the files that authors write, and of links in their places, counted from the folder.
    fn names(&self) -> anyhow::Result<Vec<String>> {
        let inside = Inside(&self.path);
        let mut names = Vec::new();
        for folder in ["", "articles/", "words/"] {
            for name in inside.names(folder)? {
                let is_of_story = name.rsplit_once('.').is_some_and(|(_, end)| ["json", "geojson"].contains(&end));
                if is_of_story && [Found::File, Found::Link].contains(&inside.found(&name)?) {
                    names.push(name);
                }
            }
        }
        names.sort();
        Ok(names)
    }

    /// A file taken apart, else why it is not read.
    fn opened(&self, name: &str) -> anyhow::Result<Result<File, Finding>> {
        let inside = Inside(&self.path);
        let unread = |message: String| Ok(Err(Finding::of_file(name, Problem::Syntax { message })));
        if inside.found(name)? == Found::Link {
            return unread(LINKED.to_owned());
        }
        match inside.read(name) {
            Ok(bytes) => Ok(File::new(name, bytes.unwrap_or_default())),
            Err(error) => match error.downcast::<Problem>() {
                Ok(problem) => unread(problem.to_string()),
                Err(error) => Err(error),
            },
        }
    }

    fn list<T: DeserializeOwned>(&mut self, name: &str, key: &'static str) -> Vec<Entry<T>> {
        self.files.get(name).map(|file| file.list(key, &mut self.findings)).unwrap_or_default()
    }

    fn head<T: DeserializeOwned>(&mut self, name: &str, lists: &[&str]) -> Option<Entry<T>> {
        self.files.get(name).and_then(|file| file.head(lists, &mut self.findings))
    }

    fn read_story(&mut self) {
        self.story = self.head(STORY, &STORY_LISTS);
        let [parties, groups, places, tour, credits] = STORY_LISTS;
        self.parties = self.list(STORY, parties);
        self.groups = self.list(STORY, groups);
        self.places = self.list(STORY, places);
        self.tour = self.list(STORY, tour);
        self.credits = self.list(STORY, credits);
        for lang in self.languages().to_vec() {
            if let Some(words) = self.head(&format!("words/{lang}.json"), &[SCHEMA]) {
                self.words.insert(lang, words);
            }
        }
        if !self.files.contains_key(STORY) && self.is_readable(STORY) {
            self.findings.push(Finding::of_file(STORY, Problem::missing("the file", "title and languages")));
        }
    }

    fn read_status(&mut self) {
        const NAME: &str = "status.json";
        self.status_groups = self.list(NAME, "groups");
        self.statuses = self.list(NAME, "entries");
        self.claims = self.list(NAME, "claims");
        self.arrivals = self.list(NAME, "arrivals");
        self.boundaries = self.list(NAME, "boundaries");
        self.perspectives = self.list(NAME, "perspectives");
        for name in SHAPES {
            let features: Vec<Entry<format::Feature>> = self.list(name, FEATURES);
            self.shape_ids.insert(name, features.iter().map(|feature| feature.id.clone()).collect());
            self.shapes.insert(name, features);
        }
    }

    fn read_matter(&mut self) {
        self.sources = self.list("sources.json", "sources");
        let head: Option<Entry<format::Bibliography>> = self.head("sources.json", &["sources"]);
        if let Some(head) = head {
            self.refused_hosts.clone_from(&head.refused_hosts);
            self.editable_hosts.clone_from(&head.editable_hosts);
        }
        self.events = self.list("events.json", "events");
        self.topics = self.list("arguments.json", "topics");
        self.deployments = self.list("deployments.json", "deployments");
        self.omissions = self.list("omissions.json", "articles");
        self.method = self.head("method.json", &["sections"]);
        self.chapters = self.list("method.json", "sections");
        let names: Vec<String> = self.files.keys().filter(|name| name.starts_with("articles/")).cloned().collect();
        for name in names {
            let Some(head) = self.head(&name, &["excerpts", "unquoted"]) else { continue };
            let (excerpts, unquoted) = (self.list(&name, "excerpts"), self.list(&name, "unquoted"));
            self.articles.push(Article { head, excerpts, unquoted });
        }
    }

    fn read_links(&mut self) {
        self.aliases = self.head("aliases.json", &["names"]);
        self.alias_names = self.list("aliases.json", "names");
        self.curated = self.list("links.json", "articles");
    }

    /// Returns the ids that are not written as ids are, and where they stand.
    pub(crate) fn unsafe_ids(&self) -> impl Iterator<Item = (&Origin, &str)> {
        let entries = self.shown().into_iter().map(|(origin, _)| origin);
        let entries = entries.chain(self.sources.iter().map(|source| &source.origin));
        let named = entries.map(|origin| (origin, origin.id())).filter(|(_, id)| !id.is_empty());
        let features = self.shapes.values().flatten().map(|feature| (&feature.origin, feature.id.as_str()));
        let articles = self.articles.iter().map(|article| (&article.head.origin, article.head.id.as_str()));
        named.chain(features).chain(articles).filter(|(_, id)| !is_id(id))
    }

    /// Returns the folder's path.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the bytes of a derived file, where it is there.
    ///
    /// # Errors
    /// When it is there and cannot be read, or is a link to another place.
    pub(crate) fn derived(&self, name: &str) -> anyhow::Result<Option<Vec<u8>>> {
        Inside(&self.path).read(name)
    }

    /// Returns the files that could be read, by name.
    pub(crate) fn files(&self) -> impl Iterator<Item = &File> {
        self.files.values()
    }

    /// Returns a file by its name.
    pub(crate) fn file(&self, name: &str) -> Option<&File> {
        self.files.get(name)
    }

    /// Returns all of a file but the name of its schema, null where there is none.
    pub(crate) fn json(&self, name: &str) -> Value {
        let mut whole: Value =
            self.file(name).and_then(|file| serde_json::from_str(file.text()).ok()).unwrap_or_default();
        if let Some(fields) = whole.as_object_mut() {
            fields.remove(SCHEMA);
        }
        whole
    }

    /// Returns where a value of `story.json` stands.
    pub(crate) fn key(&self, key: &str) -> Origin {
        self.file(STORY).map_or_else(|| Origin::new(STORY, 0, key), |file| file.origin(key))
    }

    /// Whether all of a file could be read.
    pub(crate) fn is_readable(&self, file: &str) -> bool {
        !self.findings.iter().any(|finding| finding.file == file && is_unreadable(finding))
    }

    /// Whether an entry with an id may be there that could not be read, alone or with its whole file.
    pub(crate) fn is_unread(&self, id: &str) -> bool {
        let label = format!("\"{id}\"");
        let mut unread = self.findings.iter().filter(|finding| is_unreadable(finding));
        unread.any(|finding| finding.feature.as_ref().is_none_or(|name| *name == label))
    }

    /// Returns the languages of the story, the default first.
    pub(crate) fn languages(&self) -> &[String] {
        self.story.as_ref().map_or(&[], |story| &story.languages)
    }

    /// Returns the story's latest day.
    pub(crate) fn as_of(&self) -> Day {
        self.story.as_ref().and_then(|story| story.as_of).unwrap_or_default()
    }

    /// Returns the features of a file of [`SHAPES`].
    pub(crate) fn features(&self, name: &str) -> &[Entry<format::Feature>] {
        self.shapes.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a file of [`SHAPES`] has a feature with an id.
    pub(crate) fn has_feature(&self, name: &str, id: &str) -> bool {
        self.shape_ids.get(name).is_some_and(|ids| ids.contains(id))
    }

    /// Returns the islands in the order of the file.
    pub(crate) fn islands(&self) -> &[Entry<format::Feature>] {
        self.features("islands.geojson")
    }

    /// Returns the groups of any kind.
    pub(crate) fn all_groups(&self) -> impl Iterator<Item = &Entry<format::Group>> {
        self.status_groups.iter().chain(&self.groups).chain(&self.places)
    }

    /// Returns every entry whose texts readers see.
    pub(crate) fn shown(&self) -> Vec<(&Origin, &RawValue)> {
        fn all<T>(entries: &[Entry<T>]) -> impl Iterator<Item = (&Origin, &RawValue)> {
            entries.iter().map(|entry| (&entry.origin, &*entry.raw))
        }
        fn one<T>(entry: &Entry<T>) -> (&Origin, &RawValue) {
            (&entry.origin, &entry.raw)
        }
        let story = self.story.iter().map(one).chain(all(&self.parties)).chain(all(&self.groups));
        let story = story.chain(all(&self.places)).chain(all(&self.tour)).chain(all(&self.credits));
        let status = all(&self.status_groups).chain(all(&self.statuses)).chain(all(&self.claims));
        let status = status.chain(all(&self.arrivals)).chain(all(&self.boundaries));
        let matter = all(&self.perspectives).chain(all(self.islands())).chain(all(&self.events));
        let matter = matter.chain(all(&self.deployments)).chain(self.method.iter().map(one)).chain(all(&self.chapters));
        let matter = matter.chain(all(&self.omissions)).chain(all(&self.topics));
        let articles = self.articles.iter();
        let articles = articles.flat_map(|article| std::iter::once(one(&article.head)).chain(all(&article.excerpts)));
        story.chain(status).chain(matter).chain(articles).chain(self.words.values().map(one)).collect()
    }

    /// Returns the map's own view of the story, its statuses and its reading matter, without shapes, and what its reader
    /// finds; none where it cannot read the story.
    pub(crate) fn story(&self) -> (Option<Story>, Vec<Finding>) {
        let Some(story) = self.file(STORY) else { return (None, Vec::new()) };
        let open = |text: &str| Story::of_story(story.name(), text.as_bytes());
        let (opened, mut findings) = match (open(story.text()), story.with_number("schema", CURRENT)) {
            // All else in another schema is told as well.
            (Err(finding), Some(current)) => (open(&current), vec![finding]),
            (opened, _) => (opened, Vec::new()),
        };
        let mut story = match opened {
            Ok(story) => story,
            Err(finding) => {
                findings.push(finding);
                findings.dedup();
                return (None, findings);
            }
        };
        for file in self.files() {
            let section = match file.name() {
                "status.json" => Section::Status,
                "islands.geojson" => Section::Facts,
                STORY | "sources.json" | "events.json" | "arguments.json" | "deployments.json" => Section::Named,
                name if name.starts_with("articles/") => Section::Article,
                _ => continue,
            };
            findings.extend(story.read(section, file.name(), file.text().as_bytes()));
        }
        (Some(story), findings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::checkout;

    #[test]
    fn a_story_with_an_unsafe_id_is_checked_and_not_built() {
        let sound = checkout().join("tests/fixtures/stories/sound");
        let place = tempfile::tempdir().unwrap();
        for name in ["story.json", "status.json", "events.json"] {
            let text = std::fs::read_to_string(sound.join(name)).unwrap();
            std::fs::write(place.path().join(name), text.replace("\"id\": \"landing\"", "\"id\": \"../landing\""))
                .unwrap();
        }
        assert_eq!(StoryFolder::open(place.path()).unwrap().unsafe_ids().count(), 1);
        let told = StoryFolder::open_readable(place.path()).unwrap_err().to_string();
        assert!(told.contains("events.json, line 5") && told.contains("../landing"), "{told}");
    }
}
