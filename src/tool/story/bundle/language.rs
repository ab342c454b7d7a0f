//! The reading matter in one language, without the texts for readers of other languages.

use serde_json::{Map, Value};

/// Key of texts that are shown in every language.
const IN_ALL: &str = "names";
/// Key of texts beside the words of another language, which need no fallback.
const BESIDE: &str = "translations";
/// Key of the words of the interface, in tables by language.
const WORDS: &str = "words";

/// Returns a value with each text in one language only; if that is missing, in the fallback that the map shows.
/// `languages` are those of the story, the default first.
pub(super) fn spoken(value: &Value, lang: &str, languages: &[String]) -> Value {
    Spoken { lang, languages }.value(value)
}

struct Spoken<'a> {
    lang: &'a str,
    languages: &'a [String],
}

impl Spoken<'_> {
    fn value(&self, value: &Value) -> Value {
        match value {
            Value::Array(values) => values.iter().map(|value| self.value(value)).collect(),
            Value::Object(fields) if self.is_texts(fields) => Value::Object(self.text(fields)),
            Value::Object(fields) => Value::Object(self.fields(fields)),
            other => other.clone(),
        }
    }

    fn fields(&self, fields: &Map<String, Value>) -> Map<String, Value> {
        let spoken = fields.iter().filter_map(|(key, value)| {
            let value = match (key.as_str(), value) {
                (IN_ALL, _) => value.clone(),
                (BESIDE, Value::Object(texts)) => Value::Object(own(texts, self.lang)?),
                (WORDS, Value::Object(tables)) => Value::Object(self.words(tables)),
                _ => self.value(value),
            };
            Some((key.clone(), value))
        });
        spoken.collect()
    }

    /// Whether every field is a text whose key is a language of the story.
    fn is_texts(&self, fields: &Map<String, Value>) -> bool {
        let is_text = |(lang, text): (&String, &Value)| text.is_string() && self.languages.contains(lang);
        !fields.is_empty() && fields.iter().all(is_text)
    }

    /// Returns the text or the fallback that the map shows: English, otherwise the first one.
    fn text(&self, texts: &Map<String, Value>) -> Map<String, Value> {
        let first = texts.keys().min().map_or("", String::as_str);
        [self.lang, "en", first].iter().find_map(|lang| own(texts, lang)).unwrap_or_default()
    }

    /// Returns the words of the language, completed by those of the default language.
    fn words(&self, tables: &Map<String, Value>) -> Map<String, Value> {
        let table = |lang: &str| tables.get(lang).and_then(Value::as_object).cloned().unwrap_or_default();
        let mut words = self.languages.first().map_or_else(Map::new, |default| table(default));
        words.extend(table(self.lang));
        Map::from_iter([(self.lang.to_owned(), Value::Object(words))])
    }
}

/// Returns the only field of a language, if there is one.
fn own(texts: &Map<String, Value>, lang: &str) -> Option<Map<String, Value>> {
    texts.get(lang).map(|text| Map::from_iter([(lang.to_owned(), text.clone())]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn spoken_in(lang: &str, value: &Value) -> Value {
        spoken(value, lang, &["en", "ja", "ru"].map(str::to_owned))
    }

    #[test]
    fn a_text_stays_in_the_language_or_in_the_one_that_stands_in_for_it() {
        let value =
            json!([{ "title": { "en": "Map", "ja": "地図" }, "note": { "ru": "Да" }, "en": 1, "date": "1855" }]);
        let expected = json!([{ "title": { "en": "Map" }, "note": { "ru": "Да" }, "en": 1, "date": "1855" }]);
        assert_eq!(spoken_in("ru", &value), expected);
        assert_eq!(spoken_in("ja", &value).pointer("/0/title"), Some(&json!({ "ja": "地図" })));
    }

    #[test]
    fn names_stay_in_all_languages_and_a_translation_only_in_the_language() {
        let value = json!({ "names": { "en": "A", "ja": "ア" }, "translations": { "ja": "イ" } });
        assert_eq!(
            spoken_in("ja", &value),
            json!({ "names": { "en": "A", "ja": "ア" }, "translations": { "ja": "イ" } })
        );
        assert_eq!(spoken_in("en", &value), json!({ "names": { "en": "A", "ja": "ア" } }));
    }

    #[test]
    fn words_that_a_language_lacks_are_those_of_the_default() {
        let value = json!({ "words": { "en": { "a": "A", "b": "B" }, "ja": { "a": "ア" }, "ru": {} } });
        assert_eq!(spoken_in("ja", &value), json!({ "words": { "ja": { "a": "ア", "b": "B" } } }));
    }
}
