//! Rules of ids: each is there once, and what refers to one leads somewhere.

use std::collections::{BTreeMap, BTreeSet};

use kuril_map::story::spelling::ID;

use crate::story::entry::Origin;
use crate::story::folder::{SHAPES, StoryFolder, is_unreadable};
use crate::story::format::FEATURES;
use crate::story::rules::texts::{each_object, texts_of};
use crate::story::rules::{Breach, Subject};

/// What a party may say of a line.
const LINES: [&str; 4] = ["border", "claim", "undetermined-limit", "administrative"];
/// How sure a date may be.
const CERTAINTIES: [&str; 3] = ["high", "medium", "low"];
/// What may be known of an island.
const FACTS: [&str; 7] =
    ["area", "height", "population", "population_1945", "administration", "claimant_administration", "note"];

/// A reference: where it stands, under which key, and the id that it names.
type Reference<'a> = (Origin, &'static str, &'a str);

/// References of one entry, by its origin and the key that they stand under.
fn all<'a>(
    (origin, key): (&Origin, &'static str),
    ids: impl IntoIterator<Item = &'a String>,
) -> impl Iterator<Item = Reference<'a>> {
    ids.into_iter().map(move |id| (origin.clone(), key, id.as_str()))
}

/// Breaches for all references to an id that is not known; an entry that could not be read is told of where it stands.
fn unknown<'a>(
    subject: &Subject<'_>,
    (references, kind): (impl IntoIterator<Item = Reference<'a>>, &str),
    is_known: impl Fn(&str) -> bool,
) -> Vec<Breach> {
    // Each id is looked for once, however often it is named.
    let mut looked: BTreeMap<&'a str, bool> = BTreeMap::new();
    let mut is_missing =
        |id: &'a str| *looked.entry(id).or_insert_with(|| !is_known(id) && !subject.folder.is_unread(id));
    let unknown = references.into_iter().filter(|(.., id)| is_missing(id));
    unknown.map(|(origin, key, id)| Breach::new(&origin, format!("{kind} in {key}"), format!("\"{id}\""))).collect()
}

/// No two entries of a list have the same id.
pub(super) fn unique_ids(subject: &Subject<'_>) -> Vec<Breach> {
    let mut seen = BTreeSet::new();
    let entries = subject.folder.shown().into_iter().map(|(origin, _)| origin);
    let sources = subject.folder.sources.iter().map(|source| &source.origin);
    // Features with the same id are found when they are read.
    let named = entries.chain(sources).filter(|origin| origin.list != FEATURES && !origin.id().is_empty());
    let again = named.filter(|origin| !seen.insert((origin.file(), origin.list, origin.id())));
    again.map(|origin| Breach::new(origin, "an id that no other entry has", origin.id())).collect()
}

/// Ids are safe wherever they are written: in addresses, names of files, attributes and commands.
pub(super) fn safe_ids(subject: &Subject<'_>) -> Vec<Breach> {
    subject.folder.unsafe_ids().map(|(origin, id)| Breach::new(origin, ID, format!("\"{id}\""))).collect()
}

/// An island names a group of the story, and an island or group as its parent.
pub(super) fn known_groups(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let islands = || folder.islands().iter();
    let groups = islands().flat_map(|island| all((&island.origin, "group"), &island.properties.group));
    let is_of_story = |id: &str| folder.groups.iter().any(|group| group.id == id);
    let mut breaches = unknown(subject, (groups, "a group of story.json"), is_of_story);
    let parents = islands().flat_map(|island| all((&island.origin, "parent"), &island.properties.parent));
    breaches.extend(unknown(subject, (parents, "an island or group"), |id| subject.is_place(id)));
    breaches
}

/// The members of a group are islands or other land.
pub(super) fn known_members(subject: &Subject<'_>) -> Vec<Breach> {
    let members = subject.folder.all_groups().flat_map(|group| all((&group.origin, "members"), &group.members));
    unknown(subject, (members, "an island or land"), |id| id == "*" || subject.is_land(id))
}

/// The story is about an island or group, and so is an inset.
pub(super) fn known_insets(subject: &Subject<'_>) -> Vec<Breach> {
    let story = subject.folder.story.iter();
    let insets = story.flat_map(|story| {
        let [insets, about] = ["insets", "subject"].map(|key| subject.folder.key(key));
        let shown = all((&insets, "insets"), &story.insets);
        shown.chain(all((&about, "subject"), &story.subject)).collect::<Vec<_>>()
    });
    unknown(subject, (insets, "an island or group"), |id| subject.is_place(id))
}

/// Who administers, claims, says or looks is a party of the story.
pub(super) fn known_parties(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let statuses = folder.statuses.iter().flat_map(|status| {
        let administered = all((&status.origin, "administered_by"), &status.administered_by);
        let named = status.according_to.values().filter_map(|says| says.of.as_ref());
        let named = all((&status.origin, "of"), named);
        administered.chain(all((&status.origin, "according_to"), status.according_to.keys())).chain(named)
    });
    let claims = folder.claims.iter().flat_map(|claim| all((&claim.origin, "by"), [&claim.by]));
    let lines = folder.boundaries.iter();
    let lines = lines.flat_map(|line| all((&line.origin, "according_to"), line.according_to.keys()));
    let sides = folder.perspectives.iter().flat_map(|side| all((&side.origin, "party"), &side.party));
    let topics = folder.topics.iter().flat_map(|topic| all((&topic.origin, "sides"), topic.sides.keys()));
    let is_party = |id: &str| folder.parties.iter().any(|party| party.id == id);
    let references = statuses.chain(claims).chain(lines).chain(sides).chain(topics);
    unknown(subject, (references, "a party of story.json"), is_party)
}

/// What is curated for an article, or left out by one, is of an article of the story.
pub(super) fn known_articles(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let omitted = folder.omissions.iter().flat_map(|entry| all((&entry.origin, "article"), [&entry.article]));
    let curated = folder.curated.iter().flat_map(|entry| all((&entry.origin, "article"), [entry.article()]));
    let is_article = |id: &str| folder.articles.iter().any(|article| article.head.id == id);
    unknown(subject, (omitted.chain(curated), "an article"), is_article)
}

/// What is shown, told of, mentioned or measured is a place of the story.
pub(super) fn known_places(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let mut breaches = unknown(subject, (chosen(folder), "an island or group"), |id| subject.is_place(id));
    let is_told = |id: &str| subject.is_place(id) || subject.is_land(id);
    breaches.extend(unknown(subject, (of_status(folder), "an island, land or group"), is_told));
    let stands = folder.deployments.iter().flat_map(|placed| all((&placed.origin, "place"), [&placed.place]));
    let is_island = |id: &str| folder.has_feature("islands.geojson", id);
    breaches.extend(unknown(subject, (stands, "an island"), is_island));
    let is_group = |id: &str| folder.all_groups().any(|group| group.id == id);
    let (key, story) = (folder.key("distances_to"), folder.story.iter());
    let measured = story.flat_map(|story| all((&key, "distances_to"), &story.distances_to));
    breaches.extend(unknown(subject, (measured, "land or a group"), |id| is_group(id) || subject.is_land(id)));
    let named = folder.alias_names.iter();
    let named = named.flat_map(|alias| all((&alias.origin, "targets"), alias.get("targets").into_iter().flatten()));
    let is_feature = |id: &str| SHAPES.iter().any(|name| folder.has_feature(name, id));
    breaches.extend(unknown(subject, (named, "a place"), |id| is_feature(id) || is_group(id)));
    breaches
}

/// References to places that a reader can choose.
fn chosen(folder: &StoryFolder) -> impl Iterator<Item = Reference<'_>> {
    let steps = folder.tour.iter().flat_map(|step| all((&step.origin, "place"), &step.place));
    let events = folder.events.iter().flat_map(|event| all((&event.origin, "places"), &event.places));
    let topics = folder.topics.iter().flat_map(|topic| all((&topic.origin, "places"), &topic.places));
    let excerpts = folder.articles.iter().flat_map(|article| &article.excerpts).flat_map(|excerpt| {
        all((&excerpt.origin, "mentions"), excerpt.mentions.iter().flat_map(|mention| &mention.targets))
    });
    let unquoted = folder.articles.iter().flat_map(|article| &article.unquoted);
    let unquoted = unquoted.flat_map(|paragraph| all((&paragraph.origin, "targets"), &paragraph.targets));
    let curated = folder.curated.iter().flat_map(|curated| all((&curated.origin, "links"), curated.targets()));
    steps.chain(events).chain(topics).chain(excerpts).chain(unquoted).chain(curated)
}

/// References to places whose status is told.
fn of_status(folder: &StoryFolder) -> impl Iterator<Item = Reference<'_>> {
    let statuses = folder.statuses.iter().flat_map(|status| all((&status.origin, "places"), &status.places));
    let claims = folder.claims.iter().flat_map(|claim| all((&claim.origin, "places"), &claim.places));
    let arrivals = folder.arrivals.iter().flat_map(|arrival| all((&arrival.origin, "places"), &arrival.places));
    statuses.chain(claims).chain(arrivals)
}

/// A step of the tour looks from a side of the story.
pub(super) fn known_sides(subject: &Subject<'_>) -> Vec<Breach> {
    let steps = subject.folder.tour.iter().flat_map(|step| all((&step.origin, "perspective"), &step.perspective));
    let is_side = |id: &str| subject.folder.perspectives.iter().any(|side| side.id == id);
    unknown(subject, (steps, "a side of status.json"), is_side)
}

/// A step of the tour shows the ranges of a deployment of the story.
pub(super) fn known_deployments(subject: &Subject<'_>) -> Vec<Breach> {
    let steps = subject.folder.tour.iter().flat_map(|step| all((&step.origin, "ranges"), &step.ranges));
    let is_deployment = |id: &str| subject.folder.deployments.iter().any(|deployment| deployment.id == id);
    unknown(subject, (steps, "a deployment of deployments.json"), is_deployment)
}

/// Every source that is named is in the bibliography.
pub(super) fn known_sources(subject: &Subject<'_>) -> Vec<Breach> {
    let named = named_sources(subject.folder);
    let named = named.iter().map(|(origin, id)| ((*origin).clone(), "sources", id.as_str()));
    let sources: BTreeSet<&str> = subject.folder.sources.iter().map(|source| source.id.as_str()).collect();
    let is_source = |id: &str| sources.contains(id);
    unknown(subject, (named, "a source of sources.json"), is_source)
}

/// Every source of the bibliography is named.
pub(super) fn used_sources(subject: &Subject<'_>) -> Vec<Breach> {
    let named: BTreeSet<String> = named_sources(subject.folder).into_iter().map(|(_, id)| id).collect();
    let is_whole = !subject.folder.findings.iter().any(is_unreadable);
    let is_unused = |id: &String| is_whole && !named.contains(id);
    let unused = subject.folder.sources.iter().filter(|source| is_unused(&source.id));
    unused
        .map(|source| Breach::new(&source.origin, "a source that something names", "one that nothing names"))
        .collect()
}

/// Every source that something shown rests on, with where it is named.
pub(super) fn named_sources(folder: &StoryFolder) -> Vec<(&Origin, String)> {
    let mut named = Vec::new();
    for (origin, raw) in folder.shown() {
        each_object(raw, origin.list, &mut |_, object| {
            named.extend(texts_of(object, "sources").map(|id| (origin, id.to_owned())));
        });
    }
    named
}

/// Words that stand for a thing are among those that do.
pub(super) fn known_words(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let mut breaches = Vec::new();
    let mut ask = |origin: &Origin, word: &str, known: &[&str]| {
        if !known.contains(&word) {
            breaches.push(Breach::new(origin, format!("one of {}", known.join(", ")), format!("\"{word}\"")));
        }
    };
    for line in &folder.boundaries {
        line.according_to.values().for_each(|says| ask(&line.origin, &says.value, &LINES));
    }
    for event in &folder.events {
        event.certainty.iter().for_each(|word| ask(&event.origin, word, &CERTAINTIES));
    }
    for island in folder.islands() {
        island.properties.facts.iter().for_each(|fact| ask(&island.origin, &fact.kind, &FACTS));
    }
    breaches
}
