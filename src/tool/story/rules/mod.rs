//! The rules of a story's files, in one table.
//!
//! Each rule has a name, which begins each of its findings, and looks at the files as their authors have them. What is
//! there is held against the rules; a story without some file does without its rules. What is wrong in the form of a
//! single entry is found when it is read, before the rules.

mod agreement;
mod claims;
mod quotations;
mod references;
mod shapes;
mod sources;
mod status;
mod texts;
pub(crate) mod time;
mod verbs;

use std::collections::BTreeSet;

use kuril_map::error::{Finding, Problem};
use kuril_map::story::Story;

use crate::story::entry::Origin;
use crate::story::folder::StoryFolder;
use crate::story::words::Vocabulary;

/// What is held against the rules.
pub(crate) struct Subject<'a> {
    /// The files.
    pub(crate) folder: &'a StoryFolder,
    /// The same as the map reads them, the authored shapes included.
    pub(crate) story: &'a Story,
    /// The words of the interface in the story's languages.
    pub(crate) vocabulary: &'a Vocabulary,
}

impl Subject<'_> {
    /// Whether a reader can choose a place; an island counts even where its shape could not be taken.
    fn is_place(&self, id: &str) -> bool {
        self.folder.has_feature("islands.geojson", id) || self.story.place(id).is_some()
    }

    /// Whether something is an island or other land.
    fn is_land(&self, id: &str) -> bool {
        ["islands.geojson", "land.geojson"].iter().any(|name| self.folder.has_feature(name, id))
    }
}

/// What breaks a rule: where, what is expected and what was found.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Breach {
    origin: Origin,
    expected: String,
    found: String,
}

impl Breach {
    pub(crate) fn new(origin: &Origin, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self { origin: origin.clone(), expected: expected.into(), found: found.into() }
    }
}

/// A rule: it returns what breaks it.
type Rule = fn(&Subject<'_>) -> Vec<Breach>;

/// All rules by name.
const RULES: [(&str, Rule); 50] = [
    // Ids lead somewhere.
    ("safe-ids", references::safe_ids),
    ("unique-ids", references::unique_ids),
    ("known-groups", references::known_groups),
    ("known-members", references::known_members),
    ("known-insets", references::known_insets),
    ("known-parties", references::known_parties),
    ("known-articles", references::known_articles),
    ("known-places", references::known_places),
    ("known-sides", references::known_sides),
    ("known-deployments", references::known_deployments),
    ("known-sources", references::known_sources),
    ("used-sources", references::used_sources),
    ("known-words", references::known_words),
    // Every day has one status.
    ("one-status", time::one_status),
    ("lines-apart", time::lines_apart),
    ("dated-control", time::dated_control),
    ("dated-events", time::dated_events),
    ("dated-topics", time::dated_topics),
    ("dated-steps", time::dated_steps),
    ("dated-arrivals", time::dated_arrivals),
    ("dated-reports", time::dated_reports),
    ("article-date", time::article_date),
    // The status is told whole, and each side's word by its sources.
    ("one-group", status::one_group),
    ("claimed-names", status::claimed_names),
    ("sided-sources", status::sided_sources),
    ("joint-control", status::joint_control),
    ("named-holder", status::named_holder),
    ("own-claims", claims::own_claims),
    ("claims-apart", claims::claims_apart),
    ("one-answer", agreement::one_answer),
    ("boundary-status", status::boundary_status),
    ("agreed-lines", status::agreed_lines),
    ("dated-lines", status::dated_lines),
    // What is said is sourced, neutral, in every language, and fits.
    ("interface-words", texts::interface_words),
    ("sourced-statements", texts::sourced_statements),
    ("every-language", texts::every_language),
    ("party-verbs", verbs::party_verbs),
    ("sourced-quotations", quotations::sourced_quotations),
    ("fitting-texts", texts::fitting_texts),
    ("telling-facts", texts::telling_facts),
    ("whole-sources", sources::whole_sources),
    ("page-titles", sources::page_titles),
    ("editable-sources", sources::editable_sources),
    ("read-sources", sources::read_sources),
    ("report-address", sources::report_address),
    ("excerpt-share", sources::excerpt_share),
    ("translated-documents", sources::translated_documents),
    ("even-arguments", sources::even_arguments),
    ("whole-rings", shapes::whole_rings),
    ("sound-shapes", shapes::sound_shapes),
];

/// Returns the names of all rules.
pub fn names() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|(name, _)| *name)
}

/// Returns everything that breaks a rule, in the order of the rules.
pub(crate) fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let told = |(name, rule): &(&str, Rule)| {
        let (mut breaches, mut seen) = (rule(subject), BTreeSet::new());
        breaches.retain(|breach| seen.insert(breach.clone()));
        let finding =
            |breach: Breach| breach.origin.finding(Problem::unexpected(name, &breach.expected, &breach.found));
        breaches.into_iter().map(finding).collect::<Vec<_>>()
    };
    RULES.iter().flat_map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_rules_have_the_same_name() {
        let mut names = RULES.map(|(name, _)| name).to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }
}
