//! History told within a report: "They met there in 1959. The two leaders agreed to open talks."
//!
//! A paragraph that dates a deed by its bare year tells of that year until it gives another time: what follows
//! without a time of its own is no news of the report, and what was then to come is not ahead of it.

use chancery_text::Span;

use super::{Scene, choose::Draft, reading::Reading};
use crate::{Claim, ClaimTime, time::Meaning};

/// Takes deeds and contacts of such a paragraph back from the report's days; plans of then are dropped.
pub(super) fn background<'r>(
    scene: Scene,
    kept: Vec<(&'r Reading<'r>, Draft)>,
    mut claims: Vec<Claim>,
) -> (Vec<(&'r Reading<'r>, Draft)>, Vec<Claim>) {
    let mut plans = vec![false; claims.len()];
    for i in 0..claims.len() {
        let claim = &claims[i];
        if claim.kind.is_utterance() || !matches!(claim.when, ClaimTime::News | ClaimTime::After) {
            continue;
        }
        if told_of_a_year(scene, &kept, &claims, i) {
            plans[i] = claims[i].when == ClaimTime::After;
            claims[i].when = ClaimTime::Before;
        }
    }
    let told = kept.into_iter().zip(claims).zip(plans);
    told.filter(|(_, plan)| !plan).map(|(told, _)| told).unzip()
}

/// Whether the nearest deed before it in its paragraph that has a time has a bare year, told in another sentence.
fn told_of_a_year(scene: Scene, kept: &[(&Reading, Draft)], claims: &[Claim], i: usize) -> bool {
    let here = kept[i].1.n;
    let sentence = |n: usize| scene.sentences.list.get(n).map(|s| s.span);
    let block = |span: Span| scene.document.blocks.all().iter().find(|b| b.span.holds(span)).map(|b| b.span);
    let Some(paragraph) = sentence(here).and_then(block) else { return false };
    let before = (0..i).rev().take_while(|&j| sentence(kept[j].1.n).is_some_and(|s| paragraph.holds(s)));
    let mut dated = before.filter_map(|j| match claims[j].when {
        ClaimTime::At(t) => Some((kept[j].1.n, t)),
        _ => None,
    });
    dated.next().is_some_and(|(n, t)| {
        n < here && matches!(scene.times.all()[t].value.meaning, Meaning::Year(_) | Meaning::Decade(_))
    })
}
