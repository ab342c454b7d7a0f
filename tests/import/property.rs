//! What holds for any bytes: no panic, no number that is none, nothing lost without a word.

use std::collections::BTreeSet;
use std::fs;

use kuril_import::{Concern, Imported, Options, Shape, read};
use proptest::prelude::*;

use crate::files::files;

/// Asserts what holds for every result.
fn assert_sound(bytes: &[u8]) {
    let Ok(Imported { features, report, found, .. }) = read(bytes, &Options::default()) else { return };
    let kept: BTreeSet<usize> = features.iter().map(|feature| feature.place.ordinal).collect();
    let left_out: usize = report.iter().filter(|note| note.concern == Concern::LeftOut).map(|note| note.count).sum();
    assert_eq!(kept.len() + left_out, found, "a feature is neither there nor told: {report:?}");
    let ids: BTreeSet<&str> = features.iter().map(|feature| feature.id.as_str()).collect();
    assert_eq!(ids.len(), features.len(), "an id is given twice");
    for feature in &features {
        let letters = |letter: u8| matches!(letter, b'a'..=b'z' | b'0'..=b'9' | b'-');
        assert!((1..=64).contains(&feature.id.len()) && feature.id.bytes().all(letters), "{:?}", feature.id);
        assert!(!feature.id.starts_with('-'), "{:?}", feature.id);
        for position in positions(&feature.shape) {
            assert!(position.x.abs() <= 540.0 && position.y.abs() <= 90.0, "{position:?}");
        }
        if let Shape::Areas(areas) = &feature.shape {
            for ring in areas.0.iter().flat_map(|area| std::iter::once(area.exterior()).chain(area.interiors())) {
                assert!(ring.is_closed() && ring.0.len() >= 4, "{ring:?}");
            }
        }
    }
}

fn positions(shape: &Shape) -> Vec<geo::Coord> {
    use geo::CoordsIter as _;
    match shape {
        Shape::Points(points) => points.coords_iter().collect(),
        Shape::Lines(lines) => lines.coords_iter().collect(),
        Shape::Areas(areas) => areas.coords_iter().collect(),
    }
}

/// A fixture with some bytes cut out, doubled or replaced by others that mean something.
fn mutated(mut bytes: Vec<u8>, changes: &[(usize, u8, u8)]) -> Vec<u8> {
    const TOKENS: [&[u8]; 16] = [
        b"[", b"]", b"{", b"}", b"\"", b",", b":", b"null", b"1e999", b"-180", b"180", b"NaN", b"\\", b"\n", b"-0",
        b"400",
    ];
    for (at, kind, what) in changes {
        if bytes.is_empty() {
            break;
        }
        let at = at % bytes.len();
        let end = (at + usize::from(*what % 40)).min(bytes.len());
        match kind % 4 {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(end..end, piece);
            }
            2 => bytes[at] = *what,
            _ => drop(bytes.splice(at..end.min(at + 4), TOKENS[usize::from(*what) % TOKENS.len()].iter().copied())),
        }
    }
    bytes
}

#[test]
fn every_fixture_is_sound() {
    for file in files() {
        assert_sound(&fs::read(file).unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_damage_to_a_file_is_told_and_costs_no_more_than_itself(
        index in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<usize>(), any::<u8>(), any::<u8>()), 1..6),
    ) {
        let files = files();
        assert_sound(&mutated(fs::read(index.get(&files)).unwrap(), &changes));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[\\[\\]{}\",:a-z0-9 .\n-]{0,200}") {
        assert_sound(text.as_bytes());
    }

    #[test]
    fn any_rings_keep_within_reach(
        rings in prop::collection::vec(prop::collection::vec((-540.0..540.0, -90.0..90.0), 1..9), 1..4),
    ) {
        let rings: Vec<Vec<[f64; 2]>> = rings.into_iter().map(|ring| ring.into_iter().map(|(x, y)| [x, y]).collect()).collect();
        assert_sound(serde_json::json!({"type": "Polygon", "coordinates": rings}).to_string().as_bytes());
        assert_sound(serde_json::json!({"type": "MultiPolygon", "coordinates": [rings]}).to_string().as_bytes());
        assert_sound(serde_json::json!({"type": "MultiLineString", "coordinates": rings}).to_string().as_bytes());
    }

    #[test]
    fn what_the_library_reads_is_read_alike(
        lines in prop::collection::vec(prop::collection::vec((-179.0..179.0, -89.0..89.0), 2..6), 1..4),
    ) {
        let lines: Vec<Vec<[f64; 2]>> = lines.into_iter().map(|line| line.into_iter().map(|(x, y)| [x / 2.0, y]).collect()).collect();
        let text = serde_json::json!({"type": "MultiLineString", "coordinates": lines}).to_string();
        let library: geojson::Geometry = text.parse().unwrap();
        let theirs = geo::MultiLineString::try_from(library).unwrap();
        let options = Options { decimals: 12, ..Options::default() };
        let ours = read(text.as_bytes(), &options).unwrap().features.remove(0).shape;
        let Shape::Lines(ours) = ours else { panic!("{ours:?}") };
        for (our, their) in ours.0.iter().zip(&theirs.0) {
            assert_eq!(our.0.len(), their.0.len());
            assert!(our.0.iter().zip(&their.0).all(|(a, b): (&geo::Coord, &geo::Coord)| (a.x - b.x).abs() < 1e-9 && (a.y - b.y).abs() < 1e-9));
        }
        assert_eq!(ours.0.len(), theirs.0.len());
    }
}
