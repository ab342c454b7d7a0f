//! Names that are typed, help, and the whole story by keys alone.

use anyhow::ensure;
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::hands::Key;
use crate::keyboard::{focused, tab_to_map};
use crate::page::word;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("letters_of_any_script_choose_the_island_that_begins_so", letters_choose_the_island_that_begins_so),
    ("one_letter_again_and_again_goes_through_its_islands", one_letter_goes_through_its_islands),
    ("a_question_mark_opens_help_and_escape_closes_it", a_question_mark_opens_help_and_escape_closes_it),
    ("help_speaks_every_language", help_speaks_every_language),
    ("every_control_is_reached_by_the_tab_key_and_shows_it", every_control_is_reached_by_the_tab_key),
    ("arrow_keys_are_the_maps_only_while_it_has_the_focus", arrow_keys_are_the_maps_only_while_it_has_the_focus),
];

const DIALOG: &str = "kuril-map >>> dialog";

fn letters_choose_the_island_that_begins_so(browser: &mut Browser) -> anyhow::Result<()> {
    // However slow the machine is, letters that are written at once follow each other at once.
    browser.begin_with("Object.defineProperty(Event.prototype, 'timeStamp', { get: () => 0 });")?;
    browser.open_map()?;
    tab_to_map(browser)?;
    for (letters, id) in [("itu", "iturup"), ("Etor", "iturup"), ("Пар", "paramushir"), ("国後", "kunashir")] {
        browser.write(letters)?;
        browser.settle()?;
        browser.has_chosen(id)?;
        ensure!(focused(browser)? == "stage", "{letters} took the focus to {}", focused(browser)?);
        browser.press(Key::Escape)?;
        browser.has_chosen("")?;
    }
    browser.write("qq")?;
    browser.has_chosen("")
}

fn one_letter_goes_through_its_islands(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    tab_to_map(browser)?;
    let chosen = |browser: &Browser| browser.script("return find('kuril-map').chosen;", &[]);
    let mut seen: Vec<Value> = Vec::new();
    for _ in 0..3 {
        browser.write("s")?;
        seen.push(chosen(browser)?);
    }
    ensure!(seen.first() == Some(&json!("shumshu")), "the first is {seen:?}");
    ensure!(seen.first() != seen.get(1) && seen.get(1) != seen.get(2), "the same again: {seen:?}");
    Ok(())
}

fn open_help(browser: &Browser) -> anyhow::Result<()> {
    browser.write("?")?;
    browser.wait("the help is open", "return find('kuril-map >>> dialog')?.open;").map(drop)
}

fn a_question_mark_opens_help_and_escape_closes_it(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    tab_to_map(browser)?;
    browser.press(Key::Home)?;
    open_help(browser)?;
    ensure!(focused(browser)? == "close", "the focus is at {:?}", focused(browser)?);
    browser.press(Key::Escape)?;
    browser.wait("the help is closed", "return !find('kuril-map >>> dialog');")?;
    ensure!(focused(browser)? == "stage", "the focus is at {:?}", focused(browser)?);
    browser.has_chosen("atlasov")?;
    browser.click(browser.middle("kuril-map >>> .actions .help")?)?;
    browser.wait("the help is open", "return find('kuril-map >>> dialog')?.open;")?;
    browser.click(browser.middle("kuril-map >>> dialog .close")?)?;
    browser.wait("the help is closed", "return !find('kuril-map >>> dialog');")?;
    ensure!(focused(browser)? == "help", "the focus is at {:?}", focused(browser)?);
    Ok(())
}

fn help_speaks_every_language(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    for lang in ["en", "ja", "ru"] {
        browser
            .script("find('kuril-map').lang = arguments[0]; find('kuril-map >>> .stage').focus();", &[json!(lang)])?;
        browser.settle()?;
        open_help(browser)?;
        let text = browser.text(DIALOG)?;
        for key in ["help.title", "help.walk", "help.type", "help.escape", "help.help", "reader.describe"] {
            let word = word(lang, key)?;
            ensure!(text.contains(&word), "no {word:?} in {text:?}");
        }
        ensure!(!text.contains("help."), "a word is missing in {lang}: {text}");
        browser.press(Key::Escape)?;
        browser.wait("the help is closed", "return !find('kuril-map >>> dialog');")?;
    }
    Ok(())
}

fn every_control_is_reached_by_the_tab_key(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let here = "const at = find('kuril-map').shadowRoot.activeElement; if (!at) return null;\
        const style = getComputedStyle(at), after = getComputedStyle(at, '::after');\
        return [at.closest('.search') ? 'search' : at.classList[0] || at.dataset.perspective || at.dataset.sign || at.type || at.localName,\
            style.outlineStyle !== 'none' || after.borderTopStyle === 'solid'];";
    let mut reached: Vec<String> = Vec::new();
    for _ in 0..45 {
        browser.press(Key::Tab)?;
        let Some((name, shown)) = serde_json::from_value::<Option<(String, bool)>>(browser.script(here, &[])?)? else {
            continue;
        };
        ensure!(shown, "the focus on {name} is not to be seen");
        reached.push(name);
    }
    for name in ["stage", "in", "out", "tools", "help", "neutral", "russia", "summary", "step", "range", "search"] {
        ensure!(reached.iter().any(|found| found == name), "the tab key does not reach {name}, but {reached:?}");
    }
    ensure!(reached.iter().filter(|name| *name == "stage").count() == 1, "the map is more than one stop: {reached:?}");
    ensure!(!reached.iter().any(|name| name == "seen"), "the list behind the picture is a stop of the tab key");
    Ok(())
}

fn arrow_keys_are_the_maps_only_while_it_has_the_focus(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.script("find('kuril-map >>> .views .in').focus();", &[])?;
    for key in [Key::Down, Key::Right, Key::End] {
        browser.press(key)?;
    }
    browser.settle()?;
    browser.has_chosen("")?;
    browser.script("find('kuril-map >>> .stage').focus();", &[])?;
    browser.press(Key::Down)?;
    browser.settle()?;
    browser.has_chosen("atlasov")
}
