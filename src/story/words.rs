//! The words of the interface in the reader's language, and days and numbers as that language writes them.
//!
//! How it writes them is told by words too, such as `date.day` and `number.group`, so that a story may speak a language that
//! the program does not know.

use crate::geo::space::within_turn;
use crate::lean::decimal::decimal;
use crate::lean::find::replaced;
use crate::lean::map::SortedMap;
use crate::story::day::Day;
use crate::story::manifest::Manifest;
use crate::story::spelling::han;

/// The word keys of the months.
const MONTHS: [&str; 12] = [
    "month.1", "month.2", "month.3", "month.4", "month.5", "month.6", "month.7", "month.8", "month.9", "month.10",
    "month.11", "month.12",
];
/// Numbers below this have decimals.
const FINE_BELOW: f64 = 100.0;

impl Manifest {
    /// The language of the story for the tag of a page, such as `ru-RU`, or `ru_RU` as other programs write it; none where
    /// the story has neither it nor a shorter form of it.
    #[must_use]
    pub fn language(&self, tag: &str) -> Option<&str> {
        let tag: String = tag.chars().map(|letter| if letter == '_' { '-' } else { letter }).collect();
        let shorter = std::iter::successors(Some(&*tag), |tag| tag.get(..tag.bytes().rposition(|byte| byte == b'-')?));
        let known = shorter.filter_map(|tag| self.languages.iter().find(|known| known.eq_ignore_ascii_case(tag)));
        // Tags of Chinese name a script or a country: both say which characters are read.
        let alike = || self.languages.iter().find(|known| han(known).is_some_and(|script| han(&tag) == Some(script)));
        known.take(1).next().or_else(alike).map(String::as_str)
    }

    /// Returns a word of the interface; the key itself if no language has it.
    #[must_use]
    pub fn word<'a>(&'a self, lang: &str, key: &'a str) -> &'a str {
        let in_table =
            |table: &'a SortedMap<SortedMap<String>>, lang: &str| table.get(lang).and_then(|words| words.get(key));
        let find = |lang: &str| in_table(&self.words, lang).or_else(|| in_table(&self.further, lang));
        let default = self.languages.first().map_or("en", String::as_str);
        // The reading matter brings words in one language, which may differ from the present one.
        let any = || self.further.values().find_map(|words| words.get(key));
        find(lang).or_else(|| find(default)).or_else(any).map_or(key, String::as_str)
    }

    /// Returns a word of the interface with each `{name}` replaced by the given text.
    #[must_use]
    pub fn phrase(&self, lang: &str, key: &str, parts: &[(&str, &str)]) -> String {
        let word = self.word(lang, key).to_owned();
        parts.iter().fold(word, |phrase, (name, text)| replaced(&phrase, &["{", name, "}"].concat(), text))
    }

    /// Returns a day as written in a language.
    #[must_use]
    pub fn date(&self, lang: &str, day: Day) -> String {
        let [year, month, _] = day.numbers();
        let month = MONTHS.get(month as usize - 1).copied().unwrap_or_default();
        let (year, of_month) = (decimal(year.into(), 0), self.of_month(lang, day));
        self.phrase(lang, "date.day", &[("y", &year), ("m", self.word(lang, month)), ("d", &of_month)])
    }

    /// Returns a day without its year, as written in a language in little room.
    #[must_use]
    pub fn short_date(&self, lang: &str, day: Day) -> String {
        let [_, month, _] = day.numbers();
        let month = self.word(lang, "date.months").split(' ').nth(month as usize - 1).unwrap_or_default();
        self.phrase(lang, "date.short", &[("m", month), ("d", &self.of_month(lang, day))])
    }

    /// Returns the number of a day in its month; the first one has a word of its own, such as the French "1er".
    fn of_month(&self, lang: &str, day: Day) -> String {
        let [.., number] = day.numbers();
        if number == 1 { self.word(lang, "date.first").to_owned() } else { decimal(number.into(), 0) }
    }

    /// Returns a number as written in a language, in groups of three digits: `1,234` in English, `1.234` in German.
    #[must_use]
    pub fn number(&self, lang: &str, value: f64) -> String {
        if value.abs() < FINE_BELOW {
            return self.decimals(lang, &decimal(value, 2));
        }
        let digits = decimal(value, 0);
        let sign = usize::from(value < 0.0);
        let mut end = sign + 1 + (digits.len() - sign - 1) % 3;
        let mut number = digits.get(..end).unwrap_or_default().to_owned();
        while let Some(rest) = digits.get(end..end + 3) {
            number = self.phrase(lang, "number.group", &[("thousands", &number), ("rest", rest)]);
            end += 3;
        }
        number
    }

    /// Returns a longitude in degrees as written in a language. It may run on past the 180th meridian, which is neither
    /// eastern nor western.
    #[must_use]
    pub fn longitude(&self, lang: &str, lon: f64) -> String {
        let lon = within_turn(lon);
        if lon <= -180.0 {
            return "180°".to_owned();
        }
        self.degrees(lang, if lon < 0.0 { "degree.west" } else { "degree.east" }, lon)
    }

    /// Returns a latitude in degrees as written in a language.
    #[must_use]
    pub fn latitude(&self, lang: &str, lat: f64) -> String {
        self.degrees(lang, if lat < 0.0 { "degree.south" } else { "degree.north" }, lat)
    }

    fn degrees(&self, lang: &str, key: &str, value: f64) -> String {
        self.phrase(lang, key, &[("n", &self.decimals(lang, &decimal(value.abs(), 2)))])
    }

    /// Returns digits, which may have a decimal point, with the decimal sign of a language.
    #[must_use]
    pub fn decimals(&self, lang: &str, digits: &str) -> String {
        let point = digits.bytes().position(|byte| byte == b'.');
        let parts = point.and_then(|point| Some((digits.get(..point)?, digits.get(point + 1..)?)));
        let Some((whole, part)) = parts else { return digits.to_owned() };
        self.phrase(lang, "number.decimal", &[("whole", whole), ("part", part)])
    }
}
