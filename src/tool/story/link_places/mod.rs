//! The command `link`: finds the places that a text mentions.
//!
//! Names come from the story's files and `aliases.json`, descriptions and pronouns from `links.json`; nothing is
//! guessed. For a new text the result is a draft of an article's file; for an article of the story the mentions are
//! refreshed and compared.

mod article;
pub(crate) mod curated;
mod evidence;
mod fold;
mod linker;
mod names;
mod russian;
mod scan;
mod selector;
mod table;
mod text;
mod words;

use std::fs;
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};

use crate::log;
use crate::project::Project;
use crate::site::assets::fingerprint::digest;
use crate::story::folder::StoryFolder;
use crate::story::inside::Inside;
use crate::story::language;
use crate::story::new::slug;
use curated::Curated;
use names::{Kind, Names};
use text::Text;

pub use linker::Linker;

/// What is linked, and with what.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The text to search: the places that it names are printed as the excerpts of an article, paragraph by paragraph.
    file: Option<PathBuf>,
    /// Language of the text (BCP 47); without it the one of the story's languages in which it is written.
    #[arg(long)]
    lang: Option<String>,
    /// Id of an article of the story: its mentions are made again, or, with a file to search, its curated links used.
    #[arg(long)]
    article: Option<String>,
    /// The article's original; without it the excerpts alone are searched and unquoted paragraphs left as they are.
    #[arg(long, requires = "article")]
    text: Option<PathBuf>,
    /// Write nothing; fail when an article's mentions differ from what is found now. Without `--article` for all.
    #[arg(long)]
    check: bool,
}

/// A range of text that refers to places.
#[derive(Clone, Debug, PartialEq)]
struct Link {
    range: Range<usize>,
    targets: Vec<String>,
    /// Whether it can be selected on the map: an island or a group.
    is_land: bool,
}

/// Searches a text or refreshes the mentions of articles.
///
/// # Errors
/// If a file cannot be read, a selector does not match, or articles differ under `--check`.
pub(crate) fn run(project: &Project, options: &Options) -> anyhow::Result<()> {
    let story = StoryFolder::open_readable(project.story())?;
    let names = table::of_story(&story);
    match (&options.file, &options.article) {
        (Some(file), article) => search(&story, &names, file, (options.lang.as_deref(), article.as_deref())),
        (None, Some(id)) => refresh(&story, &names, &[format!("articles/{id}.json")], options),
        (None, None) if options.check => refresh(&story, &names, &articles(&story)?, options),
        (None, None) => bail!("name a text to search, an article with --article, or all articles with --check"),
    }
}

/// Returns the curated links and the names that do not overlap them, in the order of the text.
fn linked(names: &Names, curated: &Curated, text: &Text, is_original: bool) -> anyhow::Result<Vec<Link>> {
    let by_hand = curated.links(text, is_original)?;
    let silent = curated.non_links(text);
    let taken = |range: &Range<usize>| {
        let overlaps = |other: &Range<usize>| other.start < range.end && range.start < other.end;
        silent.iter().any(overlaps) || by_hand.iter().any(|(other, _)| overlaps(other))
    };
    let whole = text.whole();
    let found = scan::mentions(names, &whole).into_iter().map(|found| Link {
        range: found.start..found.end,
        targets: found.name.targets.clone(),
        is_land: found.name.kind == Kind::Land,
    });
    let mut links: Vec<Link> = found.filter(|link| !taken(&link.range)).collect();
    links.extend(by_hand.iter().map(|(range, targets)| Link {
        range: range.clone(),
        targets: targets.clone(),
        is_land: true,
    }));
    links.sort_by_key(|link| link.range.start);
    Ok(links)
}

/// Returns a text of the story's author as excerpts, paragraph by paragraph, and the number of mentions of places.
///
/// # Errors
/// If a selector does not match, which for names does not happen.
pub(crate) fn own_excerpts(story: &StoryFolder, words: &str) -> anyhow::Result<(Vec<Value>, usize)> {
    let text = Text::of_original(words, &[]);
    let links = linked(&table::of_story(story), &Curated::default(), &text, true)?;
    let excerpts = text.paragraphs.iter().map(|entry| excerpt(&text, entry, &links));
    Ok((excerpts.collect(), links.len()))
}

/// Returns a paragraph of a text of one's own as an excerpt.
fn excerpt(text: &Text, (number, range): &(u32, Range<usize>), links: &[Link]) -> Value {
    json!({
        "id": format!("p{number}"),
        "paragraph": number,
        "start": range.start,
        "end": range.end,
        "text": text.slice(range),
        "mentions": article::mentions(text, range, links, true),
    })
}

/// Prints the draft of an article's file.
fn search(story: &StoryFolder, names: &Names, file: &Path, how: (Option<&str>, Option<&str>)) -> anyhow::Result<()> {
    let draft = draft(story, names, file, how)?;
    let mut out = serde_json::to_string_pretty(&draft)?;
    out.push('\n');
    io::stdout().write_all(out.as_bytes()).context("cannot print the mentions")?;
    log::note("\"own\" says that the text is yours; that of others is quoted in part, with \"publisher\" and \"url\"");
    Ok(())
}

/// Returns a text as the file of an article, with the paragraphs that name places.
fn draft(story: &StoryFolder, names: &Names, file: &Path, how: (Option<&str>, Option<&str>)) -> anyhow::Result<Value> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let words = str::from_utf8(&bytes).with_context(|| format!("{} is not UTF-8", file.display()))?;
    let curated = how.1.map(|id| Curated::of_article(story, id)).unwrap_or_default();
    let text = Text::of_original(words, &curated.furniture);
    let links = linked(names, &curated, &text, true)?;
    let names_some = |(_, range): &&(u32, Range<usize>)| links.iter().any(|link| range.contains(&link.range.start));
    let excerpts: Vec<Value> =
        text.paragraphs.iter().filter(names_some).map(|entry| excerpt(&text, entry, &links)).collect();
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let Some(lang) = how.0.or_else(|| language::written(words, story.languages())) else {
        bail!("{}: say --lang: the text is in none of {}", file.display(), story.languages().join(", "));
    };
    let title = words.lines().map(|line| line.trim_start_matches('#').trim()).find(|line| !line.is_empty());
    let draft = json!({
        "schema": 1,
        "own": true,
        "id": slug(&stem),
        "title": title.context("the text is empty")?,
        "published": story.as_of().iso(),
        "lang": lang,
        "sha256": digest(&bytes),
        "words": words.split_whitespace().count(),
        "excerpts": excerpts,
        "unquoted": [],
    });
    Ok(draft)
}

fn articles(story: &StoryFolder) -> anyhow::Result<Vec<String>> {
    let articles: Vec<String> = story.articles.iter().map(|article| article.head.origin.file().to_owned()).collect();
    ensure!(!articles.is_empty(), "there is no article in {}", story.path().display());
    Ok(articles)
}

fn refresh(story: &StoryFolder, names: &Names, files: &[String], options: &Options) -> anyhow::Result<()> {
    let mut stale = 0;
    for file in files {
        let article = article::refreshed(story, names, file, options.text.as_deref())?;
        let name = file.trim_start_matches("articles/").trim_end_matches(".json");
        for change in &article.changes {
            log::note(&format!("{name}, {change}"));
        }
        if article.old == article.new {
            log::note(&format!("{name}: as it was"));
            continue;
        }
        stale += 1;
        if !options.check {
            Inside(story.path()).write(file, article.new.as_bytes())?;
            log::note(&format!("{name}: written"));
        }
    }
    ensure!(
        !options.check || stale == 0,
        "{stale} articles differ from what is found now: run kuril link --article ID"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::checkout;
    use crate::story::check;

    #[test]
    fn the_draft_of_a_text_is_a_file_of_the_story_as_it_stands() {
        let place = tempfile::tempdir().unwrap();
        let from = checkout().join("tests/examples/stories/falklands");
        let copied = ["", "articles", "derived"].map(|part| from.join(part));
        for folder in copied {
            let to = place.path().join(folder.strip_prefix(&from).unwrap());
            fs::create_dir_all(&to).unwrap();
            for entry in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
                if entry.is_file() {
                    fs::copy(&entry, to.join(entry.file_name().unwrap())).unwrap();
                }
            }
        }
        let text = place.path().join("Ferry news.txt");
        fs::write(&text, "The ferry is back\n\nIt runs from Stanley to West Falkland and New Island.\n").unwrap();
        let story = StoryFolder::open_readable(place.path()).unwrap();
        let names = table::of_story(&story);
        let draft = draft(&story, &names, &text, (Some("en"), None)).unwrap();
        let mentions = draft["excerpts"][0]["mentions"].as_array().unwrap();
        assert_eq!(
            mentions.iter().map(|mention| &mention["targets"][0]).collect::<Vec<_>>(),
            ["stanley", "west-falkland", "new-island"]
        );
        assert_eq!(draft["title"], "The ferry is back");
        fs::write(place.path().join("articles/ferry-news.json"), draft.to_string()).unwrap();
        fs::remove_file(&text).unwrap();
        assert_eq!(check::findings(place.path()).unwrap(), []);
        let story = StoryFolder::open_readable(place.path()).unwrap();
        let again = article::refreshed(&story, &names, "articles/ferry-news.json", None).unwrap();
        assert_eq!(again.changes, Vec::<String>::new());
    }
}
