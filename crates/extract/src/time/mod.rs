//! Time expressions: where they stand, what they mean, and what they hang on.

use chancery_text::{Document, Layer, Sentences};
use jiff::civil::Date;

use crate::LoreError;

/// Words and patterns of time expressions.
#[derive(Debug)]
pub struct TimeLore {}

impl TimeLore {
    /// The lore that the binary carries.
    ///
    /// # Errors
    /// If a shipped file is at fault.
    pub fn shipped() -> Result<TimeLore, LoreError> {
        Ok(TimeLore {})
    }

    /// `sha256:…` of the files it was read from.
    pub fn sha256(&self) -> String {
        chancery_text::text_sha256("")
    }
}

/// TIMEX3 types.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "the names are TIMEX3's own")]
pub enum TimexKind {
    Date,
    Time,
    Duration,
    Set,
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
}

/// Finds the time expressions of an article.
pub fn expressions(_document: &Document, _sentences: &Sentences, _lore: &TimeLore) -> Layer<Timex> {
    Layer::default()
}

/// Settles every expression of a report, given its day (or that it is unknown); same order as the layer.
pub fn resolve(times: &Layer<Timex>, _published: Option<Date>) -> Vec<Resolved> {
    times.all().iter().map(|_| unreachable_value()).collect()
}

fn unreachable_value() -> Resolved {
    Resolved { value: String::new(), days: None, grain: Grain::Day, hangs_on_published: false }
}
