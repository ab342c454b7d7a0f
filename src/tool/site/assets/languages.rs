//! What a script names once for each language of the story.

use std::collections::BTreeMap;

use anyhow::Context as _;

use crate::site::assets::references::Language;

/// Stands for the tag of a language; a line with it is repeated for each. A template of a script, `${lang}`, is none.
const MARK: &str = "{{lang}}";

/// Repeats each line of the scripts that holds the mark, once for each language.
///
/// # Errors
/// When a script is not UTF-8.
pub(crate) fn repeat(sources: &mut BTreeMap<String, Vec<u8>>, languages: &[String]) -> anyhow::Result<()> {
    for (name, bytes) in sources.iter_mut().filter(|(name, _)| Language::of(name) == Some(Language::Script)) {
        let text = str::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))?;
        if text.contains(MARK) {
            *bytes = text.split_inclusive('\n').map(|line| repeated(line, languages)).collect::<String>().into_bytes();
        }
    }
    Ok(())
}

fn repeated(line: &str, languages: &[String]) -> String {
    if line.contains(MARK) { languages.iter().map(|lang| line.replace(MARK, lang)).collect() } else { line.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_about_a_language_stands_once_for_each() {
        let sources = [("a.js", "const a = {\n  \"{{lang}}\": \"x.{{lang}}.json\",\n};\n"), ("b.js", "`x.${lang}`\n")];
        let mut sources = sources.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into();
        repeat(&mut sources, &["en", "fr"].map(str::to_owned)).unwrap();
        let text = |name: &str| String::from_utf8(sources[name].clone()).unwrap();
        assert_eq!(text("a.js"), "const a = {\n  \"en\": \"x.en.json\",\n  \"fr\": \"x.fr.json\",\n};\n");
        assert_eq!(text("b.js"), "`x.${lang}`\n");
    }
}
