//! React as modules that a browser runs without a build: the files of its packages are `CommonJS`, each of which becomes a
//! function of one module, and what the examples import is handed on by others.

use std::fmt::Write as _;
use std::fs;

use anyhow::Context as _;

use crate::elsewhere::Page;
use crate::site::target;

/// What is asked for by name, and the file that answers: the builds for developers, which say what they dislike and mount
/// twice in strict mode.
const FILES: [(&str, &str); 4] = [
    ("react", "react/cjs/react.development.js"),
    ("react-dom", "react-dom/cjs/react-dom.development.js"),
    ("react-dom/client", "react-dom/cjs/react-dom-client.development.js"),
    ("scheduler", "scheduler/cjs/scheduler.development.js"),
];
/// The modules that the examples find in the place of those that their import map names.
const MODULES: [(&str, &str, &str, &str); 2] = [
    ("react", "/modules/react.js", "https://esm.sh/react@19", "createElement, StrictMode, useState"),
    ("react-dom/client", "/modules/react-dom-client.js", "https://esm.sh/react-dom@19/client", "createRoot"),
];
const COMMON: &str = "/modules/common.js";
/// How a file of a package gets what it needs.
const LOAD: &str = "const loaded = {};\n\
    export const load = (name) => { if (!loaded[name]) { const module = (loaded[name] = { exports: {} });\n\
    files[name](module, module.exports, load); } return loaded[name].exports; };\n";

/// The modules of React.
///
/// # Errors
/// When its packages have not been fetched.
pub(crate) fn modules() -> anyhow::Result<Vec<Page>> {
    let mut common = "const process = { env: { NODE_ENV: 'development' } };\nconst files = {\n".to_owned();
    for (name, file) in FILES {
        let path = target().join("npm/node_modules").join(file);
        let text = fs::read_to_string(&path)
            .with_context(|| format!("there is no {}: run `cargo kuril test browser`", path.display()))?;
        let _ = writeln!(common, "{name:?}: (module, exports, require) => {{\n{text}\n}},");
    }
    common += "};\n";
    common += LOAD;
    let handed = MODULES.iter().map(|(name, path, _, exports)| {
        let module = format!("import {{ load }} from {COMMON:?};\nexport const {{ {exports} }} = load({name:?});\n");
        ((*path).to_owned(), module.into_bytes())
    });
    Ok(handed.chain([(COMMON.to_owned(), common.into_bytes())]).collect())
}

/// A text with the modules here in the place of those that it names.
pub(crate) fn at_hand(text: &str) -> String {
    MODULES.iter().fold(text.to_owned(), |text, (_, path, address, _)| text.replace(address, path))
}
