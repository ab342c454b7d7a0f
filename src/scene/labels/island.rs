//! Names of islands and of groups of islets.

use crate::geo::space::World;
use crate::paint::Measure;
use crate::scene::context::View;
use crate::scene::labels::attempt::{Attempt, Placed};
use crate::scene::labels::label::{Label, Line};
use crate::scene::labels::order::GREAT;
use crate::scene::labels::placement::Placement;
use crate::scene::labels::state::{Site, Slot};
use crate::scene::theme;
use crate::story::{Party, Place, Region, RegionId, Texts};

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
/// An island smaller than this is a dot, CSS pixels.
pub(super) const DOTS_BELOW: f64 = 8.0;
/// Radius of the dot, CSS pixels.
pub(super) const DOT: f64 = 4.0;
/// So far around the middle of a large island its own name does not come, CSS pixels.
const MIDDLE: f64 = 2.0;
/// An islet of another island is named from this extent on, CSS pixels.
const PARTS_FROM: f64 = 10.0;

/// The name of an island.
pub(super) fn island(attempt: Attempt<'_>, id: RegionId, region: &Region) -> Option<Placed> {
    let view = attempt.view;
    let is_told_more = view.camera.zoom.scale() >= SECOND_LINE_FROM || region.rank <= 1;
    let is_chosen = view.is_chosen_alone(id);
    let two = is_told_more && !view.is_inset || is_chosen;
    let face = if region.rank <= 2 { theme::ISLAND } else { theme::ISLET };
    let text = view.atlas.heading(region, view.app.lang(), view.app.viewpoint());
    let heading = Line { text, ..Line::named(view, region, face) };
    let forms = forms(heading, second_line(view, &region.id, &region.names), attempt.measure);
    let size = view.extent(region);
    let reach = if region.rank <= GREAT || is_chosen { 2.5 * REACH } else { REACH };
    let more = if size < SMALL { 0.0 } else { size / 2.0 };
    // In the little room of an inset lines lead to names sooner.
    let leader_from = LEADER_FROM + if view.is_inset { more * 0.3 } else { more };
    let site = site(attempt, id, region);
    let placement = Placement { attempt, site, reach: reach + more, leader_from, owners: &[id] };
    let is_wanted = size >= PARTS_FROM || !is_part(view, region) || is_chosen;
    let first = if is_wanted { usize::from(!two) } else { forms.len() };
    if let Some((_, around)) = placement.best(&forms, first) {
        return placement.placed(&forms, around);
    }
    // What is pointed at is named whatever is there.
    let label = forms.get(1).filter(|_| view.is_pointed(id) && view.sheet.at_rest)?;
    Some(placement.on_top(label))
}

/// What the name of an island stands around: its dot, its box, or its middle, that of the part in sight where the
/// whole one's is out of sight.
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

/// The name of a group of islets.
pub(super) fn group(attempt: Attempt<'_>, place: &Place) -> Option<Placed> {
    let view = attempt.view;
    let (names, lang) = (view.atlas.names(&place.id)?, view.app.lang());
    let text = view.atlas.group_heading(&place.id, lang, view.app.viewpoint())?;
    let heading = Line { text, lang: lang.to_owned(), face: view.face(theme::ISLAND), color: view.theme.ink };
    let member = view.atlas.region(*place.islands.first()?)?;
    // The group of an inset is named there, too: one line is enough.
    let is_framed = view.app.layout().inset().is_some_and(|inset| inset.place == *place);
    let second = second_line(view, &member.id, names).filter(|_| !is_framed);
    let forms = forms(heading, second, attempt.measure);
    let site = Site { of: view.atlas.bounds(place)?, margin: 0.0 };
    let placement = Placement { attempt, site, reach: REACH, leader_from: f64::INFINITY, owners: &place.islands };
    let (_, around) = placement.best(&forms, 0)?;
    placement.placed(&forms, around)
}

/// The forms that a name may take, the best first: with its second line, without, and broken between its two halves.
fn forms(heading: Line, second: Option<Line>, measure: &dyn Measure) -> Vec<Label> {
    let broken = heading.halves(" / ", 2);
    let mut both = vec![heading.clone()];
    both.extend(second);
    let mut forms = Vec::new();
    for lines in [Some(both), Some(vec![heading]), broken].into_iter().flatten() {
        forms.push(Label::new(lines, measure));
    }
    forms
}

/// Whether an island is an islet beside another one.
fn is_part(view: &View<'_>, region: &Region) -> bool {
    let parent = region.island.as_ref().and_then(|island| island.parent.as_deref());
    parent.is_some_and(|parent| view.atlas.region_id(parent).is_some())
}

/// The names in the other scripts: of the administering party, then of those that claim, or of all parties where none
/// administers; the story's first language where none of them differs from the reader's.
fn second_line<'v>(view: &View<'v>, island: &str, of: &Texts) -> Option<Line> {
    let story = view.atlas.story();
    let reader = view.app.lang();
    let standing = view.atlas.standing(island, view.app.date())?;
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
    let holder = standing.entry.holder();
    let is_other = |party: &&Party| {
        let claims = standing.claims.iter().any(|claim| claim.by == party.id);
        holder.is_none() || claims && holder != Some(&party.id)
    };
    let others = story.parties.iter().filter(is_other);
    for party in holder.and_then(|id| story.party(id)).into_iter().chain(others) {
        is_empty = add(&party.lang);
    }
    if is_empty {
        is_empty = add(story.languages.first()?);
    }
    let lang = last.to_owned();
    (!is_empty).then_some(Line { text, lang, face: view.face(theme::SECOND), color: view.theme.faint_ink })
}
