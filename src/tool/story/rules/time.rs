//! Rules of time: every day has one status, and what is dated follows in order.

use kuril_map::story::{Day, Span};

use crate::story::entry::{Entry, Origin};
use crate::story::format::Boundary;
use crate::story::rules::{Breach, Subject};

/// The day after a day; none after the last one that can be written.
fn next(day: Day) -> Option<Day> {
    let [year, month, of_month] = day.numbers();
    let parsed = |[year, month, day]: [u32; 3]| Day::parse(&format!("{year:04}-{month:02}-{day:02}"));
    let days = [[year, month, of_month + 1], [year, month + 1, 1], [year + 1, 1, 1]];
    days.into_iter().find_map(parsed)
}

/// A day as findings tell it.
fn told(day: Option<Day>) -> String {
    day.map_or_else(|| "none".to_owned(), Day::iso)
}

/// Breaches where a span begins before or after the day that follows the one before it. `what` spans are apart.
fn joints<T>(entries: &[(&Entry<T>, Span)]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for pair in entries.windows(2) {
        let [(_, before), (entry, after)] = pair else { continue };
        let Some(expected) = before.to.and_then(next) else {
            breaches.push(Breach::new(&entry.origin, "no overlap: one status before it ends", "one that has no end"));
            continue;
        };
        let fault = match after.from.cmp(&Some(expected)) {
            std::cmp::Ordering::Equal => continue,
            std::cmp::Ordering::Less => "no overlap",
            std::cmp::Ordering::Greater => "no gap",
        };
        breaches.push(Breach::new(&entry.origin, format!("{fault}: a status from {expected} on"), told(after.from)));
    }
    breaches
}

/// Every day from the first one that a group has a status for has one status, up to the story's latest day.
pub(super) fn one_status(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let mut breaches = Vec::new();
    for group in &folder.status_groups {
        let of_group = folder.intervals.iter().filter(|interval| interval.group == group.id);
        let mut spans: Vec<_> = of_group.map(|interval| (interval, interval.span())).collect();
        spans.sort_by_key(|(_, span)| span.from);
        breaches.extend(joints(&spans));
        match spans.last() {
            None if folder.is_unread(&group.id) => {}
            None => breaches.push(Breach::new(&group.origin, "a status of the group", "none")),
            Some((last, Span { to: Some(to), .. })) if *to < folder.as_of() => {
                let expected = format!("no gap: a status up to {}", folder.as_of());
                breaches.push(Breach::new(&last.origin, expected, to.iso()));
            }
            Some(_) => {}
        }
    }
    breaches
}

/// A line is told once for each day: the times of one course do not overlap.
pub(super) fn lines_apart(subject: &Subject<'_>) -> Vec<Breach> {
    let mut lines: Vec<_> = subject.folder.boundaries.iter().collect();
    lines.sort_by_key(|line| (&line.feature, line.from));
    let overlap = |pair: &[&Entry<Boundary>]| {
        let [before, after] = pair else { return None };
        let is_apart = before.feature != after.feature || before.to.is_some_and(|to| Some(to) < after.from);
        let expected = || format!("no overlap: \"{}\" from a later day than {} on", after.feature, told(before.to));
        (!is_apart).then(|| Breach::new(&after.origin, expected(), told(after.from)))
    };
    lines.windows(2).filter_map(overlap).collect()
}

/// Who administers what, and what is drawn there, is dated; the line of a status names a year in each language.
pub(super) fn dated_control(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let intervals = folder.intervals.iter().map(|interval| (&interval.origin, interval.from));
    let lines = folder.boundaries.iter().map(|line| (&line.origin, line.from));
    let undated = intervals.chain(lines).filter(|(_, from)| from.is_none());
    let mut breaches: Vec<_> = undated.map(|(origin, _)| Breach::new(origin, "\"from\", a day", "none")).collect();
    for interval in folder.intervals.iter().filter(|interval| interval.administered_by.is_some()) {
        for (lang, line) in interval.line.iter().filter(|(_, line)| years(line).next().is_none()) {
            breaches.push(Breach::new(&interval.origin, format!("a year in the line in \"{lang}\""), line));
        }
    }
    breaches
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
        (after < before).then(|| Breach::new(origin, format!("a day from {} on", told(*before)), told(*after)))
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
            breaches.push(Breach::new(&event.origin, format!("a day up to {last}"), told(day)));
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

/// A step of the tour stands on a day for which there is a status.
pub(super) fn dated_steps(subject: &Subject<'_>) -> Vec<Breach> {
    let folder = subject.folder;
    let first = folder.intervals.iter().filter_map(|interval| interval.from).min().unwrap_or_default();
    let last = folder.as_of();
    let dated = folder.tour.iter().filter_map(|step| Some((&step.origin, step.date?)));
    let outside = dated.filter(|(_, day)| *day < first || *day > last);
    outside.map(|(origin, day)| Breach::new(origin, format!("a day from {first} to {last}"), day.iso())).collect()
}

/// Landings follow each other from the first day of their status on.
pub(super) fn dated_landings(subject: &Subject<'_>) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for interval in subject.folder.intervals.iter().filter(|interval| !interval.landings.is_empty()) {
        let days = || interval.landings.iter().map(|landing| landing.from.or(landing.date));
        breaches.extend(ordered(days().map(|day| (&interval.origin, day))));
        if days().next() != Some(interval.from) {
            let expected = format!("a first landing on {}", told(interval.from));
            breaches.push(Breach::new(&interval.origin, expected, told(days().next().flatten())));
        }
    }
    breaches
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
