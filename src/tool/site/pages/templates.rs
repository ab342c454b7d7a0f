//! Fills the HTML templates of `www/pages/` with generated fragments and the absolute address, if known, and inserts what
//! several pages or styles share.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;

/// Placeholder for the absolute address of the site, without a trailing slash.
const BASE: &str = "{base-url}";
const OPENING: &str = "<!--kuril:";
const CLOSING: &str = "-->";
/// Partials of pages, each a file in `partials/`: the start of every head, and the resources of pages with a map.
const PARTIALS: [&str; 2] = ["head", "first"];
/// Partials of styles: the numbered notes, which stand in the map and in pages.
const PARTIAL_STYLES: [&str; 1] = ["notes"];

/// Inserts the partials into the pages, at `<!--kuril:NAME-->`, and removes them from the pages.
///
/// # Errors
/// When a partial is missing, or a file is not UTF-8.
pub(crate) fn insert_partials(pages: &mut BTreeMap<String, Vec<u8>>) -> anyhow::Result<()> {
    PARTIALS.iter().try_for_each(|partial| insert(pages, &[partial, ".html"], &[OPENING, partial, CLOSING]))
}

/// Inserts the partials into the styles, at `/*kuril:NAME*/`, and removes them from the files.
///
/// # Errors
/// When a partial is missing, or a style is not UTF-8.
pub(crate) fn insert_partial_styles(files: &mut BTreeMap<String, Vec<u8>>) -> anyhow::Result<()> {
    PARTIAL_STYLES.iter().try_for_each(|partial| insert(files, &[partial, ".css"], &["/*kuril:", partial, "*/"]))
}

/// Takes a partial, which has a name and its ending, out of the files and puts it at the marker into those with that ending.
fn insert(files: &mut BTreeMap<String, Vec<u8>>, name: &[&str; 2], marker: &[&str; 3]) -> anyhow::Result<()> {
    let ([_, ending], name, marker) = (name, name.concat(), marker.concat());
    let shared = files.remove(&name).with_context(|| format!("{name} is missing"))?;
    let shared = str::from_utf8(&shared).with_context(|| format!("{name} is not UTF-8"))?;
    for (name, bytes) in files.iter_mut().filter(|(name, _)| name.ends_with(ending)) {
        let text = str::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))?;
        *bytes = text.replace(&marker, shared.trim_end()).into_bytes();
    }
    Ok(())
}

/// Replaces every `<!--kuril:NAME-->` in a page by the fragment of that name, and `{base-url}` by the address; lines
/// that need the address are removed if there is none. Also returns the names of missing fragments.
pub(crate) fn fill(text: &str, fragments: &BTreeMap<String, String>, base: Option<&str>) -> (String, BTreeSet<String>) {
    let with_base: String = match base {
        Some(base) => text.replace(BASE, base.trim_end_matches('/')),
        None => text.split_inclusive('\n').filter(|line| !line.contains(BASE)).collect(),
    };
    let mut out = String::with_capacity(with_base.len());
    let mut missing = BTreeSet::new();
    let mut rest = with_base.as_str();
    while let Some((before, name, after)) = marker(rest) {
        out += before;
        match fragments.get(name) {
            Some(fragment) => out += fragment,
            None => drop(missing.insert(name.to_owned())),
        }
        rest = after;
    }
    (out + rest, missing)
}

/// Splits a text at its first marker: the text before it, its name, and the text after it.
fn marker(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once(OPENING)?;
    let (name, after) = rest.split_once(CLOSING)?;
    Some((before, name.trim(), after))
}

/// The origin of a web address; `None` for any other text, which must not get into pages and headers.
pub(crate) fn origin(base: &str) -> Option<&str> {
    let host = ["https://", "http://"].into_iter().find(|scheme| base.starts_with(scheme))?.len();
    let length = base.get(host..)?.find('/').unwrap_or(base.len() - host);
    let is_unsafe = |letter: char| letter.is_whitespace() || "\"'<>;?#".contains(letter);
    (length > 0 && !base.contains(is_unsafe)).then(|| base.get(..host + length)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_replace_their_markers() {
        let fragments = BTreeMap::from([("table".to_owned(), "<table></table>".to_owned())]);
        let (page, missing) = fill("<b><!--kuril:table--></b><!--kuril:picture-->!", &fragments, None);
        assert_eq!(page, "<b><table></table></b>!");
        assert_eq!(missing, BTreeSet::from(["picture".to_owned()]));
    }

    #[test]
    fn a_partial_is_inserted_into_every_page_and_is_no_page() {
        let files = [("a.html", "<!--kuril:head-->\n<!--kuril:lang-->"), ("head.html", "<b>\n"), ("first.html", "")];
        let mut pages = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into();
        insert_partials(&mut pages).unwrap();
        assert_eq!(pages, BTreeMap::from([("a.html".to_owned(), b"<b>\n<!--kuril:lang-->".to_vec())]));
        assert!(insert_partials(&mut pages).is_err());
    }

    #[test]
    fn a_line_with_an_absolute_address_needs_a_base() {
        let text = "<a>\n<link rel=\"canonical\" href=\"{base-url}/x\">\n</a>\n";
        assert_eq!(fill(text, &BTreeMap::new(), None).0, "<a>\n</a>\n");
        let (page, _) = fill(text, &BTreeMap::new(), Some("https://map.example/kuril/"));
        assert!(page.contains("href=\"https://map.example/kuril/x\""), "{page}");
    }

    #[test]
    fn an_origin_ends_before_the_path() {
        assert_eq!(origin("https://map.example/kuril/"), Some("https://map.example"));
        assert_eq!(origin("http://127.0.0.1:8080"), Some("http://127.0.0.1:8080"));
        for odd in ["map.example", "https://", "ftp://map.example", "https://map.example/\" onload", "https://a;b"] {
            assert_eq!(origin(odd), None, "{odd}");
        }
    }
}
