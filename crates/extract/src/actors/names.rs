//! Names of persons: as the model tags them, beside a title, or known from elsewhere in the report.

use std::collections::{BTreeMap, BTreeSet};

use super::{ActorLore, line::Line, lore::Sense, spot::Hit};
use chancery_text::NameKind;

/// Stretches of tokens that name a person each.
pub(super) fn people(line: &Line, hits: &[Hit], lore: &ActorLore) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for name in line.sentence.names.iter().filter(|n| n.kind == NameKind::Person) {
        let run = trimmed(line, hits, name.first, name.last, lore);
        if let Some(run) = run.map(|r| grown(line, hits, r)).filter(|r| !thing(line, *r) && !house(line, *r))
        {
            out.push(run);
        }
    }
    for hit in hits {
        if let Some(run) = after_title(line, hits, hit, lore).filter(|r| !meets(&out, *r) && !house(line, *r))
        {
            out.push(run);
        }
    }
    for run in given_name_runs(line, hits, lore) {
        if !meets(&out, run) {
            out.push(run);
        }
    }
    out.sort_unstable();
    let mut kept: Vec<(usize, usize)> = Vec::new();
    for run in out {
        if kept.last().is_none_or(|k| k.1 < run.0) {
            kept.push(run);
        }
    }
    kept
}

/// "the Kokuka Courageous": persons' names take no article.
fn thing(line: &Line, run: (usize, usize)) -> bool {
    let article = run.0 > 0
        && line.is(run.0 - 1, "the")
        && line.token(run.0 - 1).head.is_some_and(|h| run.0 <= h && h <= run.1);
    let owner = line.is_any(run.1 + 1, &["'s", "'"]);
    article && !owner && !line.rel(run.1, "compound")
}

/// "Prince Sultan Air Base", "King Faisal Hospital", "Antonov planes", "Allah": no persons.
fn house(line: &Line, run: (usize, usize)) -> bool {
    let names_on = |i: usize| i < line.len() && line.capital(i) && line.token(i).upos == "PROPN";
    let mut at = run.1 + 1;
    while names_on(at) && at <= run.1 + 3 {
        if line.word_in(at, "named-after") {
            return true;
        }
        at += 1;
    }
    let made = line.rel(run.1, "compound")
        && line
            .token(run.1)
            .head
            .is_some_and(|h| h > run.1 && !line.capital(h) && line.lemma_in(h, "made-by"));
    made || run.0 == run.1 && line.word_in(run.0, "nobody")
}

fn meets(runs: &[(usize, usize)], run: (usize, usize)) -> bool {
    runs.iter().any(|r| r.0 <= run.1 && run.0 <= r.1)
}

/// Takes titles, adjectives and marks off the ends; a name that is a state, body or town is none.
fn trimmed(line: &Line, hits: &[Hit], first: usize, last: usize, lore: &ActorLore) -> Option<(usize, usize)> {
    let (mut first, mut last) = (first, last);
    loop {
        let hit = hits.iter().find(|h| h.first <= first && first <= h.last);
        match hit {
            Some(h) if h.last < last && starts_no_name(h) => first = h.last + 1,
            Some(h) if h.last >= last && !may_be_person(line, first, last, lore) => return None,
            _ if first < last && (!line.capital(first) && !particle(line, first)) => first += 1,
            _ => break,
        }
    }
    while last > first && (!has_letters(line, last) || line.is_any(last, &["'s", "s", "'"])) {
        last -= 1;
    }
    let sound = has_letters(line, first)
        && (line.capital(first) || particle(line, first))
        && line.token(first).upos != "PRON";
    let inside_body =
        hits.iter().any(|h| h.first <= first && last <= h.last && h.last > h.first && !plain_title(h));
    (sound && !inside_body).then_some((first, last))
}

/// A state, an adjective or a title before a name is not part of it.
fn starts_no_name(hit: &Hit) -> bool {
    hit.senses.iter().any(|s| {
        matches!(
            s,
            Sense::Title(_)
                | Sense::Minister(_)
                | Sense::Adjective(_)
                | Sense::State(_)
                | Sense::Land
                | Sense::LandAdjective
                | Sense::Body(_)
                | Sense::OrganName(_)
                | Sense::Organ(_)
        )
    })
}

fn plain_title(hit: &Hit) -> bool {
    hit.senses.iter().all(|s| matches!(s, Sense::Title(_) | Sense::Minister(_)))
}

/// One word that the lore knows as something else, and that the model takes for a person.
fn may_be_person(line: &Line, first: usize, last: usize, lore: &ActorLore) -> bool {
    last > first && lore.people.is_given_name(&line.folded[first]) && !line.is(first, "the")
}

/// Whether the token is a word; the brackets of treebanks ("-LRB-") are none.
fn has_letters(line: &Line, i: usize) -> bool {
    let form = line.token(i).form.trim_matches('-');
    form.chars().any(char::is_alphabetic) && !matches!(form, "LRB" | "RRB" | "LSB" | "RSB")
}

fn particle(line: &Line, i: usize) -> bool {
    line.is_any(
        i,
        &[
            "al", "el", "bin", "ibn", "van", "von", "der", "den", "de", "del", "da", "di", "la", "le", "ul",
            "ur", "abu", "ben",
        ],
    )
}

/// The run with the names that hang on it to its right and left.
fn grown(line: &Line, hits: &[Hit], run: (usize, usize)) -> (usize, usize) {
    let free = |i: usize| !hits.iter().any(|h| h.first <= i && i <= h.last);
    let (mut first, mut last) = run;
    while last + 1 < line.len() && free(last + 1) && continues(line, last, last + 1) {
        last += 1;
    }
    while first > 0
        && free(first - 1)
        && line.token(first - 1).upos == "PROPN"
        && line.capital(first - 1)
        && (line.rel(first, "flat") || line.touches(first - 1, first))
        && has_letters(line, first - 1)
    {
        first -= 1;
    }
    while last > first && !has_letters(line, last) {
        last -= 1;
    }
    (first, last)
}

fn continues(line: &Line, last: usize, next: usize) -> bool {
    let name = line.token(next).upos == "PROPN" && line.capital(next) && has_letters(line, next);
    if line.is(next, "-") || line.is(next, "'") {
        return line.touches(last, next)
            && next + 1 < line.len()
            && line.touches(next, next + 1)
            && has_letters(line, next + 1)
            && line.token(next + 1).upos == "PROPN";
    }
    if line.is(last, "-") {
        return line.touches(last, next) && has_letters(line, next) && line.token(next).upos == "PROPN";
    }
    name && line.rel(next, "flat")
        || particle(line, next)
            && next + 1 < line.len()
            && line.token(next + 1).upos == "PROPN"
            && line.capital(next + 1)
            && line.rel(next + 1, "flat")
}

/// "Chancellor Olaf Schultz": capitals right after a title are a person.
fn after_title(line: &Line, hits: &[Hit], hit: &Hit, lore: &ActorLore) -> Option<(usize, usize)> {
    let title = hit.find(|s| match s {
        Sense::Title(i) => Some(lore.titles[i].class != "analyst"),
        Sense::Minister(_) => Some(true),
        _ => None,
    })?;
    let mut first = hit.last + 1;
    while let Some(more) = hits.iter().find(|h| h.first == first && plain_title(h)) {
        first = more.last + 1;
    }
    let free = |i: usize| !hits.iter().any(|h| h.first <= i && i <= h.last);
    let name = |i: usize| {
        i < line.len() && line.capital(i) && line.token(i).upos == "PROPN" && has_letters(line, i) && free(i)
    };
    if !title || !name(first) {
        return None;
    }
    Some(grown(line, hits, (first, first)))
}

/// Two capitalised words of which the first is a known first name, where the model saw no other name.
fn given_name_runs(line: &Line, hits: &[Hit], lore: &ActorLore) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let other = |i: usize| {
        line.sentence.names.iter().any(|n| n.first <= i && i <= n.last && n.kind != NameKind::Person)
            || hits.iter().any(|h| h.first <= i && i <= h.last)
    };
    for i in 0..line.len().saturating_sub(1) {
        let name =
            |j: usize| line.capital(j) && line.token(j).upos == "PROPN" && has_letters(line, j) && !other(j);
        if name(i)
            && name(i + 1)
            && lore.people.is_given_name(&line.folded[i])
            && line.folded[i + 1].len() > 2
        {
            out.push(grown(line, hits, (i, i + 1)));
        }
    }
    out
}

/// First and last words of the names found, but of hyphened pairs.
pub(super) fn ends_of_names(lines: &[Line], people: &[Vec<(usize, usize)>]) -> BTreeSet<String> {
    let runs = lines.iter().zip(people).flat_map(|(line, runs)| runs.iter().map(move |r| (line, r)));
    let plain = runs.filter(|(line, r)| !(line.is_any(r.0 + 1, &["-", "–"]) && r.1 == r.0 + 2));
    plain.flat_map(|(line, r)| [line.folded[r.0].clone(), line.folded[r.1].clone()]).collect()
}

/// Last words of the names found: a later "Blinken" is a name, whatever the model says.
pub(super) fn words_of_names(lines: &[Line], people: &[Vec<(usize, usize)>]) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for (line, runs) in lines.iter().zip(people) {
        for run in runs {
            // Of "Karimov-Abdi" neither is the name that tells whether there is an Abdi.
            if line.is_any(run.0 + 1, &["-", "–"]) && run.1 == run.0 + 2 {
                continue;
            }
            let word = &line.folded[run.1];
            if word.chars().count() > 2 && has_letters(line, run.1) {
                *out.entry(word.clone()).or_default() += 1;
            }
        }
    }
    out
}

/// "Karimov-Abdi talks": two persons, where the report names each of them by itself as well.
pub(super) fn part_pairs(line: &Line, runs: &mut Vec<(usize, usize)>, known: &BTreeSet<String>) {
    let pair = |run: &(usize, usize)| {
        let dash = line.is(run.0 + 1, "-") || line.is(run.0 + 1, "–");
        run.1 == run.0 + 2
            && dash
            && known.contains(&line.folded[run.0])
            && known.contains(&line.folded[run.1])
    };
    let (pairs, mut kept): (Vec<_>, Vec<_>) = runs.iter().partition(|r| pair(r));
    kept.extend(pairs.iter().flat_map(|&(first, last)| [(first, first), (last, last)]));
    *runs = kept;
}

/// Single words that name someone who is named in full elsewhere.
pub(super) fn echoes(
    line: &Line,
    hits: &[Hit],
    found: &[(usize, usize)],
    known: &BTreeMap<String, usize>,
) -> Vec<(usize, usize)> {
    let free = |i: usize| {
        !meets(found, (i, i))
            && hits.iter().find(|h| h.first <= i && i <= h.last).is_none_or(|h| namesake_town(line, h))
    };
    let names = |i: usize| {
        let proper = line.capital(i) && line.token(i).upos != "ADJ"
            || line.token(i).upos == "PROPN" && line.folded[i].chars().count() > 4;
        proper && known.contains_key(&line.folded[i])
    };
    (0..line.len()).filter(|&i| free(i) && names(i)).map(|i| (i, i)).collect()
}

/// "Rome said" in a report that names a Henry Rome in full.
fn namesake_town(line: &Line, hit: &Hit) -> bool {
    let town = hit.first == hit.last && hit.senses.iter().all(|s| matches!(s, Sense::Capital(_)));
    town && line.preposition(hit.first).is_none() && line.rel(hit.first, "nsubj")
}
