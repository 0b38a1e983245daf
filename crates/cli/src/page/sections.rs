//! The lists of the left column; every fact of the register stands on exactly one line of them.

use std::cmp::Reverse;

use chancery_extract::FactKind;
use chancery_story::{Fact, calendar_words::full_day};
use jiff::civil::Date;

use super::{
    Word,
    cites::Cites,
    lines::{Line, again, line},
    since::mark,
};
use crate::brief::{
    calendar::{Due, due},
    happened::{belongs, latest_facts},
    view::{View, word},
};

/// A heading with its lines.
pub(crate) struct Section {
    pub(crate) id: Word,
    pub(crate) title: String,
    pub(crate) lines: Vec<Line>,
    /// Lines that are not among the weightiest, shown on demand.
    pub(crate) lesser: usize,
    /// Where it is served in parts: how many there are in all, and where.
    pub(crate) all: Option<(usize, String)>,
}

/// The lists of the page.
pub(crate) struct Lists {
    pub(crate) latest: Section,
    /// Due, then the line of today, then ahead.
    pub(crate) due: Section,
    pub(crate) ahead: Section,
    pub(crate) happened: Section,
    pub(crate) planned: Section,
    pub(crate) said: Section,
}

/// Where a fact has its line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Home {
    Due,
    Ahead,
    Happened,
    Planned,
    Said,
}

fn home(view: &View, fact: &Fact) -> Home {
    match due(view, fact) {
        Some(Due::Passed) => Home::Due,
        Some(Due::Ahead) => Home::Ahead,
        None if fact.kind != FactKind::Statement && belongs(view, fact) => Home::Happened,
        None if word(fact.kind) => Home::Said,
        None => Home::Planned,
    }
}

/// All lists of the register.
pub(crate) fn lists(cites: &Cites) -> Lists {
    let view = cites.view;
    let of = |wanted: Home| -> Vec<&Fact> {
        let mut facts: Vec<&Fact> = view.register.facts.iter().filter(|f| home(view, f) == wanted).collect();
        facts.sort_by_key(|f| (f.when.latest.or(f.when.earliest).unwrap_or(Date::MAX), f.sources[0].at));
        facts
    };
    let (reports, latest) = latest_facts(view);
    let numbers: Vec<String> = reports.iter().take(5).map(|&doc| view.number(doc).to_string()).collect();
    let plural = if reports.len() == 1 { "report" } else { "reports" };
    let more = if reports.len() > 5 { " …" } else { "" };
    Lists {
        latest: Section {
            id: "latest".into(),
            title: format!("The latest ({plural} {}{more})", numbers.join(", ")),
            lines: latest.into_iter().map(|f| again(cites, f, "")).collect(),
            lesser: 0,
            all: None,
        },
        due: section(cites, "due", of(Home::Due)),
        ahead: section(cites, "ahead", of(Home::Ahead)),
        happened: section(cites, "happened", of(Home::Happened)),
        planned: section(cites, "planned", of(Home::Planned)),
        said: section(cites, "said", of(Home::Said)),
    }
}

/// The lists in the order in which they are kept, with their titles, the style of their marks, and how many lines stand open.
pub(crate) const LISTS: [(&str, &str, &str, usize); 5] = [
    ("due", "Due by now, outcome not reported", "due", 8),
    ("ahead", "Ahead", "ahead", 12),
    ("happened", "What happened", "", 24),
    ("planned", "Planned, proposed or conditional, without a place in the calendar", "", 6),
    ("said", "Who said what", "", 20),
];

impl Lists {
    /// All of them, the latest among them.
    pub(crate) fn every(&mut self) -> [&mut Section; 6] {
        let Lists { latest, due, ahead, happened, planned, said } = self;
        [latest, due, ahead, happened, planned, said]
    }

    /// The best passage of the first line that has one.
    pub(crate) fn first_cite(&self) -> Option<String> {
        let all = [&self.latest, &self.ahead, &self.due, &self.happened, &self.said, &self.planned];
        let line = all.into_iter().flat_map(|s| &s.lines).find(|l| !l.cites.is_empty());
        line.map(|l| l.cites[0].id.clone())
    }

    /// Marks each line with what has become of it since a day (ISO), and counts them.
    pub(crate) fn mark(&mut self, since: &str) -> String {
        let mut counts = [("new", 0), ("changed", 0), ("restated", 0)];
        for line in self.every().into_iter().flat_map(|s| &mut s.lines) {
            line.mark = mark(&line.tellings, since);
            let counted = counts.iter_mut().find(|(word, _)| {
                !line.id.is_empty() && line.mark.as_ref().is_some_and(|mark| mark.word == *word)
            });
            if let Some((_, count)) = counted {
                *count += 1;
            }
        }
        counts.map(|(word, count)| format!("{count} {word}")).join(", ")
    }
}

/// The line across the calendar: what "ahead" counts from.
pub(crate) fn today(view: &View) -> Option<String> {
    view.as_of.map(full_day)
}

/// An empty list of this name.
pub(crate) fn empty(part: &str) -> Section {
    let (id, title, ..) = LISTS.into_iter().find(|l| l.0 == part).unwrap_or(("latest", "", "", 0));
    Section { id: id.into(), title: title.to_owned(), lesser: 0, lines: Vec::new(), all: None }
}

fn section(cites: &Cites, part: &str, facts: Vec<&Fact>) -> Section {
    let view = cites.view;
    let (id, title, style, share) = LISTS.into_iter().find(|l| l.0 == part).unwrap_or(LISTS[2]);
    let mut weights: Vec<(Reverse<i64>, usize)> =
        facts.iter().enumerate().map(|(n, f)| (Reverse(view.weight(f)), n)).collect();
    weights.sort_unstable();
    let mut ranks = vec![0; facts.len()];
    for (rank, (_, n)) in weights.into_iter().enumerate() {
        ranks[n] = rank;
    }
    // Three more lines are no burden; a switch for them would be.
    let least = if facts.len() <= share + 3 { usize::MAX } else { share };
    let made =
        |(n, fact): (usize, &Fact)| Line { rank: ranks[n], ..line(cites, fact, style, ranks[n] >= least) };
    let lines: Vec<Line> = facts.into_iter().enumerate().map(made).collect();
    let lesser = lines.iter().filter(|l| l.lesser).count();
    Section { id: id.into(), title: title.to_owned(), lesser, lines, all: None }
}
