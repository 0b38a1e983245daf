//! One report whose day is drawn, given the days of the others.
//!
//! What the others tell changes its penalty at few of its candidate days ([`Marks`]), so that a turn costs as many
//! steps as there are changes, not as there are candidates and links.

use super::{
    belief::Belief,
    centre::nearness,
    days::DayNumber,
    echoes::{self, Echo},
    links::Linked,
    marks::{Marks, Others, Places},
    silence::Announced,
};

/// What the neighbours have to say.
pub(super) struct Around<'a> {
    pub(super) announced: Announced,
    pub(super) echoes: &'a [Echo],
    pub(super) links: Linked<'a>,
}

/// One report whose day is drawn, in several starts side by side.
pub(super) struct Drawn<'a> {
    /// Days that its own words allow, in order, with their chances.
    days: Vec<DayNumber>,
    places: Places,
    chances: Vec<f64>,
    /// The chance that its day lies beyond them.
    beyond: f64,
    around: Around<'a>,
    starts: Vec<Start>,
    /// For each centre of these starts the chances of the candidates with it, summed up to each.
    summed: Vec<Vec<f64>>,
    /// Sums of the chances over the starts.
    sums: Vec<f64>,
}

/// One start with the crisis around a day.
struct Start {
    centre: DayNumber,
    /// The place of its centre's sums.
    place: usize,
    /// What its turns say: from a candidate on, its chance with the centre counts so much more.
    turns: Vec<(usize, f64)>,
    /// How well the candidates fit what the others say, in the mean over these turns: its logarithm.
    fit: f64,
}

/// Room for what one turn of one report finds, used again and again.
#[derive(Default)]
pub(super) struct Room {
    marks: Marks,
    runs: Vec<Run>,
    told: Vec<f64>,
}

/// Candidates from this place on that fit the others' words alike.
struct Run {
    from: usize,
    /// How well they fit.
    factor: f64,
    /// The chances up to the end of the run.
    held: f64,
}

impl<'a> Drawn<'a> {
    /// Of candidates in order.
    pub(super) fn of(candidates: &[(DayNumber, f64)], beyond: f64, around: Around<'a>) -> Drawn<'a> {
        let days: Vec<DayNumber> = candidates.iter().map(|c| c.0).collect();
        Drawn {
            places: Places::of(&days),
            days,
            chances: candidates.iter().map(|c| c.1).collect(),
            beyond,
            around,
            starts: Vec::new(),
            summed: Vec::new(),
            sums: vec![0.0; candidates.len()],
        }
    }

    /// Begins starts with the crisis around these days.
    pub(super) fn begin(&mut self, centres: &[DayNumber]) {
        self.starts.clear();
        for centre in centres {
            let known = self.starts.last().filter(|last| last.centre == *centre).map(|last| last.place);
            let place = known.unwrap_or_else(|| self.starts.last().map_or(0, |last| last.place + 1));
            if known.is_none() {
                self.sum(place, *centre);
            }
            self.starts.push(Start { centre: *centre, place, turns: Vec::new(), fit: 0.0 });
        }
    }

    fn sum(&mut self, place: usize, centre: DayNumber) {
        if self.summed.len() == place {
            self.summed.push(Vec::with_capacity(self.days.len() + 1));
        }
        let summed = &mut self.summed[place];
        summed.clear();
        summed.push(0.0);
        let mut sum = 0.0;
        for (day, chance) in self.days.iter().zip(&self.chances) {
            sum += chance * nearness(*day, centre);
            summed.push(sum);
        }
    }

    /// One turn of one start, with the others on these days if they count, as one of so many that count, or forgotten:
    /// the candidate that a lot between 0 and 1 falls on.
    pub(super) fn turn(
        &mut self,
        others: Others,
        heard: bool,
        counts: Option<f64>,
        lot: f64,
        room: &mut Room,
    ) -> Option<DayNumber> {
        room.marks.clear();
        if heard {
            self.around.announced.mark(&self.places, others, &mut room.marks);
            echoes::mark(self.around.echoes, &self.places, others, &mut room.marks);
            self.around.links.mark(&self.places, others, &mut room.marks);
        }
        let start = &mut self.starts[others.start];
        let summed = &self.summed[start.place];
        room.runs.clear();
        let mut held = 0.0;
        for stretch in room.marks.stretches(self.days.len()) {
            let factor = (-stretch.penalty).exp();
            held += factor * (summed[stretch.until] - summed[stretch.from]);
            room.runs.push(Run { from: stretch.from, factor, held });
        }
        if let Some(turns) = counts {
            start.add(&room.runs, held, summed.last().copied().unwrap_or(1.0), turns);
        }
        drawn(&room.runs, summed, lot * held).and_then(|at| self.days.get(at).copied())
    }

    /// How well the candidates fit what the others say, in the mean over the turns of one start: its logarithm.
    pub(super) fn fit(&self, start: usize) -> f64 {
        self.starts[start].fit
    }

    /// Ends the turns of all starts, which count so much each.
    pub(super) fn close(&mut self, weights: &[f64], room: &mut Room) {
        room.told.clear();
        room.told.resize(self.days.len(), 0.0);
        for (i, (start, weight)) in self.starts.iter().zip(weights).enumerate() {
            for (at, share) in &start.turns {
                room.told[*at] += weight * share;
            }
            if self.starts.get(i + 1).is_some_and(|next| next.centre == start.centre) {
                continue;
            }
            let mut weight = 0.0;
            let candidates = self.days.iter().zip(&self.chances);
            for ((sum, told), (day, chance)) in self.sums.iter_mut().zip(&mut room.told).zip(candidates) {
                weight += std::mem::take(told);
                *sum += chance * nearness(*day, start.centre) * weight;
            }
        }
    }

    pub(super) fn belief(self) -> Belief {
        Belief::averaged(&self.days, &self.sums, self.beyond)
    }
}

impl Start {
    /// Counts a turn as one of so many; `whole` are the chances were there no others.
    fn add(&mut self, runs: &[Run], held: f64, whole: f64, turns: f64) {
        let mut before = 0.0;
        for run in runs {
            let share = run.factor / held;
            self.turns.push((run.from, share - before));
            before = share;
        }
        self.fit += (held / whole).ln() / turns;
    }
}

/// The place of the candidate up to which the runs hold so much.
fn drawn(runs: &[Run], summed: &[f64], lot: f64) -> Option<usize> {
    let at = runs.partition_point(|run| run.held < lot).min(runs.len().checked_sub(1)?);
    let run = &runs[at];
    let before = at.checked_sub(1).map_or(0.0, |i| runs[i].held);
    let until = runs.get(at + 1).map_or(summed.len() - 1, |next| next.from);
    let sum = summed[run.from] + (lot - before) / run.factor;
    Some(run.from + summed[run.from + 1..until].partition_point(|s| *s < sum))
}
