//! The states of the page as axe-core sees them: no rule that it runs by default is broken, nor the one for the size of
//! targets.
//!
//! In Chromium each state is looked at in each language, by day and by night. In the other engines each state is looked
//! at in each language of the map and by day and night, each language by day and night: all pairs, not all three at once.
//! A page is loaded once per language, and axe looks at what is new: at the whole page in the first view, later at the
//! part that a state changes; at the rules for colours alone when only the colours have changed.

use std::fs;

use anyhow::{Context as _, ensure};
use serde_json::json;

use crate::Test;
use crate::browser::Browser;
use crate::hands::Key;
use crate::pretend::Wishes;
use crate::site;
use kuril_tool::quality::browser_driver::engine::Engine;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("axe_finds_nothing_in_the_first_view", |browser| map(browser, 0, WHOLE, |_| Ok(()))),
    ("axe_finds_nothing_in_the_card_of_an_island", |browser| map(browser, 1, MAP, |at| at.choose("iturup"))),
    ("axe_finds_nothing_in_the_list_of_excerpts", |browser| map(browser, 2, MAP, in_the_list)),
    ("axe_finds_nothing_in_the_tour", |browser| map(browser, 0, MAP, on_the_tour)),
    ("axe_finds_nothing_in_the_map_of_1910", |browser| map(browser, 1, MAP, |at| on_the_day(at, "1910-08-22"))),
    ("axe_finds_nothing_in_the_map_of_1945_with_ranges", |browser| map(browser, 2, MAP, with_ranges)),
    ("axe_finds_nothing_in_the_open_search", |browser| map(browser, 0, MAP, searching)),
    ("axe_finds_nothing_in_the_sorted_table", |browser| map(browser, 1, TABLE, sorted)),
    ("axe_finds_nothing_in_the_embed_page", |browser| map(browser, 2, EMBED, |_| Ok(()))),
    ("axe_finds_nothing_in_the_page_of_an_island", |browser| page(browser, "islands/iturup/")),
    ("axe_finds_nothing_in_the_page_of_a_group", |browser| page(browser, "islands/four-islands/")),
    ("axe_finds_nothing_in_the_open_tools", |browser| map(browser, 2, MAP, with_tools)),
    ("axe_finds_nothing_in_the_method", |browser| page(browser, "method.html")),
    ("axe_finds_nothing_in_the_page_without_scripts", |browser| {
        browser.alter_site(site::without_modules)?;
        page(browser, "")
    }),
];

/// Languages and the folders of their pages.
const LANGUAGES: [(&str, &str); 3] = [("en", ""), ("ja", "ja/"), ("ru", "ru/")];

/// A page, the part of it that is looked at, and what is taken out before: the still picture and its texts, which the
/// map has replaced and nobody sees or hears, and the table where only the map is looked at. They are most of the page,
/// and axe would go through them each time.
type Part = (&'static str, &'static str, &'static str);
const WHOLE: Part = ("", "html", "");
const MAP: Part = ("", "kuril-map", "kuril-map > *, #islands");
const TABLE: Part = ("", "#islands", "kuril-map > *");
const EMBED: Part = ("embed.html", "html", "kuril-map > *");

/// What axe finds in a part of the page, by all rules or by those for colours: a line for each element that breaks a rule,
/// or has letters in the colour of their ground, of which axe says that it cannot tell. It is not to fetch styles, which a
/// policy forbids.
const FOUND: &str = "const all = { rules: { 'target-size': { enabled: true } } };\
    const colours = { runOnly: ['cat.color'] };\
    if (arguments[2]) for (const out of document.querySelectorAll(arguments[2])) out.remove();\
    return axe.run(arguments[0] === 'html' ? document : find(arguments[0]), { ...(arguments[1] ? all : colours),\
        preload: false, resultTypes: ['violations', 'incomplete'] }).then(({ violations, incomplete, passes }) => {\
    const alike = incomplete.map((rule) => ({ ...rule, nodes: rule.nodes.filter(({ any }) =>\
        any.some(({ data }) => data?.messageKey === 'equalRatio')) }));\
    return [passes.length, [...violations, ...alike].flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>\
        `${id} at ${target.flat().join(' >>> ')}: ${failureSummary.replace(/\\s+/g, ' ')}`))]; });";

/// What of a page has changed since axe last looked.
#[derive(Clone, Copy, Eq, PartialEq)]
enum News {
    All,
    Colours,
}

/// Looks at a part of the page as it is.
fn looks_sound(browser: &Browser, (_, part, out): Part, news: News, what: &str) -> anyhow::Result<()> {
    if browser.script("return !window.axe;", &[])? == json!(true) {
        let path = site::target().join("npm/node_modules/axe-core/axe.min.js");
        let source = fs::read_to_string(path).context("axe-core is missing: run `cargo kuril test browser`")?;
        browser.script(&source, &[])?;
    }
    let found = browser.script(FOUND, &[json!(part), json!(news == News::All), json!(out)])?;
    let (passed, broken): (usize, Vec<String>) = serde_json::from_value(found)?;
    let least = if news == News::All { 5 } else { 1 };
    ensure!(passed >= least, "{what}: axe has looked at next to nothing");
    let first = broken.iter().take(6).flat_map(|line| ["\n      ", line]).collect::<String>();
    ensure!(broken.is_empty(), "{what}: axe finds {} elements at fault:{first}", broken.len());
    Ok(())
}

/// Puts a page with the map into a state and looks at it in all languages and colours, as far as the engine is to.
fn map(browser: &Browser, turn: usize, part: Part, state: fn(&Browser) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let whole = browser.engine() == Engine::Chromium;
    let (name, ..) = part;
    for (at, (lang, folder)) in LANGUAGES.iter().enumerate() {
        // In the other engines one page is enough, whose map speaks one language after the other.
        if !whole && at != turn {
            continue;
        }
        darken(browser, false)?;
        browser.open(&format!("{folder}{name}"))?;
        browser.is_complete()?;
        state(browser)?;
        for (step, (spoken, _)) in LANGUAGES.iter().enumerate().filter(|_| !whole) {
            browser.script("find('kuril-map').setAttribute('lang', arguments[0]);", &[json!(spoken)])?;
            look(browser, (spoken, (step + turn) % 2 == 1), part, News::All)?;
        }
        for (dark, news) in [(false, News::All), (true, News::Colours)].into_iter().filter(|_| whole) {
            look(browser, (lang, dark), part, news)?;
        }
    }
    Ok(())
}

/// Looks at the map's page by day or by night.
fn look(browser: &Browser, (lang, dark): (&str, bool), part: Part, news: News) -> anyhow::Result<()> {
    darken(browser, dark)?;
    let theme = if dark { "dark" } else { "light" };
    browser.wait("the theme is set", &format!("return find('kuril-map >>> .frame').dataset.theme === '{theme}';"))?;
    browser.settle()?;
    looks_sound(browser, part, news, &format!("{lang}, {theme}"))
}

/// Looks at a page without a map in all languages and colours.
fn page(browser: &Browser, name: &str) -> anyhow::Result<()> {
    for (lang, folder) in LANGUAGES {
        darken(browser, false)?;
        browser.open(&format!("{folder}{name}"))?;
        looks_sound(browser, WHOLE, News::All, lang)?;
        if browser.engine() != Engine::WebKit {
            darken(browser, true)?;
            looks_sound(browser, WHOLE, News::Colours, &format!("{lang}, dark"))?;
        }
    }
    Ok(())
}

/// The reader's system wishes for dark colours or light ones; in `WebKitGTK`, which has no such wish, the map is told to.
fn darken(browser: &Browser, dark: bool) -> anyhow::Result<()> {
    if browser.engine() == Engine::WebKit {
        let theme = if dark { "dark" } else { "light" };
        return browser.script("find('kuril-map')?.setAttribute('theme', arguments[0]);", &[json!(theme)]).map(drop);
    }
    browser.wish(Wishes { calm: true, dark })
}

/// Presses what is in the map's panel or card.
fn press(browser: &Browser, selector: &str) -> anyhow::Result<()> {
    let script = "const found = find(arguments[0]); found?.click(); return !!found;";
    let pressed = browser.script(script, &[json!(format!("kuril-map >>> {selector}"))])?;
    ensure!(pressed == json!(true), "there is no {selector}");
    browser.settle()
}

fn in_the_list(browser: &Browser) -> anyhow::Result<()> {
    browser.choose("paramushir")?;
    press(browser, ".card .goto")
}

fn on_the_tour(browser: &Browser) -> anyhow::Result<()> {
    press(browser, "[data-guide=enter]")?;
    press(browser, "[data-guide=next]")
}

fn on_the_day(browser: &Browser, day: &str) -> anyhow::Result<()> {
    browser.script("find('kuril-map').date = arguments[0];", &[json!(day)])?;
    browser.settle()
}

fn with_ranges(browser: &Browser) -> anyhow::Result<()> {
    browser.choose("paramushir")?;
    press(browser, ".card [data-ranges]")?;
    on_the_day(browser, "1945-08-28")
}

fn with_tools(browser: &Browser) -> anyhow::Result<()> {
    press(browser, ".actions .tools")?;
    browser.wait("the tools are open", "return Boolean(find('kuril-map >>> .tools-place .survey'));").map(drop)
}

fn searching(browser: &Browser) -> anyhow::Result<()> {
    browser.script("find('kuril-map >>> .search input').focus();", &[])?;
    browser.write("ku")?;
    browser.press(Key::Down)?;
    browser.wait("the list is open", "return !find('kuril-map >>> .search ul').hidden;").map(drop)
}

fn sorted(browser: &Browser) -> anyhow::Result<()> {
    browser.wait("the headers are buttons", "return find('#islands thead button');")?;
    browser.script("find('#islands thead button').click(); find('#islands').scrollIntoView();", &[]).map(drop)
}
