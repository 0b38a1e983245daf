//! What the words of one report demand of its day.

use chancery_extract::{
    Findings, Lore,
    time::{Direction, Filed, FiledIn, Meaning, MonthOf, Relation, Timex, Unit, Which, YearOf},
};

use super::{
    days::{self, DayNumber},
    weigh::{Style, WeekdayTold},
};

/// All that a report's words demand of its day.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    pub(super) demands: Vec<Demand>,
    /// Candidate days, both ends inclusive; none where no year is told.
    pub(super) window: Option<(DayNumber, DayNumber)>,
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
    /// Someone holds an office: the terms.
    InOffice(Vec<(DayNumber, DayNumber)>),
    /// Someone is said to have held an office before: the last day there.
    LeftOffice(DayNumber),
    /// A month told as to come, or as past, without its year.
    MonthAhead(i8),
    MonthPast(i8),
    /// "this spring": the months of the season.
    ThisSeason(&'static str),
}

/// Reads the demands of a report.
pub(super) fn evidence(findings: &Findings, lore: &Lore) -> Evidence {
    let all: Vec<&Timex> = findings.times.all().iter().map(|a| &a.value).collect();
    // What the dateline tells is weighed as such, and for nothing else.
    let head = findings.report.filed.as_ref().map(|f| f.span);
    let own = findings.times.all().iter().filter(|t| head.is_none_or(|head| !head.holds(t.span)));
    let times: Vec<&Timex> = own.map(|a| &a.value).collect();
    let told: Vec<(Told, &Timex)> = times.iter().filter_map(|t| Some((told(t, &all)?, *t))).collect();
    let mut demands: Vec<Demand> = findings.report.filed.as_ref().map(filed).into_iter().collect();
    stated_days(&told, &mut demands);
    stated_months_and_years(&times, &mut demands);
    days_without_year(&told, style(&times), &mut demands);
    weekdays(&times, &mut demands);
    months_off(&times, &told, &mut demands);
    weeks_off(&times, &told, &mut demands);
    years_off(&times, &mut demands);
    days_since(&times, &told, &mut demands);
    named_seasons(&times, &mut demands);
    anniversaries(findings, &mut demands);
    demands.extend(super::offices::offices(findings, lore));
    let window = window(&demands);
    Evidence { demands, window }
}

/// The evidence of each report with its latest year seen beside those of its neighbours.
pub(super) fn with_background(evidence: &[Evidence], neighbours: &[Vec<usize>]) -> Vec<Evidence> {
    let own: Vec<Option<i16>> = evidence
        .iter()
        .map(|e| e.demands.iter().find_map(|d| if let What::LatestYear(y) = d.what { Some(y) } else { None }))
        .collect();
    (0..evidence.len())
        .map(|i| {
            let years: Vec<i16> = neighbours[i].iter().chain([&i]).filter_map(|&j| own[j]).collect();
            let mut changed = evidence[i].clone();
            let Some(latest) = years.iter().copied().max().filter(|_| years.len() > 1) else {
                return changed;
            };
            for demand in &mut changed.demands {
                if let What::LatestYear(year) = demand.what {
                    demand.what = What::Background(year, latest, 1.0 / years.len() as f64);
                }
            }
            changed.window = window(&changed.demands);
            changed
        })
        .collect()
}

/// What the head of the report says of its day.
fn filed(filed: &Filed) -> Demand {
    let place = match filed.place {
        FiledIn::Dateline => "dateline",
        FiledIn::DateLine => "date line",
    };
    Demand { what: What::Filed(filed.clone()), words: format!("its {place} says '{}'", filed.words) }
}

fn year_said(year: YearOf) -> Option<i16> {
    match year {
        YearOf::Is(y) => i16::try_from(y).ok().filter(|y| (1000..=2200).contains(y)),
        _ => None,
    }
}

/// The day of the month that an expression tells, "the 12th of the same month" included.
fn told(timex: &Timex, all: &[&Timex]) -> Option<Told> {
    let Meaning::Day { year, month, day, weekday, which } = &timex.meaning else { return None };
    let mut hangs_on = None;
    let (year, month) = match month {
        MonthOf::Is(m) => (year_said(*year), *m),
        MonthOf::FromPrevious(0) | MonthOf::Unsaid => {
            let chancery_extract::time::Anchor::Previous(i) = timex.anchor else { return None };
            hangs_on = Some(all.get(i)?.direction);
            match &all.get(i)?.meaning {
                Meaning::Day { year, month: MonthOf::Is(m), .. } => (year_said(*year), *m),
                Meaning::Month { year, month, .. } => (year_said(*year), *month),
                _ => return None,
            }
        }
        _ => return None,
    };
    let direction = match which {
        Which::Next => Direction::Future,
        Which::Last => Direction::Past,
        // "the 9th of the same month" as a day to come is to come, too.
        _ if hangs_on == Some(Direction::Future) => Direction::Future,
        // The tense within quotation marks is that of the speaker's day.
        _ if timex.quoted => Direction::Unknown,
        _ => timex.direction,
    };
    Some(Told { year, month, day: *day, weekday: *weekday, direction, sentence: timex.sentence })
}

/// So many days before one told as past, a day told as to come is a misreading.
const MISREAD: DayNumber = 60;

fn stated_days(told: &[(Told, &Timex)], demands: &mut Vec<Demand>) {
    let full: Vec<(DayNumber, Direction, &Timex)> = told
        .iter()
        .filter(|(t, x)| !is_stamp(t, x))
        .filter_map(|(t, x)| Some((days::of(t.year?, t.month, t.day)?, t.direction, *x)))
        .collect();
    let past = full.iter().filter(|(_, d, _)| *d == Direction::Past).max_by_key(|(n, ..)| *n);
    // Who tells a later day as past does not look ahead to an earlier one: its tense was misread.
    let credible = |n: DayNumber| past.is_none_or(|(p, ..)| n + MISREAD > *p);
    let ahead =
        full.iter().filter(|(n, d, _)| *d == Direction::Future && credible(*n)).min_by_key(|(n, ..)| *n);
    if let Some((n, _, timex)) = ahead {
        demands.push(Demand {
            what: What::EarliestAhead(*n),
            words: format!("'{}' is told as to come", timex.words),
        });
    }
    // What has no tense is taken as past, unless it lies after what is told as to come.
    let bound = ahead.map(|(n, ..)| *n);
    let toneless = full
        .iter()
        .filter(|(n, d, _)| *d == Direction::Unknown && bound.is_none_or(|b| *n < b))
        .max_by_key(|(n, ..)| *n);
    if let Some((n, _, timex)) = past.into_iter().chain(toneless).max_by_key(|(n, ..)| *n) {
        demands.push(Demand {
            what: What::LatestPast(*n),
            words: format!("'{}' is the latest day told as past", timex.words),
        });
    }
}

/// "7:01 pm ET February 11, 2013" with no verb: a page tells so when something on it was last changed.
fn is_stamp(told: &Told, timex: &Timex) -> bool {
    let clock = timex.part.as_ref().is_some_and(|part| part.starts_with(|c: char| c.is_ascii_digit()));
    clock && told.direction == Direction::Unknown
}

fn stated_months_and_years(times: &[&Timex], demands: &mut Vec<Demand>) {
    let mut latest: Option<(i16, &Timex)> = None;
    let mut ahead: Option<(i16, &Timex)> = None;
    for timex in times {
        let (year, month) = match &timex.meaning {
            Meaning::Month { year, month, .. } => (year_said(*year), Some(*month)),
            Meaning::Year(year) | Meaning::Day { year, .. } | Meaning::Season { year, .. } => {
                (year_said(*year), None)
            }
            _ => continue,
        };
        let Some(year) = year.filter(|y| *y >= 1800) else { continue };
        let Some(first) = days::of(year, month.unwrap_or(1), 1) else { continue };
        let Some(last) = days::of(year, month.unwrap_or(12), 31) else { continue };
        match timex.direction {
            Direction::Future if matches!(timex.meaning, Meaning::Month { .. }) => demands.push(Demand {
                what: What::NotOver(first, last),
                words: format!("'{}' is told as to come", timex.words),
            }),
            Direction::Future => {
                ahead = Some((year, *timex)).filter(|(y, _)| ahead.is_none_or(|(a, _)| *y > a)).or(ahead);
            }
            Direction::Unknown if month.is_some() => {
                ahead = Some((year, *timex)).filter(|(y, _)| ahead.is_none_or(|(a, _)| *y > a)).or(ahead);
                continue;
            }
            _ if month.is_some() => {
                demands
                    .push(Demand { what: What::Begun(first), words: format!("'{}' has begun", timex.words) });
            }
            _ => {}
        }
        if timex.direction != Direction::Future && latest.is_none_or(|(y, _)| year > y) {
            latest = Some((year, timex));
        }
    }
    // "in 2021" may stand in a sentence that looks ahead; what exceeds the past years by one is as good as they.
    if let Some((year, timex)) = ahead.filter(|(y, _)| latest.is_none_or(|(l, _)| *y > l)) {
        demands.push(Demand { what: What::NamesYear(year), words: format!("'{}' is named", timex.words) });
    }
    if let Some((year, timex)) = latest {
        demands.push(Demand {
            what: What::LatestYear(year),
            words: format!("{year} is the latest year told as past or present ('{}')", timex.words),
        });
    }
}

/// Whether a report tells a weekday as past.
fn style(times: &[&Timex]) -> Style {
    let named = times.iter().any(|t| {
        let weekday = matches!(t.meaning, Meaning::Weekday { which: Which::Bare, week: None, .. });
        weekday && t.direction == Direction::Past && !t.quoted
    });
    if named { Style::Weekdays } else { Style::Other }
}

fn days_without_year(told: &[(Told, &Timex)], style: Style, demands: &mut Vec<Demand>) {
    let words = |list: &[&(Told, &Timex)]| {
        let mut words: Vec<String> = list.iter().map(|(_, t)| format!("'{}'", t.words)).collect();
        words.dedup();
        words.truncate(4);
        words.join(", ")
    };
    let of = |direction: Direction| -> Vec<&(Told, &Timex)> {
        told.iter().filter(|(t, _)| t.year.is_none() && t.direction == direction).collect()
    };
    let ahead = of(Direction::Future);
    // What is told both ways is announced: "said of the meeting of 12 January" is no past date.
    let announced = |t: &Told| ahead.iter().any(|(a, _)| (a.month, a.day) == (t.month, t.day));
    let past: Vec<&(Told, &Timex)> = of(Direction::Past).into_iter().filter(|(t, _)| !announced(t)).collect();
    if !past.is_empty() {
        // Those with their year, too: the nearest of all is what the report is near to.
        let full = told.iter().filter(|(t, _)| t.year.is_some() && t.direction != Direction::Future);
        let what = What::PastDays(past.iter().copied().chain(full).map(|(t, _)| *t).collect(), style);
        demands.push(Demand { what, words: format!("{} told as past", words(&past)) });
    }
    if !ahead.is_empty() {
        let what = What::DaysAhead(ahead.iter().map(|(t, _)| *t).collect());
        demands.push(Demand { what, words: format!("{} told as to come", words(&ahead)) });
    }
    for (t, timex) in told.iter().filter(|(t, _)| t.weekday.is_some() && t.year.is_none()) {
        demands.push(Demand {
            what: What::WeekdayOfDay(*t),
            words: format!("'{}' fits few years", timex.words),
        });
    }
}

fn weekdays(times: &[&Timex], demands: &mut Vec<Demand>) {
    let mut list: Vec<WeekdayTold> = Vec::new();
    for timex in times.iter().filter(|t| !t.quoted) {
        let Meaning::Weekday { weekday, which: Which::Bare, week: None } = timex.meaning else { continue };
        let direction = timex.direction;
        match list.iter_mut().find(|t| (t.weekday, t.direction) == (weekday, direction)) {
            Some(told) => told.times += 1,
            None => list.push(WeekdayTold { weekday, direction, times: 1, sentence: timex.sentence }),
        }
    }
    if !list.is_empty() {
        let words = |told: &WeekdayTold| {
            let side = match told.direction {
                Direction::Past => " past",
                Direction::Future => " ahead",
                Direction::Unknown => "",
            };
            format!("{}{side}", WEEKDAYS[told.weekday as usize - 1])
        };
        let words: Vec<String> = list.iter().map(words).collect();
        demands.push(Demand {
            what: What::Weekdays(super::weigh::weekdays(&list)),
            words: format!("weekdays: {}", words.join(", ")),
        });
    }
}

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn shifted(timex: &Timex, wanted: Unit) -> Option<i8> {
    match timex.meaning {
        Meaning::Shift { unit, amount, from_previous: false }
            if unit == wanted && amount.abs() <= 1.0 && !timex.quoted =>
        {
            Some(amount as i8)
        }
        _ => None,
    }
}

fn months_off(times: &[&Timex], told: &[(Told, &Timex)], demands: &mut Vec<Demand>) {
    for n in [-1, 0, 1] {
        let Some(timex) = times.iter().find(|t| shifted(t, Unit::Month) == Some(n)) else { continue };
        let fits = |d: Direction| match n {
            1 => d != Direction::Past,
            _ => d != Direction::Future,
        };
        let days = told.iter().filter(|(t, _)| fits(t.direction)).map(|(t, _)| (t.month, t.sentence));
        let months = times.iter().filter_map(|t| match t.meaning {
            Meaning::Month { month, .. } if fits(t.direction) => Some((month, t.sentence)),
            _ => None,
        });
        let all: Vec<(i8, usize)> = days.chain(months).collect();
        // "last month" and "in May" in one breath are one month; far apart they may be two.
        let near = |sentence: usize| {
            times.iter().any(|t| shifted(t, Unit::Month) == Some(n) && t.sentence.abs_diff(sentence) <= 1)
        };
        let close = all.iter().any(|(_, sentence)| near(*sentence));
        let mut list: Vec<i8> = all.iter().filter(|(_, s)| !close || near(*s)).map(|(m, _)| *m).collect();
        list.sort_unstable();
        list.dedup();
        if !list.is_empty() {
            demands.push(Demand {
                what: What::MonthsOff(n, list, close),
                words: format!("'{}' beside the months it names", timex.words),
            });
        }
    }
    for timex in times {
        if let Meaning::Month { month, year: YearOf::Unsaid, which: Which::Bare } = timex.meaning {
            let what = match timex.direction {
                Direction::Future => What::MonthAhead(month),
                Direction::Past => What::MonthPast(month),
                Direction::Unknown => continue,
            };
            demands.push(Demand { what, words: format!("'{}' without a year", timex.words) });
        }
    }
    for timex in times {
        let which = match &timex.meaning {
            Meaning::Month { month, which: Which::Next, .. }
            | Meaning::Day { month: MonthOf::Is(month), which: Which::Next, .. } => *month,
            _ => continue,
        };
        demands.push(Demand {
            what: What::NotInMonth(which),
            words: format!("'{}' is not said in that month", timex.words),
        });
    }
}

fn weeks_off(times: &[&Timex], told: &[(Told, &Timex)], demands: &mut Vec<Demand>) {
    for n in [-1, 0, 1] {
        let same: Vec<&&Timex> = times.iter().filter(|t| shifted(t, Unit::Week) == Some(n)).collect();
        let Some(timex) = same.first() else { continue };
        let fits = |d: Direction| match n {
            1 => d != Direction::Past,
            -1 => d != Direction::Future,
            _ => true,
        };
        let near = |t: &Told| same.iter().any(|w| w.sentence.abs_diff(t.sentence) <= 1);
        let close: Vec<Told> =
            told.iter().map(|(t, _)| *t).filter(|t| fits(t.direction) && near(t)).collect();
        let all: Vec<Told> = told.iter().map(|(t, _)| *t).filter(|t| fits(t.direction)).collect();
        let (list, sure) = if close.is_empty() { (all, 0) } else { (close, same.len()) };
        if !list.is_empty() {
            demands.push(Demand {
                what: What::WeeksOff(n, list, sure),
                words: format!("'{}' beside the days it names", timex.words),
            });
        }
    }
}

fn years_off(times: &[&Timex], demands: &mut Vec<Demand>) {
    let years: Vec<(i16, usize)> = times
        .iter()
        .filter_map(|t| match t.meaning {
            Meaning::Year(y) | Meaning::Month { year: y, .. } | Meaning::Day { year: y, .. } => {
                year_said(y).map(|y| (y, t.sentence))
            }
            _ => None,
        })
        .collect();
    if years.is_empty() {
        return;
    }
    for timex in times {
        let Meaning::Shift { unit: Unit::Year, amount, from_previous: false } = timex.meaning else {
            continue;
        };
        if amount <= -2.0 && amount.fract() == 0.0 && timex.modifier.is_none() {
            for (y, sentence) in &years {
                let sum = i32::from(*y).checked_sub(amount as i32).and_then(|sum| i16::try_from(sum).ok());
                if let Some(sum) = sum {
                    // "44 years ago" and 1953 in one report meet by no accident; round numbers may.
                    let near = sentence.abs_diff(timex.sentence) <= 1
                        || (amount <= -7.0 && amount.rem_euclid(5.0) != 0.0);
                    demands.push(Demand {
                        what: What::YearsAgo(sum, near),
                        words: format!("'{}' beside {y}", timex.words),
                    });
                }
            }
        } else if amount.abs() <= 1.0 {
            let list: Vec<i16> = years.iter().map(|(y, _)| *y - amount as i16).collect();
            demands.push(Demand {
                what: What::YearsOff(amount as i16, list),
                words: format!("'{}' beside the years it names", timex.words),
            });
        }
    }
}

/// An odd count of days near a day told as past counts from it to the report, as a rule.
fn days_since(times: &[&Timex], told: &[(Told, &Timex)], demands: &mut Vec<Demand>) {
    for timex in times {
        let Meaning::Length { unit: Unit::Day, amount: Some(amount), .. } = timex.meaning else { continue };
        let odd = amount > 10.0 && amount < 1000.0 && amount.fract() == 0.0 && amount.rem_euclid(5.0) != 0.0;
        if !odd {
            continue;
        }
        // "the 67 days since his flight" count to the report; "for 67 days" do so beside the day alone.
        let since = timex.relation == Some(Relation::After);
        if timex.modifier.is_some() {
            continue;
        }
        let past = |t: &Told| {
            let behind = timex.sentence.checked_sub(t.sentence);
            t.direction != Direction::Future && behind.is_some_and(|sentences| since || sentences <= 1)
        };
        for (day, _) in told.iter().filter(|(t, _)| past(t)) {
            demands.push(Demand {
                what: What::DaysSince(day.month, day.day, amount as i32, since),
                words: format!("'{}' since a day told as past", timex.words),
            });
        }
    }
}

/// A day's anniversary is spoken of when it is near.
fn anniversaries(findings: &Findings, demands: &mut Vec<Demand>) {
    for (timex, words) in findings.times.all().iter().zip(&findings.fingerprint.tellings) {
        let Meaning::Day { month: MonthOf::Is(month), day, year: YearOf::Is(_), .. } = timex.value.meaning
        else {
            continue;
        };
        if words.iter().any(|word| word == "anniversary") {
            let words = format!("the anniversary of '{}' is near", timex.value.words);
            demands.push(Demand { what: What::Anniversary(month, day), words });
        }
    }
}

fn named_seasons(times: &[&Timex], demands: &mut Vec<Demand>) {
    for timex in times {
        match &timex.meaning {
            Meaning::Holiday { rule, year: YearOf::Unsaid, which: Which::Bare } => {
                let Some((month, day)) =
                    rule.split_once('-').and_then(|(m, d)| Some((m.parse().ok()?, d.parse().ok()?)))
                else {
                    continue;
                };
                let weekday = times.iter().find_map(|t| match t.meaning {
                    Meaning::Weekday { weekday, which: Which::Bare, week: None }
                        if t.sentence == timex.sentence && t.direction == Direction::Past =>
                    {
                        Some(weekday)
                    }
                    _ => None,
                });
                demands.push(Demand {
                    what: What::Holiday(month, day, weekday),
                    words: format!("'{}' is near", timex.words),
                });
            }
            Meaning::Season { season, year: YearOf::Unsaid, which: Which::This } => {
                demands.push(Demand { what: What::ThisSeason(season), words: format!("'{}'", timex.words) });
            }
            _ => {}
        }
    }
}

/// The candidate days: around the years that the report names.
fn window(demands: &[Demand]) -> Option<(DayNumber, DayNumber)> {
    let mut low: Option<DayNumber> = None;
    let mut high: Option<DayNumber> = None;
    for demand in demands {
        match demand.what {
            What::LatestPast(n) | What::Begun(n) => low = low.max(Some(n)),
            What::NamesYear(y) => low = low.max(days::of(y - 2, 1, 1)),
            What::LatestYear(y) | What::Background(_, y, _) => low = low.max(days::of(y, 1, 1)),
            What::EarliestAhead(n) => high = Some(high.map_or(n, |h| h.min(n))),
            What::NotOver(_, n) => high = Some(high.map_or(n, |h| h.min(n))),
            _ => {}
        }
    }
    let (begun, over) = in_office(demands);
    if let Some((begun, over)) = begun.zip(over).filter(|(b, o)| b < o && o - b < LONG_TERM) {
        low = low.or(Some(begun - 60));
        high = high.or(Some(over + 60));
    } else if low.is_some() {
        high = high.or(over.filter(|o| low.is_some_and(|l| *o > l)).map(|o| o + 60));
    }
    match (low, high) {
        (None, None) => None,
        (Some(low), None) => Some((low - 40, low + FAR)),
        (None, Some(high)) => Some((high - 800, high + 10)),
        // A day told as past may be a slip of tense: the window stays open on that side.
        (Some(low), Some(high)) => Some((low.min(high - 60) - 10, high.max(low) + 40)),
    }
}

/// The last of the first days in office, and the first of the last ones that are known.
fn in_office(demands: &[Demand]) -> (Option<DayNumber>, Option<DayNumber>) {
    let spans = || {
        demands.iter().filter_map(|d| match &d.what {
            What::InOffice(spans) => {
                Some((spans.iter().map(|s| s.0).min()?, spans.iter().map(|s| s.1).max()?))
            }
            _ => None,
        })
    };
    (spans().map(|s| s.0).max(), spans().map(|s| s.1).min().filter(|l| *l < DayNumber::MAX))
}

/// Terms that overlap for longer than this bound no report.
const LONG_TERM: DayNumber = 366 * 9;
/// How long after the latest year it names a report may be written.
const FAR: DayNumber = 366 * 12;
