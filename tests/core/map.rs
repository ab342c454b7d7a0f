//! The core over the real geodata: projection, reading, choosing, walking, and what a frame costs.

use crate::support::{DESK, Ruler, coarse_story, desk, region, whole_story};
use geo::{GeodesicArea as _, LineString, Polygon};
use kuril_map::geo::projection::{Conic, Parallels};
use kuril_map::geo::space::{LonLat, Screen, World};
use kuril_map::paint::{DisplayList, GroundItem, Transcript};
use kuril_map::scene::{self, Sheet};
use kuril_map::story::{Layer, Region, Story};
use kuril_map::view::{Effect, Input, Key, Phase, PointerEvent, PointerKind, Policy, Session};
use proptest::prelude::{ProptestConfig, prop_assert, proptest};

fn kuril_conic() -> Conic {
    Conic::new(Parallels { standard: [44.0, 51.0], origin: LonLat::new(151.0, 47.0) }).unwrap()
}

fn on_screen(story: &Story, session: &Session, id: &str) -> Screen {
    session.camera().screen_from_world(region(story, id).anchor)
}

fn point(phase: Phase, at: Screen) -> Input {
    Input::Pointer(PointerEvent { id: 1, kind: PointerKind::Mouse, phase, at }, Policy::Direct)
}

fn tap(story: &Story, session: &mut Session, at: Screen, now_ms: f64) -> Vec<Effect> {
    let mut effects = session.update(story, point(Phase::Down, at), now_ms);
    effects.extend(session.update(story, point(Phase::Up, at), now_ms + 50.0));
    effects
}

fn chosen(session: &Session) -> Option<&str> {
    session.chosen().map(|place| place.id.as_str())
}

fn announced(effects: &[Effect]) -> &str {
    let Some(Effect::Announce(text)) = effects.iter().find(|effect| matches!(effect, Effect::Announce(_))) else {
        panic!("nothing was said")
    };
    text
}

fn ground_points(list: &DisplayList<'_>) -> usize {
    let count = |item: &GroundItem<'_>| match item {
        GroundItem::Fill { path, .. } | GroundItem::Stroke { path, .. } => path.geometry.point_count(),
    };
    list.ground.iter().map(count).sum()
}

fn filled_points(list: &DisplayList<'_>) -> usize {
    let count =
        |item: &GroundItem<'_>| if let GroundItem::Fill { path, .. } = item { path.geometry.point_count() } else { 0 };
    list.ground.iter().map(count).sum()
}

fn points_in(story: &Story, session: &Session) -> usize {
    ground_points(&scene::compose(story, session, Sheet::STILL, &Ruler))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_inverse_projection_leads_back(lon in 138.0..165.0_f64, lat in 40.0..57.0_f64) {
        let conic = kuril_conic();
        let back = conic.lonlat_from_world(conic.world_from_lonlat(LonLat::new(lon, lat)));
        prop_assert!((back.lon - lon).abs() < 1e-9 && (back.lat - lat).abs() < 1e-9, "{back:?}");
    }

    #[test]
    fn areas_on_the_plane_are_those_on_the_ellipsoid(lon in 138.0..164.9_f64, lat in 40.0..56.9_f64) {
        const SIDE: f64 = 0.02;
        let corners = [(lon, lat), (lon + SIDE, lat), (lon + SIDE, lat + SIDE), (lon, lat + SIDE)];
        let conic = kuril_conic();
        let plane: Vec<World> = corners.map(|(lon, lat)| conic.world_from_lonlat(LonLat::new(lon, lat))).to_vec();
        let on_plane = shoelace(&plane);
        let ring = LineString::from(corners.to_vec());
        let on_earth = Polygon::new(ring, Vec::new()).geodesic_area_unsigned() / 1e6;
        prop_assert!((on_plane / on_earth - 1.0).abs() < 1e-4, "{on_plane} on the plane, {on_earth} on Earth");
    }
}

fn shoelace(ring: &[World]) -> f64 {
    let first = ring[0];
    let next = ring.iter().cycle().skip(1);
    let doubled: f64 =
        ring.iter().zip(next).map(|(a, b)| (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y)).sum();
    (doubled / 2.0).abs()
}

#[test]
fn scale_is_true_on_the_standard_parallels_and_off_elsewhere_by_what_the_docs_say() {
    let conic = kuril_conic();
    let off = |lat: f64| (conic.scale_along_parallel(lat) - 1.0).abs();
    assert!(off(44.0) < 1e-12 && off(51.0) < 1e-12, "{} {}", off(44.0), off(51.0));
    let between = (440..=510).map(|tenth| off(f64::from(tenth) / 10.0)).fold(0.0, f64::max);
    assert!((0.0015..0.002).contains(&between), "{between}");
    assert!((off(40.0) - 0.006).abs() < 0.0005, "{}", off(40.0));
    assert!((off(57.0) - 0.015).abs() < 0.0005, "{}", off(57.0));
}

#[test]
fn a_tap_on_paramushir_chooses_it_and_says_its_status() {
    let story = coarse_story();
    let mut session = desk(&story);
    let at = on_screen(&story, &session, "paramushir");
    let effects = tap(&story, &mut session, at, 0.0);
    assert_eq!(chosen(&session), Some("paramushir"));
    assert!(effects.contains(&Effect::Chosen(Some("paramushir".into()))));
    let said = announced(&effects);
    let line = story.standing("paramushir", story.manifest().as_of).unwrap().entry.line.get("en");
    assert!(!line.is_empty() && said.contains("Paramushir") && said.contains(line), "{said}");
}

#[test]
fn a_tap_on_the_sea_clears_the_choice() {
    let story = coarse_story();
    let mut session = desk(&story);
    session.update(&story, Input::Choose(Some("paramushir".into())), 0.0);
    session.update(&story, Input::Key(Key::Home), 100.0);
    let sea = session.camera().screen_from_world(story.ground().world(LonLat::new(150.0, 49.0)));
    let effects = tap(&story, &mut session, sea, 1_000.0);
    assert_eq!(chosen(&session), None);
    assert!(effects.contains(&Effect::Chosen(None)));
}

#[test]
fn a_tap_beside_a_habomai_islet_chooses_an_island() {
    let story = coarse_story();
    let session = desk(&story);
    let islet = on_screen(&story, &session, "polonsky");
    for (dx, dy) in [(15.0, 0.0), (-15.0, 0.0), (0.0, 15.0), (0.0, -15.0)] {
        let mut session = desk(&story);
        tap(&story, &mut session, islet + Screen::new(dx, dy), 0.0);
        assert!(session.chosen().is_some(), "nothing was chosen {dx}, {dy} px beside Polonsky");
    }
}

#[test]
fn a_drag_of_three_pixels_is_still_a_tap() {
    let story = coarse_story();
    let mut session = desk(&story);
    let at = on_screen(&story, &session, "iturup");
    let beside = at + Screen::new(3.0, 0.0);
    session.update(&story, point(Phase::Down, at), 0.0);
    session.update(&story, point(Phase::Move, beside), 20.0);
    session.update(&story, point(Phase::Up, beside), 40.0);
    assert_eq!(chosen(&session), Some("iturup"));
}

#[test]
fn a_drag_of_thirty_pixels_moves_the_map_and_chooses_nothing() {
    let story = coarse_story();
    let mut session = desk(&story);
    let at = on_screen(&story, &session, "iturup");
    let beside = at + Screen::new(-30.0, 0.0);
    session.update(&story, point(Phase::Down, at), 0.0);
    session.update(&story, point(Phase::Move, beside), 20.0);
    session.update(&story, point(Phase::Up, beside), 40.0);
    assert_eq!(chosen(&session), None);
    assert!(on_screen(&story, &session, "iturup").distance(beside) < 1e-6);
}

#[test]
fn the_arrows_walk_the_chain_in_order_and_round() {
    let story = coarse_story();
    let orders = |region: &Region| region.island.as_ref().map(|island| (island.order, region.id.clone()));
    let mut expected: Vec<(f64, String)> = story.regions().filter_map(|(_, region)| orders(region)).collect();
    expected.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(expected.len() >= 39, "only {} islands", expected.len());
    let mut session = desk(&story);
    let mut walk = |key| {
        session.update(&story, Input::Key(key), 0.0);
        chosen(&session).unwrap().to_owned()
    };
    for (_, id) in &expected {
        assert_eq!(walk(Key::Next), *id);
    }
    assert_eq!(walk(Key::Next), expected[0].1);
    assert_eq!(walk(Key::Previous), expected[expected.len() - 1].1);
}

#[test]
fn enter_stays_with_the_island_walked_to_while_the_mouse_rests_on_another() {
    let story = coarse_story();
    let mut session = desk(&story);
    let at = on_screen(&story, &session, "urup");
    session.update(&story, point(Phase::Move, at), 0.0);
    assert_eq!(session.pointed().map(|place| place.id.as_str()), Some("urup"));
    session.update(&story, Input::Key(Key::First), 1.0);
    let walked_to = chosen(&session).map(str::to_owned);
    assert_ne!(walked_to.as_deref(), Some("urup"));
    session.update(&story, Input::Key(Key::Enter), 2.0);
    assert_eq!(chosen(&session).map(str::to_owned), walked_to);
}

#[test]
fn the_walk_begins_in_the_north_and_no_two_islands_share_a_place_in_it() {
    let story = coarse_story();
    let islands: Vec<&Region> = story.chain_order().iter().map(|id| story.region(*id).unwrap()).collect();
    let orders: Vec<f64> = islands.iter().map(|region| region.island.as_ref().unwrap().order).collect();
    assert!(orders.windows(2).all(|pair| pair[0] < pair[1]), "{orders:?}");
    assert!(islands[0].anchor.y < islands[islands.len() - 1].anchor.y);
}

#[test]
fn the_first_view_names_every_island_of_the_first_rank_in_every_language() {
    let story = coarse_story();
    for lang in ["en", "ja", "ru"] {
        let mut session = desk(&story);
        session.update(&story, Input::Language(lang.to_owned()), 0.0);
        let transcript = Transcript::of(&scene::compose(&story, &session, Sheet::STILL, &Ruler));
        let first = |region: &&Region| region.layer == Layer::Island && region.rank == 1;
        let named: Vec<&Region> = story.regions().map(|(_, region)| region).filter(first).collect();
        assert!(named.len() >= 4, "only {} islands of the first rank", named.len());
        for region in named {
            let line = format!("text \"{}\" {lang} ", story.heading(region, lang, session.viewpoint()));
            assert!(transcript.lines().iter().any(|said| said.starts_with(&line)), "{line} in {transcript:#?}");
        }
    }
}

#[test]
fn degrees_at_the_edge_have_the_decimal_sign_of_the_language() {
    let story = whole_story();
    for (lang, expected) in [("en", "153.1° E"), ("ja", "東経153.1°"), ("ru", "153,1° в. д.")] {
        let mut session = desk(&story);
        for input in [Input::ReducedMotion(true), Input::Language(lang.to_owned()), Input::Choose(Some("matua".into()))]
        {
            session.update(&story, input, 0.0);
        }
        let transcript = Transcript::of(&scene::compose(&story, &session, Sheet::STILL, &Ruler));
        assert!(transcript.lines().iter().any(|line| line.contains(expected)), "{expected} in {transcript:#?}");
    }
}

#[test]
fn the_whole_chain_costs_few_points_and_hardly_more_when_finer_plates_are_read() {
    let coarse = coarse_story();
    let before = points_in(&coarse, &desk(&coarse));
    assert!((1_000..12_000).contains(&before), "{before} points");
    let whole = whole_story();
    let after = points_in(&whole, &desk(&whole));
    assert!(after as f64 <= 1.3 * before as f64, "{before} points from the coarse plate, {after} from all");
}

#[test]
fn a_view_of_the_habomai_islets_skips_what_is_off_the_picture() {
    let story = whole_story();
    let mut session = desk(&story);
    session.update(&story, Input::Choose(Some("habomai".into())), 0.0);
    assert_eq!(chosen(&session), Some("habomai"));
    assert!(session.camera().zoom > Session::new(&story, DESK).camera().zoom);
    let list = scene::compose(&story, &session, Sheet::STILL, &Ruler);
    let filled = filled_points(&list);
    assert!((1_000..6_500).contains(&filled), "{filled} points are filled");
    // The coast is a second course along the same points, the glow of the chosen islets a third and a fourth.
    let all = ground_points(&list);
    assert!(all < 3 * filled, "{all} points in all, {filled} of them filled");
    let known: usize = story.regions().filter_map(|(_, region)| Some(region.finest()?.fill().point_count())).sum();
    assert!(filled * 4 < known, "{filled} of {known} points are filled");
}
