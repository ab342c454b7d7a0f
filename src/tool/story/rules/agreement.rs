//! The rule that there is one answer: on every day on which something may change, from every side and in every language,
//! map, legend, card, table and the summary in words say the same of every island.

use std::collections::{BTreeMap, BTreeSet};

use kuril_map::geo::space::Size;
use kuril_map::legend::LegendEntry;
use kuril_map::markup::{Element, Node};
use kuril_map::panel;
use kuril_map::story::status::Claim;
use kuril_map::story::{Atlas, Day, Section, Shade, Standing};
use kuril_map::view::{App, Input};
use serde_json::json;

use crate::story::rules::time::{next, origin};
use crate::story::rules::{Breach, Subject};

/// A picture of a common size: all islands are in it.
const PICTURE: Size = Size::new(1280.0, 800.0);

/// What is asked: the story with all words, and a reader's view of it.
struct Reader<'a> {
    atlas: &'a Atlas,
    app: App,
}

/// An answer that is not the map's, as a finding tells it.
type Contradiction = (String, String);

/// On every day on which something may change the map, the legend, the card, the table and the summary in words say the
/// same of every island.
pub(super) fn one_answer(subject: &Subject<'_>) -> Vec<Breach> {
    let mut atlas = subject.atlas.clone();
    let words = json!({ "words": subject.vocabulary.languages }).to_string();
    atlas.read(Section::Named, "words", words.as_bytes());
    let (mut breaches, mut seen) = (Vec::new(), BTreeSet::new());
    for day in days(&atlas) {
        for side in atlas.status().perspectives() {
            for lang in subject.folder.languages() {
                let mut reader = Reader { atlas: &atlas, app: App::new(&atlas, PICTURE) };
                reader.sets(Input::Date(Some(day)));
                reader.sets(Input::Perspective(side.id.clone()));
                reader.sets(Input::Language(lang.clone()));
                for (island, (expected, found)) in reader.contradictions() {
                    let Some(status) = subject.atlas.standing(&island, day) else { continue };
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

/// Returns the first day of every status, claim and line, and the day after its last one, as far as the story tells.
pub(crate) fn days(atlas: &Atlas) -> BTreeSet<Day> {
    let status = atlas.status();
    let spans = status.entries().iter().map(|entry| entry.span);
    let spans = spans.chain(status.claims().iter().map(|claim| claim.span));
    let spans = spans.chain(status.boundaries().iter().map(|line| line.span));
    let days = spans.flat_map(|span| [span.from, span.to.and_then(next)]).flatten();
    days.chain([atlas.story().as_of]).filter(|day| *day <= atlas.story().as_of).collect()
}

impl Reader<'_> {
    fn sets(&mut self, input: Input) {
        self.app.update(self.atlas, input, 0.0);
    }

    fn word(&self, key: &str) -> String {
        self.atlas.story().word(self.app.lang(), key).to_owned()
    }

    /// Every contradiction with the island that it is about.
    fn contradictions(&mut self) -> Vec<(String, Contradiction)> {
        let (table, sight) = (panel::table(self.atlas, &self.app), panel::sight(self.atlas, &self.app));
        let (legend, summary) = (panel::legend(self.atlas, &self.app, false), panel::describe(self.atlas, &self.app));
        let legend: Vec<String> = elements(&legend, "li").into_iter().map(text).collect();
        let summary: BTreeMap<String, String> = elements(&summary, "li").into_iter().filter_map(summed).collect();
        let known: Vec<Shade> = self.app.legend(self.atlas).into_iter().filter_map(area).collect();
        let islands = self.atlas.walk().iter().filter_map(|id| self.atlas.region(*id)).map(|region| region.id.clone());
        let mut found = Vec::new();
        for island in islands.collect::<Vec<_>>() {
            let Some(standing) = self.atlas.standing(&island, self.app.date()) else { continue };
            let mut told = self.shown(&island, (&known, &legend, &summary));
            let line = self.atlas.status_line(&standing, self.app.lang());
            told.extend(self.claimed(&standing, &line));
            let cell =
                elements(&table, "tr").into_iter().find(|row| attribute(row, "id") == format!("island-{island}"));
            let cell = cell.and_then(|row| elements(row, "td").get(1).map(|cell| text(cell)));
            told.extend(differs("the status of the map in the table", &line, cell));
            let button =
                elements(&sight, "button").into_iter().find(|button| attribute(button, "data-place") == island);
            let button = button.map(text).filter(|said| !said.ends_with(&line));
            told.extend(button.map(|said| ("the status of the map in the list of what is in sight".to_owned(), said)));
            told.extend(self.carded(&island, &standing, &line));
            found.extend(told.into_iter().map(|told| (island.clone(), told)));
        }
        found
    }

    /// Contradictions between the map, its legend and the summary in words.
    fn shown(
        &self,
        island: &str,
        (known, legend, summary): (&[Shade], &[String], &BTreeMap<String, String>),
    ) -> Vec<Contradiction> {
        let Some(shade) = self.atlas.shade(island, self.app.viewpoint()) else { return Vec::new() };
        let word = self.word(&LegendEntry::Area(shade.clone()).word_key(self.app.viewpoint().side));
        let mut told = Vec::new();
        if !known.contains(&shade) || !legend.contains(&word) {
            told.push((format!("\"{word}\" in the legend"), legend.join("; ")));
        }
        let name = self.atlas.region_id(island).and_then(|id| self.atlas.region(id));
        let name = name.map(|region| self.atlas.heading(region, self.app.lang(), self.app.viewpoint()));
        let lists = summary.iter().filter(|(_, names)| names.split("; ").any(|other| Some(other) == name.as_deref()));
        let lists: Vec<&str> = lists.map(|(word, _)| word.as_str()).collect();
        if lists != [word.as_str()] {
            told.push((format!("\"{word}\" in the summary"), lists.join("; ")));
        }
        told
    }

    /// Contradictions between the claims and the line: each claim is in it with its date, and no claim is where none is.
    fn claimed(&self, standing: &Standing<'_>, line: &str) -> Vec<Contradiction> {
        let (story, lang) = (self.atlas.story(), self.app.lang());
        let said = |claim: &Claim| self.atlas.claimed_since(standing, claim, lang);
        let missing = standing.claims.iter().filter(|claim| !line.contains(&said(claim)));
        let mut told: Vec<_> =
            missing.map(|claim| (format!("\"{}\" in the line", said(claim)), line.to_owned())).collect();
        for party in story.parties.iter().filter(|party| standing.claims.iter().all(|claim| claim.by != party.id)) {
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
        let card = el_of(panel::status(self.atlas, &self.app));
        let first = elements(&card, "p").into_iter().find(|part| attribute(part, "class") == "line").map(text);
        let mut told: Vec<_> = differs("the status of the map on the card", line, first).into_iter().collect();
        let whole = text(&card);
        let lang = self.app.lang();
        for claim in &standing.claims {
            let note = claim.note.as_ref().map_or("", |note| note.text.get(lang));
            if !whole.contains(note) {
                told.push((format!("the note of the claim \"{}\" on the card", claim.id), whole.clone()));
            }
        }
        let says = elements(&card, "dd").into_iter().map(text);
        for (party, said) in self.atlas.story().parties.iter().zip(says) {
            let key = standing.entry.according_to.get(&party.id).map_or("status.silent", |view| view.value.word());
            if !said.starts_with(&self.word(key)) {
                told.push((format!("\"{}\" of {} on the card", self.word(key), party.id), said));
            }
        }
        told
    }
}

fn el_of(children: Vec<Element>) -> Element {
    kuril_map::markup::el("div").children(children)
}

fn area(entry: LegendEntry) -> Option<Shade> {
    if let LegendEntry::Area(shade) = entry { Some(shade) } else { None }
}

/// A contradiction where a text is not the one expected.
fn differs(what: &str, expected: &str, found: Option<String>) -> Option<Contradiction> {
    let found = found.unwrap_or_else(|| "none".to_owned());
    (found != expected).then(|| (format!("{what}, \"{expected}\""), found))
}

/// An entry of the summary: the words of the legend and the names below them.
fn summed(entry: &Element) -> Option<(String, String)> {
    let word = elements(entry, "b").first().map(|word| text(word))?;
    let names = text(entry);
    Some((word.clone(), names.strip_prefix(&word)?.trim_start_matches(": ").to_owned()))
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
