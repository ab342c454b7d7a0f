//! Generates the JavaScript bindings of a wasm module, with wasm-bindgen as a library.
//!
//! As a library its version comes from `Cargo.lock`, like that of the macro, and no command needs to be installed.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use wasm_bindgen_cli_support::Bindgen;

use crate::dev::toolchain::paths::Paths;
use crate::dev::toolchain::wasm::Module;
use crate::project::Project;

/// The names and contents of the script that other scripts import, and of the processed wasm.
pub(crate) type Bindings = [(String, Vec<u8>); 2];

/// Generates the bindings of a compiled module, and writes the types of what it exports to `target/types/wasm`, where the
/// types of scripts are checked against them.
///
/// # Errors
/// When the file is not wasm built with the macro of the same version, it names a folder of this machine, or the scratch
/// folder cannot be written.
pub(crate) fn generate(project: &Project, module: Module, wasm: &Path) -> anyhow::Result<Bindings> {
    let scratch = module.folder(project).join("bound");
    Bindgen::new()
        .input_path(wasm)
        .out_name(module.name())
        .web(true)
        .and_then(|bindgen| {
            bindgen
                .typescript(true)
                .reset_state_function(true)
                .remove_name_section(true)
                .remove_producers_section(true)
                .generate_output()
        })
        .and_then(|mut output| {
            // Only wasm-bindgen needs it, no browser does.
            output.wasm_mut().customs.remove_raw("target_features");
            output.emit(&scratch)
        })
        .with_context(|| format!("cannot generate bindings of {}", wasm.display()))?;
    let read = |ending: &str| {
        let name = [module.name(), ending].concat();
        let bytes = fs::read(scratch.join(&name)).with_context(|| format!("wasm-bindgen wrote no {name}"))?;
        Paths::of(project).ensure_hidden(&name, &bytes)?;
        anyhow::Ok((name, bytes))
    };
    let (name, types) = read(".d.ts")?;
    let folder = project.target("types/wasm");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(name), types).with_context(|| format!("cannot write to {}", folder.display()))?;
    Ok([read(".js")?, read("_bg.wasm")?])
}
