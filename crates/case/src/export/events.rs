//! Events and mentions: one row for each fact, one for each passage that tells it, joined by the event's id.
//!
//! The day of the event and the day of the report are columns apart, each with how exactly it is known.

use super::{Table, View, one_line, web};
use crate::shape::{DocumentJson, FactJson, SourceJson};

/// One cell, typed for the formats that have types.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Cell {
    Text(Option<String>),
    Whole(Option<i64>),
    /// An ISO day.
    Day(Option<String>),
}

/// A column by name and type, and its cells.
pub(super) type Columns = Vec<(&'static str, Vec<Cell>)>;

/// `events.csv` and `mentions.csv`.
pub(super) fn csv(view: &View) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("events.csv", table(&events(view)).into_bytes()),
        ("mentions.csv", table(&mentions(view)).into_bytes()),
    ]
}

fn table(columns: &Columns) -> String {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let mut table = Table::with(&names);
    for row in 0..columns.first().map_or(0, |(_, cells)| cells.len()) {
        let cells: Vec<String> = columns.iter().map(|(_, cells)| words(&cells[row])).collect();
        table.row(&cells);
    }
    table.finished()
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Text(words) | Cell::Day(words) => words.clone().unwrap_or_default(),
        Cell::Whole(n) => n.map(|n| n.to_string()).unwrap_or_default(),
    }
}

/// One row for each fact.
pub(super) fn events(view: &View) -> Columns {
    let facts = &view.chronicle.facts;
    let column = |name, cell: &dyn Fn(&FactJson) -> Cell| (name, facts.iter().map(cell).collect());
    let side = |f: &FactJson, second: bool| actor(f, second).map(str::to_owned);
    vec![
        column("event_id", &|f| text(&f.id)),
        column("kind", &|f| text(&f.kind)),
        column("status", &|f| text(&f.status)),
        column("event_date_earliest", &|f| Cell::Day(f.when.earliest.clone())),
        column("event_date_latest", &|f| Cell::Day(f.when.latest.clone())),
        column("event_date_precision", &|f| {
            Cell::Text(f.when.earliest.as_ref().map(|_| f.when.grain.clone()))
        }),
        column("event_date_rests_on", &|f| some(rests_on(view, f))),
        column("report_date_first", &|f| Cell::Day(report_days(view, f).min())),
        column("report_date_last", &|f| Cell::Day(report_days(view, f).max())),
        column("actor1_id", &|f| Cell::Text(side(f, false))),
        column("actor1_name", &|f| Cell::Text(side(f, false).map(|id| view.names.name(&id).to_owned()))),
        column("actor1_country", &|f| Cell::Text(side(f, false).and_then(|id| country(view, &id)))),
        column("actor2_id", &|f| Cell::Text(side(f, true))),
        column("actor2_name", &|f| Cell::Text(side(f, true).map(|id| view.names.name(&id).to_owned()))),
        column("actor2_country", &|f| Cell::Text(side(f, true).and_then(|id| country(view, &id)))),
        column("actors", &|f| {
            let all = f.actors.iter().map(|a| format!("{} ({})", view.names.name(&a.entity), a.role));
            some(all.collect::<Vec<_>>().join("; "))
        }),
        column("plover_event", &|f| Cell::Text(f.plover.as_ref().map(|p| p.event.clone()))),
        column("plover_mode", &|f| Cell::Text(f.plover.as_ref().and_then(|p| p.mode.clone()))),
        column("plover_context", &|f| {
            some(f.plover.as_ref().map(|p| p.context.join("; ")).unwrap_or_default())
        }),
        column("cameo", &|f| Cell::Text(f.plover.as_ref().and_then(|p| p.cameo.clone()))),
        column("place_id", &|f| Cell::Text(f.place.clone())),
        column("place_name", &|f| Cell::Text(f.place.as_ref().map(|id| view.names.name(id).to_owned()))),
        column("place_country", &|f| Cell::Text(f.place.as_ref().and_then(|id| country(view, id)))),
        column("place_precision", &|f| {
            Cell::Text(f.place.as_ref().map(|id| place_precision(view, id).to_owned()))
        }),
        column("numbers", &|f| {
            let numbers = f.numbers.iter().map(|n| format!("{} {} ({})", n.value, n.unit, n.bound));
            some(numbers.collect::<Vec<_>>().join("; "))
        }),
        column("medium", &|f| Cell::Text(f.medium.clone())),
        column("summary", &|f| text(&one_line(&f.summary))),
        column("mentions", &|f| Cell::Whole(Some(f.sources.len() as i64))),
        column("independent_sources", &|f| Cell::Whole(Some(f.independent_sources as i64))),
        column("origins", &|f| some(view.names.list(&f.origins))),
        column("independent_origins", &|f| Cell::Whole(Some(f.independent_origins as i64))),
        column("links", &|f| {
            some(f.links.iter().map(|l| format!("{} {}", l.kind, l.fact)).collect::<Vec<_>>().join("; "))
        }),
        column("disputes", &|f| some(f.disputes.join("; "))),
    ]
}

/// A fact, one of its passages with its number, and the report that it stands in.
type Told<'a> = (&'a FactJson, usize, &'a SourceJson, Option<&'a DocumentJson>);

/// One row for each passage.
pub(super) fn mentions(view: &View) -> Columns {
    let rows: Vec<Told> = view
        .chronicle
        .facts
        .iter()
        .flat_map(|f| f.sources.iter().enumerate().map(move |(n, s)| (f, n, s)))
        .map(|(f, n, s)| (f, n, s, view.document(s.doc)))
        .collect();
    let column = |name, cell: &dyn Fn(&Told) -> Cell| (name, rows.iter().map(cell).collect());
    let of = |d: Option<&DocumentJson>, part: &dyn Fn(&DocumentJson) -> Option<String>| d.and_then(part);
    vec![
        column("event_id", &|(f, ..)| text(&f.id)),
        column("mention", &|(_, n, ..)| Cell::Whole(Some(*n as i64 + 1))),
        column("report", &|(.., d)| Cell::Text(of(*d, &|d| Some(d.name.clone())))),
        column("report_id", &|(.., d)| Cell::Text(of(*d, &|d| Some(d.id.clone())))),
        column("outlet", &|(.., d)| Cell::Text(of(*d, &|d| d.outlet.clone()))),
        column("title", &|(.., d)| Cell::Text(of(*d, &|d| d.title.as_deref().map(one_line)))),
        column("url", &|(.., d)| Cell::Text(of(*d, &|d| web(d.url.as_ref()).map(str::to_owned)))),
        column("lineage", &|(.., d)| Cell::Text(of(*d, &|d| Some(d.lineage.clone())))),
        column("report_date", &|(.., d)| Cell::Day(of(*d, &|d| d.published.best.clone()))),
        column("report_date_earliest", &|(.., d)| Cell::Day(of(*d, &|d| d.published.earliest.clone()))),
        column("report_date_latest", &|(.., d)| Cell::Day(of(*d, &|d| d.published.latest.clone()))),
        column("report_date_basis", &|(.., d)| Cell::Text(of(*d, &|d| Some(d.published.basis.clone())))),
        column("start", &|(_, _, s, _)| Cell::Whole(Some(s.start as i64))),
        column("end", &|(_, _, s, _)| Cell::Whole(Some(s.end as i64))),
        column("quote", &|(_, _, s, _)| text(&s.quote)),
        column("speech", &|(_, _, s, _)| {
            some(s.quoted.iter().map(|q| q.text.as_str()).collect::<Vec<_>>().join(" … "))
        }),
        column("attribution", &|(_, _, s, _)| {
            some(s.attribution.iter().map(|id| view.names.name(id)).collect::<Vec<_>>().join(" > "))
        }),
        column("says_status", &|(_, _, s, _)| text(&s.says.status)),
        column("says_date_earliest", &|(_, _, s, _)| Cell::Day(s.says.when.earliest.clone())),
        column("says_date_latest", &|(_, _, s, _)| Cell::Day(s.says.when.latest.clone())),
        column("says_date_precision", &|(_, _, s, _)| {
            Cell::Text(s.says.when.earliest.as_ref().map(|_| s.says.when.grain.clone()))
        }),
        column("says_place", &|(_, _, s, _)| {
            Cell::Text(s.says.place.as_ref().map(|id| view.names.name(id).to_owned()))
        }),
        column("condition", &|(_, _, s, _)| Cell::Text(s.condition.as_ref().map(|c| c.text.clone()))),
        column("rule", &|(_, _, s, _)| text(&s.rule)),
        column("text_sha256", &|(.., d)| Cell::Text(of(*d, &|d| Some(d.text_sha256.clone())))),
    ]
}

fn text(words: &str) -> Cell {
    Cell::Text(Some(words.to_owned()))
}

fn some(words: String) -> Cell {
    Cell::Text((!words.is_empty()).then_some(words))
}

/// Who acts, and toward whom; of parties to one thing, the first two.
pub(super) fn actor(fact: &FactJson, second: bool) -> Option<&str> {
    const ACTS: [&str; 4] = ["source", "speaker", "host", "party"];
    const MEETS: [&str; 5] = ["target", "addressee", "party", "attendee", "about"];
    let of = |roles: &[&str], but: Option<&str>| {
        let found = roles
            .iter()
            .find_map(|role| fact.actors.iter().find(|a| a.role == *role && Some(a.entity.as_str()) != but));
        found.map(|a| a.entity.as_str())
    };
    let first = of(&ACTS, None);
    if second { of(&MEETS, first) } else { first }
}

fn country(view: &View, id: &str) -> Option<String> {
    view.names.get(id).and_then(|e| e.country.clone())
}

/// A state is an area and a metonym no place at all: only what is named as a place may be a point.
pub(super) fn place_precision(view: &View, id: &str) -> &'static str {
    match view.names.get(id).map(|e| e.kind.as_str()) {
        Some("place") => "place",
        Some("state") => "state",
        Some("facility") => "facility",
        _ => "unknown",
    }
}

fn report_days<'a>(view: &'a View, fact: &'a FactJson) -> impl Iterator<Item = String> + 'a {
    fact.sources.iter().filter_map(|s| view.document(s.doc)?.published.best.clone())
}

fn rests_on(view: &View, fact: &FactJson) -> String {
    let line = |r: &crate::shape::RestsOnJson| {
        let name = view.document(r.doc).map_or("?", |d| d.name.as_str());
        format!("{} if {name} is of {}", r.then, r.if_day)
    };
    fact.when.rests_on.iter().map(line).collect::<Vec<_>>().join("; ")
}
