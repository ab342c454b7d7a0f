//! The finished site: pages, fingerprinted assets, packed forms, and the configuration of hosts, in `target/site`.
//!
//! It is assembled in memory, written beside the old one and moved into its place, so that a failed build leaves the
//! last good site. Every address inside is relative; `--base-url` serves only those that must not be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, bail};

use crate::dev::toolchain::Toolchain;
use crate::dev::toolchain::wasm::{self, Module};
use crate::dev::toolchain::wasm_bindgen;
use crate::log;
use crate::project::Project;
use crate::site::assets::fingerprint::{Assets, Uses};
use crate::site::assets::flatten::flat;
use crate::site::assets::references::Language;
use crate::site::headers::{Kind, policy_in_page};
use crate::site::host_config;
use crate::site::legend_css;
use crate::site::link_check;
use crate::site::offline;
use crate::site::output::{File, Listed, read_folder, write};
use crate::site::pages;
use crate::site::pages::Still;
use crate::site::pages::templates;
use crate::site::releases::npm_package;
use crate::site::releases::past;
use crate::site::releases::single_file;
use crate::site::releases::version::{self, Parts};
use crate::site::seo;
use crate::site::social_cards;
use crate::story::bundle;
use crate::story::export;
use crate::story::folder::StoryFolder;

/// Modules that other sites name in their pages: each also stands at the root under a name that stays.
const ENTRIES: [&str; 1] = ["kuril-map.js"];
/// The page that is made once for every place.
const LEAF: &str = "island.html";
/// The script that other sites name in their pages and that is no module: it stands at the root as it is.
const LOADER: &str = "kuril-embed.js";
/// The folder of `www/` with what comes with the package for developers and no browser asks for.
const PACKAGED: &str = "package/";

/// How to build.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Options {
    /// The address at which the site will be published, for the few places that need an absolute one.
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// The folder for the site, instead of `target/site`; the other forms of the map are not written then.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) to: Option<PathBuf>,
    /// The site as it was published last, whose versions and data stay.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) earlier: Option<PathBuf>,
}

/// Builds the site and returns the list of its files.
///
/// # Errors
/// When the map does not compile, when a page or a script refers to what is not there, when data is not JSON.
pub(crate) fn build(project: &Project, options: &Options) -> anyhow::Result<Vec<Listed>> {
    let origin = options.base_url.as_deref().map(|base| match templates::origin(base) {
        Some(origin) => Ok(origin),
        None => bail!("--base-url {base}: an address such as https://map.example/kuril is expected"),
    });
    let origin = origin.transpose()?;
    let story = StoryFolder::open_readable(project.story())?;
    let Made { pages, texts, mut sources, data } = made(project, &story)?;
    let still = Still::new(&story, &data)?;
    sources.extend(data.clone());
    if options.to.is_none() {
        npm_package::write(project, &sources)?;
        write_single(project, &still, &pages, (&texts, &sources))?;
    }
    let (_, worker) = sources.remove_entry(offline::NAME).with_context(|| format!("{} is missing", offline::NAME))?;
    let (_, loader) = sources.remove_entry(LOADER).with_context(|| format!("{LOADER} is missing"))?;
    let assets = Assets::new(&sources)?;
    let mut files = finished_pages(&pages, &assets, options, &still)?;
    let leaves = leaves(&pages, &assets, options, &still)?;
    let kept = files.iter().chain(&leaves).filter(|page| Kind::of(&page.path) == Kind::Page);
    let worker = offline::worker(&worker, kept.map(|page| (page.path.as_str(), &page.uses.all)), &assets)?;
    files.push(File::plain(offline::NAME, worker));
    files.extend(entries(&assets));
    let parts = Parts { texts: &texts, assets: &assets, data: &data, loader: &loader };
    let versions = versioned(&parts, options)?;
    files.push(File::plain(LOADER, loader));
    files.extend(licences(project)?);
    files.extend(export::files(&story).map(|(name, bytes)| File::plain(name, bytes)));
    let mut stay: Vec<_> = files.iter().map(|file| format!("/{}", file.path)).collect();
    // One rule for each folder: hosts take only so many.
    stay.extend(version::folders(&versions));
    files.extend(versions.into_iter().map(|(path, bytes)| File::plain(&path, bytes)));
    stay.push(format!("/{}/*", social_cards::FOLDER));
    stay.extend(still.languages().iter().map(|lang| format!("/{}{}/*index.html", still.folder(lang), pages::PLACES)));
    files.extend(social_cards::files(project)?.into_iter().map(|(name, bytes)| File::plain(&name, bytes)));
    if let Some(base) = &options.base_url {
        stay.extend(["/sitemap.xml".to_owned(), "/robots.txt".to_owned(), format!("/{}/*", seo::FOLDER)]);
        files.extend(seo::files(&still, base)?.into_iter().map(|(name, bytes)| File::plain(&name, bytes)));
    }
    files.extend(leaves);
    files.extend(assets.iter().map(|(name, asset)| File {
        name: name.clone(),
        path: asset.path.clone(),
        bytes: asset.bytes.clone(),
        uses: asset.uses.clone(),
    }));
    sound(&files)?;
    let to = options.to.as_deref();
    log::step("packing and writing the site", || write(project, &files, &host_config::files(&stay, origin), to))
}

/// What the site is made of, by name.
struct Made {
    pages: Sources,
    /// Scripts and styles as they are written.
    texts: Sources,
    /// The same as they are sent.
    sources: Sources,
    data: Sources,
}

/// Reads, compiles and binds all sources.
fn made(project: &Project, story: &StoryFolder) -> anyhow::Result<Made> {
    let toolchain = Toolchain::find()?;
    let mut www = read_folder(&project.www())?;
    // What lies beside the folders is for the programs that check them.
    www.retain(|path, _| path.contains('/') && !path.starts_with(PACKAGED));
    let (mut pages, mut sources): (Sources, Sources) =
        flat(&www)?.into_iter().partition(|(name, _)| Language::of(name) == Some(Language::Html));
    templates::share(&mut pages)?;
    for module in Module::ALL {
        let wasm = wasm::compile(project, &toolchain, module)?;
        sources.extend(log::step("binding", || wasm_bindgen::bind(project, module, &wasm))?);
    }
    let texts = sources.clone();
    for (name, source) in &mut sources {
        *source = minified(name, source)?;
    }
    Ok(Made { pages, texts, sources, data: bundle::files(story)? })
}

/// The versions of the site by path: the one that is built, those that were published earlier, and what moves on to the
/// newest.
fn versioned(parts: &Parts<'_>, options: &Options) -> anyhow::Result<Sources> {
    let mut files = version::files(parts, options.base_url.as_deref())?;
    if let Some(site) = &options.earlier {
        past::take_over(site, &mut files)?;
    }
    files.extend(version::moving(&files)?);
    if options.base_url.is_some() {
        let folder = [version::FOLDER, version::present()].join("/");
        log::note(&format!("{folder}/{} of the site holds the lines to paste", version::SNIPPETS));
    }
    Ok(files)
}

/// A script or style without comments and idle space; anything else as it is.
fn minified(name: &str, source: &[u8]) -> anyhow::Result<Vec<u8>> {
    let text = || str::from_utf8(source).with_context(|| format!("{name} is not UTF-8"));
    match Language::of(name) {
        Some(Language::Script) => Ok(minifier::js::minify(text()?).to_string().into_bytes()),
        Some(Language::Style) => match minifier::css::minify(&legend_css::filled(name, text()?)) {
            Ok(short) => Ok(short.to_string().into_bytes()),
            Err(error) => bail!("{name}: {error}"),
        },
        _ => Ok(source.to_vec()),
    }
}

/// The pages in every language, with fragments, addresses and references in place.
fn finished_pages(
    pages: &BTreeMap<String, Vec<u8>>,
    assets: &Assets,
    options: &Options,
    still: &Still,
) -> anyhow::Result<Vec<File>> {
    let base = options.base_url.as_deref();
    let mut files = Vec::new();
    for lang in still.languages() {
        let mut fragments = still.fragments(lang);
        for (name, bytes) in pages.iter().filter(|(name, _)| *name != LEAF) {
            fragments.extend(still.of_page(lang, name, base));
            fragments.insert("policy".to_owned(), policy(name, base));
            files.push(finished((name, bytes), still.folder(lang) + name, &fragments, (assets, base))?);
        }
    }
    Ok(files)
}

/// The pages of the places in every language.
fn leaves(
    pages: &BTreeMap<String, Vec<u8>>,
    assets: &Assets,
    options: &Options,
    still: &Still,
) -> anyhow::Result<Vec<File>> {
    let base = options.base_url.as_deref();
    let (name, bytes) = pages.get_key_value(LEAF).with_context(|| format!("{LEAF} is missing"))?;
    let mut files = Vec::new();
    for lang in still.languages() {
        let mut fragments = still.fragments(lang);
        for id in still.places() {
            fragments.extend(still.of_place(lang, id, base)?);
            fragments.insert("policy".to_owned(), policy(name, base));
            let path = still.place_folder(lang, id) + "index.html";
            files.push(finished((name, bytes), path, &fragments, (assets, base))?);
        }
    }
    Ok(files)
}

/// One page as it is published at a path.
fn finished(
    (name, bytes): (&str, &[u8]),
    path: String,
    fragments: &BTreeMap<String, String>,
    (assets, base): (&Assets, Option<&str>),
) -> anyhow::Result<File> {
    let text = str::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))?;
    let (text, missing) = templates::finished(text, fragments, base);
    if let Some(fragment) = missing.first() {
        bail!("{name} asks for the fragment {fragment}, which nobody makes");
    }
    let (text, uses) = assets.linked(name, &path, &text)?;
    Ok(File { name: path.clone(), path, bytes: text.into_bytes(), uses })
}

/// Whether every link of every page leads to a file of the site.
fn sound(files: &[File]) -> anyhow::Result<()> {
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for file in files.iter().filter(|file| Language::of(&file.path) == Some(Language::Html)) {
        if let [address, ..] = link_check::links(&file.path, str::from_utf8(&file.bytes)?, &paths).as_slice() {
            bail!("{} leads to {address}, which is not there", file.path);
        }
    }
    Ok(())
}

/// Files by name.
type Sources = BTreeMap<String, Vec<u8>>;

/// The form of the map that is one file, in the story's default language.
fn write_single(
    project: &Project,
    still: &Still,
    pages: &Sources,
    (texts, sources): (&Sources, &Sources),
) -> anyhow::Result<()> {
    let page = pages.get(single_file::PAGE).with_context(|| format!("{} is missing", single_file::PAGE))?;
    let page = str::from_utf8(page).with_context(|| format!("{} is not UTF-8", single_file::PAGE))?;
    let lang = still.languages().first().map_or("", String::as_str);
    let mut fragments = still.fragments(lang);
    fragments.extend(still.of_page(lang, single_file::PAGE, None));
    single_file::write(project, texts, sources, (page, &fragments))
}

/// The line in which a page says its policy itself; nothing where only a header can.
fn policy(page: &str, base: Option<&str>) -> String {
    let policy = policy_in_page(&format!("/{page}"), base.and_then(templates::origin));
    policy.map_or_else(String::new, |policy| {
        format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n")
    })
}

/// The licences of code and data, which travel with both.
fn licences(project: &Project) -> anyhow::Result<Vec<File>> {
    let texts = [
        ("licence-code.txt", project.root().join("LICENSE")),
        ("licence-data.txt", project.story().join("LICENCES.md")),
    ];
    let files = texts.map(|(name, path)| {
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(File::plain(name, bytes))
    });
    files.into_iter().collect()
}

/// Modules under names that stay, each of which only hands on the fingerprinted one.
fn entries(assets: &Assets) -> Vec<File> {
    let known = ENTRIES.iter().filter_map(|name| Some((*name, assets.get(name)?)));
    let files = known.map(|(name, asset)| File {
        name: format!("/{name}"),
        path: name.to_owned(),
        bytes: format!("export * from \"./{}\";\n", asset.path).into_bytes(),
        uses: Uses { all: BTreeSet::from([name.to_owned()]), later: BTreeSet::new() },
    });
    files.collect()
}
