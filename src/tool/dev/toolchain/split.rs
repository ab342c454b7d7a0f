//! Parts a wasm module in one that comes first and others that come later, where `wasm_split` marks it.
//!
//! The later ones share memory and table with the first and are joined to it by `www/element/later.js`, which knows the
//! running core even after another has taken its place.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use wasm_split_cli_support::Options;
use wasmparser::{Parser, Payload};

/// The script of which the first module asks whether a later one has come.
const LINK: &str = "./later.js";
/// The start of the names of the files that are written.
const FOUND: &str = "split_";
/// The start of the names that they have in the site.
const NAMED: &str = "kuril_";

/// The parts of a module.
#[derive(Debug)]
pub(crate) struct Split {
    /// The file with the module that comes first, without bindings.
    pub(crate) first: PathBuf,
    /// The names and contents of those that come later.
    pub(crate) later: Vec<(String, Vec<u8>)>,
}

/// Parts a module that was linked with its relocations, into files of a folder.
///
/// # Errors
/// When the file is no such module, or a file cannot be written.
pub(crate) fn split(wasm: &Path, folder: &Path) -> anyhow::Result<Split> {
    let input = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let first = folder.join("first.wasm");
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let mut options = Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.link_name = LINK;
    let written = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("cannot part {}: {error:?}", wasm.display()))?;
    let mut later = Vec::new();
    for path in &written.split_modules {
        let name = path.file_name().unwrap_or_default().to_string_lossy().replacen(FOUND, NAMED, 1);
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        later.push((name, bare(&bytes).with_context(|| format!("{} is no wasm", path.display()))?));
    }
    Ok(Split { first, later })
}

/// Returns a module without what no browser needs: names of functions and of the programs that made it.
fn bare(wasm: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut kept = wasm.get(..8).context("the header is missing")?.to_vec();
    let mut from = kept.len();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        let Some((_, range)) = payload.as_section() else { continue };
        let end = usize::try_from(range.end)?;
        let section = wasm.get(from..end).context("a section is cut off")?;
        from = end;
        if !matches!(payload, Payload::CustomSection(_)) {
            kept.extend(section);
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_browser_needs_is_left_out() {
        let header = [0, b'a', b's', b'm', 1, 0, 0, 0];
        let (types, named) = ([1, 4, 1, 0x60, 0, 0], [0, 5, 4, b'n', b'a', b'm', b'e']);
        let whole = [&header[..], &named, &types, &named].concat();
        assert_eq!(bare(&whole).unwrap(), [&header[..], &types].concat());
        assert!(bare(&whole[..whole.len() - 1]).is_err() && bare(b"\0asm").is_err());
    }
}
