//! The page loads and the map is painted.

use anyhow::ensure;

use crate::Test;
use crate::browser::Browser;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("the_page_loads_and_paints_the_canvas", the_page_loads_and_paints_the_canvas),
    ("the_site_works_below_any_path", the_site_works_below_any_path),
];

fn the_page_loads_and_paints_the_canvas(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open("")?;
    shows_the_map(browser)?;
    browser.screenshot("loading").map(drop)
}

fn the_site_works_below_any_path(browser: &mut Browser) -> anyhow::Result<()> {
    browser.move_site("/some/where/")?;
    browser.open("")?;
    shows_the_map(browser)
}

fn shows_the_map(browser: &Browser) -> anyhow::Result<()> {
    browser.wait("the map is ready", "return document.documentElement.dataset.ready;")?;
    let [red, green, blue, alpha] = browser.pixel("canvas", 50, 50)?;
    ensure!([red, green, blue, alpha] == [0x20, 0x40, 0x60, 255], "the canvas shows {red} {green} {blue} {alpha}");
    Ok(())
}
