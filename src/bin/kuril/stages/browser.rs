//! The stage `browser`: what the tests drive and read is installed and fetched, then the tests run.

use std::path::Path;

use super::{Tally, counted};
use crate::driver::engine::{Engine, FIREFOX, on_path};
use crate::npm::Package;
use crate::project::Project;
use crate::{apt, cargo, npm};

/// The checker of accessibility that the tests put into the pages.
const AXE: Package =
    ("axe-core", "4.14.1", "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==");

/// Faces in which all three languages can be read, and the Debian packages that bring them.
const FACES: [(&str, &str); 2] = [
    ("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf", "fonts-noto-core"),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "fonts-noto-cjk"),
];

/// Runs the browser tests against the site that was built last, in these engines, or in all when none is named.
///
/// # Errors
/// When a browser is missing and may not be installed, or the tests do not compile.
pub(super) fn check(project: &Project, filters: &[String], engines: &[Engine]) -> anyhow::Result<Tally> {
    let engines = if engines.is_empty() { &Engine::ALL } else { engines };
    install(engines)?;
    npm::fetch(&project.target("npm"), AXE)?;
    let mut command = cargo::command(project, "test");
    command.args(["--features", "tool", "--test", "browser", "--"]).args(filters);
    command.args(engines.iter().map(|engine| format!("--engine={engine}")));
    counted::run(&mut command)
}

/// Installs what is missing of the browsers, all at once.
fn install(engines: &[Engine]) -> anyhow::Result<()> {
    let mut missing: Vec<_> = engines.iter().flat_map(|engine| absent(*engine)).collect();
    if apt::present() {
        missing.extend(FACES.iter().filter(|(file, _)| !Path::new(file).is_file()).map(|(_, package)| *package));
    }
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = engines.iter().map(|engine| engine.name()).collect();
    apt::install(&format!("the browser tests in {}", names.join(", ")), &missing)
}

/// The Debian packages of an engine's programs that are not on this machine.
fn absent(engine: Engine) -> impl Iterator<Item = &'static str> {
    let wanted: &[(&[&str], &str)] = match engine {
        Engine::Chromium => &[(&["chromium"], "chromium"), (&["chromedriver"], "chromium-driver")],
        Engine::Firefox => &[(&FIREFOX, "firefox-esr")],
        Engine::WebKit => &[(&["WebKitWebDriver"], "webkit2gtk-driver"), (&["Xvfb"], "xvfb")],
    };
    let absent = wanted.iter().filter(|(programs, _)| !programs.iter().any(|program| on_path(program)));
    absent.map(|(_, package)| *package)
}
