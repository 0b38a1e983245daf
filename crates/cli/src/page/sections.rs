//! The left column: the latest, the calendar with today across it, what happened, what was said.

use chancery_extract::{FactKind, Role, Status};
use chancery_story::{Chronicle, Fact};
use jiff::civil::Date;

use super::passages::{Cards, Cite};
use crate::days;

/// Citations shown for one line; the others stand in the chronicle.
const CITES: usize = 6;

/// A heading with its lines.
pub(crate) struct Section {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) note: String,
    pub(crate) style: &'static str,
    pub(crate) dated: bool,
    pub(crate) lines: Vec<Line>,
}

/// One fact on one line.
pub(crate) struct Line {
    pub(crate) style: &'static str,
    pub(crate) day: String,
    pub(crate) text: String,
    pub(crate) detail: String,
    pub(crate) times: usize,
    pub(crate) cites: Vec<Cite>,
    pub(crate) actors: String,
    pub(crate) reports: String,
}

/// All sections that have a line.
pub(crate) fn sections(register: &Chronicle, cards: &mut Cards) -> Vec<Section> {
    let today = register.as_of.as_ref().map(|a| a.date);
    let mut made = vec![
        latest(register, cards, today),
        calendar(register, cards, today),
        happened(register, cards, today),
        said(register, cards),
    ];
    made.retain(|s| !s.lines.is_empty());
    made
}

fn latest(register: &Chronicle, cards: &mut Cards, today: Option<Date>) -> Section {
    let newest: Vec<usize> = (0..register.reports.len())
        .filter(|&d| today.is_some() && register.reports[d].published.best == today)
        .collect();
    let mut facts: Vec<&Fact> = register
        .facts
        .iter()
        .filter(|f| f.status == Status::Happened && f.kind != FactKind::State)
        .filter(|f| f.sources.iter().any(|s| newest.contains(&s.at.doc)))
        .filter(|f| f.when.latest.is_none_or(|d| today.is_some_and(|t| (t - d).get_days() <= 2)))
        .collect();
    facts.sort_by_key(|f| (rank(f.kind), std::cmp::Reverse(f.independent_sources), f.sources[0].at));
    facts.truncate(5);
    let lines = facts.into_iter().map(|f| line(register, f, cards, "")).collect();
    Section { id: "latest", title: "The latest", note: String::new(), style: "plain", dated: false, lines }
}

fn rank(kind: FactKind) -> u8 {
    match kind {
        FactKind::Attack | FactKind::Agreement | FactKind::Meeting | FactKind::Call => 0,
        FactKind::Threat | FactKind::Refusal | FactKind::Demand | FactKind::Visit | FactKind::Sanction => 1,
        FactKind::Statement => 3,
        _ => 2,
    }
}

fn on_calendar(fact: &Fact) -> bool {
    matches!(fact.kind, FactKind::Meeting | FactKind::Call | FactKind::Visit | FactKind::Deadline)
}

fn open(fact: &Fact) -> bool {
    matches!(fact.status, Status::Scheduled | Status::Proposed | Status::Postponed)
}

fn calendar(register: &Chronicle, cards: &mut Cards, today: Option<Date>) -> Section {
    let mut due: Vec<&Fact> = Vec::new();
    let mut ahead: Vec<&Fact> = Vec::new();
    for fact in register.facts.iter().filter(|f| on_calendar(f) && open(f)) {
        let past = fact.when.latest.zip(today).is_some_and(|(day, today)| day < today);
        if past { due.push(fact) } else { ahead.push(fact) }
    }
    let order = |f: &&Fact| (f.when.earliest.or(f.when.latest).unwrap_or(Date::MAX), f.sources[0].at);
    due.sort_by_key(order);
    ahead.sort_by_key(order);
    let mut lines: Vec<Line> = due.into_iter().map(|f| line(register, f, cards, "due")).collect();
    if let Some(today) = today {
        if !lines.is_empty() || !ahead.is_empty() {
            lines.push(today_line(today));
        }
    }
    lines.extend(ahead.into_iter().map(|f| line(register, f, cards, "ahead")));
    let note = "Above the line: due by now, outcome not reported. Below it: ahead. A dashed edge moves with a worked-out report date.";
    Section {
        id: "calendar",
        title: "Calendar",
        note: note.into(),
        style: "dated calendar",
        dated: true,
        lines,
    }
}

fn today_line(today: Date) -> Line {
    Line {
        style: "today",
        day: format!("as of {}", days::long(today)),
        text: String::new(),
        detail: String::new(),
        times: 0,
        cites: Vec::new(),
        actors: String::new(),
        reports: String::new(),
    }
}

fn happened(register: &Chronicle, cards: &mut Cards, today: Option<Date>) -> Section {
    let quiet = [FactKind::Statement, FactKind::State];
    let mut facts: Vec<&Fact> = register
        .facts
        .iter()
        .filter(|f| f.status == Status::Happened && !quiet.contains(&f.kind))
        .filter(|f| f.when.earliest.is_some() || on_calendar(f))
        .filter(|f| f.when.earliest.zip(today).is_none_or(|(day, today)| day <= today))
        .collect();
    facts.sort_by_key(|f| (f.when.earliest.or(f.when.latest).unwrap_or(Date::MIN), f.sources[0].at));
    let lines = facts.into_iter().map(|f| line(register, f, cards, "")).collect();
    Section {
        id: "happened",
        title: "What happened",
        note: String::new(),
        style: "dated",
        dated: true,
        lines,
    }
}

fn said(register: &Chronicle, cards: &mut Cards) -> Section {
    let mut facts: Vec<&Fact> = register.facts.iter().filter(|f| f.kind == FactKind::Statement).collect();
    facts.sort_by_key(|f| (f.when.latest.unwrap_or(Date::MIN), f.sources[0].at));
    let lines = facts.into_iter().map(|f| line(register, f, cards, "")).collect();
    Section { id: "said", title: "Who said what", note: String::new(), style: "dated", dated: true, lines }
}

fn line(register: &Chronicle, fact: &Fact, cards: &mut Cards, style: &'static str) -> Line {
    let actors: Vec<&str> = fact
        .actors
        .iter()
        .filter(|(_, role)| *role != Role::About)
        .map(|&(e, _)| register.entities[e].name.as_str())
        .collect();
    let mut reports: Vec<usize> = fact.sources.iter().map(|s| s.at.doc + 1).collect();
    reports.dedup();
    let style = match (style, fact.when.rests_on.is_empty()) {
        ("due", false) => "due moves",
        ("ahead", false) => "moves",
        (style, _) => style,
    };
    Line {
        style,
        day: when(fact),
        text: fact.summary.clone(),
        detail: if fact.status == Status::Happened { String::new() } else { fact.status.name().into() },
        times: fact.independent_sources,
        cites: fact.sources.iter().take(CITES).map(|s| cards.source(s)).collect(),
        actors: actors.join("|"),
        reports: reports.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
    }
}

/// The day of a fact in a narrow column, `~` where it hangs on a worked-out date.
fn when(fact: &Fact) -> String {
    let uncertain = if fact.when.rests_on.is_empty() { "" } else { "~" };
    match (fact.when.earliest, fact.when.latest) {
        (Some(from), Some(to)) if from == to => format!("{uncertain}{}", days::long(from)),
        (Some(from), Some(to)) => format!("{uncertain}{}", days::stretch(from, to)),
        (None, Some(to)) => format!("by {}", days::long(to)),
        (Some(from), None) => format!("from {}", days::long(from)),
        (None, None) => "no day".into(),
    }
}
