//! The script that stands between wasm and the page's own script, written by wasm-bindgen as a library.
//!
//! As a library, because its version then comes from `Cargo.lock`, like the macro's, and nobody installs a command.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use wasm_bindgen_cli_support::Bindgen;

use crate::dev::toolchain::wasm::Module;
use crate::project::Project;

/// A bound module: the script that the page's own scripts import, and the wasm beside it, each with its name.
pub(crate) type Bound = [(String, Vec<u8>); 2];

/// Binds a compiled module by way of a scratch folder.
///
/// # Errors
/// When the file is not wasm made with the macro of the same version, or the folder cannot be written.
pub(crate) fn bind(project: &Project, module: Module, wasm: &Path) -> anyhow::Result<Bound> {
    let scratch = module.folder(project).join("bound");
    Bindgen::new()
        .input_path(wasm)
        .out_name(module.name())
        .web(true)
        .and_then(|bindgen| {
            bindgen.typescript(false).remove_name_section(true).remove_producers_section(true).generate_output()
        })
        .and_then(|mut output| {
            // For the binder alone, and nothing to a browser.
            output.wasm_mut().customs.remove_raw("target_features");
            output.emit(&scratch)
        })
        .with_context(|| format!("cannot bind {}", wasm.display()))?;
    let read = |ending: &str| {
        let name = [module.name(), ending].concat();
        let bytes = fs::read(scratch.join(&name)).with_context(|| format!("the binder wrote no {name}"))?;
        anyhow::Ok((name, bytes))
    };
    Ok([read(".js")?, read("_bg.wasm")?])
}
