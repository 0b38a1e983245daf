//! Days of the month that a report tells, mostly without their year.

use chancery_extract::time::{Direction, Meaning, MonthOf, Relation, Timex, Unit, Which};

use super::{
    stated::year_said,
    weigh::Style,
    what::{Demand, Told, What},
};

/// The day of the month that an expression tells, "the 12th of the same month" included.
pub(super) fn told(timex: &Timex, all: &[&Timex]) -> Option<Told> {
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

/// Whether a report tells a weekday as past.
pub(super) fn style(times: &[&Timex]) -> Style {
    let named = times.iter().any(|t| {
        let weekday = matches!(t.meaning, Meaning::Weekday { which: Which::Bare, week: None, .. });
        weekday && t.direction == Direction::Past && !t.quoted
    });
    if named { Style::Weekdays } else { Style::Other }
}

pub(super) fn days_without_year(told: &[(Told, &Timex)], style: Style, demands: &mut Vec<Demand>) {
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

/// An odd count of days near a day told as past counts from it to the report, as a rule.
pub(super) fn days_since(times: &[&Timex], told: &[(Told, &Timex)], demands: &mut Vec<Demand>) {
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
