//! Fonts for the letters that the embedded ones lack: of the files that the user names, then those of the system.

use std::cmp::Reverse;
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
use crate::story::words::spoken;

/// The folders of a story with texts that a picture can show.
const FOLDERS: [&str; 2] = ["", "words"];
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

/// How unsuitable a font is: first those made for the Han characters of the story's languages, plain before fancy ones.
fn rank(face: &FaceInfo, languages: &[String]) -> (bool, Reverse<bool>, bool, bool, u16, String) {
    let name = face.families.first().map_or("", |(name, _)| name);
    let suffix = languages.iter().find_map(|lang| match han(lang)? {
        Han::Japanese => Some(" JP"),
        Han::Simplified => Some(" SC"),
        Han::Traditional => Some(" TC"),
    });
    let is_of_region = suffix.is_some_and(|suffix| name.ends_with(suffix));
    (
        !name.starts_with("Noto Sans"),
        Reverse(is_of_region),
        face.style != Style::Normal,
        face.monospaced,
        face.weight.0.abs_diff(REGULAR),
        face.post_script_name.clone(),
    )
}

/// The letters of all texts of a story that a picture can show, and its languages.
fn letters(folder: &Path) -> anyhow::Result<(BTreeSet<char>, Vec<String>)> {
    let languages = StoryFolder::open_readable(folder)?.languages().to_vec();
    let mut letters = BTreeSet::new();
    for lang in &languages {
        spoken(lang)?.values().for_each(|word| letters.extend(word.chars()));
    }
    for part in FOLDERS {
        let Ok(entries) = fs::read_dir(folder.join(part)) else { continue };
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let is_text = path.extension().is_some_and(|end| end == "json" || end == "geojson");
            let text = is_text.then(|| fs::read(&path).ok()).flatten();
            if let Some(value) = text.and_then(|text| serde_json::from_slice(&text).ok()) {
                collect(&value, &mut letters);
            }
        }
    }
    letters.retain(|letter| !letter.is_control());
    Ok((letters, languages))
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
