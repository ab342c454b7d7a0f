//! A text in each of the story's languages.

use crate::lean::map::SortedMap;

/// A text by language tag (BCP 47), with a fallback if a language is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(SortedMap<String>);

impl From<SortedMap<String>> for Texts {
    fn from(texts: SortedMap<String>) -> Self {
        Self(texts)
    }
}

impl Texts {
    /// Returns the text in a language or its fallback, and the language that it is in.
    #[must_use]
    pub fn in_language<'a>(&'a self, lang: &'a str) -> Option<(&'a str, &'a str)> {
        let own = self.0.entry(lang).or_else(|| self.0.entry("en"));
        let first = || self.0.iter().next().map(|(lang, text)| (lang.as_str(), text));
        own.or_else(first).map(|(lang, text)| (text.as_str(), lang))
    }

    /// Returns the text in a language or its fallback; empty if there is none.
    #[must_use]
    pub fn get<'a>(&'a self, lang: &'a str) -> &'a str {
        self.in_language(lang).map_or("", |(text, _)| text)
    }

    /// Returns the text in exactly this language.
    #[must_use]
    pub fn exact(&self, lang: &str) -> Option<&str> {
        self.0.get(lang).map(String::as_str)
    }

    /// Iterates over all language tags and texts, ordered by tag.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(lang, text)| (lang.as_str(), text.as_str()))
    }

    /// Whether there is no text in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Texts {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(texts: I) -> Self {
        Self(texts.into_iter().map(|(lang, text)| (lang.into(), text.into())).collect())
    }
}
