//! The dependency rule: which part of the library may know of which, read from the sources.

use std::fs;
use std::path::{Path, PathBuf};

/// Each module of the crate and the modules it may name; a module may always name itself.
const LAYERS: [(&str, &[&str]); 13] = [
    ("error", &[]),
    ("markup", &[]),
    ("limits", &["error"]),
    ("lean", &["error", "limits"]),
    ("geo", &["error", "lean"]),
    ("paint", &["geo", "lean", "markup"]),
    ("story", &["error", "geo", "lean", "limits"]),
    ("layout", &["error", "geo", "lean", "story"]),
    ("legend", &["error", "geo", "lean", "story"]),
    ("view", &["error", "geo", "layout", "lean", "legend", "story"]),
    ("scene", &["error", "geo", "layout", "lean", "legend", "limits", "paint", "story", "view"]),
    ("panel", &["error", "geo", "layout", "lean", "legend", "markup", "story", "view"]),
    (
        "web",
        &["error", "geo", "layout", "lean", "legend", "limits", "markup", "paint", "panel", "scene", "story", "view"],
    ),
];

/// A package of its own below `src`, which knows no module of this one and is as pure.
const IMPORT: &str = "import";

/// Crates and the only places that may name them.
const FOREIGN: [(&str, &[&str]); 3] = [("wasm_bindgen", &["web/"]), ("web_sys", &["web/"]), ("js_sys", &["web/"])];

/// What makes a result depend on more than the arguments.
const IMPURE: [&str; 14] = [
    "std::time",
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::io",
    "static mut",
    "rand::",
    "println!",
    "eprintln!",
    "thread_local!",
    "HashMap",
    "HashSet",
];

/// A source file of the library: its path below `src`, and its code without comments and without its tests.
pub(crate) struct Source {
    pub(crate) path: String,
    lines: Vec<(usize, String)>,
}

impl Source {
    fn read(root: &Path, path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let code = text.lines().enumerate().take_while(|(_, line)| !line.starts_with("#[cfg(test)]"));
        let lines = code.map(|(at, line)| (at + 1, line.split("//").next().unwrap_or_default().to_owned())).collect();
        let path = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        Self { path, lines }
    }

    /// The module of the crate that the file belongs to; `lib.rs` stands above all of them.
    fn module(&self) -> Option<&str> {
        let first = self.path.split('/').next()?;
        let name = first.strip_suffix(".rs").unwrap_or(first);
        (name != "lib").then_some(name)
    }

    /// The code as one text, its lines joined by spaces.
    pub(crate) fn code(&self) -> String {
        self.lines.iter().map(|(_, line)| line.trim()).collect::<Vec<_>>().join(" ")
    }

    fn find(&self, complaint: impl Fn(&str) -> Option<String>) -> Vec<String> {
        let found =
            self.lines.iter().filter_map(|(at, line)| Some(format!("{}:{at}: {}", self.path, complaint(line)?)));
        found.collect()
    }
}

pub(crate) fn library() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        let mut paths: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                open.extend((path != root.join("tool")).then_some(path));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                sources.push(Source::read(&root, &path));
            }
        }
    }
    assert!(sources.len() > 3, "too few sources found below {}", root.display());
    sources
}

/// The names that follow `crate::` in a line, also inside one pair of braces.
fn named_modules(line: &str) -> Vec<String> {
    let word = |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let after = line.match_indices("crate::").filter(|(at, _)| !line[..*at].ends_with(|c: char| c.is_alphanumeric()));
    let mut names = Vec::new();
    for (at, key) in after {
        let rest = &line[at + key.len()..];
        match rest.strip_prefix('{') {
            Some(group) => names.extend(top_level(group).into_iter().map(word)),
            None => names.push(word(rest)),
        }
    }
    names.retain(|name| !name.is_empty() && name.starts_with(char::is_lowercase));
    names
}

/// The parts of a `use` group between the commas of its own depth.
pub(crate) fn top_level(group: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                parts.push(&group[start..at]);
                return parts;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&group[start..]);
    parts
}

/// Whether a line names a crate: by a path that begins with it, or by importing it.
fn names_crate(line: &str, name: &str) -> bool {
    let path = format!("{name}::");
    let by_path = line.match_indices(&path).any(|(at, _)| {
        let before = line[..at].strip_suffix("::").filter(|before| !before.ends_with(char::is_alphanumeric));
        before.is_some() || !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
    });
    by_path || line.trim() == format!("use {name};")
}

fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn a_layer_names_only_the_layers_below_it() {
    let mut complaints = Vec::new();
    for source in library() {
        let Some(module) = source.module().filter(|module| *module != IMPORT) else { continue };
        let Some((_, below)) = LAYERS.iter().find(|(name, _)| *name == module) else {
            complaints.push(format!("{}: the module {module} has no place in the table of layers", source.path));
            continue;
        };
        complaints.extend(source.find(|line| {
            let stranger =
                named_modules(line).into_iter().find(|name| name != module && !below.contains(&name.as_str()));
            stranger.map(|name| format!("{module} must not know of {name}"))
        }));
    }
    assert_none(&complaints);
}

#[test]
fn a_foreign_crate_stays_in_its_place() {
    let mut complaints = Vec::new();
    for source in library() {
        for (name, places) in FOREIGN {
            if places.iter().any(|place| source.path.starts_with(place)) {
                continue;
            }
            let belongs = format!("{name} belongs in {}", places.join(" and "));
            complaints.extend(source.find(|line| names_crate(line, name).then(|| belongs.clone())));
        }
    }
    assert_none(&complaints);
}

#[test]
fn below_the_browser_nothing_knows_clocks_chance_files_or_output() {
    let mut complaints = Vec::new();
    for source in library().iter().filter(|source| source.module() != Some("web")) {
        complaints.extend(source.find(|line| {
            let found = IMPURE.iter().find(|word| line.contains(*word));
            found.map(|word| format!("{word} has no place in the library"))
        }));
    }
    assert_none(&complaints);
}

#[test]
fn the_program_knows_no_island_by_name() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/islands.geojson");
    let text = fs::read_to_string(&path).unwrap();
    let islands: serde_json::Value = serde_json::from_str(&text).unwrap();
    let ids: Vec<_> =
        islands["features"].as_array().unwrap().iter().map(|island| island["id"].as_str().unwrap()).collect();
    assert!(!ids.is_empty(), "no islands in {}", path.display());
    let mut complaints = Vec::new();
    for source in library() {
        complaints.extend(source.find(|line| {
            let line = line.to_lowercase();
            let words: Vec<_> = line.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
            let found = ids.iter().find(|id| words.contains(*id));
            found.map(|id| format!("{id} belongs in the data"))
        }));
    }
    assert_none(&complaints);
}

#[test]
fn groups_of_imports_are_read_to_their_depth() {
    assert_eq!(named_modules("use crate::{story::{Story, manifest::Manifest}, space::World};"), ["story", "space"]);
    assert_eq!(named_modules("fn f(a: crate::space::World) -> crate::Result<()> {"), ["space"]);
}

#[test]
fn a_crate_is_told_from_a_module_of_the_same_name() {
    assert!(names_crate("use geojson::Feature;", "geojson"));
    assert!(names_crate("let x: ::geojson::Feature;", "geojson"));
    assert!(!names_crate("use super::geojson::Feature;", "geojson"));
    assert!(!names_crate("crate::atlas::geojson::read()", "geojson"));
    assert!(!names_crate("my_geojson::read()", "geojson"));
}
