//! The islets that are too small to hit are chosen in the inset.

use anyhow::{Context as _, ensure};
use serde_json::Value;

use crate::Test;
use crate::browser::Browser;
use crate::hands::Place;
use crate::page::{STAGE, geodata};

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("a_click_in_the_inset_chooses_the_islet_under_it", a_click_in_the_inset_chooses_the_islet_under_it),
    ("a_tap_in_the_inset_chooses_the_islet_under_it", a_tap_in_the_inset_chooses_the_islet_under_it),
    ("the_inset_stays_where_it_is_while_the_map_is_dragged", the_inset_stays_while_the_map_is_dragged),
];

/// The group that the first view of a small page shows in an inset.
const GROUP: &str = "four-islands";
/// How far a pointer may be from an islet and still mean it, CSS pixels: the least distance of two of them.
const APART: f64 = 8.0;

/// The ids of the islets in the inset.
fn islets() -> anyhow::Result<Vec<String>> {
    let status = geodata("status.json")?;
    let mut places = status.get("groups").and_then(Value::as_array).into_iter().flatten();
    let group = places.find(|place| place.get("id").is_some_and(|id| id == GROUP)).context("there is the group")?;
    let ids: Vec<String> = serde_json::from_value(group.get("members").cloned().unwrap_or_default())?;
    ensure!(ids.len() > 4, "the group has {ids:?}");
    Ok(ids)
}

/// Chooses every islet by a gesture at its place in the inset, each from the first view.
fn each_is_chosen<'a>(
    browser: &Browser<'a>,
    gesture: fn(&Browser<'a>, Place) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut places: Vec<Place> = Vec::new();
    // The inset may have found another place when it comes back: each islet is looked for anew.
    for id in islets()? {
        browser.script("find('kuril-map').state = {};", &[])?;
        browser.settle()?;
        let place = browser.island(&id)?;
        let near = places.iter().any(|other| (place.0 - other.0).hypot(place.1 - other.1) < APART);
        places.push(place);
        if near {
            continue;
        }
        gesture(browser, place).with_context(|| id.clone())?;
        browser.settle()?;
        browser.has_chosen(&id)?;
    }
    Ok(())
}

/// Opens the map in a page so small that its first view has the inset.
fn open_small(browser: &mut Browser, touch: bool) -> anyhow::Result<()> {
    browser.resize(560, 560, 1.0, touch)?;
    browser.calm()?;
    browser.open("embed.html")?;
    browser.is_complete()?;
    browser.settle()
}

fn a_click_in_the_inset_chooses_the_islet_under_it(browser: &mut Browser) -> anyhow::Result<()> {
    open_small(browser, false)?;
    each_is_chosen(browser, Browser::click)
}

fn a_tap_in_the_inset_chooses_the_islet_under_it(browser: &mut Browser) -> anyhow::Result<()> {
    open_small(browser, true)?;
    each_is_chosen(browser, Browser::tap)
}

fn the_inset_stays_while_the_map_is_dragged(browser: &mut Browser) -> anyhow::Result<()> {
    open_small(browser, false)?;
    let ids = islets()?;
    let id = ids.first().context("there is an islet")?;
    let (islet, island) = (browser.island(id)?, browser.island("paramushir")?);
    browser.hold(browser.frame(STAGE)?.at(0.6, 0.6), (12.0, 9.0), 4)?;
    browser.settle()?;
    let (stays, moves) = (browser.island(id)?, browser.island("paramushir")?);
    browser.release()?;
    ensure!(stays == islet, "{id} went from {islet:?} to {stays:?}");
    let along = (moves.0 - island.0, moves.1 - island.1);
    ensure!((along.0 - 12.0).abs() < 1.0 && (along.1 - 9.0).abs() < 1.0, "the map moved by {along:?}");
    Ok(())
}
