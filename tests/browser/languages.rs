//! The words in three languages, the colours by day and by night.

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::page::{HEADING, MARKS, geodata, word};
use crate::pretend::Wishes;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("the_lang_attribute_changes_every_word", the_lang_attribute_changes_every_word),
    ("the_page_in_another_language_keeps_the_place", the_page_in_another_language_keeps_the_place),
    ("runs_of_text_say_their_language", runs_of_text_say_their_language),
    ("the_dark_theme_darkens_map_and_panel", the_dark_theme_darkens_map_and_panel),
    ("the_systems_wish_for_dark_is_followed", the_systems_wish_for_dark_is_followed),
    ("a_language_that_the_story_lacks_leaves_the_default", a_language_that_the_story_lacks_leaves_the_default),
];

/// Language and a piece of the name of Kunashir in it.
const NAMES: [(&str, &str); 3] = [("ja", "国後"), ("ru", "Кунашир"), ("en", "Kunashir")];

/// Whether card, panel, legend, controls and the map itself speak a language.
fn speaks(browser: &Browser, lang: &str, name: &str) -> anyhow::Result<()> {
    let found = browser.attribute("kuril-map >>> .frame", "lang")?;
    ensure!(found == lang, "the frame says that its language is {found:?}");
    let heading = browser.text(HEADING)?;
    ensure!(heading.contains(name), "the card is headed {heading:?}");
    let texts = [(".card", "card.facts"), (".panel", "panel.title"), (".legend", "legend.title")];
    for (part, key) in texts {
        let text = browser.text(&format!("kuril-map >>> {part}"))?;
        let word = word(lang, key)?;
        ensure!(text.contains(&word), "{part} does not say {word:?}");
    }
    let label = browser.attribute("kuril-map >>> .stage", "aria-label")?;
    ensure!(label.contains(&word(lang, "map.label")?), "the map is called {label:?}");
    let button = browser.attribute("kuril-map >>> .views .in", "aria-label")?;
    ensure!(button == word(lang, "view.zoom_in")?, "the button is called {button:?}");
    Ok(())
}

fn the_lang_attribute_changes_every_word(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("kunashir")?;
    speaks(browser, "en", "Kunashir")?;
    let mut lettering = browser.digest(MARKS)?;
    for (lang, name) in NAMES {
        browser.script("find('kuril-map').setAttribute('lang', arguments[0]);", &[json!(lang)])?;
        browser.settle()?;
        speaks(browser, lang, name).with_context(|| lang.to_owned())?;
        let digest = browser.digest(MARKS)?;
        ensure!(digest != lettering, "{lang}: the lettering on the map is the same");
        lettering = digest;
    }
    Ok(())
}

fn the_page_in_another_language_keeps_the_place(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("kunashir")?;
    for (lang, name) in NAMES {
        browser.click(browser.middle(&format!("nav a[lang={lang}]"))?)?;
        browser.wait("the page is another one", &format!("return document.documentElement.lang === '{lang}';"))?;
        browser.is_complete()?;
        browser.settle()?;
        browser.has_chosen("kunashir")?;
        speaks(browser, lang, name).with_context(|| lang.to_owned())?;
        let title = browser.text("h1")?;
        let story = geodata("story.json")?;
        let expected = story.pointer(&format!("/headline/{lang}")).and_then(Value::as_str);
        ensure!(Some(title.as_str()) == expected, "{lang}: the page is called {title:?}");
        let current = browser.script("return find('nav [aria-current=page]').hreflang;", &[])?;
        ensure!(current == json!(lang), "the language that is marked is {current}");
        browser.screenshot(&format!("language-{lang}"))?;
    }
    Ok(())
}

fn runs_of_text_say_their_language(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("kunashir")?;
    let script = "const root = find('kuril-map').shadowRoot; const lang = (node) => {\
            for (let at = node; at; at = at.parentElement) if (at.lang) return at.lang; return ''; };\
        const walker = document.createTreeWalker(root.querySelector('.text'), NodeFilter.SHOW_TEXT); const runs = [];\
        while (walker.nextNode()) runs.push([lang(walker.currentNode.parentElement), walker.currentNode.data]);\
        return runs;";
    for (spoken, _) in NAMES {
        browser.script("find('kuril-map').setAttribute('lang', arguments[0]);", &[json!(spoken)])?;
        browser.settle()?;
        let runs: Vec<(String, String)> = serde_json::from_value::<Value>(browser.script(script, &[])?)
            .and_then(serde_json::from_value)
            .context("runs of text are pairs")?;
        say_their_language(&runs).context(spoken)?;
    }
    Ok(())
}

fn say_their_language(runs: &[(String, String)]) -> anyhow::Result<()> {
    let cyrillic = |text: &str| text.chars().any(|letter| ('А'..='я').contains(&letter));
    let east_asian = |text: &str| text.chars().any(|letter| ('ぁ'..='鿿').contains(&letter));
    for (lang, text) in runs {
        ensure!(!cyrillic(text) || lang == "ru", "{text:?} is marked as {lang}");
        ensure!(!east_asian(text) || lang.starts_with("ja"), "{text:?} is marked as {lang}");
    }
    let count = |wanted: &str| runs.iter().filter(|(lang, _)| lang == wanted).count();
    let found = (count("ja"), count("en"), count("ru"));
    ensure!(found.0 > 5 && found.1 > 5 && found.2 > 5, "runs in Japanese, English and Russian: {found:?}");
    Ok(())
}

/// Brightness of the open sea and of the panel's paper: each the sum of red, green and blue.
fn look(browser: &Browser) -> anyhow::Result<(u64, u64)> {
    let (x, y) = browser.island("simushir")?;
    let [red, green, blue] = browser.ground_at((x, y + 100.0))?;
    let paper = "return getComputedStyle(find('kuril-map >>> .frame')).backgroundColor.match(/\\d+/g)\
        .slice(0, 3).reduce((sum, part) => sum + Number(part), 0);";
    let paper = browser.script(paper, &[])?.as_u64().context("a sum is a number")?;
    Ok((red + green + blue, paper))
}

fn the_dark_theme_darkens_map_and_panel(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let day = look(browser)?;
    browser.script("find('kuril-map').setAttribute('theme', 'dark');", &[])?;
    browser.settle()?;
    let night = look(browser)?;
    ensure!(night.0 < day.0 / 2 && night.1 < day.1 / 2, "sea and paper are {day:?} by day, {night:?} by night");
    browser.screenshot("dark").map(drop)
}

fn the_systems_wish_for_dark_is_followed(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let day = look(browser)?;
    browser.wish(Wishes { calm: true, dark: true })?;
    browser.wait("the dark theme", "return find('kuril-map >>> .frame').dataset.theme === 'dark';")?;
    browser.settle()?;
    let night = look(browser)?;
    ensure!(night.0 < day.0 / 2 && night.1 < day.1 / 2, "sea and paper are {day:?} by day, {night:?} by night");
    Ok(())
}

fn a_language_that_the_story_lacks_leaves_the_default(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("kunashir")?;
    browser.script("find('kuril-map').setAttribute('lang', 'xx');", &[])?;
    browser.settle()?;
    speaks(browser, "en", "Kunashir")?;
    browser.script("find('kuril-map').setAttribute('lang', 'ja-JP');", &[])?;
    browser.settle()?;
    speaks(browser, "ja", "国後島")
}
