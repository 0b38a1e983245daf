//! Penalties that change at few of a report's candidate days: told by where they change, not day by day.

use super::days::DayNumber;

/// Whose word a penalty is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// Dates that others announce.
    Announced,
    /// Shared wording.
    Echoes,
    /// Events that others tell, too.
    Links,
}

/// The most that each part weighs.
const MOST: [f64; 3] = [6.0, f64::INFINITY, 8.0];

/// From the candidate at this place on, a part weighs so much more.
struct Mark {
    at: usize,
    part: Part,
    more: f64,
}

/// The changes of all parts along the candidate days.
#[derive(Default)]
pub(super) struct Marks(Vec<Mark>);

/// Candidates from this place up to another, with one penalty.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Stretch {
    pub(super) from: usize,
    pub(super) until: usize,
    pub(super) penalty: f64,
}

impl Marks {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// From this candidate on the part weighs so much more.
    pub(super) fn add(&mut self, part: Part, at: usize, more: f64) {
        self.0.push(Mark { at, part, more });
    }

    /// The candidates in stretches of one penalty each.
    pub(super) fn stretches(&mut self, candidates: usize) -> impl Iterator<Item = Stretch> {
        self.0.sort_unstable_by_key(|mark| mark.at);
        let (mut next, mut from, mut sums) = (0, 0, [0.0_f64; MOST.len()]);
        std::iter::from_fn(move || {
            if from >= candidates {
                return None;
            }
            while let Some(mark) = self.0.get(next).filter(|mark| mark.at <= from) {
                sums[mark.part as usize] += mark.more;
                next += 1;
            }
            let until = self.0.get(next).map_or(candidates, |mark| mark.at.min(candidates));
            let penalty = sums.iter().zip(MOST).map(|(sum, most)| sum.min(most)).sum();
            let stretch = Stretch { from, until, penalty };
            from = until;
            Some(stretch)
        })
    }
}

/// The days of the other reports, in one of the starts that are drawn side by side.
#[derive(Clone, Copy)]
pub(super) struct Others<'a> {
    /// By report, one of each start.
    pub(super) days: &'a [Option<DayNumber>],
    pub(super) starts: usize,
    pub(super) start: usize,
}

impl Others<'_> {
    /// The day of a report, if it has one.
    pub(super) fn day(&self, report: usize) -> Option<DayNumber> {
        self.days[report * self.starts + self.start]
    }
}

/// The candidate days of a report, in order, with the place of each day among them.
pub(super) struct Places {
    first: DayNumber,
    /// By days from the first.
    all: Vec<u16>,
    candidates: usize,
}

impl Places {
    /// Of at most 65,535 candidates in order.
    pub(super) fn of(candidates: &[DayNumber]) -> Places {
        let mut all = Vec::new();
        let first = candidates.first().copied().unwrap_or(0);
        for (place, day) in candidates.iter().enumerate() {
            all.resize((day - first) as usize + 1, place as u16);
        }
        Places { first, all, candidates: candidates.len() }
    }

    /// How many candidates there are.
    pub(super) fn candidates(&self) -> usize {
        self.candidates
    }

    /// The place of the first candidate that is not before this day.
    pub(super) fn from(&self, day: DayNumber) -> usize {
        let at = i64::from(day) - i64::from(self.first);
        usize::try_from(at).map_or(0, |at| self.all.get(at).map_or(self.candidates, |at| usize::from(*at)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_first_candidate_from_a_day_on() {
        let days = [10, 11, 14, 20];
        let places = Places::of(&days);
        for day in 5..25 {
            assert_eq!(places.from(day), days.partition_point(|d| *d < day), "{day}");
        }
        assert_eq!(
            (Places::of(&[]).from(3), places.from(DayNumber::MIN), places.from(DayNumber::MAX)),
            (0, 0, 4)
        );
    }

    #[test]
    fn parts_are_capped_each_for_itself() {
        let mut marks = Marks::default();
        marks.add(Part::Links, 0, 5.0);
        marks.add(Part::Links, 2, 5.0);
        marks.add(Part::Echoes, 2, 1.0);
        marks.add(Part::Links, 3, -5.0);
        marks.add(Part::Announced, 9, 1.0);
        let told: Vec<_> = marks.stretches(4).map(|s| (s.from, s.until, s.penalty)).collect();
        assert_eq!(told, [(0, 2, 5.0), (2, 3, 9.0), (3, 4, 6.0)]);
    }
}
