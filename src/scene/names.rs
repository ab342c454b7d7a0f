//! Which names are shown, and where: by rank, without collision, waters along their lines.

use super::island::{group, island};
use super::label::{Label, Line, Side};
use super::place::Room;
use super::water::{along_boundary, strait, water};
use super::{View, theme};
use crate::atlas::{Boundary, Layer, Place, Region, RegionId};
use crate::paint::{Mark, Measure, Stroke, Type};
use crate::space::ScreenRect;

/// Coasts that names keep clear of may be off by this much, CSS pixels.
const COAST_GRAIN: f64 = 2.0;

/// Islands up to this rank are named before the seas.
pub(super) const GREAT: u8 = 1;

/// Towns of the first rank are named from this scale on, those of the next from twice as much, pixels per kilometre.
const TOWNS_FROM: f64 = 0.35;

/// What may bear a name.
enum Subject<'a> {
    Region(RegionId, &'a Region),
    Group(&'a Place, u8),
    Boundary(&'a Boundary, &'a Region),
}

/// The names on the sheet; `taken` are boxes that they must keep out of.
pub(super) fn compose(view: &View<'_>, measure: &dyn Measure, taken: &[ScreenRect], marks: &mut Vec<Mark>) {
    let mut room = Room::new(view.in_sight.grown(-3.0));
    for rect in taken {
        room.take(*rect);
    }
    let mut groups = small_groups(view);
    if let Some(inset) = view.app.inset().filter(|_| !view.is_inset) {
        // The islands are named in the inset, the group on the map.
        groups.retain(|(group, _)| !group.islands.iter().any(|id| inset.place.islands.contains(id)));
        groups.push((inset.place.clone(), 0));
        if let Some(frame) = super::inset::frame(view) {
            room.take(frame);
        }
    }
    let spoken_for = |id: RegionId| groups.iter().any(|(place, _)| place.islands.contains(&id)) && !lit(view, id);
    let mut subjects: Vec<(Urgency, Subject<'_>)> = Vec::new();
    let window = view.camera.window(0.0);
    let level = view.atlas.level_for(COAST_GRAIN / view.camera.zoom.scale());
    for (id, region) in view.atlas.regions().filter(|(_, region)| window.meets(region.bounds)) {
        let outline = region.outline(level).filter(|_| matches!(region.layer, Layer::Island | Layer::Land));
        if let Some((_, outline)) = outline {
            room.note_coast(&view.camera, &outline.coast().within(window));
            if region.layer == Layer::Island {
                let outer = outline.fill().parts().first().map_or(&[][..], |part| part.points());
                let points = if outer.is_empty() { outline.points() } else { outer };
                room.note_island(id, points.iter().map(|point| view.camera.screen_from_world(*point)));
            }
        }
        if region.layer == Layer::Island && view.extent(region) < 8.0 {
            let anchor = view.camera.screen_from_world(region.anchor);
            room.take(ScreenRect::new(anchor, anchor).grown(4.0));
        }
        if !region.names.is_empty() && region.layer != Layer::Boundary && !spoken_for(id) {
            put(view, &mut subjects, Subject::Region(id, region));
        }
    }
    for (place, rank) in &groups {
        put(view, &mut subjects, Subject::Group(place, *rank));
    }
    for (boundary, _, region) in super::shown_boundaries(view.atlas, view) {
        if let Some((_, outline)) = region.outline(level) {
            // Names keep off lines as they do off coasts.
            room.note_coast(&view.camera, &outline.coast().within(window));
        }
        put(view, &mut subjects, Subject::Boundary(boundary, region));
    }
    for (_, subject) in subjects {
        let placed = match subject {
            Subject::Boundary(boundary, region) => along_boundary(view, measure, (boundary, region), &mut room),
            Subject::Group(place, _) => group(view, measure, place, &mut room),
            Subject::Region(id, region) => match region.layer {
                Layer::Island => island(view, measure, (id, region), &mut room),
                Layer::Land => land(view, measure, region, &mut room),
                Layer::Town => town(view, measure, region, &mut room),
                Layer::Strait => strait(view, measure, region, &mut room),
                Layer::Sea | Layer::Trench => water(view, measure, region, &mut room),
                Layer::Depth | Layer::Boundary => None,
            },
        };
        marks.extend(placed.into_iter().flatten());
    }
}

/// The groups that are named as one at this scale, with their ranks.
fn small_groups(view: &View<'_>) -> Vec<(Place, u8)> {
    let mut small = Vec::new();
    for group in view.atlas.story().all_groups() {
        let Some(rank) = group.rank else { continue };
        let Some(place) = view.atlas.place(&group.id) else { continue };
        let rect = view.atlas.bounds(&place).map(|bounds| view.camera.screen_rect(bounds));
        if rect.is_some_and(|rect| rect.width().max(rect.height()) < super::island::GROUP_BELOW) {
            small.push((place, rank));
        }
    }
    small
}

/// Whether an island is chosen or pointed at.
pub(super) fn lit(view: &View<'_>, id: RegionId) -> bool {
    is_chosen_alone(view, id) || is_pointed(view, id)
}

/// Whether an island is chosen itself, and not with its group.
pub(super) fn is_chosen_alone(view: &View<'_>, id: RegionId) -> bool {
    view.app.is_chosen(id) && view.app.chosen().is_some_and(|place| !place.is_group)
}

/// Whether an island is pointed at itself.
pub(super) fn is_pointed(view: &View<'_>, id: RegionId) -> bool {
    view.app.pointed().is_some_and(|place| !place.is_group && place.islands.contains(&id))
}

/// What stands before what: the smaller comes first.
type Urgency = (bool, u8, u8, u8, u32);

/// Puts a subject in its turn.
fn put<'a>(view: &View<'_>, subjects: &mut Vec<(Urgency, Subject<'a>)>, subject: Subject<'a>) {
    let own = urgency(view, &subject);
    let at = subjects.partition_point(|(other, _)| *other <= own);
    subjects.insert(at, (own, subject));
}

/// What is chosen first, then the great islands, then seas, for they can give way but a little; then by rank, islands
/// before all else of the same rank.
/// What is only pointed at keeps its turn, or names would jump under the pointer.
fn urgency(view: &View<'_>, subject: &Subject<'_>) -> Urgency {
    let (id, region) = match subject {
        Subject::Group(_, rank) => return (true, u8::from(*rank > GREAT) * 2, *rank, 1, 0),
        Subject::Boundary(_, region) => return (true, 1, 0, 0, region.rank.into()),
        Subject::Region(id, region) => (*id, *region),
    };
    let (turn, rank, kind) = match region.layer {
        Layer::Island if region.rank <= GREAT => (0, region.rank, 0),
        Layer::Sea | Layer::Trench => (1, region.rank, 0),
        Layer::Island | Layer::Land => (2, region.rank, 0),
        Layer::Town => (2, region.rank.saturating_add(2), 1),
        Layer::Strait | Layer::Depth | Layer::Boundary => (2, region.rank.saturating_add(3), 2),
    };
    let chosen = is_chosen_alone(view, id);
    (!chosen, turn, rank, kind, id.0)
}

/// A line of a region's name in the reader's language.
pub(super) fn line(view: &View<'_>, text: String, region: &Region, face: Type) -> Line {
    let lang = region.names.in_language(view.app.lang()).map_or("", |(_, lang)| lang).to_owned();
    Line { text, lang, face, color: view.theme.ink }
}

/// Puts a label to the first place that is free by `fits`.
pub(super) fn settle(
    view: &View<'_>,
    label: &Label,
    places: &[(ScreenRect, Side)],
    room: &mut Room,
    fits: fn(&Room, ScreenRect) -> bool,
) -> Option<Vec<Mark>> {
    for (of, side) in places {
        let rect = label.rect(*of, *side);
        if fits(room, rect) {
            room.take(rect.grown(2.0));
            let mut marks = Vec::new();
            label.set(rect, *side, view.theme.halo, &mut marks);
            return Some(marks);
        }
    }
    None
}

fn land(view: &View<'_>, measure: &dyn Measure, region: &Region, room: &mut Room) -> Option<Vec<Mark>> {
    if view.extent(region) < 40.0 {
        return None;
    }
    let text = region.names.get(view.app.lang()).to_owned();
    let label = Label::new(vec![line(view, text, region, theme::LAND)], measure);
    let anchor = view.camera.screen_from_world(region.anchor);
    let upon = [(ScreenRect::new(anchor, anchor), Side::UPON)];
    settle(view, &label, &upon, room, Room::is_free).or_else(|| settle(view, &label, &upon, room, Room::is_clear))
}

fn town(view: &View<'_>, measure: &dyn Measure, region: &Region, room: &mut Room) -> Option<Vec<Mark>> {
    let scale = view.camera.zoom.scale();
    if scale < TOWNS_FROM * 2f64.powi(i32::from(region.rank) - 1) {
        return None;
    }
    let at = view.camera.screen_from_world(region.anchor);
    let text = region.names.get(view.app.lang()).to_owned();
    let face = Line { color: view.theme.faint_ink, ..line(view, text, region, theme::TOWN) };
    let spot = ScreenRect::new(at, at).grown(2.0);
    let label = Label::new(vec![face], measure);
    let around = Side::AROUND.map(|side| (spot, side));
    let mut marks = settle(view, &label, &around, room, Room::is_free)?;
    let rim = Stroke::solid(view.theme.ink, 1.0);
    marks.push(Mark::Dot { centre: at, radius: 2.0, fill: Some(view.theme.halo), stroke: Some(rim) });
    Some(marks)
}
