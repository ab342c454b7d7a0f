//! Labels of islands and of groups of islets.

use crate::geo::space::World;
use crate::lean::find::find;
use crate::lean::sorted::order;
use crate::paint::Measure;
use crate::scene::context::View;
use crate::scene::labels::attempt::{Attempt, Placed};
use crate::scene::labels::label::{Label, Line};
use crate::scene::labels::order::GREAT;
use crate::scene::labels::placement::Placement;
use crate::scene::labels::state::{Site, Slot};
use crate::scene::theme;
use crate::story::{Party, Place, Region, RegionId, Texts};

/// A group smaller than this has one label, CSS pixels.
pub(super) const GROUP_BELOW: f64 = 90.0;
/// From this scale on, every island has a second line, CSS pixels per kilometre.
const SECOND_LINE_FROM: f64 = 1.6;
/// The label of an island smaller than this is placed around its box, that of a larger one around its middle, CSS
/// pixels.
const SMALL: f64 = 28.0;
/// An island of this size may have room for its name, CSS pixels.
const ROOMY: f64 = 60.0;
/// How far a label may be moved from its island, CSS pixels; for a large island half of its size is added.
const REACH: f64 = 35.0;
/// A label at least this far from its island has a leader line, CSS pixels.
const LEADER_FROM: f64 = 12.0;
/// An island smaller than this is drawn as a dot, CSS pixels.
pub(super) const DOTS_BELOW: f64 = 8.0;
/// Radius of the dot, CSS pixels.
pub(super) const DOT: f64 = 4.0;
/// Least distance between the middle of a large island and its label, CSS pixels.
const MIDDLE: f64 = 2.0;
/// An islet that belongs to another island is labelled from this size on, CSS pixels.
const PARTS_FROM: f64 = 10.0;

/// Places the label of an island.
pub(super) fn island(attempt: Attempt<'_>, id: RegionId, region: &Region) -> Option<Placed> {
    let view = attempt.view;
    let is_told_more = view.camera.zoom.scale() >= SECOND_LINE_FROM || region.rank <= 1;
    let is_chosen = view.is_chosen_alone(id);
    let two = is_told_more && !view.is_inset || is_chosen;
    let face = if region.rank <= 2 { theme::ISLAND } else { theme::ISLET };
    let text = view.story.heading(region, view.session.lang(), view.session.viewpoint());
    let heading = Line { text, ..Line::named(view, region, face) };
    let second = second_line(view, (&region.id, &heading.text), &region.names);
    // On the island no line is given up.
    let whole = if two && second.is_some() { 1 } else { usize::MAX };
    let forms = forms(heading, second, attempt.measure);
    let size = view.extent(region);
    let upon = if view.is_inset || size < ROOMY { 0 } else { whole };
    let reach = if region.rank <= GREAT || is_chosen { 2.5 * REACH } else { REACH };
    let more = if size < SMALL { 0.0 } else { size / 2.0 };
    // An inset is small: labels get leader lines sooner.
    let leader_from = LEADER_FROM + if view.is_inset { more * 0.3 } else { more };
    let site = site(attempt, id, region);
    let placement = Placement { attempt, site, reach: reach + more, leader_from, upon, owners: &[id] };
    let is_wanted = size >= PARTS_FROM || !is_part(view, region) || is_chosen;
    let first = if is_wanted { usize::from(!two) } else { forms.len() };
    if let Some((_, around)) = placement.best(&forms, first) {
        return placement.placed(&forms, around);
    }
    // An island that is pointed at is always labelled.
    let label = forms.get(1).filter(|_| view.is_pointed(id) && view.sheet.at_rest)?;
    Some(placement.on_top(label))
}

/// Returns what the label of an island is placed around: its dot, its box, or its middle. If the middle of an island is
/// out of sight, the middle of its visible part is used.
fn site(attempt: Attempt<'_>, id: RegionId, region: &Region) -> Site {
    let (size, camera) = (attempt.view.extent(region), &attempt.view.camera);
    let is_seen = |at: World| attempt.collision.in_sight().contains(camera.screen_from_world(at));
    if let Some(Slot::Around(last)) = attempt.last {
        let is_middle = size >= SMALL && last.site.margin == MIDDLE;
        if attempt.is_bound() || is_middle && !is_seen(region.anchor) && is_seen(last.site.of.min) {
            return last.site;
        }
    }
    if size < DOTS_BELOW {
        return Site::point(region.anchor, DOT);
    }
    if size < SMALL {
        return Site { of: region.bounds, margin: 0.0 };
    }
    let middle = if is_seen(region.anchor) { None } else { attempt.collision.middle_in_sight(id) };
    Site::point(middle.map_or(region.anchor, |middle| camera.world_from_screen(middle)), MIDDLE)
}

/// Places the label of a group of islets.
pub(super) fn group(attempt: Attempt<'_>, place: &Place) -> Option<Placed> {
    let view = attempt.view;
    let (names, lang) = (view.story.names(&place.id)?, view.session.lang());
    let text = view.story.group_heading(&place.id, lang, view.session.viewpoint())?;
    let heading = Line { text, lang: lang.to_owned(), face: view.face(theme::ISLAND), color: view.theme.ink };
    let member = view.story.region(*place.islands.first()?)?;
    // The inset has a title of its own, so one line is enough here.
    let is_framed = view.session.layout().inset().is_some_and(|inset| inset.place == *place);
    let second = second_line(view, (&member.id, &heading.text), names).filter(|_| !is_framed);
    let forms = forms(heading, second, attempt.measure);
    let site = Site { of: view.story.bounds(place)?, margin: 0.0 };
    let owners = ascending(&place.islands);
    let placement = Placement { attempt, site, reach: REACH, leader_from: f64::INFINITY, upon: 0, owners: &owners };
    let (_, around) = placement.best(&forms, 0)?;
    placement.placed(&forms, around)
}

/// Returns ids in ascending order.
pub(super) fn ascending(ids: &[RegionId]) -> Vec<RegionId> {
    let id = |number: u32| ids.get(number as usize);
    order(ids.len(), &|a, b| id(a) > id(b)).into_iter().filter_map(id).copied().collect()
}

/// Returns the forms of a label, the preferred one first: with the second line, without it, and broken between the two
/// halves of the name.
fn forms(heading: Line, second: Option<Line>, measure: &dyn Measure) -> Vec<Label> {
    let broken = heading.halves(" / ", 2);
    let mut both = vec![heading.clone()];
    both.extend(second);
    let mut forms = vec![Label::new(both, measure), Label::new(vec![heading], measure)];
    if let Some(lines) = broken {
        forms.push(Label::new(lines, measure));
    }
    forms
}

/// Returns whether an island is an islet that belongs to another one.
fn is_part(view: &View<'_>, region: &Region) -> bool {
    let parent = region.island.as_ref().and_then(|island| island.parent.as_deref());
    parent.is_some_and(|parent| view.story.region_id(parent).is_some())
}

/// What stands between two names of the second line.
const GAP: &str = " · ";

/// Returns whether a name is one of several with a gap between them.
fn is_among(all: &str, gap: &str, name: &str) -> bool {
    find(&[gap, all, gap].concat(), &[gap, name, gap].concat(), 0).is_some()
}

/// Returns the names in other scripts: of the administering party, then of the claimants, or of all parties if no party
/// administers the island. If none of them differs from the reader's, it is the name in the story's first language. A name
/// that the heading has, or another party too, stands there once.
fn second_line<'v>(view: &View<'v>, (island, heading): (&str, &str), of: &Texts) -> Option<Line> {
    let manifest = view.story.manifest();
    let reader = view.session.lang();
    let standing = view.story.standing(island, view.session.date())?;
    let (mut text, mut last) = (String::new(), "");
    let mut add = |lang: &'v str| {
        let is_new = |name: &&str| !is_among(heading, " / ", name) && !is_among(&text, GAP, name);
        if let Some(name) = of.exact(lang).filter(|_| lang != reader).filter(is_new) {
            text.push_str(if last.is_empty() { "" } else { GAP });
            text.push_str(name);
            last = lang;
        }
        last.is_empty()
    };
    let mut is_empty = true;
    let holder = standing.entry.holder();
    let is_other = |party: &&Party| {
        let claims = standing.claims.iter().any(|claim| claim.by == party.id);
        holder.is_none() || claims && holder != Some(&party.id)
    };
    let others = manifest.parties.iter().filter(is_other);
    for party in holder.and_then(|id| manifest.party(id)).into_iter().chain(others) {
        is_empty = add(&party.lang);
    }
    if is_empty {
        is_empty = add(manifest.languages.first()?);
    }
    let lang = last.to_owned();
    (!is_empty).then_some(Line { text, lang, face: view.face(theme::SECOND), color: view.theme.faint_ink })
}
