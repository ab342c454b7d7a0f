//! The map without a mouse.

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::hands::Key;
use crate::page::{HEADING, STAGE, geodata};

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("the_tab_key_leads_to_the_map_and_past_it", the_tab_key_leads_to_the_map_and_past_it),
    ("arrows_walk_the_chain_and_say_where_they_are", arrows_walk_the_chain_and_say_where_they_are),
    ("home_and_end_lead_to_the_ends_of_the_chain", home_and_end_lead_to_the_ends_of_the_chain),
    ("enter_leads_into_the_card_and_closing_leads_back", enter_leads_into_the_card_and_closing_leads_back),
    ("plus_minus_and_zero_zoom_and_return", plus_minus_and_zero_zoom_and_return),
    ("keys_of_the_browser_are_left_to_it", keys_of_the_browser_are_left_to_it),
    ("escape_in_the_card_leads_back_to_the_map", escape_in_the_card_leads_back_to_the_map),
];

/// Class of the element in the map that has the focus; empty where the focus is elsewhere.
pub(crate) fn focused(browser: &Browser) -> anyhow::Result<String> {
    let script =
        "const at = find('kuril-map').shadowRoot.activeElement; return at ? at.classList[0] || at.localName : '';";
    Ok(browser.script(script, &[])?.as_str().unwrap_or_default().to_owned())
}

/// Gives the map the focus as a reader does who has no mouse.
pub(crate) fn tab_to_map(browser: &Browser) -> anyhow::Result<()> {
    for _ in 0..12 {
        browser.press(Key::Tab)?;
        if focused(browser)? == "stage" {
            return Ok(());
        }
    }
    bail!("twelve times Tab do not lead to the map")
}

fn the_tab_key_leads_to_the_map_and_past_it(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    tab_to_map(browser)?;
    let ring = "return getComputedStyle(find('kuril-map >>> .stage'), '::after').borderTopWidth;";
    ensure!(browser.script(ring, &[])? == "3px", "the focus is not to be seen");
    browser.press(Key::Tab)?;
    ensure!(focused(browser)? == "in", "after the map comes {}", focused(browser)?);
    browser.press_back()?;
    ensure!(focused(browser)? == "stage", "the way back leads to {}", focused(browser)?);
    browser.press_back()?;
    ensure!(focused(browser)? != "stage", "the map keeps the focus");
    Ok(())
}

/// The ids of the islands from north to south.
fn chain() -> anyhow::Result<Vec<String>> {
    let file = geodata("islands.geojson")?;
    let mut islands = file.get("features").and_then(Value::as_array).cloned().context("there are islands")?;
    let order = |island: &Value| island.pointer("/properties/order").and_then(Value::as_u64);
    islands.sort_by_key(order);
    Ok(islands.iter().filter_map(|island| Some(island.get("id")?.as_str()?.to_owned())).collect())
}

fn arrows_walk_the_chain_and_say_where_they_are(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    tab_to_map(browser)?;
    let chain = chain()?;
    for (key, step) in [(Key::Down, 0), (Key::Right, 1), (Key::Down, 2), (Key::Up, 1), (Key::Left, 0)] {
        browser.press(key)?;
        browser.settle()?;
        browser.has_chosen(chain.get(step).context("the chain is longer")?)?;
    }
    browser.press(Key::Down)?;
    let said = browser.script("return find('kuril-map >>> [aria-live]').textContent;", &[])?;
    let said = said.as_str().unwrap_or_default();
    ensure!(said.contains("Shumshu") && said.contains("Administered by Russia"), "what is said aloud is {said:?}");
    ensure!(focused(browser)? == "stage", "the walk lost the focus");
    Ok(())
}

fn home_and_end_lead_to_the_ends_of_the_chain(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    tab_to_map(browser)?;
    let chain = chain()?;
    for (key, id) in [(Key::End, chain.last()), (Key::Home, chain.first())] {
        browser.press(key)?;
        browser.settle()?;
        browser.has_chosen(id.context("the chain has ends")?)?;
    }
    let scrolled = browser.script("return scrollY;", &[])?;
    ensure!(scrolled == json!(0), "the page scrolled by {scrolled}");
    Ok(())
}

fn enter_leads_into_the_card_and_closing_leads_back(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    tab_to_map(browser)?;
    browser.press(Key::Home)?;
    browser.press(Key::Enter)?;
    browser.settle()?;
    ensure!(focused(browser)? == "h2" && browser.text(HEADING)?.contains("Atlasov"), "focus: {}", focused(browser)?);
    browser.press(Key::Tab)?;
    ensure!(focused(browser)? == "close", "after the heading comes {}", focused(browser)?);
    browser.press(Key::Enter)?;
    browser.settle()?;
    browser.has_chosen("")?;
    ensure!(focused(browser)? == "stage", "the button leaves the focus at {:?}", focused(browser)?);
    Ok(())
}

fn plus_minus_and_zero_zoom_and_return(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    tab_to_map(browser)?;
    let stage = browser.frame(STAGE)?;
    let middle = stage.at(0.5, 0.5);
    let start = browser.island("ketoy")?;
    for (key, factor) in [("+", 2.0), ("+", 4.0), ("-", 2.0), ("0", 1.0)] {
        browser.write(key)?;
        browser.settle()?;
        let (x, y) = browser.island("ketoy")?;
        let expected = (middle.0 + (start.0 - middle.0) * factor, middle.1 + (start.1 - middle.1) * factor);
        ensure!((x - expected.0).abs() < 1.0 && (y - expected.1).abs() < 1.0, "{key}: {x} {y}, not {expected:?}");
    }
    Ok(())
}

fn keys_of_the_browser_are_left_to_it(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let script = "window.kept = []; addEventListener('keydown', (event) => kept.push([event.key, event.defaultPrevented]));\
        const stage = find('kuril-map >>> .stage');\
        for (const init of [{ key: 'x' }, { key: '+', ctrlKey: true }, { key: 'ArrowLeft', altKey: true }])\
            stage.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, composed: true, cancelable: true }));\
        return kept;";
    let kept = browser.script(script, &[])?;
    ensure!(kept == json!([["x", false], ["+", false], ["ArrowLeft", false]]), "the map took {kept}");
    browser.has_chosen("")
}

fn escape_in_the_card_leads_back_to_the_map(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    tab_to_map(browser)?;
    browser.press(Key::Home)?;
    browser.press(Key::Enter)?;
    browser.settle()?;
    ensure!(focused(browser)? == "h2", "the focus is at {:?}", focused(browser)?);
    browser.press(Key::Escape)?;
    browser.settle()?;
    browser.has_chosen("")?;
    ensure!(focused(browser)? == "stage", "Escape leaves the focus at {:?}", focused(browser)?);
    Ok(())
}
