//! What each expression hangs on: nothing, the report's day, or another expression.

use chancery_text::Ann;

use super::{
    Anchor, Direction, Timex,
    expressions::Place,
    meaning::{Meaning, MonthOf, Unit, Which, YearOf},
};

/// Gives each expression what it hangs on; `events` are the expressions that tell the day of the event it names.
pub(crate) fn anchor(list: &mut [Ann<Timex>], places: &[Place], events: &[Option<usize>]) {
    let narrative = is_narrative(list);
    for i in 1..list.len() {
        restate(list, i);
    }
    for i in 0..list.len() {
        let anchor = match (events[i], speakers_day(list, places, i)) {
            (Some(event), _) => Anchor::Previous(event),
            (None, Some(speech)) => Anchor::Previous(speech),
            (None, None) if told_in_brackets(list, i) => Anchor::Previous(i + 1),
            (None, None) if list[i].value.relation.is_some() => match apposed(list, i) {
                // "on Thursday, the day after the talks": both are one day.
                Some(same) => {
                    list[i].value.meaning =
                        Meaning::Shift { unit: Unit::Day, amount: 0.0, from_previous: true };
                    Anchor::Previous(same)
                }
                None => Anchor::Stated,
            },
            (None, None) => {
                let earlier = Earlier { list: &list[..i], places, block: places[i].block };
                anchor_of(&list[i].value, earlier, narrative)
            }
        };
        list[i].value.anchor = anchor;
    }
}

/// "will leave at 8 p.m. (1200 GMT Thursday)": what the brackets say again lies on the side that the verb told before.
fn restate(list: &mut [Ann<Timex>], i: usize) {
    if !told_in_brackets(list, i - 1) {
        return;
    }
    let before = &list[i - 1].value;
    let (direction, planned) = (before.direction, before.planned);
    if direction != Direction::Unknown || planned {
        let again = &mut list[i].value;
        (again.direction, again.planned) = (direction, planned);
    }
}

/// "at 8 p.m. (1200 GMT Thursday)": the day of a clock time stands with the same time of another zone.
fn told_in_brackets(list: &[Ann<Timex>], i: usize) -> bool {
    let Some(next) = list.get(i + 1).filter(|_| list[i].value.meaning == Meaning::SameDay) else {
        return false;
    };
    let gap = next.span.start().checked_sub(list[i].span.end());
    gap == Some(2)
        && next.value.part.is_some()
        && next.value.sentence == list[i].value.sentence
        && tells_a_day(&next.value.meaning)
}

/// The day right before a comma that the expression explains.
fn apposed(list: &[Ann<Timex>], i: usize) -> Option<usize> {
    let before = i.checked_sub(1)?;
    let shift = matches!(list[i].value.meaning, Meaning::Shift { unit: Unit::Day, .. });
    let gap = list[i].span.start().checked_sub(list[before].span.end())?;
    let same_sentence = list[before].value.sentence == list[i].value.sentence;
    (shift && gap == 2 && same_sentence && tells_a_day(&list[before].value.meaning)).then_some(before)
}

/// The expressions before one.
#[derive(Clone, Copy)]
struct Earlier<'a> {
    list: &'a [Ann<Timex>],
    places: &'a [Place],
    /// The block of the one.
    block: usize,
}

impl Earlier<'_> {
    /// How fine a time expression `i` tells; what stands under a picture is no part of the report's course.
    fn fineness(&self, i: usize) -> Option<Fine> {
        let aside = self.places[i].caption && self.places[i].block != self.block;
        if aside { None } else { fineness(&self.list[i].value.meaning) }
    }
}

/// The day that somebody spoke, for what he says of "today" within quotation marks: the day told beside the word
/// of speech in the same paragraph, or that of the past event told just before.
fn speakers_day(list: &[Ann<Timex>], places: &[Place], at: usize) -> Option<usize> {
    let timex = &list[at].value;
    if !timex.quoted || !hangs_on_speech(&timex.meaning) {
        return None;
    }
    let block = places[at].block;
    let day = |i: usize| !list[i].value.quoted && tells_a_day(&list[i].value.meaning);
    let here = (at.saturating_sub(NEAR)..at)
        .rev()
        .take_while(|&i| places[i].block == block)
        .chain((at + 1..list.len().min(at + NEAR)).take_while(|&i| places[i].block == block));
    let spoken = here.clone().find(|&i| places[i].of_speech && day(i));
    let before = || {
        (at.saturating_sub(NEAR)..at)
            .rev()
            .filter(|&i| !list[i].value.quoted && !places[i].caption)
            .take_while(|&i| places[i].block + 1 >= block)
            .find(|_| true)
            .filter(|&i| day(i) && list[i].value.direction == Direction::Past)
    };
    let today = matches!(timex.meaning, Meaning::Shift { amount: 0.0, .. });
    spoken.or_else(|| if !today || here.clone().any(day) { None } else { before() })
}

/// How many expressions around one are looked at for the day of a speech.
const NEAR: usize = 20;

/// Whether a time counts from the day of the speech it stands in.
fn hangs_on_speech(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Shift { unit, from_previous, amount } => {
            !from_previous && matches!(unit, Unit::Day | Unit::Night) && amount.abs() <= 2.0
        }
        Meaning::Weekday { which, .. } => *which == Which::Bare,
        _ => false,
    }
}

/// Whether the words tell a day that hangs on no other expression but for its year.
fn tells_a_day(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Day { month, .. } => matches!(month, MonthOf::Is(_)),
        Meaning::Weekday { which, .. } => matches!(which, Which::Bare | Which::This | Which::Last),
        Meaning::Shift { unit, from_previous, .. } => {
            !from_previous && matches!(unit, Unit::Day | Unit::Night)
        }
        _ => false,
    }
}

/// A history counts from the times it tells; a report counts from its own day.
fn is_narrative(list: &[Ann<Timex>]) -> bool {
    let stated = list.iter().filter(|a| states_year(&a.value.meaning)).count();
    let deictic = list
        .iter()
        .filter(|a| match &a.value.meaning {
            Meaning::Weekday { .. } | Meaning::Weekend(_) => true,
            Meaning::Shift { from_previous, .. } => !from_previous,
            _ => false,
        })
        .count();
    stated >= 5 && deictic * 8 <= stated
}

fn states_year(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Day { year, .. }
        | Meaning::Month { year, .. }
        | Meaning::Season { year, .. }
        | Meaning::Year(year) => {
            matches!(year, YearOf::Is(_))
        }
        Meaning::Range(first, last) => states_year(first) || states_year(last),
        _ => false,
    }
}

fn anchor_of(timex: &Timex, earlier: Earlier<'_>, narrative: bool) -> Anchor {
    let previous = |fine: Fine| {
        let place = if narrative { last_of_the_tale(earlier, fine) } else { last_told(earlier, fine) };
        place.map_or(if narrative { Anchor::Stated } else { Anchor::Published }, Anchor::Previous)
    };
    let bare = |fine: Fine| match year_in_sentence(timex, earlier) {
        _ if narrative => previous(fine),
        Some(i) => Anchor::Previous(i),
        None => Anchor::Published,
    };
    match &timex.meaning {
        Meaning::Day { year, month, which, .. } => match (year, month, which) {
            (YearOf::FromPrevious(_), _, _) => previous(Fine::Year),
            (_, MonthOf::FromPrevious(_), _) if told_day_near(timex, earlier) => previous(Fine::Day),
            (_, MonthOf::FromPrevious(_), _) | (YearOf::Unsaid, _, Which::Following | Which::Preceding) => {
                previous(Fine::Month)
            }
            (YearOf::Is(_), _, _) => Anchor::Stated,
            (_, MonthOf::Unsaid, Which::Bare) => previous(Fine::Month),
            (YearOf::Unsaid, MonthOf::Is(_), Which::Bare) => bare(Fine::Year),
            _ => Anchor::Published,
        },
        Meaning::Month { year, which, .. }
        | Meaning::Season { year, which, .. }
        | Meaning::Holiday { year, which, .. } => match (year, which) {
            (YearOf::Is(_), _) => Anchor::Stated,
            (YearOf::FromPrevious(_), _) | (_, Which::Following | Which::Preceding) => previous(Fine::Year),
            (YearOf::Unsaid, Which::Bare) => bare(Fine::Year),
            _ if narrative => previous(Fine::Year),
            _ => Anchor::Published,
        },
        Meaning::Weekday { which: Which::Following | Which::Preceding, .. } => previous(Fine::Day),
        Meaning::Weekday { .. } if narrative => previous(Fine::Day),
        Meaning::Shift { from_previous: true, unit, .. } => previous(match unit {
            Unit::Month | Unit::Quarter => Fine::Month,
            Unit::Year | Unit::Decade | Unit::Century => Fine::Year,
            _ => Fine::Day,
        }),
        Meaning::SameDay => match last_told(earlier, Fine::Day) {
            Some(i) if narrative || earlier.list[i].value.sentence == timex.sentence => Anchor::Previous(i),
            _ => Anchor::Published,
        },
        Meaning::Year(YearOf::Is(_)) | Meaning::Decade(_) | Meaning::Century(_) | Meaning::Stated(_) => {
            Anchor::Stated
        }
        Meaning::Range(first, _) => {
            let first = Timex { meaning: (**first).clone(), ..timex.clone() };
            anchor_of(&first, earlier, narrative)
        }
        Meaning::WeekOf(day) => {
            let day = Timex { meaning: (**day).clone(), ..timex.clone() };
            anchor_of(&day, earlier, narrative)
        }
        Meaning::Length { .. } | Meaning::Set(_) => Anchor::Stated,
        Meaning::Shift { .. } if narrative => previous(Fine::Year),
        _ => Anchor::Published,
    }
}

/// How fine a time must be for another to count from it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fine {
    Year,
    Month,
    Day,
}

fn fineness(meaning: &Meaning) -> Option<Fine> {
    match meaning {
        Meaning::Day { .. } | Meaning::Weekday { .. } | Meaning::Holiday { .. } | Meaning::SameDay => {
            Some(Fine::Day)
        }
        Meaning::Month { .. } => Some(Fine::Month),
        Meaning::Year(_) | Meaning::Season { .. } | Meaning::YearPart { .. } => Some(Fine::Year),
        Meaning::Shift { unit, .. } => Some(match unit {
            Unit::Month | Unit::Quarter => Fine::Month,
            Unit::Year => Fine::Year,
            Unit::Decade | Unit::Century => return None,
            _ => Fine::Day,
        }),
        Meaning::Stated(_) => Some(Fine::Day),
        Meaning::Range(first, _) => fineness(first),
        _ => None,
    }
}

/// The last expression at least so fine, else the last that names a time at all.
fn last_told(earlier: Earlier<'_>, fine: Fine) -> Option<usize> {
    let told = |least: Fine| {
        (0..earlier.list.len()).rev().find(|&i| earlier.fineness(i).is_some_and(|f| f >= least))
    };
    told(fine).or_else(|| told(Fine::Year))
}

/// "the 12th of the same month" goes with a day told shortly before rather than with a month told in passing.
fn told_day_near(timex: &Timex, earlier: Earlier<'_>) -> bool {
    let month_here = earlier
        .list
        .iter()
        .rev()
        .take_while(|a| a.value.sentence == timex.sentence)
        .any(|a| matches!(a.value.meaning, Meaning::Month { .. }));
    let day = earlier.list.iter().rev().find(|a| matches!(a.value.meaning, Meaning::Day { .. }));
    !month_here && day.is_some_and(|a| a.value.sentence + 3 >= timex.sentence)
}

/// The last expression of a history's own course: a year far from those around it is an aside ("in 2005 it was found").
fn last_of_the_tale(earlier: Earlier<'_>, fine: Fine) -> Option<usize> {
    let recent: Vec<(usize, i32)> = earlier
        .list
        .iter()
        .enumerate()
        .rev()
        .filter_map(|(i, a)| Some((i, own_year(&a.value.meaning)?)))
        .take(9)
        .collect();
    let mut years: Vec<i32> = recent.iter().map(|(_, y)| *y).collect();
    years.sort_unstable();
    let middle = years.get(years.len() / 2).copied();
    let aside = |i: usize| match (own_year(&earlier.list[i].value.meaning), middle) {
        (Some(year), Some(middle)) => (year - middle).abs() > ASIDE,
        _ => false,
    };
    let rests_on_aside = |i: usize| {
        let mut at = i;
        for _ in 0..earlier.list.len() {
            match earlier.list[at].value.anchor {
                Anchor::Previous(j) if own_year(&earlier.list[at].value.meaning).is_none() => at = j,
                _ => return aside(at),
            }
        }
        false
    };
    let told = |least: Fine| {
        (0..earlier.list.len())
            .rev()
            .find(|&i| earlier.fineness(i).is_some_and(|f| f >= least) && !rests_on_aside(i))
    };
    told(fine).or_else(|| told(Fine::Year)).or_else(|| last_told(earlier, fine))
}

/// Years that a tale may jump from one date to the next.
const ASIDE: i32 = 5;

fn own_year(meaning: &Meaning) -> Option<i32> {
    match meaning {
        Meaning::Day { year: YearOf::Is(y), .. }
        | Meaning::Month { year: YearOf::Is(y), .. }
        | Meaning::Season { year: YearOf::Is(y), .. }
        | Meaning::Year(YearOf::Is(y)) => Some(*y),
        Meaning::Range(first, _) => own_year(first),
        _ => None,
    }
}

/// The expression with a year in the same sentence before one without, where both tell of the past.
fn year_in_sentence(timex: &Timex, earlier: Earlier<'_>) -> Option<usize> {
    let place = earlier.list.iter().rposition(|a| states_year(&a.value.meaning))?;
    let same = earlier.list[place].value.sentence == timex.sentence && timex.direction != Direction::Future;
    same.then_some(place)
}
