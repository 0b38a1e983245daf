//! The dossier: one self-contained page with the brief's content, each citation opening its passage.
//!
//! It needs no script: the source pane holds the reports, the address marks the passage (`:target`).
//! The script adds filters with their state in the address, copying, saving, and the mark on the current citation.

mod axis;
mod cites;
mod contacts;
mod csp;
mod how;
mod kept;
mod ledger;
mod lines;
pub(crate) mod live;
mod marks;
mod people;
mod scale;
mod sections;
mod since;
mod stances;
mod texts;
mod timeline;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use chancery_story::{
    Basis, Chronicle, Dated,
    calendar_words::{full_day, range},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::brief::{head, rest, view::View};
use cites::{Cites, Piece, linked};
pub(crate) use kept::{FORM, rows};

const STYLE: &str = include_str!("../../templates/dossier.css");
const SCRIPT: &str = include_str!("../../templates/dossier.js");

/// One of our own words, or one that was kept in a case.
type Word = Cow<'static, str>;

/// The script without its indentation and its comments, which a reader of the page has no use for.
fn script() -> String {
    let lines = SCRIPT.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// All that a dossier shows: whole on a page of its own, in parts where it is served.
struct Parts {
    frame: Frame,
    lists: sections::Lists,
    ledger: Vec<ledger::Row>,
    differences: Vec<ledger::Difference>,
    actors: Vec<people::Actor>,
}

/// What stands once on every page, and the pictures: bounded, whatever the pile.
#[derive(Serialize, Deserialize)]
pub(crate) struct Frame {
    title: String,
    head: Head,
    choices: Choices,
    /// The passage that the pane opens on.
    pub(crate) first: String,
    today: Option<String>,
    latest: String,
    reports: usize,
    facts: usize,
    differences: usize,
    unanswered: usize,
    unknown: Vec<Vec<Piece>>,
    axis: Option<axis::Axis>,
    timeline: Option<timeline::Timeline>,
    contacts: Option<contacts::Contacts>,
    stances: Option<stances::Stances>,
}

#[derive(Template)]
#[template(path = "dossier.html", whitespace = "minimize")]
struct Dossier<'a> {
    f: &'a Frame,
    generator: String,
    style: &'static str,
    script: &'a str,
    policy: String,
    /// The passage that the pane opens on.
    first: String,
    since: Option<(String, String)>,
    lists: sections::Lists,
    ledger: Vec<ledger::Row>,
    lesser_rows: usize,
    differences: Vec<ledger::Difference>,
    lesser_differences: usize,
    actors: Vec<people::Actor>,
    reports: Vec<texts::Report>,
    heads: Vec<kept::Head>,
    live: Option<&'a live::Live>,
}

impl Dossier<'_> {
    /// Whether this section stands on this page.
    fn shows(&self, part: &str) -> bool {
        self.live.is_none_or(|live| live.shows(part))
    }

    /// Whether the pictures stand on it: they show all that there is, and a filtered page does not.
    fn pictured(&self) -> bool {
        self.live.is_none_or(live::Live::is_overview)
    }

    /// How many rows a section has in all, and where they are.
    fn all(&self, part: &str) -> Option<&(usize, String)> {
        self.live?.all.get(part)
    }
}

/// What the page is as of, what is missing, who is silent.
#[derive(Serialize, Deserialize)]
struct Head {
    as_of: String,
    as_of_long: String,
    pile: String,
    gap: Option<String>,
    cautions: Vec<(Word, Vec<Piece>)>,
}

/// What the filters offer.
#[derive(Serialize, Deserialize)]
struct Choices {
    actors: Vec<String>,
    kinds: Vec<(Word, usize)>,
    /// Where the pile holds several: each story's name and its reports' numbers.
    stories: Vec<(String, String)>,
    /// How many there are, those that are not offered among them.
    several: usize,
}

/// The page of a register; `texts` are in the order of its reports. With `since`, what is new since that day is marked.
///
/// Everything that an article says is escaped by the template.
///
/// # Errors
/// If the template cannot be filled, which no input causes.
pub(crate) fn page(
    register: &Chronicle,
    texts: &[Arc<str>],
    since: Option<Date>,
) -> Result<String, askama::Error> {
    let view = View::of(register, texts, None);
    let cites = Cites::of(&view, texts);
    let Parts { frame, mut lists, ledger, differences, mut actors } = parts(&cites);
    actors.truncate(people::ACTORS);
    let script = script();
    let page = Dossier {
        f: &frame,
        generator: format!("Chancery {}", env!("CARGO_PKG_VERSION")),
        style: STYLE,
        script: &script,
        policy: csp::policy(STYLE, &script, false),
        first: frame.first.clone(),
        since: since.map(|day| (full_day(day), lists.mark(&day.to_string()))),
        lesser_rows: ledger.iter().filter(|r| r.lesser).count(),
        lesser_differences: differences.iter().filter(|d| d.lesser).count(),
        reports: texts::reports(&cites),
        lists,
        ledger,
        differences,
        actors,
        heads: Vec::new(),
        live: None,
    };
    // Every attribute of ours stands in double quotes, so that an apostrophe needs no escape: a thousand bytes.
    Ok(page.render()?.replace("&#39;", "'"))
}

fn parts(cites: &Cites) -> Parts {
    let view = cites.view;
    let lists = sections::lists(cites);
    let ledger = ledger::rows(cites);
    let differences = ledger::differences(cites);
    let actors = people::actors(cites);
    let frame = Frame {
        title: title(view),
        head: head_of(view),
        choices: choices(view, &actors),
        first: lists.first_cite().unwrap_or_default(),
        today: sections::today(view),
        latest: lists.latest.title.clone(),
        reports: view.register.reports.len(),
        facts: view.register.facts.len(),
        differences: differences.len(),
        unanswered: ledger.iter().filter(|r| r.asks && r.answers.is_empty()).count(),
        unknown: rest::unknown_told(view).iter().map(|words| linked(words)).collect(),
        axis: axis::axis(view),
        timeline: timeline::timeline(cites),
        contacts: contacts::contacts(cites),
        stances: stances::stances(cites),
    };
    Parts { frame, lists, ledger, differences, actors }
}

fn title(view: &View) -> String {
    let sides = head::sides(view);
    if sides.is_empty() { "Dossier".into() } else { sides.join(", ") }
}

fn head_of(view: &View) -> Head {
    let reports = view.register.reports.len();
    let lineages: std::collections::BTreeSet<&str> =
        view.register.reports.iter().map(|r| r.lineage.as_str()).collect();
    let plural = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    let cautions = [("Voices", head::voices(view)), ("Caution", head::caution(view))];
    Head {
        as_of: as_of(view),
        as_of_long: head::as_of(view).replace("THE REPORTS", "the reports"),
        pile: format!("{}, {}", plural(reports, "report"), plural(lineages.len(), "lineage")),
        gap: gap(view),
        cautions: cautions
            .into_iter()
            .filter_map(|(label, words)| Some((label.into(), linked(&words?))))
            .collect(),
    }
}

/// The longest stretch without a report, and how many more there are.
fn gap(view: &View) -> Option<String> {
    let gaps = &view.register.gaps;
    let &(from, to) = gaps.iter().max_by_key(|(a, b)| ((*b - *a).get_days(), std::cmp::Reverse(*a)))?;
    let more = match gaps.len() - 1 {
        0 => String::new(),
        1 => ", nor in one shorter stretch".into(),
        n => format!(", nor in {n} shorter stretches"),
    };
    Some(format!("no report {}{more}", range(from, to)))
}

/// "as of Tue 18 Jan 2022 (25 Jan 2022 not excluded)".
fn as_of(view: &View) -> String {
    let Some(as_of) = &view.register.as_of else { return "no day known".into() };
    let also: Vec<String> = as_of.also.iter().take(2).map(|&d| range(d, d)).collect();
    let also = if also.is_empty() { String::new() } else { format!(" ({} not excluded)", also.join(", ")) };
    format!("as of {}{also}", full_day(as_of.date))
}

fn choices(view: &View, actors: &[people::Actor]) -> Choices {
    let mut kinds: BTreeMap<&'static str, usize> = BTreeMap::new();
    for fact in &view.register.facts {
        *kinds.entry(fact.kind.name()).or_insert(0) += 1;
    }
    let offered = actors.iter().take(people::ACTORS).filter(|a| a.facts > 0);
    let mut names: Vec<String> = offered.map(|a| a.short.clone()).collect();
    names.sort_unstable();
    names.dedup();
    Choices {
        actors: names,
        kinds: kinds.into_iter().map(|(kind, count)| (kind.into(), count)).collect(),
        stories: stories(view),
        several: view.register.stories.iter().filter(|s| s.reports.len() > 1).count(),
    }
}

/// Stories that the filter offers, the largest first.
const STORIES: usize = 40;

/// The stories of more than one report, if there are two or more of them.
fn stories(view: &View) -> Vec<(String, String)> {
    let several = view.register.stories.iter().filter(|s| s.reports.len() > 1).take(STORIES);
    let named: Vec<(String, String)> = several
        .map(|story| {
            let mut numbers: Vec<usize> = story.reports.iter().map(|&doc| view.number(doc)).collect();
            numbers.sort_unstable();
            (format!("{} ({})", safe(&story.name), numbers.len()), lines::numbers(&numbers))
        })
        .collect();
    if named.len() > 1 { named } else { Vec::new() }
}

/// An article's words for our own lines: no control code and no mark that turns the writing direction.
fn safe(words: &str) -> String {
    crate::screen::clean(words).into_owned()
}

/// A report's day with how it is known: "Tue 4 Jan 2022 (stated)", "23–27 Dec 2021 (worked out)", "day unknown".
fn published(dated: &Dated) -> String {
    let how = match dated.basis {
        Basis::Given => "given",
        Basis::Stated => "stated",
        Basis::Inferred => "worked out",
        Basis::Unknown => return "day unknown".into(),
    };
    let best = |from: Date, to: Date| match dated.best {
        Some(best) if from < to => format!(", most likely {}", full_day(best)),
        _ => String::new(),
    };
    match (dated.earliest, dated.latest) {
        (Some(from), Some(to)) if from == to => format!("{} ({how})", full_day(from)),
        (Some(from), Some(to)) => format!("{} ({how}{})", range(from, to), best(from, to)),
        (Some(from), None) => format!("{} or later ({how})", full_day(from)),
        (None, Some(to)) => format!("{} or earlier ({how})", full_day(to)),
        (None, None) => "day unknown".into(),
    }
}
