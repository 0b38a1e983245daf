//! How ill a candidate day fits a demand: natural logarithms of odds, 0 for a day that fits well.
//!
//! A few distances are measured on dated news, the others are judgement: a bare past weekday is the report's own in 45 of 100 cases, the
//! day before in 21; of full dates told as past 28 in 100 are the report's own day and 30 are over a year old.

use chancery_extract::time::Direction;

use super::{
    days::{self, DayNumber},
    what::{Told, What},
};

/// The penalty of `day` by one demand.
pub(super) fn penalty(what: &What, day: DayNumber) -> f64 {
    match what {
        What::Filed(filed) => super::filed::penalty(filed, day),
        What::LatestPast(n) => since_stated(day - n),
        What::EarliestAhead(n) if day > *n => {
            (if day - n <= 3 { 3.5 } else { 6.0 + 1.5 * f64::from(day - n).ln_1p() }).min(SLIP_OF_DAY)
        }
        // A near day gets its year in words mostly where the year is another.
        What::EarliestAhead(n) => until_stated(n - day) + if year(day) == year(*n) { 0.8 } else { 0.0 },
        What::Begun(n) => {
            if day < *n {
                4.0
            } else {
                0.0
            }
        }
        What::NotOver(_, last) if day > *last => {
            (4.0 + 1.5 * f64::from(day - last).ln_1p()).min(SLIP_OF_MONTH)
        }
        What::NotOver(first, _) if day >= *first => 3.0,
        What::NotOver(first, _) => until_stated(first - day) - 2.0,
        What::NamesYear(y) => match i32::from(year(day)) - i32::from(*y) {
            i32::MIN..=-3 => 3.0,
            -2 => 1.0,
            -1 => 0.0,
            0 | 1 => 0.2,
            2 => 0.9,
            _ => 2.3,
        },
        What::MonthAhead(m) => AHEAD_MONTHS[usize::from((*m - month(day)).rem_euclid(12) as u8)],
        What::MonthPast(m) => PAST_MONTHS[usize::from((month(day) - *m).rem_euclid(12) as u8)],
        What::LatestYear(y) => years_since(i32::from(year(day)) - i32::from(*y)),
        What::Background(own, all, share) => {
            let since = |y: &i16| i32::from(year(day)) - i32::from(*y);
            let before = if since(own) < 0 { (1.0 - share) * years_since(since(own)) } else { 0.0 };
            share * years_since(since(all)) + before
        }
        What::PastDays(list, style) => past_days(list, *style, day),
        What::DaysAhead(list) => days_ahead(list, day),
        What::WeekdayOfDay(told) => weekday_of_day(told, day),
        What::Weekdays(table) => table[usize::from(days::weekday(day) as u8) - 1],
        What::MonthsOff(n, months, close) => {
            let wanted = (i32::from(month(day)) - 1 + i32::from(*n)).rem_euclid(12) as i8 + 1;
            if months.contains(&wanted) {
                0.0
            } else if *n == 1 && months.len() == 1 {
                // What comes next month is likely what the report gives days for.
                2.5
            } else if *close {
                1.5
            } else {
                match n {
                    -1 => 0.3,
                    0 => 0.5,
                    _ => 1.0,
                }
            }
        }
        What::WeeksOff(n, list, sure) => weeks_off(*n, list, *sure, day),
        What::NotInMonth(m) => {
            if month(day) == *m {
                2.0
            } else {
                0.0
            }
        }
        What::YearsAgo(y, near) => match (i32::from(year(day)) - i32::from(*y)).abs() {
            0 => -if *near { 3.2 } else { 1.3 },
            1 => -if *near { 0.3 } else { 0.0 },
            _ => 0.0,
        },
        What::DaysSince(month_told, day_told, length, since) => {
            let off = |n: i32| {
                let begun = days::date(day - length + n);
                (begun.month(), begun.day()) == (*month_told, *day_told)
            };
            // By chance one day in a year fits: that is the weight of a day that does.
            if !since {
                if off(0) { -2.0 } else { 0.0 }
            } else if off(0) {
                -7.0
            } else if off(1) || off(-1) {
                -2.0
            } else {
                0.0
            }
        }
        What::YearsOff(n, years) => {
            if years.contains(&year(day)) {
                0.0
            } else {
                match n {
                    -1 => 0.2,
                    0 => 0.6,
                    _ => 1.4,
                }
            }
        }
        What::InOffice(holders) => in_office(holders, day),
        // A report tells of a change before the day; months that are not known are taken kindly.
        What::LeftOffice(left) if day + 60 < *left => STILL_THERE,
        What::LeftOffice(_) => 0.0,
        What::Holiday(m, d, weekday) => holiday(*m, *d, *weekday, day),
        What::Anniversary(m, d) => anniversary(*m, *d, day),
        What::ThisSeason(season) => {
            if season_is_near(season, month(day)) {
                0.0
            } else {
                1.5
            }
        }
    }
}

/// Nobody bears a title before the term; of former times reports tell with the titles of then, and of all who bore
/// them: the second past holder tells less than the first.
fn in_office(holders: &[Vec<(DayNumber, DayNumber)>], day: DayNumber) -> f64 {
    let (mut before, mut after) = (Together::default(), Together::default());
    let years = |days: DayNumber| f64::from(days.max(0)) / 365.0;
    for spans in holders {
        // A month's grace: sources differ, and a report tells of a change before the day.
        if spans.iter().any(|(a, b)| *a - 30 <= day && day <= b.saturating_add(30)) {
            continue;
        }
        if let Some(over) = spans.iter().map(|(_, b)| *b).filter(|b| *b < day).max() {
            after.add(AFTER_TERM + 1.2 * years(day - over).ln_1p());
        } else {
            let first = spans.iter().map(|(a, _)| *a).min().unwrap_or(day);
            before.add(BEFORE_TERM + 1.5 * years(first - day).ln_1p());
        }
    }
    before.weigh(ALSO_BEFORE) + after.weigh(ALSO_AFTER)
}

/// Witnesses that hang together.
#[derive(Default)]
struct Together {
    most: f64,
    sum: f64,
}

impl Together {
    fn add(&mut self, penalty: f64) {
        self.most = self.most.max(penalty);
        self.sum += penalty;
    }

    /// The strongest counts whole, the others by this share.
    fn weigh(&self, share: f64) -> f64 {
        self.most + share * (self.sum - self.most)
    }
}

/// Of those who are named with an office, 1.4 in 100 do not hold it yet: the lists or the links are wrong.
const BEFORE_TERM: f64 = 4.2;
/// Shares of further holders: where one has left office a second has, too, in 32 of 100 reports, not in 7 of 100.
const ALSO_BEFORE: f64 = 0.7;
const ALSO_AFTER: f64 = 0.4;
/// Who is named by an office without "former" is seldom out of it; fitted as the others.
const AFTER_TERM: f64 = 2.5;
/// Nobody is called a former holder while in office, but the lists may be wrong.
const STILL_THERE: f64 = 4.0;

fn year(day: DayNumber) -> i16 {
    days::date(day).year()
}

fn month(day: DayNumber) -> i8 {
    days::date(day).month()
}

/// What is told as to come with its full date is long past all the same once in so many reports, and a month with its
/// year still more often: of 29 reports whose address holds their day one in ten and six in ten.
const SLIP_OF_DAY: f64 = 10.5;
const SLIP_OF_MONTH: f64 = 5.8;

/// By days from the latest that is told as past with its full date to the report's: counted on 195 reports in groups of
/// `world_news_2012_2020`, per day of distance. Pages are changed, and captions told, a day after the report.
fn since_stated(gap: i32) -> f64 {
    match gap {
        i32::MIN..=-8 => 9.8,
        -7..=-2 => 7.0,
        -1 => 5.5,
        0 => 1.3,
        1 => 1.95,
        2..=3 => 3.2,
        4..=7 => 4.6,
        8..=31 => 6.6,
        32..=92 => 7.9,
        93..=365 => 8.6,
        366..=1096 => 9.0,
        1097..=3660 => 10.2,
        _ => 11.2,
    }
}

fn until_stated(gap: i32) -> f64 {
    match gap {
        0..=7 => 3.6,
        8..=31 => 4.0 + f64::from(gap - 8) * 0.02,
        32..=180 => 5.6 + f64::from(gap - 31) * 0.01,
        181..=400 => 8.0,
        _ => 9.5,
    }
}

/// By years from the latest that is named to the report's. What has no tense counts as past, so that a year
/// to come may be among them.
fn years_since(gap: i32) -> f64 {
    match gap {
        i32::MIN..=-3 => 3.5,
        -2 => 1.8,
        -1 => 1.2,
        0 => 0.5,
        1 => 0.0,
        2 => 0.1,
        3..=5 => 0.9,
        6..=10 => 2.4,
        _ => 3.2,
    }
}

/// Such days in the year of `day` and those beside it.
fn nearest(told: &Told, day: DayNumber) -> impl Iterator<Item = DayNumber> {
    let y = year(day);
    (-1..=1).filter_map(move |n| days::of(y + n, told.month, told.day))
}

/// Days from the nearest such day at or before `day` to it, and from it to the nearest after.
pub(super) fn distances(told: &Told, day: DayNumber) -> (i32, i32) {
    nearest(told, day).fold((366, 366), |(back, ahead), n| {
        let gap = day - n;
        (if gap >= 0 { back.min(gap) } else { back }, if gap <= 0 { ahead.min(-gap) } else { ahead })
    })
}

fn past_days(list: &[Told], style: Style, day: DayNumber) -> f64 {
    let all = || list.iter().filter(|t| t.year.is_none() && holds(t, day)).map(|t| distances(t, day));
    let slips = all().filter(|(back, ahead)| *ahead > 0 && *ahead < 60 && *back > 200).count();
    let nearest = all().map(|(back, _)| back).min().unwrap_or(0);
    let full = list.iter().filter_map(|t| Some(day - days::of(t.year?, t.month, t.day)?));
    let since = if style == Style::Weekdays { &SINCE_NAMED } else { &SINCE };
    // How far the nearest with its year lies back is weighed as the latest day told as past.
    let nearer = full.filter(|back| *back >= 0).any(|back| back <= nearest);
    slip(slips) + if nearer { 0.0 } else { near_by(since, nearest) }
}

/// How ill a distance in days fits a day of the month without its year, between the figures in proportion: counted
/// over 1185 of them in dated news (`world_news_2012_2020`), per day of distance, before and after the report.
const SINCE: [(i32, f64); 10] = [
    (0, 0.0),
    (1, 0.7),
    (2, 0.9),
    (3, 1.0),
    (9, 1.3),
    (15, 1.9),
    (25, 2.6),
    (50, 3.4),
    (80, 3.9),
    (120, 4.4),
];
const UNTIL: [(i32, f64); 10] = [
    (0, 0.2),
    (1, 0.0),
    (5, 0.0),
    (15, 0.3),
    (25, 1.0),
    (45, 1.55),
    (55, 2.2),
    (65, 2.4),
    (85, 2.6),
    (120, 3.1),
];

/// How a report names the days around its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Style {
    /// By their weekdays: what is told with its month is a week off or more, as a rule.
    Weekdays,
    /// Otherwise.
    Other,
}

/// The same before reports that name the days around their own by weekdays: counted on 76 and on 342 of them
/// (`world_news_2012_2020`), days 1 to 5 before are half as frequent as days 6 to 14.
const SINCE_NAMED: [(i32, f64); 10] = [
    (0, 0.4),
    (1, 0.9),
    (4, 0.9),
    (6, 0.3),
    (8, 0.0),
    (12, 0.4),
    (17, 1.3),
    (25, 1.8),
    (50, 2.6),
    (120, 3.9),
];
fn near_by(table: &[(i32, f64)], distance: i32) -> f64 {
    let after = table.partition_point(|(from, _)| *from <= distance);
    match (after.checked_sub(1).and_then(|i| table.get(i)), table.get(after)) {
        (Some(a), Some(b)) => a.1 + (b.1 - a.1) * f64::from(distance - a.0) / f64::from(b.0 - a.0),
        (one, other) => one.or(other).map_or(0.0, |p| p.1),
    }
}

fn days_ahead(list: &[Told], day: DayNumber) -> f64 {
    let all = || list.iter().filter(|t| holds(t, day)).map(|t| distances(t, day));
    let slips = all().filter(|(back, ahead)| *back > 0 && *back < 60 && *ahead > 200).count();
    let nearest = all().map(|(_, ahead)| ahead).min().unwrap_or(0);
    near_by(&UNTIL, nearest) + slip(slips)
}

/// Days told on the wrong side of the report: one may be a slip of the reading, several hardly.
fn slip(slips: usize) -> f64 {
    match slips {
        0 => 0.0,
        n => 2.2 + 1.0 * (n.min(4) - 1) as f64,
    }
}

fn weekday_of_day(told: &Told, day: DayNumber) -> f64 {
    if holds(told, day) { 0.0 } else { 4.0 }
}

/// Whether the day told, where it is nearest to this one, has the weekday that is told with it: else one of both is
/// a slip of the pen, and how near the day lies tells nothing.
fn holds(told: &Told, day: DayNumber) -> bool {
    let Some(weekday) = told.weekday else { return true };
    nearest(told, day).min_by_key(|n| (day - n).abs()).is_none_or(|n| days::weekday(n) == weekday)
}

/// By months from the report's to one told as to come, and from one told as past to the report's.
const AHEAD_MONTHS: [f64; 12] = [1.4, 0.0, 0.2, 0.5, 0.8, 0.9, 1.2, 1.4, 1.4, 1.4, 1.4, 1.4];
const PAST_MONTHS: [f64; 12] = [1.9, 0.2, 0.0, 0.2, 0.8, 0.9, 1.1, 1.1, 1.2, 2.0, 2.1, 2.1];

/// How ill it fits that a weekday told as past, as to come, or with no tense was so many days before the report;
/// the second row for each further time it is told, by the logarithm of how often. A conditional logit fitted on 966
/// reports of `world_news_2012_2020` whose addresses hold their days: on folds held out the true weekday is the
/// likeliest in 64 of 100, and its mean logarithm -1.02.
const PAST: [[f64; 7]; 2] =
    [[0.0, 0.06, 0.74, 0.92, 1.41, 2.02, 1.92], [0.0, 0.72, 1.04, 1.79, 2.01, 1.87, 0.97]];
const AHEAD: [[f64; 7]; 2] =
    [[0.0, 1.18, 1.05, 1.24, 0.33, 0.47, 0.07], [0.0, 0.83, 0.53, 0.45, 0.16, 0.68, 0.58]];
const TENSELESS: [[f64; 7]; 2] =
    [[0.0, 0.35, 0.56, 0.66, 1.14, 0.32, 0.18], [0.35, 0.0, 0.49, 0.58, 0.46, 0.11, 0.38]];
/// The same for the first weekday told as past, and for the first not told as ahead if it stands in the lead.
const FIRST: [f64; 7] = [0.23, 0.0, 0.34, 0.14, 0.0, -0.39, -0.21];
const LEAD: [f64; 7] = [0.0, 1.03, 1.57, 1.96, 1.84, 1.85, 0.35];
/// The last sentence of the lead, counted from 0.
const LEAD_ENDS: usize = 3;
/// Beyond so many times the logarithm grows no more.
const OFTEN: f64 = 5.0;

/// A weekday that a report tells, in one tense.
#[derive(Clone, Copy, Debug)]
pub(super) struct WeekdayTold {
    pub(super) weekday: i8,
    pub(super) direction: Direction,
    pub(super) times: usize,
    /// Of its first time.
    pub(super) sentence: usize,
}

/// The penalties of a report's being written on Monday to Sunday, by the weekdays that it tells, in order of the
/// text; 0 for the likeliest.
pub(super) fn weekdays(list: &[WeekdayTold]) -> [f64; 7] {
    let raw = [1, 2, 3, 4, 5, 6, 7].map(|today| on_weekday(list, today));
    let least = raw.iter().copied().fold(f64::INFINITY, f64::min);
    raw.map(|penalty| penalty - least)
}

fn on_weekday(list: &[WeekdayTold], today: i8) -> f64 {
    let back = |told: &WeekdayTold| usize::from((today - told.weekday).rem_euclid(7) as u8);
    let first = list.iter().find(|t| t.direction == Direction::Past).map_or(0.0, |t| FIRST[back(t)]);
    let lead = list.iter().find(|t| t.direction != Direction::Future).filter(|t| t.sentence <= LEAD_ENDS);
    let each = list.iter().map(|told| {
        let [once, again] = match told.direction {
            Direction::Past => PAST,
            Direction::Future => AHEAD,
            Direction::Unknown => TENSELESS,
        };
        // What is told again and again is the news.
        once[back(told)] + again[back(told)] * (told.times as f64).min(OFTEN).ln()
    });
    first + lead.map_or(0.0, |t| LEAD[back(t)]) + each.sum::<f64>()
}

fn weeks_off(n: i8, list: &[Told], sure: usize, day: DayNumber) -> f64 {
    let start = days::monday(day) + 7 * i32::from(n);
    // Some count weeks from Sunday; its eve belongs to both.
    let (from, to) = (start - 1, start + 6);
    let fits = list.iter().any(|told| {
        (-1..=1)
            .filter_map(|y| days::of(told.year.unwrap_or(year(day) + y), told.month, told.day))
            .any(|d| (from..=to).contains(&d))
    });
    match (fits, n, sure) {
        (true, ..) => 0.0,
        (false, 1, 0) => 1.2,
        (false, 1, times) => (3.8 + 0.7 * times as f64).min(6.0),
        (false, _, 0) => 0.3,
        (false, _, _) => 1.0,
    }
}

fn holiday(m: i8, d: i8, weekday: Option<i8>, day: DayNumber) -> f64 {
    let told =
        Told { year: None, month: m, day: d, weekday: None, direction: Direction::Unknown, sentence: 0 };
    if let Some(w) = weekday {
        let back = i32::from((days::weekday(day) - w).rem_euclid(7));
        let (before, after) = distances(&told, day - back);
        return (f64::from(before.min(after) - 2).max(0.0) * 0.7).min(3.5);
    }
    let (before, after) = distances(&told, day);
    (f64::from((before.min(after) - 4).max(0)) * 0.04).min(1.5)
}

/// Judgement: anniversaries are news in the days before them and on the day.
fn anniversary(month: i8, day_of_month: i8, day: DayNumber) -> f64 {
    let told = Told {
        year: None,
        month,
        day: day_of_month,
        weekday: None,
        direction: Direction::Unknown,
        sentence: 0,
    };
    let (before, after) = distances(&told, day);
    match before.min(after) {
        0..=5 => 0.0,
        6..=14 => 1.0,
        15..=45 => 2.0,
        _ => 3.0,
    }
}

fn season_is_near(season: &str, month: i8) -> bool {
    match season {
        "SP" => (2..=6).contains(&month),
        "SU" => (4..=9).contains(&month),
        "FA" => (7..=12).contains(&month),
        _ => month >= 10 || month <= 3,
    }
}

/// Whether the demand is a witness of times gone by on this day: a report of history has them all the same.
pub(super) fn tells_of_then(what: &What, day: DayNumber) -> bool {
    match what {
        What::LatestPast(n) => day >= *n,
        What::LatestYear(y) | What::Background(_, y, _) => year(day) > *y,
        What::InOffice(_)
        | What::PastDays(..)
        | What::MonthPast(_)
        | What::WeekdayOfDay(_)
        | What::YearsAgo(..)
        | What::DaysSince(..)
        | What::YearsOff(..)
        | What::Anniversary(..)
        | What::Holiday(..) => true,
        _ => false,
    }
}
