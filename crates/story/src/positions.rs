//! Who wants what: facts that take a stance, grouped by holder, stance and issue, with their answers.

use std::collections::{BTreeMap, BTreeSet};

use chancery_extract::{FactKind, Kind, LinkKind, Role, Status};
use jiff::civil::Date;

use crate::{
    chronicle::{Entity, Fact, Position, Stance},
    concepts,
    fact::{Ground, subject},
    ids,
    names::{Lexicon, Name, Names},
    told::Told,
    union::Union,
};

/// Two stances of one holder share an issue from this likeness of their subject words.
const ONE_ISSUE: f64 = 0.24;
/// An answer that no report links must share this much of the demand's subject.
const ANSWERS: f64 = 0.35;

/// The positions, by holder, stance and id. `groups` are the claims of each fact.
pub(crate) fn positions(ground: &Ground, facts: &[Fact], groups: &[Vec<usize>]) -> Vec<Position> {
    let principals = principals(ground);
    let stances: Vec<Held> = facts
        .iter()
        .enumerate()
        .filter_map(|(f, fact)| held(ground, &principals, fact, f, &groups[f]))
        .collect();
    let issues = one_answer(facts, &issues(ground.lexicon, &stances));
    let mut made: Vec<(Position, Vec<String>)> =
        issues.into_iter().map(|issue| position(ground, facts, groups, &issue)).collect();
    let parts: Vec<_> = made.iter().map(|(_, parts)| (parts.clone(), Vec::new())).collect();
    for ((position, _), id) in made.iter_mut().zip(ids::distinct('P', &parts)) {
        position.id = id;
    }
    let mut positions: Vec<Position> = made.into_iter().map(|(position, _)| position).collect();
    answer(ground, facts, &stances, &mut positions);
    positions.sort_by(|a, b| order(ground, a).cmp(&order(ground, b)));
    turns(&stances, &mut positions);
    positions
}

fn order<'a>(ground: &'a Ground, p: &'a Position) -> (&'a str, Stance, Option<Date>, &'a str) {
    (&ground.entities[p.holder].id, p.stance, p.first, &p.id)
}

/// Who refused and now offers, who threatened and now pledges: the later position points at the earlier one.
fn turns(stances: &[Held], positions: &mut [Position]) {
    let issue_of: BTreeMap<usize, &Names> = stances.iter().map(|h| (h.fact, &h.issue)).collect();
    let issue = |p: &Position| -> Names {
        p.facts.iter().filter_map(|f| issue_of.get(f)).flat_map(|issue| issue.iter()).collect()
    };
    let issues: Vec<Names> = positions.iter().map(issue).collect();
    let mut first = 0;
    while first < positions.len() {
        let holder = positions[first].holder;
        let end = first + positions[first..].iter().take_while(|p| p.holder == holder).count();
        // A holder of hundreds of positions is looked at within a window, so that a large pile stays near linear.
        for later in first..end {
            let from = later.saturating_sub(MOST_TURNS).max(first);
            let to = (later + MOST_TURNS).min(end);
            let likeness = |&e: &usize| crate::merge::likeness(&issues[e], &issues[later]);
            let turned = (from..to).filter(|&e| opposed(&positions[e], &positions[later]));
            let best = turned.filter(|e| likeness(e) >= ONE_ISSUE);
            positions[later].turned_from =
                best.max_by(|a, b| likeness(a).total_cmp(&likeness(b)).then(b.cmp(a)));
        }
        first = end;
    }
}

/// How many neighbours of one holder are asked whether a position turns from them.
const MOST_TURNS: usize = 64;

/// Whether the later one gives what the earlier one withheld, or withholds what it gave.
fn opposed(earlier: &Position, later: &Position) -> bool {
    let gives = |s: Stance| matches!(s, Stance::Offers | Stance::Pledges);
    let withholds = |s: Stance| matches!(s, Stance::Refuses | Stance::Threatens);
    let turned =
        gives(earlier.stance) && withholds(later.stance) || withholds(earlier.stance) && gives(later.stance);
    turned && earlier.last < later.first && earlier.last.is_some()
}

/// A fact that takes a stance.
struct Held {
    fact: usize,
    side: Name,
    holder: usize,
    stance: Stance,
    issue: Names,
}

fn held(
    ground: &Ground,
    principals: &BTreeMap<Name, usize>,
    fact: &Fact,
    index: usize,
    group: &[usize],
) -> Option<Held> {
    let told: Vec<&Told> = group.iter().map(|&t| &ground.told[t]).collect();
    let lexicon = ground.lexicon;
    let issue: Names = told.iter().flat_map(|t| t.issue.iter()).collect();
    let drawn = ["line", "red"].map(|word| lexicon.name(word));
    let red_line = drawn.iter().all(|word| word.is_some_and(|word| issue.contains(word)));
    let stance = stance(fact, red_line)?;
    let broader = |word: Name| lexicon.name(concepts::broader(lexicon.text(word))).unwrap_or(word);
    let mut issue: Names = issue.iter().map(broader).collect();
    if stance == Stance::RedLine {
        // What a red line is drawn at tells it from another; that it is one tells nothing.
        issue = issue.iter().filter(|word| !drawn.contains(&Some(*word))).collect();
    }
    let said_by = told.iter().find_map(|t| principal_holder(ground, t))?;
    let side = lexicon.side(said_by);
    Some(Held { fact: index, holder: principals.get(&side).copied().unwrap_or(said_by), side, stance, issue })
}

/// "The state and its allies refuse": the stance of several is kept under the state, not under its allies.
fn principal_holder(ground: &Ground, t: &Told) -> Option<usize> {
    let rank = |e: &usize| match ground.entities[*e].kind {
        Kind::State | Kind::Person => 0,
        Kind::Body => 1,
        _ => 2,
    };
    t.in_role(&[Role::Speaker]).min_by_key(rank).or_else(|| t.holder())
}

fn stance(fact: &Fact, red_line: bool) -> Option<Stance> {
    let stance = match fact.kind {
        FactKind::Threat | FactKind::Statement | FactKind::Demand if red_line => Stance::RedLine,
        FactKind::Statement if fact.status == Status::Denied => Stance::Denies,
        FactKind::Demand | FactKind::Deadline => Stance::Demands,
        FactKind::Offer => Stance::Offers,
        FactKind::Refusal => Stance::Refuses,
        FactKind::Pledge | FactKind::Support => Stance::Pledges,
        FactKind::Threat => Stance::Threatens,
        FactKind::Accusation => Stance::Accuses,
        FactKind::Denial => Stance::Denies,
        _ => return None,
    };
    Some(stance)
}

/// For each side the state or body itself, for which its people speak.
fn principals(ground: &Ground) -> BTreeMap<Name, usize> {
    let mut found = BTreeMap::new();
    for (i, entity) in ground.entities.iter().enumerate() {
        if matches!(entity.kind, Kind::State | Kind::Body | Kind::Group) && acts_alone(entity) {
            found.entry(ground.lexicon.side(i)).or_insert(i);
        }
    }
    found
}

/// A ministry acts for its state without being it; the state is the entity that others act for.
fn acts_alone(entity: &Entity) -> bool {
    let movement = entity.kind == Kind::Group && entity.wikidata.is_some();
    entity.kind == Kind::State
        || movement
        || entity.kind == Kind::Body
            && entity.country.as_deref().is_none_or(|c| c == entity.id || c == entity.name)
}

/// Stances of one holder on one issue, in the order of the facts; each joins the issue it is most like.
fn issues<'a>(lexicon: &Lexicon, stances: &'a [Held]) -> Vec<Vec<&'a Held>> {
    let mut by_holder: BTreeMap<(Name, Stance), Vec<&Held>> = BTreeMap::new();
    for held in stances {
        by_holder.entry((held.side, asked(held.stance))).or_default().push(held);
    }
    by_holder.into_values().flat_map(|list| one_holder(lexicon, &list)).collect()
}

/// What one report calls a proposal is for another a demand.
fn asked(stance: Stance) -> Stance {
    if stance == Stance::Offers { Stance::Demands } else { stance }
}

/// "refused to give any guarantees" and "refused to accept such demands" share no word; that both answer one
/// demand makes them one refusal.
fn one_answer<'a>(facts: &[Fact], issues: &[Vec<&'a Held>]) -> Vec<Vec<&'a Held>> {
    let mut asked: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, issue) in issues.iter().enumerate() {
        asked.extend(issue.iter().filter(|h| h.stance != Stance::Refuses).map(|h| (h.fact, at)));
    }
    let mut union = Union::new(issues.len());
    let mut refused: BTreeMap<(Name, usize), usize> = BTreeMap::new();
    for (at, issue) in issues.iter().enumerate() {
        for held in issue.iter().filter(|h| h.stance == Stance::Refuses) {
            let links = facts[held.fact].links.iter().filter(|(_, kind)| *kind == LinkKind::Answers);
            for demand in links.filter_map(|(other, _)| asked.get(other)) {
                let first = *refused.entry((held.side, *demand)).or_insert(at);
                union.join(first, at);
            }
        }
    }
    let sets = union.sets();
    let mut merged: Vec<Vec<&Held>> = sets
        .into_iter()
        .map(|set| set.into_iter().flat_map(|at| issues[at].iter().copied()).collect())
        .collect();
    for issue in &mut merged {
        issue.sort_by_key(|h| h.fact);
    }
    merged
}

fn one_holder<'a>(lexicon: &Lexicon, list: &[&'a Held]) -> Vec<Vec<&'a Held>> {
    let mut groups: Vec<Vec<&Held>> = Vec::new();
    // A word leads to the issues that have it, so that a holder of a thousand stances is not compared with itself.
    let mut with_word: BTreeMap<Name, BTreeSet<usize>> = BTreeMap::new();
    for &held in list {
        let near = nearest(held, &with_word, groups.len());
        // One stance that is like it is not enough where the others of the issue are not.
        let likeness = |g: usize| {
            let like =
                groups[g].iter().take(24).map(|o| crate::merge::one_issue(lexicon, &held.issue, &o.issue));
            let (best, sum, count) = like
                .fold((0.0, 0.0, 0.0), |(best, sum, n): (f64, f64, f64), x| (best.max(x), sum + x, n + 1.0));
            f64::midpoint(best, sum / f64::max(count, 1.0))
        };
        let best = near.into_iter().map(|g| (likeness(g), g)).reduce(|a, b| if b.0 > a.0 { b } else { a });
        let chosen = match best {
            Some((like, g)) if like >= ONE_ISSUE => g,
            _ => {
                groups.push(Vec::new());
                groups.len() - 1
            }
        };
        groups[chosen].push(held);
        for word in held.issue.iter() {
            with_word.entry(word).or_default().insert(chosen);
        }
    }
    groups
}

/// The issues that share most words with the stance, by number.
fn nearest(held: &Held, with_word: &BTreeMap<Name, BTreeSet<usize>>, groups: usize) -> BTreeSet<usize> {
    const MOST: usize = 12;
    let mut shared = vec![0u16; groups];
    for &group in held.issue.iter().filter_map(|w| with_word.get(&w)).flatten() {
        shared[group] += 1;
    }
    let mut found: Vec<usize> = (0..groups).filter(|&g| shared[g] > 0).collect();
    found.sort_by_key(|&g| (std::cmp::Reverse(shared[g]), g));
    found.into_iter().take(MOST).collect()
}

fn position(
    ground: &Ground,
    facts: &[Fact],
    groups: &[Vec<usize>],
    issue: &[&Held],
) -> (Position, Vec<String>) {
    let told: Vec<&Told> =
        issue.iter().flat_map(|h| groups[h.fact].iter().map(|&t| &ground.told[t])).collect();
    let days: Vec<Date> = told.iter().filter_map(|t| said_on(ground, t)).collect();
    let toward: BTreeSet<usize> = issue
        .iter()
        .flat_map(|h| facts[h.fact].actors.iter())
        .filter(|(_, role)| matches!(role, Role::Addressee | Role::Target))
        .map(|&(e, _)| e)
        .collect();
    // A demand leads where reports call the same thing a demand and an offer.
    let first = *issue.iter().find(|h| h.stance == asked(h.stance)).unwrap_or(&issue[0]);
    let position = Position {
        id: String::new(),
        holder: first.holder,
        stance: first.stance,
        issue: subject(&told),
        toward: toward.into_iter().collect(),
        facts: issue.iter().map(|h| h.fact).collect(),
        first: days.iter().min().copied(),
        last: days.iter().max().copied(),
        answers: Vec::new(),
        turned_from: None,
    };
    let words = ground.lexicon.texts(first.issue.iter());
    let side = ground.lexicon.text(first.side).to_string();
    let fact_id = facts[first.fact].id.clone();
    (position, vec![side, first.stance.name().into(), words, fact_id])
}

/// The day on which a stance is told: its own where it has one, else its report's.
fn said_on(ground: &Ground, t: &Told) -> Option<Date> {
    let own = if t.is_sharp() { t.when.latest } else { None };
    own.or(ground.reports[t.doc].published.best)
}

/// Links that a report draws come first; else what another side refuses, offers or pledges on the same issue.
fn answer(ground: &Ground, facts: &[Fact], stances: &[Held], positions: &mut [Position]) {
    let stance_of: BTreeMap<usize, &Held> = stances.iter().map(|h| (h.fact, h)).collect();
    let replies = replies(stances);
    let mut linked: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (f, fact) in facts.iter().enumerate() {
        for &(other, kind) in &fact.links {
            if matches!(kind, LinkKind::Answers | LinkKind::Denies) {
                linked.entry(other).or_default().insert(f);
            }
        }
    }
    for position in positions.iter_mut() {
        let mut found: BTreeSet<usize> =
            position.facts.iter().filter_map(|f| linked.get(f)).flatten().copied().collect();
        if matches!(position.stance, Stance::Demands | Stance::Offers | Stance::RedLine | Stance::Accuses) {
            for held in position.facts.iter().filter_map(|f| stance_of.get(f)) {
                found.extend(by_issue(ground.lexicon, held, position, &replies));
            }
        }
        found.retain(|f| !position.facts.contains(f));
        position.answers = found.into_iter().collect();
    }
}

/// Replies under a word together with who gives them.
type Replies<'a> = BTreeMap<(Name, Name), Vec<&'a Held>>;

fn replies(stances: &[Held]) -> Replies<'_> {
    let mut replies = Replies::new();
    for held in stances {
        if matches!(held.stance, Stance::Refuses | Stance::Offers | Stance::Pledges | Stance::Denies) {
            for word in held.issue.iter() {
                replies.entry((word, held.side)).or_default().push(held);
            }
        }
    }
    replies
}

/// Replies of those whom the stance is addressed to; where no addressee is told, nobody's word is an answer.
fn by_issue(lexicon: &Lexicon, held: &Held, position: &Position, replies: &Replies) -> BTreeSet<usize> {
    let sides: Names = position.toward.iter().map(|&e| lexicon.side(e)).collect();
    let met = held.issue.iter().flat_map(|word| sides.iter().map(move |side| (word, side)));
    met.filter_map(|key| replies.get(&key))
        .flatten()
        .filter(|reply| reply.side != held.side)
        .filter(|reply| (position.stance == Stance::Accuses) == (reply.stance == Stance::Denies))
        .filter(|reply| crate::merge::likeness(&held.issue, &reply.issue) >= ANSWERS)
        .map(|reply| reply.fact)
        .collect()
}
