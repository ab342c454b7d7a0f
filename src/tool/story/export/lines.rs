//! The islands as newline-delimited `GeoJSON`: one feature a line, for programs that read a stream.

use crate::story::export::{Chain, shapes};

/// The file.
pub(super) fn features(chain: Chain<'_>) -> String {
    chain.folder.islands().iter().map(|island| format!("{}\n", shapes::feature(chain, island))).collect()
}
