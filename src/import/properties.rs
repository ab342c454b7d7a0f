//! What a feature's properties say: names by language, further names, and an id.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde_json::{Map, Value};

/// Names by language; the empty language stands for names of which none is said.
pub(crate) type Names = BTreeMap<String, Vec<String>>;

/// Keys of the name in the place's or the author's own language, the best one first.
const NAMES: [&str; 14] = [
    "name",
    "title",
    "label",
    "name_long",
    "asciiname",
    "nom",
    "nombre",
    "namn",
    "nimi",
    "name_4",
    "name_3",
    "name_2",
    "name_1",
    "name_0",
];
/// Keys of further names.
const ALIASES: [&str; 10] = [
    "alt_name",
    "old_name",
    "loc_name",
    "official_name",
    "short_name",
    "int_name",
    "nat_name",
    "reg_name",
    "name_alt",
    "aliases",
];
/// Keys of ids that mean something outside the file.
const IDS: [&str; 6] = ["id", "@id", "osm_id", "osm_way_id", "full_id", "geonameid"];
/// Keys of numbers of rows, which mean something in the file alone.
const ROWS: [&str; 8] = ["fid", "objectid", "objectid_1", "ogc_fid", "gid", "cartodb_id", "_id", "ne_id"];
/// What stands after `name:` and is no language.
const NO_LANGUAGES: [&str; 8] = ["old", "alt", "len", "abb", "ref", "sort", "left", "ciawf"];
/// Natural Earth's words for languages that have tags of another form.
const TAGS: [(&str, &str); 3] = [("zht", "zh-Hant"), ("zh_hant", "zh-Hant"), ("zh_hans", "zh-Hans")];
/// The most characters of a name.
const LENGTH: usize = 300;

/// The properties of a feature, with the tags that some programs keep one level deeper.
#[derive(Clone, Debug, Default)]
pub(crate) struct Properties(Map<String, Value>);

impl Properties {
    /// Takes the properties out of their value. Keys keep their letters; they are looked up in any case.
    pub(crate) fn new(value: Value) -> Self {
        let Value::Object(mut all) = value else { return Self::default() };
        if let Some(Value::Object(tags)) = all.remove("tags") {
            all.extend(tags);
        }
        if let Some(Value::String(hstore)) = all.get("other_tags").cloned() {
            all.extend(tags_of(&hstore));
        }
        Self(all)
    }

    /// Returns the value of a key, else of the key in other letters.
    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        let in_other_letters =
            || self.0.iter().find(|(other, _)| other.eq_ignore_ascii_case(key)).map(|(_, value)| value);
        self.0.get(key).or_else(in_other_letters)
    }

    /// Returns the text of a key, if there is any.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
    }

    /// Returns the id that the properties hold.
    pub(crate) fn id(&self) -> Option<String> {
        IDS.iter().find_map(|key| self.get(key).and_then(id_of))
    }

    /// Returns the number of the row that the properties hold.
    pub(crate) fn row(&self) -> Option<String> {
        ROWS.iter().find_map(|key| self.get(key).and_then(id_of))
    }

    /// Returns the names by language.
    pub(crate) fn names(&self) -> Names {
        let mut names = Names::new();
        let own = NAMES.iter().find_map(|key| self.text(key));
        names.entry(String::new()).or_default().extend(own.filter(|own| is_name(own)).map(str::to_owned));
        for (key, value) in &self.0 {
            if let (Some(lang), Some(name)) = (language(key, &["name"]), value.as_str()) {
                add(&mut names, lang, name);
            }
        }
        if let Some(value) = self.get("names") {
            let read = value.as_str().and_then(|text| serde_json::from_str(text).ok());
            add_names(&mut names, read.as_ref().unwrap_or(value));
        }
        names.retain(|_, list| !list.is_empty());
        names
    }

    /// Returns further names by language.
    pub(crate) fn aliases(&self) -> Names {
        let mut names = Names::new();
        for (key, value) in &self.0 {
            let is_alias = ALIASES.iter().any(|alias| key.eq_ignore_ascii_case(alias));
            let lang = if is_alias { Some(String::new()) } else { language(key, &ALIASES) };
            let Some(lang) = lang else { continue };
            match value {
                Value::String(list) => list.split([';', '|']).for_each(|name| add(&mut names, lang.clone(), name)),
                Value::Object(by_language) => {
                    by_language.iter().for_each(|(lang, list)| add_list(&mut names, lang, list));
                }
                other => add_list(&mut names, &lang, other),
            }
        }
        names
    }
}

/// Returns an id as text: a number as the shortest text for it, so that 1 and 1.0 are the same.
pub(crate) fn id_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => match number.as_f64() {
            Some(whole) if whole.fract() == 0.0 && whole.abs() < 1e15 => Some(format!("{whole:.0}")),
            _ => Some(number.to_string()),
        },
        _ => None,
    }
}

fn is_name(text: &str) -> bool {
    let count = text.chars().count();
    (1..=LENGTH).contains(&count) && text.chars().any(char::is_alphanumeric)
}

fn add(names: &mut Names, lang: String, name: &str) {
    let name = name.trim();
    if is_name(name) {
        let list = names.entry(lang).or_default();
        if !list.iter().any(|other| other == name) {
            list.push(name.to_owned());
        }
    }
}

fn add_list(names: &mut Names, lang: &str, value: &Value) {
    match value {
        Value::String(name) => add(names, lang.to_owned(), name),
        Value::Array(list) => list.iter().filter_map(Value::as_str).for_each(|name| add(names, lang.to_owned(), name)),
        _ => {}
    }
}

/// Adds the names of an object by language, or of Overture's with `primary` and `common`.
fn add_names(names: &mut Names, value: &Value) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match key.as_str() {
                    "common" => add_names(names, value),
                    "primary" => add_list(names, "", value),
                    key => {
                        if let Some(lang) = tag(key) {
                            add_list(names, &lang, value);
                        }
                    }
                }
            }
        }
        other => add_list(names, "", other),
    }
}

/// Returns the language of a key such as `name:ja`, `NAME_JA` or `name_zh-Hant`.
fn language(key: &str, stems: &[&str]) -> Option<String> {
    stems.iter().find_map(|stem| {
        let begin = key.get(..stem.len()).filter(|begin| begin.eq_ignore_ascii_case(stem))?;
        let rest = key.get(begin.len()..)?.strip_prefix([':', '_', '.', '-'])?;
        tag(rest)
    })
}

/// Returns a language tag in its usual letters; none if a text is not formed like one (BCP 47: RFC 5646, section 2.1).
fn tag(text: &str) -> Option<String> {
    if let Some((_, tag)) = TAGS.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)) {
        return Some((*tag).to_owned());
    }
    if NO_LANGUAGES.iter().any(|word| word.eq_ignore_ascii_case(text)) {
        return None;
    }
    let text = text.replace('_', "-");
    let mut parts = text.split('-');
    let first = parts.next()?;
    let is_first = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    let mut tag = first.to_ascii_lowercase();
    for part in parts {
        if !(2..=8).contains(&part.len()) || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        tag.push('-');
        match (part.len(), part.split_at_checked(1)) {
            (2, _) => tag.push_str(&part.to_ascii_uppercase()),
            (4, Some((first, rest))) => tag.extend([first.to_ascii_uppercase(), rest.to_ascii_lowercase()]),
            _ => tag.push_str(&part.to_ascii_lowercase()),
        }
    }
    (is_first && tag.len() <= 35).then_some(tag)
}

/// The tags of a text such as `"name:en"=>"Iturup","place"=>"island"`, as `ogr2ogr` writes those of OpenStreetMap.
fn tags_of(hstore: &str) -> Vec<(String, Value)> {
    let list = ["{", &hstore.replace("\"=>\"", "\":\""), "}"].concat();
    match serde_json::from_str(&list) {
        Ok(Value::Object(tags)) => tags.into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The scripts of which a language is guessed: the language, and the ranges of letters.
const SCRIPTS: [(&str, &[RangeInclusive<char>]); 9] = [
    ("en", &['a'..='z', 'A'..='Z', '\u{c0}'..='\u{24f}']),
    ("ru", &['\u{400}'..='\u{52f}']),
    ("el", &['\u{370}'..='\u{3ff}']),
    ("he", &['\u{590}'..='\u{5ff}']),
    ("ar", &['\u{600}'..='\u{6ff}']),
    ("hi", &['\u{900}'..='\u{97f}']),
    ("th", &['\u{e00}'..='\u{e7f}']),
    ("ko", &['\u{ac00}'..='\u{d7af}']),
    ("zh", &['\u{3041}'..='\u{30ff}', '\u{3400}'..='\u{9fff}', '\u{20000}'..='\u{323af}']),
];

/// Returns the language in whose script most of a name is written; `has_kana` tells whether the file has kana anywhere.
pub(crate) fn language_of(name: &str, has_kana: bool) -> &'static str {
    let (mut language, mut most) = ("en", 0);
    for (other, letters) in SCRIPTS {
        let count = name.chars().filter(|letter| letters.iter().any(|range| range.contains(letter))).count();
        if count > most {
            (language, most) = (other, count);
        }
    }
    if language == "zh" && (has_kana || name.contains(is_kana)) { "ja" } else { language }
}

/// Whether a letter is kana.
pub(crate) fn is_kana(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30ff}')
}
