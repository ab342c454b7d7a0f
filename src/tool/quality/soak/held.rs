//! What a page holds at one time, and how much more of each kind is no growth.

/// Figures of one time; those that only Chromium tells are missing elsewhere.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pages: f64,
    elements: f64,
    /// Nodes, listeners, and bytes of the heap after what is unused has been let go.
    counted: Option<[f64; 3]>,
    /// Seconds of the page's thread since the figures before.
    busy: Option<f64>,
}

/// One kind of figure.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Pages of 64 KiB in the memories of the wasm modules.
    Pages,
    /// Elements of the page and of shadow trees.
    Elements,
    /// Nodes of all documents, and what else the browser counts as such.
    Nodes,
    /// Listeners.
    Listeners,
    /// Bytes of the heap.
    Heap,
    /// Milliseconds of the page's thread.
    Busy,
}

impl Kind {
    pub(super) const ALL: [Self; 6] =
        [Self::Pages, Self::Elements, Self::Nodes, Self::Listeners, Self::Heap, Self::Busy];

    /// The kind in a sentence about it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Pages => "pages of wasm memory",
            Self::Elements => "elements",
            Self::Nodes => "nodes",
            Self::Listeners => "listeners",
            Self::Heap => "bytes of the heap",
            Self::Busy => "milliseconds of work in a sample",
        }
    }

    /// The largest figure that is no growth. Memory of wasm never shrinks, so that any growth of it is one; what the browser
    /// lets go when it likes has some room, and so has the time of a machine that has other work.
    pub(super) fn most(self, before: f64) -> f64 {
        match self {
            Self::Pages | Self::Elements => before,
            Self::Nodes => before + 100.0,
            Self::Listeners => before + 10.0,
            Self::Heap => before + 1_000_000.0,
            Self::Busy => before * 1.5 + 200.0,
        }
    }

    fn of(self, held: &Held) -> Option<f64> {
        match self {
            Self::Pages => Some(held.pages),
            Self::Elements => Some(held.elements),
            Self::Nodes => held.counted.map(|[nodes, ..]| nodes),
            Self::Listeners => held.counted.map(|[_, listeners, _]| listeners),
            Self::Heap => held.counted.map(|[.., heap]| heap),
            Self::Busy => held.busy.map(|seconds| seconds * 1000.0),
        }
    }

    /// The figure in the middle of those that are told; none where none is.
    pub(super) fn median(self, all: &[Held]) -> Option<f64> {
        let mut told: Vec<f64> = all.iter().filter_map(|held| self.of(held)).collect();
        told.sort_by(f64::total_cmp);
        told.get(told.len() / 2).copied()
    }
}

impl Held {
    pub(super) fn of(pages: f64, elements: f64, counted: Option<[f64; 3]>, busy: Option<f64>) -> Self {
        Self { pages, elements, counted, busy }
    }

    /// The last of these in one line.
    pub(super) fn last(all: &[Self]) -> String {
        let figures = all.last().into_iter().flat_map(|held| {
            Kind::ALL.into_iter().filter_map(|kind| Some(format!("{:.0} {}", kind.of(held)?, kind.name())))
        });
        figures.collect::<Vec<_>>().join(", ")
    }
}
