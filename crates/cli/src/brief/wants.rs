//! Who wants what, with the answer where one is told; and warnings, which keep their *if*.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chancery_extract::FactKind;
use chancery_story::{Fact, Position, Stance, calendar_words::day_month, summary};

use super::{
    layout::{Item, Section, cut, hanging, padded},
    view::{View, as_weight},
};

/// Columns of the holder's name.
const HOLDER: usize = 14;

/// Demands, offers, pledges and refusals by holder.
pub(crate) fn wants(view: &View) -> Section {
    let wanted = |s: Stance| {
        matches!(s, Stance::Demands | Stance::Offers | Stance::Pledges | Stance::RedLine | Stance::Refuses)
    };
    section(view, wanted)
}

/// Every position, accusations and denials included.
pub(crate) fn all(view: &View) -> Section {
    section(view, |_| true)
}

fn section(view: &View, wanted: fn(Stance) -> bool) -> Section {
    let mut by_holder: BTreeMap<usize, Vec<&Position>> = BTreeMap::new();
    for position in &view.register.positions {
        if wanted(position.stance) {
            by_holder.entry(position.holder).or_default().push(position);
        }
    }
    let heaviest = |list: &Vec<&Position>| list.iter().map(|p| weight(view, p)).sum::<i64>();
    let mut holders: Vec<(usize, Vec<&Position>)> = by_holder.into_iter().collect();
    holders.sort_by_key(|(holder, list)| (std::cmp::Reverse(heaviest(list)), *holder));
    let mut items = Vec::new();
    for (holder, mut list) in holders {
        list.sort_by_key(|p| (std::cmp::Reverse(weight(view, p)), p.first, &p.id));
        let name = cut(&view.name(holder).to_uppercase(), HOLDER - 1);
        for position in list {
            items.push(Item { weight: weight(view, position), lines: entry(view, &name, position) });
        }
    }
    Section::new(
        "WHO WANTS WHAT                                   → the answer, where one is told",
        18,
        "`chancery positions`",
        items,
    )
}

fn weight(view: &View, position: &Position) -> i64 {
    let facts = position.facts.iter().map(|&f| &view.register.facts[f]);
    let best = facts.clone().map(|f| view.weight(f)).max().unwrap_or(0);
    let asks = matches!(position.stance, Stance::Demands | Stance::RedLine | Stance::Offers);
    best + 30 * as_weight(lineages(view, position))
        + if asks { 25 } else { 0 }
        + if position.answers.is_empty() { 0 } else { 15 }
        // What a reader cannot be told the subject of does not lead the list.
        - if told(view, position).or(instead(view, position).as_deref()).is_none() { 120 } else { 0 }
}

/// Independent reports over all facts of the position.
pub(crate) fn lineages(view: &View, position: &Position) -> usize {
    let sources = position.facts.iter().flat_map(|&f| view.register.facts[f].sources.iter());
    let set: std::collections::BTreeSet<&str> =
        sources.map(|s| view.register.reports[s.at.doc].lineage.as_str()).collect();
    set.len()
}

fn entry(view: &View, name: &str, position: &Position) -> Vec<String> {
    let facts: Vec<&Fact> = position.facts.iter().map(|&f| &view.register.facts[f]).collect();
    let mark = mark(view, &facts);
    let head = format!("{mark}{}", padded(name, HOLDER));
    let mut body = format!("{} {}", position.stance.name().replace('_', " "), issue(view, position));
    let said = lineages(view, position);
    if said > 1 {
        let _ = write!(body, " ×{said}");
    }
    if let Some(since) = since(view, position) {
        let _ = write!(body, " ({since})");
    }
    let _ = write!(body, " {}", view.cite(facts.iter().flat_map(|f| f.sources.iter().map(|s| s.at)), 5));
    let mut lines = hanging(&head, &body);
    lines.extend(answers(view, position));
    lines
}

/// New only if all its facts are; told before and told again it is restated, unless a fact of it changed.
fn mark(view: &View, facts: &[&Fact]) -> &'static str {
    let marks: Vec<&str> = facts.iter().map(|f| view.mark(f)).collect();
    let any = |m: &str| marks.contains(&m);
    match (any("*"), any("="), any("+"), any(" ")) {
        (true, ..) => "*",
        (_, true, ..) | (_, _, true, true) => "=",
        (_, _, true, false) => "+",
        _ => " ",
    }
}

/// "since 23 Dec, last 18 Jan", and what the holder said of it before.
fn since(view: &View, position: &Position) -> Option<String> {
    let turned = position.turned_from.and_then(|p| view.register.positions.get(p)).and_then(|before| {
        Some(format!("until {} it {}", day_month(before.last?), before.stance.name().replace('_', " ")))
    });
    let days = match (position.first, position.last) {
        (Some(a), Some(b)) if a < b => Some(format!("since {}, last {}", day_month(a), day_month(b))),
        _ => None,
    };
    match (days, turned) {
        (Some(days), Some(turned)) => Some(format!("{days}; {turned}")),
        (days, turned) => days.or(turned),
    }
}

/// The issue in the report's words, with whom it is asked of.
pub(crate) fn issue(view: &View, position: &Position) -> String {
    let toward: Vec<String> =
        position.toward.iter().filter(|&&e| e != position.holder).take(2).map(|&e| view.name(e)).collect();
    let of = if toward.is_empty() { String::new() } else { format!("({}) ", toward.join(", ")) };
    let words = match told(view, position) {
        Some(issue) => {
            let words = summary::shortened(&crate::screen::clean(issue), 90);
            format!("‘{}’", words.replace(['“', '”', '"'], "'"))
        }
        None => instead(view, position).unwrap_or_else(|| "(no subject told)".into()),
    };
    format!("{of}{words}")
}

/// The position's own subject, unless it says no more than a time.
fn told<'a>(view: &View, position: &'a Position) -> Option<&'a str> {
    let sources = position.facts.iter().flat_map(|&f| view.register.facts[f].sources.iter());
    let abouts = sources.filter_map(|s| Some((s.at.doc, s.about?)));
    let only_time =
        abouts.filter(|&(doc, a)| view.words(doc, a) == position.issue).any(|(doc, a)| view.is_time(doc, a));
    Some(position.issue.as_str()).filter(|issue| !issue.is_empty() && !only_time)
}

/// What stands for a subject that is not told: speech in quotation marks, or another passage's subject.
fn instead(view: &View, position: &Position) -> Option<String> {
    let facts = position.facts.iter().map(|&f| &view.register.facts[f]);
    facts.map(|f| view.speech_or_subject(f, 90)).find(|words| !words.is_empty())
}

fn answers(view: &View, position: &Position) -> Vec<String> {
    let indent = format!("{}   ", " ".repeat(HOLDER));
    let asks = matches!(position.stance, Stance::Demands | Stance::Offers);
    if position.answers.is_empty() {
        return if asks && position.stance == Stance::Demands {
            vec![format!("{indent}→ none reported")]
        } else {
            Vec::new()
        };
    }
    let mut answers: Vec<&Fact> = position.answers.iter().map(|&f| &view.register.facts[f]).collect();
    answers.sort_by_key(|f| (std::cmp::Reverse(view.weight(f)), f.sources[0].at));
    answers
        .into_iter()
        .take(2)
        .flat_map(|f| {
            hanging(&format!("{indent}→ "), &format!("{}{} {}", view.line(f), day(f), view.cite_fact(f, 3)))
        })
        .collect()
}

fn day(fact: &Fact) -> String {
    match (fact.when.earliest, fact.when.latest) {
        (Some(a), Some(b)) if a == b => {
            format!(", {}{}", if fact.when.rests_on.is_empty() { "" } else { "~" }, day_month(a))
        }
        _ => String::new(),
    }
}

/// Threats: what brings it on, then what is said to follow.
pub(crate) fn warnings(view: &View) -> Section {
    let threats = view.register.facts.iter().filter(|f| f.kind == FactKind::Threat);
    let mut facts: Vec<&Fact> = threats.collect();
    facts.sort_by_key(|f| (std::cmp::Reverse(view.weight(f)), f.sources[0].at));
    let items = facts
        .into_iter()
        .map(|f| {
            let by: Vec<String> = summary::names_in(
                f,
                &[chancery_extract::Role::Speaker, chancery_extract::Role::Source],
                2,
                &|e| view.name(e),
            );
            let condition = view
                .condition(f)
                .map(|c| format!("if ‘{}’ ", summary::shortened(c.strip_prefix("if ").unwrap_or(&c), 60)))
                .unwrap_or_default();
            let then = Some(view.speech_or_subject(f, 80)).filter(|words| !words.is_empty());
            let then = then.unwrap_or_else(|| view.passage(f, 80));
            let body = format!("{condition}→ {then} ({}) {}", summary::listed(&by), view.cite_fact(f, 4));
            Item { weight: view.weight(f) + 10, lines: hanging(view.mark(f), &body) }
        })
        .collect();
    Section::new("WARNINGS: if → then", 10, "`chancery positions`", items)
}
