//! Converts parts of the panel for static pages.

use kuril_map::markup::{Element, Node, el};

/// The targets of the links of a page.
#[derive(Clone, Copy)]
pub(super) struct PageLinks<'a> {
    /// The ids of the places that have a page.
    pub(super) known: &'a [&'a str],
    /// The folder of these pages.
    pub(super) places: &'a str,
    /// The page with the map, if it is another one.
    pub(super) map: Option<&'a str>,
    /// The id of the place that the page is about: then headings move up one level, and everything is unfolded but
    /// what the pages of other places tell as well.
    pub(super) about: Option<&'a str>,
}

/// Converts an element for a page: places link to their own pages, dates to the map on that day, arguments to the page
/// of the method, and what needs a script is omitted.
pub(super) fn static_part(element: &Element, links: PageLinks<'_>) -> Option<Element> {
    let value = |name| attribute(element, name);
    if let Some(place) = value("data-place") {
        let address = links.known.contains(&place).then(|| format!("{}{place}/", links.places));
        return Some(link_or_text(element, "place", address));
    }
    if let Some(day) = value("data-date") {
        let place = links.about.map_or_else(String::new, |place| format!("place={place}&"));
        return Some(link_or_text(element, "date", links.map.map(|map| format!("{map}#{place}date={day}"))));
    }
    if let (Some(argument), Some(map)) = (value("data-goto").filter(|goto| goto.starts_with("argument-")), links.map) {
        return Some(link_or_text(element, "goto", Some(format!("{map}method.html#{argument}"))));
    }
    (element.tag != "button").then(|| copy(element, links))
}

/// Copies an element with its contents.
fn copy(element: &Element, links: PageLinks<'_>) -> Element {
    let mut copy = el(match (links.about, element.tag) {
        (Some(_), "h2") => "h1",
        (Some(_), "h3") => "h2",
        (Some(_), "h4") => "h3",
        (_, tag) => tag,
    });
    let attributes = element.attributes.iter().filter(|(name, _)| *name != "tabindex" && !name.starts_with("data-"));
    copy.attributes = attributes.cloned().collect();
    if links.about.is_some() && element.tag == "details" && attribute(element, "class") != Some("shared") {
        copy = copy.attr("open", "");
    }
    let children = element.children.iter().filter_map(|node| match node {
        Node::Text(text) => Some(Node::Text(text.clone())),
        Node::Element(child) => static_part(child, links).map(Node::Element),
    });
    copy.children = children.collect();
    // What stood behind it needs a script.
    if matches!(copy.children.last(), Some(Node::Text(gap)) if gap == " · ") {
        copy.children.pop();
    }
    copy
}

/// The text of an element as a link, or as plain text if there is no address.
fn link_or_text(element: &Element, class: &'static str, address: Option<String>) -> Element {
    let words = match address {
        Some(address) => el("a").class(class).attr("href", address),
        None => el("span").class(class),
    };
    words.text(text_of(element))
}

/// Returns the text of an element and its descendants.
fn text_of(element: &Element) -> String {
    let texts = element.children.iter().map(|node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(child) => text_of(child),
    });
    texts.collect()
}

/// Returns an attribute of an element.
fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kuril_map::markup::html;

    const KNOWN: [&str; 1] = ["iturup"];

    fn card() -> Element {
        let button = |name, what: &str| el("button").attr("type", "button").attr(name, what).text(what);
        let place = |id: &str| el("a").attr("data-place", id).text(id);
        let folded = el("details").attr("data-excerpt", "x").child(place("iturup")).child(place("atlantis"));
        el("div")
            .child(el("h3").text("A"))
            .child(folded)
            .child(button("data-date", "1855-02-07"))
            .children(vec![button("data-goto", "argument-yalta"), button("data-goto", "article/p1")])
    }

    #[test]
    fn on_the_page_of_a_place_every_link_has_a_target_and_everything_is_unfolded() {
        let links = PageLinks { known: &KNOWN, places: "../", map: Some("../../"), about: Some("iturup") };
        assert_eq!(
            html(&static_part(&card(), links).unwrap()),
            "<div><h2>A</h2><details open=\"\"><a class=\"place\" href=\"../iturup/\">iturup</a><span class=\"place\">atlantis</span>\
             </details><a class=\"date\" href=\"../../#place=iturup&amp;date=1855-02-07\">1855-02-07</a>\
             <a class=\"goto\" href=\"../../method.html#argument-yalta\">argument-yalta</a></div>"
        );
    }

    #[test]
    fn without_another_page_for_the_map_a_day_is_no_link() {
        let links = PageLinks { known: &KNOWN, places: "./islands/", map: None, about: None };
        assert_eq!(
            html(&static_part(&card(), links).unwrap()),
            "<div><h3>A</h3><details><a class=\"place\" href=\"./islands/iturup/\">iturup</a><span class=\"place\">atlantis</span>\
             </details><span class=\"date\">1855-02-07</span></div>"
        );
    }
}
