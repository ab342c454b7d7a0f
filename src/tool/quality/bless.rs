//! The command `bless`: takes the pictures of today as those that the tests compare with.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use kuril_map::paint::EstimatedMetrics;

use crate::log;
use crate::project::Project;
use crate::render;

/// Composes every named view, writes the pictures that differ and removes those whose view is gone.
///
/// # Errors
/// When the variable `CI` is set, when a picture is too heavy (nothing is written then), or cannot be written.
pub(crate) fn run(project: &Project) -> anyhow::Result<()> {
    if env::var_os("CI").is_some() {
        bail!("CI is set: pictures are blessed by people who have looked at them, never by CI");
    }
    let pictures = pictures(project)?;
    let mut changes = 0;
    for (path, svg) in &pictures {
        let old = fs::read_to_string(path).ok();
        if old.as_ref() == Some(svg) {
            continue;
        }
        fs::write(path, svg).with_context(|| format!("cannot write {}", path.display()))?;
        let what = if old.is_some() { "changed" } else { "new" };
        log::note(&format!("{what}: {} ({} bytes)", shown(project, path), svg.len()));
        changes += 1;
    }
    for path in outlived(&project.root().join(render::FOLDER), &pictures)? {
        fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        log::note(&format!("removed: {}, whose view is gone", shown(project, &path)));
        changes += 1;
    }
    match changes {
        0 => log::note(&format!("all {} pictures are as they were", pictures.len())),
        _ => log::note(&format!("{changes} of {} pictures changed: look at each before you commit", pictures.len())),
    }
    Ok(())
}

/// The picture of every named view by its path.
fn pictures(project: &Project) -> anyhow::Result<BTreeMap<PathBuf, String>> {
    let atlas = render::atlas(project.story())?;
    let mut pictures = BTreeMap::new();
    for (name, view) in render::views(project.root())? {
        let svg = render::svg(&atlas, &view, &EstimatedMetrics).with_context(|| format!("view \"{name}\""))?;
        let (bytes, most) = (svg.len(), render::HEAVIEST);
        ensure!(bytes <= most, "view \"{name}\" takes {bytes} of {most} bytes: choose a smaller size");
        pictures.insert(project.root().join(render::FOLDER).join(format!("{name}.svg")), svg);
    }
    Ok(pictures)
}

/// Pictures that no view asks for.
fn outlived(folder: &Path, pictures: &BTreeMap<PathBuf, String>) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let paths = entries.flatten().map(|entry| entry.path());
    Ok(paths.filter(|path| path.extension().is_some_and(|end| end == "svg") && !pictures.contains_key(path)).collect())
}

/// A path as seen from the root of the project.
fn shown(project: &Project, path: &Path) -> String {
    path.strip_prefix(project.root()).unwrap_or(path).display().to_string()
}
