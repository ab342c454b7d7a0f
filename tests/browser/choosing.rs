//! An island is chosen on the map or in the text, and its card opens.

use anyhow::ensure;
use serde_json::json;

use crate::Test;
use crate::browser::Browser;
use crate::hands::{Key, Place};
use crate::page::{HEADING, MARKS, STAGE, geodata};

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("a_click_on_an_island_opens_its_card", a_click_on_an_island_opens_its_card),
    ("a_click_beside_a_tiny_islet_chooses_it", a_click_beside_a_tiny_islet_chooses_it),
    ("a_mouse_over_an_island_lights_it_up", a_mouse_over_an_island_lights_it_up),
    ("a_click_on_the_sea_clears_the_choice", a_click_on_the_sea_clears_the_choice),
    ("the_cards_button_and_escape_clear_the_choice", the_cards_button_and_escape_clear_the_choice),
    ("a_tap_on_a_phone_opens_the_card_in_sight", a_tap_on_a_phone_opens_the_card_in_sight),
    ("a_mention_chooses_its_place_and_another_leads_back", a_mention_chooses_its_place_and_another_leads_back),
    ("closing_a_card_leads_back_to_where_the_reader_was", closing_a_card_leads_back_to_where_the_reader_was),
    ("a_number_leads_to_its_source_and_back", a_number_leads_to_its_source_and_back),
    ("on_a_phone_history_is_within_two_screens", on_a_phone_history_is_within_two_screens),
    ("a_mention_under_the_mouse_lights_its_place_up", a_mention_under_the_mouse_lights_its_place_up),
    ("a_choice_is_flown_to_and_arrived_at", a_choice_is_flown_to_and_arrived_at),
    ("the_page_hears_of_every_choice_once", the_page_hears_of_every_choice_once),
    ("the_address_names_the_place_and_back_walks_the_places", the_address_names_the_place_and_back_walks_the_places),
    ("a_choice_made_before_the_reading_matter_came_stays", a_choice_made_before_the_reading_matter_came_stays),
];

/// A place in the ocean, far from every island.
fn sea(browser: &Browser) -> anyhow::Result<Place> {
    let (x, y) = browser.island("simushir")?;
    let stage = browser.frame(STAGE)?;
    Ok((x, f64::midpoint(y, stage.top + stage.height)))
}

fn a_click_on_an_island_opens_its_card(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.click(browser.island("paramushir")?)?;
    browser.settle()?;
    browser.has_chosen("paramushir")?;
    let heading = browser.text(HEADING)?;
    ensure!(heading.contains("Paramushir"), "the card is headed {heading:?}");
    let card = browser.text("kuril-map >>> .card")?;
    let article = geodata("articles/zerohedge-2023-01-03.json")?;
    let excerpt = article.pointer("/excerpts/1/text").and_then(|text| text.as_str()).unwrap_or("no excerpt");
    for text in ["Administered by Russia", "not among the four islands Japan claims", "Парамушир", "幌筵島", excerpt]
    {
        ensure!(card.contains(text), "the card does not say {text:?}: {card}");
    }
    browser.screenshot("card").map(drop)
}

fn a_click_beside_a_tiny_islet_chooses_it(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let (x, y) = browser.island("lovushki")?;
    let beside = (x + 14.0, y + 8.0);
    let [red, _, blue] = browser.ground_at(beside)?;
    ensure!(blue > red, "the place beside the islet is land");
    browser.click(beside)?;
    browser.settle()?;
    browser.has_chosen("lovushki")
}

fn a_mouse_over_an_island_lights_it_up(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.hover(sea(browser)?)?;
    browser.settle()?;
    let dark = browser.digest(MARKS)?;
    browser.hover(browser.island("urup")?)?;
    browser.settle()?;
    let cursor = "return getComputedStyle(find('kuril-map >>> .stage')).cursor;";
    ensure!(browser.script(cursor, &[])? == "pointer", "the pointer does not say that there is something to choose");
    ensure!(browser.digest(MARKS)? != dark, "nothing is lit up");
    browser.hover(sea(browser)?)?;
    browser.settle()?;
    ensure!(browser.script(cursor, &[])? == "grab", "the pointer does not say that the map can be dragged");
    ensure!(browser.digest(MARKS)? == dark, "something is still lit up");
    browser.has_chosen("")
}

fn a_click_on_the_sea_clears_the_choice(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("simushir")?;
    let stage = browser.frame(STAGE)?;
    browser.click(stage.at(0.15, 0.3))?;
    browser.settle()?;
    browser.has_chosen("")
}

fn the_cards_button_and_escape_clear_the_choice(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.click(browser.island("urup")?)?;
    browser.settle()?;
    browser.has_chosen("urup")?;
    browser.press(Key::Escape)?;
    browser.settle()?;
    browser.has_chosen("")?;
    browser.choose("urup")?;
    browser.click(browser.middle("kuril-map >>> .close")?)?;
    browser.settle()?;
    browser.has_chosen("")
}

fn a_tap_on_a_phone_opens_the_card_in_sight(browser: &mut Browser) -> anyhow::Result<()> {
    browser.resize(390, 844, 3.0, true)?;
    browser.open_map()?;
    browser.tap(browser.island("onekotan")?)?;
    browser.settle()?;
    browser.has_chosen("onekotan")?;
    let heading = browser.frame(HEADING)?;
    let panel = browser.frame("kuril-map >>> .text")?;
    let bottom = heading.top + heading.height;
    ensure!(heading.top >= panel.top && bottom < 844.0, "the heading is at {heading:?}, the panel at {panel:?}");
    browser.screenshot("phone").map(drop)
}

/// Clicks a mention, scrolled into sight.
fn click_mention(browser: &Browser, selector: &str) -> anyhow::Result<()> {
    browser.script("find(arguments[0])?.scrollIntoView({ block: 'center' });", &[json!(selector)])?;
    browser.click(browser.middle(selector)?)?;
    browser.settle()
}

fn a_mention_chooses_its_place_and_another_leads_back(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    click_mention(browser, "kuril-map >>> .panel .place[data-place=paramushir]")?;
    browser.has_chosen("paramushir")?;
    let top = browser.script("return find('kuril-map >>> .text').scrollTop;", &[])?;
    ensure!(top == json!(0), "the card is out of sight: the panel is scrolled by {top}");
    click_mention(browser, "kuril-map >>> .card .place[data-place=kuril-islands]")?;
    browser.has_chosen("kuril-islands")?;
    click_mention(browser, "kuril-map >>> .card .place[data-place=paramushir]")?;
    browser.has_chosen("paramushir")
}

fn closing_a_card_leads_back_to_where_the_reader_was(browser: &mut Browser) -> anyhow::Result<()> {
    const PLACE: &str = "const text = find('kuril-map >>> .text'); const at = text.getRootNode().activeElement;\
        return [Math.round(text.scrollTop), scrollY, at?.dataset.place ?? at?.localName];";
    for phone in [false, true] {
        if phone {
            browser.resize(390, 844, 2.0, true)?;
        }
        browser.open_map()?;
        let mention = "kuril-map >>> .panel .place[data-place=paramushir]";
        let script = "const text = find('kuril-map >>> .text'); const mention = find(arguments[0]); text.scrollTop = 0;\
            text.scrollTop = mention.getBoundingClientRect().top - text.getBoundingClientRect().top - 60;\
            mention.focus({ preventScroll: true });";
        browser.script(script, &[json!(mention)])?;
        let before = browser.script(PLACE, &[])?;
        ensure!(before.get(0).and_then(serde_json::Value::as_u64) > Some(20), "there is nothing to scroll: {before}");
        for way in ["the button", "Escape"] {
            browser.press(Key::Enter)?;
            browser.settle()?;
            browser.has_chosen("paramushir")?;
            let open = browser.script(PLACE, &[])?;
            ensure!(open == json!([0, 0, "h2"]), "the card opens at {open}");
            if way == "Escape" {
                browser.press(Key::Escape)?;
            } else {
                browser.script("find('kuril-map >>> .close').click();", &[])?;
            }
            browser.settle()?;
            let after = browser.script(PLACE, &[])?;
            ensure!(after == before, "{way} leads from {before} to {after}, phone {phone}");
        }
    }
    Ok(())
}

fn a_number_leads_to_its_source_and_back(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("iturup")?;
    browser.script("find('kuril-map >>> .card .cited a').click();", &[])?;
    let script = "const at = find('kuril-map').shadowRoot.activeElement; const box = at.getBoundingClientRect();\
        return [at.closest('[id]')?.id, /^https?:/.test(at.href), !!box.height, box.bottom <= innerHeight, scrollY];";
    let note = browser.script(script, &[])?;
    ensure!(note == json!(["note-1", true, true, true, 0]), "the number leads to {note}");
    browser.script("find('kuril-map >>> #note-1 [role=doc-backlink]').click();", &[])?;
    let back = browser.script("return find('kuril-map').shadowRoot.activeElement.id;", &[])?;
    ensure!(back == json!("cited-1"), "the note leads back to {back}");
    Ok(())
}

fn on_a_phone_history_is_within_two_screens(browser: &mut Browser) -> anyhow::Result<()> {
    browser.resize(390, 844, 2.0, true)?;
    browser.open_map()?;
    for island in ["iturup", "paramushir"] {
        browser.choose(island)?;
        let script = "const [card, fold] = ['.card', '.card [data-excerpt=events]'].map((part) =>\
            find(`kuril-map >>> ${part}`).getBoundingClientRect().top); return Math.round(fold - card);";
        let down = browser.script(script, &[])?;
        ensure!(down.as_u64() <= Some(1200), "{island}: history begins {down} px down the card");
    }
    Ok(())
}

fn a_mention_under_the_mouse_lights_its_place_up(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let dark = browser.digest(MARKS)?;
    let mention = "kuril-map >>> .panel .place[data-place=paramushir]";
    browser.script("find(arguments[0])?.scrollIntoView({ block: 'nearest' });", &[json!(mention)])?;
    browser.hover(browser.middle(mention)?)?;
    browser.settle()?;
    ensure!(browser.digest(MARKS)? != dark, "nothing is lit up");
    browser.hover(sea(browser)?)?;
    browser.settle()?;
    ensure!(browser.digest(MARKS)? == dark, "something is still lit up");
    Ok(())
}

fn a_choice_is_flown_to_and_arrived_at(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open("")?;
    browser.is_complete()?;
    let script = "const map = find('kuril-map'); map.choose('signalny'); const seen = new Set();\
        return new Promise((done) => { let last = '', same = 0; const look = () => {\
            const here = String(map.position('urup')); seen.add(here); same = here === last ? same + 1 : 0;\
            last = here; if (same > 9) done(seen.size); else requestAnimationFrame(look); }; look(); });";
    let views = browser.script(script, &[])?;
    ensure!(views.as_u64() > Some(2), "the flight had {views} views");
    let (x, y) = browser.island("signalny")?;
    let stage = browser.frame(STAGE)?;
    // The controls take a strip of the picture each.
    let middle = stage.at(0.5, 0.5);
    ensure!((x - middle.0).abs() < 80.0 && (y - middle.1).abs() < 80.0, "it arrived with the islet at {x} {y}");
    Ok(())
}

fn the_page_hears_of_every_choice_once(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let listen = "window.heard = []; addEventListener('kuril-select', (event) => heard.push(event.detail.place));";
    browser.script(listen, &[])?;
    browser.click(browser.island("urup")?)?;
    browser.choose("urup")?;
    browser.script("find('kuril-map').setAttribute('place', 'matua');", &[])?;
    browser.settle()?;
    browser.has_chosen("matua")?;
    browser.press(Key::Escape)?;
    browser.settle()?;
    let heard = browser.script("return heard;", &[])?;
    ensure!(heard == json!(["urup", "matua", null]), "the page heard {heard}");
    Ok(())
}

fn the_address_names_the_place_and_back_walks_the_places(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    browser.open("#place=onekotan")?;
    browser.is_complete()?;
    browser.has_chosen("onekotan")?;
    browser.choose("matua")?;
    let hash = browser.script("return location.hash;", &[])?;
    ensure!(hash == json!("#place=matua"), "the address ends with {hash}");
    browser.script("history.back();", &[])?;
    browser.wait("the place before is chosen", "return find('kuril-map').chosen === 'onekotan';")?;
    browser.has_chosen("onekotan")
}

fn a_choice_made_before_the_reading_matter_came_stays(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let script = "const map = document.createElement('kuril-map'); map.id = 'second';\
        map.addEventListener('kuril-ready', () => map.choose('urup')); document.body.append(map);";
    browser.script(script, &[])?;
    browser.wait("the second map is read", "return 'read' in find('#second').dataset;")?;
    let chosen = browser.script("return find('#second').chosen;", &[])?;
    ensure!(chosen == json!("urup"), "the second map has chosen {chosen}");
    Ok(())
}
