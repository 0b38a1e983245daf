//! Who of the lore a person of a report may be.

use std::collections::BTreeSet;

use super::{ActorLore, lore::Person};

/// What a report says of a person.
pub(super) struct Told<'a> {
    pub(super) folded: &'a str,
    /// Classes of the offices stated.
    pub(super) classes: &'a [String],
    /// State or body stated.
    pub(super) of: Option<&'a str>,
    /// States that the report names.
    pub(super) states: &'a BTreeSet<String>,
}

/// Lore keys that the person may have, best first, and whether the first is certain without the day.
pub(super) fn candidates(told: &Told, lore: &ActorLore) -> (Vec<String>, bool) {
    let single = !told.folded.contains(' ');
    let mut scored: Vec<(f64, &Person)> = if single {
        let near = lore.people.like(told.folded, 0.80);
        near.into_iter().map(|(s, p)| (if s >= 0.89 { 0.97 } else { s }, p)).collect()
    } else {
        lore.people.like(told.folded, 0.87)
    };
    for (score, person) in &mut scored {
        *score = judge(*score, person, told, single);
    }
    scored.retain(|(s, _)| *s >= 0.95);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.key.cmp(&b.1.key)));
    let spelt = scored.first().is_some_and(|(_, p)| single || p.likeness(told.folded) >= 0.965);
    let clear = match scored.as_slice() {
        [] => false,
        [one] => one.0 >= 0.97 && spelt,
        [one, two, ..] => one.0 - two.0 >= 0.03 && spelt,
    };
    (scored.into_iter().take(8).map(|(_, p)| p.key.clone()).collect(), clear)
}

/// The name alone must be all but equal; a misspelt one needs the office and the state as witnesses.
fn judge(name: f64, person: &Person, told: &Told, single: bool) -> f64 {
    let state = told.of.map(|of| person.terms.iter().any(|t| t.of == of));
    let class = person.terms.iter().any(|t| {
        t.class.as_ref().is_some_and(|c| told.classes.contains(c)) && told.of.is_none_or(|of| of == t.of)
    });
    let surname = told.folded.rsplit(' ').next().unwrap_or_default();
    let spelt = name >= 0.965 || name >= 0.94 && !single && person.surnamed(surname);
    if !spelt && !person.spellings.iter().any(|s| same_initials(told.folded, s)) {
        return 0.0;
    }
    // Where several bear the surname, it means the one who led a state.
    let name = if single && told.classes.is_empty() && person.led() { name + 0.04 } else { name };
    match (state, class) {
        (Some(false), _) => 0.0,
        (_, true) => name + 0.12,
        (Some(true), false) if spelt || name >= 0.93 => name + 0.06,
        (None, false) if spelt && !single => name,
        (None, false)
            if spelt
                && told.classes.is_empty()
                && person.terms.iter().any(|t| told.states.contains(&t.of)) =>
        {
            name
        }
        _ => 0.0,
    }
}

/// A misspelling keeps the first letters of the name.
fn same_initials(a: &str, b: &str) -> bool {
    let ends = |n: &str| {
        let mut words = n.split(' ');
        let first = words.next().and_then(|w| w.chars().next());
        (first, words.next_back().and_then(|w| w.chars().next()))
    };
    ends(a) == ends(b)
}
