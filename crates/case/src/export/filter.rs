//! What is exported is what is shown: the same narrowing by actor, kind, day and report.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::shape::{ChronicleJson, DisputeJson, FactJson, PositionJson};

/// Which facts are wanted; an empty part wants all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// Kinds.
    pub kinds: Vec<String>,
    /// Ids or parts of names of actors.
    pub actors: Vec<String>,
    /// Names or parts of names of reports.
    pub reports: Vec<String>,
    /// No fact that was over before this day (ISO).
    pub from: Option<String>,
    /// No fact that began after this day (ISO).
    pub until: Option<String>,
}

/// What a filter leaves.
#[derive(Clone, Debug)]
pub struct Chosen<'a> {
    /// The facts that are wanted.
    pub facts: Vec<&'a FactJson>,
    /// The positions that rest on one of them.
    pub positions: Vec<&'a PositionJson>,
    /// The disputes about one of them.
    pub disputes: Vec<&'a DisputeJson>,
}

impl Filter {
    /// The facts that are wanted, and the positions and disputes that rest on one of them.
    pub fn choose<'a>(&self, chronicle: &'a ChronicleJson) -> Chosen<'a> {
        let all = *self == Filter::default();
        let actors = self.entities(chronicle);
        let docs = self.documents(chronicle);
        let wanted = |fact: &&FactJson| all || self.wants(fact, &actors, &docs);
        let facts: Vec<&FactJson> = chronicle.facts.iter().filter(wanted).collect();
        let left: BTreeSet<&str> = facts.iter().map(|f| f.id.as_str()).collect();
        let rests = |ids: &[String]| all || ids.iter().any(|id| left.contains(id.as_str()));
        Chosen {
            positions: chronicle.positions.iter().filter(|p| rests(&p.facts)).collect(),
            disputes: chronicle.disputes.iter().filter(|d| rests(&d.facts)).collect(),
            facts,
        }
    }

    /// The chronicle with only what is wanted; the very same where all is.
    pub fn narrowed<'a>(&self, chronicle: &'a ChronicleJson) -> Cow<'a, ChronicleJson> {
        if *self == Filter::default() {
            return Cow::Borrowed(chronicle);
        }
        let Chosen { facts, positions, disputes } = self.choose(chronicle);
        let ChronicleJson { format, made_by, as_of, coverage, documents, times, entities, notes, .. } =
            chronicle;
        Cow::Owned(ChronicleJson {
            format: format.clone(),
            made_by: made_by.clone(),
            as_of: as_of.clone(),
            coverage: coverage.clone(),
            documents: documents.clone(),
            times: times.clone(),
            entities: entities.clone(),
            facts: facts.into_iter().cloned().collect(),
            positions: positions.into_iter().cloned().collect(),
            disputes: disputes.into_iter().cloned().collect(),
            notes: notes.clone(),
        })
    }

    fn entities(&self, chronicle: &ChronicleJson) -> BTreeSet<String> {
        let named = |wanted: &String, id: &str, name: &str| {
            wanted == id || name.to_lowercase().contains(&wanted.to_lowercase())
        };
        let found =
            chronicle.entities.iter().filter(|e| self.actors.iter().any(|w| named(w, &e.id, &e.name)));
        found.map(|e| e.id.clone()).collect()
    }

    fn documents(&self, chronicle: &ChronicleJson) -> BTreeSet<usize> {
        let named = |wanted: &String, name: &str| name.to_lowercase().contains(&wanted.to_lowercase());
        let found = chronicle.documents.iter().enumerate();
        found.filter(|(_, d)| self.reports.iter().any(|w| named(w, &d.name))).map(|(n, _)| n).collect()
    }

    fn wants(&self, fact: &FactJson, actors: &BTreeSet<String>, docs: &BTreeSet<usize>) -> bool {
        let (first, last) = (&fact.when.earliest, fact.when.latest.as_ref().or(fact.when.earliest.as_ref()));
        (self.kinds.is_empty() || self.kinds.contains(&fact.kind))
            && (self.actors.is_empty() || fact.actors.iter().any(|a| actors.contains(&a.entity)))
            && (self.reports.is_empty() || fact.sources.iter().any(|s| docs.contains(&s.doc)))
            && self.from.as_ref().is_none_or(|from| last.is_some_and(|last| last >= from))
            && self.until.as_ref().is_none_or(|until| first.as_ref().is_some_and(|first| first <= until))
    }
}
