//! Generates the JavaScript bindings of a wasm module, with wasm-bindgen as a library.
//!
//! As a library its version comes from `Cargo.lock`, like that of the macro, and no command needs to be installed.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use wasm_bindgen_cli_support::Bindgen;

use crate::dev::toolchain::paths::Paths;
use crate::dev::toolchain::split;
use crate::dev::toolchain::wasm::Module;
use crate::project::Project;

/// The names and contents of the script that other scripts import, of the processed wasm, and of the parts that come later.
pub(crate) type Bindings = Vec<(String, Vec<u8>)>;

/// Generates the bindings of a compiled module, and writes the types of what it exports to `target/types/wasm`, where the
/// types of scripts are checked against them.
///
/// # Errors
/// When the file is not wasm built with the macro of the same version, it names a folder of this machine, or the scratch
/// folder cannot be written.
pub(crate) fn generate(project: &Project, module: Module, wasm: &Path) -> anyhow::Result<Bindings> {
    let scratch = module.folder(project).join("bound");
    let (wasm, later) = if module.is_split() {
        let split = split::split(wasm, &module.folder(project).join("split"))?;
        (split.first, split.later)
    } else {
        (wasm.to_owned(), Vec::new())
    };
    Bindgen::new()
        .input_path(&wasm)
        .out_name(module.name())
        // What comes later is joined by what the linker exports: memory, table, stack pointer.
        .keep_lld_exports(module.is_split())
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
    for (name, bytes) in &later {
        Paths::of(project).ensure_hidden(name, bytes)?;
    }
    let (name, script) = read(".js")?;
    let script = ended(str::from_utf8(&script).with_context(|| format!("{name} is not UTF-8"))?).into_bytes();
    Ok([(name, script), read("_bg.wasm")?].into_iter().chain(later).collect())
}

/// Returns a script whose imports end in a semicolon: without it they depend on the end of the line, which is taken from
/// them when the script is minified.
fn ended(script: &str) -> String {
    let mut out = String::with_capacity(script.len() + 1);
    for line in script.lines() {
        out += line;
        let is_open = line.starts_with("import ") && line.ends_with('"');
        out += if is_open { ";\n" } else { "\n" };
    }
    out
}
