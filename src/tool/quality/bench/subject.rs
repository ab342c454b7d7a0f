//! What is measured: our own page and pages of our own making that draw the same land with other libraries.

/// One page.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Subject {
    /// Name of the page's files, and of the page in all results.
    pub(super) name: &'static str,
    ours: bool,
}

/// Our own map; all others are compared with it.
pub(super) const OURS: Subject = Subject { name: "kuril-map", ours: true };
/// The page that costs nothing of its own: the floor under all others.
pub(super) const EMPTY: Subject = Subject { name: "empty", ours: false };
/// All pages in the order of the tables.
pub(super) const ALL: [Subject; 7] =
    [OURS, EMPTY, peer("bare"), peer("leaflet"), peer("openlayers"), peer("maplibre"), peer("d3")];

const fn peer(name: &'static str) -> Subject {
    Subject { name, ours: false }
}

impl Subject {
    /// Whether this is our own map.
    pub(super) fn is_ours(self) -> bool {
        self.ours
    }

    /// Whether it draws the land.
    pub(super) fn is_map(self) -> bool {
        self.name != EMPTY.name && self.name != "bare"
    }

    /// The mark (User Timing) that it sets when the first complete picture is painted.
    pub(super) fn mark(self) -> &'static str {
        if self.ours { "kuril-first-frame" } else { "first-frame" }
    }

    /// A script that is true when nothing more is being loaded.
    pub(super) fn complete(self) -> &'static str {
        if self.ours { "document.querySelector('kuril-map')?.dataset.complete !== undefined" } else { "window.bench" }
    }

    /// A script that zooms in by one step.
    pub(super) fn nearer(self) -> &'static str {
        if self.ours {
            "document.querySelector('kuril-map').shadowRoot.querySelector('button.in').click();"
        } else {
            "window.bench.nearer();"
        }
    }

    /// A script that returns where on the screen one place of the map lies.
    pub(super) fn position(self) -> &'static str {
        if self.ours {
            "return Array.from(document.querySelector('kuril-map').position('iturup')).slice(0, 2);"
        } else {
            "return window.bench.position();"
        }
    }
}
