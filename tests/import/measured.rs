//! Large files: time and memory grow with the file and not faster.

use std::fmt::Write as _;
use std::time::Instant;

use kuril_import::{Options, read};

/// A collection of so many rings with so many positions each.
fn collection(features: usize, positions: usize) -> String {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[\n");
    for index in 0..features {
        let (lon, lat) = (140.0 + (index % 100) as f64 * 0.2, 40.0 + (index / 100) as f64 * 0.1);
        let comma = if index == 0 { "" } else { ",\n" };
        write!(text, "{comma}{{\"type\":\"Feature\",\"properties\":{{\"name\":\"Islet {index}\"}},").unwrap();
        text.push_str("\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[");
        for step in 0..=positions {
            let angle = (step % positions) as f64 / positions as f64 * std::f64::consts::TAU;
            let comma = if step == 0 { "" } else { "," };
            write!(text, "{comma}[{:.7},{:.7}]", lon + 0.05 * angle.cos(), lat + 0.04 * angle.sin()).unwrap();
        }
        text.push_str("]]}}");
    }
    text + "\n]}"
}

#[test]
fn ten_times_the_features_take_about_ten_times_as_long() {
    let time = |features| {
        let text = collection(features, 20);
        let start = Instant::now();
        let imported = read(text.as_bytes(), &Options::default()).unwrap();
        assert_eq!(imported.features.len(), features);
        start.elapsed().as_secs_f64()
    };
    let (few, many) = (time(1000), time(10_000));
    // Four times what is linear: a busy machine is not a quadratic reader, which would take a hundred times as long.
    assert!(many < few * 40.0, "{few} s, then {many} s");
}

/// `cargo test --release -p kuril-import -- --ignored`
#[test]
#[ignore = "measures: run alone, in a release build"]
fn a_million_positions_are_read_in_less_than_three_seconds() {
    for (features, positions) in [(1, 1_000_000), (10_000, 100)] {
        let text = collection(features, positions);
        let start = Instant::now();
        let imported = read(text.as_bytes(), &Options::default()).unwrap();
        let seconds = start.elapsed().as_secs_f64();
        assert_eq!(imported.features.len(), features);
        assert!(seconds < 3.0, "{seconds} s");
    }
}
