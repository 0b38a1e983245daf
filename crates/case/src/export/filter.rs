//! What is exported is what is shown: the same narrowing by actor, kind, day and report.

use std::collections::BTreeSet;

use crate::shape::{ChronicleJson, FactJson};

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

impl Filter {
    /// Leaves in the chronicle the facts that are wanted, and the positions and disputes that rest on one of them.
    pub fn narrow(&self, chronicle: &mut ChronicleJson) {
        if *self == Filter::default() {
            return;
        }
        let actors: BTreeSet<String> = self.entities(chronicle);
        let docs: BTreeSet<usize> = self.documents(chronicle);
        chronicle.facts.retain(|fact| self.wants(fact, &actors, &docs));
        let left: BTreeSet<&str> = chronicle.facts.iter().map(|f| f.id.as_str()).collect();
        chronicle.positions.retain(|p| p.facts.iter().any(|f| left.contains(f.as_str())));
        chronicle.disputes.retain(|d| d.facts.iter().any(|f| left.contains(f.as_str())));
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
