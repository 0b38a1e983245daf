//! What one side says and another denies, charges that go both ways, and stances that turn.

use std::collections::{BTreeMap, BTreeSet};

use chancery_extract::{FactKind, Role, Status};

use crate::{
    chronicle::{About, Difference, Dispute, Fact, Position},
    disputes::{between, denies, issue_likeness},
    fact::Ground,
    names::{Name, Names},
};

/// A claim and its denial share so much of their subject.
const ONE_CLAIM: f64 = 0.5;
/// Charges of two sides against each other share so much of theirs.
const ONE_QUARREL: f64 = 0.3;
/// Of a side that speaks a thousand times a denial is compared with so many claims.
const MOST: usize = 64;

/// All of them, in the order of the facts and positions.
pub(crate) fn contradictions(
    ground: &Ground,
    facts: &[Fact],
    groups: &[Vec<usize>],
    positions: &[Position],
) -> Vec<Dispute> {
    let mut found = denied_claims(ground, facts, groups);
    found.extend(mutual_charges(ground, facts, groups));
    found.extend(turned(ground, facts, groups, positions));
    found
}

fn sides(ground: &Ground, fact: &Fact, roles: &[Role]) -> Names {
    let actors = fact.actors.iter().filter(|(_, role)| roles.contains(role));
    actors.map(|&(e, _)| ground.lexicon.side(e)).collect()
}

fn speakers(ground: &Ground, fact: &Fact) -> Names {
    sides(ground, fact, &[Role::Speaker, Role::Source, Role::Party])
}

fn words(ground: &Ground, group: &[usize]) -> Names {
    group.iter().take(8).flat_map(|&t| ground.told[t].issue.iter()).collect()
}

fn negated(words: &str) -> bool {
    let no = |w: &str| matches!(w, "not" | "no" | "never" | "none" | "nothing") || w.ends_with("n't");
    words.split(|c: char| !c.is_alphanumeric() && c != '\'').any(|w| no(&w.to_lowercase()))
}

/// "No deal was signed" of one side and "a deal was signed" of another. What is only accused stands elsewhere.
fn denied_claims(ground: &Ground, facts: &[Fact], groups: &[Vec<usize>]) -> Vec<Dispute> {
    let mut by_word: BTreeMap<Name, Vec<usize>> = BTreeMap::new();
    for (f, fact) in facts.iter().enumerate() {
        // Who says that it "would not be taken" says what the denial says.
        let says_no = groups[f].iter().any(|&t| negated(&ground.told[t].subject));
        if fact.kind == FactKind::Statement && fact.status == Status::Happened && !says_no {
            for word in words(ground, &groups[f]).iter() {
                by_word.entry(word).or_default().push(f);
            }
        }
    }
    let mut found = Vec::new();
    for (d, denial) in facts.iter().enumerate().filter(|(_, fact)| denies(fact)) {
        let own = words(ground, &groups[d]);
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for &claim in own.iter().filter_map(|word| by_word.get(&word)).flat_map(|list| list.iter().take(MOST))
        {
            *shared.entry(claim).or_insert(0) += 1;
        }
        let by = speakers(ground, denial);
        let against = |&(&f, &n): &(&usize, &usize)| {
            n > 1
                && !by.is_empty()
                && speakers(ground, &facts[f]).is_disjoint(&by)
                && issue_likeness(ground, &groups[f], &groups[d]) >= ONE_CLAIM
        };
        let claims: Vec<usize> = shared.iter().filter(against).map(|(&f, _)| f).collect();
        if !claims.is_empty() {
            let all: BTreeSet<usize> = claims.into_iter().chain([d]).collect();
            found.push(between(ground, facts, groups, all.into_iter().collect(), About::Status));
        }
    }
    found
}

/// One side blames another, which blames it for the same.
fn mutual_charges(ground: &Ground, facts: &[Fact], groups: &[Vec<usize>]) -> Vec<Dispute> {
    let mut charges: BTreeMap<(Name, Name), Vec<usize>> = BTreeMap::new();
    for (f, fact) in facts.iter().enumerate().filter(|(_, fact)| fact.kind == FactKind::Accusation) {
        let by = speakers(ground, fact);
        for accused in sides(ground, fact, &[Role::Target, Role::Addressee]).iter() {
            for accuser in by.iter().filter(|b| *b != accused) {
                charges.entry((accuser, accused)).or_default().push(f);
            }
        }
    }
    let mut found = Vec::new();
    for (&(accuser, accused), list) in charges.iter().filter(|((a, b), _)| a < b) {
        let Some(back) = charges.get(&(accused, accuser)) else { continue };
        for &f in list.iter().take(MOST) {
            let alike = |&&g: &&usize| issue_likeness(ground, &groups[f], &groups[g]) >= ONE_QUARREL;
            if let Some(&g) = back.iter().take(MOST).find(alike) {
                found.push(between(ground, facts, groups, vec![f.min(g), f.max(g)], About::Blame));
            }
        }
    }
    found
}

/// Who refused and now offers: the later stance is an update of the earlier one.
fn turned(ground: &Ground, facts: &[Fact], groups: &[Vec<usize>], positions: &[Position]) -> Vec<Dispute> {
    let pairs = positions.iter().filter_map(|later| Some((positions.get(later.turned_from?)?, later)));
    pairs
        .map(|(earlier, later)| {
            let of: BTreeSet<usize> = earlier.facts.iter().chain(&later.facts).copied().collect();
            let mut found = between(ground, facts, groups, of.into_iter().collect(), About::Status);
            found.kind = Difference::Update;
            found
        })
        .collect()
}
