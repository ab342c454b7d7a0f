//! Labels of lines: names of seas and trenches along their courses, and texts about boundaries along or beside them.

use crate::geo::space::Screen;
use crate::paint::Type;
use crate::scene::labels::attempt::{Attempt, Placed};
use crate::scene::labels::collision::Tolerance;
use crate::scene::labels::curved::{CurvedLabel, Position, Setting, at, length, stretch};
use crate::scene::labels::label::{Label, Line};
use crate::scene::labels::placement::Placement;
use crate::scene::labels::state::{Along, Around, Site, Slot, Wording};
use crate::scene::layers::CourseStyle;
use crate::scene::theme;
use crate::story::spelling::han;
use crate::story::{Boundary, Region};

/// Positions along a line that are tried, as shares of the free length.
const SHARES: [f64; 5] = [0.5, 0.3, 0.7, 0.1, 0.9];
/// How far the line of a label that moves with the map extends beyond the picture, CSS pixels: without limit.
const BEYOND: f64 = 1e6;

/// How far a label may be moved from its boundary, CSS pixels.
const BESIDE: f64 = 70.0;
/// A label at least this far from its boundary has a leader line, CSS pixels.
const LEADER_FROM: f64 = 12.0;
/// The separator between the two halves of a short text.
const HALVES: &str = " · ";

/// Greatest font size for seas below the first rank, CSS pixels.
const MINOR_SIZE: f64 = 14.0;
/// Letter spacing and rise of a text, CSS pixels, in the order in which they are tried.
type Settings = [(f64, f64); 2];
/// How the text of a boundary is set: above the line or below it.
const AT_BOUNDARY: Settings = [(0.4, 8.0), (0.4, -8.0)];

/// Places the name of a sea, basin or trench.
pub(super) fn water(attempt: Attempt<'_>, region: &Region, style: &CourseStyle) -> Option<Placed> {
    let line = Line::named(attempt.view, region, style.face);
    let face = if region.rank > 1 { Type { size: style.face.size.min(MINOR_SIZE), ..style.face } } else { style.face };
    let line = Line { face, color: (style.color)(attempt.view.theme), ..line };
    let course = course(attempt, region, face)?;
    let settings = style.trackings.map(|tracking| (tracking, 0.0));
    along(attempt, &course, &CourseText { line, wording: Wording::Full, settings })
}

/// Returns the stretch of a region's line along which its label may be placed: the visible one, or the whole line if
/// the label moves with the map.
fn course(attempt: Attempt<'_>, region: &Region, face: Type) -> Option<Vec<Screen>> {
    let (_, outline) = region.outline(attempt.view.level)?;
    let beyond = if attempt.is_bound() { BEYOND } else { -face.size };
    let in_sight = attempt.collision.in_sight().grown(beyond);
    Some(stretch(outline.fill().parts().first()?, &attempt.view.camera, in_sight))
}

/// A way to place the text about a boundary.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Along(Wording),
    Beside,
}

impl Way {
    /// All ways, the preferred one first.
    const ALL: [Self; 3] = [Self::Along(Wording::Full), Self::Along(Wording::Short), Self::Beside];

    /// Returns the way that leads to a slot.
    fn of(slot: Slot) -> Self {
        if let Slot::Along(along) = slot { Self::Along(along.wording) } else { Self::Beside }
    }
}

/// Places the text that says who draws a boundary and since when: in the same way as before, or in the first way that
/// has room.
pub(super) fn boundary(attempt: Attempt<'_>, boundary: &Boundary, region: &Region) -> Option<Placed> {
    let view = attempt.view;
    // Han characters are not set in italics.
    let face = Type { italic: han(view.session.lang()).is_none(), ..theme::BOUNDARY };
    let course = course(attempt, region, face)?;
    let said = |way: Way| {
        let own = Attempt { last: attempt.last.filter(|last| Way::of(*last) == way), ..attempt };
        let texts = if way == Way::ALL[0] { &boundary.line } else { &boundary.short };
        let (text, lang) = texts.in_language(view.session.lang())?;
        let line = Line { text: text.to_owned(), lang: lang.to_owned(), face, color: view.theme.boundary };
        match way {
            Way::Along(wording) => along(own, &course, &CourseText { line, wording, settings: AT_BOUNDARY }),
            Way::Beside => beside(own, line, &course),
        }
    };
    let kept = attempt.last.and_then(|last| said(Way::of(last)));
    if kept.is_some() || attempt.is_bound() {
        return kept;
    }
    Way::ALL.into_iter().find_map(said)
}

/// Places a text in one or two lines beside a line.
fn beside(attempt: Attempt<'_>, said: Line, course: &[Screen]) -> Option<Placed> {
    let camera = &attempt.view.camera;
    let halves = said.halves(HALVES, 0).unwrap_or_else(|| vec![said.clone()]);
    let forms = [Label::new(halves, attempt.measure), Label::new(vec![said], attempt.measure)];
    let mut best: Option<(f64, Placement<'_>, Around)> = None;
    let mut consider = |attempt, of| {
        let site = Site::point(of, 1.0);
        let placement = Placement { attempt, site, reach: BESIDE, leader_from: LEADER_FROM, upon: 0, owners: &[] };
        let Some((cost, around)) = placement.best(&forms, 0) else { return };
        if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
            best = Some((cost, placement, around));
        }
    };
    if let Some(Slot::Around(last)) = attempt.last {
        consider(attempt, last.site.of.min);
    }
    if !attempt.is_bound() {
        for point in SHARES.iter().filter_map(|share| at(course, length(course) * share)) {
            consider(attempt.afresh(), camera.world_from_screen(point));
        }
    }
    let (_, placement, around) = best?;
    placement.placed(&forms, around)
}

/// A text to be placed along a line.
struct CourseText {
    line: Line,
    wording: Wording,
    settings: Settings,
}

/// Places a text along a line, in the setting that it had before or in the first that is free, each tried at several
/// positions.
fn along(attempt: Attempt<'_>, course: &[Screen], text: &CourseText) -> Option<Placed> {
    let CourseText { line, wording, settings } = text;
    let camera = &attempt.view.camera;
    let set = |setting: usize, position: Position, tolerance: Tolerance| {
        let (tracking, rise) = settings.get(setting).copied()?;
        let label = CurvedLabel::new(line, course, Setting { tracking, rise, position }, attempt.measure)?;
        let boxes = label.boxes();
        let is_free = boxes.iter().all(|rect| attempt.collision.is_clear(*rect, tolerance));
        is_free.then(|| {
            let middle = camera.world_from_screen(label.middle);
            let slot = Slot::Along(Along { wording: *wording, setting, middle });
            Placed { slot, boxes, leader: None, marks: label.marks() }
        })
    };
    if let Some(last @ Slot::Along(Along { setting, middle, .. })) = attempt.last {
        let about = Position::About(camera.screen_from_world(middle));
        if let Some(kept) = set(setting, about, attempt.staying()) {
            return Some(Placed { slot: last, ..kept });
        }
    }
    if !attempt.view.sheet.at_rest {
        return None;
    }
    let first = |setting| SHARES.into_iter().find_map(|share| set(setting, Position::Share(share), Tolerance::Fresh));
    (0..settings.len()).find_map(first)
}
