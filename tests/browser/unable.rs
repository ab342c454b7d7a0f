//! What an engine cannot be asked: tests that are left out there, each with the reason, which the run prints.

use kuril_tool::quality::browser_driver::engine::Engine;

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
    (
        "one_finger_scrolls_the_host_page_and_two_move_the_map",
        &[Engine::Firefox, Engine::WebKit],
        "only in Chromium does a test's finger scroll a page as a reader's does",
    ),
    (
        "a_long_press_lights_up_an_island_and_chooses_none",
        &[Engine::Firefox, Engine::WebKit],
        "only in Chromium do a test's fingers rest on the screen as a reader's do",
    ),
    (
        "every_button_is_large_enough_for_a_finger",
        &[Engine::Firefox, Engine::WebKit],
        "nothing can tell this browser that its pointer is coarse",
    ),
    (
        "the_islands_in_sight_are_in_the_readers_tree",
        &[Engine::Firefox, Engine::WebKit],
        "only Chromium hands out its accessibility tree",
    ),
    (
        "forced_colours_tell_the_pressed_side",
        &[Engine::Firefox, Engine::WebKit],
        "nothing can tell this browser to force colours while it runs",
    ),
    (
        "paper_shows_the_map_and_the_card_without_controls",
        &[Engine::Firefox, Engine::WebKit],
        "only Chromium shows a page on the screen as on paper",
    ),
    (
        "more_contrast_leaves_no_faint_ink",
        &[Engine::Firefox, Engine::WebKit],
        "nothing can tell this browser that the reader wants more contrast",
    ),
    (
        "a_copy_is_shown_when_the_network_takes_too_long",
        &[Engine::Firefox, Engine::WebKit],
        "here the tests put a script of their own before all others, for which the page waits as long as the network takes",
    ),
    ("at_four_times_the_size_nothing_is_lost", &[Engine::WebKit], "the window of this browser is at least 447 px wide"),
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
