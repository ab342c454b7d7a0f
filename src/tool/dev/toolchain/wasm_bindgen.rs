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
        .and_then(|bindgen| bindgen.typescript(false).remove_name_section(true).generate(&scratch))
        .with_context(|| format!("cannot bind {}", wasm.display()))?;
    let read = |ending: &str| {
        let name = [module.name(), ending].concat();
        let bytes = fs::read(scratch.join(&name)).with_context(|| format!("the binder wrote no {name}"))?;
        anyhow::Ok((name, bytes))
    };
    let (name, wasm) = read("_bg.wasm")?;
    Ok([read(".js")?, (name, without_remarks(&wasm).unwrap_or(wasm))])
}

/// A module without its custom sections, which say how it was made and change nothing of what it does; none where the
/// bytes are no module.
///
/// WebAssembly Core Specification 2.0, section 5.5: a header of eight bytes, then sections, each with its id, 0 for custom
/// ones, and its length as unsigned LEB128.
fn without_remarks(wasm: &[u8]) -> Option<Vec<u8>> {
    let (header, mut rest) = wasm.split_at_checked(8)?;
    let mut kept = header.to_vec();
    while let [id, after @ ..] = rest {
        let digits = after.iter().position(|byte| byte & 0x80 == 0)? + 1;
        let length = after.get(..digits)?.iter().rev().fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f));
        let (section, next) = rest.split_at_checked(1 + digits + length)?;
        if *id != 0 {
            kept.extend_from_slice(section);
        }
        rest = next;
    }
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_are_left_out_and_everything_else_stays() {
        let header = b"\0asm\x01\0\0\0";
        let remark = [&[0_u8, 0x81, 0x01][..], &[7; 129]].concat();
        let section = [1_u8, 2, 5, 6];
        let module = [&header[..], &remark, &section, &[0, 1, 9]].concat();
        assert_eq!(without_remarks(&module), Some([&header[..], &section].concat()));
        assert_eq!(without_remarks(&[&header[..], &[1, 9, 0]].concat()), None, "a section that is cut off");
    }
}
