//! The page without scripts: still picture, legend, excerpts, table and credits, made by the core itself.

mod method;
mod place;
pub(crate) mod templates;

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};
use kuril_map::error::Finding;
use kuril_map::geo::space::Size;
use kuril_map::markup::{Element, el, escaped, html};
use kuril_map::paint::{EstimatedMetrics, Svg};
use kuril_map::panel;
use kuril_map::scene::{self, Purpose, Sheet};
use kuril_map::story::Atlas;
use kuril_map::view::{App, Input};

use crate::log;
use crate::story::entry::Entry;
use crate::story::folder::StoryFolder;
use crate::story::format::{Chapter, Method};
use method::{said, sections};
pub(crate) use place::FOLDER as PLACES;

/// Extent of the still picture, CSS pixels.
const PICTURE: Size = Size::new(1000.0, 720.0);

/// Everything that the pages show without scripts, in each language of the story.
pub(crate) struct Still {
    atlas: Atlas,
    method: Entry<Method>,
    chapters: Vec<Entry<Chapter>>,
}

impl Still {
    /// Reads the data files as the browser gets them.
    ///
    /// # Errors
    /// When the story itself or `method.json` cannot be read; what else cannot be read is announced and left out.
    pub(crate) fn new(folder: &StoryFolder, files: &BTreeMap<String, Vec<u8>>) -> anyhow::Result<Self> {
        let method = folder.method.clone().context("method.json is missing")?;
        Ok(Self { atlas: atlas(files)?, method, chapters: folder.chapters.clone() })
    }

    /// The languages of the story, the default first.
    pub(crate) fn languages(&self) -> &[String] {
        &self.atlas.story().languages
    }

    /// The folder in which the pages of a language lie, from the root of the site: empty for the default.
    pub(crate) fn folder(&self, lang: &str) -> String {
        if self.languages().first().is_some_and(|default| default == lang) { String::new() } else { format!("{lang}/") }
    }

    /// The title of the story.
    pub(crate) fn title<'a>(&'a self, lang: &'a str) -> &'a str {
        self.atlas.story().title.get(lang)
    }

    /// The HTML fragments that all pages in a language share, by name.
    pub(crate) fn fragments(&self, lang: &str) -> BTreeMap<String, String> {
        let atlas = &self.atlas;
        let mut app = App::new(atlas, PICTURE);
        app.update(atlas, Input::Language(lang.to_owned()), 0.0);
        let story = atlas.story();
        let picture = scene::compose(atlas, &app, Sheet { purpose: Purpose::Draft, ..Sheet::STILL }, &EstimatedMetrics);
        let word = |key| escaped(story.word(lang, key));
        let fragments = [
            ("lang", escaped(lang)),
            ("title", escaped(story.title.get(lang))),
            ("lead", escaped(story.lead.get(lang))),
            ("skip", word("page.skip")),
            ("language-label", word("language.label")),
            ("table-label", word("table.title")),
            ("picture", Svg::draft(&picture, story.word(lang, "map.label"), "still-")),
            ("failed", word("error.wasm")),
            ("legend", html(&panel::legend(atlas, &app, false))),
            ("excerpts", html(&place::linked(&panel::panel(atlas, &app), &format!("./{PLACES}/"), &self.places()))),
            ("rules", html(&panel::rules(atlas, &app))),
            ("table", html(&panel::table(atlas, &app))),
            ("downloads", html(&self.downloads(lang))),
            ("credits", html(&panel::credits(atlas, &app))),
        ];
        let shared = fragments.map(|(name, text)| (name.to_owned(), text)).into_iter();
        shared.chain(self.of_method(lang)).collect()
    }

    /// The fragments that differ from page to page; `base` is the site's absolute address, if it has one.
    pub(crate) fn of_page(&self, lang: &str, page: &str, base: Option<&str>) -> [(String, String); 2] {
        let page = if page == "index.html" { "" } else { page };
        let alternates = base.map_or_else(String::new, |base| self.alternates(page, base));
        [("languages".to_owned(), self.links(lang, page, self.up(lang))), ("alternates".to_owned(), alternates)]
    }

    /// The page of the method, and the link to it.
    fn of_method(&self, lang: &str) -> [(String, String); 5] {
        let method = &self.method;
        let title = said(&method.title, lang);
        let sections = sections(&self.chapters, &self.atlas, (lang, self.up(lang)));
        let link = el("p").child(el("a").attr("href", "./method.html").text(title));
        let fragments = [
            ("method", sections.iter().map(html).collect()),
            ("method-title", escaped(title)),
            ("method-lead", escaped(said(&method.lead, lang))),
            ("method-back", escaped(said(&method.back, lang))),
            ("method-link", html(&link)),
        ];
        fragments.map(|(name, text)| (name.to_owned(), text))
    }

    /// Links to the files that hold the table and the shapes, with the licence of both.
    fn downloads(&self, lang: &str) -> Element {
        let (word, up) = (|key| self.atlas.story().word(lang, key), self.up(lang));
        let link = |file: &str, key| el("a").attr("href", format!("{up}{file}")).attr("download", "").text(word(key));
        let links = el("p").text(format!("{} ", word("table.download")));
        let links = links.child(link("islands.csv", "table.csv")).text(" · ");
        let links = links.child(link("islands.geojson", "table.geojson"));
        let licence = el("a").attr("href", format!("{up}licence-data.txt")).text(word("table.licence_text"));
        let notice = el("p").text(format!("{} ", word("table.licence"))).child(licence);
        el("div").class("downloads").child(links).child(notice)
    }

    /// The way from the pages in a language to the root of the site.
    fn up(&self, lang: &str) -> &'static str {
        if self.folder(lang).is_empty() { "./" } else { "../" }
    }

    /// Links from a page in one language, from which `up` leads to the root of the site, to the same page in each.
    fn links(&self, here: &str, page: &str, up: &str) -> String {
        let link = |lang: &String| {
            let current = if lang == here { " aria-current=\"page\"" } else { "" };
            let (folder, lang, name) =
                (self.folder(lang), escaped(lang), escaped(self.atlas.story().word(lang, "language.name")));
            format!("<a href=\"{up}{folder}{page}\" hreflang=\"{lang}\" lang=\"{lang}\"{current}>{name}</a>")
        };
        self.languages().iter().map(link).collect()
    }

    /// Where search engines find the page in each language.
    fn alternates(&self, page: &str, base: &str) -> String {
        let base = escaped(base.trim_end_matches('/'));
        let link = |lang: &String| {
            let (folder, lang) = (self.folder(lang), escaped(lang));
            format!("<link rel=\"alternate\" hreflang=\"{lang}\" href=\"{base}/{folder}{page}\">\n")
        };
        self.languages().iter().map(link).collect()
    }
}

/// The atlas of the data files, with the coarsest plate.
fn atlas(files: &BTreeMap<String, Vec<u8>>) -> anyhow::Result<Atlas> {
    let file = |name: &str| files.get(name).with_context(|| format!("{name} is not among the data"));
    let (mut atlas, mut findings) = match Atlas::open("first.json", file("first.json")?) {
        Ok(opened) => opened,
        Err(finding) => bail!("{finding}"),
    };
    findings.extend(atlas.read_features("plate.0.geojson", file("plate.0.geojson")?));
    findings.extend(atlas.read_reading("reading.json", file("reading.json")?));
    findings.iter().map(Finding::to_string).for_each(|finding| log::note(&finding));
    Ok(atlas)
}
