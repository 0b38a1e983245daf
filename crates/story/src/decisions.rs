//! What a person decided about the pile; it outlives every re-run.

use std::fmt::Write as _;

use jiff::civil::Date;

/// A person's word, which the solver and the mergers obey.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Decisions {
    /// "Count ahead and past from this day."
    pub as_of: Option<Date>,
    /// Entities that are one, by id or name.
    pub merged: Vec<(String, String)>,
    /// Spellings that are not one, by id or name.
    pub split: Vec<(String, String)>,
    /// Entity and its name to show.
    pub renamed: Vec<(String, String)>,
    /// Ids of facts that are wrong.
    pub rejected: Vec<String>,
    /// Ids of facts that were checked and hold.
    pub accepted: Vec<String>,
    /// Remarks: id or name, and the words.
    pub notes: Vec<(String, String)>,
}

const HEAD: &str = "# Decisions of a person about this pile, one a line, obeyed at every run. Names or ids.\n\
    # merge: A = B     split: A = B     rename: A = new name     reject: F0123456789\n\
    # accept: F0123456789     annotate: F0123456789 = the words of a remark\n";

impl Decisions {
    /// Reads a decisions file.
    ///
    /// ```
    /// use chancery_story::Decisions;
    /// let said = Decisions::read("# mine\nmerge: Olaf Schultz = Olaf Scholz\n")?;
    /// assert_eq!(said.merged, [("Olaf Schultz".to_string(), "Olaf Scholz".to_string())]);
    /// assert_eq!(Decisions::read(&said.written())?, said);
    /// # Ok::<(), String>(())
    /// ```
    ///
    /// # Errors
    /// If a line is no decision: all such lines at once.
    pub fn read(text: &str) -> Result<Decisions, String> {
        let mut out = Decisions::default();
        let mut faults = Vec::new();
        for (i, line) in text.lines().map(str::trim).enumerate() {
            if !line.is_empty() && !line.starts_with('#') && !out.take(line) {
                faults.push(format!("line {}: expected “merge: A = B”, “split: A = B”, “rename: A = B”, “reject: ID”, “accept: ID” or “annotate: ID = WORDS”, found “{line}”", i + 1));
            }
        }
        if faults.is_empty() { Ok(out) } else { Err(faults.join("\n")) }
    }

    /// Takes one line; false if it is no decision.
    fn take(&mut self, line: &str) -> bool {
        let Some((verb, rest)) = line.split_once(':') else { return false };
        let of_one = match verb.trim() {
            "reject" => Some(&mut self.rejected),
            "accept" => Some(&mut self.accepted),
            _ => None,
        };
        if let Some(ids) = of_one {
            ids.push(rest.trim().to_string());
            return !rest.trim().is_empty();
        }
        let pair = rest.split_once(" = ").map(|(a, b)| (a.trim().to_string(), b.trim().to_string()));
        let Some(pair) = pair.filter(|(a, b)| !a.is_empty() && !b.is_empty()) else { return false };
        match verb.trim() {
            "merge" => self.merged.push(pair),
            "split" => self.split.push(pair),
            "rename" => self.renamed.push(pair),
            "annotate" => self.notes.push(pair),
            _ => return false,
        }
        true
    }

    /// The decisions as a file that [`Decisions::read`] reads; the day to count from is no part of it.
    pub fn written(&self) -> String {
        let mut out = String::from(HEAD);
        let of_two = [
            ("merge", &self.merged),
            ("split", &self.split),
            ("rename", &self.renamed),
            ("annotate", &self.notes),
        ];
        for (verb, pairs) in of_two {
            for (a, b) in pairs {
                let _ = writeln!(out, "{verb}: {a} = {b}");
            }
        }
        for (verb, ids) in [("reject", &self.rejected), ("accept", &self.accepted)] {
            for id in ids {
                let _ = writeln!(out, "{verb}: {id}");
            }
        }
        out
    }
}
