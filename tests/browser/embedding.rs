//! The map in other people's hands: what the element promises, and what a frame and its page say to each other.

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::driver::engine::Engine;
use crate::site;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("a_map_removed_and_added_two_hundred_times_leaves_nothing", a_map_removed_and_added_leaves_nothing),
    ("a_core_that_failed_comes_when_the_map_is_added_again", a_core_that_failed_comes_when_the_map_is_added_again),
    ("what_is_set_before_the_map_comes_is_kept", what_is_set_before_the_map_comes_is_kept),
    ("the_page_gives_the_map_its_colours", the_page_gives_the_map_its_colours),
    ("the_buttons_of_an_article_drive_its_map", the_buttons_of_an_article_drive_its_map),
    ("the_package_works_from_a_static_server", the_package_works_from_a_static_server),
    ("the_single_file_opens_from_the_disk", the_single_file_opens_from_the_disk),
    ("a_frame_obeys_its_page_and_tells_it_what_happens", a_frame_obeys_its_page_and_tells_it_what_happens),
    ("a_frame_passes_over_every_other_message", a_frame_passes_over_every_other_message),
    ("a_page_passes_over_what_its_frame_may_not_say", a_page_passes_over_what_its_frame_may_not_say),
];

/// Rounds before the first count, and between the two.
const ROUNDS: (u32, u32) = (20, 180);

/// Removes the map and adds it again, waiting until it is there each time.
const AGAIN: &str = "const map = window.kept ??= find('kuril-map'), box = map.parentNode;\
    const ready = () => new Promise((done) => map.addEventListener('kuril-ready', done, { once: true }));\
    return (async () => { for (let round = 0; round < arguments[0]; round += 1) {\
        map.remove(); await new Promise((done) => setTimeout(done)); const there = ready(); box.append(map); await there;\
    } return 'ready' in map.dataset; })();";

/// A page of another site with nothing on it.
fn bare(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter(|serving| serving.hosts = true)?;
    browser.calm()?;
    browser.open("hosts/bare/page.html")
}

fn a_map_removed_and_added_leaves_nothing(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let (warm, rounds) = ROUNDS;
    ensure!(again(browser, warm)?);
    let before = if browser.engine() == Engine::Chromium { Some(counted(browser)?) } else { None };
    let mut left = rounds;
    while left > 0 {
        let some = left.min(20);
        ensure!(again(browser, some)?);
        left -= some;
    }
    let Some(before) = before else { return Ok(()) };
    let after = counted(browser)?;
    let [nodes, listeners, heap] = [0, 1, 2].map(|at| after[at] - before[at]);
    println!("    after {rounds} rounds: {nodes} nodes, {listeners} listeners, {heap} bytes of heap more");
    ensure!(nodes.abs() < 50.0 && listeners.abs() < 10.0 && heap < 1_000_000.0, "{before:?} became {after:?}");
    Ok(())
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
        document.body.append(map); const code = document.createElement('script'); code.type = 'module';\
        code.src = '/kuril-map.js'; document.head.append(code);";
    browser.script(script, &[])?;
    browser.is_complete()?;
    let state = browser.script(
        "const map = find('kuril-map'); return [map.place, map.chosen, map.date, map.theme, map.perspective,\
            find('kuril-map >>> .frame').lang];",
        &[],
    )?;
    ensure!(state == json!(["shumshu", "shumshu", "1910-08-22", "dark", "japan", "ja"]), "the map stands at {state}");
    // A property follows the map, and an attribute still leads it.
    let state = browser.script(
        "const map = find('kuril-map'); map.place = 'iturup'; map.setAttribute('date', '1945-09-05');\
            const there = [map.place, map.date]; map.place = null; return [...there, map.place];",
        &[],
    )?;
    ensure!(state == json!(["iturup", "1945-09-05", null]), "the map stands at {state}");
    Ok(())
}

fn the_page_gives_the_map_its_colours(browser: &mut Browser) -> anyhow::Result<()> {
    bare(browser)?;
    let script = "const sheet = new CSSStyleSheet(); sheet.replaceSync('kuril-map { height: 560px;\
            --kuril-accent: rgb(0, 51, 102); --kuril-paper: rgb(1, 2, 3); --kuril-font: monospace }\
            ::part(legend) { border-top: 7px solid } ::part(panel), ::part(time), ::part(map), ::part(frame) { order: 7 }');\
        document.adoptedStyleSheets = [sheet]; document.body.append(document.createElement('kuril-map'));\
        const code = document.createElement('script'); code.type = 'module'; code.src = '/kuril-map.js';\
        document.head.append(code);";
    browser.script(script, &[])?;
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

fn the_buttons_of_an_article_drive_its_map(browser: &mut Browser) -> anyhow::Result<()> {
    bare(browser)?;
    browser.open("hosts/article_with_buttons.html")?;
    browser.is_complete()?;
    browser.click(browser.middle("button[data-place=shumshu]")?)?;
    browser.settle()?;
    browser.has_chosen("shumshu")?;
    ensure!(browser.attribute("button[data-place=shumshu]", "aria-pressed")? == "true");
    browser.click(browser.middle("button[data-date]")?)?;
    browser.wait("the day is told", "return find('#said').textContent.includes('1910-08-22');")?;
    ensure!(browser.script("return find('kuril-map').date;", &[])? == json!("1910-08-22"));
    Ok(())
}

fn the_package_works_from_a_static_server(browser: &mut Browser) -> anyhow::Result<()> {
    bare(browser)?;
    let script = "const map = document.createElement('kuril-map'); map.style.cssText = 'display: block; height: 560px';\
        document.body.append(map); return import('/node_modules/kuril-map/kuril-map.js').then(() => true);";
    ensure!(browser.script(script, &[])? == json!(true));
    browser.is_complete()?;
    let [red, _, blue] = browser.ground_at(browser.island("south-sakhalin")?)?;
    ensure!(red > blue, "Sakhalin is not painted");
    let asked = "return performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)\
        .filter((path) => !path.startsWith('/node_modules/kuril-map/') && path !== '/early.js');";
    let asked = browser.script(asked, &[])?;
    ensure!(asked == json!([]), "the package asks for {asked}");
    Ok(())
}

fn the_single_file_opens_from_the_disk(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    let file = site::target().join("single/kuril-map.html");
    browser.visit(&format!("file://{}?place=iturup&lang=ja", file.display()))?;
    browser.is_complete()?;
    let state = browser.script("const map = find('kuril-map'); return [map.place, map.lang];", &[])?;
    ensure!(state == json!(["iturup", "ja"]), "the map stands at {state}");
    let [red, _, blue] = browser.ground_at(browser.island("iturup")?)?;
    ensure!(red > blue, "Iturup is not painted");
    browser.script("find('kuril-map >>> [data-act=tools]').click();", &[])?;
    browser.wait("the tools are there", "return find('kuril-map >>> [data-tool=measure]');")?;
    let policy =
        "document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = true' }));";
    let run = browser.script(&format!("try {{ {policy} }} catch {{}} return window.ran ?? null;"), &[])?;
    ensure!(run == Value::Null, "the policy lets other scripts run");
    browser.forgive("Content Security Policy");
    browser.forgive("requires");
    browser.forgive("injection sink");
    let asked =
        "return performance.getEntriesByType('resource').filter(({ name }) => !name.startsWith('data:')).length;";
    ensure!(browser.script(asked, &[])? == json!(0), "the file asks for others");
    browser.open("embed.html")
}

/// Opens a page with a frame and the loader, and waits until the two have greeted and the map has its words.
fn framed(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter(|serving| serving.hosts = true)?;
    browser.calm()?;
    browser.begin_with(
        "window.heard = []; for (const name of ['ready', 'select', 'date', 'perspective', 'error'])\
            addEventListener(`kuril-${name}`, ({ type, detail, target }) =>\
                target.localName === 'iframe' && heard.push([type, detail]));",
    )?;
    browser.open("hosts/sandboxed_barely.html")?;
    browser.wait("the frame is ready", "return heard.some(([type]) => type === 'kuril-ready');")?;
    // What a frame still loads when a test ends would be told as an error.
    browser.ask_driver("/frame", &json!({ "id": 0 }))?;
    browser.is_complete()?;
    browser.ask_driver("/frame", &json!({ "id": Value::Null })).map(drop)
}

fn a_frame_obeys_its_page_and_tells_it_what_happens(browser: &mut Browser) -> anyhow::Result<()> {
    framed(browser)?;
    browser.wait("the place of the address", "return heard.some(([, detail]) => detail.place === 'paramushir');")?;
    browser.script(
        "const { kuril } = find('iframe'); heard.length = 0; kuril.lang('ru'); kuril.theme('dark');\
            kuril.choose('iturup'); kuril.date('1910-08-22'); kuril.perspective('japan'); kuril.point('shumshu');",
        &[],
    )?;
    browser.wait("the last is told", "return heard.some(([type]) => type === 'kuril-perspective');")?;
    let heard = browser.script("return heard;", &[])?;
    for expected in [
        json!(["kuril-select", { "place": "iturup" }]),
        json!(["kuril-date", { "date": "1910-08-22" }]),
        json!(["kuril-perspective", { "perspective": "japan" }]),
    ] {
        ensure!(heard.as_array().is_some_and(|heard| heard.contains(&expected)), "{expected} is not among {heard}");
    }
    let state = inside(
        browser,
        "const map = find('kuril-map'); return [map.lang, map.theme, map.place, map.date, map.perspective];",
    )?;
    ensure!(state == json!(["ru", "dark", "iturup", "1910-08-22", "japan"]), "the map stands at {state}");
    let least = browser.script("return find('iframe').style.minHeight;", &[])?;
    ensure!(least == json!("560px"), "the frame is at least {least} high");
    // Whatever the frame still fetches is let arrive.
    inside(
        browser,
        "return new Promise((done) => { const look = () => 'complete' in find('kuril-map').dataset ? done(1) : setTimeout(look, 50); look(); });",
    )?;
    Ok(())
}

/// Runs a script inside the first frame.
fn inside(browser: &Browser, script: &str) -> anyhow::Result<Value> {
    browser.ask_driver("/frame", &json!({ "id": 0 }))?;
    let found = browser.script(script, &[]);
    browser.ask_driver("/frame", &json!({ "id": Value::Null }))?;
    found
}

/// Messages that are none, made of sound ones by chance from a fixed seed: ten thousand of them, and after each hundred a
/// breath. Then one that is sound, so that the end can be seen.
const NOISE: &str = "const frame = find('iframe'); let seed = 7; heard.length = 0;\
    const dice = (sides) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0, (seed >>> 8) % sides);\
    const odd = [null, undefined, 0, -1, NaN, '', 'x', 'iturup', '__proto__', 'constructor', 'javascript:alert(1)', [], {}, [['kuril', 1]],\
        '<img src=x onerror=alert(1)>', 'https://elsewhere.invalid/', 'a'.repeat(9999), { kuril: 1 }, new Date(0), 1e308];\
    const any = () => odd[dice(odd.length)];\
    const types = ['hello', 'choose', 'point', 'date', 'perspective', 'lang', 'theme', 'navigate', 'href', 'toString'];\
    const message = () => [() => any(), () => ({ kuril: any(), type: any(), nonce: any(), value: any() }),\
        () => ({ kuril: 1, type: types[dice(types.length)], nonce: any(), value: 'iturup' }),\
        () => ({ kuril: 1, type: types[dice(types.length)], value: 'shumshu' }),\
        () => ({ kuril: 2, type: 'choose', nonce: any(), value: 'iturup' }),\
        () => ({ kuril: '1', type: 'choose', nonce: 'x', value: null, more: any() }),\
        () => `pymxPYMx${any()}xPYMxnavigateToxPYMx${any()}`, () => ({ sentinel: 'amp', type: any(), height: any() })][dice(8)]();\
    return (async () => { for (let at = 0; at < 10000; at += 1) { frame.contentWindow.postMessage(message(), '*');\
        if (at % 100 === 0) await new Promise((done) => setTimeout(done)); }\
        frame.kuril.choose('urup'); })();";

fn a_frame_passes_over_every_other_message(browser: &mut Browser) -> anyhow::Result<()> {
    framed(browser)?;
    let state = "const map = find('kuril-map'); return [map.lang, map.theme, map.date, map.perspective, location.pathname,\
        document.querySelectorAll('*').length, 'failed' in map.dataset];";
    browser.wait("the place of the address", "return heard.some(([, detail]) => detail.place === 'paramushir');")?;
    let before = inside(browser, state)?;
    browser.script(NOISE, &[])?;
    browser.wait("the sound one is followed", "return heard.some(([, detail]) => detail.place === 'urup');")?;
    let heard = browser.script("return heard;", &[])?;
    ensure!(heard == json!([["kuril-select", { "place": "urup" }]]), "heard was {heard}");
    let after = inside(browser, state)?;
    ensure!(before == after, "{before} became {after}");
    // What comes from another window than the page around is no command, though it knew the nonce.
    let forged = "window.postMessage({ kuril: 1, type: 'hello', nonce: 'abcdefgh' }, '*');\
        window.postMessage({ kuril: 1, type: 'choose', nonce: 'abcdefgh', value: 'iturup' }, '*');\
        return new Promise((done) => setTimeout(() => done(find('kuril-map').place), 100));";
    ensure!(inside(browser, forged)? == json!("urup"), "the frame has obeyed itself");
    Ok(())
}

fn a_page_passes_over_what_its_frame_may_not_say(browser: &mut Browser) -> anyhow::Result<()> {
    framed(browser)?;
    browser.wait("the place of the address", "return heard.some(([, detail]) => detail.place === 'paramushir');")?;
    let watch = "heard.length = 0; window.heights = []; const frame = find('iframe');\
        new MutationObserver(() => heights.push(frame.style.minHeight)).observe(frame, { attributeFilter: ['style'] });";
    browser.script(watch, &[])?;
    inside(
        browser,
        "for (const value of [1e9, 49, -1, NaN, Infinity, '100vh', null, {}, [], 'url(x)'])\
            parent.postMessage({ kuril: 1, type: 'height', value }, '*');\
        parent.postMessage({ kuril: 1, type: 'select', nonce: 'guessed', value: { place: 'x' } }, '*');\
        parent.postMessage({ kuril: 2, type: 'height', value: 900 }, '*'); parent.postMessage(null, '*');\
        parent.postMessage('height', '*'); parent.postMessage({ kuril: 1, type: 'height', value: 700 }, '*');",
    )?;
    browser.wait("a sound height is followed", "return heights.includes('700px');")?;
    // The page itself is not its frame.
    let script = "postMessage({ kuril: 1, type: 'height', value: 800 }, '*');\
        return new Promise((done) => setTimeout(() => done([[...new Set(heights)], [...new Set(heard.map(([type]) => type))].sort()]), 100));";
    let found = browser.script(script, &[])?;
    // Whoever speaks without the nonce is greeted again, and then says what the map needs.
    ensure!(found == json!([["700px", "560px"], ["kuril-ready"]]), "the page has heard {found}");
    Ok(())
}
