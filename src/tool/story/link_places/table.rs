//! Builds the alias table from the files of a story.
//!
//! Names of islands, waters, towns and groups come from their own files; `aliases.json` adds those that only texts use,
//! and says which names are also ordinary words. Japanese names are recognised without their word for island, Russian
//! ones in all cases, English ones followed by `Island`.

use std::collections::{BTreeMap, BTreeSet};

use crate::story::folder::StoryFolder;
use crate::story::format::{Alias, Aliases, Feature, Group, Texts};
use crate::story::link_places::fold::pattern;
use crate::story::link_places::names::{Kind, Name, Names, Trust};
use crate::story::link_places::russian;

/// Returns the alias table of a story.
pub(super) fn of_story(folder: &StoryFolder) -> Names {
    let none = Aliases::default();
    let mut author = Author::new(folder.aliases.as_deref().unwrap_or(&none), languages(folder));
    for (file, kind) in
        [("islands.geojson", Kind::Land), ("waters.geojson", Kind::Around), ("places.geojson", Kind::Around)]
    {
        let features = folder.features(file).iter();
        let named = features.filter(|feature| !LETTERED.contains(&feature.properties.layer.as_str()));
        named.for_each(|feature| author.feature(feature, kind));
    }
    for group in folder.groups.iter().chain(&folder.places).chain(&folder.status_groups) {
        author.group(group);
    }
    author.finished(folder.alias_names.iter().map(|alias| &**alias))
}

/// Returns the languages in which a story names its places: those of the program, its own, and those of its features.
fn languages(folder: &StoryFolder) -> BTreeSet<&str> {
    let features =
        ["islands.geojson", "waters.geojson", "places.geojson"].into_iter().flat_map(|file| folder.features(file));
    let named = features.flat_map(|feature| feature.properties.names.keys().chain(feature.properties.aliases.keys()));
    LANGUAGES.into_iter().chain(folder.languages().iter().chain(named).map(String::as_str)).collect()
}

/// Collects the names for the table.
struct Author<'a> {
    aliases: &'a Aliases,
    languages: BTreeSet<&'a str>,
    marked: BTreeMap<(&'a str, Vec<char>), Trust>,
    names: Names,
}

/// The names of one place.
struct Place<'a> {
    targets: Vec<String>,
    kind: Kind,
    is_island: bool,
    /// Names in the genitive, which follow a word for island.
    genitives: BTreeSet<&'a str>,
}

/// Layers that only letter the map: a text that names a state is not about a place on it.
const LETTERED: [&str; 2] = ["state", "chain"];
/// The languages of whose words something is known besides their names.
const LANGUAGES: [&str; 3] = ["en", "ja", "ru"];
const JAPANESE_ENDINGS: [&str; 3] = ["島", "列岩", "岩"];
const KANA_ENDINGS: [&str; 3] = ["とう", "じま", "いわ"];
const ROMAN_ENDINGS: [&str; 4] = ["-tō", "-jima", "-iwa", "-retsugan"];
/// The key of the place ids in an alias.
const TARGETS: &str = "targets";
/// Stems with fewer kana are everyday words.
const SHORTEST_KANA: usize = 4;

impl<'a> Author<'a> {
    fn new(aliases: &'a Aliases, languages: BTreeSet<&'a str>) -> Self {
        let mut marked = BTreeMap::new();
        let groups = [&aliases.clear, &aliases.doubtful, &aliases.ambiguous];
        for (names, trust) in groups.into_iter().zip([Trust::Clear, Trust::Doubtful, Trust::Ambiguous]) {
            for &lang in &languages {
                marked.extend(texts(names, lang).map(|name| ((lang, folded_letters(name)), trust)));
            }
        }
        Self { aliases, languages, marked, names: Names::default() }
    }

    fn feature(&mut self, feature: &Feature, kind: Kind) {
        let properties = &feature.properties;
        let genitives = texts(&properties.aliases, "ru").filter_map(genitive).collect();
        let place = Place { targets: vec![feature.id.clone()], kind, is_island: kind == Kind::Land, genitives };
        for lang in self.languages.clone() {
            let name = |names: &'_ Texts| names.get(lang).cloned();
            let names = name(&properties.names).into_iter().chain(name(&properties.names_claimant));
            for name in names.chain(texts(&properties.aliases, lang).map(str::to_owned)) {
                self.name(&place, lang, &name);
            }
        }
        if let Some(kana) = &properties.kana {
            self.kana(&place, kana);
        }
        if let Some(roman) = &properties.romanised {
            self.name(&place, "en", roman);
            let stem = ROMAN_ENDINGS.iter().find_map(|ending| roman.strip_suffix(ending));
            if let Some(stem) = stem {
                self.name(&place, "en", stem);
            }
        }
    }

    fn group(&mut self, group: &Group) {
        let place = Place::of(vec![group.id.clone()], Kind::Land);
        for lang in self.languages.clone() {
            for name in group.names.get(lang).into_iter().flat_map(|names| names_in(names)) {
                self.name(&place, lang, name);
            }
        }
    }

    /// Adds the pronunciation of a Japanese name, which texts write in katakana before the word for island.
    fn kana(&mut self, place: &Place<'_>, kana: &str) {
        self.add(place, "ja", kana, Trust::Clear);
        let Some(stem) = KANA_ENDINGS.iter().find_map(|ending| kana.strip_suffix(ending)) else { return };
        self.add(place, "ja", &format!("{stem}島"), Trust::Clear);
        if stem.chars().count() >= SHORTEST_KANA {
            self.stem(place, stem, Trust::Doubtful);
        }
    }

    /// Adds a name in all its forms in a language.
    fn name(&mut self, place: &Place<'_>, lang: &str, name: &str) {
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
                if lang == "en" && place.is_island && !name.contains(' ') {
                    self.add(place, lang, &format!("{name} island"), Trust::Clear);
                    self.add(place, lang, &format!("{name} islet"), Trust::Clear);
                }
            }
        }
    }

    fn stem(&mut self, place: &Place<'_>, stem: &str, trust: Trust) {
        self.push(place, stem, self.trust("ja", stem).unwrap_or(trust), true);
    }

    fn add(&mut self, place: &Place<'_>, lang: &str, name: &str, trust: Trust) {
        self.add_as(place, lang, (name, name), trust);
    }

    /// Adds a form of a name with the same trust as the name.
    fn add_as(&mut self, place: &Place<'_>, lang: &str, (name, form): (&str, &str), trust: Trust) {
        self.push(place, form, self.trust(lang, name).unwrap_or(trust), false);
    }

    fn trust(&self, lang: &str, name: &str) -> Option<Trust> {
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

    fn finished<'b>(mut self, further: impl Iterator<Item = &'b Alias>) -> Names {
        for alias in further {
            let place = Place::of(texts(alias, TARGETS).map(str::to_owned).collect(), self.kind_of(alias));
            for lang in self.languages.clone() {
                texts(alias, lang).for_each(|name| self.name(&place, lang, name));
            }
        }
        let elsewhere = Place::of(Vec::new(), Kind::Elsewhere);
        for lang in self.languages.clone() {
            texts(&self.aliases.elsewhere, lang).for_each(|name| self.add(&elsewhere, lang, name, Trust::Clear));
        }
        self.names.sort();
        self.names
    }

    /// Returns the kind of an entry's targets according to their own files; a group is land.
    fn kind_of(&self, alias: &Alias) -> Kind {
        let known = |target: &str| self.names.iter().find(|name| name.targets == [target]).map(|name| name.kind);
        texts(alias, TARGETS).find_map(known).unwrap_or(Kind::Land)
    }
}

impl Place<'_> {
    fn of(targets: Vec<String>, kind: Kind) -> Self {
        Self { targets, kind, is_island: false, genitives: BTreeSet::new() }
    }
}

/// Iterates over the names in the label of a group, without a list of members in brackets.
fn names_in(label: &str) -> impl Iterator<Item = &str> {
    let parts = label.split(['／', '/', '（', '）', '(', ')']).map(str::trim);
    let lists = |part: &str| part.contains(" and ") || part.contains(" и ") || part.contains('と');
    parts.filter(move |part| !part.is_empty() && !lists(part))
}

/// Returns the name after a word for island if it is in the genitive.
fn genitive(alias: &str) -> Option<&str> {
    let name = alias.strip_prefix("остров ").or_else(|| alias.strip_prefix("острова "))?;
    Some(name).filter(|name| name.ends_with(['а', 'я']) || name.ends_with("го"))
}

fn folded_letters(name: &str) -> Vec<char> {
    pattern(name).into_iter().map(|(letter, _)| letter).collect()
}

/// Iterates over the names in a language, or the ids under a key.
fn texts<'a>(names: &'a BTreeMap<String, Vec<String>>, key: &str) -> impl Iterator<Item = &'a str> {
    names.get(key).into_iter().flatten().map(String::as_str)
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
