//! The words that the map explains: excerpts of articles and documents, and the mentions of places in them.
//!
//! A mention is tied to its words by a text quote selector of the W3C Web Annotation Data Model (section 4.2.4): the
//! exact words with what stands before and after them. It is resolved once, when the file is read.

use crate::error::{Problem, Result};
use crate::lean::find::find;
use crate::story::fields::Fields;
use crate::story::id::PlaceId;
use crate::story::texts::Texts;

/// An article or document, as far as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Its id.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// Its usual name in the reader's language, where it has one.
    pub known_as: Texts,
    /// Whether it is a public document and no article.
    pub is_document: bool,
    /// Its author, where one is named.
    pub author: Option<String>,
    /// Who published it.
    pub publisher: String,
    /// The day of its publication, ISO 8601, or the month or year of it.
    pub published: String,
    /// Where the original stands.
    pub url: String,
    /// Language of its words (BCP 47).
    pub lang: String,
    /// What is quoted of it, in its own order.
    pub excerpts: Vec<Excerpt>,
    /// Paragraphs that speak of places and are not quoted.
    pub unquoted: Vec<Unquoted>,
    /// What it leaves out or words loosely where it is not quoted.
    pub omissions: Vec<Note>,
}

/// Verbatim words of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Excerpt {
    /// Its id, unique in the article.
    pub id: String,
    /// The paragraph it is taken from, counted from 1.
    pub paragraph: u32,
    /// What the place is called in a document: an article of a treaty, say.
    pub place: Texts,
    /// The words, cut at the mentions of places.
    pub runs: Vec<Run>,
    /// Our own renderings in other languages.
    pub translations: Texts,
    /// Our note beside words that slip.
    pub note: Option<Note>,
}

/// A stretch of an excerpt.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The words as they stand.
    pub text: String,
    /// Ids of the places that they mention; empty between mentions.
    pub targets: Vec<PlaceId>,
}

/// Our own words beside a quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The note.
    pub text: Texts,
    /// Ids of its sources.
    pub sources: Vec<String>,
}

/// A paragraph that mentions places and is not quoted.
#[derive(Clone, Debug, PartialEq)]
pub struct Unquoted {
    /// Its number in the original, counted from 1.
    pub paragraph: u32,
    /// Ids of the places that it mentions.
    pub targets: Vec<PlaceId>,
}

impl Excerpt {
    /// Whether the excerpt mentions a place.
    #[must_use]
    pub fn mentions(&self, id: &str) -> bool {
        self.runs.iter().any(|run| run.targets.iter().any(|target| &**target == id))
    }

    /// The words without the cuts.
    #[must_use]
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// The head of an article's file.
pub(super) struct ArticleFile<'a> {
    pub(super) id: String,
    title: String,
    titles: Texts,
    document: bool,
    author: Option<String>,
    publisher: String,
    published: String,
    url: String,
    lang: String,
    pub(super) excerpts: Vec<&'a str>,
    unquoted: Vec<Unquoted>,
    omissions: Vec<Note>,
}

impl<'a> ArticleFile<'a> {
    pub(super) fn read(fields: &Fields<'a>) -> Self {
        Self {
            id: fields.text("id", "an id"),
            title: fields.text("title", "a text"),
            titles: fields.texts("titles"),
            document: fields.flag("document"),
            author: fields.optional_text("author"),
            publisher: fields.text("publisher", "a text"),
            published: fields.text("published", "a date"),
            url: fields.text("url", "an address"),
            lang: fields.text("lang", "a language tag"),
            excerpts: fields.required_list("excerpts", "a list of excerpts"),
            unquoted: fields.objects("unquoted", unquoted),
            omissions: fields.objects("omissions", note),
        }
    }

    /// The article with the excerpts that could be read.
    pub(super) fn with(self, excerpts: Vec<Excerpt>) -> Article {
        Article {
            id: self.id,
            title: self.title,
            known_as: self.titles,
            is_document: self.document,
            author: self.author,
            publisher: self.publisher,
            published: self.published,
            url: self.url,
            lang: self.lang,
            excerpts,
            unquoted: self.unquoted,
            omissions: self.omissions,
        }
    }
}

/// An excerpt as its file words it.
pub(super) struct ExcerptFile {
    id: String,
    paragraph: u32,
    place: Texts,
    translations: Texts,
    text: String,
    mentions: Vec<Mention>,
    note: Option<Note>,
}

struct Mention {
    selector: Selector,
    targets: Vec<PlaceId>,
}

#[derive(Default)]
struct Selector {
    exact: String,
    prefix: String,
    suffix: String,
}

fn unquoted(fields: &Fields<'_>) -> Unquoted {
    Unquoted { paragraph: fields.count("paragraph"), targets: targets(fields) }
}

fn targets(fields: &Fields<'_>) -> Vec<PlaceId> {
    fields.required("targets", "a list of ids").map(|_| fields.places("targets")).unwrap_or_default()
}

fn mention(fields: &Fields<'_>) -> Mention {
    fields.required("selector", "an object with the exact words");
    let selector = fields.object("selector", |selector| Selector {
        exact: selector.text("exact", "a text"),
        prefix: selector.optional_text("prefix").unwrap_or_default(),
        suffix: selector.optional_text("suffix").unwrap_or_default(),
    });
    Mention { selector: selector.unwrap_or_default(), targets: targets(fields) }
}

pub(super) fn note(fields: &Fields<'_>) -> Note {
    Note { text: fields.required_texts("text"), sources: fields.texts_of("sources") }
}

impl ExcerptFile {
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        Self {
            id: fields.text("id", "an id"),
            paragraph: fields.count("paragraph"),
            place: fields.texts("place"),
            translations: fields.texts("translations"),
            text: fields.text("text", "a text"),
            mentions: fields.objects("mentions", mention),
            note: fields.object("note", note),
        }
    }

    /// The excerpt cut at its mentions, and what is wrong with those that could not be placed.
    pub(super) fn resolved(self) -> (Excerpt, Vec<Problem>) {
        let mut places: Vec<(usize, usize, &Vec<PlaceId>)> = Vec::new();
        let mut problems = Vec::new();
        for mention in &self.mentions {
            match mention.selector.find(&self.text) {
                Ok(start) => {
                    let at = places.partition_point(|(other, ..)| *other <= start);
                    places.insert(at, (start, start + mention.selector.exact.len(), &mention.targets));
                }
                Err(problem) => problems.push(problem),
            }
        }
        let runs = runs(&self.text, &places, &mut problems);
        (
            Excerpt {
                id: self.id,
                paragraph: self.paragraph,
                place: self.place,
                translations: self.translations,
                runs,
                note: self.note,
            },
            problems,
        )
    }
}

impl Selector {
    /// The byte at which the selected words begin: the only place with this prefix and suffix.
    fn find(&self, text: &str) -> Result<usize> {
        let fits = |at: &usize| {
            let before = text.get(..*at).unwrap_or_default();
            let after = text.get(*at + self.exact.len()..).unwrap_or_default();
            before.ends_with(&self.prefix) && after.starts_with(&self.suffix)
        };
        let next = |from: usize| find(text, &self.exact, from);
        let all = std::iter::successors(next(0), |at| next(at + self.exact.len()));
        let mut places = all.filter(fits);
        let unexpected = |found: &str| {
            let expected = format!("\"{}{}{}\" exactly once in the excerpt", self.prefix, self.exact, self.suffix);
            Problem::unexpected("selector", expected, found)
        };
        match (self.exact.is_empty(), places.next(), places.next()) {
            (false, Some(at), None) => Ok(at),
            (false, Some(_), Some(_)) => Err(unexpected("several places")),
            _ => Err(unexpected("none")),
        }
    }
}

/// The text cut at the places, which are in order.
fn runs(text: &str, places: &[(usize, usize, &Vec<PlaceId>)], problems: &mut Vec<Problem>) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut done = 0;
    let mut push = |from: usize, to: usize, targets: &[PlaceId]| {
        let text = text.get(from..to).unwrap_or_default();
        if !text.is_empty() {
            runs.push(Run { text: text.to_owned(), targets: targets.to_vec() });
        }
    };
    for (start, end, targets) in places {
        if *start < done {
            problems.push(Problem::unexpected("mentions", "mentions that do not overlap", "an overlap"));
            continue;
        }
        push(done, *start, &[]);
        push(*start, *end, targets);
        done = *end;
    }
    push(done, text.len(), &[]);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, mentions: &str) -> (Excerpt, Vec<Problem>) {
        let json = format!(r#"{{"id":"p1","paragraph":1,"text":{text:?},"mentions":{mentions}}}"#);
        ExcerptFile::read(&Fields::parsed(&json).unwrap()).resolved()
    }

    #[test]
    fn the_words_stay_whole_and_the_mention_is_cut_out() {
        let mention = r#"[{"selector":{"exact":"Rock","prefix":"the ","suffix":"."},"targets":["rock"]}]"#;
        let (excerpt, problems) = excerpt("Rock music on the Rock.", mention);
        assert_eq!(problems, []);
        assert_eq!(excerpt.text(), "Rock music on the Rock.");
        assert_eq!(excerpt.runs[1], Run { text: "Rock".into(), targets: vec!["rock".into()] });
    }

    #[test]
    fn a_selector_that_fits_twice_is_refused_and_the_text_kept() {
        let mention = r#"[{"selector":{"exact":"Rock"},"targets":["rock"]}]"#;
        let (excerpt, problems) = excerpt("Rock and Rock", mention);
        assert_eq!(problems.len(), 1);
        assert_eq!(excerpt.text(), "Rock and Rock");
    }

    #[test]
    fn overlapping_mentions_are_refused() {
        let mentions =
            r#"[{"selector":{"exact":"big Rock"},"targets":["a"]},{"selector":{"exact":"Rock"},"targets":["b"]}]"#;
        assert_eq!(excerpt("a big Rock", mentions).1.len(), 1);
    }
}
