//! One fact on one line: its day, what it says, its citations, and what the filters look at.

use chancery_extract::{FactKind, Role, Status};
use chancery_story::{
    About, Fact,
    calendar_words::{day_month, full_day, when_words},
    summary,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Word,
    cites::{Cite, Cites},
    how::{How, how},
    since::{Mark, Telling, tellings},
};
use crate::brief::{
    calendar::date_column,
    view::{View, word},
};

/// Citations shown on one line; the others stand under "why?".
const CITES: usize = 5;

/// A fact as a line of a list.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Line {
    /// The fact's id, on the one line that stands for it; empty where it is told a second time.
    pub(crate) id: String,
    pub(crate) fact: String,
    pub(crate) style: Word,
    pub(crate) lesser: bool,
    pub(crate) day: String,
    /// "moves to 26 Jan if report 5 is of 25 Jan", with the report to look at.
    pub(crate) moves: Option<(String, usize)>,
    pub(crate) place: String,
    pub(crate) text: String,
    pub(crate) detail: String,
    pub(crate) times: usize,
    pub(crate) disputes: Vec<Split>,
    pub(crate) cites: Vec<Cite>,
    pub(crate) more: usize,
    pub(crate) filter: Filter,
    pub(crate) how: Option<How>,
    /// What the reports of each day say of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) tellings: Vec<Telling>,
    /// What has become of it since the day that was asked for.
    #[serde(skip)]
    pub(crate) mark: Option<Mark>,
    /// Its place by weight in its list.
    #[serde(skip)]
    pub(crate) rank: usize,
    /// Whether a person may decide on it here.
    #[serde(skip)]
    pub(crate) served: bool,
    /// Whether a person accepted it, and what a person remarked.
    #[serde(skip)]
    pub(crate) accepted: bool,
    #[serde(skip)]
    pub(crate) remarks: Vec<String>,
}

/// What the filters compare.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Filter {
    pub(crate) actors: String,
    pub(crate) kind: Word,
    pub(crate) reports: String,
    pub(crate) from: String,
    pub(crate) to: String,
}

/// A dispute on a line: "10 | 9–10", a link to where the passages stand side by side.
#[derive(Serialize, Deserialize)]
pub(crate) struct Split {
    pub(crate) number: usize,
    pub(crate) words: String,
}

/// From so many facts on, the derivation of a lesser one leaves out what its rules saw, which `explain` tells.
const MANY: usize = 150;

/// The fact's own line, with its derivation.
pub(crate) fn line(cites: &Cites, fact: &Fact, style: &'static str, lesser: bool) -> Line {
    let short = lesser && cites.view.register.facts.len() > MANY;
    Line { id: fact.id.clone(), lesser, how: Some(how(cites, fact, short)), ..again(cites, fact, style) }
}

/// The fact told a second time, without its derivation.
pub(crate) fn again(cites: &Cites, fact: &Fact, style: &'static str) -> Line {
    let view = cites.view;
    let shown = cites.several(fact.sources.iter().map(|s| s.at), CITES);
    let all = cites.several(fact.sources.iter().map(|s| s.at), usize::MAX).len();
    Line {
        fact: fact.id.clone(),
        style: style.into(),
        day: day(view, fact),
        moves: moves(view, fact),
        place: fact.place.map(|p| view.name(p)).unwrap_or_default(),
        text: text(cites, fact),
        detail: detail(fact),
        times: fact.independent_sources,
        disputes: splits(view, fact),
        more: all - shown.len(),
        cites: shown,
        filter: filter(view, fact),
        tellings: tellings(view, fact),
        ..Line::default()
    }
}

/// The day as the calendar has it; with its year, and without its weekday, where it is long ago.
fn day(view: &View, fact: &Fact) -> String {
    const WEEKDAY: usize = 4;
    let last = fact.when.latest.or(fact.when.earliest);
    let old = matches!((last, view.as_of), (Some(day), Some(now)) if (now - day).get_days().abs() > 300);
    match when_words(&fact.when).filter(|_| old) {
        Some(words) if fact.when.earliest == fact.when.latest => words[WEEKDAY..].to_owned(),
        Some(words) => words,
        None => date_column(&fact.when).trim().to_owned(),
    }
}

/// What is said or done; where the rules found no subject, the beginning of the passage itself.
pub(crate) fn text(cites: &Cites, fact: &Fact) -> String {
    let view = cites.view;
    let mut text = view.line(fact);
    let counted = summary::counted(&fact.numbers).filter(|_| !word(fact.kind) && !fact.kind.is_contact());
    if let Some(words) = counted.filter(|words| !text.contains(words)) {
        text = format!("{text}, {words}");
    }
    if let Some(condition) = view.condition(fact) {
        let condition = condition.strip_prefix("if ").unwrap_or(&condition).to_owned();
        text = format!("{text}, if ‘{}’", summary::shortened(&condition, 100));
    }
    let told = text.contains(['‘', '"']) || fact.kind.is_contact();
    match fact.sources.first().filter(|_| !told) {
        Some(source) => {
            let words = view.words(source.at.doc, source.at.span);
            format!("{text}: ‘{}’", summary::shortened(&words.replace(['‘', '"'], "'"), 88))
        }
        None => text,
    }
}

fn detail(fact: &Fact) -> String {
    let plain = matches!(fact.status, Status::Happened) || (word(fact.kind) && fact.status == Status::Denied);
    if plain || (fact.kind == FactKind::Threat && fact.status == Status::Conditional) {
        String::new()
    } else {
        fact.status.name().into()
    }
}

/// What becomes of the day if a report is of another day than taken.
pub(crate) fn moves(view: &View, fact: &Fact) -> Option<(String, usize)> {
    let doc = fact.when.rests_on.first()?.doc;
    let list: Vec<String> = fact
        .when
        .rests_on
        .iter()
        .take(3)
        .map(|r| {
            format!(
                "moves to {} if report {} is of {}",
                full_day(r.then),
                view.number(r.doc),
                day_month(r.if_day)
            )
        })
        .collect();
    Some((list.join("; "), view.number(doc)))
}

fn splits(view: &View, fact: &Fact) -> Vec<Split> {
    let mut splits: Vec<Split> = fact
        .disputes
        .iter()
        .filter_map(|&d| {
            let dispute = &view.register.disputes[d];
            let number = view.dispute_number(d)?;
            let words = if dispute.about == About::When { days(&dispute.values) } else { None };
            Some(Split { number, words: words.unwrap_or_else(|| format!("{}?", dispute.about.name())) })
        })
        .collect();
    splits.sort_by_key(|s| s.number);
    splits.truncate(3);
    splits
}

/// "Mon 10 Jan 2022" and "9–10 Jan 2022" as "10 | 9–10 Jan".
fn days(values: &[(String, Vec<chancery_story::Place>)]) -> Option<String> {
    const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let short = |value: &str| {
        let words: Vec<&str> = value.split(' ').filter(|w| !WEEKDAYS.contains(w)).collect();
        let year = words.last().is_some_and(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()));
        words[..words.len() - usize::from(year && words.len() > 1)].join(" ")
    };
    let list: Vec<String> = values.iter().map(|(v, _)| short(v)).collect();
    (list.len() == 2 && list.iter().all(|d| d.chars().count() < 16)).then(|| list.join(" | "))
}

/// What the filters look at.
pub(crate) fn filter(view: &View, fact: &Fact) -> Filter {
    let mut actors: Vec<usize> =
        fact.actors.iter().filter(|(_, role)| *role != Role::About).map(|&(e, _)| e).collect();
    actors.extend(fact.origins.iter().copied());
    actors.sort_unstable();
    actors.dedup();
    let names: Vec<String> = actors.into_iter().map(|e| view.name(e)).collect();
    let mut reports: Vec<usize> = fact.sources.iter().map(|s| view.number(s.at.doc)).collect();
    reports.sort_unstable();
    reports.dedup();
    let day = |day: Option<Date>| day.map(|d| d.to_string()).unwrap_or_default();
    Filter {
        actors: joined(&names),
        kind: fact.kind.name().into(),
        reports: numbers(&reports),
        from: day(fact.when.earliest.or(fact.when.latest)),
        to: day(fact.when.latest.or(fact.when.earliest)),
    }
}

/// "|Russia|NATO|": names between bars, so that one is found whole.
pub(crate) fn joined(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!("|{}|", names.join("|")) }
}

/// " 1 4 ": numbers between blanks.
pub(crate) fn numbers(list: &[usize]) -> String {
    list.iter().fold(String::from(" "), |all, n| format!("{all}{n} "))
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn two_days_stand_in_one_chip() {
        let values = |list: &[&str]| list.iter().map(|v| ((*v).to_owned(), vec![])).collect::<Vec<_>>();
        assert_eq!(
            days(&values(&["Mon 10 Jan 2022", "9–10 Jan 2022"])).as_deref(),
            Some("10 Jan | 9–10 Jan")
        );
        assert_eq!(days(&values(&["a", "b", "c"])), None);
    }
}
