//! The inset: a group of islands too small to hit, drawn again in a corner, and its frame on the map.

use crate::geo::space::{Screen, ScreenRect};
use crate::paint::{Align, DisplayList, Fill, InsetItem, Mark, Measure, Stroke, Text, Type};
use crate::scene::context::{Purpose, Sheet, View};
use crate::scene::labels;
use crate::scene::labels::{LabelState, Labelling, Line};
use crate::scene::layers::{GROUND, HIGHLIGHTS, draw};
use crate::scene::theme::SECOND;
use crate::story::Story;

/// Line height of the title, CSS pixels.
const LEADING: f64 = 11.5;

/// Adds the inset to the list and its frame on the map to the marks. Returns the box that it covers.
pub(in crate::scene) fn compose<'a>(
    story: &'a Story,
    view: &View<'_>,
    measure: &dyn Measure,
    list: &mut DisplayList<'a>,
) -> Vec<ScreenRect> {
    let Some(inset) = view.session.layout().inset() else { return Vec::new() };
    // An inset does not move with the map.
    let sheet = Sheet { purpose: Purpose::Bare, ..Sheet::STILL };
    let near = View { is_inset: true, ..View::through(story, view.session, inset.camera, sheet) };
    let mut inner = near.empty_list();
    draw(&GROUND, story, &near, &mut inner);
    draw(&HIGHLIGHTS, story, &near, &mut inner);
    let labelling = Labelling { measure, state: &mut LabelState::default() };
    labels::compose(&near, labelling, &[], &mut inner.marks);
    list.insets.push(InsetItem { rect: inset.window(), list: inner });
    if let Some(frame) = view.inset_frame() {
        for stroke in [Stroke::solid(view.theme.halo, 3.4), Stroke::solid(view.theme.ink, 1.2)] {
            list.marks.push(Mark::boxed(frame, None, Some(stroke)));
        }
    }
    let band = ScreenRect { min: inset.rect.min, max: Screen::new(inset.rect.max.x, inset.window().min.y) };
    list.furniture.push(Mark::boxed(band, Some(Fill::plain(view.theme.paper())), None));
    list.furniture.extend(title(view, measure, &inset.place.id, band));
    list.furniture.push(Mark::boxed(inset.rect, None, Some(Stroke::solid(view.theme.ink, 1.2))));
    vec![inset.rect]
}

/// Returns the title of the inset: the name of the group in one line if it fits, otherwise broken between its halves.
fn title(view: &View<'_>, measure: &dyn Measure, group: &str, band: ScreenRect) -> Vec<Mark> {
    let lang = view.session.lang();
    let Some(name) = view.story.group_heading(group, lang, view.session.viewpoint()) else { return Vec::new() };
    let whole = Type { bold: true, ..SECOND };
    let fits = measure.width(&name, &whole) < band.width() - 12.0;
    let said = Line { text: name, lang: lang.to_owned(), face: whole, color: view.theme.ink };
    let small = Line { face: Type { size: 10.0, ..whole }, ..said.clone() };
    let halves = if fits { None } else { small.halves(" / ", 2) };
    let lines = halves.unwrap_or_else(|| vec![said]);
    let mut middle = band.centre().y - (lines.len() as f64 - 1.0) * LEADING / 2.0;
    let mut marks = Vec::new();
    for Line { text, lang, face, color } in lines {
        let at = Screen::new(band.centre().x, middle + face.size * 0.36);
        marks.push(Mark::Text(Text { text, lang, at, align: Align::Middle, angle: 0.0, face, color, halo: None }));
        middle += LEADING;
    }
    marks
}
