//! Which names are shown, and where: by rank, without collision, waters along their lines.

use super::label::{Label, Line, Side};
use super::lettering::Lettering;
use super::place::Room;
use super::{View, theme};
use crate::atlas::{Layer, Region, RegionId, Standing};
use crate::paint::{Mark, Measure, Stroke, Type};
use crate::space::{Screen, ScreenRect};

/// From this scale on every island has its second line, CSS pixels per kilometre.
const SECOND_LINE_FROM: f64 = 1.6;
/// Straits are named from this scale on.
const STRAITS_FROM: f64 = 0.9;
/// An island smaller than this is kept free of other names, CSS pixels.
const SPARED: f64 = 90.0;

/// The names on the sheet.
pub(super) fn compose(view: &View<'_>, measure: &dyn Measure, marks: &mut Vec<Mark>) {
    let mut room = Room::new(view.sheet.in_sight(view.app).grown(-3.0));
    let window = view.camera.window(0.0);
    let mut seen: Vec<(RegionId, &Region)> =
        view.atlas.regions().filter(|(_, region)| window.meets(region.bounds) && !region.names.is_empty()).collect();
    for (_, region) in seen.iter().filter(|(_, region)| region.layer == Layer::Island) {
        let rect = island_rect(view, region);
        if rect.width().max(rect.height()) < SPARED {
            room.take(rect.grown(-0.12 * rect.width().min(rect.height())));
        }
    }
    seen.sort_unstable_by_key(|(id, region)| (!lit(view, *id), urgency(region), *id));
    for (id, region) in seen {
        let placed = match region.layer {
            Layer::Island => island(view, measure, id, region, &mut room),
            Layer::Land => land(view, measure, region, &mut room),
            Layer::Town => town(view, measure, region, &mut room),
            Layer::Strait => strait(view, measure, region, &mut room),
            Layer::Sea | Layer::Trench => water(view, measure, region, &mut room),
            Layer::Depth => None,
        };
        marks.extend(placed.into_iter().flatten());
    }
}

fn lit(view: &View<'_>, id: RegionId) -> bool {
    view.app.is_chosen(id) || view.app.pointed().is_some_and(|place| place.islands.contains(&id))
}

/// Seas first, for they cannot give way; then by rank, islands before all else of the same rank.
fn urgency(region: &Region) -> (u8, u8, u8) {
    match region.layer {
        Layer::Sea | Layer::Trench => (0, region.rank, 0),
        Layer::Island | Layer::Land => (1, region.rank, 0),
        Layer::Town => (1, region.rank.saturating_add(2), 1),
        Layer::Strait | Layer::Depth => (1, region.rank.saturating_add(3), 2),
    }
}

fn island_rect(view: &View<'_>, region: &Region) -> ScreenRect {
    let rect = view.camera.screen_rect(region.bounds);
    let anchor = view.camera.screen_from_world(region.anchor);
    let dot = ScreenRect::new(anchor, anchor).grown(4.0);
    if rect.width().max(rect.height()) < 8.0 { dot } else { rect }
}

fn island(view: &View<'_>, measure: &dyn Measure, id: RegionId, region: &Region, room: &mut Room) -> Option<Vec<Mark>> {
    let two = view.camera.zoom.scale() >= SECOND_LINE_FROM || region.rank <= 1 || lit(view, id);
    let face = if region.rank <= 2 { theme::ISLAND } else { theme::ISLET };
    let mut lines = vec![line(view, view.atlas.heading(region, view.app.lang()), region, face)];
    if let Some(second) = two.then(|| second_line(view, region)).flatten() {
        lines.push(second);
    }
    let label = Label::new(lines, measure);
    let rect = island_rect(view, region);
    let anchor = view.camera.screen_from_world(region.anchor);
    let upon = (label.fits(rect.grown(-0.2 * rect.height().min(rect.width()))))
        .then(|| (ScreenRect::new(anchor, anchor), Side::UPON));
    // A long island is lettered beside its middle: its box would hold the name far off the coast.
    let beside = if rect.width() < SPARED { rect } else { ScreenRect::new(anchor, anchor).grown(26.0) };
    let sides = upon.into_iter().chain(Side::AROUND.map(|side| (beside, side)));
    settle(view, &label, sides, room)
}

/// The first of the places that is free.
fn settle(
    view: &View<'_>,
    label: &Label,
    places: impl IntoIterator<Item = (ScreenRect, Side)>,
    room: &mut Room,
) -> Option<Vec<Mark>> {
    let found = places.into_iter().map(|(rect, side)| (label.rect(rect, side), side));
    let (rect, side) = found.into_iter().find(|(rect, _)| room.is_free(&[*rect]))?;
    room.take(rect.grown(2.0));
    let mut marks = Vec::new();
    label.set(rect, side, view.theme.halo, &mut marks);
    Some(marks)
}

fn line(view: &View<'_>, text: String, region: &Region, face: Type) -> Line {
    let lang = region.names.in_language(view.app.lang()).map_or("", |(_, lang)| lang).to_owned();
    Line { text, lang, face, color: view.theme.ink }
}

/// The names in the other scripts: of the administering party, then of those that claim; the story's first language
/// where none of them differs from the reader's.
fn second_line(view: &View<'_>, region: &Region) -> Option<Line> {
    let story = view.atlas.story();
    let reader = view.app.lang();
    let status = view.atlas.status_of(&region.id)?;
    let claimants = if status.standing() == Standing::Claimed { status.claimed_by.as_slice() } else { &[] };
    let parties = status.administered_by.iter().chain(claimants).filter_map(|id| story.party(id));
    let mut names: Vec<(&str, &str)> = Vec::new();
    for lang in parties.map(|party| party.lang.as_str()).filter(|lang| *lang != reader) {
        names.extend(region.names.exact(lang).map(|name| (name, lang)));
    }
    if names.is_empty() {
        let other = story.languages.first().filter(|lang| *lang != reader)?;
        names.extend(region.names.exact(other).map(|name| (name, other.as_str())));
    }
    let text: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
    let lang = names.last()?.1.to_owned();
    Some(Line { text: text.join(" · "), lang, face: theme::SECOND, color: view.theme.faint_ink })
}

fn land(view: &View<'_>, measure: &dyn Measure, region: &Region, room: &mut Room) -> Option<Vec<Mark>> {
    let rect = view.camera.screen_rect(region.bounds);
    if rect.width().max(rect.height()) < 40.0 {
        return None;
    }
    let text = region.names.get(view.app.lang()).to_owned();
    let label = Label::new(vec![line(view, text, region, theme::LAND)], measure);
    let anchor = view.camera.screen_from_world(region.anchor);
    settle(view, &label, [(ScreenRect::new(anchor, anchor), Side::UPON)], room)
}

fn town(view: &View<'_>, measure: &dyn Measure, region: &Region, room: &mut Room) -> Option<Vec<Mark>> {
    let scale = view.camera.zoom.scale();
    if scale < 0.6 * 2f64.powi(i32::from(region.rank) - 2) {
        return None;
    }
    let at = view.camera.screen_from_world(region.anchor);
    let text = region.names.get(view.app.lang()).to_owned();
    let face = Line { color: view.theme.faint_ink, ..line(view, text, region, theme::TOWN) };
    let spot = ScreenRect::new(at, at).grown(2.0);
    let mut marks = settle(view, &Label::new(vec![face], measure), Side::AROUND.map(|side| (spot, side)), room)?;
    let rim = Stroke::solid(view.theme.ink, 1.0);
    marks.push(Mark::Dot { centre: at, radius: 2.0, fill: Some(view.theme.halo), stroke: Some(rim) });
    Some(marks)
}

fn strait(view: &View<'_>, measure: &dyn Measure, region: &Region, room: &mut Room) -> Option<Vec<Mark>> {
    if view.camera.zoom.scale() < STRAITS_FROM * 2f64.powi(i32::from(region.rank) - 3) {
        return None;
    }
    let text = region.names.get(view.app.lang()).to_owned();
    let face = Line { color: view.theme.water_ink, ..line(view, text, region, theme::STRAIT) };
    let at: Screen = view.camera.screen_from_world(region.bounds.centre());
    let spot = ScreenRect::new(at, at);
    let sides = std::iter::once(Side::UPON).chain(Side::AROUND).map(|side| (spot, side));
    settle(view, &Label::new(vec![face], measure), sides, room)
}

fn water(view: &View<'_>, measure: &dyn Measure, region: &Region, room: &mut Room) -> Option<Vec<Mark>> {
    let (_, outline) = region.outline(view.level)?;
    let part = outline.fill().parts().first()?;
    let (name, lang) = region.names.in_language(view.app.lang())?;
    let (face, spread, color) = match region.layer {
        Layer::Trench => (theme::TRENCH, [3.0, 1.0], view.theme.trench_ink),
        _ => (theme::SEA, [9.0, 3.0], view.theme.water_ink),
    };
    let face = if region.rank > 1 { Type { size: face.size.min(14.0), ..face } } else { face };
    let mut settings =
        spread.into_iter().filter_map(|tracking| Lettering::new(name, (part, &view.camera), face, tracking, measure));
    let lettering = settings.find(|lettering| room.is_free(&lettering.boxes()))?;
    lettering.boxes().into_iter().for_each(|rect| room.take(rect));
    let mut marks = Vec::new();
    lettering.set(lang, color, &mut marks);
    Some(marks)
}
