//! What is exported is what is shown: the same narrowing by actor, kind, day and report.

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

    /// Leaves in the chronicle what is wanted.
    pub fn narrow(&self, chronicle: &mut ChronicleJson) {
        let Chosen { facts, positions, disputes } = self.choose(chronicle);
        let (facts, positions, disputes) = (
            facts.into_iter().cloned().collect(),
            positions.into_iter().cloned().collect(),
            disputes.into_iter().cloned().collect(),
        );
        chronicle.facts = facts;
        chronicle.positions = positions;
        chronicle.disputes = disputes;
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
