//! What is not known from these reports, and the reports with how each was dated.

use chancery_extract::{Role, Status};
use chancery_story::{Basis, Dated, Stance, calendar_words::range, summary};

use super::{
    calendar::{Due, due},
    layout::{Item, Section, cut, hanging, padded},
    view::View,
};

/// Questions that the register itself shows to be open.
pub(crate) fn unknown(view: &View) -> Section {
    let items =
        questions(view).into_iter().map(|(weight, words)| Item { weight, lines: hanging(" · ", &words) });
    Section::new("NOT KNOWN FROM THESE REPORTS", 8, "", items.collect())
}

/// The same questions as plain sentences, for the page.
pub(crate) fn unknown_told(view: &View) -> Vec<String> {
    let told = |words: String| {
        words.replace('\u{a0}', " ").replace(": `chancery positions`", " (see who wants what)")
    };
    questions(view).into_iter().map(|(_, words)| told(words)).collect()
}

fn questions(view: &View) -> Vec<(i64, String)> {
    let mut questions = Vec::new();
    let mut say = |weight: i64, words: String| questions.push((weight, words));
    let passed = view.register.facts.iter().filter(|f| due(view, f) == Some(Due::Passed));
    let (mut days, mut cites) = (Vec::new(), Vec::new());
    for fact in passed {
        days.extend(fact.when.earliest.or(fact.when.latest));
        cites.extend(fact.sources.first().map(|s| s.at));
    }
    if let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) {
        let cites = view.cite(cites.into_iter(), 4);
        say(90, format!("whether what was due on {} took place {cites}", range(*first, *last)));
    }
    let unanswered: Vec<_> = view
        .register
        .positions
        .iter()
        .filter(|p| p.stance == Stance::Demands && p.answers.is_empty())
        .collect();
    if !unanswered.is_empty() {
        let plural = if unanswered.len() == 1 { "demand" } else { "demands" };
        say(80, format!("the answer to {} {plural}: `chancery positions`", unanswered.len()));
    }
    undated(view, &mut say);
    placeless(view, &mut say);
    let nameless: Vec<usize> =
        view.in_order().into_iter().filter(|&d| view.register.reports[d].published.best.is_none()).collect();
    if !nameless.is_empty() {
        let list: Vec<String> = nameless.iter().take(8).map(|&d| view.number(d).to_string()).collect();
        say(70, format!("the day of report {}", list.join(", ")));
    }
    questions
}

fn undated(view: &View, say: &mut impl FnMut(i64, String)) {
    let mut facts: Vec<_> = view
        .register
        .facts
        .iter()
        .filter(|f| f.kind.is_contact() && f.status == Status::Happened && f.when.earliest.is_none())
        .collect();
    facts.sort_by_key(|f| (std::cmp::Reverse(view.weight(f)), f.sources[0].at));
    let list: Vec<String> =
        facts.iter().take(4).map(|f| format!("{} {}", view.headline(f), view.cite_fact(f, 1))).collect();
    if !list.is_empty() {
        say(60, format!("the day of: {}", list.join("; ")));
    }
}

fn placeless(view: &View, say: &mut impl FnMut(i64, String)) {
    let lacking = view.register.facts.iter().filter(|f| {
        f.kind.is_contact()
            && f.kind != chancery_extract::FactKind::Call
            && f.medium.is_none()
            && f.place.is_none()
            && due(view, f).is_some()
            && !f.actors.iter().any(|(_, role)| *role == Role::Host)
    });
    let mut facts: Vec<_> = lacking.collect();
    facts.sort_by_key(|f| (std::cmp::Reverse(view.weight(f)), f.sources[0].at));
    let list: Vec<String> =
        facts.iter().take(3).map(|f| format!("{} {}", view.headline(f), view.cite_fact(f, 1))).collect();
    if !list.is_empty() {
        say(50, format!("where: {}", list.join("; ")));
    }
}

/// The reports by day, with how each day is known.
pub(crate) fn reports(view: &View) -> Section {
    let order = view.in_order();
    let last = order.len();
    let items = order
        .into_iter()
        .enumerate()
        .map(|(i, doc)| {
            let report = &view.register.reports[doc];
            let number = format!(" {:<2} ", view.number(doc));
            let name = padded(&cut(&crate::screen::clean(&report.report.name), 14), 15);
            let head = format!("{number}{name}{}", padded(&format!("{} ", days(&report.published)), 26));
            let mut lines = hanging(&head, &reason(view, doc));
            lines.truncate(2);
            // The first and the last report frame the pile and are kept longest.
            let weight = if i == 0 || i + 1 == last { 100 } else { 50 };
            Item { weight, lines }
        })
        .collect();
    Section::new("THE REPORTS", 15, "`chancery dates`", items)
}

fn days(published: &Dated) -> String {
    match (published.earliest, published.latest, published.best) {
        (Some(a), Some(b), _) if a == b => range(a, b),
        (Some(a), Some(b), Some(_)) if (b - a).get_days() <= 10 => range(a, b),
        (_, _, Some(best)) => format!("about {}", range(best, best)),
        (Some(a), None, None) => format!("after {}", range(a, a)),
        (None, Some(b), None) => format!("before {}", range(b, b)),
        (Some(a), Some(b), None) => range(a, b),
        (None, None, None) => "no day".into(),
    }
}

fn reason(view: &View, doc: usize) -> String {
    let report = &view.register.reports[doc];
    let basis = match report.published.basis {
        Basis::Given => "given: ",
        Basis::Stated => "stated: ",
        Basis::Inferred => "",
        Basis::Unknown => "unknown: ",
    };
    let copies: Vec<String> = view
        .in_order()
        .into_iter()
        .filter(|&other| other != doc && view.register.reports[other].lineage == report.lineage)
        .take(3)
        .map(|other| view.number(other).to_string())
        .collect();
    let copy =
        if copies.is_empty() { String::new() } else { format!("; one wire with {}", copies.join(", ")) };
    let why = crate::screen::clean(&report.published.why.join("; ")).replace(['\n', '\t'], " ");
    summary::shortened(&format!("{basis}{why}{copy}"), 130)
}
