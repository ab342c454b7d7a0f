//! Rules of what is told: each statement has a source, each text all languages, and fits where it stands.

use serde_json::Value;
use serde_json::value::RawValue;

use crate::story::entry::Origin;
use crate::story::format::Texts;
use crate::story::rules::status::is_nameless;
use crate::story::rules::{Breach, Subject};

/// Keys under which objects make statements.
const SPEAKING: [&str; 11] = [
    "arrivals",
    "basis",
    "claims",
    "events",
    "facts",
    "note",
    "omissions",
    "perspectives",
    "ranges",
    "reports",
    "tour",
];
/// Keys of texts that are in one language by their nature, or in all but the original's.
const PARTIAL: [&str; 2] = ["names_claimant", "translations"];
/// Units of figures that are known of an island.
const UNITS: [&str; 3] = ["km2", "m", "people"];

/// Calls `see` with every object of an entry, and with the key that it stands under; `key` is that of the entry itself.
pub(super) fn each_object(raw: &RawValue, key: &str, see: &mut impl FnMut(&str, &Value)) {
    fn within(value: &Value, key: &str, see: &mut impl FnMut(&str, &Value)) {
        match value {
            Value::Object(fields) => {
                see(key, value);
                fields.iter().for_each(|(name, field)| within(field, name, see));
            }
            Value::Array(values) => values.iter().for_each(|value| within(value, key, see)),
            _ => {}
        }
    }
    within(&serde_json::from_str(raw.get()).unwrap_or_default(), key, see);
}

/// The texts of a list of an object.
pub(super) fn texts_of<'a>(object: &'a Value, key: &str) -> impl Iterator<Item = &'a str> {
    object.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// The words of the interface are there in every language, with the forms of names that they need.
pub(super) fn interface_words(subject: &Subject<'_>) -> Vec<Breach> {
    subject.vocabulary.breaches.clone()
}

/// Facts, events, reports, ranges, notes, conventions and the steps of the tour name a source.
pub(super) fn sourced_statements(subject: &Subject<'_>) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (origin, raw) in subject.folder.shown() {
        each_object(raw, origin.list, &mut |key, object| {
            if SPEAKING.contains(&key) && texts_of(object, "sources").next().is_none() {
                breaches.push(Breach::new(origin, format!("a source for each of {key}"), object.to_string()));
            }
        });
    }
    breaches
}

/// What is said in one language is said in all.
pub(super) fn every_language(subject: &Subject<'_>) -> Vec<Breach> {
    let languages = subject.folder.languages();
    let is_said =
        |object: &Value, lang: &str| object.get(lang).and_then(Value::as_str).is_some_and(|text| !text.is_empty());
    let mut breaches = Vec::new();
    for (origin, raw) in subject.folder.shown() {
        each_object(raw, origin.list, &mut |key, object| {
            let translated = languages.iter().any(|lang| object.get(lang).is_some_and(Value::is_string));
            if !translated || PARTIAL.contains(&key) {
                return;
            }
            for lang in languages.iter().filter(|lang| !is_said(object, lang)) {
                if key != "names" || !is_nameless(subject.folder, origin.id(), lang) {
                    breaches.push(Breach::new(origin, format!("{key} in \"{lang}\""), object.to_string()));
                }
            }
        });
    }
    breaches
}

/// Texts are as short as the place where they stand asks for: a button, a line, a paragraph beside the map.
pub(super) fn fitting_texts(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let sides = folder.perspectives.iter();
    let sides = sides.flat_map(|side| {
        [(&side.origin, "names", &side.names, 20), (&side.origin, "convention", &side.convention, 140)]
    });
    let events = folder.events.iter();
    let events = events
        .flat_map(|event| [(&event.origin, "title", &event.title, 60), (&event.origin, "text", &event.text, 260)]);
    let steps = folder.tour.iter().map(|step| (&step.origin, "text", &step.text, 220));
    sides.chain(events).chain(steps).flat_map(|(origin, key, texts, most)| too_long(origin, key, texts, most)).collect()
}

fn too_long(origin: &Origin, key: &str, texts: &Texts, most: usize) -> Vec<Breach> {
    let lengths = texts.iter().map(|(lang, text)| (lang, text.chars().count()));
    let long = lengths.filter(|(_, length)| *length > most);
    let breach = |(lang, length): (&String, usize)| {
        Breach::new(origin, format!("at most {most} letters of {key} in \"{lang}\""), length.to_string())
    };
    long.map(breach).collect()
}

/// A fact tells a figure with its unit, or words; a range tells its figure in words too, and ranges grow.
pub(super) fn telling_facts(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let mut breaches = Vec::new();
    for island in folder.islands() {
        for fact in &island.properties.facts {
            let is_figure = fact.value.is_some() && fact.unit.as_deref().is_some_and(|unit| UNITS.contains(&unit));
            if !is_figure && fact.text.is_empty() {
                let expected = format!("a figure in one of {}, or a text", UNITS.join(", "));
                breaches.push(Breach::new(&island.origin, expected, format!("neither in {}", fact.kind)));
            }
        }
    }
    for deployment in &folder.deployments {
        let lengths: Vec<f64> = deployment.ranges.iter().map(|range| range.km).collect();
        if !lengths.is_sorted_by(|a, b| a < b) {
            breaches.push(Breach::new(&deployment.origin, "ranges from short to long", format!("{lengths:?}")));
        }
        for range in &deployment.ranges {
            let figure = range.km.to_string();
            for (lang, text) in range.text.iter().filter(|(_, text)| !text.contains(&figure)) {
                breaches.push(Breach::new(&deployment.origin, format!("the figure {figure} in \"{lang}\""), text));
            }
        }
    }
    breaches
}
