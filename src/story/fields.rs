//! The fields of a JSON object, read by name; each problem names the field.
//!
//! An object is only split into the raw texts of its values; the reader of each type asks for the fields that it needs.

use crate::error::{Problem, Result};
use crate::geo::space::LonLat;
use crate::lean::decimal::shortest;
use crate::lean::json::reader::Reader;
use crate::lean::json::value::{Member, Value};
use crate::lean::map::SortedMap;
use crate::lean::sorted::order;
use crate::limits::{NAME, TEXT};
use crate::story::day::Day;
use crate::story::id::PlaceId;
use crate::story::spelling::{ID, is_id};
use crate::story::texts::Texts;
use std::cell::RefCell;

/// How the path of names ends.
const NAMES: &str = "names.";
/// What a count must be, for findings.
const COUNT: &str = "a whole number, 0 or more";

/// The fields of an object, and the first problem with them.
///
/// A missing or wrong value is read as an empty one and noted as a problem, which [`Fields::checked`] returns at the
/// end.
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    /// What precedes the name of a field in a problem.
    path: String,
    entries: Vec<Member<'a>>,
    fault: RefCell<Option<Problem>>,
}

impl<'a> Fields<'a> {
    /// Returns the fields of a text that must be an object; `name` identifies it in a problem.
    pub(super) fn of_object(raw: &'a str, name: &str) -> Result<Self> {
        object(name, raw)?;
        Self::parsed(raw).map_err(|(_, problem)| problem)
    }

    /// Returns the fields of a text that is an object; otherwise the line and the problem there.
    pub(super) fn parsed(text: &'a str) -> std::result::Result<Self, (usize, Problem)> {
        Ok(Self { path: String::new(), entries: Value::members(text)?, fault: RefCell::new(None) })
    }

    /// Returns the same fields, with their names prefixed by a path.
    pub(super) fn under(self, path: &str) -> Self {
        Self { path: format!("{path}."), ..self }
    }

    /// Returns the value, or the first problem noted so far.
    pub(super) fn checked<T>(&self, read: T) -> Result<T> {
        match self.fault() {
            None => Ok(read),
            Some(problem) => Err(problem),
        }
    }

    /// Notes a problem, unless there is one already.
    pub(super) fn complain(&self, problem: Problem) {
        if let Ok(mut fault) = self.fault.try_borrow_mut() {
            fault.get_or_insert(problem);
        }
    }

    /// Whether no problem has been noted.
    pub(super) fn is_sound(&self) -> bool {
        self.fault.try_borrow().is_ok_and(|fault| fault.is_none())
    }

    /// Removes the problem and returns it.
    fn fault(&self) -> Option<Problem> {
        self.fault.try_borrow_mut().ok()?.take()
    }

    /// Returns the path of a field, for a problem.
    fn path(&self, name: &str) -> String {
        format!("{}{name}", self.path)
    }

    /// Iterates over all names and raw values.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &'a str)> {
        self.entries.iter().map(|(name, raw)| (name.as_str(), *raw))
    }

    /// Returns all names and raw values in the order of the names.
    pub(super) fn by_name(&self) -> Vec<(&str, &'a str)> {
        let name = |number: u32| self.entries.get(number as usize).map(|(name, _)| name);
        let sorted = order(self.entries.len(), &|a, b| name(a) > name(b));
        let entries = sorted.into_iter().filter_map(|number| self.entries.get(number as usize));
        entries.map(|(name, raw)| (name.as_str(), *raw)).collect()
    }

    /// Returns a raw value; none if it is missing or null.
    pub(super) fn raw(&self, name: &str) -> Option<&'a str> {
        let raw = self.iter().find(|(known, _)| *known == name).map(|(_, raw)| raw);
        raw.filter(|raw| *raw != "null")
    }

    /// Returns a raw value that is required.
    pub(super) fn required(&self, name: &str, expected: &str) -> Option<&'a str> {
        let raw = self.raw(name);
        if raw.is_none() {
            self.complain(Problem::missing(self.path(name), expected));
        }
        raw
    }

    /// Notes that the value of a field is not what was expected.
    pub(super) fn unexpected(&self, name: &str, expected: &str, found: &str) {
        self.complain(Problem::unexpected(self.path(name), expected, found));
    }

    /// Returns the parsed value, or notes a problem if there is none.
    fn expect<T>(&self, name: &str, expected: &str, raw: &str, read: Option<T>) -> Option<T> {
        if read.is_none() {
            self.unexpected(name, expected, raw);
        }
        read
    }

    /// Reads a required text.
    pub(super) fn text(&self, name: &str, expected: &str) -> String {
        let text =
            self.required(name, expected).and_then(|raw| self.expect(name, expected, raw, self.short(name, raw)));
        text.unwrap_or_default()
    }

    /// Reads an optional text.
    pub(super) fn optional_text(&self, name: &str) -> Option<String> {
        self.raw(name).and_then(|raw| self.expect(name, "a text", raw, self.short(name, raw)))
    }

    /// Reads a text and notes if it is too long for one, or for a name.
    fn short(&self, name: &str, raw: &str) -> Option<String> {
        let text = text(raw)?;
        let is_name = [NAMES, "names_claimant."].iter().any(|path| self.path.ends_with(path));
        let limit = if is_name { NAME } else { TEXT };
        if let Err(problem) = limit.check(&self.path(name), text.len()) {
            self.complain(problem);
        }
        Some(text)
    }

    /// Reads a required day.
    pub(super) fn day(&self, name: &str) -> Day {
        self.required(name, Day::EXPECTED);
        self.optional_day(name).unwrap_or_default()
    }

    /// Reads an optional day.
    pub(super) fn optional_day(&self, name: &str) -> Option<Day> {
        self.raw(name)
            .and_then(|raw| self.expect(name, Day::EXPECTED, raw, text(raw).and_then(|text| Day::parse(&text))))
    }

    /// Reads an optional finite number.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.raw(name).and_then(|raw| self.expect(name, "a number", raw, number(raw)))
    }

    /// Reads an optional number of at least 0.
    pub(super) fn amount(&self, name: &str, expected: &str) -> Option<f64> {
        let amount = self.number(name)?;
        if amount < 0.0 {
            self.unexpected(name, expected, &shortest(amount));
        }
        Some(amount)
    }

    /// Reads a required whole number of at least 0.
    pub(super) fn count(&self, name: &str) -> u32 {
        self.required(name, COUNT);
        self.optional_count(name).unwrap_or_default()
    }

    /// Reads an optional whole number of at least 0.
    pub(super) fn optional_count(&self, name: &str) -> Option<u32> {
        let raw = self.raw(name)?;
        let is_whole = |number: &f64| number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(number);
        self.expect(name, COUNT, raw, number(raw).filter(is_whole)).map(|count| count as u32)
    }

    /// Reads a truth value; false if it is missing.
    pub(super) fn flag(&self, name: &str) -> bool {
        let Some(raw) = self.raw(name) else { return false };
        let flag = ["false", "true"].iter().position(|word| *word == raw);
        self.expect(name, "true or false", raw, flag) == Some(1)
    }

    /// Reads a required word and returns its index in `words`.
    pub(super) fn choice(&self, name: &str, words: &[&str]) -> Option<usize> {
        let expected = ["one of ", &words.join(", ")].concat();
        let word = self.text(name, &expected);
        let found = words.iter().position(|known| *known == word);
        if found.is_none() {
            self.unexpected(name, &expected, &word);
        }
        found
    }

    /// Reads a required list of exactly `N` numbers.
    pub(super) fn numbers<const N: usize>(&self, name: &str, expected: &str) -> [f64; N] {
        let exact = |raw| numbers(raw).as_deref().and_then(|all| all.try_into().ok());
        let numbers = self.required(name, expected).and_then(|raw| self.expect(name, expected, raw, exact(raw)));
        numbers.unwrap_or([0.0; N])
    }

    /// Reads an optional position `[longitude, latitude]`.
    pub(super) fn position(&self, name: &str) -> Option<LonLat> {
        const EXPECTED: &str = "[longitude, latitude] in degrees";
        let raw = self.raw(name)?;
        let [lon, lat] = self.numbers(name, EXPECTED);
        let on_earth = lon.abs() <= 360.0 && lat.abs() <= 90.0;
        self.expect(name, EXPECTED, raw, on_earth.then(|| LonLat::new(lon, lat)))
    }

    /// Reads a list of lists of numbers of at most six digits, so that no sum of them is infinite; empty if it is missing.
    pub(super) fn lists_of_numbers(&self, name: &str) -> Vec<Vec<f64>> {
        let mut lists = Vec::new();
        for raw in self.list(name) {
            let small = numbers(raw).filter(|all| all.iter().all(|number| number.abs() < 1e6));
            lists.extend(self.expect(name, "lists of numbers of at most six digits", raw, small));
        }
        lists
    }

    /// Reads a list of raw values; empty if it is missing.
    pub(super) fn list(&self, name: &str) -> Vec<&'a str> {
        self.raw(name).and_then(|raw| self.expect(name, "a list", raw, list(raw))).unwrap_or_default()
    }

    /// Reads a required list of raw values.
    pub(super) fn required_list(&self, name: &str, expected: &str) -> Vec<&'a str> {
        self.required(name, expected).map(|_| self.list(name)).unwrap_or_default()
    }

    /// Reads a list of texts; empty if it is missing.
    pub(super) fn texts_of(&self, name: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for (index, raw) in self.list(name).into_iter().enumerate() {
            match self.short(name, raw) {
                Some(text) => texts.push(text),
                None => self.unexpected(&format!("{name}[{index}]"), "a text", raw),
            }
        }
        texts
    }

    /// Reads a list of days; empty if it is missing.
    pub(super) fn days(&self, name: &str) -> Vec<Day> {
        let mut days = Vec::new();
        for raw in self.list(name) {
            days.extend(self.expect(name, Day::EXPECTED, raw, text(raw).and_then(|text| Day::parse(&text))));
        }
        days
    }

    /// Reads a list of place ids; empty if it is missing.
    pub(super) fn places(&self, name: &str) -> Vec<PlaceId> {
        self.texts_of(name).into_iter().map(PlaceId::from).collect()
    }

    /// Reads a list of objects with `read`; empty if it is missing.
    pub(super) fn objects<T>(&self, name: &str, read: fn(&Fields<'a>) -> T) -> Vec<T> {
        let mut all = Vec::new();
        self.each_object(name, &mut |fields| all.push(read(fields)));
        all
    }

    /// Not generic, so that it is compiled once.
    fn each_object(&self, name: &str, read: &mut dyn FnMut(&Fields<'a>)) {
        for (index, raw) in self.list(name).into_iter().enumerate() {
            if let Some(fields) = self.fields(&format!("{name}[{index}]"), raw) {
                read(&fields);
                self.adopt(&fields);
            }
        }
    }

    /// Reads an optional object.
    pub(super) fn object<T>(&self, name: &str, read: impl FnOnce(&Fields<'a>) -> T) -> Option<T> {
        self.nested(name, self.raw(name)?, read)
    }

    fn nested<T>(&self, name: &str, raw: &'a str, read: impl FnOnce(&Fields<'a>) -> T) -> Option<T> {
        let fields = self.fields(name, raw)?;
        let value = read(&fields);
        self.adopt(&fields);
        Some(value)
    }

    /// Notes the problem of a nested object.
    fn adopt(&self, part: &Fields<'_>) {
        if let Some(problem) = part.fault() {
            self.complain(problem);
        }
    }

    /// Returns the fields of a nested object; notes a problem if it is none.
    pub(super) fn fields(&self, name: &str, raw: &'a str) -> Option<Fields<'a>> {
        let path = self.path(name);
        match Fields::of_object(raw, &path) {
            Ok(fields) => Some(fields.under(&path)),
            Err(problem) => {
                self.complain(problem);
                None
            }
        }
    }

    /// Reads an optional object of texts by language.
    pub(super) fn texts(&self, name: &str) -> Texts {
        const EXPECTED: &str = "an object of texts by language, such as {\"en\": \"…\"}";
        match self.raw(name) {
            Some(raw) if !raw.starts_with('{') => self.unexpected(name, EXPECTED, raw),
            Some(raw) => return self.nested(name, raw, Fields::each_text).map(Texts::from).unwrap_or_default(),
            None => {}
        }
        Texts::default()
    }

    /// Reads a required object of texts by language.
    pub(super) fn required_texts(&self, name: &str) -> Texts {
        self.required(name, "texts by language").map(|_| self.texts(name)).unwrap_or_default()
    }

    /// Reads the id and the names, which are both required.
    pub(super) fn named(&self) -> (String, Texts) {
        let id = self.text("id", ID);
        if !is_id(&id) {
            self.unexpected("id", ID, &id);
        }
        (id, self.required_texts("names"))
    }

    /// Reads every value as a text.
    pub(super) fn each_text(&self) -> SortedMap<String> {
        let mut texts = SortedMap::default();
        for (name, raw) in self.by_name() {
            match self.short(name, raw).filter(|text| !text.trim().is_empty()) {
                Some(text) => texts.insert(name.to_owned(), text),
                None => self.unexpected(name, "a text", raw),
            }
        }
        texts
    }
}

/// Checks that a text begins an object; the parser alone would also accept an array of the field values.
pub(super) fn object(field: &str, text: &str) -> Result<()> {
    if text.trim_start().starts_with('{') { Ok(()) } else { Err(Problem::unexpected(field, "an object", text.trim())) }
}

pub(super) fn text(raw: &str) -> Option<String> {
    if let Ok(Value::String(text)) = Value::parse(raw) { Some(text) } else { None }
}

fn number(raw: &str) -> Option<f64> {
    if let Ok(Value::Number(number)) = Value::parse(raw) { Some(number) } else { None }
}

fn list(raw: &str) -> Option<Vec<&str>> {
    if let Ok(Value::Array(list)) = Value::parse(raw) { Some(list) } else { None }
}

/// Parses a list of numbers; none if the text is anything else.
pub(crate) fn numbers(raw: &str) -> Option<Vec<f64>> {
    let (mut reader, mut numbers) = (Reader::new(raw), Vec::new());
    if reader.peek() != Some(b'[') {
        return None;
    }
    reader.open();
    while reader.has_part(b']').ok()? {
        numbers.push(reader.number().ok()??);
    }
    Some(numbers)
}
