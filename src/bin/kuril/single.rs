//! The map as one file that opens from a disk, `target/single/kuril-map.html`: wasm and data as base64, all modules in one
//! inline script, styles inline, under a policy that allows exactly these by their hashes.
//!
//! The modules are joined by their lines: each becomes a function that returns what it exports. Only the forms of import
//! and export that our own scripts and the binder use are understood; any other ends the build.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use anyhow::{Context as _, bail, ensure};
use sha2::{Digest as _, Sha256};

use crate::package::reached;
use crate::page;
use crate::project::Project;
use crate::references::Language;
use crate::server::media;

/// The page that becomes one file, and the scripts that it runs, in their order.
pub(crate) const PAGE: &str = "embed.html";
const SCRIPTS: [&str; 2] = ["embed.js", "kuril-map.js"];
/// The styles of the page itself.
const STYLES: [&str; 2] = ["page.css", "below.css"];
/// What the script of the file begins with: modules and files by name.
const HEAD: &str = "const loaded = {};\n\
    const load = (name) => (loaded[name] ??= modules[name]());\n\
    const asset = (name) => new URL(files[name]);\n";

/// Writes the file. `texts` are the sources as written, `sources` as the site has them, `page` the page with everything
/// but its assets in place.
///
/// # Errors
/// When a script has a form that is not understood, or the file cannot be written.
pub(crate) fn write(
    project: &Project,
    texts: &BTreeMap<String, Vec<u8>>,
    sources: &BTreeMap<String, Vec<u8>>,
    page: (&str, &BTreeMap<String, String>),
) -> anyhow::Result<()> {
    let script = script(texts, sources)?;
    let mut style = String::new();
    for name in STYLES {
        style += str::from_utf8(sources.get(name).with_context(|| format!("{name} is not there"))?)?;
    }
    let (html, fragments) = page;
    let mut lines: String = html.split_inclusive('\n').filter(|line| !line.contains("{asset:")).collect();
    let policy = format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; connect-src data:; style-src '{}' data:; img-src data: blob:; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        hash(&script),
        hash(&style)
    );
    let mut fragments = fragments.clone();
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n");
    fragments.insert("policy".to_owned(), meta);
    lines = page::finished(&lines, &fragments, None).0;
    let (head, body) = lines.split_once("</head>").with_context(|| format!("{PAGE} has no head"))?;
    let notices = notices(project)?;
    let html =
        format!("{head}<style>{style}</style>\n<script type=\"module\">{script}</script>\n{notices}</head>{body}");
    let folder = project.target("single");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("kuril-map.html"), html).context("cannot write the single file")
}

/// The licences of code and data as a comment.
fn notices(project: &Project) -> anyhow::Result<String> {
    let code = fs::read_to_string(project.root().join("LICENSE"))?;
    let data = fs::read_to_string(project.geodata().join("LICENCES.md"))?;
    Ok(format!("<!-- The code:\n\n{}\n\nThe data:\n\n{} -->\n", code.replace("--", "- -"), data.replace("--", "- -")))
}

/// The source of a hash in a policy (Content Security Policy Level 3, section 2.3.1).
fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

/// All modules, all files that they name, and the call that begins.
fn script(texts: &BTreeMap<String, Vec<u8>>, sources: &BTreeMap<String, Vec<u8>>) -> anyhow::Result<String> {
    let mut names = std::collections::BTreeSet::new();
    for name in SCRIPTS {
        names.extend(reached(texts, name)?);
    }
    let (mut modules, mut files) = (String::new(), String::new());
    for name in &names {
        let missing = || format!("{name} is not there");
        if Language::of(name) == Some(Language::Script) {
            let text = str::from_utf8(texts.get(name).with_context(missing)?)?;
            let body = module(text).with_context(|| format!("{name} cannot be joined with others"))?;
            let _ = writeln!(modules, "{name:?}: async () => {{\n{body}\n}},");
        } else {
            let media = media::of(name).name.replace(' ', "");
            let data = base64(sources.get(name).with_context(missing)?);
            let _ = writeln!(files, "{name:?}: \"data:{media};base64,{data}\",");
        }
    }
    let start = SCRIPTS.map(|name| format!("await load({name:?});\n")).concat();
    let modules = minifier::js::minify(&format!("const modules = {{\n{modules}}};\n{HEAD}")).to_string();
    let script = format!("const files={{\n{files}}};\n{modules}\n{start}");
    ensure!(!script.contains("</script") && !script.contains("<!--"), "a script would end the element it stands in");
    Ok(script)
}

/// A module as the body of a function that returns its exports.
fn module(text: &str) -> anyhow::Result<String> {
    let (mut body, mut exports) = (String::new(), Vec::new());
    for line in text.lines() {
        let line = line.replace("import(\"./", "load(\"");
        if let Some(rest) = line.strip_prefix("import ") {
            let (names, from) = rest.split_once(" from \"./").with_context(|| format!("not understood: {line}"))?;
            let from = from.trim_end_matches(';').trim_end_matches('"');
            let _ = writeln!(body, "const {{ {} }} = await load({from:?});", bindings(names, " as ")?.join(", "));
        } else if let Some(rest) = line.strip_prefix("export {") {
            let names = rest.trim().trim_end_matches(';').trim_end_matches('}');
            for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                let (own, other) = name.split_once(" as ").unwrap_or((name, name));
                exports.push(format!("{other}: {own}"));
            }
        } else if let Some(rest) = line.strip_prefix("export ") {
            exports.push(declared(rest).with_context(|| format!("not understood: {line}"))?.to_owned());
            body += rest;
            body.push('\n');
        } else {
            body += &line;
            body.push('\n');
        }
    }
    let body = located(&body)?;
    Ok(format!("{body}return {{ {} }};", exports.join(", ")))
}

/// The names of an import as a pattern takes them apart: the default first, then those in braces.
fn bindings(names: &str, word: &str) -> anyhow::Result<Vec<String>> {
    let (default, named) = names.split_once('{').unwrap_or((names, ""));
    let default = default.trim().trim_end_matches(',');
    ensure!(!default.starts_with('*'), "an import of a whole module is not understood");
    let default = (!default.is_empty()).then(|| format!("default: {default}"));
    let named = named.trim_end_matches('}').split(',').map(str::trim).filter(|name| !name.is_empty());
    Ok(default.into_iter().chain(named.map(|name| name.trim_end_matches('}').trim().replace(word, ": "))).collect())
}

/// The name that a declaration declares.
fn declared(text: &str) -> Option<&str> {
    let kinds = ["class ", "function ", "async function ", "const "];
    let rest = kinds.iter().find_map(|kind| text.strip_prefix(kind))?;
    rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '$').next()
}

/// The text with the addresses of files beside the script taken from the file itself.
fn located(text: &str) -> anyhow::Result<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(", import.meta.url)") {
        let Some((head, name)) = before.rsplit_once("new URL(") else { bail!("import.meta.url is used otherwise") };
        let _ = write!(out, "{head}asset({name})");
        rest = after;
    }
    out += rest;
    ensure!(!out.contains("import.meta"), "import.meta is used otherwise");
    Ok(out)
}

/// Bytes in base64 (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let part = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = part(0) << 16 | part(1) << 8 | part(2);
        for at in 0..4 {
            let letter = LETTERS.get((bits >> (18 - 6 * at) & 63) as usize).copied().unwrap_or(b'=');
            out.push(if at <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_becomes_a_function_that_returns_its_exports() {
        let text = "import init, { Map as M } from \"./b.js\";\nexport class A {}\nexport { x, y as default };\n\
            const z = new URL(\"c.wasm\", import.meta.url);\nimport(\"./d.js\");\n";
        let expected = "const { default: init, Map: M } = await load(\"b.js\");\nclass A {}\n\
            const z = asset(\"c.wasm\");\nload(\"d.js\");\nreturn { A, x: x, default: y };";
        assert_eq!(module(text).unwrap(), expected);
    }

    #[test]
    fn a_form_that_is_not_understood_is_an_error() {
        for text in ["import * as a from \"./b.js\";", "import \"./b.js\";", "export default 7;", "import.meta.url"] {
            assert!(module(text).is_err(), "{text}");
        }
    }

    #[test]
    fn base64_fills_up_to_four_letters() {
        let found = [&b""[..], b"f", b"fo", b"foo", b"foob"].map(base64);
        assert_eq!(found, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]);
    }
}
