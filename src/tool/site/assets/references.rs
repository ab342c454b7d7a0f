//! References from one file of the site to another, which are replaced by fingerprinted names.
//!
//! Three forms are recognised: `{asset:NAME}` in every text file, with the bare name of the file; in scripts, the
//! relative specifiers of `import`, `export ... from` and `new URL(..., import.meta.url)`; in styles, `url(...)`. The
//! latter two are relative to the file itself. Scripts are tokenised only into comments, strings, regular expressions
//! and the rest. A full parser, such as `oxc_parser`, compiles for over two minutes, and npm bundlers would make the
//! site depend on Node.

use std::ops::Range;

/// Starts a reference that works in every text file.
const ASSET: &str = "{asset:";
/// … to a file that a page does not need before its first frame.
const LATER: &str = "{later:";

/// The language of a file, which determines the forms of references in it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Language {
    /// HTML: only `{asset:...}`.
    Html,
    /// JavaScript: also module specifiers.
    Script,
    /// CSS: also `url(...)`.
    Style,
}

impl Language {
    /// The language of a file by its name; `None` for files that cannot refer to others.
    pub(crate) fn of(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1 {
            "html" => Some(Self::Html),
            "js" => Some(Self::Script),
            "css" => Some(Self::Style),
            _ => None,
        }
    }
}

/// A reference to another file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Reference {
    /// The byte range to replace.
    pub(crate) range: Range<usize>,
    /// The referenced file, relative to the root of the assets.
    pub(crate) name: String,
    /// Whether it is a dynamic import, by `import()`.
    pub(crate) later: bool,
}

/// Finds all references in the text of the file `from`, in order.
pub(crate) fn references(language: Language, from: &str, text: &str) -> Vec<Reference> {
    let relative = match language {
        Language::Html => Vec::new(),
        Language::Script => specifiers(text),
        Language::Style => urls(text),
    };
    let relative = relative.into_iter().filter_map(|range| {
        let name = resolve(from, text.get(range.clone())?);
        let later = before(text, &range).ends_with("import(");
        Some(Reference { range, name, later })
    });
    let mut all: Vec<_> = placeholders(text).into_iter().chain(relative).collect();
    all.sort_by_key(|reference| reference.range.start);
    all
}

/// Replaces each reference by the address at the same index.
pub(crate) fn replace(text: &str, references: &[Reference], by: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (reference, path) in references.iter().zip(by) {
        out += text.get(at..reference.range.start).unwrap_or_default();
        out += path;
        at = reference.range.end;
    }
    out + text.get(at..).unwrap_or_default()
}

/// The address of `to` relative to `from`, both given relative to the same root; it always starts with a dot, as module
/// specifiers must.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let here: Vec<_> = from.split('/').collect();
    let there: Vec<_> = to.split('/').collect();
    let folders = here.len().saturating_sub(1).min(there.len().saturating_sub(1));
    let shared = here.iter().zip(&there).take(folders).take_while(|(a, b)| a == b).count();
    let up = here.len().saturating_sub(1 + shared);
    let down = there.get(shared..).unwrap_or_default().join("/");
    if up == 0 { format!("./{down}") } else { "../".repeat(up) + &down }
}

fn placeholders(text: &str) -> Vec<Reference> {
    let kinds = [(ASSET, false), (LATER, true)].into_iter();
    let found = kinds.flat_map(|(opening, later)| {
        text.match_indices(opening).filter_map(move |(start, _)| {
            let begin = start + opening.len();
            let length = text.get(begin..)?.find('}')?;
            let name = text.get(begin..begin + length)?.trim().to_owned();
            Some(Reference { range: start..begin + length + 1, name, later })
        })
    });
    found.collect()
}

/// Resolves a relative address against the folder of `from`.
fn resolve(from: &str, address: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// The contents of `url(...)` that lead to a file of the site.
fn urls(text: &str) -> Vec<Range<usize>> {
    let found = text.match_indices("url(").filter_map(|(start, opening)| {
        let begin = start + opening.len();
        let inside = text.get(begin..begin + text.get(begin..)?.find(')')?)?;
        let quoted = inside.trim();
        let address = quoted.trim_matches(['"', '\'']);
        let begin = begin + inside.find(address)?;
        let elsewhere = address.is_empty() || address.starts_with(['#', '/', '{']) || address.contains(':');
        (!elsewhere).then(|| begin..begin + address.len())
    });
    found.collect()
}

/// The contents of the string literals that refer to a module or to a file by `import.meta.url`.
fn specifiers(text: &str) -> Vec<Range<usize>> {
    let named = |range: &Range<usize>| {
        let before = before(text, range);
        let after = text.get(range.end + 1..).unwrap_or_default().trim_start();
        let address = text.get(range.clone()).unwrap_or_default();
        let module = ["from", "import", "import("].iter().any(|word| before.ends_with(word));
        let beside = before.ends_with("URL(")
            && after.strip_prefix(',').is_some_and(|rest| rest.trim_start().starts_with("import.meta.url"));
        let path = address.starts_with("./") || address.starts_with("../");
        (module && path)
            || (beside && !address.is_empty() && !address.contains([':', '{']) && !address.starts_with('/'))
    };
    literals(text).into_iter().filter(named).collect()
}

/// The text before the opening quotation mark of a string.
fn before<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    text.get(..range.start.saturating_sub(1)).unwrap_or_default().trim_end()
}

/// The contents of all quoted strings in the code of a script.
fn literals(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut last = b'(';
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        at = match (byte, next) {
            (b'/', Some(b'/')) => after(text, at, "\n"),
            (b'/', Some(b'*')) => after(text, at + 2, "*/"),
            (b'"' | b'\'', _) => {
                let end = closing(bytes, at, byte);
                found.push(at + 1..end);
                end + 1
            }
            (b'`', _) => closing(bytes, at, byte) + 1,
            (b'/', _) if begins_regex(text, at, last) => closing(bytes, at, byte) + 1,
            _ => at + 1,
        };
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    found
}

/// The position after the next `mark`, or the end of the text.
fn after(text: &str, from: usize, mark: &str) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let found = rest.windows(mark.len()).position(|window| window == mark.as_bytes());
    found.map_or(text.len(), |length| from + length + mark.len())
}

/// The position of the mark that closes the string or regular expression opened at `open`. A quoted string also ends at
/// the end of its line, so that a tokenising error cannot swallow the rest of the file.
fn closing(bytes: &[u8], open: usize, mark: u8) -> usize {
    let mut at = open + 1;
    let mut in_class = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'[' if mark == b'/' => in_class = true,
            b']' if mark == b'/' => in_class = false,
            b'\n' if mark != b'`' => return at,
            _ if byte == mark && !in_class => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// Whether a slash starts a regular expression: it does where no value precedes it.
fn begins_regex(text: &str, at: usize, last: u8) -> bool {
    let after_word = text.get(..at).is_some_and(|before| before.trim_end().ends_with("return"));
    after_word || b"(,=:[!&|?{};+-*%~^<>".contains(&last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(language: Language, from: &str, text: &str) -> Vec<String> {
        references(language, from, text).into_iter().map(|reference| reference.name).collect()
    }

    #[test]
    fn modules_are_found_by_every_form_of_import() {
        let text = "import './a.js';\nimport { b } from \"./b.js\";\nexport * from './c.js'\nawait import('../d.js')";
        assert_eq!(names(Language::Script, "sub/main.js", text), ["sub/a.js", "sub/b.js", "sub/c.js", "d.js"]);
    }

    #[test]
    fn bare_and_absolute_specifiers_are_left_alone() {
        let text = "import x from 'x';import y from 'https://example.org/y.js';const from = './z.js'";
        assert_eq!(names(Language::Script, "main.js", text), [] as [&str; 0]);
    }

    #[test]
    fn a_url_beside_the_script_is_found_and_another_is_not() {
        let text = "new URL('map.wasm', import.meta.url); new URL('map.wasm', document.baseURI); new URL('map.wasm')";
        assert_eq!(
            references(Language::Script, "main.js", text),
            [Reference { range: 9..17, name: "map.wasm".into(), later: false }]
        );
    }

    #[test]
    fn comments_templates_and_regular_expressions_hide_what_looks_like_an_import() {
        let text = "// import './a.js' isn't\n/* it's from './b.js' */ const r = /['\"/]/; const q = 4 / 2;\n\
            const t = `import './c.js'`; return /\"/.test(x) ; import './d.js'";
        assert_eq!(names(Language::Script, "main.js", text), ["d.js"]);
    }

    #[test]
    fn an_apostrophe_left_open_ends_with_its_line() {
        assert_eq!(names(Language::Script, "main.js", "<b>it's\nimport './a.js'"), ["a.js"]);
    }

    #[test]
    fn styles_name_files_by_url_and_not_what_lies_elsewhere() {
        let text = "a{b:url(x.svg)}c{d:url( '../y.png' )}e{f:url(#z)}g{h:url(data:image/png;base64,AA)}";
        assert_eq!(names(Language::Style, "style/a.css", text), ["style/x.svg", "y.png"]);
    }

    #[test]
    fn an_asset_is_named_relative_to_the_root_in_any_text() {
        let text = "<link href=\"{asset:style/map.css}\">";
        let found = references(Language::Html, "sub/index.html", text);
        assert_eq!(replace(text, &found, &["../assets/map.1.css".into()]), "<link href=\"../assets/map.1.css\">");
    }

    #[test]
    fn relative_addresses_climb_only_as_far_as_they_must() {
        assert_eq!(relative("index.html", "assets/a.js"), "./assets/a.js");
        assert_eq!(relative("embed/index.html", "assets/a.js"), "../assets/a.js");
        assert_eq!(relative("assets/a.js", "assets/b.js"), "./b.js");
        assert_eq!(relative("assets/x/a.js", "assets/y/b.js"), "../y/b.js");
        assert_eq!(relative("assets/x/a.js", "assets/x"), "../x");
    }
}
