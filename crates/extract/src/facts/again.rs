//! A contact told once more: "the call", "this meeting", "another round on Friday".
//!
//! A definite description takes its sides and its day from the contact told shortly before; a noun that names
//! nobody ("further talks are set for Monday") takes only the sides. What then still has neither sides nor
//! a place nor a day is nothing that a calendar could hold.

use super::{Scene, choose::Draft, link::same_side, reading::Reading, who};
use crate::{Claim, ClaimTime, FactKind, Kind, Mention, Party, Role, StatedRole, Status, time::Meaning};

/// Sentences within which a contact is still what "the meeting" means.
const NEAR: usize = 4;
/// Sentences within which "more talks" are talks of the same sides.
const FAR: usize = 8;

/// Fills in second tellings, and drops meetings that are left without sides and place.
pub(super) fn again<'r>(
    scene: Scene,
    kept: Vec<(&'r Reading<'r>, Draft)>,
    mut claims: Vec<Claim>,
) -> (Vec<(&'r Reading<'r>, Draft)>, Vec<Claim>) {
    for i in 0..claims.len() {
        if let Some(first) = first_telling(scene, &kept, &claims, i) {
            let (reading, draft) = &kept[i];
            let earlier = claims[first].clone();
            // "The envoys had called the meeting to hear an answer": the one that the report has told as held.
            let called = draft.found.one("held").is_some_and(|h| {
                let verb = &reading.sentence().tokens[h];
                verb.lemma == "call" && verb.xpos != "VB"
            });
            let planned = matches!(claims[i].status, Status::Proposed | Status::Scheduled);
            if called && planned && earlier.status == Status::Happened {
                claims[i].status = Status::Happened;
            }
            let same = same_occasion(reading, draft) || of_a_day(reading, draft);
            take_from(scene, &mut claims[i], &earlier, same);
        } else if claims[i].kind.is_contact() && sides(&claims[i]).any(|p| group(scene, p)) {
            let (reading, draft) = &kept[i];
            let meant = two_sides(scene, reading, draft, &claims[i]);
            if !meant.is_empty() && sides(&claims[i]).all(|p| group(scene, p)) {
                claims[i].actors.retain(|p| !group(scene, p));
                claims[i].actors.extend(meant);
            }
        }
        let (reading, draft) = &kept[i];
        let known = claims[i].kind == FactKind::Meeting && same_occasion(reading, draft);
        if known && claims[i].when == ClaimTime::News && sides(&claims[i]).next().is_none() {
            // "The Quito meeting broke up": which one is known before the report.
            claims[i].when = ClaimTime::Before;
        }
        if let Some(other) = other_side(scene, &kept, &claims, i) {
            claims[i].actors.push(Party { mention: other, role: Role::Party });
        }
    }
    let dated = |c: &Claim| matches!(c.when, ClaimTime::At(_) | ClaimTime::Offset { .. });
    let fixed = |c: &Claim| c.place.is_some() || dated(c);
    let whole = |r: &Reading, d: &Draft, c: &Claim| match c.kind {
        FactKind::Visit => fixed(c) || sides(c).any(|p| matches!(p.role, Role::Host | Role::Target)),
        FactKind::Meeting | FactKind::Call => {
            // "Chad cancelled the talks": who calls them off is news, even if not with whom.
            let by_one = c.status == Status::Cancelled && d.found.one("party").is_some();
            let sided = sides(c).next().is_some();
            let by_day = c.kind == FactKind::Call || of_a_day(r, d);
            let known = fixed(c) && (sided || c.place.is_some() || !by_day);
            known || (sided && (by_one || lone_side(scene, r, d, c).is_none()))
        }
        _ => true,
    };
    kept.into_iter().zip(claims).filter(|((r, d), c)| whole(r, d, c)).unzip()
}

fn talk(kind: FactKind) -> bool {
    kind.is_contact() && kind != FactKind::Visit
}

fn sides(claim: &Claim) -> impl Iterator<Item = &Party> {
    claim.actors.iter().filter(|p| p.role != Role::About)
}

/// The one side that a contact names, if it is a person or state, who cannot meet alone.
fn lone_side(scene: Scene, reading: &Reading, draft: &Draft, claim: &Claim) -> Option<usize> {
    let mut named = sides(claim).filter(|p| !group(scene, p));
    let (first, more) = (named.next()?, named.next());
    let kind = who::kind(scene, first.mention);
    let several = reading.view.graph.reached(draft.trigger, "nmod:of");
    // "a meeting of the envoys": they meet each other.
    let several = several.filter(|&t| draft.found.all("with").any(|w| w == t));
    let several = several.into_iter().any(|t| reading.sentence().tokens[t].xpos == "NNS");
    let with = draft.found.one("with").is_some() && draft.found.one("party").is_none() && !several;
    let alone = more.is_none() && (with || matches!(kind, Some(Kind::Person | Kind::State)));
    alone.then_some(first.mention)
}

/// The other side of "talks with the king", where the sentence gives it: who goes to them, prepares or speaks of them.
fn other_side(scene: Scene, kept: &[(&Reading, Draft)], claims: &[Claim], i: usize) -> Option<usize> {
    let (reading, draft) = &kept[i];
    let side = lone_side(scene, reading, draft, &claims[i]).filter(|_| talk(claims[i].kind))?;
    let tokens = &reading.sentence().tokens;
    let other = |m: &usize| {
        let state =
            matches!(who::kind(scene, *m), Some(Kind::Person | Kind::State | Kind::Group | Kind::Body));
        state && who::acts(scene, *m) && !same_side(scene, *m, side)
    };
    let mut at = draft.trigger;
    let among =
        ["nmod:between", "nmod:among"].iter().any(|r| reading.view.graph.reached(at, r).next().is_some());
    if among {
        return None;
    }
    for _ in 0..CLIMB {
        at = tokens[at].head.filter(|&h| h < tokens.len())?;
        if is_report(scene, reading, at) {
            return None;
        }
        let agents = reading.view.graph.reached(at, "agent");
        if let Some(found) = agents.filter_map(|a| who::mention(scene, reading, a)).find(other) {
            return Some(found);
        }
    }
    None
}

/// How many governors of a contact are asked who acts.
const CLIMB: usize = 4;

/// "Analysts said that talks with the king": who only tells of talks is no side of them.
fn is_report(scene: Scene, reading: &Reading, at: usize) -> bool {
    let book = scene.lore.book();
    ["say", "think", "express", "for_others"].iter().any(|c| book.any_in_class(c, &reading.view.lemmas[at]))
}

/// The nearest earlier contact of two sides that holds every side this one names.
fn first_telling(scene: Scene, kept: &[(&Reading, Draft)], claims: &[Claim], i: usize) -> Option<usize> {
    let (reading, draft) = &kept[i];
    let noun = reading.sentence().tokens[draft.trigger].upos == "NOUN";
    let told: Vec<&Party> = sides(&claims[i]).filter(|p| !group(scene, p)).collect();
    let pair = sides(&claims[i]).any(|p| group(scene, p));
    let past = named_alone(scene, reading, draft);
    if !talk(claims[i].kind) || !(noun || pair) || told.len() > 1 || past || has_name(scene, reading, draft) {
        return None;
    }
    if told.len() == 1 && !pair && !same_occasion(reading, draft) {
        return None;
    }
    let by_day = of_a_day(reading, draft);
    let reach = if told.is_empty() && !pair { FAR } else { NEAR };
    let near = |j: &usize| by_day || draft.n - kept[*j].1.n.min(draft.n) <= reach;
    let earlier = (0..i).rev().take_while(near);
    // "its special session … The session had been called for": the same noun means the same, though one side held it.
    let lemma = |k: usize| kept[k].0.sentence().tokens[kept[k].1.trigger].lemma.as_str();
    let next_to = (0..i).rev().take_while(|&j| kept[j].1.n + 1 >= draft.n);
    let by_noun = next_to.filter(|&j| kept[j].1.n != draft.n).find(|&j| lemma(j) == lemma(i));
    let by_noun = by_noun.filter(|&j| talk(claims[j].kind) && sides(&claims[j]).count() == 1);
    if told.is_empty() && !pair && same_occasion(reading, draft) && by_noun.is_some() {
        return by_noun;
    }
    let of_states = sides(&claims[i]).any(|p| group(scene, p) && means_states(scene, p));
    let office = sides(&claims[i]).filter(|p| group(scene, p)).find_map(|p| office_of(scene, p));
    let fits = |c: &Claim| {
        !(of_states && sides(c).any(|p| serves_body(scene, p)))
            && sides(c).all(|p| may_hold(scene, p, office))
    };
    // "The summit planned for Monday" is not of those who merely met: only a summit told before is.
    let grand = lemma(i) == "summit" && told.is_empty() && !pair && !is_theirs(reading, draft);
    let alike = |j: usize| !grand || lemma(j) == lemma(i);
    // "The meeting could be held on Monday" is wanted of those who met before.
    let known = |j: usize| by_day || same_occasion(reading, draft) && claims[j].status == claims[i].status;
    let other = |j: usize| {
        known(j) && elsewhere(scene, &claims[j], &claims[i])
            || by_day && weekday(scene, &claims[j]) != weekday(scene, &claims[i])
    };
    let phoned = |c: &Claim| c.kind == FactKind::Call;
    let kin = |j: usize| talk(claims[j].kind) && (phoned(&claims[j]) || !phoned(&claims[i]));
    let full = |j: usize| kin(j) && sides(&claims[j]).count() > 1;
    let mut whole = earlier.filter(|&j| full(j) && fits(&claims[j]) && alike(j) && !other(j));
    let nearest = whole.next()?;
    let held = |p: &Party| sides(&claims[nearest]).any(|q| same_side(scene, p.mention, q.mention));
    told.into_iter().all(held).then_some(nearest)
}

/// "Wednesday's meeting": a contact that is known by its day, however long ago it was told.
fn of_a_day(reading: &Reading, draft: &Draft) -> bool {
    let mut owners = reading.view.graph.reached(draft.trigger, "nmod:poss");
    owners.any(|t| reading.view.labels[t].contains("time"))
}

/// Whether two contacts have different weekdays, or different towns.
fn elsewhere(scene: Scene, a: &Claim, b: &Claim) -> bool {
    let town = |c: &Claim| c.place.map(|m| scene.mentions[m].value.actor);
    let days = weekday(scene, a).zip(weekday(scene, b)).is_some_and(|(a, b)| a != b);
    days || town(a).zip(town(b)).is_some_and(|(a, b)| a != b)
}

fn weekday(scene: Scene, claim: &Claim) -> Option<i8> {
    let ClaimTime::At(time) = claim.when else { return None };
    match scene.times[time].value.meaning {
        Meaning::Weekday { weekday, .. } => Some(weekday),
        _ => None,
    }
}

/// "the 2008 Lima summit": what is known by its year and place is not what the report told of before, unless it is "their"
/// summit.
fn named_alone(scene: Scene, reading: &Reading, draft: &Draft) -> bool {
    scene.lore.book().rules()[draft.rule].id == "named-summit" && !is_theirs(reading, draft)
}

/// "their summit", "Chad's summit": one of somebody who is told beside it.
fn is_theirs(reading: &Reading, draft: &Draft) -> bool {
    let mut below = reading.view.graph.children(draft.trigger).iter();
    below.any(|&c| reading.sentence().tokens[c].deprel == "nmod:poss")
}

/// "the G20 summit": an occasion with a name of its own is no second telling of another.
fn has_name(scene: Scene, reading: &Reading, draft: &Draft) -> bool {
    let tokens = &reading.sentence().tokens;
    let mut before = reading.view.graph.children(draft.trigger).iter();
    let place = |c: usize| {
        who::own(scene, reading, c)
            .is_some_and(|m| matches!(who::kind(scene, m), Some(Kind::Place | Kind::Facility)))
    };
    let named = before.any(|&c| tokens[c].deprel == "compound" && tokens[c].upos == "PROPN" && !place(c));
    named && matches!(tokens[draft.trigger].lemma.as_str(), "summit" | "conference" | "forum")
}

/// "both officials", "the two leaders", "their summit": those of whom the report has just told.
fn group(scene: Scene, party: &Party) -> bool {
    let words = scene.mentions.all()[party.mention].span.of(scene.document.text()).to_lowercase();
    let words = words.strip_prefix("the ").unwrap_or(&words);
    matches!(words, "their" | "they")
        || ["both ", "two ", "pair", "their "].iter().any(|start| words.starts_with(start))
        || [" of the two ", " of both ", " of the sides", " of the parties"]
            .iter()
            .any(|of| words.contains(of))
        || whose_are_several(scene, party)
}

/// "the foreign ministers of the two countries", where the mention is the ministers alone; "their envoys".
fn whose_are_several(scene: Scene, party: &Party) -> bool {
    let mention = &scene.mentions.all()[party.mention];
    let end = mention.span.end();
    let after: String = scene.document.text()[end..].chars().take(24).collect::<String>().to_lowercase();
    let plural = scene
        .sentences
        .list
        .get(mention.value.sentence)
        .and_then(|s| s.tokens.get(mention.value.head))
        .is_some_and(|t| t.xpos == "NNS");
    plural && [" of the two", " of both ", " of the sides"].iter().any(|of| after.starts_with(of))
}

/// The office that "the two presidents" or "both ministers" hold; none for "the two leaders".
fn office_of(scene: Scene, party: &Party) -> Option<&'static str> {
    const OFFICES: [&str; 8] =
        ["president", "minister", "premier", "chancellor", "king", "ambassador", "general", "secretary"];
    let words = scene.mentions.all()[party.mention].span.of(scene.document.text()).to_lowercase();
    let last = words.split(' ').next_back()?.strip_suffix('s')?;
    OFFICES.iter().find(|office| **office == last).copied()
}

/// Whether someone may be meant by the name of that office: no person who is told with other offices only.
fn may_hold(scene: Scene, party: &Party, office: Option<&str>) -> bool {
    let actor = &scene.actors[scene.mentions.all()[party.mention].value.actor];
    // A counterpart holds the same office.
    let counterpart = actor.name.to_lowercase().contains("counterpart");
    let open = actor.kind != Kind::Person || actor.roles.is_empty() || counterpart;
    let holds = |office: &str| {
        let class = |r: &StatedRole| r.office.as_deref().is_some_and(|o| o.contains(office));
        actor.roles.iter().any(|r| class(r) || r.title.to_lowercase().contains(office))
    };
    open || office.is_none_or(holds)
}

/// "The two countries", "the ministers of both states": no envoy of a body is meant.
fn means_states(scene: Scene, party: &Party) -> bool {
    let span = scene.mentions.all()[party.mention].span;
    let text = scene.document.text();
    let after: String = text[span.end()..].chars().take(24).collect();
    let words = (span.of(text).to_string() + &after).to_lowercase();
    ["countr", "states", "nations", "capitals", "governments", "foreign minister"]
        .iter()
        .any(|w| words.contains(w))
}

/// Whether a body, or someone who acts for one, is meant.
fn serves_body(scene: Scene, party: &Party) -> bool {
    let of = |m: usize| &scene.actors[scene.mentions.all()[m].value.actor];
    let actor = of(party.mention);
    let body =
        |code: &String| scene.actors.iter().any(|a| a.kind == Kind::Body && a.lore.as_ref() == Some(code));
    actor.kind == Kind::Body || actor.acts_for.as_ref().is_some_and(body)
}

/// The two sides that "the two countries" and "their ministers" mean where no contact of them was told before:
/// those who speak in the sentence together, else the only two that it and the sentences before it name.
fn two_sides(scene: Scene, reading: &Reading, draft: &Draft, claim: &Claim) -> Vec<Party> {
    let of_states = sides(claim).any(|p| group(scene, p) && means_states(scene, p));
    let office = sides(claim).filter(|p| group(scene, p)).find_map(|p| office_of(scene, p));
    let within = |from: usize| -> Vec<usize> {
        let before = |at: usize, m: &Mention| {
            m.sentence < draft.n || at < reading.sentence().tokens[draft.trigger].span.start()
        };
        let stretch = scene.sentences.list[from].span.to(reading.sentence().span);
        let near = scene.mentions.inside(stretch).filter(|(_, m)| before(m.span.start(), &m.value));
        let state = |m: usize| {
            matches!(who::kind(scene, m), Some(Kind::State | Kind::Body | Kind::Person | Kind::Group))
        };
        let mut found: Vec<usize> = Vec::new();
        for (i, _) in near.filter(|(i, _)| state(*i)) {
            let actor = &scene.actors[scene.mentions[i].value.actor];
            let sided = actor.acts_for.is_some() || actor.lore.is_some();
            let barred = of_states && serves_body(scene, &Party { mention: i, role: Role::Party });
            let hosts = claim.place.is_some_and(|p| same_side(scene, p, i));
            if sided && !hosts && !barred && !found.iter().any(|&f| same_side(scene, f, i)) {
                found.push(i);
            }
        }
        found
    };
    let reaches = [0, 1, 3];
    let pairs = reaches.iter().map(|&back| within(draft.n.saturating_sub(back)));
    let pair = pairs.into_iter().find(|found| found.len() >= 2).filter(|found| found.len() == 2);
    let pair: Vec<Party> =
        pair.into_iter().flatten().map(|mention| Party { mention, role: Role::Party }).collect();
    if pair.iter().all(|p| may_hold(scene, p, office)) { pair } else { Vec::new() }
}

/// "the call", "this meeting": the same occasion. "another meeting", "further talks": the same sides only.
fn same_occasion(reading: &Reading, draft: &Draft) -> bool {
    let tokens = &reading.sentence().tokens;
    let below = reading.view.graph.children(draft.trigger);
    let word = |c: usize| tokens[c].lemma.to_lowercase();
    let definite = below
        .iter()
        .any(|&c| tokens[c].deprel == "det" && matches!(word(c).as_str(), "the" | "this" | "that"));
    let other = below.iter().any(|&c| matches!(tokens[c].deprel, "amod" | "nummod" | "acl"));
    let verb = tokens[draft.trigger].upos == "VERB";
    verb || (definite && !other && tokens[draft.trigger].xpos == "NN")
}

fn take_from(scene: Scene, claim: &mut Claim, first: &Claim, same: bool) {
    claim.actors.retain(|p| !group(scene, p));
    let missing: Vec<Party> = sides(first)
        .filter(|p| !sides(claim).any(|q| same_side(scene, p.mention, q.mention)))
        .map(|p| Party { mention: p.mention, role: Role::Party })
        .collect();
    claim.actors.extend(missing);
    let untimed = matches!(claim.when, ClaimTime::News | ClaimTime::Before | ClaimTime::After);
    if same && untimed && claim.status == first.status {
        claim.when = first.when;
        claim.place = claim.place.or(first.place);
    }
}
