//! The proof of a case: its pages are whole, and every citation of its chronicle holds in its texts.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::reports::row_hash;
use super::{Case, CaseError, hex};
use crate::{Failure, Verdict, verify};

impl Case {
    /// Proves every citation of the stored chronicle against the stored texts, and the tables against SQLite's own checks.
    pub fn prove(&self) -> Result<Verdict, CaseError> {
        let mut verdict = Verdict::default();
        let mut fail = |what: &str, message: String| {
            verdict.failures.push(Failure { what: what.to_owned(), document: String::new(), message });
        };
        let broken: Vec<String> = self.asking(|db| {
            let mut found = db.prepare("PRAGMA integrity_check(20)")?;
            let rows = found.query_map([], |row| row.get(0))?;
            rows.collect()
        })?;
        broken.iter().filter(|line| *line != "ok").for_each(|line| fail("file", line.clone()));
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        for document in self.documents()? {
            texts.insert(document.id.clone(), document.text().to_owned());
        }
        self.hashes(&mut fail)?;
        self.rows(&mut fail)?;
        let Some(stored) = self.stored()? else {
            fail("chronicle", "none was made yet: run `chancery add CASE.db`".to_owned());
            return Ok(verdict);
        };
        if stored.behind > 0 {
            let message = format!("{} reports are not in it yet: run `chancery add CASE.db`", stored.behind);
            fail("chronicle", message);
        }
        for table in self.changed_tables()? {
            fail(table, "its content is not what was written: `chancery add` makes it anew".to_owned());
        }
        let proved = verify(&stored.chronicle, &texts);
        verdict.proved += proved.proved;
        verdict.failures.extend(proved.failures);
        Ok(verdict)
    }

    /// Every text has the hash that it is kept under.
    fn hashes(&self, fail: &mut impl FnMut(&str, String)) -> Result<(), CaseError> {
        let wrong: Vec<String> = self.asking(|db| {
            let mut found = db.prepare("SELECT sha256, text FROM text")?;
            let mut rows = found.query([])?;
            let mut wrong = Vec::new();
            while let Some(row) = rows.next()? {
                let (hash, text): (String, String) = (row.get(0)?, row.get(1)?);
                if chancery_text::text_sha256(&text) != hash {
                    wrong.push(hash);
                }
            }
            Ok(wrong)
        })?;
        for hash in wrong {
            fail("text", format!("stale: its hash is not {hash}"));
        }
        Ok(())
    }

    /// Findings and heads of reports are the bytes that were written.
    fn rows(&self, fail: &mut impl FnMut(&str, String)) -> Result<(), CaseError> {
        let findings: Vec<(String, Vec<u8>, String)> = self.asking(|db| {
            let mut found = db.prepare("SELECT report, bytes, sha256 FROM finding")?;
            let rows = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            rows.collect()
        })?;
        for (report, bytes, sha256) in findings {
            if hex(&Sha256::digest(&bytes)) != sha256 {
                fail(
                    "findings",
                    format!("of report {report} are not what was written: `chancery add` reads it again"),
                );
            }
        }
        let heads: Vec<[String; 4]> = self.asking(|db| {
            let mut found = db.prepare("SELECT report, name, head, sha256 FROM input")?;
            let rows = found.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?;
            rows.collect()
        })?;
        for [report, name, head, sha256] in heads {
            if row_hash(&report, &name, &head) != sha256 {
                fail("report", format!("what is known of {name} is not what was written"));
            }
        }
        Ok(())
    }
}
