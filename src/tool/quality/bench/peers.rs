//! The other libraries: fetched from the npm registry, verified by checksum, bundled, and compressed like our own
//! files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use crate::dev::server::content::Content;
use crate::dev::toolchain::cargo;
use crate::dev::toolchain::npm;
use crate::dev::toolchain::npm::Package;
use crate::log;
use crate::project::Project;
use crate::quality::bench::page;
use crate::site::assets::compress::compressed;

/// The folder of the pages, relative to the project root.
const PAGES: &str = "tests/bench/peers";
/// The data that all peers draw.
const DATA: &str = "plate.0.geojson";
/// The worker script of `MapLibre` GL.
const WORKER: &str = "maplibre-gl/dist/maplibre-gl-worker.mjs";

/// The libraries and their dependencies.
const PACKAGES: [Package; 8] = [
    ("leaflet", "1.9.4", "nxS1ynzJOmOlHp+iL3FyWqK89GtNL8U8rvlMOsQdTTssxZwCXh8N2NB3GDQOL+YR3XnWyZAxwQixURb+FA74PA=="),
    ("ol", "10.11.0", "OJ+lrx7kx/1O7Xx18Ff9QkVnwZIEL0OuhJQSy2sYgzzDvyZ2qHvuZEGAajbSstUyBwaS1OtQ4RWnY84tRMDdqg=="),
    ("rbush", "4.0.1", "IP0UpfeWQujYC8Jg162rMNc01Rf0gWMMAb2Uxus/Q0qOFw4lCcq6ZnQEZwUoJqWyUGJ9th7JjwI4yIWo+uvoAQ=="),
    (
        "quickselect",
        "3.0.0",
        "XdjUArbK4Bm5fLLvlm5KpTFOiOThgfWWI4axAZDWg4E/0mKdZyI9tNEfds27qCi1ze/vwTR16kvmmGhRra3c2g==",
    ),
    (
        "maplibre-gl",
        "6.17.0",
        "2chIZwpLGenoUQOcnm9Pk4SLbA8ppNFq8jlpXiq9vcYm3Y1wJ3fc82FL0GLwBaPYJCLzPv/mC46KEupVov75rQ==",
    ),
    ("d3-geo", "3.1.2", "5R8ZgDQorIxmauv7R6gpE/ndz+Z0qAZssigq0aXFdvPHdY41RqtW02jrRUQAL724NdPABYXo1+gQEGBBr7uKNg=="),
    ("d3-array", "3.2.5", "Th8qGXoBalmWsstpkuhmBuTsBQIFqYOJtjlBvNVvBfJ8E3uYusBUwUR8HU20U0qKKQkgCvKyR1YjiozWadk5QA=="),
    ("internmap", "2.0.3", "5Hh7Y1wQbvY5ooGgPbDaL5iYLAPzMTUrjMulskHLH6wnv/A+1q5rgEaiuqEjB+oxGXIVZs1FF+R/KPN3ZSQYYg=="),
];

/// The bundler for each supported processor.
const BUNDLERS: [(&str, Package); 2] = [
    (
        "x86_64",
        (
            "@esbuild/linux-x64",
            "0.28.2",
            "4xTZr1FUmSoQW4XIWmit3tzQrUTZM+N3P0XV8xROKYF50XfI7xeO90+1bZvNwxIufQ9hDQVRJH5YhgPVF8A/HQ==",
        ),
    ),
    (
        "aarch64",
        (
            "@esbuild/linux-arm64",
            "0.28.2",
            "pW4AC0P3it8c7do9MVM4p51FzHzdM/TZrerurgRcHJ2WTa1VQ1CIq18xncfpBJw4ojkiZZrKW2yIBWBP92j6Ug==",
        ),
    ),
];

/// The pages of all peers under `/assets/`, where the server sends immutable cache headers and no content security
/// policy: the libraries need styles and workers that our own policy forbids.
///
/// # Errors
/// When a package cannot be fetched or verified, or a page does not bundle.
pub(super) fn content(project: &Project) -> anyhow::Result<Content> {
    let folder = project.target("peers");
    let bundled = log::step("fetching and bundling the other libraries", || bundle(project, &folder))?;
    let mut content = Content::default();
    let pages = project.root().join(PAGES);
    for page in page::ALL.iter().filter(|page| !page.is_ours()) {
        let html = pages.join(format!("{}.html", page.name));
        let parts = ["js", "css"].map(|extension| bundled.join(format!("{}.{extension}", page.name)));
        for path in [&html].into_iter().chain(&parts) {
            add(project, &mut content, path)?;
        }
    }
    add(project, &mut content, &bundled.join("maplibre-worker.js"))?;
    add(project, &mut content, &project.story().join("derived").join(DATA))?;
    Ok(content)
}

/// Adds a file, plain and compressed.
fn add(project: &Project, content: &mut Content, file: &Path) -> anyhow::Result<()> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let packed = compressed(&project.target("packed"), &bytes)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    content.insert(&format!("/assets/{name}.br"), packed.brotli);
    content.insert(&format!("/assets/{name}"), bytes);
    Ok(())
}

/// Bundles the scripts and styles of all pages; returns the output folder.
fn bundle(project: &Project, folder: &Path) -> anyhow::Result<PathBuf> {
    let machine = std::env::consts::ARCH;
    let bundler = BUNDLERS.iter().find(|(name, _)| *name == machine);
    let (_, bundler) = bundler.with_context(|| format!("no bundler is known for the processor {machine}"))?;
    for package in PACKAGES.iter().chain([bundler]) {
        npm::fetch(folder, *package)?;
    }
    let modules = folder.join("node_modules");
    let bundled = folder.join("bundled");
    let esbuild = || {
        let mut command = Command::new(modules.join(bundler.0).join("bin/esbuild"));
        command.current_dir(project.root().join(PAGES)).env("NODE_PATH", &modules);
        command.args(["--bundle", "--minify", "--format=esm", "--target=chrome120", "--loader:.png=dataurl"]);
        command.args(["--log-level=warning"]);
        command
    };
    let peers = page::ALL.iter().filter(|page| !page.is_ours());
    let scripts = peers.map(|page| format!("{}.js", page.name));
    cargo::run(esbuild().arg(format!("--outdir={}", bundled.display())).args(scripts))?;
    let worker = bundled.join("maplibre-worker.js");
    cargo::run(esbuild().arg(format!("--outfile={}", worker.display())).arg(modules.join(WORKER)))?;
    Ok(bundled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;

    #[test]
    fn every_checksum_has_the_length_of_a_sha_512() {
        let bundlers = BUNDLERS.iter().map(|(_, package)| package);
        for (name, _, checksum) in PACKAGES.iter().chain(bundlers) {
            assert_eq!(BASE64_STANDARD.decode(checksum).map(|digest| digest.len()), Ok(64), "{name}");
        }
    }

    #[test]
    fn every_peer_has_a_page_and_a_script() {
        let pages = crate::project::checkout().join(PAGES);
        for page in page::ALL.iter().filter(|page| !page.is_ours()) {
            let html = fs::read_to_string(pages.join(format!("{}.html", page.name))).unwrap();
            for extension in ["js", "css"] {
                assert!(html.contains(&format!("\"{}.{extension}\"", page.name)), "{}", page.name);
            }
            assert!(pages.join(format!("{}.js", page.name)).is_file(), "{}", page.name);
        }
    }
}
