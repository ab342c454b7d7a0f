//! The script that stands between wasm and the page's own script, written by wasm-bindgen as a library.
//!
//! As a library, because its version then comes from `Cargo.lock`, like the macro's, and nobody installs a command.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use wasm_bindgen_cli_support::Bindgen;

/// Name of the script that the page's modules import.
pub(crate) const SCRIPT: &str = "kuril_map.js";
/// Name of the wasm beside it.
pub(crate) const WASM: &str = "kuril_map_bg.wasm";

/// The bound map.
#[derive(Debug)]
pub(crate) struct Bound {
    /// The text of [`SCRIPT`].
    pub(crate) script: Vec<u8>,
    /// The bytes of [`WASM`].
    pub(crate) wasm: Vec<u8>,
}

/// Binds a compiled library by way of a scratch folder.
///
/// # Errors
/// When the file is not wasm made with the macro of the same version, or the folder cannot be written.
pub(crate) fn bind(wasm: &Path, scratch: &Path) -> anyhow::Result<Bound> {
    Bindgen::new()
        .input_path(wasm)
        .web(true)
        .and_then(|bindgen| bindgen.typescript(false).remove_name_section(true).generate(scratch))
        .with_context(|| format!("cannot bind {}", wasm.display()))?;
    let read = |name: &str| fs::read(scratch.join(name)).with_context(|| format!("the binder wrote no {name}"));
    Ok(Bound { script: read(SCRIPT)?, wasm: read(WASM)? })
}
