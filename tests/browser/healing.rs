//! A map that goes on when its core, a canvas, a server or a clock lets it down: at the same view, or with the still
//! picture and a sentence; and the page hears why, once.

use anyhow::ensure;
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::loading::shows_the_still_page;
use crate::page::{GROUND, STAGE};
use kuril_tool::quality::browser_driver::engine::Engine;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("a_core_that_traps_in_any_call_is_started_again_at_the_same_view", traps_in_any_call),
    ("a_core_that_traps_twenty_times_holds_no_more_memory", traps_twenty_times),
    ("a_core_that_always_traps_gives_way_to_the_still_picture", always_traps),
    ("a_core_that_traps_is_started_again_for_every_map_of_the_page", every_map_of_the_page),
    ("tools_whose_core_traps_go_on_measuring", tools_go_on),
    ("a_canvas_that_the_browser_takes_away_is_painted_again", painted_again),
    ("a_file_that_does_not_end_is_cut_off_and_told", cut_off),
    ("a_file_that_stops_arriving_is_told", stops_arriving),
    ("a_clock_that_is_set_back_holds_up_no_flight", set_back),
    ("a_store_that_is_full_keeps_nothing_from_the_reader", full),
    ("a_page_shows_at_most_so_many_maps", so_many_maps),
];

/// Writes down what the map tells, and puts every instance of wasm behind a door: the export whose name ends with
/// `broken` traps once, or always, and nothing of its instance answers after that.
const SEAM: &str = r"
    window.told = []; window.broken = null; window.always = null; window.started = []; window.traps = 0;
    addEventListener('kuril-error', ({ detail }) => told.push(...detail.findings));
    {
        const { instantiate, instantiateStreaming, Instance, Module } = WebAssembly;
        const door = (exports) => {
            const trap = () => new Instance(new Module(new Uint8Array([
                0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11,
            ]))).exports.t();
            let dead = false;
            // What joins a core later has no memory of its own.
            if (exports.memory) started.push(new WeakRef(exports.memory));
            const entries = Object.entries(exports).map(([name, value]) => [name, typeof value !== 'function' ? value
                : (...given) => {
                    const hit = [window.broken, window.always].some((end) => end && name.endsWith(end));
                    if (hit) { window.broken = null; window.traps += 1; }
                    dead ||= hit;
                    return dead ? trap() : value(...given);
                }]);
            return Object.fromEntries(entries);
        };
        const behind = ({ instance, module }) => ({ instance: { exports: door(instance.exports) }, module });
        WebAssembly.instantiateStreaming = (...given) => instantiateStreaming(...given).then(behind);
        WebAssembly.instantiate = (...given) => instantiate(...given).then(behind);
        WebAssembly.Instance = function (module, imports) { this.exports = door(new Instance(module, imports).exports); };
    }
";

/// What makes the page call an export of the core, by the end of the name of that export. None changes what is shown.
const CALLS: [(&str, &str); 15] = [
    ("map_frame", "map.point('iturup');"),
    ("map_act", "map.point('iturup');"),
    ("map_findings", "map.point(null);"),
    ("map_get", "void map.date;"),
    ("map_state", "void map.state;"),
    ("map_position", "map.position('iturup');"),
    ("map_set", "map.date = map.date;"),
    ("map_restore", "map.state = map.state;"),
    ("map_write", "map.setAttribute('lang', map.lang);"),
    ("map_word", "map.setAttribute('lang', map.lang);"),
    ("map_cover", "for (const legend of map.shadowRoot.querySelectorAll('.legend')) legend.open = !legend.open;"),
    (
        "map_names",
        "const box = find('kuril-map >>> .search input'); box.value = 'i'; box.dispatchEvent(new Event('input'));\
        box.value = ''; box.dispatchEvent(new Event('input'));",
    ),
    ("map_pointer", "stage.dispatchEvent(new PointerEvent('pointermove', { clientX: 9, clientY: 9, pointerId: 1 }));"),
    (
        "map_wheel",
        "stage.dispatchEvent(new WheelEvent('wheel', { deltaY: 0, ctrlKey: true, cancelable: true, bubbles: true }));",
    ),
    ("map_key", "stage.dispatchEvent(new KeyboardEvent('keydown', { key: 'F9' }));"),
];

/// What the map shows, and where.
const VIEW: &str = "const map = find('kuril-map'); return [map.state, map.lang, [...(map.position('iturup') ?? [])].map(Math.round),\
    find('kuril-map >>> .card')?.dataset.card ?? ''];";

/// Opens a map behind the door, at a view of the reader's own.
fn open(browser: &mut Browser) -> anyhow::Result<()> {
    browser.begin_with(SEAM)?;
    browser.open_map()?;
    browser.script(
        "Object.assign(find('kuril-map'), { place: 'iturup', date: '1910-08-22', perspective: 'japan' });",
        &[],
    )?;
    browser.settle()?;
    let stage = browser.frame(STAGE)?;
    browser.drag(stage.at(0.5, 0.8), (60.0, -40.0), 4)?;
    browser.settle()
}

/// Breaks the core in an export and has the page call it.
fn trap(browser: &Browser, export: &str, call: &str) -> anyhow::Result<()> {
    browser.script(
        &format!(
            "const map = find('kuril-map'), stage = find('kuril-map >>> .stage'); window.broken = '{export}'; {call}"
        ),
        &[],
    )?;
    browser.wait(&format!("{export} has trapped"), "return window.broken === null;")?;
    browser.settle()?;
    // Inputs that work, and their pictures, begin a new row.
    browser.script("find('kuril-map').point(null); find('kuril-map').point('iturup');", &[])?;
    browser.settle()
}

/// The ground in a few coarse pixels: red, green, blue and opacity of each.
fn ground(browser: &Browser) -> anyhow::Result<Vec<f64>> {
    browser.digest(GROUND)?;
    let script = "const small = document.createElement('canvas'); [small.width, small.height] = [32, 20];\
        const context = small.getContext('2d'); context.drawImage(copied(find(arguments[0])).canvas, 0, 0, 32, 20);\
        return [...context.getImageData(0, 0, 32, 20).data];";
    Ok(serde_json::from_value(browser.script(script, &[json!(GROUND)])?)?)
}

/// Whether the ground is painted as it was before.
fn is_painted(browser: &Browser, before: &[f64], what: &str) -> anyhow::Result<()> {
    let now = ground(browser)?;
    let apart = now.iter().zip(before).map(|(now, before)| (now - before).abs()).fold(0.0, f64::max);
    ensure!(now.len() == before.len() && apart < 12.0, "{what}: the ground is {apart} apart");
    let colours: std::collections::BTreeSet<_> = now.chunks(4).map(|pixel| format!("{pixel:?}")).collect();
    ensure!(colours.len() > 20, "{what}: the ground has {} colours", colours.len());
    Ok(())
}

fn told(browser: &Browser) -> anyhow::Result<Vec<String>> {
    Ok(serde_json::from_value(browser.script("return window.told;", &[])?)?)
}

fn traps_in_any_call(browser: &mut Browser) -> anyhow::Result<()> {
    open(browser)?;
    let (view, ground) = (browser.script(VIEW, &[])?, ground(browser)?);
    for (count, (export, call)) in CALLS.iter().enumerate() {
        trap(browser, export, call)?;
        let after = browser.script(VIEW, &[])?;
        ensure!(after == view, "{export}: the map shows {after}, not {view}");
        let told = told(browser)?;
        ensure!(told.len() == count + 1, "{export}: told was {told:?}");
        let is_right = |text: &String| text.starts_with("kuril-map: the map had stopped and was started again: ");
        ensure!(told.iter().all(is_right), "{export}: told was {told:?}");
    }
    is_painted(browser, &ground, "after all of them")?;
    ensure!(browser.attribute("kuril-map", "data-failed")?.is_empty(), "the map has failed");
    Ok(())
}

fn traps_twenty_times(browser: &mut Browser) -> anyhow::Result<()> {
    open(browser)?;
    let view = browser.script(VIEW, &[])?;
    let held = "return started.at(-1).deref()?.buffer.byteLength ?? 0;";
    trap(browser, "map_act", "map.point('iturup');")?;
    let first = browser.script(held, &[])?;
    for _ in 1..20 {
        trap(browser, "map_act", "map.point('iturup');")?;
    }
    let (after, last) = (browser.script(VIEW, &[])?, browser.script(held, &[])?);
    ensure!(after == view, "the map shows {after}, not {view}");
    ensure!(last == first, "a core holds {last} bytes, the first one held {first}");
    let told = told(browser)?;
    ensure!(told.len() == 20, "told was {} times", told.len());
    if browser.engine() == Engine::Chromium {
        browser.devtools("HeapProfiler.collectGarbage", &json!({}))?;
        let alive = browser.script("return started.filter((memory) => memory.deref()).length;", &[])?;
        ensure!(alive.as_u64().is_some_and(|alive| alive <= 3), "{alive} of 21 cores are still held");
    }
    Ok(())
}

fn always_traps(browser: &mut Browser) -> anyhow::Result<()> {
    open(browser)?;
    browser.script("window.always = 'map_frame'; find('kuril-map').point('iturup');", &[])?;
    browser.wait("the map gives up", "return find('kuril-map').dataset.failed;")?;
    let traps = browser.script("return window.traps;", &[])?;
    ensure!(traps == json!(4), "the core was started {traps} times");
    let failed = browser.attribute("kuril-map", "data-failed")?;
    ensure!(failed.starts_with("kuril-map: the map has stopped: "), "the element says {failed:?}");
    let told = told(browser)?;
    ensure!(told.last() == Some(&failed), "told was {told:?}");
    shows_the_still_page(browser)
}

fn every_map_of_the_page(browser: &mut Browser) -> anyhow::Result<()> {
    open(browser)?;
    browser.script(
        "const other = document.createElement('kuril-map'); other.id = 'other'; other.style.height = '400px';\
            document.body.append(other);",
        &[],
    )?;
    browser.wait("the other map", "return 'complete' in find('#other').dataset;")?;
    let view = browser.script(VIEW, &[])?;
    browser.script("window.broken = 'map_act'; find('#other').point('iturup');", &[])?;
    browser.settle()?;
    let after = browser.script(VIEW, &[])?;
    ensure!(after == view, "the map that did not trap shows {after}, not {view}");
    let other = browser.script("return Boolean(find('#other').position('iturup'));", &[])?;
    ensure!(other == json!(true), "the map that trapped has no Iturup");
    let told = told(browser)?;
    ensure!(told.len() == 1, "told was {told:?}");
    Ok(())
}

fn tools_go_on(browser: &mut Browser) -> anyhow::Result<()> {
    browser.begin_with(SEAM)?;
    browser.open_map()?;
    browser.click(browser.middle("kuril-map >>> .actions .tools")?)?;
    browser.wait("the tools are open", "return Boolean(find('kuril-map >>> .tools-place .survey'));")?;
    browser.click(browser.middle("kuril-map >>> .tools-place [data-tool=measure]")?)?;
    let stage = browser.frame(STAGE)?;
    let exports = ["tools_result", "tools_write", "tools_said", "tools_restore", "map_trail", "map_lonlat_at"];
    for export in exports {
        browser.click(stage.at(0.55, 0.25))?;
        browser.click(stage.at(0.75, 0.25))?;
        browser.script("window.broken = arguments[0];", &[json!(export)])?;
        browser.click(stage.at(0.65, 0.3))?;
        browser.script("find('kuril-map').date = '1910-08-22'; find('kuril-map').date = null;", &[])?;
        browser.wait(&format!("{export} has trapped"), "return window.broken === null;")?;
        browser.settle()?;
        browser.click(stage.at(0.7, 0.25))?;
        let text = browser.text("kuril-map >>> .tools-place")?;
        ensure!(text.contains("Length") && text.contains("km"), "{export}: the tools tell {text:?}");
    }
    let told = told(browser)?;
    ensure!(told.len() == exports.len(), "told was {told:?}");
    ensure!(told.iter().filter(|text| text.starts_with("kuril-map: the tools had stopped")).count() == 4, "{told:?}");
    Ok(())
}

/// Hands out the board on which pictures are painted, and can keep what is painted there from the page.
const BOARD: &str = "window.boards = []; window.blank = false; const Board = globalThis.OffscreenCanvas;\
    if (Board) globalThis.OffscreenCanvas = class extends Board {\
        constructor(...size) { super(...size); boards.push(this); }\
        transferToImageBitmap() { const picture = super.transferToImageBitmap();\
            if (!blank || this !== boards[0]) return picture; const none = new Board(picture.width, picture.height);\
            none.getContext('2d'); return none.transferToImageBitmap(); } };";

fn painted_again(browser: &mut Browser) -> anyhow::Result<()> {
    browser.begin_with(BOARD)?;
    open(browser)?;
    let (view, ground) = (browser.script(VIEW, &[])?, ground(browser)?);
    if browser.script("return boards.length;", &[])? == json!(0) {
        return Ok(());
    }
    // Lost and given back, while the map moves.
    browser.script(
        "boards[0].dispatchEvent(new Event('contextlost')); find('kuril-map').point('iturup');\
        find('kuril-map').point(null); boards[0].dispatchEvent(new Event('contextrestored'));",
        &[],
    )?;
    browser.settle()?;
    is_painted(browser, &ground, "given back")?;
    ensure!(told(browser)?.is_empty(), "told was {:?}", told(browser)?);
    // Lost for good.
    browser.script("window.blank = true; boards[0].dispatchEvent(new Event('contextlost'));", &[])?;
    browser.wait("it is told", "return told.length === 1;")?;
    browser.settle()?;
    ensure!(browser.script(VIEW, &[])? == view, "the map shows something else");
    is_painted(browser, &ground, "on another board")?;
    // A canvas on the page that is lost for good.
    browser.script("find('kuril-map >>> canvas.marks').dispatchEvent(new Event('contextlost'));", &[])?;
    browser.wait("the map gives up", "return find('kuril-map').dataset.failed;")?;
    shows_the_still_page(browser)
}

/// Serves a file from a stream: `flood` without end, `drought` of one byte. What takes long takes a hundredth of it.
const STREAM: &str = "window.told = []; addEventListener('kuril-error', ({ detail }) => told.push(...detail.findings));\
    { const { setTimeout, fetch } = window;\
    window.setTimeout = (call, ms = 0, ...given) => setTimeout(call, ms < 20000 ? ms : ms / 100, ...given);\
    window.fetch = (url, ...given) => { if (!String(url).includes(window.streamed)) return fetch(url, ...given);\
        const part = new Uint8Array(8_000_000).fill(32); let sent = 0;\
        return Promise.resolve(new Response(new ReadableStream({ pull(stream) {\
            if (window.flood) stream.enqueue(part); else if (!sent) stream.enqueue(part.slice(0, 1)); sent += 1;\
            return window.flood || sent < 2 ? undefined : new Promise(() => {}); }, cancel() { window.cancelled = true; } }))); }; }";

fn streamed(browser: &mut Browser, file: &str, floods: bool) -> anyhow::Result<String> {
    browser.begin_with(&format!("window.streamed = '{file}'; window.flood = {floods}; {STREAM}"))?;
    browser.calm()?;
    browser.open("")?;
    browser.wait("it is told", "return told.length && window.cancelled;")?;
    let told = told(browser)?;
    ensure!(told.len() == 1, "told was {told:?}");
    Ok(told.into_iter().next().unwrap_or_default())
}

fn cut_off(browser: &mut Browser) -> anyhow::Result<()> {
    let told = streamed(browser, "/first.", true)?;
    ensure!(told.starts_with("first.") && told.ends_with("expected at most 40000000 bytes, found more"), "{told}");
    shows_the_still_page(browser)
}

fn stops_arriving(browser: &mut Browser) -> anyhow::Result<()> {
    let told = streamed(browser, "/plate.1.", false)?;
    ensure!(told.starts_with("plate.1.") && told.ends_with("nothing has come for 30 seconds"), "{told}");
    // The coarser coasts are there.
    browser.script("find('kuril-map').choose('paramushir');", &[])?;
    browser.has_chosen("paramushir")
}

fn set_back(browser: &mut Browser) -> anyhow::Result<()> {
    browser.begin_with("window.back = 0; { const now = performance.now.bind(performance); performance.now = () => now() - window.back; }")?;
    browser.open("")?;
    browser.is_complete()?;
    let size = "return find('kuril-map').position('paramushir')[2];";
    let home = browser.script(size, &[])?;
    browser.script("find('kuril-map').choose('paramushir'); window.back = 3_600_000;", &[])?;
    browser.wait("the flight arrives", &format!("return (() => {{ {size} }})() > 1.2 * {home};"))?;
    browser.settle()?;
    browser.script("find('kuril-map').state = {}; window.back = 7_200_000;", &[])?;
    browser.wait("the way back", &format!("return Math.abs((() => {{ {size} }})() - {home}) < 0.5;")).map(drop)
}

fn full(browser: &mut Browser) -> anyhow::Result<()> {
    browser.begin_with(
        "{ const full = () => { throw new DOMException('full', 'QuotaExceededError'); };\
            history.pushState = history.replaceState = full;\
            if (globalThis.Cache) Cache.prototype.put = async () => full();\
            for (const store of ['localStorage', 'sessionStorage'])\
                Object.defineProperty(window, store, { get: full }); }",
    )?;
    browser.open_map()?;
    browser.choose("kunashir")?;
    browser.has_chosen("kunashir")?;
    ensure!(browser.attribute("kuril-map", "data-failed")?.is_empty(), "the map has failed");
    Ok(())
}

fn so_many_maps(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    // All in one task, in which no file can come: one map is there, 99 more may be.
    let script = "const box = document.createElement('div'); box.hidden = true; document.body.append(box);\
        const told = []; box.addEventListener('kuril-error', ({ detail }) => told.push(...detail.findings));\
        const add = (count) => { for (let made = 0; made < count; made += 1) box.append(document.createElement('kuril-map')); };\
        const after = async (count) => { add(count); await null; await null; return [...told]; };\
        return (async () => { const heard = [await after(98), await after(1), await after(1)];\
            box.replaceChildren(); await null; await null; told.length = 0; add(1); await null; await null;\
            heard.push([...told]); box.remove(); return heard; })();";
    let heard = browser.script(script, &[])?;
    let many = "the page: expected at most 100 maps, found more";
    let expected: Value = json!([[], [], [many], []]);
    ensure!(heard == expected, "told was {heard}");
    Ok(())
}
