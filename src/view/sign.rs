//! The signs of the map: the kinds of areas and lines that are on it, which the legend explains and points out.

use crate::geo::camera::Camera;
use crate::geo::space::WorldRect;
use crate::lean::sorted::insert;
use crate::story::{Atlas, Layer, Region, Shade, Side};
use crate::view::{App, Effect};

/// A kind of area or line on the map.
#[derive(Clone, Debug, PartialEq)]
pub enum Sign {
    /// Areas that are shown in one way.
    Area(Shade),
    /// Lines that both sides recognise, or that they do not agree on.
    Line {
        /// Whether both sides recognise them.
        agreed: bool,
    },
}

impl Sign {
    /// The key of its words: whole phrases for each party, because languages inflect their names.
    #[must_use]
    pub fn words(&self, side: &Side) -> String {
        let shade = match self {
            Self::Area(shade) => shade,
            Self::Line { agreed: true } => return "legend.line.agreed".to_owned(),
            Self::Line { agreed: false } => return "legend.line.one_side".to_owned(),
        };
        match (shade, side) {
            (Shade::Held { by, .. }, Side::Party(party)) => ["legend.says.", party, ".", by].concat(),
            (Shade::Undetermined, Side::Party(party)) => ["legend.says.", party, ".undetermined"].concat(),
            (Shade::Held { by, claimed_by: Some(other) }, _) => ["legend.held.", by, ".claimed.", other].concat(),
            (Shade::Held { by, claimed_by: None }, _) => ["legend.held.", by].concat(),
            (Shade::Joint, _) => "legend.joint".to_owned(),
            (Shade::Undetermined, _) => "status.undetermined".to_owned(),
            (Shade::Agreed, _) => "legend.agreed".to_owned(),
            (Shade::Disputed, _) => "legend.disputed".to_owned(),
        }
    }
}

/// The signs that are on the map on the day, from the side that is chosen: areas, then lines.
#[must_use]
pub fn signs(atlas: &Atlas, app: &App) -> Vec<Sign> {
    let viewpoint = app.viewpoint();
    let mut shades: Vec<Shade> = Vec::new();
    for group in atlas.status().groups() {
        let status = atlas.status().of_group(&group.id, viewpoint.day);
        if let Some(status) = status {
            insert(&mut shades, status.shade(viewpoint.side, &atlas.story().parties));
        }
    }
    let mut signs: Vec<Sign> = Vec::new();
    for shade in shades {
        signs.push(Sign::Area(shade));
    }
    for agreed in [true, false] {
        if app.shows(Layer::Boundary) && atlas.status().lines(viewpoint).any(|line| line.agreed == agreed) {
            signs.push(Sign::Line { agreed });
        }
    }
    signs
}

impl App {
    /// The sign that is pointed out.
    #[must_use]
    pub fn sign(&self) -> Option<&Sign> {
        self.sign.as_ref()
    }

    /// Whether a region is an area or a line of the sign that is pointed out.
    #[must_use]
    pub fn is_pointed_out(&self, atlas: &Atlas, region: &Region) -> bool {
        match &self.sign {
            Some(Sign::Area(shade)) if matches!(region.layer, Layer::Island | Layer::Land) => {
                atlas.shade(&region.id, self.viewpoint()).as_ref() == Some(shade)
            }
            Some(Sign::Line { agreed }) if region.layer == Layer::Boundary => {
                let mut lines = atlas.status().lines(self.viewpoint());
                lines.any(|line| line.agreed == *agreed && line.feature == region.id)
            }
            _ => false,
        }
    }

    /// Points out all areas or lines of a sign, by its number among those of the map, or none; shows the whole map where
    /// none of them is in sight. A sign that is pointed out already is let go.
    pub(super) fn point_out_sign(&mut self, atlas: &Atlas, number: Option<usize>, now_ms: f64) -> Vec<Effect> {
        let sign = number.and_then(|number| signs(atlas, self).into_iter().nth(number));
        self.sign = sign.filter(|sign| self.sign.as_ref() != Some(sign));
        let mut effects = vec![Effect::Signed, Effect::Frame];
        let mut reach: Option<WorldRect> = None;
        for (_, region) in atlas.regions().filter(|(_, region)| self.is_pointed_out(atlas, region)) {
            reach = Some(reach.map_or(region.bounds, |reach| reach.union(region.bounds)));
        }
        let seen: Camera = self.camera;
        if reach.is_some_and(|reach| !seen.window(-24.0).meets(reach)) {
            effects.extend(self.fly(atlas, self.home, now_ms));
        }
        effects
    }
}
