//! The text of a file: UTF-8, with a byte order mark or without, or UTF-16 of either byte order.

use std::borrow::Cow;

use crate::Refusal;
use crate::note::{Concern, Report};

/// Returns the text of a file. Bytes that are no UTF-8 become the replacement character, which costs no more than the
/// names that they stand in.
///
/// # Errors
/// If the file is empty, or its text is UTF-32.
pub(crate) fn text<'a>(bytes: &'a [u8], report: &mut Report) -> Result<Cow<'a, str>, Refusal> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::Empty);
    }
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Err(Refusal::Utf32),
        [0xff, 0xfe, rest @ ..] => Ok(Cow::Owned(utf16(rest, u16::from_le_bytes, report))),
        [0xfe, 0xff, rest @ ..] => Ok(Cow::Owned(utf16(rest, u16::from_be_bytes, report))),
        [b'{' | b'[', 0, ..] => Ok(Cow::Owned(utf16(bytes, u16::from_le_bytes, report))),
        [0, b'{' | b'[', ..] => Ok(Cow::Owned(utf16(bytes, u16::from_be_bytes, report))),
        _ => Ok(utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes), report)),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, report: &mut Report) -> String {
    report.note_file(Concern::Mended, "the text is UTF-16 and was read as such; RFC 8259 wants UTF-8", None);
    let units = bytes.chunks_exact(2).map(|pair| unit([pair.first(), pair.last()].map(|byte| *byte.unwrap_or(&0))));
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn utf8<'a>(bytes: &'a [u8], report: &mut Report) -> Cow<'a, str> {
    let text = String::from_utf8_lossy(bytes);
    if let Err(error) = str::from_utf8(bytes) {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        let message = "letters from here on are not UTF-8 and were lost: save the file as UTF-8, or convert it, as from \
                       the Windows code page of Western Europe with `iconv -f WINDOWS-1252 -t UTF-8`";
        report.note_file(Concern::Part, message, Some(line));
    }
    text
}
