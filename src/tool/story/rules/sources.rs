//! Rules of sources and excerpts.

use crate::story::entry::Origin;
use crate::story::format::FEATURES;
use crate::story::rules::references::named_sources;
use crate::story::rules::{Breach, Subject};

/// The share of an article's words that may be quoted, as a fraction.
const SHARE: (usize, usize) = (2, 5);
/// By how much of the longer one two quotations on one topic may differ, as a fraction.
const APART: (usize, usize) = (1, 3);

/// A source has a publisher and a title, and the day on which it was read at an address on a host that is not refused, or
/// the series and number by which it can be ordered.
pub(super) fn whole_sources(subject: &Subject<'_>) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for source in &subject.folder.sources {
        let mut lacks = |expected: &str, found: &str| {
            breaches.push(Breach::new(&source.origin, expected, format!("{found:?}")));
        };
        // A publisher may go by its own name in every language.
        if source.publisher.values().all(String::is_empty) {
            lacks("a publisher", "");
        }
        if source.title.is_empty() {
            lacks("a title", "");
        }
        if source.lang.is_empty() {
            lacks("a language", "");
        }
        if let Some(series) = &source.series {
            if !source.url.is_empty() || source.read.is_some() || !series.contains(|c: char| c.is_ascii_digit()) {
                lacks("a series with a number, and no address or day on which it was read", series);
            }
            continue;
        }
        if source.read.is_none() {
            lacks("the day on which it was read", "");
        }
        match host(&source.url) {
            None => lacks("an address of the web", &source.url),
            Some(host) => {
                if is_among(&host, &subject.folder.refused_hosts) {
                    lacks("a host that is not refused", &host);
                }
            }
        }
    }
    breaches
}

/// The title of a source is that of its page, as it was recorded, unless it is marked as a description; a title that says
/// itself that it describes the page is marked so.
pub(super) fn page_titles(subject: &Subject<'_>) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for source in &subject.folder.sources {
        let differs = source.page_title.as_ref().filter(|page| **page != source.title);
        match (source.described, differs) {
            (false, Some(page)) => {
                let expected = format!("the page's title \"{page}\", or \"described\"");
                breaches.push(Breach::new(&source.origin, expected, &source.title));
            }
            (true, None) if source.page_title.is_some() => {
                breaches.push(Breach::new(&source.origin, "no \"described\" with the page's title", &source.title));
            }
            (false, None) if source.title.ends_with("(described)") => {
                breaches.push(Breach::new(&source.origin, "\"described\" with a description", &source.title));
            }
            _ => {}
        }
    }
    breaches
}

/// A page that anyone can edit says so, and nothing rests on it but what is told of islands and of the method; unless it
/// reproduces an official text.
pub(super) fn editable_sources(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let mut breaches = Vec::new();
    for source in folder.sources.iter().filter(|source| !source.editable && !source.official_text) {
        if let Some(host) = host(&source.url).filter(|host| is_among(host, &folder.editable_hosts)) {
            breaches.push(Breach::new(&source.origin, "\"editable\" or \"official_text\"", host));
        }
    }
    let is_editable = |id: &String| folder.sources.iter().any(|source| source.id == *id && source.editable);
    let elsewhere = |origin: &Origin| ![FEATURES, "sections"].contains(&origin.list);
    for (origin, id) in named_sources(folder).into_iter().filter(|(origin, id)| elsewhere(origin) && is_editable(id)) {
        breaches.push(Breach::new(origin, "sources that not everyone can edit", format!("\"{id}\"")));
    }
    breaches
}

/// No source was read after the day up to which the story says that they were.
pub(super) fn read_sources(subject: &Subject<'_>) -> Vec<Breach> {
    let Some(last) = subject.folder.story.as_ref().and_then(|story| story.sources_read) else { return Vec::new() };
    let later =
        subject.folder.sources.iter().filter_map(|source| Some((source, source.read.filter(|day| *day > last)?)));
    later.map(|(source, day)| Breach::new(&source.origin, format!("a day up to {last}"), day.iso())).collect()
}

/// Mistakes are reported at an address that names the place and the day.
pub(super) fn report_address(subject: &Subject<'_>) -> Vec<Breach> {
    let Some(address) = subject.folder.story.as_ref().and_then(|story| story.report.as_ref()) else {
        return Vec::new();
    };
    let is_address = address.starts_with("mailto:") || host(address).is_some();
    let is_filled_in = ["{place}", "{date}"].iter().all(|blank| address.contains(blank));
    let expected = "an address of the web or mailto:, with {place} and {date}";
    let breach = || Breach::new(&subject.folder.key("report"), expected, address);
    (!is_address || !is_filled_in).then(breach).into_iter().collect()
}

/// Whether a host is one of some, or below one.
fn is_among(host: &str, some: &[String]) -> bool {
    some.iter().any(|one| host == one || host.ends_with(&format!(".{one}")))
}

/// The host of an address, in small letters, without user and port.
fn host(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.trim_end_matches('.').to_lowercase();
    (!host.is_empty()).then_some(host)
}

/// Of an article that is no document, at most two words in five are quoted; it says how many it has.
pub(super) fn excerpt_share(subject: &Subject<'_>) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for article in subject.folder.articles.iter().filter(|article| !article.head.document && !article.head.own) {
        let words = article.head.words;
        let quoted: usize = article.excerpts.iter().map(|excerpt| excerpt.text.split_whitespace().count()).sum();
        if quoted * SHARE.1 > words * SHARE.0 {
            let expected = format!("at most {} of {} words quoted", SHARE.0, SHARE.1);
            breaches.push(Breach::new(&article.head.origin, expected, format!("{quoted} of {words}")));
        }
    }
    breaches
}

/// What is quoted of a document is given in the languages of the story that are not its own.
pub(super) fn translated_documents(subject: &Subject<'_>) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for article in subject.folder.articles.iter().filter(|article| article.head.document) {
        for excerpt in &article.excerpts {
            let given = |lang: &String| excerpt.translations.get(lang).is_some_and(|text| !text.is_empty());
            let others = subject.folder.languages().iter().filter(|lang| **lang != article.head.lang);
            for lang in others.filter(|lang| !given(lang)) {
                breaches.push(Breach::new(&excerpt.origin, format!("a translation in \"{lang}\""), "none"));
            }
        }
    }
    breaches
}

/// On each topic every party is heard, or a search for its word is dated, and no party at more length than another.
pub(super) fn even_arguments(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let Some(lang) = folder.languages().first() else { return Vec::new() };
    let mut breaches = Vec::new();
    for topic in &folder.topics {
        for party in folder.parties.iter().filter(|party| !topic.sides.contains_key(&party.id)) {
            breaches.push(Breach::new(&topic.origin, format!("what {} argues", party.id), "none"));
        }
        let quoted = topic.sides.values().filter(|side| side.none_found.is_none());
        let texts: Vec<&str> = quoted.map(|side| side.in_language(lang)).collect();
        let letters: Vec<usize> = texts.iter().map(|text| text.chars().count()).collect();
        let words: Vec<usize> = texts.iter().map(|text| text.split_whitespace().count()).collect();
        for (unit, lengths) in [("letters", letters), ("words", words)] {
            let (Some(least), Some(most)) = (lengths.iter().min(), lengths.iter().max()) else { continue };
            if (most - least) * APART.1 > most * APART.0 {
                let expected = format!("sides at most {} of {} {unit} apart in \"{lang}\"", APART.0, APART.1);
                breaches.push(Breach::new(&topic.origin, expected, format!("{least} and {most}")));
            }
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_found_however_the_address_is_written() {
        for url in ["https://Wiki.Li/x", "http://wiki.li", "https://me@wiki.li:80/x", "https://wiki.li.?q"] {
            assert_eq!(host(url).as_deref(), Some("wiki.li"), "{url}");
        }
        for url in ["ftp://wiki.li", "wiki.li", "https:///x"] {
            assert_eq!(host(url), None, "{url}");
        }
    }
}
