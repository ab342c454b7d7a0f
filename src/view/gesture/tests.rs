use super::*;

fn at(x: f64, y: f64) -> Screen {
    Screen::new(x, y)
}

/// The pointers over a map, and the time.
struct Hand {
    recognizer: Recognizer,
    kind: PointerKind,
    policy: Policy,
    now_ms: f64,
}

impl Hand {
    fn new(kind: PointerKind, policy: Policy) -> Self {
        Self { recognizer: Recognizer::default(), kind, policy, now_ms: 0.0 }
    }

    fn fingers() -> Self {
        Self::new(PointerKind::Touch, Policy::Direct)
    }

    fn mouse() -> Self {
        Self::new(PointerKind::Mouse, Policy::Direct)
    }

    fn measuring(mut self) -> Self {
        self.recognizer.set_mode(Mode::Measure);
        self
    }

    fn does(&mut self, id: i32, phase: Phase, x: f64, y: f64) -> Option<Gesture> {
        self.recognizer.sense(PointerEvent { id, kind: self.kind, phase, at: at(x, y) }, self.policy, self.now_ms)
    }

    fn waits(&mut self, ms: f64) -> Option<Gesture> {
        self.now_ms += ms;
        self.recognizer.held(self.now_ms)
    }

    fn taps(&mut self, x: f64, y: f64) -> Option<Gesture> {
        self.does(1, Phase::Down, x, y);
        self.does(1, Phase::Up, x, y)
    }
}

#[test]
fn a_press_that_trembles_is_still_a_tap() {
    let mut hand = Hand::fingers();
    hand.does(1, Phase::Down, 10.0, 10.0);
    assert_eq!(hand.does(1, Phase::Move, 13.0, 10.0), None);
    assert_eq!(hand.does(1, Phase::Up, 13.0, 10.0), Some(Gesture::Tap(at(13.0, 10.0))));
}

#[test]
fn the_first_drag_starts_where_the_press_was() {
    let mut hand = Hand::mouse();
    hand.does(1, Phase::Down, 10.0, 10.0);
    let gesture = hand.does(1, Phase::Move, 40.0, 10.0);
    assert_eq!(gesture, Some(Gesture::Drag { from: at(10.0, 10.0), to: at(40.0, 10.0) }));
    assert!(hand.recognizer.is_moving());
    assert_eq!(hand.does(1, Phase::Up, 40.0, 10.0), Some(Gesture::Rest));
}

#[test]
fn two_fingers_that_part_zoom_in_by_their_ratio() {
    let mut hand = Hand::fingers();
    hand.does(1, Phase::Down, 100.0, 100.0);
    hand.does(2, Phase::Down, 200.0, 100.0);
    let gesture = hand.does(2, Phase::Move, 300.0, 100.0);
    assert_eq!(gesture, Some(Gesture::Pinch { from: at(150.0, 100.0), to: at(200.0, 100.0), steps: 1.0 }));
    hand.does(3, Phase::Down, 0.0, 0.0);
    let gesture = hand.does(3, Phase::Move, 50.0, 0.0);
    assert!(matches!(gesture, Some(Gesture::Pinch { steps: 0.0, .. })), "a third finger does nothing: {gesture:?}");
}

#[test]
fn a_finger_that_stays_after_a_pinch_goes_on_dragging() {
    let mut hand = Hand::fingers();
    hand.does(1, Phase::Down, 100.0, 100.0);
    hand.does(2, Phase::Down, 200.0, 100.0);
    assert_eq!(hand.does(1, Phase::Up, 100.0, 100.0), None);
    let gesture = hand.does(2, Phase::Move, 210.0, 100.0);
    assert_eq!(gesture, Some(Gesture::Drag { from: at(200.0, 100.0), to: at(210.0, 100.0) }));
}

#[test]
fn two_quick_taps_are_a_double_tap_and_a_third_is_not() {
    let mut hand = Hand::mouse();
    assert_eq!(hand.taps(5.0, 5.0), Some(Gesture::Tap(at(5.0, 5.0))));
    hand.waits(200.0);
    assert_eq!(hand.taps(5.0, 5.0), Some(Gesture::DoubleTap(at(5.0, 5.0))));
    hand.waits(200.0);
    assert_eq!(hand.taps(5.0, 5.0), Some(Gesture::Tap(at(5.0, 5.0))));
    hand.waits(330.0);
    assert_eq!(hand.taps(5.0, 5.0), Some(Gesture::Tap(at(5.0, 5.0))), "too late");
    assert_eq!(hand.taps(5.0, 30.0), Some(Gesture::Tap(at(5.0, 30.0))), "too far");
}

#[test]
fn a_mouse_hovers_and_leaves_and_a_finger_does_neither() {
    let mut mouse = Hand::mouse();
    assert_eq!(mouse.does(1, Phase::Move, 5.0, 5.0), Some(Gesture::Hover(at(5.0, 5.0))));
    assert_eq!(mouse.does(1, Phase::Leave, 5.0, 5.0), Some(Gesture::Leave));
    let mut finger = Hand::fingers();
    assert_eq!(finger.does(1, Phase::Move, 5.0, 5.0), None);
    assert_eq!(finger.does(1, Phase::Leave, 5.0, 5.0), None);
}

#[test]
fn a_finger_that_stays_is_a_long_press_and_no_tap() {
    let mut hand = Hand::fingers();
    assert_eq!(hand.does(1, Phase::Down, 5.0, 5.0), Some(Gesture::Touch { long_ms: LONG_MS }));
    assert_eq!(hand.waits(LONG_MS - 1.0), None);
    assert_eq!(hand.waits(1.0), Some(Gesture::LongPress(at(5.0, 5.0))));
    assert_eq!(hand.waits(1.0), None, "it is told once");
    assert_eq!(hand.does(1, Phase::Move, 80.0, 5.0), None, "and drags nothing");
    assert_eq!(hand.does(1, Phase::Up, 80.0, 5.0), None);
    assert_eq!(hand.does(1, Phase::Leave, 80.0, 5.0), None, "what it has lit up stays lit");
}

#[test]
fn a_finger_that_travels_lifts_or_is_joined_is_no_long_press() {
    for (phase, id, x) in [(Phase::Move, 1, 50.0), (Phase::Up, 1, 5.0), (Phase::Cancel, 1, 5.0), (Phase::Down, 2, 50.0)]
    {
        let mut hand = Hand::fingers();
        hand.does(1, Phase::Down, 5.0, 5.0);
        hand.does(id, phase, x, 5.0);
        assert_eq!(hand.waits(LONG_MS), None, "{phase:?}");
    }
    let mut mouse = Hand::mouse();
    assert_eq!(mouse.does(1, Phase::Down, 5.0, 5.0), None);
    assert_eq!(mouse.waits(LONG_MS), None, "nor is a mouse");
}

#[test]
fn a_second_finger_makes_a_pinch_of_a_long_press() {
    let mut hand = Hand::fingers();
    hand.does(1, Phase::Down, 100.0, 100.0);
    hand.waits(LONG_MS);
    assert_eq!(hand.does(2, Phase::Down, 200.0, 100.0), Some(Gesture::Touch { long_ms: f64::INFINITY }));
    assert!(matches!(hand.does(2, Phase::Move, 300.0, 100.0), Some(Gesture::Pinch { .. })));
}

#[test]
fn where_the_page_scrolls_one_finger_is_its_own_and_two_are_the_maps() {
    let mut hand = Hand::new(PointerKind::Touch, Policy::Cooperative);
    hand.does(1, Phase::Down, 100.0, 100.0);
    assert_eq!(hand.does(1, Phase::Move, 100.0, 103.0), None);
    assert_eq!(hand.does(1, Phase::Move, 100.0, 120.0), Some(Gesture::Hint(Hint::Fingers)));
    assert_eq!(hand.does(1, Phase::Move, 100.0, 140.0), None);
    hand.does(2, Phase::Down, 200.0, 140.0);
    let gesture = hand.does(2, Phase::Move, 300.0, 140.0);
    let pinch = Gesture::Pinch { from: at(150.0, 140.0), to: at(200.0, 140.0), steps: 1.0 };
    assert_eq!(gesture, Some(pinch), "it begins where the first finger is by now");
    assert_eq!(hand.does(2, Phase::Up, 300.0, 140.0), Some(Gesture::Rest));
    assert_eq!(hand.does(1, Phase::Move, 150.0, 140.0), None, "the finger that stays is the page's again");
    assert_eq!(hand.does(1, Phase::Up, 150.0, 140.0), None);
}

#[test]
fn a_finger_that_the_browser_takes_for_its_scroll_is_told_of() {
    let mut hand = Hand::new(PointerKind::Touch, Policy::Cooperative);
    hand.does(1, Phase::Down, 100.0, 100.0);
    assert_eq!(hand.does(1, Phase::Cancel, 100.0, 102.0), Some(Gesture::Hint(Hint::Fingers)));
    hand.does(1, Phase::Down, 100.0, 100.0);
    assert_eq!(hand.does(1, Phase::Leave, 100.0, 102.0), None);
    let mut direct = Hand::fingers();
    direct.does(1, Phase::Down, 100.0, 100.0);
    assert_eq!(direct.does(1, Phase::Cancel, 100.0, 102.0), None);
}

#[test]
fn where_the_page_scrolls_a_finger_taps_and_a_mouse_drags_all_the_same() {
    let mut finger = Hand::new(PointerKind::Touch, Policy::Cooperative);
    assert_eq!(finger.taps(5.0, 5.0), Some(Gesture::Tap(at(5.0, 5.0))));
    let mut mouse = Hand::new(PointerKind::Mouse, Policy::Cooperative);
    mouse.does(1, Phase::Down, 10.0, 10.0);
    assert!(matches!(mouse.does(1, Phase::Move, 40.0, 10.0), Some(Gesture::Drag { .. })));
}

#[test]
fn while_a_reader_measures_every_tap_sets_a_point() {
    let mut hand = Hand::fingers().measuring();
    for x in [5.0, 5.0] {
        assert_eq!(hand.taps(x, 5.0), Some(Gesture::SetPoint(at(x, 5.0))));
    }
    hand.does(1, Phase::Down, 5.0, 5.0);
    assert_eq!(hand.waits(LONG_MS), None, "however long it is");
    assert_eq!(hand.does(1, Phase::Up, 8.0, 5.0), Some(Gesture::SetPoint(at(8.0, 5.0))));
    hand.does(1, Phase::Down, 5.0, 5.0);
    hand.does(2, Phase::Down, 90.0, 5.0);
    assert_eq!(hand.does(2, Phase::Up, 90.0, 5.0), None, "two fingers set none");
    assert_eq!(hand.does(1, Phase::Up, 5.0, 5.0), Some(Gesture::Rest));
}

fn turn(delta: f64, unit: WheelUnit, control: bool) -> WheelEvent {
    WheelEvent { at: at(1.0, 2.0), delta, unit, control, command: false }
}

fn zoom(steps: f64) -> Gesture {
    Gesture::Zoom { at: at(1.0, 2.0), steps }
}

#[test]
fn a_wheel_zooms_by_its_way_in_any_unit_and_a_trackpad_faster() {
    let turned = |delta, unit, control| wheel(turn(delta, unit, control), Policy::Direct);
    assert_eq!(turned(-320.0, WheelUnit::Pixel, false), zoom(1.0));
    assert_eq!(turned(20.0, WheelUnit::Line, false), zoom(-1.0));
    assert_eq!(turned(0.8, WheelUnit::Page, false), zoom(-1.0));
    assert_eq!(turned(-50.0, WheelUnit::Pixel, true), zoom(0.5));
    assert_eq!(turned(-1e6, WheelUnit::Pixel, false), zoom(MOST_STEPS));
}

#[test]
fn where_the_page_scrolls_the_wheel_zooms_with_a_key_only() {
    let plain = turn(-100.0, WheelUnit::Pixel, false);
    assert_eq!(wheel(plain, Policy::Cooperative), Gesture::Hint(Hint::Wheel));
    for event in [WheelEvent { control: true, ..plain }, WheelEvent { command: true, ..plain }] {
        assert!(matches!(wheel(event, Policy::Cooperative), Gesture::Zoom { .. }), "{event:?}");
    }
}

#[test]
fn a_pinch_on_a_trackpad_zooms_unless_fingers_touch_the_map_itself() {
    let mut hand = Hand::fingers();
    assert_eq!(hand.recognizer.magnified(at(1.0, 2.0), 2.0), Some(zoom(1.0)));
    assert_eq!(hand.recognizer.magnified(at(1.0, 2.0), 1e9), Some(zoom(MOST_STEPS)));
    hand.does(1, Phase::Down, 5.0, 5.0);
    assert_eq!(hand.recognizer.magnified(at(1.0, 2.0), 2.0), None);
}
