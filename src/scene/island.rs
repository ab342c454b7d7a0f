//! Names of islands and of groups of islets.

use super::label::{Label, Line};
use super::names::{GREAT, is_chosen_alone, is_pointed, line};
use super::place::Room;
use super::spot::{Quest, Spot};
use super::{View, theme};
use crate::atlas::{Place, Region, RegionId, Texts};
use crate::paint::{Mark, Measure, Stroke};
use crate::search::find;
use crate::space::ScreenRect;

/// A group is named as one while it is smaller than this, CSS pixels.
pub(super) const GROUP_BELOW: f64 = 90.0;
/// From this scale on every island has its second line, CSS pixels per kilometre.
const SECOND_LINE_FROM: f64 = 1.6;
/// An island smaller than this has its name beside its box, a larger one beside its middle, CSS pixels.
const SMALL: f64 = 28.0;
/// A name may be moved this far from an island, and by half of the island's extent more from the middle of a large one.
const REACH: f64 = 35.0;
/// A line leads to an island from a name that stands so far off, CSS pixels.
const LEADER_FROM: f64 = 12.0;
/// An islet of another island is named from this extent on, CSS pixels.
const PARTS_FROM: f64 = 10.0;

/// The name of an island.
pub(super) fn island(
    view: &View<'_>,
    measure: &dyn Measure,
    (id, region): (RegionId, &Region),
    room: &mut Room,
) -> Option<Vec<Mark>> {
    let two = view.camera.zoom.scale() >= SECOND_LINE_FROM || region.rank <= 1 || is_chosen_alone(view, id);
    let face = if region.rank <= 2 { theme::ISLAND } else { theme::ISLET };
    let heading = line(view, view.atlas.heading(region, view.app.lang(), view.app.stance()), region, face);
    let labels = variants(heading, second_line(view, &region.id, &region.names).filter(|_| two), measure);
    let (rect, size) = (island_rect(view, region), view.extent(region));
    let anchor = view.camera.screen_from_world(region.anchor);
    let reach = if region.rank <= GREAT { 2.5 * REACH } else { REACH };
    let quest = if size < SMALL {
        Quest { of: rect, reach, leader_from: LEADER_FROM, owners: &[id] }
    } else {
        let of = ScreenRect::new(anchor, anchor).grown(2.0);
        Quest { of, reach: reach + size / 2.0, leader_from: LEADER_FROM + size / 2.0, owners: &[id] }
    };
    let wanted = size >= PARTS_FROM || !is_part(view, region) || is_chosen_alone(view, id);
    let found = if wanted { quest.answer(&labels, room) } else { None };
    let found = found.or_else(|| is_pointed(view, id).then(|| quest.whatever_is_there(&labels, room)).flatten());
    found.map(|spot| set(view, &spot, room))
}

/// The name of a group of islets.
pub(super) fn group(view: &View<'_>, measure: &dyn Measure, place: &Place, room: &mut Room) -> Option<Vec<Mark>> {
    let names = view.atlas.names(&place.id)?;
    let (name, lang) = names.in_language(view.app.lang())?;
    let heading = Line { text: name.to_owned(), lang: lang.to_owned(), face: theme::ISLAND, color: view.theme.ink };
    let member = view.atlas.region(*place.islands.first()?)?;
    let labels = variants(heading, second_line(view, &member.id, names), measure);
    let of = view.camera.screen_rect(view.atlas.bounds(place)?);
    let quest = Quest { of, reach: REACH, leader_from: f64::INFINITY, owners: &place.islands };
    quest.answer(&labels, room).map(|spot| set(view, &spot, room))
}

/// The forms that a name may take, the best first: with its second line, without, and broken between its two halves.
fn variants(heading: Line, second: Option<Line>, measure: &dyn Measure) -> Vec<Label> {
    let broken = find(&heading.text, " / ", 0).map(|at| {
        let half = |text: Option<&str>| Line { text: text.unwrap_or_default().to_owned(), ..heading.clone() };
        Label::new(vec![half(heading.text.get(..at + 2)), half(heading.text.get(at + 3..))], measure)
    });
    let mut labels = Vec::new();
    if let Some(second) = second {
        labels.push(Label::new(vec![heading.clone(), second], measure));
    }
    labels.push(Label::new(vec![heading], measure));
    labels.extend(broken);
    labels
}

/// Whether an island is an islet beside another one.
fn is_part(view: &View<'_>, region: &Region) -> bool {
    let parent = region.island.as_ref().and_then(|island| island.parent.as_deref());
    parent.is_some_and(|parent| view.atlas.region_id(parent).is_some())
}

/// The box that stands for an island: its own, or that of its dot.
fn island_rect(view: &View<'_>, region: &Region) -> ScreenRect {
    if view.extent(region) < 8.0 {
        let anchor = view.camera.screen_from_world(region.anchor);
        return ScreenRect::new(anchor, anchor).grown(4.0);
    }
    view.camera.screen_rect(region.bounds)
}

/// The marks of a name, whose room is then taken.
fn set(view: &View<'_>, spot: &Spot<'_>, room: &mut Room) -> Vec<Mark> {
    room.take(spot.rect.grown(2.0));
    let mut marks = Vec::new();
    if let Some(line) = spot.leader {
        room.take_line(line);
        marks.push(Mark::Line { points: line.to_vec(), stroke: Stroke::solid(view.theme.faint_ink, 0.8) });
    }
    spot.label.set(spot.rect, spot.side, view.theme.halo, &mut marks);
    marks
}

/// The names in the other scripts: of the administering party, then of those that claim; the story's first language
/// where none of them differs from the reader's.
fn second_line<'v>(view: &View<'v>, island: &str, of: &Texts) -> Option<Line> {
    let story = view.atlas.story();
    let reader = view.app.lang();
    let status = view.atlas.status().of_island(island, view.app.date())?;
    let (mut text, mut last) = (String::new(), "");
    let mut add = |lang: &'v str| {
        if let Some(name) = of.exact(lang).filter(|_| lang != reader) {
            text.push_str(if last.is_empty() { "" } else { " · " });
            text.push_str(name);
            last = lang;
        }
        last.is_empty()
    };
    let mut is_empty = true;
    for party in status.administered_by.iter().chain(&status.claimed_by).filter_map(|id| story.party(id)) {
        is_empty = add(&party.lang);
    }
    if is_empty {
        is_empty = add(story.languages.first()?);
    }
    let lang = last.to_owned();
    (!is_empty).then_some(Line { text, lang, face: theme::SECOND, color: view.theme.faint_ink })
}
