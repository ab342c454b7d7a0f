//! The licences of a story's data, which are published with them: its own text, else what its credits say.

use crate::story::folder::StoryFolder;
use crate::story::inside::Inside;

/// The file in which a story has them.
const FILE: &str = "LICENCES.md";

/// Returns the text.
///
/// # Errors
/// When there is a file and it cannot be read.
pub(crate) fn text(story: &StoryFolder) -> anyhow::Result<String> {
    let inside = Inside(story.path());
    if inside.read(FILE)?.is_some() {
        return inside.text(FILE);
    }
    if story.credits.is_empty() {
        return Ok("The authors of this story have not said under which licence its data are.\n".to_owned());
    }
    let mut text = String::new();
    for credit in &story.credits {
        let words = credit.text.values().next().map_or("", String::as_str);
        let licence = if credit.licence.is_empty() { "licence: see there" } else { &credit.licence };
        text.extend([words, "\n", credit.url.as_str(), "\n", licence, "\n\n"]);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::checkout;

    #[test]
    fn a_story_without_a_text_of_licences_has_those_of_its_credits() {
        let story = |folder: &str| StoryFolder::open(&checkout().join(folder)).unwrap();
        assert_eq!(
            text(&story("tests/fixtures/stories/sound")).unwrap(),
            "Coastlines: nobody\nhttps://a.example/\npublic domain\n\n"
        );
        assert!(text(&story("geodata")).unwrap().contains("ODbL"));
    }
}
