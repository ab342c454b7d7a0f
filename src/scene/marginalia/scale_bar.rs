//! The scale bar: kilometres above nautical miles.

use crate::geo::space::{Screen, ScreenRect};
use crate::layout::scale_bar;
use crate::lean::decimal::shortest;
use crate::paint::{Align, Mark, Measure, Stroke};
use crate::scene::context::View;
use crate::scene::figure::figure;
use crate::scene::theme::FIGURE;

/// One nautical mile in kilometres.
const NAUTICAL_MILE_KM: f64 = 1.852;

/// Draws two bars, kilometres above nautical miles, true to scale in the middle of the picture and clear of the boxes
/// in `taken`. Returns their box.
pub(super) fn compose(
    view: &View<'_>,
    measure: &dyn Measure,
    taken: &[ScreenRect],
    marks: &mut Vec<Mark>,
) -> ScreenRect {
    let camera = view.session.camera();
    let true_scale = scale_bar::true_scale(view.story.ground(), camera);
    let Screen { x: left, y: base } = scale_bar::origin(camera.size);
    let stroke = Stroke::solid(view.theme.faint_ink, 1.2);
    let mut end = left;
    let bars = [(1.0, "unit.km", -1.0), (NAUTICAL_MILE_KM, "unit.nm", 1.0)];
    for (unit_km, word, side) in bars {
        let bar = scale_bar::bars(true_scale, unit_km).map(|bar| {
            let text = [&shortest(bar.units), " ", view.story.manifest().word(view.session.lang(), word)].concat();
            let reach = bar.right + 5.0 + measure.width(&text, &FIGURE);
            (bar.right, text, reach)
        });
        // A bar that would overlap something is shortened or left out.
        let mut clear = bar.filter(|(.., reach)| {
            let rect = ScreenRect::new(Screen::new(left, base - 2.0), Screen::new(*reach, base + 2.0 + side * 12.0));
            !taken.iter().chain(view.session.covered()).any(|other| other.meets(rect))
        });
        let Some((right, text, reach)) = clear.next() else { continue };
        let tick = |x: f64| [Screen::new(x, base), Screen::new(x, base + side * 5.0)];
        for points in [[Screen::new(left, base), Screen::new(right, base)], tick(left), tick(right)] {
            for stroke in [Stroke::solid(view.theme.halo, 3.2), stroke] {
                marks.push(Mark::Line { points: points.to_vec(), stroke });
            }
        }
        end = end.max(reach);
        let rise = if side < 0.0 { -3.0 } else { 10.0 };
        marks.push(Mark::Text(figure(view, text, Screen::new(right + 5.0, base + rise), Align::Start)));
    }
    ScreenRect::new(Screen::new(left, base - 14.0), Screen::new(end, camera.size.height))
}
