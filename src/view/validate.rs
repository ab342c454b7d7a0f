//! What a page may wish for, by the names of its attributes.

use crate::error::Problem;
use crate::story::{Atlas, Day, Layer};

/// What is wrong with a wish, by name and value; nothing where it can be fulfilled, and of wishes with other names.
#[must_use]
pub fn wrong(atlas: &Atlas, name: &str, value: &str) -> Option<Problem> {
    let expected = match name {
        "place" if atlas.place(value).is_none() => "the id of an island or a group",
        "perspective" if atlas.status().perspective(value).is_none() => "the id of a perspective",
        "date" if Day::parse(value).is_none() => Day::EXPECTED,
        "layers" => return Layer::listed(value).1,
        _ => return None,
    };
    Some(Problem::unexpected(name, expected, value))
}
