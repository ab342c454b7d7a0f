//! The map in other people's hands: what the element promises.

use std::collections::BTreeSet;

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::page::{GROUND, MARKS, word};
use kuril_tool::project::checkout;
use kuril_tool::quality::browser_driver::engine::Engine;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("the_element_offers_what_its_manifest_lists_and_nothing_else", the_element_offers_what_its_manifest_lists),
    ("a_map_removed_and_added_again_and_again_leaves_nothing", a_map_removed_and_added_leaves_nothing),
    ("a_core_that_failed_comes_when_the_map_is_added_again", a_core_that_failed_comes_when_the_map_is_added_again),
    ("what_is_set_before_the_map_comes_is_kept", what_is_set_before_the_map_comes_is_kept),
    ("a_state_that_is_set_before_the_map_comes_is_kept", a_state_that_is_set_before_the_map_comes_is_kept),
    ("a_page_chooses_the_layers_and_hears_what_it_wishes_in_vain", a_page_chooses_the_layers),
    ("a_state_is_told_and_set_as_a_whole", a_state_is_told_and_set_as_a_whole),
    ("another_story_starts_the_map_anew", another_story_starts_the_map_anew),
    ("the_page_gives_the_map_its_colours", the_page_gives_the_map_its_colours),
];

/// Rounds before the first count, and between the two; `cargo kuril soak` makes it a thousand.
const ROUNDS: (u32, u32) = (10, 40);

/// Removes the map and adds it again, waiting until it is there each time.
const AGAIN: &str = "const map = window.kept ??= find('kuril-map'), box = map.parentNode;\
    const ready = () => new Promise((done) => map.addEventListener('kuril-ready', done, { once: true }));\
    return (async () => { for (let round = 0; round < arguments[0]; round += 1) {\
        map.remove(); await new Promise((done) => setTimeout(done)); const there = ready(); box.append(map); await there;\
    } return 'ready' in map.dataset; })();";

/// Brings the script of the map into a page that has none.
const CODE: &str = "const code = document.createElement('script'); code.type = 'module'; code.src = '/kuril-map.js';\
    document.head.append(code);";

/// Keeps the memory of every wasm module that a page begins.
const MEMORIES: &str = "window.memories = []; for (const name of ['instantiate', 'instantiateStreaming']) {\
        const native = WebAssembly[name].bind(WebAssembly); WebAssembly[name] = async (...given) => {\
            const begun = await native(...given); memories.push((begun.instance ?? begun).exports.memory); return begun; }; }";

/// Opens a page of another site with nothing on it.
///
/// # Errors
/// Those of the driver.
pub(crate) fn bare(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter(|serving| serving.hosts = true)?;
    browser.calm()?;
    browser.open("hosts/bare/page.html")
}

fn the_element_offers_what_its_manifest_lists(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let path = checkout().join("www/package/custom-elements.json");
    let manifest: Value = serde_json::from_slice(&std::fs::read(path)?)?;
    let element = manifest.pointer("/modules/0/declarations/0").context("the manifest has no element")?;
    let listed = |list: &str| -> BTreeSet<&str> {
        let entries = element.get(list).and_then(Value::as_array).into_iter().flatten();
        entries.filter_map(|entry| entry.get("name")?.as_str()).collect()
    };
    let script = "const { observedAttributes, prototype } = customElements.get('kuril-map');\
        return [Object.getOwnPropertyNames(prototype), observedAttributes];";
    let [members, attributes]: [Vec<String>; 2] = serde_json::from_value(browser.script(script, &[])?)?;
    // What the browser itself calls.
    let own = ["constructor", "connectedCallback", "disconnectedCallback", "attributeChangedCallback"];
    let members: BTreeSet<&str> = members.iter().map(String::as_str).filter(|name| !own.contains(name)).collect();
    ensure!(members == listed("members"), "the element offers {members:?}");
    // This one is looked at when a gesture begins.
    let attributes = attributes.iter().map(String::as_str).chain(["gestures"]).collect();
    ensure!(listed("attributes") == attributes, "the element hears of {attributes:?}");
    Ok(())
}

fn a_map_removed_and_added_leaves_nothing(browser: &mut Browser) -> anyhow::Result<()> {
    browser.begin_with(MEMORIES)?;
    browser.open_map()?;
    let (warm, rounds) = ROUNDS;
    ensure!(again(browser, warm)?);
    let pages = pages(browser)?;
    let before = if browser.engine() == Engine::Chromium { Some(counted(browser)?) } else { None };
    let through = |mut left: u32| {
        while left > 0 {
            let some = left.min(20);
            ensure!(again(browser, some)?);
            left -= some;
        }
        self::pages(browser)
    };
    let then = through(rounds)?;
    println!("    {pages} pages of memory, and {then} after {rounds} rounds");
    // Two maps may have met for a moment and needed more at once; what is left behind needs more each time.
    let last = if then == pages { then } else { through(rounds)? };
    ensure!(then == last, "{pages} pages of memory became {then}, and {last} after as many rounds again");
    let Some(before) = before else { return Ok(()) };
    let after = counted(browser)?;
    let [nodes, listeners, heap] = [0, 1, 2].map(|at| after[at] - before[at]);
    println!("    after {rounds} rounds: {nodes} nodes, {listeners} listeners, {heap} bytes of heap more");
    // What a page sets aside late makes the first count the greater one: fewer are nothing left.
    ensure!(nodes < 50.0 && listeners < 10.0 && heap < 1_000_000.0, "{before:?} became {after:?}");
    Ok(())
}

/// Pages of 64 KiB in the memory of the core, which all maps share.
fn pages(browser: &Browser) -> anyhow::Result<u64> {
    browser.wait("the map is complete", "return 'complete' in find('kuril-map').dataset;")?;
    let found = browser.script("return memories.map(({ buffer }) => buffer.byteLength / 65536);", &[])?;
    let [pages] = serde_json::from_value(found.clone()).with_context(|| format!("the cores have {found} pages"))?;
    Ok(pages)
}

fn again(browser: &Browser, rounds: u32) -> anyhow::Result<bool> {
    Ok(browser.script(AGAIN, &[json!(rounds)])? == json!(true))
}

/// Nodes, listeners and bytes of the heap after what is not used has been let go.
fn counted(browser: &Browser) -> anyhow::Result<[f64; 3]> {
    browser.wait("the map is complete", "return 'complete' in find('kuril-map').dataset;")?;
    // What is in sight is written down only when the map has come to rest.
    browser.wait("the map is at rest", "return find('kuril-map >>> .sight').childElementCount;")?;
    for _ in 0..3 {
        browser.devtools("HeapProfiler.collectGarbage", &json!({}))?;
    }
    browser.devtools("Performance.enable", &json!({}))?;
    let found = browser.devtools("Performance.getMetrics", &json!({}))?;
    let metrics = found.get("metrics").and_then(Value::as_array).context("there are metrics")?;
    let value = |name: &str| {
        let metric = metrics.iter().find(|metric| metric.get("name").is_some_and(|found| found == name));
        metric.and_then(|metric| metric.get("value")?.as_f64()).with_context(|| format!("no {name}"))
    };
    Ok([value("Nodes")?, value("JSEventListeners")?, value("JSHeapUsedSize")?])
}

fn a_core_that_failed_comes_when_the_map_is_added_again(browser: &mut Browser) -> anyhow::Result<()> {
    browser.begin_with(
        "{ const native = window.fetch; let failed = false; window.fetch = (what, ...rest) => {\
            if (failed || !String(what.url ?? what).includes('kuril_map_bg')) return native(what, ...rest);\
            failed = true; return Promise.reject(new TypeError('the line is down')); }; }",
    )?;
    browser.calm()?;
    browser.open("")?;
    browser.wait("the failure is told", "return find('kuril-map').dataset.failed;")?;
    browser.script(
        "const map = find('kuril-map'), box = map.parentNode; map.remove();\
        return new Promise((done) => setTimeout(() => { box.append(map); done(); }));",
        &[],
    )?;
    browser.is_complete()?;
    ensure!(browser.script("return 'failed' in find('kuril-map').dataset;", &[])? == json!(false));
    browser.choose("iturup")?;
    browser.has_chosen("iturup")
}

fn what_is_set_before_the_map_comes_is_kept(browser: &mut Browser) -> anyhow::Result<()> {
    bare(browser)?;
    let script = "const map = document.createElement('kuril-map'); map.style.height = '560px'; map.lang = 'ja';\
        map.place = 'shumshu'; map.date = '1910-08-22'; map.theme = 'dark'; map.perspective = 'japan';\
        map.layers = 'sea'; map.view = '156,50.5,5'; map.story = '/data/2/';\
        document.body.append(map);";
    browser.script(&[script, CODE].concat(), &[])?;
    browser.is_complete()?;
    let state = browser.script(
        "const map = find('kuril-map'); return [map.place, map.chosen, map.date, map.theme, map.perspective,\
            find('kuril-map >>> .frame').lang, map.layers, map.view, map.story,\
            performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/data/2/reading.ja.json'))];",
        &[],
    )?;
    let expected = ["shumshu", "shumshu", "1910-08-22", "dark", "japan", "ja", "sea", "156,50.5,5", "/data/2/"];
    let expected = json!(expected.map(Value::from).into_iter().chain([json!(true)]).collect::<Vec<_>>());
    ensure!(state == expected, "the map stands at {state}");
    // A property follows the map, and an attribute still leads it.
    let state = browser.script(
        "const map = find('kuril-map'); map.place = 'iturup'; map.setAttribute('date', '1945-09-05');\
            const there = [map.place, map.date]; map.place = null; return [...there, map.place];",
        &[],
    )?;
    ensure!(state == json!(["iturup", "1945-09-05", null]), "the map stands at {state}");
    Ok(())
}

fn a_state_that_is_set_before_the_map_comes_is_kept(browser: &mut Browser) -> anyhow::Result<()> {
    bare(browser)?;
    let script = "const map = document.createElement('kuril-map'); map.style.height = '560px';\
        map.state = { place: 'shumshu', date: '1910-08-22', perspective: 'japan' }; document.body.append(map);";
    browser.script(&[script, CODE].concat(), &[])?;
    browser.is_complete()?;
    let state = browser.script("const map = find('kuril-map'); return [map.state, map.chosen];", &[])?;
    let expected = json!([{ "place": "shumshu", "date": "1910-08-22", "perspective": "japan" }, "shumshu"]);
    ensure!(state == expected, "the map stands at {state}");
    Ok(())
}

fn the_page_gives_the_map_its_colours(browser: &mut Browser) -> anyhow::Result<()> {
    bare(browser)?;
    let script = "const sheet = new CSSStyleSheet(); sheet.replaceSync('kuril-map { height: 560px;\
            --kuril-accent: rgb(0, 51, 102); --kuril-paper: rgb(1, 2, 3); --kuril-font: monospace }\
            ::part(legend) { border-top: 7px solid } ::part(panel), ::part(time), ::part(map), ::part(frame) { order: 7 }');\
        document.adoptedStyleSheets = [sheet]; document.body.append(document.createElement('kuril-map'));";
    browser.script(&[script, CODE].concat(), &[])?;
    browser.is_complete()?;
    let script = "const style = (part) => getComputedStyle(find(`kuril-map >>> ${part}`));\
        const orders = ['.text', '.time-place', '.plate', '.frame'].map((part) => style(part).order);\
        return [style('.frame').backgroundColor, style('.frame').fontFamily, style('.frame').getPropertyValue('--accent'),\
            style('.legend-place').borderTopWidth, ...orders];";
    let found = browser.script(script, &[])?;
    let expected = json!(["rgb(1, 2, 3)", "monospace", "rgb(0, 51, 102)", "7px", "7", "7", "7", "7"]);
    ensure!(found == expected, "the styles are {found}");
    Ok(())
}

fn a_page_chooses_the_layers(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let signs = "return find('kuril-map >>> .legend').querySelectorAll('.swatch.line, .swatch.depth').length;";
    ensure!(browser.script(signs, &[])? != json!(0));
    let all = [browser.digest(GROUND)?, browser.digest(MARKS)?];
    browser.script(
        "window.told = []; const map = find('kuril-map');\
        map.addEventListener('kuril-error', ({ detail }) => told.push(...detail.findings)); map.layers = 'none';",
        &[],
    )?;
    browser.wait("the address follows", "return location.hash.includes('layers=none');")?;
    ensure!(browser.script(signs, &[])? == json!(0), "the legend explains what is not there");
    let few = [browser.digest(GROUND)?, browser.digest(MARKS)?];
    ensure!(few[0] != all[0] && few[1] != all[1], "the layers are still there");
    browser.screenshot("layers")?;
    browser.script(
        "const map = find('kuril-map'); map.setAttribute('layers', 'depth, fish'); map.setAttribute('date', 'soon');\
        map.choose('atlantis'); map.layers = null;",
        &[],
    )?;
    let told = browser.wait("the wishes are answered", "return told.length > 2 && told;")?;
    let told: Vec<String> = serde_json::from_value(told)?;
    for (at, wish) in
        ["layers: expected one of depth", "date: expected a day", "place: expected the id"].iter().enumerate()
    {
        ensure!(told.get(at).is_some_and(|told| told.starts_with("kuril-map: ") && told.contains(wish)), "{told:?}");
    }
    let shown = browser.text("kuril-map >>> .findings")?;
    ensure!(shown.contains(&word("en", "error.wish")?) && shown.contains("found atlantis"), "{shown:?}");
    ensure!(browser.digest(GROUND)? == all[0], "the layers do not come back");
    Ok(())
}

fn another_story_starts_the_map_anew(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let ready = "return 'read' in find('kuril-map').dataset && performance.getEntriesByType('resource')\
        .some(({ name }) => name.endsWith('/data/2/first.json'));";
    browser.script("find('kuril-map').story = 'data/2';", &[])?;
    browser.wait("the story is there", ready)?;
    browser.choose("iturup")?;
    browser.has_chosen("iturup")?;
    browser.forgive("nowhere/");
    browser.script("find('kuril-map').story = 'nowhere/';", &[])?;
    let failed = browser.wait("the failure is told", "return find('kuril-map').dataset.failed;")?;
    ensure!(failed.as_str().is_some_and(|failed| failed.contains("404")), "told: {failed}");
    browser.script("find('kuril-map').story = null;", &[])?;
    browser.wait("the own story is back", "return 'read' in find('kuril-map').dataset;").map(drop)
}

fn a_state_is_told_and_set_as_a_whole(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let wished =
        json!({ "place": "urup", "date": "1910-08-22", "perspective": "japan", "layers": "sea", "theme": "dark" });
    browser.script("find('kuril-map').state = arguments[0];", std::slice::from_ref(&wished))?;
    browser.settle()?;
    let told = browser.script("return find('kuril-map').state;", &[])?;
    ensure!(told == wished, "set was {wished}, told is {told}");
    ensure!(browser.script("return find('kuril-map >>> .frame').dataset.theme;", &[])? == json!("dark"));
    browser.script("find('kuril-map').state = {};", &[])?;
    browser.settle()?;
    let told =
        browser.script("const { state, theme, layers } = find('kuril-map'); return [state, theme, layers];", &[])?;
    ensure!(told == json!([{}, "auto", null]), "what is left out stays: {told}");
    Ok(())
}
