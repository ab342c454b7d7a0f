//! Rules of time: every day has one status, and what is dated follows in order.

use std::collections::BTreeSet;

use kuril_map::story::{Day, StatusEntry, Story};

use crate::story::entry::{Entry, Origin};
use crate::story::format::{Boundary, Group, Status};
use crate::story::rules::{Breach, Subject};

/// The day after a day; none after the last one that can be written.
pub(super) fn next(day: Day) -> Option<Day> {
    let [year, month, of_month] = day.numbers();
    let parsed = |[year, month, day]: [u32; 3]| Day::parse(&format!("{year:04}-{month:02}-{day:02}"));
    let days = [[year, month, of_month + 1], [year, month + 1, 1], [year + 1, 1, 1]];
    days.into_iter().find_map(parsed)
}

/// Returns the first day of every status, claim and line, and the day after its last one, as far as the story tells.
pub(crate) fn days(story: &Story) -> BTreeSet<Day> {
    let status = story.status();
    let spans = status.entries().iter().map(|entry| entry.span);
    let spans = spans.chain(status.claims().iter().map(|claim| claim.span));
    let spans = spans.chain(status.boundaries().iter().map(|line| line.span));
    let days = spans.flat_map(|span| [span.from, span.to.and_then(next)]).flatten();
    days.chain([story.manifest().as_of]).filter(|day| *day <= story.manifest().as_of).collect()
}

/// The nearest statuses of an island from each day on which another may begin, up to the story's latest day; one where
/// all is well.
pub(super) fn course<'a>(subject: &Subject<'a>, island: &str) -> Vec<(Day, Vec<&'a StatusEntry>)> {
    let story = subject.story;
    let sized = |status: &'a StatusEntry| Some((story.size_around(&status.places, island)?, status));
    let own: Vec<_> = story.status().entries().iter().filter_map(sized).collect();
    let spans = own.iter().map(|(_, status)| status.span);
    let days = spans.flat_map(|span| [span.from, span.to.and_then(next)]).flatten();
    let days: BTreeSet<Day> = days.filter(|day| *day <= subject.folder.as_of()).collect();
    let nearest = |day: Day| {
        let there = || own.iter().filter(move |(_, status)| status.span.holds(day));
        let least = there().map(|(size, _)| *size).min();
        there().filter(move |(size, _)| Some(*size) == least).map(|(_, status)| *status).collect()
    };
    days.into_iter().map(|day| (day, nearest(day))).collect()
}

/// Where a status stands.
pub(super) fn origin<'a>(subject: &Subject<'a>, status: &StatusEntry) -> Option<&'a Origin> {
    subject.folder.statuses.iter().find(|entry| entry.id == status.id).map(|entry| &entry.origin)
}

/// A day as findings tell it.
pub(super) fn day_text(day: Option<Day>) -> String {
    day.map_or_else(|| "none".to_owned(), Day::iso)
}

/// Every day from the first one for which an island has a status has one status, up to the story's latest day.
pub(super) fn one_status(subject: &Subject<'_>) -> Vec<Breach> {
    subject.folder.status_groups.iter().flat_map(|group| of_group(subject, group)).collect()
}

/// Breaches by a group without a status, and by days for which an island of it has none or two that are equally near.
fn of_group(subject: &Subject<'_>, group: &Entry<Group>) -> Vec<Breach> {
    let (mut breaches, mut gaps) = (Vec::new(), BTreeSet::new());
    let courses: Vec<_> = group.members.iter().map(|island| (island, course(subject, island))).collect();
    if courses.iter().all(|(_, course)| course.is_empty()) && !subject.folder.is_unread(&group.id) {
        breaches.push(Breach::new(&group.origin, "a status of the group", "none"));
    }
    for (island, (day, statuses)) in courses.iter().flat_map(|(island, all)| all.iter().map(move |one| (island, one))) {
        match statuses.as_slice() {
            [] if gaps.insert(day) => {
                let expected = format!("no gap: a status of \"{island}\" on {day}");
                breaches.push(Breach::new(&group.origin, expected, "none"));
            }
            [one, other, ..] => breaches.extend(overlap(subject, one, other)),
            _ => {}
        }
    }
    breaches
}

/// The breach by two statuses that are equally near.
fn overlap(subject: &Subject<'_>, one: &StatusEntry, other: &StatusEntry) -> Option<Breach> {
    let day = day_text(other.span.from.max(one.span.from));
    let expected = format!("no overlap: one status that is nearest on {day}");
    Some(Breach::new(origin(subject, other)?, expected, format!("\"{}\" beside it", one.id)))
}

/// A line is told once for each day: the times of one course do not overlap.
pub(super) fn lines_apart(subject: &Subject<'_>) -> Vec<Breach> {
    let mut lines: Vec<_> = subject.folder.boundaries.iter().collect();
    lines.sort_by_key(|line| (&line.feature, line.from));
    let overlap = |pair: &[&Entry<Boundary>]| {
        let [before, after] = pair else { return None };
        let is_apart = before.feature != after.feature || before.to.is_some_and(|to| Some(to) < after.from);
        let expected = || format!("no overlap: \"{}\" from a later day than {} on", after.feature, day_text(before.to));
        (!is_apart).then(|| Breach::new(&after.origin, expected(), day_text(after.from)))
    };
    lines.windows(2).filter_map(overlap).collect()
}

/// Who administers and claims what, and what is drawn there, is dated; the line of a status names in each language the
/// year in which its administration began.
pub(super) fn dated_control(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let statuses = folder.statuses.iter().map(|status| (&status.origin, status.from));
    let claims = folder.claims.iter().map(|claim| (&claim.origin, claim.from));
    let lines = folder.boundaries.iter().map(|line| (&line.origin, line.from));
    let undated = statuses.chain(claims).chain(lines).filter(|(_, from)| from.is_none());
    let mut breaches: Vec<_> = undated.map(|(origin, _)| Breach::new(origin, "\"from\", a day", "none")).collect();
    for (begun, status) in administrations(subject) {
        let year = begun.iso().get(..4).unwrap_or_default().to_owned();
        for (lang, line) in status.line.iter().filter(|(_, line)| years(line).all(|named| named != year)) {
            breaches.push(Breach::new(&status.origin, format!("the year {year} in the line in \"{lang}\""), line));
        }
    }
    breaches
}

/// Every status by which a party administers, with the first day of that party's unbroken administration.
fn administrations<'a>(subject: &Subject<'a>) -> Vec<(Day, &'a Entry<Status>)> {
    let mut found = Vec::new();
    let islands = subject.folder.status_groups.iter().flat_map(|group| &group.members);
    for island in islands {
        let mut run: Option<(&str, Day)> = None;
        for (day, statuses) in course(subject, island) {
            let Some(status) = statuses.first() else { continue };
            let begun = |holder| run.filter(|(last, _)| *last == holder).map_or(day, |(_, begun)| begun);
            run = status.holder().map(|holder| (holder, begun(holder)));
            let entry = subject.folder.statuses.iter().find(|entry| entry.id == status.id);
            found.extend(run.map(|(_, begun)| begun).zip(entry));
        }
    }
    found
}

/// The numbers of four digits in a text.
pub(super) fn years(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| digits.len() == 4)
}

/// Breaches where dated entries do not follow each other.
fn ordered<'a>(days: impl Iterator<Item = (&'a Origin, Option<Day>)>) -> Vec<Breach> {
    let days: Vec<_> = days.collect();
    let turned = days.windows(2).filter_map(|pair| {
        let [(_, before), (origin, after)] = pair else { return None };
        (after < before).then(|| Breach::new(origin, format!("a day from {} on", day_text(*before)), day_text(*after)))
    });
    turned.collect()
}

/// Events follow each other, and none is later than the story's latest day.
pub(super) fn dated_events(subject: &Subject<'_>) -> Vec<Breach> {
    let events = || subject.folder.events.iter();
    let mut breaches = ordered(events().map(|event| (&event.origin, event.from.or(event.date))));
    let last = subject.folder.as_of();
    for event in events() {
        let day = event.to.or(event.date).or(event.from);
        if day.is_none_or(|day| day > last) {
            breaches.push(Breach::new(&event.origin, format!("a day up to {last}"), day_text(day)));
        }
    }
    breaches
}

/// A topic concerns days on which an event began.
pub(super) fn dated_topics(subject: &Subject<'_>) -> Vec<Breach> {
    let begins = |date: &str| {
        Day::parse(date)
            .is_some_and(|day| subject.folder.events.iter().any(|event| event.from.or(event.date) == Some(day)))
    };
    let topics = subject.folder.topics.iter();
    let dates = topics.flat_map(|topic| topic.dates.iter().map(|date| (&topic.origin, date)));
    let none = dates.filter(|(_, date)| !begins(date) && subject.folder.is_readable("events.json"));
    none.map(|(origin, date)| Breach::new(origin, "the first day of an event in dates", date)).collect()
}

/// A step of the tour, and a milestone, stands on a day for which there is a status.
pub(super) fn dated_steps(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let first = folder.statuses.iter().filter_map(|status| status.from).min().unwrap_or_default();
    let last = folder.as_of();
    let steps = folder.tour.iter().filter_map(|step| Some((&step.origin, step.date?)));
    let key = folder.key("milestones");
    let milestones = folder.story.iter().flat_map(|story| &story.milestones);
    let milestones = milestones.filter_map(|day| Some((&key, Day::parse(day)?)));
    let outside = steps.chain(milestones).filter(|(_, day)| *day < first || *day > last);
    outside.map(|(origin, day)| Breach::new(origin, format!("a day from {first} to {last}"), day.iso())).collect()
}

/// Arrivals of forces follow each other.
pub(super) fn dated_arrivals(subject: &Subject<'_>) -> Vec<Breach> {
    let arrivals = subject.folder.arrivals.iter();
    ordered(arrivals.map(|arrival| (&arrival.origin, arrival.from.or(arrival.date))))
}

/// Reports of a deployment follow each other from the day on from which it is reported.
pub(super) fn dated_reports(subject: &Subject<'_>) -> Vec<Breach> {
    let days = subject.folder.deployments.iter().flat_map(|deployment| {
        let reports = deployment.reports.iter().map(|report| report.date);
        ordered(std::iter::once(deployment.from).chain(reports).map(|day| (&deployment.origin, day)))
    });
    days.collect()
}

/// The date of the article is that of an article.
pub(super) fn article_date(subject: &Subject<'_>) -> Vec<Breach> {
    let day = subject.folder.story.as_ref().and_then(|story| story.article_date);
    let is_of_article = |day: &str| {
        subject.folder.articles.iter().any(|article| !article.head.document && article.head.published == day)
    };
    let none = day.filter(|day| !is_of_article(&day.iso()));
    let breach = |day: Day| {
        Breach::new(&subject.folder.key("article_date"), "the day on which an article was published", day.iso())
    };
    none.map(breach).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_after_a_day_minds_leap_years_and_the_year() {
        let pairs = [("1900-02-28", "1900-03-01"), ("2000-02-28", "2000-02-29"), ("1945-12-31", "1946-01-01")];
        for (day, expected) in pairs {
            assert_eq!(next(Day::parse(day).unwrap()), Day::parse(expected));
        }
        assert_eq!(next(Day::parse("9999-12-31").unwrap()), None);
    }
}
