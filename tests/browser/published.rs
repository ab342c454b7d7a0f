//! The forms in which the map leaves the house: the package, the single file, and the site that knows its address.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::elsewhere::{HOME, Page, published};
use crate::embedding::bare;
use crate::hosts::{WORKS, holds, in_frame};
use crate::{site, trouble};

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("the_package_works_from_a_static_server", the_package_works_from_a_static_server),
    ("the_single_file_opens_from_the_disk", the_single_file_opens_from_the_disk),
    ("the_single_file_runs_no_script_but_its_own", the_single_file_runs_no_script_but_its_own),
    ("a_published_site_works_where_no_headers_are_sent", a_published_site_works_where_no_headers_are_sent),
    ("every_address_of_a_published_site_leads_to_a_file", every_address_of_a_published_site_leads_to_a_file),
];

fn the_package_works_from_a_static_server(browser: &mut Browser) -> anyhow::Result<()> {
    bare(browser)?;
    let script = "const map = document.createElement('kuril-map'); map.style.cssText = 'display: block; height: 560px';\
        document.body.append(map); return import('/node_modules/kuril-map/kuril-map.js').then(() => true);";
    ensure!(browser.script(script, &[])? == json!(true));
    browser.is_complete()?;
    is_painted(browser, "south-sakhalin")?;
    let asked = "return performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)\
        .filter((path) => !path.startsWith('/node_modules/kuril-map/') && path !== '/early.js');";
    let asked = browser.script(asked, &[])?;
    ensure!(asked == json!([]), "the package asks for {asked}");
    Ok(())
}

/// Land is warmer than the sea.
fn is_painted(browser: &Browser, id: &str) -> anyhow::Result<()> {
    let [red, _, blue] = browser.ground_at(browser.island(id)?)?;
    ensure!(red > blue, "{id} is not painted");
    Ok(())
}

/// The single file. Where a browser does not tell what a page does wrong, it is a copy of it in which the page writes that
/// down itself, by a script before the policy.
fn single(browser: &Browser) -> anyhow::Result<PathBuf> {
    let file = site::target().join("single/kuril-map.html");
    let early = trouble::early(browser.engine());
    if early.is_empty() {
        return Ok(file);
    }
    let page = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let (head, rest) = page.split_once("<meta http-equiv").context("the single file says its policy")?;
    let folder = site::target().join("browser").join(browser.engine().name());
    fs::create_dir_all(&folder)?;
    let copy = folder.join("single.html");
    fs::write(&copy, format!("{head}<script>{early}</script><meta http-equiv{rest}"))?;
    Ok(copy)
}

fn the_single_file_opens_from_the_disk(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    browser.visit(&format!("file://{}?place=iturup&lang=ja", single(browser)?.display()))?;
    browser.is_complete()?;
    let state = browser.script("const map = find('kuril-map'); return [map.place, map.lang];", &[])?;
    ensure!(state == json!(["iturup", "ja"]), "the map stands at {state}");
    is_painted(browser, "iturup")?;
    browser.click(browser.island("kunashir")?)?;
    browser.settle()?;
    browser.has_chosen("kunashir")?;
    browser.script("find('kuril-map >>> [data-act=tools]').click();", &[])?;
    browser.wait("the tools are there", "return find('kuril-map >>> [data-tool=measure]');")?;
    let asked =
        "return performance.getEntriesByType('resource').filter(({ name }) => !name.startsWith('data:')).length;";
    ensure!(browser.script(asked, &[])? == json!(0), "the file asks for others");
    // What the file has complained of is told with the rest of the test.
    browser.open("embed.html")
}

fn the_single_file_runs_no_script_but_its_own(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    browser.visit(&format!("file://{}", single(browser)?.display()))?;
    browser.is_complete()?;
    let script = "try { document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = true' })); }\
        catch {} return window.ran ?? null;";
    ensure!(browser.script(script, &[])? == Value::Null, "the policy lets other scripts run");
    for told in ["Content Security Policy", "requires", "injection sink", "forbids"] {
        browser.forgive(told);
    }
    browser.open("embed.html")
}

/// A page of another site with the map in a frame that may run scripts and nothing else.
fn framing() -> Page {
    let page = "<!doctype html><html lang=\"en\"><head><title>a frame</title></head><body>\
        <iframe src=\"/kuril/embed.html?place=paramushir\" title=\"Map\" width=\"800\" height=\"560\" sandbox=\"allow-scripts\">\
        </iframe></body></html>";
    ("/framing.html".to_owned(), page.into())
}

fn a_published_site_works_where_no_headers_are_sent(browser: &mut Browser) -> anyhow::Result<()> {
    browser.move_elsewhere(vec![framing()])?;
    browser.calm()?;
    browser.open("")?;
    browser.is_complete()?;
    browser.choose("iturup")?;
    browser.has_chosen("iturup")?;
    browser.open("embed.html")?;
    browser.is_complete()?;
    let told = browser.script(
        "return find('meta[http-equiv=Content-Security-Policy]').content.includes(`script-src 'self' ${location.origin} `);",
        &[],
    )?;
    ensure!(told == json!(true), "the embed page does not name its origin");
    browser.open("../framing.html")?;
    in_frame(browser, |browser| {
        holds(browser, WORKS)?;
        let origin = browser.script("return self.origin;", &[])?;
        ensure!(origin == json!("null"), "the frame is at home in {origin}");
        Ok(())
    })
}

/// What announces an address to other sites' programs: these lines name the whole of it.
const ANNOUNCED: [&str; 6] = [
    "rel=\"canonical\"",
    "property=\"og:url\"",
    "property=\"og:image\"",
    "rel=\"alternate\" type=\"application/json+oembed\"",
    "<loc>",
    "\"thumbnail_url\"",
];

fn every_address_of_a_published_site_leads_to_a_file(_browser: &mut Browser) -> anyhow::Result<()> {
    let files = published()?;
    let paths: BTreeSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let home = HOME.0.to_owned() + HOME.1;
    let (mut count, mut announced) = (0, BTreeSet::new());
    for (path, bytes) in &files {
        let Ok(text) = str::from_utf8(bytes) else { continue };
        for rest in text.split(home.as_str()).skip(1) {
            let address = rest.split(|letter: char| "\"'<>&\\?#".contains(letter) || letter.is_whitespace()).next();
            let mut wanted = HOME.1.to_owned() + address.unwrap_or_default();
            if wanted.ends_with('/') {
                wanted += "index.html";
            }
            // The folder of a story is named without any of its files.
            let list = wanted.replace("index.html", "integrity.json");
            ensure!(
                [&wanted, &list].iter().any(|wanted| paths.contains(wanted.as_str())),
                "{path} leads to {wanted}, which is not there"
            );
            count += 1;
        }
        for mark in ANNOUNCED {
            for after in text.split(mark).skip(1) {
                let whole = after.split(['>', ',', '<']).next().is_some_and(|value| value.contains(&home));
                ensure!(whole, "{path} announces {mark} without the whole address");
                announced.insert(mark);
            }
        }
    }
    ensure!(announced.len() == ANNOUNCED.len(), "only {announced:?} are announced");
    ensure!(count > 1000, "there are {count} addresses only");
    Ok(())
}
