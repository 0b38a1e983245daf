//! The dossier's parts as rows of a case: made where the chronicle is made, so that serving reads a few of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use chancery_case::store::ShownRow;
use chancery_story::Chronicle;
use serde::{Deserialize, Serialize};

use super::{Parts, cites::Cites, ledger, lines::Filter, lines::Line, parts, people::Actor, texts};
use crate::brief::{calendar_entries, view::View};

/// The form of the rows: raised when a struct of this folder changes, so that a case is brought up to date.
pub(crate) const FORM: &str = concat!("1 of ", env!("CARGO_PKG_VERSION"));

/// Places of the mentions that are kept of one actor.
const PLACES: usize = 8;

/// A report in the list of reports.
#[derive(Serialize, Deserialize)]
pub(crate) struct Head {
    pub(crate) no: usize,
    pub(crate) title: String,
    pub(crate) outlet: Option<String>,
    pub(crate) date: String,
    pub(crate) copies: Vec<usize>,
}

/// The rows of all parts.
pub(crate) fn rows(register: &Chronicle, texts: &[Arc<str>]) -> std::vec::IntoIter<ShownRow> {
    let view = View::of(register, texts, None);
    let cites = Cites::of(&view, texts);
    let Parts { frame, mut lists, ledger, differences, actors } = parts(&cites);
    let stories = stories(&frame.choices.stories);
    let mut all = vec![ShownRow { part: "frame", json: json(&frame), ..ShownRow::default() }];
    for (section, part) in lists.every().into_iter().zip(PARTS) {
        let made = section.lines.iter().enumerate();
        all.extend(made.map(|(n, line)| line_row(part, n, line, &stories)));
    }
    all.extend(ledger.iter().enumerate().map(|(n, row)| position(n, row, &stories)));
    all.extend(differences.iter().enumerate().map(|(n, d)| difference(n, d, &stories)));
    all.extend(actors.into_iter().enumerate().map(|(n, actor)| person(n, actor, &stories)));
    for (n, (id, words)) in calendar_entries(&view).into_iter().enumerate() {
        all.push(ShownRow { part: "ics", n, id, json: words, ..ShownRow::default() });
    }
    for doc in view.in_order() {
        all.extend(report(&cites, doc, &stories));
    }
    all.into_iter()
}

/// The lists, as `Lists::every` gives them.
const PARTS: [&str; 6] = ["latest", "due", "ahead", "happened", "planned", "said"];

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// For each report the numbers of its stories.
fn stories(named: &[(String, String)]) -> BTreeMap<usize, usize> {
    let numbered = named.iter().enumerate();
    numbered.flat_map(|(story, (_, reports))| numbers(reports).map(move |report| (report, story))).collect()
}

fn numbers(list: &str) -> impl Iterator<Item = usize> {
    list.split(' ').filter_map(|n| n.parse().ok())
}

fn keys(actors: &str, reports: &str, stories: &BTreeMap<usize, usize>) -> Vec<String> {
    let mut keys: Vec<String> =
        actors.split('|').filter(|a| !a.is_empty()).map(|a| format!("a:{a}")).collect();
    for report in numbers(reports) {
        keys.push(format!("r:{report}"));
        keys.extend(stories.get(&report).map(|story| format!("s:{story}")));
    }
    keys
}

fn filtered(part: &'static str, n: usize, filter: &Filter, stories: &BTreeMap<usize, usize>) -> ShownRow {
    ShownRow {
        part,
        n,
        rank: n,
        kind: filter.kind.to_string(),
        first: filter.from.clone(),
        last: filter.to.clone(),
        keys: keys(&filter.actors, &filter.reports, stories),
        ..ShownRow::default()
    }
}

fn line_row(part: &'static str, n: usize, line: &Line, stories: &BTreeMap<usize, usize>) -> ShownRow {
    ShownRow {
        rank: line.rank,
        id: line.id.clone(),
        words: [&line.day, &line.place, &line.text, &line.detail].map(String::as_str).join(" "),
        json: json(line),
        ..filtered(part, n, &line.filter, stories)
    }
}

fn position(n: usize, row: &ledger::Row, stories: &BTreeMap<usize, usize>) -> ShownRow {
    ShownRow {
        rank: row.rank,
        id: row.id.clone(),
        words: [&row.holder, &row.stance, &row.issue].map(String::as_str).join(" "),
        json: json(row),
        ..filtered("wants", n, &row.filter, stories)
    }
}

fn difference(n: usize, d: &ledger::Difference, stories: &BTreeMap<usize, usize>) -> ShownRow {
    let values: Vec<&str> = d.sides.iter().map(|s| s.value.as_str()).collect();
    ShownRow {
        id: format!("D{}", d.number),
        words: format!("{} {}", d.fact, values.join(" ")),
        json: json(d),
        ..filtered("differ", n, &d.filter, stories)
    }
}

fn person(n: usize, mut actor: Actor, stories: &BTreeMap<usize, usize>) -> ShownRow {
    let spellings: Vec<&str> = actor.spellings.iter().map(|(words, _)| words.as_str()).collect();
    let words = format!("{} {} {}", actor.name, actor.role, spellings.join(" "));
    let keys = keys(&format!("|{}|", actor.short), &actor.reports, stories);
    actor.mentions.truncate(PLACES);
    actor.reports.clear();
    let id = actor.id.clone();
    ShownRow { part: "people", n, rank: n, id, words, keys, json: json(&actor), ..ShownRow::default() }
}

/// The report's line in the list of reports, and its text.
fn report(cites: &Cites, doc: usize, stories: &BTreeMap<usize, usize>) -> [ShownRow; 2] {
    let dated = &cites.view.register.reports[doc];
    let text = texts::alone(cites, doc);
    let n = text.no;
    let day = dated.published.best.map(|d| d.to_string()).unwrap_or_default();
    let title = text.title.clone().unwrap_or_else(|| text.name.clone());
    let head = Head {
        no: n,
        outlet: text.outlet.clone(),
        date: text.date.clone(),
        copies: text.copies.iter().copied().take(PLACES).collect(),
        title,
    };
    let row = ShownRow {
        part: "reports",
        n,
        rank: n,
        id: dated.report.id.clone(),
        first: day.clone(),
        last: day,
        keys: keys("", &format!(" {n} "), stories),
        words: format!("{} {}", head.title, head.outlet.as_deref().unwrap_or_default()),
        json: json(&head),
        ..ShownRow::default()
    };
    [row, ShownRow { part: "text", n, rank: n, json: json(&text), ..ShownRow::default() }]
}
