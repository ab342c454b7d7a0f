//! No module of the library imports one that imports it, directly or through others.

#![expect(clippy::disallowed_types, reason = "tests stay on this machine")]

use std::collections::{BTreeMap, BTreeSet};

use crate::layering::library;

/// The paths of one `use` statement.
struct Import {
    path: String,
    is_public: bool,
}

/// A module's path below the crate and its imports.
type Modules = BTreeMap<String, Vec<Import>>;

/// Returns the path of the module in a file: `story::status` for `story/status/mod.rs`.
fn module_path(file: &str) -> String {
    let path = file.strip_suffix(".rs").unwrap_or(file).replace('/', "::");
    path.strip_suffix("::mod").unwrap_or(&path).to_owned()
}

/// Returns the paths that a tree of imports stands for, such as `a::{b, c::d}`.
fn paths(tree: &str) -> Vec<String> {
    let Some((prefix, group)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default().trim();
        return vec![path.strip_suffix("::self").unwrap_or(path).to_owned()];
    };
    let group = group.strip_suffix('}').unwrap_or(group);
    let parts = crate::layering::top_level(group).into_iter().map(str::trim).filter(|part| !part.is_empty());
    parts.flat_map(|part| paths(&[prefix.trim(), part].concat())).collect()
}

/// Returns the imports in the code of a module.
fn imports(code: &str) -> Vec<Import> {
    let mut imports = Vec::new();
    for statement in code.split(';') {
        let words = statement.trim_start_matches(['}', ' ']);
        let (is_public, tree) = match words.split_once("use ") {
            Some((before, tree)) if before.is_empty() || before.ends_with("] ") => (false, tree),
            Some((before, tree)) if before.ends_with("pub ") || before.ends_with(") ") => (true, tree),
            _ => continue,
        };
        imports.extend(paths(tree.trim()).into_iter().map(|path| Import { path, is_public }));
    }
    imports
}

/// Returns the path of an import from the crate on, where it names a module of the crate.
fn absolute(modules: &Modules, from: &str, path: &str) -> Option<String> {
    if let Some(path) = path.strip_prefix("crate::") {
        return Some(path.to_owned());
    }
    let inner = [from, "::", path].concat();
    let child = inner.rsplit_once("::").map_or(&*inner, |(child, _)| child);
    modules.contains_key(child).then_some(inner)
}

/// Returns the module in which the named thing stands, found through the public imports of roofs.
fn home(modules: &Modules, path: &str) -> Option<String> {
    let mut module = path;
    while !modules.contains_key(module) {
        module = module.rsplit_once("::")?.0;
    }
    let name = path.get(module.len() + 2..).and_then(|rest| rest.split("::").next());
    let exported = modules[module].iter().find_map(|import| {
        let is_it = import.is_public && import.path.rsplit("::").next() == name;
        absolute(modules, module, &import.path).filter(|found| is_it && found != path)
    });
    exported.map_or_else(|| Some(module.to_owned()), |found| home(modules, &found))
}

/// Returns the arrows of a set of modules that remain when all are taken away that import none of the others.
fn circles(modules: &Modules) -> Vec<String> {
    let mut arrows = BTreeSet::new();
    for (from, imports) in modules {
        for import in imports.iter().filter(|import| !import.is_public) {
            let to = absolute(modules, from, &import.path).and_then(|path| home(modules, &path));
            arrows.extend(to.filter(|to| to != from).map(|to| (from.clone(), to)));
        }
    }
    loop {
        let (from, to): (BTreeSet<_>, BTreeSet<_>) = arrows.iter().cloned().unzip();
        let left: BTreeSet<_> = arrows.iter().filter(|(a, b)| to.contains(a) && from.contains(b)).cloned().collect();
        if left.len() == arrows.len() {
            return left.into_iter().map(|(from, to)| format!("{from} imports {to}")).collect();
        }
        arrows = left;
    }
}

#[test]
fn no_module_imports_one_that_imports_it() {
    let mut modules = Modules::new();
    for source in library() {
        modules.insert(module_path(&source.path), imports(&source.code()));
    }
    let circles = circles(&modules);
    assert!(circles.is_empty(), "circles among:\n{}", circles.join("\n"));
}

#[test]
fn a_circle_through_a_roof_is_found() {
    let module = |path: &str, code: &str| (path.to_owned(), imports(code));
    let roof = "mod a; mod b; pub use a::A; pub(super) use b::B";
    let b = module("x::b", "use crate::x::A; fn b() {} ");
    let open = Modules::from([module("x", roof), module("x::a", "use std::fmt; struct A"), b]);
    assert_eq!(circles(&open), Vec::<String>::new());
    let a = module("x::a", "use crate::x::{A as Own, B}; struct A");
    let closed = Modules::from([module("x", roof), a, module("x::b", "use crate::x::A; struct B")]);
    assert_eq!(circles(&closed), ["x::a imports x::b", "x::b imports x::a"]);
}
