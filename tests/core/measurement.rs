//! Measuring with points, what is nearest to a place, and positions as text, over the real geodata.

use geo::{Distance as _, Geodesic, Point};
use kuril_map::geo::geodesic::destination;
use kuril_map::geo::space::{LonLat, Size};
use kuril_map::markup::html;
use kuril_map::panel;
use kuril_map::story::{Layer, Region, Story};
use kuril_map::view::measurement::{Measurement, Near, NearestQuery, coordinates, direction, nearest};
use kuril_map::view::{Input, Session};

use crate::support::{region, whole_story};

fn middle(story: &Story, id: &str) -> LonLat {
    story.ground().conic.lonlat_from_world(region(story, id).anchor)
}

fn islands(story: &Story, from: LonLat, most: usize) -> Vec<Near<'_>> {
    nearest(story, NearestQuery { from, layers: &[Layer::Island], without: &[], most })
}

/// The distance to an outline by way of all its corners and places between them, kilometres.
fn slow_distance(story: &Story, region: &Region, from: LonLat) -> f64 {
    let outline = region.finest().unwrap();
    let mut places = outline.points().to_vec();
    for part in outline.coast().parts() {
        let points = part.points();
        let joined = points.iter().zip(points.iter().cycle().skip(1));
        let count = if part.is_closed() { points.len() } else { points.len() - 1 };
        places.extend(joined.take(count).flat_map(|(a, b)| (0..20).map(|step| a.lerp(*b, f64::from(step) / 20.0))));
    }
    let place = |world| story.ground().conic.lonlat_from_world(world);
    let far = |at: LonLat| Geodesic.distance(Point::new(from.lon, from.lat), Point::new(at.lon, at.lat)) / 1000.0;
    places.into_iter().map(|world| far(place(world))).fold(f64::INFINITY, f64::min)
}

const SQUARE: [LonLat; 4] =
    [LonLat::new(150.0, 46.0), LonLat::new(151.0, 46.0), LonLat::new(151.0, 47.0), LonLat::new(150.0, 47.0)];

#[test]
fn a_line_has_a_length_and_no_area_until_it_is_closed() {
    let open = Measurement::new(SQUARE.to_vec(), false);
    assert_eq!((open.legs().len(), open.area_km2()), (3, None));
    let closed = Measurement::new(SQUARE.to_vec(), true);
    assert_eq!(closed.legs().len(), 4);
    let added = closed.length_km() - open.length_km();
    assert!((added - 111.2).abs() < 0.3, "the closing leg has {added} km");
    // A degree square at 46.5° is 111.2 km by 76.7 km.
    assert!(closed.area_km2().is_some_and(|area| (area - 8530.0).abs() < 30.0), "{:?}", closed.area_km2());
}

#[test]
fn fewer_than_three_points_are_no_figure() {
    for count in 0..3 {
        let measurement = Measurement::new(SQUARE[..count].to_vec(), true);
        assert!(!measurement.is_closed() && measurement.area_km2().is_none());
        assert_eq!((measurement.legs().len(), measurement.course().is_empty()), (count.saturating_sub(1), count == 0));
    }
}

#[test]
fn the_course_runs_through_every_point_and_back_where_it_is_closed() {
    let course = Measurement::new(SQUARE.to_vec(), true).course();
    assert!(SQUARE.iter().all(|point| course.contains(point)));
    assert_eq!((course.first(), course.last(), course.len() > 8), (Some(&SQUARE[0]), Some(&SQUARE[0]), true));
    let bow = course.iter().map(|at| at.lat).fold(f64::INFINITY, f64::min);
    assert_eq!(bow.to_bits(), 46f64.to_bits(), "a shortest way bends towards the pole");
}

#[test]
fn the_nearest_islands_are_those_of_a_search_through_every_place_of_every_coast() {
    let story = whole_story();
    for (lon, lat) in [(147.0, 43.3), (150.0, 45.0), (153.3, 47.7), (145.6, 43.7), (158.0, 52.0), (142.0, 48.0)] {
        let from = LonLat::new(lon, lat);
        let found = islands(&story, from, 3);
        let all = story.chain_order().iter().map(|id| story.region(*id).unwrap());
        let mut slow: Vec<(f64, &str)> =
            all.map(|region| (slow_distance(&story, region, from), region.id.as_str())).collect();
        slow.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert_eq!(found.len(), 3);
        for (near, (km, id)) in found.iter().zip(slow) {
            assert_eq!(near.region.id, id, "from {lon} {lat}");
            assert!((near.km - km).abs() < 0.02 + km * 2e-4, "{id} from {lon} {lat}: {} and {km}", near.km);
        }
    }
}

#[test]
fn on_an_island_the_distance_to_it_is_nothing() {
    let story = whole_story();
    let found = islands(&story, middle(&story, "iturup"), 2);
    assert_eq!((found[0].region.id.as_str(), found[0].km.to_bits(), found[0].azimuth), ("iturup", 0, None));
    assert!(found[1].km > 5.0 && found[1].azimuth.is_some());
}

#[test]
fn what_is_asked_about_is_not_its_own_neighbour() {
    let story = whole_story();
    let own = [story.region_id("shumshu").unwrap()];
    let query = NearestQuery { from: middle(&story, "shumshu"), layers: &[Layer::Island], without: &own, most: 1 };
    assert_eq!(nearest(&story, query)[0].region.id, "paramushir");
}

#[test]
fn a_direction_leads_to_what_is_nearest() {
    let story = whole_story();
    let from = destination(middle(&story, "nemuro"), 3.0, 30.0);
    let found = nearest(&story, NearestQuery { from, layers: &[Layer::Town], without: &[], most: 1 });
    assert_eq!(found[0].region.id, "nemuro");
    assert!((found[0].km - 30.0).abs() < 0.01 && found[0].azimuth.is_some_and(|turn| direction(turn) == "tools.north"));
}

#[test]
fn a_turn_is_cut_into_eight_directions_about_their_middles() {
    let of = |degrees: f64| direction(degrees.to_radians());
    assert_eq!([0.0, 22.0, 359.0, 338.0].map(of), ["tools.north"; 4]);
    assert_eq!([23.0, 90.0, 135.0].map(of), ["tools.north_east", "tools.east", "tools.south_east"]);
    assert_eq!(
        [180.0, 247.0, 270.0, 315.0].map(of),
        ["tools.south", "tools.south_west", "tools.west", "tools.north_west"]
    );
}

#[test]
fn a_position_is_told_in_degrees_and_decimal_minutes_in_every_language() {
    let story = whole_story();
    let at = LonLat::new(147.0 + 52.1 / 60.0, 45.0 + 23.4 / 60.0);
    let said = |lang, at| coordinates(story.manifest(), lang, at);
    assert_eq!(said("en", at), "45° 23.4′ N, 147° 52.1′ E");
    assert_eq!(said("ru", at), "45° 23,4′ с. ш., 147° 52,1′ в. д.");
    assert_eq!(said("ja", at), "北緯45度23.4分、東経147度52.1分");
    assert_eq!(said("en", LonLat::new(-0.5, -12.0)), "12° 0.0′ S, 0° 30.0′ W");
    assert_eq!(said("en", LonLat::new(147.999_9, 45.999_9)), "46° 0.0′ N, 148° 0.0′ E");
    assert_eq!(said("en", LonLat::new(181.0, 0.0)), "0° 0.0′ N, 179° 0.0′ W");
}

#[test]
fn the_panel_tells_sum_legs_and_surroundings_of_the_last_point() {
    let story = whole_story();
    let session = Session::new(&story, Size::new(800.0, 600.0));
    let empty = html(&panel::measurement(&story, &session, &Measurement::default(), false));
    assert!(empty.contains("Select a place") && !empty.contains("Nearest places"), "{empty}");
    let measurement = Measurement::new(SQUARE.to_vec(), true);
    let text = html(&panel::measurement(&story, &session, &measurement, true));
    for part in
        ["Perimeter", "Area", "km²", "nautical miles", "Last point", "47° 0.0′ N, 150° 0.0′ E", "aria-pressed=\"true\""]
    {
        assert!(text.contains(part), "no {part} in {text}");
    }
    assert!(!text.contains("tools."), "a word is missing in {text}");
    assert!(panel::result(&story, &session, &measurement).ends_with("km²"));
    assert_eq!(panel::result(&story, &session, &Measurement::new(SQUARE[..1].to_vec(), false)), "");
}

#[test]
fn without_points_the_panel_tells_the_surroundings_of_the_chosen_place() {
    let story = whole_story();
    let mut session = Session::new(&story, Size::new(800.0, 600.0));
    for (lang, heading, near) in
        [("en", "Shumshu", "Paramushir"), ("ru", "Шумшу", "Парамушир"), ("ja", "占守島", "幌筵島")]
    {
        session.update(&story, Input::Language(lang.to_owned()), 0.0);
        session.update(&story, Input::Choose(Some("shumshu".into())), 0.0);
        let text = html(&panel::measurement(&story, &session, &Measurement::default(), false));
        let list = text.split("class=\"near\"").nth(1).unwrap();
        assert!(text.contains(heading) && list.contains(near) && !list.contains("data-place=\"shumshu\""), "{text}");
        assert!(!text.contains("tools."), "a word is missing in {text}");
    }
}
