//! Rules of sources and excerpts.

use serde_json::Value;

use crate::story::check::neutrality::{Breach, Files, entries, is_day, list, text, texts};

/// The share of an article's words that may be quoted, as a fraction.
const SHARE: (u64, u64) = (2, 5);

/// A source has a publisher, a title, the day on which it was read, and an address on a host that is not refused.
pub(super) fn whole_sources(files: &Files) -> Vec<Breach> {
    const FILE: &str = "sources.json";
    let bibliography = files.get(FILE);
    let mut breaches = Vec::new();
    for source in list(bibliography, "sources") {
        let id = text(source, "id");
        let mut lacks =
            |expected: String, found: &str| breaches.push(Breach::new(FILE, id, expected, format!("{found:?}")));
        // A publisher may go by its own name in every language.
        if entries(source, "publisher").all(|(_, name)| name.as_str().is_none_or(str::is_empty)) {
            lacks("a publisher".to_owned(), "");
        }
        if text(source, "title").is_empty() {
            lacks("a title".to_owned(), "");
        }
        if !is_day(text(source, "read")) {
            lacks("the day on which it was read".to_owned(), text(source, "read"));
        }
        match host(text(source, "url")) {
            None => lacks("an address of the web".to_owned(), text(source, "url")),
            Some(host) => {
                let is_refused = |refused: &str| host == refused || host.ends_with(&format!(".{refused}"));
                if texts(bibliography, "refused_hosts").any(is_refused) {
                    lacks("a host that is not refused".to_owned(), &host);
                }
            }
        }
    }
    breaches
}

/// The host of an address, in small letters, without user and port.
fn host(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.trim_end_matches('.').to_lowercase();
    (!host.is_empty()).then_some(host)
}

/// Of an article that is no document, at most two words in five are quoted; it says how many it has.
pub(super) fn excerpt_share(files: &Files) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (file, article) in files.articles().filter(|(_, article)| article.get("document") != Some(&Value::Bool(true))) {
        let words = article.get("words").and_then(Value::as_u64).unwrap_or(0);
        let excerpts = list(article, "excerpts").iter();
        let quoted: usize = excerpts.map(|excerpt| text(excerpt, "text").split_whitespace().count()).sum();
        if quoted as u64 * SHARE.1 > words * SHARE.0 {
            let expected = format!("at most {} of {} words quoted", SHARE.0, SHARE.1);
            breaches.push(Breach::new(file, text(article, "id"), expected, format!("{quoted} of {words}")));
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
