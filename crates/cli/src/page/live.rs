//! The dossier served in parts: each page holds what is asked for, the weightiest of the rest, and one report.

mod asked;
mod links;

use std::collections::BTreeMap;

use askama::Template;
use chancery_case::store::{Case, Decided, Slice, Wanted, Word as Said};
use chancery_story::calendar_words::full_day;
use serde::de::DeserializeOwned;

pub(crate) use asked::Asked;

pub(crate) use super::Frame;
use super::{Dossier, STYLE, csp, kept, ledger, lines::Line, people, script, sections, texts};
use crate::Failure;

/// Rows of a part on one page.
const AT_ONCE: usize = 50;
/// Differences and actors on the overview.
const DIFFERENCES: usize = 12;

/// The case, as it is looked at for one page.
pub(crate) struct Look<'a> {
    pub(crate) case: &'a Case,
    pub(crate) frame: &'a Frame,
    pub(crate) decided: &'a [Decided],
    pub(crate) asked: &'a Asked,
    /// What a reader must know of the case now: that it is being made anew.
    pub(crate) notice: Option<String>,
}

/// What the template asks of a served page.
pub(crate) struct Live {
    pub(crate) asked: Asked,
    /// The filters as a query, to be put behind `?`.
    pub(crate) query: String,
    /// The same for exports.
    pub(crate) export: String,
    only: Option<String>,
    pub(crate) all: BTreeMap<&'static str, (usize, String)>,
    pub(crate) found: Option<String>,
    pub(crate) notice: Option<String>,
    pub(crate) pages: Option<Pages>,
    /// Reports that have the words that are searched for, each with a stretch of its text.
    pub(crate) hits: Vec<(kept::Head, String)>,
}

/// Where a list is cut.
pub(crate) struct Pages {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) of: usize,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

impl Live {
    pub(super) fn shows(&self, part: &str) -> bool {
        match &self.only {
            Some(only) => only == part,
            None => part != "reports",
        }
    }

    /// Everything at a glance, with no filter.
    pub(super) fn is_overview(&self) -> bool {
        self.only.is_none() && self.asked.wanted().all()
    }

    pub(crate) fn is_filtered(&self) -> bool {
        !self.query.is_empty()
    }
}

/// The frame of the case.
pub(crate) fn frame(case: &Case) -> Result<Frame, Failure> {
    let json =
        case.shown_at("frame", 0)?.ok_or_else(|| Failure::new("the case holds nothing to be shown"))?;
    read(&json)
}

/// A report as the pane holds it, by its number.
pub(crate) fn report(case: &Case, no: usize) -> Result<Option<String>, Failure> {
    #[derive(Template)]
    #[template(path = "report.html", whitespace = "minimize")]
    struct Pane {
        report: texts::Report,
        first: String,
    }
    let Some(json) = case.shown_at("text", no)? else { return Ok(None) };
    let pane = Pane { report: read(&json)?, first: String::new() };
    let html = pane.render().map_err(|e| unfilled(&e))?;
    Ok(Some(links::served(&html, "", no)))
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, Failure> {
    serde_json::from_str(json).map_err(|e| {
        Failure::new(format!("the case is damaged: what is shown cannot be read: {e}"))
            .hint("`chancery add CASE.db` makes it anew")
    })
}

fn read_all<T: DeserializeOwned>(rows: &[(usize, String)]) -> Result<Vec<T>, Failure> {
    rows.iter().map(|(_, json)| read(json)).collect()
}

fn unfilled(error: &askama::Error) -> Failure {
    Failure::new(error.to_string())
}

impl Look<'_> {
    /// The first page: with filters, the weightiest of what fits in each section.
    pub(crate) fn overview(&self) -> Result<String, Failure> {
        let wanted = self.asked.wanted();
        let mut page = self.page(None);
        let mut count = 0;
        for (section, (part, .., share)) in page.lists.every().into_iter().skip(1).zip(sections::LISTS) {
            section.lines = self.lines(part, &wanted, Slice::Weightiest(share + 3))?;
            let all = self.case.shown_count(part, &wanted)?;
            count += all;
            section.all = (all > section.lines.len()).then(|| (all, self.list(part)));
        }
        if wanted.all() {
            page.lists.latest.lines = self.lines("latest", &wanted, Slice::From(0, 9))?;
        } else {
            page.live.found = Some(format!("{count} of {} facts", self.frame.facts));
        }
        let rows = |part, most| self.rows(part, &wanted, Slice::Weightiest(most));
        page.ledger = read_all(&rows("wants", ledger::ROWS)?)?;
        page.differences = read_all(&rows("differ", DIFFERENCES)?)?;
        page.actors = read_all(&rows("people", people::ACTORS)?)?;
        let shown =
            [("wants", page.ledger.len()), ("differ", page.differences.len()), ("people", page.actors.len())];
        for (part, shown) in shown {
            let all = self.case.shown_count(part, &wanted)?;
            if all > shown {
                page.live.all.insert(part, (all, self.list(part)));
            }
        }
        if !wanted.words.is_empty() {
            let found = self.case.found_in_reports(&wanted.words, 12)?;
            let hit = |(json, words): (String, String)| {
                Ok((read(&json)?, crate::screen::clean(&words).into_owned()))
            };
            page.live.hits = found.into_iter().map(hit).collect::<Result<_, Failure>>()?;
        }
        self.rendered(page)
    }

    /// One part in full, so many rows a page.
    pub(crate) fn part(&self, part: &str) -> Result<Option<String>, Failure> {
        let Some(part) = PARTS.into_iter().find(|p| *p == part) else { return Ok(None) };
        let wanted = self.asked.wanted();
        let mut page = self.page(Some(part));
        let all = self.case.shown_count(part, &wanted)?;
        let last = all.saturating_sub(1) / AT_ONCE;
        let at = self.asked.page.saturating_sub(1).min(last);
        let rows = self.rows(part, &wanted, Slice::From(at * AT_ONCE, AT_ONCE))?;
        page.live.pages = Some(Pages {
            first: (at * AT_ONCE + 1).min(all),
            last: (at * AT_ONCE + AT_ONCE).min(all),
            of: all,
            before: (at > 0).then(|| self.at_page(part, at)),
            after: (at < last).then(|| self.at_page(part, at + 2)),
        });
        self.fill(&mut page, part, &rows)?;
        self.rendered(page).map(Some)
    }

    /// One row by its id: a fact, a position, a difference, an actor.
    pub(crate) fn one(&self, id: &str) -> Result<Option<String>, Failure> {
        let Some((part, n, json)) = self.case.shown_of(id)? else { return Ok(None) };
        let Some(part) = PARTS.into_iter().find(|p| *p == part) else { return Ok(None) };
        let mut page = self.page(Some(part));
        self.fill(&mut page, part, &[(n, json)])?;
        self.rendered(page).map(Some)
    }

    fn fill(&self, page: &mut Page, part: &'static str, rows: &[(usize, String)]) -> Result<(), Failure> {
        match part {
            "wants" => page.ledger = read_all(rows)?,
            "differ" => page.differences = read_all(rows)?,
            "people" => page.actors = read_all(rows)?,
            "reports" => page.heads = read_all(rows)?,
            _ => {
                let lines = self.said_of(read_all(rows)?);
                let mut lists = page.lists.every().into_iter();
                if let Some(section) = lists.find(|section| section.id == part) {
                    section.lines = lines;
                }
            }
        }
        Ok(())
    }

    fn rows(&self, part: &str, wanted: &Wanted, slice: Slice) -> Result<Vec<(usize, String)>, Failure> {
        Ok(self.case.shown(part, wanted, slice)?)
    }

    fn lines(&self, part: &str, wanted: &Wanted, slice: Slice) -> Result<Vec<Line>, Failure> {
        Ok(self.said_of(read_all(&self.rows(part, wanted, slice)?)?))
    }

    /// Puts what a person decided beside the lines.
    fn said_of(&self, mut lines: Vec<Line>) -> Vec<Line> {
        for line in &mut lines {
            line.lesser = false;
            line.served = true;
            let id = if line.id.is_empty() { line.fact.clone() } else { line.id.clone() };
            for decided in self.decided.iter().filter(|d| !d.undone && d.one == id) {
                line.accepted |= decided.word == Said::Accept;
                line.remarks.extend(decided.other.clone().filter(|_| decided.word == Said::Annotate));
            }
        }
        lines
    }

    /// Where the whole of a part is, with the filters.
    fn list(&self, part: &str) -> String {
        match self.asked.query().as_str() {
            "" => format!("/list/{part}"),
            query => format!("/list/{part}?{query}"),
        }
    }

    fn at_page(&self, part: &str, page: usize) -> String {
        let asked = Asked { page, ..self.asked.clone() };
        format!("/list/{part}?{}", asked.query_with_page())
    }

    /// An empty page, for a part or for all.
    fn page(&self, only: Option<&str>) -> Page {
        let asked = self.asked;
        let live = Live {
            asked: asked.clone(),
            query: asked.query(),
            export: asked.export(),
            only: only.map(str::to_owned),
            all: BTreeMap::new(),
            found: None,
            notice: self.notice.clone(),
            pages: None,
            hits: Vec::new(),
        };
        let [due, ahead, happened, planned, said] = sections::LISTS.map(|(part, ..)| sections::empty(part));
        let latest = sections::Section { title: self.frame.latest.clone(), ..sections::empty("latest") };
        Page {
            live,
            lists: sections::Lists { latest, due, ahead, happened, planned, said },
            ledger: Vec::new(),
            differences: Vec::new(),
            actors: Vec::new(),
            heads: Vec::new(),
        }
    }

    fn rendered(&self, page: Page) -> Result<String, Failure> {
        let Page { live, mut lists, mut ledger, mut differences, actors, heads } = page;
        for row in &mut ledger {
            row.lesser = false;
        }
        for difference in &mut differences {
            difference.lesser = false;
        }
        ledger::name_once(&mut ledger);
        // The pane opens on what is asked for, else on the first passage of what is shown.
        let first =
            lists.first_cite().filter(|_| !live.is_overview()).unwrap_or_else(|| self.frame.first.clone());
        let no = self.asked.report_shown.or_else(|| links::report_of(&first));
        let text = no.map(|no| self.case.shown_at("text", no)).transpose()?.flatten();
        let text: Option<texts::Report> = text.map(|json| read(&json)).transpose()?;
        let since = Some(&self.asked.since).filter(|day| !day.is_empty());
        let script = script();
        let dossier = Dossier {
            f: self.frame,
            generator: format!("Chancery {}", env!("CARGO_PKG_VERSION")),
            style: STYLE,
            script: &script,
            policy: csp::policy(STYLE, &script, true),
            first,
            since: since.map(|day| (day.parse().map_or_else(|_| day.clone(), full_day), lists.mark(day))),
            lists,
            ledger,
            lesser_rows: 0,
            differences,
            lesser_differences: 0,
            actors,
            reports: text.into_iter().collect(),
            heads,
            live: Some(&live),
        };
        let html = dossier.render().map_err(|e| unfilled(&e))?;
        Ok(links::served(&html, &self.asked.query_with_page(), no.unwrap_or(0)))
    }
}

/// The parts that have a page of their own.
const PARTS: [&str; 9] =
    ["due", "ahead", "happened", "planned", "said", "wants", "differ", "people", "reports"];

/// A page before it is filled in.
struct Page {
    live: Live,
    lists: sections::Lists,
    ledger: Vec<ledger::Row>,
    differences: Vec<ledger::Difference>,
    actors: Vec<people::Actor>,
    heads: Vec<kept::Head>,
}

/// A fact on the page of decisions.
pub(crate) struct Told {
    pub(crate) id: String,
    pub(crate) day: String,
    pub(crate) text: String,
    pub(crate) status: String,
    pub(crate) accepted: bool,
    pub(crate) remarks: Vec<String>,
}

/// An actor on the page of decisions.
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) spellings: String,
}

/// What a search on the page of decisions finds.
pub(crate) struct Found {
    pub(crate) lines: Vec<Told>,
    pub(crate) more: usize,
    pub(crate) people: Vec<Person>,
    pub(crate) more_people: usize,
}

/// The fact or actor of this id, else those that have these words, at most so many of each.
pub(crate) fn find(case: &Case, decided: &[Decided], words: &str, most: usize) -> Result<Found, Failure> {
    let frame = frame(case)?;
    let asked = Asked { q: words.to_owned(), ..Asked::default() };
    let look = Look { case, frame: &frame, decided, asked: &asked, notice: None };
    let mut found = Found { lines: Vec::new(), more: 0, people: Vec::new(), more_people: 0 };
    match case.shown_of(words.trim())? {
        Some((part, _, json)) if part == "people" => found.people.push(person(read(&json)?)),
        Some((part, _, json)) if sections::LISTS.iter().any(|l| l.0 == part) => {
            found.lines = look.said_of(vec![read(&json)?]).into_iter().map(told).collect();
        }
        _ => {
            let wanted = asked.wanted();
            for (part, ..) in sections::LISTS {
                let room = most - found.lines.len();
                let all = case.shown_count(part, &wanted)?;
                let lines = look.lines(part, &wanted, Slice::Weightiest(room))?;
                found.more += all - lines.len();
                found.lines.extend(lines.into_iter().map(told));
            }
            let people: Vec<people::Actor> =
                read_all(&look.rows("people", &wanted, Slice::Weightiest(most))?)?;
            found.more_people = case.shown_count("people", &wanted)? - people.len();
            found.people = people.into_iter().map(person).collect();
        }
    }
    Ok(found)
}

fn told(line: Line) -> Told {
    let Line { id, day, text, detail, accepted, remarks, .. } = line;
    Told { id, day, text, status: detail, accepted, remarks }
}

fn person(actor: people::Actor) -> Person {
    let spellings: Vec<String> = actor.spellings.into_iter().map(|(words, _)| words).collect();
    Person { id: actor.id, name: actor.name, kind: actor.kind.into_owned(), spellings: spellings.join("; ") }
}
