//! CSV that a spreadsheet opens without running anything.

/// Writes rows as CSV (comma, CRLF, quotes doubled). The first row should be the headings.
///
/// A cell that a spreadsheet could take for a formula (`=`, `+`, `-`, `@`, tab or carriage return first) gets an apostrophe in
/// front, unless the whole cell is a plain number such as `-1.5` (OWASP ASVS 5.0.0 V1.2.10).
pub fn to_csv<R, C>(rows: impl IntoIterator<Item = R>) -> String
where
    R: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    let mut out = String::new();
    for row in rows {
        for (place, cell) in row.into_iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            push_cell(&mut out, cell.as_ref());
        }
        out.push_str("\r\n");
    }
    out
}

fn push_cell(out: &mut String, cell: &str) {
    let guard = is_formula(cell);
    let quote = guard || cell.contains(['"', ',', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ');
    if !quote {
        out.push_str(cell);
        return;
    }
    out.push('"');
    if guard {
        out.push('\'');
    }
    out.push_str(&cell.replace('"', "\"\""));
    out.push('"');
}

fn is_formula(cell: &str) -> bool {
    // Spreadsheets skip leading blanks, and read the full-width forms of these signs as well.
    let start = cell.trim_start_matches([' ', '\u{a0}', '\u{feff}']);
    start.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
        && !is_plain_number(cell)
}

fn is_plain_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().filter(|byte| *byte == b'.').count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_negative_numbers_are_not() {
        for bad in ["=1+1", "+44 1223", "-2+3", "@SUM(A1)", "\t=1", " =1", "-1.2.3", "＝1", "-", "\u{feff}=1"] {
            assert!(to_csv([[bad]]).starts_with("\"'"), "{bad:?} went through");
        }
        for fine in ["-1.5", "12", "Norfolk", "", "[c]", "3-4"] {
            assert_eq!(to_csv([[fine]]), format!("{fine}\r\n"));
        }
    }

    #[test]
    fn separators_and_quotes_survive() {
        assert_eq!(to_csv([["a,b", "say \"hi\"", "two\nlines"]]), "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n");
    }
}
