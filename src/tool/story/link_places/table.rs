//! The making of the alias table out of the files of a story.
//!
//! Names of islands, waters, towns and groups come from their own files; `aliases.json` adds what only texts write,
//! and says which names are words of their own as well. Japanese names are known without their word for island,
//! Russian ones in all cases, English ones with `Island` behind them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use serde_json::Value;

use crate::story::link_places::fold::pattern;
use crate::story::link_places::names::{Kind, Name, Names, Trust};
use crate::story::link_places::russian;

/// The table of the story in a folder.
///
/// # Errors
/// When a file is missing or is not JSON.
pub(super) fn of_story(folder: &Path) -> anyhow::Result<Names> {
    let mut author = Author::new(&json(&folder.join("aliases.json"))?);
    for (file, kind) in
        [("islands.geojson", Kind::Land), ("waters.geojson", Kind::Around), ("places.geojson", Kind::Around)]
    {
        for feature in list(&json(&folder.join(file))?, "features") {
            author.feature(feature, kind);
        }
    }
    for (file, key) in [("story.json", "groups"), ("story.json", "places"), ("status.json", "groups")] {
        for group in list(&json(&folder.join(file))?, key) {
            author.group(group);
        }
    }
    Ok(author.finished())
}

/// Gathers the table.
struct Author {
    aliases: Value,
    marked: BTreeMap<(&'static str, Vec<char>), Trust>,
    names: Names,
}

/// What one place is called.
struct Place<'a> {
    targets: Vec<String>,
    kind: Kind,
    is_island: bool,
    /// Names that stand in the genitive after a word for island.
    genitives: BTreeSet<&'a str>,
}

const LANGUAGES: [&str; 3] = ["en", "ja", "ru"];
const JAPANESE_ENDINGS: [&str; 3] = ["島", "列岩", "岩"];
const KANA_ENDINGS: [&str; 3] = ["とう", "じま", "いわ"];
const ROMAN_ENDINGS: [&str; 4] = ["-tō", "-jima", "-iwa", "-retsugan"];
/// Stems of fewer kana are everyday words.
const SHORTEST_KANA: usize = 4;

impl Author {
    fn new(aliases: &Value) -> Self {
        let mut marked = BTreeMap::new();
        for (key, trust) in [("clear", Trust::Clear), ("doubtful", Trust::Doubtful), ("ambiguous", Trust::Ambiguous)] {
            for lang in LANGUAGES {
                let names = texts(&aliases[key][lang]);
                marked.extend(names.map(|name| ((lang, folded_letters(name)), trust)));
            }
        }
        Self { aliases: aliases.clone(), marked, names: Names::default() }
    }

    fn feature(&mut self, feature: &Value, kind: Kind) {
        let (Some(id), properties) = (feature["id"].as_str(), &feature["properties"]) else { return };
        let aliases = |lang: &str| texts(&properties["aliases"][lang]).collect::<Vec<_>>();
        let russian = aliases("ru");
        let genitives = russian.iter().filter_map(|alias| genitive(alias)).collect();
        let place = Place { targets: vec![id.to_owned()], kind, is_island: kind == Kind::Land, genitives };
        for lang in LANGUAGES {
            let claimed = properties["names_claimant"][lang].as_str();
            for name in properties["names"][lang].as_str().into_iter().chain(claimed).chain(aliases(lang)) {
                self.name(&place, lang, name);
            }
        }
        if let Some(kana) = properties["kana"].as_str() {
            self.kana(&place, kana);
        }
        if let Some(roman) = properties["romanised"].as_str() {
            self.name(&place, "en", roman);
            let stem = ROMAN_ENDINGS.iter().find_map(|ending| roman.strip_suffix(ending));
            if let Some(stem) = stem {
                self.name(&place, "en", stem);
            }
        }
    }

    fn group(&mut self, group: &Value) {
        let place = Place::of(group["id"].as_str().map(str::to_owned).into_iter().collect(), Kind::Land);
        for lang in LANGUAGES {
            let names = group["names"][lang].as_str().unwrap_or_default();
            for name in names_in(names) {
                self.name(&place, lang, name);
            }
        }
    }

    /// A Japanese name as it is spoken, which texts write in katakana before the word for island.
    fn kana(&mut self, place: &Place<'_>, kana: &str) {
        self.add(place, "ja", kana, Trust::Clear);
        let Some(stem) = KANA_ENDINGS.iter().find_map(|ending| kana.strip_suffix(ending)) else { return };
        self.add(place, "ja", &format!("{stem}島"), Trust::Clear);
        if stem.chars().count() >= SHORTEST_KANA {
            self.stem(place, stem, Trust::Doubtful);
        }
    }

    /// A name in all forms that its language gives it.
    fn name(&mut self, place: &Place<'_>, lang: &'static str, name: &str) {
        match lang {
            "ru" => {
                for form in russian::forms(name, place.genitives.contains(name)) {
                    self.add_as(place, lang, (name, &form), Trust::Clear);
                }
                if place.is_island && !name.contains(' ') {
                    for head in ["остров", "острова"] {
                        for form in russian::forms(&format!("{head} {name}"), false) {
                            self.add(place, lang, &form, Trust::Clear);
                        }
                    }
                }
            }
            "ja" => {
                self.add(place, lang, name, Trust::Clear);
                let stem = JAPANESE_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
                let stem = stem.filter(|stem| place.is_island && stem.chars().count() >= 2);
                if let Some(stem) = stem {
                    self.stem(place, stem, Trust::Doubtful);
                }
            }
            _ => {
                self.add(place, lang, name, Trust::Clear);
                if place.is_island && !name.contains(' ') {
                    self.add(place, lang, &format!("{name} island"), Trust::Clear);
                    self.add(place, lang, &format!("{name} islet"), Trust::Clear);
                }
            }
        }
    }

    fn stem(&mut self, place: &Place<'_>, stem: &str, trust: Trust) {
        self.push(place, stem, self.trust("ja", stem).unwrap_or(trust), true);
    }

    fn add(&mut self, place: &Place<'_>, lang: &'static str, name: &str, trust: Trust) {
        self.add_as(place, lang, (name, name), trust);
    }

    /// A form of a name, trusted as the name itself is.
    fn add_as(&mut self, place: &Place<'_>, lang: &'static str, (name, form): (&str, &str), trust: Trust) {
        self.push(place, form, self.trust(lang, name).unwrap_or(trust), false);
    }

    fn trust(&self, lang: &'static str, name: &str) -> Option<Trust> {
        self.marked.get(&(lang, folded_letters(name))).copied()
    }

    fn push(&mut self, place: &Place<'_>, form: &str, trust: Trust, is_stem: bool) {
        let letters = pattern(form);
        let Some((first, _)) = letters.first() else { return };
        let names = self.names.of_letter(*first);
        if !names.iter().any(|name| name.letters == letters && name.targets == place.targets) {
            names.push(Name { letters, targets: place.targets.clone(), kind: place.kind, trust, is_stem });
        }
    }

    fn finished(mut self) -> Names {
        let aliases = self.aliases.clone();
        for entry in list(&aliases, "names") {
            let place = Place::of(texts(&entry["targets"]).map(str::to_owned).collect(), self.kind_of(entry));
            for lang in LANGUAGES {
                texts(&entry[lang]).for_each(|name| self.name(&place, lang, name));
            }
        }
        let elsewhere = Place::of(Vec::new(), Kind::Elsewhere);
        for lang in LANGUAGES {
            texts(&aliases["elsewhere"][lang]).for_each(|name| self.add(&elsewhere, lang, name, Trust::Clear));
        }
        self.names.sort();
        self.names
    }

    /// What the targets of an entry are, as their own files say; a group is land.
    fn kind_of(&self, entry: &Value) -> Kind {
        let known = |target: &str| self.names.iter().find(|name| name.targets == [target]).map(|name| name.kind);
        texts(&entry["targets"]).find_map(known).unwrap_or(Kind::Land)
    }
}

impl Place<'_> {
    fn of(targets: Vec<String>, kind: Kind) -> Self {
        Self { targets, kind, is_island: false, genitives: BTreeSet::new() }
    }
}

/// The names of a group whose label gives more than one; an explanation in brackets that lists members is none.
fn names_in(label: &str) -> impl Iterator<Item = &str> {
    let parts = label.split(['／', '/', '（', '）', '(', ')']).map(str::trim);
    let lists = |part: &str| part.contains(" and ") || part.contains(" и ") || part.contains('と');
    parts.filter(move |part| !part.is_empty() && !lists(part))
}

/// The name behind a word for island, where it stands in the genitive.
fn genitive(alias: &str) -> Option<&str> {
    let name = alias.strip_prefix("остров ").or_else(|| alias.strip_prefix("острова "))?;
    Some(name).filter(|name| name.ends_with(['а', 'я']) || name.ends_with("го"))
}

fn folded_letters(name: &str) -> Vec<char> {
    pattern(name).into_iter().map(|(letter, _)| letter).collect()
}

/// A file of a story.
pub(super) fn json(path: &Path) -> anyhow::Result<Value> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_slice(&bytes).with_context(|| format!("{} is not JSON", path.display()))
}

pub(super) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

pub(super) fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_gives_its_names_and_not_the_members_in_brackets() {
        let names = |label| names_in(label).collect::<Vec<_>>();
        assert_eq!(names("Lesser Chain (Shikotan and Habomai)"), ["Lesser Chain"]);
        assert_eq!(names("Southern Kurils / Northern Territories"), ["Southern Kurils", "Northern Territories"]);
        assert_eq!(names("千島列島（クリル諸島）"), ["千島列島", "クリル諸島"]);
    }

    #[test]
    fn a_name_after_a_word_for_island_is_a_genitive_only_by_its_ending() {
        assert_eq!(genitive("остров Анучина"), Some("Анучина"));
        assert_eq!(genitive("остров Сигнальный"), None);
        assert_eq!(genitive("Анучина"), None);
    }
}
