//! Pictures for the programs of a graphics desk: drawings that keep to SVG 1.1, and documents with their fonts in them.

use std::collections::BTreeSet;
use std::fs;

use kuril_map::story::Story;
use kuril_map::view::{ColorScheme, ViewState};
use kuril_tool::project::checkout;
use kuril_tool::render::fonts::Fonts;
use kuril_tool::render::{self, Contents, Page, Picture};
use resvg::usvg::roxmltree::{Document, Node};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Attributes for the look of a shape (SVG 1.1, section 6.1), which a group hands on.
const LOOK: [&str; 13] = [
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-opacity",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linejoin",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "text-anchor",
];

/// The elements that are written, all of SVG 1.1, and their attributes besides those of [`LOOK`].
const ELEMENTS: [(&str, &[&str]); 12] = [
    ("svg", &["width", "height", "version", "viewBox"]),
    ("title", &[]),
    ("defs", &[]),
    ("g", &["transform", "clip-path", "xml:lang"]),
    ("path", &["id", "d"]),
    ("use", &["xlink:href"]),
    ("rect", &["width", "height"]),
    ("circle", &["cx", "cy", "r"]),
    ("text", &["x", "y", "transform"]),
    ("pattern", &["id", "width", "height", "patternUnits"]),
    ("clipPath", &["id"]),
    ("tspan", &["x", "y"]),
];

/// The name of an attribute as it stands in the file.
fn named(namespace: Option<&str>, name: &str) -> String {
    match namespace {
        Some(XLINK) => format!("xlink:{name}"),
        Some(XML) => format!("xml:{name}"),
        Some(other) => format!("{{{other}}}{name}"),
        None => name.to_owned(),
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|letter| letter.is_ascii_digit() || "-.".contains(letter))
        && text.parse::<f64>().is_ok()
}

/// Whether a value is in the form that SVG 1.1 gives it, or a part of it that we write.
fn is_sound(attribute: &str, value: &str) -> bool {
    let within = |start: &str| value.strip_prefix(start).and_then(|rest| rest.strip_suffix(')'));
    let numbers = |text: &str, count: usize| text.split(' ').filter(|number| is_number(number)).count() == count;
    match attribute {
        "fill" | "stroke" => {
            let digits = value
                .strip_prefix('#')
                .map(|digits| digits.len() == 6 && digits.chars().all(|digit| digit.is_ascii_hexdigit()));
            value == "none" || digits == Some(true) || within("url(#").is_some()
        }
        "fill-opacity" | "stroke-opacity" => value.parse::<f64>().is_ok_and(|opacity| (0.0..1.0).contains(&opacity)),
        "clip-path" => within("url(#").is_some(),
        "xlink:href" => value.starts_with('#'),
        "transform" => {
            within("translate(").is_some_and(|two| numbers(two, 2))
                || within("rotate(").is_some_and(|three| numbers(three, 3))
        }
        "viewBox" => numbers(value, 4),
        "stroke-dasharray" => numbers(value, 2),
        "width" | "height" => is_number(value.strip_suffix("mm").unwrap_or(value)),
        "x" | "y" | "cx" | "cy" | "r" | "font-size" | "stroke-width" => is_number(value),
        "d" => {
            value.starts_with('M')
                && value.chars().all(|letter| letter.is_ascii_digit() || "MlhvHVz -.".contains(letter))
        }
        "fill-rule" => ["evenodd", "nonzero"].contains(&value),
        "stroke-linejoin" => value == "round",
        "font-style" => value == "italic",
        "font-weight" => value == "bold",
        "font-family" => ["Arial, ", "Georgia, "].iter().any(|first| value.starts_with(first)),
        "text-anchor" => ["start", "middle", "end"].contains(&value),
        "patternUnits" => value == "userSpaceOnUse",
        "version" => value == "1.1",
        "id" | "xml:lang" => {
            value.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-') && !value.is_empty()
        }
        _ => false,
    }
}

/// What of an element a reader of SVG 1.1 would not know.
fn unknown(node: Node<'_, '_>) -> Vec<String> {
    let tag = node.tag_name();
    let known = ELEMENTS.iter().find(|(name, _)| *name == tag.name() && tag.namespace() == Some(SVG));
    let Some((_, own)) = known else { return vec![format!("<{}>", tag.name())] };
    let attributes =
        node.attributes().map(|attribute| (named(attribute.namespace(), attribute.name()), attribute.value()));
    let strange = attributes.filter(|(name, value)| {
        let listed = LOOK.contains(&name.as_str()) || own.contains(&name.as_str());
        !listed || !is_sound(name, value)
    });
    strange.map(|(name, value)| format!("<{} {name}=\"{value}\">", tag.name())).collect()
}

/// The ids to which an element refers.
fn references<'a>(node: Node<'a, '_>) -> impl Iterator<Item = &'a str> {
    node.attributes().filter_map(|attribute| {
        let value = attribute.value();
        let link = value.strip_prefix('#').filter(|_| attribute.name() == "href");
        link.or_else(|| value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')')))
    })
}

/// The words of a group of texts, with their positions.
fn lettered<'a>(group: Node<'a, '_>) -> Vec<(Option<&'a str>, Option<&'a str>, Option<&'a str>)> {
    group
        .children()
        .filter(Node::is_element)
        .map(|text| (text.attribute("x"), text.attribute("y"), text.text()))
        .collect()
}

#[test]
fn every_drawing_keeps_to_svg_1_1() {
    let mut seen = 0;
    for entry in fs::read_dir(checkout().join("tests/golden")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "svg") {
            continue;
        }
        seen += 1;
        let name = path.display();
        let text = fs::read_to_string(&path).unwrap();
        let document = Document::parse(&text).unwrap();
        let elements: Vec<_> = document.descendants().filter(Node::is_element).collect();
        let strange: BTreeSet<_> = elements.iter().flat_map(|node| unknown(*node)).collect();
        assert!(strange.is_empty(), "{name} has {strange:?}");
        let root = document.root_element();
        assert!(["width", "height"].iter().all(|side| root.has_attribute(*side)), "{name} has no extent of its own");
        let ids: Vec<_> = elements.iter().filter_map(|node| node.attribute("id")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id of {name} is there twice");
        for id in elements.iter().flat_map(|node| references(*node)) {
            assert!(ids.contains(&id), "{name} has no {id}");
        }
        let is_halo = |node: &&Node<'_, '_>| node.attribute("fill") == Some("none") && node.has_attribute("font-size");
        for halos in elements.iter().filter(is_halo) {
            let letters = halos.next_sibling_element().unwrap();
            assert_eq!(lettered(*halos), lettered(letters), "{name}: letters are not above their halos");
            assert!(!letters.has_attribute("stroke"), "{name}: a line is drawn over letters");
        }
    }
    assert!(seen >= 24, "only {seen} drawings");
}

fn story() -> Story {
    render::story_to(&checkout().join("geodata"), 1).unwrap()
}

fn picture(lang: &str, page: Option<Page>) -> Picture {
    let state = ViewState { lang: Some(lang.to_owned()), ..ViewState::default() };
    let color_scheme = ColorScheme::Paper;
    Picture { size: "800x600".parse().unwrap(), color_scheme, state, window: None, contents: Contents::All, page }
}

fn count(file: &[u8], part: &str) -> usize {
    file.windows(part.len()).filter(|window| *window == part.as_bytes()).count()
}

#[test]
fn a_document_is_one_page_of_its_size_with_its_fonts_in_it() {
    let (story, fonts) = (story(), Fonts::new().unwrap());
    let sizes = [(None, "[0 0 600 450]"), (Some(Page::A4), "[0 0 841.8"), (Some(Page::Letter), "[0 0 792 612]")];
    for (page, size) in sizes {
        for lang in &story.manifest().languages {
            let file = render::pdf(&story, &picture(lang, page), &fonts).unwrap();
            let what = format!("{lang} {page:?}");
            assert!(file.starts_with(b"%PDF-"), "{what}");
            assert_eq!(count(&file, "/Type/Page/"), 1, "{what}: pages");
            assert!(
                count(&file, &format!("/MediaBox{size}")) == 1,
                "{what}: {}",
                String::from_utf8_lossy(&file[..600])
            );
            // A font that is in the file has a descriptor with the file and a name with the tag of a subset.
            let within = count(&file, "/FontFile2 ") + count(&file, "/FontFile3 ");
            assert!(within >= 2, "{what}: {within} fonts");
            assert_eq!(count(&file, "/Type/FontDescriptor/"), within, "{what}: a font is not in the file");
            assert_eq!(count(&file, "/Subtype/Type3"), 0, "{what}: letters are drawn as pictures");
            assert!(count(&file, "+NotoSans") > 0, "{what}: the fonts are whole");
            let about = String::from_utf8_lossy(&file);
            assert!(about.contains("OpenStreetMap") && about.contains("ODbL"), "{what}: no credit");
            assert!(file == render::pdf(&story, &picture(lang, page), &fonts).unwrap(), "{what}: differs each time");
        }
    }
}
