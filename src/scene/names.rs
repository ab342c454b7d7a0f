//! Which names are shown, and where: by rank, without collision, waters along their lines.

use crate::geo::space::{ScreenRect, World};
use crate::paint::{Mark, Measure, Stroke, Type};
use crate::scene::island::{DOT, DOTS_BELOW, group, island};
use crate::scene::label::{Label, Line, Side};
use crate::scene::memory::{self, Choice, Memory, Turn};
use crate::scene::place::Room;
use crate::scene::water::{beside_boundary, strait, water};
use crate::scene::{View, theme};
use crate::story::{Boundary, Layer, Place, Region, RegionId};
use std::mem;
use std::ops::Range;

/// Coasts that names keep clear of may be off by this much, CSS pixels.
const COAST_GRAIN: f64 = 2.0;

/// Islands up to this rank are named before the seas.
pub(super) const GREAT: u8 = 1;

/// Towns of the first rank are named from this scale on, those of the next from twice as much, pixels per kilometre.
const TOWNS_FROM: f64 = 0.35;

/// From this scale on the first lines are labelled before the islands of the third rank, below it after all else, CSS
/// pixels per kilometre.
const LINES_FROM: f64 = 0.6;

/// A rank after all others.
const LATE: u8 = 200;

/// What may bear a name.
enum Subject<'a> {
    Region(RegionId, &'a Region),
    Group(u32, Place, u8),
    Boundary(&'a Boundary, RegionId, &'a Region),
}

/// The names on the sheet, by their places in the last frame; `taken` are boxes that they must keep out of.
pub(super) fn compose(
    view: &View<'_>,
    measure: &dyn Measure,
    taken: &[ScreenRect],
    memory: &mut Memory,
    marks: &mut Vec<Mark>,
) {
    let mut room = Room::new(view.in_sight.grown(-3.0), !view.sheet.at_rest);
    for rect in taken {
        room.take(*rect);
    }
    let last = mem::take(memory);
    for (.., subject) in subjects(view, &last, &mut room) {
        let number = subject.number();
        let turn = Turn { view, measure, last: last.get(number) };
        if let Some(choice) = subject.place(turn, &mut room) {
            memory.note(number, choice);
        }
    }
    marks.append(&mut room.marks);
}

impl Subject<'_> {
    /// Its number, by which it is remembered.
    fn number(&self) -> u32 {
        match self {
            Self::Region(id, _) | Self::Boundary(_, id, _) => memory::of_region(*id),
            Self::Group(number, ..) => *number,
        }
    }

    fn place(&self, turn: Turn<'_>, room: &mut Room) -> Option<Choice> {
        let (id, region) = match self {
            Self::Boundary(..) if turn.view.is_inset => return None,
            Self::Boundary(boundary, _, region) => return beside_boundary(turn, (boundary, region), room),
            Self::Group(_, place, _) => return group(turn, place, room),
            Self::Region(id, region) => (*id, *region),
        };
        match region.layer {
            Layer::Island => island(turn, (id, region), room),
            // The room of an inset is for its islands.
            _ if turn.view.is_inset => None,
            Layer::Land => land(turn, region, room),
            Layer::Town => town(turn, region, room),
            Layer::Strait => strait(turn, region, room),
            Layer::Sea | Layer::Trench => water(turn, region, room),
            Layer::Depth | Layer::Boundary => None,
        }
    }
}

/// Everything on the sheet that may bear a name, in its turn, when coasts and lines are noted.
fn subjects<'a>(view: &View<'a>, last: &Memory, room: &mut Room) -> Vec<(Urgency, Subject<'a>)> {
    let mut groups = small_groups(view, last);
    if let Some(inset) = view.app.layout().inset().filter(|_| !view.is_inset) {
        // The islands are named in the inset, the group on the map.
        groups.retain(|(_, group, _)| !group.islands.iter().any(|id| inset.place.islands.contains(id)));
        groups.push((memory::OF_INSET, inset.place.clone(), 0));
        if let Some(frame) = crate::scene::inset::frame(view) {
            room.take(frame);
        }
    }
    let spoken_for = |id: RegionId| {
        let is_bound = !view.sheet.at_rest && last.get(memory::of_region(id)).is_some();
        groups.iter().any(|(_, place, _)| place.islands.contains(&id)) && !lit(view, id) && !is_bound
    };
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
        if region.layer == Layer::Island && view.extent(region) < DOTS_BELOW {
            let anchor = view.camera.screen_from_world(region.anchor);
            room.take(ScreenRect::new(anchor, anchor).grown(DOT));
        }
        let is_wanted = region.layer != Layer::Boundary && view.app.shows(region.layer);
        if !region.names.is_empty() && is_wanted && !spoken_for(id) {
            put((view, last), &mut subjects, Subject::Region(id, region));
        }
    }
    for (number, place, rank) in groups {
        put((view, last), &mut subjects, Subject::Group(number, place, rank));
    }
    for (boundary, id, region) in crate::scene::shown_boundaries(view.atlas, view) {
        if let Some((_, outline)) = region.outline(level) {
            // Names keep off lines as they do off coasts.
            room.note_coast(&view.camera, &outline.coast().within(window));
        }
        put((view, last), &mut subjects, Subject::Boundary(boundary, id, region));
    }
    subjects
}

/// The groups that are named as one at this scale, or were and the map still moves, with their numbers and ranks.
fn small_groups(view: &View<'_>, last: &Memory) -> Vec<(u32, Place, u8)> {
    let mut small = Vec::new();
    for (index, group) in view.atlas.story().all_groups().enumerate() {
        let Some(rank) = group.rank else { continue };
        let Some(place) = view.atlas.place(&group.id) else { continue };
        let rect = view.atlas.bounds(&place).map(|bounds| view.camera.screen_rect(bounds));
        let number = memory::of_group(index);
        let is_bound = !view.sheet.at_rest && last.get(number).is_some();
        if is_bound || rect.is_some_and(|rect| rect.width().max(rect.height()) < crate::scene::island::GROUP_BELOW) {
            small.push((number, place, rank));
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
type Urgency = u32;

/// Puts a subject in its turn.
fn put<'a>((view, last): (&View<'_>, &Memory), subjects: &mut Vec<(Urgency, Subject<'a>)>, subject: Subject<'a>) {
    let own = urgency(view, last, &subject);
    let mut at = subjects.len();
    while at > 0 && subjects.get(at - 1).is_some_and(|(other, _)| *other > own) {
        at -= 1;
    }
    subjects.insert(at, (own, subject));
}

/// What is chosen first, then the great islands, then lines and seas, for they can give way but a little; then by
/// rank, islands before all else of the same rank. What is named only because it is pointed at comes last, or names
/// would jump under the pointer.
fn urgency(view: &View<'_>, last: &Memory, subject: &Subject<'_>) -> Urgency {
    let number = |turn: u32, rank: u8, kind: u32| turn << 12 | u32::from(rank) << 4 | kind;
    let (id, region) = match subject {
        Subject::Group(_, _, rank) => return number(1 + u32::from(*rank > GREAT) * 2, *rank, 1),
        Subject::Boundary(_, _, region) => {
            let is_early = region.rank <= GREAT && view.camera.zoom.scale() >= LINES_FROM;
            return number(3, if is_early { GREAT + 1 } else { LATE }, u32::from(region.rank));
        }
        Subject::Region(id, region) => (*id, *region),
    };
    if is_chosen_alone(view, id) {
        return 0;
    }
    let is_late = is_pointed(view, id) && last.get(memory::of_region(id)).is_none_or(Choice::is_upon_others);
    match region.layer {
        _ if is_late => u32::MAX,
        // Of the great islands the small ones first: they have fewer places to be named at.
        Layer::Island if region.rank <= GREAT => number(1, region.rank, (view.extent(region) / 8.0).min(15.0) as u32),
        Layer::Sea | Layer::Trench => number(2, region.rank, 0),
        Layer::Island | Layer::Land => number(3, region.rank, 0),
        Layer::Town => number(3, region.rank.saturating_add(2), 1),
        Layer::Strait | Layer::Depth | Layer::Boundary => number(3, region.rank.saturating_add(3), 2),
    }
}

/// A line of a region's name in the reader's language.
pub(super) fn line(view: &View<'_>, text: String, region: &Region, face: Type) -> Line {
    let lang = region.names.in_language(view.app.lang()).map_or("", |(_, lang)| lang).to_owned();
    Line { text, lang, face: view.face(face), color: view.theme.ink }
}

/// Puts a label to the side where it was, or to the first that is free; what has but one side only keeps off names.
pub(super) fn settle(
    turn: Turn<'_>,
    label: &Label,
    (of, sides): (ScreenRect, Range<usize>),
    room: &mut Room,
) -> Option<Choice> {
    for number in 0..turn.turns(sides.len()) {
        let (number, again) = turn.nth(number);
        let number = if again { number } else { sides.start + number };
        let Some(side) = Side::ALL.get(number).copied() else { continue };
        let rect = label.rect(of, side);
        room.again(again);
        if if sides == Side::UPON { room.is_clear(rect) } else { room.is_free(rect) } {
            room.take(rect.grown(2.0));
            label.set(rect, side, turn.view.theme.halo, &mut room.marks);
            return Some(Choice::at(World::default(), number));
        }
    }
    None
}

fn land(turn: Turn<'_>, region: &Region, room: &mut Room) -> Option<Choice> {
    let view = turn.view;
    if view.extent(region) < 40.0 && !turn.is_bound() {
        return None;
    }
    let text = region.names.get(view.app.lang()).to_owned();
    let label = Label::new(vec![line(view, text, region, theme::LAND)], turn.measure);
    let anchor = view.camera.screen_from_world(region.anchor);
    settle(turn, &label, (ScreenRect::new(anchor, anchor), Side::UPON), room)
}

fn town(turn: Turn<'_>, region: &Region, room: &mut Room) -> Option<Choice> {
    let view = turn.view;
    let scale = view.camera.zoom.scale();
    if scale < TOWNS_FROM * 2f64.powi(i32::from(region.rank) - 1) && !turn.is_bound() {
        return None;
    }
    let at = view.camera.screen_from_world(region.anchor);
    let text = region.names.get(view.app.lang()).to_owned();
    let face = Line { color: view.theme.faint_ink, ..line(view, text, region, theme::TOWN) };
    let spot = ScreenRect::new(at, at).grown(2.0);
    let label = Label::new(vec![face], turn.measure);
    let choice = settle(turn, &label, (spot, Side::AROUND), room)?;
    let rim = Stroke::solid(view.theme.ink, 1.0);
    room.marks.push(Mark::Dot { centre: at, radius: 2.0, fill: Some(view.theme.halo), stroke: Some(rim) });
    Some(choice)
}
