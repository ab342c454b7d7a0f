//! The stories of other places in `tests/examples/stories` are sound, drawn from every side in every language, and say of
//! their places what they should.

use std::path::PathBuf;

use kuril_map::paint::EstimatedMetrics;
use kuril_map::story::Story;
use kuril_map::view::{ColorScheme, ViewState};
use kuril_tool::project::checkout;
use kuril_tool::render::fonts::{FontKind, Fonts};
use kuril_tool::render::{self, Contents, Page, Picture};
use kuril_tool::story::{self, check};

/// The stories, and how many parties each has.
const STORIES: [(&str, usize); 3] = [("aleutians", 0), ("falklands", 2), ("senkaku", 3)];

fn folder(name: &str) -> PathBuf {
    checkout().join("tests/examples/stories").join(name)
}

fn story_of(name: &str) -> Story {
    render::story(&folder(name)).unwrap()
}

/// A picture of a story as SVG, in a state written as in an address.
fn drawn(story: &Story, query: &str, page: Option<Page>) -> String {
    let (mut state, mut problems) = (ViewState::default(), Vec::new());
    state.read(story, query, &mut problems);
    assert_eq!(problems, [], "{query}");
    let size = "1000x720".parse().unwrap();
    let picture = Picture { size, color_scheme: ColorScheme::Day, state, window: None, contents: Contents::All, page };
    render::svg(story, &picture, 1, &EstimatedMetrics).unwrap()
}

/// The texts of a picture.
fn texts(svg: &str) -> Vec<String> {
    let rest = svg.split("<text").skip(1).filter_map(|text| text.split_once('>')?.1.split_once("</text>"));
    rest.map(|(text, _)| text.to_owned()).collect()
}

#[test]
fn each_is_sound_and_drawn_from_every_side_in_every_language() {
    for (name, parties) in STORIES {
        assert_eq!(check::findings(&folder(name)).unwrap(), [], "{name}");
        let story = story_of(name);
        assert_eq!(story.manifest().parties.len(), parties, "{name}");
        for lang in story.manifest().languages.clone() {
            let sides: Vec<String> = story.status().perspectives().iter().map(|side| side.id.clone()).collect();
            for query in
                sides.iter().map(|side| format!("lang={lang}&perspective={side}")).chain([format!("lang={lang}")])
            {
                let svg = drawn(&story, &query, None);
                assert!(svg.contains("<path") && !svg.contains("NaN"), "{name}: {query}");
                let raw = texts(&svg).into_iter().find(|text| text.contains(".held") || text.contains('{'));
                assert_eq!(raw, None, "{name}: {query}");
            }
        }
    }
}

#[test]
fn each_has_data_for_the_browser_and_letters_for_pictures() {
    for (name, _) in STORIES {
        let files = story::bundle(&folder(name)).unwrap();
        for file in ["first.json", "plate.0.geojson", "reading.en.json"] {
            assert!(files.contains_key(file), "{name}: {file}");
        }
        let fonts = Fonts::of_story(&folder(name), &[]).unwrap();
        let story = story_of(name);
        // Letters of Europe are in the program; for others the machine may have no font.
        for lang in story.manifest().languages.iter().filter(|lang| !lang.starts_with("zh") && *lang != "ja") {
            let all: String = texts(&drawn(&story, &format!("lang={lang}"), None)).concat();
            let western: String = all.chars().filter(|letter| *letter < '\u{2e80}').collect();
            assert_eq!(fonts.missing(&western, FontKind::Bold), Vec::<char>::new(), "{name}: {lang}");
        }
    }
}

/// How far to the right the first text of a picture with these words stands.
fn across(svg: &str, words: &str) -> f64 {
    let mut all = svg.split("</text>").filter_map(|text| Some(text.rsplit_once("<text")?.1));
    let attributes = all.find(|text| text.contains(words)).unwrap();
    attributes.split_once(" x=\"").unwrap().1.split_once('"').unwrap().0.parse().unwrap()
}

#[test]
fn a_large_island_has_its_name_on_it_and_a_small_one_beside_it() {
    let svg = drawn(&story_of("falklands"), "lang=en", None);
    let (large, small) = (across(&svg, "East Falkland"), across(&svg, "Lively Island"));
    assert!((600.0..700.0).contains(&large), "the middle of the large one's name is at {large}");
    assert!(small > 690.0, "the small one's begins at {small}");
}

#[test]
fn every_claimant_is_named_in_the_legend_and_has_lines_of_its_own() {
    let story = story_of("senkaku");
    let svg = drawn(&story, "lang=en&place=uotsuri", Some(Page::Picture));
    assert!(svg.contains("Administered by Japan, claimed by China and Taiwan"), "{:?}", texts(&svg));
    let chinese = drawn(&story, "lang=zh-Hant&place=uotsuri", Some(Page::Picture));
    assert!(chinese.contains("由日本管轄，中國和臺灣主張主權"), "{:?}", texts(&chinese));
}

#[test]
fn a_claim_is_counted_from_the_day_that_the_claimant_names() {
    let story = story_of("falklands");
    let place = story.place("falkland-islands").unwrap();
    let line = story.place_status_line(&story.status_of(&place, story.manifest().as_of), "en");
    assert!(line.contains("claimed by Argentina since 3 January 1833"), "{line}");
}

#[test]
fn a_name_stands_once_in_a_label() {
    let svg = drawn(&story_of("falklands"), "lang=en", None);
    let all = texts(&svg);
    assert!(all.iter().any(|text| text == "Lively Island / Isla Bougainville"), "{all:?}");
    assert!(all.iter().all(|text| text != "Isla Bougainville"), "{all:?}");
    let both = texts(&drawn(&story_of("senkaku"), "lang=en", None));
    assert!(both.iter().all(|text| !text.contains("赤尾嶼 · 赤尾嶼")), "{both:?}");
}

#[test]
fn a_story_across_the_180th_meridian_without_dispute_names_degrees_and_nothing_of_parties() {
    let svg = drawn(&story_of("aleutians"), "lang=en", Some(Page::Picture));
    let all = texts(&svg);
    for degree in ["178° E", "180°", "178° W"] {
        assert!(all.iter().any(|text| text == degree), "{degree}: {all:?}");
    }
    assert!(all.iter().all(|text| !text.contains("sovereignty") && !text.ends_with('·')), "{all:?}");
}
