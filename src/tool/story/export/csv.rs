//! Rows of comma-separated values (RFC 4180), in UTF-8 with a byte order mark, as spreadsheets expect them.

/// What a spreadsheet would take for the beginning of a formula (OWASP, "CSV Injection").
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A table with its rows of cells.
pub(super) fn table(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let lines = rows.into_iter().map(|row| row.iter().map(|text| cell(text)).collect::<Vec<_>>().join(",") + "\r\n");
    std::iter::once("\u{feff}".to_owned()).chain(lines).collect()
}

/// A cell that is text for every reader: no formula, and quoted where a comma, a quotation mark or a line break asks
/// for it.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(FORMULA) { "'" } else { "" };
    if text.contains([',', '"', '\r', '\n']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_only_where_they_must_be() {
        let row = ["Iturup", "a,b", "said \"so\"", "two\nlines", ""].map(str::to_owned).to_vec();
        assert_eq!(table([row]), "\u{feff}Iturup,\"a,b\",\"said \"\"so\"\"\",\"two\nlines\",\r\n");
    }

    #[test]
    fn no_cell_begins_a_formula() {
        let hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=HYPERLINK(\"x\",\"y\")"];
        let cells = hostile.map(cell);
        assert_eq!(cells, ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""]);
    }
}
