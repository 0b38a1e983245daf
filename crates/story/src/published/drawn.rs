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
    marks::{Marks, Places},
    silence::Announced,
};

/// What the neighbours have to say.
pub(super) struct Around<'a> {
    pub(super) announced: Announced,
    pub(super) echoes: &'a [Echo],
    pub(super) links: Linked<'a>,
}

/// One report whose day is drawn.
pub(super) struct Drawn<'a> {
    /// Days that its own words allow, in order, with their chances.
    days: Vec<DayNumber>,
    places: Places,
    chances: Vec<f64>,
    /// The chance that its day lies beyond them.
    beyond: f64,
    around: Around<'a>,
    marks: Marks,
    /// The centre of the crisis that is tried, and the chances of the candidates with it, summed up to each.
    centre: Option<DayNumber>,
    summed: Vec<f64>,
    /// The stretches of one turn.
    runs: Vec<Run>,
    /// What the turns of one start say: from a candidate on, its chance with the centre counts so much more.
    turns: Vec<(usize, f64)>,
    /// How well the candidates fit what the others say, in the mean over these turns: its logarithm.
    fit: f64,
    /// The same of all starts with this centre, by candidate.
    told: Vec<f64>,
    /// Sums of the chances over the starts with other centres.
    sums: Vec<f64>,
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
            marks: Marks::default(),
            centre: None,
            summed: Vec::new(),
            runs: Vec::new(),
            turns: Vec::new(),
            fit: 0.0,
            told: vec![0.0; candidates.len()],
            sums: vec![0.0; candidates.len()],
        }
    }

    /// Begins a start with the crisis around this day.
    pub(super) fn begin(&mut self, centre: DayNumber) {
        if self.centre == Some(centre) {
            return;
        }
        self.keep();
        self.centre = Some(centre);
        self.summed.clear();
        self.summed.push(0.0);
        let mut sum = 0.0;
        for (day, chance) in self.days.iter().zip(&self.chances) {
            sum += chance * nearness(*day, centre);
            self.summed.push(sum);
        }
    }

    /// Adds to the sums what the starts with this centre told.
    fn keep(&mut self) {
        let Some(centre) = self.centre else { return };
        let mut weight = 0.0;
        for (i, told) in self.told.iter_mut().enumerate() {
            weight += std::mem::take(told);
            self.sums[i] += self.chances[i] * nearness(self.days[i], centre) * weight;
        }
    }

    /// Weighs the candidates, with the others on these days.
    pub(super) fn weigh(&mut self, others: Option<&[Option<DayNumber>]>) {
        self.marks.clear();
        if let Some(others) = others {
            self.around.announced.mark(&self.places, others, &mut self.marks);
            echoes::mark(self.around.echoes, &self.places, others, &mut self.marks);
            self.around.links.mark(&self.places, others, &mut self.marks);
        }
        self.runs.clear();
        let mut held = 0.0;
        for stretch in self.marks.stretches(self.days.len()) {
            let factor = (-stretch.penalty).exp();
            held += factor * (self.summed[stretch.until] - self.summed[stretch.from]);
            self.runs.push(Run { from: stretch.from, factor, held });
        }
    }

    fn held(&self) -> f64 {
        self.runs.last().map_or(0.0, |run| run.held)
    }

    /// The candidate that a lot between 0 and 1 falls on.
    pub(super) fn drawn(&self, lot: f64) -> Option<DayNumber> {
        let lot = lot * self.held();
        let at = self.runs.partition_point(|run| run.held < lot).min(self.runs.len().checked_sub(1)?);
        let run = &self.runs[at];
        let before = at.checked_sub(1).map_or(0.0, |i| self.runs[i].held);
        let until = self.runs.get(at + 1).map_or(self.days.len(), |next| next.from);
        let sum = self.summed[run.from] + (lot - before) / run.factor;
        let within = self.summed[run.from + 1..until].partition_point(|s| *s < sum);
        self.days.get(run.from + within).copied()
    }

    /// Counts this turn as one of so many.
    pub(super) fn add(&mut self, turns: f64) {
        let held = self.held();
        let mut before = 0.0;
        for run in &self.runs {
            let share = run.factor / held;
            self.turns.push((run.from, share - before));
            before = share;
        }
        self.fit += (held / self.summed.last().copied().unwrap_or(1.0)).ln() / turns;
    }

    /// How well the candidates fit what the others say, in the mean over the turns of this start: its logarithm.
    pub(super) fn fit(&self) -> f64 {
        self.fit
    }

    /// Ends the turns of one start, which count so much.
    pub(super) fn close(&mut self, weight: f64) {
        for (at, share) in self.turns.drain(..) {
            self.told[at] += weight * share;
        }
        self.fit = 0.0;
    }

    pub(super) fn belief(mut self) -> Belief {
        self.keep();
        Belief::averaged(&self.days, &self.sums, self.beyond)
    }
}
