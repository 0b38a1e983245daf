//! Counted things with their bounds: "about 100,000 troops", "at least 58 dead".

use chancery_text::{Sentence, Span};

use super::Scene;
use crate::{
    Bound, Quantity,
    numerals::{below_hundred, scale},
};

/// The counted things among `words` of a sentence; numbers inside dates are none.
pub(super) fn quantities(scene: Scene, sentence: &Sentence, words: &[usize]) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    for &i in words {
        let token = &sentence.tokens[i];
        let vague = |w: &str| token.form.eq_ignore_ascii_case(w);
        let counts = token.upos == "NUM" || vague("dozen") || TENS.iter().any(|(w, _)| vague(w));
        if !counts || scene.times.meets(token.span) || found.iter().any(|q| q.span.holds(token.span)) {
            continue;
        }
        match range(scene.document.text(), sentence, i) {
            Some(ends) => found.extend(ends),
            None => found.extend(quantity(scene.document.text(), sentence, i)),
        }
    }
    found
}

/// Words for a vague many: the least that they mean.
const TENS: [(&str, f64); 4] =
    [("dozens", 24.0), ("hundreds", 200.0), ("thousands", 2000.0), ("millions", 2e6)];

/// What is counted where "killed 17 and injured 40 others" leaves it out.
const PEOPLE: &str = "people";

/// Units of distance, time and share, which say where or when rather than how many.
const MEASURES: [&str; 14] = [
    "kilomet", "mile", "metre", "meter", "km", "day", "week", "month", "year", "hour", "minute", "percent",
    "%", "o'clock",
];

fn quantity(text: &str, sentence: &Sentence, at: usize) -> Option<Quantity> {
    let (first, mut last, mut value, mut bound) =
        many_of(sentence, at).unwrap_or((at, at, 0.0, Bound::AtLeast));
    if value == 0.0 {
        (value, last) = spelled(sentence, at)?;
        let rounded = sentence.tokens[last].form.eq_ignore_ascii_case("dozen");
        bound = if rounded { Bound::About } else { Bound::Exact };
    }
    if !counts_what_follows(sentence, at) {
        return None;
    }
    let (counted, unit) = unit(sentence, at, last)?;
    // "at least a dozen"
    let one = first.checked_sub(1).filter(|&i| matches!(sentence.tokens[i].form.as_str(), "a" | "A"));
    let first = one.filter(|_| scale(&sentence.tokens[at].form).is_some()).unwrap_or(first);
    let (first, bound) = bounded(sentence, first).map_or((first, bound), |(i, b)| (i, b));
    let start = sentence.tokens[first].span.start();
    let end = sentence.tokens[last.max(counted)].span.end();
    let span = Span::new(text, start, end)?;
    if MEASURES.iter().any(|m| unit.starts_with(m)) {
        return None;
    }
    if unit.chars().count() < 2 {
        return None;
    }
    (value > 0.0).then_some(Quantity { value, unit, bound, span })
}

/// The number that begins here, with the words that multiply it, and its last word.
fn spelled(sentence: &Sentence, at: usize) -> Option<(f64, usize)> {
    let mut value = read_number(&sentence.tokens.get(at)?.form)?;
    let mut last = at;
    while let Some(factor) = sentence.tokens.get(last + 1).and_then(|t| scale(&t.form)) {
        value *= factor;
        last += 1;
    }
    Some((value, last))
}

/// "between 13,000 and 14,000 troops", "2-3,000 rebels": at least the one and at most the other. What rises "from 300
/// to 400" is not between them.
fn range(text: &str, sentence: &Sentence, at: usize) -> Option<[Quantity; 2]> {
    let low = |i: usize| sentence.tokens.get(i).map(|t| t.form.to_lowercase()).unwrap_or_default();
    let before = at.checked_sub(1).map(low).unwrap_or_default();
    let (one, end) = spelled(sentence, at)?;
    let joined = match low(end + 1).as_str() {
        "and" => before == "between",
        "to" | "-" | "–" => before != "from",
        _ => false,
    };
    let second = end + 2;
    if !joined || sentence.tokens.get(second)?.upos != "NUM" || !counts_what_follows(sentence, at) {
        return None;
    }
    let (two, last) = spelled(sentence, second)?;
    let one = shared_scale(sentence, one, second, two);
    let (counted, unit) = unit(sentence, second, last).or_else(|| unit(sentence, at, last))?;
    let rising = one < two || before == "between" && one > two;
    if !rising || MEASURES.iter().any(|m| unit.starts_with(m)) || unit.chars().count() < 2 {
        return None;
    }
    let first = if before == "between" { at - 1 } else { at };
    let span =
        Span::new(text, sentence.tokens[first].span.start(), sentence.tokens[last.max(counted)].span.end())?;
    let end = |value: f64, bound: Bound| Quantity { value, unit: unit.clone(), bound, span };
    Some([end(one.min(two), Bound::AtLeast), end(one.max(two), Bound::AtMost)])
}

/// Of "two to three million" and "2-3,000" both ends are millions or thousands.
fn shared_scale(sentence: &Sentence, one: f64, second: usize, two: f64) -> f64 {
    let by_word = sentence.tokens.get(second + 1).and_then(|t| scale(&t.form));
    let thousands = sentence.tokens[second].form.ends_with(",000").then_some(1000.0);
    let factor = by_word.or(thousands.filter(|_| one < 100.0)).unwrap_or(1.0);
    if one * factor < two { one * factor } else { one }
}

/// "Grace 1", "B-52", "one that outlined": a number in a name, or one that stands for a thing, counts nothing.
fn counts_what_follows(sentence: &Sentence, at: usize) -> bool {
    let token = &sentence.tokens[at];
    let after =
        token.head.is_some_and(|h| h < at && sentence.tokens.get(h).is_some_and(|t| t.upos == "PROPN"));
    let hyphen = at > 0
        && sentence.tokens[at - 1].form == "-"
        && token.span.start() == sentence.tokens[at - 1].span.end();
    // "a 14-point plan": the number is part of what the thing is called; "2-3,000" is of two numbers.
    let hyphen = hyphen
        || token.form.chars().all(|c| c.is_ascii_digit())
            && sentence.tokens.get(at + 1).is_some_and(|t| t.form == "-")
            && sentence.tokens.get(at + 2).is_none_or(|t| t.upos != "NUM");
    let pronoun = token.form.eq_ignore_ascii_case("one") && token.deprel != "nummod";
    !after && !hyphen && !pronoun && !known_pair(sentence, at)
}

/// "the two sides", "the two Koreas": who they are is known, and nothing is counted.
fn known_pair(sentence: &Sentence, at: usize) -> bool {
    const SIDES: [&str; 14] = [
        "side",
        "country",
        "nation",
        "state",
        "government",
        "leader",
        "president",
        "minister",
        "party",
        "army",
        "neighbour",
        "neighbor",
        "rival",
        "capital",
    ];
    let token = &sentence.tokens[at];
    let lemma = |t: usize| sentence.tokens.get(t).map(|t| t.lemma.to_lowercase()).unwrap_or_default();
    let known = at.checked_sub(1).is_some_and(|t| matches!(lemma(t).as_str(), "the" | "these" | "both"));
    let side = token.head.is_some_and(|h| {
        SIDES.contains(&lemma(h).as_str()) || sentence.tokens.get(h).is_some_and(|t| t.xpos == "NNPS")
    });
    token.form.eq_ignore_ascii_case("two") && known && side
}

/// "tens of thousands": at least twenty thousand by its words.
fn many_of(sentence: &Sentence, at: usize) -> Option<(usize, usize, f64, Bound)> {
    let low = |i: usize| sentence.tokens.get(i).map(|t| t.form.to_lowercase()).unwrap_or_default();
    let last = low(at);
    let many = TENS.iter().find(|(w, _)| *w == last).map(|(_, v)| *v)?;
    let of = at >= 2 && low(at - 1) == "of";
    let factor = match (of, if at >= 2 { low(at - 2) } else { String::new() }.as_str()) {
        (true, "tens") => 10.0,
        (true, "hundreds") => 100.0,
        _ => 1.0,
    };
    let first = if factor > 1.0 { at - 2 } else { at };
    Some((first, at, many * factor, Bound::AtLeast))
}

fn read_number(form: &str) -> Option<f64> {
    let plain = form.replace(',', "").trim_start_matches(['$', '€', '£']).to_lowercase();
    let figures = plain.parse::<f64>().ok().filter(|v| v.is_finite());
    figures.or_else(|| below_hundred(&plain)).or_else(|| scale(&plain))
}

/// Signs of money before a number, with what they count.
const MONEY: [(&str, &str); 3] = [("$", "dollars"), ("€", "euros"), ("£", "pounds")];

/// The word that ends the counted phrase, and what is counted: the noun that the number hangs on, what follows it,
/// money; people where "killed 17 people and injured 40" leaves them out.
fn unit(sentence: &Sentence, at: usize, last: usize) -> Option<(usize, String)> {
    let form = |i: usize| sentence.tokens.get(i).map(|t| t.form.as_str()).unwrap_or_default();
    let sign = at.checked_sub(1).map(form).unwrap_or_default();
    if let Some((_, money)) = MONEY.iter().find(|(s, _)| *s == sign || form(at).starts_with(s)) {
        return Some((last, (*money).to_owned()));
    }
    let noun = |i: usize| sentence.tokens.get(i).is_some_and(|t| matches!(t.upos, "NOUN" | "PROPN" | "SYM"));
    let of = sentence
        .children(at)
        .find(|&c| c > last && c <= last + 4 && noun(c) && sentence.child(c, "case").is_some());
    let head = sentence.tokens[at].head.filter(|&h| noun(h) && h.abs_diff(at) <= 6);
    let beyond = |i: &usize| {
        sentence.tokens.get(*i).is_none_or(|t| !matches!(t.upos, "ADJ" | "NOUN" | "PROPN" | "SYM" | "NUM"))
    };
    let next = (last + 1..last + 4).take_while(|i| !beyond(i)).find(|&i| noun(i));
    let hurt = || {
        sentence.tokens.get(last + 1).filter(|t| matches!(t.lemma.as_str(), "dead" | "wounded" | "injured"))
    };
    let counted = of.or(head).or(next).or_else(|| hurt().map(|_| last + 1));
    if let Some(counted) = counted {
        let others = matches!(sentence.tokens[counted].lemma.as_str(), "other" | "more");
        return Some((counted, if others { PEOPLE.to_owned() } else { form(counted).to_lowercase() }));
    }
    let harmed = sentence.tokens[at].head.and_then(|h| sentence.tokens.get(h)).is_some_and(|t| {
        matches!(t.lemma.as_str(), "kill" | "injure" | "wound" | "hurt" | "arrest" | "detain")
    });
    let core = matches!(sentence.tokens[at].deprel, "obj" | "nsubj:pass");
    (harmed && core).then(|| (last, PEOPLE.to_owned()))
}

/// "about", "at least", "more than", "up to" before the number.
fn bounded(sentence: &Sentence, first: usize) -> Option<(usize, Bound)> {
    let low = |back: usize| {
        first.checked_sub(back).map(|i| sentence.tokens[i].form.to_lowercase()).unwrap_or_default()
    };
    match (low(2).as_str(), low(1).as_str()) {
        ("at", "least") | ("more", "than") | ("no" | "not", "fewer") => Some((first - 2, Bound::AtLeast)),
        ("up", "to") | ("at", "most") | ("less" | "fewer", "than") => Some((first - 2, Bound::AtMost)),
        (_, "over") if sentence.tokens[first - 1].deprel != "compound:prt" => {
            Some((first - 1, Bound::AtLeast))
        }
        (
            _,
            "about" | "around" | "some" | "roughly" | "approximately" | "nearly" | "almost" | "estimated",
        ) => Some((first - 1, Bound::About)),
        _ => None,
    }
}
