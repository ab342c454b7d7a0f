//! Every input that is kept is read again: what once stopped a target, and what reaches most of the code.

#[cfg(test)]
mod tests {
    use kuril_fuzz::{MADE, TARGETS};
    use kuril_tool::quality::fuzz::Target;
    use serde_json::Value;
    use std::fs;
    use std::path::{Path, PathBuf};

    fn files(target: &str) -> Vec<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
        let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
    }

    #[test]
    fn every_kept_input_is_read_without_harm() {
        for (name, run) in TARGETS {
            let files = files(name);
            assert!(!files.is_empty(), "{name} has no inputs");
            for file in files {
                eprintln!("{}", file.display());
                run(&fs::read(file).unwrap());
            }
        }
    }

    #[test]
    fn nothing_and_one_choice_are_inputs_too() {
        for (_, run) in TARGETS {
            run(&[]);
            (0..=255).for_each(|choice| run(&[MADE, choice]));
        }
    }

    #[test]
    fn the_command_knows_every_target_and_each_is_counted() {
        let names: Vec<&str> = Target::all().iter().map(|target| target.name()).collect();
        assert_eq!(names, TARGETS.map(|(name, _)| name));
        let counted: Value = serde_json::from_str(include_str!("executions.json")).unwrap();
        assert_eq!(counted.as_object().unwrap().len(), names.len());
        for name in names {
            let count = |key: &str| counted[name][key].as_u64().unwrap();
            assert!(count("executions") > 0 && count("branches_reached") <= count("branches"), "{name}");
        }
    }

    #[test]
    fn the_corpus_is_small() {
        let sizes = TARGETS.iter().flat_map(|(name, _)| files(name)).map(|file| fs::metadata(file).unwrap().len());
        assert!(sizes.sum::<u64>() < 2_000_000);
    }
}
