//! The page loads and the map is painted.

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::page::{GROUND, STAGE, geodata};

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("land_is_painted_where_an_island_is", land_is_painted_where_an_island_is),
    ("the_site_works_below_any_path", the_site_works_below_any_path),
    ("the_map_fits_every_size_of_window", the_map_fits_every_size_of_window),
    ("the_table_below_the_map_chooses_an_island", the_table_below_the_map_chooses_an_island),
    ("without_scripts_the_page_shows_picture_excerpts_and_table", without_scripts_the_page_shows_all),
];

/// Width, height, device pixels per CSS pixel, and whether it is touched.
const SIZES: [(u32, u32, f64, bool); 4] =
    [(320, 568, 2.0, true), (390, 844, 3.0, true), (1280, 800, 1.0, false), (1920, 1080, 1.0, false)];

fn land_is_painted_where_an_island_is(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open("")?;
    shows_the_map(browser)?;
    let script = "const canvas = find(arguments[0]); const colors = new Set();\
        const { data } = copied(canvas).getImageData(0, 0, canvas.width, canvas.height);\
        for (const word of new Uint32Array(data.buffer)) colors.add(word); return colors.size;";
    let colors = browser.script(script, &[json!(GROUND)])?;
    ensure!(colors.as_u64() > Some(3), "the ground has {colors} colours");
    for id in largest_islands(4)? {
        let [red, _, blue] = browser.ground_at(browser.island(&id)?)?;
        ensure!(red > blue, "{id} is not painted as land but {red} {blue}");
    }
    browser.screenshot("loading").map(drop)
}

fn the_site_works_below_any_path(browser: &mut Browser) -> anyhow::Result<()> {
    browser.move_site("/some/where/")?;
    browser.open("")?;
    shows_the_map(browser)?;
    browser.wait("all of the map is there", "return 'complete' in (find('kuril-map')?.dataset ?? {});").map(drop)
}

fn the_map_fits_every_size_of_window(browser: &mut Browser) -> anyhow::Result<()> {
    for (width, height, ratio, touch) in SIZES {
        let width = browser.resize(width, height, ratio, touch)?;
        browser.open("")?;
        shows_the_map(browser).with_context(|| format!("at {width} × {height}"))?;
        let stage = browser.frame(STAGE)?;
        let (share, room) = (stage.width / f64::from(width), f64::from(height));
        ensure!(share > 0.5 && stage.height > 150.0 && stage.top + stage.height <= room, "at {width}: {stage:?}");
        let overflow = browser.script("return document.documentElement.scrollWidth - innerWidth;", &[])?;
        ensure!(overflow.as_f64().is_some_and(|over| over <= 0.0), "at {width} the page is {overflow} px too wide");
    }
    Ok(())
}

fn the_table_below_the_map_chooses_an_island(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let rows = browser.script("return document.querySelectorAll('#islands tbody tr').length;", &[])?;
    ensure!(rows == json!(islands()?.len()), "the table has {rows} rows");
    let button = "#islands a[data-place=shumshu]";
    browser.script("find(arguments[0]).scrollIntoView({ block: 'center' });", &[json!(button)])?;
    browser.click(browser.middle(button)?)?;
    browser.settle()?;
    browser.has_chosen("shumshu")?;
    let seen = browser.frame(STAGE)?;
    ensure!(seen.top + seen.height > 100.0, "the map is out of sight: {seen:?}");
    Ok(())
}

fn without_scripts_the_page_shows_all(browser: &mut Browser) -> anyhow::Result<()> {
    browser.without_scripts()?;
    browser.open("")?;
    let upgraded = browser.script("return Boolean(find('kuril-map').shadowRoot);", &[])?;
    ensure!(upgraded == json!(false), "scripts ran all the same");
    shows_the_still_page(browser)?;
    browser.screenshot("without-scripts").map(drop)
}

/// Whether the still picture, the excerpts and the table are on the page.
pub(crate) fn shows_the_still_page(browser: &Browser) -> anyhow::Result<()> {
    let picture = browser.frame("kuril-map svg")?;
    ensure!(picture.width > 300.0 && picture.height > 200.0, "the still picture is {picture:?}");
    let paths = browser.script("return document.querySelectorAll('kuril-map svg path').length;", &[])?;
    ensure!(paths.as_u64() > Some(10), "the still picture has {paths} paths");
    let excerpts = browser.script("return find('kuril-map .texts').textContent;", &[])?;
    let excerpts = excerpts.as_str().context("there are excerpts")?;
    ensure!(excerpts.contains("a northernmost island in the chain, Paramushir."), "the excerpts are {excerpts:?}");
    let records = "return [...document.querySelectorAll('kuril-map .files a')].map((link) => link.hash);";
    let records = browser.script(records, &[])?;
    ensure!(records == json!(["#arguments", "#documents", "#events"]), "the records are linked by {records}");
    // What is not in sight yet is laid out late and has no inner text before.
    let table = browser.script("return find('#islands table').textContent;", &[])?;
    let table = table.as_str().context("there is a table")?;
    for island in islands()? {
        let name = island.pointer("/properties/names/en").and_then(Value::as_str).context("an island has a name")?;
        ensure!(table.contains(name), "the table does not name {name}");
    }
    Ok(())
}

/// Waits for the first frame and looks for land and sea in it.
fn shows_the_map(browser: &Browser) -> anyhow::Result<()> {
    browser.wait("the map is ready", "return 'ready' in (find('kuril-map')?.dataset ?? {});")?;
    browser.settle()?;
    // Southern Sakhalin is wide enough in the smallest of windows.
    let [red, _, blue] = browser.ground_at(browser.island("south-sakhalin")?)?;
    ensure!(red > blue, "Sakhalin has the colour of the sea");
    // South of the chain's middle lies the open ocean.
    let (x, y) = browser.island("simushir")?;
    let stage = browser.frame(STAGE)?;
    let [red, _, blue] = browser.ground_at((x, f64::midpoint(y, stage.top + stage.height)))?;
    ensure!(blue > red, "the ocean has the colour of land");
    Ok(())
}

/// Every island of the geodata.
fn islands() -> anyhow::Result<Vec<Value>> {
    let file = geodata("islands.geojson")?;
    let features = file.get("features").and_then(Value::as_array).context("there are islands")?;
    Ok(features.clone())
}

/// The ids of the largest islands.
fn largest_islands(count: usize) -> anyhow::Result<Vec<String>> {
    let area = |island: &Value| island.pointer("/properties/area_km2").and_then(Value::as_f64).unwrap_or_default();
    let mut islands = islands()?;
    islands.sort_by(|a, b| area(b).total_cmp(&area(a)));
    let ids = islands.iter().take(count).filter_map(|island| Some(island.get("id")?.as_str()?.to_owned()));
    Ok(ids.collect())
}
