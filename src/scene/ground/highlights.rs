//! The outlines of what is chosen, pointed at or highlighted, and dots for islands too small to be seen.

use crate::paint::{DisplayList, Mark, Stroke};
use crate::scene::context::View;
use crate::scene::ground::land::{DOT_BELOW, area_fill};
use crate::scene::ground::pen::Pen;
use crate::story::{Place, Region, RegionId, Story};

/// Radius of the dot of a small island, CSS pixels.
const DOT_RADIUS: f64 = 2.6;
/// Line widths around what is pointed at, chosen, and highlighted from the legend, CSS pixels.
const POINTED: f64 = 1.6;
const CHOSEN: f64 = 2.4;
const HIGHLIGHTED: f64 = 1.8;

/// Draws the outlines on the ground and the dots as marks.
pub(in crate::scene) fn compose<'a>(story: &'a Story, view: &View<'_>, list: &mut DisplayList<'a>) {
    let mut pen = Pen::new(story, view, 8.0, &mut list.ground);
    let pointed = outlined(story, view.session.pointed());
    let chosen = outlined(story, view.session.chosen());
    for (islands, width) in [(pointed, POINTED), (chosen, CHOSEN)] {
        for id in islands.iter().copied() {
            let Some(region) = story.region(id) else { continue };
            // The course of a name is no coast; what is chosen is named first of all.
            if region.layer.is_land() {
                pen.outline(id, region, glow(view, width, width + 2.4));
            }
        }
    }
    let is_highlighted = |region: &Region| view.session.is_highlighted(story, region);
    for (id, region) in story.regions().filter(|(_, region)| is_highlighted(region)) {
        pen.outline(id, region, glow(view, HIGHLIGHTED, 4.0));
    }
    for id in story.chain_order() {
        let Some(region) = story.region(*id) else { continue };
        if view.extent(region) < DOT_BELOW && pen.window.contains(region.anchor) {
            let is_lit = pointed.contains(id) || chosen.contains(id) || is_highlighted(region);
            dot(view, region, is_lit, &mut list.marks);
        }
    }
}

/// Returns the islands of a place that get an outline; none if these would be all islands, which would tell nothing.
fn outlined<'p>(story: &Story, place: Option<&'p Place>) -> &'p [RegionId] {
    let islands = place.map_or(&[][..], |place| &place.islands);
    if islands.len() < story.chain_order().len() { islands } else { &[] }
}

/// Returns the strokes of an outline, the rim first.
fn glow(view: &View<'_>, width: f64, rim_width: f64) -> [Stroke; 2] {
    [Stroke::solid(view.theme.glow_rim, rim_width), Stroke::solid(view.theme.glow, width)]
}

/// Draws the dot of a small island, with a ring if it is lit.
fn dot(view: &View<'_>, region: &Region, is_lit: bool, marks: &mut Vec<Mark>) {
    let centre = view.camera.screen_from_world(region.anchor);
    let area = area_fill(view, region);
    // A dot has no room for hatching: its rim tells who claims it.
    let (rim, width) = area.hatch.map_or((view.theme.coast, 1.0), |hatch| (hatch.color, 1.8));
    if is_lit {
        for stroke in glow(view, 1.5, 3.2) {
            marks.push(Mark::Dot { centre, radius: DOT_RADIUS + 2.2, fill: None, stroke: Some(stroke) });
        }
    }
    let stroke = Some(Stroke::solid(rim, width));
    marks.push(Mark::Dot { centre, radius: DOT_RADIUS, fill: Some(area.color), stroke });
}
