//! The measured pages: our own, and pages that draw the same land with other libraries.

/// A page.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Page {
    /// Name of the page's files, and of the page in all results.
    pub(super) name: &'static str,
    is_ours: bool,
}

/// Our own map, with which all others are compared.
pub(super) const OURS: Page = Page { name: "kuril-map", is_ours: true };
/// The empty page: the baseline.
pub(super) const EMPTY: Page = Page { name: "empty", is_ours: false };
/// All pages in the order of the tables.
pub(super) const ALL: [Page; 7] =
    [OURS, EMPTY, peer("bare"), peer("leaflet"), peer("openlayers"), peer("maplibre"), peer("d3")];

const fn peer(name: &'static str) -> Page {
    Page { name, is_ours: false }
}

impl Page {
    /// Whether this is our own map.
    pub(super) fn is_ours(self) -> bool {
        self.is_ours
    }

    /// Whether the page draws the land.
    pub(super) fn is_map(self) -> bool {
        self.name != EMPTY.name && self.name != "bare"
    }

    /// The mark (User Timing) that the page sets when the first complete picture is painted.
    pub(super) fn mark(self) -> &'static str {
        if self.is_ours { "kuril-first-frame" } else { "first-frame" }
    }

    /// A script that is true when everything has loaded.
    pub(super) fn complete(self) -> &'static str {
        if self.is_ours {
            "document.querySelector('kuril-map')?.dataset.complete !== undefined"
        } else {
            "window.bench"
        }
    }

    /// A script that zooms in by one step.
    pub(super) fn nearer(self) -> &'static str {
        if self.is_ours {
            "document.querySelector('kuril-map').shadowRoot.querySelector('button.in').click();"
        } else {
            "window.bench.nearer();"
        }
    }

    /// A script that returns the screen position of one place on the map.
    pub(super) fn position(self) -> &'static str {
        if self.is_ours {
            "return Array.from(document.querySelector('kuril-map').position('iturup')).slice(0, 2);"
        } else {
            "return window.bench.position();"
        }
    }
}
