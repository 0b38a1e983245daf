//! What a time expression means before the report's day is known.

/// Units of time, as TIMEX3 writes them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "the names are the units' own")]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    const CODES: [(Unit, &'static str); 12] = [
        (Unit::Second, "S"),
        (Unit::Minute, "TM"),
        (Unit::Hour, "H"),
        (Unit::Day, "D"),
        (Unit::Night, "N"),
        (Unit::Week, "W"),
        (Unit::Fortnight, "F"),
        (Unit::Month, "M"),
        (Unit::Quarter, "Q"),
        (Unit::Year, "Y"),
        (Unit::Decade, "DE"),
        (Unit::Century, "CE"),
    ];

    /// The unit of this code in the word list.
    pub(crate) fn of(code: &str) -> Option<Unit> {
        Self::CODES.iter().find(|(_, c)| *c == code).map(|(u, _)| *u)
    }
}

/// The year that an expression says or leaves to be found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum YearOf {
    /// Not said.
    Unsaid,
    /// Said; a year before Christ is negative.
    Is(i32),
    /// So many years after the report's.
    FromPublished(i32),
    /// So many years after that of the time told before.
    FromPrevious(i32),
}

/// The month that an expression says or leaves to be found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MonthOf {
    /// Not said.
    Unsaid,
    /// Said, 1 to 12.
    Is(i8),
    /// So many months after the report's.
    FromPublished(i32),
    /// So many months after that of the time told before.
    FromPrevious(i32),
}

/// "last", "this", "next", or none of them, counted from the report's day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    /// None of them: tense and nearness decide.
    Bare,
    /// "last June".
    Last,
    /// "this June".
    This,
    /// "next June".
    Next,
    /// "the following June", counted from the time told before.
    Following,
    /// "the previous June", counted from the time told before.
    Preceding,
}

/// What an expression means.
#[derive(Clone, PartialEq, Debug)]
pub enum Meaning {
    /// A day of a month.
    Day {
        /// Its year.
        year: YearOf,
        /// Its month.
        month: MonthOf,
        /// Its day, 1 to 31.
        day: i8,
        /// The weekday that the words add, 1 for Monday.
        weekday: Option<i8>,
        /// Which of them.
        which: Which,
    },
    /// A month.
    Month {
        /// Its year.
        year: YearOf,
        /// Which month, 1 to 12.
        month: i8,
        /// Which of them.
        which: Which,
    },
    /// A year.
    Year(YearOf),
    /// The ten years that begin with this one.
    Decade(i32),
    /// The hundred years whose numbers begin so: 19 for the twentieth century.
    Century(i32),
    /// A season: SP, SU, FA, WI.
    Season {
        /// TIMEX3's code.
        season: &'static str,
        /// Its year.
        year: YearOf,
        /// Which of them.
        which: Which,
    },
    /// A quarter (`parts` 4) or a half (`parts` 2) of a year.
    YearPart {
        /// Which, from 1.
        nth: i8,
        /// Of how many.
        parts: i8,
        /// Its year.
        year: YearOf,
    },
    /// A weekday, 1 for Monday.
    Weekday {
        /// Which weekday.
        weekday: i8,
        /// Which of them.
        which: Which,
        /// So many weeks after the report's, if said.
        week: Option<i32>,
    },
    /// So many units after (before, if negative) the report's day or the time told before.
    Shift {
        /// The unit.
        unit: Unit,
        /// How many; a fraction is possible.
        amount: f64,
        /// Whether it counts from the time told before.
        from_previous: bool,
    },
    /// The Saturday and Sunday so many weeks after the report's.
    Weekend(i32),
    /// The week of a day.
    WeekOf(Box<Meaning>),
    /// A day with a name: `MM-DD`, `nth MONTH WEEKDAY N`, `last MONTH WEEKDAY`, `after MONTH WEEKDAY N`, `easter N`.
    Holiday {
        /// How it is found in a year.
        rule: String,
        /// Its year.
        year: YearOf,
        /// Which of them.
        which: Which,
    },
    /// From one time to another.
    Range(Box<Meaning>, Box<Meaning>),
    /// The day of the time told before in the sentence, or the report's: "at 9 a.m.".
    SameDay,
    /// "now".
    Present,
    /// "recently".
    Past,
    /// "soon".
    Future,
    /// A length of time; `None` is "several".
    Length {
        /// How many.
        amount: Option<f64>,
        /// The unit.
        unit: Unit,
    },
    /// A time that returns; its TIMEX3 value.
    Set(String),
    /// A time that cannot be read off its words; its TIMEX3 value.
    Stated(String),
}
