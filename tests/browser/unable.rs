//! What an engine cannot be asked: tests that are left out there, each with the reason, which the run prints.

use crate::driver::engine::Engine;

/// Name of the test, the engines that cannot run it, and why.
type Unable = (&'static str, &'static [Engine], &'static str);

/// All of them.
const UNABLE: &[Unable] = &[
    (
        "a_choice_is_flown_to_and_arrived_at",
        &[Engine::WebKit],
        "here the reader always wants no motion, because nothing can tell this browser otherwise while it runs",
    ),
    (
        "the_systems_wish_for_dark_is_followed",
        &[Engine::WebKit],
        "nothing can tell this browser what colours the reader wishes",
    ),
    (
        "the_method_fits_a_phone_by_day_and_night",
        &[Engine::WebKit],
        "nothing can tell this browser what colours the reader wishes, and its window is at least 447 px wide",
    ),
    (
        "the_page_of_an_island_fits_a_phone_by_day_and_night",
        &[Engine::WebKit],
        "nothing can tell this browser what colours the reader wishes, and its window is at least 447 px wide",
    ),
    (
        "canvases_have_the_pixels_of_the_screen",
        &[Engine::WebKit],
        "this browser has one device pixel per CSS pixel, and nothing can tell it otherwise",
    ),
    (
        "everything_that_can_be_used_has_a_name",
        &[Engine::Firefox, Engine::WebKit],
        "only Chromium hands out its accessibility tree; axe looks at names in all engines",
    ),
    (
        "canvas_and_png_show_the_same_picture",
        &[Engine::Firefox, Engine::WebKit],
        "only Chromium can be given faces before the page begins; each engine smooths edges in its own way",
    ),
    (
        "the_page_has_one_heading_and_its_landmarks",
        &[Engine::Firefox, Engine::WebKit],
        "only Chromium hands out its accessibility tree; axe looks at headings and landmarks in all engines",
    ),
];

/// Why an engine cannot run a test; none when it can.
pub(crate) fn reason(engine: Engine, test: &str) -> Option<&'static str> {
    let found = UNABLE.iter().find(|(name, engines, _)| *name == test && engines.contains(&engine));
    found.map(|(.., reason)| *reason)
}

/// Names in the list above that no test bears.
pub(crate) fn unknown<'a>(tests: &(impl Iterator<Item = &'a str> + Clone)) -> Vec<&'static str> {
    UNABLE.iter().map(|(name, ..)| *name).filter(|name| !tests.clone().any(|test| test == *name)).collect()
}
