//! Rules of claims: each stands alone, and only while the party that makes it calls the islands its own.

use kuril_map::story::Day;
use kuril_map::story::status::{Claim, Position};

use crate::story::entry::Origin;
use crate::story::rules::time::{course, next};
use crate::story::rules::{Breach, Subject};

/// Where a claim stands.
fn origin<'a>(subject: &Subject<'a>, claim: &Claim) -> Option<&'a Origin> {
    subject.folder.claims.iter().map(|entry| &entry.origin).find(|origin| origin.id() == claim.id)
}

/// The islands and other land that a claim is about.
fn islands<'a>(subject: &Subject<'a>, claim: &Claim) -> Vec<&'a str> {
    let members = subject.folder.status_groups.iter().flat_map(|group| &group.members).map(String::as_str);
    members.filter(|island| subject.story.is_about(&claim.places, island)).collect()
}

/// On every day of a claim the party calls the islands its own, and another administers them when it begins and ends: a claim
/// never begins before the party has stopped calling them renounced. It goes on where the party administers them for a while.
pub(super) fn own_claims(subject: &Subject<'_>) -> Vec<Breach> {
    let claims = subject.story.status().claims().iter();
    let first = |claim: &Claim| islands(subject, claim).into_iter().find_map(|island| disowned(subject, claim, island));
    claims.filter_map(first).collect()
}

/// The first breach by a claim to an island.
fn disowned(subject: &Subject<'_>, claim: &Claim, island: &str) -> Option<Breach> {
    let course = course(subject, island);
    let ends = course.iter().skip(1).map(|(day, _)| Some(*day)).chain([None]);
    for ((from, statuses), end) in course.iter().zip(ends) {
        let is_over = claim.span.to.is_some_and(|to| to < *from);
        let is_before = end.is_some_and(|end| claim.span.from >= Some(end));
        let Some(status) = statuses.first().filter(|_| !is_over && !is_before) else { continue };
        let says = status.according_to.get(&claim.by).map(|view| view.value);
        let day = Some(*from).max(claim.span.from).map_or_else(String::new, Day::iso);
        let goes_on = claim.span.from < Some(*from) && end.is_some_and(|end| claim.span.to.is_none_or(|to| to >= end));
        let expected = match says {
            Some(Position::Own) if goes_on => continue,
            Some(Position::Own) if status.holder() == Some(&claim.by) => {
                format!("no claim to what the party administers, as \"{island}\" on {day}")
            }
            Some(Position::Own) => continue,
            _ => format!("a claim while the party calls \"{island}\" its own, unlike on {day}"),
        };
        return Some(Breach::new(origin(subject, claim)?, expected, format!("\"{}\"", status.id)));
    }
    None
}

/// A party makes one claim to an island at a time.
pub(super) fn claims_apart(subject: &Subject<'_>) -> Vec<Breach> {
    let claims = subject.story.status().claims();
    let mut breaches = Vec::new();
    for (index, claim) in claims.iter().enumerate() {
        let own = islands(subject, claim);
        let meets = |other: &Claim| own.iter().any(|island| subject.story.is_about(&other.places, island));
        let ends_before =
            |one: &Claim, other: &Claim| one.span.to.and_then(next).is_some_and(|end| other.span.from >= Some(end));
        let overlaps = |other: &&Claim| {
            other.by == claim.by && !ends_before(claim, other) && !ends_before(other, claim) && meets(other)
        };
        for other in claims.iter().skip(index + 1).filter(overlaps) {
            let expected = format!("no overlap with \"{}\", a claim to the same island", claim.id);
            breaches.extend(origin(subject, other).map(|origin| Breach::new(origin, expected, "one")));
        }
    }
    breaches
}
