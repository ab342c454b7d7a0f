//! What a page may wish for: layers, and values that the map has.

use crate::support::{desk, whole_story};
use kuril_map::legend::LegendEntry;
use kuril_map::markup::html;
use kuril_map::paint::{DisplayList, EstimatedMetrics, GroundItem, Mark};
use kuril_map::panel;
use kuril_map::scene::{self, Sheet};
use kuril_map::story::{Layer, Story};
use kuril_map::view::{Field, Input, Session, Settings, ViewState};

fn showing(story: &Story, layers: Option<&str>) -> Session {
    let mut session = desk(story);
    let layers = layers.map(|words| Layer::listed(words).0);
    session.update(story, Input::Settings(Settings { layers, ..Settings::default() }), 0.0);
    session
}

fn texts(list: &DisplayList<'_>) -> Vec<String> {
    let text = |mark: &Mark| match mark {
        Mark::Text(text) => Some(text.text.clone()),
        _ => None,
    };
    list.marks.iter().filter_map(text).collect()
}

fn areas(list: &DisplayList<'_>) -> usize {
    list.ground.iter().filter(|ground| matches!(ground, GroundItem::Fill { .. })).count()
}

#[test]
fn a_map_shows_the_layers_that_are_wished_for_and_always_land_and_islands() {
    let story = whole_story();
    let picture = |layers| {
        let session = showing(&story, layers);
        let list = scene::compose(&story, &session, Sheet::STILL, &EstimatedMetrics);
        let entries = html(&panel::legend(&story, &session, false).unwrap()).matches("<li").count();
        (texts(&list), areas(&list), session.legend(&story), entries)
    };
    // Seas are set letter by letter.
    let has = |texts: &Vec<String>, name: &str| texts.concat().contains(name);
    let (all, all_areas, all_kinds, all_entries) = picture(None);
    let (none, areas, kinds, entries) = picture(Some("none"));
    assert!(has(&all, "Pacific") && has(&all, "Sapporo") && has(&all, "Paramushir"), "{all:?}");
    assert!(!has(&none, "Pacific") && !has(&none, "Sapporo") && has(&none, "Paramushir"), "{none:?}");
    assert!(has(&none, "Hokkaido"), "{none:?}");
    assert!(areas + 5 < all_areas, "{areas} areas of {all_areas}");
    assert!(all_kinds.iter().any(|entry| matches!(entry, LegendEntry::Line { .. })));
    assert!(kinds.iter().all(|entry| matches!(entry, LegendEntry::Area(_))), "{kinds:?}");
    assert_eq!(entries, kinds.len(), "a legend of areas alone");
    assert_eq!(all_entries, all_kinds.len(), "areas, lines and the sea");
    assert!(all_kinds.contains(&LegendEntry::Layer(Layer::Depth)));
    let (seas, ..) = picture(Some("sea, boundary"));
    assert!(has(&seas, "Pacific") && !has(&seas, "Sapporo"), "{seas:?}");
}

#[test]
fn a_wish_that_cannot_be_fulfilled_names_its_field_and_what_was_expected() {
    let story = whole_story();
    let told = |name: &str, value: &str| {
        let read = Field::named(name).unwrap().read(&mut ViewState::default(), &story, value);
        read.err().map(|problem| problem.to_string())
    };
    for (name, value) in [
        ("place", "iturup"),
        ("place", "four-islands"),
        ("date", "1945-08-28"),
        ("perspective", "japan"),
        ("layers", "none"),
        ("layers", "depth sea,trench"),
        ("theme", "auto"),
        ("lang", "ru_RU"),
        ("lang", "JA-jp"),
        ("view", "145.2,43.3,4.25"),
    ] {
        assert_eq!(told(name, value), None);
    }
    assert_eq!(told("place", "atlantis").unwrap(), "place: expected the id of an island or a group, found atlantis");
    for day in ["soon", "1945-02-31"] {
        assert_eq!(told("date", day).unwrap(), format!("date: expected a day such as 1945-08-28, found {day}"));
    }
    assert_eq!(told("perspective", "mars").unwrap(), "perspective: expected the id of a perspective, found mars");
    for view in ["145.2,43.3", ",,", "NaN,1e999,-0x7", "1,2,3,4", "1,2],[3", "43.3,145.2,4", "145.2,43.3,9"] {
        assert_eq!(told("view", view).unwrap(), format!("view: expected longitude,latitude,zoom, found {view}"));
    }
    assert_eq!(told("theme", "night").unwrap(), "theme: expected light, dark or auto, found night");
    assert_eq!(told("lang", "de").unwrap(), "lang: expected a language of the map, found de");
    let layers = told("layers", "depth fish").unwrap();
    assert!(layers.starts_with("layers: expected one of depth, land") && layers.ends_with("found fish"), "{layers}");
    let long = told("place", &"<img src=x>".repeat(99)).unwrap();
    assert!(long.len() < 150, "{long}");
}
