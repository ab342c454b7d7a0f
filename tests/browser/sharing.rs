//! What the tools hand out to be pasted elsewhere: it leads to the site of the code, whatever story is shown.

use anyhow::ensure;
use serde_json::json;

use crate::Test;
use crate::browser::Browser;
use crate::embedding::bare;
use crate::page::word;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("code_leads_to_the_site_that_it_came_from", code_leads_to_the_site_that_it_came_from),
    ("a_map_of_a_story_from_elsewhere_hands_out_no_code", a_map_of_a_story_from_elsewhere_hands_out_no_code),
];

/// Opens a page of another site with a map of attributes, and its tools.
fn with_tools(browser: &mut Browser, attributes: &[(&str, &str)]) -> anyhow::Result<()> {
    bare(browser)?;
    let script = "const map = document.createElement('kuril-map'); map.style.height = '560px';\
        for (const [name, value] of arguments[0]) map.setAttribute(name, value); document.body.append(map);\
        const code = document.createElement('script'); code.type = 'module'; code.src = '/kuril-map.js'; document.head.append(code);";
    browser.script(script, &[json!(attributes)])?;
    browser.is_complete()?;
    browser.script("find('kuril-map >>> [data-act=tools]').click();", &[])?;
    browser.wait("the tools are there", "return find('kuril-map >>> .sharing');").map(drop)
}

fn code_leads_to_the_site_that_it_came_from(browser: &mut Browser) -> anyhow::Result<()> {
    with_tools(browser, &[("lang", "en"), ("story", "/data/2"), ("layers", "depth,BUY-NOW-AT-evil.example")])?;
    let values =
        "return [...find('kuril-map >>> .sharing').querySelectorAll('input, textarea')].map(({ value }) => value);";
    browser.wait("link and code are there", &format!("return (() => {{ {values} }})()[0];"))?;
    let given: Vec<String> = serde_json::from_value(browser.script(values, &[])?)?;
    let [link, code] = given.as_slice() else { anyhow::bail!("given are {given:?}") };
    ensure!(*link == format!("{}#layers=depth", browser.site), "the link is {link}");
    ensure!(code.contains(&format!("src=\"{}embed.html?layers=depth\"", browser.site)), "the code is {code}");
    // What a content system strips of styles and scripts still has a size.
    ensure!(code.contains("width=\"100%\" height=\"560\""), "the code is {code}");
    Ok(())
}

fn a_map_of_a_story_from_elsewhere_hands_out_no_code(browser: &mut Browser) -> anyhow::Result<()> {
    with_tools(browser, &[("lang", "en"), ("story", "/older/data/2/")])?;
    let script = "const box = find('kuril-map >>> .sharing');\
        return [box.hidden, box.querySelectorAll('input, textarea, button').length, box.querySelector('.said').textContent];";
    let found = browser.script(script, &[])?;
    ensure!(found == json!([false, 0, word("en", "share.foreign")?]), "the tools say {found}");
    Ok(())
}
