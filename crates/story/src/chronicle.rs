//! The register of a pile: what all reports together say, each fact with every passage it rests on.
//!
//! Offsets are byte spans here; the border (`case`) turns them into code points.

use chancery_extract::{Bound, FactKind, Form, Kind, LinkKind, Plover, Report, Role, Status, time::Grain};
use chancery_text::{Span, Why};
use jiff::civil::Date;

/// What "ahead" and "past" count from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AsOf {
    /// The day.
    pub date: Date,
    /// Other days that fit as well.
    pub also: Vec<Date>,
    /// Whether a person gave it (else it is the latest report's day).
    pub given: bool,
}

/// How a publication day is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names are FORMAT's own")]
pub enum Basis {
    Given,
    Stated,
    Inferred,
    Unknown,
}

/// The day of a report: an interval, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dated {
    /// First day that fits.
    pub earliest: Option<Date>,
    /// Last day that fits.
    pub latest: Option<Date>,
    /// The likeliest day, where one stands out or it is the first of few candidates.
    pub best: Option<Date>,
    /// Days that fit, likeliest first, where they are few.
    pub candidates: Vec<Date>,
    /// How it is known.
    pub basis: Basis,
    /// Reasons for a person.
    pub why: Vec<String>,
}

/// A report in the pile.
#[derive(Clone, Debug)]
pub struct DatedReport {
    /// Head of the file.
    pub report: Report,
    /// Its day.
    pub published: Dated,
    /// Copies of one wire share it: "L1".
    pub lineage: String,
}

/// A time expression, resolved.
#[derive(Clone, PartialEq, Debug)]
pub struct TimeOut {
    /// Which report.
    pub doc: usize,
    /// Where.
    pub span: Span,
    /// TIMEX3 type in lower case.
    pub kind: chancery_extract::time::TimexKind,
    /// TIMEX3 value.
    pub value: String,
    /// "published", "previous", "stated".
    pub anchor: &'static str,
    /// Derivation.
    pub why: Why,
    /// The days it covers, where it names a stretch of the calendar or is counted from an event whose day is known.
    pub days: Option<(Date, Date)>,
    /// What a reader must know of it: a weekday that contradicts its date, why a pattern was left unsettled.
    pub note: Option<String>,
}

/// A place in a report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    /// Which report.
    pub doc: usize,
    /// Where.
    pub span: Span,
}

/// A mention of an entity.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MentionOut {
    /// Which report.
    pub doc: usize,
    /// Where.
    pub span: Span,
    /// In which form.
    pub form: Form,
}

/// An office, from a text or from lore.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct RoleOut {
    /// Title.
    pub title: String,
    /// State or body served.
    pub of: Option<String>,
    /// First day in office, if known.
    pub from: Option<Date>,
    /// Last day in office, if known and over.
    pub to: Option<Date>,
    /// Whether a text says so (else lore).
    pub from_text: bool,
}

/// One actor or place over all reports.
#[derive(Clone, PartialEq, Debug)]
pub struct Entity {
    /// From content; stable when an unrelated report is added.
    pub id: String,
    /// Best name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// ISO 3166 alpha-3 that it acts for, or a body's id.
    pub country: Option<String>,
    /// Offices.
    pub roles: Vec<RoleOut>,
    /// Mentions by report and span.
    pub mentions: Vec<MentionOut>,
    /// Why the reports' actors are one.
    pub links: Vec<Why>,
}

/// When a fact holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct When {
    /// First day.
    pub earliest: Option<Date>,
    /// Last day.
    pub latest: Option<Date>,
    /// How fine.
    pub grain: Grain,
    /// It moves with these reports' worked-out days.
    pub rests_on: Vec<RestsOn>,
}

/// "If report 4 is of 25 January, this is on 26 January."
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct RestsOn {
    /// Which report.
    pub doc: usize,
    /// If it is of this day …
    pub if_day: Date,
    /// … the fact begins on this one.
    pub then: Date,
}

/// A counted thing.
#[derive(Clone, PartialEq, Debug)]
pub struct Number {
    /// The number.
    pub value: f64,
    /// Of what.
    pub unit: String,
    /// How it bounds.
    pub bound: Bound,
}

/// What one passage says of a fact, beside the merged fact.
#[derive(Clone, PartialEq, Debug)]
pub struct Says {
    /// When, by this passage.
    pub when: When,
    /// Where: index into the entities.
    pub place: Option<usize>,
    /// Numbers of this passage.
    pub numbers: Vec<Number>,
    /// Status by this passage.
    pub status: Status,
    /// Who, by this passage: indices into the entities.
    pub actors: Vec<(usize, Role)>,
}

/// One passage that a fact rests on.
#[derive(Clone, PartialEq, Debug)]
pub struct Source {
    /// Where it stands.
    pub at: Place,
    /// The claim it came from: index into that report's claims.
    pub claim: usize,
    /// Who is said to say so, outermost first: indices into the entities.
    pub attribution: Vec<usize>,
    /// What it says.
    pub says: Says,
    /// Subject matter in the report's words.
    pub about: Option<Span>,
    /// The *if*.
    pub condition: Option<Span>,
    /// Speech in quotation marks.
    pub quoted: Vec<Span>,
    /// Derivation.
    pub why: Why,
}

/// A fact: one occurrence or stance, with every passage that tells it.
#[derive(Clone, PartialEq, Debug)]
pub struct Fact {
    /// From content; stable when an unrelated report is added.
    pub id: String,
    /// Kind.
    pub kind: FactKind,
    /// Status, the latest told.
    pub status: Status,
    /// Actors: indices into the entities.
    pub actors: Vec<(usize, Role)>,
    /// When.
    pub when: When,
    /// Where: index into the entities.
    pub place: Option<usize>,
    /// Numbers.
    pub numbers: Vec<Number>,
    /// Own words from the fields.
    pub summary: String,
    /// By which medium.
    pub medium: Option<&'static str>,
    /// Code.
    pub plover: Option<Plover>,
    /// Passages, by report and span.
    pub sources: Vec<Source>,
    /// Lineages among the sources.
    pub independent_sources: usize,
    /// Who is first said to say so: indices into the entities.
    pub origins: Vec<usize>,
    /// Distinct origins, a report's own voice counting as its outlet.
    pub independent_origins: usize,
    /// Links to other facts (indices).
    pub links: Vec<(usize, LinkKind)>,
    /// Disputes about it (indices).
    pub disputes: Vec<usize>,
    /// Why its passages are one fact.
    pub why: Why,
}

/// What a holder does about an issue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "the names are FORMAT's own")]
pub enum Stance {
    Demands,
    Offers,
    Refuses,
    Pledges,
    Threatens,
    RedLine,
    Accuses,
    Denies,
}

impl Stance {
    /// The name in FORMAT.
    pub fn name(self) -> &'static str {
        match self {
            Stance::Demands => "demands",
            Stance::Offers => "offers",
            Stance::Refuses => "refuses",
            Stance::Pledges => "pledges",
            Stance::Threatens => "threatens",
            Stance::RedLine => "red_line",
            Stance::Accuses => "accuses",
            Stance::Denies => "denies",
        }
    }
}

/// Who wants what.
#[derive(Clone, PartialEq, Debug)]
pub struct Position {
    /// From content.
    pub id: String,
    /// Index into the entities.
    pub holder: usize,
    /// Stance.
    pub stance: Stance,
    /// Subject, short.
    pub issue: String,
    /// Toward whom: indices into the entities.
    pub toward: Vec<usize>,
    /// Indices into the facts.
    pub facts: Vec<usize>,
    /// First told.
    pub first: Option<Date>,
    /// Last told.
    pub last: Option<Date>,
    /// Facts that answer it.
    pub answers: Vec<usize>,
    /// The holder's earlier position on the same issue that this one turns from (index), such as a refusal before an offer.
    pub turned_from: Option<usize>,
}

/// What a dispute is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "the names are FORMAT's own")]
pub enum About {
    When,
    Where,
    Who,
    Number,
    Status,
    Blame,
    Wording,
}

impl About {
    /// The name in FORMAT.
    pub fn name(self) -> &'static str {
        match self {
            About::When => "when",
            About::Where => "where",
            About::Who => "who",
            About::Number => "number",
            About::Status => "status",
            About::Blame => "blame",
            About::Wording => "wording",
        }
    }
}

/// Whether the sources contradict, one updates the other, or they differ only in grain.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "the names are FORMAT's own")]
pub enum Difference {
    Conflict,
    Update,
    Granularity,
}

impl Difference {
    /// The name in FORMAT.
    pub fn name(self) -> &'static str {
        match self {
            Difference::Conflict => "conflict",
            Difference::Update => "update",
            Difference::Granularity => "granularity",
        }
    }
}

/// A place where the sources do not agree.
#[derive(Clone, PartialEq, Debug)]
pub struct Dispute {
    /// From content.
    pub id: String,
    /// About what.
    pub about: About,
    /// Which facts (indices).
    pub facts: Vec<usize>,
    /// Which sort.
    pub kind: Difference,
    /// Each value with its passages.
    pub values: Vec<(String, Vec<Place>)>,
}

/// A remark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteOut {
    /// Where.
    pub at: Place,
    /// Whether it warns.
    pub warning: bool,
    /// What.
    pub text: String,
}

/// Reports of one crisis.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Story {
    /// Its weightiest actors; empty where no two reports share one.
    pub name: String,
    /// Its reports (indices), sorted.
    pub reports: Vec<usize>,
}

/// The register.
#[derive(Clone, Debug)]
pub struct Chronicle {
    /// What "ahead" counts from; `None` if no report's day is known.
    pub as_of: Option<AsOf>,
    /// Stretches without a report, both ends inclusive.
    pub gaps: Vec<(Date, Date)>,
    /// Reports by name, then id.
    pub reports: Vec<DatedReport>,
    /// Times by report and span.
    pub times: Vec<TimeOut>,
    /// Actors and places.
    pub entities: Vec<Entity>,
    /// Facts.
    pub facts: Vec<Fact>,
    /// Positions.
    pub positions: Vec<Position>,
    /// Disputes.
    pub disputes: Vec<Dispute>,
    /// Remarks.
    pub notes: Vec<NoteOut>,
    /// The stories of the pile, largest first; each report is in exactly one.
    pub stories: Vec<Story>,
}

impl Chronicle {
    /// For each report the number a reader sees, from 1 by its day: `[4:12]` is line 12 of report 4.
    pub fn numbers(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.reports.len()).collect();
        order.sort_by_key(|&i| {
            let published = &self.reports[i].published;
            (published.best.is_none(), published.best, published.latest, i)
        });
        let mut numbers = vec![0; order.len()];
        for (n, i) in order.into_iter().enumerate() {
            numbers[i] = n + 1;
        }
        numbers
    }
}
