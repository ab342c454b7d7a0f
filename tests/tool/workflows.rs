//! The workflows of the repository's host: they are YAML, may do no more than they must, and call what exists.

use kuril_tool::project::checkout;
use saphyr::{LoadableYamlNode as _, Yaml};
use std::fs;

/// The workflows by name.
fn workflows() -> Vec<(String, String)> {
    let entries = fs::read_dir(checkout().join(".github/workflows")).unwrap();
    let read = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry.unwrap().path();
        (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap())
    };
    let mut all: Vec<_> = entries.map(read).collect();
    all.sort();
    assert_eq!(all.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["publish.yml", "test.yml"]);
    all
}

fn get<'a>(node: &'a Yaml<'a>, key: &str) -> Option<&'a Yaml<'a>> {
    node.as_mapping_get(key)
}

fn words<'a>(node: &'a Yaml<'a>, key: &str) -> Option<&'a str> {
    get(node, key)?.as_str()
}

/// The steps of all jobs, each with the name of its job.
fn steps<'a>(workflow: &'a Yaml<'a>) -> Vec<(String, &'a Yaml<'a>)> {
    let jobs = get(workflow, "jobs").unwrap().as_mapping().unwrap();
    let steps = jobs.iter().flat_map(|(name, job)| {
        let name = name.as_str().unwrap().to_owned();
        assert!(get(job, "timeout-minutes").is_some(), "{name} may run for ever");
        get(job, "steps").unwrap().as_sequence().unwrap().iter().map(move |step| (name.clone(), step))
    });
    steps.collect()
}

#[test]
fn every_workflow_is_yaml_and_may_only_read_unless_a_job_must_write() {
    for (name, text) in workflows() {
        let documents = Yaml::load_from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let [workflow] = documents.as_slice() else { panic!("{name}: {} documents", documents.len()) };
        let permissions = get(workflow, "permissions").unwrap().as_mapping().unwrap();
        assert_eq!(permissions.len(), 1, "{name}");
        assert_eq!(words(get(workflow, "permissions").unwrap(), "contents"), Some("read"), "{name}");
        for (job, step) in steps(workflow) {
            assert!(words(step, "uses").is_some() != words(step, "run").is_some(), "{name}, {job}");
            let Some(action) = words(step, "uses") else { continue };
            let version = action.split_once('@').unwrap().1;
            let is_version = version.strip_prefix('v').is_some_and(|number| number.parse::<u32>().is_ok());
            let is_commit = version.len() == 40 && version.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_version || is_commit, "{name}: {action} is whatever is newest");
            let keeps = get(step, "with").and_then(|with| get(with, "persist-credentials")?.as_bool());
            assert!(!action.starts_with("actions/checkout") || keeps == Some(false), "{name}, {job} keeps credentials");
        }
    }
}

#[test]
fn a_workflow_calls_only_what_the_readme_names() {
    let readme = fs::read_to_string(checkout().join("README.md")).unwrap();
    let mut called = 0;
    for (name, text) in workflows() {
        let documents = Yaml::load_from_str(&text).unwrap();
        for (_, step) in steps(&documents[0]) {
            let lines = words(step, "run").unwrap_or_default().lines();
            for line in lines.filter_map(|line| line.split_once("cargo kuril ")).map(|(_, rest)| rest) {
                called += 1;
                let command = line.split_whitespace().next().unwrap();
                let row = readme.lines().find(|row| row.starts_with(&format!("| `cargo kuril {command}")));
                let row = row.unwrap_or_else(|| panic!("{name}: the readme has no cargo kuril {command}"));
                for word in line.split_whitespace().skip(1).filter(|word| word.starts_with("--")) {
                    assert!(row.contains(word), "{name}: cargo kuril {command} has no {word}");
                }
                let stage = line.split_whitespace().nth(1).filter(|_| command == "test");
                assert!(stage.is_none_or(|stage| row.contains(&format!("`{stage}`"))), "{name}: {line}");
            }
            assert!(
                !words(step, "run").unwrap_or_default().contains("${{"),
                "{name}: an expression is put into a script"
            );
        }
    }
    assert!(called >= 4, "{called} commands");
}
