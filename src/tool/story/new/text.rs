//! A text that becomes an article: its title, who published it where and when, and its paragraphs.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use kuril_map::story::Day;

use crate::story::language;

/// The months as English texts write them.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// A second line that is longer belongs to the text.
const LONGEST_BYLINE: usize = 300;

/// A text as its author gave it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Text {
    /// The name of its file.
    pub(super) name: String,
    /// The name without its endings.
    pub(super) stem: String,
    /// The language in the name of the file, as in `article.en.md`.
    lang: Option<String>,
    pub(super) title: String,
    pub(super) publisher: Option<String>,
    /// The day of its publication, ISO 8601.
    pub(super) day: Option<String>,
    pub(super) url: Option<String>,
    /// Its paragraphs, with blank lines between them.
    pub(super) body: String,
}

impl Text {
    /// Reads a text.
    ///
    /// # Errors
    /// When it is not UTF-8, or there is nothing below the title.
    pub(super) fn read(name: &str, bytes: &[u8]) -> anyhow::Result<Self> {
        let text = str::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))?;
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let mut lines = text.trim_start().lines();
        let title = plain(lines.next().unwrap_or_default());
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let (stem, lang) = match stem.rsplit_once('.') {
            Some((stem, lang)) if (2..=3).contains(&lang.len()) => (stem, Some(lang.to_owned())),
            _ => (stem, None),
        };
        let mut read = Self { name: name.to_owned(), stem: stem.to_owned(), lang, title, ..Self::default() };
        let rest: Vec<&str> = lines.collect();
        let second = rest.iter().position(|line| !line.trim().is_empty()).unwrap_or(0);
        let is_byline = rest.get(second).is_some_and(|line| read.take_byline(line));
        let body = rest.iter().skip(if is_byline { second + 1 } else { 0 });
        let body = body.map(|line| plain(line)).collect::<Vec<_>>().join("\n");
        body.trim().clone_into(&mut read.body);
        anyhow::ensure!(
            !read.title.is_empty() && !read.body.is_empty(),
            "{name}: expected a title and a text below it"
        );
        Ok(read)
    }

    /// Reads "publisher, date, address"; returns whether the line is one.
    fn take_byline(&mut self, line: &str) -> bool {
        let line = line.trim();
        if line.len() > LONGEST_BYLINE {
            return false;
        }
        let (mut publisher, mut day, mut url) = (Vec::new(), None, None);
        for part in line.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let address = part.trim_matches(['<', '>']);
            if address.starts_with("https://") || address.starts_with("http://") {
                url = Some(address.to_owned());
            } else if let Some(found) = date(part) {
                day = Some(found);
            } else {
                publisher.push(part);
            }
        }
        if day.is_none() && url.is_none() {
            return false;
        }
        self.publisher = (!publisher.is_empty()).then(|| publisher.join(", "));
        (self.day, self.url) = (day, url);
        true
    }

    /// The language of the text: that of its name, else the one of the story's languages in which it is written.
    pub(super) fn lang<'a>(&'a self, languages: &'a [String], default: &'a str) -> &'a str {
        self.lang.as_deref().or_else(|| language::written(&self.body, languages)).unwrap_or(default)
    }
}

/// Today's day, ISO 8601.
pub(super) fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    iso_of_days(seconds / 86_400)
}

/// The day so many days after 1 January 1970, by the Gregorian calendar.
fn iso_of_days(mut days: u64) -> String {
    let is_leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    while days >= 365 + u64::from(is_leap(year)) {
        days -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let mut month = 1;
    for length in [31, 28 + u64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", days + 1)
}

/// Returns a day, ISO 8601, such as `2026-10-20`, `20 October 2026` or `October 20 2026`; none for any other words.
fn date(text: &str) -> Option<String> {
    if let Some(day) = Day::parse(text) {
        return Some(day.iso());
    }
    let words: Vec<String> = text.split_whitespace().map(|word| word.trim_matches('.').to_lowercase()).collect();
    let [first, second, year] = words.as_slice() else { return None };
    let month = |word: &String| MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word.as_str()));
    let (day, month) = match (month(first), month(second)) {
        (Some(month), _) => (second, month),
        (_, Some(month)) => (first, month),
        _ => return None,
    };
    let (year, day): (u32, u32) = (year.parse().ok()?, day.parse().ok()?);
    Day::parse(&format!("{year:04}-{:02}-{day:02}", month + 1)).map(Day::iso)
}

/// A line without the marks of Markdown for headings, quotations, emphasis and links.
fn plain(line: &str) -> String {
    let line = line.trim_end();
    let line = line.strip_prefix("> ").unwrap_or(line);
    let mut text = line.trim_start_matches('#').trim_start().replace("**", "").replace("__", "");
    while let Some((before, name, after)) = link(&text) {
        text = [before, name, after].concat();
    }
    text
}

/// Takes a text apart at its first link, or picture, of Markdown: before it, its words, after it.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let middle = text.find("](")?;
    let (before, name) = text.get(..middle)?.rsplit_once('[')?;
    let (_, after) = text.get(middle..)?.split_once(')')?;
    Some((before.strip_suffix('!').unwrap_or(before), name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_a_byline_and_paragraphs_are_told_apart() {
        let text = "# Patrol vessel renews an old quarrel\nOur paper, 20 October 2026, https://news.example/falklands\n\nA **patrol** \
                    vessel.\n\nIt left [Stanley](https://x.example/), on time.\n";
        let read = Text::read("article.en.md", text.as_bytes()).unwrap();
        assert_eq!(read.title, "Patrol vessel renews an old quarrel");
        assert_eq!(read.publisher.as_deref(), Some("Our paper"));
        assert_eq!(read.day.as_deref(), Some("2026-10-20"));
        assert_eq!(read.url.as_deref(), Some("https://news.example/falklands"));
        assert_eq!(read.body, "A patrol vessel.\n\nIt left Stanley, on time.");
        assert_eq!((read.stem.as_str(), read.lang(&[], "ja")), ("article", "en"));
    }

    #[test]
    fn a_second_line_without_date_and_address_belongs_to_the_text() {
        let read = Text::read("a.txt", "Title\n\nFirst, second, third.\nMore.\n".as_bytes()).unwrap();
        assert_eq!((read.publisher, read.body.as_str()), (None, "First, second, third.\nMore."));
    }

    #[test]
    fn a_title_alone_is_no_text() {
        assert!(Text::read("a.txt", b"Title\n").is_err());
        assert!(Text::read("a.txt", b"\xff\xfe").is_err());
    }

    #[test]
    fn days_are_counted_by_the_gregorian_calendar() {
        let days = [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (20_785, "2026-11-28"),
            (364, "1970-12-31"),
        ];
        for (count, iso) in days {
            assert_eq!(iso_of_days(count), iso);
        }
    }

    #[test]
    fn dates_are_read_as_english_texts_write_them() {
        for text in ["2026-10-20", "20 October 2026", "Oct. 20 2026"] {
            assert_eq!(date(text).as_deref(), Some("2026-10-20"), "{text}");
        }
        assert_eq!(date("Our own paper"), None);
        assert_eq!(date("31 February 2026"), None);
    }
}
