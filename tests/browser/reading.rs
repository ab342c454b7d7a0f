//! The page for readers who hear it or feel it, and what any page owes to its reader.

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("everything_that_can_be_used_has_a_name", everything_that_can_be_used_has_a_name),
    ("the_page_has_one_heading_and_its_landmarks", the_page_has_one_heading_and_its_landmarks),
    ("no_id_is_used_twice", no_id_is_used_twice),
    ("links_lead_to_safe_addresses_and_real_places", links_lead_to_safe_addresses_and_real_places),
];

/// Every node of the accessibility tree: role and name.
fn tree(browser: &Browser) -> anyhow::Result<Vec<(String, String)>> {
    browser.devtools("Accessibility.enable", &json!({}))?;
    let found = browser.devtools("Accessibility.getFullAXTree", &json!({}))?;
    let nodes = found.get("nodes").and_then(Value::as_array).context("the browser has an accessibility tree")?;
    let text = |node: &Value, path| node.pointer(path).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let heard = nodes.iter().filter(|node| node.get("ignored") != Some(&json!(true)));
    Ok(heard.map(|node| (text(node, "/role/value"), text(node, "/name/value"))).collect())
}

fn everything_that_can_be_used_has_a_name(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("paramushir")?;
    let tree = tree(browser)?;
    for role in ["button", "link", "application", "heading", "table"] {
        let names: Vec<_> = tree.iter().filter(|(found, _)| found == role).map(|(_, name)| name).collect();
        ensure!(!names.is_empty(), "the page has no {role}");
        ensure!(names.iter().all(|name| !name.is_empty()), "a {role} has no name, of {names:?}");
    }
    let letters = |name: &str| name.chars().any(char::is_alphanumeric);
    let mute: Vec<_> = tree.iter().filter(|(role, name)| role == "button" && !letters(name)).collect();
    ensure!(mute.is_empty(), "buttons are called {mute:?}");
    Ok(())
}

fn the_page_has_one_heading_and_its_landmarks(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let tree = tree(browser)?;
    for role in ["banner", "navigation", "main", "complementary", "contentinfo"] {
        ensure!(tree.iter().any(|(found, _)| found == role), "there is no {role}");
    }
    let script = "const all = [document, find('kuril-map').shadowRoot].flatMap((root) => [...root.querySelectorAll('h1')]);\
        return [all.map((heading) => heading.innerText), document.title, document.documentElement.lang];";
    let found = browser.script(script, &[])?;
    let heading = found.pointer("/0/0").and_then(Value::as_str).unwrap_or_default();
    ensure!(heading.contains("no peace treaty"), "the page is headed {found}");
    ensure!(found.pointer("/0/1").is_none(), "the page has more than one first heading: {found}");
    ensure!(found.pointer("/2") == Some(&json!("en")), "the page does not say its language: {found}");
    let skip = browser.script("return find('a.skip').hash;", &[])?;
    let skip = skip.as_str().context("a link has a hash")?;
    ensure!(browser.frame(skip)?.height > 100.0, "the skip link leads to nothing");
    Ok(())
}

fn no_id_is_used_twice(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("iturup")?;
    let script = "return [document, find('kuril-map').shadowRoot].flatMap((root) => {\
        const ids = [...root.querySelectorAll('[id]')].map((node) => node.id);\
        return ids.filter((id, at) => ids.indexOf(id) !== at); });";
    let twice = browser.script(script, &[])?;
    ensure!(twice == json!([]), "ids are used twice: {twice}");
    let script = "return [document, find('kuril-map').shadowRoot].flatMap((root) =>\
        [...root.querySelectorAll('[aria-labelledby], [aria-describedby], [aria-controls], label[for]')]\
            .flatMap((node) => ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for']\
                .flatMap((name) => (node.getAttribute(name) ?? '').split(' ').filter(Boolean)))\
            .filter((id) => !root.getElementById(id)));";
    let missing = browser.script(script, &[])?;
    ensure!(missing == json!([]), "ids are named that are not there: {missing}");
    Ok(())
}

fn links_lead_to_safe_addresses_and_real_places(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("paramushir")?;
    let script = "const roots = [document, find('kuril-map').shadowRoot];\
        const links = roots.flatMap((root) => [...root.querySelectorAll('a')]);\
        const places = roots.flatMap((root) => [...root.querySelectorAll('a[data-place]')]);\
        const map = find('kuril-map'); const known = (id) => { map.choose(id); return map.chosen === id; };\
        return [links.length, places.length, links.filter((link) => !/^https?:/.test(link.href)).map(String),\
            [...new Set(places.map((place) => place.dataset.place))].filter((id) => !known(id)),\
            links.filter((link) => link.target && !/noopener/.test(link.rel)).map(String)];";
    let found = browser.script(script, &[])?;
    let count = |at: usize| found.get(at).and_then(Value::as_u64).unwrap_or_default();
    ensure!(count(0) > 10 && count(1) > 39, "links and places: {found}");
    for at in 2..5 {
        ensure!(found.get(at) == Some(&json!([])), "links that lead nowhere or unsafely: {found}");
    }
    Ok(())
}
