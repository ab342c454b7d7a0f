//! The finished site: pages, fingerprinted assets, packed forms, and the configuration of hosts, in `target/site`.
//!
//! It is assembled in memory, written beside the old one and moved into its place, so that a failed build leaves the
//! last good site. Every address inside is relative; `--base-url` serves only those that must not be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};

use crate::compress::{Compressed, compressed};
use crate::fingerprint::{Assets, Uses};
use crate::project::Project;
use crate::references::Language;
use crate::server::headers::{Kind, policy_in_page};
use crate::server::media;
use crate::still::Still;
use crate::toolchain::Toolchain;
use crate::wasm::{self, Module};
use crate::{announce, bind, broken, bundle, export, hosts, offline, og, package, page, say, single, still, swatches};

/// Modules that other sites name in their pages: each also stands at the root under a name that stays.
const ENTRIES: [&str; 1] = ["kuril-map.js"];
/// The page that is made once for every place.
const LEAF: &str = "island.html";
/// Scripts that other sites name in their pages and that are no modules: they stand at the root as they are.
const LOADERS: [&str; 1] = ["kuril-embed.js"];
/// What comes with the package for developers and no browser asks for.
const PACKAGED: [&str; 3] = ["kuril-map.d.ts", "custom-elements.json", "package.md"];

/// How to build.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Options {
    /// The address at which the site will be published, for the few places that need an absolute one.
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
}

/// One file of the site, as `target/site.json` lists it for the budgets.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Listed {
    /// The name by which other files refer to it.
    pub(crate) name: String,
    /// Where it stands in the site.
    pub(crate) path: String,
    /// Its size as it travels to a browser that takes brotli, in bytes.
    pub(crate) brotli: usize,
    /// Its size as it travels to a browser that takes gzip, in bytes.
    pub(crate) gzip: usize,
    /// Its own size, in bytes.
    pub(crate) bytes: usize,
    /// The names of the files it refers to.
    pub(crate) uses: BTreeSet<String>,
    /// Those among them that it imports later than itself, by `import()`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) later: BTreeSet<String>,
}

/// A file to be written.
struct File {
    name: String,
    path: String,
    bytes: Vec<u8>,
    uses: Uses,
}

impl File {
    /// A file that names no others, at the root of the site.
    fn plain(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), path: name.to_owned(), bytes, uses: Uses::default() }
    }
}

/// Builds the site and returns the list of its files.
///
/// # Errors
/// When the map does not compile, when a page or a script refers to what is not there, when data is not JSON.
pub(crate) fn build(project: &Project, options: &Options) -> anyhow::Result<Vec<Listed>> {
    let origin = options.base_url.as_deref().map(|base| match page::origin(base) {
        Some(origin) => Ok(origin),
        None => bail!("--base-url {base}: an address such as https://map.example/kuril is expected"),
    });
    let origin = origin.transpose()?;
    let toolchain = Toolchain::find()?;
    let mut www = read_folder(&project.www())?;
    www.retain(|name, _| !PACKAGED.contains(&name.as_str()));
    let (pages, mut sources): (BTreeMap<_, _>, BTreeMap<_, _>) =
        www.into_iter().partition(|(name, _)| Language::of(name) == Some(Language::Html));
    for module in Module::ALL {
        let wasm = wasm::compile(project, &toolchain, module)?;
        sources.extend(say::step("binding", || bind::bind(project, module, &wasm))?);
    }
    let texts = sources.clone();
    for (name, source) in &mut sources {
        *source = minified(name, source)?;
    }
    let data = bundle::files(project)?;
    let still = Still::new(project, &data)?;
    sources.extend(data);
    package::write(project, &sources)?;
    write_single(project, &still, &pages, (&texts, &sources))?;
    let (_, worker) = sources.remove_entry(offline::NAME).with_context(|| format!("{} is missing", offline::NAME))?;
    let loaders: Vec<_> = LOADERS.iter().filter_map(|name| sources.remove_entry(*name)).collect();
    let assets = Assets::new(&sources)?;
    let mut files = finished_pages(&pages, &assets, options, &still)?;
    let leaves = leaves(&pages, &assets, options, &still)?;
    let kept = files.iter().chain(&leaves).filter(|page| Kind::of(&page.path) == Kind::Page);
    let worker = offline::worker(&worker, kept.map(|page| (page.path.as_str(), &page.uses.all)), &assets)?;
    files.push(File::plain(offline::NAME, worker));
    files.extend(entries(&assets));
    files.extend(loaders.into_iter().map(|(name, bytes)| File::plain(&name, bytes)));
    files.extend(licences(project)?);
    files.extend(export::files(project)?.map(|(name, bytes)| File::plain(name, bytes)));
    let mut stay: Vec<_> = files.iter().map(|file| format!("/{}", file.path)).collect();
    // One rule for each folder: hosts take only so many.
    stay.push(format!("/{}/*", og::FOLDER));
    stay.extend(still.languages().iter().map(|lang| format!("/{}{}/*index.html", still.folder(lang), still::PLACES)));
    files.extend(og::files(project)?.into_iter().map(|(name, bytes)| File::plain(&name, bytes)));
    if let Some(base) = &options.base_url {
        stay.extend(["/sitemap.xml".to_owned(), "/robots.txt".to_owned(), format!("/{}/*", announce::FOLDER)]);
        files.extend(announce::files(&still, base)?.into_iter().map(|(name, bytes)| File::plain(&name, bytes)));
    }
    files.extend(leaves);
    files.extend(assets.iter().map(|(name, asset)| File {
        name: name.clone(),
        path: asset.path.clone(),
        bytes: asset.bytes.clone(),
        uses: asset.uses.clone(),
    }));
    sound(&files)?;
    say::step("packing and writing the site", || write(project, &files, &hosts::files(&stay, origin)))
}

/// A script or style without comments and idle space; anything else as it is.
fn minified(name: &str, source: &[u8]) -> anyhow::Result<Vec<u8>> {
    let text = || str::from_utf8(source).with_context(|| format!("{name} is not UTF-8"));
    match Language::of(name) {
        Some(Language::Script) => Ok(minifier::js::minify(text()?).to_string().into_bytes()),
        Some(Language::Style) => match minifier::css::minify(&swatches::filled(name, text()?)) {
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
    let (text, missing) = page::finished(text, fragments, base);
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
        if let [address, ..] = broken::links(&file.path, str::from_utf8(&file.bytes)?, &paths).as_slice() {
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
    let page = pages.get(single::PAGE).with_context(|| format!("{} is missing", single::PAGE))?;
    let page = str::from_utf8(page).with_context(|| format!("{} is not UTF-8", single::PAGE))?;
    let lang = still.languages().first().map_or("", String::as_str);
    let mut fragments = still.fragments(lang);
    fragments.extend(still.of_page(lang, single::PAGE, None));
    single::write(project, texts, sources, (page, &fragments))
}

/// The line in which a page says its policy itself; nothing where only a header can.
fn policy(page: &str, base: Option<&str>) -> String {
    let policy = policy_in_page(&format!("/{page}"), base.and_then(page::origin));
    policy.map_or_else(String::new, |policy| {
        format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n")
    })
}

/// The licences of code and data, which travel with both.
fn licences(project: &Project) -> anyhow::Result<Vec<File>> {
    let texts = [
        ("licence-code.txt", project.root().join("LICENSE")),
        ("licence-data.txt", project.geodata().join("LICENCES.md")),
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

/// Writes everything aside, then puts it in the place of the old site.
fn write(project: &Project, files: &[File], hosts: &[hosts::File]) -> anyhow::Result<Vec<Listed>> {
    let draft = project.target("site.draft");
    clear(&draft)?;
    let mut list = Vec::new();
    for file in files {
        let path = draft.join(&file.path);
        put(&path, &file.bytes)?;
        let packs = media::of(&file.path).packs;
        let packed = packs.then(|| compressed(&project.target("packed"), &file.bytes)).transpose()?;
        if let Some(Compressed { gzip, brotli }) = &packed {
            put(&draft.join(format!("{}.gz", file.path)), gzip)?;
            put(&draft.join(format!("{}.br", file.path)), brotli)?;
        }
        list.push(Listed {
            name: file.name.clone(),
            path: file.path.clone(),
            brotli: packed.as_ref().map_or(file.bytes.len(), |packed| packed.brotli.len()),
            gzip: packed.as_ref().map_or(file.bytes.len(), |packed| packed.gzip.len()),
            bytes: file.bytes.len(),
            uses: file.uses.all.clone(),
            later: file.uses.later.clone(),
        });
    }
    for (name, text) in hosts {
        put(&draft.join(name), text.as_bytes())?;
    }
    let site = project.site();
    clear(&site)?;
    fs::rename(&draft, &site).with_context(|| format!("cannot put {} in place", site.display()))?;
    put(&project.target("site.json"), &serde_json::to_vec_pretty(&list)?)?;
    Ok(list)
}

fn clear(folder: &Path) -> anyhow::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    Ok(())
}

fn put(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// The files of a folder and those below it, by path; hidden ones do not count.
fn read_folder(folder: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            let inner = read_folder(&entry.path())?;
            files.extend(inner.into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
        } else {
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(files)
}
