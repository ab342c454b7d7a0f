//! The tables of layers: what is drawn, from back to front, and how the regions of each layer are labelled.
//!
//! A new layer needs a row here and one in `story/layer.rs`; a layer of areas or lines also needs a file in `ground`
//! that draws it.

use crate::paint::{Color, DisplayList, Type};
use crate::scene::context::View;
use crate::scene::ground::{boundaries, depths, extent, graticule, highlights, land, range_rings, shore};
use crate::scene::side::Side;
use crate::scene::theme::{self, Theme};
use crate::story::{Layer, Story};

/// Adds a part of the picture to a display list.
pub(super) type Compose = for<'a> fn(&'a Story, &View<'_>, &mut DisplayList<'a>);

/// The ground, which painters may keep as a bitmap, from back to front.
pub(super) static GROUND: [Compose; 6] =
    [extent::compose, depths::compose, graticule::compose, shore::compose, land::areas, land::coasts];

/// What is drawn over the ground and under the labels, from back to front.
pub(super) static HIGHLIGHTS: [Compose; 3] = [boundaries::compose, highlights::compose, range_rings::compose];

/// Adds some parts of the picture to a display list.
pub(super) fn draw<'a>(parts: &[Compose], story: &'a Story, view: &View<'_>, list: &mut DisplayList<'a>) {
    for compose in parts {
        compose(story, view, list);
    }
}

/// How the regions of a layer are labelled.
#[derive(Debug)]
pub(super) struct LayerLabels {
    layer: Layer,
    /// When they are labelled, compared with other layers.
    pub(super) order: Order,
    /// Where their labels are placed, and in which style.
    pub(super) rule: LabelRule,
}

/// When the regions of a layer are labelled.
#[derive(Clone, Copy, Debug)]
pub(super) enum Order {
    /// The great islands before the seas, the others by rank.
    Island,
    /// After the great islands and before all others.
    Water,
    /// By rank.
    Ranked {
        /// The number of ranks by which they come later.
        later: u8,
        /// Their order among regions of the same rank.
        within: u8,
    },
}

/// Where labels are placed, and in which style.
#[derive(Debug)]
pub(super) enum LabelRule {
    /// Nowhere: the regions have no names, or labels of their own kind.
    None,
    /// Around the island.
    Island,
    /// At the region's anchor.
    Point(PointStyle),
    /// Along the region's line.
    Course(CourseStyle),
}

/// How labels at points look.
#[derive(Debug)]
pub(super) struct PointStyle {
    pub(super) face: Type,
    pub(super) color: fn(&Theme) -> Color,
    pub(super) shown_from: ShownFrom,
    /// The sides of the point that are tried, in this order.
    pub(super) sides: &'static [Side],
    /// Whether the point is marked by a dot.
    pub(super) has_dot: bool,
}

/// From when on a region is labelled.
#[derive(Clone, Copy, Debug)]
pub(super) enum ShownFrom {
    /// From a size in the picture on, CSS pixels.
    Extent(f64),
    /// From a scale on, which doubles with each rank after the first, CSS pixels per kilometre.
    Scale(f64),
}

/// How labels along lines look.
#[derive(Debug)]
pub(super) struct CourseStyle {
    pub(super) face: Type,
    pub(super) color: fn(&Theme) -> Color,
    /// The letter spacings that are tried, CSS pixels.
    pub(super) trackings: [f64; 2],
}

/// The labels of every layer.
static LAYERS: [LayerLabels; 10] = [
    LayerLabels { layer: Layer::Depth, order: Order::Ranked { later: 3, within: 2 }, rule: LabelRule::None },
    LayerLabels {
        layer: Layer::Land,
        order: Order::Ranked { later: 0, within: 0 },
        rule: LabelRule::Point(PointStyle {
            face: theme::LAND,
            color: |theme| theme.ink,
            shown_from: ShownFrom::Extent(40.0),
            sides: Side::UPON,
            has_dot: false,
        }),
    },
    LayerLabels { layer: Layer::Island, order: Order::Island, rule: LabelRule::Island },
    LayerLabels {
        layer: Layer::Trench,
        order: Order::Water,
        rule: LabelRule::Course(CourseStyle {
            face: theme::TRENCH,
            color: |theme| theme.trench_ink,
            trackings: [3.0, 1.0],
        }),
    },
    LayerLabels {
        layer: Layer::Sea,
        order: Order::Water,
        rule: LabelRule::Course(CourseStyle {
            face: theme::SEA,
            color: |theme| theme.water_ink,
            trackings: [9.0, 3.0],
        }),
    },
    LayerLabels {
        layer: Layer::Strait,
        order: Order::Ranked { later: 3, within: 2 },
        rule: LabelRule::Point(PointStyle {
            face: theme::STRAIT,
            color: |theme| theme.water_ink,
            shown_from: ShownFrom::Scale(0.225),
            sides: Side::ANY,
            has_dot: false,
        }),
    },
    LayerLabels {
        layer: Layer::Town,
        order: Order::Ranked { later: 2, within: 1 },
        rule: LabelRule::Point(PointStyle {
            face: theme::TOWN,
            color: |theme| theme.faint_ink,
            shown_from: ShownFrom::Scale(0.35),
            sides: Side::AROUND,
            has_dot: true,
        }),
    },
    LayerLabels {
        layer: Layer::State,
        order: Order::Water,
        rule: LabelRule::Point(PointStyle {
            face: theme::STATE,
            color: |theme| theme.ink,
            shown_from: ShownFrom::Scale(0.0),
            sides: Side::UPON,
            has_dot: false,
        }),
    },
    LayerLabels {
        layer: Layer::Chain,
        order: Order::Water,
        rule: LabelRule::Course(CourseStyle { face: theme::CHAIN, color: |theme| theme.ink, trackings: [11.0, 5.0] }),
    },
    LayerLabels { layer: Layer::Boundary, order: Order::Ranked { later: 3, within: 2 }, rule: LabelRule::None },
];

/// Returns how the regions of a layer are labelled.
pub(super) fn labels_of(layer: Layer) -> Option<&'static LayerLabels> {
    LAYERS.iter().find(|labels| labels.layer == layer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layer_has_a_row() {
        assert!(Layer::all().all(|layer| labels_of(layer).is_some()));
        assert_eq!(Layer::all().count(), LAYERS.len());
    }
}
