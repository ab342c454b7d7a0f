//! JSON texts (RFC 8259), read from left to right.
//!
//! A general parser must turn any text into any type, and weighs six kilobytes on the page, packed. Here a text is only
//! cut into the texts of its parts, and those parts are read that somebody asks for. Whether a text's escapes mean
//! something and a number is within bounds is judged when it is read, so that one bad value does not cost the others.

use crate::error::Problem;
use crate::lean::json::newlines;

/// What is wrong with a text, and the line, counted from 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault {
    pub(crate) line: usize,
    message: &'static str,
}

impl Fault {
    /// The complaint without its line.
    pub(crate) fn problem(self) -> Problem {
        Problem::Syntax { message: self.message.to_owned() }
    }
}

/// The outcome of reading a part.
type Result<T> = std::result::Result<T, Fault>;

/// A text and how far it was read.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// Whether a list or an object was opened just now, so that no comma is due.
    is_fresh: bool,
}

impl<'a> Reader<'a> {
    /// At the beginning of a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, is_fresh: false }
    }

    /// A complaint about the place that was reached.
    #[cold]
    pub(crate) fn fault<T>(&self, message: &'static str) -> Result<T> {
        let passed = self.text.as_bytes().get(..self.at).unwrap_or(self.text.as_bytes());
        Err(Fault { line: 1 + newlines(passed), message })
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no space.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    /// Nothing may follow.
    pub(crate) fn end(&mut self) -> Result<()> {
        if self.peek().is_none() { Ok(()) } else { self.fault("trailing characters") }
    }

    /// Passes the bracket at which a list or an object begins.
    pub(crate) fn open(&mut self) {
        self.at += 1;
        self.is_fresh = true;
    }

    /// Goes on to the next part of a list or an object that ends with a bracket; no where that is the end.
    pub(crate) fn has_part(&mut self, close: u8) -> Result<bool> {
        let is_first = std::mem::take(&mut self.is_fresh);
        let next = self.peek();
        if next == Some(close) {
            self.at += 1;
            return Ok(false);
        }
        let is_list = close == b']';
        match next {
            None => self.fault(if is_list { "the text ends inside a list" } else { "the text ends inside an object" }),
            Some(_) if is_first => Ok(true),
            Some(b',') => {
                self.at += 1;
                if self.peek() == Some(close) {
                    self.fault("a comma stands before the closing bracket")
                } else {
                    Ok(true)
                }
            }
            Some(_) => self.fault(if is_list { "expected `,` or `]`" } else { "expected `,` or `}`" }),
        }
    }

    /// Passes the name of the next part of an object, and the colon after it; none at the object's end.
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
            Some(_) => return self.fault("expected the name of a field in quotation marks"),
            None => return self.fault("the text ends inside a value"),
        }
        let name = self.quoted()?;
        match self.peek() {
            Some(b':') => self.at += 1,
            Some(_) => return self.fault("expected `:`"),
            None => return self.fault("the text ends inside an object"),
        }
        Ok(name)
    }

    /// Adds the values of a list as they stand; those before an error stay.
    pub(crate) fn list(&mut self, parts: &mut Vec<&'a str>) -> Result<()> {
        self.open();
        while self.has_part(b']')? {
            parts.push(self.raw()?);
        }
        Ok(())
    }

    /// Passes a value, however deep it is, and returns it as it stands.
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
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Passes a simple value, or the bracket that begins a list or an object and then is told how that ends.
    fn pass(&mut self) -> Result<Option<u8>> {
        let close = match self.peek() {
            Some(b'[') => b']',
            Some(b'{') => b'}',
            Some(b'"') => return self.quoted().map(|_| None),
            Some(b'-' | b'0'..=b'9') => return self.pass_number().map(|()| None),
            Some(_) => return self.pass_word().map(|()| None),
            None => return self.fault("the text ends inside a value"),
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
        self.fault("expected value")
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

    /// Passes one of these bytes, where it stands here.
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

    /// A text.
    pub(crate) fn text(&mut self) -> Result<String> {
        let quoted = self.quoted()?;
        unescaped(self, quoted)
    }

    /// Passes a text and returns what stands between its quotation marks.
    fn quoted(&mut self) -> Result<&'a str> {
        self.at += 1;
        let start = self.at;
        loop {
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(0..0x20) => return self.fault("a control character stands in a text and must be escaped"),
                Some(_) => self.at += 1,
                None => return self.fault("the text ends inside a string"),
            }
        }
        self.at += 1;
        Ok(self.text.get(start..self.at - 1).unwrap_or_default())
    }
}

/// A text with what its escapes stand for; `reader` has just passed it.
fn unescaped(reader: &Reader<'_>, quoted: &str) -> Result<String> {
    let mut text = String::with_capacity(quoted.len());
    let mut rest = quoted;
    while let Some(slash) = rest.bytes().position(|byte| byte == b'\\') {
        text.push_str(rest.get(..slash).unwrap_or_default());
        let escape = rest.get(slash..).unwrap_or_default();
        let Some((c, length)) = escaped(escape) else {
            return reader.fault("a text holds an escape that means nothing");
        };
        text.push(c);
        rest = escape.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
    Ok(text)
}

/// The letter that an escape stands for, and the bytes that it takes.
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

/// A letter beyond U+FFFF is written as two escapes, a high and a low surrogate (RFC 8259, section 7).
fn unicode(escape: &str) -> Option<(char, usize)> {
    let high = unit(escape, 0)?;
    if high & 0xfc00 != 0xd800 {
        return Some((char::from_u32(high)?, 6));
    }
    let low = unit(escape, 6)? ^ 0xdc00;
    let beyond = (high & 0x3ff) << 10 | low;
    Some((char::from_u32(0x1_0000 + beyond).filter(|_| low < 0x400)?, 12))
}

/// The four digits of an escape that begins at a byte.
fn unit(escape: &str, at: usize) -> Option<u32> {
    let [b'\\', b'u', digits @ ..] = escape.as_bytes().get(at..at + 6)? else { return None };
    let mut unit = 0;
    for digit in digits {
        unit = unit << 4 | char::from(*digit).to_digit(16)?;
    }
    Some(unit)
}

/// The value of a number that was passed; none where it is beyond all bounds.
///
/// Exact where it has at most fifteen digits and a power of ten within 22, like all figures of a map (W. D. Clinger,
/// *How to Read Floating Point Numbers Accurately*, 1990); else close.
pub(crate) fn number(text: &str) -> Option<f64> {
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

/// The whole number after the `e` of a number, as far as it makes a difference.
fn exponent(text: &str) -> i32 {
    let mut size = 0;
    for byte in text.bytes().filter(u8::is_ascii_digit) {
        size = (size * 10 + i32::from(byte - b'0')).min(1_000_000);
    }
    if text.starts_with('-') { -size } else { size }
}
