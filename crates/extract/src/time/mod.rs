//! Time expressions: where they stand, what they mean, and what they hang on.
//!
//! [`expressions`] finds them in one article without knowing its day; [`resolve`] settles them once it is known.
//! What is a time and what is none is told by the rules in `lore/time/*.toml`, each with its examples.

mod anchor;
mod build;
mod calendar;
mod classes;
mod context;
mod event;
mod expressions;
mod filed;
mod find;
mod lore;
mod meaning;
mod note;
mod pattern;
mod resolve;
mod stretch;
mod tense;
mod words;

pub use expressions::expressions;
pub use filed::{Filed, FiledIn, filed};
pub use lore::TimeLore;
pub use meaning::{Meaning, MonthOf, Unit, Which, YearOf};
pub use resolve::{days_if, resolve};
pub use tense::Direction;

use jiff::civil::Date;

/// TIMEX3 types.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "the names are TIMEX3's own")]
pub enum TimexKind {
    Date,
    Time,
    Duration,
    Set,
}

impl TimexKind {
    /// The name in TIMEX3.
    pub fn name(self) -> &'static str {
        match self {
            TimexKind::Date => "DATE",
            TimexKind::Time => "TIME",
            TimexKind::Duration => "DURATION",
            TimexKind::Set => "SET",
        }
    }
}

/// What an expression's value hangs on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// Nothing: the words say it all.
    Stated,
    /// The report's day.
    Published,
    /// Another expression of the report (index into the layer).
    Previous(usize),
}

/// A time expression, unresolved where it hangs on the report's day.
#[derive(Clone, PartialEq, Debug)]
pub struct Timex {
    /// TIMEX3 type.
    pub kind: TimexKind,
    /// What its value hangs on.
    pub anchor: Anchor,
    /// What it means.
    pub meaning: Meaning,
    /// What stands after the `T` of its value: part of the day or clock time.
    pub part: Option<String>,
    /// TIMEX3 modifier: START, MID, END, APPROX, MORE_THAN …
    pub modifier: Option<String>,
    /// On which side of the report's day it lies, by the verb that governs it.
    pub direction: Direction,
    /// Whether it is the day of a plan that is told as past: "had been scheduled for Friday".
    pub planned: bool,
    /// Whether it stands in speech within quotation marks, so that its day is the speaker's.
    pub quoted: bool,
    /// Whether the words tell an event that so much time lies before or after: "two days before the vote".
    pub relation: Option<Relation>,
    /// The sentence it stands in, counted over the report.
    pub sentence: usize,
    /// The words, for a person's reasons.
    pub words: String,
}

/// How a length of time stands to an event named after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    /// "two days before the vote".
    Before,
    /// "a day after the call".
    After,
}

/// How fine a resolved time is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "the names are FORMAT's own")]
pub enum Grain {
    Instant,
    Day,
    Week,
    Month,
    Year,
}

/// What an expression means once the report's day is known (or not).
#[derive(Clone, PartialEq, Debug)]
pub struct Resolved {
    /// TIMEX3 value; a pattern (`XXXX-01-12`) where it cannot be settled.
    pub value: String,
    /// The days it covers, both inclusive, where it names a stretch of the calendar.
    pub days: Option<(Date, Date)>,
    /// How fine it is.
    pub grain: Grain,
    /// Whether the days hang on the report's day.
    pub hangs_on_published: bool,
    /// What a reader must know: a weekday that contradicts its date, or why a pattern was left unsettled.
    pub note: Option<String>,
}

#[cfg(test)]
mod tests;
