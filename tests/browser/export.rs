//! Pictures to take away: what is saved and printed is what the reader sees, on the page and in a frame.

use anyhow::{Context as _, ensure};
use resvg::usvg;
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::page::{geodata, word};

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("a_saved_drawing_is_sound_and_names_what_is_chosen", a_saved_drawing_is_sound),
    ("a_saved_picture_has_its_pixels_and_is_not_blank", a_saved_picture_has_its_pixels),
    ("a_saved_picture_never_has_more_pixels_than_phones_grant", a_saved_picture_never_has_too_many_pixels),
    ("a_saved_view_shows_the_readers_window_day_side_and_line", a_saved_view_shows_what_the_reader_sees),
    ("a_saved_view_shows_the_ranges_of_a_card_that_is_closed", a_saved_view_shows_the_ranges),
    ("the_embed_page_saves_pictures_too", the_embed_page_saves_pictures_too),
    ("where_files_are_forbidden_the_picture_is_shown", where_files_are_forbidden_the_picture_is_shown),
    ("a_print_holds_the_picture_alone", a_print_holds_the_picture_alone),
    ("where_printing_is_impossible_the_picture_is_saved", where_printing_is_impossible_the_picture_is_saved),
];

const PANEL: &str = "kuril-map >>> .tools-place";
const NOTE: &str = "kuril-map >>> .tools-place .saving .said";

/// Keeps what the page hands out as files, and what it prints; `arguments[0]` says whether printing begins.
const CATCH: &str = "window.saved = []; window.printed = []; const blobs = new Map(); const begins = arguments[0];\
    const make = URL.createObjectURL.bind(URL);\
    URL.createObjectURL = (blob) => { const url = make(blob); blobs.set(url, blob); return url; };\
    HTMLAnchorElement.prototype.click = function () { window.saved.push([this.download, blobs.get(this.href)]); };\
    const hook = (frame) => { const inner = frame.contentWindow; if (!inner) return; inner.print = () => {\
        const [picture, ...others] = inner.document.body.children;\
        window.printed.push([picture.localName, picture.naturalWidth ?? picture.width, others.length,\
            inner.document.adoptedStyleSheets[0].cssRules[0].cssText]);\
        if (begins) inner.dispatchEvent(new Event('beforeprint')); }; };\
    new MutationObserver((changes) => { for (const { addedNodes } of changes) for (const node of addedNodes)\
        if (node.localName === 'iframe') { hook(node); node.addEventListener('load', () => hook(node)); }\
    }).observe(find('kuril-map >>> .tools-place'), { childList: true });";

/// Opens the tools of the map that is there.
fn open_tools(browser: &Browser, begins: bool) -> anyhow::Result<()> {
    browser.script("find('kuril-map >>> .actions .tools').click();", &[])?;
    browser.wait("the tools are open", "return Boolean(find('kuril-map >>> .tools-place .survey'));")?;
    browser.script(CATCH, &[json!(begins)]).map(drop)
}

/// Presses a button of the section with a layout chosen, and waits until all is done.
fn save(browser: &Browser, kind: &str, layout: &str) -> anyhow::Result<()> {
    let press = "find(`${arguments[0]} select`).value = arguments[1]; find(`${arguments[0]} [data-save=${arguments[2]}]`).click();";
    browser.script(press, &[json!(PANEL), json!(layout), json!(kind)])?;
    let done = "return find('kuril-map >>> .saving').getAttribute('aria-busy') === 'false';";
    browser.wait("the picture is made", done).map(drop)
}

/// The name of the last file.
fn name(browser: &Browser) -> anyhow::Result<String> {
    let name = browser.script("return window.saved.at(-1)?.[0] ?? '';", &[])?;
    Ok(name.as_str().unwrap_or_default().to_owned())
}

/// The text of the last file, which is a drawing that a reader of SVG can open, and its extent.
fn drawing(browser: &Browser) -> anyhow::Result<(String, usvg::Size)> {
    let text = browser.script("return window.saved.at(-1)[1].text();", &[])?;
    let text = text.as_str().context("no drawing was saved")?.to_owned();
    let tree = usvg::Tree::from_str(&text, &usvg::Options::default())?;
    Ok((text, tree.size()))
}

/// Width, height, and number of colours of the last file, which is a picture.
fn pixels(browser: &Browser) -> anyhow::Result<[u64; 3]> {
    let script = "return createImageBitmap(window.saved.at(-1)[1]).then((image) => {\
        const copy = new OffscreenCanvas(600, 400).getContext('2d', { willReadFrequently: true });\
        copy.drawImage(image, 0, 0, 600, 400); const { data } = copy.getImageData(0, 0, 600, 400);\
        return [image.width, image.height, new Set(new Uint32Array(data.buffer)).size]; });";
    serde_json::from_value(browser.script(script, &[])?).context("no picture was saved")
}

fn a_saved_drawing_is_sound(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("paramushir")?;
    open_tools(browser, true)?;
    browser.screenshot("tools-save")?;
    save(browser, "svg", "a4")?;
    let file = "kuril-paramushir-2026-02-20-neutral-en.svg";
    ensure!(name(browser)? == file, "the file is {:?}", name(browser)?);
    let (text, size) = drawing(browser)?;
    ensure!((size.width() - 1122.5).abs() < 0.1 && (size.height() - 793.7).abs() < 0.1, "its extent is {size:?}");
    for part in [">Paramushir</text>", ">As of 20 February 2026 · Neutral</text>", "OpenStreetMap"] {
        ensure!(text.contains(part), "{part} is not in the drawing");
    }
    ensure!(browser.text(NOTE)? == word("en", "tools.saved")?.replace("{name}", file), "{}", browser.text(NOTE)?);
    Ok(())
}

fn a_saved_picture_has_its_pixels(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    open_tools(browser, true)?;
    save(browser, "png2", "a4")?;
    ensure!(name(browser)? == "kuril-2026-02-20-neutral-en-2x.png", "the file is {:?}", name(browser)?);
    let density = "return window.saved.at(-1)[1].slice(37, 58).arrayBuffer().then((part) => {\
        const view = new DataView(part); return [view.getUint32(0), view.getUint32(4), view.getUint8(12), view.getUint32(13)]; });";
    // 192 pixels to an inch are 7559 to a metre, and the chunk has this checksum.
    let chunk = json!([0x7048_5973, 7559, 1, 0x8FE5_F165_u32]);
    ensure!(browser.script(density, &[])? == chunk, "its density is {}", browser.script(density, &[])?);
    let [width, height, colours] = pixels(browser)?;
    ensure!([width, height] == [2245, 1587], "it has {width}x{height} pixels");
    ensure!(colours > 200, "it has {colours} colours");
    ensure!(browser.text(NOTE)?.contains("2245 × 1587"), "{}", browser.text(NOTE)?);
    save(browser, "png4", "letter")?;
    ensure!(name(browser)? == "kuril-2026-02-20-neutral-en-4x.png", "the file is {:?}", name(browser)?);
    ensure!(pixels(browser)?[..2] == [4224, 3264], "Letter has {:?}", pixels(browser)?);
    Ok(())
}

fn a_saved_picture_never_has_too_many_pixels(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    // A map that is as high as it is wide.
    browser.script(
        "const { style } = find('kuril-map >>> .stage'); style.width = '500px'; style.height = '500px';",
        &[],
    )?;
    browser.settle()?;
    open_tools(browser, true)?;
    save(browser, "png4", "view")?;
    let [width, height, _] = pixels(browser)?;
    ensure!((16_000_000..=16_710_000).contains(&(width * height)), "it has {width}x{height} pixels");
    let told = word("en", "tools.saved_smaller")?;
    let end = told.rsplit_once('}').map_or(told.as_str(), |(_, end)| end);
    ensure!(browser.text(NOTE)?.ends_with(end), "{}", browser.text(NOTE)?);
    Ok(())
}

fn a_saved_view_shows_what_the_reader_sees(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.script(
        "const map = find('kuril-map'); map.date = '1900-01-01'; map.perspective = 'japan'; map.lang = 'ru';",
        &[],
    )?;
    browser.choose("urup")?;
    browser.wheel(browser.island("urup")?, -200.0)?;
    browser.settle()?;
    open_tools(browser, true)?;
    browser.click(browser.middle(&format!("{PANEL} [data-tool=measure]"))?)?;
    let stage = browser.frame(crate::page::STAGE)?;
    for across in [0.6, 0.8] {
        browser.click(stage.at(across, 0.2))?;
    }
    browser.settle()?;
    save(browser, "svg", "view")?;
    ensure!(name(browser)? == "kuril-urup-1900-01-01-japan-ru.svg", "the file is {:?}", name(browser)?);
    let (text, size) = drawing(browser)?;
    ensure!((size.width() - 1200.0).abs() < 0.1, "it is {} wide", size.width());
    let length = browser.script("return find('kuril-map >>> .measured dd b').textContent;", &[])?;
    let length = length.as_str().context("nothing was measured")?.to_owned();
    for part in [">Уруп</text>", "1 января 1900", length.as_str()] {
        ensure!(text.contains(part), "{part} is not in the drawing");
    }
    ensure!(!text.contains(">Парамушир</text>"), "the whole chain is in a picture of one island");
    save(browser, "png2", "view")?;
    let [width, height, colours] = pixels(browser)?;
    ensure!(width == 2400 && height > 1000 && colours > 200, "it has {width}x{height} pixels, {colours} colours");
    Ok(())
}

fn a_saved_view_shows_the_ranges(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let deployment = geodata("deployments.json")?;
    let told = |part: &str| deployment.pointer(&format!("/deployments/0/{part}")).cloned().context("it is told");
    browser.choose(told("place")?.as_str().context("a place is an id")?)?;
    browser.script("find('kuril-map >>> [data-ranges]').click(); find('kuril-map').choose(null);", &[])?;
    browser.settle()?;
    open_tools(browser, true)?;
    save(browser, "svg", "view")?;
    let figure = format!(">{}\u{a0}{}</text>", told("ranges/0/km")?, word("en", "unit.km")?);
    let (text, _) = drawing(browser)?;
    ensure!(text.contains(&figure), "the drawing lacks {figure}, which the map shows");
    Ok(())
}

fn the_embed_page_saves_pictures_too(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    browser.open("embed.html?place=urup&lang=ja&theme=dark")?;
    browser.is_complete()?;
    open_tools(browser, true)?;
    save(browser, "svg", "letter")?;
    ensure!(name(browser)? == "kuril-urup-2026-02-20-neutral-ja.svg", "the file is {:?}", name(browser)?);
    let (text, _) = drawing(browser)?;
    ensure!(text.contains("得撫島") && text.contains("fill=\"#ffffff\""), "it is no picture for paper of Urup");
    save(browser, "png2", "view")?;
    ensure!(pixels(browser)?[2] > 200, "the picture is blank");
    Ok(())
}

fn where_files_are_forbidden_the_picture_is_shown(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    open_tools(browser, true)?;
    let forbid = "Object.defineProperty(window, 'frameElement', { configurable: true,\
        value: { sandbox: { length: 1, contains: () => false } } }); window.open = () => null;";
    browser.script(forbid, &[])?;
    save(browser, "png2", "view")?;
    let shown = "const picture = find('kuril-map >>> .shown img'); return picture?.complete && picture.naturalWidth;";
    ensure!(browser.wait("the picture is shown", shown)? == json!(2400));
    ensure!(browser.text(NOTE)? == word("en", "tools.save_hold")?, "{}", browser.text(NOTE)?);
    ensure!(browser.script("return window.saved.length;", &[])? == json!(0), "a file was handed out");
    browser.screenshot("tools-shown")?;
    // The picture is the page's own: its address begins otherwise.
    browser.script("performance.clearResourceTimings();", &[]).map(drop)
}

fn a_print_holds_the_picture_alone(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    open_tools(browser, true)?;
    save(browser, "print", "a4")?;
    let printed = browser.script("return window.printed;", &[])?;
    let [tag, width, others, rule] = [0, 1, 2, 3].map(|at| printed[0][at].clone());
    ensure!(tag == json!("img") && others == json!(0), "printed is {printed}");
    ensure!(width.as_u64().is_some_and(|width| width > 1000), "printed is {printed}");
    let rule = rule.as_str().unwrap_or_default().to_lowercase();
    ensure!(rule.contains("@page") && rule.contains("a4 landscape"), "the page is {rule}");
    ensure!(browser.script("return window.saved.length;", &[])? == json!(0), "a file was handed out too");
    save(browser, "print", "letter")?;
    let frames = browser.script("return find('kuril-map').shadowRoot.querySelectorAll('iframe').length;", &[])?;
    ensure!(frames == json!(1), "{frames} frames are left");
    Ok(())
}

fn where_printing_is_impossible_the_picture_is_saved(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    open_tools(browser, false)?;
    save(browser, "print", "a4")?;
    ensure!(name(browser)? == "kuril-2026-02-20-neutral-en-4x.png", "the file is {:?}", name(browser)?);
    ensure!(pixels(browser)?[..2] == [4490, 3175], "it has {:?}", pixels(browser)?);
    let said = browser.text(NOTE)?;
    ensure!(said.starts_with(&word("en", "tools.unprinted")?) && said.contains(".png"), "{said}");
    let dark: Value = browser.script("return find('kuril-map >>> .frame').dataset.theme;", &[])?;
    ensure!(dark == json!("light"), "printing changed the map");
    Ok(())
}
