//! Broken links inside the site. A page that has one is not published.

use std::collections::BTreeSet;

/// Attributes that contain an address, as the pages write them.
const ADDRESSES: [&str; 2] = [" href=\"", " src=\""];

/// Returns the addresses in the page at `path` that lead to no file among `paths`, or to no element of the page itself.
/// Links to other sites are not checked.
pub(crate) fn broken_links<'a>(path: &str, page: &'a str, paths: &BTreeSet<&str>) -> Vec<&'a str> {
    let addresses = ADDRESSES.into_iter().flat_map(|start| page.split(start).skip(1));
    let addresses = addresses.filter_map(|rest| rest.split('"').next());
    addresses.filter(|address| !is_valid(path, page, address, paths)).collect()
}

fn is_valid(path: &str, page: &str, address: &str, paths: &BTreeSet<&str>) -> bool {
    if address.contains(':') {
        return address.starts_with("https://") || address.starts_with("http://");
    }
    let (file, anchor) = address.split_once('#').unwrap_or((address, ""));
    if file.is_empty() {
        // A fragment with an equals sign is a state of the map.
        return anchor.contains('=') || page.contains(&format!(" id=\"{anchor}\""));
    }
    resolve(path, file).is_some_and(|file| paths.contains(file.as_str()))
}

/// Resolves a relative address to a file; `None` if it leaves the site.
fn resolve(from: &str, address: &str) -> Option<String> {
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for part in address.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(folders.pop()?),
            name => folders.push(name),
        }
    }
    let file = folders.join("/");
    let is_folder = address.ends_with('/') || address.ends_with('.');
    Some(match (is_folder, file.is_empty()) {
        (false, _) => file,
        (true, true) => "index.html".to_owned(),
        (true, false) => file + "/index.html",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken<'a>(path: &str, page: &'a str) -> Vec<&'a str> {
        broken_links(path, page, &BTreeSet::from(["index.html", "ja/index.html", "islands/iturup/index.html", "a.png"]))
    }

    #[test]
    fn a_link_to_a_file_of_the_site_is_valid() {
        let page = "<a href=\"../../\"><a href=\"../../ja/\"><img src=\"../../a.png\"><a href=\"../../#place=iturup\">";
        assert_eq!(broken("islands/iturup/index.html", page), [] as [&str; 0]);
        assert_eq!(broken("index.html", "<a href=\"./\"><a href=\"islands/iturup/\">"), [] as [&str; 0]);
    }

    #[test]
    fn a_link_to_nothing_is_found() {
        let page = "<a href=\"../urup/\"><img src=\"b.png\"><a href=\"../../../../\"><a href=\"javascript:alert(1)\">";
        let expected = ["../urup/", "../../../../", "javascript:alert(1)", "b.png"];
        assert_eq!(broken("islands/iturup/index.html", page), expected);
    }

    #[test]
    fn an_anchor_needs_its_element() {
        assert_eq!(broken("index.html", "<a href=\"#b\"><a href=\"#a\"><p id=\"a\">"), ["#b"]);
    }
}
