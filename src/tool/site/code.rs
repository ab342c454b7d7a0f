//! The code of a site, which is the same for every story: pages, scripts, styles and wasm modules, with its licence and the
//! crates that it is made of.
//!
//! In a checkout it is compiled. A released program has it inside, as an archive, and needs neither checkout nor compiler.

use std::collections::BTreeMap;
use std::io::Read as _;

use anyhow::{Context as _, bail};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use crate::dev::toolchain::Toolchain;
use crate::dev::toolchain::crates::{self, Crate};
use crate::dev::toolchain::wasm::{self, Module};
use crate::dev::toolchain::wasm_bindgen;
use crate::log;
use crate::project::Project;
use crate::site::output::read_folder;
use crate::story::inside::Inside;

/// The archive in a released program; its path is told to the compiler.
#[cfg(feature = "released")]
const INSIDE: Option<&[u8]> = Some(include_bytes!(env!("KURIL_CODE")));
/// The archive in a released program.
#[cfg(not(feature = "released"))]
const INSIDE: Option<&[u8]> = None;

/// The folder of `www/` with files for the npm package only.
const PACKAGE_ONLY: &str = "package/";
// The folders and files of the archive.
const WWW: &str = "www/";
const MODULES: &str = "modules/";
const LICENCE: &str = "LICENSE";
const CRATES: &str = "crates.json";

/// Files by name.
pub(crate) type Sources = BTreeMap<String, Vec<u8>>;

/// The code of a site, as written and compiled.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Code {
    /// Pages, scripts and styles as written, by path.
    pub(crate) www: Sources,
    /// The wasm modules and their bindings.
    pub(crate) modules: Sources,
    /// The licence of the code.
    pub(crate) licence: String,
    /// The crates whose code is in the modules.
    pub(crate) crates: Vec<Crate>,
}

impl Code {
    /// The code in this program, else that of a checkout, compiled.
    ///
    /// # Errors
    /// When it does not compile, or a file of it cannot be read.
    pub(crate) fn of(project: &Project) -> anyhow::Result<Self> {
        INSIDE.map_or_else(|| Self::compiled(project), Self::unpacked)
    }

    fn compiled(project: &Project) -> anyhow::Result<Self> {
        let toolchain = Toolchain::find()?;
        let mut www = read_folder(&project.www())?;
        // Files outside the subfolders, and types, are for the programs that check the others.
        www.retain(|path, _| path.contains('/') && !path.starts_with(PACKAGE_ONLY) && !path.ends_with(".d.ts"));
        let mut modules = Sources::new();
        for module in Module::ALL {
            let wasm = wasm::compile(project, &toolchain, module)?;
            modules.extend(log::step("generating bindings", || wasm_bindgen::generate(project, module, &wasm))?);
        }
        let licence = Inside(project.root()).text(LICENCE)?;
        Ok(Self { www, modules, licence, crates: crates::shipped(project)? })
    }

    /// Returns the archive: the same bytes for the same code.
    ///
    /// # Errors
    /// When a name is too long for an archive.
    pub(crate) fn packed(&self) -> anyhow::Result<Vec<u8>> {
        let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::best()));
        let mut put = |name: &str, bytes: &[u8]| {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            archive.append_data(&mut header, name, bytes).with_context(|| format!("cannot pack {name}"))
        };
        for (folder, files) in [(WWW, &self.www), (MODULES, &self.modules)] {
            for (name, bytes) in files {
                put(&[folder, name].concat(), bytes)?;
            }
        }
        put(LICENCE, self.licence.as_bytes())?;
        put(CRATES, &serde_json::to_vec(&self.crates)?)?;
        Ok(archive.into_inner()?.finish()?)
    }

    /// Reads an archive.
    ///
    /// # Errors
    /// When it is damaged, or not one of these.
    fn unpacked(packed: &[u8]) -> anyhow::Result<Self> {
        let mut code =
            Self { www: Sources::new(), modules: Sources::new(), licence: String::new(), crates: Vec::new() };
        let mut archive = tar::Archive::new(GzDecoder::new(packed));
        for entry in archive.entries()? {
            let mut entry = entry.context("the code in this program is damaged")?;
            let path = entry.path()?.to_string_lossy().into_owned();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).with_context(|| format!("{path} in this program is damaged"))?;
            match (path.strip_prefix(WWW), path.strip_prefix(MODULES), path.as_str()) {
                (Some(name), ..) => drop(code.www.insert(name.to_owned(), bytes)),
                (_, Some(name), _) => drop(code.modules.insert(name.to_owned(), bytes)),
                (.., LICENCE) => code.licence = String::from_utf8(bytes)?,
                (.., CRATES) => code.crates = serde_json::from_slice(&bytes)?,
                _ => bail!("{path} is not of the code"),
            }
        }
        Ok(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> Code {
        let files = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), name.as_bytes().to_vec())).collect();
        let one = |name: &str, checksum: Option<&str>| Crate {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: Some("MIT".to_owned()),
            checksum: checksum.map(str::to_owned),
        };
        Code {
            www: files(&["pages/index.html", "element/kuril-map.js"]),
            modules: files(&["kuril_map.js", "kuril_map_bg.wasm"]),
            licence: "MIT".to_owned(),
            crates: vec![one("geo", Some("00")), one("kuril-map", None)],
        }
    }

    #[test]
    fn what_is_packed_is_unpacked_and_packed_again_to_the_same_bytes() {
        let packed = code().packed().unwrap();
        let again = Code::unpacked(&packed).unwrap();
        assert_eq!(again, code());
        assert_eq!(again.packed().unwrap(), packed);
    }

    #[test]
    fn a_damaged_archive_is_told() {
        let packed = code().packed().unwrap();
        assert!(Code::unpacked(packed.get(..packed.len() / 2).unwrap()).is_err());
        assert!(Code::unpacked(b"not an archive").is_err());
    }
}
