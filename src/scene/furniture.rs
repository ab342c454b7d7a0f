//! What keeps its place in the picture: the degrees at its edge, the scale bar and the locator.

use crate::geo::space::{Screen, ScreenRect};
use crate::layout::{Graticule, Line, imprint, scale_bar};
use crate::lean::decimal::{decimal, shortest};
use crate::paint::{Align, Mark, Measure, Stroke, Text};
use crate::scene::Purpose;
use crate::scene::View;
use crate::scene::locator;
use crate::scene::theme::FIGURE;

/// Distance of the figures from the edge, CSS pixels.
const EDGE: f64 = 5.0;
/// One nautical mile in kilometres.
const NAUTICAL_MILE_KM: f64 = 1.852;

/// Degrees, scale bar and locator, clear of the boxes that are taken; those that they take are added.
pub(super) fn compose(view: &View<'_>, measure: &dyn Measure, taken: &mut Vec<ScreenRect>, marks: &mut Vec<Mark>) {
    let picture = view.app.camera().size.rect();
    if matches!(view.sheet.purpose, Purpose::Alone | Purpose::Draft) {
        taken.push(imprint(view, measure, marks));
    }
    if view.sheet.purpose == Purpose::Bare {
        return;
    }
    let bars = scale_bar(view, measure, taken, marks);
    taken.push(bars);
    // The degrees move with the map, so they give way to what does not.
    if view.sheet.purpose != Purpose::Draft {
        locator::compose(view, taken, marks);
    }
    let graticule = Graticule::new(view.atlas.ground(), &view.camera);
    for line in graticule.lines() {
        let found = graticule.edge(line, view.app.camera()).map(|at| degrees(view, measure, line, at));
        let is_free =
            |rect: ScreenRect| !taken.iter().chain(view.app.covered()).any(|other| other.grown(4.0).meets(rect));
        if let Some((mark, rect)) = found.filter(|(_, rect)| picture.covers(*rect) && is_free(*rect)) {
            marks.push(mark);
            taken.push(rect);
        }
    }
}

/// The day, the side and the credit, for a picture that may travel without its page; says which box they take.
fn imprint(view: &View<'_>, measure: &dyn Measure, marks: &mut Vec<Mark>) -> ScreenRect {
    let (story, lang) = (view.atlas.story(), view.app.lang());
    let date = story.phrase(lang, "as_of", &[("date", &story.date(lang, view.app.date()))]);
    let text =
        [&date, " · ", view.app.perspective().names.get(lang), " · ", story.word(lang, "credits.map_short")].concat();
    let width = measure.width(&text, &FIGURE);
    let picture = view.app.camera().size;
    let at = imprint::end(picture);
    marks.push(figure(view, text, at, Align::End));
    ScreenRect::new(Screen::new(at.x - width, at.y - FIGURE.size), Screen::new(at.x, picture.height))
}

pub(super) fn figure(view: &View<'_>, text: String, at: Screen, align: Align) -> Mark {
    Mark::Text(Text {
        text,
        lang: view.app.lang().to_owned(),
        at,
        align,
        angle: 0.0,
        face: FIGURE,
        color: view.theme.faint_ink,
        halo: Some(view.theme.halo),
    })
}

/// The figure of a meridian or parallel and its box.
fn degrees(view: &View<'_>, measure: &dyn Measure, line: Line, at: Screen) -> (Mark, ScreenRect) {
    let story = view.atlas.story();
    let (key, value) = match line {
        Line::Meridian(lon) if lon < 0.0 => ("degree.west", -lon),
        Line::Meridian(lon) => ("degree.east", lon),
        Line::Parallel(lat) if lat < 0.0 => ("degree.south", -lat),
        Line::Parallel(lat) => ("degree.north", lat),
    };
    let text = story.phrase(view.app.lang(), key, &[("n", &decimal(value, 2))]);
    let (width, height) = (measure.width(&text, &FIGURE), FIGURE.size);
    let (left, base, align) = match line {
        Line::Meridian(_) => (at.x - width / 2.0, EDGE + height * 0.8, Align::Middle),
        Line::Parallel(_) => (EDGE, at.y - 4.0, Align::Start),
    };
    let rect = ScreenRect::new(Screen::new(left, base - height * 0.8), Screen::new(left + width, base + height * 0.2));
    let from = if align == Align::Middle { at.x } else { left };
    (figure(view, text, Screen::new(from, base), align), rect)
}

/// Two bars, kilometres over nautical miles, true at the middle of the picture and clear of what is taken; says which
/// box they take.
fn scale_bar(view: &View<'_>, measure: &dyn Measure, taken: &[ScreenRect], marks: &mut Vec<Mark>) -> ScreenRect {
    let camera = view.app.camera();
    let true_scale = scale_bar::true_scale(view.atlas.ground(), camera);
    let Screen { x: left, y: base } = scale_bar::origin(camera.size);
    let stroke = Stroke::solid(view.theme.faint_ink, 1.2);
    let mut end = left;
    let bars = [(1.0, "unit.km", -1.0), (NAUTICAL_MILE_KM, "unit.nm", 1.0)];
    for (unit_km, word, side) in bars {
        let bar = scale_bar::bars(true_scale, unit_km).map(|bar| {
            let text = [&shortest(bar.units), " ", view.atlas.story().word(view.app.lang(), word)].concat();
            let reach = bar.right + 5.0 + measure.width(&text, &FIGURE);
            (bar.right, text, reach)
        });
        // A bar that would run into something is made shorter, or left out.
        let mut clear = bar.filter(|(.., reach)| {
            let rect = ScreenRect::new(Screen::new(left, base - 2.0), Screen::new(*reach, base + 2.0 + side * 12.0));
            !taken.iter().chain(view.app.covered()).any(|other| other.meets(rect))
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
        marks.push(figure(view, text, Screen::new(right + 5.0, base + rise), Align::Start));
    }
    ScreenRect::new(Screen::new(left, base - 14.0), Screen::new(end, camera.size.height))
}
