//! Articles and documents that the map explains: excerpts of them, and the mentions of places in the excerpts.
//!
//! A mention is located by a text quote selector of the W3C Web Annotation Data Model (section 4.2.4): the exact
//! words with the text before and after them. It is resolved once, when the file is read.

use crate::error::{Problem, Result};
use crate::lean::find::find;
use crate::limits::ENTRIES;
use crate::story::fields::Fields;
use crate::story::id::PlaceId;
use crate::story::texts::Texts;

/// An article or document, as far as it is quoted.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Its id.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// Its usual name in the reader's language, if it has one.
    pub known_as: Texts,
    /// Whether it is a public document instead of an article.
    pub is_document: bool,
    /// Whether it is the story's own text, shown whole; then publisher and address may be empty.
    pub is_own: bool,
    /// Its author, if named.
    pub author: Option<String>,
    /// Its publisher.
    pub publisher: String,
    /// The day, month or year of its publication, ISO 8601.
    pub published: String,
    /// Address of the original.
    pub url: String,
    /// Language of the text (BCP 47).
    pub lang: String,
    /// The excerpts, in the order of the article.
    pub excerpts: Vec<Excerpt>,
    /// Paragraphs that mention places but are not quoted.
    pub unquoted: Vec<Unquoted>,
    /// Notes on omissions and imprecise wording outside the excerpts.
    pub omissions: Vec<Note>,
}

/// A verbatim excerpt of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Excerpt {
    /// Its id, unique within the article.
    pub id: String,
    /// The paragraph that it is taken from, counted from 1.
    pub paragraph: u32,
    /// The name of the passage in a document, such as an article of a treaty.
    pub place: Texts,
    /// The text, split at the mentions of places.
    pub runs: Vec<Run>,
    /// Translations made for the story.
    pub translations: Texts,
    /// The story's note on an imprecise wording.
    pub note: Option<Note>,
}

/// A piece of an excerpt.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The text, verbatim.
    pub text: String,
    /// Ids of the places that it mentions; empty between mentions.
    pub targets: Vec<PlaceId>,
}

/// An editorial note on a quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The note.
    pub text: Texts,
    /// Ids of its sources.
    pub sources: Vec<String>,
}

/// A paragraph that mentions places but is not quoted.
#[derive(Clone, Debug, PartialEq)]
pub struct Unquoted {
    /// Its number in the original, counted from 1.
    pub paragraph: u32,
    /// Ids of the places that it mentions.
    pub targets: Vec<PlaceId>,
}

impl Excerpt {
    /// Whether the excerpt mentions the place with this id.
    #[must_use]
    pub fn mentions(&self, id: &str) -> bool {
        self.runs.iter().any(|run| run.targets.iter().any(|target| &**target == id))
    }

    /// Returns the whole text.
    #[must_use]
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// The fields of an article's file except the excerpts.
pub(super) struct ArticleFile<'a> {
    pub(super) id: String,
    title: String,
    titles: Texts,
    document: bool,
    own: bool,
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
        let own = fields.flag("own");
        let of_others = |key, expected| {
            if own { fields.optional_text(key).unwrap_or_default() } else { fields.text(key, expected) }
        };
        Self {
            id: fields.text("id", "an id"),
            title: fields.text("title", "a text"),
            titles: fields.texts("titles"),
            document: fields.flag("document"),
            own,
            author: fields.optional_text("author"),
            publisher: of_others("publisher", "a text"),
            published: fields.text("published", "a date"),
            url: of_others("url", "an address"),
            lang: fields.text("lang", "a language tag"),
            excerpts: fields.required_list("excerpts", "a list of excerpts"),
            unquoted: fields.objects("unquoted", unquoted),
            omissions: fields.objects("omissions", note),
        }
    }

    /// Returns the article with the excerpts that could be read.
    pub(super) fn with(self, excerpts: Vec<Excerpt>) -> Article {
        Article {
            id: self.id,
            title: self.title,
            known_as: self.titles,
            is_document: self.document,
            is_own: self.own,
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

/// An excerpt as written in the file.
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

    /// Returns the excerpt split at its mentions, and the problems with mentions that could not be located.
    pub(super) fn resolved(mut self) -> (Excerpt, Vec<Problem>) {
        let mut problems = Vec::from_iter(ENTRIES.hold("mentions", &mut self.mentions));
        let mut places: Vec<(usize, usize, &Vec<PlaceId>)> = Vec::new();
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
    /// Returns the byte offset of the selected words: their only occurrence with this prefix and suffix.
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

/// Splits the text at the places, which must be in order.
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
