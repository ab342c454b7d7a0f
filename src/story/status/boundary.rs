//! Lines between areas: borders, claims and limits, with who recognises them.

use crate::lean::map::SortedMap;
use crate::story::fields::Fields;
use crate::story::span::Span;
use crate::story::status::entry::Certainty;
use crate::story::status::perspective::{Side, Viewpoint};
use crate::story::texts::Texts;

/// A line over a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundary {
    /// Its id.
    pub id: String,
    /// Id of the feature that has its course.
    pub feature: String,
    /// The days on which it was there.
    pub span: Span,
    /// Whether both parties recognise it.
    pub agreed: bool,
    /// The parties that draw it, each with the ids of its sources.
    pub drawn_by: SortedMap<Vec<String>>,
    /// What each party says of it; it comes with the reading matter.
    pub line: Texts,
    /// Who draws it and since when, in few words, the halves apart by a point.
    pub short: Texts,
    /// The treaty that drew it, where one did.
    pub treaty: Texts,
    /// How sure it is.
    pub certainty: Certainty,
    /// Ids of the sources.
    pub sources: Vec<String>,
}

impl Boundary {
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        let sources = |view: &Fields<'_>| view.texts_of("sources");
        let parties = |views: &Fields<'_>| {
            let each = views.iter().filter_map(|(party, _)| Some((party.to_owned(), views.object(party, sources)?)));
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

    /// Whether the line is shown from a viewpoint: from one party's side only where that party draws it.
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
