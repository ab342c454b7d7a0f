//! The table of islands below the map: sorting by its headers, and the files to take away.

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::hands::Key;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("a_header_sorts_up_then_down_then_along_the_chain", a_header_sorts_up_then_down_then_along_the_chain),
    ("names_sort_as_the_readers_language_does", names_sort_as_the_readers_language_does),
    ("the_table_sorts_from_the_keyboard_and_says_so", the_table_sorts_from_the_keyboard_and_says_so),
    ("the_files_to_take_away_are_there_in_every_language", the_files_to_take_away_are_there_in_every_language),
];

/// Ids of the rows as they stand, and what the headers say of their order.
const STATE: &str = "const table = find('#islands table'); return [\
    [...table.tBodies[0].rows].map((row) => row.id),\
    [...table.tHead.rows[0].cells].map((head) => head.getAttribute('aria-sort'))];";

/// The islands in the table's order, and the order that the header of a column tells.
fn state(browser: &Browser, column: usize) -> anyhow::Result<(Vec<String>, Option<String>)> {
    let (ids, told): (Vec<String>, Vec<Option<String>>) = serde_json::from_value(browser.script(STATE, &[])?)?;
    ensure!(told.iter().flatten().count() <= 1, "more than one header tells an order: {told:?}");
    Ok((ids, told.get(column).cloned().flatten()))
}

fn press_header(browser: &Browser, column: usize) -> anyhow::Result<()> {
    let script = "find('#islands thead').rows[0].cells[arguments[0]].querySelector('button').click();";
    browser.script(script, &[json!(column)]).map(drop)
}

/// Opens the page in a language, without waiting for the map.
fn open(browser: &Browser, folder: &str) -> anyhow::Result<()> {
    browser.open(folder)?;
    browser.wait("the headers are buttons", "return find('#islands thead button');").map(drop)
}

fn a_header_sorts_up_then_down_then_along_the_chain(browser: &mut Browser) -> anyhow::Result<()> {
    for folder in ["", "ja/", "ru/"] {
        open(browser, folder)?;
        let (chain, none) = state(browser, 3)?;
        ensure!(none.is_none() && chain.len() == 39, "{chain:?}");
        press_header(browser, 3)?;
        let (up, told) = state(browser, 3)?;
        ensure!(told.as_deref() == Some("ascending"), "the header tells {told:?}");
        ensure!(up.first().is_some_and(|id| id == "island-rifovy"), "{folder}: the smallest is first: {up:?}");
        press_header(browser, 3)?;
        let (down, told) = state(browser, 3)?;
        ensure!(told.as_deref() == Some("descending"), "the header tells {told:?}");
        let largest = ["island-iturup", "island-paramushir", "island-kunashir", "island-urup", "island-onekotan"];
        ensure!(down.iter().take(5).eq(largest.iter()), "{folder}: the largest are first: {down:?}");
        let last = |ids: &[String]| ids.last().cloned();
        ensure!(last(&up).as_deref() == Some("island-avos") && last(&down) == last(&up), "what has no area is last");
        press_header(browser, 3)?;
        ensure!(state(browser, 3)? == (chain, None), "{folder}: the third time does not lead back");
    }
    Ok(())
}

fn names_sort_as_the_readers_language_does(browser: &mut Browser) -> anyhow::Result<()> {
    for (folder, lang) in [("", "en"), ("ja/", "ja"), ("ru/", "ru")] {
        open(browser, folder)?;
        press_header(browser, 0)?;
        let script = "const names = [...find('#islands tbody').rows].map((row) => row.querySelector('a').textContent);\
            const { compare } = new Intl.Collator(arguments[0], { numeric: true });\
            return [names, [...names].sort(compare), new Set(names).size];";
        let found = browser.script(script, &[json!(lang)])?;
        ensure!(found.get(0) == found.get(1), "{lang}: {found}");
        ensure!(found.get(2).and_then(Value::as_u64) == Some(39), "{lang}: {found}");
        press_header(browser, 4)?;
        let (_, told) = state(browser, 0)?;
        ensure!(told.is_none(), "the first header still tells an order");
    }
    Ok(())
}

fn the_table_sorts_from_the_keyboard_and_says_so(browser: &mut Browser) -> anyhow::Result<()> {
    open(browser, "")?;
    browser.script("find('#islands thead').rows[0].cells[5].querySelector('button').focus();", &[])?;
    browser.press(Key::Enter)?;
    let (_, told) = state(browser, 5)?;
    ensure!(told.as_deref() == Some("ascending"), "the header tells {told:?}");
    let focus = browser.script("return document.activeElement.closest('th').cellIndex;", &[])?;
    ensure!(focus == json!(5), "the focus moved to {focus}");
    Ok(())
}

fn the_files_to_take_away_are_there_in_every_language(browser: &mut Browser) -> anyhow::Result<()> {
    for folder in ["", "ja/", "ru/"] {
        open(browser, folder)?;
        let script = "const links = [...document.querySelectorAll('.downloads a')];\
            return Promise.all(links.map((link) => fetch(link.href).then(async (answer) =>\
                [answer.ok, answer.headers.get('Content-Type'), new URL(link.href).pathname,\
                    (await answer.arrayBuffer()).byteLength])));";
        let found = browser.script(script, &[])?;
        let files: Vec<(bool, String, String, u64)> =
            serde_json::from_value(found).context("the links are answered")?;
        let [csv, shapes, licence] = files.as_slice() else { anyhow::bail!("{folder}: the links are {files:?}") };
        ensure!(csv.0 && csv.1.starts_with("text/csv") && csv.2 == "/islands.csv" && csv.3 > 10_000, "{csv:?}");
        ensure!(shapes.0 && shapes.1.starts_with("application/geo+json") && shapes.3 > 200_000, "{shapes:?}");
        ensure!(licence.0 && licence.1.starts_with("text/plain"), "{licence:?}");
        let notice = browser.text(".downloads")?;
        ensure!(notice.contains("ODbL") && notice.contains("OpenStreetMap"), "{folder}: {notice:?}");
    }
    Ok(())
}
