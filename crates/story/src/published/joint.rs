//! Reports of one crisis bear on each other's days.
//!
//! They lie near each other in time; they tell one event in different words for when ([`links`]); and who is silent
//! on what the others announce wrote before it was known, or after it was over ([`silence`]). None of it can be
//! settled one report at a time, so days are drawn for all reports by turns, each given the others' (Gibbs
//! sampling; Geman and Geman 1984), and the chances are averaged over the turns. The draws come from the reports'
//! ids: the same pile gives the same days, in any order, and a report of another crisis changes nothing.

use chancery_extract::{Findings, fnv1a};

use super::{
    belief::{Belief, later, own, own_of},
    centre::{Centres, nearness},
    days::{self, DayNumber},
    echoes::{self, Echo},
    epoch::in_epoch,
    evidence::with_background,
    links::{Linked, in_words, links},
    neighbours::neighbours,
    silence::{Announced, Dates},
    what::Evidence,
};

/// Centres of the crisis that are started from.
const STARTS: u64 = 256;
/// Turns that are drawn from each, and how many of them are forgotten.
const TURNS: u64 = 8;
const FORGOTTEN: u64 = 3;
/// How much the reports of a crisis say together, by how well their days fit what the others tell, of the centre that
/// they were drawn around: each says it of the others, and they do not speak independently. Chosen on all piles.
const WITNESS: f64 = 0.2;
/// The most candidate days of one report.
const MOST: usize = 1000;

/// The belief about each report's day, after its own words and its neighbours; none where no year is known.
/// With it go the reasons that other reports give.
pub(super) fn beliefs(
    reports: &[Findings],
    evidence: &[Evidence],
) -> (Vec<Option<Belief>>, Vec<Vec<String>>) {
    let neighbours = neighbours(reports);
    let own = own_beliefs(reports, evidence);
    let evidence = &with_background(evidence, &neighbours)[..];
    let alone = alone(reports, evidence, &neighbours);
    let likeliest: Vec<Option<DayNumber>> =
        alone.iter().map(|b| b.as_ref().and_then(|b| Some(b.likeliest(1).first()?.0))).collect();
    let told: Vec<Dates> = reports.iter().zip(&likeliest).map(|(f, day)| Dates::of(f, *day)).collect();
    let links = links(reports, &neighbours);
    let echoes = echoes::echoes(reports, &neighbours);
    let mut drawn: Vec<Option<Drawn>> = (0..reports.len())
        .map(|i| {
            let belief = alone[i].as_ref().filter(|_| !is_known(&reports[i]) && !neighbours[i].is_empty())?;
            let announced = Announced::of(i, &neighbours[i], &told);
            let around = Around { announced, echoes: &echoes[i] };
            let group = || neighbours[i].iter().chain([&i]);
            let centres = Centres::of(group().filter_map(|&j| alone[j].as_ref()))?;
            // If one report of a crisis cannot lie beyond all candidates, none does.
            let beyond = group().filter_map(|&j| Some(own[j].as_ref()?.beyond)).fold(1.0, f64::min);
            Drawn::of(belief, beyond, centres, around, |days| Linked::of(&links[i], reports, i, days))
        })
        .collect();
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by(|a, b| reports[*a].report.id.cmp(&reports[*b].report.id));
    for start in 0..STARTS {
        let mut days = likeliest.clone();
        for report in drawn.iter_mut().flatten() {
            report.begin(report.centres.at((start as f64 + 0.5) / STARTS as f64));
        }
        for turn in 0..TURNS {
            for &i in &order {
                let Some(report) = &mut drawn[i] else { continue };
                let (chances, fit) = report.chances(if turn == 0 { None } else { Some(&days) });
                days[i] = Some(report.drawn(&chances, lot(&reports[i].report.id, start * TURNS + turn)));
                if turn >= FORGOTTEN {
                    report.add(&chances, fit);
                }
            }
        }
        let fits: Vec<f64> = drawn.iter().map(|d| d.as_ref().map_or(0.0, |d| d.fit)).collect();
        for &i in &order {
            let sum: f64 = neighbours[i].iter().chain([&i]).map(|&j| fits[j]).sum();
            if let Some(report) = &mut drawn[i] {
                report.close((sum * WITNESS).exp());
            }
        }
    }
    let beliefs =
        drawn.into_iter().zip(alone).map(|(drawn, alone)| drawn.map(Drawn::belief).or(alone)).collect();
    (beliefs, (0..reports.len()).map(|i| in_words(i, &links[i], reports)).collect())
}

fn is_known(findings: &Findings) -> bool {
    findings.report.published.is_some()
}

/// What each report's own words leave possible.
fn own_beliefs(reports: &[Findings], evidence: &[Evidence]) -> Vec<Option<Belief>> {
    let own = |(f, evidence): (&Findings, &Evidence)| {
        f.report.published.as_ref().map(|p| Belief::sure(days::number(p.date))).or_else(|| {
            let window = evidence.window?;
            let after: Vec<f64> = later(window).map(|day| own_of(evidence, day)).collect();
            Some(Belief::of(window.0, &own(evidence, window), &after))
        })
    };
    reports.iter().zip(evidence).map(own).collect()
}

/// The same in the months that each report shares with its neighbours.
fn alone(reports: &[Findings], evidence: &[Evidence], neighbours: &[Vec<usize>]) -> Vec<Option<Belief>> {
    let own = own_beliefs(reports, evidence);
    // A second time for those whose neighbours had no year themselves.
    let shared = |beliefs: &[Option<Belief>]| -> Vec<Option<Belief>> {
        let known = |i: usize| own[i].clone().filter(|_| is_known(&reports[i]));
        (0..reports.len())
            .map(|i| known(i).or_else(|| in_epoch(&evidence[i], i, &neighbours[i], beliefs)))
            .collect()
    };
    let first = shared(&own);
    shared(
        &first.iter().zip(&own).map(|(first, own)| own.clone().or_else(|| first.clone())).collect::<Vec<_>>(),
    )
}

/// What the neighbours have to say.
struct Around<'a> {
    announced: Announced,
    echoes: &'a [Echo],
}

/// One report whose day is drawn.
struct Drawn<'a> {
    /// Days that its own words allow, with their chances.
    candidates: Vec<(DayNumber, f64)>,
    beyond: f64,
    centres: Centres,
    around: Around<'a>,
    links: Linked<'a>,
    /// The chances of the candidates with the crisis around the centre of one start, and their sum.
    around_centre: Vec<f64>,
    before: f64,
    /// Sums of the chances over the turns of one start, for each candidate.
    turns: Vec<f64>,
    /// How well the candidates fit what the others say, in the mean over these turns: its logarithm.
    fit: f64,
    /// Sums of the chances over the starts.
    sums: Vec<f64>,
}

impl<'a> Drawn<'a> {
    fn of(
        belief: &Belief,
        beyond: f64,
        centres: Centres,
        around: Around<'a>,
        links: impl FnOnce(&[DayNumber]) -> Linked<'a>,
    ) -> Option<Drawn<'a>> {
        let mut candidates = belief.likeliest(MOST);
        candidates.sort_by_key(|c| c.0);
        let links = links(&candidates.iter().map(|c| c.0).collect::<Vec<_>>());
        let sums = vec![0.0; candidates.len()];
        let turns = sums.clone();
        let fit = 0.0;
        (!candidates.is_empty()).then_some(Drawn {
            candidates,
            beyond,
            centres,
            around,
            links,
            around_centre: Vec::new(),
            before: 0.0,
            turns,
            fit,
            sums,
        })
    }

    /// Begins a start with the crisis around this day.
    fn begin(&mut self, centre: DayNumber) {
        self.around_centre =
            self.candidates.iter().map(|(day, chance)| chance * nearness(*day, centre)).collect();
        self.before = self.around_centre.iter().sum();
    }

    /// The chances of the candidates, with the others on these days; and how well they fit them, its logarithm.
    fn chances(&mut self, others: Option<&[Option<DayNumber>]>) -> (Vec<f64>, f64) {
        let mut against = vec![0.0; self.candidates.len()];
        if let Some(days) = others {
            for ((day, _), against) in self.candidates.iter().zip(&mut against) {
                *against = self.around.announced.penalty(*day, days)
                    + echoes::penalty(self.around.echoes, *day, days);
            }
            self.links.weigh(days, &mut against);
        }
        let weighed = |(chance, against): (&f64, &f64)| {
            if *against == 0.0 { *chance } else { chance * (-against).exp() }
        };
        let mut list: Vec<f64> = self.around_centre.iter().zip(&against).map(weighed).collect();
        let sum: f64 = list.iter().sum();
        for chance in &mut list {
            *chance /= sum;
        }
        (list, (sum / self.before).ln())
    }

    /// The candidate that a lot between 0 and 1 falls on.
    fn drawn(&self, chances: &[f64], lot: f64) -> DayNumber {
        let mut left = lot;
        let hit = chances.iter().position(|chance| {
            left -= chance;
            left <= 0.0
        });
        self.candidates[hit.unwrap_or(self.candidates.len() - 1)].0
    }

    fn add(&mut self, chances: &[f64], fit: f64) {
        self.turns.iter_mut().zip(chances).for_each(|(sum, chance)| *sum += chance);
        self.fit += fit / (TURNS - FORGOTTEN) as f64;
    }

    /// Ends the turns of one start, which count so much.
    fn close(&mut self, weight: f64) {
        for (sum, turn) in self.sums.iter_mut().zip(&mut self.turns) {
            *sum += weight * std::mem::take(turn);
        }
        self.fit = 0.0;
    }

    fn belief(self) -> Belief {
        Belief::averaged(&self.candidates, &self.sums, self.beyond)
    }
}

/// A number from 0 to 1 that looks like chance and hangs on the report and the turn alone (SplitMix64 over FNV-1a).
fn lot(id: &str, turn: u64) -> f64 {
    let mut x = fnv1a(id.as_bytes()).wrapping_add((turn + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((x ^ (x >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}
