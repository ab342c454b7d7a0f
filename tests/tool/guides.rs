//! The guides name files that exist.

use std::fs;

use kuril_tool::project::checkout;

/// The texts between backticks that look like paths, from a folder or with an ending.
fn paths(text: &str) -> Vec<&str> {
    let quoted = text.split('`').skip(1).step_by(2);
    let is_path = |text: &&str| {
        let is_plain = text.chars().all(|letter| letter.is_ascii_alphanumeric() || "/._-*".contains(letter));
        is_plain && (text.contains('/') || [".rs", ".md", ".json"].iter().any(|ending| text.ends_with(ending)))
    };
    quoted.filter(is_path).collect()
}

/// The paths of a guide that exist in none of some folders of the checkout.
fn missing<'a>(guide: &'a str, folders: &[&str]) -> Vec<&'a str> {
    let exists = |path: &&&str| {
        let path = path.replace("*.json", "en.json").replace("xx.json", "en.json");
        folders.iter().any(|folder| checkout().join(folder).join(&path).exists())
    };
    let paths = paths(guide);
    assert!(paths.len() > 10, "{paths:?}");
    paths.iter().filter(|path| !exists(path)).copied().collect()
}

#[test]
fn every_file_that_the_guides_name_exists() {
    let read = |path: &str| fs::read_to_string(checkout().join(path)).unwrap();
    let (library, contributing) = (read("src/lib.rs"), read("CONTRIBUTING.md"));
    let contributing = contributing.replace("`mod.rs`", "its roof");
    assert_eq!(missing(&library, &["src", "", "geodata"]), [""; 0]);
    assert_eq!(missing(&contributing, &["", "geodata"]), [""; 0]);
    assert_eq!(missing(&read("SECURITY.md"), &[""]), [""; 0]);
}

#[test]
fn a_recipe_has_at_most_eight_lines() {
    let contributing = fs::read_to_string(checkout().join("CONTRIBUTING.md")).unwrap();
    let recipes = contributing.split("\n## ").skip(1);
    for recipe in recipes {
        let (title, steps) = recipe.split_once('\n').unwrap();
        let count = steps.lines().filter(|line| !line.trim().is_empty()).count();
        assert!(title.starts_with("Add ") && count <= 8, "{title}: {count} lines");
    }
}
