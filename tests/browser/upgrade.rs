//! The way from version 1.0.0 to the site that is built now, for a browser that holds the worker and the copy of the old.

use anyhow::{Context as _, ensure};
use serde_json::json;

use crate::Test;
use crate::browser::Browser;
use crate::elsewhere::{self, HOME};
use crate::site::files;
use kuril_tool::dev::server::content::Content;
use kuril_tool::project::checkout;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] =
    &[("a_browser_that_holds_version_1_0_0_comes_to_the_new_one", a_browser_that_holds_the_old_version)];

/// Whether the worker of the old version serves the page and has kept it with its assets.
const HOLDS_OLD: &str = "return navigator.serviceWorker?.controller?.state === 'activated' &&\
    caches.keys().then(async (names) => { const old = names.find((name) => name.startsWith('kuril-10000000 '));\
        return Boolean(old) && (await (await caches.open(old)).keys()).length >= 3; });";

/// Whether nothing of the old version is kept, and something of the new.
const HOLDS_NEW: &str = "return caches.keys().then((names) => { const ours = names.filter((name) => name.startsWith('kuril-'));\
    return ours.length > 0 && !ours.some((name) => name.startsWith('kuril-10000000')); });";

/// The first words of a file of the site.
const WORDS: &str = "return fetch(arguments[0]).then((answer) => answer.ok ? answer.text() : `status ${answer.status}`)\
    .then((text) => text.slice(0, 60));";

/// The old site, as its host had it.
fn old() -> anyhow::Result<Content> {
    let mut content = Content::default();
    for (path, bytes) in files(&checkout().join("tests/fixtures/release-1.0.0"), HOME.1)? {
        content.insert_foreign(&path, bytes, Vec::new());
    }
    content.insert_foreign("/favicon.ico", Vec::new(), Vec::new());
    Ok(content)
}

fn a_browser_that_holds_the_old_version(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    browser.move_elsewhere(Vec::new())?;
    publish(browser, old()?)?;
    browser.open("")?;
    browser.wait("the old version is kept", HOLDS_OLD)?;
    browser.open("method.html")?;
    browser.wait("the old version serves its pages", HOLDS_OLD)?;
    let root = browser.site.clone();
    publish(browser, elsewhere::content(&[], &browser.serving.early, root.trim_end_matches(HOME.1))?)?;
    browser.open("")?;
    browser.is_complete().context("the first page after the change is the new one")?;
    browser.script("window.loadedOnce = true;", &[])?;
    browser.wait("what the old version kept is gone", HOLDS_NEW)?;
    let stays = browser.script("return Boolean(window.loadedOnce && find('kuril-map'));", &[])?;
    ensure!(stays == json!(true), "the page was loaded again by itself");
    for (path, words) in [
        ("v/1.0.0/kuril-map.js", "export const version = \"1.0.0\""),
        ("v/1.0.0/kuril-embed.js", "window.kurilVersion = \"1.0.0\""),
        ("data/1/first.json", "{\"story\":{\"schema\":1"),
    ] {
        let found = browser.script(WORDS, &[json!(format!("{root}{path}"))])?;
        ensure!(found.as_str().is_some_and(|found| found.starts_with(words)), "{path} is {found}");
    }
    browser.open("method.html")?;
    let heading = browser.text("main h1")?;
    ensure!(!heading.contains("1.0.0"), "an old page is shown: {heading}");
    browser.visit("about:blank")
}

/// Publishes a site in the place of the present one.
fn publish(browser: &Browser, content: Content) -> anyhow::Result<()> {
    browser.server.as_ref().context("the server has been stopped")?.replace(content);
    Ok(())
}
