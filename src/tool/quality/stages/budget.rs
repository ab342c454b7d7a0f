//! The stage `budget`: the maximum size of the site, as sent to a browser that accepts brotli.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::Context as _;

use crate::dev::toolchain::wasm::Module;
use crate::log;
use crate::project::Project;
use crate::quality::stages::Tally;
use crate::site::output::FileRecord;

/// All scripts, styles and wasm loaded before the first frame, in bytes.
const CODE: usize = 123_000;
/// All scripts, styles and wasm that the tools load in addition, in bytes.
const TOOLS: usize = 140_200;
/// Everything fetched before the first frame, including the page itself, in bytes.
const FIRST_FRAME: usize = 193_600;
/// The part of the core that comes after the first picture, in bytes, and its file.
const TEXTS: (usize, &str) = (30_000, "kuril_texts.wasm");
/// What is read beside the map in one language, in bytes.
const READING: usize = 60_000;
/// Files that the page must preload, so that the browser fetches them without waiting for a script.
const PRELOADED: [&str; 3] = ["kuril_map_bg.wasm", "plate.0.geojson", "first.json"];

/// Parts of the standard library that the first module must not contain (the byte rule, `src/lean`): a substring of the
/// names of their functions, what they do, and the replacement.
const HEAVY: [(&str, &str); 6] = [
    ("flt2dec", "formats a float: use lean::decimal"),
    ("dec2flt", "parses a float: use lean::json"),
    ("TwoWaySearcher", "searches a text for another: use lean::find"),
    ("slice4sort", "sorts: use lean::sorted"),
    ("5btree", "holds a BTreeMap: use lean::map"),
    ("rem_pio2", "makes a sine or cosine: use lean::trig"),
];
/// A substring of the names of the core's own functions.
const OWN: &str = "9kuril_map";

/// The page whose size is checked.
const PAGE: &str = "index.html";
/// The script that is imported when a reader opens the tools.
const TOOLS_SCRIPT: &str = "tools.js";

/// Checks the size of the site that was built last.
///
/// # Errors
/// When no site was built.
pub(super) fn check(project: &Project) -> anyhow::Result<Tally> {
    let path = project.target("site.json");
    let bytes = fs::read(&path).with_context(|| format!("{} is missing: run `cargo kuril build`", path.display()))?;
    let list: Vec<FileRecord> = serde_json::from_slice(&bytes)?;
    let files: BTreeMap<_, _> = list.iter().map(|file| (file.name.as_str(), file)).collect();
    let first = reachable(&files, PAGE);
    let known: BTreeSet<_> = first.iter().map(|file| file.name.as_str()).collect();
    let tools: Vec<_> =
        reachable(&files, TOOLS_SCRIPT).into_iter().filter(|file| !known.contains(file.name.as_str())).collect();
    for file in first.iter().chain(&tools) {
        log::note(&format!("{:>8} bytes  {}", file.brotli, file.name));
    }
    let code = first.iter().filter(|file| is_code(&file.name));
    let totals = [
        ("code (scripts, styles, wasm)", code.map(|file| file.brotli).sum::<usize>(), CODE),
        ("everything before the first frame", first.iter().map(|file| file.brotli).sum(), FIRST_FRAME),
        ("code of the tools", tools.iter().map(|file| file.brotli).sum(), TOOLS),
    ];
    let is_reading =
        |name: &str| name.strip_prefix("reading.").is_some_and(|rest| rest.strip_suffix(".json").is_some());
    let reading = list.iter().filter(|file| is_reading(&file.name));
    let reading = reading.map(|file| (file.name.as_str(), file.brotli, READING));
    let (texts, name) = TEXTS;
    let later = files.get(name).with_context(|| format!("the site has no {name}"))?;
    let parts = reading.chain([(name, later.brotli, texts)]);
    let verdicts = totals.into_iter().chain(parts).map(|(what, bytes, limit)| {
        log::note(&format!("{what}: {bytes} of {limit} bytes (brotli)"));
        verdict(bytes <= limit, &format!("{what} is {} bytes too heavy", bytes.saturating_sub(limit)))
    });
    let named = files.get(PAGE).map(|page| page.uses.clone()).unwrap_or_default();
    let named = PRELOADED.map(|name| verdict(named.contains(name), &format!("{PAGE} does not preload {name}")));
    let separate = verdict(!tools.is_empty(), &format!("{TOOLS_SCRIPT} is missing or loaded with the page"));
    Ok(verdicts.chain(named).chain([separate, lean(project)?]).fold(Tally::default(), Tally::and))
}

/// Checks that the first module contains none of these functions.
fn lean(project: &Project) -> anyhow::Result<Tally> {
    let path = Module::Map.unbound(project);
    let module = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let names = |piece: &str| module.windows(piece.len()).any(|window| window == piece.as_bytes());
    let met = HEAVY.iter().filter(|(piece, _)| names(piece));
    let mut complaints: Vec<_> = met.map(|(_, does)| format!("the first module {does}")).collect();
    complaints.extend((!names(OWN)).then(|| format!("{} names no functions", path.display())));
    Ok(verdict(complaints.is_empty(), &complaints.join("; ")))
}

fn verdict(passed: bool, complaint: &str) -> Tally {
    if passed {
        return Tally::ONE;
    }
    log::note(&format!("over budget: {complaint}"));
    Tally::NONE
}

/// A file, everything that it refers to if it is the page, and the code that this code refers to in turn. Data that
/// only a script refers to is loaded later, and so are dynamic imports.
fn reachable<'a>(files: &BTreeMap<&str, &'a FileRecord>, start: &'a str) -> Vec<&'a FileRecord> {
    let mut seen = BTreeSet::new();
    let mut pending = vec![start];
    let mut found = Vec::new();
    while let Some(name) = pending.pop() {
        let Some(file) = files.get(name).filter(|_| seen.insert(name)) else { continue };
        found.push(*file);
        let at_once = file.uses.difference(&file.later).map(String::as_str);
        pending.extend(at_once.filter(|used| name == PAGE || is_code(used)));
    }
    found
}

fn is_code(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    matches!(extension, Some("js" | "css" | "wasm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(name: &str, uses: &[&str]) -> FileRecord {
        let uses = uses.iter().map(|name| (*name).to_owned()).collect();
        FileRecord {
            name: name.to_owned(),
            path: name.to_owned(),
            brotli: 1,
            gzip: 1,
            bytes: 1,
            uses,
            later: BTreeSet::new(),
        }
    }

    #[test]
    fn data_that_only_a_script_names_comes_after_the_first_frame() {
        let list = [
            record(PAGE, &["a.js", "first.json"]),
            record("a.js", &["b.js", "later.json", "a.wasm"]),
            record("b.js", &[]),
            record("a.wasm", &[]),
            record("first.json", &[]),
            record("later.json", &[]),
        ];
        let files = list.iter().map(|file| (file.name.as_str(), file)).collect();
        assert_eq!(names(&files, PAGE), ["a.js", "a.wasm", "b.js", "first.json", PAGE]);
    }

    #[test]
    fn what_a_script_imports_on_demand_is_counted_separately() {
        let later = BTreeSet::from(["tools.js".to_owned()]);
        let list = [
            record(PAGE, &["a.js"]),
            FileRecord { later, ..record("a.js", &["b.js", "tools.js"]) },
            record("b.js", &[]),
            record("tools.js", &["b.js", "tools.wasm"]),
            record("tools.wasm", &[]),
        ];
        let files = list.iter().map(|file| (file.name.as_str(), file)).collect();
        assert_eq!(names(&files, PAGE), ["a.js", "b.js", PAGE]);
        assert_eq!(names(&files, "tools.js"), ["b.js", "tools.js", "tools.wasm"]);
    }

    fn names<'a>(files: &BTreeMap<&str, &'a FileRecord>, start: &'a str) -> Vec<&'a str> {
        let mut names: Vec<_> = reachable(files, start).iter().map(|file| file.name.as_str()).collect();
        names.sort_unstable();
        names
    }
}
