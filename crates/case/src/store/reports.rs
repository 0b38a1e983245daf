//! Reports in and out of a case: every name under which a text came, and of them the report as a folder gives it.

use std::collections::BTreeMap;

use chancery_text::{
    Ann, Block, BlockKind, Document, Furniture, Layer, Published, PublishedBasis, Span, Why,
};
use rusqlite::{OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Case, CaseError};

/// What became of reports that were brought to a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TakenIn {
    /// Not there before.
    pub new: usize,
    /// Their bytes were there, or came twice.
    pub duplicates: usize,
}

/// All that is known of a report beside its text and name, as the case keeps it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct Head {
    title: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
    language: String,
    published: Option<Day>,
    /// Where they are not one paragraph for each line: first byte, one past the last, kind, rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    blocks: Option<Vec<Row>>,
    /// First byte, one past the last, what, rule, note.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    furniture: Vec<Row>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct Day {
    date: String,
    basis: String,
    why: String,
}

const BLOCKS: [(BlockKind, &str); 4] = [
    (BlockKind::Title, "title"),
    (BlockKind::Heading, "heading"),
    (BlockKind::Paragraph, "paragraph"),
    (BlockKind::Caption, "caption"),
];

impl Case {
    /// Takes in these reports, as they were gathered, in one transaction.
    pub fn take_in(&mut self, documents: &[Document]) -> Result<TakenIn, CaseError> {
        let damaged = CaseError::damaged(&self.path, "a report's head cannot be read");
        let faults = std::cell::Cell::new(false);
        let taken = self.changing(|step| {
            let mut taken = TakenIn::default();
            for document in documents {
                match put(step, document)? {
                    Some(true) => taken.new += 1,
                    Some(false) => taken.duplicates += 1,
                    None => faults.set(true),
                }
            }
            Ok(taken)
        })?;
        if faults.get() { Err(damaged) } else { Ok(taken) }
    }

    /// The reports of the case, by name, then id; each text once, as one folder with all of them would give them.
    pub fn documents(&self) -> Result<Vec<Document>, CaseError> {
        let rows = self.asking(|db| {
            let mut found = db.prepare(
                "SELECT i.report, i.name, t.text, i.head FROM input i JOIN text t ON t.id = i.text \
                 ORDER BY i.name, i.report",
            )?;
            let rows = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
            rows.collect::<rusqlite::Result<Vec<(String, String, String, String)>>>()
        })?;
        let mut documents = Vec::with_capacity(rows.len());
        for (id, name, text, head) in rows {
            let fault =
                || CaseError::damaged(&self.path, &format!("the head of report `{name}` cannot be read"));
            let head: Head = serde_json::from_str(&head).map_err(|_| fault())?;
            documents.push(head.document(id, name.clone(), text).ok_or_else(fault)?);
        }
        Ok(each_once(documents))
    }

    /// How many reports there are.
    pub fn report_count(&self) -> Result<usize, CaseError> {
        self.asking(|db| {
            db.query_row("SELECT count(DISTINCT report) FROM input", [], |row| row.get::<_, i64>(0))
        })
        .map(|n| n as usize)
    }
}

/// The same bytes under several names are one report; what only the copy knows of its source is kept.
///
/// The reports come by name, then id.
pub fn each_once(sorted: Vec<Document>) -> Vec<Document> {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut list: Vec<Document> = Vec::new();
    for document in sorted {
        let Some(&at) = first.get(&document.id) else {
            first.insert(document.id.clone(), list.len());
            list.push(document);
            continue;
        };
        let kept = &mut list[at];
        if kept.name != document.name && !kept.also_named.contains(&document.name) {
            kept.also_named.push(document.name);
        }
        kept.title = kept.title.take().or(document.title);
        kept.outlet = kept.outlet.take().or(document.outlet);
        kept.url = kept.url.take().or(document.url);
        kept.published = kept.published.take().or(document.published);
    }
    list
}

/// `sha256:…` of all that reading a report depends on.
pub(super) fn fingerprint(document: &Document) -> String {
    let head = serde_json::to_string(&Head::of(document)).unwrap_or_default();
    let mut hash = Sha256::new();
    for part in [&document.id, &document.name, document.text(), &head, &document.also_named.join("\n")] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    super::findings::hex(&hash.finalize())
}

/// Whether the report is new; nothing if what is there of it cannot be read.
fn put(step: &Transaction, document: &Document) -> rusqlite::Result<Option<bool>> {
    let known =
        step.prepare_cached("SELECT 1 FROM input WHERE report = ? LIMIT 1")?.exists([&document.id])?;
    let before: Option<String> = step
        .prepare_cached("SELECT head FROM input WHERE report = ? AND name = ?")?
        .query_row([&document.id, &document.name], |row| row.get(0))
        .optional()?;
    let mut head = Head::of(document);
    if let Some(before) = before {
        let Ok(before) = serde_json::from_str::<Head>(&before) else { return Ok(None) };
        head = head.after(before);
    }
    let text = text_id(step, document)?;
    let json = serde_json::to_string(&head).unwrap_or_default();
    step.prepare_cached(
        "INSERT INTO input VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT DO UPDATE SET text = ?3, head = ?4, sha256 = ?5 WHERE text <> ?3 OR head <> ?4",
    )?
    .execute(rusqlite::params![
        document.id,
        document.name,
        text,
        json,
        row_hash(&document.id, &document.name, &json)
    ])?;
    Ok(Some(!known))
}

/// `sha256:…` of what a row says of a report.
pub(super) fn row_hash(id: &str, name: &str, head: &str) -> String {
    super::hex(&Sha256::digest([id, name, head].join("\n").as_bytes()))
}

fn text_id(step: &Transaction, document: &Document) -> rusqlite::Result<i64> {
    let sha256 = document.text_sha256();
    let known: Option<i64> = step
        .prepare_cached("SELECT id FROM text WHERE sha256 = ?")?
        .query_row([&sha256], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    step.prepare_cached("INSERT INTO text (sha256, text) VALUES (?, ?)")?
        .execute([&sha256, document.text()])?;
    let id = step.last_insert_rowid();
    step.prepare_cached("INSERT INTO text_search (rowid, text) VALUES (?, ?)")?
        .execute(rusqlite::params![id, document.text()])?;
    Ok(id)
}

impl Head {
    fn of(document: &Document) -> Head {
        let plain = Document::new(String::new(), String::new(), document.shared_text());
        let blocks = (plain.blocks != document.blocks).then(|| {
            let name = |kind| BLOCKS.iter().find(|(k, _)| *k == kind).map_or("", |(_, name)| *name);
            document.blocks.all().iter().map(|b| row(b.span, name(b.value.kind), &b.why)).collect()
        });
        Head {
            title: document.title.clone(),
            outlet: document.outlet.clone(),
            url: document.url.clone(),
            language: document.language.clone(),
            published: document.published.as_ref().map(|p| Day {
                date: p.date.to_string(),
                basis: if p.basis == PublishedBasis::Given { "given" } else { "stated" }.into(),
                why: p.why.clone(),
            }),
            blocks,
            furniture: document.furniture.all().iter().map(|f| row(f.span, &f.value.what, &f.why)).collect(),
        }
    }

    /// What is said now stands before what was said; a day that a person gave stands before one that a page states.
    fn after(mut self, before: Head) -> Head {
        let given = |day: &Option<Day>| day.as_ref().is_some_and(|d| d.basis == "given");
        self.title = self.title.or(before.title);
        self.outlet = self.outlet.or(before.outlet);
        self.url = self.url.or(before.url);
        if self.published.is_none() || (given(&before.published) && !given(&self.published)) {
            self.published = before.published;
        }
        self
    }

    fn document(self, id: String, name: String, text: String) -> Option<Document> {
        let mut document = Document::new(id, name, text);
        if let Some(blocks) = self.blocks {
            let kind =
                |name: &str| BLOCKS.iter().find(|(_, n)| *n == name).map(|(kind, _)| Block { kind: *kind });
            document.blocks = layer(document.text(), blocks, kind)?;
        }
        let furniture = |what: &str| Some(Furniture { what: what.to_owned() });
        document.furniture = layer(document.text(), self.furniture, furniture)?;
        document.title = self.title;
        document.outlet = self.outlet;
        document.url = self.url;
        document.language = self.language;
        document.published = match self.published {
            None => None,
            Some(day) => Some(Published {
                date: day.date.parse().ok()?,
                basis: if day.basis == "given" { PublishedBasis::Given } else { PublishedBasis::Stated },
                why: day.why,
            }),
        };
        Some(document)
    }
}

/// First byte, one past the last, what it is, and the rule and note that it rests on.
type Row = (usize, usize, String, String, String);

fn row(span: Span, what: &str, why: &Why) -> Row {
    (span.start(), span.end(), what.to_owned(), why.rule.clone(), why.note.clone())
}

fn layer<T>(text: &str, rows: Vec<Row>, value: impl Fn(&str) -> Option<T>) -> Option<Layer<T>> {
    let mut list = Vec::with_capacity(rows.len());
    for (start, end, what, rule, note) in rows {
        let span = Span::new(text, start, end)?;
        list.push(Ann { span, value: value(&what)?, why: Why::rule(rule).noting(note) });
    }
    Some(Layer::new(list))
}
