//! "Next week", "last month", "44 years ago" beside the days, months and years that they may mean.

use chancery_extract::time::{Direction, Meaning, MonthOf, Timex, Unit, Which, YearOf};

use super::{
    stated::year_said,
    what::{Demand, Told, What},
};

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

pub(super) fn months_off(times: &[&Timex], told: &[(Told, &Timex)], demands: &mut Vec<Demand>) {
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

pub(super) fn weeks_off(times: &[&Timex], told: &[(Told, &Timex)], demands: &mut Vec<Demand>) {
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

pub(super) fn years_off(times: &[&Timex], demands: &mut Vec<Demand>) {
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
