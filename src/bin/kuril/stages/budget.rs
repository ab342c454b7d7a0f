//! The stage `budget`: what the site may weigh, as it travels to a browser that takes brotli.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::Context as _;

use super::Tally;
use crate::project::Project;
use crate::say;
use crate::site::Listed;

/// All scripts, styles and wasm of the page, in bytes.
const CODE: usize = 110_000;
/// Everything fetched before the first frame, the page itself included, in bytes.
const FIRST_FRAME: usize = 190_000;
/// What the page must name itself, so that the browser fetches it without waiting for a script to ask.
const NAMED: [&str; 3] = ["kuril_map_bg.wasm", "plate.0.geojson", "first.json"];

/// The page that is weighed.
const PAGE: &str = "index.html";

/// Weighs the site that was built last.
///
/// # Errors
/// When no site was built.
pub(super) fn check(project: &Project) -> anyhow::Result<Tally> {
    let path = project.target("site.json");
    let bytes = fs::read(&path).with_context(|| format!("{} is missing: run `cargo kuril build`", path.display()))?;
    let list: Vec<Listed> = serde_json::from_slice(&bytes)?;
    let files: BTreeMap<_, _> = list.iter().map(|file| (file.name.as_str(), file)).collect();
    let first = before_first_frame(&files);
    for file in &first {
        say::note(&format!("{:>8} bytes  {}", file.brotli, file.name));
    }
    let code = first.iter().filter(|file| is_code(&file.name));
    let weighed = [
        ("code (scripts, styles, wasm)", code.map(|file| file.brotli).sum::<usize>(), CODE),
        ("everything before the first frame", first.iter().map(|file| file.brotli).sum(), FIRST_FRAME),
    ];
    let verdicts = weighed.map(|(what, bytes, limit)| {
        say::note(&format!("{what}: {bytes} of {limit} bytes (brotli)"));
        verdict(bytes <= limit, &format!("{what} is {} bytes too heavy", bytes.saturating_sub(limit)))
    });
    let named = files.get(PAGE).map(|page| page.uses.clone()).unwrap_or_default();
    let named = NAMED.map(|name| verdict(named.contains(name), &format!("{PAGE} does not preload {name}")));
    Ok(verdicts.into_iter().chain(named).fold(Tally::default(), Tally::and))
}

fn verdict(kept: bool, complaint: &str) -> Tally {
    if kept {
        return Tally::ONE;
    }
    say::note(&format!("over budget: {complaint}"));
    Tally::NONE
}

/// The page, what it names, and the code that this code names in turn. Data that only a script names comes later.
fn before_first_frame<'a>(files: &BTreeMap<&str, &'a Listed>) -> Vec<&'a Listed> {
    let mut seen = BTreeSet::new();
    let mut open = vec![PAGE];
    let mut found = Vec::new();
    while let Some(name) = open.pop() {
        let Some(file) = files.get(name).filter(|_| seen.insert(name)) else { continue };
        found.push(*file);
        open.extend(file.uses.iter().map(String::as_str).filter(|used| name == PAGE || is_code(used)));
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

    fn listed(name: &str, uses: &[&str]) -> Listed {
        let uses = uses.iter().map(|name| (*name).to_owned()).collect();
        Listed { name: name.to_owned(), path: name.to_owned(), brotli: 1, gzip: 1, bytes: 1, uses }
    }

    #[test]
    fn data_that_only_a_script_names_comes_after_the_first_frame() {
        let list = [
            listed(PAGE, &["a.js", "first.json"]),
            listed("a.js", &["b.js", "later.json", "a.wasm"]),
            listed("b.js", &[]),
            listed("a.wasm", &[]),
            listed("first.json", &[]),
            listed("later.json", &[]),
        ];
        let files = list.iter().map(|file| (file.name.as_str(), file)).collect();
        let mut names: Vec<_> = before_first_frame(&files).iter().map(|file| file.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["a.js", "a.wasm", "b.js", "first.json", PAGE]);
    }
}
