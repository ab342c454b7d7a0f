//! Bundles all modules that a page runs into one script.
//!
//! Modules are processed line by line: each becomes a function that returns its exports. Only the forms of import and
//! export that our own scripts and wasm-bindgen use are supported; any other fails the build.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Context as _, bail, ensure};

use crate::site::assets::references::Language;
use crate::site::releases::npm_package::dependencies;

/// The start of a bundle: modules and files by name.
const HEAD: &str = "const loaded = {};\n\
    const load = (name) => (loaded[name] ??= modules[name]());\n\
    const asset = (name) => new URL(files[name], import.meta.url);\n";

/// Bundles scripts, which run in this order, with everything that they import; `address` gives the address of a file
/// that is not a script.
///
/// # Errors
/// When a script is missing or has an unsupported form, and those of `address`.
pub(crate) fn bundle(
    scripts: &[&str],
    texts: &BTreeMap<String, Vec<u8>>,
    address: impl Fn(&str) -> anyhow::Result<String>,
) -> anyhow::Result<String> {
    let mut names = BTreeSet::new();
    for name in scripts {
        names.extend(dependencies(texts, name)?);
    }
    let (mut modules, mut files) = (String::new(), String::new());
    for name in &names {
        if Language::of(name) == Some(Language::Script) {
            let text = str::from_utf8(texts.get(name).with_context(|| format!("{name} is missing"))?)?;
            let body = module(text).with_context(|| format!("{name} cannot be bundled"))?;
            let _ = writeln!(modules, "{name:?}: async () => {{\n{body}\n}},");
        } else {
            let _ = writeln!(files, "{name:?}: {:?},", address(name)?);
        }
    }
    let start: Vec<String> = scripts.iter().map(|name| format!("await load({name:?});\n")).collect();
    let modules = minifier::js::minify(&format!("const modules = {{\n{modules}}};\n{HEAD}")).to_string();
    Ok(format!("const files={{\n{files}}};\n{modules}\n{}", start.concat()))
}

/// Converts a module to the body of a function that returns its exports.
fn module(text: &str) -> anyhow::Result<String> {
    let (mut body, mut exports) = (String::new(), Vec::new());
    for line in text.lines() {
        let line = line.replace("import(\"./", "load(\"");
        if let Some(rest) = line.strip_prefix("import ") {
            let (names, from) = rest.split_once(" from \"./").with_context(|| format!("unsupported: {line}"))?;
            let from = from.trim_end_matches(';').trim_end_matches('"');
            let names = match names.strip_prefix("* as ") {
                Some(name) => name.to_owned(),
                None => format!("{{ {} }}", bindings(names, " as ")?.join(", ")),
            };
            let _ = writeln!(body, "const {names} = await load({from:?});");
        } else if let Some(rest) = line.strip_prefix("export {") {
            ensure!(!rest.contains(" from "), "unsupported: {line}");
            let names = rest.trim().trim_end_matches(';').trim_end_matches('}');
            for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                let (own, other) = name.split_once(" as ").unwrap_or((name, name));
                exports.push(format!("{other}: {own}"));
            }
        } else if let Some(rest) = line.strip_prefix("export ") {
            exports.push(declared_name(rest).with_context(|| format!("unsupported: {line}"))?.to_owned());
            body += rest;
            body.push('\n');
        } else {
            body += &line;
            body.push('\n');
        }
    }
    let body = with_listed_urls(&body)?;
    Ok(format!("{body}return {{ {} }};", exports.join(", ")))
}

/// Converts the names of an import to a destructuring pattern: the default export first, then those in braces.
fn bindings(names: &str, word: &str) -> anyhow::Result<Vec<String>> {
    let (default, named) = names.split_once('{').unwrap_or((names, ""));
    let default = default.trim().trim_end_matches(',');
    ensure!(!default.starts_with('*'), "a namespace import is not supported");
    let default = (!default.is_empty()).then(|| format!("default: {default}"));
    let named = named.trim_end_matches('}').split(',').map(str::trim).filter(|name| !name.is_empty());
    Ok(default.into_iter().chain(named.map(|name| name.trim_end_matches('}').trim().replace(word, ": "))).collect())
}

/// The name that a declaration introduces.
fn declared_name(text: &str) -> Option<&str> {
    let kinds = ["class ", "function ", "async function ", "const "];
    let rest = kinds.iter().find_map(|kind| text.strip_prefix(kind))?;
    rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '$').next()
}

/// Replaces the URLs of files relative to the script by those listed in the bundle.
fn with_listed_urls(text: &str) -> anyhow::Result<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(", import.meta.url)") {
        let Some((head, name)) = before.rsplit_once("new URL(") else { bail!("unsupported use of import.meta.url") };
        let _ = write!(out, "{head}asset({})", name.replacen("\"./", "\"", 1));
        rest = after;
    }
    out += rest;
    ensure!(!out.contains("import.meta"), "unsupported use of import.meta");
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_becomes_a_function_that_returns_its_exports() {
        let text = "import init, { Map as M } from \"./b.js\";\nimport * as all from \"./c.js\";\n\
            export class A {}\nexport { x, y as default };\n\
            const z = new URL(\"./c.wasm\", import.meta.url);\nimport(\"./d.js\");\n";
        let expected = "const { default: init, Map: M } = await load(\"b.js\");\nconst all = await load(\"c.js\");\nclass A {}\n\
            const z = asset(\"c.wasm\");\nload(\"d.js\");\nreturn { A, x: x, default: y };";
        assert_eq!(module(text).unwrap(), expected);
    }

    #[test]
    fn an_unsupported_form_is_an_error() {
        for text in ["export { a } from \"./b.js\";", "import \"./b.js\";", "export default 7;", "import.meta.url"] {
            assert!(module(text).is_err(), "{text}");
        }
    }
}
