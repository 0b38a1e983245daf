//! One thing that an article says: of which kind, by whom, when, where, on whose word.

use chancery_text::{Span, Why};

/// The kinds of fact, named as in FORMAT.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "the names are FORMAT's own")]
pub enum FactKind {
    Meeting,
    Call,
    Visit,
    Statement,
    Demand,
    Offer,
    Refusal,
    Pledge,
    Deadline,
    Threat,
    Accusation,
    Denial,
    Agreement,
    Support,
    Transfer,
    Sanction,
    Expulsion,
    Arrest,
    Seizure,
    Restriction,
    Deployment,
    Withdrawal,
    Exercise,
    Attack,
    Incident,
    Protest,
    Vote,
    Appointment,
    Decision,
    State,
}

impl FactKind {
    /// Whether it is words that someone spoke or wrote: their content is what they are about, not what happened.
    pub fn is_utterance(self) -> bool {
        use FactKind::{Accusation, Demand, Denial, Offer, Pledge, Refusal, Statement, Support, Threat};
        matches!(self, Statement | Demand | Offer | Refusal | Pledge | Threat | Accusation | Denial | Support)
    }

    /// Whether people or governments meet, speak or call on each other.
    pub fn is_contact(self) -> bool {
        matches!(self, FactKind::Meeting | FactKind::Call | FactKind::Visit)
    }

    /// All kinds, in FORMAT's order.
    pub const ALL: [(FactKind, &'static str); 30] = [
        (FactKind::Meeting, "meeting"),
        (FactKind::Call, "call"),
        (FactKind::Visit, "visit"),
        (FactKind::Statement, "statement"),
        (FactKind::Demand, "demand"),
        (FactKind::Offer, "offer"),
        (FactKind::Refusal, "refusal"),
        (FactKind::Pledge, "pledge"),
        (FactKind::Deadline, "deadline"),
        (FactKind::Threat, "threat"),
        (FactKind::Accusation, "accusation"),
        (FactKind::Denial, "denial"),
        (FactKind::Agreement, "agreement"),
        (FactKind::Support, "support"),
        (FactKind::Transfer, "transfer"),
        (FactKind::Sanction, "sanction"),
        (FactKind::Expulsion, "expulsion"),
        (FactKind::Arrest, "arrest"),
        (FactKind::Seizure, "seizure"),
        (FactKind::Restriction, "restriction"),
        (FactKind::Deployment, "deployment"),
        (FactKind::Withdrawal, "withdrawal"),
        (FactKind::Exercise, "exercise"),
        (FactKind::Attack, "attack"),
        (FactKind::Incident, "incident"),
        (FactKind::Protest, "protest"),
        (FactKind::Vote, "vote"),
        (FactKind::Appointment, "appointment"),
        (FactKind::Decision, "decision"),
        (FactKind::State, "state"),
    ];

    /// The kind of this name.
    pub fn named(name: &str) -> Option<FactKind> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(k, _)| *k)
    }

    /// The name in FORMAT.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(k, _)| *k == self).map_or("", |(_, n)| n)
    }
}

/// Whether it took place, and in which sense.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "the names are FORMAT's own")]
pub enum Status {
    Happened,
    Scheduled,
    Proposed,
    Conditional,
    Denied,
    Cancelled,
    Postponed,
    Missed,
}

impl Status {
    /// All, with their names in FORMAT.
    pub const ALL: [(Status, &'static str); 8] = [
        (Status::Happened, "happened"),
        (Status::Scheduled, "scheduled"),
        (Status::Proposed, "proposed"),
        (Status::Conditional, "conditional"),
        (Status::Denied, "denied"),
        (Status::Cancelled, "cancelled"),
        (Status::Postponed, "postponed"),
        (Status::Missed, "missed"),
    ];

    /// The status of this name.
    pub fn named(name: &str) -> Option<Status> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(k, _)| *k)
    }

    /// The name in FORMAT.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(k, _)| *k == self).map_or("", |(_, n)| n)
    }
}

/// What an actor does in a claim.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "the names are FORMAT's own")]
pub enum Role {
    Source,
    Target,
    Party,
    Host,
    Speaker,
    Addressee,
    Attendee,
    About,
}

impl Role {
    /// All, with their names in FORMAT.
    pub const ALL: [(Role, &'static str); 8] = [
        (Role::Source, "source"),
        (Role::Target, "target"),
        (Role::Party, "party"),
        (Role::Host, "host"),
        (Role::Speaker, "speaker"),
        (Role::Addressee, "addressee"),
        (Role::Attendee, "attendee"),
        (Role::About, "about"),
    ];

    /// The role of this name.
    pub fn named(name: &str) -> Option<Role> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(k, _)| *k)
    }

    /// The name in FORMAT.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(k, _)| *k == self).map_or("", |(_, n)| n)
    }
}

/// An actor in its role.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Party {
    /// Index into [`crate::Findings::mentions`].
    pub mention: usize,
    /// Its role.
    pub role: Role,
}

/// When a claim holds, as far as the article says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClaimTime {
    /// At a time expression (index into [`crate::Findings::times`]).
    At(usize),
    /// So many days after (before, if negative) a time expression: "two days before the council of 12 January".
    Offset {
        /// Index into [`crate::Findings::times`].
        from: usize,
        /// Days after it.
        days: i32,
    },
    /// So many days after (before, if negative) another claim of the same article (index into its claims).
    OffsetFromClaim {
        /// Index into [`crate::Findings::claims`].
        claim: usize,
        /// Days after it.
        days: i32,
    },
    /// Told as news of the report, with no time said: on the report's day or shortly before.
    News,
    /// Told as background: some time before the report.
    Before,
    /// Told as to come, with no time said: after the report.
    After,
    /// Nothing is known, or the claim has no time ("Ukraine is not a member").
    Unknown,
}

/// How a number bounds what it counts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "the names are FORMAT's own")]
pub enum Bound {
    Exact,
    About,
    AtLeast,
    AtMost,
}

/// A counted thing: "about 100,000 troops".
#[derive(Clone, PartialEq, Debug)]
pub struct Quantity {
    /// The number; "tens of thousands" is at least 20,000 by its words.
    pub value: f64,
    /// What is counted: "troops".
    pub unit: String,
    /// How it bounds.
    pub bound: Bound,
    /// The words.
    pub span: Span,
}

/// PLOVER v0.8 event, mode and contexts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plover {
    /// "CONSULT".
    pub event: String,
    /// "phone".
    pub mode: Option<String>,
    /// "military", …
    pub contexts: Vec<String>,
    /// CAMEO code of the same event, for who works with older tables: "041".
    pub cameo: Option<String>,
}

/// What one claim is to another.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "the names are FORMAT's own")]
pub enum LinkKind {
    Answers,
    Denies,
    Confirms,
    CarriesOut,
    Postpones,
    Cancels,
    Breaches,
    Follows,
}

impl LinkKind {
    /// The name in FORMAT.
    pub fn name(self) -> &'static str {
        match self {
            LinkKind::Answers => "answers",
            LinkKind::Denies => "denies",
            LinkKind::Confirms => "confirms",
            LinkKind::CarriesOut => "carries_out",
            LinkKind::Postpones => "postpones",
            LinkKind::Cancels => "cancels",
            LinkKind::Breaches => "breaches",
            LinkKind::Follows => "follows",
        }
    }
}

/// A link to another claim of the same article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClaimLink {
    /// Index into [`crate::Findings::claims`].
    pub claim: usize,
    /// What this claim is to that one.
    pub kind: LinkKind,
}

/// What did it, where no one did: a mine, a projectile, a collision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cause {
    /// The words: "a limpet mine".
    pub words: String,
    /// Lemma of their head: "mine".
    pub head: String,
}

/// One thing that an article says. It cannot exist without its passage.
#[derive(Clone, PartialEq, Debug)]
pub struct Claim {
    /// Which kind.
    pub kind: FactKind,
    /// In which sense it is so.
    pub status: Status,
    /// Who, in which role.
    pub actors: Vec<Party>,
    /// When.
    pub when: ClaimTime,
    /// Where: index into [`crate::Findings::mentions`].
    pub place: Option<usize>,
    /// Counted things.
    pub numbers: Vec<Quantity>,
    /// Subject matter or content, in the report's words: "the security guarantees".
    pub about: Option<Span>,
    /// Lemmas of the content words of the subject matter, sorted, for comparing positions.
    pub issue: Vec<String>,
    /// The *if* of a threat, an offer, a deadline.
    pub condition: Option<Span>,
    /// Speech in quotation marks within the passage, without the marks.
    pub quoted: Vec<Span>,
    /// "phone", "video", "tweet", "interview", "press conference", "address", "statement".
    pub medium: Option<&'static str>,
    /// Who is said to say so, outermost first: indices into [`crate::Findings::mentions`].
    pub attribution: Vec<usize>,
    /// The party that the report says took the initiative: index into [`crate::Findings::mentions`].
    pub initiator: Option<usize>,
    /// What an incident is put down to.
    pub cause: Option<Cause>,
    /// The passage.
    pub span: Span,
    /// The word that triggered the rule.
    pub trigger: Span,
    /// Code, where the kind has one.
    pub plover: Option<Plover>,
    /// Links within the article.
    pub links: Vec<ClaimLink>,
    /// The derivation.
    pub why: Why,
}
