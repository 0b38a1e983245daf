//! What a reader must know of a resolved time: a weekday that contradicts its date, a pattern and its reason.

use chancery_text::Layer;
use jiff::civil::Date;

use super::{
    Anchor, Resolved, Timex, TimexKind, calendar,
    meaning::{Meaning, Unit},
};

/// The note on expression `timex` of `times`, once it has its value.
pub(crate) fn note(
    times: &Layer<Timex>,
    timex: &Timex,
    value: &str,
    days: Option<(Date, Date)>,
) -> Option<String> {
    match (&timex.meaning, days) {
        (Meaning::Day { weekday: Some(said), .. }, Some((day, _))) => contradiction(*said, day),
        (_, None) => reason(times, timex, value),
        _ => None,
    }
}

fn contradiction(said: i8, day: Date) -> Option<String> {
    let is = calendar::weekday(day);
    (is != said).then(|| {
        format!(
            "the words say {}, but {} {} is a {}",
            name(said),
            day.strftime("%-d %B"),
            day.year(),
            name(is)
        )
    })
}

/// Why a pattern could not be settled; lengths, sets and references such as "now" have nothing to settle.
fn reason(times: &Layer<Timex>, timex: &Timex, value: &str) -> Option<String> {
    let pattern = matches!(timex.kind, TimexKind::Date | TimexKind::Time) && value.contains("XX");
    let counts_days = match timex.meaning {
        Meaning::Length { amount, unit } => {
            amount.is_some() && !matches!(unit, Unit::Second | Unit::Minute | Unit::Hour)
        }
        _ => true,
    };
    let unknown_event = timex.relation.is_some() && timex.anchor == Anchor::Stated && counts_days;
    if !pattern && !unknown_event {
        return None;
    }
    Some(match timex.anchor {
        Anchor::Published => "it hangs on the report's day, which is not known".to_owned(),
        Anchor::Stated if unknown_event => "the day of the event it names is not told".to_owned(),
        Anchor::Stated => "no time is told before it that it could count from".to_owned(),
        Anchor::Previous(i) => {
            let words = times.all().get(i).map(|a| a.value.words.as_str()).unwrap_or_default();
            format!("it counts from \u{2018}{words}\u{2019}, which is not settled or not fine enough")
        }
    })
}

fn name(weekday: i8) -> &'static str {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    usize::try_from(weekday - 1).ok().and_then(|i| NAMES.get(i)).copied().unwrap_or("no weekday")
}

/// Adds its note to each expression.
pub(crate) fn add(times: &Layer<Timex>, list: &mut [Resolved]) {
    for (ann, resolved) in times.all().iter().zip(list) {
        resolved.note = note(times, &ann.value, &resolved.value, resolved.days);
    }
}
