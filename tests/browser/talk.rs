//! What a frame and its page say to each other, and whose the gestures in a frame are.

use anyhow::ensure;
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::hosts::in_frame;
use crate::page::STAGE;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("a_frame_obeys_its_page_and_tells_it_what_happens", a_frame_obeys_its_page_and_tells_it_what_happens),
    ("a_dark_page_gets_a_dark_map_as_long_as_it_is_dark", a_dark_page_gets_a_dark_map),
    ("a_frame_passes_over_every_other_message", a_frame_passes_over_every_other_message),
    ("a_page_passes_over_what_its_frame_may_not_say", a_page_passes_over_what_its_frame_may_not_say),
    ("nothing_that_bears_a_name_of_the_page_leads_the_loader", nothing_that_bears_a_name_of_the_page_leads_the_loader),
    (
        "a_frame_leaves_the_wheel_to_its_page_unless_its_address_asks",
        a_frame_leaves_the_wheel_to_its_page_unless_its_address_asks,
    ),
    ("an_embed_page_opened_by_itself_takes_the_wheel", an_embed_page_opened_by_itself_takes_the_wheel),
];

fn a_dark_page_gets_a_dark_map(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter(|serving| serving.hosts = true)?;
    browser.calm()?;
    browser.open("hosts/dark.html")?;
    browser.wait("there is a frame", "return Boolean(find('iframe'));")?;
    let scheme = browser.script("return getComputedStyle(find('iframe')).colorScheme;", &[])?;
    ensure!(scheme == json!("dark"), "before the map has come the frame is {scheme}");
    browser.ask_driver("/frame", &json!({ "id": 0 }))?;
    browser.is_complete()?;
    let look = "return [find('kuril-map >>> .frame').dataset.theme, getComputedStyle(document.body).backgroundColor];";
    let dark = browser.script(look, &[])?;
    ensure!(dark == json!(["dark", "rgb(23, 27, 30)"]), "in a dark page the map is {dark}");
    browser.ask_driver("/frame", &json!({ "id": Value::Null }))?;
    browser.script("document.documentElement.className = 'day';", &[])?;
    browser.ask_driver("/frame", &json!({ "id": 0 }))?;
    let follows = "return find('kuril-map >>> .frame').dataset.theme === 'light';";
    browser.wait("the map is light with its page", follows)?;
    let light = browser.script(look, &[])?;
    ensure!(light == json!(["light", "rgb(251, 250, 246)"]), "in a light page the map is {light}");
    browser.ask_driver("/frame", &json!({ "id": Value::Null })).map(drop)
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
        return new Promise((done) => setTimeout(() => done([[...new Set(heights)], heard.length]), 100));";
    let found = browser.script(script, &[])?;
    // Whoever speaks without the nonce is greeted again, which a frame that knows the greeting does not answer.
    ensure!(found == json!([["700px"], 0]), "the page has heard {found}");
    Ok(())
}

fn nothing_that_bears_a_name_of_the_page_leads_the_loader(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter(|serving| serving.hosts = true)?;
    browser.calm()?;
    browser.open("hosts/clobbered.html")?;
    let made = browser.wait("there is a frame", "return find('iframe')?.src;")?;
    let made = made.as_str().unwrap_or_default().to_owned();
    ensure!(made == format!("{}embed.html?lang=en&place=iturup", browser.site), "the frame shows {made}");
    in_frame(browser, |browser| {
        browser.is_complete()?;
        browser.has_chosen("iturup")
    })?;
    let script = "window.heard = []; addEventListener('kuril-select', ({ detail }) => heard.push(detail.place));\
        find('iframe').kuril.choose('urup');";
    browser.script(script, &[])?;
    browser.wait("the page drives the map", "return heard.includes('urup');").map(drop)
}

/// Whether the map takes a turn of the wheel over it, once that has been heard.
fn takes_the_wheel(browser: &Browser) -> anyhow::Result<bool> {
    let before = browser.island("ketoy")?;
    browser.script(
        "window.turned = false; addEventListener('wheel', () => { window.turned = true; }, { once: true, capture: true });",
        &[],
    )?;
    browser.wheel(browser.frame(STAGE)?.at(0.2, 0.2), -320.0)?;
    browser.wait("the wheel is heard", "return window.turned;")?;
    browser.settle()?;
    let after = browser.island("ketoy")?;
    Ok((after.0 - before.0).hypot(after.1 - before.1) > 20.0)
}

fn a_frame_leaves_the_wheel_to_its_page_unless_its_address_asks(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter(|serving| serving.hosts = true)?;
    browser.calm()?;
    for (wish, expected) in [("", false), ("&gestures=direct", true)] {
        browser.open("hosts/bare/page.html")?;
        let script = "const frame = document.createElement('iframe'); frame.width = 900; frame.height = 600;\
            frame.title = 'Map'; frame.src = `/embed.html?lang=en${arguments[0]}`; document.body.append(frame);";
        browser.script(script, &[json!(wish)])?;
        let taken = in_frame(browser, |browser| {
            browser.is_complete()?;
            takes_the_wheel(browser)
        })?;
        ensure!(taken == expected, "with {wish:?} the wheel is taken: {taken}");
    }
    Ok(())
}

fn an_embed_page_opened_by_itself_takes_the_wheel(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    browser.open("embed.html")?;
    browser.is_complete()?;
    ensure!(takes_the_wheel(browser)?, "the wheel is left to a page that is not there");
    Ok(())
}
