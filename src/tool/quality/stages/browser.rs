//! The stage `browser`: installs browsers and fetches packages where they are missing, then runs the browser tests.

use std::path::Path;

use crate::dev::toolchain::apt;
use crate::dev::toolchain::cargo;
use crate::dev::toolchain::npm;
use crate::dev::toolchain::npm::Package;
use crate::project::Project;
use crate::quality::browser_driver::engine::{Engine, FIREFOX, on_path};
use crate::quality::stages::{Tally, TestOptions, counted};
use crate::site::build::{self, BuildOptions};

/// The accessibility checker that the tests inject into the pages.
const AXE: Package =
    ("axe-core", "4.14.1", "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==");

/// React as the examples use it, with its dependencies.
const REACT: [Package; 3] = [
    ("react", "19.3.1", "QNhWdt7nrgVWWQG58QuGsAR3jv3Hbe4mb4vz7w2csnHavciZJgda1CPNaldF6eVxv90ud3jUXpKlHL69gO38yw=="),
    ("react-dom", "19.3.1", "Y0bARz53lhEC1NMCASs0/j+faB/zqt3R8hpvg1e8+61ZVJ4UL0UdC4cBbXfZMcIuhrfgeILTLe+ZeBCavQPtKQ=="),
    ("scheduler", "0.28.0", "juorfCmIkIw8tT+p5BXSm6PJjQF/ycEYmKyzURCIt/RaZIhL+PulbQ9Yu2z1HdOJDdqDTlxA1+xKBmHXJsczAw=="),
];
/// Runs the `WordPress` plugin: the program and its Debian package.
const PHP: (&str, &str) = ("php", "php-cli");

/// The folder of the published site, and its address, which the examples use.
const PUBLISHED: (&str, &str) = ("published", "https://maps.example.org/kuril");

/// What was published before, relative to the project root.
const EARLIER: &str = "tests/fixtures/release-1.0.0";

/// Fonts for all three languages, and their Debian packages.
const FONTS: [(&str, &str); 2] = [
    ("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf", "fonts-noto-core"),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "fonts-noto-cjk"),
];

/// Runs the browser tests against the site that was built last, in the engines that are asked for, or in all of them.
///
/// # Errors
/// When a browser is missing and may not be installed, the site cannot be published, or the tests do not compile.
pub(super) fn check(project: &Project, options: &TestOptions) -> anyhow::Result<Tally> {
    let engines = if options.engines.is_empty() { Engine::ALL.as_slice() } else { &options.engines };
    install(engines)?;
    for package in REACT.into_iter().chain([AXE]) {
        npm::fetch(&project.target("npm"), package)?;
    }
    let (folder, address) = PUBLISHED;
    build::build(
        project,
        &BuildOptions {
            base_url: Some(address.to_owned()),
            to: Some(project.target(folder)),
            earlier: Some(project.root().join(EARLIER)),
            ..BuildOptions::default()
        },
    )?;
    let mut command = cargo::command(project, "test");
    command.args(["--package", "kuril-tool", "--test", "browser", "--"]).args(&options.filters);
    command.arg(format!("--repeat={}", options.repeat));
    command.args(engines.iter().map(|engine| format!("--engine={engine}")));
    counted::run(&mut command)
}

/// Installs all missing browsers and fonts at once.
fn install(engines: &[Engine]) -> anyhow::Result<()> {
    let mut missing: Vec<_> = engines.iter().flat_map(|engine| missing_packages(*engine)).collect();
    missing.extend(Some(PHP.1).filter(|_| !on_path(PHP.0)));
    if apt::is_available() {
        missing.extend(FONTS.iter().filter(|(file, _)| !Path::new(file).is_file()).map(|(_, package)| *package));
    }
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = engines.iter().map(|engine| engine.name()).collect();
    apt::install(&format!("the browser tests in {}", names.join(", ")), &missing)
}

/// The Debian packages of an engine's missing programs.
fn missing_packages(engine: Engine) -> impl Iterator<Item = &'static str> {
    let wanted: &[(&[&str], &str)] = match engine {
        Engine::Chromium => &[(&["chromium"], "chromium"), (&["chromedriver"], "chromium-driver")],
        Engine::Firefox => &[(&FIREFOX, "firefox-esr")],
        Engine::WebKit => &[(&["WebKitWebDriver"], "webkit2gtk-driver"), (&["Xvfb"], "xvfb")],
    };
    let missing = wanted.iter().filter(|(programs, _)| !programs.iter().any(|program| on_path(program)));
    missing.map(|(_, package)| *package)
}
