//! What a person decided about the case: kept apart from what was found, obeyed at every run, and undoable.

use chancery_story::Decisions;
use rusqlite::params;

use super::{Case, CaseError};

/// What a person says with a decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    /// Two actors are one.
    Merge,
    /// A spelling is not of that actor.
    Split,
    /// The actor's name to show.
    Rename,
    /// The fact is wrong.
    Reject,
    /// The fact was checked and holds.
    Accept,
    /// A remark on a fact or an actor.
    Annotate,
}

impl Word {
    /// All, with their names in decisions files.
    pub const ALL: [(Word, &'static str); 6] = [
        (Word::Merge, "merge"),
        (Word::Split, "split"),
        (Word::Rename, "rename"),
        (Word::Reject, "reject"),
        (Word::Accept, "accept"),
        (Word::Annotate, "annotate"),
    ];

    /// The word of this name.
    pub fn named(name: &str) -> Option<Word> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(w, _)| *w)
    }

    /// The name in decisions files.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(w, _)| *w == self).map_or("", |(_, n)| n)
    }

    /// Whether it is said of two things: two actors, an actor and a name, a fact and a remark.
    pub fn of_two(self) -> bool {
        !matches!(self, Word::Reject | Word::Accept)
    }
}

/// One decision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decided {
    /// Its number in the case.
    pub id: i64,
    /// What was said.
    pub word: Word,
    /// Of what: id or name.
    pub one: String,
    /// And of what else, or the name or remark.
    pub other: Option<String>,
    /// Whether it was taken back.
    pub undone: bool,
}

impl Decided {
    /// As a decisions file has it.
    pub fn line(&self) -> String {
        match &self.other {
            Some(other) => format!("{}: {} = {other}", self.word.name(), self.one),
            None => format!("{}: {}", self.word.name(), self.one),
        }
    }
}

impl Case {
    /// Keeps a decision; one that stands already is not kept twice.
    ///
    /// # Errors
    /// If the words cannot stand on a line of a decisions file, or the case cannot be written.
    pub fn decide(&mut self, word: Word, one: &str, other: Option<&str>) -> Result<Decided, CaseError> {
        let (one, other) = (one.trim(), other.map(str::trim));
        check(one, other, word)?;
        let id = self.changing(|step| {
            let same = "verb = ?1 AND one = ?2 AND other IS ?3 AND NOT undone";
            let known: Option<i64> = rusqlite::OptionalExtension::optional(step.query_row(
                &format!("SELECT id FROM decision WHERE {same}"),
                params![word.name(), one, other],
                |row| row.get(0),
            ))?;
            if let Some(id) = known {
                return Ok(id);
            }
            step.execute(
                "INSERT INTO decision (verb, one, other) VALUES (?, ?, ?)",
                params![word.name(), one, other],
            )?;
            Ok(step.last_insert_rowid())
        })?;
        Ok(Decided { id, word, one: one.to_owned(), other: other.map(str::to_owned), undone: false })
    }

    /// Takes back a decision: the one of this number, else the last that stands. It stays, marked as undone.
    pub fn undo(&mut self, id: Option<i64>) -> Result<Option<Decided>, CaseError> {
        let mut standing = self.decided()?.into_iter().filter(|d| !d.undone);
        let Some(mut found) = standing.rfind(|d| id.is_none_or(|id| d.id == id)) else {
            return Ok(None);
        };
        self.changing(|step| step.execute("UPDATE decision SET undone = 1 WHERE id = ?", [found.id]))?;
        found.undone = true;
        Ok(Some(found))
    }

    /// All decisions in the order in which they were made, those undone among them.
    pub fn decided(&self) -> Result<Vec<Decided>, CaseError> {
        let rows = self.asking(|db| {
            let mut found = db.prepare("SELECT id, verb, one, other, undone FROM decision ORDER BY id")?;
            let rows = found.query_map([], |row| {
                Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })?;
            rows.collect::<rusqlite::Result<Vec<(i64, String, String, Option<String>, bool)>>>()
        })?;
        let decided = |(id, verb, one, other, undone): (i64, String, String, Option<String>, bool)| {
            let word = Word::named(&verb).filter(|w| check(&one, other.as_deref(), *w).is_ok());
            let word =
                word.ok_or_else(|| CaseError::damaged(&self.path, &format!("decision {id} cannot be read")))?;
            Ok(Decided { id, word, one, other, undone })
        };
        rows.into_iter().map(decided).collect()
    }

    /// The decisions that stand, as the story obeys them.
    pub fn decisions(&self) -> Result<Decisions, CaseError> {
        let lines: Vec<String> = self.decided()?.iter().filter(|d| !d.undone).map(Decided::line).collect();
        Decisions::read(&lines.join("\n")).map_err(|e| CaseError::damaged(&self.path, &e))
    }
}

fn check(one: &str, other: Option<&str>, word: Word) -> Result<(), CaseError> {
    for name in [Some(one), other].into_iter().flatten() {
        let breaks = name.chars().any(char::is_control) || name.contains(" = ");
        if breaks || name.is_empty() || name.len() > 2000 {
            let message = format!("expected a name, an id or a remark on one line, found “{name}”");
            return Err(CaseError::new(super::CaseFault::Query, message, "leave out line ends and “ = ”"));
        }
    }
    if word.of_two() == other.is_some() {
        Ok(())
    } else {
        let message = format!("{} takes {}", word.name(), if word.of_two() { "two names" } else { "one id" });
        Err(CaseError::new(super::CaseFault::Query, message, "see `chancery help` of that verb"))
    }
}
