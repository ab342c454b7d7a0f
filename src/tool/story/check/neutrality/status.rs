//! Rules of the status: names of what is claimed, sources of each side, dates of control, boundaries of a status.

use serde_json::Value;

use crate::story::check::neutrality::{Breach, Files, entries, is_day, list, text, texts};

const STATUS: &str = "status.json";
const ISLANDS: &str = "islands.geojson";

/// A claimed island is named in each language, and in the claimant's form where that is another one; what has no
/// confirmed name is told on the page of the method.
pub(super) fn claimed_names(files: &Files) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for island in list(files.get(ISLANDS), "features") {
        let (id, properties) = (text(island, "id"), island.get("properties").unwrap_or(&Value::Null));
        let names = properties.get("names").unwrap_or(&Value::Null);
        for claimant in claimants(files, id) {
            for lang in files.languages() {
                if text(names, lang).is_empty() && !files.is_nameless(id, lang) {
                    breaches.push(Breach::new(ISLANDS, id, format!("a name in \"{lang}\""), "none"));
                }
            }
            let mut parties = list(files.get("story.json"), "parties").iter();
            let own = parties.find(|party| text(party, "id") == claimant).map_or("", |party| text(party, "lang"));
            if !has_claimants_form(properties) && !files.is_nameless(id, own) {
                let expected = format!("the name that {claimant} uses, in names_claimant or romanised");
                breaches.push(Breach::new(ISLANDS, id, expected, "none"));
            }
        }
    }
    breaches
}

/// The parties that claim an island at any time without administering it, each once.
fn claimants<'a>(files: &'a Files, id: &str) -> Vec<&'a str> {
    let status = files.get(STATUS);
    let groups = list(status, "groups").iter().filter(|group| texts(group, "members").any(|member| member == id));
    let groups: Vec<&str> = groups.map(|group| text(group, "id")).collect();
    let intervals = list(status, "intervals").iter().filter(|interval| groups.contains(&text(interval, "group")));
    let mut claimants: Vec<&str> = intervals.flat_map(|interval| texts(interval, "claimed_by")).collect();
    claimants.sort_unstable();
    claimants.dedup();
    claimants
}

/// Whether the claimant's form is given, or is the same as the name.
fn has_claimants_form(properties: &Value) -> bool {
    let given =
        entries(properties, "names_claimant").any(|(_, name)| name.as_str().is_some_and(|name| !name.is_empty()));
    let romanised = text(properties, "romanised");
    let mut names = entries(properties, "names").filter_map(|(_, name)| name.as_str());
    given || names.any(|name| !name.is_empty() && romanised.starts_with(name))
}

/// What a status or a boundary says for itself and for each side has a source.
pub(super) fn sided_sources(files: &Files) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for entry in statements(files) {
        let feature = told(entry);
        if texts(entry, "sources").next().is_none() {
            breaches.push(Breach::new(STATUS, &feature, "a source", "none"));
        }
        for (party, view) in entries(entry, "according_to") {
            if texts(view, "sources").next().is_none() {
                breaches.push(Breach::new(STATUS, &feature, format!("a source for what {party} says"), "none"));
            }
        }
    }
    breaches
}

/// Who administers what, and what is drawn or placed there, is dated; the line of a status names a year in each
/// language.
pub(super) fn dated_control(files: &Files) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let placed = list(files.get("deployments.json"), "deployments").iter().map(|entry| ("deployments.json", entry));
    for (file, entry) in statements(files).map(|entry| (STATUS, entry)).chain(placed) {
        let from = text(entry, "from");
        if !is_day(from) {
            breaches.push(Breach::new(file, &told(entry), "\"from\", a day", format!("{from:?}")));
        }
    }
    let held = list(files.get(STATUS), "intervals").iter().filter(|held| !text(held, "administered_by").is_empty());
    for interval in held {
        for (lang, line) in entries(interval, "line") {
            let line = line.as_str().unwrap_or_default();
            if !names_a_year(line) {
                breaches.push(Breach::new(STATUS, &told(interval), format!("a year in the line in \"{lang}\""), line));
            }
        }
    }
    breaches
}

/// Whether a text holds a number of four digits.
fn names_a_year(text: &str) -> bool {
    numbers(text).any(|digits| digits.len() == 4)
}

/// The numbers in a text.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_digit())
}

/// Each line that is drawn belongs to a status: it is told in the status, has a course, and stands while a status does.
pub(super) fn boundary_status(files: &Files) -> Vec<Breach> {
    const LINES: &str = "boundaries.geojson";
    let status = files.get(STATUS);
    let (told_lines, drawn) = (list(status, "boundaries"), list(files.get(LINES), "features"));
    let mut breaches = Vec::new();
    for line in drawn.iter().map(|line| text(line, "id")) {
        if !told_lines.iter().any(|told| text(told, "feature") == line) {
            breaches.push(Breach::new(LINES, line, "a boundary of status.json that it is the course of", "none"));
        }
    }
    for line in told_lines {
        let feature = text(line, "feature");
        if !drawn.iter().any(|drawn| text(drawn, "id") == feature) {
            breaches.push(Breach::new(STATUS, &told(line), "a line of boundaries.geojson", format!("{feature:?}")));
        }
        if !list(status, "intervals").iter().any(|interval| text(interval, "from") == text(line, "from")) {
            let expected = "\"from\", the first day of a status";
            breaches.push(Breach::new(STATUS, &told(line), expected, format!("{:?}", text(line, "from"))));
        }
    }
    breaches
}

/// Each line that is drawn says who draws it and since when: at length, and in short words that name a year in which a
/// line of this course began, in its own time or before.
pub(super) fn dated_lines(files: &Files) -> Vec<Breach> {
    let lines = list(files.get(STATUS), "boundaries");
    let mut breaches = Vec::new();
    for line in lines {
        let before = |other: &&Value| {
            text(other, "feature") == text(line, "feature") && text(other, "from") <= text(line, "from")
        };
        let years: Vec<&str> = lines.iter().filter(before).filter_map(|other| text(other, "from").get(..4)).collect();
        for key in ["line", "short"].into_iter().filter(|key| entries(line, key).next().is_none()) {
            breaches.push(Breach::new(STATUS, &told(line), format!("\"{key}\", who draws it and since when"), "none"));
        }
        for (lang, short) in entries(line, "short") {
            let short = short.as_str().unwrap_or_default();
            let mut named = numbers(short).filter(|digits| digits.len() == 4).peekable();
            if named.peek().is_none() || !named.all(|year| years.contains(&year)) {
                let expected = format!("a short text in \"{lang}\" with a year of {years:?}");
                breaches.push(Breach::new(STATUS, &told(line), expected, short));
            }
        }
    }
    breaches
}

/// Everything that the status states: intervals and boundaries.
fn statements(files: &Files) -> impl Iterator<Item = &Value> {
    let status = files.get(STATUS);
    list(status, "intervals").iter().chain(list(status, "boundaries"))
}

/// How a statement is called in a finding: by its id, or by group and first day.
fn told(entry: &Value) -> String {
    let id = text(entry, "id");
    if id.is_empty() { format!("{} from {}", text(entry, "group"), text(entry, "from")) } else { id.to_owned() }
}
