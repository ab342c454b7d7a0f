//! What the element offers is declared, listed and documented, all of it.

use kuril_tool::project::checkout;
use std::collections::BTreeSet;
use std::fs;

use crate::blessing;
use kuril_map::view::FIELDS;
use kuril_tool::render;
use kuril_tool::site::declarations;
use serde_json::Value;

fn text(path: &str) -> String {
    fs::read_to_string(checkout().join(path)).unwrap()
}

/// The attributes that a page may set.
fn attributes() -> BTreeSet<String> {
    let fields = FIELDS.iter().filter(|field| field.offer.is_some()).map(|field| field.name);
    // The first is for a style sheet and the pointers alone; the others start the map anew.
    fields.chain(["gestures", "story", "story-integrity"]).map(str::to_owned).collect()
}

/// The names of what an interface of the published types declares. The type checker holds the element to them, and a
/// browser test the manifest to the element.
fn declared(interface: &str) -> BTreeSet<String> {
    let types = text("www/package/kuril-map.d.ts");
    let (_, body) = types.split_once(&format!("interface {interface} ")).unwrap();
    let (body, _) = body.split_once("\n}\n").unwrap();
    let members =
        body.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with([' ', '/', ')']));
    let names = members.filter_map(|line| line.trim_start_matches("readonly ").split([':', '(', '<']).next());
    names.map(|name| name.trim_matches('"').to_owned()).filter(|name| name != "addEventListener").collect()
}

/// A name as a property in TypeScript.
fn quoted(name: &str) -> String {
    if name.contains('-') { format!("\"{name}\"") } else { name.to_owned() }
}

#[test]
fn everything_that_the_element_offers_is_documented() {
    let [members, events] = ["KurilMapElement", "KurilMapEventMap"].map(declared);
    let attributes = attributes();
    assert!(attributes.len() >= 9, "{attributes:?}");
    assert!(members.contains("choose") && members.contains("date") && members.len() >= 8, "{members:?}");
    assert!(events.contains("kuril-ready") && events.len() >= 5, "{events:?}");
    let readme = text("README.md");
    let jsx = text("tests/examples/react/jsx.d.ts");
    for name in &attributes {
        assert!(jsx.contains(&format!("  {}?: ", quoted(name))), "{name} has no type in JSX");
    }
    for name in attributes.iter().chain(&members) {
        if ["gestures", "story-integrity"].contains(&name.as_str()) {
            assert!(readme.contains(&format!("| `{name}` |")), "{name} is not in the table");
            continue;
        }
        assert!(members.contains(name), "{name} has no type");
        let row = [format!("| `{name}` |"), format!("| `{name}(id)` |")];
        assert!(row.iter().any(|row| readme.contains(row)), "{name} is not in the table");
    }
    for name in &events {
        assert!(readme.contains(&format!("| `{name}` |")), "{name} is not in the table");
    }
}

#[test]
fn the_manifest_lists_what_the_types_declare_and_nothing_else() {
    let manifest: Value = serde_json::from_str(&text("www/package/custom-elements.json")).unwrap();
    assert_eq!(manifest["schemaVersion"], "2.1.0");
    let element = &manifest["modules"][0]["declarations"][0];
    let names = |list: &str| -> BTreeSet<String> {
        element[list].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("attributes"), attributes());
    // Every element has a language.
    let mut members = declared("KurilMapElement");
    assert!(members.remove("lang"));
    assert_eq!(names("members"), members);
    assert_eq!(names("events"), declared("KurilMapEventMap"));
    let (script, styles, readme) =
        (text("www/element/kuril-map.js"), text("www/styles/kuril-map.css"), text("README.md"));
    for name in names("cssProperties") {
        assert!(styles.contains(&format!("var({name},")) && readme.contains(&name), "{name}");
    }
    assert_eq!(styles.matches("var(--kuril-").count(), 13, "six colours by day and night, and one typeface");
    for name in names("cssParts") {
        assert!(script.contains(&format!("\"{name}\"")) && readme.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn declarations_and_documents_are_written_as_the_table_of_fields_says() {
    let attributes = declarations::attributes(&render::story(&checkout().join("geodata")).unwrap());
    assert!(attributes.len() > 5, "{attributes:?}");
    for (path, write) in declarations::FILES {
        let old = text(path);
        let new = write(&old, &attributes).unwrap_or_else(|error| panic!("{path}: {error:#}"));
        if blessing() {
            fs::write(checkout().join(path), new).unwrap();
        } else {
            assert!(old == new, "{path} says something else than the table of fields: run `cargo kuril bless`");
        }
    }
}

#[test]
fn every_parameter_of_the_embed_page_is_in_the_table() {
    let readme = text("README.md");
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| `"));
    let rows = rows.filter(|row| row.split('|').nth(3).is_some_and(|way| ["parameter", "both"].contains(&way.trim())));
    let documented: BTreeSet<_> = rows.filter_map(|row| row.split('`').next()).collect();
    let fields = FIELDS.iter().filter(|field| field.offer.is_some()).map(|field| field.name);
    assert_eq!(fields.chain(["gestures"]).collect::<BTreeSet<_>>(), documented);
    assert!(text("www/frame/frame.js").contains("Object.hasOwn(FIELDS, name) || name === \"gestures\""));
}

#[test]
fn the_readme_leads_to_every_example() {
    let (readme, root) = (text("README.md"), checkout());
    let links = readme.split("](tests/examples/").skip(1).filter_map(|rest| rest.split(')').next());
    let links: BTreeSet<_> = links.collect();
    for link in &links {
        assert!(root.join("tests/examples").join(link).exists(), "{link} is not there");
    }
    for entry in fs::read_dir(root.join("tests/examples")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(links.iter().any(|link| link.split('/').next() == Some(&name)), "{name} is not in the README");
    }
}

#[test]
fn every_frame_to_be_pasted_keeps_its_size_where_its_style_is_stripped() {
    let files = [
        "README.md",
        "tests/examples/article.html",
        "tests/examples/buttons-frame.html",
        "tests/examples/wordpress/kuril-map/kuril-map.php",
        "src/tool/site/releases/version.rs",
    ];
    for file in files {
        let text = text(file).replace('\\', "").replace("{{", "{");
        let frames: Vec<&str> =
            text.split("<iframe ").skip(1).filter_map(|rest| rest.split("</iframe>").next()).collect();
        assert!(!frames.is_empty(), "{file}");
        for frame in frames {
            assert!(frame.contains(" width=\"") && frame.contains(" height=\""), "{file}: {frame}");
        }
    }
    let share = text("www/tools/share.js");
    assert!(share.contains("width: \"100%\",") && share.contains("height: HEIGHT,"));
}
