//! Names of one sentence: the best sequence of tags, edges mended by the tree, events from the wider head.

use chancery_text::{Name, NameKind, Token};

use crate::analyser::{Reading, spelled};
use crate::known::Known;
use crate::labels::{Labels, Tag};
use crate::maths::softmax;
use crate::words::Words;

/// The kinds that both heads know.
pub(crate) const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Place, NameKind::Organisation];

/// Probabilities of one word: outside; then for each kind, opening a name and continuing one.
pub(crate) type Odds = [f32; 7];

const LEAST: f32 = 1e-6;
/// A place that the lore knows may be one where the head gives it this much.
const MAYBE: f32 = 0.1;

/// The odds of every word of a sentence, by the head that was trained on all name data.
pub(crate) fn odds(reading: &Reading, labels: &Labels) -> Vec<Odds> {
    reading.names.chunks_exact(labels.names.len()).map(|scores| slots(scores, &labels.names)).collect()
}

/// A head's scores as probabilities.
fn slots(scores: &[f32], labels: &[Tag]) -> Odds {
    let mut row = scores.to_vec();
    softmax(&mut row);
    let mut out = [0.0; 7];
    for (&p, &tag) in row.iter().zip(labels) {
        let place = |kind| KINDS.iter().position(|&k| k == kind);
        let slot = match tag {
            Tag::Out => 0,
            Tag::First(kind) => place(kind).map_or(0, |k| 1 + 2 * k),
            Tag::More(kind) => place(kind).map_or(0, |k| 2 + 2 * k),
        };
        out[slot] += p;
    }
    out
}

/// The names of a sentence.
pub(crate) fn names(
    tokens: &[Token],
    reading: &Reading,
    odds: &[Odds],
    labels: &Labels,
    words: &Words,
    known: &Known,
) -> Vec<Name> {
    let mut out: Vec<Name> = best_names(odds).into_iter().filter_map(|name| trimmed(tokens, name)).collect();
    for name in &mut out {
        name.kind = known_kind(tokens, name, known);
    }
    add_known_places(tokens, odds, &mut out, known);
    reach_particles(tokens, &mut out, words);
    join_persons(tokens, &mut out, known);
    part_places(tokens, &mut out, words, known);
    widen(tokens, &mut out, words);
    join_purposes(tokens, &mut out);
    join_hyphens(tokens, &mut out);
    add_events(tokens, reading, labels, &mut out);
    out
}

/// The names of the likeliest sequence of tags in which nothing continues a name that is not open.
fn best_names(odds: &[Odds]) -> Vec<Name> {
    let Some(first) = odds.first() else { return Vec::new() };
    let opens = |slot: usize| slot % 2 == 1 || slot == 0;
    let may_follow = |before: usize, slot: usize| opens(slot) || before == slot || before + 1 == slot;
    let mut scores: Vec<f32> =
        (0..7).map(|s| if opens(s) { first[s].max(LEAST).ln() } else { f32::NEG_INFINITY }).collect();
    let mut back: Vec<[usize; 7]> = Vec::with_capacity(odds.len());
    for odds in &odds[1..] {
        let mut from = [0; 7];
        let next = (0..7)
            .map(|slot| {
                from[slot] = best(&scores, |before| may_follow(before, slot));
                scores[from[slot]] + odds[slot].max(LEAST).ln()
            })
            .collect();
        scores = next;
        back.push(from);
    }
    let mut slot = best(&scores, |_| true);
    let mut path = vec![slot];
    for from in back.iter().rev() {
        slot = from[slot];
        path.push(slot);
    }
    path.reverse();
    spans(&path)
}

fn best(scores: &[f32], allowed: impl Fn(usize) -> bool) -> usize {
    (0..scores.len())
        .filter(|&s| allowed(s))
        .reduce(|a, b| if scores[b] > scores[a] { b } else { a })
        .unwrap_or(0)
}

fn spans(path: &[usize]) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    for (i, &slot) in path.iter().enumerate().filter(|(_, slot)| **slot > 0) {
        match out.last_mut() {
            Some(open) if slot % 2 == 0 => open.last = i,
            _ => out.push(Name { first: i, last: i, kind: KINDS[(slot - 1) / 2] }),
        }
    }
    out
}

/// The name without small words at its edges; nothing if no word with a capital or a proper noun's tag is left.
fn trimmed(tokens: &[Token], mut name: Name) -> Option<Name> {
    let small = |i: usize| matches!(tokens[i].upos, "DET" | "ADP" | "CCONJ" | "SCONJ" | "AUX" | "PRON");
    let mark = |i: usize| tokens[i].upos == "PUNCT";
    let capital = |i: usize| tokens[i].form.starts_with(char::is_uppercase);
    while name.first < name.last && (small(name.first) || mark(name.first)) && !capital(name.first) {
        name.first += 1;
    }
    // "eastern Norland": a common word before the name is not part of it.
    let common = |i: usize| {
        !capital(i) && (tokens[i].xpos.starts_with("JJ") || matches!(tokens[i].xpos, "NN" | "NNS"))
    };
    while name.first < name.last && common(name.first) && capital(name.first + 1) {
        name.first += 1;
    }
    let closing = |i: usize| mark(i) && !matches!(tokens[i].form.as_str(), "." | ")" | "!");
    while name.last > name.first && (small(name.last) || closing(name.last)) {
        name.last -= 1;
    }
    let proper = |i: usize| tokens[i].upos == "PROPN" || tokens[i].xpos.starts_with("NNP");
    (name.first..=name.last).any(|i| proper(i) || capital(i)).then_some(name)
}

/// The kind that the lore gives the name, where it gives one alone; else its own.
pub(crate) fn known_kind(tokens: &[Token], name: &Name, known: &Known) -> NameKind {
    let forms: Vec<&str> = tokens[name.first..=name.last].iter().map(|t| t.form.as_str()).collect();
    let body = KINDS.contains(&name.kind) && known.is_body_alone(&forms);
    if body { NameKind::Organisation } else { name.kind }
}

/// A lone proper noun before a common one that the lore knows as a place alone is one if the odds do not exclude it
/// ("the Paris summit").
fn add_known_places(tokens: &[Token], odds: &[Odds], names: &mut Vec<Name>, known: &Known) {
    let taken = taken(tokens, names);
    for (i, token) in tokens.iter().enumerate().filter(|(i, t)| !taken[*i] && t.xpos == "NNP") {
        let before_noun = tokens.get(i + 1).is_some_and(|next| next.upos == "NOUN");
        if before_noun && odds[i][3] >= MAYBE && known.is_place_alone(&token.form) {
            names.push(Name { first: i, last: i, kind: NameKind::Place });
        }
    }
    names.sort_by_key(|name| name.first);
}

/// "Omar" + "al - Norani": a person's name goes on over a particle that a bare hyphen ties to its last part,
/// whatever that part was read as.
fn reach_particles(tokens: &[Token], names: &mut Vec<Name>, words: &Words) {
    let particle = |i: usize| words.particles.contains(tokens[i].form.to_lowercase().as_str());
    let tied = |i: usize| {
        i + 2 < tokens.len()
            && particle(i)
            && tokens[i + 1].form == "-"
            && clings(tokens, i)
            && clings(tokens, i + 1)
            && tokens[i + 2].form.starts_with(char::is_uppercase)
    };
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    for mut name in names.drain(..) {
        if out.last().is_some_and(|before| name.first <= before.last) {
            continue;
        }
        while name.kind == NameKind::Person {
            let at = if tied(name.last) { name.last } else { name.last + 1 };
            if !tied(at) {
                break;
            }
            name.last = at + 2;
        }
        out.push(name);
    }
    *names = out;
}

/// Whether no space parts this token from the next.
fn clings(tokens: &[Token], i: usize) -> bool {
    tokens[i].span.end() == tokens[i + 1].span.start()
}

/// Two persons side by side, one hanging on the other, are one; a title alone is none.
fn join_persons(tokens: &[Token], names: &mut Vec<Name>, known: &Known) {
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    for name in names.drain(..) {
        let hangs = |from: &Name, on: &Name| {
            let inside = |h| (on.first..=on.last).contains(&h);
            (from.first..=from.last).any(|i| {
                matches!(tokens[i].deprel, "flat" | "compound" | "appos")
                    && tokens[i].head.is_some_and(inside)
            })
        };
        match out.last_mut() {
            Some(before)
                if before.kind == NameKind::Person
                    && name.kind == NameKind::Person
                    && before.last + 1 == name.first
                    && (hangs(before, &name) || hangs(&name, before)) =>
            {
                let title = before.first == before.last && known.is_title(&tokens[before.first].form);
                *before = Name { first: if title { name.first } else { before.first }, ..name };
            }
            _ => out.push(name),
        }
    }
    *names = out;
}

/// "Port Alba Norland": a town and the land that it lies in are two places, with or without a comma.
fn part_places(tokens: &[Token], names: &mut Vec<Name>, words: &Words, known: &Known) {
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    for name in names.drain(..) {
        let forms: Vec<&str> = tokens[name.first..=name.last].iter().map(|t| t.form.as_str()).collect();
        let edge = (1..forms.len()).find(|&edge| {
            let town = &forms[..edge];
            let quarter = words.quarters.contains(town[edge - 1].to_lowercase().as_str());
            known.is_land(&forms[edge..]) && !quarter
        });
        let proper = |i: usize| tokens[i].xpos.starts_with("NNP");
        let whole =
            name.kind != NameKind::Place || known.is_place(&forms) || !(name.first..=name.last).all(proper);
        match edge.filter(|_| !whole) {
            Some(edge) => out.extend([
                Name { last: name.first + edge - 1, ..name },
                Name { first: name.first + edge, ..name },
            ]),
            None => out.push(name),
        }
    }
    *names = out;
}

/// Lets an organisation's name reach the capitalised noun it hangs on ("Sudrian Democratic" + "Forces"),
/// and the capitalised words that hang on it from the left.
fn widen(tokens: &[Token], names: &mut [Name], words: &Words) {
    let mut taken = taken(tokens, names);
    let capital = |i: usize| tokens[i].form.starts_with(char::is_uppercase);
    for name in names.iter_mut().filter(|n| n.kind == NameKind::Organisation) {
        loop {
            let next = name.last + 1;
            let free = next < tokens.len() && !taken[next] && capital(next);
            let noun = free && matches!(tokens[next].upos, "NOUN" | "PROPN");
            let hangs = noun && tokens[name.last].head.is_some_and(|h| h >= next);
            let adjective = tokens[name.last].xpos.starts_with("JJ");
            if !(hangs && (adjective || words.bodies.contains(tokens[next].form.to_lowercase().as_str()))) {
                break;
            }
            name.last = next;
            taken[next] = true;
        }
        // The first word of a sentence has a capital whatever it is.
        while name.first > 1 {
            let before = name.first - 1;
            let inside = tokens[before].head.is_some_and(|h| (name.first..=name.last).contains(&h));
            let part = matches!(tokens[before].deprel, "amod" | "compound")
                && tokens[before].xpos.starts_with("NNP");
            if !(inside && part && capital(before) && !taken[before]) {
                break;
            }
            name.first = before;
            taken[before] = true;
        }
    }
}

fn taken(tokens: &[Token], names: &[Name]) -> Vec<bool> {
    let mut taken = vec![false; tokens.len()];
    for name in names {
        taken[name.first..=name.last].fill(true);
    }
    taken
}

/// "Organization for Security" + "and Cooperation" + "in Norland": a name that says what a body is for goes on.
fn join_purposes(tokens: &[Token], names: &mut Vec<Name>) {
    let form = |i: usize| tokens.get(i).map_or("", |t| t.form.as_str());
    let capital = |i: usize| form(i).starts_with(char::is_uppercase);
    for at in 0..names.len() {
        let mut name = names[at];
        let purpose = |n: &Name| (n.first..n.last).find(|&i| form(i) == "for");
        let Some(purpose) = purpose(&name).filter(|_| name.kind == NameKind::Organisation) else { continue };
        let next = |last: usize| names[at + 1..].iter().find(|n| n.first > last).copied();
        let free = |i: usize| names[at + 1..].iter().all(|n| !(n.first..=n.last).contains(&i));
        while form(name.last + 1) == "and"
            && capital(name.last + 2)
            && free(name.last + 2)
            && tokens[name.last + 2].head.is_some_and(|h| (purpose..=name.last).contains(&h))
        {
            name.last += 2;
        }
        let place = next(name.last).filter(|n| n.kind == NameKind::Place && n.first == name.last + 2);
        if let Some(place) = place.filter(|_| matches!(form(name.last + 1), "in" | "of")) {
            name.last = place.last;
        }
        names[at] = name;
    }
    let mut end = None;
    names.retain(|name| {
        let inside = end.is_some_and(|end| name.first <= end);
        end = end.max(Some(name.last));
        !inside
    });
}

/// Joins two names of one kind that a bare hyphen holds together; two places so joined stay two.
fn join_hyphens(tokens: &[Token], names: &mut Vec<Name>) {
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    for name in names.drain(..) {
        match out.last_mut() {
            Some(before)
                if before.kind == name.kind
                    && name.kind != NameKind::Place
                    && before.last + 2 == name.first
                    && tokens[before.last + 1].form == "-"
                    && clings(tokens, before.last)
                    && clings(tokens, before.last + 1) =>
            {
                before.last = name.last;
            }
            _ => out.push(name),
        }
    }
    *names = out;
}

/// The event's name with the capitalised words that hang on it ("Cold" + "War", "War" + "II").
fn whole_event(tokens: &[Token], mut name: Name, taken: &[bool]) -> Name {
    let part = |i: usize, name: &Name| {
        !taken[i]
            && tokens[i].form.starts_with(char::is_uppercase)
            && tokens[i].upos != "DET"
            && tokens[i].head.is_some_and(|h| (name.first..=name.last).contains(&h))
    };
    while name.first > 0 && part(name.first - 1, &name) {
        name.first -= 1;
    }
    while name.last + 1 < tokens.len() && part(name.last + 1, &name) {
        name.last += 1;
    }
    name
}

/// Named events are known to one head alone; they stand where no other name does.
fn add_events(tokens: &[Token], reading: &Reading, labels: &Labels, names: &mut Vec<Name>) {
    let events =
        spelled(&reading.wide_names, &labels.wide_names).into_iter().filter(|n| n.2 == NameKind::Event);
    for (first, last, kind) in events {
        let free = names.iter().all(|n| n.last < first || last < n.first);
        if let Some(name) = trimmed(tokens, Name { first, last, kind }).filter(|_| free) {
            let taken = taken(tokens, names);
            names.push(whole_event(tokens, name, &taken));
        }
    }
    names.sort_by_key(|name| name.first);
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::{Model, sentences};
    use chancery_text::Document;

    fn check(text: &str, expect: &Expect) {
        let model = Model::shipped().expect("the shipped weights are sound");
        let document = Document::new(String::new(), String::new(), text);
        let read = sentences(&document, &model);
        let shown: Vec<String> = read
            .list
            .iter()
            .flat_map(|s| {
                s.names.iter().map(|n| format!("{:?} {}", n.kind, s.span_of(n.first, n.last).of(text)))
            })
            .collect();
        expect.assert_eq(&shown.join("\n"));
    }

    #[test]
    fn names_reach_their_edges() {
        check(
            "The Sudrian Democratic Forces and the International Organization for Aid and Relief in Norland met Jon Alder.",
            &expect![[r"
                Organisation Sudrian Democratic Forces
                Organisation International Organization for Aid and Relief in Norland
                Person Jon Alder"]],
        );
        check(
            "Talks on eastern Norland began after the Second World War.",
            &expect![[r"
            Place Norland
            Event Second World War"]],
        );
    }

    #[test]
    fn persons_and_places_side_by_side() {
        check(
            "Omar al-Norani Al-Sabah flew from Portland Texas to South Texas.",
            &expect![[r"
            Person Omar al-Norani Al-Sabah
            Place Portland
            Place Texas
            Place South Texas"]],
        );
        check(
            "Staff of the European Union met Queen Ilya Maren of Norland.",
            &expect![[r"
            Organisation European Union
            Person Ilya Maren
            Place Norland"]],
        );
    }

    #[test]
    fn mentions_agree_within_a_document() {
        check(
            "President Ilya Maren spoke. Maren left. Then Maren called Norland.",
            &expect![[r"
            Person Ilya Maren
            Person Maren
            Person Maren
            Place Norland"]],
        );
    }
}
