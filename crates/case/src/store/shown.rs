//! What a reader is shown, kept part by part, so that a page is made of a few rows and not of the whole chronicle.

use rusqlite::types::ToSql;
use rusqlite::{Connection, Transaction, params};

use super::{Case, CaseError};

/// One row of a part: a line of a list, a row of the ledger, a difference, an actor, a report.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ShownRow {
    /// Which part it is of.
    pub part: &'static str,
    /// Its place in the part, from 0.
    pub n: usize,
    /// Its place by weight, from 0: what is shown where there is room for few.
    pub rank: usize,
    /// Id of the fact, position, dispute or actor; empty where it has none.
    pub id: String,
    /// Kind of the fact.
    pub kind: String,
    /// First day (ISO), or empty.
    pub first: String,
    /// Last day (ISO), or empty.
    pub last: String,
    /// What the filters find it under: `a:NAME`, `r:NUMBER`, `s:NUMBER`.
    pub keys: Vec<String>,
    /// What a search finds it by.
    pub words: String,
    /// All of it.
    pub json: String,
}

/// Which rows of a part are wanted; an empty field wants all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// Keys that a row must all have.
    pub keys: Vec<String>,
    /// Kind of the fact.
    pub kind: String,
    /// Not over before this day (ISO).
    pub from: String,
    /// Not begun after this day (ISO).
    pub until: String,
    /// Words that a row must all have, or begin a word of.
    pub words: String,
}

/// Which of the wanted rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slice {
    /// The weightiest, in their own order.
    Weightiest(usize),
    /// So many from this one on, in their own order.
    From(usize, usize),
}

/// The most terms of a search that are looked at.
const MOST_WORDS: usize = 12;

impl Case {
    /// Whether rows to be shown are kept, made in this form.
    pub fn shows(&self, form: &str) -> Result<bool, CaseError> {
        Ok(self.about("shown")?.is_some_and(|kept| kept == form))
    }

    /// Rows of a part, as they were kept, with their places.
    pub fn shown(
        &self,
        part: &str,
        wanted: &Wanted,
        slice: Slice,
    ) -> Result<Vec<(usize, String)>, CaseError> {
        let (clause, values) = wanted.clause();
        let (order, most, skipped) = match slice {
            Slice::Weightiest(most) => ("rank", most, 0),
            Slice::From(skipped, most) => ("n", most, skipped),
        };
        // The narrow index is walked first; only the rows that are wanted are fetched whole.
        let sql = format!(
            "SELECT n, json FROM shown WHERE at IN (SELECT at FROM shown INDEXED BY {} WHERE part = ?1{clause} \
             ORDER BY {order} LIMIT {most} OFFSET {skipped}) ORDER BY n",
            if order == "rank" { "shown_rank" } else { "shown_part" }
        );
        self.asking(|db| {
            let mut found = db.prepare_cached(&sql)?;
            let values = with_part(&part, &values);
            let rows = found.query_map(&*values, |row| Ok((row.get::<_, i64>(0)? as usize, row.get(1)?)))?;
            rows.collect()
        })
    }

    /// How many rows of a part are wanted.
    pub fn shown_count(&self, part: &str, wanted: &Wanted) -> Result<usize, CaseError> {
        let (clause, values) = wanted.clause();
        let sql = format!("SELECT count(*) FROM shown INDEXED BY shown_rank WHERE part = ?1{clause}");
        self.asking(|db| {
            let values = with_part(&part, &values);
            db.prepare_cached(&sql)?.query_row(&*values, |row| row.get::<_, i64>(0))
        })
        .map(|n| n as usize)
    }

    /// All rows of a part with their ids, in their order.
    pub fn shown_with_ids(&self, part: &str) -> Result<Vec<(String, String)>, CaseError> {
        self.asking(|db| {
            let mut found = db.prepare_cached("SELECT id, json FROM shown WHERE part = ? ORDER BY n")?;
            let rows = found.query_map([part], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        })
    }

    /// The row of a part at this place.
    pub fn shown_at(&self, part: &str, n: usize) -> Result<Option<String>, CaseError> {
        self.one("SELECT json FROM shown WHERE part = ? AND n = ?", params![part, n as i64])
    }

    /// The part, the place and the row of this id.
    pub fn shown_of(&self, id: &str) -> Result<Option<(String, usize, String)>, CaseError> {
        self.asking(|db| {
            let mut found =
                db.prepare_cached("SELECT part, n, json FROM shown WHERE id = ? AND id <> '' LIMIT 1")?;
            let mut rows = found.query([id])?;
            rows.next()?.map(|row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize, row.get(2)?))).transpose()
        })
    }

    /// The rows of the list of reports whose texts have these words, the best first, each with a stretch of its text.
    pub fn found_in_reports(&self, words: &str, most: usize) -> Result<Vec<(String, String)>, CaseError> {
        let Some(terms) = terms(words) else { return Ok(Vec::new()) };
        self.asking(|db| {
            let mut found = db.prepare_cached(
                // The search comes first, whatever SQLite thinks of the tables' sizes.
                "SELECT s.json, snippet(text_search, 0, '', '', '…', 24) FROM text_search \
                 CROSS JOIN document d ON d.text = text_search.rowid \
                 CROSS JOIN shown s ON s.id = d.id AND s.part = 'reports' WHERE text_search MATCH ?1 ORDER BY text_search.rank LIMIT ?2",
            )?;
            let rows = found.query_map(params![terms, most as i64], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        })
    }

    fn one(&self, sql: &str, values: &[&dyn ToSql]) -> Result<Option<String>, CaseError> {
        self.asking(|db| {
            let mut found = db.prepare_cached(sql)?;
            let mut rows = found.query(values)?;
            rows.next()?.map(|row| row.get(0)).transpose()
        })
    }
}

fn with_part<'a>(part: &'a &str, values: &'a [String]) -> Vec<&'a dyn ToSql> {
    let mut all: Vec<&dyn ToSql> = vec![part];
    all.extend(values.iter().map(|v| v as &dyn ToSql));
    all
}

impl Wanted {
    /// Whether every row is wanted.
    pub fn all(&self) -> bool {
        *self == Wanted::default()
    }

    /// The condition, and the values that stand in it from `?2` on.
    fn clause(&self) -> (String, Vec<String>) {
        let (mut clause, mut values) = (String::new(), Vec::new());
        let mut and = |condition: &str, value: String| {
            values.push(value);
            clause.push_str(" AND ");
            clause.push_str(&condition.replace('?', &format!("?{}", values.len() + 1)));
        };
        for key in &self.keys {
            and("at IN (SELECT at FROM shown_key WHERE key = ?)", key.clone());
        }
        if !self.kind.is_empty() {
            and("kind = ?", self.kind.clone());
        }
        if !self.from.is_empty() {
            and("last >= ?", self.from.clone());
        }
        if !self.until.is_empty() {
            and("(first <> '' AND first <= ?)", self.until.clone());
        }
        match terms(&self.words) {
            Some(terms) => and("at IN (SELECT rowid FROM shown_search WHERE shown_search MATCH ?)", terms),
            None if self.words.trim().is_empty() => {}
            // Marks alone find nothing, rather than everything.
            None => clause.push_str(" AND 0"),
        }
        (clause, values)
    }
}

/// Each word as the beginning of a word, none as an operator; nothing where there is no word.
fn terms(words: &str) -> Option<String> {
    let quoted: Vec<String> = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .take(MOST_WORDS)
        .map(|w| format!("\"{w}\"*"))
        .collect();
    (!quoted.is_empty()).then(|| quoted.join(" "))
}

/// Puts these rows in the place of all that are there.
pub(super) fn put(
    step: &Transaction,
    rows: &mut dyn Iterator<Item = ShownRow>,
    form: &str,
) -> rusqlite::Result<()> {
    step.execute_batch(
        "DELETE FROM shown; DELETE FROM shown_key; INSERT INTO shown_search (shown_search) VALUES ('delete-all');",
    )?;
    for (at, row) in rows.enumerate() {
        put_row(step, at as i64, &row)?;
    }
    step.execute("INSERT INTO about VALUES ('shown', ?)", [form])?;
    Ok(())
}

fn put_row(db: &Connection, at: i64, row: &ShownRow) -> rusqlite::Result<()> {
    let ShownRow { part, n, rank, id, kind, first, last, keys, words, json } = row;
    db.prepare_cached("INSERT INTO shown VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?.execute(params![
        at,
        part,
        *n as i64,
        *rank as i64,
        id,
        kind,
        first,
        last,
        json
    ])?;
    let mut put = db.prepare_cached("INSERT OR IGNORE INTO shown_key VALUES (?, ?)")?;
    for key in keys {
        put.execute(params![key, at])?;
    }
    if !words.is_empty() {
        db.prepare_cached("INSERT INTO shown_search (rowid, words) VALUES (?, ?)")?
            .execute(params![at, words])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_search_is_an_operator() {
        assert_eq!(terms("  "), None);
        assert_eq!(terms("arms OR talks*").as_deref(), Some("\"arms\"* \"OR\"* \"talks\"*"));
        assert_eq!(terms("\" --"), None);
        assert_eq!(terms("a ".repeat(50).as_str()).map(|t| t.len()), Some(12 * 5 - 1));
    }

    #[test]
    fn rows_are_found_by_key_kind_day_and_word_in_their_own_order() -> Result<(), CaseError> {
        let path = std::env::temp_dir().join(format!("chancery-shown-{}.db", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let mut case = Case::write(&path, "a test")?;
        let row = |n: usize, kind: &str, first: &str, words: &str| ShownRow {
            part: "said",
            n,
            rank: 9 - n,
            id: format!("F{n}"),
            kind: kind.into(),
            first: first.into(),
            last: first.into(),
            keys: vec![format!("r:{n}"), "a:Norland".into()],
            words: words.into(),
            json: format!("row {n}"),
        };
        let rows = [
            row(0, "call", "2031-05-01", "Keita rings"),
            row(1, "meeting", "2031-05-03", "talks on tolls"),
            row(2, "meeting", "", "tolling talks"),
        ];
        case.changing(|step| put(step, &mut rows.clone().into_iter(), "x"))?;
        let found = |case: &Case, wanted: Wanted, slice: Slice| -> Result<Vec<usize>, CaseError> {
            let rows = case.shown("said", &wanted, slice)?;
            assert!(case.shown_count("said", &wanted)? >= rows.len());
            Ok(rows.into_iter().map(|(n, _)| n).collect())
        };
        let all = Wanted::default;
        assert_eq!(found(&case, all(), Slice::Weightiest(2))?, [1, 2], "the weightiest, in their own order");
        assert_eq!(found(&case, all(), Slice::From(1, 1))?, [1]);
        let few = Slice::From(0, 9);
        assert_eq!(found(&case, Wanted { kind: "meeting".into(), ..all() }, few)?, [1, 2]);
        assert_eq!(found(&case, Wanted { words: "toll TALKS".into(), ..all() }, few)?, [1, 2]);
        assert_eq!(found(&case, Wanted { words: "?!".into(), ..all() }, few)?, [0_usize; 0]);
        assert_eq!(found(&case, Wanted { from: "2031-05-02".into(), ..all() }, few)?, [1]);
        assert_eq!(found(&case, Wanted { until: "2031-05-02".into(), ..all() }, few)?, [0]);
        assert_eq!(found(&case, Wanted { keys: vec!["r:2".into(), "a:Norland".into()], ..all() }, few)?, [2]);
        assert_eq!(case.shown_of("F1")?, Some(("said".into(), 1, "row 1".into())));
        assert_eq!(case.shown_of("")?, None);
        assert!(case.shows("x")? && !case.shows("y")?);
        drop(case);
        let _ = std::fs::remove_file(&path);
        Ok(())
    }
}
