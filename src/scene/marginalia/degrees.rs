//! The degrees of meridians and parallels, where these meet the edge of the picture.

use crate::geo::space::{Screen, ScreenRect};
use crate::layout::{Graticule, GraticuleLine};
use crate::paint::{Align, Mark, Measure};
use crate::scene::context::View;
use crate::scene::figure::figure;
use crate::scene::theme::FIGURE;

/// Distance from the edge, CSS pixels.
const EDGE: f64 = 5.0;
/// Distance from everything else, CSS pixels.
const GAP: f64 = 4.0;

/// Draws the degrees that are clear of the boxes in `taken`, and adds their boxes to it.
pub(super) fn compose(view: &View<'_>, measure: &dyn Measure, taken: &mut Vec<ScreenRect>, marks: &mut Vec<Mark>) {
    let picture = view.session.camera().size.rect();
    let graticule = Graticule::new(view.story.ground(), &view.camera);
    for line in graticule.lines() {
        let found = graticule.edge(line, view.session.camera()).map(|at| degrees(view, measure, line, at));
        let is_free =
            |rect: ScreenRect| !taken.iter().chain(view.session.covered()).any(|other| other.grown(GAP).meets(rect));
        if let Some((mark, rect)) = found.filter(|(_, rect)| picture.covers(*rect) && is_free(*rect)) {
            marks.push(mark);
            taken.push(rect);
        }
    }
}

/// Returns the text of a meridian or parallel and its box.
fn degrees(view: &View<'_>, measure: &dyn Measure, line: GraticuleLine, at: Screen) -> (Mark, ScreenRect) {
    let (manifest, lang) = (view.story.manifest(), view.session.lang());
    let text = match line {
        GraticuleLine::Meridian(lon) => manifest.longitude(lang, lon),
        GraticuleLine::Parallel(lat) => manifest.latitude(lang, lat),
    };
    let (width, height) = (measure.width(&text, &FIGURE), FIGURE.size);
    let (left, base, align) = match line {
        GraticuleLine::Meridian(_) => (at.x - width / 2.0, EDGE + height * 0.8, Align::Middle),
        GraticuleLine::Parallel(_) => (EDGE, at.y - 4.0, Align::Start),
    };
    let rect = ScreenRect::new(Screen::new(left, base - height * 0.8), Screen::new(left + width, base + height * 0.2));
    let from = if align == Align::Middle { at.x } else { left };
    (Mark::Text(figure(view, text, Screen::new(from, base), align)), rect)
}
