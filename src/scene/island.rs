//! Names of islands and of groups of islets: beside them, out of the way of coasts, with a leader line where it is
//! crowded.

use super::label::{Label, Line, Side};
use super::names::{extent, is_pointed, line};
use super::place::Room;
use super::{View, theme};
use crate::atlas::{Place, Region, RegionId, Standing, Texts};
use crate::paint::{Mark, Measure, Stroke};
use crate::space::{Screen, ScreenRect};

/// A group is named as one while it is smaller than this, CSS pixels.
pub(super) const GROUP_BELOW: f64 = 90.0;
/// From this scale on every island has its second line, CSS pixels per kilometre.
const SECOND_LINE_FROM: f64 = 1.6;
/// An island smaller than this has its name beside its box, a larger one beside its middle, CSS pixels.
const SMALL: f64 = 28.0;
/// Steps by which a name is moved away from its island, CSS pixels.
const STEP: f64 = 5.0;
/// A name may be moved this far from an island, and by half of the island's extent more from the middle of a large one.
const REACH: f64 = 35.0;
/// An islet of another island is named from this extent on, CSS pixels.
const PARTS_FROM: f64 = 10.0;
/// How much farther a name may stand to be on the side before the next one, CSS pixels.
const PREFERENCE: f64 = 4.0;
/// A leader line is drawn where a name was moved at least so far.
const LEADER_FROM: f64 = 12.0;

/// Where a name was put.
struct Spot {
    rect: ScreenRect,
    side: Side,
    moved: f64,
}

/// The name of an island.
pub(super) fn island(
    view: &View<'_>,
    measure: &dyn Measure,
    (id, region): (RegionId, &Region),
    room: &mut Room,
) -> Option<Vec<Mark>> {
    let two = view.camera.zoom.scale() >= SECOND_LINE_FROM || region.rank <= 1 || view.app.is_chosen(id);
    let face = if region.rank <= 2 { theme::ISLAND } else { theme::ISLET };
    let first = line(view, view.atlas.heading(region, view.app.lang()), region, face);
    let second = second_line(view, &region.id, &region.names);
    let full = Label::new(std::iter::once(first.clone()).chain(second.filter(|_| two)).collect(), measure);
    let short = Label::new(vec![first], measure);
    let rect = island_rect(view, region);
    let is_small = rect.width().max(rect.height()) < SMALL;
    let anchor = view.camera.screen_from_world(region.anchor);
    let of = if is_small { rect } else { ScreenRect::new(anchor, anchor).grown(2.0) };
    let reach = if is_small { REACH } else { REACH + extent(view, region) / 2.0 };
    let wanted = extent(view, region) >= PARTS_FROM || !is_part(view, region) || view.app.is_chosen(id);
    let (label, spot) = [&full, &short]
        .into_iter()
        .filter(|_| wanted)
        .find_map(|label| Some((label, beside(label, of, reach, room)?)))
        .or_else(|| is_pointed(view, id).then(|| (&short, above(&short, of, room.in_sight()))))?;
    room.take(spot.rect.grown(2.0));
    let leader = leader(&spot, of).filter(|_| is_small);
    leader.iter().for_each(|line| room.take_line(*line));
    Some(set(view, label, &spot, leader))
}

/// The name of a group of islets.
pub(super) fn group(view: &View<'_>, measure: &dyn Measure, place: &Place, room: &mut Room) -> Option<Vec<Mark>> {
    let names = view.atlas.names(&place.id)?;
    let (name, lang) = names.in_language(view.app.lang())?;
    let first = Line { text: name.to_owned(), lang: lang.to_owned(), face: theme::ISLAND, color: view.theme.ink };
    let member = view.atlas.region(*place.islands.first()?)?;
    let second = second_line(view, &member.id, names);
    let full = Label::new(std::iter::once(first.clone()).chain(second).collect(), measure);
    let short = Label::new(vec![first], measure);
    let rect = view.camera.screen_rect(view.atlas.bounds(place)?);
    let (label, spot) =
        [&full, &short].into_iter().find_map(|label| Some((label, beside(label, rect, REACH, room)?)))?;
    room.take(spot.rect.grown(2.0));
    Some(set(view, label, &spot, None))
}

/// Whether an island is an islet beside another one.
fn is_part(view: &View<'_>, region: &Region) -> bool {
    let parent = region.island.as_ref().and_then(|island| island.parent.as_deref());
    parent.is_some_and(|parent| view.atlas.region_id(parent).is_some())
}

/// The box that stands for an island: its own, or that of its dot.
fn island_rect(view: &View<'_>, region: &Region) -> ScreenRect {
    if extent(view, region) < 8.0 {
        let anchor = view.camera.screen_from_world(region.anchor);
        return ScreenRect::new(anchor, anchor).grown(4.0);
    }
    view.camera.screen_rect(region.bounds)
}

/// The nearest free place around a box, the sides weighed by their order.
fn beside(label: &Label, of: ScreenRect, reach: f64, room: &Room) -> Option<Spot> {
    let mut best: Option<(f64, Spot)> = None;
    for (turn, side) in Side::AROUND.into_iter().enumerate() {
        let mut moved = 0.0;
        let handicap = turn as f64 * PREFERENCE;
        while moved <= reach && best.as_ref().is_none_or(|(cost, _)| handicap + moved < *cost) {
            let rect = within(label.rect_away(of, side, moved), room.in_sight());
            let spot = Spot { rect, side, moved };
            let led = leader(&spot, of).is_none_or(|line| room.is_clear_line(line));
            if !rect.grown(1.0).meets(of) && room.is_free(rect.grown(1.5)) && led {
                best = Some((handicap + moved, spot));
                break;
            }
            moved += STEP;
        }
    }
    best.map(|(_, spot)| spot)
}

/// Above a box whatever is there, inside the picture: for what is pointed at.
fn above(label: &Label, of: ScreenRect, picture: ScreenRect) -> Spot {
    let side = Side::ABOVE;
    let rect = label.rect(of, side);
    Spot { rect: within(rect, picture), side, moved: 0.0 }
}

/// A box moved into the picture, if it fits there.
fn within(rect: ScreenRect, picture: ScreenRect) -> ScreenRect {
    let shift = |min: f64, max: f64, low: f64, high: f64| (low - min).max(0.0) - (max - high).max(0.0);
    rect.moved(Screen::new(
        shift(rect.min.x, rect.max.x, picture.min.x, picture.max.x),
        shift(rect.min.y, rect.max.y, picture.min.y, picture.max.y),
    ))
}

/// The line from a name that was moved away to its island.
fn leader(spot: &Spot, of: ScreenRect) -> Option<[Screen; 2]> {
    if spot.moved < LEADER_FROM {
        return None;
    }
    let to = of.centre();
    let from = Screen::new(to.x.clamp(spot.rect.min.x, spot.rect.max.x), to.y.clamp(spot.rect.min.y, spot.rect.max.y));
    let end = to.lerp(from, 7.0 / to.distance(from).max(7.0));
    Some([from, end])
}

fn set(view: &View<'_>, label: &Label, spot: &Spot, leader: Option<[Screen; 2]>) -> Vec<Mark> {
    let mut marks = Vec::new();
    if let Some(line) = leader {
        marks.push(Mark::Line { points: line.to_vec(), stroke: Stroke::solid(view.theme.faint_ink, 0.8) });
    }
    label.set(spot.rect, spot.side, view.theme.halo, &mut marks);
    marks
}

/// The names in the other scripts: of the administering party, then of those that claim; the story's first language
/// where none of them differs from the reader's.
fn second_line(view: &View<'_>, island: &str, of: &Texts) -> Option<Line> {
    let story = view.atlas.story();
    let reader = view.app.lang();
    let status = view.atlas.status_of(island)?;
    let claimants = if status.standing() == Standing::Claimed { status.claimed_by.as_slice() } else { &[] };
    let parties = status.administered_by.iter().chain(claimants).filter_map(|id| story.party(id));
    let mut names: Vec<(&str, &str)> = Vec::new();
    for lang in parties.map(|party| party.lang.as_str()).filter(|lang| *lang != reader) {
        names.extend(of.exact(lang).map(|name| (name, lang)));
    }
    if names.is_empty() {
        let other = story.languages.first().filter(|lang| *lang != reader)?;
        names.extend(of.exact(other).map(|name| (name, other.as_str())));
    }
    let text: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
    let lang = names.last()?.1.to_owned();
    Some(Line { text: text.join(" · "), lang, face: theme::SECOND, color: view.theme.faint_ink })
}
