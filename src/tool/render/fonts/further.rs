//! Fonts for the letters that the embedded ones lack: of the files that the user names, then those of the system.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, ensure};
use kuril_map::story::spelling::{Han, han};
use resvg::usvg::fontdb::{Database, FaceInfo, Source, Style};
use serde_json::Value;

use crate::render::fonts::{Font, FontKind, Fonts};
use crate::story::folder::StoryFolder;
use crate::story::format::Texts;
use crate::story::words::spoken;

/// The files of a story with texts that a picture can show, besides words; `faces.py` embeds the letters of the same.
const FILES: [&str; 7] = [
    "story.json",
    "status.json",
    "islands.geojson",
    "places.geojson",
    "land.geojson",
    "boundaries.geojson",
    "waters.geojson",
];
/// What the keys of words begin with that tell of keys and fingers, which no picture does.
const HELP: &str = "help.";
/// The weight of regular fonts (CSS Fonts 4, section 2.4).
const REGULAR: u16 = 400;

/// A font of a file, which is kept for as long as the program runs.
#[derive(Clone, Copy, Debug)]
pub struct Face {
    /// The whole file.
    pub data: &'static [u8],
    /// The number of the font in a collection, else 0.
    pub index: u32,
}

impl Fonts {
    /// The embedded fonts, and those that the texts of a story need besides them. Letters that no font has are left to the
    /// caller.
    ///
    /// # Errors
    /// When one of the named files cannot be read or holds no font.
    pub fn of_story(folder: &Path, files: &[PathBuf]) -> anyhow::Result<Self> {
        Self::with(&faces(folder, files)?)
    }
}

/// The fonts besides the embedded ones that the texts of a story need, those of the named files first.
///
/// # Errors
/// When one of the named files cannot be read or holds no font.
pub(crate) fn faces(folder: &Path, files: &[PathBuf]) -> anyhow::Result<Vec<Face>> {
    let mut named = Database::new();
    for path in files {
        let bytes = fs::read(path).with_context(|| format!("--font {}: cannot be read", path.display()))?;
        let ids = named.load_font_source(Source::Binary(Arc::new(bytes)));
        ensure!(!ids.is_empty(), "--font {}: a TrueType or OpenType font is expected", path.display());
    }
    let (letters, languages) = letters(folder)?;
    let embedded = Fonts::new()?;
    let mut missing: BTreeSet<char> =
        embedded.missing(&letters.iter().collect::<String>(), FontKind::Sans).into_iter().collect();
    let mut faces = Vec::new();
    cover(&named, &languages, &mut missing, &mut faces);
    if !missing.is_empty() {
        let mut system = Database::new();
        system.load_system_fonts();
        cover(&system, &languages, &mut missing, &mut faces);
    }
    Ok(faces)
}

/// Takes fonts until they have all letters, the most suitable first.
fn cover(database: &Database, languages: &[String], missing: &mut BTreeSet<char>, faces: &mut Vec<Face>) {
    let mut known: Vec<&FaceInfo> = database.faces().collect();
    known.sort_by_cached_key(|face| rank(face, languages));
    for face in known {
        if missing.is_empty() {
            return;
        }
        let taken = database.with_face_data(face.id, |data, index| {
            let font = Font::read(data, index).ok()?;
            let before = missing.len();
            missing.retain(|letter| !font.has(*letter));
            (missing.len() < before).then(|| Face { data: Box::leak(data.into()), index })
        });
        faces.extend(taken.flatten());
    }
}

/// How unsuitable a font is: the family of the embedded ones before others, those for the Han characters of the story's
/// languages before others, and plain before fancy ones.
fn rank(face: &FaceInfo, languages: &[String]) -> (bool, bool, bool, bool, u16, String) {
    let name = face.families.first().map_or("", |(name, _)| name);
    let suffix = languages.iter().find_map(|lang| match han(lang)? {
        Han::Japanese => Some(" JP"),
        Han::Simplified => Some(" SC"),
        Han::Traditional => Some(" TC"),
    });
    let is_of_region = suffix.is_some_and(|suffix| name.ends_with(suffix));
    (
        !name.starts_with("Noto Sans"),
        !is_of_region,
        face.style != Style::Normal,
        face.monospaced,
        face.weight.0.abs_diff(REGULAR),
        face.post_script_name.clone(),
    )
}

/// The letters of all texts of a story that a picture can show, and its languages.
fn letters(folder: &Path) -> anyhow::Result<(BTreeSet<char>, Vec<String>)> {
    let story = StoryFolder::open_readable(folder)?;
    let languages = story.languages().to_vec();
    let mut letters = BTreeSet::new();
    for lang in &languages {
        let words =
            spoken(lang)?.into_iter().chain(story.words.get(lang).into_iter().flat_map(|own| Texts::clone(own)));
        words.filter(|(key, _)| !key.starts_with(HELP)).for_each(|(_, word)| letters.extend(word.chars()));
    }
    for name in FILES {
        let whole = story.json(name);
        match whole.get("features").and_then(Value::as_array) {
            Some(features) => features.iter().for_each(|feature| names(feature, &mut letters)),
            None => collect(&whole, &mut letters),
        }
    }
    letters.retain(|letter| !letter.is_control());
    Ok((letters, languages))
}

/// Adds the letters of the names of a feature: its facts are no part of a picture.
fn names(feature: &Value, letters: &mut BTreeSet<char>) {
    let names = ["names", "names_claimant"].into_iter().filter_map(|key| feature.get("properties")?.get(key));
    names.for_each(|names| collect(names, letters));
}

/// Adds the letters of all texts in a value.
fn collect(value: &Value, letters: &mut BTreeSet<char>) {
    match value {
        Value::String(text) => letters.extend(text.chars()),
        Value::Array(values) => values.iter().for_each(|value| collect(value, letters)),
        Value::Object(fields) => fields.values().for_each(|value| collect(value, letters)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::checkout;

    #[test]
    fn the_story_of_the_project_needs_no_further_font() {
        let (letters, _) = letters(&checkout().join("geodata")).unwrap();
        let all: String = letters.into_iter().collect();
        assert_eq!(Fonts::new().unwrap().missing(&all, FontKind::Sans), Vec::<char>::new());
    }

    #[test]
    fn a_letter_that_no_embedded_font_has_comes_from_a_named_one() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("font.otf");
        fs::write(&file, crate::render::fonts::FILES[0][1]).unwrap();
        let mut named = Database::new();
        named.load_font_source(Source::Binary(Arc::new(fs::read(&file).unwrap())));
        let (mut missing, mut faces) = (BTreeSet::from(['島', 'ᚠ']), Vec::new());
        cover(&named, &[], &mut missing, &mut faces);
        assert_eq!((missing, faces.len()), (BTreeSet::from(['ᚠ']), 1));
        assert!(self::faces(&checkout().join("geodata"), &[place.path().join("none.ttf")]).is_err());
    }
}
