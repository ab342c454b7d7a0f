//! Refreshes the mentions in an article's file from the alias table and the curated links.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context as _, ensure};
use serde::{Deserialize, Serialize};
use serde_json::ser::{PrettyFormatter, Serializer};

use crate::site::assets::fingerprint::digest;
use crate::story::folder::StoryFolder;
use crate::story::link_places::selector::Selector;
use crate::story::link_places::text::Text;
use crate::story::link_places::{Link, curated::Curated, linked, names::Names};

type Texts = BTreeMap<String, String>;

/// An article's file, in the order of its keys.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArticleFile {
    schema: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    own: Option<bool>,
    pub(super) id: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    titles: Option<Texts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    publisher: String,
    published: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    url: String,
    lang: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
    words: u32,
    excerpts: Vec<Excerpt>,
    unquoted: Vec<Unquoted>,
}

/// Verbatim words of the original, with the mentions in them.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Excerpt {
    pub(super) id: String,
    pub(super) paragraph: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<Texts>,
    pub(super) text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) translations: Option<Texts>,
    pub(super) mentions: Vec<Mention>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<Note>,
}

/// An editorial note on an excerpt.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Note {
    text: Texts,
    sources: Vec<String>,
}

/// Words that name a place.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mention {
    pub(super) selector: Selector,
    pub(super) targets: Vec<String>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
struct Unquoted {
    paragraph: u32,
    targets: Vec<String>,
}

/// A file's present text and the text that it should have.
pub(super) struct Refreshed {
    pub(super) old: String,
    pub(super) new: String,
    /// The differences, one line each.
    pub(super) changes: Vec<String>,
}

/// Refreshes the mentions of an article; without the original, only those in its excerpts.
///
/// # Errors
/// If a file cannot be read, the original is a different text, or a selector does not match.
pub(super) fn refreshed(
    story: &StoryFolder,
    names: &Names,
    file: &str,
    original: Option<&Path>,
) -> anyhow::Result<Refreshed> {
    let old = story.file(file).with_context(|| format!("there is no {file}"))?.text().to_owned();
    let before: ArticleFile = serde_json::from_str(&old).with_context(|| file.to_owned())?;
    let mut after = before.clone();
    let curated = Curated::of_article(story, &before.id);
    let text = match original {
        Some(original) => after.original(original, &curated)?,
        None => Text::of_excerpts(before.excerpts.iter().map(|excerpt| (excerpt.paragraph, excerpt.text.as_str()))),
    };
    let links = linked(names, &curated, &text, original.is_some())?;
    let ranges = after.ranges(&text, original.is_some())?;
    for (excerpt, range) in after.excerpts.iter_mut().zip(&ranges) {
        excerpt.mentions = mentions(&text, range, &links, before.own.unwrap_or_default());
    }
    if original.is_some() {
        after.unquoted = unquoted(&text, &ranges, &links);
    }
    let changes = after.changes_from(&before);
    Ok(Refreshed { old, new: after.written()?, changes })
}

/// Returns the mentions of selectable places in a range of the text: of islands and groups, or, in a text of the story's
/// author, of all.
pub(super) fn mentions(text: &Text, range: &Range<usize>, links: &[Link], is_own: bool) -> Vec<Mention> {
    let inside = links.iter().filter(|link| (is_own || link.is_land) && lies_in(&link.range, range));
    let mention =
        |link: &Link| Mention { selector: Selector::quote(text, &link.range, range), targets: link.targets.clone() };
    inside.map(mention).collect()
}

/// Returns the paragraphs that mention places outside the excerpts.
fn unquoted(text: &Text, excerpts: &[Range<usize>], links: &[Link]) -> Vec<Unquoted> {
    let mut all = Vec::new();
    for (paragraph, range) in &text.paragraphs {
        let shown = |link: &&Link| excerpts.iter().any(|excerpt| lies_in(&link.range, excerpt));
        let hidden = links.iter().filter(|link| link.is_land && lies_in(&link.range, range) && !shown(link));
        let mut targets: Vec<String> = Vec::new();
        for target in hidden.flat_map(|link| &link.targets) {
            if !targets.contains(target) {
                targets.push(target.clone());
            }
        }
        if !targets.is_empty() {
            all.push(Unquoted { paragraph: *paragraph, targets });
        }
    }
    all
}

fn lies_in(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

impl ArticleFile {
    fn original(&mut self, path: &Path, curated: &Curated) -> anyhow::Result<Text> {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let sum = digest(&bytes);
        if let Some(expected) = &self.sha256 {
            ensure!(*expected == sum, "{} is another text than that of {}", path.display(), self.id);
        }
        self.sha256 = Some(sum);
        let text = str::from_utf8(&bytes).with_context(|| format!("{} is not UTF-8", path.display()))?;
        Ok(Text::of_original(text, &curated.furniture))
    }

    /// Returns the ranges of the excerpts in the text; if it is the original, also updates their offsets.
    fn ranges(&mut self, text: &Text, is_original: bool) -> anyhow::Result<Vec<Range<usize>>> {
        if !is_original {
            return Ok(text.paragraphs.iter().map(|(_, range)| range.clone()).collect());
        }
        let mut ranges = Vec::new();
        for excerpt in &mut self.excerpts {
            let mut found = text.find(&excerpt.text, &text.range());
            found.sort_by_key(|range| excerpt.start.map_or(0, |start| start.abs_diff(range.start)));
            let range =
                found.into_iter().next().with_context(|| format!("{}: not verbatim in the text", excerpt.id))?;
            let holder = text.paragraphs.iter().find(|(_, paragraph)| lies_in(&range, paragraph));
            let (number, _) = holder.with_context(|| format!("{}: in no paragraph", excerpt.id))?;
            (excerpt.start, excerpt.end, excerpt.paragraph) = (Some(range.start), Some(range.end), *number);
            ranges.push(range);
        }
        Ok(ranges)
    }

    /// Returns the text of the file, indented by one space per level.
    fn written(&self) -> anyhow::Result<String> {
        let mut bytes = Vec::new();
        self.serialize(&mut Serializer::with_formatter(&mut bytes, PrettyFormatter::with_indent(b" ")))?;
        bytes.push(b'\n');
        Ok(String::from_utf8(bytes)?)
    }

    fn changes_from(&self, old: &Self) -> Vec<String> {
        let mut changes = Vec::new();
        for (before, after) in old.excerpts.iter().zip(&self.excerpts) {
            let mut told = |one: &Excerpt, other: &Excerpt, what: &str| {
                for mention in one.mentions.iter().filter(|mention| !other.mentions.contains(mention)) {
                    let Selector::TextQuoteSelector { exact, .. } = &mention.selector else { continue };
                    changes.push(format!("{}: {what} \"{exact}\" -> {}", one.id, mention.targets.join(", ")));
                }
            };
            told(before, after, "no longer");
            told(after, before, "now");
            if (before.start, before.end, before.paragraph) != (after.start, after.end, after.paragraph) {
                changes.push(format!("{}: stands elsewhere in the original", after.id));
            }
        }
        for (one, other, what) in [(old, self, "no longer"), (self, old, "now")] {
            for paragraph in one.unquoted.iter().filter(|paragraph| !other.unquoted.contains(paragraph)) {
                changes.push(format!("paragraph {}: {what} {}", paragraph.paragraph, paragraph.targets.join(", ")));
            }
        }
        changes
    }
}
