//! Tables for spreadsheets: RFC 4180, and no cell that a spreadsheet would run.

/// A table in the making.
#[derive(Clone, Debug)]
pub struct Table {
    out: String,
}

impl Table {
    /// A table with these columns.
    pub fn with<S: AsRef<str>>(columns: &[S]) -> Table {
        let mut table = Table { out: String::new() };
        table.row(columns);
        table
    }

    /// Adds a row.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) {
        let cells: Vec<String> = cells.iter().map(|c| cell(c.as_ref())).collect();
        self.out.push_str(&cells.join(","));
        self.out.push_str("\r\n");
    }

    /// The table.
    pub fn finished(self) -> String {
        self.out
    }
}

/// A field of RFC 4180. One that a spreadsheet would take for a formula gets an apostrophe before it.
fn cell(words: &str) -> String {
    let clean: String =
        words.chars().map(|c| if super::unsafe_anywhere(c) { '\u{fffd}' } else { c }).collect();
    let defused = if is_formula(&clean) { format!("'{clean}") } else { clean };
    if defused.contains(['"', ',', '\n', '\r', '\t', ';'])
        || defused.starts_with(' ')
        || defused.ends_with(' ')
    {
        format!("\"{}\"", defused.replace('"', "\"\""))
    } else {
        defused
    }
}

/// Spreadsheets look past white space, and some take the wide forms of East Asian type. A plain number is none.
fn is_formula(words: &str) -> bool {
    let first = words.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').chars().next();
    let begins = matches!(first, Some('=' | '+' | '-' | '@' | '|' | '%' | '＝' | '＋' | '－' | '＠'));
    let tab = words.starts_with(['\t', '\r', '\n']);
    (begins || tab) && words.parse::<f64>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_runs_no_cell_and_loses_none() {
        for (words, written) in [
            ("=1+1", "'=1+1"),
            (" =cmd|' /C calc'!A0", "' =cmd|' /C calc'!A0"),
            ("\t=1", "\"'\t=1\""),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1", "'＝1"),
            ("-5.5", "-5.5"),
            ("- we", "'- we"),
            ("a \"b\", c", "\"a \"\"b\"\", c\""),
            ("two\nlines", "\"two\nlines\""),
            ("\u{1b}[31m\u{202e}", "\u{fffd}[31m\u{fffd}"),
            ("plain", "plain"),
        ] {
            assert_eq!(cell(words), written);
        }
    }
}
