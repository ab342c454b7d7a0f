//! Sequences of inputs, with the picture composed after each.

use crate::{sound, stage};
use arbitrary::{Arbitrary, Unstructured};
use kuril_map::geo::space::{LonLat, Screen, ScreenRect, Size};
use kuril_map::story::{Layer, PlaceId, Story};
use kuril_map::view::{
    ColorScheme, Compare, Input, Key, Mode, Phase, PointerEvent, PointerKind, Policy, Session, Settings, Theme,
    TourMove, Trail, View, WheelEvent, WheelUnit, stops,
};
use std::sync::LazyLock;

/// Inputs of one sequence.
const MOST: usize = 24;
/// Ids of places.
const PLACES: [&str; 6] = ["iturup", "zelyony", "shikotan", "urup", "south", "nowhere"];

/// A number that a browser may report: mostly of the size of a screen, seldom anything.
#[derive(Clone, Copy, Debug)]
struct Number(f64);

impl<'a> Arbitrary<'a> for Number {
    fn arbitrary(data: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        Ok(Self(match data.arbitrary::<u8>()? {
            0..=239 => f64::from(data.arbitrary::<i16>()?) / 8.0,
            240..=247 => f64::from(data.arbitrary::<f32>()?),
            _ => data.arbitrary()?,
        }))
    }
}

#[derive(Arbitrary, Clone, Copy, Debug)]
struct Point(Number, Number);

impl Point {
    fn screen(self) -> Screen {
        Screen::new(self.0.0, self.1.0)
    }

    fn lonlat(self) -> LonLat {
        LonLat::new(145.0 + self.0.0 / 100.0, 44.0 + self.1.0 / 100.0)
    }
}

/// What happens.
#[derive(Arbitrary, Clone, Debug)]
enum Step {
    Resize(Point, Number),
    Pointer { id: u8, touch: bool, phase: u8, at: Point, direct: bool },
    Wheel { at: Point, delta: Number, unit: u8, control: bool, command: bool, direct: bool },
    Magnify(Point, Number),
    Measure(bool),
    Zoom(Point, Number),
    Key(u8),
    Covered(Vec<[Point; 2]>),
    Pan(Point),
    View(Option<(Point, Number)>),
    Restore { place: Option<u8>, day: Option<u16>, view: Option<(Point, Number)>, step: Option<u8> },
    Trail(Vec<Point>, String),
    Choose(Option<u8>),
    Point(Option<u8>),
    Sign(Option<u8>),
    Date(Option<u16>),
    Later(bool),
    Tour(u8),
    Ranges(bool),
    Perspective(u8),
    Language(u8),
    Layers(Option<u8>, u8),
    Light(u8),
    Calm(bool),
    Tick,
    Compare,
}

struct Map {
    story: Story,
    session: Session,
}

static MAP: LazyLock<Map> = LazyLock::new(|| {
    let story = stage::whole();
    let session = stage::view(&story);
    Map { story, session }
});

/// Gives the map one input after the other, each some time after the one before, and composes the picture after each.
///
/// # Panics
/// When something of that does not hold.
pub fn run(data: &[u8]) {
    let Map { story, session } = &*MAP;
    let (mut session, mut now) = (session.clone(), 0.0);
    let mut data = Unstructured::new(data);
    for _ in 0..MOST {
        let (Ok(step), Ok(later)) = (Step::arbitrary(&mut data), Number::arbitrary(&mut data)) else { break };
        now += later.0;
        let effects = session.update(story, input(story, step), now);
        assert!(effects.len() <= 32, "{} effects of one input", effects.len());
        sound::camera(&session);
        sound::picture(story, &session);
        if let Some(other) = session.beside(story) {
            sound::picture(story, &other);
        }
        if data.is_empty() {
            break;
        }
    }
    let query = session.query(story);
    assert!(query.is_ascii() && query.len() < 4000, "{query}");
    sound::texts(story, &session, stage::READING.len() + stage::FIRST.len());
}

fn input(story: &Story, step: Step) -> Input {
    match step {
        Step::Resize(size, density) => Input::Resize { size: size_of(size), density: density.0 },
        Step::Pointer { id, touch, phase, at, direct } => {
            let kind = if touch { PointerKind::Touch } else { PointerKind::Mouse };
            let phase = one([Phase::Down, Phase::Move, Phase::Up, Phase::Leave, Phase::Cancel], phase);
            Input::Pointer(PointerEvent { id: i32::from(id % 4), kind, phase, at: at.screen() }, policy(direct))
        }
        Step::Wheel { at, delta, unit, control, command, direct } => {
            let unit = one([WheelUnit::Pixel, WheelUnit::Line, WheelUnit::Page], unit);
            Input::Wheel(WheelEvent { at: at.screen(), delta: delta.0, unit, control, command }, policy(direct))
        }
        Step::Magnify(at, by) => Input::Magnify { at: at.screen(), by: by.0 },
        Step::Measure(measures) => Input::Mode(if measures { Mode::Measure } else { Mode::Browse }),
        Step::Zoom(at, steps) => Input::Zoom { at: at.screen(), steps: steps.0 },
        Step::Covered(boxes) => {
            Input::Covered(boxes.iter().take(8).map(|[a, b]| ScreenRect::new(a.screen(), b.screen())).collect())
        }
        Step::Pan(by) => Input::Pan(by.screen()),
        Step::View(view) => Input::View(view.map(view_of)),
        Step::Trail(points, label) => {
            let course: Vec<LonLat> = points.iter().take(16).map(|at| at.lonlat()).collect();
            Input::Trail(Box::new(Trail { points: course.clone(), course, label }))
        }
        Step::Tick => Input::Tick,
        other => of_state(story, &other),
    }
}

/// The inputs that set what an address may hold.
fn of_state(story: &Story, step: &Step) -> Input {
    match *step {
        Step::Key(key) => Input::Key(key_of(key)),
        Step::Restore { place, day, view, step } => {
            let mut state = stage::view(story).state(story);
            state.place = place.map(place_of);
            state.date = day.map(|day| day_of(story, day));
            state.view = view.map(view_of);
            state.step = step.map(usize::from);
            Input::Restore(Box::new(state))
        }
        Step::Choose(place) => Input::Choose(place.map(place_of)),
        Step::Point(place) => Input::Point(place.map(place_of)),
        Step::Sign(number) => Input::Sign(number.map(usize::from)),
        Step::Date(day) => Input::Date(day.map(|day| day_of(story, day))),
        Step::Later(later) => Input::Step { later },
        Step::Tour(number) => Input::Tour(tour_of(number)),
        Step::Ranges(shown) => Input::Ranges(shown.then(|| "bastion-iturup".to_owned())),
        Step::Perspective(id) => Input::Perspective(one(["neutral", "japan", "russia", "differ", "x"], id).to_owned()),
        Step::Language(tag) => Input::Language(one(["en", "ja", "ru", "x"], tag).to_owned()),
        Step::Layers(layers, theme) => Input::Settings(Settings {
            layers: layers.map(|bits| {
                Layer::all().enumerate().filter(|(bit, _)| u32::from(bits) >> bit & 1 == 1).map(|it| it.1).collect()
            }),
            theme: one([None, Some(Theme::Light), Some(Theme::Dark)], theme),
            compare: match theme / 3 % 3 {
                0 => None,
                1 => Some(Compare::Perspective("russia".to_owned())),
                _ => Some(Compare::Day(day_of(story, theme.into()))),
            },
        }),
        Step::Compare => Input::ToggleCompare,
        Step::Light(name) => {
            Input::ColorScheme(ColorScheme::named(one(["light", "dark", "paper", "strong-light", "strong-dark"], name)))
        }
        Step::Calm(calm) => Input::ReducedMotion(calm),
        _ => Input::Tick,
    }
}

fn one<T: Copy, const N: usize>(all: [T; N], choice: u8) -> T {
    *all.get(usize::from(choice) % N).expect("the remainder is below the length")
}

/// A size as the page's script passes it: at least a pixel.
fn size_of(Point(width, height): Point) -> Size {
    Size::new(width.0.max(1.0), height.0.max(1.0))
}

fn policy(direct: bool) -> Policy {
    if direct { Policy::Direct } else { Policy::Cooperative }
}

fn view_of((middle, zoom): (Point, Number)) -> View {
    View { middle: middle.lonlat(), zoom: zoom.0 }
}

fn place_of(number: u8) -> PlaceId {
    one(PLACES, number).to_owned().into()
}

fn day_of(story: &Story, number: u16) -> kuril_map::story::Day {
    let days = stops(story);
    let latest = story.manifest().as_of;
    days.get(usize::from(number) % days.len().max(1)).copied().unwrap_or(latest)
}

fn key_of(number: u8) -> Key {
    let moving = [Key::Next, Key::Previous, Key::First, Key::Last, Key::Enter];
    let others = [Key::Escape, Key::ZoomIn, Key::ZoomOut, Key::Home];
    if number < 128 { one(moving, number) } else { one(others, number) }
}

fn tour_of(number: u8) -> TourMove {
    match number {
        0..=63 => TourMove::Enter,
        64..=127 => TourMove::Next,
        128..=159 => TourMove::Back,
        160..=191 => TourMove::Leave,
        192..=207 => TourMove::To(None),
        _ => TourMove::To(Some(usize::from(number))),
    }
}
