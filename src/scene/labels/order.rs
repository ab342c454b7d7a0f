//! The order in which labels are placed.

use crate::scene::context::View;
use crate::scene::labels::state::{LabelId, LabelState, Slot};
use crate::scene::layers::{Order, labels_of};
use crate::story::{Region, RegionId};

/// Islands up to this rank are labelled before the seas.
pub(super) const GREAT: u8 = 1;
/// From this scale on, the main boundaries are labelled before the islands of the third rank, below it after everything
/// else, CSS pixels per kilometre.
const LINES_FROM: f64 = 0.6;
/// A rank after all others.
const LATE: u8 = 200;

/// When a label is placed; the smallest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Priority {
    tier: Tier,
    rank: u8,
    /// The order within a rank.
    within: u8,
}

/// Seas come before most islands, because they have few alternative positions. What is labelled only while it is
/// pointed at comes last, or other labels would jump under the pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    Chosen,
    Great,
    Water,
    Ranked,
    Pointed,
}

impl Priority {
    /// Returns the priority of a region.
    pub(super) fn of_region(view: &View<'_>, last: &LabelState, id: RegionId, region: &Region) -> Self {
        let ranked = |later: u8, within: u8| (Tier::Ranked, region.rank.saturating_add(later), within);
        let was_placed = || last.get(LabelId::Region(id)).is_some_and(|slot| *slot != Slot::OnTop);
        let order = labels_of(region.layer).map_or(Order::Ranked { later: 0, within: 0 }, |labels| labels.order);
        let (tier, rank, within) = if view.is_chosen_alone(id) {
            (Tier::Chosen, 0, 0)
        } else if view.is_pointed(id) && !was_placed() {
            (Tier::Pointed, 0, 0)
        } else {
            match order {
                // Of the great islands the small ones come first: fewer positions suit them.
                Order::Island if region.rank <= GREAT => {
                    (Tier::Great, region.rank, (view.extent(region) / 8.0).min(15.0) as u8)
                }
                Order::Island => ranked(0, 0),
                Order::Water => (Tier::Water, region.rank, 0),
                Order::Ranked { later, within } => ranked(later, within),
            }
        };
        Self { tier, rank, within }
    }

    /// Returns the priority of a group.
    pub(super) fn of_group(rank: u8) -> Self {
        Self { tier: if rank > GREAT { Tier::Ranked } else { Tier::Great }, rank, within: 1 }
    }

    /// The priority of the callout of what the story is about.
    pub(super) const CALLOUT: Self = Self { tier: Tier::Chosen, rank: 1, within: 0 };

    /// Returns the priority of a boundary.
    pub(super) fn of_boundary(view: &View<'_>, region: &Region) -> Self {
        let is_early = region.rank <= GREAT && view.camera.zoom.scale() >= LINES_FROM;
        Self { tier: Tier::Ranked, rank: if is_early { GREAT + 1 } else { LATE }, within: region.rank }
    }
}
