//! Names of waters and lines: seas, the trench and borders along their courses, straits small beside their middle.

use crate::geo::path::Part;
use crate::geo::space::{Screen, ScreenRect, WorldRect};
use crate::paint::{Color, Type};
use crate::scene::label::{Label, Line, Side};
use crate::scene::lettering::{Lettering, Place, Setting, at, course, length};
use crate::scene::memory::{Choice, Turn};
use crate::scene::names::{line, settle};
use crate::scene::place::Room;
use crate::scene::spot::Quest;
use crate::scene::theme;
use crate::story::{Boundary, Layer, Region};

/// Straits are named from this scale on, CSS pixels per kilometre.
const STRAITS_FROM: f64 = 0.9;
/// Places along a line that are tried for its name, as shares of the free length.
const SHARES: [f64; 5] = [0.5, 0.3, 0.7, 0.1, 0.9];
/// So far beyond the picture the course of a name goes on that is carried along, CSS pixels.
const BEYOND: f64 = 1e6;

/// A name beside a line is moved at most so far from it, CSS pixels.
const BESIDE: f64 = 70.0;
/// A line leads to the boundary from a name that stands so far off, CSS pixels.
const LEADER_FROM: f64 = 12.0;
/// What stands between the halves of a short text.
const HALVES: &str = " · ";

/// The name of a strait.
pub(super) fn strait(turn: Turn<'_>, region: &Region, room: &mut Room) -> Option<Choice> {
    let view = turn.view;
    let from = STRAITS_FROM * 2f64.powi(i32::from(region.rank) - 3);
    if view.camera.zoom.scale() < from && !turn.is_bound() {
        return None;
    }
    let text = region.names.get(view.app.lang()).to_owned();
    let face = Line { color: view.theme.water_ink, ..line(view, text, region, theme::STRAIT) };
    let at = view.camera.screen_from_world(region.bounds.centre());
    let spot = ScreenRect::new(at, at);
    settle(turn, &Label::new(vec![face], turn.measure), (spot, Side::ANY), room)
}

/// The name of a sea, basin or trench.
pub(super) fn water(turn: Turn<'_>, region: &Region, room: &mut Room) -> Option<Choice> {
    let view = turn.view;
    let (_, outline) = region.outline(view.level)?;
    let (name, lang) = region.names.in_language(view.app.lang())?;
    let (face, spread, color) = match region.layer {
        Layer::Trench => (theme::TRENCH, [3.0, 1.0], view.theme.trench_ink),
        _ => (theme::SEA, [9.0, 3.0], view.theme.water_ink),
    };
    let face = if region.rank > 1 { Type { size: face.size.min(14.0), ..face } } else { face };
    let course = stretch(turn, outline.fill().parts().first()?, face, room);
    let tries = spread.map(|tracking| (tracking, 0.0));
    set_along(turn, (name, lang, face, color), (&course, tries), room)
}

/// The stretch of a line along which a name may stand: in sight, or all of it for a name that is carried along.
fn stretch(turn: Turn<'_>, part: &Part, face: Type, room: &Room) -> Vec<Screen> {
    let beyond = if turn.is_bound() { BEYOND } else { -face.size };
    course(part, &turn.view.camera, room.in_sight().grown(beyond))
}

/// Who draws a line and since when: in full along it, in short along it, or in short beside it.
pub(super) fn beside_boundary(
    turn: Turn<'_>,
    (boundary, region): (&Boundary, &Region),
    room: &mut Room,
) -> Option<Choice> {
    let view = turn.view;
    let (_, outline) = region.outline(view.level)?;
    // Han characters do not lean.
    let face = Type { italic: view.app.lang() != "ja", ..theme::BOUNDARY };
    let color = view.theme.boundary;
    let course = stretch(turn, outline.fill().parts().first()?, face, room);
    let last = turn.last.map_or(usize::MAX, |last| last.way);
    for number in 0..turn.turns(3) {
        let way = if number == 0 { last } else { number - 1 };
        let own = Turn { last: turn.last.filter(|last| last.way == way), ..turn };
        let said = if way == 0 { &boundary.line } else { &boundary.short };
        let Some((text, lang)) = said.in_language(view.app.lang()).filter(|_| way < 3) else { continue };
        let placed = if way < 2 {
            set_along(own, (text, lang, face, color), (&course, [(0.4, 8.0), (0.4, -8.0)]), room)
        } else {
            beside(own, Line { text: text.to_owned(), lang: lang.to_owned(), face, color }, &course, room)
        };
        if let Some(choice) = placed {
            return Some(Choice { way, ..choice });
        }
    }
    None
}

/// A text in one or two lines beside a course.
fn beside(turn: Turn<'_>, said: Line, course: &[Screen], room: &mut Room) -> Option<Choice> {
    let camera = &turn.view.camera;
    let halves = said.halves(HALVES, 0).unwrap_or_else(|| vec![said.clone()]);
    let labels = [Label::new(halves, turn.measure), Label::new(vec![said], turn.measure)];
    let mut best: Option<(f64, Quest<'_>, Choice)> = None;
    for number in 0..turn.turns(SHARES.len()) {
        let (number, again) = turn.nth(number);
        let own = Turn { last: turn.last.filter(|_| again), ..turn };
        let share = || at(course, length(course) * SHARES.get(number)?);
        let known = own.last.map(|last| last.of.min);
        let Some(point) = known.or_else(|| share().map(|at| camera.world_from_screen(at))) else { continue };
        let of = WorldRect::new(point, point);
        let quest = Quest { camera, of, margin: 1.0, reach: BESIDE, leader_from: LEADER_FROM, owners: &[] };
        let Some((cost, choice)) = quest.answer(own, (&labels, 0), room) else { continue };
        if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
            best = Some((cost, quest, choice));
        }
    }
    let (_, quest, choice) = best?;
    quest.set(turn.view, (&labels, choice), room)
}

/// The first of some settings along a course that is free, each at several places; the one that there was before.
fn set_along(
    turn: Turn<'_>,
    (text, lang, face, color): (&str, &str, Type, Color),
    (course, tries): (&[Screen], [(f64, f64); 2]),
    room: &mut Room,
) -> Option<Choice> {
    let camera = &turn.view.camera;
    let tried = if turn.view.sheet.at_rest { tries.len() * SHARES.len() } else { 0 };
    for number in 0..turn.turns(tried) {
        let (number, again) = turn.nth(number);
        let Some((tracking, rise)) = tries.get(number / SHARES.len()).copied() else { continue };
        room.again(again);
        let place = match turn.last.filter(|_| again) {
            Some(last) => Place::About(camera.screen_from_world(last.of.min)),
            None => Place::Share(SHARES.get(number % SHARES.len()).copied().unwrap_or_default()),
        };
        let lettering = Lettering::new(text, course, Setting { face, tracking, place, rise }, turn.measure);
        let boxes = lettering.as_ref().map_or_else(Vec::new, Lettering::boxes);
        if let Some(lettering) = lettering.filter(|_| boxes.iter().all(|rect| room.is_clear(*rect))) {
            for rect in boxes {
                room.take(rect);
            }
            lettering.set(lang, color, &mut room.marks);
            let anew = Choice::at(camera.world_from_screen(lettering.middle), number);
            return Some(turn.last.filter(|_| again).copied().unwrap_or(anew));
        }
    }
    None
}
