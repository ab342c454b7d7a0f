//! Comma-separated values (RFC 4180), in UTF-8 with a byte order mark, as spreadsheets expect them.

/// Characters that start a formula in spreadsheets (OWASP, "CSV Injection"), also in full width, as used in Japan.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];

/// Formats a table from rows of cells.
pub(super) fn table(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let lines = rows.into_iter().map(|row| row.iter().map(|text| cell(text)).collect::<Vec<_>>().join(",") + "\r\n");
    std::iter::once("\u{feff}".to_owned()).chain(lines).collect()
}

/// Formats a cell so that every program reads it as text: never a formula, and always quoted, because the separator is
/// a comma or a semicolon, depending on the country.
fn cell(text: &str) -> String {
    let guard =
        if text.trim_start_matches([' ', '\u{a0}', '\u{3000}', '\u{feff}']).starts_with(FORMULA) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_quoted() {
        let row = ["Iturup", "a,b", "said \"so\"", "two\nlines", ""].map(str::to_owned).to_vec();
        let expected = "\u{feff}\"Iturup\",\"a,b\",\"said \"\"so\"\"\",\"two\nlines\",\"\"\r\n";
        assert_eq!(table([row]), expected);
    }

    #[test]
    fn no_cell_begins_a_formula_wherever_a_program_parts_cells() {
        let hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1", "－1", "＠A", " =1", "\u{3000}=1", "\n=1"];
        for text in hostile {
            assert_eq!(cell(text), format!("\"'{text}\""));
        }
        assert_eq!(cell("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
        assert_eq!(cell("x;=cmd|'/C calc'!A0"), "\"x;=cmd|'/C calc'!A0\"");
    }
}
