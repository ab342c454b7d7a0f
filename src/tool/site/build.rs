//! Builds the site in `target/site`: pages, fingerprinted assets, compressed forms, and host configuration.
//!
//! It is assembled in memory, written next to the old site and then renamed, so that a failed build leaves the last
//! good site. All addresses inside are relative; `--base-url` is only for those that must be absolute.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context as _, bail};

use crate::log;
use crate::project::Project;
use crate::site::assets::fingerprint::{Assets, Uses};
use crate::site::assets::flatten::flatten;
use crate::site::assets::languages;
use crate::site::assets::references::Language;
use crate::site::assets::root::{self, rooted};
use crate::site::assets::root_font;
use crate::site::code::{Code, Sources};
use crate::site::data_licences;
use crate::site::entry;
use crate::site::headers::{FileKind, admitting, policy_in_page};
use crate::site::host_config::{self, Published};
use crate::site::legend_css;
use crate::site::link_check;
use crate::site::offline;
use crate::site::output::{FileRecord, SiteFile, write};
use crate::site::pages;
use crate::site::pages::StaticPages;
use crate::site::pages::templates;
use crate::site::releases::bill_of_materials;
use crate::site::releases::npm_package;
use crate::site::releases::past;
use crate::site::releases::single_file;
use crate::site::releases::version::{self, VersionInputs};
use crate::site::seo;
use crate::site::social_cards;
use crate::story::bundle;
use crate::story::export;
use crate::story::folder::StoryFolder;
use crate::story::schemas;

/// Modules that other sites refer to: each is also available at the root under a permanent name.
const ENTRIES: [&str; 1] = ["kuril-map.js"];
/// The template of the pages of places.
const PLACE_PAGE: &str = "island.html";
/// The classic script that other sites refer to: it is copied to the root unchanged.
const LOADER: &str = "kuril-embed.js";
/// The fragment with the origins from which the embed page reads stories.
const STORIES_FROM: &str = "stories-from";

/// Options of the build.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct BuildOptions {
    /// The address at which the site will be published, for the few references that must be absolute.
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// The folder for the site, instead of `target/site`; the other forms of the map are then not written.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) to: Option<PathBuf>,
    /// The site as last published, whose versions and data are preserved.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) earlier: Option<PathBuf>,
    /// An origin such as <https://news.example> whose pages may show the map in a frame; may be given several times.
    /// Without it those of any origin may.
    #[arg(long, value_name = "ORIGIN", value_parser = host_config::origin)]
    pub(crate) framed_by: Vec<String>,
    /// An origin besides the site's own from which `embed.html?story=…` may show stories; may be given several times.
    #[arg(long, value_name = "ORIGIN", value_parser = host_config::story_origin)]
    pub(crate) stories_from: Vec<String>,
}

/// Builds the site and returns a list of its files.
///
/// # Errors
/// When the map does not compile, a page or a script refers to a missing file, or data is not JSON.
pub(crate) fn build(project: &Project, options: &BuildOptions) -> anyhow::Result<Vec<FileRecord>> {
    let origin = options.base_url.as_deref().map(|base| match templates::origin(base) {
        Some(origin) => Ok(origin),
        None => bail!("--base-url {base}: an address such as https://map.example/kuril is expected"),
    });
    let origin = origin.transpose()?;
    let story = StoryFolder::open_readable(project.story())?;
    let code = Code::of(project)?;
    let data_licences = data_licences::text(&story)?;
    let Inputs { pages, texts, mut sources, mut data } = inputs(&code, &story)?;
    let static_pages = StaticPages::new(&story, &data)?;
    data.remove(bundle::WHOLE);
    sources.extend(data.clone());
    if options.to.is_none() {
        let (texts, sources) = (rooted(&texts, root::NOWHERE), rooted(&sources, root::NOWHERE));
        npm_package::write(project, &sources, &data_licences)?;
        let licences = (code.licence.as_str(), data_licences.as_str());
        write_single(project, &static_pages, (&pages, licences), (&texts, &sources))?;
    }
    let (texts, mut sources) = (rooted(&texts, root::FROM_VERSION), rooted(&sources, root::FROM_ASSETS));
    let (_, worker) = sources.remove_entry(offline::NAME).with_context(|| format!("{} is missing", offline::NAME))?;
    let (_, off) = sources.remove_entry(offline::OFF).with_context(|| format!("{} is missing", offline::OFF))?;
    let (_, loader) = sources.remove_entry(LOADER).with_context(|| format!("{LOADER} is missing"))?;
    let assets = Assets::new(&sources)?;
    let mut files = main_pages(&pages, &assets, options, &static_pages)?;
    let place_pages = place_pages(&pages, &assets, options, &static_pages)?;
    let visited = files.iter().chain(&place_pages).filter(|page| FileKind::of(&page.path) == FileKind::Page);
    let worker = offline::worker(&worker, visited.map(|page| (page.path.as_str(), &page.uses.all)), &assets)?;
    files.extend([SiteFile::plain(offline::NAME, worker), SiteFile::plain(offline::OFF, off)]);
    files.extend(entries(&assets));
    let inputs = VersionInputs { texts: &texts, assets: &assets, data: &data, loader: &loader };
    let versions = version_files(&inputs, options)?;
    files.push(SiteFile::plain(LOADER, loader));
    let licences = [("licence-code.txt", &code.licence), ("licence-data.txt", &data_licences)];
    files.extend(licences.map(|(name, text)| SiteFile::plain(name, text.clone().into_bytes())));
    files.push(SiteFile::plain(bill_of_materials::NAME, bill_of_materials::written(&code.crates, &story)?));
    files.extend(export::files(&story)?.into_iter().map(|(name, bytes)| SiteFile::plain(name, bytes)));
    let mut permanent: Vec<_> = files.iter().map(|file| format!("/{}", file.path)).collect();
    // One rule per folder, because hosts limit the number of rules.
    permanent.extend(version::folders(&versions));
    files.extend(versions.into_iter().map(|(path, bytes)| SiteFile::plain(&path, bytes)));
    permanent.extend([social_cards::FOLDER, schemas::FOLDER].map(|folder| format!("/{folder}/*")));
    for folder in [pages::PLACES, pages::STEPS] {
        let languages = static_pages.languages().iter();
        permanent.extend(languages.map(|lang| format!("/{}{folder}/*index.html", static_pages.folder(lang))));
    }
    files.extend(schemas::ALL.map(|(name, text)| SiteFile::plain(&format!("{}/{name}", schemas::FOLDER), text.into())));
    files.extend(social_cards::files(project)?.into_iter().map(|(name, bytes)| SiteFile::plain(&name, bytes)));
    if let Some(base) = &options.base_url {
        permanent.extend(["/sitemap.xml".to_owned(), "/robots.txt".to_owned(), format!("/{}/*", seo::FOLDER)]);
        files.extend(seo::files(&static_pages, base)?.into_iter().map(|(name, bytes)| SiteFile::plain(&name, bytes)));
    }
    files.extend(place_pages);
    files.extend(assets.iter().map(|(name, asset)| SiteFile {
        name: name.clone(),
        path: asset.path.clone(),
        bytes: asset.bytes.clone(),
        uses: asset.uses.clone(),
    }));
    check_links(&files)?;
    let to = options.to.as_deref();
    let published = Published { origin, framed_by: &options.framed_by, stories_from: &options.stories_from };
    let hosts = host_config::files(&permanent, published);
    log::step("packing and writing the site", || write(project, &files, &hosts, to))
}

/// The inputs of the site, by name.
struct Inputs {
    pages: Sources,
    /// Scripts and styles, not minified.
    texts: Sources,
    /// The same, minified.
    sources: Sources,
    data: Sources,
}

/// Prepares the code for a story: pages, styles and scripts for its languages, and the modules.
fn inputs(code: &Code, story: &StoryFolder) -> anyhow::Result<Inputs> {
    let mut www = code.www.clone();
    languages::repeat(&mut www, story.languages())?;
    let (mut pages, mut sources): (Sources, Sources) =
        flatten(&www)?.into_iter().partition(|(name, _)| Language::of(name) == Some(Language::Html));
    templates::insert_partials(&mut pages)?;
    templates::insert_partial_styles(&mut sources)?;
    sources.extend(code.modules.clone());
    let texts = sources.clone();
    for (name, source) in &mut sources {
        *source = minified(name, source)?;
    }
    Ok(Inputs { pages, texts, sources, data: bundle::files(story)? })
}

/// The files of all versions, by path: the current version, those published earlier, and the aliases of the newest.
fn version_files(inputs: &VersionInputs<'_>, options: &BuildOptions) -> anyhow::Result<Sources> {
    let mut files = version::files(inputs, options.base_url.as_deref())?;
    if let Some(site) = &options.earlier {
        past::carry_over(site, &mut files)?;
    }
    files.extend(version::aliases(&files)?);
    if options.base_url.is_some() {
        let folder = [version::FOLDER, version::current()].join("/");
        log::note(&format!("the snippets to paste are in {folder}/{} of the site", version::SNIPPETS));
    }
    Ok(files)
}

/// Minifies a script or style; returns anything else unchanged.
fn minified(name: &str, source: &[u8]) -> anyhow::Result<Vec<u8>> {
    let text = || str::from_utf8(source).with_context(|| format!("{name} is not UTF-8"));
    match Language::of(name) {
        Some(Language::Script) => Ok(minifier::js::minify(text()?).to_string().into_bytes()),
        Some(Language::Style) => match minifier::css::minify(&legend_css::fill(name, text()?)) {
            Ok(minified) => Ok(root_font::held(name, minified.to_string()).into_bytes()),
            Err(error) => bail!("{name}: {error}"),
        },
        _ => Ok(source.to_vec()),
    }
}

/// The pages in every language, complete with fragments, addresses and references.
fn main_pages(
    pages: &BTreeMap<String, Vec<u8>>,
    assets: &Assets,
    options: &BuildOptions,
    static_pages: &StaticPages,
) -> anyhow::Result<Vec<SiteFile>> {
    let base = options.base_url.as_deref();
    let mut files = Vec::new();
    for lang in static_pages.languages() {
        let mut fragments = static_pages.fragments(lang);
        let is_there = |name: &str| name != PLACE_PAGE && (name != pages::METHOD_PAGE || static_pages.has_method());
        for (name, bytes) in pages.iter().filter(|(name, _)| is_there(name)) {
            fragments.extend(static_pages.page_fragments(lang, name, base));
            let own = policy(name, base);
            let is_embed = FileKind::of(&format!("/{name}")) == FileKind::Embed;
            let policy = if is_embed { admitting(&own, &options.stories_from) } else { own };
            fragments.insert("policy".to_owned(), policy);
            fragments.insert(STORIES_FROM.to_owned(), options.stories_from.join(" "));
            files.push(page_file((name, bytes), static_pages.folder(lang) + name, &fragments, (assets, base))?);
        }
    }
    Ok(files)
}

/// The pages of places and of the steps of the tour in every language, from the same template.
fn place_pages(
    pages: &BTreeMap<String, Vec<u8>>,
    assets: &Assets,
    options: &BuildOptions,
    static_pages: &StaticPages,
) -> anyhow::Result<Vec<SiteFile>> {
    let base = options.base_url.as_deref();
    let (name, bytes) = pages.get_key_value(PLACE_PAGE).with_context(|| format!("{PLACE_PAGE} is missing"))?;
    let mut files = Vec::new();
    for lang in static_pages.languages() {
        let mut fragments = static_pages.fragments(lang);
        for id in static_pages.places() {
            fragments.extend(static_pages.place_fragments(lang, id, base)?);
            fragments.insert("policy".to_owned(), policy(name, base));
            let path = static_pages.place_folder(lang, id) + "index.html";
            files.push(page_file((name, bytes), path, &fragments, (assets, base))?);
        }
        for step in 0..static_pages.steps() {
            fragments.extend(static_pages.step_fragments(lang, step, base)?);
            let path = static_pages.step_folder(lang, step) + "index.html";
            files.push(page_file((name, bytes), path, &fragments, (assets, base))?);
        }
    }
    Ok(files)
}

/// A page as published at a path.
fn page_file(
    (name, bytes): (&str, &[u8]),
    path: String,
    fragments: &BTreeMap<String, String>,
    (assets, base): (&Assets, Option<&str>),
) -> anyhow::Result<SiteFile> {
    let text = str::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))?;
    // Before the fragments are there: what a story writes refers to no file of the site.
    let (text, uses) = assets.link(name, &path, text)?;
    let (text, missing) = templates::fill(&text, fragments, base);
    if let Some(fragment) = missing.first() {
        bail!("{name} uses the unknown fragment {fragment}");
    }
    Ok(SiteFile { name: path.clone(), path, bytes: text.into_bytes(), uses })
}

/// Checks that every link of every page leads to a file of the site.
fn check_links(files: &[SiteFile]) -> anyhow::Result<()> {
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for file in files.iter().filter(|file| Language::of(&file.path) == Some(Language::Html)) {
        if let [address, ..] = link_check::broken_links(&file.path, str::from_utf8(&file.bytes)?, &paths).as_slice() {
            bail!("{} links to {address}, which does not exist", file.path);
        }
    }
    Ok(())
}

/// Writes the single-file form of the map, in the story's default language.
fn write_single(
    project: &Project,
    static_pages: &StaticPages,
    (pages, licences): (&Sources, (&str, &str)),
    (texts, sources): (&Sources, &Sources),
) -> anyhow::Result<()> {
    let page = pages.get(single_file::PAGE).with_context(|| format!("{} is missing", single_file::PAGE))?;
    let page = str::from_utf8(page).with_context(|| format!("{} is not UTF-8", single_file::PAGE))?;
    let lang = static_pages.languages().first().map_or("", String::as_str);
    let mut fragments = static_pages.fragments(lang);
    fragments.extend(static_pages.page_fragments(lang, single_file::PAGE, None));
    fragments.insert(STORIES_FROM.to_owned(), String::new());
    single_file::write(project, (texts, sources), licences, (page, &fragments))
}

/// The `meta` element that declares the policy of a page.
fn policy(page: &str, base: Option<&str>) -> String {
    let policy = policy_in_page(&format!("/{page}"), base.and_then(templates::origin));
    format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n")
}

/// Modules with permanent names, each of which only imports the fingerprinted one.
fn entries(assets: &Assets) -> Vec<SiteFile> {
    let known = ENTRIES.iter().filter_map(|name| Some((*name, assets.get(name)?)));
    let files = known.map(|(name, asset)| SiteFile {
        name: format!("/{name}"),
        path: name.to_owned(),
        bytes: entry::module(&["./", &asset.path].concat()).into_bytes(),
        uses: Uses { all: BTreeSet::from([name.to_owned()]), later: BTreeSet::new() },
    });
    files.collect()
}
