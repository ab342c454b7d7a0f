//! The scale bar, in kilometres.

use crate::geo::space::{Screen, ScreenRect};
use crate::layout::scale_bar;
use crate::lean::decimal::shortest;
use crate::paint::{Align, Mark, Measure, Stroke};
use crate::scene::context::View;
use crate::scene::figure::figure;
use crate::scene::theme::FIGURE;

/// Height of the ends of the bar, CSS pixels.
const END: f64 = 5.0;

/// Draws the bar, true to scale in the middle of the picture and clear of the boxes in `taken`, and returns its box.
pub(super) fn compose(
    view: &View<'_>,
    measure: &dyn Measure,
    taken: &[ScreenRect],
    marks: &mut Vec<Mark>,
) -> ScreenRect {
    let camera = view.session.camera();
    let true_scale = scale_bar::true_scale(view.story.ground(), camera);
    let Screen { x: left, y: base } = scale_bar::origin(camera.size);
    let (manifest, lang) = (view.story.manifest(), view.session.lang());
    let bar = scale_bar::bars(true_scale).map(|bar| {
        let text = [&manifest.decimals(lang, &shortest(bar.km)), "\u{a0}", manifest.word(lang, "unit.km")].concat();
        let reach = bar.right + 5.0 + measure.width(&text, &FIGURE);
        (bar.right, text, ScreenRect::new(Screen::new(left, base - 14.0), Screen::new(reach, camera.size.height)))
    });
    // A bar that would overlap something is shortened or left out.
    let is_clear = |rect: ScreenRect| !taken.iter().chain(view.session.covered()).any(|other| other.meets(rect));
    let Some((right, text, rect)) = bar.into_iter().find(|(.., rect)| is_clear(*rect)) else {
        return ScreenRect::new(Screen::new(left, base), Screen::new(left, base));
    };
    let points = [(left, base - END), (left, base), (right, base), (right, base - END)];
    let points = points.map(|(x, y)| Screen::new(x, y)).to_vec();
    for stroke in [Stroke::solid(view.theme.halo, 3.2), Stroke::solid(view.theme.faint_ink, 1.2)] {
        marks.push(Mark::Line { points: points.clone(), stroke });
    }
    marks.push(Mark::Text(figure(view, text, Screen::new(right + 5.0, base + 1.0), Align::Start)));
    rect
}
