//! What every picture and every text must be: of finite numbers, and in proportion to what was read.

use kuril_map::error::Finding;
use kuril_map::geo::path::Part;
use kuril_map::geo::space::{Screen, ScreenRect, World};
use kuril_map::limits::FINDINGS;
use kuril_map::markup::html;
use kuril_map::paint::{DisplayList, EstimatedMetrics, GroundItem, Mark};
use kuril_map::panel;
use kuril_map::scene::{Sheet, compose};
use kuril_map::story::Story;
use kuril_map::view::Session;

/// Points of a picture that do not come from the story: degrees, scale, frames, rings of the globe.
const OWN_POINTS: usize = 30_000;
/// How often one point of the story may be in a picture: as area and coast, highlighted, in insets, drawn about its name.
const REPEATED: usize = 24;

/// Composes the picture and checks it.
pub(crate) fn picture(story: &Story, session: &Session) {
    let list = compose(story, session, Sheet::STILL, &EstimatedMetrics);
    let points = points_of(&list);
    let read: usize = story.regions().filter_map(|(_, region)| region.finest()).map(|it| it.points().len()).sum();
    assert!(points <= OWN_POINTS + REPEATED * read, "{points} points in the picture of a story of {read}");
}

/// Composes the texts beside the map and checks that they stay within a bound; `read` is what the story was read from.
pub(crate) fn texts(story: &Story, session: &Session, read: usize) {
    let trees = [
        Some(panel::panel(story, session)),
        panel::card(story, session),
        panel::time(story, session),
        panel::tour(story, session),
        panel::legend(story, session, true),
        panel::perspectives(story, session),
        Some(panel::visible_list(story, session)),
        Some(panel::credits(story, session)),
        Some(panel::describe(story, session)),
        panel::rules(story, session),
    ];
    let written: usize = trees.into_iter().flatten().map(|tree| html(&tree).len()).sum();
    assert!(written <= 100_000 + 400 * read, "{written} bytes of text from {read} bytes");
}

/// Checks that findings are no more than are told one by one, and no longer than what they tell of.
pub(crate) fn findings(findings: &[Finding], read: usize) {
    assert!(findings.len() <= 2 * FINDINGS.most.max(read), "{} findings", findings.len());
    for finding in findings {
        let told = finding.to_string().len();
        assert!(told <= 2000 + 6 * read, "a finding of {told} bytes about {read}");
    }
}

/// Checks the camera of a view.
pub(crate) fn camera(session: &Session) {
    let camera = session.camera();
    let numbers = [camera.centre.x, camera.centre.y, camera.size.width, camera.size.height, camera.zoom.scale()];
    assert!(numbers.iter().all(|number| number.is_finite()), "{camera:?}");
}

/// The number of points in a picture, all of which are checked.
fn points_of(list: &DisplayList<'_>) -> usize {
    let ground = list.ground.iter().map(|item| {
        let (GroundItem::Fill { path, .. } | GroundItem::Stroke { path, .. }) = item;
        path.geometry.parts().iter().flat_map(Part::points).copied().for_each(world);
        path.geometry.point_count()
    });
    let insets = list.insets.iter().map(|inset| {
        rect(inset.rect);
        points_of(&inset.list)
    });
    let marks = list.marks.iter().chain(&list.furniture).map(mark);
    ground.chain(insets).chain(marks).sum()
}

/// The number of points of a mark.
fn mark(mark: &Mark) -> usize {
    match mark {
        Mark::Text(text) => {
            point(text.at);
            assert!(text.angle.is_finite() && text.face.size.is_finite(), "{text:?}");
            1
        }
        Mark::Line { points, stroke } => {
            assert!(stroke.width.is_finite(), "{stroke:?}");
            points.iter().copied().for_each(point);
            points.len()
        }
        Mark::Dot { centre, radius, .. } => {
            point(*centre);
            assert!(radius.is_finite(), "a dot of radius {radius}");
            1
        }
        Mark::Area { rings, .. } => {
            rings.iter().flatten().copied().for_each(point);
            rings.iter().map(Vec::len).sum()
        }
    }
}

fn rect(rect: ScreenRect) {
    point(rect.min);
    point(rect.max);
}

fn point(at: Screen) {
    assert!(at.x.is_finite() && at.y.is_finite(), "{at:?} in the picture");
}

fn world(at: World) {
    assert!(at.x.is_finite() && at.y.is_finite(), "{at:?} on the ground");
}
