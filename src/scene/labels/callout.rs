//! The callout of what the story is about: its islands in a bracket, its names, who administers and who claims them.

use crate::geo::space::{Screen, ScreenRect};
use crate::paint::{Mark, Stroke, Type};
use crate::scene::context::View;
use crate::scene::labels::attempt::{Attempt, Placed};
use crate::scene::labels::island::ascending;
use crate::scene::labels::label::{Label, Line};
use crate::scene::labels::placement::Placement;
use crate::scene::labels::state::{Around, LabelId, LabelState, Site, Slot};
use crate::scene::theme;
use crate::story::{Place, RegionId};

/// Pictures smaller than this in either direction have the names alone, CSS pixels: the page says the rest below them.
const ROOMY: f64 = 400.0;
/// The smallest size of the group in the picture, CSS pixels, and how much nearer than the first view the map may be.
const LEAST: f64 = 70.0;
const NEAREST: f64 = 1.6;
/// How far the text may be moved from its bracket, and its least distance, CSS pixels.
const REACH: f64 = 120.0;
const GAP: f64 = 3.0;
/// A bracket that moves by less than this between two frames is still on the same side, CSS pixels.
const SAME: f64 = 24.0;
/// Distance of the bracket from the islands, and length of its ends, CSS pixels.
const APART: f64 = 8.0;
const ENDS: f64 = 6.0;
/// The most points that are compared with each other.
const MOST_POINTS: usize = 600;

/// Returns what the story is about if its callout belongs on the map: nothing is chosen, all of it is in sight from about
/// as far as in the first view, and no handle parts the map, at which the words of two maps would run into one.
pub(super) fn subject(view: &View<'_>, last: &LabelState) -> Option<Place> {
    let (story, session) = (view.story, view.session);
    let place = story.place(story.manifest().subject.as_ref()?)?;
    let rect = view.camera.screen_rect(story.bounds(&place)?);
    let is_seen = view.in_sight.covers(rect) && rect.width().max(rect.height()) >= LEAST;
    let fits = view.camera.zoom.scale() <= session.home().zoom.scale() * NEAREST;
    let is_bound = !view.sheet.at_rest && last.get(LabelId::Callout).is_some();
    let is_whole = session.settings().compare.is_none() && !view.is_inset;
    let is_free = is_whole && session.chosen().is_none() && session.layout().inset().is_none();
    (is_free && (is_bound || is_seen && fits)).then_some(place)
}

/// Places the callout.
pub(super) fn callout(attempt: Attempt<'_>, place: &Place) -> Option<Placed> {
    let view = attempt.view;
    let (story, lang) = (view.story, view.session.lang());
    let status = story.status_of(place, view.session.date());
    let said = story.callouts(status.whole.as_ref()?, lang)?;
    let name = story.group_heading(&place.id, lang, view.session.viewpoint())?;
    let line = |text: String, face: Type| Line { text, lang: lang.to_owned(), face, color: view.theme.ink };
    let name = line(name, theme::SUBJECT);
    let names = name.halves(" / ", 2).unwrap_or_else(|| vec![name]);
    let mut all = names.clone();
    all.extend(said.map(|text| line(text, theme::CALLOUT)));
    let mut forms = vec![Label::new(all, attempt.measure), Label::new(names, attempt.measure)];
    if view.in_sight.width().min(view.in_sight.height()) < ROOMY {
        forms.remove(0);
    }
    // What is said matters more than where.
    let found = (0..forms.len()).find_map(|form| best(attempt, place, forms.get(form..=form)?));
    let (around, label, bracket) = found?;
    let (rect, _) = at(attempt, &[], around.site).place(label, &around);
    let mut marks = Vec::new();
    for stroke in [Stroke::solid(view.theme.halo, 3.6), Stroke::solid(view.theme.ink, 1.5)] {
        marks.push(Mark::Line { points: bracket.to_vec(), stroke });
    }
    marks.extend(label.marks(rect, around.side, view.theme.halo));
    let [_, from, to, _] = bracket;
    Some(Placed { slot: Slot::Around(around), boxes: vec![rect.grown(4.0)], leader: Some([from, to]), marks })
}

/// Returns the best position of a label at a bracket on either side of a group.
fn best<'l>(attempt: Attempt<'_>, place: &Place, form: &'l [Label]) -> Option<(Around, &'l Label, [Screen; 4])> {
    let mut found: Option<(f64, Around, [Screen; 4])> = None;
    let owners = ascending(&place.islands);
    for is_beyond in [false, true] {
        let bracket = bracket(attempt.view, place, is_beyond)?;
        let [_, from, to, _] = bracket;
        let mut collision = attempt.collision.clone();
        collision.take_line([from, to]);
        let mut site = Site::point(attempt.view.camera.world_from_screen(from.lerp(to, 0.5)), GAP);
        if let Some(Slot::Around(last)) = attempt.last {
            let is_same = last.site.of.min.distance(site.of.min) * attempt.view.camera.zoom.scale() < SAME;
            if is_same {
                site = last.site;
            } else if attempt.is_bound() {
                continue;
            }
        }
        let placement = at(Attempt { collision: &collision, ..attempt }, &owners, site);
        let Some((cost, around)) = placement.best(form, 0) else { continue };
        let (rect, _) = placement.place(form.first()?, &around);
        if is_outside(&bracket, rect.centre()) && found.is_none_or(|(least, ..)| cost < least) {
            found = Some((cost, around, bracket));
        }
    }
    found.and_then(|(_, around, bracket)| Some((around, form.first()?, bracket)))
}

/// Returns whether a point lies on the side of a bracket away from its ends.
fn is_outside([end, from, to, _]: &[Screen; 4], point: Screen) -> bool {
    let side = |at: Screen| (to.x - from.x) * (at.y - from.y) - (to.y - from.y) * (at.x - from.x);
    side(*end) * side(point) < 0.0
}

/// Returns where a label may be placed around the middle of a bracket.
fn at<'a>(attempt: Attempt<'a>, owners: &'a [RegionId], site: Site) -> Placement<'a> {
    Placement { attempt, site, reach: REACH, leader_from: f64::INFINITY, upon: 0, owners }
}

/// Returns the bracket around a group on one side of its longest axis or beyond it, with an end towards the islands there.
fn bracket(view: &View<'_>, place: &Place, is_beyond: bool) -> Option<[Screen; 4]> {
    let mut points = Vec::new();
    for (_, region) in view.story.islands(&place.islands) {
        let rect = view.camera.screen_rect(region.bounds);
        let (ScreenRect { min, max }, middle) = (rect, view.camera.screen_from_world(region.anchor));
        points.extend([Screen::new(min.x, max.y), Screen::new(max.x, min.y), middle]);
    }
    let (length, from, to) = farthest(&points).filter(|(length, ..)| *length > 0.0)?;
    let along = to - from;
    let turn = if is_beyond { -1.0 } else { 1.0 };
    let across = Screen::new(-along.y * turn / length, along.x * turn / length);
    let depth = |point: &Screen| (point.x - from.x) * across.x + (point.y - from.y) * across.y;
    let reach = points.iter().map(depth).fold(0.0, f64::max) + APART;
    let moved = |point: Screen, by: f64| point + Screen::new(across.x * by, across.y * by);
    Some([moved(from, reach - ENDS), moved(from, reach), moved(to, reach), moved(to, reach - ENDS)])
}

/// Returns the two points that are farthest from each other, and their distance; of very many points some are passed over.
fn farthest(points: &[Screen]) -> Option<(f64, Screen, Screen)> {
    let mut found: Option<(f64, Screen, Screen)> = None;
    let every = points.len().div_ceil(MOST_POINTS).max(1);
    for (number, one) in points.iter().enumerate().step_by(every) {
        for other in points.iter().skip(number + 1).step_by(every) {
            let length = one.distance(*other);
            if found.is_none_or(|(longest, ..)| length > longest) {
                found = Some((length, *one, *other));
            }
        }
    }
    found
}
