//! The contract of the shipped rules.

use std::borrow::Cow;

use chancery_rules::{check, firings};
use chancery_text::Document;
use expect_test::expect;

use super::{FactLore, analyse};

fn read(text: &str, model: &chancery_parse::Model, lore: &FactLore) -> Vec<chancery_rules::Analysed> {
    let document = Document::new("sha256:0".into(), "example".into(), text);
    analyse(&chancery_parse::sentences(&document, model), lore)
}

#[test]
fn every_rule_keeps_its_contract() {
    let lore = FactLore::shipped().unwrap_or_else(|e| panic!("{e}"));
    let model = chancery_parse::Model::shipped().expect("the shipped model loads");
    if let Err(faults) = check(lore.book(), &|text| read(text, &model, &lore)) {
        panic!("{} faults\n{faults}", faults.list.len());
    }
}

/// Which other rules fire on each rule's examples: a change of this list is a change of behaviour.
#[test]
fn who_else_fires_here() {
    let lore = FactLore::shipped().unwrap_or_else(|e| panic!("{e}"));
    let model = chancery_parse::Model::shipped().expect("the shipped model loads");
    let mut seen = String::new();
    for rule in lore.book().rules() {
        for (_, example) in &rule.yes {
            let fired = firings(lore.book(), &example.text, &|text| read(text, &model, &lore));
            let mut others: Vec<String> =
                fired.into_iter().map(|f| f.rule).filter(|r| *r != rule.id).collect();
            others.dedup();
            if !others.is_empty() {
                seen.push_str(&[&rule.id, ": ", &others.join(", "), " | ", &example.text, "\n"].concat());
            }
        }
    }
    expect_test::expect_file!["fires.txt"].assert_eq(&seen);
}

/// What a report of these words comes to, by the shipped lore and weights.
pub(super) fn findings(text: &str) -> crate::Findings {
    let lore = crate::Lore::shipped().unwrap_or_else(|e| panic!("{e}"));
    let model = chancery_parse::Model::shipped().expect("the shipped model loads");
    let document = Document::new("sha256:0".into(), "example".into(), text);
    let sentences = chancery_parse::sentences(&document, &model);
    crate::article(&document, &sentences, &lore)
}

/// The words that give a claim's time, or how it is told without any.
pub(super) fn time_words<'t>(found: &crate::Findings, claim: &crate::Claim, text: &'t str) -> Cow<'t, str> {
    match claim.when {
        crate::ClaimTime::At(i) => found.times.all()[i].span.of(text).into(),
        other => format!("{other:?}").to_lowercase().into(),
    }
}

fn told(text: &str) -> String {
    let found = findings(text);
    let line = |c: &crate::Claim| {
        let code = c.plover.as_ref().map_or_else(|| "-".to_owned(), |p| p.event.clone());
        format!("{} {} {code} “{}”\n", c.kind.name(), c.status.name(), c.trigger.of(text))
    };
    found.claims.iter().map(line).collect()
}

fn check_told(text: &str, expected: &expect_test::Expect) {
    expected.assert_eq(&told(text));
}

#[test]
fn a_threat_keeps_its_condition_and_is_no_act() {
    check_told(
        "The president of France said his country would respond decisively if Belgium invaded.",
        &expect![[r"
            threat conditional THREATEN “respond”
        "]],
    );
}

#[test]
fn what_is_refused_denied_or_asked_did_not_happen() {
    check_told(
        "Norway denied that its army had attacked the town.",
        &expect![[r"
        denial happened REJECT “denied”
    "]],
    );
    check_told(
        "Norway urged Sweden to withdraw its troops.",
        &expect![[r"
        demand happened REQUEST “urged”
    "]],
    );
    check_told("Did the army attack the town?", &expect![[""]]);
}

#[test]
fn meetings_have_their_status() {
    check_told(
        "France and Germany will hold talks on Monday.",
        &expect![[r"
        meeting scheduled AGREE “talks”
    "]],
    );
    check_told(
        "The talks between France and Germany were postponed.",
        &expect![[r"
        meeting postponed - “talks”
    "]],
    );
    check_told(
        "France cancelled a meeting with Germany.",
        &expect![[r"
        meeting cancelled REJECT “meeting”
    "]],
    );
}

#[test]
fn what_is_to_be_held_or_called_off_was_not_held() {
    check_told(
        "The ministers of France and Germany were to meet on Wednesday.",
        &expect![[r"
            meeting scheduled AGREE “meet”
        "]],
    );
    check_told(
        "Talks between France and Germany are to be held on Friday.",
        &expect![[r"
            meeting scheduled AGREE “Talks”
        "]],
    );
    check_told(
        "France called off a meeting with Germany, which had been planned for Sunday.",
        &expect![[r"
            meeting cancelled REJECT “meeting”
        "]],
    );
}

#[test]
fn what_is_asked_in_two_clauses_is_asked_twice() {
    check_told(
        "Norway demanded that Sweden release the crew and withdraw its ships from the bay.",
        &expect![[r"
            demand happened REQUEST “demanded”
            demand happened REQUEST “demanded”
        "]],
    );
}

#[test]
fn broken_and_strange_text_is_survived() {
    for text in
        ["“", "\"He said \"", "”””", "say say say", "🜚 said that 🜚 met 🜚.", "in in in (", "“said” “said"]
    {
        let _ = told(text);
    }
}

/// Kind, status, who, where, on whose word and what each claim is to another.
fn whole(text: &str) -> String {
    let found = findings(text);
    let name = |m: usize| found.actors[found.mentions[m].value.actor].name.clone();
    let line = |c: &crate::Claim| {
        let mut line = format!("{} {} “{}”", c.kind.name(), c.status.name(), c.trigger.of(text));
        for p in &c.actors {
            line.extend([", ", p.role.name(), " ", &name(p.mention)]);
        }
        line.extend(c.place.map(|p| format!(", in {}", name(p))));
        line.extend(c.attribution.iter().map(|&a| format!(", says {}", name(a))));
        let links = c
            .links
            .iter()
            .map(|l| format!(", {} “{}”", l.kind.name(), found.claims[l.claim].trigger.of(text)));
        line.extend(links);
        line + "\n"
    };
    found.claims.iter().map(line).collect()
}

#[track_caller]
fn check_whole(text: &str, expected: &expect_test::Expect) {
    expected.assert_eq(&whole(text));
}

#[test]
fn the_place_is_where_it_happened() {
    for (text, expected) in [
        (
            "The president of France met the king of Norway in Geneva.",
            expect![[r"
            meeting happened “met”, party The president of France, party the king of Norway, in Geneva
        "]],
        ),
        (
            "The president of France and the king of Norway held talks at the White House.",
            expect![[r"
                meeting happened “talks”, party The president of France, party the king of Norway, in White House
            "]],
        ),
        (
            "A Vienna-based agency said that the talks between France and Norway failed.",
            expect![[r"
            statement happened “said”
            meeting happened “talks”, party France, party Norway
        "]],
        ),
        (
            "France attacked a base near the border. The Geneva convention was broken by Norway.",
            expect![[r"
            attack happened “attacked”, source France
        "]],
        ),
        (
            "The president of France flew to Berlin. He met the king of Norway there.",
            expect![[r"
            visit happened “flew”, source The president of France, in Berlin
            meeting happened “met”, party The president of France, party the king of Norway, in Berlin
        "]],
        ),
        (
            "The bomb in the centre of Kabul killed two soldiers.",
            expect![[r"
            attack happened “killed”, target two soldiers
        "]],
        ),
        (
            "The rebels seized the town of Mosul on Monday.",
            expect![[r"
            seizure happened “seized”, source The rebels, in Mosul
        "]],
        ),
        (
            "The president of France will visit Kyiv, where he will hold talks with the king of Norway.",
            expect![[r"
            visit scheduled “visit”, source The president of France, in Kyiv
            meeting scheduled “talks”, party The president of France, party the king of Norway, in Kyiv
        "]],
        ),
        (
            "In Oslo, the premier of France said that the border was open. He added that trade had grown.",
            expect![[r"
            statement happened “said”, speaker the premier of France, in Oslo
            statement happened “added”, speaker the premier of France, in Oslo
        "]],
        ),
    ] {
        check_whole(text, &expected);
    }
}

#[test]
fn forces_and_envoys_act_for_their_state() {
    for (text, expected) in [
        (
            "French troops entered Chad and attacked the town of Abeche.",
            expect![[r"
                deployment happened “entered”, target Chad, source France, in Chad
                attack happened “attacked”, source France, in Abeche
            "]],
        ),
        (
            "French officials met Norwegian diplomats in Geneva.",
            expect![[r"
            meeting happened “met”, party France, party Norway, in Geneva
        "]],
        ),
        (
            "In a statement, the ministry said nothing. A statement by the French defence ministry said that the army had left.",
            expect![[r"
                statement happened “said”, speaker French Defence Ministry, about French armed forces
            "]],
        ),
        (
            "In his talks with the king of Norway, the president of France warned that sanctions would follow.",
            expect![[r"
                meeting happened “talks”, party the king of Norway, party the president of France
                threat happened “warned”, speaker the president of France, addressee the king of Norway
            "]],
        ),
        (
            "The spokesman of the Kremlin said Tuesday that the president of France will meet the king of Norway.",
            expect![[r"
            statement happened “said”, speaker The spokesman of the Kremlin, about the president of France
            meeting scheduled “meet”, party the president of France, party the king of Norway, says The spokesman of the Kremlin
        "]],
        ),
    ] {
        check_whole(text, &expected);
    }
}

#[test]
fn what_is_called_off_put_off_or_missed() {
    for (text, expected) in [
        (
            "The cancellation of the meeting between France and Norway surprised many.",
            expect![[r"
            meeting cancelled “meeting”, party France, party Norway
        "]],
        ),
        (
            "The postponement of talks between France and Norway was announced on Monday.",
            expect![[r"
            meeting postponed “talks”, party France, party Norway
        "]],
        ),
        (
            "France put off its planned talks with Norway.",
            expect![[r"
            meeting postponed “talks”, party France, party Norway
        "]],
        ),
        (
            "The envoys of France failed to show up for a meeting with Norway scheduled on Friday.",
            expect![[r"
                meeting missed “meeting”, party France, party Norway
            "]],
        ),
        (
            "France will stay in the talks with Norway until Norway withdraws its troops.",
            expect![[r"
            meeting scheduled “talks”, party Norway, party France
        "]],
        ),
        (
            "France and Norway will hold a second round of talks in May.",
            expect![[r"
            meeting scheduled “round”, party France, party Norway
        "]],
        ),
        (
            "The council gave the rebels until Friday to leave the town, or it would impose sanctions.",
            expect![[r"
            deadline happened “gave”, target the rebels
        "]],
        ),
    ] {
        check_whole(text, &expected);
    }
}

#[test]
fn a_link_needs_the_right_pair() {
    for (text, expected) in [
        (
            "Norway demanded that France withdraw its troops from the valley. France refused to withdraw the troops.",
            expect![[r"
                demand happened “demanded”, speaker Norway, target France
                refusal happened “refused”, speaker France, answers “demanded”
            "]],
        ),
        (
            "Norway demanded that Sweden leave the alliance. The president of France rejected a military response to the flood.",
            expect![[r"
                demand happened “demanded”, speaker Norway, target Sweden
                refusal happened “rejected”, speaker The president of France
            "]],
        ),
        (
            "Norway accused France of sabotage. France denied any involvement.",
            expect![[r"
            accusation happened “accused”, speaker Norway, target France
            denial happened “denied”, speaker France, denies “accused”
        "]],
        ),
        (
            "Norway accused France of sabotage. Peru denied that it had sold a ship.",
            expect![[r"
            accusation happened “accused”, speaker Norway, target France
            denial happened “denied”, speaker Peru
        "]],
        ),
        (
            "France and Norway will hold talks in May. On Monday France cancelled the talks with Norway.",
            expect![[r"
                meeting scheduled “talks”, party France, party Norway
                meeting cancelled “talks”, party France, party Norway, cancels “talks”
            "]],
        ),
        (
            "France threatened to expel the diplomats of Norway. On Friday France expelled two diplomats.",
            expect![[r"
                threat happened “threatened”, speaker France, target Norway
                expulsion happened “expelled”, source France, carries_out “threatened”
            "]],
        ),
        (
            "France confirmed that it will hold talks with Norway on Monday.",
            expect![[r"
            statement happened “confirmed”, speaker France, confirms “talks”
            meeting scheduled “talks”, party France, party Norway, says France
        "]],
        ),
    ] {
        check_whole(text, &expected);
    }
}

#[test]
fn the_code_table_names_only_what_there_is() {
    let lore = FactLore::shipped().unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(lore.codes().faults(), Vec::<String>::new());
}

#[test]
fn each_kind_has_its_code() {
    for (text, expected) in [
        (
            "France met Norway in Geneva.",
            expect![[r"
            CONSULT 046
        "]],
        ),
        (
            "The president of France phoned the king of Norway.",
            expect![[r"
            CONSULT/phone 041
        "]],
        ),
        (
            "France agreed to open the border. France signed a treaty with Norway.",
            expect![[r"
            AGREE 03
            SUPPORT 05
        "]],
        ),
        (
            "France sent food aid to Chad. France suspended aid to Chad.",
            expect![[r"
            AID 07
            SANCTION/withdraw 16
        "]],
        ),
        (
            "France imposed sanctions on Chad. France expelled two diplomats.",
            expect![[r"
            SANCTION/discontinue 163
            SANCTION/expel 166
        "]],
        ),
        (
            "The army of Chad captured the town. The army of Chad arrested two men.",
            expect![[r"
            ASSAULT 19
            COERCE/arrest 173
        "]],
        ),
        (
            "France withdrew its troops from Chad. France is willing to withdraw its troops from Chad.",
            expect![[r"
            RETREAT/withdraw 0874
            AGREE 03
        "]],
        ),
        (
            "Students protested against the law. France deployed two battalions near the lake.",
            expect![[r"
            MOBILIZE/troops 154
        "]],
        ),
        (
            "France accepted the demands of the rebels. France rejected the offer.",
            expect![[r"
            CONCEDE 08
            REJECT 12
        "]],
        ),
    ] {
        expected.assert_eq(&coded(text));
    }
}

fn coded(text: &str) -> String {
    let found = findings(text);
    let codes = found.claims.iter().filter_map(|c| c.plover.as_ref());
    let line = |p: &crate::Plover| {
        let mode = p.mode.clone().map_or_else(String::new, |m| format!("/{m}"));
        format!("{}{mode} {}\n", p.event, p.cameo.clone().unwrap_or_default())
    };
    codes.map(line).collect()
}
