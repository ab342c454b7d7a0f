//! Everything that may be labelled on the sheet, in order of priority.

use crate::geo::space::ScreenRect;
use crate::lean::sorted::order;
use crate::limits::LABELS;
use crate::scene::context::View;
use crate::scene::labels::attempt::{Attempt, Placed};
use crate::scene::labels::callout::{self, callout};
use crate::scene::labels::collision::Collision;
use crate::scene::labels::island::{DOT, DOTS_BELOW, GROUP_BELOW, group, island};
use crate::scene::labels::line::{boundary, water};
use crate::scene::labels::order::Priority;
use crate::scene::labels::point::point;
use crate::scene::labels::state::{LabelId, LabelState};
use crate::scene::layers::{LabelRule, labels_of};
use crate::story::{Boundary, Layer, Place, Region, RegionId};

/// Greatest error of the coasts that labels avoid, CSS pixels.
const COAST_GRAIN: f64 = 2.0;

/// Something that may be labelled.
pub(super) enum Candidate<'a> {
    /// A region, labelled with its name.
    Region(RegionId, &'a Region),
    /// A group, labelled with its name.
    Group(Group),
    /// A boundary, labelled with the text about it.
    Boundary(&'a Boundary, RegionId, &'a Region),
    /// What the story is about.
    Callout(Place),
}

/// A group whose islands share one label.
pub(super) struct Group {
    id: LabelId,
    place: Place,
    rank: u8,
}

impl Candidate<'_> {
    /// Returns the id of its label.
    pub(super) fn id(&self) -> LabelId {
        match self {
            Self::Region(id, _) | Self::Boundary(_, id, _) => LabelId::Region(*id),
            Self::Group(group) => group.id,
            Self::Callout(_) => LabelId::Callout,
        }
    }

    /// Tries to place its label.
    pub(super) fn place(&self, attempt: Attempt<'_>) -> Option<Placed> {
        let is_inset = attempt.view.is_inset;
        match self {
            Self::Group(Group { place, .. }) => group(attempt, place),
            Self::Callout(place) => callout(attempt, place),
            // An inset has room for the names of its islands only.
            Self::Boundary(..) if is_inset => None,
            Self::Boundary(line, _, region) => boundary(attempt, line, region),
            Self::Region(id, region) => match &labels_of(region.layer)?.rule {
                LabelRule::Island => island(attempt, *id, region),
                LabelRule::Point(style) if !is_inset => point(attempt, region, style),
                LabelRule::Course(style) if !is_inset => water(attempt, region, style),
                _ => None,
            },
        }
    }
}

/// Returns all candidates in order of priority, and adds the coasts and boundaries that labels avoid to the index.
pub(super) fn candidates<'a>(view: &View<'a>, last: &LabelState, collision: &mut Collision) -> Vec<Candidate<'a>> {
    let groups = groups(view, last);
    if let Some(frame) = view.inset_frame().filter(|_| !view.is_inset) {
        collision.take(frame);
    }
    let mut together = vec![false; view.story.regions().count()];
    for id in groups.iter().flat_map(|group| &group.place.islands) {
        if let Some(is_together) = together.get_mut(id.0 as usize) {
            *is_together = true;
        }
    }
    let is_spoken_for = |id: RegionId| {
        let is_bound = !view.sheet.at_rest && last.get(LabelId::Region(id)).is_some();
        let is_lit = view.is_chosen_alone(id) || view.is_pointed(id);
        together.get(id.0 as usize) == Some(&true) && !is_lit && !is_bound
    };
    let mut queue = Queue::default();
    let window = view.camera.window(0.0);
    for (id, region) in view.story.regions().filter(|(_, region)| window.meets(region.bounds)) {
        add_obstacles(view, id, region, collision);
        let is_wanted = region.layer != Layer::Boundary && view.session.shows(region.layer);
        if !region.names.is_empty() && is_wanted && !is_spoken_for(id) {
            queue.put(Priority::of_region(view, last, id, region), Candidate::Region(id, region));
        }
    }
    if let Some(place) = callout::subject(view, last) {
        queue.put(Priority::CALLOUT, Candidate::Callout(place));
    }
    for group in groups {
        queue.put(Priority::of_group(group.rank), Candidate::Group(group));
    }
    for (boundary, id, region) in view.boundaries(view.story) {
        if let Some((_, outline)) = region.outline(coast_level(view)) {
            collision.add_coast(&view.camera, &outline.coast().within(window));
        }
        queue.put(Priority::of_boundary(view, region), Candidate::Boundary(boundary, id, region));
    }
    queue.in_order()
}

/// The candidates, each with its priority.
#[derive(Default)]
struct Queue<'a>(Vec<(Priority, Option<Candidate<'a>>)>);

impl<'a> Queue<'a> {
    fn put(&mut self, priority: Priority, candidate: Candidate<'a>) {
        self.0.push((priority, Some(candidate)));
    }

    /// Returns the candidates of the highest priorities, of equal ones those that came first.
    fn in_order(mut self) -> Vec<Candidate<'a>> {
        let priority = |number: u32| self.0.get(number as usize).map(|(priority, _)| *priority);
        let sorted = order(self.0.len(), &|a, b| priority(a) > priority(b));
        let first = sorted.into_iter().take(LABELS.most);
        first.filter_map(|number| self.0.get_mut(number as usize)?.1.take()).collect()
    }
}

/// Returns the level of detail of the coasts that labels avoid.
fn coast_level(view: &View<'_>) -> usize {
    view.story.level_for(COAST_GRAIN / view.camera.zoom.scale())
}

/// Adds the coast of a region, and the dot of an island that is too small to be drawn, to what labels avoid.
fn add_obstacles(view: &View<'_>, id: RegionId, region: &Region, collision: &mut Collision) {
    let is_island = region.layer == Layer::Island;
    if let Some((_, outline)) = region.outline(coast_level(view)).filter(|_| is_island || region.layer == Layer::Land) {
        collision.add_coast(&view.camera, &outline.coast().within(view.camera.window(0.0)));
        if is_island {
            let outer = outline.fill().parts().first().map_or(&[][..], |part| part.points());
            let points = if outer.is_empty() { outline.points() } else { outer };
            collision.add_island(id, points.iter().map(|point| view.camera.screen_from_world(*point)));
        }
    }
    if is_island && view.extent(region) < DOTS_BELOW {
        let anchor = view.camera.screen_from_world(region.anchor);
        collision.take(ScreenRect::new(anchor, anchor).grown(DOT));
    }
}

/// Returns the groups that share one label at this scale, or did when the map began to move, and the group of the
/// inset, whose islands are labelled in the inset.
fn groups(view: &View<'_>, last: &LabelState) -> Vec<Group> {
    let mut groups = Vec::new();
    let inset = view.session.layout().inset().filter(|_| !view.is_inset);
    for (index, group) in view.story.manifest().all_groups().enumerate() {
        let Some(rank) = group.rank else { continue };
        let Some(place) = view.story.place(&group.id) else { continue };
        let rect = view.story.bounds(&place).map(|bounds| view.camera.screen_rect(bounds));
        let is_small = rect.is_some_and(|rect| rect.width().max(rect.height()) < GROUP_BELOW);
        let id = LabelId::Group(index);
        let is_bound = !view.sheet.at_rest && last.get(id).is_some();
        let is_in_inset = inset.is_some_and(|inset| place.islands.iter().any(|id| inset.place.islands.contains(id)));
        if (is_bound || is_small) && !is_in_inset {
            groups.push(Group { id, place, rank });
        }
    }
    groups.extend(inset.map(|inset| Group { id: LabelId::InsetGroup, place: inset.place.clone(), rank: 0 }));
    groups
}
