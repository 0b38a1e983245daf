//! The chronicle as tables: each object whole in `json`, and its fields as columns for asking.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Transaction, params};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::{Case, CaseError, Reader, ShownRow, hex, shown};
use crate::export::Names;
use crate::shape::{
    AsOfJson, ChronicleJson, CoverageJson, DisputeJson, DocumentJson, EntityJson, FactJson, MadeByJson,
    NoteJson, PositionJson, SourceJson, TimeJson,
};

/// The tables that one chronicle fills.
const TABLES: [&str; 17] = [
    "document",
    "time",
    "entity",
    "mention",
    "fact",
    "fact_actor",
    "passage",
    "fact_link",
    "position",
    "position_fact",
    "dispute",
    "dispute_fact",
    "dispute_value",
    "note",
    "shown",
    "shown_key",
    "about",
];

/// The chronicle of a case as it stands in its tables.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The chronicle.
    pub chronicle: ChronicleJson,
    /// How many reports the case holds that are not in it.
    pub behind: usize,
}

/// What stands above the lists.
#[derive(Serialize, Deserialize)]
struct Top {
    format: String,
    made_by: MadeByJson,
    as_of: Option<AsOfJson>,
    coverage: CoverageJson,
}

impl Case {
    /// Whether the chronicle is the one of these reports, this reader and these decisions.
    pub fn is_current(&self, reader: &Reader) -> Result<bool, CaseError> {
        Ok(self.about("state")? == Some(self.state(reader)?))
    }

    /// Puts this chronicle, and what is shown of it, in the place of the one that is there, in one transaction.
    ///
    /// `form` names the form of the rows that are shown, so that another program knows whether it can read them.
    pub fn put_chronicle(
        &mut self,
        chronicle: &ChronicleJson,
        reader: &Reader,
        (form, shown): (&str, &mut dyn Iterator<Item = ShownRow>),
    ) -> Result<(), CaseError> {
        let state = self.state(reader)?;
        self.changing(|step| {
            for table in TABLES {
                let kept = if table == "about" { " WHERE key <> 'format'" } else { "" };
                step.execute(&format!("DELETE FROM {table}{kept}"), [])?;
            }
            about(step, chronicle, &state)?;
            for (n, document) in chronicle.documents.iter().enumerate() {
                put_document(step, n, document)?;
            }
            for (n, time) in chronicle.times.iter().enumerate() {
                put_time(step, n, time)?;
            }
            for (n, entity) in chronicle.entities.iter().enumerate() {
                put_entity(step, n, entity)?;
            }
            let names = Names::of(chronicle);
            for (n, fact) in chronicle.facts.iter().enumerate() {
                put_fact(step, n, fact, &names)?;
            }
            for (n, position) in chronicle.positions.iter().enumerate() {
                put_position(step, n, position)?;
            }
            for (n, dispute) in chronicle.disputes.iter().enumerate() {
                put_dispute(step, n, dispute)?;
            }
            for (n, note) in chronicle.notes.iter().enumerate() {
                put_note(step, n, note)?;
            }
            shown::put(step, shown, form)?;
            for table in TABLES.iter().filter(|table| **table != "about") {
                let sum = content(step, table)?;
                step.execute("INSERT INTO about VALUES (?, ?)", [&format!("sha256 of {table}"), &sum])?;
            }
            Ok(())
        })
    }

    /// Whether the tables of the chronicle are as they were written.
    pub fn is_whole(&self) -> Result<bool, CaseError> {
        Ok(self.changed_tables()?.is_empty())
    }

    /// The tables of the chronicle whose content is not what was written.
    pub(super) fn changed_tables(&self) -> Result<Vec<&'static str>, CaseError> {
        let mut changed = Vec::new();
        let there = |table: &&str| *table != "about" && (!table.starts_with("shown") || self.is_of_now());
        for table in TABLES.into_iter().filter(there) {
            let written = self.about(&format!("sha256 of {table}"))?;
            if written != Some(self.asking(|db| content(db, table))?) {
                changed.push(table);
            }
        }
        Ok(changed)
    }

    /// The chronicle that the tables hold; nothing if none was made yet.
    pub fn stored(&self) -> Result<Option<Stored>, CaseError> {
        let Some(top) = self.about("chronicle")? else { return Ok(None) };
        let Top { format, made_by, as_of, coverage } = self.parsed(&top, "about")?;
        let chronicle = ChronicleJson {
            format,
            made_by,
            as_of,
            coverage,
            documents: self.objects("document")?,
            times: self.objects("time")?,
            entities: self.objects("entity")?,
            facts: self.objects("fact")?,
            positions: self.objects("position")?,
            disputes: self.objects("dispute")?,
            notes: self.objects("note")?,
        };
        let behind = self.report_count()?.saturating_sub(chronicle.documents.len());
        Ok(Some(Stored { chronicle, behind }))
    }

    fn objects<T: DeserializeOwned>(&self, table: &str) -> Result<Vec<T>, CaseError> {
        let rows = self.asking(|db| {
            let mut found = db.prepare(&format!("SELECT json FROM {table} ORDER BY n"))?;
            let rows = found.query_map([], |row| row.get(0))?;
            rows.collect::<rusqlite::Result<Vec<String>>>()
        })?;
        rows.iter().map(|json| self.parsed(json, table)).collect()
    }

    fn parsed<T: DeserializeOwned>(&self, json: &str, table: &str) -> Result<T, CaseError> {
        serde_json::from_str(json).map_err(|e| CaseError::damaged(&self.path, &format!("table {table}: {e}")))
    }
}

/// `sha256:…` of all rows of a table, in their order.
fn content(db: &Connection, table: &str) -> rusqlite::Result<String> {
    let mut hash = Sha256::new();
    let order = if table == "shown_key" { "key, at" } else { "rowid" };
    let mut found = db.prepare(&format!("SELECT * FROM {table} ORDER BY {order}"))?;
    let columns = found.column_count();
    let mut rows = found.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            let (kind, bytes): (u8, &[u8]) = match row.get_ref(column)? {
                ValueRef::Null => (0, &[]),
                ValueRef::Integer(n) => (1, &n.to_le_bytes()),
                ValueRef::Real(n) => (2, &n.to_le_bytes()),
                ValueRef::Text(text) => (3, text),
                ValueRef::Blob(bytes) => (4, bytes),
            };
            hash.update([kind]);
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
    }
    Ok(hex(&hash.finalize()))
}

fn json(value: &impl Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))
}

fn about(step: &Transaction, chronicle: &ChronicleJson, state: &str) -> rusqlite::Result<()> {
    let ChronicleJson { format, made_by, as_of, coverage, .. } = chronicle;
    let top = Top {
        format: format.clone(),
        made_by: made_by.clone(),
        as_of: as_of.clone(),
        coverage: coverage.clone(),
    };
    let mut put = step.prepare_cached("INSERT INTO about VALUES (?, ?)")?;
    put.execute(["chronicle", &json(&top)?])?;
    put.execute(["state", state])?;
    for (key, value) in [
        ("version", &made_by.version),
        ("rules", &made_by.rules),
        ("lore", &made_by.lore),
        ("model", &made_by.model),
        ("input", &made_by.input),
    ] {
        put.execute([key, value.as_str()])?;
    }
    if let Some(as_of) = as_of {
        put.execute(["as_of", as_of.date.as_str()])?;
    }
    Ok(())
}

fn put_document(step: &Transaction, n: usize, d: &DocumentJson) -> rusqlite::Result<()> {
    step.prepare_cached(
        "INSERT INTO document SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, \
         (SELECT id FROM text WHERE sha256 = ?13), ?13, ?14",
    )?
    .execute(params![
        n as i64,
        d.id,
        d.name,
        d.title,
        d.outlet,
        d.url,
        d.language,
        d.published.best,
        d.published.earliest,
        d.published.latest,
        d.published.basis,
        d.lineage,
        d.text_sha256,
        json(d)?
    ])?;
    Ok(())
}

fn put_time(step: &Transaction, n: usize, t: &TimeJson) -> rusqlite::Result<()> {
    step.prepare_cached("INSERT INTO time VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?.execute(params![
        n as i64,
        t.doc as i64,
        t.start as i64,
        t.end as i64,
        t.text,
        t.kind,
        t.value,
        t.anchor,
        json(t)?
    ])?;
    Ok(())
}

fn put_entity(step: &Transaction, n: usize, e: &EntityJson) -> rusqlite::Result<()> {
    step.prepare_cached("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?.execute(params![
        n as i64,
        e.id,
        e.name,
        e.kind,
        e.wikidata,
        e.country,
        e.mentions.len() as i64,
        json(e)?
    ])?;
    let mut put = step.prepare_cached("INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?)")?;
    for m in &e.mentions {
        put.execute(params![e.id, m.doc as i64, m.start as i64, m.end as i64, m.text, m.form])?;
    }
    Ok(())
}

fn put_fact(step: &Transaction, n: usize, f: &FactJson, names: &Names) -> rusqlite::Result<()> {
    let plover = f.plover.as_ref();
    step.prepare_cached("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?.execute(
        params![
            n as i64,
            f.id,
            f.kind,
            f.status,
            f.when.earliest,
            f.when.latest,
            f.when.grain,
            f.place,
            f.medium,
            f.summary,
            plover.map(|p| &p.event),
            plover.and_then(|p| p.mode.as_ref()),
            f.independent_sources as i64,
            f.independent_origins as i64,
            json(f)?
        ],
    )?;
    let mut put = step.prepare_cached("INSERT INTO fact_actor VALUES (?, ?, ?)")?;
    for actor in &f.actors {
        put.execute([&f.id, &actor.entity, &actor.role])?;
    }
    for source in &f.sources {
        put_passage(step, f, source, names)?;
    }
    let mut put = step.prepare_cached("INSERT INTO fact_link VALUES (?, ?, ?)")?;
    for link in &f.links {
        put.execute([&f.id, &link.fact, &link.kind])?;
    }
    Ok(())
}

fn put_passage(step: &Transaction, fact: &FactJson, s: &SourceJson, names: &Names) -> rusqlite::Result<()> {
    let voices: Vec<&str> = s.attribution.iter().map(|id| names.name(id)).collect();
    let speech: Vec<&str> = s.quoted.iter().map(|q| q.text.as_str()).collect();
    step.prepare_cached("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?.execute(
        params![
            fact.id,
            s.doc as i64,
            s.start as i64,
            s.end as i64,
            s.quote,
            some(voices.join(" > ")),
            some(speech.join(" … ")),
            s.about.as_ref().map(|a| &a.text),
            s.condition.as_ref().map(|c| &c.text),
            s.says.status,
            s.says.when.earliest,
            s.says.when.latest,
            s.rule
        ],
    )?;
    Ok(())
}

fn some(words: String) -> Option<String> {
    (!words.is_empty()).then_some(words)
}

fn put_position(step: &Transaction, n: usize, p: &PositionJson) -> rusqlite::Result<()> {
    step.prepare_cached("INSERT INTO position VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?.execute(params![
        n as i64,
        p.id,
        p.holder,
        p.stance,
        p.issue,
        p.first,
        p.last,
        json(p)?
    ])?;
    let mut put = step.prepare_cached("INSERT INTO position_fact VALUES (?, ?, ?)")?;
    let facts = p.facts.iter().map(|f| (f, false)).chain(p.answers.iter().map(|f| (f, true)));
    for (fact, answer) in facts {
        put.execute(params![p.id, fact, answer])?;
    }
    Ok(())
}

fn put_dispute(step: &Transaction, n: usize, d: &DisputeJson) -> rusqlite::Result<()> {
    step.prepare_cached("INSERT INTO dispute VALUES (?, ?, ?, ?, ?)")?.execute(params![
        n as i64,
        d.id,
        d.about,
        d.kind,
        json(d)?
    ])?;
    let mut put = step.prepare_cached("INSERT INTO dispute_fact VALUES (?, ?)")?;
    for fact in &d.facts {
        put.execute([&d.id, fact])?;
    }
    let mut put = step.prepare_cached("INSERT INTO dispute_value VALUES (?, ?, ?, ?, ?)")?;
    for value in &d.values {
        for at in &value.sources {
            put.execute(params![d.id, value.value, at.doc as i64, at.start as i64, at.end as i64])?;
        }
    }
    Ok(())
}

fn put_note(step: &Transaction, n: usize, note: &NoteJson) -> rusqlite::Result<()> {
    step.prepare_cached("INSERT INTO note VALUES (?, ?, ?, ?, ?, ?, ?)")?.execute(params![
        n as i64,
        note.doc as i64,
        note.start as i64,
        note.end as i64,
        note.level,
        note.text,
        json(note)?
    ])?;
    Ok(())
}
