//! Sea floor, land, islands and coast, and the glow of what is chosen or pointed at.

use crate::geo::path::{Part, Path};
use crate::geo::space::{World, WorldRect};
use crate::paint::{Fill, Ground, GroundPath, Mark, PathKey, Stroke};
use crate::scene::context::{Purpose, View};
use crate::scene::{extent, graticule};
use crate::story::{Atlas, Layer, Place, Region, RegionId};
use std::borrow::Cow;

/// An island smaller than this in the picture is marked by a dot, CSS pixels.
const DOT_BELOW: f64 = 6.0;
/// Radius of that dot.
const DOT_RADIUS: f64 = 2.6;

/// Widths of the bands of lighter sea along an island's coast, half of which lie under the land, CSS pixels.
const SHORE: [f64; 2] = [12.0, 6.0];
/// Steps of those bands, CSS pixels.
const SHORE_STEP: f64 = 8.0;

/// The areas and lines from the sea floor up to the coast.
pub(super) fn areas<'a>(atlas: &'a Atlas, view: &View<'_>, ground: &mut Vec<Ground<'a>>) {
    ground.extend(extent::compose(view));
    let window = view.camera.window(2.0);
    let seen = |layer: Layer| {
        let regions = atlas.regions().filter(move |(_, region)| region.layer == layer);
        regions.filter(move |(_, region)| window.meets(region.bounds))
    };
    // Put in order one by one: a general sort weighs more than all of this file.
    let mut depths: Vec<(RegionId, &Region)> = Vec::new();
    for (id, region) in seen(Layer::Depth).filter(|_| view.app.shows(Layer::Depth)) {
        let at = depths.partition_point(|(_, other)| other.deeper_than_m <= region.deeper_than_m);
        depths.insert(at, (id, region));
    }
    for (id, region) in depths {
        let fill = Fill::plain(view.theme.depth(region.deeper_than_m));
        ground.extend(filled(view, id, region, window, fill));
    }
    graticule::compose(view, ground);
    let mut lands: Vec<(RegionId, &Region)> = Vec::new();
    for layer in [Layer::Land, Layer::Island] {
        lands.extend(seen(layer));
    }
    // Wide lines are for a map at rest, like the full coast below.
    if let Some(color) = view.theme.shore.filter(|_| view.sheet.at_rest && view.sheet.purpose != Purpose::Draft) {
        for width in SHORE {
            let mut parts = Vec::new();
            for (_, region) in &lands {
                shore(view, region, window, &mut parts);
            }
            let path = GroundPath { geometry: Cow::Owned(Path::from(parts)), key: None, title: None };
            ground.push(Ground::Stroke { path, stroke: Stroke::solid(color, width) });
        }
    }
    for (id, region) in &lands {
        let fill = area(view, region);
        // Lines would be lost under the dot that marks a small island.
        let hatch = fill.hatch.filter(|_| view.extent(region) >= DOT_BELOW);
        ground.extend(filled(view, *id, region, window, Fill { hatch, ..fill }));
    }
    let full = view.theme.coastline(view.camera.zoom.scale());
    // While the map moves the coast is a hairline of the device: wider lines cost many times as much.
    let width = if view.sheet.at_rest { full.width } else { full.width.min(1.0 / view.app.density()) };
    for (id, region) in lands {
        ground.extend(stroked(view, id, region, window, Stroke { width, ..full }));
    }
}

/// The coast of an island in steps so wide as a broad and soft line needs, and no wider than a tiny island bears.
fn shore(view: &View<'_>, region: &Region, window: WorldRect, parts: &mut Vec<Part>) {
    let Some((_, outline)) = region.outline(view.level).filter(|_| region.layer == Layer::Island) else { return };
    let step = SHORE_STEP.min(view.extent(region) / 2.0) / view.camera.zoom.scale();
    for part in outline.coast().within(window).parts() {
        let mut points: Vec<World> = Vec::new();
        for point in part.points() {
            if points.last().is_none_or(|last| last.distance(*point) >= step) {
                points.push(*point);
            }
        }
        parts.extend(Part::new(points, part.is_closed()));
    }
}

/// The fill that tells how an area is shown.
fn area(view: &View<'_>, region: &Region) -> Fill {
    let shade = view.atlas.shade(&region.id, view.app.viewpoint());
    view.theme.area(shade.as_ref(), &view.atlas.story().parties)
}

fn filled<'a>(view: &View<'_>, id: RegionId, region: &'a Region, window: WorldRect, fill: Fill) -> Option<Ground<'a>> {
    let (level, outline) = region.outline(view.level)?;
    let key = PathKey { region: id.0, level: level as u8, coast: false };
    let title =
        (region.layer == Layer::Island).then(|| view.atlas.heading(region, view.app.lang(), view.app.viewpoint()));
    Some(Ground::Fill { path: GroundPath { title, ..cut(outline.fill(), key, window)? }, fill })
}

fn stroked<'a>(
    view: &View<'_>,
    id: RegionId,
    region: &'a Region,
    window: WorldRect,
    stroke: Stroke,
) -> Option<Ground<'a>> {
    let (level, outline) = region.outline(view.level)?;
    let key = PathKey { region: id.0, level: level as u8, coast: true };
    Some(Ground::Stroke { path: cut(outline.coast(), key, window)?, stroke })
}

/// The path as far as the window sees it, with a key where it is whole; none where nothing is left.
fn cut(path: &Path, key: PathKey, window: WorldRect) -> Option<GroundPath<'_>> {
    let seen = path.within(window);
    let whole = matches!(seen, Cow::Borrowed(_));
    (!seen.parts().is_empty()).then_some(GroundPath { geometry: seen, key: whole.then_some(key), title: None })
}

/// The glow around what is chosen and pointed at, and dots for islands too small to be seen.
pub(super) fn highlights<'a>(atlas: &'a Atlas, view: &View<'_>, ground: &mut Vec<Ground<'a>>, marks: &mut Vec<Mark>) {
    boundaries(atlas, view, ground);
    let window = view.camera.window(8.0);
    let pointed = lit(atlas, view.app.pointed());
    let chosen = lit(atlas, view.app.chosen());
    for (islands, width) in [(pointed, 1.6), (chosen, 2.4)] {
        for id in islands.iter().copied() {
            let Some(region) = atlas.region(id) else { continue };
            for stroke in [Stroke::solid(view.theme.glow_rim, width + 2.4), Stroke::solid(view.theme.glow, width)] {
                ground.extend(stroked(view, id, region, window, stroke));
            }
        }
    }
    let signed = |region: &Region| view.app.is_highlighted(atlas, region);
    for (id, region) in atlas.regions().filter(|(_, region)| signed(region)) {
        for stroke in [Stroke::solid(view.theme.glow_rim, 4.0), Stroke::solid(view.theme.glow, 1.8)] {
            ground.extend(stroked(view, id, region, window, stroke));
        }
    }
    for id in atlas.walk() {
        let Some(region) = atlas.region(*id) else { continue };
        if view.extent(region) < DOT_BELOW && window.contains(region.anchor) {
            dot(view, region, pointed.contains(id) || chosen.contains(id) || signed(region), marks);
        }
    }
}

/// The islands of a place that are lit up: to light up every island would tell nothing.
fn lit<'a>(atlas: &Atlas, place: Option<&'a Place>) -> &'a [RegionId] {
    let islands = place.map_or(&[][..], |place| &place.islands);
    if islands.len() < atlas.walk().len() { islands } else { &[] }
}

/// The lines that the perspective shows on the day: those that both sides recognise are drawn through.
fn boundaries<'a>(atlas: &'a Atlas, view: &View<'_>, ground: &mut Vec<Ground<'a>>) {
    let window = view.camera.window(8.0);
    for (boundary, id, region) in view.boundaries(atlas) {
        let line = view.theme.line(boundary.agreed);
        let rim = Stroke::solid(view.theme.halo, line.width + 2.0);
        for stroke in [rim, line] {
            ground.extend(stroked(view, id, region, window, stroke));
        }
    }
}

fn dot(view: &View<'_>, region: &Region, lit: bool, marks: &mut Vec<Mark>) {
    let centre = view.camera.screen_from_world(region.anchor);
    let area = area(view, region);
    // There is no room for lines on a dot: who claims it is told by its rim.
    let (rim, width) = area.hatch.map_or((view.theme.coast, 1.0), |hatch| (hatch.color, 1.8));
    if lit {
        let ring = |color, width| Mark::Dot {
            centre,
            radius: DOT_RADIUS + 2.2,
            fill: None,
            stroke: Some(Stroke::solid(color, width)),
        };
        marks.extend([ring(view.theme.glow_rim, 3.2), ring(view.theme.glow, 1.5)]);
    }
    let stroke = Some(Stroke::solid(rim, width));
    marks.push(Mark::Dot { centre, radius: DOT_RADIUS, fill: Some(area.color), stroke });
}
