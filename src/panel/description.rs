//! The view in words: all that the picture shows, for readers who do not see it.

use crate::geo::space::{LonLat, Screen, WorldRect};
use crate::legend::LegendEntry;
use crate::markup::{Element, el};
use crate::panel::Desk;
use crate::story::{Region, StatusClass, Story};
use crate::view::Session;

/// Extent, day and side, the chosen place, the islands in sight by status, and the lines in sight.
#[must_use]
pub fn describe(story: &Story, session: &Session) -> Element {
    let desk = Desk::new(story, session);
    let window = session.camera().window(0.0);
    let all = el("section").class("view").child(el("p").text(extent(&desk)));
    let all = all.child(el("p").text(stand(&desk))).children(chosen(&desk).into_iter().collect());
    let mut list = el("ul");
    for entry in session.legend(story) {
        let names = match &entry {
            LegendEntry::Area(status_class) => islands(&desk, status_class, window),
            LegendEntry::Line { agreed } => lines(&desk, *agreed, window),
            LegendEntry::Layer(_) => continue,
        };
        if !names.is_empty() {
            let word = entry.word_key(session.viewpoint().side);
            list.push(el("li").child(el("b").text(desk.word(&word))).text([": ", &names.join("; ")].concat()));
        }
    }
    let all =
        if list.children.is_empty() { all.child(el("p").text(desk.word("reader.nothing"))) } else { all.child(list) };
    if session.layout().inset().is_some() { all.child(el("p").text(desk.word("reader.inset"))) } else { all }
}

/// From where to where the picture reaches, in whole degrees, and how wide it is.
fn extent(desk: &Desk<'_>) -> String {
    let (camera, size) = (desk.session.camera(), desk.session.camera().size);
    let conic = &desk.story.ground().conic;
    let (mut low, mut high) = (LonLat::new(180.0, 90.0), LonLat::new(-180.0, -90.0));
    // On a conic map a parallel bends: its highest point may be in the middle of the upper edge.
    for (across, down) in [(0.0, 0.0), (0.5, 0.0), (1.0, 0.0), (0.0, 1.0), (0.5, 1.0), (1.0, 1.0)] {
        let at = camera.world_from_screen(Screen::new(size.width * across, size.height * down));
        let at = conic.lonlat_from_world(at);
        low = LonLat::new(low.lon.min(at.lon), low.lat.min(at.lat));
        high = LonLat::new(high.lon.max(at.lon), high.lat.max(at.lat));
    }
    let manifest = desk.story.manifest();
    let degrees = |key: &str, value: f64| manifest.phrase(desk.lang, key, &[("n", &desk.number(value.round()))]);
    let (south, north) = (degrees("degree.north", low.lat), degrees("degree.north", high.lat));
    let (west, east) = (degrees("degree.east", low.lon), degrees("degree.east", high.lon));
    let km = desk.number((size.width / camera.zoom.scale()).round());
    let reach = [("south", &*south), ("north", &north), ("west", &west), ("east", &east), ("km", &km)];
    manifest.phrase(desk.lang, "reader.extent", &reach)
}

/// The day and the side.
fn stand(desk: &Desk<'_>) -> String {
    let side = desk.session.perspective();
    let date = desk.date(desk.session.date());
    let names = [("date", &*date), ("side", side.names.get(desk.lang))];
    let said = desk.story.manifest().phrase(desk.lang, "reader.stand", &names);
    [&said, " ", side.convention.get(desk.lang)].concat()
}

fn chosen(desk: &Desk<'_>) -> Option<Element> {
    let (name, line) = desk.session.place_line(desk.story)?;
    let said = desk.story.manifest().phrase(desk.lang, "announce.selected", &[("name", &name)]);
    Some(el("p").text([&said, ". ", &line].concat()))
}

/// The names of the islands in sight that are shown in one way.
fn islands(desk: &Desk<'_>, status_class: &StatusClass, window: WorldRect) -> Vec<String> {
    let regions = desk.story.walk().iter().filter_map(|id| desk.story.region(*id));
    let seen = |region: &&Region| {
        window.meets(region.bounds)
            && desk.story.status_class(&region.id, desk.session.viewpoint()).as_ref() == Some(status_class)
    };
    regions.filter(seen).map(|region| desk.heading(region)).collect()
}

/// What is said at the lines in sight that both sides recognise, or that they do not agree on.
fn lines(desk: &Desk<'_>, agreed: bool, window: WorldRect) -> Vec<String> {
    let lines = desk.story.status().lines(desk.session.viewpoint()).filter(|line| line.agreed == agreed);
    let seen = lines.filter(|line| {
        let region = desk.story.region_id(&line.feature).and_then(|id| desk.story.region(id));
        region.is_some_and(|region| window.meets(region.bounds))
    });
    seen.map(|line| line.short.get(desk.lang).to_owned()).filter(|text| !text.is_empty()).collect()
}
