//! From meanings to TIMEX3 values and days of the calendar, once the report's day is known or not.

use chancery_text::Layer;
use jiff::civil::Date;

use super::{
    Anchor, Direction, Grain, Relation, Resolved, Timex,
    build::length_value,
    calendar,
    meaning::{Meaning, MonthOf, Unit, Which, YearOf},
    note,
    stretch::{Stretch, century, day_in_month, decade, shifted, year_value},
};

/// Settles every expression of a report, given its day (or that it is unknown); same order as the layer.
pub fn resolve(times: &Layer<Timex>, published: Option<Date>) -> Vec<Resolved> {
    let mut done: Vec<Option<Resolved>> = vec![None; times.len()];
    for at in 0..times.len() {
        settle_at(times, published, at, &mut done, DEEPEST);
    }
    let unsettled = || Resolved {
        value: "XXXX".into(),
        days: None,
        grain: Grain::Year,
        hangs_on_published: false,
        note: None,
    };
    let mut list: Vec<Resolved> = done.into_iter().map(|r| r.unwrap_or_else(unsettled)).collect();
    note::add(times, &mut list);
    list
}

/// How far expressions that hang on later ones ("today", he said on Sunday) are followed.
const DEEPEST: usize = 16;

/// Settles one expression after the one it hangs on, which as a rule stands before it.
fn settle_at(
    times: &Layer<Timex>,
    published: Option<Date>,
    at: usize,
    done: &mut [Option<Resolved>],
    steps: usize,
) {
    let Some(ann) = times.all().get(at) else { return };
    if done[at].is_some() {
        return;
    }
    if let Anchor::Previous(i) = ann.value.anchor
        && i > at
        && steps > 0
    {
        settle_at(times, published, i, done, steps - 1);
    }
    let previous = match ann.value.anchor {
        Anchor::Previous(i) => done.get(i).and_then(Option::as_ref),
        _ => None,
    };
    let hangs = match ann.value.anchor {
        Anchor::Stated => false,
        Anchor::Published => !matches!(ann.value.meaning, Meaning::Length { .. } | Meaning::Set(_)),
        Anchor::Previous(_) => previous.is_some_and(|p| p.hangs_on_published),
    };
    let settled = settle(&ann.value, &ann.value.meaning, published, previous);
    done[at] = Some(finished(&ann.value, settled, hangs));
}

/// Links of a chain "the next day" … that are followed for one expression.
const CHAIN: usize = 8;

/// The days of one expression alone, if the report's day were this; cheaper than [`resolve`] where many days are tried.
pub fn days_if(times: &Layer<Timex>, index: usize, published: Date) -> Option<(Date, Date)> {
    one(times, index, published, CHAIN)?.days
}

fn one(times: &Layer<Timex>, index: usize, published: Date, chain: usize) -> Option<Resolved> {
    let timex = &times.all().get(index)?.value;
    let previous = match timex.anchor {
        Anchor::Previous(i) if i != index && chain > 0 => one(times, i, published, chain - 1),
        _ => None,
    };
    let settled = settle(timex, &timex.meaning, Some(published), previous.as_ref());
    Some(finished(timex, settled, false))
}

fn finished(timex: &Timex, stretch: Stretch, hangs: bool) -> Resolved {
    let Stretch { mut value, days, grain } = stretch;
    if let Some(part) = &timex.part
        && (value.len() == 10 || days.is_some_and(|(a, b)| a == b))
    {
        value.push('T');
        value.push_str(part);
    }
    Resolved { value, days, grain, hangs_on_published: hangs, note: None }
}

/// The astronomical year of one that is said; years before Christ are said negative.
fn astronomical(year: i32) -> i32 {
    if year < 0 { year + 1 } else { year }
}

/// What a meaning comes to, with the report's day and the time told before as far as they are known.
struct Known<'a> {
    timex: &'a Timex,
    published: Option<Date>,
    previous: Option<&'a Resolved>,
}

fn settle(timex: &Timex, meaning: &Meaning, published: Option<Date>, previous: Option<&Resolved>) -> Stretch {
    let known = Known { timex, published, previous };
    match meaning {
        Meaning::Day { .. } => known.day(meaning),
        Meaning::Month { year, month, which } => known.month(*year, *month, *which),
        Meaning::Year(year) => known.year_stretch(*year),
        Meaning::Decade(first) => decade(*first),
        Meaning::Century(n) => century(*n),
        Meaning::Season { season, year, which } => known.season(season, *year, *which),
        Meaning::YearPart { nth, parts, year } => known.year_part(*nth, *parts, *year),
        Meaning::Weekday { weekday, which, week } => known.weekday(*weekday, *which, *week),
        Meaning::Shift { unit, amount, from_previous } => known.shift(*unit, *amount, *from_previous),
        Meaning::Weekend(n) => known.weekend(*n),
        Meaning::WeekOf(day) => settle(timex, day, published, previous)
            .days
            .and_then(|(first, _)| Stretch::week(first))
            .unwrap_or_else(|| Stretch::unsettled("XXXX-WXX", Grain::Week)),
        Meaning::Holiday { rule, year, which } => known.holiday(rule, *year, *which),
        Meaning::Range(first, last) => known.range(first, last),
        Meaning::SameDay => known.same_day(),
        Meaning::Present => Stretch::unsettled("PRESENT_REF", Grain::Day),
        Meaning::Past => Stretch::unsettled("PAST_REF", Grain::Day),
        Meaning::Future => Stretch::unsettled("FUTURE_REF", Grain::Day),
        Meaning::Length { amount, unit } => known.length(*amount, *unit),
        Meaning::Set(value) => Stretch::unsettled(value.clone(), Grain::Day),
        Meaning::Stated(value) => {
            value.parse().map_or_else(|_| Stretch::unsettled(value.clone(), Grain::Day), Stretch::day)
        }
    }
}

impl Known<'_> {
    /// The day that unsaid years and months are nearest to: the time told before, or the report's day.
    fn reference(&self) -> Option<Date> {
        match self.timex.anchor {
            Anchor::Previous(_) => self.previous_first(),
            _ => self.published,
        }
    }

    fn previous_first(&self) -> Option<Date> {
        self.previous.and_then(|p| p.days).map(|d| d.0)
    }

    fn follows_previous(&self) -> bool {
        matches!(self.timex.anchor, Anchor::Previous(_))
    }

    fn said_year(&self, year: YearOf) -> Option<i32> {
        match year {
            YearOf::Unsaid => None,
            YearOf::Is(y) => Some(astronomical(y)),
            YearOf::FromPublished(n) => self.published.map(|d| i32::from(d.year()) + n),
            YearOf::FromPrevious(n) => self.previous_first().map(|d| i32::from(d.year()) + n),
        }
    }

    fn day(&self, meaning: &Meaning) -> Stretch {
        let Meaning::Day { year, month, day, weekday, which } = meaning else {
            return Stretch::unsettled("XXXX-XX-XX", Grain::Day);
        };
        let pattern = match month {
            MonthOf::Is(m) => format!("XXXX-{m:02}-{day:02}"),
            _ => format!("XXXX-XX-{day:02}"),
        };
        let pattern = match self.said_year(*year) {
            Some(y) => pattern.replacen("XXXX", &year_value(y), 1),
            None => pattern,
        };
        let found = match month {
            MonthOf::Is(m) => self.day_of_month(*year, *m, *day, *weekday, *which),
            MonthOf::FromPublished(n) => self.published.and_then(|d| day_in_month(d, *n, *day)),
            MonthOf::FromPrevious(n) => self.previous_first().and_then(|d| day_in_month(d, *n, *day)),
            MonthOf::Unsaid => self.reference().and_then(|d| day_in_month(d, 0, *day)),
        };
        found.map_or_else(|| Stretch::unsettled(pattern, Grain::Day), Stretch::day)
    }

    fn day_of_month(
        &self,
        year: YearOf,
        month: i8,
        day: i8,
        weekday: Option<i8>,
        which: Which,
    ) -> Option<Date> {
        if let Some(y) = self.said_year(year) {
            return calendar::day(y, month, day);
        }
        if year != YearOf::Unsaid {
            return None;
        }
        let reference = self.reference()?;
        let around: Vec<Date> =
            (-6..=6).filter_map(|n| calendar::day(i32::from(reference.year()) + n, month, day)).collect();
        let right_weekday: Vec<Date> =
            around.iter().copied().filter(|d| weekday.is_none_or(|w| calendar::weekday(*d) == w)).collect();
        // A weekday narrows the years only to ones near by: "Friday 13 March" told in 2022 is not of 2026.
        let close = right_weekday.iter().any(|d| calendar::between(reference, *d).abs() < 400);
        let days = if weekday.is_some() && close { right_weekday } else { around };
        self.pick(&days, reference, which, 45)
    }

    /// The one among days a year apart that the words mean: "last", "next", or the nearest by tense.
    fn pick(&self, days: &[Date], reference: Date, which: Which, slack: i64) -> Option<Date> {
        let before = || days.iter().copied().filter(|d| *d < reference).max();
        let after = || days.iter().copied().filter(|d| *d > reference).min();
        let nearest = || days.iter().copied().min_by_key(|d| calendar::between(reference, *d).abs());
        match which {
            Which::Last | Which::Preceding => before(),
            Which::Next | Which::Following => after(),
            Which::This => days.iter().copied().find(|d| d.year() == reference.year()),
            Which::Bare if self.follows_previous() => days
                .iter()
                .copied()
                .find(|d| d.year() == reference.year())
                .filter(|d| calendar::between(reference, *d) > -180 || !self.previous_is_fine())
                .or_else(nearest),
            Which::Bare => {
                let near = nearest()?;
                let distance = calendar::between(reference, near);
                match self.timex.direction {
                    Direction::Past if distance > slack => before(),
                    Direction::Future if distance < -slack => after(),
                    _ => Some(near),
                }
            }
        }
    }

    fn previous_is_fine(&self) -> bool {
        self.previous.is_some_and(|p| p.grain < Grain::Year)
    }

    fn month(&self, year: YearOf, month: i8, which: Which) -> Stretch {
        let pattern = || Stretch::unsettled(format!("XXXX-{month:02}"), Grain::Month);
        if let Some(y) = self.said_year(year) {
            return Stretch::month(y, month).unwrap_or_else(pattern);
        }
        let Some(reference) = self.reference().filter(|_| year == YearOf::Unsaid) else { return pattern() };
        let (y, m) = (i32::from(reference.year()), reference.month());
        let found = match which {
            Which::Last | Which::Preceding => y - i32::from(month >= m),
            Which::Next | Which::Following => y + i32::from(month <= m),
            Which::This => y,
            Which::Bare if self.follows_previous() => {
                let wraps = self.previous_is_fine() && month < m - 5;
                y + i32::from(wraps)
            }
            Which::Bare => match (self.timex.direction, i32::from(month) - i32::from(m)) {
                (Direction::Past, ahead) if ahead > 0 => y - 1,
                (Direction::Future, ahead) if ahead < 0 => y + 1,
                (Direction::Unknown, ahead) if ahead > 6 => y - 1,
                (Direction::Unknown, ahead) if ahead < -8 => y + 1,
                _ => y,
            },
        };
        Stretch::month(found, month).unwrap_or_else(pattern)
    }

    fn year_stretch(&self, year: YearOf) -> Stretch {
        match self.said_year(year) {
            Some(y) => Stretch::years(y, y, year_value(y)),
            None => Stretch::unsettled("XXXX", Grain::Year),
        }
    }

    fn season(&self, season: &'static str, year: YearOf, which: Which) -> Stretch {
        let pattern = || Stretch::unsettled(format!("XXXX-{season}"), Grain::Month);
        if let Some(y) = self.said_year(year) {
            return Stretch::season(season, y);
        }
        let Some(reference) = self.reference().filter(|_| year == YearOf::Unsaid) else { return pattern() };
        let y = i32::from(reference.year());
        let starts: Vec<Date> =
            (-2..=2).filter_map(|n| calendar::season(season, y + n)).map(|(first, _)| first).collect();
        let now = || {
            starts
                .iter()
                .copied()
                .filter(|s| *s <= reference)
                .max()
                .filter(|s| calendar::between(*s, reference) < 95)
        };
        let before = || starts.iter().copied().filter(|s| calendar::between(*s, reference) > 92).max();
        let after = || starts.iter().copied().filter(|s| *s > reference).min();
        let found = match which {
            Which::Last | Which::Preceding => before(),
            Which::Next | Which::Following => after(),
            Which::This => now().or_else(|| starts.iter().copied().find(|d| d.year() == reference.year())),
            Which::Bare if self.follows_previous() => {
                starts.iter().copied().find(|d| d.year() == reference.year())
            }
            Which::Bare => match self.timex.direction {
                Direction::Future => now().or_else(after),
                _ => now().or_else(before),
            },
        };
        found.map_or_else(pattern, |first| Stretch::season(season, i32::from(first.year())))
    }

    fn year_part(&self, nth: i8, parts: i8, year: YearOf) -> Stretch {
        let code = if parts == 4 { 'Q' } else { 'H' };
        let Some(y) = self.said_year(year) else {
            return Stretch::unsettled(format!("XXXX-{code}{nth}"), Grain::Month);
        };
        let months = 12 / parts;
        let (first, last) = (months * (nth - 1) + 1, months * nth);
        let days = calendar::month(y, first).zip(calendar::month(y, last)).map(|(a, b)| (a.0, b.1));
        Stretch { value: format!("{}-{code}{nth}", year_value(y)), days, grain: Grain::Month }
    }

    fn weekday(&self, weekday: i8, which: Which, week: Option<i32>) -> Stretch {
        let pattern = Stretch::unsettled(format!("XXXX-WXX-{weekday}"), Grain::Day);
        let Some(reference) = self.reference() else { return pattern };
        if self.follows_previous() && self.previous.is_some_and(|p| p.grain > Grain::Week) {
            return pattern;
        }
        let today = calendar::weekday(reference);
        let back = i64::from((today - weekday).rem_euclid(7));
        let ahead = i64::from((weekday - today).rem_euclid(7));
        let days = match (week, which) {
            (Some(n), _) => i64::from(weekday - today) + 7 * i64::from(n),
            (None, Which::Last | Which::Preceding) => -(if back == 0 { 7 } else { back }),
            (None, Which::Next) => i64::from(weekday - today) + 7,
            (None, Which::Following) => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            (None, Which::This) => ahead,
            (None, Which::Bare)
                if self.timex.direction == Direction::Future
                    || (self.follows_previous() && !self.timex.quoted) =>
            {
                ahead
            }
            (None, Which::Bare) if self.timex.planned && ahead < back => ahead,
            (None, Which::Bare) => -back,
        };
        calendar::plus_days(reference, days).map_or(pattern, Stretch::day)
    }

    /// A length keeps its value; counted from an event whose day is known, it also has its day.
    fn length(&self, amount: Option<f64>, unit: Unit) -> Stretch {
        let value = length_value(amount, unit);
        let there =
            amount.zip(self.timex.relation).zip(self.previous_day()).and_then(|((n, relation), day)| {
                let n = if relation == Relation::Before { -n } else { n };
                matches!(unit, Unit::Day | Unit::Night | Unit::Week).then(|| shifted(day, unit, n)).flatten()
            });
        let (days, grain) = there.map_or((None, Grain::Day), |s| (s.days, s.grain));
        Stretch { value, days, grain }
    }

    /// The day of the time told before, where it is a single one.
    fn previous_day(&self) -> Option<Date> {
        self.previous.and_then(|p| p.days).filter(|(a, b)| a == b).map(|d| d.0)
    }

    fn shift(&self, unit: Unit, amount: f64, from_previous: bool) -> Stretch {
        let pattern = Stretch::unsettled(
            match unit {
                Unit::Week | Unit::Fortnight => "XXXX-WXX",
                Unit::Month | Unit::Quarter => "XXXX-XX",
                Unit::Year | Unit::Decade | Unit::Century => "XXXX",
                _ => "XXXX-XX-XX",
            },
            Grain::Day,
        );
        if from_previous && matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
            // "an hour later": the day does not say the hour, and the hour may run over midnight.
            return Stretch::unsettled(length_value(Some(amount.abs()), unit), Grain::Day);
        }
        let base = if from_previous || self.follows_previous() {
            self.previous
                .filter(|p| fine_enough(p.grain, unit))
                .and_then(|p| p.days)
                .map(|(first, last)| if amount > 0.0 && p_is_short(first, last) { last } else { first })
        } else {
            self.published
        };
        // On a Sunday the days just gone are "last week": most who write English begin the week with it.
        let eve =
            unit == Unit::Week && amount == -1.0 && self.timex.words.to_lowercase().contains("last week");
        let base = base.map(|b| {
            if eve && calendar::weekday(b) == 7 { calendar::plus_days(b, 1).unwrap_or(b) } else { b }
        });
        base.and_then(|base| shifted(base, unit, amount)).unwrap_or(pattern)
    }

    fn weekend(&self, n: i32) -> Stretch {
        let pattern = Stretch::unsettled("XXXX-WXX-WE", Grain::Day);
        let Some(reference) = self.reference() else { return pattern };
        let early = calendar::weekday(reference) <= 2;
        let behind = n == 0
            && ((early && self.timex.direction != Direction::Future)
                || (calendar::weekday(reference) <= 5 && self.timex.direction == Direction::Past));
        let days = 7 * i64::from(if behind { -1 } else { n });
        let week = calendar::plus_days(reference, days).and_then(calendar::week);
        let Some((monday, sunday)) = week else { return pattern };
        let iso = monday.iso_week_date();
        Stretch {
            value: format!("{:04}-W{:02}-WE", iso.year(), iso.week()),
            days: calendar::plus_days(monday, 5).map(|saturday| (saturday, sunday)),
            grain: Grain::Day,
        }
    }

    fn holiday(&self, rule: &str, year: YearOf, which: Which) -> Stretch {
        let pattern = || {
            let month_day = rule.len() == 5 && rule.contains('-');
            let value = if month_day { format!("XXXX-{rule}") } else { "XXXX-XX-XX".into() };
            Stretch::unsettled(value, Grain::Day)
        };
        if let Some(y) = self.said_year(year) {
            return calendar::holiday(rule, y).map_or_else(pattern, Stretch::day);
        }
        let Some(reference) = self.reference().filter(|_| year == YearOf::Unsaid) else { return pattern() };
        let days: Vec<Date> =
            (-2..=2).filter_map(|n| calendar::holiday(rule, i32::from(reference.year()) + n)).collect();
        self.pick(&days, reference, which, 45).map_or_else(pattern, Stretch::day)
    }

    fn range(&self, first: &Meaning, last: &Meaning) -> Stretch {
        let a = settle(self.timex, first, self.published, self.previous);
        let b = settle(self.timex, last, self.published, self.previous);
        let days = a.days.zip(b.days).map(|(a, b)| (a.0, b.1)).filter(|(a, b)| a <= b);
        // The value is that of the words, the first end; the days are those of the whole.
        Stretch { value: a.value, days: days.or(a.days), grain: a.grain }
    }

    fn same_day(&self) -> Stretch {
        let day = match self.timex.anchor {
            Anchor::Previous(_) => self.previous_day(),
            _ => self.published,
        };
        day.map_or_else(|| Stretch::unsettled("XXXX-XX-XX", Grain::Day), Stretch::day)
    }
}

fn p_is_short(first: Date, last: Date) -> bool {
    calendar::between(first, last) <= 7
}

/// Whether a time is fine enough to count so many units from it: no day is two days after a year.
fn fine_enough(grain: Grain, unit: Unit) -> bool {
    match unit {
        Unit::Year | Unit::Decade | Unit::Century => true,
        Unit::Month | Unit::Quarter => grain <= Grain::Month,
        Unit::Week | Unit::Fortnight => grain <= Grain::Week,
        _ => grain <= Grain::Day,
    }
}
