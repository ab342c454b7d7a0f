//! Each rule is shown to hold a small sound story, and to find the one thing that was broken in it.

use serde_json::{Value, json};

use crate::story::check::neutrality::{Files, RULES, broken, findings};

fn said(text: &str) -> Value {
    json!({ "en": text, "ja": text, "ru": text })
}

/// A story of one claimed island that keeps every rule.
fn sound() -> Files {
    let story = json!({ "languages": ["en", "ja", "ru"], "parties": [{ "id": "b", "lang": "ja" }] });
    let view = json!({ "value": "own", "sources": ["s"] });
    let status = json!({
        "groups": [{ "id": "g", "names": said("G"), "members": ["isle"] }],
        "intervals": [{ "group": "g", "from": "1946-02-02", "administered_by": "a", "claimed_by": ["b"],
            "according_to": { "a": view, "b": view }, "line": said("Since 1946."), "sources": ["s"] }],
        "boundaries": [{ "id": "l", "feature": "line", "from": "1946-02-02", "according_to": { "a": view },
            "line": said("A: border"), "short": said("A: since 1946"), "sources": ["s"] }],
    });
    let islands = json!({ "features": [{ "id": "isle", "properties": { "names": said("Isle"),
        "names_claimant": { "en": "Shima" }, "facts": [{ "kind": "area", "value": 1, "sources": ["s"] }] } }] });
    let deployments = json!({ "deployments": [{ "id": "d", "from": "2016-11-22",
        "reports": [{ "text": said("seen"), "sources": ["s"] }] }] });
    let source =
        json!({ "id": "s", "publisher": said("P"), "title": "T", "url": "https://a.example/x", "read": "2026-01-01" });
    let article = json!({ "id": "x", "words": 10, "excerpts": [{ "id": "p1", "text": "one two three four",
        "note": { "text": said("so"), "sources": ["s"] } }] });
    let files = [
        ("story.json", story),
        ("status.json", status),
        ("islands.geojson", islands),
        ("boundaries.geojson", json!({ "features": [{ "id": "line" }] })),
        ("events.json", json!({ "events": [{ "id": "e", "text": said("met"), "sources": ["s"] }] })),
        ("deployments.json", deployments),
        ("sources.json", json!({ "refused_hosts": ["copy.example"], "sources": [source] })),
        ("articles/x.json", article),
        ("words/en.json", json!({ "k": "w" })),
        ("words/ja.json", json!({ "k": "w" })),
        ("words/ru.json", json!({ "k": "w" })),
    ];
    Files { values: files.map(|(name, value)| (name.to_owned(), value)).into() }
}

/// The findings after one value of a file became another, as text.
fn after(file: &str, pointer: &str, value: Value) -> Vec<String> {
    let mut files = sound();
    let (_, whole) = files.values.iter_mut().find(|(name, _)| name == file).unwrap();
    *whole.pointer_mut(pointer).unwrap() = value;
    broken(&files).iter().map(ToString::to_string).collect()
}

/// One finding is expected, of this rule and in this file.
fn assert_broken(rule: &str, (file, pointer): (&str, &str), value: Value) {
    let told = after(file, pointer, value);
    assert_eq!(told.len(), 1, "{pointer}: {told:#?}");
    assert!(told[0].starts_with(file) && told[0].contains(&format!(": {rule}: expected ")), "{pointer}: {told:#?}");
}

#[test]
fn a_sound_story_breaks_no_rule() {
    assert_eq!(broken(&sound()), []);
}

#[test]
fn the_story_of_this_project_breaks_no_rule() {
    let folder = crate::project::checkout().join("geodata");
    let articles = std::fs::read_dir(folder.join("articles")).unwrap().count();
    assert_eq!(Files::read(&folder).unwrap().values.len(), 11 + articles);
    assert_eq!(findings(&folder).unwrap(), []);
}

#[test]
fn no_two_rules_have_the_same_name() {
    let mut names = RULES.map(|(name, _)| name).to_vec();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), RULES.len());
}

#[test]
fn a_claimed_island_needs_the_claimants_form_of_its_name() {
    let at = ("islands.geojson", "/features/0/properties/names_claimant");
    assert_broken("claimed-names", at, json!({}));
    let mut files = sound();
    let (_, islands) = files.values.iter_mut().find(|(name, _)| name == at.0).unwrap();
    *islands.pointer_mut("/features/0/properties").unwrap() =
        json!({ "names": said("Isle"), "romanised": "Isle-tō", "facts": [] });
    assert_eq!(broken(&files), [], "the claimant's form is the same");
}

#[test]
fn a_claimed_island_needs_a_name_in_each_language_unless_readers_are_told() {
    let names = json!({ "en": "Isle", "ru": "Isle" });
    let told = after("islands.geojson", "/features/0/properties/names", names.clone());
    assert_eq!(
        told.iter().filter(|line| line.contains("claimed-names: expected a name in \"ja\"")).count(),
        1,
        "{told:#?}"
    );
    let mut files = sound();
    let (_, islands) = files.values.iter_mut().find(|(name, _)| name == "islands.geojson").unwrap();
    *islands.pointer_mut("/features/0/properties/names").unwrap() = names;
    files.values.push(("method.json".to_owned(), json!({ "without_name": { "ja": ["isle"] } })));
    assert_eq!(broken(&files), []);
}

#[test]
fn a_side_that_is_stated_needs_a_source() {
    for pointer in ["/intervals/0/according_to/b/sources", "/boundaries/0/according_to/a/sources"] {
        let told = after("status.json", pointer, json!([]));
        assert!(told.iter().any(|line| line.contains("sided-sources: expected a source for what ")), "{told:#?}");
    }
    for pointer in ["/intervals/0/sources", "/boundaries/0/sources"] {
        assert_broken("sided-sources", ("status.json", pointer), json!([]));
    }
}

#[test]
fn a_partys_verb_stands_inside_quotation_marks_only() {
    for (lang, text) in [("en", "Seized in 1946"), ("ja", "占領、1946年"), ("ru", "Захвачен в 1946")] {
        assert_broken("party-verbs", ("status.json", &format!("/intervals/0/line/{lang}")), json!(text));
        assert_broken("party-verbs", (&format!("words/{lang}.json"), "/k"), json!(text));
    }
    assert_eq!(after("status.json", "/intervals/0/line/en", json!("“Seized” in 1946")), [""; 0]);
}

#[test]
fn control_is_dated() {
    assert_broken("dated-control", ("deployments.json", "/deployments/0/from"), json!("soon"));
    assert_broken("dated-control", ("status.json", "/intervals/0/line/ru"), json!("Под управлением."));
    let told = after("status.json", "/intervals/0/from", Value::Null);
    assert!(told.iter().any(|line| line.contains("dated-control: expected \"from\", a day")), "{told:#?}");
}

#[test]
fn a_boundary_belongs_to_a_status() {
    assert_broken("boundary-status", ("status.json", "/boundaries/0/from"), json!("1946-01-01"));
    let two = json!([{ "id": "line" }, { "id": "stray" }]);
    assert_broken("boundary-status", ("boundaries.geojson", "/features"), two);
    let told = after("boundaries.geojson", "/features", json!([]));
    assert!(told.len() == 1 && told[0].contains("boundary-status: expected a line of boundaries.geojson"), "{told:#?}");
}

#[test]
fn a_line_says_in_short_who_draws_it_and_since_when() {
    for key in ["line", "short"] {
        assert_broken("dated-lines", ("status.json", &format!("/boundaries/0/{key}")), Value::Null);
    }
    for text in ["A: border", "A: since 1956", "A: since 1946, 1956"] {
        assert_broken("dated-lines", ("status.json", "/boundaries/0/short/ja"), json!(text));
    }
}

#[test]
fn what_is_shown_has_a_source() {
    let places = [
        ("islands.geojson", "/features/0/properties/facts/0/sources"),
        ("events.json", "/events/0/sources"),
        ("deployments.json", "/deployments/0/reports/0/sources"),
        ("articles/x.json", "/excerpts/0/note/sources"),
    ];
    for place in places {
        assert_broken("sourced-statements", place, json!([]));
    }
}

#[test]
fn what_is_said_in_one_language_is_said_in_all() {
    assert_broken("every-language", ("events.json", "/events/0/text/ja"), json!(""));
    assert_broken("every-language", ("articles/x.json", "/excerpts/0/note/text"), json!({ "en": "so", "ja": "so" }));
}

#[test]
fn a_source_is_whole_and_on_no_refused_host() {
    let places = [
        ("publisher", json!({})),
        ("title", json!("")),
        ("url", json!("a.example/x")),
        ("read", json!("lately")),
        ("url", json!("https://www.copy.example/x")),
    ];
    for (key, value) in places {
        assert_broken("whole-sources", ("sources.json", &format!("/sources/0/{key}")), value);
    }
    assert_eq!(after("sources.json", "/sources/0/url", json!("https://notcopy.example/x")), [""; 0]);
}

#[test]
fn more_than_two_words_in_five_are_too_many() {
    assert_broken("excerpt-share", ("articles/x.json", "/excerpts/0/text"), json!("one two three four five"));
    assert_broken("excerpt-share", ("articles/x.json", "/words"), Value::Null);
}
