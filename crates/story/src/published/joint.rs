//! Reports of one crisis bear on each other's days.
//!
//! They lie near each other in time; they tell one event in different words for when ([`links`]); and who is silent
//! on what the others announce wrote before it was known, or after it was over ([`silence`]). None of it can be
//! settled one report at a time, so days are drawn for all reports by turns, each given the others' (Gibbs
//! sampling; Geman and Geman 1984), and the chances are averaged over the turns. The draws come from the reports'
//! ids: the same pile gives the same days, in any order, and a report of another crisis changes nothing.

use chancery_extract::{Findings, fnv1a};

use super::{
    belief::{Belief, Own, later, own_of},
    centre::centres,
    days::{self, DayNumber},
    drawn::{Around, Drawn, Room},
    echoes,
    epoch::in_epoch,
    evidence::with_background,
    links::{Linked, in_words, links},
    marks::Others,
    neighbours::neighbours,
    silence::{Announced, Dates},
    what::Evidence,
};

/// Centres of the crisis that are started from.
const STARTS: u64 = 256;
/// Starts that are drawn side by side, so that what is known of a report is at hand for all of them; a divisor of
/// [`STARTS`].
const SIDE: usize = 8;
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
    let mut penalties: Vec<Own> = reports.iter().map(|_| Own::default()).collect();
    let own_beyond: Vec<Option<f64>> = own_beliefs(reports, evidence, &mut penalties)
        .iter()
        .map(|belief| Some(belief.as_ref()?.beyond))
        .collect();
    drop(penalties);
    let evidence = &with_background(evidence, &neighbours)[..];
    let alone = alone(reports, evidence, &neighbours);
    let likeliest: Vec<Option<DayNumber>> =
        alone.iter().map(|b| b.as_ref().and_then(|b| Some(b.likeliest(1).first()?.0))).collect();
    let told: Vec<Dates> = reports.iter().zip(&likeliest).map(|(f, day)| Dates::of(f, *day)).collect();
    let links = links(reports, &neighbours);
    let echoes = echoes::echoes(reports, &neighbours);
    let candidates: Vec<Vec<(DayNumber, f64)>> =
        alone.iter().map(|belief| in_order(belief.as_ref())).collect();
    let groups: Vec<Vec<usize>> = neighbours
        .iter()
        .enumerate()
        .map(|(i, near)| {
            let drawn = !candidates[i].is_empty() && !is_known(&reports[i]) && !near.is_empty();
            if drawn { near.iter().copied().chain([i]).collect() } else { Vec::new() }
        })
        .collect();
    let centres = centres(&groups, &candidates, STARTS);
    let mut drawn: Vec<Option<Drawn>> = (0..reports.len())
        .map(|i| {
            let days: Vec<DayNumber> = candidates[i].iter().map(|c| c.0).collect();
            let around = (!centres[i].is_empty()).then(|| Around {
                announced: Announced::of(i, &neighbours[i], &told),
                echoes: &echoes[i],
                links: Linked::of(&links[i], reports, i, &days),
            });
            // If one report of a crisis cannot lie beyond all candidates, none does.
            let beyond = groups[i].iter().filter_map(|&j| own_beyond[j]).fold(1.0, f64::min);
            Some(Drawn::of(&candidates[i], beyond, around?))
        })
        .collect();
    draw(reports, &groups, &centres, &likeliest, &mut drawn);
    let beliefs =
        drawn.into_iter().zip(alone).map(|(drawn, alone)| drawn.map(Drawn::belief).or(alone)).collect();
    (beliefs, (0..reports.len()).map(|i| in_words(i, &links[i], reports)).collect())
}

/// The candidate days of a belief, in order.
fn in_order(belief: Option<&Belief>) -> Vec<(DayNumber, f64)> {
    let mut list = belief.map_or_else(Vec::new, |belief| belief.likeliest(MOST));
    list.sort_by_key(|c| c.0);
    list
}

/// Draws the days of all reports by turns.
fn draw(
    reports: &[Findings],
    groups: &[Vec<usize>],
    centres: &[Vec<DayNumber>],
    likeliest: &[Option<DayNumber>],
    drawn: &mut [Option<Drawn>],
) {
    let mut order: Vec<usize> = (0..reports.len()).filter(|i| drawn[*i].is_some()).collect();
    order.sort_by(|a, b| reports[*a].report.id.cmp(&reports[*b].report.id));
    let seeds: Vec<u64> = reports.iter().map(|f| fnv1a(f.report.id.as_bytes())).collect();
    let mut room = Room::default();
    let mut fits = vec![0.0; reports.len() * SIDE];
    for first in (0..STARTS).step_by(SIDE) {
        let mut days: Vec<Option<DayNumber>> =
            likeliest.iter().flat_map(|day| std::iter::repeat_n(*day, SIDE)).collect();
        for &i in &order {
            let Some(report) = &mut drawn[i] else { continue };
            report.begin(&centres[i][first as usize..first as usize + SIDE]);
        }
        for turn in 0..TURNS {
            let counts = (turn >= FORGOTTEN).then_some((TURNS - FORGOTTEN) as f64);
            for &i in &order {
                let Some(report) = &mut drawn[i] else { continue };
                for start in 0..SIDE {
                    let lot = lot(seeds[i], (first + start as u64) * TURNS + turn);
                    let others = Others { days: &days, starts: SIDE, start };
                    let day = report.turn(others, turn > 0, counts, lot, &mut room);
                    days[i * SIDE + start] = day.or(days[i * SIDE + start]);
                }
            }
        }
        for &i in &order {
            for start in 0..SIDE {
                fits[i * SIDE + start] = drawn[i].as_ref().map_or(0.0, |report| report.fit(start));
            }
        }
        for &i in &order {
            let sum = |start: usize| -> f64 { groups[i].iter().map(|&j| fits[j * SIDE + start]).sum() };
            let weights = std::array::from_fn::<f64, SIDE, _>(|start| (sum(start) * WITNESS).exp());
            if let Some(report) = &mut drawn[i] {
                report.close(&weights, &mut room);
            }
        }
    }
}

fn is_known(findings: &Findings) -> bool {
    findings.report.published.is_some()
}

/// What each report's own words leave possible.
fn own_beliefs(reports: &[Findings], evidence: &[Evidence], own: &mut [Own]) -> Vec<Option<Belief>> {
    let belief = |((f, evidence), own): ((&Findings, &Evidence), &mut Own)| {
        f.report.published.as_ref().map(|p| Belief::sure(days::number(p.date))).or_else(|| {
            let window = evidence.window?;
            let after: Vec<f64> = later(window).map(|day| own_of(evidence, day)).collect();
            Some(Belief::of(window.0, own.over(evidence, window), &after))
        })
    };
    reports.iter().zip(evidence).zip(own).map(belief).collect()
}

/// The same in the months that each report shares with its neighbours.
fn alone(reports: &[Findings], evidence: &[Evidence], neighbours: &[Vec<usize>]) -> Vec<Option<Belief>> {
    let mut penalties: Vec<Own> = reports.iter().map(|_| Own::default()).collect();
    let own = own_beliefs(reports, evidence, &mut penalties);
    let mut shared = |i: usize, beliefs: &[Option<&Belief>]| {
        if is_known(&reports[i]) {
            return own[i].clone();
        }
        in_epoch(&evidence[i], &mut penalties[i], i, &neighbours[i], beliefs)
    };
    let beliefs: Vec<Option<&Belief>> = own.iter().map(Option::as_ref).collect();
    let mut first: Vec<Option<Belief>> = (0..reports.len()).map(|i| shared(i, &beliefs)).collect();
    // A second time for those whose neighbours had no year themselves.
    let beliefs: Vec<Option<&Belief>> =
        own.iter().zip(&first).map(|(o, f)| o.as_ref().or(f.as_ref())).collect();
    let changed = |j: &usize| own[*j].is_none() && first[*j].is_some();
    let again: Vec<(usize, Option<Belief>)> = (0..reports.len())
        .filter(|i| neighbours[*i].iter().chain([i]).any(changed))
        .map(|i| (i, shared(i, &beliefs)))
        .collect();
    for (i, belief) in again {
        first[i] = belief;
    }
    first
}

/// A number from 0 to 1 that looks like chance and hangs on the report and the turn alone (SplitMix64 over FNV-1a).
fn lot(seed: u64, turn: u64) -> f64 {
    let mut x = seed.wrapping_add((turn + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((x ^ (x >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}
