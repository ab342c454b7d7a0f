//! A JSON tokenizer (RFC 8259) that splits a text into the raw texts of its parts.
//!
//! Only the parts that somebody asks for are parsed. Escape sequences and the size of numbers are checked at that point,
//! so that one bad value does not cost the others.

use crate::error::Problem;
use crate::lean::json::newlines;
use crate::limits::DEPTH;

/// A syntax error and its line, counted from 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault {
    pub(crate) line: usize,
    message: &'static str,
}

impl Fault {
    /// Returns the problem without its line.
    pub(crate) fn problem(self) -> Problem {
        Problem::Syntax { message: self.message.to_owned() }
    }

    /// Returns the problem, prefixed by the name of a field, without its line.
    pub(crate) fn problem_of(self, field: &str) -> Problem {
        Problem::Syntax { message: [field, ": ", self.message].concat() }
    }
}

/// The result of reading a part.
type Result<T> = std::result::Result<T, Fault>;

/// A text and the position up to which it has been read.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Whether a list or an object has just been opened, so that no comma is due.
    is_fresh: bool,
}

impl<'a> Reader<'a> {
    /// Returns a reader at the start of a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, is_fresh: false }
    }

    /// Reports a fault at the current position.
    #[cold]
    pub(crate) fn fault<T>(&self, message: &'static str) -> Result<T> {
        let passed = self.text.as_bytes().get(..self.at).unwrap_or(self.text.as_bytes());
        Err(Fault { line: 1 + newlines(passed), message })
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Skips white space and returns the next byte without consuming it.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    /// Checks that only white space is left.
    pub(crate) fn end(&mut self) -> Result<()> {
        if self.peek().is_none() { Ok(()) } else { self.fault("unexpected text after the end of the data") }
    }

    /// Consumes the opening bracket of a list or an object.
    pub(crate) fn open(&mut self) {
        self.at += 1;
        self.is_fresh = true;
    }

    /// Moves to the next part of a list or an object and returns true, or consumes its closing bracket and returns false.
    pub(crate) fn has_part(&mut self, close: u8) -> Result<bool> {
        let is_first = std::mem::take(&mut self.is_fresh);
        let next = self.peek();
        if next == Some(close) {
            self.at += 1;
            return Ok(false);
        }
        let is_list = close == b']';
        match next {
            None => self.fault(if is_list {
                "the data ends in the middle of a list"
            } else {
                "the data ends in the middle of an object"
            }),
            Some(_) if is_first => Ok(true),
            Some(b',') => {
                self.at += 1;
                if self.peek() == Some(close) {
                    self.fault("there is a comma too many before the closing bracket")
                } else {
                    Ok(true)
                }
            }
            Some(_) => self.fault(if is_list {
                "expected a comma or ] after a value"
            } else {
                "expected a comma or } after a value"
            }),
        }
    }

    /// Consumes the next field name of an object and its colon; `None` at the end of the object.
    pub(crate) fn name(&mut self) -> Result<Option<String>> {
        if !self.has_part(b'}')? {
            return Ok(None);
        }
        let name = self.quoted_name()?;
        unescaped(self, name).map(Some)
    }

    fn quoted_name(&mut self) -> Result<&'a str> {
        match self.peek() {
            Some(b'"') => {}
            Some(_) => return self.fault("expected a field name in double quotes"),
            None => return self.fault("the data ends where a value is expected"),
        }
        let name = self.quoted()?;
        match self.peek() {
            Some(b':') => self.at += 1,
            Some(_) => return self.fault("expected a colon after the field name"),
            None => return self.fault("the data ends in the middle of an object"),
        }
        Ok(name)
    }

    /// Appends the raw values of a list; those before a fault are kept.
    pub(crate) fn list(&mut self, parts: &mut Vec<&'a str>) -> Result<()> {
        self.open();
        while self.has_part(b']')? {
            parts.push(self.raw()?);
        }
        Ok(())
    }

    /// Consumes a value, however deeply nested, and returns its raw text.
    pub(crate) fn raw(&mut self) -> Result<&'a str> {
        self.peek();
        let start = self.at;
        let mut open = Vec::new();
        open.extend(self.pass()?);
        while let Some(close) = open.last().copied() {
            if !self.has_part(close)? {
                open.pop();
                continue;
            }
            if close == b'}' {
                self.quoted_name()?;
            }
            open.extend(self.pass()?);
            if open.len() > DEPTH.most {
                return self.fault("expected at most 256 levels of lists and objects, found more");
            }
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Consumes a simple value, or an opening bracket, whose closing one it returns.
    fn pass(&mut self) -> Result<Option<u8>> {
        let close = match self.peek() {
            Some(b'[') => b']',
            Some(b'{') => b'}',
            Some(b'"') => return self.quoted().map(|_| None),
            Some(b'-' | b'0'..=b'9') => return self.pass_number().map(|()| None),
            Some(_) => return self.pass_word().map(|()| None),
            None => return self.fault("the data ends where a value is expected"),
        };
        self.open();
        Ok(Some(close))
    }

    fn pass_word(&mut self) -> Result<()> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        for word in ["null", "true", "false"] {
            if rest.starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(());
            }
        }
        self.fault("expected a value: a list, an object, a number, a text in double quotes, true, false or null")
    }

    fn pass_number(&mut self) -> Result<()> {
        self.pass_one(b"-");
        if !self.pass_one(b"0") {
            self.pass_digits()?;
        }
        if self.pass_one(b".") {
            self.pass_digits()?;
        }
        if self.pass_one(b"eE") {
            self.pass_one(b"+-");
            self.pass_digits()?;
        }
        Ok(())
    }

    /// Consumes a number; `None` if the next value is none.
    pub(crate) fn number(&mut self) -> Result<Option<f64>> {
        if !matches!(self.peek(), Some(b'-' | b'0'..=b'9')) {
            return Ok(None);
        }
        let start = self.at;
        self.pass_number()?;
        match number(self.text.get(start..self.at).unwrap_or_default()) {
            Some(number) => Ok(Some(number)),
            None => self.fault("this number is too large: the limit is 1.7e308"),
        }
    }

    /// Consumes the next byte if it is one of the given ones.
    fn pass_one(&mut self, any: &[u8]) -> bool {
        let is_here = self.byte().is_some_and(|byte| any.contains(&byte));
        self.at += usize::from(is_here);
        is_here
    }

    fn pass_digits(&mut self) -> Result<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
        if self.at > start { Ok(()) } else { self.fault("expected a digit") }
    }

    /// Consumes a string and returns it unescaped.
    pub(crate) fn text(&mut self) -> Result<String> {
        let quoted = self.quoted()?;
        unescaped(self, quoted)
    }

    /// Consumes a string and returns the text between its quotes.
    fn quoted(&mut self) -> Result<&'a str> {
        self.at += 1;
        let start = self.at;
        loop {
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(0..0x20) => {
                    return self
                        .fault("a text contains a line break or another control character, which must be escaped");
                }
                Some(_) => self.at += 1,
                None => return self.fault("the data ends in the middle of a text"),
            }
        }
        self.at += 1;
        Ok(self.text.get(start..self.at - 1).unwrap_or_default())
    }
}

/// Replaces the escape sequences of a string that `reader` has just consumed.
fn unescaped(reader: &Reader<'_>, quoted: &str) -> Result<String> {
    let mut text = String::with_capacity(quoted.len());
    let mut rest = quoted;
    while let Some(slash) = rest.bytes().position(|byte| byte == b'\\') {
        text.push_str(rest.get(..slash).unwrap_or_default());
        let escape = rest.get(slash..).unwrap_or_default();
        let Some((c, length)) = escaped(escape) else {
            return reader.fault("a text contains an unknown escape sequence");
        };
        text.push(c);
        rest = escape.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
    Ok(text)
}

/// Returns the character for an escape sequence, and the length of the sequence in bytes.
fn escaped(escape: &str) -> Option<(char, usize)> {
    let c = match escape.as_bytes().get(1)? {
        b'u' => return unicode(escape),
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        mark @ (b'"' | b'\\' | b'/') => char::from(*mark),
        _ => return None,
    };
    Some((c, 2))
}

/// Decodes a character; beyond U+FFFF it is two escapes, a high and a low surrogate (RFC 8259, section 7).
fn unicode(escape: &str) -> Option<(char, usize)> {
    let high = unit(escape, 0)?;
    if high & 0xfc00 != 0xd800 {
        return Some((char::from_u32(high)?, 6));
    }
    let low = unit(escape, 6)? ^ 0xdc00;
    let beyond = (high & 0x3ff) << 10 | low;
    Some((char::from_u32(0x1_0000 + beyond).filter(|_| low < 0x400)?, 12))
}

/// Returns the value of the four hexadecimal digits of the escape sequence that starts at the given byte.
fn unit(escape: &str, at: usize) -> Option<u32> {
    let [b'\\', b'u', digits @ ..] = escape.as_bytes().get(at..at + 6)? else { return None };
    let mut unit = 0;
    for digit in digits {
        unit = unit << 4 | char::from(*digit).to_digit(16)?;
    }
    Some(unit)
}

/// Parses a number that has been consumed; `None` if it is too large for an `f64`.
///
/// Exact up to fifteen digits and powers of ten within ±22, which covers all figures of a map (W. D. Clinger, *How to
/// Read Floating Point Numbers Accurately*, 1990); otherwise approximate.
fn number(text: &str) -> Option<f64> {
    const ROOM: u64 = u64::MAX / 10;
    let (mut digits, mut power, mut decimals) = (0_u64, 0_i32, 0_i32);
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' if digits < ROOM => {
                digits = digits * 10 + u64::from(byte - b'0');
                power -= decimals;
            }
            b'0'..=b'9' => power += 1 - decimals,
            b'.' => decimals = 1,
            b'e' | b'E' => {
                power += exponent(text.get(index + 1..).unwrap_or_default());
                break;
            }
            _ => {}
        }
    }
    let mut scale = 1.0;
    for _ in 0..power.unsigned_abs().min(400) {
        scale *= 10.0;
    }
    let size = match digits as f64 {
        0.0 => 0.0,
        size if power < 0 => size / scale,
        size => size * scale,
    };
    let value = if text.starts_with('-') { -size } else { size };
    value.is_finite().then_some(value)
}

/// Returns the exponent of a number, limited to a size beyond which it makes no difference.
fn exponent(text: &str) -> i32 {
    let mut size = 0;
    for byte in text.bytes().filter(u8::is_ascii_digit) {
        size = (size * 10 + i32::from(byte - b'0')).min(1_000_000);
    }
    if text.starts_with('-') { -size } else { size }
}

#[cfg(test)]
mod tests {
    use super::number;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    proptest! {
        #![proptest_config(crate::lean::cases())]

        #[test]
        fn a_figure_of_a_map_is_read_as_the_standard_library_reads_it(digits in -999_999_999_999_999..999_999_999_999_999_i64, decimals in 0..15_usize) {
            let plain = format!("{:0>1$}", digits.abs(), decimals + 1);
            let (whole, fraction) = plain.split_at(plain.len() - decimals);
            let sign = if digits < 0 { "-" } else { "" };
            let text = if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") };
            prop_assert_eq!(number(&text), text.parse().ok());
        }

        #[test]
        fn any_other_number_is_read_to_thirteen_digits(digits in 1.0..10.0, power in -280..307) {
            let text = format!("{digits}e{power}");
            let (ours, theirs) = (number(&text).unwrap(), text.parse::<f64>().unwrap());
            prop_assert!((ours / theirs - 1.0).abs() < 1e-13, "{text} is read as {ours}");
        }
    }
}
