//! Names and values in the query or fragment of an address (`application/x-www-form-urlencoded`, WHATWG URL, section
//! 5); commas are not encoded, which RFC 3986, section 2.2, permits.

/// Calls a function with each name and value of a query, decoded; skips empty values.
pub(super) fn each(query: &str, take: &mut dyn FnMut(&str, &str)) {
    for pair in query.as_bytes().split(|byte| *byte == b'&') {
        let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
        let (name, value) = (decoded(pair.get(..at)), decoded(pair.get(at + 1..)));
        if !value.is_empty() {
            take(&name, &value);
        }
    }
}

/// Appends a name and its value to a query.
pub(super) fn push(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(name);
    query.push('=');
    for byte in value.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'*' | b',' => query.push(char::from(byte)),
            b' ' => query.push('+'),
            _ => {
                query.push('%');
                for digit in [byte >> 4, byte & 15] {
                    query.push(char::from(if digit < 10 { b'0' + digit } else { b'A' - 10 + digit }));
                }
            }
        }
    }
}

/// Decodes a text; invalid codes are kept unchanged, and a text that is not UTF-8 becomes empty.
fn decoded(text: Option<&[u8]>) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.unwrap_or_default();
    while let [first, after @ ..] = rest {
        let code = if let [b'%', high, low, ..] = rest { digit(*high).zip(digit(*low)) } else { None };
        match code {
            Some((high, low)) => bytes.push(high << 4 | low),
            None => bytes.push(if *first == b'+' { b' ' } else { *first }),
        }
        rest = if code.is_some() { rest.get(3..).unwrap_or_default() } else { after };
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// Returns the value of a hexadecimal digit.
fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        each(query, &mut |name, value| pairs.push((name.to_owned(), value.to_owned())));
        pairs
    }

    #[test]
    fn what_is_written_is_read_again() {
        let values = ["iturup", "145.2,43.3,4.25", "depth sea", "Süd & Nord=%+?", "択捉島"];
        let mut query = String::new();
        for value in values {
            push(&mut query, "name", value);
        }
        assert!(query.is_ascii() && query.starts_with("name=iturup&name=145.2,43.3,4.25&name=depth+sea&name=S%C3%BCd"));
        assert_eq!(read(&query).into_iter().map(|(_, value)| value).collect::<Vec<_>>(), values);
    }

    #[test]
    fn what_is_no_sound_code_does_no_harm() {
        let pair = |value: &str| vec![("a".to_owned(), value.to_owned())];
        assert_eq!(read("a=%"), pair("%"));
        assert_eq!(read("a=%zz%4"), pair("%zz%4"));
        assert_eq!(read("a=%41=&&b&=c&d="), [pair("A="), vec![(String::new(), "c".to_owned())]].concat());
        assert_eq!(read("a=%FF"), []);
    }
}
