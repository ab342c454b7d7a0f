//! The copy of the site that the browser keeps for reading without a network: what it holds, when it is taken, and that a
//! new version takes the place of the old.

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::page::HEADING;
use crate::site::Damage;
use kuril_tool::quality::browser_driver::engine::Engine;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("what_was_visited_opens_offline", what_was_visited_opens_offline),
    ("a_copy_is_shown_when_the_network_takes_too_long", a_copy_is_shown_when_the_network_takes_too_long),
    ("a_new_version_takes_the_place_of_the_old", a_new_version_takes_the_place_of_the_old),
    ("what_a_server_answers_in_disorder_is_gone_when_it_is_mended", what_a_server_answers_in_disorder_is_gone),
    ("what_a_page_asks_for_in_disorder_is_kept_by_nobody", what_a_page_asks_for_in_disorder_is_kept_by_nobody),
    ("a_file_in_the_place_of_the_worker_ends_it", a_file_in_the_place_of_the_worker_ends_it),
    ("a_worker_that_serves_all_of_an_origin_stays", a_worker_that_serves_all_of_an_origin_stays),
    ("an_island_page_asks_for_its_copy_too", an_island_page_asks_for_its_copy_too),
    ("the_page_stores_a_copy_of_itself_and_nothing_else", the_page_stores_a_copy_of_itself_and_nothing_else),
    ("a_frame_stores_nothing", a_frame_stores_nothing),
    ("the_only_way_past_trusted_types_leads_to_the_worker", the_only_way_past_trusted_types_leads_to_the_worker),
];

/// Whether the worker runs and the page is its client.
const KEPT: &str = "return navigator.serviceWorker?.controller?.state === 'activated';";

/// Names and entries of all caches, and what else a page can leave behind; entries without the address of the site.
const STORED: &str = "return (async () => { const root = arguments[0];\
    const caching = await Promise.all((await caches.keys()).map(async (name) =>\
        [name, (await (await caches.open(name)).keys()).map(({ url }) => url.slice(root.length)).sort()]));\
    const bases = await (indexedDB.databases?.() ?? []);\
    return [caching, document.cookie, localStorage.length, sessionStorage.length, bases.length]; })();";

/// Opens a page of the site and waits until it is a client of the worker.
fn visit_kept(browser: &Browser, path: &str) -> anyhow::Result<()> {
    browser.calm()?;
    browser.open(path)?;
    browser.wait("the page is kept", KEPT).map(drop)
}

/// Waits until there is a copy of a page.
fn has_copy(browser: &Browser, path: &str) -> anyhow::Result<()> {
    let script = format!("return caches.match(new URL('{path}', '{}')).then(Boolean);", browser.site);
    browser.wait(&format!("there is a copy of {path:?}"), &script).map(drop)
}

/// The caches by name, each with what it holds.
type Caching = Vec<(String, Vec<String>)>;

/// The caches, and what else is kept: cookies, entries of two storages, data bases.
fn stored(browser: &Browser) -> anyhow::Result<(Caching, Value)> {
    let found = browser.script(STORED, &[json!(browser.site)])?;
    let caching = serde_json::from_value(found.get(0).cloned().unwrap_or_default())?;
    Ok((caching, json!(found.as_array().and_then(|parts| parts.get(1..)))))
}

fn what_was_visited_opens_offline(browser: &mut Browser) -> anyhow::Result<()> {
    visit_kept(browser, "")?;
    browser.open("ja/")?;
    browser.is_complete()?;
    browser.open("islands/paramushir/")?;
    for path in ["ja/", "islands/paramushir/"] {
        has_copy(browser, path)?;
    }
    without_server(browser);
    browser.open("")?;
    browser.is_complete()?;
    browser.choose("kunashir")?;
    browser.has_chosen("kunashir")?;
    browser.script("find('kuril-map >>> [data-act=tools]').click();", &[])?;
    browser.wait("the tools are there", "return find('kuril-map >>> [data-tool=measure]');")?;
    browser.open("ja/#place=iturup")?;
    browser.is_complete()?;
    ensure!(browser.text(HEADING)?.contains("択捉島"), "the card is not in Japanese");
    browser.open("islands/paramushir/")?;
    ensure!(browser.text("h1")?.contains("Paramushir"));
    browser.open("method.html")?;
    ensure!(!browser.text("main h1")?.is_empty(), "the method has no copy");
    browser.open("islands/urup/")?;
    browser.is_complete()?;
    browser.has_chosen("urup").context("a page of an island that was never visited is the map")?;
    // Nothing stands in for a language that was never visited: the browser says that the page cannot be had.
    browser.forgive("AutoCancel");
    let refused = browser.open("ru/islands/urup/").is_err();
    let ours = browser.script("return Boolean(find('kuril-map, main'));", &[]);
    ensure!(refused || ours? == json!(false), "a page that was never visited is shown");
    leave(browser)
}

fn a_copy_is_shown_when_the_network_takes_too_long(browser: &mut Browser) -> anyhow::Result<()> {
    visit_kept(browser, "")?;
    has_copy(browser, "")?;
    let silent = browser.silence_server()?;
    forgive(browser);
    browser.open("")?;
    browser.is_complete()?;
    let waited = browser.script("return performance.getEntriesByType('navigation')[0].responseStart;", &[])?;
    ensure!(waited.as_f64().is_some_and(|waited| waited > 2500.0), "the network had {waited} ms");
    drop(silent);
    leave(browser)
}

fn a_new_version_takes_the_place_of_the_old(browser: &mut Browser) -> anyhow::Result<()> {
    visit_kept(browser, "")?;
    browser.is_complete()?;
    let (before, _) = stored(browser)?;
    let others =
        "return Promise.all(['kuril-0 /elsewhere/', 'another'].map((name) => caches.open(name))).then(() => true);";
    browser.script(others, &[])?;
    browser.publish(renewed)?;
    let update = "return navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => true);";
    browser.script(update, &[])?;
    let waits = "return navigator.serviceWorker.getRegistration().then((one) => Boolean(one.waiting));";
    browser.wait("the new version waits for the old page", waits)?;
    browser.script("find('kuril-map >>> [data-act=tools]').click();", &[])?;
    let tools = browser.wait("the tools", "return find('kuril-map >>> [data-tool=measure]');");
    tools.context("what the old page asks for late comes, though the server has it no more")?;
    browser.open("")?;
    browser.is_complete()?;
    let own = "return caches.keys().then((names) => names.filter((name) => name.endsWith(' /')).every((name) =>\
        name.startsWith('kuril-new')));";
    browser.wait("the old version is gone", own)?;
    let (mut after, _) = stored(browser)?;
    after.retain(|(_, entries)| !entries.is_empty());
    let names = browser.script("return caches.keys().then((names) => names.length);", &[])?;
    ensure!(names == json!(3), "caches of others are gone: {names} are left");
    let entries =
        |stored: &[(String, Vec<String>)]| stored.iter().map(|(_, entries)| entries.len()).collect::<Vec<_>>();
    ensure!(entries(&before) == entries(&after), "kept were {before:?} and are {after:?}");
    without_server(browser);
    browser.open("")?;
    browser.is_complete()?;
    ensure!(browser.script("return document.title;", &[])? == json!("renewed"), "an old page is shown");
    leave(browser)
}

/// The site as if everything in it had changed: no asset has the name that it had.
fn renewed(path: &str, bytes: Vec<u8>) -> (String, Vec<u8>) {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            let text = restamped(&text).replace("\"version\":\"", "\"version\":\"new");
            let title = text.split_once("<title>").zip(text.split_once("</title>"));
            let titled = title.map(|((head, _), (_, rest))| format!("{head}<title>renewed</title>{rest}"));
            titled.unwrap_or(text).into_bytes()
        }
        Err(error) => error.into_bytes(),
    };
    (restamped(path), bytes)
}

/// A text with another fingerprint in each name that has one.
fn restamped(text: &str) -> String {
    let parts: Vec<&str> = text.split('.').collect();
    let is_stamp = |part: &str| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let parts =
        parts.into_iter().map(|part| if is_stamp(part) { part.chars().rev().collect() } else { part.to_owned() });
    parts.collect::<Vec<String>>().join(".")
}

/// The assets by which a server is found in disorder, by the beginning of their names, and what it answers instead.
const DISORDER: [(&str, Damage); 5] = [
    ("controls.", Damage::Missing),
    ("controls.", Damage::Page),
    ("kuril_map_bg.", Damage::Half),
    ("controls.", Damage::Other),
    ("reading.en.", Damage::Page),
];

/// What is wrong with the copies, or nothing: each asset in any cache of the site has the digest of the worker's list.
const SOUND: &str = "return (async () => { const root = arguments[0];\
    const text = await (await fetch(root + 'kuril-worker.js')).text();\
    const { assets } = JSON.parse(text.slice('const KEPT='.length, text.indexOf(';\\n'))); let count = 0;\
    for (const name of await caches.keys()) { const cache = await caches.open(name);\
        for (const { url } of await cache.keys()) { const path = url.slice(root.length);\
            if (!path.startsWith('assets/')) continue; count += 1;\
            const bytes = await (await cache.match(url)).arrayBuffer();\
            const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', bytes));\
            if (assets[path] !== `sha384-${btoa(String.fromCharCode(...digest))}`) return `${path} is not what was built`; } }\
    return count > 5 ? '' : `${count} assets are kept`; })();";

/// Every copy of an asset is what was built.
fn is_sound(browser: &Browser) -> anyhow::Result<()> {
    let wrong = browser.script(SOUND, &[json!(browser.site)])?;
    ensure!(wrong == json!(""), "{wrong}");
    Ok(())
}

fn unchanged(path: &str, bytes: Vec<u8>) -> (String, Vec<u8>) {
    (path.to_owned(), bytes)
}

/// Visits the site while its server is in disorder, until its worker runs and has kept what it will keep.
fn visit_in_disorder(browser: &mut Browser, beginning: &str, damage: Damage) -> anyhow::Result<()> {
    browser.alter(|serving| serving.damage = Some((format!("/assets/{beginning}"), damage)))?;
    browser.calm()?;
    browser.open("")?;
    browser.wait("the page is kept", KEPT)?;
    browser.open("")?;
    browser.wait(
        "the map is there or not",
        "return ['read', 'failed'].some((mark) => mark in find('kuril-map').dataset);",
    )?;
    has_copy(browser, "")
}

fn what_a_server_answers_in_disorder_is_gone(browser: &mut Browser) -> anyhow::Result<()> {
    browser.forgive("");
    for (beginning, damage) in DISORDER {
        let named = || format!("{beginning} {damage:?}");
        visit_in_disorder(browser, beginning, damage).with_context(named)?;
        is_sound(browser).with_context(named)?;
        browser.publish(unchanged)?;
        browser.open("")?;
        browser.is_complete().with_context(named)?;
        let state = browser.script("return [find('kuril-map').dataset.failed ?? '', window.swapped ?? ''];", &[])?;
        ensure!(state == json!(["", ""]), "{}: {state}", named());
        is_sound(browser).with_context(named)?;
        browser.forget(&browser.site)?;
    }
    leave(browser)
}

fn what_a_page_asks_for_in_disorder_is_kept_by_nobody(browser: &mut Browser) -> anyhow::Result<()> {
    browser.forgive("");
    visit_kept(browser, "")?;
    browser.is_complete()?;
    // The copy loses a file, as by a browser that needs the room, while the server is in disorder.
    browser.publish(|path, bytes| {
        let bytes = if path.contains("/assets/controls.") && path.rsplit('.').next() == Some("js") {
            b"window.swapped = 'swapped';".to_vec()
        } else {
            bytes
        };
        (path.to_owned(), bytes)
    })?;
    let lose = "return (async () => { for (const name of await caches.keys()) { const cache = await caches.open(name);\
        for (const request of await cache.keys()) if (/controls[.].*js$/.test(request.url)) await cache.delete(request); }\
        return (await fetch(performance.getEntriesByType('resource').find(({ name }) => /controls[.].*js$/.test(name)).name)\
            .then((answer) => answer.text(), () => 'refused')); })();";
    let answer = browser.script(lose, &[])?;
    ensure!(answer == json!("refused"), "the page gets {answer}");
    leave(browser)
}

fn a_file_in_the_place_of_the_worker_ends_it(browser: &mut Browser) -> anyhow::Result<()> {
    browser.forgive("");
    visit_kept(browser, "")?;
    browser.is_complete()?;
    browser.publish(|path, bytes| {
        let path = match path {
            "/kuril-worker.js" => "/was.js",
            "/kuril-worker-off.js" => "/kuril-worker.js",
            other => other,
        };
        (path.to_owned(), bytes)
    })?;
    let script =
        "return navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => true, () => true);";
    browser.script(script, &[])?;
    let ended = "return Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()])\
        .then(([workers, names]) => !workers.length && !names.length);";
    browser.wait("neither worker nor copy is left", ended)?;
    browser.open("")?;
    browser.is_complete()?;
    leave(browser)
}

fn a_worker_that_serves_all_of_an_origin_stays(browser: &mut Browser) -> anyhow::Result<()> {
    browser.alter(|serving| {
        serving.hosts = true;
        serving.alter = Some(|path, bytes| {
            Some(if path == "/kuril-worker-off.js" { b"// the worker of the origin".to_vec() } else { bytes })
        });
    })?;
    browser.begin_with(
        "if (window.ServiceWorkerContainer) for (const name of ['getRegistration', 'register']) {\
            const native = ServiceWorkerContainer.prototype[name];\
            ServiceWorkerContainer.prototype[name] = function (...given) { window[name] = true; return native.apply(this, given); }; }",
    )?;
    browser.forgive("");
    browser.calm()?;
    browser.open("hosts/bare/page.html")?;
    let made = "return navigator.serviceWorker.register('/kuril-worker-off.js').then(() => navigator.serviceWorker.ready).then(() => true);";
    browser.script(made, &[])?;
    browser.open("")?;
    browser.is_complete()?;
    browser.wait("the page looks for workers", "return window.getRegistration;")?;
    let script = "return navigator.serviceWorker.getRegistrations().then((all) =>\
        [window.register ?? false, all.map(({ active }) => active.scriptURL.split('/').pop())]);";
    let workers = browser.script(script, &[])?;
    ensure!(workers == json!([false, ["kuril-worker-off.js"]]), "the page has asked for another of {workers}");
    leave(browser)
}

fn an_island_page_asks_for_its_copy_too(browser: &mut Browser) -> anyhow::Result<()> {
    browser.move_site("/below/")?;
    visit_kept(browser, "ru/islands/iturup/")?;
    for path in ["ru/islands/iturup/", "ru/", "ru/method.html"] {
        has_copy(browser, path)?;
    }
    without_server(browser);
    browser.open("ru/islands/iturup/")?;
    ensure!(browser.text("h1")?.contains("Итуруп"));
    browser.click(browser.middle(".back a")?)?;
    browser.wait("the map's page is open", "return find('kuril-map');")?;
    browser.is_complete()?;
    browser.has_chosen("iturup")?;
    leave(browser)
}

fn the_page_stores_a_copy_of_itself_and_nothing_else(browser: &mut Browser) -> anyhow::Result<()> {
    visit_kept(browser, "")?;
    browser.is_complete()?;
    browser.choose("urup")?;
    let (caching, else_) = stored(browser)?;
    ensure!(else_ == json!(["", 0, 0, 0]), "besides the copy the page keeps {else_}");
    let script = "return fetch(arguments[0] + 'kuril-worker.js').then((answer) => answer.text())\
        .then((text) => JSON.parse(text.slice('const KEPT='.length, text.indexOf(';\\n'))));";
    let list = browser.script(script, &[json!(browser.site)])?;
    let version = list.get("version").and_then(Value::as_str).context("the list has a version")?;
    let assets: Vec<String> =
        list.get("assets").and_then(Value::as_object).into_iter().flatten().map(|(path, _)| path.clone()).collect();
    let mut expected = [vec![String::new(), "method.html".to_owned()], assets].concat();
    expected.sort();
    ensure!(expected.len() > 25, "the worker keeps {expected:?}");
    ensure!(caching == [(format!("kuril-{version} /"), expected.clone())], "kept is {caching:?}, listed {expected:?}");
    Ok(())
}

fn a_frame_stores_nothing(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    browser.open("embed.html?place=urup")?;
    browser.is_complete()?;
    let (caching, else_) = stored(browser)?;
    ensure!(caching.is_empty() && else_ == json!(["", 0, 0, 0]), "the frame keeps {caching:?} and {else_}");
    let registered = "return navigator.serviceWorker.getRegistrations().then((all) => all.length);";
    ensure!(browser.script(registered, &[])? == json!(0), "the frame has a worker");
    forgive_refusals(browser);
    let made = "try { trustedTypes.createPolicy('kuril-worker', {}); return true; } catch { return false; }";
    ensure!(browser.script(made, &[])? == json!(false), "the frame may make a policy");
    Ok(())
}

fn the_only_way_past_trusted_types_leads_to_the_worker(browser: &mut Browser) -> anyhow::Result<()> {
    browser.begin_with(
        "window.policies = []; if (window.trustedTypes) { const make = trustedTypes.createPolicy.bind(trustedTypes);\
            trustedTypes.createPolicy = (...given) => { const made = make(...given); policies.push(made); return made; }; }",
    )?;
    visit_kept(browser, "")?;
    let script = "const works = (call) => { try { return String(call() ?? true); } catch { return null; } };\
        const [policy] = policies; const worker = new URL('kuril-worker.js', location).href;\
        return [policies.map(({ name }) => name), works(() => policy.createScriptURL(worker)) === worker,\
            ...['./assets/other.js', 'https://elsewhere.invalid/kuril-worker.js', `${worker}?x`, 'kuril-worker.js']\
                .map((address) => works(() => policy.createScriptURL(address))),\
            works(() => policy.createHTML('<b>')), works(() => policy.createScript('1')),\
            works(() => trustedTypes.createPolicy('kuril-worker', {})), works(() => trustedTypes.createPolicy('default', {})),\
            works(() => { document.body.innerHTML = '<b>no</b>'; }),\
            works(() => { document.createElement('script').src = worker; })];";
    let found = browser.script(script, &[])?;
    let none = vec![Value::Null; 10];
    let expected = [vec![json!(["kuril-worker"]), json!(true)], none].concat();
    ensure!(found == json!(expected), "{found}");
    forgive_refusals(browser);
    Ok(())
}

/// Stops the server. What the browser then asks it for in vain is told on the console, and so is the test's own script
/// that the server puts before all others.
fn without_server(browser: &mut Browser) {
    browser.stop_server();
    forgive(browser);
}

/// A policy that refuses something says so on the console.
fn forgive_refusals(browser: &mut Browser) {
    for text in [
        "Content Security Policy",
        "Content-Security-Policy",
        "TrustedType",
        "trusted-types",
        "requires",
        "injection sink",
    ] {
        browser.forgive(text);
    }
}

fn forgive(browser: &mut Browser) {
    for text in ["og/", "early.js", "ru/islands", "net::ERR_", "kuril-worker.js"] {
        browser.forgive(text);
    }
}

/// Leaves the page, so that what it still asks for is not told in the name of the next test.
fn leave(browser: &Browser) -> anyhow::Result<()> {
    browser.visit("about:blank")?;
    ensure!(browser.engine() != Engine::WebKit || browser.caught().is_empty());
    Ok(())
}
