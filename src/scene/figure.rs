//! Short texts in the small font of the marginalia.

use crate::geo::space::Screen;
use crate::paint::{Align, Text};
use crate::scene::context::View;
use crate::scene::theme::FIGURE;

/// Returns a text in the small font, with a halo.
pub(super) fn figure(view: &View<'_>, text: String, at: Screen, align: Align) -> Text {
    Text {
        text,
        lang: view.session.lang().to_owned(),
        at,
        align,
        angle: 0.0,
        face: FIGURE,
        color: view.theme.faint_ink,
        halo: Some(view.theme.halo),
    }
}
