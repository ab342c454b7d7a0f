//! Several files of one map: no two features share an id, and all lie within one range of longitudes.

use geo::{MultiLineString, MultiPoint, MultiPolygon, Point};

use crate::geometry::Parts;
use crate::id::Ids;
use crate::note::{Concern, Report};
use crate::seam::{self, Window};
use crate::{Imported, Shape};

/// Puts the features of several files in order as if they were of one; what is changed is added to their reports.
#[must_use]
pub fn together(mut files: Vec<Imported>) -> Vec<Imported> {
    let mut shapes: Vec<Vec<Parts>> = files.iter_mut().map(taken).collect();
    let window = Window::of(shapes.iter().flatten());
    let mut ids = Ids::default();
    for (file, shapes) in files.iter_mut().zip(&mut shapes) {
        let mut report = Report::of(std::mem::take(&mut file.report));
        for (feature, parts) in file.features.iter_mut().zip(shapes) {
            if window.is_some_and(|window| window.place(parts)) {
                let message = "longitudes were led on across 180°, so that all files are one range";
                report.note(Concern::Mended, message, (&feature.place, ""));
            }
            put(&mut feature.shape, std::mem::take(parts));
            let (id, was_given) = ids.unique(std::mem::take(&mut feature.id));
            feature.id = id;
            if was_given {
                let message = "an id that a feature of another file has was given a number";
                report.note(Concern::Mended, message, (&feature.place, ""));
            }
        }
        file.report = report.notes();
    }
    files
}

/// Takes the shapes out of the features of a file.
fn taken(file: &mut Imported) -> Vec<Parts> {
    let parts = file.features.iter_mut().map(|feature| match &mut feature.shape {
        Shape::Points(points) => {
            Parts { points: std::mem::take(&mut points.0).into_iter().map(Into::into).collect(), ..Parts::default() }
        }
        Shape::Lines(lines) => Parts { lines: std::mem::take(&mut lines.0), ..Parts::default() },
        Shape::Areas(areas) => {
            Parts { areas: std::mem::take(&mut areas.0).into_iter().map(seam::rings).collect(), ..Parts::default() }
        }
    });
    parts.collect()
}

/// Puts a shape back that was taken out.
fn put(shape: &mut Shape, Parts { points, lines, areas }: Parts) {
    *shape = match shape {
        Shape::Points(_) => Shape::Points(MultiPoint(points.into_iter().map(Point).collect())),
        Shape::Lines(_) => Shape::Lines(MultiLineString(lines)),
        Shape::Areas(_) => Shape::Areas(MultiPolygon(areas.into_iter().filter_map(seam::polygon).collect())),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, read};

    fn point(lon: f64) -> Imported {
        let text = format!(
            r#"{{"type":"Feature","id":"a","properties":{{}},"geometry":{{"type":"Point","coordinates":[{lon},52]}}}}"#
        );
        read(text.as_bytes(), &Options::default()).unwrap()
    }

    #[test]
    fn two_files_on_both_sides_of_the_antimeridian_are_one_range_with_ids_of_their_own() {
        let files = together(vec![point(172.0), point(-176.0)]);
        let told = files.iter().map(|file| (file.features[0].id.as_str(), file.features[0].shape.clone()));
        let shape = |lon: f64| Shape::Points(MultiPoint(vec![Point::new(lon, 52.0)]));
        assert_eq!(told.collect::<Vec<_>>(), [("a", shape(172.0)), ("a-2", shape(184.0))]);
        assert_eq!(files[1].report.iter().filter(|note| note.concern == Concern::Mended).count(), 2);
    }
}
