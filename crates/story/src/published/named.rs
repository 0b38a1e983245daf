//! Holidays, seasons and anniversaries that a report names.

use chancery_extract::{
    Findings,
    time::{Direction, Meaning, MonthOf, Timex, Which, YearOf},
};

use super::what::{Demand, What};

/// A day's anniversary is spoken of when it is near.
pub(super) fn anniversaries(findings: &Findings, demands: &mut Vec<Demand>) {
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

pub(super) fn named_seasons(times: &[&Timex], demands: &mut Vec<Demand>) {
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
