//! Parts of the chronicle by rows, narrowed and cut: what a program asks a server for, never the whole at once.

use rusqlite::types::ToSql;

use super::{Case, CaseError};
use crate::export::Filter;

/// A part of the chronicle that is a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Facts.
    Facts,
    /// Positions.
    Positions,
    /// Disputes.
    Disputes,
    /// Actors and places.
    Entities,
    /// Reports.
    Documents,
}

/// The most bytes of one answer, unless its first row alone is longer.
const MOST_BYTES: usize = 4 << 20;

impl Case {
    /// Rows of a part as the chronicle has them, `most` from `skipped` on; facts, positions and disputes narrowed.
    pub fn list(
        &self,
        part: Part,
        filter: &Filter,
        (skipped, most): (usize, usize),
    ) -> Result<Vec<String>, CaseError> {
        let (clause, values) = match part {
            Part::Facts => self.facts_clause(filter)?,
            Part::Positions | Part::Disputes if *filter != Filter::default() => {
                let (clause, values) = self.facts_clause(filter)?;
                let (table, own) = if part == Part::Positions {
                    ("position_fact", "position")
                } else {
                    ("dispute_fact", "dispute")
                };
                let answers = if part == Part::Positions { " AND NOT x.answer" } else { "" };
                let of = format!(
                    " AND t.id IN (SELECT x.{own} FROM {table} x WHERE x.fact IN (SELECT t.id FROM fact t WHERE 1{clause}){answers})"
                );
                (of, values)
            }
            _ => (String::new(), Vec::new()),
        };
        let table = match part {
            Part::Facts => "fact",
            Part::Positions => "position",
            Part::Disputes => "dispute",
            Part::Entities => "entity",
            Part::Documents => "document",
        };
        let sql = format!(
            "SELECT t.json FROM {table} t WHERE 1{clause} ORDER BY t.n LIMIT {most} OFFSET {skipped}"
        );
        self.asking(|db| {
            let mut found = db.prepare_cached(&sql)?;
            let values: Vec<&dyn ToSql> = values.iter().map(|v| v as &dyn ToSql).collect();
            let mut rows = found.query(&*values)?;
            let (mut list, mut bytes) = (Vec::new(), 0);
            while let Some(row) = rows.next()? {
                let json: String = row.get(0)?;
                bytes += json.len();
                if bytes > MOST_BYTES && !list.is_empty() {
                    break;
                }
                list.push(json);
            }
            Ok(list)
        })
    }

    /// The first passage of a fact, and the name of its report.
    pub fn passage(&self, fact: &str) -> Result<Option<(String, String)>, CaseError> {
        self.asking(|db| {
            let mut found = db.prepare_cached(
                "SELECT p.quote, d.name FROM passage p JOIN document d ON d.n = p.doc WHERE p.fact = ? \
                 ORDER BY p.doc, p.start LIMIT 1",
            )?;
            let mut rows = found.query([fact])?;
            rows.next()?.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
        })
    }

    /// The same narrowing as [`Filter::choose`], as a condition on rows `t` of `fact`, and its values.
    fn facts_clause(&self, filter: &Filter) -> Result<(String, Vec<String>), CaseError> {
        let (mut clause, mut values) = (String::new(), Vec::new());
        let mut and = |condition: &str, given: Vec<String>| {
            clause.push_str(" AND ");
            clause.push_str(&condition.replace('…', &vec!["?"; given.len()].join(", ")));
            values.extend(given);
        };
        if !filter.kinds.is_empty() {
            and("t.kind IN (…)", filter.kinds.clone());
        }
        if !filter.actors.is_empty() {
            let ids =
                self.named("SELECT id, name FROM entity INDEXED BY entity_name", &filter.actors, true)?;
            and("t.id IN (SELECT a.fact FROM fact_actor a WHERE a.entity IN (…))", ids);
        }
        if !filter.reports.is_empty() {
            let docs = self.named("SELECT n, name FROM document", &filter.reports, false)?;
            and("t.id IN (SELECT p.fact FROM passage p WHERE p.doc IN (…))", docs);
        }
        if let Some(from) = &filter.from {
            and("coalesce(t.latest, t.earliest) >= …", vec![from.clone()]);
        }
        if let Some(until) = &filter.until {
            and("t.earliest <= …", vec![until.clone()]);
        }
        Ok((clause, values))
    }

    /// What has one of these words in its name, or where `by_id` one of them for its id.
    fn named(&self, sql: &str, wanted: &[String], by_id: bool) -> Result<Vec<String>, CaseError> {
        let words: Vec<String> = wanted.iter().map(|w| w.to_lowercase()).collect();
        self.asking(|db| {
            let mut found = db.prepare_cached(sql)?;
            let mut rows = found.query([])?;
            let mut ids = Vec::new();
            while let Some(row) = rows.next()? {
                let id: rusqlite::types::Value = row.get(0)?;
                let id = match id {
                    rusqlite::types::Value::Integer(n) => n.to_string(),
                    rusqlite::types::Value::Text(id) => id,
                    _ => continue,
                };
                let name = row.get::<_, String>(1)?.to_lowercase();
                if words.iter().any(|w| name.contains(w)) || (by_id && wanted.contains(&id)) {
                    ids.push(id);
                }
            }
            // SQLite takes some 32,000 values at most; so many names mean nothing in particular.
            ids.truncate(20_000);
            Ok(ids)
        })
    }
}
