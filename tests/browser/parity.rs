//! The canvas of the page and the PNG of the command show the same picture.
//!
//! Both measure with the faces of the command, so that every name finds the same place. The letters themselves are left
//! out on both sides: two painters smooth them differently. What leads to a name (dots, lines) is compared.

use kuril_tool::project::checkout;

use anyhow::{Context as _, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use kuril_map::geo::space::{Screen, ScreenRect, Size};
use kuril_map::paint::{Mark, Svg};
use kuril_map::scene::{self, Purpose, Sheet};
use kuril_map::story::{Day, Story};
use kuril_map::view::{ColorScheme, Input, Session};
use resvg::tiny_skia::Pixmap;
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::page::{Frame, STAGE};
use crate::site;
use kuril_tool::render;
use kuril_tool::render::fonts::FILES;
use kuril_tool::render::raster::Raster;

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] =
    &[("canvas_and_png_show_the_same_picture", canvas_and_png_show_the_same_picture)];

/// Pixels differ where a channel does by more than this: each smooths the edges of a hatch in its own way.
const CHANNEL: u8 = 24;
/// The share of pixels that may differ.
const SHARE: f64 = 0.01;

/// Puts the command's faces in the place of the system's and leaves all letters out; runs before the page's scripts.
const ARRANGE: &str = "const faces = FACES; \
    for (const [family, style, weight, bytes] of faces) \
        document.fonts.add(new FontFace(family, new Uint8Array(bytes), { style, weight })); \
    for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) { \
        const font = Object.getOwnPropertyDescriptor(prototype, 'font'); \
        const set = function (value) { font.set.call(this, value.replace(/system-ui,|Georgia,/, '')); }; \
        Object.defineProperty(prototype, 'font', { get: font.get, set }); \
        prototype.fillText = prototype.strokeText = () => {}; }";

/// Hides all but the canvases, after saying which boxes the controls cover and how large the picture is.
const BARE: &str = "const root = find('kuril-map').shadowRoot; const stage = root.querySelector('.stage'); \
    const origin = stage.getBoundingClientRect(); \
    const boxes = ['.views', '.attribution', '.legend-place', '.sides-switch', '.tools-place'].map((part) => { \
        const box = root.querySelector(part).getBoundingClientRect(); \
        return [box.left - origin.left, box.top - origin.top, box.width, box.height]; }); \
    for (const part of root.querySelectorAll('*')) \
        if (!part.matches('canvas') && !part.querySelector('canvas')) part.style.visibility = 'hidden'; \
    return [stage.clientWidth, stage.clientHeight, boxes];";

/// A view to be compared.
struct View {
    name: &'static str,
    place: Option<&'static str>,
    date: Option<&'static str>,
    side: &'static str,
    lang: &'static str,
    is_dark: bool,
}

/// The first view.
const WHOLE: View = View { name: "whole map", place: None, date: None, side: "neutral", lang: "en", is_dark: false };

const VIEWS: [View; 9] = [
    WHOLE,
    View { name: "four islands", place: Some("four-islands"), ..WHOLE },
    View { name: "Habomai", place: Some("habomai"), lang: "ja", ..WHOLE },
    View { name: "Iturup", place: Some("iturup"), lang: "ru", ..WHOLE },
    View { name: "from Japan", side: "japan", ..WHOLE },
    View { name: "where they differ", place: Some("matua"), side: "differ", ..WHOLE },
    View { name: "1905", date: Some("1905-10-15"), ..WHOLE },
    View {
        name: "Habomai from Japan in 1905",
        place: Some("habomai"),
        date: Some("1905-10-15"),
        side: "japan",
        ..WHOLE
    },
    View { name: "night", is_dark: true, ..WHOLE },
];

fn canvas_and_png_show_the_same_picture(browser: &mut Browser) -> anyhow::Result<()> {
    browser.resize(1280, 800, 1.0, false)?;
    let source = ARRANGE.replace("FACES", &faces().to_string());
    browser.devtools("Page.enable", &json!({}))?;
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": source }))?;
    let root = checkout();
    let (story, raster) = (render::story(&root.join("geodata"))?, Raster::new()?);
    let mut apart = Vec::new();
    for view in VIEWS {
        let (frame, covered) = shown(browser, &view)?;
        let canvas = photographed(browser, frame)?;
        let svg = composed(&story, &view, frame, covered, &raster);
        let png = raster.pixels(&svg, 1)?;
        let share = difference(&canvas, &png)?;
        let name = view.name;
        println!("    {name}: {:.3} % of the pixels differ", share * 100.0);
        if share > SHARE {
            let folder = site::target().join("browser");
            std::fs::create_dir_all(&folder)?;
            canvas.save_png(folder.join(format!("parity-{name}-canvas.png")))?;
            png.save_png(folder.join(format!("parity-{name}-png.png")))?;
            apart.push(format!("{name}: {:.2} %", share * 100.0));
        }
    }
    ensure!(apart.is_empty(), "of these views more pixels differ than may: {}", apart.join(", "));
    Ok(())
}

/// The faces by the family names for which the canvas asks.
fn faces() -> Value {
    let [sans, bold, italic, serif] = FILES;
    let mut faces = Vec::new();
    for (families, weight, style, [western, eastern]) in [
        (["Noto Sans", "Hiragino Sans", "Noto Sans CJK JP"], "400", "normal", sans),
        (["Noto Sans", "Hiragino Sans", "Noto Sans CJK JP"], "700", "normal", bold),
        (["Noto Sans", "Hiragino Sans", "Noto Sans CJK JP"], "400", "italic", italic),
        (["Noto Serif", "Hiragino Mincho ProN", "Noto Serif CJK JP"], "400", "italic", serif),
    ] {
        let [plain, japanese, last] = families;
        faces.extend([plain, japanese].map(|family| json!([family, style, weight, western])));
        faces.push(json!([last, style, weight, eastern]));
    }
    json!(faces)
}

/// Shows a view; says where its picture lies in the viewport and which of its boxes the controls cover.
fn shown(browser: &Browser, view: &View) -> anyhow::Result<(Frame, Vec<ScreenRect>)> {
    browser.calm()?;
    let folder = if view.lang == "en" { String::new() } else { format!("{}/", view.lang) };
    browser.open(&folder)?;
    browser.is_complete()?;
    let script = "const map = find('kuril-map'); map.setAttribute('perspective', arguments[0]);\
        if (arguments[1]) map.setAttribute('date', arguments[1]); \
        map.setAttribute('theme', arguments[2]);";
    let theme = if view.is_dark { "dark" } else { "light" };
    browser.script(script, &[json!(view.side), json!(view.date), json!(theme)])?;
    // Names and insets keep their places while they can, so they are set anew by a way there and back.
    browser.choose("avos")?;
    browser.settle()?;
    browser.script("find('kuril-map').choose(null); find('kuril-map >>> .views .home').click();", &[])?;
    // The button goes when the map has come to rest; until then it is in the way of an inset.
    browser.wait("the map is back at its first view", "return find('kuril-map >>> .views .home').hidden;")?;
    browser.settle()?;
    if let Some(place) = view.place {
        browser.choose(place)?;
    }
    browser.settle()?;
    let frame = browser.frame(STAGE)?;
    let (width, height, boxes): (f64, f64, Vec<[f64; 4]>) =
        serde_json::from_value(browser.script(BARE, &[])?).context("the page has lost a control")?;
    let rect = |[x, y, width, height]: [f64; 4]| {
        let corner = Screen::new(x, y);
        ScreenRect::new(corner, corner + Screen::new(width, height))
    };
    Ok((Frame { width, height, ..frame }, boxes.into_iter().map(rect).collect()))
}

/// What the screen shows in a box of the viewport.
fn photographed(browser: &Browser, frame: Frame) -> anyhow::Result<Pixmap> {
    let clip = json!({ "x": frame.left, "y": frame.top, "width": frame.width, "height": frame.height, "scale": 1 });
    let shot = browser.devtools("Page.captureScreenshot", &json!({ "format": "png", "clip": clip }))?;
    let data = shot.get("data").and_then(Value::as_str).context("the browser sent no picture")?;
    Pixmap::decode_png(&BASE64_STANDARD.decode(data)?).context("the browser sent no PNG")
}

/// The same view by the core, as it stands in the page, without letters.
fn composed(story: &Story, view: &View, frame: Frame, covered: Vec<ScreenRect>, raster: &Raster) -> String {
    let size = Size::new(frame.width, frame.height);
    let mut session = Session::new(story, size);
    let inputs = [
        Input::Resize { size, density: 1.0 },
        Input::ReducedMotion(true),
        Input::Language(view.lang.to_owned()),
        Input::ColorScheme(if view.is_dark { ColorScheme::Night } else { ColorScheme::Day }),
        Input::Covered(covered),
        Input::Perspective(view.side.to_owned()),
        Input::Date(view.date.and_then(Day::parse)),
        Input::Choose(view.place.map(Into::into)),
    ];
    for input in inputs {
        drop(session.update(story, input, 0.0));
    }
    let mut list = scene::compose(story, &session, Sheet { purpose: Purpose::OnPage, ..Sheet::STILL }, raster.fonts());
    let inner = list.insets.iter_mut().flat_map(|inset| [&mut inset.list.marks, &mut inset.list.furniture]);
    for marks in inner.chain([&mut list.marks, &mut list.furniture]) {
        marks.retain(|mark| !matches!(mark, Mark::Text(_)));
    }
    Svg::document(&list, "", "p-")
}

/// The share of the pixels that differ.
fn difference(one: &Pixmap, other: &Pixmap) -> anyhow::Result<f64> {
    let sizes = [one, other].map(|picture| (picture.width(), picture.height()));
    ensure!(sizes[0] == sizes[1], "the pictures are of the sizes {sizes:?}");
    let pairs = one.data().chunks_exact(4).zip(other.data().chunks_exact(4));
    let differs = |(one, other): &(&[u8], &[u8])| one.iter().zip(*other).any(|(a, b)| a.abs_diff(*b) > CHANNEL);
    let count = pairs.filter(differs).count();
    Ok(count as f64 / one.pixels().len() as f64)
}
