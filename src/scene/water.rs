//! Names of waters and lines: seas, the trench and borders along their courses, straits small beside their middle.

use super::label::{Label, Line, Side};
use super::lettering::{Lettering, Setting};
use super::names::{line, settle};
use super::place::Room;
use super::{View, theme};
use crate::atlas::{Boundary, Layer, Region};
use crate::paint::{Color, Mark, Measure, Type};
use crate::space::{Screen, ScreenRect};

/// Straits are named from this scale on, CSS pixels per kilometre.
const STRAITS_FROM: f64 = 0.9;
/// Places along a line that are tried for its name, as shares of the free length.
const SHARES: [f64; 5] = [0.5, 0.3, 0.7, 0.1, 0.9];

/// The name of a strait.
pub(super) fn strait(view: &View<'_>, measure: &dyn Measure, region: &Region, room: &mut Room) -> Option<Vec<Mark>> {
    if view.camera.zoom.scale() < STRAITS_FROM * 2f64.powi(i32::from(region.rank) - 3) {
        return None;
    }
    let text = region.names.get(view.app.lang()).to_owned();
    let face = Line { color: view.theme.water_ink, ..line(view, text, region, theme::STRAIT) };
    let at = view.camera.screen_from_world(region.bounds.centre());
    let spot = ScreenRect::new(at, at);
    let mut sides = vec![(spot, Side::UPON)];
    sides.extend(Side::AROUND.map(|side| (spot, side)));
    settle(view, &Label::new(vec![face], measure), &sides, room, Room::is_free)
}

/// The name of a sea, basin or trench.
pub(super) fn water(view: &View<'_>, measure: &dyn Measure, region: &Region, room: &mut Room) -> Option<Vec<Mark>> {
    let (_, outline) = region.outline(view.level)?;
    let part = outline.fill().parts().first()?;
    let (name, lang) = region.names.in_language(view.app.lang())?;
    let (face, spread, color) = match region.layer {
        Layer::Trench => (theme::TRENCH, [3.0, 1.0], view.theme.trench_ink),
        _ => (theme::SEA, [9.0, 3.0], view.theme.water_ink),
    };
    let face = if region.rank > 1 { Type { size: face.size.min(14.0), ..face } } else { face };
    let course = super::lettering::course(part, &view.camera, room.in_sight().grown(-face.size));
    let mut tries = Vec::new();
    for tracking in spread {
        for share in SHARES {
            tries.push(Setting { face, tracking, share, rise: 0.0 });
        }
    }
    set_along(name, lang, (&course, &tries), color, (measure, room))
}

/// What is said of a border, above its course.
pub(super) fn along_boundary(
    view: &View<'_>,
    measure: &dyn Measure,
    (boundary, region): (&Boundary, &Region),
    room: &mut Room,
) -> Option<Vec<Mark>> {
    let (_, outline) = region.outline(view.level)?;
    let part = outline.fill().parts().first()?;
    let (text, lang) = boundary.line.in_language(view.app.lang())?;
    let face = theme::BOUNDARY;
    let course = super::lettering::course(part, &view.camera, room.in_sight().grown(-face.size));
    let mut tries = Vec::new();
    for rise in [8.0, -8.0] {
        for share in SHARES {
            tries.push(Setting { face, tracking: 0.4, share, rise });
        }
    }
    set_along(text, lang, (&course, &tries), view.theme.boundary, (measure, room))
}

/// The first of some settings along a course that is free.
fn set_along(
    text: &str,
    lang: &str,
    (course, tries): (&[Screen], &[Setting]),
    color: Color,
    (measure, room): (&dyn Measure, &mut Room),
) -> Option<Vec<Mark>> {
    for setting in tries {
        let lettering = Lettering::new(text, course, *setting, measure);
        let boxes = lettering.as_ref().map_or_else(Vec::new, Lettering::boxes);
        if let Some(lettering) = lettering.filter(|_| boxes.iter().all(|rect| room.is_clear(*rect))) {
            for rect in boxes {
                room.take(rect);
            }
            let mut marks = Vec::new();
            lettering.set(lang, color, &mut marks);
            return Some(marks);
        }
    }
    None
}
