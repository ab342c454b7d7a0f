//! HTML pages of `www/pages/`, finished: generated fragments put in, absolute addresses given or left out.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;

/// Stands for the absolute address of the site, without a slash at its end.
const BASE: &str = "{base-url}";
const OPENING: &str = "<!--kuril:";
const CLOSING: &str = "-->";
/// What several pages share, each part a file in `partials/`: what every head begins with, and what those heads name that
/// have a map to draw.
const PARTS: [&str; 2] = ["head", "first"];

/// Puts what several pages share into them, where each has `<!--kuril:NAME-->`, and takes the parts out from among them.
///
/// # Errors
/// When a part is missing, or a file is not UTF-8.
pub(crate) fn share(pages: &mut BTreeMap<String, Vec<u8>>) -> anyhow::Result<()> {
    for part in PARTS {
        let name = [part, ".html"].concat();
        let shared = pages.remove(&name).with_context(|| format!("{name} is missing"))?;
        let shared = str::from_utf8(&shared).with_context(|| format!("{name} is not UTF-8"))?;
        let marker = [OPENING, part, CLOSING].concat();
        for (name, bytes) in &mut *pages {
            let text = str::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))?;
            *bytes = text.replace(&marker, shared.trim_end()).into_bytes();
        }
    }
    Ok(())
}

/// A page with every `<!--kuril:NAME-->` replaced by the fragment of that name, and `{base-url}` by the address; a
/// line that needs the address is left out when there is none. Also the names for which there is no fragment.
pub(crate) fn finished(
    text: &str,
    fragments: &BTreeMap<String, String>,
    base: Option<&str>,
) -> (String, BTreeSet<String>) {
    let based: String = match base {
        Some(base) => text.replace(BASE, base.trim_end_matches('/')),
        None => text.split_inclusive('\n').filter(|line| !line.contains(BASE)).collect(),
    };
    let mut out = String::with_capacity(based.len());
    let mut missing = BTreeSet::new();
    let mut rest = based.as_str();
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

/// The text before the first marker, its name, and the text after it.
fn marker(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once(OPENING)?;
    let (name, after) = rest.split_once(CLOSING)?;
    Some((before, name.trim(), after))
}

/// Scheme, host and port of an address of the web; none for any other text, which would end up in pages and headers.
pub(crate) fn origin(base: &str) -> Option<&str> {
    let host = ["https://", "http://"].into_iter().find(|scheme| base.starts_with(scheme))?.len();
    let length = base.get(host..)?.find('/').unwrap_or(base.len() - host);
    let strange = |letter: char| letter.is_whitespace() || "\"'<>;?#".contains(letter);
    (length > 0 && !base.contains(strange)).then(|| base.get(..host + length)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_take_the_place_of_their_markers() {
        let fragments = BTreeMap::from([("table".to_owned(), "<table></table>".to_owned())]);
        let (page, missing) = finished("<b><!--kuril:table--></b><!--kuril:picture-->!", &fragments, None);
        assert_eq!(page, "<b><table></table></b>!");
        assert_eq!(missing, BTreeSet::from(["picture".to_owned()]));
    }

    #[test]
    fn what_pages_share_comes_into_each_and_is_no_page() {
        let files = [("a.html", "<!--kuril:head-->\n<!--kuril:lang-->"), ("head.html", "<b>\n"), ("first.html", "")];
        let mut pages = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into();
        share(&mut pages).unwrap();
        assert_eq!(pages, BTreeMap::from([("a.html".to_owned(), b"<b>\n<!--kuril:lang-->".to_vec())]));
        assert!(share(&mut pages).is_err());
    }

    #[test]
    fn a_line_with_an_absolute_address_needs_a_base() {
        let text = "<a>\n<link rel=\"canonical\" href=\"{base-url}/x\">\n</a>\n";
        assert_eq!(finished(text, &BTreeMap::new(), None).0, "<a>\n</a>\n");
        let (page, _) = finished(text, &BTreeMap::new(), Some("https://map.example/kuril/"));
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
