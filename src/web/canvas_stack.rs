//! The three canvases, and when each of them is repainted.
//!
//! Ground and marks are painted on a sheet larger than the picture. While only the centre of the camera changes, a
//! transform moves the sheet and nothing is painted. When the margin is exhausted, or the zoom changes, both are
//! repainted around the current camera. Everything is repainted once more when the map comes to rest.

use crate::geo::camera::Camera;
use crate::geo::space::{Screen, ScreenRect, Size};
use crate::lean::decimal::decimal;
use crate::legend::LegendEntry;
use crate::paint::DisplayList;
use crate::scene::{self, LabelState, Labelling, Purpose, Sheet};
use crate::story::{Day, Place, PlaceId, SortedMap, Story};
use crate::view::{ColorScheme, Session, Trail, ViewState};
use crate::web::canvas::{Canvas, MOST_PIXELS, Paths, Ruler, context};
use crate::web::canvas_layer::{Layer, Offscreen};
use std::cell::RefCell;
use wasm_bindgen::{JsCast as _, JsError};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, OffscreenCanvas};

/// Margin of the sheet on each side, as a share of the picture.
const MARGIN: f64 = 0.25;

/// What was last painted.
#[derive(Debug)]
struct Painted {
    camera: Camera,
    margin: Screen,
    density: f64,
    at_rest: bool,
    /// The state that affects everything, without the fields that affect only the marks.
    state: ViewState,
    color_scheme: ColorScheme,
    marks_state: MarksState,
    /// Whether the other map was painted.
    has_other: bool,
}

/// The state that affects only the marks.
#[derive(Debug, PartialEq)]
struct MarksState {
    chosen: Option<PlaceId>,
    pointed: Option<PlaceId>,
    ranges: Option<String>,
    highlighted: Option<LegendEntry>,
    covered: Vec<ScreenRect>,
    trail: Trail,
}

impl MarksState {
    fn new(session: &Session) -> Self {
        let id = |place: &Place| place.id.clone();
        Self {
            chosen: session.chosen().map(id),
            pointed: session.pointed().map(id),
            ranges: session.ranges().map(str::to_owned),
            highlighted: session.highlighted().cloned(),
            covered: session.covered().to_vec(),
            trail: session.trail().clone(),
        }
    }
}

/// The canvases of one map.
#[derive(Debug)]
pub(super) struct CanvasStack {
    board: Option<Offscreen>,
    ground: Layer,
    marks: Layer,
    furniture: Layer,
    /// The map on the other side of the handle, and the last placement of its labels.
    other: Option<(Layer, LabelState)>,
    paths: Paths,
    widths: RefCell<SortedMap<f64>>,
    painted: Option<Painted>,
    /// The last placement of the labels.
    labels: LabelState,
    /// Whether the sheets have margins; without them the first picture is painted sooner.
    is_wide: bool,
}

impl CanvasStack {
    pub(super) fn new(
        board: Option<OffscreenCanvas>,
        [ground, marks, furniture]: [HtmlCanvasElement; 3],
    ) -> Result<Self, JsError> {
        let board = board.and_then(Offscreen::new);
        Ok(Self {
            ground: Layer::new(ground, board.as_ref())?,
            marks: Layer::new(marks, board.as_ref())?,
            furniture: Layer::new(furniture, board.as_ref())?,
            other: None,
            board,
            paths: Paths::new(),
            widths: RefCell::default(),
            painted: None,
            labels: LabelState::default(),
            is_wide: false,
        })
    }

    /// Takes the canvas of the map on the other side of the handle, or gives it back.
    pub(super) fn compare_on(&mut self, canvas: Option<HtmlCanvasElement>) -> Result<(), JsError> {
        let layer = canvas.map(|canvas| Layer::new(canvas, self.board.as_ref())).transpose()?;
        self.other = layer.map(|layer| (layer, LabelState::default()));
        self.painted = None;
        Ok(())
    }

    /// Discards what was painted, because the story has grown.
    pub(super) fn forget(&mut self) {
        self.painted = None;
        self.paths.clear();
    }

    /// Gives the sheets margins into which the picture can be panned.
    pub(super) fn widen(&mut self) {
        self.is_wide = true;
    }

    /// Shows the current state, painting as little as possible.
    pub(super) fn show(&mut self, story: &Story, session: &Session) {
        let (sheet, density) = sheet(session, self.is_wide);
        let wanted = Painted {
            camera: *session.camera(),
            margin: sheet.margin,
            density,
            at_rest: sheet.at_rest,
            state: ViewState { place: None, ranges: None, step: None, view: None, ..session.state(story) },
            color_scheme: session.color_scheme(),
            marks_state: MarksState::new(session),
            has_other: self.other.is_some() && session.beside(story).is_some(),
        };
        let before = self.painted.take();
        let shift = before.as_ref().and_then(|before| shift(before, &wanted, sheet.margin));
        match (shift, before) {
            (Some(shift), Some(before)) if !wanted.at_rest || shift.distance(Screen::default()) < 0.01 => {
                let is_moved = shift.distance(Screen::default()) >= 0.01;
                let is_other = before.marks_state != wanted.marks_state;
                if is_other && is_moved {
                    // The marks are composed around the current camera, so the ground must be, too.
                    self.paint(story, session, sheet, density);
                    self.painted = Some(wanted);
                } else if is_other {
                    self.paint_marks(story, session, sheet, density);
                    self.painted = Some(Painted { at_rest: before.at_rest, ..wanted });
                } else if wanted.at_rest && !before.at_rest {
                    self.paint(story, session, sheet, density);
                    self.painted = Some(wanted);
                } else {
                    self.place(shift - sheet.margin);
                    self.painted = Some(Painted { at_rest: before.at_rest && shift == Screen::default(), ..before });
                }
            }
            _ => {
                self.paint(story, session, sheet, density);
                self.painted = Some(wanted);
            }
        }
    }

    /// Paints the first view of a day on a canvas of its own, which has `DENSITY` pixels per CSS pixel.
    pub(super) fn sketch(&mut self, story: &Story, session: &Session, day: Day, canvas: &HtmlCanvasElement) {
        const DENSITY: f64 = 2.0;
        let Ok(context) = context(canvas) else { return };
        let size = Size::new(f64::from(canvas.width()) / DENSITY, f64::from(canvas.height()) / DENSITY);
        let session = session.on_day(story, day, size);
        paint_ground(&context, &mut self.paths, &scene::bare(story, &session), DENSITY);
    }

    fn paint(&mut self, story: &Story, session: &Session, sheet: Sheet, density: f64) {
        let list = scene::ground(story, session, sheet);
        let (size, paths) = (list.camera.size, &mut self.paths);
        self.ground.paint(self.board.as_ref(), (size, density), &mut |context| {
            paint_ground(context, paths, &list, density);
        });
        self.paint_marks(story, session, sheet, density);
    }

    fn paint_marks(&mut self, story: &Story, session: &Session, sheet: Sheet, density: f64) {
        let size = sheet.camera(session).size;
        let picture = session.camera().size;
        let (paths, widths, board) = (&mut self.paths, &self.widths, self.board.as_ref());
        let (mut above, labels) = (None, &mut self.labels);
        self.marks.paint(board, (size, density), &mut |context| {
            above = Some(paint_marks((context, paths, density), (story, session, sheet), (widths, labels)));
        });
        let paths = &mut self.paths;
        self.furniture.paint(board, (picture, density), &mut |context| {
            let mut canvas = Canvas::new(context, paths, picture, density);
            if let Some(list) = &above {
                list.paint_furniture(&mut canvas);
            }
        });
        self.paint_other(story, session, sheet, density);
        self.place(Screen::default() - sheet.margin);
        self.size(size, picture);
    }

    /// Paints the map on the other side of the handle, ground and marks on one canvas.
    fn paint_other(&mut self, story: &Story, session: &Session, sheet: Sheet, density: f64) {
        let Some((layer, labels)) = &mut self.other else { return };
        let Some(session) = session.beside(story) else { return };
        let size = sheet.camera(&session).size;
        let (paths, widths) = (&mut self.paths, &self.widths);
        layer.paint(self.board.as_ref(), (size, density), &mut |context| {
            paint_ground(context, paths, &scene::ground(story, &session, sheet), density);
            drop(paint_marks((context, paths, density), (story, &session, sheet), (widths, labels)));
        });
    }

    /// Moves the sheet to its position in the picture: ground and marks together, by their parent element.
    fn place(&self, at: Screen) {
        let other = self.other.as_ref().map(|(layer, _)| &layer.canvas);
        for sheet in
            [Some(&self.ground.canvas), other].into_iter().flatten().filter_map(|canvas| canvas.parent_element())
        {
            let transform = ["translate(", &pixels(at.x), ",", &pixels(at.y), ")"].concat();
            let _ = sheet.unchecked_ref::<HtmlCanvasElement>().style().set_property("transform", &transform);
        }
    }

    fn size(&self, sheet: Size, picture: Size) {
        let other = self.other.as_ref().map(|(layer, _)| (layer, sheet));
        let layers = [(&self.ground, sheet), (&self.marks, sheet), (&self.furniture, picture)];
        for (layer, size) in layers.into_iter().chain(other) {
            let style = layer.canvas.style();
            let _ = style.set_property("width", &pixels(size.width));
            let _ = style.set_property("height", &pixels(size.height));
        }
    }
}

/// Paints the ground of a picture.
fn paint_ground(context: &CanvasRenderingContext2d, paths: &mut Paths, list: &DisplayList<'_>, density: f64) {
    let mut canvas = Canvas::new(context, paths, list.camera.size, density);
    canvas.fill(list.background);
    list.paint_ground(&mut canvas);
}

/// Composes and paints everything on a sheet but the ground; returns what was composed.
fn paint_marks<'a>(
    (context, paths, density): (&CanvasRenderingContext2d, &mut Paths, f64),
    (story, session, sheet): (&'a Story, &Session, Sheet),
    (widths, labels): (&RefCell<SortedMap<f64>>, &mut LabelState),
) -> DisplayList<'a> {
    let ruler = Ruler { context, lang: session.lang(), widths };
    let list = scene::marks(story, session, sheet, Labelling { measure: &ruler, state: labels });
    let mut canvas = Canvas::new(context, paths, sheet.camera(session).size, density);
    list.paint_ground(&mut canvas);
    DisplayList::paint_marks(&list.marks, &mut canvas);
    list
}

/// Formats a CSS length, to a thousandth of a pixel.
fn pixels(length: f64) -> String {
    decimal(length, 3) + "px"
}

/// Returns the sheet for the current state and the device pixels per CSS pixel of its canvases; together they have no
/// more pixels than a single one may have.
fn sheet(session: &Session, is_wide: bool) -> (Sheet, f64) {
    let size = session.camera().size;
    let wanted = session.density();
    let pixels = |share: f64, density: f64| {
        let sheet = (1.0 + 2.0 * share) * (1.0 + 2.0 * share);
        size.width * size.height * density * density * (2.0 * sheet + 1.0)
    };
    let shares: &[f64] = if is_wide { &[MARGIN, MARGIN / 2.0, MARGIN / 4.0] } else { &[0.0] };
    let share = shares.iter().copied().find(|share| pixels(*share, wanted) < MOST_PIXELS);
    let (share, density) = match share {
        Some(share) => (share, wanted),
        None => (MARGIN / 4.0, wanted * (MOST_PIXELS / pixels(MARGIN / 4.0, wanted)).sqrt()),
    };
    // Whole CSS pixels, so that the pixels of the sheet align with those of the screen.
    let margin = Screen::new((size.width * share).floor(), (size.height * share).floor());
    (Sheet { margin, at_rest: !session.is_moving(), purpose: Purpose::OnPage }, density)
}

/// Returns how far the sheet must be moved from where it was painted; `None` if it must be repainted.
fn shift(before: &Painted, wanted: &Painted, margin: Screen) -> Option<Screen> {
    let same = before.camera.zoom == wanted.camera.zoom
        && before.camera.size == wanted.camera.size
        && before.margin == wanted.margin
        && before.density.to_bits() == wanted.density.to_bits()
        && before.state == wanted.state
        && before.color_scheme == wanted.color_scheme
        && before.has_other == wanted.has_other;
    let from = wanted.camera.screen_from_world(before.camera.centre);
    let shift = from - wanted.camera.size.rect().centre();
    (same && shift.x.abs() <= margin.x && shift.y.abs() <= margin.y).then_some(shift)
}
