//! The weekdays that a report tells.

use chancery_extract::time::{Direction, Meaning, Timex, Which};

use super::{
    weigh::WeekdayTold,
    what::{Demand, What},
};

pub(super) fn weekdays(times: &[&Timex], demands: &mut Vec<Demand>) {
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
