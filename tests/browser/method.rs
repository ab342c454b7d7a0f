//! The page that tells how the map is made.

use anyhow::{bail, ensure};
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::page::geodata;
use crate::pretend::Wishes;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("the_method_is_told_in_every_language_and_leads_to_the_others", the_method_is_told_in_every_language),
    ("the_method_is_one_link_from_the_map_and_back", the_method_is_one_link_from_the_map_and_back),
    ("the_method_fits_a_phone_by_day_and_night", the_method_fits_a_phone_by_day_and_night),
];

/// Language, headings, paths of the links to other languages, unsafe or empty links, and marks left unfilled.
const FOUND: &str = "const links = [...document.querySelectorAll('a')];\
    return { lang: document.documentElement.lang, title: document.title,\
        headings: [...document.querySelectorAll('h1, main h2')].map((heading) => heading.innerText),\
        languages: [...document.querySelectorAll('nav a')].map((link) => new URL(link.href).pathname),\
        current: find('nav a[aria-current]').lang,\
        bad: links.filter((link) => !/^https?:/.test(link.href) || !link.textContent.trim()).map(String),\
        outside: links.filter((link) => link.target && !/noopener/.test(link.rel)).map(String),\
        sources: document.querySelectorAll('main .sources a').length,\
        records: [...document.querySelectorAll('main > section[id]')].slice(-3).map((section) => section.id),\
        open: /[{}]|kuril:/.test(document.body.innerText) };";

fn the_method_is_told_in_every_language(browser: &mut Browser) -> anyhow::Result<()> {
    let method = geodata("method.json")?;
    for (folder, lang) in [("", "en"), ("ja/", "ja"), ("ru/", "ru")] {
        browser.open(&format!("{folder}method.html"))?;
        let found = browser.script(FOUND, &[])?;
        let part = |key: &str| found.get(key).cloned().unwrap_or_default();
        ensure!(part("lang") == json!(lang) && part("current") == json!(lang), "{found}");
        let sections = method.get("sections").and_then(Value::as_array).into_iter().flatten();
        let titles =
            std::iter::once(&method).chain(sections).filter_map(|told| told.pointer(&format!("/title/{lang}")));
        let titles: Vec<_> = titles.cloned().collect();
        // After the sections of the method stand the arguments of both sides, the documents and the events.
        let headings = part("headings").as_array().cloned().unwrap_or_default();
        let [of_method @ .., _, _, _] = headings.as_slice() else { bail!("{lang}: {found}") };
        ensure!(titles.len() == 11 && of_method == titles, "{lang}: {found}");
        ensure!(titles.first() == Some(&part("title")), "{lang}: the page is called {found}");
        ensure!(part("languages") == json!(["/method.html", "/ja/method.html", "/ru/method.html"]), "{found}");
        ensure!(part("bad") == json!([]) && part("outside") == json!([]), "{found}");
        ensure!(part("records") == json!(["arguments", "documents", "events"]), "{lang}: {found}");
        ensure!(part("sources").as_u64() > Some(15) && part("open") == json!(false), "{lang}: {found}");
    }
    Ok(())
}

fn the_method_is_one_link_from_the_map_and_back(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.script("find('footer a[href$=\"method.html\"]').click();", &[])?;
    browser.wait("the method is open", "return location.pathname === '/method.html' && find('main.prose');")?;
    let script = "return Promise.all([...document.querySelectorAll('.files a')].map((link) =>\
        fetch(link.href).then((answer) => answer.ok)));";
    let files = browser.script(script, &[])?;
    ensure!(files == json!([true, true]), "the licences are answered {files}");
    browser.script("find('.back a').click();", &[])?;
    browser.wait("the map is open", "return location.pathname === '/' && find('kuril-map');")?;
    browser.is_complete()
}

fn the_method_fits_a_phone_by_day_and_night(browser: &mut Browser) -> anyhow::Result<()> {
    browser.resize(320, 640, 2.0, true)?;
    let mut papers = Vec::new();
    for dark in [false, true] {
        browser.wish(Wishes { calm: false, dark })?;
        for folder in ["", "ja/", "ru/"] {
            browser.open(&format!("{folder}method.html"))?;
            let script = "const page = document.documentElement; const small = [...document.querySelectorAll('nav a')]\
                .filter((link) => Math.min(link.offsetWidth, link.offsetHeight) < 44).length;\
                return [page.scrollWidth <= innerWidth, small, getComputedStyle(find('.lead')).display];";
            let found = browser.script(script, &[])?;
            ensure!(found == json!([true, 0, "block"]), "{folder} dark {dark}: {found}");
        }
        papers.push(browser.script("return getComputedStyle(document.body).backgroundColor;", &[])?);
    }
    ensure!(papers.first() != papers.last(), "by day and by night the paper is {papers:?}");
    Ok(())
}
