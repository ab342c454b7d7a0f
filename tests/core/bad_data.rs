//! Damaged data costs what is damaged and no more, and the findings say what to mend.
//!
//! Every file of `tests/fixtures/bad` stands beside an `.expected` file with its findings, one a line, and a last line
//! naming what was taken all the same. After a wording has changed, `BLESS=1 cargo test` writes them anew; the
//! difference is then to be read by eye.

use kuril_map::error::Finding;
use kuril_map::story::Story;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The smallest story that is sound.
const STORY: &str = r#"{"story":{"schema":2,"title":{"en":"Tiny"},"as_of":"2026-02-20","languages":["en"],
    "projection":{"standard":[44,51],"origin":[151,47]},"extent":[138,40,165,57],"start":[144.2,42.6,157.6,51.8],
    "parties":[],"words":{"en":{}}}}"#;

/// The least number of damaged files; fewer mean that the folder was not found whole.
const LEAST_FILES: usize = 34;

/// A small collection that is sound in every layer, from which the mutations start.
const SOUND: &str = r#"{"type":"FeatureCollection","schema":1,"level":{"index":0,"tolerance_km":0.6},"features":[
{"type":"Feature","id":"a","properties":{"layer":"island","names":{"en":"A","ja":"甲"},"rank":1,"kind":"islet","group":"lesser","order":1,"anchor":[146.55,43.52],"area_km2":3.5},"geometry":{"type":"MultiPolygon","coordinates":[[[[146.5,43.5],[146.6,43.5],[146.6,43.6],[146.5,43.5]],[[146.57,43.53],[146.58,43.54],[146.58,43.53],[146.57,43.53]]],[[[147,44],[147.1,44],[147.1,44.1],[147,44]]]]}},
{"type":"Feature","id":"b","properties":{"layer":"depth","deeper_than_m":200},"geometry":{"type":"Polygon","coordinates":[[[148,44],[149,44],[149,45],[148,44]]]}},
{"type":"Feature","id":"c","properties":{"layer":"sea","names":{"en":"C"},"rank":2},"geometry":{"type":"LineString","coordinates":[[150,44],[151,45],[152,45]]}},
{"type":"Feature","id":"d","properties":{"layer":"town","names":{"en":"D"},"population":12},"geometry":{"type":"Point","coordinates":[153,46]}}
]}
"#;

fn tiny() -> Story {
    Story::open("tiny.story.json", STORY.as_bytes()).unwrap().0
}

fn listed<'a>(what: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = what.into_iter().collect();
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}

fn told(findings: &[Finding], taken: &str) -> String {
    let mut text = String::new();
    for finding in findings {
        writeln!(text, "{finding}").unwrap();
    }
    writeln!(text, "taken: {taken}").unwrap();
    text
}

fn outcome_of_features(file: &str, bytes: &[u8]) -> String {
    let mut story = tiny();
    let findings = story.read_features(file, bytes);
    told(&findings, &listed(story.regions().map(|(_, region)| region.id.as_str())))
}

fn outcome_of_story(file: &str, bytes: &[u8]) -> String {
    match Story::open(file, bytes) {
        Ok((story, findings)) => {
            let groups = listed(story.status().groups().iter().map(|group| group.id.as_str()));
            let entries = listed(story.status().entries().iter().map(|entry| entry.id.as_str()));
            told(&findings, &format!("story; groups {groups}; entries {entries}"))
        }
        Err(finding) => told(&[finding], "nothing"),
    }
}

fn outcome_of_reading(file: &str, bytes: &[u8]) -> String {
    let mut story = tiny();
    let findings = story.read_reading(file, bytes);
    let reading = story.reading();
    let excerpts = reading.articles.iter().flat_map(|article| article.excerpts.iter());
    let taken = format!(
        "sources {}; facts of {}; excerpts {}",
        listed(reading.sources.keys().map(String::as_str)),
        listed(reading.facts.keys().map(String::as_str)),
        listed(excerpts.map(|excerpt| excerpt.id.as_str())),
    );
    told(&findings, &taken)
}

fn outcome(file: &str, bytes: &[u8]) -> String {
    if file.ends_with(".story.json") {
        outcome_of_story(file, bytes)
    } else if file.ends_with(".reading.json") {
        outcome_of_reading(file, bytes)
    } else {
        outcome_of_features(file, bytes)
    }
}

fn inputs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bad");
    let is_input = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "geojson" || ending == "json");
    let mut inputs: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(is_input).collect();
    inputs.sort();
    inputs
}

fn blessing() -> bool {
    std::env::var_os("BLESS").is_some_and(|value| value == "1") && std::env::var_os("CI").is_none()
}

#[test]
fn every_damage_is_named_and_what_is_sound_is_taken() {
    let inputs = inputs();
    assert!(inputs.len() >= LEAST_FILES, "only {} damaged files", inputs.len());
    let mut wrong = String::new();
    for input in inputs {
        let name = input.file_name().unwrap().to_str().unwrap();
        let found = outcome(name, &fs::read(&input).unwrap());
        let beside = input.with_extension("expected");
        if blessing() {
            fs::write(&beside, &found).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if found != expected {
            writeln!(wrong, "{name}\nexpected:\n{expected}found:\n{found}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_damaged_file_has_a_finding_that_names_it_and_every_fine_one_has_none() {
    for input in inputs() {
        let name = input.file_name().unwrap().to_str().unwrap();
        let text = outcome(name, &fs::read(&input).unwrap());
        let findings: Vec<&str> = text.lines().filter(|line| !line.starts_with("taken: ")).collect();
        assert_eq!(findings.is_empty(), name.starts_with("fine-"), "{name}: {findings:?}");
        assert!(findings.iter().all(|finding| finding.starts_with(name)), "{findings:?}");
    }
}

#[test]
fn no_expectation_outlives_its_input() {
    let inputs = inputs();
    let folder = inputs[0].parent().unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "expected") {
            assert!(inputs.iter().any(|input| input.with_extension("expected") == path), "{}", path.display());
        }
    }
}

#[test]
fn a_ring_of_a_hundred_thousand_vertices_is_read_without_finding() {
    let count = 100_000;
    let mut ring: Vec<String> = (0..count)
        .map(|step| {
            let turn = std::f64::consts::TAU * f64::from(step) / f64::from(count);
            format!("[{:.9},{:.9}]", 151.0 + 2.0 * turn.cos(), 47.0 + turn.sin())
        })
        .collect();
    ring.push(ring[0].clone());
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","id":"round","properties":{{"layer":"island",
        "names":{{"en":"Round"}}}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}]}}"#,
        ring.join(",")
    );
    assert_eq!(outcome_of_features("round.geojson", text.as_bytes()), "taken: round\n");
}

/// Marsaglia's xorshift with the shifts 13, 7 and 17: the same mutations on every machine.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides.max(1) as u64).unwrap()
    }
}

/// Bytes that mean something to JSON, and some that mean nothing to UTF-8.
const LIKELY: &[u8] = b"{}[]\",:-+.0189eEtn\\ \n\xff\xc3\x00";

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.throw(bytes.len());
    let end = (at + 1 + dice.throw(24)).min(bytes.len());
    match dice.throw(5) {
        0 => bytes[at] ^= 1 << dice.throw(8),
        1 => bytes[at] = LIKELY[dice.throw(LIKELY.len())],
        2 => drop(bytes.drain(at..end)),
        3 => bytes.insert(at, LIKELY[dice.throw(LIKELY.len())]),
        _ => {
            let copy = bytes[at..end].to_vec();
            bytes.splice(at..at, copy);
        }
    }
}

#[test]
fn sound_data_has_no_finding() {
    assert_eq!(outcome_of_features("sound.geojson", SOUND.as_bytes()), "taken: a, b, c, d\n");
}

#[test]
fn twenty_thousand_mutations_are_all_survived_and_only_sound_places_are_taken() {
    let mut dice = Dice(0x6b75_7269_6c00_0001);
    let mut story = tiny();
    let start = story.clone();
    let (mut hurt, mut kept) = (0, 0);
    for _ in 0..20_000 {
        let mut bytes = SOUND.as_bytes().to_vec();
        for _ in 0..=dice.throw(3) {
            mutate(&mut bytes, &mut dice);
        }
        story.clone_from(&start);
        let findings = story.read_features("mutant.geojson", &bytes);
        hurt += usize::from(!findings.is_empty());
        kept += story.regions().count();
        for (_, region) in story.regions() {
            let bounds = region.bounds;
            let numbers = [bounds.min.x, bounds.min.y, bounds.max.x, bounds.max.y, region.anchor.x, region.anchor.y];
            assert!(numbers.iter().all(|number| number.is_finite()), "{}", String::from_utf8_lossy(&bytes));
        }
    }
    assert!(hurt > 5_000, "only {hurt} mutants were hurt: the mutations are too mild");
    assert!(kept > 10_000, "only {kept} of 80,000 features survived: one damage costs too much");
}
