//! Boundaries: borders, claims and limits, and who recognises them.

use crate::lean::map::SortedMap;
use crate::story::fields::Fields;
use crate::story::span::Span;
use crate::story::status::entry::Certainty;
use crate::story::status::perspective::{Side, Viewpoint};
use crate::story::texts::Texts;

/// A boundary over a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundary {
    /// Its id.
    pub id: String,
    /// Id of the feature with its course.
    pub feature: String,
    /// The days on which it exists.
    pub span: Span,
    /// Whether both parties recognise it.
    pub agreed: bool,
    /// The parties that draw it, each with the ids of its sources.
    pub drawn_by: SortedMap<Vec<String>>,
    /// What each party says about it; loaded with the reading matter.
    pub line: Texts,
    /// Who draws it and since when, in brief; the two halves are separated by a dot.
    pub short: Texts,
    /// The treaty that established it, if any.
    pub treaty: Texts,
    /// How certain it is.
    pub certainty: Certainty,
    /// Ids of its sources.
    pub sources: Vec<String>,
}

impl Boundary {
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        let sources = |view: &Fields<'_>| view.texts_of("sources");
        let parties = |views: &Fields<'_>| {
            let each = views
                .by_name()
                .into_iter()
                .filter_map(|(party, _)| Some((party.to_owned(), views.object(party, sources)?)));
            each.collect()
        };
        Self {
            id: fields.text("id", "an id"),
            feature: fields.text("feature", "the id of a line"),
            span: Span::read(fields),
            agreed: fields.flag("agreed"),
            drawn_by: fields.object("according_to", parties).unwrap_or_default(),
            line: fields.texts("line"),
            short: fields.required_texts("short"),
            treaty: fields.texts("treaty"),
            certainty: Certainty::read(fields),
            sources: fields.texts_of("sources"),
        }
    }

    /// Whether the line is shown from a viewpoint: from a party's side only if that party draws it.
    #[must_use]
    pub fn is_shown(&self, viewpoint: Viewpoint<'_>) -> bool {
        let is_drawn = match viewpoint.side {
            Side::Administration => true,
            Side::Party(party) => self.drawn_by.get(party).is_some(),
            Side::Difference => !self.agreed,
        };
        is_drawn && self.span.holds(viewpoint.day)
    }
}
