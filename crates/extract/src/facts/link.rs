//! What one claim is to another of the same article: an answer to a demand, a denial of a charge, a threat carried out.
//!
//! A link needs the right pair: who answers is the one who was asked, and the answer is about that very thing.
//! Where the words do not show both, there is no link.

use std::collections::BTreeSet;

use super::{Scene, choose::Draft, reading::Reading};
use crate::{Claim, ClaimLink, ClaimTime, FactKind, LinkKind, Role, Status};

/// Sentences that an answer may stand away from what it answers.
const NEAR: usize = 3;
/// Sentences over which a plan and its end, a threat and its execution are looked for.
const FAR: usize = 12;
/// Things that one sentence asks, at most.
const PARTS: usize = 4;
/// Claims on either side that are looked at.
const MOST: usize = 60;

/// A claim with the sentence it was read from.
#[derive(Clone, Copy)]
struct Told<'t> {
    claim: &'t Claim,
    reading: &'t Reading<'t>,
    draft: &'t Draft,
}

/// Links each claim to the nearest one that it answers, denies, confirms, carries out, calls off or follows.
pub(super) fn link(scene: Scene, kept: &[(&Reading, Draft)], claims: &mut [Claim]) {
    let found: Vec<Option<ClaimLink>> = (0..claims.len()).map(|i| nearest(scene, kept, claims, i)).collect();
    // "such demands" answers all that one sentence asks in parts.
    let parts = |one: ClaimLink| {
        let asked = &claims[one.claim];
        let (first, last) = (one.claim.saturating_sub(PARTS), (one.claim + PARTS).min(claims.len()));
        let same = |j: &usize| claims[*j].trigger == asked.trigger && claims[*j].kind == asked.kind;
        (first..last).filter(same).map(|claim| ClaimLink { claim, ..one }).collect::<Vec<_>>()
    };
    let found: Vec<Vec<ClaimLink>> =
        found.into_iter().map(|link| link.into_iter().flat_map(&parts).collect()).collect();
    for (claim, links) in claims.iter_mut().zip(found) {
        claim.links.extend(links);
        if let ClaimTime::OffsetFromClaim { claim: other, days: 1.. } = claim.when {
            claim.links.push(ClaimLink { claim: other, kind: LinkKind::Follows });
        }
    }
}

fn nearest(scene: Scene, kept: &[(&Reading, Draft)], claims: &[Claim], i: usize) -> Option<ClaimLink> {
    let told = |j: usize| Told { claim: &claims[j], reading: kept[j].0, draft: &kept[j].1 };
    let (first, last) = (i.saturating_sub(MOST), (i + MOST).min(claims.len()));
    let earlier = (first..i).rev();
    let later = i + 1..last;
    let mut order = earlier.chain(later).filter(|&j| apart(kept, i, j) <= FAR);
    order.find_map(|j| {
        let kind = tie(scene, told(i), told(j), j < i, apart(kept, i, j))?;
        Some(ClaimLink { claim: j, kind })
    })
}

fn apart(kept: &[(&Reading, Draft)], i: usize, j: usize) -> usize {
    kept[i].1.n.abs_diff(kept[j].1.n)
}

fn tie(scene: Scene, this: Told, that: Told, earlier: bool, apart: usize) -> Option<LinkKind> {
    use FactKind::{
        Accusation, Agreement, Demand, Denial, Incident, Offer, Pledge, Refusal, Statement, Threat,
    };
    let near = apart <= NEAR;
    match (this.claim.kind, that.claim.kind) {
        (Refusal, Demand | Offer) if near && answers(scene, this.claim, that.claim, earlier) => {
            Some(LinkKind::Answers)
        }
        (Agreement, Demand | Offer)
            if near && earlier && accepts(this) && answers(scene, this.claim, that.claim, true) =>
        {
            Some(LinkKind::Answers)
        }
        (Denial, Accusation) if near && denies(scene, this.claim, that.claim, apart) => {
            Some(LinkKind::Denies)
        }
        (Statement, _) if apart == 0 && confirms(this, that) => Some(LinkKind::Confirms),
        (Incident, Agreement) if breaches(this, that) => Some(LinkKind::Breaches),
        (kind, Threat | Pledge) if earlier && !is_utterance_or_contact(kind) && done(scene, this, that) => {
            Some(LinkKind::CarriesOut)
        }
        _ => called_off(scene, this.claim, that.claim),
    }
}

fn is_utterance_or_contact(kind: FactKind) -> bool {
    kind.is_utterance() || kind.is_contact() || kind == FactKind::State
}

/// The one who is asked refuses that very thing, or says no more than no right after it.
fn answers(scene: Scene, answer: &Claim, asked: &Claim, earlier: bool) -> bool {
    let crossed = toward(scene, asked, answer) || toward(scene, answer, asked);
    let (shared, fewest) = shared(scene, answer, asked);
    // "refused to accept any such demands", "rejected the offer": words that only point back.
    let back = |w: &String| scene.lore.book().any_in_class("points_back", std::slice::from_ref(w));
    let bare = earlier && answer.issue.iter().all(back);
    if crossed {
        return shared > 0 || bare;
    }
    earlier && differ(scene, answer, asked) && shared > 1 && 2 * shared >= fewest
}

fn accepts(this: Told) -> bool {
    this.reading.view.lemmas[this.draft.trigger]
        .iter()
        .any(|l| matches!(l.as_str(), "accept" | "heed" | "embrace"))
}

/// The accused denies that very thing, or any part in it.
fn denies(scene: Scene, denial: &Claim, charge: &Claim, apart: usize) -> bool {
    const ANY_PART: [&str; 10] = [
        "involvement",
        "involve",
        "role",
        "charge",
        "accusation",
        "allegation",
        "claim",
        "responsibility",
        "wrongdoing",
        "part",
    ];
    let whole = denial.issue.is_empty() || denial.issue.iter().any(|w| ANY_PART.contains(&w.as_str()));
    let same = shared(scene, denial, charge).0 > 0 || (violent(denial) && violent(charge));
    toward(scene, charge, denial) && (same || apart == 0 || (whole && apart <= 1))
}

/// Whether it is about the use of force, which each side names in words of its own.
fn violent(claim: &Claim) -> bool {
    const FORCE: [&str; 14] = [
        "fire",
        "attack",
        "aggression",
        "shell",
        "shelling",
        "war",
        "invade",
        "invasion",
        "strike",
        "kill",
        "offensive",
        "bomb",
        "bombing",
        "assault",
    ];
    claim.issue.iter().any(|w| FORCE.contains(&w.as_str()))
}

/// "confirmed that the talks will be held": what is confirmed lies within the words of who confirms it.
fn confirms(this: Told, that: Told) -> bool {
    let verb = &this.reading.view.lemmas[this.draft.trigger];
    let confirms = verb.iter().any(|l| matches!(l.as_str(), "confirm" | "verify" | "acknowledge" | "admit"));
    let inside = this.claim.about.is_some_and(|a| a.holds(that.claim.trigger));
    confirms && inside && !that.claim.kind.is_utterance()
}

/// "violated the truce": a truce that the report tells of.
fn breaches(this: Told, that: Told) -> bool {
    let verb = &this.reading.view.lemmas[this.draft.trigger];
    let breaks = verb.iter().any(|l| matches!(l.as_str(), "violate" | "breach" | "break"));
    let object = this.draft.found.all("content").map(|t| lemma(this.reading, t));
    let mut deals =
        object.filter(|o| that.claim.issue.contains(o) || lemma(that.reading, that.draft.trigger) == *o);
    breaks && deals.next().is_some()
}

fn lemma(reading: &Reading, t: usize) -> String {
    reading.sentence().tokens[t].lemma.to_lowercase()
}

/// Who threatened or pledged to do so now does it: the deed's own word stands in the threat.
fn done(scene: Scene, deed: Told, word: Told) -> bool {
    /// Letters by which "withdraw" is known in "withdrawal".
    const STEM: usize = 5;
    let actor = deed.claim.actors.iter().find(|p| p.role == Role::Source);
    let speaker = word.claim.actors.iter().find(|p| p.role == Role::Speaker);
    let same = matches!((actor, speaker), (Some(a), Some(s)) if same_side(scene, a.mention, s.mention));
    let stem = |l: &String| l.chars().take(STEM).collect::<String>();
    let stems: BTreeSet<String> = word.claim.issue.iter().map(stem).collect();
    let mut words: Vec<String> = vec![lemma(deed.reading, deed.draft.trigger)];
    words.extend(deed.draft.found.all("content").map(|t| lemma(deed.reading, t)));
    same && deed.claim.status == Status::Happened && words.iter().any(|w| stems.contains(&stem(w)))
}

/// A meeting that was set and is now off or put off: the same kind between the same sides.
fn called_off(scene: Scene, this: &Claim, that: &Claim) -> Option<LinkKind> {
    let kind = match this.status {
        Status::Cancelled => LinkKind::Cancels,
        Status::Postponed => LinkKind::Postpones,
        _ => return None,
    };
    let planned = matches!(that.status, Status::Scheduled | Status::Proposed);
    let pair = this.kind.is_contact() && this.kind == that.kind && planned;
    (pair && same_sides(scene, this, that)).then_some(kind)
}

fn same_sides(scene: Scene, a: &Claim, b: &Claim) -> bool {
    let sides = |c: &Claim| -> Vec<usize> {
        c.actors.iter().filter(|p| p.role != Role::About).map(|p| p.mention).collect()
    };
    let (x, y) = (sides(a), sides(b));
    let within =
        |some: &[usize], all: &[usize]| some.iter().all(|&m| all.iter().any(|&n| same_side(scene, m, n)));
    !x.is_empty() && !y.is_empty() && (within(&x, &y) || within(&y, &x))
}

/// How many words of substance two claims share, and how many the shorter of them has.
fn shared(scene: Scene, a: &Claim, b: &Claim) -> (usize, usize) {
    let names: BTreeSet<String> =
        a.actors.iter().chain(&b.actors).flat_map(|p| name_words(scene, p.mention)).collect();
    let substance = |c: &Claim| -> BTreeSet<String> {
        c.issue.iter().filter(|w| !names.contains(*w) && !EMPTY.contains(&w.as_str())).cloned().collect()
    };
    let (x, y) = (substance(a), substance(b));
    (x.intersection(&y).count(), x.len().min(y.len()))
}

/// Words that any two stances may share without being about one thing.
const EMPTY: [&str; 16] = [
    "country",
    "state",
    "government",
    "new",
    "other",
    "make",
    "take",
    "give",
    "have",
    "issue",
    "side",
    "part",
    "way",
    "such",
    "more",
    "accept",
];

fn name_words(scene: Scene, mention: usize) -> Vec<String> {
    let name = scene.actors[scene.mentions[mention].value.actor].name.to_lowercase();
    name.split_whitespace().map(str::to_owned).collect()
}

/// Whether `claim` is aimed at who speaks in `answer`.
fn toward(scene: Scene, claim: &Claim, answer: &Claim) -> bool {
    let mut aimed = claim.actors.iter().filter(|p| matches!(p.role, Role::Target | Role::Addressee));
    let speaks = |p: &&crate::Party| matches!(p.role, Role::Speaker | Role::Party);
    let speakers: Vec<_> = answer.actors.iter().filter(speaks).collect();
    aimed.any(|a| speakers.iter().any(|s| same_side(scene, a.mention, s.mention)))
}

fn differ(scene: Scene, a: &Claim, b: &Claim) -> bool {
    let speaks = |p: &&crate::Party| matches!(p.role, Role::Speaker | Role::Party);
    let speaker = |c: &Claim| c.actors.iter().find(speaks).map(|p| p.mention);
    match (speaker(a), speaker(b)) {
        (Some(x), Some(y)) => !same_side(scene, x, y),
        _ => false,
    }
}

/// The same actor, or two that act for the same state or body.
pub(super) fn same_side(scene: Scene, a: usize, b: usize) -> bool {
    let actor = |m: usize| &scene.actors[scene.mentions[m].value.actor];
    let (x, y) = (actor(a), actor(b));
    let side = |l: &crate::LocalActor| l.acts_for.clone().or_else(|| l.lore.clone());
    std::ptr::eq(x, y) || side(x).is_some_and(|s| Some(s) == side(y))
}
