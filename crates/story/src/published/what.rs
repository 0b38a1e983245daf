//! What the words of a report may demand of its day.

use chancery_extract::time::{Direction, Filed};

use super::{days::DayNumber, weigh::Style};

/// All that a report's words demand of its day.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    pub(super) demands: Vec<Demand>,
    /// Candidate days, both ends inclusive; none where no year is told.
    pub(super) window: Option<(DayNumber, DayNumber)>,
    /// How ill its witnesses of times gone by fit the day that they fit best.
    pub(super) then: f64,
}

/// One demand, with the words it rests on.
#[derive(Clone, Debug)]
pub(super) struct Demand {
    pub(super) what: What,
    pub(super) words: String,
}

/// A day of the month that is told, perhaps without its year.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Told {
    pub(super) year: Option<i16>,
    pub(super) month: i8,
    pub(super) day: i8,
    pub(super) weekday: Option<i8>,
    pub(super) direction: Direction,
    pub(super) sentence: usize,
}

/// What is demanded.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// The head of the report states its day without the year.
    Filed(Filed),
    /// The latest day with its year that is told as past.
    LatestPast(DayNumber),
    /// The earliest day with its year that is told as to come.
    EarliestAhead(DayNumber),
    /// A whole month or year told as past has begun.
    Begun(DayNumber),
    /// A whole month or year told as to come has not ended, and is seldom far off.
    NotOver(DayNumber, DayNumber),
    /// The latest year that is named, with no tense.
    LatestYear(i16),
    /// The same of a report of a crisis: its own latest year, that of all the reports, and the share of one report
    /// in what that says, since all of them tell of one background.
    Background(i16, i16, f64),
    /// A year is named in a sentence that looks ahead.
    NamesYear(i16),
    /// Days of the month told as past: the latest is near, none is ahead.
    PastDays(Vec<Told>, Style),
    /// Days of the month told as to come: the earliest is near, none is behind.
    DaysAhead(Vec<Told>),
    /// A weekday with its day of the month.
    WeekdayOfDay(Told),
    /// The weekdays that are told as past and as to come: how ill Monday to Sunday fit them.
    Weekdays([f64; 7]),
    /// "next month": one of these months is the next, so many months off; said in one breath with it.
    MonthsOff(i8, Vec<i8>, bool),
    /// "next week": one of these days lies so many weeks off; said so often in one breath with them.
    WeeksOff(i8, Vec<Told>, usize),
    /// "next January" is not said in January; "last April" may be said in April, of the year before.
    NotInMonth(i8),
    /// "44 years ago" beside a year.
    YearsAgo(i16, bool),
    /// "the 67 days since" beside a day told as past: month, day of the month, length in days.
    DaysSince(i8, i8, i32, bool),
    /// "last year" beside a year.
    YearsOff(i16, Vec<i16>),
    /// A holiday is named: month and day.
    Holiday(i8, i8, Option<i8>),
    /// The anniversary of a day is named: month and day.
    Anniversary(i8, i8),
    /// People hold offices: the terms of each.
    InOffice(Vec<Vec<(DayNumber, DayNumber)>>),
    /// Someone is said to have held an office before: the last day there.
    LeftOffice(DayNumber),
    /// A month told as to come, or as past, without its year.
    MonthAhead(i8),
    MonthPast(i8),
    /// "this spring": the months of the season.
    ThisSeason(&'static str),
}
