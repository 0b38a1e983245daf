//! What was found in each report, kept so that it is read once.

use std::collections::BTreeMap;

use chancery_extract::Findings;
use chancery_story::Decisions;
use chancery_text::Document;
use sha2::{Digest, Sha256};

use super::{Case, CaseError, reports};
use crate::MadeBy;
use crate::keep;

/// Names all that reading depends on besides the report; findings of another reader are not used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reader {
    key: String,
}

impl Reader {
    /// The program, its rules, lore and weights.
    pub fn of(made_by: &MadeBy) -> Reader {
        let MadeBy { version, rules, lore, model } = made_by;
        Reader { key: [keep::KEPT_AS, version, rules, lore, model].join("\n") }
    }

    fn key(&self, document: &Document) -> String {
        let mut hash = Sha256::new();
        hash.update(self.key.as_bytes());
        hash.update(reports::fingerprint(document).as_bytes());
        hex(&hash.finalize())
    }
}

/// A report of the case with its findings, where this reader made them.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The report.
    pub document: Document,
    /// What was found in it; nothing if it is to be read.
    pub findings: Option<Findings>,
}

impl Case {
    /// All reports with their findings, by name, then id.
    pub fn kept(&self, reader: &Reader) -> Result<Vec<Kept>, CaseError> {
        let documents = self.documents()?;
        let mut found = self.asking(|db| {
            let mut rows = db.prepare("SELECT report, key, bytes, sha256 FROM finding")?;
            let rows =
                rows.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?))))?;
            rows.collect::<rusqlite::Result<BTreeMap<String, (String, Vec<u8>, String)>>>()
        })?;
        let kept = |document: Document| {
            let current = found.remove(&document.id).filter(|(key, ..)| *key == reader.key(&document));
            // Bytes that are no findings are as good as none: the report is read again.
            let whole = current.filter(|(_, bytes, sha256)| hex(&Sha256::digest(bytes)) == *sha256);
            let findings = whole.and_then(|(_, bytes, _)| keep::read(&bytes, &document.shared_text()).ok());
            let findings = findings.filter(|f| f.report.id == document.id && f.report.name == document.name);
            Kept { document, findings }
        };
        Ok(documents.into_iter().map(kept).collect())
    }

    /// The reports that this reader has not read, by name, then id.
    pub fn unread(&self, reader: &Reader) -> Result<Vec<Document>, CaseError> {
        let keys = self.keys()?;
        let mut documents = self.documents()?;
        documents.retain(|d| keys.get(&d.id).is_none_or(|key| *key != reader.key(d)));
        Ok(documents)
    }

    /// Keeps the findings of these reports, in one transaction.
    pub fn keep(&mut self, reader: &Reader, read: &[(Document, Findings)]) -> Result<(), CaseError> {
        self.changing(|step| {
            let mut put = step.prepare_cached("INSERT OR REPLACE INTO finding VALUES (?, ?, ?, ?)")?;
            for (document, findings) in read {
                let bytes = keep::written(findings);
                let sha256 = hex(&Sha256::digest(&bytes));
                put.execute(rusqlite::params![document.id, reader.key(document), bytes, sha256])?;
            }
            Ok(())
        })
    }

    /// `sha256:…` of all that the chronicle depends on: which reports as read by whom, and what was decided.
    pub(super) fn state(&self, reader: &Reader) -> Result<String, CaseError> {
        let mut hash = Sha256::new();
        hash.update(reader.key.as_bytes());
        for (report, key) in self.keys()? {
            hash.update(report.as_bytes());
            hash.update(key.as_bytes());
        }
        // What was accepted and remarked changes nothing of what the reports say.
        let decisions = Decisions { accepted: Vec::new(), notes: Vec::new(), ..self.decisions()? };
        hash.update(decisions.written().as_bytes());
        Ok(hex(&hash.finalize()))
    }

    fn keys(&self) -> Result<BTreeMap<String, String>, CaseError> {
        self.asking(|db| {
            let mut rows = db.prepare("SELECT report, key FROM finding")?;
            let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        })
    }
}

/// `sha256:` and the hex digits.
pub(crate) fn hex(digest: &[u8]) -> String {
    use std::fmt::Write;
    let mut out = String::from("sha256:");
    for byte in digest {
        let _ = write!(out, "{byte:02x}");
    }
    out
}
