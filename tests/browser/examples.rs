//! The examples of the folder `tests/examples`, as a reader of such an article finds them: they run as they are written, with the
//! server of the test in the place of the addresses that they name.

use kuril_tool::project::checkout;

use anyhow::ensure;
use serde_json::json;

use crate::Test;
use crate::browser::Browser;
use crate::elsewhere::Page;
use crate::hosts::{WORKS, holds, in_frame};
use crate::{react, site};

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("an_article_shows_its_map_in_a_frame", an_article_shows_its_map_in_a_frame),
    ("the_buttons_of_an_article_drive_its_map", the_buttons_of_an_article_drive_its_map),
    ("the_buttons_of_an_article_drive_a_map_in_a_frame", the_buttons_of_an_article_drive_a_map_in_a_frame),
    ("an_article_in_react_leads_its_map_and_follows_it", an_article_in_react_leads_its_map_and_follows_it),
    ("a_map_in_react_comes_and_goes", a_map_in_react_comes_and_goes),
];

/// The files of the examples.
///
/// # Errors
/// When one cannot be read.
pub(crate) fn examples() -> anyhow::Result<Vec<Page>> {
    Ok(site::files(&checkout().join("tests/examples"), "/examples/")?)
}

fn open(browser: &mut Browser, name: &str) -> anyhow::Result<()> {
    browser.move_elsewhere(examples()?)?;
    browser.calm()?;
    browser.open(&format!("../examples/{name}"))
}

fn an_article_shows_its_map_in_a_frame(browser: &mut Browser) -> anyhow::Result<()> {
    open(browser, "article.html")?;
    in_frame(browser, |browser| {
        browser.is_complete()?;
        browser.has_chosen("paramushir")?;
        holds(browser, WORKS)
    })?;
    browser.wait("the map says how high it is", "return find('iframe').style.minHeight === '560px';").map(drop)
}

/// Whether the button of a place is pressed, and no other.
fn is_pressed(browser: &Browser, place: &str) -> anyhow::Result<()> {
    let pressed = "return find('[aria-pressed=true]')?.dataset.place;";
    browser.wait("a button is pressed", pressed)?;
    let all = browser
        .script("return [...document.querySelectorAll('[aria-pressed=true]')].map((one) => one.dataset.place);", &[])?;
    ensure!(all == json!([place]), "pressed are {all}");
    Ok(())
}

fn the_buttons_of_an_article_drive_its_map(browser: &mut Browser) -> anyhow::Result<()> {
    open(browser, "buttons.html")?;
    browser.is_complete()?;
    browser.click(browser.middle("button[data-place=shumshu]")?)?;
    browser.settle()?;
    browser.has_chosen("shumshu")?;
    is_pressed(browser, "shumshu")?;
    browser.click(browser.middle("button[data-date]")?)?;
    browser.wait("the day is told", "return find('#said').textContent.includes('1910-08-22');")?;
    ensure!(browser.script("return find('kuril-map').date;", &[])? == json!("1910-08-22"));
    // And the map drives the buttons.
    browser.choose("kunashir")?;
    is_pressed(browser, "kunashir")
}

fn the_buttons_of_an_article_drive_a_map_in_a_frame(browser: &mut Browser) -> anyhow::Result<()> {
    open(browser, "buttons-frame.html")?;
    // What is asked before the map has come, it does when it comes.
    browser.click(browser.middle("button[data-place=shumshu]")?)?;
    is_pressed(browser, "shumshu")?;
    browser.click(browser.middle("button[data-date]")?)?;
    browser.wait("the day is told", "return find('#said').textContent.includes('1910-08-22');")?;
    in_frame(browser, |browser| {
        browser.is_complete()?;
        browser.has_chosen("shumshu")?;
        ensure!(browser.script("return find('kuril-map').date;", &[])? == json!("1910-08-22"));
        browser.choose("kunashir")
    })?;
    is_pressed(browser, "kunashir")
}

/// Opens the example in React and waits for its map.
fn open_react(browser: &mut Browser) -> anyhow::Result<()> {
    let mut pages = examples()?;
    for (_, bytes) in pages.iter_mut().filter(|(path, _)| site::is_page(path)) {
        *bytes = react::at_hand(&String::from_utf8_lossy(bytes)).into_bytes();
    }
    pages.extend(react::modules()?);
    browser.move_elsewhere(pages)?;
    browser.calm()?;
    browser.open("../examples/react/index.html")?;
    browser.is_complete()
}

fn an_article_in_react_leads_its_map_and_follows_it(browser: &mut Browser) -> anyhow::Result<()> {
    open_react(browser)?;
    browser.has_chosen("iturup")?;
    // From the article to the map.
    let choose = "const list = find('select'); list.value = 'shumshu'; list.dispatchEvent(new Event('change', { bubbles: true }));";
    browser.script(choose, &[])?;
    browser.wait("the list is followed", "return find('kuril-map').place === 'shumshu';")?;
    browser.settle()?;
    browser.has_chosen("shumshu")?;
    browser.click(browser.middle("button")?)?;
    browser.wait("the day is followed", "return find('kuril-map').date === '1910-08-22';")?;
    // And from the map to the article.
    browser.choose("urup")?;
    browser.script("find('kuril-map').date = '1945-09-05';", &[])?;
    browser
        .wait("the article tells", "return find('#said').textContent === 'urup is chosen, the day is 1945-09-05.';")?;
    ensure!(browser.script("return find('select').value;", &[])? == json!("urup"));
    // Nothing chosen and the latest day are told in both directions, too.
    browser.script(&choose.replace("'shumshu'", "''"), &[])?;
    browser.click(browser.middle("button:nth-of-type(3)")?)?;
    browser.wait("nothing is chosen", "return find('kuril-map').place === null && !find('kuril-map').state.date;")?;
    browser.settle()?;
    browser.has_chosen("")
}

fn a_map_in_react_comes_and_goes(browser: &mut Browser) -> anyhow::Result<()> {
    open_react(browser)?;
    browser.script("find('kuril-map').date = '1945-09-05';", &[])?;
    for _ in 0..3 {
        browser.click(browser.middle("#toggle")?)?;
        browser.wait("the map is gone", "return !find('kuril-map');")?;
        browser.click(browser.middle("#toggle")?)?;
        browser.wait("the map is back", "return find('kuril-map');")?;
        browser.is_complete()?;
    }
    let found = browser
        .script("return [...document.querySelectorAll('kuril-map')].map((map) => [map.place, map.date]);", &[])?;
    ensure!(found == json!([["iturup", "1945-09-05"]]), "the maps stand at {found}");
    holds(browser, WORKS)
}
