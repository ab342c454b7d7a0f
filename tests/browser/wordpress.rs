//! The plugin for `WordPress` of the folder `tests/examples`: what it makes of what writers may write, and what readers and
//! writers then see.

use kuril_tool::project::checkout;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::examples::examples;
use crate::hosts::{WORKS, holds, in_frame};
use crate::{react, site};

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("a_shortcode_and_a_block_become_frames", a_shortcode_and_a_block_become_frames),
    ("a_writer_sets_another_version_or_none", a_writer_sets_another_version_or_none),
    ("nothing_that_is_written_breaks_out_of_a_shortcode", nothing_that_is_written_breaks_out_of_a_shortcode),
    ("without_an_address_only_writers_are_told", without_an_address_only_writers_are_told),
    ("readers_of_a_post_get_its_maps", readers_of_a_post_get_its_maps),
    ("the_settings_of_the_block_become_its_attributes", the_settings_of_the_block_become_its_attributes),
];

/// The end of every frame that the plugin prints.
const END: &str = "loading=\"lazy\" allow=\"fullscreen; clipboard-write\" \
    sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads\"></iframe>";

/// Runs the plugin on a site with these posts, after what else is set.
fn printed(posts: &Value, set: &Value) -> anyhow::Result<Value> {
    let mut site = json!({
        "base": "https://maps.example.org/kuril/", "locale": "de_DE", "editor": false, "settings": {}, "posts": posts,
    });
    let own = site.as_object_mut().context("a site is an object")?;
    own.extend(set.as_object().into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())));
    let root = checkout();
    let paths: [PathBuf; 2] =
        ["tests/browser/wordpress.php", "tests/examples/wordpress/kuril-map/kuril-map.php"].map(|path| root.join(path));
    let mut php = Command::new("php");
    php.args(["-d", "error_reporting=-1", "-d", "display_errors=stderr"]).args(paths);
    let mut php = php
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("there is no php: run `cargo kuril test browser`")?;
    php.stdin.take().context("php reads")?.write_all(site.to_string().as_bytes())?;
    let output = php.wait_with_output()?;
    ensure!(output.status.success(), "php complains: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).with_context(|| format!("{:?}", String::from_utf8_lossy(&output.stdout)))
}

/// The frame for a query, of a height.
fn frame(query: &str, height: u32) -> String {
    format!(
        "<iframe data-kuril src=\"https://maps.example.org/kuril/embed.html{query}\" title=\"Map of the Kuril Islands\" \
         width=\"100%\" height=\"{height}\" style=\"width: 100%; height: {height}px; border: 0\" {END}"
    )
}

fn a_shortcode_and_a_block_become_frames(_browser: &mut Browser) -> anyhow::Result<()> {
    let posts = json!([
        ["shortcode", { "place": "iturup", "date": "1945-08-28", "lang": "ja", "height": "640" }],
        ["shortcode", ""],
        ["block", { "place": "urup", "perspective": "differ", "view": "147.9,45,2", "theme": "dark", "height": 480 }],
    ]);
    let told = printed(&posts, &json!({ "locale": "ru_RU" }))?;
    let expected = [
        frame("?place=iturup&#038;date=1945-08-28&#038;lang=ja", 640),
        frame("?lang=ru", 560),
        format!(
            "<div class=\"wp-block-kuril-map-map\">{}</div>",
            frame("?place=urup&#038;perspective=differ&#038;lang=ru&#038;view=147.9%2C45%2C2&#038;theme=dark", 480)
        ),
    ];
    ensure!(told.get("html") == Some(&json!(expected)), "printed are {told:#}");
    let (version, digest) = (env!("CARGO_PKG_VERSION"), loader_digest()?);
    let pinned = format!(
        "<script async integrity=\"{digest}\" crossorigin=\"anonymous\" \
         src=\"https://maps.example.org/kuril/v/{version}/kuril-embed.js\"></script>"
    );
    let expected = json!({ "kuril-embed": pinned });
    ensure!(told.get("scripts") == Some(&expected), "expected is {expected}, the scripts are {told:#}");
    let needs = told.pointer("/blocks/kuril-map~1map").and_then(Value::as_array).context("there is a block")?;
    ensure!(needs.contains(&json!("wp-server-side-render")), "the block needs {needs:?}");
    // A language that the map does not speak is not asked for, and a site's constant counts more than its setting.
    let told = printed(&json!([["shortcode", {}]]), &json!({ "constant": "http://elsewhere.example" }))?;
    let html = told.pointer("/html/0").and_then(Value::as_str).unwrap_or_default();
    ensure!(html.contains("src=\"http://elsewhere.example/embed.html\""), "printed is {html}");
    Ok(())
}

/// The digest of the script that posts load, as it was built.
fn loader_digest() -> anyhow::Result<String> {
    let list = site::target().join("site/v").join(env!("CARGO_PKG_VERSION")).join("integrity.json");
    let list: Value = serde_json::from_slice(&std::fs::read(list)?)?;
    let digest = list.pointer("/files/kuril-embed.js").and_then(Value::as_str);
    digest.map(str::to_owned).context("the version lists its loader")
}

fn a_writer_sets_another_version_or_none(_browser: &mut Browser) -> anyhow::Result<()> {
    let posts = json!([["shortcode", { "place": "iturup" }]]);
    let other = format!("2.10.0 sha384-{}", "A".repeat(64));
    let script = |set: Value| anyhow::Ok(printed(&posts, &set)?.pointer("/scripts/kuril-embed").cloned());
    let tag = script(json!({ "pin": other }))?;
    let expected = format!(
        "<script async integrity=\"sha384-{}\" crossorigin=\"anonymous\" \
         src=\"https://maps.example.org/kuril/v/2.10.0/kuril-embed.js\"></script>",
        "A".repeat(64)
    );
    ensure!(tag == Some(json!(expected)), "{tag:?}");
    let none = script(json!({ "pin": "none" }))?;
    ensure!(
        none == Some(json!("<script async src=\"https://maps.example.org/kuril/kuril-embed.js\"></script>")),
        "{none:?}"
    );
    let usual = script(json!({}))?;
    let hostile = ["2.10.0", "../../x sha384-y", "1.0.0 sha384-\" onload=\"alert(1)", "<b>", ""];
    for text in hostile {
        ensure!(script(json!({ "pin": text }))? == usual, "{text}");
    }
    let told = printed(&json!([]), &json!({ "settings": { "kuril_map_pin": [other, " none ", "<b>", null, 7] } }))?;
    let kept = told.pointer("/settings/kuril_map_pin");
    ensure!(kept == Some(&json!([other, "none", "", "", ""])), "kept are {kept:?}");
    Ok(())
}

/// What nobody may get into a page by a shortcode.
const HOSTILE: [&str; 12] = [
    "\"><script>alert(1)</script>",
    "' onload='alert(1)",
    "\" onload=\"alert(1)",
    "javascript:alert(1)",
    "iturup&lang=ja",
    "iturup#x",
    "../../evil",
    "iturup\n",
    "ITURUP\u{0}",
    "<b>",
    "&quot;><img src=x onerror=alert(1)>",
    "択捉島",
];

fn nothing_that_is_written_breaks_out_of_a_shortcode(_browser: &mut Browser) -> anyhow::Result<()> {
    let names = ["place", "date", "perspective", "lang", "view", "theme", "height"];
    let all =
        |text: &str| names.iter().map(|name| ((*name).to_owned(), json!(text))).collect::<serde_json::Map<_, _>>();
    let mut posts: Vec<_> = HOSTILE.iter().map(|text| json!(["shortcode", all(text)])).collect();
    posts.push(json!(["block", { "place": ["iturup"], "height": { "x": 1 }, "title": ["x"], "0": "loose" }]));
    posts.push(json!(["shortcode", { "height": "99999999", "onload": "alert(1)", "src": "https://evil.example" }]));
    posts.push(json!(["shortcode", { "height": "-5", "date": "1945-02-30" }]));
    posts.push(json!(["shortcode", { "title": "\"><script>alert('x')</script>" }]));
    let told = printed(&json!(posts), &json!({}))?;
    let html: Vec<String> = serde_json::from_value(told.get("html").cloned().unwrap_or_default())?;
    ensure!(html.len() == HOSTILE.len() + 4, "{} are printed", html.len());
    let (hostile, rest) = html.split_at(HOSTILE.len());
    for (text, html) in HOSTILE.iter().zip(hostile) {
        // A place may stand between blanks.
        let expected = if text.trim() == "iturup" { frame("?place=iturup", 560) } else { frame("", 560) };
        ensure!(*html == expected, "{text:?} became {html}");
    }
    let titled = frame("", 560)
        .replace("\"Map of the Kuril Islands\"", "\"&quot;&gt;&lt;script&gt;alert(&#039;x&#039;)&lt;/script&gt;\"");
    let plain = format!("<div class=\"wp-block-kuril-map-map\">{}</div>", frame("", 560));
    ensure!(rest == [plain, frame("", 2000), frame("", 320), titled], "printed are {rest:#?}");
    Ok(())
}

fn without_an_address_only_writers_are_told(_browser: &mut Browser) -> anyhow::Result<()> {
    let posts = json!([["shortcode", { "place": "iturup" }]]);
    for base in ["", "maps.example.org", "javascript:alert(1)", "https://x.example/\"><script>", "data:text/html,x"] {
        let told = printed(&posts, &json!({ "base": base }))?;
        ensure!(told.get("html") == Some(&json!([""])) && told.get("scripts") == Some(&json!([])), "{base}: {told:#}");
        let told = printed(&posts, &json!({ "base": base, "editor": true }))?;
        let html = told.pointer("/html/0").and_then(Value::as_str).unwrap_or_default();
        ensure!(html.contains("the address of the map is missing") && !html.contains("iframe"), "{base}: {html}");
    }
    let settings =
        json!([" https://maps.example.org/kuril/ ", "javascript:alert(1)", "https://x.example/\">", null, []]);
    let told = printed(&json!([]), &json!({ "settings": { "kuril_map_base": settings }, "base": "\"><b>" }))?;
    let kept = json!(["https://maps.example.org/kuril", "", "", "", ""]);
    ensure!(told.pointer("/settings/kuril_map_base") == Some(&kept), "the settings become {told:#}");
    let field = told.pointer("/fields/kuril_map_base").and_then(Value::as_str).unwrap_or_default();
    ensure!(field.contains("value=\"&quot;&gt;&lt;b&gt;\"") && !field.contains("<b>"), "the field is {field}");
    Ok(())
}

fn readers_of_a_post_get_its_maps(browser: &mut Browser) -> anyhow::Result<()> {
    let posts =
        json!([["shortcode", { "place": "iturup", "lang": "ja" }], ["block", { "place": "nowhere", "height": 480 }]]);
    let told = printed(&posts, &json!({}))?;
    let html: Vec<String> = serde_json::from_value(told.get("html").cloned().unwrap_or_default())?;
    let script = told.pointer("/scripts/kuril-embed").and_then(Value::as_str).context("there is a loader")?;
    let page = format!(
        "<!doctype html><html lang=\"ja\"><head><title>A post</title>{script}</head>\
         <body>{}</body></html>",
        html.join("<p>The post goes on.</p>")
    );
    browser.move_elsewhere(vec![("/post.html".to_owned(), page.into_bytes())])?;
    browser.calm()?;
    browser.open("../post.html")?;
    in_frame(browser, |browser| {
        browser.is_complete()?;
        browser.has_chosen("iturup")?;
        ensure!(browser.script("return find('kuril-map').lang;", &[])? == json!("ja"));
        holds(browser, WORKS)
    })?;
    browser.wait("the map says how high it is", "return find('iframe').style.minHeight === '560px';")?;
    // A place that nobody knows costs nobody the map.
    browser.script("find('iframe').remove(); scrollTo(0, 0);", &[])?;
    in_frame(browser, |browser| {
        browser.is_complete()?;
        browser.has_chosen("")?;
        holds(browser, WORKS)
    })
}

/// The editor of `WordPress` as far as the block asks for it: its components as plain fields, and React itself.
const EDITOR: &str = "import * as react from '/modules/react.js'; import { createRoot } from '/modules/react-dom-client.js';\
    const h = react.createElement; const plain = ({ children }) => h('div', null, children);\
    const field = ({ label, value, onChange, type }) => h('label', null, label, h('input', { type: type ?? 'text', value: value ?? '', onChange: (event) => onChange(event.target.value) }));\
    const list = ({ label, value, options, onChange }) => h('label', null, label, h('select', { value, onChange: (event) => onChange(event.target.value) }, options.map((one) => h('option', { key: one.value, value: one.value }, one.label))));\
    const Preview = ({ block, attributes }) => h('output', null, JSON.stringify([block, attributes]));\
    const Post = ({ edit }) => { const [attributes, set] = react.useState({ height: 560 });\
        return h(edit, { attributes, setAttributes: (some) => set((all) => ({ ...all, ...some })) }); };\
    window.wp = { element: react, i18n: { __: (text) => text }, serverSideRender: Preview,\
        components: { TextControl: field, SelectControl: list, PanelBody: plain },\
        blockEditor: { InspectorControls: plain, useBlockProps: () => ({ className: 'block' }) },\
        blocks: { registerBlockType: (name, { edit, save }) => { window.saved = [name, save()];\
            createRoot(document.querySelector('main')).render(h(Post, { edit })); } } };\
    document.head.append(Object.assign(document.createElement('script'), { src: '/examples/wordpress/kuril-map/editor.js' }));";

/// Writes into a field as a person does: React looks at what the browser does, not at what scripts set.
const WRITE: &str = "const box = [...document.querySelectorAll('label')].find((one) => one.textContent.startsWith(arguments[0])).querySelector('input, select');\
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), 'value').set.call(box, arguments[1]);\
    box.dispatchEvent(new Event(box.localName === 'select' ? 'change' : 'input', { bubbles: true }));";

fn the_settings_of_the_block_become_its_attributes(browser: &mut Browser) -> anyhow::Result<()> {
    let page = "<!doctype html><html lang=\"en\"><head><title>An editor</title></head><body><main></main>\
        <script type=\"module\" src=\"/editor.js\"></script></body></html>";
    let mut pages = examples()?;
    pages.extend(react::modules()?);
    pages.extend([("/editor.html", page), ("/editor.js", EDITOR)].map(|(path, text)| (path.to_owned(), text.into())));
    browser.move_elsewhere(pages)?;
    browser.open("../editor.html")?;
    browser.wait("the block is there", "return find('.block output');")?;
    for (label, value) in
        [("Place", "iturup"), ("Day", "1945-08-28"), ("Language", "ja"), ("Height", "640"), ("Colours", "dark")]
    {
        browser.script(WRITE, &[json!(label), json!(value)])?;
    }
    browser.wait("the last is taken", "return find('output').textContent.includes('dark');")?;
    browser.script(WRITE, &[json!("Colours"), json!("")])?;
    browser.wait("it is taken back", "return !find('output').textContent.includes('dark');")?;
    let shown = browser.script("return [JSON.parse(find('output').textContent), saved];", &[])?;
    let attributes = json!({ "place": "iturup", "date": "1945-08-28", "lang": "ja", "height": 640 });
    let expected = json!([["kuril-map/map", attributes], ["kuril-map/map", null]]);
    ensure!(shown == expected, "the editor holds {shown}");
    Ok(())
}
