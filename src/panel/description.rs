//! A description of the view, for readers who do not see it.

use crate::geo::space::{LonLat, Screen, WorldRect};
use crate::legend::LegendEntry;
use crate::markup::{Element, el};
use crate::panel::Context;
use crate::story::{Region, StatusClass, Story};
use crate::view::Session;

/// Describes extent, day and perspective, the chosen place, and the visible islands and lines.
#[must_use]
pub fn describe(story: &Story, session: &Session) -> Element {
    let context = Context::new(story, session);
    let window = session.camera().window(0.0);
    let all = el("section").class("view").child(el("p").text(extent(&context)));
    let all = all.child(el("p").text(stand(&context))).children(chosen(&context).into_iter().collect());
    let mut list = el("ul");
    for entry in session.legend(story) {
        let names = match &entry {
            LegendEntry::Area(status_class) => islands(&context, status_class, window),
            LegendEntry::Line { agreed } => lines(&context, *agreed, window),
            LegendEntry::Layer(_) | LegendEntry::Ranges => continue,
        };
        if !names.is_empty() {
            let word = entry.word_key(session.viewpoint().side);
            list.push(el("li").child(el("b").text(context.word(&word))).text([": ", &names.join("; ")].concat()));
        }
    }
    let all = if list.children.is_empty() {
        all.child(el("p").text(context.word("reader.nothing")))
    } else {
        all.child(list)
    };
    if session.layout().inset().is_some() { all.child(el("p").text(context.word("reader.inset"))) } else { all }
}

/// Describes the extent of the picture, in whole degrees, and its width.
fn extent(context: &Context<'_>) -> String {
    let (camera, size) = (context.session.camera(), context.session.camera().size);
    let conic = &context.story.ground().conic;
    let far = f64::INFINITY;
    let (mut low, mut high) = (LonLat::new(far, far), LonLat::new(-far, -far));
    // On a conic map a parallel is curved: its highest point may be in the middle of the upper edge.
    for (across, down) in [(0.0, 0.0), (0.5, 0.0), (1.0, 0.0), (0.0, 1.0), (0.5, 1.0), (1.0, 1.0)] {
        let at = camera.world_from_screen(Screen::new(size.width * across, size.height * down));
        let at = conic.lonlat_from_world(at);
        low = LonLat::new(low.lon.min(at.lon), low.lat.min(at.lat));
        high = LonLat::new(high.lon.max(at.lon), high.lat.max(at.lat));
    }
    let manifest = context.story.manifest();
    let [south, north] = [low.lat, high.lat].map(|lat| manifest.latitude(context.lang, lat.round()));
    let [west, east] = [low.lon, high.lon].map(|lon| manifest.longitude(context.lang, lon.round()));
    let km = context.number((size.width / camera.zoom.scale()).round());
    let reach = [("south", &*south), ("north", &north), ("west", &west), ("east", &east), ("km", &km)];
    manifest.phrase(context.lang, "reader.extent", &reach)
}

/// Describes the day and the perspective.
fn stand(context: &Context<'_>) -> String {
    let side = context.session.perspective();
    let date = context.date(context.session.date());
    let names = [("date", &*date), ("side", side.names.get(context.lang))];
    let said = context.story.manifest().phrase(context.lang, "reader.stand", &names);
    [&said, " ", side.convention.get(context.lang)].concat()
}

fn chosen(context: &Context<'_>) -> Option<Element> {
    let (name, line) = context.session.place_line(context.story)?;
    let said = context.story.manifest().phrase(context.lang, "announce.selected", &[("name", &name)]);
    Some(el("p").text([&said, ". ", &line].concat()))
}

/// Returns the names of the visible islands of a status class.
fn islands(context: &Context<'_>, status_class: &StatusClass, window: WorldRect) -> Vec<String> {
    let regions = context.story.chain_order().iter().filter_map(|id| context.story.region(*id));
    let seen = |region: &&Region| {
        window.meets(region.bounds)
            && context.story.status_class(&region.id, context.session.viewpoint()).as_ref() == Some(status_class)
    };
    regions.filter(seen).map(|region| context.heading(region)).collect()
}

/// Returns the labels of the visible lines that both sides recognise, or on which they differ.
fn lines(context: &Context<'_>, agreed: bool, window: WorldRect) -> Vec<String> {
    let lines = context.story.status().lines(context.session.viewpoint()).filter(|line| line.agreed == agreed);
    let seen = lines.filter(|line| {
        let region = context.story.region_id(&line.feature).and_then(|id| context.story.region(id));
        region.is_some_and(|region| window.meets(region.bounds))
    });
    seen.map(|line| line.short.get(context.lang).to_owned()).filter(|text| !text.is_empty()).collect()
}
