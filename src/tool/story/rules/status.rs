//! Rules of the status: every island in one group, names of what is claimed, sources of each side, lines of a status.

use std::collections::{BTreeMap, BTreeSet};

use crate::story::folder::StoryFolder;
use crate::story::format::{Party, Properties};
use crate::story::rules::time::{day_text as told_day, years};
use crate::story::rules::{Breach, Subject};

/// What a party says of a line that it recognises.
const BORDER: &str = "border";
/// The state of what parties hold together, and what they say of it.
const JOINT: &str = "joint";
/// The state of what one party administers.
const ADMINISTERED: &str = "administered";

/// In a story with statuses, an island stands in one group of them.
pub(super) fn one_group(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for group in &folder.status_groups {
        let members: BTreeSet<&str> = group.members.iter().map(String::as_str).collect();
        for member in members {
            *counts.entry(member).or_default() += 1;
        }
    }
    let count = |id: &str| counts.get(id).copied().unwrap_or_default();
    let islands = folder.islands().iter().map(|island| (island, count(&island.id)));
    let wrong = islands.filter(|(_, count)| *count != 1 && !folder.status_groups.is_empty());
    wrong.map(|(island, count)| Breach::new(&island.origin, "one group of status.json", count.to_string())).collect()
}

/// A claimed island is named in each language, and in the claimant's form where that is another one; what has no
/// confirmed name is told on the page of the method.
pub(super) fn claimed_names(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let mut breaches = Vec::new();
    for island in folder.islands() {
        for claimant in claimants(subject, &island.id) {
            for lang in folder.languages() {
                if !has_text(island.properties.names.get(lang)) && !is_nameless(folder, &island.id, lang) {
                    breaches.push(Breach::new(&island.origin, format!("a name in \"{lang}\""), "none"));
                }
            }
            let party = folder.parties.iter().find(|party| party.id == claimant);
            let own = party.map_or("", |party| party.lang.as_str());
            if !has_claimants_form(&island.properties) && !is_nameless(folder, &island.id, own) {
                let expected = format!("the name that {claimant} uses, in names_claimant or romanised");
                breaches.push(Breach::new(&island.origin, expected, "none"));
            }
        }
    }
    breaches
}

/// The parties that claim an island at any time without administering it, each once.
fn claimants<'a>(subject: &Subject<'a>, id: &str) -> Vec<&'a str> {
    let claims = subject.story.status().claims().iter().filter(|claim| subject.story.is_about(&claim.places, id));
    let mut claimants: Vec<&str> = claims.map(|claim| claim.by.as_str()).collect();
    claimants.sort_unstable();
    claimants.dedup();
    claimants
}

/// Whether the page of the method tells readers that a place has no confirmed name in a language.
pub(super) fn is_nameless(folder: &StoryFolder, id: &str, lang: &str) -> bool {
    let day_text = folder.method.iter().filter_map(|method| method.without_name.get(lang));
    day_text.flatten().any(|known| known == id)
}

fn has_text(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.is_empty())
}

/// Whether the claimant's form is given, or is the same as the name.
fn has_claimants_form(properties: &Properties) -> bool {
    let given = properties.names_claimant.values().any(|name| !name.is_empty());
    let romanised = properties.romanised.as_deref().unwrap_or_default();
    given || properties.names.values().any(|name| !name.is_empty() && romanised.starts_with(name))
}

/// What a status or a boundary says for itself, and what each side says or argues, has a source.
pub(super) fn sided_sources(subject: &Subject<'_>) -> Vec<Breach> {
    let (statuses, lines) = (subject.folder.statuses.iter(), subject.folder.boundaries.iter());
    let statuses = statuses.map(|status| (&status.origin, &status.sources, &status.according_to));
    let statements = statuses.chain(lines.map(|line| (&line.origin, &line.sources, &line.according_to)));
    let mut breaches = Vec::new();
    for (origin, sources, views) in statements {
        if sources.is_empty() {
            breaches.push(Breach::new(origin, "a source", "none"));
        }
        for (party, _) in views.iter().filter(|(_, says)| says.sources.is_empty()) {
            breaches.push(Breach::new(origin, format!("a source for what {party} says"), "none"));
        }
    }
    for topic in &subject.folder.topics {
        let quoted = topic.sides.iter().filter(|(_, side)| side.none_found.is_none() && side.sources.is_empty());
        let unsourced = |(party, _)| Breach::new(&topic.origin, format!("a source for what {party} argues"), "none");
        breaches.extend(quoted.map(unsourced));
    }
    breaches
}

/// What a party calls joint is in the hands of no single party, nor is what is called so or changes hands.
pub(super) fn joint_control(subject: &Subject<'_>) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for status in &subject.folder.statuses {
        let is_called_joint = status.according_to.values().any(|says| says.value == JOINT);
        if is_called_joint && status.state != JOINT {
            let expected = "the state \"joint\" where a party calls it so";
            breaches.push(Breach::new(&status.origin, expected, format!("\"{}\"", status.state)));
        }
        if let Some(party) = status.administered_by.as_ref().filter(|_| status.state != ADMINISTERED) {
            let expected = format!("no administered_by where the state is \"{}\"", status.state);
            breaches.push(Breach::new(&status.origin, expected, party));
        }
    }
    breaches
}

/// The line of a status names the party that administers before any other.
pub(super) fn named_holder(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let mut breaches = Vec::new();
    for status in folder.statuses.iter().filter(|status| status.administered_by.is_some()) {
        for (lang, line) in &status.line {
            let named = folder.parties.iter().filter_map(|party| Some((named_at(party, lang, line)?, party)));
            let first = named.min_by_key(|(at, _)| *at).map(|(_, party)| &party.id);
            if first.is_some() && first != status.administered_by.as_ref() {
                let holder = status.administered_by.as_deref().unwrap_or_default();
                breaches.push(Breach::new(&status.origin, format!("{holder} named first in \"{lang}\""), line));
            }
        }
    }
    breaches
}

/// Where a text first names a party.
fn named_at(party: &Party, lang: &str, text: &str) -> Option<usize> {
    let forms = party.forms.get(lang).into_iter().flat_map(|forms| forms.values());
    let words = party.names.get(lang).into_iter().chain(forms).chain(party.known_as.get(lang).into_iter().flatten());
    words.filter_map(|word| text.find(word.as_str())).min()
}

/// Each line that is drawn belongs to a status: it is told in the status, has a course, and stands from no earlier day on
/// than the first status does.
pub(super) fn boundary_status(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let (day_text, drawn) = (&folder.boundaries, folder.features("boundaries.geojson"));
    let courses: BTreeSet<&str> = day_text.iter().map(|day_text| day_text.feature.as_str()).collect();
    let mut breaches = Vec::new();
    for line in drawn.iter().filter(|line| !courses.contains(line.id.as_str())) {
        let expected = "a boundary of status.json that it is the course of";
        breaches.push(Breach::new(&line.origin, expected, "none"));
    }
    for line in day_text {
        if !folder.has_feature("boundaries.geojson", &line.feature) {
            breaches.push(Breach::new(&line.origin, "a line of boundaries.geojson", format!("\"{}\"", line.feature)));
        }
        let first = folder.statuses.iter().filter_map(|status| status.from).min();
        if line.from < first {
            let expected = format!("\"from\", no day before {}", told_day(first));
            breaches.push(Breach::new(&line.origin, expected, told_day(line.from)));
        }
    }
    breaches
}

/// A line is agreed where every party calls it a border, and only then a treaty drew it.
pub(super) fn agreed_lines(subject: &Subject<'_>) -> Vec<Breach> {
    let parties = &subject.folder.parties;
    let mut breaches = Vec::new();
    for line in &subject.folder.boundaries {
        let calls_border = |id: &String| line.according_to.get(id).is_some_and(|says| says.value == BORDER);
        let is_border = parties.iter().all(|party| calls_border(&party.id));
        if line.agreed != is_border {
            let expected = format!("\"agreed\": {is_border}, as the parties call it");
            breaches.push(Breach::new(&line.origin, expected, line.agreed.to_string()));
        }
        if !line.treaty.is_empty() && !is_border {
            breaches.push(Breach::new(
                &line.origin,
                "a treaty only of a line that every party calls a border",
                "a treaty",
            ));
        }
    }
    breaches
}

/// Each line that is drawn says who draws it and since when: at length, and in short words that name a year in which a
/// line of this course began, in its own time or before.
pub(super) fn dated_lines(subject: &Subject<'_>) -> Vec<Breach> {
    let lines = &subject.folder.boundaries;
    let mut breaches = Vec::new();
    for line in lines {
        let before = lines.iter().filter(|other| other.feature == line.feature && other.from <= line.from);
        let begun: Vec<String> = before.filter_map(|other| Some(format!("{:04}", other.from?.numbers()[0]))).collect();
        for (key, texts) in [("line", &line.line), ("short", &line.short)] {
            if texts.is_empty() {
                breaches.push(Breach::new(&line.origin, format!("\"{key}\", who draws it and since when"), "none"));
            }
        }
        for (lang, short) in &line.short {
            let mut named = years(short).peekable();
            if named.peek().is_none() || !named.all(|year| begun.iter().any(|begun| begun == year)) {
                let expected = format!("a short text in \"{lang}\" with a year of {begun:?}");
                breaches.push(Breach::new(&line.origin, expected, short));
            }
        }
    }
    breaches
}
