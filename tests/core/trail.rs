//! The result beside a measured line.

use crate::support::{Ruler, desk, whole_story};
use kuril_map::geo::space::{LonLat, Screen, ScreenRect};
use kuril_map::paint::{Align, Mark, Measure as _};
use kuril_map::scene::{Sheet, compose};
use kuril_map::view::measurement::Measurement;
use kuril_map::view::{Input, Trail};

#[test]
fn no_measured_line_runs_through_its_result() {
    let story = whole_story();
    let middle = LonLat::new(150.0, 47.0);
    for (east, north) in
        [(4.0, 0.5), (4.0, 3.0), (0.3, 3.0), (-4.0, 2.0), (-4.0, -0.5), (-3.0, -3.0), (0.2, -3.0), (4.0, -2.0)]
    {
        let far = LonLat::new(middle.lon + east, middle.lat + north);
        let measured = Measurement::new(vec![far, middle], false);
        let mut session = desk(&story);
        let (course, points) = (measured.course(), measured.points().to_vec());
        let label = "1,322 km".to_owned();
        session.update(&story, Input::Trail(Box::new(Trail { course: course.clone(), points, label })), 0.0);
        let list = compose(&story, &session, Sheet::STILL, &Ruler);
        let texts = list.marks.iter().chain(&list.furniture).filter_map(|mark| match mark {
            Mark::Text(text) if text.text == "1,322 km" => Some(text),
            _ => None,
        });
        let [text] = texts.collect::<Vec<_>>()[..] else { panic!("the result is not there once") };
        assert_eq!(text.align, Align::Start);
        let width = Ruler.width(&text.text, &text.face);
        let room = ScreenRect::new(text.at - Screen::new(0.0, text.face.size), text.at + Screen::new(width, 2.0));
        let line: Vec<Screen> =
            course.iter().map(|at| list.camera.screen_from_world(story.ground().world(*at))).collect();
        for pair in line.windows(2) {
            let between = (0..=200).map(|step| pair[0].lerp(pair[1], f64::from(step) / 200.0));
            assert!(
                between.into_iter().all(|point| !room.contains(point)),
                "{east}, {north}: the line runs through {room:?}"
            );
        }
    }
}
