//! The proof of a case: its pages are whole, and every citation of its chronicle holds in its texts.

use std::collections::BTreeMap;

use super::{Case, CaseError};
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
        let Some(stored) = self.stored()? else {
            fail("chronicle", "none was made yet: run `chancery add CASE.db`".to_owned());
            return Ok(verdict);
        };
        if stored.behind > 0 {
            let message = format!("{} reports are not in it yet: run `chancery add CASE.db`", stored.behind);
            fail("chronicle", message);
        }
        self.passages(&mut fail)?;
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
        wrong.iter().for_each(|hash| fail("text", format!("stale: its hash is not {hash}")));
        Ok(())
    }

    /// The table of passages says what the facts say.
    fn passages(&self, fail: &mut impl FnMut(&str, String)) -> Result<(), CaseError> {
        let other: Vec<String> = self.asking(|db| {
            let mut found = db.prepare(
                "SELECT p.fact FROM passage p WHERE NOT EXISTS (\
                   SELECT 1 FROM fact f, json_each(f.json, '$.sources') s WHERE f.id = p.fact \
                   AND json_extract(s.value, '$.quote') = p.quote AND json_extract(s.value, '$.start') = p.start)",
            )?;
            let rows = found.query_map([], |row| row.get(0))?;
            rows.collect()
        })?;
        other.iter().for_each(|fact| fail("passage", format!("differs from its fact {fact}")));
        Ok(())
    }
}
