//! What one claim is to another of the same article: an answer to a demand, a denial of a charge.

use super::{Scene, choose::Draft, reading::Reading};
use crate::{Claim, ClaimLink, ClaimTime, FactKind, LinkKind, Role};

/// Sentences that an answer may stand away from what it answers.
const NEAR: usize = 3;

/// Links each claim to the nearest earlier one that it answers, denies or follows.
pub(super) fn link(scene: Scene, kept: &[(&Reading, Draft)], claims: &mut [Claim]) {
    for i in 0..claims.len() {
        let near = (0..claims.len()).filter(|&j| j != i && kept[i].1.n.abs_diff(kept[j].1.n) <= NEAR);
        let mut order: Vec<usize> = near.collect();
        order.sort_by_key(|&j| (j > i, i.abs_diff(j)));
        let found = order
            .into_iter()
            .find_map(|j| tie(scene, &claims[i], &claims[j]).map(|kind| ClaimLink { claim: j, kind }));
        claims[i].links.extend(found);
        if let ClaimTime::OffsetFromClaim { claim, days: 1.. } = claims[i].when {
            claims[i].links.push(ClaimLink { claim, kind: LinkKind::Follows });
        }
    }
}

fn tie(scene: Scene, this: &Claim, that: &Claim) -> Option<LinkKind> {
    let crossed = toward(scene, that, this);
    let shared = this.issue.iter().filter(|w| that.issue.contains(w)).count();
    match (this.kind, that.kind) {
        (FactKind::Refusal, FactKind::Demand | FactKind::Offer)
            if answers(crossed, shared, this) || (shared > 0 && differ(scene, this, that)) =>
        {
            Some(LinkKind::Answers)
        }
        (FactKind::Denial, FactKind::Accusation) if crossed || (shared > 1 && differ(scene, this, that)) => {
            Some(LinkKind::Denies)
        }
        (FactKind::Agreement | FactKind::Support, FactKind::Demand | FactKind::Offer)
            if crossed && shared > 0 =>
        {
            Some(LinkKind::Answers)
        }
        _ => None,
    }
}

/// The one who is asked refuses that very thing, or says no more than no.
fn answers(crossed: bool, shared: usize, refusal: &Claim) -> bool {
    crossed && (shared > 0 || refusal.issue.is_empty())
}

/// Whether `claim` is aimed at who speaks in `answer`.
fn toward(scene: Scene, claim: &Claim, answer: &Claim) -> bool {
    let mut aimed = claim.actors.iter().filter(|p| matches!(p.role, Role::Target | Role::Addressee));
    let speakers: Vec<_> = answer.actors.iter().filter(|p| p.role == Role::Speaker).collect();
    aimed.any(|a| speakers.iter().any(|s| same_side(scene, a.mention, s.mention)))
}

fn differ(scene: Scene, a: &Claim, b: &Claim) -> bool {
    let speaker = |c: &Claim| c.actors.iter().find(|p| p.role == Role::Speaker).map(|p| p.mention);
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
