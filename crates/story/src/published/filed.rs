//! How ill a day fits the one that the head of the report states without its year.
//!
//! Judgement, not measured: a dateline tells the day of filing, and a paper may print the report the day after;
//! a line above the report tells the day of publication, a day off at most where the clocks differ.

use chancery_extract::time::{Direction, Filed, FiledIn};

use super::{
    days::{self, DayNumber},
    weigh::distances,
    what::Told,
};

/// By days since the stated one.
const SINCE_FILED: [f64; 3] = [0.0, 2.2, 4.0];
/// A day before the stated one is nearly excluded.
const BEFORE: f64 = 6.0;
/// Any other day is as good as excluded.
const ELSEWHERE: f64 = 9.0;
/// The stated weekday is not that of the stated day in this year.
const CONTRADICTED: f64 = 5.0;
/// By days since a weekday that stands alone, before the words of a report and in a line above them.
const SINCE_WEEKDAY: [f64; 2] = [0.0, 0.8];
/// Any other weekday.
const OTHER_WEEKDAY: f64 = 5.0;

/// How ill a day fits.
pub(super) fn penalty(filed: &Filed, day: DayNumber) -> f64 {
    match (filed.month.zip(filed.day), filed.weekday) {
        (Some((month, day_of_month)), weekday) => {
            let told = Told {
                year: None,
                month,
                day: day_of_month,
                weekday: None,
                direction: Direction::Past,
                sentence: 0,
            };
            let (back, ahead) = distances(&told, day);
            let off = match (filed.place, back) {
                (FiledIn::Dateline, 0..=2) => SINCE_FILED[back as usize],
                (FiledIn::DateLine, 0) => 0.0,
                (FiledIn::DateLine, 1) => 3.0,
                _ if ahead == 1 => BEFORE,
                _ => ELSEWHERE,
            };
            let stated = if ahead == 1 { day + 1 } else { day - back };
            let right = back > 2 && ahead > 1 || weekday.is_none_or(|w| days::weekday(stated) == w);
            off + if right { 0.0 } else { CONTRADICTED }
        }
        (None, Some(weekday)) => {
            let back = usize::from((days::weekday(day) - weekday).rem_euclid(7) as u8);
            let most = match filed.place {
                FiledIn::Dateline => SINCE_WEEKDAY.len(),
                FiledIn::DateLine => 1,
            };
            SINCE_WEEKDAY[..most].get(back).copied().unwrap_or(OTHER_WEEKDAY)
        }
        (None, None) => 0.0,
    }
}
