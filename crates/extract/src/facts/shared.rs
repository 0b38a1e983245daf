//! What claims share with each other: days counted from one another, the day and place of one setting.

use std::collections::BTreeSet;

use super::{
    Scene,
    build::{is_person, speaker_of},
    choose::{Draft, below},
    offset,
    reading::Reading,
};
use crate::{Claim, ClaimTime, Party, Role, Status};

/// "a day after the call between …": the one takes its day from the other.
pub(super) fn count_from_each_other(scene: Scene, kept: &[(&Reading, Draft)], claims: &mut [Claim]) {
    let mut last = None;
    for (reading, draft) in kept {
        if last == Some(draft.n) {
            continue;
        }
        last = Some(draft.n);
        for counted in offset::offsets(scene, reading) {
            let here = |word: usize| {
                kept.iter().position(|(_, d)| {
                    d.n == reading.n
                        && (d.trigger == word
                            || d.found.one("held") == Some(word)
                            || d.found.one("happened") == Some(word))
                })
            };
            let Some(of) = here(counted.of).or_else(|| below(reading, counted.of).into_iter().find_map(here))
            else {
                continue;
            };
            let host = counted.host.and_then(here).filter(|&h| h != of);
            let Some(host) =
                host.or_else(|| kept.iter().position(|(_, d)| d.n == reading.n).filter(|&h| h != of))
            else {
                continue;
            };
            match (claims[host].when, claims[of].when) {
                (ClaimTime::At(from), _) => claims[of].when = ClaimTime::Offset { from, days: -counted.days },
                (_, ClaimTime::At(from)) => {
                    claims[host].when = ClaimTime::Offset { from, days: counted.days }
                }
                _ => claims[host].when = ClaimTime::OffsetFromClaim { claim: of, days: counted.days },
            }
        }
    }
}

/// "On Friday the minister rang the envoy. … He also spoke with the king": one more contact of the same day.
pub(super) fn share_day_of_contacts(scene: Scene, kept: &[(&Reading, Draft)], claims: &mut [Claim]) {
    let actor = |m: usize| scene.mentions[m].value.actor;
    let people = |c: &Claim| -> BTreeSet<usize> {
        let acting = c.actors.iter().filter(|p| p.role != Role::About && is_person(scene, p.mention));
        acting.map(|p| actor(p.mention)).collect()
    };
    for i in 1..claims.len() {
        let (reading, draft) = &kept[i];
        let also = reading
            .view
            .graph
            .children(draft.trigger)
            .iter()
            .any(|&c| reading.sentence().tokens[c].lemma.eq_ignore_ascii_case("also"));
        let loose = matches!(claims[i].when, ClaimTime::News | ClaimTime::Before);
        if !also || !loose || !claims[i].kind.is_contact() || claims[i].status != Status::Happened {
            continue;
        }
        let here = people(&claims[i]);
        let earlier = (0..i).rev().take_while(|&j| kept[j].1.n + 4 > draft.n).find(|&j| {
            claims[j].kind.is_contact()
                && claims[j].status == Status::Happened
                && !people(&claims[j]).is_disjoint(&here)
        });
        if let Some(j) = earlier.filter(|&j| matches!(claims[j].when, ClaimTime::At(_))) {
            claims[i].when = claims[j].when;
        }
    }
}

/// What one speaker goes on to say in the next sentences is said at the same time and place; what someone says after
/// a contact of a told day that he took part in is said on its day.
pub(super) fn share_settings(scene: Scene, kept: &[(&Reading, Draft)], claims: &mut [Claim]) {
    let actor = |m: usize| scene.mentions[m].value.actor;
    for i in 1..claims.len() {
        if !claims[i].kind.is_utterance() || claims[i].when != ClaimTime::News {
            continue;
        }
        let Some(voice) = speaker_of(&claims[i]) else { continue };
        let speaks = |c: &Claim| c.kind.is_utterance() && speaker_of(c).map(actor) == Some(actor(voice));
        let met = |c: &Claim| {
            let party = |p: &Party| p.role != Role::About && actor(p.mention) == actor(voice);
            is_person(scene, voice)
                && c.kind.is_contact()
                && c.status == Status::Happened
                && c.actors.iter().any(party)
        };
        let before = || (0..i).rev().take_while(|&j| kept[j].1.n + 4 > kept[i].1.n);
        let spoken = before().find(|&j| speaks(&claims[j]));
        let dated = |j: &usize| matches!(claims[*j].when, ClaimTime::At(_));
        if let Some(j) = spoken.filter(dated).or_else(|| before().find(|&j| met(&claims[j])).filter(dated)) {
            claims[i].when = claims[j].when;
        }
        if let Some(j) = spoken.filter(|_| claims[i].place.is_none()) {
            claims[i].place = claims[j].place;
        }
    }
}
