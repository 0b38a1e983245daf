//! What is known of a report from outside its own bytes: `sources.csv` and `--published`.

use std::collections::BTreeMap;

use chancery_text::{Document, Published, PublishedBasis};
use jiff::civil::Date;

use crate::Rejected;

/// What is known of one report.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Known {
    /// Its day, with who says so.
    pub published: Option<Published>,
    /// Its address.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
}

/// What is known from outside of the reports, by name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outside {
    by_name: BTreeMap<String, Known>,
}

impl Outside {
    /// The rows of a `sources.csv` (`name,published,url,outlet,title`, any order, more columns allowed).
    ///
    /// `within` is put before every name: the folder of the file within the input, or nothing.
    ///
    /// # Errors
    /// Every row that cannot be used, one each; a file without a `name` column.
    pub fn from_csv(file: &str, bytes: &[u8], within: &str) -> (Outside, Vec<Rejected>) {
        let mut out = Outside::default();
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(bytes);
        let columns: Vec<String> = match reader.headers() {
            Ok(row) => row.iter().map(str::to_lowercase).collect(),
            Err(fault) => return (out, vec![bad_csv(file, 1, &fault)]),
        };
        if !columns.iter().any(|c| c == "name") {
            let hint = "let its first line be name,published,url,outlet,title";
            return (out, vec![Rejected::new(file, "a column `name`", columns.join(","), hint)]);
        }
        let mut rejected = Vec::new();
        for (i, row) in reader.records().enumerate() {
            let line = i + 2;
            match row {
                Ok(row) => match known(&columns, &row, file, line) {
                    Ok((name, known)) => drop(out.by_name.insert(format!("{within}{name}"), known)),
                    Err(fault) => rejected.push(fault),
                },
                Err(fault) => rejected.push(bad_csv(file, line, &fault)),
            }
        }
        (out, rejected)
    }

    /// Takes in what `other` knows; what is known already stays.
    pub fn join(&mut self, other: Outside) {
        for (name, known) in other.by_name {
            self.by_name.entry(name).or_insert(known);
        }
    }

    /// What is known of the report `name`: by its name within the input, else by its file's own name.
    pub fn of(&self, name: &str) -> Option<&Known> {
        self.by_name.get(name).or_else(|| self.by_name.get(name.rsplit('/').next()?))
    }

    /// Lets a person's word overrule what the file says of itself.
    pub(crate) fn apply(&self, document: &mut Document) {
        let Some(known) = self.of(&document.name) else { return };
        let known = known.clone();
        document.published = known.published.or(document.published.take());
        document.url = known.url.or(document.url.take());
        document.outlet = known.outlet.or(document.outlet.take());
        document.title = known.title.or(document.title.take());
    }
}

fn bad_csv(file: &str, line: usize, fault: &csv::Error) -> Rejected {
    let hint = "quote fields that hold commas, and double the quotes within";
    Rejected::new(&format!("{file}#{line}"), "comma-separated values in UTF-8", fault.to_string(), hint)
}

fn known(
    columns: &[String],
    row: &csv::StringRecord,
    file: &str,
    line: usize,
) -> Result<(String, Known), Rejected> {
    let field = |name: &str| {
        let at = columns.iter().position(|c| c == name)?;
        row.get(at).filter(|words| !words.is_empty()).map(str::to_owned)
    };
    let at = format!("{file}#{line}");
    let Some(name) = field("name") else {
        return Err(Rejected::new(
            &at,
            "the name of a report",
            "nothing",
            "write the file's name in the column `name`",
        ));
    };
    let published = match field("published") {
        None => None,
        Some(words) => Some(given(&words, &at).ok_or_else(|| {
            Rejected::new(&at, "a day such as 2022-01-18", format!("`{words}`"), "write it as year-month-day")
        })?),
    };
    Ok((name, Known { published, url: field("url"), outlet: field("outlet"), title: field("title") }))
}

fn given(words: &str, at: &str) -> Option<Published> {
    let date: Date = words.get(..10).unwrap_or(words).parse().ok()?;
    Some(Published { date, basis: PublishedBasis::Given, why: format!("given in {at}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_rows_and_names_the_bad_ones() {
        let csv = "name,published,outlet\na.txt,1984-05-02,\"Post, The\"\nb.txt,2 May,\n,1984-05-02,X\n";
        let (outside, rejected) = Outside::from_csv("sources.csv", csv.as_bytes(), "in/");
        let known = outside.of("in/a.txt").unwrap();
        assert_eq!(known.outlet.as_deref(), Some("Post, The"));
        assert_eq!(known.published.as_ref().unwrap().why, "given in sources.csv#2");
        assert_eq!(
            rejected[0].to_string(),
            "sources.csv#3: expected a day such as 2022-01-18, found `2 May`; write it as year-month-day"
        );
        assert_eq!(rejected[1].name, "sources.csv#4");
    }

    #[test]
    fn wants_a_name_column() {
        let (_, rejected) = Outside::from_csv("s.csv", b"file,date\na,b\n", "");
        assert_eq!(rejected[0].expected, "a column `name`");
    }
}
