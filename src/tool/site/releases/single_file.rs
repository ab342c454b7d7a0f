//! The map as a single file that opens from disk, `target/single/kuril-map.html`: wasm and data in base64, all modules
//! in one inline script, styles inline, under a content security policy that allows exactly these by their hashes.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context as _, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::dev::server::media;
use crate::project::Project;
use crate::site::assets::bundle_js::bundle;
use crate::site::assets::integrity::of_policy;
use crate::site::pages::templates;

/// The page that becomes the file, and the scripts that it runs, in order.
pub(crate) const PAGE: &str = "embed.html";
const SCRIPTS: [&str; 2] = ["frame.js", "kuril-map.js"];
/// The styles of the page.
const STYLES: [&str; 2] = ["page.css", "reading.css"];

/// Files by name.
type Sources = BTreeMap<String, Vec<u8>>;

/// Writes the file. `licences` are those of code and data, `texts` are the sources as written, `sources` those processed for the site, `page` the template and
/// its fragments.
///
/// # Errors
/// When a script has an unsupported form, or the file cannot be written.
pub(crate) fn write(
    project: &Project,
    (texts, sources): (&Sources, &Sources),
    licences: (&str, &str),
    page: (&str, &BTreeMap<String, String>),
) -> anyhow::Result<()> {
    let script = script(texts, sources)?;
    ensure!(!script.contains("</script") && !script.contains("<!--"), "a script would end its own element");
    let mut style = String::new();
    for name in STYLES {
        style += str::from_utf8(sources.get(name).with_context(|| format!("{name} is missing"))?)?;
    }
    let (html, fragments) = page;
    let mut lines: String = html.split_inclusive('\n').filter(|line| !line.contains("{asset:")).collect();
    let policy = format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; connect-src data:; style-src '{}' data:; img-src data: blob:; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        of_policy(&script),
        of_policy(&style)
    );
    let mut fragments = fragments.clone();
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n");
    fragments.insert("policy".to_owned(), meta);
    lines = templates::fill(&lines, &fragments, None).0;
    let (head, body) = lines.split_once("</head>").with_context(|| format!("{PAGE} has no head"))?;
    let notices = notices(licences);
    let html =
        format!("{head}<style>{style}</style>\n<script type=\"module\">{script}</script>\n{notices}</head>{body}");
    let folder = project.target("single");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("kuril-map.html"), html).context("cannot write the single file")
}

/// The licences of code and data as an HTML comment.
fn notices((code, data): (&str, &str)) -> String {
    comment(&format!("The code:\n\n{code}\n\nThe data:\n\n{data}"))
}

/// A text as a comment that nothing in it ends (HTML Living Standard, section 13.1.6): of hyphens only single ones stay, and
/// of angle brackets none.
fn comment(text: &str) -> String {
    let mut inner = text.replace(['<', '>'], " ");
    while inner.contains("--") {
        inner = inner.replace("--", "- -");
    }
    format!("<!-- {inner} -->\n")
}

/// All modules in one script, with the files that they refer to as data URLs.
fn script(texts: &BTreeMap<String, Vec<u8>>, sources: &BTreeMap<String, Vec<u8>>) -> anyhow::Result<String> {
    bundle(&SCRIPTS, texts, |name| {
        let bytes = sources.get(name).with_context(|| format!("{name} is missing"))?;
        Ok(format!("data:{};base64,{}", media::of(name).name.replace(' ', ""), BASE64_STANDARD.encode(bytes)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_comment_that_holds_it() {
        for text in ["--->", "-->", "--!><b>", "<!--", "->", "a---------b", "-"] {
            let told = comment(text);
            let inner = told.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->\n")).unwrap();
            assert!(!inner.contains(['<', '>']) && !inner.contains("--"), "{told}");
        }
    }
}
