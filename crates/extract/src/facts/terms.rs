//! What a claim says beyond its actors: how long it holds, at whose wish it came, what is given in it.

use std::collections::BTreeSet;

use super::{
    Scene,
    build::own_phrase,
    choose::{Draft, below},
    link, number,
    reading::Reading,
    who,
};
use crate::{Claim, ClaimTime, FactKind, Role, Status};

/// "currently has 5,000 soldiers there" dates no arrival, and of a tour of several places no stop's day is the tour's.
pub(super) fn lasting(scene: Scene, reading: &Reading, draft: &Draft, when: ClaimTime) -> ClaimTime {
    const PRESENT: [&str; 5] = ["currently", "now", "presently", "today", "at present"];
    let tour = draft.kind == FactKind::Visit && reading.sentence().tokens[draft.trigger].lemma == "tour";
    match when {
        ClaimTime::At(time) if draft.kind == FactKind::Deployment => {
            let words = scene.times[time].span.of(scene.document.text()).to_lowercase();
            if PRESENT.contains(&words.as_str()) { ClaimTime::Before } else { when }
        }
        ClaimTime::After | ClaimTime::News if tour => ClaimTime::Unknown,
        _ => when,
    }
}

/// "The kingdom will send grain, its ministry said": who says what it is going to give promises it.
pub(super) fn give_their_word(scene: Scene, claim: &mut Claim) {
    let source = claim.actors.iter().find(|p| p.role == Role::Source).map(|p| p.mention);
    let teller = claim.attribution.last().copied();
    let own = matches!((source, teller), (Some(s), Some(t)) if link::same_side(scene, s, t));
    if claim.kind != FactKind::Transfer || claim.status != Status::Scheduled || !own {
        return;
    }
    claim.kind = FactKind::Pledge;
    claim.status = Status::Happened;
    for party in claim.actors.iter_mut().filter(|p| p.role == Role::Source) {
        party.role = Role::Speaker;
    }
    if claim.when == ClaimTime::After {
        claim.when = ClaimTime::News;
    }
}

/// Who rang, asked or invited, only where the words say so.
pub(super) fn initiator(scene: Scene, reading: &Reading, draft: &Draft) -> Option<usize> {
    let rules = scene.lore.book().rules();
    let rang = rules[draft.rule].id == "phone-verb" && draft.found.pattern == 0;
    if rang {
        return draft.found.one("party").and_then(|t| who::mention(scene, reading, t));
    }
    requester(scene, reading, draft).or_else(|| convener(scene, reading, draft))
}

/// "talks held at the king's request", "a call at the invitation of the ministry": whose wish a contact was.
pub(super) fn requester(scene: Scene, reading: &Reading, draft: &Draft) -> Option<usize> {
    if !draft.kind.is_contact() {
        return None;
    }
    let tokens = &reading.sentence().tokens;
    let held = draft.found.one("held");
    // "talks, to be held at the king's request": a clause beside the noun or beside what it is about.
    let asides = held.into_iter().flat_map(|h| below(reading, h)).filter(|&t| {
        tokens[t].deprel == "acl"
            && matches!(tokens[t].lemma.as_str(), "hold" | "convene" | "call" | "arrange")
    });
    let hosts = std::iter::once(draft.trigger).chain(held).chain(asides);
    let asked = hosts.flat_map(|h| {
        ["obl:at", "nmod:at", "obl:on"].iter().flat_map(move |r| reading.view.graph.reached(h, r))
    });
    let mut request =
        asked.filter(|&t| matches!(tokens[t].lemma.as_str(), "request" | "invitation" | "initiative"));
    request.find_map(|t| who::mention(scene, reading, t))
}

/// "The secretary called a meeting of envoys", "plans to hold talks with the rebels": the one who brings it about.
/// Where several do it together, nobody took the initiative.
fn convener(scene: Scene, reading: &Reading, draft: &Draft) -> Option<usize> {
    if draft.kind != FactKind::Meeting || matches!(draft.status, Status::Cancelled | Status::Postponed) {
        return None;
    }
    let held = draft.found.one("held")?;
    let tokens = &reading.sentence().tokens;
    let is = |t: usize, class: &str| scene.lore.book().any_in_class(class, &reading.view.lemmas[t]);
    let above = tokens[held].head.filter(|&h| h < tokens.len() && tokens[held].deprel == "xcomp");
    let verb = above.filter(|&h| is(h, "set_out")).or(Some(held).filter(|&h| is(h, "convene")))?;
    if reading.view.graph.children(verb).iter().any(|&c| tokens[c].deprel == "aux:pass") {
        return None;
    }
    let agents: Vec<usize> = reading.view.graph.reached(verb, "agent").collect();
    let [agent] = agents.as_slice() else { return None };
    who::mention(scene, reading, *agent).filter(|&m| who::acts(scene, m))
}

/// "pledged ten million dollars": the money by which one promise is told from another.
pub(super) fn sums(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<crate::Quantity> {
    let tokens = &reading.sentence().tokens;
    let noun = |t: &usize| !matches!(tokens[*t].upos, "VERB" | "AUX");
    let heads = draft.found.all("content").chain([draft.trigger]).filter(noun);
    let words: BTreeSet<usize> = heads.flat_map(|t| own_phrase(reading, t)).collect();
    let words: Vec<usize> = words.into_iter().collect();
    let counted = number::quantities(scene, reading.sentence(), &words);
    let money = ["dollar", "euro", "pound", "yen", "won", "franc", "mark", "rouble", "ruble", "yuan"];
    counted.into_iter().filter(|q| money.iter().any(|m| q.unit.starts_with(m))).collect()
}
