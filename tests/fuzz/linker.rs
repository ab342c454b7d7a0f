//! Texts in which places are looked for.

use kuril_tool::project::checkout;
use kuril_tool::story::link_places::Linker;
use std::sync::LazyLock;

static LINKER: LazyLock<Linker> =
    LazyLock::new(|| Linker::of_story(&checkout().join("geodata")).expect("the story of the checkout"));

/// Links a text, and checks that the links lie in it, in order and apart.
///
/// # Panics
/// When something of that does not hold.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let letters = text.chars().count();
    let mut last = 0;
    for (range, targets) in LINKER.links(&text) {
        assert!(last <= range.start && range.start < range.end && range.end <= letters, "{range:?} in {letters}");
        assert!(!targets.is_empty(), "{range:?} leads nowhere");
        last = range.end;
    }
}
