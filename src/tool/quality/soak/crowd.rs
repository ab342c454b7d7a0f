//! Many maps: a thousand that come and go, a hundred on one page, and one that is published anew a hundred times.

use std::fs;

use anyhow::ensure;

use crate::dev::server::Server;
use crate::dev::server::content::Content;
use crate::log;
use crate::quality::soak::grown;
use crate::quality::soak::held::Held;
use crate::quality::soak::page::Page;

/// Rounds of coming and going in one script, which a driver waits for so long only; scripts before each sample, and samples.
const MOUNTS: (u32, u32, u32) = (5, 10, 20);
/// Maps on one page, and how often they all come and go.
const MANY: (u32, u32) = (100, 5);
/// How often a live page is published anew.
const EDITS: u32 = 100;
/// The memory of this program may grow by so many bytes while it publishes.
const ROOM: u64 = 48_000_000;

/// Removes the map and adds it again, so often.
const AGAIN: &str = "const map = document.querySelector('kuril-map'), box = map.parentNode;\
    return (async () => { for (let left = arguments[0]; left > 0; left -= 1) {\
        map.remove(); await new Promise((done) => setTimeout(done));\
        const there = new Promise((done) => map.addEventListener('kuril-ready', done, { once: true }));\
        box.append(map); await there; } return true; })();";

/// Puts so many maps in the place of all that is on the page.
const CROWD: &str = "document.body.replaceChildren(...Array.from({ length: arguments[0] }, () => {\
    const map = document.createElement('kuril-map'); map.style.cssText = 'display: block; height: 420px'; return map; }));";

/// A thousand maps come and go.
///
/// # Errors
/// Those of the page, as in all that follow.
pub(super) fn mounts(page: &Page) -> anyhow::Result<Vec<String>> {
    let (rounds, scripts, count) = MOUNTS;
    let samples = sampled(page, count, |page| (0..scripts).try_for_each(|_| page.run(AGAIN, rounds)))?;
    log::note(&format!("{} maps came and went: {}", rounds * scripts * count, Held::last(&samples)));
    grown("maps that come and go", &samples)
}

/// A hundred maps stand on one page; then there is one again.
pub(super) fn many(page: &Page) -> anyhow::Result<Vec<String>> {
    let (maps, count) = MANY;
    let samples = sampled(page, count, |page| {
        page.run(CROWD, maps)?;
        page.is_complete()?;
        page.run(CROWD, 1)
    })?;
    log::note(&format!("{count} times {maps} maps stood on one page: {}", Held::last(&samples)));
    grown("a hundred maps on one page", &samples)
}

fn sampled(page: &Page, count: u32, deed: impl Fn(&Page) -> anyhow::Result<()>) -> anyhow::Result<Vec<Held>> {
    let samples = (0..count).map(|_| {
        deed(page)?;
        page.is_complete()?;
        page.held()
    });
    samples.collect()
}

/// A live page is published anew a hundred times, each time with another title, as `cargo kuril serve` does after a change.
pub(super) fn edits(page: &Page, server: &Server, content: &Content) -> anyhow::Result<Vec<String>> {
    let mut samples = Vec::new();
    let mut before = None;
    for edit in 0..EDITS {
        let mut changed = content.clone();
        changed.insert("/edit.txt", format!("{edit}").into_bytes());
        page.run("window.edit = arguments[0];", edit)?;
        server.replace(changed);
        page.wait("the page comes anew", "return !('edit' in window);")?;
        page.is_complete()?;
        if edit % 5 == 4 {
            samples.push(page.held()?);
        }
        if edit == EDITS / 4 {
            before = resident();
        }
    }
    log::note(&format!("a live page was published {EDITS} times: {}", Held::last(&samples)));
    if let Some((before, after)) = before.zip(resident()) {
        log::note(&format!("the server held {before} bytes then, and holds {after}"));
        ensure!(after < before + ROOM, "the server grows from {before} to {after} bytes");
    }
    grown("a page that is published anew", &samples)
}

/// Bytes of memory of this program; none where the system does not tell.
fn resident() -> Option<u64> {
    let told = fs::read_to_string("/proc/self/status").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
