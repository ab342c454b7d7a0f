//! Rules of what is told: each statement has a source, each text all languages.

use serde_json::Value;

use crate::story::check::neutrality::{Breach, Files, each_object, text, texts};

/// Keys under which objects make statements.
const SPEAKING: [&str; 8] = ["events", "facts", "landings", "note", "perspectives", "ranges", "reports", "tour"];

/// Files whose texts readers see.
const SHOWN: [&str; 6] =
    ["story.json", "status.json", "islands.geojson", "events.json", "deployments.json", "method.json"];

/// Keys of texts that are in one language by their nature, or in all but the original's.
const PARTIAL: [&str; 2] = ["names_claimant", "translations"];

impl Files {
    /// The files whose texts readers see, by name.
    pub(super) fn shown(&self) -> impl Iterator<Item = (&str, &Value)> {
        let authored = SHOWN.iter().map(|name| (*name, self.get(name)));
        let listed = self.values.iter().filter(|(name, _)| name.contains('/'));
        authored.chain(listed.map(|(name, value)| (name.as_str(), value)))
    }
}

/// Facts, events, reports, ranges, notes, conventions and the steps of the tour name a source.
pub(super) fn sourced_statements(files: &Files) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (file, value) in files.shown() {
        each_object(value, ("", ""), &mut |key, id, object| {
            if SPEAKING.contains(&key) && texts(object, "sources").next().is_none() {
                breaches.push(Breach::new(file, id, format!("a source for each of {key}"), object.to_string()));
            }
        });
    }
    breaches
}

/// What is said in one language is said in all.
pub(super) fn every_language(files: &Files) -> Vec<Breach> {
    let languages = files.languages();
    let mut breaches = Vec::new();
    for (file, value) in files.shown() {
        each_object(value, ("", ""), &mut |key, id, object| {
            let translated = languages.iter().any(|lang| object.get(lang).is_some_and(Value::is_string));
            if !translated || PARTIAL.contains(&key) {
                return;
            }
            for lang in languages.iter().filter(|lang| text(object, lang).is_empty()) {
                if key != "names" || !files.is_nameless(id, lang) {
                    breaches.push(Breach::new(file, id, format!("{key} in \"{lang}\""), object.to_string()));
                }
            }
        });
    }
    breaches
}
