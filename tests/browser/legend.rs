//! The legend explains the map, and points out on it what each of its signs stands for.

use std::time::Instant;

use anyhow::ensure;
use serde_json::json;

use crate::Test;
use crate::browser::{Browser, PATIENCE};
use crate::hands::Place;
use crate::page::{GROUND, MARKS};

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("a_sign_of_the_legend_points_out_what_it_stands_for", a_sign_of_the_legend_points_out_what_it_stands_for),
    ("a_sign_of_the_legend_works_under_a_finger", a_sign_of_the_legend_works_under_a_finger),
    ("another_day_lets_go_of_the_sign", another_day_lets_go_of_the_sign),
];

/// The buttons of the legend, unfolded, that can be seen: a wide page shows it beside the map, a narrow one among the texts.
const SIGNS: &str = "for (const legend of find('kuril-map').shadowRoot.querySelectorAll('.legend')) legend.open = true;\
    const signs = [...find('kuril-map').shadowRoot.querySelectorAll('[data-sign]')]\
    .filter((sign) => sign.checkVisibility());";

/// The middle of a sign, scrolled into sight.
fn sign(browser: &Browser, number: usize) -> anyhow::Result<Place> {
    let script = "signs[arguments[0]].scrollIntoView({ block: 'nearest' });\
        const box = signs[arguments[0]].getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2];";
    Ok(serde_json::from_value(browser.script(&format!("{SIGNS}{script}"), &[json!(number)])?)?)
}

/// The numbers of the signs that are pressed, and how many signs there are.
fn pressed(browser: &Browser) -> anyhow::Result<(Vec<usize>, usize)> {
    let script = "return [signs.flatMap((sign, at) => sign.ariaPressed === 'true' ? [at] : []), signs.length];";
    Ok(serde_json::from_value(browser.script(&format!("{SIGNS}{script}"), &[])?)?)
}

/// What the map shows.
fn picture(browser: &Browser) -> anyhow::Result<[u64; 2]> {
    browser.settle()?;
    Ok([browser.digest(GROUND)?, browser.digest(MARKS)?])
}

/// Waits until the map shows again what it showed.
fn is_as_before(browser: &Browser, before: [u64; 2]) -> anyhow::Result<()> {
    let start = Instant::now();
    let mut now = picture(browser)?;
    while now != before && start.elapsed() < PATIENCE {
        now = picture(browser)?;
    }
    let [ground, marks] = [0, 1].map(|at| now[at] == before[at]);
    ensure!(now == before, "something is still pointed out: the ground is as before: {ground}, the marks: {marks}");
    Ok(())
}

fn a_sign_of_the_legend_points_out_what_it_stands_for(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    // The mouse, which may rest on the map, is where it will be.
    browser.hover(sign(browser, 0)?)?;
    let (none, count) = pressed(browser)?;
    ensure!(none.is_empty() && count > 2, "of {count} signs {none:?} are pressed");
    let mut seen = vec![picture(browser)?];
    for number in 0..count {
        browser.click(sign(browser, number)?)?;
        let now = picture(browser)?;
        ensure!(pressed(browser)?.0 == [number], "of the signs {:?} are pressed", pressed(browser)?.0);
        ensure!(!seen.contains(&now), "sign {number} points out nothing, or what another one does");
        seen.push(now);
    }
    browser.screenshot("sign")?;
    browser.click(sign(browser, count - 1)?)?;
    ensure!(pressed(browser)?.0.is_empty(), "the sign is not let go");
    is_as_before(browser, seen[0])
}

fn a_sign_of_the_legend_works_under_a_finger(browser: &mut Browser) -> anyhow::Result<()> {
    browser.resize(390, 844, 3.0, true)?;
    browser.open_map()?;
    let before = picture(browser)?;
    browser.tap(sign(browser, 0)?)?;
    ensure!(pressed(browser)?.0 == [0], "the sign is not pressed");
    ensure!(picture(browser)? != before, "nothing is pointed out");
    browser.tap(sign(browser, 0)?)?;
    ensure!(pressed(browser)?.0.is_empty(), "the sign is not let go");
    is_as_before(browser, before)
}

fn another_day_lets_go_of_the_sign(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.click(sign(browser, 0)?)?;
    ensure!(pressed(browser)?.0 == [0], "the sign is not pressed");
    browser.click(browser.middle("kuril-map >>> [data-act=earlier]")?)?;
    browser.settle()?;
    ensure!(pressed(browser)?.0.is_empty(), "a sign of another day is still pressed");
    Ok(())
}
