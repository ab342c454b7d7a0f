//! The rule that there is one answer: on every day on which something may change, from every side and in every language,
//! map, legend, card, table and the summary in words say the same of every island.

use std::collections::{BTreeMap, BTreeSet};

use kuril_map::geo::space::Size;
use kuril_map::legend::LegendEntry;
use kuril_map::markup::{Element, Node, el};
use kuril_map::panel;
use kuril_map::story::status::Claim;
use kuril_map::story::{Section, Standing, StatusClass, Story};
use kuril_map::view::{Input, Session};
use serde_json::json;

use crate::story::rules::time::{days, origin};
use crate::story::rules::{Breach, Subject};

/// A picture of a common size: all islands are in it.
const PICTURE: Size = Size::new(1280.0, 800.0);

/// What is asked: the story with all words, and a reader's view of it.
struct Reader<'a> {
    story: &'a Story,
    session: Session,
}

/// An answer that is not the map's, as a finding tells it.
type Contradiction = (String, String);

/// On every day on which something may change the map, the legend, the card, the table and the summary in words say the
/// same of every island.
pub(super) fn one_answer(subject: &Subject<'_>) -> Vec<Breach> {
    let mut story = subject.story.clone();
    let words = json!({ "words": subject.vocabulary.languages }).to_string();
    story.read(Section::Named, "words", words.as_bytes());
    let (mut breaches, mut seen) = (Vec::new(), BTreeSet::new());
    for day in days(&story) {
        for side in story.status().perspectives() {
            for lang in subject.folder.languages() {
                let mut reader = Reader { story: &story, session: Session::new(&story, PICTURE) };
                reader.sets(Input::Date(Some(day)));
                reader.sets(Input::Perspective(side.id.clone()));
                reader.sets(Input::Language(lang.clone()));
                for (island, (expected, found)) in reader.contradictions() {
                    let Some(status) = subject.story.standing(&island, day) else { continue };
                    // What is wrong with a status on one day is wrong on all of its days: one finding is enough.
                    if seen.insert((status.entry.id.clone(), expected.clone())) {
                        let expected =
                            format!("{expected}, for \"{island}\" on {day}, side {}, in \"{lang}\"", side.id);
                        let stands = origin(subject, status.entry);
                        breaches.extend(stands.map(|origin| Breach::new(origin, expected, found)));
                    }
                }
            }
        }
    }
    breaches
}

impl Reader<'_> {
    fn sets(&mut self, input: Input) {
        self.session.update(self.story, input, 0.0);
    }

    fn word(&self, key: &str) -> String {
        self.story.manifest().word(self.session.lang(), key).to_owned()
    }

    /// Every contradiction with the island that it is about.
    fn contradictions(&mut self) -> Vec<(String, Contradiction)> {
        let page = Page::of(self.story, &self.session);
        let islands =
            self.story.chain_order().iter().filter_map(|id| self.story.region(*id)).map(|region| region.id.clone());
        let mut found = Vec::new();
        for island in islands.collect::<Vec<_>>() {
            let Some(standing) = self.story.standing(&island, self.session.date()) else { continue };
            let line = self.story.status_line(&standing, self.session.lang());
            let mut told = self.shown(&island, &page);
            told.extend(self.claimed(&standing, &line));
            told.extend(differs("in the table", &line, page.table.get(&island)));
            let in_sight = page.visible_list.get(&island).filter(|said| !said.ends_with(&line));
            told.extend(in_sight.and_then(|said| differs("in the list of what is in sight", &line, Some(said))));
            told.extend(self.carded(&island, &standing, &line));
            found.extend(told.into_iter().map(|told| (island.clone(), told)));
        }
        found
    }

    /// Contradictions between the map, its legend and the summary in words.
    fn shown(&self, island: &str, page: &Page) -> Vec<Contradiction> {
        let Some(status_class) = self.story.status_class(island, self.session.viewpoint()) else { return Vec::new() };
        let word = self.word(&LegendEntry::Area(status_class.clone()).word_key(self.session.viewpoint().side));
        let mut told = Vec::new();
        if !page.status_classes.contains(&status_class) || !page.legend.contains(&word) {
            told.push((format!("\"{word}\" in the legend"), page.legend.join("; ")));
        }
        let region = self.story.region_id(island).and_then(|id| self.story.region(id));
        let name = region.map(|region| self.story.heading(region, self.session.lang(), self.session.viewpoint()));
        let lists = name.and_then(|name| page.summary.get(&name)).map_or(&[][..], Vec::as_slice);
        if lists != [word.as_str()] {
            told.push((format!("\"{word}\" in the summary"), lists.join("; ")));
        }
        told
    }

    /// Contradictions between the claims and the line: each claim is in it with its date, and no claim is where none is.
    fn claimed(&self, standing: &Standing<'_>, line: &str) -> Vec<Contradiction> {
        let (manifest, lang) = (self.story.manifest(), self.session.lang());
        let said = |claim: &Claim| self.story.claimed_since(standing, claim, lang);
        let missing = standing.claims.iter().filter(|claim| !line.contains(&said(claim)));
        let mut told: Vec<_> =
            missing.map(|claim| (format!("\"{}\" in the line", said(claim)), line.to_owned())).collect();
        for party in manifest.parties.iter().filter(|party| standing.claims.iter().all(|claim| claim.by != party.id)) {
            let phrase = self.word(&["status.claimed.", &party.id].concat());
            let (start, end) = phrase.split_once("{since}").unwrap_or_default();
            if line.split_once(start).is_some_and(|(_, rest)| !start.is_empty() && rest.contains(end)) {
                told.push((format!("no claim of {} in the line", party.id), line.to_owned()));
            }
        }
        told
    }

    /// Contradictions between the map and the card.
    fn carded(&mut self, island: &str, standing: &Standing<'_>, line: &str) -> Vec<Contradiction> {
        self.sets(Input::Choose(Some(island.into())));
        let card = el("div").children(panel::status(self.story, &self.session));
        let first = elements(&card, "p").into_iter().find(|part| attribute(part, "class") == "line").map(text);
        let mut told: Vec<_> = differs("on the card", line, first.as_ref()).into_iter().collect();
        let whole = text(&card);
        let notes = standing.claims.iter().filter_map(|claim| claim.note.as_ref());
        for note in notes.map(|note| note.text.get(self.session.lang())).filter(|note| !whole.contains(note)) {
            told.push((format!("\"{note}\" on the card"), whole.clone()));
        }
        let says = elements(&card, "dd").into_iter().map(text);
        for (party, said) in self.story.manifest().parties.iter().zip(says) {
            let view = standing.entry.according_to.get(&party.id);
            let word = self.word(view.map_or("status.silent", |view| view.value.word()));
            if !said.starts_with(&word) {
                told.push((format!("\"{word}\" of {} on the card", party.id), said));
            }
        }
        told
    }
}

/// What a page tells of all islands.
struct Page {
    status_classes: Vec<StatusClass>,
    legend: Vec<String>,
    /// The words of the legend by the names of islands.
    summary: BTreeMap<String, Vec<String>>,
    /// The status in the table, by island.
    table: BTreeMap<String, String>,
    /// The name and the status in the list of what is in sight, by island.
    visible_list: BTreeMap<String, String>,
}

impl Page {
    fn of(story: &Story, session: &Session) -> Self {
        let (table, visible_list) = (panel::table(story, session), panel::visible_list(story, session));
        let (legend, summary) = (panel::legend(story, session, false), panel::describe(story, session));
        let statuses: BTreeMap<&str, String> = elements(&table, "li")
            .into_iter()
            .filter_map(|told| Some((attribute(told, "id"), text(elements(told, "span").first()?))))
            .collect();
        let cell = |row: &Element| {
            let island = attribute(row, "id").strip_prefix("island-")?;
            let mut anchors =
                elements(row, "a").into_iter().filter_map(|link| attribute(link, "href").strip_prefix('#'));
            let status = anchors.find(|anchor| anchor.starts_with("status-"))?;
            Some((island.to_owned(), statuses.get(status)?.clone()))
        };
        Self {
            status_classes: session.legend(story).into_iter().filter_map(area).collect(),
            legend: legend.iter().flat_map(|legend| elements(legend, "li")).map(text).collect(),
            summary: summed(&summary),
            table: elements(&table, "tr").into_iter().filter_map(cell).collect(),
            visible_list: elements(&visible_list, "button")
                .into_iter()
                .map(|button| (attribute(button, "data-place").to_owned(), text(button)))
                .collect(),
        }
    }
}

fn area(entry: LegendEntry) -> Option<StatusClass> {
    if let LegendEntry::Area(status_class) = entry { Some(status_class) } else { None }
}

/// A contradiction where a text is not the one expected.
fn differs(place: &str, expected: &str, found: Option<&String>) -> Option<Contradiction> {
    let found = found.map_or("none", String::as_str);
    (found != expected).then(|| (format!("\"{expected}\" {place}"), found.to_owned()))
}

/// The words of the legend by the names that stand below them in the summary.
fn summed(summary: &Element) -> BTreeMap<String, Vec<String>> {
    let mut words: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in elements(summary, "li") {
        let Some(word) = elements(entry, "b").first().map(|word| text(word)) else { continue };
        let names = text(entry);
        let names = names.strip_prefix(&word).unwrap_or_default().trim_start_matches(": ");
        let mut listed: Vec<&str> = names.split("; ").collect();
        listed.sort_unstable();
        listed.dedup();
        for name in listed {
            words.entry(name.to_owned()).or_default().push(word.clone());
        }
    }
    words
}

/// Every element below one that has a tag, in the order of the document.
fn elements<'a>(element: &'a Element, tag: &str) -> Vec<&'a Element> {
    let mut found = Vec::new();
    for node in &element.children {
        if let Node::Element(child) = node {
            if child.tag == tag {
                found.push(child);
            }
            found.extend(elements(child, tag));
        }
    }
    found
}

fn attribute<'a>(element: &'a Element, name: &str) -> &'a str {
    element.attributes.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value.as_str())
}

fn text(element: &Element) -> String {
    let texts = element.children.iter().map(|node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(child) => text(child),
    });
    texts.collect()
}
