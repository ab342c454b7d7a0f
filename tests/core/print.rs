//! A page that travels alone says all that a page around the map would say, and nothing of it is lost at its edges.

use crate::support::{Ruler, desk, whole_story};
use kuril_map::geo::space::{Screen, ScreenRect, Size};
use kuril_map::paint::{Align, DisplayList, Mark, Measure as _, Text};
use kuril_map::scene::{Page, Theme, printed};
use kuril_map::story::Story;
use kuril_map::view::{ColorScheme, Input, Session, stops};

const LANGUAGES: [&str; 3] = ["en", "ja", "ru"];

/// Sheets of paper, and pictures that are wide, high and small.
fn pages() -> [Page; 5] {
    let picture = |width, height| Page::picture(Size::new(width, height));
    [Page::A4, Page::LETTER, picture(1200.0, 630.0), picture(600.0, 1000.0), picture(640.0, 640.0)]
}

/// The map in a language, with a place chosen or none.
fn speaking(story: &Story, lang: &str, place: Option<&str>) -> Session {
    let mut session = desk(story);
    for input in [Input::ReducedMotion(true), Input::Language(lang.to_owned()), Input::Choose(place.map(Into::into))] {
        session.update(story, input, 0.0);
    }
    session
}

fn texts(marks: &[Mark]) -> Vec<&Text> {
    marks.iter().filter_map(|mark| if let Mark::Text(text) = mark { Some(text) } else { None }).collect()
}

/// Texts without spaces, so that they are found wherever a line ends.
fn packed(text: &str) -> String {
    text.split_whitespace().collect()
}

fn said(list: &DisplayList<'_>) -> String {
    texts(&list.furniture).iter().map(|text| packed(&text.text)).collect()
}

/// The box of a text, from its capitals to its base.
fn extent(text: &Text) -> ScreenRect {
    let width = Ruler.width(&text.text, &text.face);
    let left = match text.align {
        Align::Start => text.at.x,
        Align::Middle => text.at.x - width / 2.0,
        Align::End => text.at.x - width,
    };
    ScreenRect::new(Screen::new(left, text.at.y - text.face.size * 0.75), Screen::new(left + width, text.at.y))
}

/// Whether each text of the page lies within its margins, clear of the map and of every other text.
fn assert_sound(list: &DisplayList<'_>, page: Page, what: &str) {
    let inner = page.size.rect().grown(-page.margin + 1.0);
    let map = list.insets[0].rect;
    assert!(inner.covers(map) && map.height() > page.size.height * 0.3, "{what}: the map lies at {map:?}");
    let boxes: Vec<_> = texts(&list.furniture).into_iter().map(|text| (&text.text, extent(text))).collect();
    for (number, (text, rect)) in boxes.iter().enumerate() {
        assert!(inner.covers(*rect), "{what}: \"{text}\" lies at {rect:?}, outside {inner:?}");
        assert!(!map.meets(*rect), "{what}: \"{text}\" lies on the map");
        for (other, beside) in &boxes[number + 1..] {
            assert!(!beside.grown(-0.5).meets(rect.grown(-0.5)), "{what}: \"{text}\" and \"{other}\" overlap");
        }
    }
}

#[test]
fn a_page_says_title_day_side_legend_credits_and_disclaimer_in_every_language() {
    let story = whole_story();
    let manifest = story.manifest();
    for lang in LANGUAGES {
        let session = speaking(&story, lang, None);
        let mut wanted = vec![
            manifest.phrase(lang, "as_of", &[("date", &manifest.date(lang, session.date()))]),
            session.perspective().names.get(lang).to_owned(),
            session.perspective().convention.get(lang).to_owned(),
            "200".to_owned(),
            "9000".to_owned() + manifest.word(lang, "unit.m"),
            manifest.word(lang, "print.disclaimer").to_owned(),
        ];
        wanted.extend(manifest.title.get(lang).split(": ").flat_map(|part| part.split("――")).map(str::to_owned));
        let entries = session.legend(&story);
        wanted.extend(
            entries.iter().map(|entry| manifest.word(lang, &entry.word_key(session.viewpoint().side)).to_owned()),
        );
        wanted.extend(manifest.credits.iter().map(|credit| credit.text.get(lang).to_owned()));
        assert!(wanted.len() >= 15, "{wanted:?}");
        for page in pages() {
            let list = printed(&story, &session, page, &Ruler);
            let said = said(&list);
            for words in &wanted {
                assert!(said.contains(&packed(words)), "\"{words}\" is not on {page:?}: {said}");
            }
            let on_map: String = texts(&list.insets[0].list.furniture).iter().map(|text| packed(&text.text)).collect();
            assert!(on_map.contains(manifest.word(lang, "unit.km")), "no scale on {page:?}: {on_map}");
            assert!(on_map.contains('°'), "no degrees on {page:?}: {on_map}");
        }
    }
}

#[test]
fn a_page_of_a_chosen_place_names_it_and_tells_its_status() {
    let story = whole_story();
    for lang in LANGUAGES {
        let session = speaking(&story, lang, Some("paramushir"));
        let (name, line) = session.place_line(&story).unwrap();
        for page in pages() {
            let list = printed(&story, &session, page, &Ruler);
            let said = said(&list);
            assert!(said.contains(&packed(&name)) && said.contains(&packed(&line)), "{page:?}: {said}");
            assert_sound(&list, page, &format!("{lang} {page:?}"));
        }
    }
}

#[test]
fn nothing_is_set_outside_a_page_or_over_anything_else_on_any_day_from_any_side() {
    let story = whole_story();
    for lang in LANGUAGES {
        let mut session = speaking(&story, lang, None);
        for side in story.status().perspectives() {
            session.update(&story, Input::Perspective(side.id.clone()), 0.0);
            for day in stops(&story) {
                session.update(&story, Input::Date(Some(day)), 0.0);
                for page in [Page::A4, Page::picture(Size::new(1200.0, 630.0))] {
                    let what = format!("{lang} {} {day} {page:?}", side.id);
                    assert_sound(&printed(&story, &session, page, &Ruler), page, &what);
                }
            }
        }
    }
}

#[test]
fn a_title_that_is_too_long_is_broken_into_lines() {
    let story = whole_story();
    let session = speaking(&story, "ru", None);
    let lines = |page: Page| {
        let list = printed(&story, &session, page, &Ruler);
        assert_sound(&list, page, &format!("{page:?}"));
        texts(&list.furniture).iter().filter(|text| text.face.bold).map(|text| text.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(lines(Page::A4), ["Курильские острова / Северные территории"]);
    let broken = lines(Page::picture(Size::new(320.0, 800.0)));
    assert!(broken.len() > 1, "{broken:?}");
    assert_eq!(packed(&broken.join(" ")), packed("Курильские острова / Северные территории"));
}

#[test]
fn a_page_around_a_map_keeps_its_shape() {
    let story = whole_story();
    let session = speaking(&story, "ru", None);
    for (width, height) in [(1200.0, 500.0), (1200.0, 900.0), (600.0, 1200.0)] {
        let page = Page::around(&story, &session, Size::new(width, height), &Ruler);
        let list = printed(&story, &session, page, &Ruler);
        let map = list.insets[0].rect;
        assert!((map.height() / map.width() - height / width).abs() < 0.003, "{map:?} for {width}x{height}");
        assert!((page.size.width - width).abs() < 1e-9);
        assert_sound(&list, page, &format!("{width}x{height}"));
    }
}

#[test]
fn a_page_shows_all_that_is_in_sight_in_the_light_that_is_chosen() {
    let story = whole_story();
    let mut session = speaking(&story, "en", Some("paramushir"));
    session.update(&story, Input::ColorScheme(ColorScheme::Paper), 0.0);
    let seen = session.camera().window(0.0);
    for page in pages() {
        let list = printed(&story, &session, page, &Ruler);
        assert_eq!(list.background, Theme::PAPER.paper());
        let shown = list.insets[0].list.camera.window(1.0);
        assert!(shown.covers(seen), "{page:?} shows {shown:?} of {seen:?}");
    }
}
