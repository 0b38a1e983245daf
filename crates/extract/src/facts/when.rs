//! When a claim holds, as far as its sentence says.

use chancery_text::Span;

use super::{
    Scene,
    choose::{Draft, below, counted_talks},
    occasion::occasions,
    reading::Reading,
    topic,
};
use crate::{
    ClaimTime, FactKind, Status,
    time::{Meaning, TimexKind, Unit},
};

/// How far a predicate's governors are followed for a time that hangs on them.
const DEPTH: usize = 5;

/// The time that the claim's own words or the clause around it give; else what tense and framing allow.
pub(super) fn time_of(scene: Scene, reading: &Reading, draft: &Draft) -> ClaimTime {
    match stated(scene, reading, draft) {
        Some(time) => ClaimTime::At(time),
        None => match untold(scene, reading, draft) {
            ClaimTime::News if told_long_ago(scene, reading, draft) => ClaimTime::Before,
            time => time,
        },
    }
}

/// "The palace said last week that the king warned the envoy": what was told in an earlier week is no news of the
/// report's.
fn told_long_ago(scene: Scene, reading: &Reading, draft: &Draft) -> bool {
    let tokens = &reading.sentence().tokens;
    let teller = tokens[draft.trigger].head.filter(|&h| h < tokens.len());
    let tells = |h: &usize| {
        tokens[draft.trigger].deprel == "ccomp"
            && tokens[draft.trigger].xpos == "VBD"
            && scene.lore.book().any_in_class("say", &reading.view.lemmas[*h])
    };
    let long_ago = |h: usize| {
        let mut times = scene.times.inside(reading.sentence().span);
        times.any(|(_, t)| {
            let week =
                matches!(t.value.meaning, Meaning::Shift { unit: Unit::Week | Unit::Month | Unit::Year, .. });
            week && governor(reading, t.span).is_some_and(|(_, governor)| governor == h)
        })
    };
    teller.filter(tells).is_some_and(long_ago)
}

/// The date or clock time (index into the layer) that is tied closest to the claim.
pub(super) fn stated(scene: Scene, reading: &Reading, draft: &Draft) -> Option<usize> {
    let anchors = anchors(scene, reading, draft);
    let said =
        Some(()).filter(|()| draft.kind.is_utterance()).and_then(|()| topic::about(scene, reading, draft));
    // What is about its own verb ("summoned the envoy on Monday") is of the day that stands there.
    let own = reading.sentence().tokens[draft.trigger].span;
    let said = said.filter(|s| !s.holds(own));
    let dated = scene.times.inside(reading.sentence().span);
    let dated = dated.filter(|(_, t)| !said.is_some_and(|s| s.holds(t.span)));
    let dated = dated.filter(|(_, t)| matches!(t.value.kind, TimexKind::Date | TimexKind::Time));
    let dated = dated.filter(|(_, t)| !now_that(scene, t.span));
    let dated = dated.filter(|(_, t)| !of_what_is_said(reading, draft, t.span));
    let moved = put_off_to(scene, reading, draft);
    let dated = dated.filter(|(i, _)| Some(*i) != moved);
    let tied = dated.filter_map(|(i, t)| {
        let (head, governor) = governor(reading, t.span)?;
        if !draft.kind.is_utterance() && since(reading, head) && has_come(reading, draft) {
            return None;
        }
        if draft.kind.is_contact() && beyond(reading, draft, head, governor) {
            return None;
        }
        let level = anchors.iter().position(|tier| tier.contains(&governor))?;
        if level > 0 && draft.kind != FactKind::Deadline && until(reading, head) {
            return None;
        }
        Some((level, head.abs_diff(draft.trigger), i))
    });
    tied.min().map(|(_, _, i)| i).or_else(|| told_beside(scene, reading, draft))
}

/// "met in October, when they signed a pact": the signing is of the time that its clause hangs on.
fn told_beside(scene: Scene, reading: &Reading, draft: &Draft) -> Option<usize> {
    let tokens = &reading.sentence().tokens;
    let beside = tokens[draft.trigger].deprel == "acl:relcl" && says_when(reading, draft.trigger);
    let time = tokens[draft.trigger].head.filter(|&h| beside && h < tokens.len())?;
    let mut dated = scene.times.inside(reading.sentence().span);
    dated.find(|(_, t)| t.value.kind == TimexKind::Date && t.span.meets(tokens[time].span)).map(|(i, _)| i)
}

/// "said that the general armed the rebels during the 1973 war": the year is that of the deed, and not of the charge.
fn of_what_is_said(reading: &Reading, draft: &Draft, span: Span) -> bool {
    let tokens = &reading.sentence().tokens;
    let told = draft.found.one("said").filter(|_| draft.kind.is_utterance());
    told.is_some_and(|said| {
        let deed = below(reading, draft.trigger);
        !deed.contains(&said) && deed.iter().any(|&t| span.meets(tokens[t].span))
    })
}

/// "cut ties and gave the envoys until Thursday": by when something is to be done is not when the other was done.
fn until(reading: &Reading, head: usize) -> bool {
    let tokens = &reading.sentence().tokens;
    let mut cases = reading.view.graph.children(head).iter().filter(|&&c| tokens[c].deprel == "case");
    cases.any(|&c| matches!(tokens[c].lemma.to_lowercase().as_str(), "until" | "till"))
}

/// "have been killed since April": not in April, but from then to now.
fn since(reading: &Reading, head: usize) -> bool {
    let tokens = &reading.sentence().tokens;
    let mut cases = reading.view.graph.children(head).iter().filter(|&&c| tokens[c].deprel == "case");
    cases.any(|&c| tokens[c].lemma.eq_ignore_ascii_case("since"))
}

fn has_come(reading: &Reading, draft: &Draft) -> bool {
    let tokens = &reading.sentence().tokens;
    let has = |&c: &usize| tokens[c].deprel == "aux" && tokens[c].lemma == "have";
    reading.view.graph.children(draft.trigger).iter().any(has)
}

/// "now that its forces have come" tells no time.
fn now_that(scene: Scene, span: Span) -> bool {
    let text = scene.document.text();
    span.of(text).eq_ignore_ascii_case("now") && text[span.end()..].starts_with(" that ")
}

/// The day to which a contact that is put off was moved: "postponed from Thursday to Monday", "delayed until May".
pub(super) fn put_off_to(scene: Scene, reading: &Reading, draft: &Draft) -> Option<usize> {
    if draft.status != Status::Postponed || !draft.kind.is_contact() {
        return None;
    }
    let tokens = &reading.sentence().tokens;
    let to = |head: usize| {
        let mut cases = reading.view.graph.children(head).iter().filter(|&&c| tokens[c].deprel == "case");
        cases.any(|&c| matches!(tokens[c].lemma.to_lowercase().as_str(), "to" | "until" | "till" | "for"))
    };
    let over = tokens[draft.trigger].head.filter(|&h| h < tokens.len());
    let verbs: Vec<usize> = draft.found.one("held").into_iter().chain(over).collect();
    let day = |(i, span): (usize, Span)| {
        let (head, governor) = governor(reading, span)?;
        (to(head) && verbs.contains(&governor)).then_some(i)
    };
    let dated = scene.times.inside(reading.sentence().span);
    dated.filter(|(_, t)| t.value.kind == TimexKind::Date).map(|(i, t)| (i, t.span)).find_map(day)
}

/// "Right after the New Year", "after the holidays of May": a contact's day is not that of what it comes after.
fn beyond(reading: &Reading, draft: &Draft, head: usize, governor: usize) -> bool {
    let tokens = &reading.sentence().tokens;
    let after = |word: usize| {
        reading.view.graph.children(word).iter().any(|&c| {
            tokens[c].deprel == "case"
                && matches!(
                    tokens[c].lemma.to_lowercase().as_str(),
                    "after" | "following" | "before" | "until"
                )
        })
    };
    after(head) || (governor != draft.trigger && nominal(reading, governor) && after(governor))
}

/// The word that heads the expression and the word it hangs on; times on times are climbed over.
fn governor(reading: &Reading, span: Span) -> Option<(usize, usize)> {
    let tokens = &reading.sentence().tokens;
    let inside = |i: usize| span.meets(tokens[i].span);
    let head = (0..tokens.len())
        .find(|&i| inside(i) && tokens[i].head.is_none_or(|h| h >= tokens.len() || !inside(h)))?;
    let mut governor = tokens[head].head.filter(|&h| h < tokens.len())?;
    for _ in 0..2 {
        // "the 1953 Border War armistice": the year is the armistice's.
        let of_name = tokens[governor].deprel == "compound" && tokens[head].deprel == "nummod";
        if of_name || reading.view.labels[governor].contains("time") {
            governor = tokens[governor].head.filter(|&h| h < tokens.len())?;
        }
    }
    Some((head, governor))
}

/// Words whose time is the claim's, nearest first: the trigger; its light verb; its arguments; its governors.
fn anchors(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<Vec<usize>> {
    let tokens = &reading.sentence().tokens;
    let named = |wanted: &[&str]| -> Vec<usize> {
        let found = draft.found.arguments.iter().filter(|(n, _)| wanted.contains(&n.as_str()));
        found.map(|(_, t)| *t).collect()
    };
    let counted = counted_talks(scene, reading, draft.trigger);
    let mut held = named(&["held", "phone", "video"]);
    // "flew to Oslo on Monday for talks": the flight was on Monday.
    let journey = |h: &usize| {
        scene.lore.book().any_in_class("goes_to", &reading.view.lemmas[*h]) && told_past(reading, *h)
    };
    held.retain(|h| draft.status != Status::Scheduled || draft.found.one("held") != Some(*h) || !journey(h));
    let mut tiers = vec![[vec![draft.trigger], counted].concat(), held];
    let light: Vec<usize> = ["obj", "nsubj", "nsubj:pass"]
        .iter()
        .filter(|r| tokens[draft.trigger].deprel == **r)
        .filter_map(|_| {
            tokens[draft.trigger].head.filter(|&h| h < tokens.len() && !on_topic(reading, draft, h))
        })
        .collect();
    tiers.push(light);
    let spoken = draft.kind.is_utterance();
    let all: Vec<usize> = draft
        .found
        .arguments
        .iter()
        .filter(|(n, _)| !spoken || n != "content")
        .map(|(_, t)| *t)
        .filter(|&t| nominal(reading, t))
        .collect();
    tiers.push(all);
    let occasions = [during(reading, draft.trigger), occasions(scene, reading, draft)].concat();
    let told_of = occasions
        .iter()
        .flat_map(|&o| clauses(reading, o, "acl"))
        .filter(|&c| !has_mark(reading, c))
        .collect();
    tiers.push(occasions);
    let verbs = [Some(draft.trigger), draft.found.one("held")];
    tiers.push(verbs.into_iter().flatten().flat_map(|v| taken_along(reading, v)).collect());
    tiers.push(told_of);
    tiers.push(scheduled_for(scene, reading, draft));
    tiers.push(clauses(reading, draft.trigger, "advcl").filter(|&c| says_when(reading, c)).collect());
    let mut at = draft.trigger;
    for _ in 0..DEPTH {
        let Some(head) = tokens[at].head.filter(|&h| h < tokens.len()) else { break };
        let base = tokens[at].deprel.split(':').next().unwrap_or_default();
        let same_time = match base {
            "xcomp" | "conj" | "obj" | "nsubj" | "obl" => true,
            "advcl" => {
                matches!(tokens[at].xpos, "VBG" | "VBN") && by(reading, head, at).is_none()
                    || says_when(reading, at) && tokens[at].xpos == tokens[head].xpos
            }
            // "an embargo in retaliation for the invasion": the invasion is not of the embargo's day.
            "nmod" => match by(reading, head, at).as_deref() {
                Some("after" | "before" | "since") => false,
                Some("for" | "over" | "against") => draft.kind.is_contact() || spoken,
                _ => true,
            },
            "ccomp" => takes_stance_by_saying(scene, reading, draft, head),
            _ => false,
        };
        let after = matches!(
            by(reading, head, at).as_deref(),
            Some("after" | "before" | "ahead_of" | "since" | "following")
        );
        let other_time = base == "conj" && draft.status != Status::Happened && told_past(reading, head);
        if !same_time
            || after
            || other_time
            || on_topic(reading, draft, head)
            || base != "ccomp" && tense_changes(reading, at, head)
        {
            break;
        }
        tiers.push(vec![head]);
        if base == "ccomp" {
            // "told the newspaper on Sunday that": the parse may tie the day to who is told.
            tiers.push(clauses(reading, head, "iobj").chain(clauses(reading, head, "obj")).collect());
        }
        at = head;
    }
    let shared = shares_its_end(reading, draft.trigger);
    tiers.push(
        shared
            .iter()
            .flat_map(|&c| clauses(reading, c, "advcl"))
            .filter(|&c| says_when(reading, c))
            .collect(),
    );
    tiers.push(shared);
    tiers
}

/// "dissolved parliament and declared a curfew on Monday", "ten were killed and dozens wounded when …": a day that ends
/// two acts of one doer is the first one's, too.
pub(super) fn shares_its_end(reading: &Reading, trigger: usize) -> Vec<usize> {
    let tokens = &reading.sentence().tokens;
    let below = |c: usize| reading.view.graph.children(c).iter().copied();
    let contrary = |c: usize| below(c).any(|t| tokens[t].deprel == "cc" && tokens[t].lemma != "and");
    let anew = |c: usize| {
        let helped = below(c).any(|t| tokens[t].deprel.starts_with("aux"));
        helped || tokens[c].xpos != "VBN" && below(c).any(|t| tokens[t].deprel.starts_with("nsubj"))
    };
    let next = below(trigger).filter(|&c| tokens[c].deprel == "conj" && c > trigger);
    next.filter(|&c| tokens[c].xpos == tokens[trigger].xpos && matches!(tokens[c].xpos, "VBD" | "VBN"))
        .filter(|&c| !contrary(c) && !anew(c))
        .collect()
}

/// "said on Sunday that his country would never yield": the refusal is of that Sunday.
/// What the words only report ("said that they had refused") has a day of its own.
fn takes_stance_by_saying(scene: Scene, reading: &Reading, draft: &Draft, teller: usize) -> bool {
    let stance = draft.kind.is_utterance() && draft.kind != FactKind::Statement;
    let tokens = &reading.sentence().tokens;
    let modal = |c: &usize| tokens[*c].deprel == "aux" && tokens[*c].xpos == "MD";
    // "said on Tuesday that Chad was ready to sell arms if …"
    let now = reading.view.graph.children(draft.trigger).iter().any(modal)
        || tokens[draft.trigger].upos == "ADJ"
        || matches!(tokens[draft.trigger].xpos, "VBZ" | "VBP");
    stance && now && scene.lore.book().any_in_class("say", &reading.view.lemmas[teller])
}

/// "the talks, scheduled to begin on May 9": the clause that says for when a contact was set.
fn scheduled_for(scene: Scene, reading: &Reading, draft: &Draft) -> Vec<usize> {
    if !draft.kind.is_contact() || !nominal(reading, draft.trigger) {
        return Vec::new();
    }
    let set = |c: &usize| scene.lore.book().any_in_class("verb_scheduled", &reading.view.lemmas[*c]);
    let clauses: Vec<usize> = clauses(reading, draft.trigger, "acl").filter(set).collect();
    let begins = clauses.iter().flat_map(|&c| reading.view.graph.reached(c, "xcomp")).collect::<Vec<_>>();
    [clauses, begins].concat()
}

/// "discussed the talks on Monday": Monday is the day of the discussing, not of the talks.
fn on_topic(reading: &Reading, draft: &Draft, verb: usize) -> bool {
    const TOPIC: [&str; 8] =
        ["discuss", "debate", "mention", "recall", "praise", "criticize", "criticise", "reject"];
    let noun = reading.sentence().tokens[draft.trigger].upos == "NOUN";
    let lemma = reading.sentence().tokens[verb].lemma.to_lowercase();
    noun && draft.kind.is_contact() && TOPIC.contains(&lemma.as_str())
}

fn nominal(reading: &Reading, t: usize) -> bool {
    matches!(reading.sentence().tokens[t].upos, "NOUN" | "PROPN" | "PRON")
}

fn by(reading: &Reading, head: usize, at: usize) -> Option<String> {
    reading.view.graph.down(head).iter().find(|e| e.to == at).and_then(|e| e.by.clone())
}

/// "ended without agreement on Friday": a day that the parse ties to what the verb took along.
fn taken_along(reading: &Reading, verb: usize) -> Vec<usize> {
    let edges = reading.view.graph.down(verb).iter();
    let along = |e: &&chancery_rules::Edge| {
        e.relation == "obl" && matches!(e.by.as_deref(), Some("without" | "with")) && nominal(reading, e.to)
    };
    edges.filter(along).map(|e| e.to).collect()
}

/// The occasion that a claim belongs to: "in a phone call on Sunday", "during a press conference"; "flew to Oslo
/// for a visit on Monday".
fn during(reading: &Reading, trigger: usize) -> Vec<usize> {
    let edges = reading.view.graph.down(trigger).iter();
    let visit =
        |t: usize| matches!(reading.sentence().tokens[t].lemma.as_str(), "visit" | "talk" | "stay" | "tour");
    let on = |e: &&chancery_rules::Edge| {
        e.is("obl:in") || e.is("obl:during") || e.is("obl:at") || e.is("obl:for") && visit(e.to)
    };
    edges.filter(on).map(|e| e.to).collect()
}

/// Clauses of this kind that hang on a word: "in statements (that) he made on Monday".
fn clauses<'a>(reading: &'a Reading, on: usize, relation: &'a str) -> impl Iterator<Item = usize> + 'a {
    let tokens = &reading.sentence().tokens;
    let base = move |c: usize| tokens[c].deprel.split(':').next().unwrap_or_default();
    reading.view.graph.children(on).iter().copied().filter(move |&c| base(c) == relation)
}

/// "the worst fighting since the war began in May": a clause that is counted from, not one that tells of it.
fn has_mark(reading: &Reading, clause: usize) -> bool {
    reading.view.graph.children(clause).iter().any(|&c| reading.sentence().tokens[c].deprel == "mark")
}

/// "will brief the king when he travels to Oslo in May": the clause tells when.
pub(super) fn says_when(reading: &Reading, clause: usize) -> bool {
    let tokens = &reading.sentence().tokens;
    let below = reading.view.graph.children(clause).iter();
    below.copied().any(|c| matches!(tokens[c].lemma.to_lowercase().as_str(), "when" | "while"))
}

/// "A month ago X accused Y, and Y denies it": what is told as present has not the day of what is told as past.
fn tense_changes(reading: &Reading, at: usize, head: usize) -> bool {
    let tokens = &reading.sentence().tokens;
    matches!(tokens[at].xpos, "VBZ" | "VBP") && tokens[head].xpos == "VBD"
}

/// "fired on Friday and announced an exercise", "gave them until Friday, or it will close": what is to come has not
/// the day of what was done.
fn told_past(reading: &Reading, verb: usize) -> bool {
    let tokens = &reading.sentence().tokens;
    let will = |&c: &usize| tokens[c].deprel == "aux";
    tokens[verb].xpos == "VBD" && !reading.view.graph.children(verb).iter().any(will)
}

/// "less than a month since the king met the envoy".
fn counted_since(reading: &Reading, trigger: usize) -> bool {
    let tokens = &reading.sentence().tokens;
    let since = |&c: &usize| tokens[c].deprel == "mark" && tokens[c].lemma.eq_ignore_ascii_case("since");
    tokens[trigger].deprel == "advcl" && reading.view.graph.children(trigger).iter().any(since)
}

/// What tense and framing say where no time is told.
fn untold(scene: Scene, reading: &Reading, draft: &Draft) -> ClaimTime {
    let token = &reading.sentence().tokens[draft.trigger];
    match draft.status {
        // "flew to Oslo for talks": whether they have been held by now is not said.
        Status::Scheduled if draft.kind != FactKind::Visit && gone_for_it(scene, reading, draft) => {
            return ClaimTime::Unknown;
        }
        Status::Scheduled | Status::Proposed | Status::Postponed | Status::Conditional
            if draft.kind.is_contact() =>
        {
            return ClaimTime::After;
        }
        Status::Scheduled if draft.kind != FactKind::Threat => return ClaimTime::After,
        // "Troops would be withdrawn under the draft": nobody says that it comes about, or when.
        Status::Proposed | Status::Conditional if !draft.kind.is_utterance() => return ClaimTime::Unknown,
        _ => {}
    }
    let background = draft.mood.earlier
        || counted_since(reading, draft.trigger)
        || (token.upos == "NOUN" && !in_main_clause(reading, draft));
    if background || standing(reading, draft) { ClaimTime::Before } else { ClaimTime::News }
}

/// "flew to Oslo for talks", "arrived to meet the king": a contact that a journey told as past is made for.
fn gone_for_it(scene: Scene, reading: &Reading, draft: &Draft) -> bool {
    let tokens = &reading.sentence().tokens;
    let went = |t: usize| {
        scene.lore.book().any_in_class("goes_to", &reading.view.lemmas[t]) && told_past(reading, t)
    };
    let above = |t: &usize| tokens[*t].head.filter(|&h| h < tokens.len());
    draft.kind.is_contact() && std::iter::successors(above(&draft.trigger), above).take(DEPTH).any(went)
}

/// An event noun that is no argument of its clause's verb is mentioned, not told.
fn in_main_clause(reading: &Reading, draft: &Draft) -> bool {
    let base = reading.sentence().tokens[draft.trigger].deprel.split(':').next().unwrap_or_default();
    draft.found.one("held").is_some()
        || draft.found.one("happened").is_some()
        || matches!(base, "obj" | "nsubj" | "root")
}

/// Perfects and presents tell what holds by now, not what happened on the day.
fn standing(reading: &Reading, draft: &Draft) -> bool {
    let verb = draft.found.one("held").unwrap_or(draft.trigger);
    let token = &reading.sentence().tokens[verb];
    let auxiliaries = reading.view.graph.children(verb).iter();
    let has = auxiliaries.clone().any(|&c| {
        let t = &reading.sentence().tokens[c];
        t.deprel == "aux" && t.lemma == "have" && !t.form.eq_ignore_ascii_case("having")
    });
    let present = matches!(token.xpos, "VBZ" | "VBP")
        || (token.xpos == "VBG"
            && auxiliaries.clone().any(|&c| matches!(reading.sentence().tokens[c].xpos, "VBZ" | "VBP")));
    let lasting =
        !matches!(draft.kind, FactKind::Statement | FactKind::Meeting | FactKind::Call | FactKind::Visit);
    (has && draft.kind != FactKind::Statement) || (present && lasting)
}
