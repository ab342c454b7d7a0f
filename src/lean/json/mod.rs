//! JSON without `serde_json`.

pub(crate) mod reader;
pub(crate) mod value;

/// Counts the line breaks in a text.
pub(crate) fn newlines(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count() - 1
}
